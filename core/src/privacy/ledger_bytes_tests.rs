//! Bytes whose checksum holds, yet that nobody wrote.
use std::collections::BTreeSet;

use super::*;

fn sealed(payload: &[u8]) -> Vec<u8> {
    let mut out = Writer::new(FORMAT);
    out.bytes(payload);
    out.finish(FORMAT)
}

fn payload() -> Vec<u8> {
    let of = Population::new(Audience::Viewers, Day::from_number(20_000), Day::from_number(20_007));
    let creators = ["c1", "c2"].map(|id| CreatorId::new(id).unwrap());
    let narrow = Population {
        channels: Some(BTreeSet::from([Channel::Live, Channel::Card])),
        creators: Some(BTreeSet::from(creators)),
        shops: Some(BTreeSet::from([ShopId::new("s").unwrap()])),
        ..of.clone()
    };
    let mut ledger = Ledger::new();
    ledger.groups.insert(of, BTreeSet::from([5_000, 7_000]));
    ledger.groups.insert(narrow, BTreeSet::from([2_000]));
    let bytes = ledger.save();
    assert_eq!(Ledger::open(&bytes).unwrap(), ledger);
    bytes[13..bytes.len() - 20].to_vec()
}

/// Whatever is accepted is what would be written.
fn check(payload: &[u8]) -> bool {
    let bytes = sealed(payload);
    match Ledger::open(&bytes) {
        Ok(ledger) => {
            assert_eq!(ledger.save(), bytes);
            true
        }
        Err(error) => {
            assert!(matches!(error, PrivacyError::Malformed { .. }), "{error}");
            false
        }
    }
}

#[test]
fn no_sealed_bytes_are_read_as_anything_but_what_was_written() {
    let payload = payload();
    assert!(check(&payload));
    let (mut accepted, mut refused) = (0, 0);
    for at in 0..payload.len() {
        for byte in 0..=255 {
            let mut other = payload.clone();
            other[at] = byte;
            if check(&other) { accepted += 1 } else { refused += 1 }
        }
        assert!(!check(&payload[..at]));
        let mut longer = payload.clone();
        longer.insert(at, 1);
        check(&longer);
        longer.remove(at);
        longer.remove(at);
        check(&longer);
    }
    assert!(accepted > 100 && refused > 1_000, "{accepted} {refused}");
}

#[test]
fn counts_of_things_that_are_not_there_take_no_memory() {
    for payload in [&[0xff, 0xff, 0xff, 0xff, 0x0f][..], &[1, 2, 0, 2, 0, 0xff, 0xff, 0xff, 0xff, 0x0f], &[]]
    {
        assert!(!check(payload));
    }
}
