//! What must hold of any log: a grant only reveals, a withdrawal only hides, order and repetition change nothing, later
//! facts leave the past alone, and the reasons are the reasons.
use std::collections::BTreeMap;
use std::io::Write as _;

use creator_compass::access::{
    AccessEvent, AccessFact, Clocks, CreatorState, Decision, Grain, Module, Question, Scope, Subject, decide,
    decide_state, ignored,
};
use creator_compass::time::{Day, Instant, Window};
use creator_compass::value::{EventId, HiddenReason, RequestId};

use crate::world::{BASE, Seed, World, creator, in_words, jakarta, log_of, places, requested, room};

const DAY_MILLIS: i64 = 86_400_000;
const WORLDS: u64 = 4_000;

fn world(number: u64) -> (World, Seed) {
    let mut seed = Seed(number.wrapping_mul(0xA076_1D64_78BD_642F));
    let place = &places()[seed.below(places().len())];
    (World::random(&mut seed, place), seed)
}

fn told(counts: &str) {
    writeln!(std::io::stdout().lock(), "{counts}").unwrap();
}

/// The decisions on one creator as a world gives them.
fn decisions(world: &World, events: &[AccessEvent], who: usize, clocks: Clocks) -> Vec<Decision> {
    let who = creator(who);
    let state = CreatorState::fold(&world.rules, &log_of(events), &who, clocks);
    let today = world.rules.today(clocks.now);
    let mut all = Vec::new();
    for subject in [Subject::Creator, Subject::Room(room(0))] {
        for grain in [Grain::Realtime, Grain::Aggregate] {
            for index in BASE - 4..BASE + 10 {
                let (creator, subject) = (who.clone(), subject.clone());
                let question = Question {
                    creator,
                    subject,
                    module: Module::Live,
                    grain,
                    day: world.place.days.day(index),
                };
                all.push(decide_state(&world.rules, &state, &question, today));
            }
        }
    }
    all
}

fn event(id: &str, at: Instant, who: usize, fact: AccessFact) -> AccessEvent {
    AccessEvent {
        id: EventId::new(id).unwrap(),
        happened_at: at,
        recorded_at: at,
        creator: creator(who),
        fact,
    }
}

/// What can be told at `now` of one creator: facts that grant, or facts that take away.
fn acts(world: &World, seed: &mut Seed, now: Instant, who: usize, grant: bool) -> Vec<AccessEvent> {
    let request =
        world.events.iter().filter(|event| event.creator == creator(who)).filter_map(requested).next_back();
    let request = request.unwrap_or_else(|| RequestId::new("r0").unwrap());
    let on = world.place.days.day(BASE - 4 + seed.below(12));
    let fresh = RequestId::new("fresh").unwrap();
    let (days, until) = (Window { start: on, end: (!seed.one_in(2)).then(|| on.plus(4)) }, None);
    let scope = if seed.one_in(3) { Scope::Room(room(0)) } else { Scope::Creator };
    let facts = match (grant, seed.below(4)) {
        (true, 0) => vec![AccessFact::ContractSigned { on }],
        (true, 1) => vec![AccessFact::Authorized { request }],
        (true, 2) => vec![AccessFact::RegionDeclared { region: "SG".to_owned() }],
        (true, _) => vec![
            AccessFact::Requested { request: fresh.clone(), scope, days, until },
            AccessFact::Authorized { request: fresh },
        ],
        (false, 0) => vec![AccessFact::ContractEnded { on }],
        (false, 1) => vec![AccessFact::Declined { request }],
        (false, 2) => {
            let regions: Vec<&String> = world.rules.policy.restricted_regions.iter().collect();
            let region = regions.first().map_or("SG", |region| region.as_str());
            vec![AccessFact::RegionDeclared { region: region.to_owned() }]
        }
        (false, _) => vec![AccessFact::Revoked { request }],
    };
    // After all that happened by then: `z` comes last among events of one moment.
    let last = world.events.iter().map(|event| event.recorded_at).max().unwrap_or(now).max(now);
    let numbered = facts.into_iter().enumerate();
    numbered
        .map(|(n, fact)| AccessEvent { recorded_at: last, ..event(&format!("z{n}"), now, who, fact) })
        .collect()
}

#[test]
fn a_grant_only_reveals_and_a_withdrawal_only_hides() {
    let mut changed = BTreeMap::from([(true, 0_u64), (false, 0)]);
    for number in 0..WORLDS {
        let (world, mut seed) = world(number);
        let (now, who) = (world.moment(&mut seed, 10), seed.below(2));
        // What happens after `now` stays out: an act of `now` may rightly refuse what came later (ACC-3).
        let before: Vec<AccessEvent> =
            world.events.iter().filter(|e| e.happened_at <= now).cloned().collect();
        for grant in [true, false] {
            let mut after = before.clone();
            after.extend(acts(&world, &mut seed, now, who, grant));
            for later in [0, 1, 3] {
                let clocks = Clocks::at(now.plus_millis(later * DAY_MILLIS));
                let (was, is) =
                    (decisions(&world, &before, who, clocks), decisions(&world, &after, who, clocks));
                for (was, is) in was.iter().zip(&is) {
                    let (less, more) = if grant { (was, is) } else { (is, was) };
                    assert!(
                        !less.is_visible() || more.is_visible(),
                        "world {number}:\n{}\n{was:?}\n{is:?}",
                        in_words(&after)
                    );
                    *changed.get_mut(&grant).unwrap() += u64::from(was.is_visible() != is.is_visible());
                }
            }
        }
    }
    assert!(changed.values().all(|count| *count > 1000), "too few decisions changed: {changed:?}");
    told(&format!("{} grants revealed, {} withdrawals hid", changed[&true], changed[&false]));
}

#[test]
fn order_and_repetition_change_nothing() {
    for number in 0..WORLDS {
        let (world, mut seed) = world(number);
        let mut mixed: Vec<AccessEvent> =
            world.events.iter().flat_map(|event| vec![event.clone(); seed.below(3) + 1]).collect();
        for at in (1..mixed.len()).rev() {
            mixed.swap(at, seed.below(at + 1));
        }
        let clocks = Clocks::at(world.moment(&mut seed, 10));
        assert_eq!(log_of(&mixed), log_of(&world.events), "world {number}");
        let out = |events: &[AccessEvent]| ignored(&world.rules, &log_of(events), clocks);
        assert_eq!(out(&mixed), out(&world.events), "world {number}");
        for who in 0..3 {
            let (a, b) =
                (decisions(&world, &mixed, who, clocks), decisions(&world, &world.events, who, clocks));
            assert_eq!(a, b, "world {number}");
        }
    }
}

#[test]
fn later_facts_never_change_an_earlier_as_of() {
    let mut later = 0_u64;
    for number in 0..WORLDS {
        let (world, mut seed) = world(number);
        let (now, known_at) = (world.moment(&mut seed, 8), world.moment(&mut seed, 8));
        for clocks in [Clocks::at(now), Clocks::at(now).known_at(known_at)] {
            let early = |event: &&AccessEvent| {
                event.happened_at <= now
                    && clocks.known_at.is_none_or(|known_at| event.recorded_at <= known_at)
            };
            let then: Vec<AccessEvent> = world.events.iter().filter(early).cloned().collect();
            later += u64::try_from(world.events.len() - then.len()).unwrap();
            let out = |events: &[AccessEvent]| ignored(&world.rules, &log_of(events), clocks);
            assert_eq!(
                out(&then),
                out(&world.events),
                "world {number}: {clocks:?}\n{}",
                in_words(&world.events)
            );
            for who in 0..3 {
                let (a, b) =
                    (decisions(&world, &then, who, clocks), decisions(&world, &world.events, who, clocks));
                assert_eq!(a, b, "world {number}: {clocks:?}\n{}", in_words(&world.events));
            }
        }
    }
    told(&format!("{later} later facts left the past alone"));
}

/// A question in its world, with the causes taken away that are told to: the fact that each names is undone.
fn without(
    world: &World,
    question: &Question,
    now: Instant,
    gone: &[HiddenReason],
    all: &Decision,
) -> Decision {
    let Decision::Hidden { causes, .. } = all else { return all.clone() };
    let (mut world, mut question, mut now) = (world.clone(), question.clone(), now);
    // In order: what waits for a day moves the clock of the whole world, so it comes before what is told at `now`.
    for cause in causes.iter().rev().filter(|cause| gone.contains(&cause.reason)) {
        match cause.reason {
            HiddenReason::OutOfRetention => world.rules.policy.retention_months += 24,
            HiddenReason::AggregateNotYet if world.rules.today(now) == question.day => {
                question.grain = Grain::Realtime
            }
            HiddenReason::AggregateNotYet | HiddenReason::NotYetPublished => {
                // The day is reached, and with it all that happened: nothing is older than it was.
                let days = cause.clears_on.unwrap().number() - world.rules.today(now).number();
                now = now.plus_millis(i64::from(days) * DAY_MILLIS);
                move_all(&mut world.events, days);
            }
            HiddenReason::NotUnderContract => {
                let contract = |fact: &AccessFact| {
                    matches!(fact, AccessFact::ContractSigned { .. } | AccessFact::ContractEnded { .. })
                };
                world.events.retain(|event| event.creator != question.creator || !contract(&event.fact));
                push(&mut world.events, now, &question, AccessFact::ContractSigned { on: question.day });
            }
            HiddenReason::RegionRestricted => {
                let region = |fact: &AccessFact| matches!(fact, AccessFact::RegionDeclared { .. });
                world.events.retain(|event| event.creator != question.creator || !region(&event.fact));
            }
            HiddenReason::RequestPending => {
                let request = cause.request.clone().unwrap();
                let log = log_of(&world.events);
                let out = ignored(&world.rules, &log, Clocks::at(now));
                for event in &mut world.events {
                    let stands = out.iter().all(|ignored| ignored.event != event.id);
                    if let AccessFact::Requested { request: id, until, .. } = &mut event.fact
                        && *id == request
                        && stands
                    {
                        // A validity that is over before the answer would be ended, not granted.
                        *until = None;
                    }
                }
                push(&mut world.events, now, &question, AccessFact::Authorized { request });
            }
            _ => {
                let request = RequestId::new("fresh").unwrap();
                let days = Window { start: question.day, end: Some(question.day.next()) };
                let asked = AccessFact::Requested {
                    request: request.clone(),
                    scope: Scope::Creator,
                    days,
                    until: None,
                };
                push(&mut world.events, now, &question, asked);
                push(&mut world.events, now, &question, AccessFact::Authorized { request });
            }
        }
    }
    decide(&world.rules, &log_of(&world.events), &question, now)
}

fn move_all(events: &mut [AccessEvent], days: i32) {
    for event in events {
        event.happened_at = event.happened_at.plus_millis(i64::from(days) * DAY_MILLIS);
        event.recorded_at = event.recorded_at.plus_millis(i64::from(days) * DAY_MILLIS);
        if let AccessFact::Requested { until: Some(until), .. } = &mut event.fact {
            *until = until.plus(days);
        }
    }
}

/// Tells one more fact, after all others of that moment.
fn push(events: &mut Vec<AccessEvent>, now: Instant, question: &Question, fact: AccessFact) {
    let last = events.iter().map(|event| event.recorded_at).max().unwrap_or(now).max(now);
    let id = match fact {
        AccessFact::ContractSigned { .. } => "z-signed",
        AccessFact::Requested { .. } => "z1-asked",
        _ => "z2-agreed",
    };
    let id = EventId::new(id).unwrap();
    events.push(AccessEvent {
        id,
        happened_at: now,
        recorded_at: last,
        creator: question.creator.clone(),
        fact,
    });
}

fn reasons(decision: &Decision) -> Vec<HiddenReason> {
    match decision {
        Decision::Visible => Vec::new(),
        Decision::Hidden { causes, .. } => causes.iter().map(|cause| cause.reason).collect(),
    }
}

/// ACC-15: whichever of the cited causes are taken away, exactly the others remain. In a zone whose clocks stand still,
/// so that a world can be moved by whole days; with at least a month of retention, so that a day that is reached is
/// still kept, and a day for an answer, so that a fresh request can be granted.
#[test]
fn reasons_are_sound_and_complete() {
    let (mut tried, mut by_size) = (0_u64, [0_u64; 6]);
    for number in 0..WORLDS {
        let mut seed = Seed(number.wrapping_mul(0xE703_7ED1_A0B4_28DB));
        let mut world = World::random(&mut seed, jakarta());
        world.rules.policy.retention_months = world.rules.policy.retention_months.max(1);
        world.rules.policy.answer_days = world.rules.policy.answer_days.max(1);
        let now = world.moment(&mut seed, 12);
        let log = log_of(&world.events);
        for _ in 0..12 {
            let subject = if seed.one_in(3) { Subject::Room(room(0)) } else { Subject::Creator };
            let grain = seed.pick(&[Grain::Realtime, Grain::Aggregate]);
            let module = seed.pick(&[Module::Live, Module::Overview]);
            let index = if seed.one_in(5) { 3 + seed.below(25) } else { BASE - 4 + seed.below(20) };
            let (creator, day): (_, Day) = (creator(seed.below(3)), world.place.days.day(index));
            let question = Question { creator, subject, module, grain, day };
            let whole = decide(&world.rules, &log, &question, now);
            let cited = reasons(&whole);
            by_size[cited.len()] += 1;
            for chosen in 0..1_usize << cited.len() {
                let of = |taken: bool| {
                    let places = cited.iter().enumerate();
                    places
                        .filter(|(at, _)| (chosen >> at & 1 == 1) == taken)
                        .map(|(_, reason)| *reason)
                        .collect()
                };
                let (gone, rest): (Vec<HiddenReason>, Vec<HiddenReason>) = (of(true), of(false));
                let left = reasons(&without(&world, &question, now, &gone, &whole));
                assert_eq!(
                    left,
                    rest,
                    "world {number}: {question:?} at {now}, {whole:?}\nwithout {gone:?}:\n{}",
                    in_words(&world.events)
                );
                tried += 1;
            }
        }
    }
    assert!(by_size[..5].iter().all(|count| *count > 50), "few decisions of a size: {by_size:?}");
    told(&format!("{tried} sets of causes taken away; decisions by number of causes: {by_size:?}"));
}
