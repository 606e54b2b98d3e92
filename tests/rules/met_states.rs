//! What the properties of states leave open: the order of figures, empty states, and bytes that no state writes (MET-4, MET-5,
//! STO-3).
use std::cmp::Ordering;

use creator_compass::metric::{
    Figure, GaugeState, Group, Key, KeySet, KeyedSums, MeasureState, PublishedUsers, RepeatUsers, States,
    SubjectsState, SumState, UsersState,
};
use creator_compass::time::Instant;
use creator_compass::value::{Currency, Failure, Money, UndefinedReason, Value};
use creator_compass_tests::{payload, sealed};

/// MET-4: figures of one unit order by what they show, those of two units do not order.
#[test]
fn met_4_figures_of_one_unit_have_an_order() {
    let currency = Currency::new("IDR").unwrap();
    let money = |micros| Money::from_micros(micros, currency);
    let pairs = [
        (Figure::Count(1), Figure::Count(2)),
        (Figure::Seconds(1), Figure::Seconds(2)),
        (Figure::Money(money(-3)), Figure::Money(money(2))),
        (Figure::PerMilleMoney(money(1)), Figure::PerMilleMoney(money(2))),
        (Figure::Ratio(-0.5), Figure::Ratio(0.25)),
        (Figure::MeanSeconds(0.5), Figure::MeanSeconds(0.75)),
    ];
    for (place, (low, high)) in pairs.iter().enumerate() {
        assert_eq!((low.order(high), high.order(low)), (Ordering::Less, Ordering::Greater), "{low:?}");
        assert_eq!(low.order(low), Ordering::Equal);
        for (other, _) in pairs.iter().skip(place + 1) {
            assert_eq!(
                (high.order(other), other.order(high)),
                (Ordering::Equal, Ordering::Equal),
                "{other:?}"
            );
        }
    }
}

/// MET-5: a set, a state or states of nothing say so.
#[test]
fn met_5_what_is_empty_says_so() {
    let (none, one): (KeySet, KeySet) = (KeySet::default(), [Key::of("anna")].into_iter().collect());
    assert!(none.is_empty() && !one.is_empty() && !KeySet::from_numbers(vec![0]).is_empty());
    assert_eq!((none.len(), one.len()), (0, 1));
    let keyed = KeyedSums::collect([(Key::number(0), [0])]).unwrap();
    assert!(KeyedSums::default().is_empty() && !keyed.is_empty());
    let mut states = States::default();
    assert!(states.is_empty());
    assert_eq!(states.len(), 0);
    let group = Group::of([Some(Key::of("c1"))]);
    states.add_group(group.clone());
    assert!(!states.is_empty() && states.has(&group) && !states.has(&Group::default()));
    let absent = || Value::undefined(UndefinedReason::Absent);
    let gauge = GaugeState::default();
    assert_eq!(
        (gauge.last(), gauge.peak(), gauge.last_at(), gauge.peak_at()),
        (absent(), absent(), None, None)
    );
    assert_eq!(PublishedUsers::default().value(), Value::undefined(UndefinedReason::Absent));
}

/// MET-5: the state that was there is named first, the one that came second.
#[test]
fn met_5_states_of_two_kinds_do_not_merge() {
    let of = |state: MeasureState| {
        let mut states = States::default();
        states.put(Group::default(), "buyers", state).unwrap();
        states
    };
    let (sum, published) = (of(SumState::of(1).into()), of(PublishedUsers::of(1).into()));
    let error = sum.clone().merge(published.clone()).unwrap_err();
    assert_eq!(error.to_string(), "a state of published users does not merge into one of a sum");
    let error = published.merge(sum).unwrap_err();
    assert_eq!(error.to_string(), "a state of a sum does not merge into one of published users");
    assert_eq!((error.code(), error.rule()), ("state.kind.mismatch", "MET-5"));
}

fn every_kind() -> [MeasureState; 14] {
    let at = |millis| Instant::from_millis(millis).unwrap();
    let keys = |keys: &[&str]| -> KeySet { keys.iter().map(|key| Key::of(key)).collect() };
    let often = PublishedUsers::of(1).merge(PublishedUsers::of(1));
    [
        SumState::default().into(),
        SumState::of(i128::MIN).into(),
        UsersState::default().into(),
        UsersState::of(keys(&["0", "18446744073709551615", "18446744073709551616", "1a", "01"]), 70_000)
            .into(),
        SubjectsState::default().into(),
        SubjectsState::of(keys(&["o", "9"])).into(),
        KeyedSums::default().into(),
        KeyedSums::collect([(Key::of("v"), vec![0, -1]), (Key::number(3), vec![i128::MAX])]).unwrap().into(),
        RepeatUsers::default().into(),
        GaugeState::default().into(),
        GaugeState::of(at(0), 5).merge(GaugeState::of(at(0), 7)).merge(GaugeState::of(at(-9), 7)).into(),
        PublishedUsers::default().into(),
        PublishedUsers::of(u64::MAX).into(),
        often.into(),
    ]
}

/// STO-3: each state, empty ones too, is read as it was written.
#[test]
fn sto_3_every_state_comes_back() {
    for state in every_kind() {
        let mut states = States::new(Some(Currency::new("JPY").unwrap()));
        states.put(Group::of([None, Some(Key::of("7")), Some(Key::of("x"))]), "one", state.clone()).unwrap();
        let bytes = states.to_bytes();
        let read = States::from_bytes(&bytes).unwrap();
        assert_eq!(read, states, "{state:?}");
        assert_eq!((read.currency(), read.to_bytes()), (states.currency(), bytes));
    }
}

/// The bytes of a state, sealed, and what reading them answers.
fn read(kind: u8, state: &[u8]) -> Result<States, String> {
    // No currency; one name, `m`; one group without fields, of one measure: the first name.
    let payload = [&[0, 1, 1, b'm', 1, 0, 1, 0, kind][..], state].concat();
    States::from_bytes(&sealed(b"CCST", &payload)).map_err(|error| {
        assert_eq!(error.code(), "state.bytes.malformed");
        error.to_string()
    })
}

/// STO-3: a gauge whose peak, last value and moments cannot come of looks is refused.
#[test]
fn sto_3_a_gauge_that_no_looks_make_is_refused() {
    // A sign is the last bit: 2 is 1, 4 is 2, 1 is -1.
    let gauge = |last_at, low, high, peak, peak_at| read(6, &[1, last_at, low, high, peak, peak_at]);
    for (looks, possible) in [
        ((4, 6, 6, 6, 4), true),
        ((4, 6, 8, 8, 4), true),
        ((4, 6, 6, 8, 2), true),
        // The same height, seen before.
        ((4, 6, 6, 6, 2), true),
        // Lower than its lowest; a peak below the last; after the last; of the last moment and higher than it.
        ((4, 8, 6, 8, 2), false),
        ((4, 6, 6, 4, 2), false),
        ((4, 8, 6, 4, 2), false),
        ((4, 6, 6, 8, 6), false),
        ((4, 6, 6, 6, 6), false),
        ((4, 6, 6, 8, 4), false),
        ((4, 6, 8, 10, 4), false),
    ] {
        let (last_at, low, high, peak, peak_at) = looks;
        let told = gauge(last_at, low, high, peak, peak_at);
        assert_eq!(told.is_ok(), possible, "{looks:?}: {told:?}");
    }
    assert!(read(6, &[0]).is_ok());
    assert!(read(6, &[2]).unwrap_err().ends_with("looks or none expected"));
    assert!(read(7, &[3]).unwrap_err().ends_with("none, one or several published numbers expected"));
    assert!(read(8, &[0]).unwrap_err().ends_with("a kind of state expected"));
}

/// STO-3: a payload and its seal are what a file is made of.
#[test]
fn sto_3_a_seal_is_that_of_the_file() {
    let mut states = States::default();
    states.put(Group::default(), "m", SumState::of(1).into()).unwrap();
    let bytes = states.to_bytes();
    assert_eq!(payload(b"CCST", &bytes), [0, 1, 1, b'm', 1, 0, 1, 0, 1, 2]);
    assert_eq!(read(1, &[2]), Ok(states));
}
