//! Unique users counted and estimated, and parts that merge (MET-4, MET-5, BEY-3, BEY-12, PRF-2, STO-3).
use creator_compass::metric::{
    Group, Key, MeasureState, PublishedUsers, States, SumState, UniqueCount, UsersState,
};
use creator_compass::value::{Failure, Policy, UndefinedReason, Value};
use creator_compass::wire::{PolicyWire, from_json};
use serde_json::json;

fn users(from: u64, to: u64) -> UsersState {
    UsersState::collect((from..to).map(Key::number), Policy::LEAST_EXACT_USERS)
}

/// BEY-3: counted up to the bound, then estimated, and an estimate says so.
#[test]
fn bey_3_one_user_more_than_the_bound_is_estimated() {
    let bound = Policy::LEAST_EXACT_USERS;
    assert_eq!(users(0, bound).count(), UniqueCount { users: bound, estimate: None });
    let beyond = users(0, bound + 1).count();
    assert_eq!(beyond.estimate, Some(0.002_87));
    assert!(beyond.users.abs_diff(bound + 1) < bound / 100, "{beyond:?}");
}

/// PRF-2: a threshold asks `exact`, and an estimate does not answer.
#[test]
fn prf_2_no_threshold_is_tested_on_an_estimate() {
    let over = |state: &UsersState| state.exact().map(|users| users > Policy::default().profile_users_over);
    assert_eq!(over(&users(0, 1000)), Some(false));
    assert_eq!(over(&users(0, 1001)), Some(true));
    assert_eq!(over(&users(0, 100_000)), None);
}

/// BEY-3: a policy sets the bound, and none sets it below the least.
#[test]
fn bey_3_the_bound_is_policy() {
    let policy: PolicyWire = from_json(json!({ "exactUsers": 70_000 })).unwrap();
    assert_eq!(Policy::from(policy).exact_users, 70_000);
    assert_eq!(Policy::default().exact_users, 1_048_576);
    let low = UsersState::collect((0..60_000).map(Key::number), 1);
    assert_eq!(low.exact(), Some(60_000));
}

/// MET-5, BEY-12: the days of two workers, shipped and merged, are the bytes of one who saw all.
#[test]
fn met_5_states_of_workers_are_the_state_of_the_whole() {
    let worker = |days: &[i128]| {
        let mut states = States::default();
        for day in days {
            let user = Key::of(&format!("user {}", day % 3));
            states.put(Group::default(), "gmv", SumState::of(*day).into()).unwrap();
            states.put(Group::default(), "buyers", UsersState::collect([user], 0).into()).unwrap();
        }
        states.to_bytes()
    };
    let read = |bytes: &[u8]| States::from_bytes(bytes).unwrap();
    let merged = read(&worker(&[5, 9])).merge(read(&worker(&[1, 2, 4]))).unwrap();
    assert_eq!(merged.to_bytes(), worker(&[1, 2, 4, 5, 9]));
}

/// MET-4: a sum beyond 128 bits is an error, and what was there stays.
#[test]
fn met_4_a_sum_that_overflows_is_an_error() {
    let (mut states, whole) = (States::default(), Group::default());
    states.put(whole.clone(), "gmv", SumState::of(i128::MAX).into()).unwrap();
    let error = states.put(whole.clone(), "gmv", SumState::of(1).into()).unwrap_err();
    assert_eq!((error.code(), error.rule()), ("state.sum.overflow", "MET-4"));
    assert_eq!(states.get(&whole, "gmv"), Some(&MeasureState::Sum(SumState::of(i128::MAX))));
}

/// Published daily uniques never add.
#[test]
fn published_users_of_two_days_do_not_add() {
    let two = PublishedUsers::of(1).merge(PublishedUsers::of(1));
    assert_eq!(two.value(), Value::undefined(UndefinedReason::UniquesDoNotAdd));
    assert_eq!(two.merge(PublishedUsers::default()), two);
}

/// STO-3: bytes that were changed on their way are refused.
#[test]
fn sto_3_damaged_states_are_refused() {
    let mut bytes = States::default().to_bytes();
    bytes[15] ^= 1;
    assert_eq!(States::from_bytes(&bytes).unwrap_err().code(), "state.bytes.checksum");
}
