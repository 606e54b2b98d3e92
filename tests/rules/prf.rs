//! PRF-2, PRF-3 and BEY-7 where a vector cannot say it: exact sets, damaged bytes.
use std::collections::BTreeSet;

use creator_compass::fact::Channel;
use creator_compass::metric::{Key, UsersState};
use creator_compass::privacy::{Audience, Group, Ledger, Population, suppress};
use creator_compass::time::Day;
use creator_compass::value::{CreatorId, Failure, HiddenReason, Policy, Value};

fn week() -> Population {
    Population::new(Audience::Viewers, Day::parse("2026-05-01").unwrap(), Day::parse("2026-05-08").unwrap())
}

fn users(count: u64) -> UsersState {
    UsersState::collect((0..count).map(Key::number), 65_536)
}

fn verdict(group: Group) -> Value<u64> {
    suppress(&[group], &Ledger::new(), &Policy::default()).unwrap().verdicts.remove(0).users
}

/// PRF-2: a set of users is counted, their sketch is not.
#[test]
fn prf_2_sets_of_users_pass_and_their_sketches_do_not() {
    assert_eq!(verdict(Group::new("a", week(), &users(1_000))), Value::hidden(HiddenReason::TooFewUsers));
    assert_eq!(verdict(Group::new("a", week(), &users(1_001))), Value::Known(1_001));
    assert_eq!(verdict(Group::new("a", week(), &users(65_536))), Value::Known(65_536));
    assert_eq!(verdict(Group::new("a", week(), &users(65_537))), Value::hidden(HiddenReason::UsersEstimated));
}

fn ledger() -> Ledger {
    let mut ledger = Ledger::new();
    let creator = |id: &str| Some(BTreeSet::from([CreatorId::new(id).unwrap()]));
    for (users, of) in [
        (90_000, week()),
        (50_000, Population { creators: creator("c1"), ..week() }),
        (
            20_000,
            Population { channels: Some(BTreeSet::from([Channel::Live])), creators: creator("ö"), ..week() },
        ),
        (30_000, Population { audience: Audience::Buyers, end: week().end.plus(400), ..week() }),
    ] {
        let pattern = suppress(&[Group::counted("a", of, users)], &ledger, &Policy::default()).unwrap();
        ledger.record(&pattern);
    }
    assert_eq!(ledger.len(), 4);
    ledger
}

/// BEY-7, STO-1: a ledger is what it was, and nothing else is one: no bit flipped, no byte missing or added.
#[test]
fn bey_7_a_ledger_is_read_as_it_was_written_or_not_at_all() {
    let (ledger, empty) = (ledger(), Ledger::new());
    for one in [&ledger, &empty] {
        let bytes = one.save();
        assert_eq!(Ledger::open(&bytes).unwrap(), *one);
        for length in 0..bytes.len() {
            assert!(Ledger::open(&bytes[..length]).is_err());
        }
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let error = Ledger::open(&damaged).unwrap_err();
            assert!(error.code().starts_with("privacy.ledger."), "{error}");
            assert!(!error.to_string().is_empty());
        }
        let longer: Vec<u8> = bytes.iter().copied().chain([0]).collect();
        assert_eq!(Ledger::open(&longer).unwrap_err().code(), "privacy.ledger.length");
    }
}

/// BEY-7, STO-3: in whatever order groups were shown, the bytes are the same.
#[test]
fn bey_7_the_order_of_answers_does_not_show_in_the_bytes() {
    let group = |id: &str, users| {
        let creators = Some(BTreeSet::from([CreatorId::new(id).unwrap()]));
        Group::counted(id, Population { creators, ..week() }, users)
    };
    let groups = [group("a", 5_000), group("b", 4_000), group("c", 3_000)];
    let mut kept = BTreeSet::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let mut ledger = Ledger::new();
        for at in order {
            ledger.record(&suppress(&[groups[at].clone()], &ledger, &Policy::default()).unwrap());
        }
        kept.insert(ledger.save());
    }
    assert_eq!(kept.len(), 1);
}

/// PRF-3: numbers at the end of their range neither wrap nor panic.
#[test]
fn prf_3_the_largest_numbers_are_numbers() {
    let halves = |start: i32, end: i32, users| {
        let of = Population { start: week().start.plus(start), end: week().start.plus(end), ..week() };
        Group::counted(&format!("{start}-{end}-{users}"), of, users)
    };
    let groups: Vec<Group> = [(0, 4), (0, 2), (2, 4), (1, 3), (0, 3), (1, 4), (0, 1)]
        .into_iter()
        .flat_map(|(start, end)| [u64::MAX, u64::MAX - 2_000, 3_000].map(|users| halves(start, end, users)))
        .collect();
    let mut ledger = Ledger::new();
    for bound in [0, 1_000, u64::MAX - 1, u64::MAX] {
        let mut policy = Policy::default();
        policy.profile_users_over = bound;
        let pattern = suppress(&groups, &ledger, &policy).unwrap();
        assert_eq!(pattern.verdicts.len(), groups.len());
        ledger.record(&pattern);
        assert_eq!(Ledger::open(&ledger.save()).unwrap(), ledger);
        assert!(ledger.conflicts(&ledger, &policy).is_empty());
    }
}
