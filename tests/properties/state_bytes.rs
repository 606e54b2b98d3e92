//! States as bytes: damage is refused, and only what the library writes is read (STO-3).
use std::fmt::Write as _;

use creator_compass::metric::{
    GaugeState, Group, Key, KeySet, KeyedSums, MeasureState, PublishedUsers, RepeatUsers, StateError, States,
    SubjectsState, SumState, UsersState,
};
use creator_compass::time::Instant;
use creator_compass::value::{Currency, Failure, Policy, Value};

use creator_compass_tests::Seeded;

/// What the sketch of 100 000 users estimates.
const SKETCHED: u64 = 99_827;

/// Every kind of state, in three groups.
fn sample() -> States {
    let keys = |names: &[&str]| -> KeySet { names.iter().map(|name| Key::of(name)).collect() };
    let at = |text: &str| Instant::parse(text).unwrap();
    let users = UsersState::of(keys(&["7300000000000000123", "7", "007", "anna", "ben"]), 0);
    let look = GaugeState::of(at("2026-05-01T00:00:00Z"), 900)
        .merge(GaugeState::of(at("2026-05-02T12:30:00.250Z"), 850));
    let views = [(Key::of("v1"), vec![3, 40]), (Key::of("88"), vec![0, 0]), (Key::of("v2"), vec![-1])];
    let mut states = States::new(Some(Currency::new("IDR").unwrap()));
    let whole = Group::default;
    let live = || Group::of([Some(Key::of("c1")), None, Some(Key::number(20_574))]);
    states.put(whole(), "gmv", SumState::of(-123_456_789_012_345_678_901_234).into()).unwrap();
    states.put(whole(), "impressions", SumState::of(0).into()).unwrap();
    states.put(whole(), "buyers", users.into()).unwrap();
    states.put(live(), "orders", SubjectsState::of(keys(&["o-1", "o-2", "18"])).into()).unwrap();
    states.put(live(), "views by content", KeyedSums::collect(views).unwrap().into()).unwrap();
    let acts = ["anna", "ben", "anna", "5"].map(Key::of);
    states.put(live(), "repeat_engagement", RepeatUsers::collect(acts).into()).unwrap();
    states.put(live(), "followers", look.into()).unwrap();
    states.put(live(), "viewers", PublishedUsers::of(4_321).into()).unwrap();
    states.put(live(), "buyers", UsersState::default().into()).unwrap();
    states.add_group(Group::of([Some(Key::of("c2")), None, None]));
    states
}

/// More users than are counted: half numbers, half texts.
fn sketched() -> States {
    let users = (0..50_000_u64).flat_map(|user| [Key::number(user), Key::of(&format!("user {user}"))]);
    let mut states = States::default();
    states.put(Group::default(), "buyers", UsersState::collect(users, 0).into()).unwrap();
    states
}

fn file(name: &str) -> Vec<u8> {
    let path = creator_compass_tests::root().join("tests/formats").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files are of the first version that wrote states: no version may write them otherwise or fail to read them.
#[test]
fn files_of_the_first_format_are_read_for_ever() {
    for (name, states) in [("states-v1.bin", sample()), ("states-v1-sketch.bin", sketched())] {
        let kept = file(name);
        assert_eq!(States::from_bytes(&kept).unwrap(), states, "{name}");
        assert!(kept == states.to_bytes(), "{name} is written otherwise");
    }
    let described = described(&States::from_bytes(&file("states-v1.bin")).unwrap());
    assert_eq!(described, String::from_utf8(file("states-v1.txt")).unwrap());
    let Some(MeasureState::Users(users)) = sketched().get(&Group::default(), "buyers").cloned() else {
        panic!()
    };
    let count = users.count();
    assert_eq!((count.users, count.estimate, users.exact()), (SKETCHED, Some(0.002_87), None));
}

/// What states say, a line a measure.
fn described(states: &States) -> String {
    let known = |value: Value<i128>| value.known().map_or("undefined".to_owned(), ToString::to_string);
    let listed = |keys: &KeySet| keys.iter().map(|key| key.to_string()).collect::<Vec<_>>().join(" ");
    let mut text = format!("currency {}\n", states.currency().map_or("none", Currency::code));
    for (group, row) in states.iter() {
        let field = |field: &Option<Key>| field.as_ref().map_or("-".to_owned(), ToString::to_string);
        writeln!(text, "group [{}]", group.fields().iter().map(field).collect::<Vec<_>>().join(", "))
            .unwrap();
        for (name, state) in row {
            let said = match state {
                MeasureState::Sum(sum) => sum.value().to_string(),
                MeasureState::Users(users) => listed(users.users().unwrap()),
                MeasureState::Subjects(subjects) => listed(subjects.subjects()),
                MeasureState::Keyed(keyed) => {
                    keyed.iter().map(|(key, parts)| format!("{key} {parts:?}")).collect::<Vec<_>>().join(", ")
                }
                MeasureState::Repeat(repeat) => format!("{} of {}", repeat.repeated(), repeat.users()),
                MeasureState::Gauge(gauge) => {
                    let (last_at, peak_at) = (gauge.last_at().unwrap(), gauge.peak_at().unwrap());
                    format!("{} at {last_at}, peak {} at {peak_at}", known(gauge.last()), known(gauge.peak()))
                }
                MeasureState::Published(published) => known(published.value().map(i128::from)),
                other => panic!("nothing says what {other:?} is"),
            };
            writeln!(text, "  {name}: {}: {said}", state.kind()).unwrap();
        }
    }
    text
}

#[test]
fn every_bit_flip_and_every_truncation_is_refused() {
    let bytes = sample().to_bytes();
    assert!(bytes.len() < 700, "{} bytes", bytes.len());
    for length in 0..bytes.len() {
        States::from_bytes(&bytes[..length]).unwrap_err();
    }
    for bit in 0..bytes.len() * 8 {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        let error = States::from_bytes(&damaged).unwrap_err();
        assert!(error.code().starts_with("state.bytes."), "bit {bit}: {error}");
    }
    let longer: Vec<u8> = bytes.iter().copied().chain([0]).collect();
    assert_eq!(States::from_bytes(&longer).unwrap_err().code(), "state.bytes.length");
}

#[test]
fn damage_of_a_large_file_is_refused() {
    let (bytes, mut random) = (sketched().to_bytes(), Seeded(6));
    for _ in 0..10_000 {
        let mut damaged = bytes.clone();
        if random.below(2) == 0 {
            damaged.truncate(random.below(bytes.len()));
        } else {
            damaged[random.below(bytes.len())] ^= 1 << random.below(8);
        }
        States::from_bytes(&damaged).unwrap_err();
    }
}

/// The checksum as its standard defines it, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

/// A payload with the header and the checksum that belong to it.
fn sealed(payload: &[u8]) -> Vec<u8> {
    let mut bytes = b"CCST\x01".to_vec();
    bytes.extend((payload.len() as u64 + 17).to_le_bytes());
    bytes.extend(payload);
    let checksum = crc32(&bytes);
    bytes.extend(checksum.to_le_bytes());
    bytes
}

#[test]
fn random_bytes_never_panic_and_what_is_read_is_written_so() {
    let mut random = Seeded(7);
    let whole = sample().to_bytes();
    let payload = &whole[13..whole.len() - 4];
    assert_eq!(sealed(payload), whole);
    let mut read = 0;
    for round in 0..300_000 {
        let bytes = if round % 30 == 0 {
            (0..random.below(64)).map(|_| random.number().to_le_bytes()[0]).collect()
        } else if round % 30 == 1 {
            let noise: Vec<u8> = (0..random.below(64)).map(|_| random.number().to_le_bytes()[0]).collect();
            sealed(&noise)
        } else {
            let mut payload = payload.to_vec();
            for _ in 0..=random.below(3) {
                let at = random.below(payload.len());
                match random.below(4) {
                    0 => payload[at] ^= 1 << random.below(8),
                    1 => payload[at] = random.one(&[0, 1, 2, 3, 0x7f, 0x80, 0xff]),
                    2 => drop(payload.remove(at)),
                    _ => payload.insert(at, random.one(&[0, 1, 0x80, 0xff])),
                }
            }
            sealed(&payload)
        };
        match States::from_bytes(&bytes) {
            Ok(states) => {
                read += 1;
                assert!(states.to_bytes() == bytes, "round {round} is read and written otherwise");
            }
            Err(error) => assert!(error.code().starts_with("state.bytes."), "{error}"),
        }
    }
    assert!(read > 10_000, "only {read} were read: the damage never reached the states");
}

/// Lengths that promise more than there is: refused before memory is taken.
#[test]
fn promised_lengths_take_no_memory() {
    let huge = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    let starts: [&[u8]; 5] = [&[], &[0], &[0, 0], &[0, 0, 1], &[0, 1, 1, b'm', 1, 0, 1, 0, 3]];
    for start in starts {
        let error = States::from_bytes(&sealed(&[start, &huge].concat())).unwrap_err();
        assert!(matches!(error, StateError::Malformed { .. }), "{error}");
    }
}

#[test]
fn each_refusal_says_what_is_wrong() {
    let bytes = sample().to_bytes();
    let with = |at: usize, byte: u8| {
        let mut changed = bytes.clone();
        changed[at] = byte;
        States::from_bytes(&changed).unwrap_err()
    };
    for (error, code, message) in [
        (with(0, b'P'), "state.bytes.foreign", "these bytes are not states of measures"),
        (with(4, 9), "state.bytes.version", "the states are of format 9; this version reads format 1"),
        (with(20, 0xff), "state.bytes.checksum", "the states are damaged: the checksum differs"),
        (
            States::from_bytes(&bytes[..40]).unwrap_err(),
            "state.bytes.length",
            &format!("the states have 40 bytes; expected {}", bytes.len()),
        ),
        (
            States::from_bytes(&sealed(&[0, 0, 0, 0])).unwrap_err(),
            "state.bytes.malformed",
            "the states are malformed at byte 16: the end expected",
        ),
        (
            SumState::of(i128::MAX).merge(SumState::of(1)).unwrap_err(),
            "state.sum.overflow",
            "the sum of 170141183460469231731687303715884105727 and 1 leaves 128 bits",
        ),
        (
            sample().put(Group::default(), "gmv", PublishedUsers::of(1).into()).unwrap_err(),
            "state.kind.mismatch",
            "a state of published users does not merge into one of a sum",
        ),
        (
            sample().merge(States::new(Some(Currency::new("USD").unwrap()))).unwrap_err(),
            "state.currency.mismatch",
            "cannot merge states in USD into states in IDR: one currency a sum",
        ),
    ] {
        assert_eq!((error.code(), error.to_string().as_str()), (code, message));
    }
}

/// The same states in another form are refused.
#[test]
fn other_forms_of_the_same_states_are_refused() {
    let sum = |tail: &[u8]| sealed(&[&[0, 1, 1, b'm', 1, 0, 1, 0], tail].concat());
    States::from_bytes(&sum(&[1, 2])).unwrap();
    let set = |keys: &[u8]| sum(&[&[3][..], keys].concat());
    States::from_bytes(&set(&[1, 5, 1, 1, b'a'])).unwrap();
    let refused: [(&str, Vec<u8>); 8] = [
        ("a longer form of a number", sum(&[1, 0x82, 0])),
        ("a plain number as text", set(&[0, 1, 1, b'5'])),
        ("texts out of order", set(&[0, 2, 1, b'b', 1, b'a'])),
        ("a text twice", set(&[0, 2, 1, b'a', 1, b'a'])),
        ("a measure that no group has", sealed(&[0, 1, 1, b'm', 1, 0, 0])),
        ("parts that are all 0", sum(&[4, 1, 5, 0, 1, 0])),
        ("more often, and never", sum(&[5, 0, 0, 1, 5, 0])),
        ("a bound below the least", sum(&[2, 5, 0, 0, 0])),
    ];
    for (what, bytes) in refused {
        let error = States::from_bytes(&bytes).expect_err(what);
        assert_eq!(error.code(), "state.bytes.malformed", "{what}");
    }
    assert_eq!(Policy::default().exact_users, 1_048_576);
}

/// Writes the files anew where they are missing; they are never overwritten.
#[test]
fn the_files_are_there() {
    let folder = creator_compass_tests::root().join("tests/formats");
    let texts = described(&sample()).into_bytes();
    for (name, bytes) in [
        ("states-v1.bin", sample().to_bytes()),
        ("states-v1.txt", texts),
        ("states-v1-sketch.bin", sketched().to_bytes()),
    ] {
        if std::env::var_os("UPDATE").is_some() && !folder.join(name).exists() {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        assert!(folder.join(name).exists(), "{name} is missing");
    }
}
