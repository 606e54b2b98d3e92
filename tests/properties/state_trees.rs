//! States against a naive model: whatever the split, the order and the tree, the same bytes (MET-5, STO-3).
use std::collections::{BTreeMap, BTreeSet};

use creator_compass::metric::{
    GaugeState, Group, Key, KeyedSums, MeasureState, PublishedUsers, RepeatUsers, States, SubjectsState,
    SumState, UsersState,
};
use creator_compass::time::Instant;
use creator_compass::value::{Policy, UndefinedReason, Value};

use creator_compass_tests::Seeded;

const TREES: u64 = 1_000_000;

/// How many trees are tried: one in `STATES_SHARE`, where a run of mutants asks for less.
fn number_of_trees() -> u64 {
    let share = std::env::var("STATES_SHARE").ok().and_then(|share| share.parse::<u64>().ok());
    TREES / share.unwrap_or(1).max(1)
}
const BOUND: u64 = Policy::LEAST_EXACT_USERS;
const NAMES: [&str; 9] =
    ["0", "7", "07", "123", "", "anna", "ß", "18446744073709551615", "18446744073709551616"];
const KINDS: [&str; 7] = ["users", "subjects", "followers", "gmv", "ratio", "repeat", "published"];

/// One row, told to one measure of one group.
#[derive(Clone, Copy)]
struct Fact {
    group: u8,
    kind: &'static str,
    who: &'static str,
    amount: i64,
    at: i64,
}

impl Fact {
    fn random(random: &mut Seeded) -> Self {
        let amount = match random.below(8) {
            0 => i64::MAX,
            1 => i64::MIN,
            _ => i64::try_from(random.below(5)).unwrap() - 1,
        };
        let at = i64::try_from(random.below(3)).unwrap() * 1000;
        let group = u8::try_from(random.below(2)).unwrap();
        Self { group, kind: random.one(&KINDS), who: random.one(&NAMES), amount, at }
    }
    fn group(self) -> Group {
        if self.group == 0 { Group::default() } else { Group::of([None, Some(Key::of("c1"))]) }
    }
    fn state(self) -> MeasureState {
        let key = || Key::of(self.who);
        match self.kind {
            "users" => UsersState::collect([key()], BOUND).into(),
            "subjects" => SubjectsState::of([key()].into_iter().collect()).into(),
            "followers" => {
                GaugeState::of(Instant::from_millis(self.at).unwrap(), i128::from(self.amount)).into()
            }
            "gmv" => SumState::of(i128::from(self.amount)).into(),
            "ratio" => {
                KeyedSums::collect([(key(), [i128::from(self.amount), i128::from(self.at)])]).unwrap().into()
            }
            "repeat" => RepeatUsers::collect([key()]).into(),
            _ => PublishedUsers::of(self.amount.unsigned_abs()).into(),
        }
    }
    fn is_of_a_set(self) -> bool {
        matches!(self.kind, "users" | "subjects" | "followers")
    }
}

fn gather<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> States {
    let mut states = States::default();
    for fact in facts {
        states.put(fact.group(), fact.kind, fact.state()).unwrap();
    }
    states
}

/// Splits the facts into parts, facts of sets into several, and merges the parts two by two as chance has it.
fn through_a_random_tree(facts: &[Fact], random: &mut Seeded) -> States {
    let mut parts = vec![Vec::new(); 1 + random.below(4)];
    for fact in facts {
        let part = random.below(parts.len());
        parts[part].push(*fact);
        if fact.is_of_a_set() && random.below(3) == 0 {
            let again = random.below(parts.len());
            parts[again].push(*fact);
        }
    }
    let mut states: Vec<States> = parts.iter().map(gather).collect();
    while states.len() > 1 {
        let (at, into) = (random.below(states.len()), random.below(states.len() - 1));
        let part = states.swap_remove(at);
        let other = std::mem::take(&mut states[into]);
        states[into] = part.merge(other).unwrap();
    }
    states.pop().unwrap()
}

/// What each measure must say, worked out with the plainest means.
fn check(facts: &[Fact], states: &States) {
    let mut rows: BTreeMap<(u8, &str), Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        rows.entry((fact.group, fact.kind)).or_default().push(fact);
    }
    assert_eq!(states.iter().map(|(_, row)| row.count()).sum::<usize>(), rows.len());
    for ((_, kind), facts) in rows {
        let who: BTreeSet<&str> = facts.iter().map(|fact| fact.who).collect();
        let times = |name: &str| facts.iter().filter(|fact| fact.who == name).count();
        let amounts = || facts.iter().map(|fact| i128::from(fact.amount));
        match states.get(&facts[0].group(), kind).unwrap() {
            MeasureState::Users(users) => {
                assert_eq!(users.exact(), Some(who.len() as u64));
                let kept: BTreeSet<String> =
                    users.users().unwrap().iter().map(|key| key.to_string()).collect();
                assert!(kept.iter().map(String::as_str).eq(who));
            }
            MeasureState::Subjects(subjects) => assert_eq!(subjects.count(), who.len() as u64),
            MeasureState::Repeat(repeat) => {
                let more = who.iter().filter(|name| times(name) > 1).count();
                assert_eq!((repeat.users(), repeat.repeated()), (who.len() as u64, more as u64));
            }
            MeasureState::Sum(sum) => assert_eq!(sum.value(), amounts().sum()),
            MeasureState::Keyed(keyed) => {
                assert_eq!(keyed.len(), who.len());
                for (key, parts) in keyed.iter() {
                    let own = || facts.iter().filter(|fact| fact.who == key.to_string());
                    let part = |at: usize| parts.get(at).copied().unwrap_or(0);
                    assert_eq!(part(0), own().map(|fact| i128::from(fact.amount)).sum());
                    assert_eq!(part(1), own().map(|fact| i128::from(fact.at)).sum());
                }
            }
            MeasureState::Gauge(gauge) => {
                let last_at = facts.iter().map(|fact| fact.at).max().unwrap();
                let last: BTreeSet<i64> =
                    facts.iter().filter(|fact| fact.at == last_at).map(|fact| fact.amount).collect();
                let expected = match last.first() {
                    Some(value) if last.len() == 1 => Value::Known(i128::from(*value)),
                    _ => Value::undefined(UndefinedReason::Conflicting),
                };
                assert_eq!((gauge.last(), gauge.last_at().unwrap().millis()), (expected, last_at));
                let peak = facts.iter().map(|fact| (fact.amount, -fact.at)).max().unwrap();
                assert_eq!(gauge.peak(), Value::Known(i128::from(peak.0)));
                assert_eq!(gauge.peak_at().unwrap().millis(), -peak.1);
            }
            MeasureState::Published(published) => {
                let expected = match facts[..] {
                    [fact] => Value::Known(fact.amount.unsigned_abs()),
                    _ => Value::undefined(UndefinedReason::UniquesDoNotAdd),
                };
                assert_eq!(published.value(), expected);
            }
            other => panic!("no model of {other:?}"),
        }
    }
}

fn trees(seed: u64, number: u64) {
    let mut random = Seeded(seed);
    for tree in 0..number {
        let facts: Vec<Fact> = (0..random.below(9)).map(|_| Fact::random(&mut random)).collect();
        let merged = through_a_random_tree(&facts, &mut random);
        let bytes = merged.to_bytes();
        assert!(bytes == gather(&facts).to_bytes(), "tree {tree} of seed {seed}");
        check(&facts, &merged);
        if tree % 8 == 0 {
            let read = States::from_bytes(&bytes).unwrap();
            assert_eq!(read, merged);
            assert_eq!(merged.merge(States::default()).unwrap(), read, "the empty states change nothing");
        }
    }
}

#[test]
fn a_million_random_trees_give_the_bytes_of_the_whole() {
    std::thread::scope(|scope| {
        scope.spawn(|| trees(1, number_of_trees() / 2));
        scope.spawn(|| trees(2, number_of_trees() / 2));
    });
}

#[test]
fn states_of_sets_take_the_same_part_twice() {
    let mut random = Seeded(3);
    for _ in 0..10_000 {
        let facts: Vec<Fact> = (0..8).map(|_| Fact::random(&mut random)).collect();
        let states = gather(facts.iter().filter(|fact| fact.is_of_a_set()));
        assert_eq!(states.clone().merge(states.clone()).unwrap(), states);
    }
}

#[test]
fn every_empty_state_changes_nothing() {
    let empty: [MeasureState; 7] = [
        UsersState::default().into(),
        SubjectsState::default().into(),
        GaugeState::default().into(),
        SumState::default().into(),
        KeyedSums::default().into(),
        RepeatUsers::default().into(),
        PublishedUsers::default().into(),
    ];
    let mut random = Seeded(4);
    for _ in 0..10_000 {
        let state = Fact::random(&mut random).state();
        let none = empty.iter().find(|none| none.kind() == state.kind()).unwrap();
        assert_eq!(none.clone().merge(state.clone()).unwrap(), state);
        assert_eq!(state.clone().merge(none.clone()).unwrap(), state);
    }
}

/// Sets around the bound, split into overlapping parts: counted or estimated by the whole alone.
#[test]
fn no_split_moves_the_step_from_counting_to_estimating() {
    let mut random = Seeded(5);
    for round in 0..200_u64 {
        let size = match round % 4 {
            0 => BOUND,
            1 => BOUND + 1,
            _ => BOUND / 2 + random.number() % (2 * BOUND),
        };
        let users: Vec<Key> = (0..size).map(|user| Key::number(user * 1_000_003 + round)).collect();
        let whole = UsersState::collect(users.iter().cloned(), BOUND);
        assert_eq!(whole.exact().is_some(), size <= BOUND);
        let mut parts = vec![Vec::new(); 2 + random.below(5)];
        for user in users {
            let (part, again) = (random.below(parts.len()), random.below(parts.len()));
            parts[again].push(user.clone());
            parts[part].push(user);
        }
        let parts: Vec<UsersState> =
            parts.into_iter().map(|users| UsersState::collect(users, BOUND)).collect();
        assert_eq!(parts.iter().cloned().reduce(UsersState::merge), Some(whole.clone()));
        let right = parts.iter().cloned().rev().reduce(|right, left| left.merge(right));
        assert_eq!(right, Some(whole.clone()));
        assert_eq!(UsersState::union(parts), whole);
        assert_eq!(whole.clone().merge(whole.clone()), whole);
    }
}

/// Parts with different bounds: the smallest holds, whatever the order.
#[test]
fn the_smallest_bound_holds() {
    let part = |from: u64, to: u64, bound: u64| UsersState::collect((from..to).map(Key::number), bound);
    let parts = [part(0, 70_000, BOUND), part(60_000, 90_000, 2 * BOUND), part(0, 80_000, 80_000)];
    let whole = part(0, 90_000, BOUND);
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let [a, b, c] = order.map(|at: usize| parts[at].clone());
        assert_eq!(a.clone().merge(b.clone()).merge(c.clone()), whole);
        assert_eq!(a.merge(b.merge(c)), whole);
    }
    let low = part(0, 10, 0);
    assert_eq!(low, part(0, 10, BOUND), "no bound lies below the least");
}
