//! The lines of an access log: parse, print, parse.
use creator_compass::access::{AccessEvent, AccessLog};
use creator_compass::wire::{EventWire, read_events};

pub(super) fn check(text: &str) -> usize {
    let wires = match read_events(text) {
        Ok(wires) => wires,
        Err(error) => {
            assert!(!error.code.is_empty() && error.code.contains('.'), "an error without a code: {error:?}");
            assert!(error.details.contains_key("line"), "an error without its line: {error:?}");
            return 0;
        }
    };
    let events: Vec<AccessEvent> = wires.iter().map(|wire| wire.read().unwrap()).collect();
    let printed: Vec<String> =
        events.iter().map(|event| serde_json::to_string(&EventWire::from(event)).unwrap()).collect();
    let again: Vec<AccessEvent> =
        read_events(&printed.join("\n")).unwrap().iter().map(|wire| wire.read().unwrap()).collect();
    assert_eq!(events, again, "printed: {printed:?}");
    // All or nothing, and the same whatever the order.
    let (mut log, mut reversed) = (AccessLog::new(), AccessLog::new());
    let recorded = log.record_all(events.iter().cloned());
    assert_eq!(recorded.is_ok(), reversed.record_all(events.iter().rev().cloned()).is_ok());
    assert_eq!(log, reversed);
    assert!(recorded.is_ok() || log.is_empty());
    events.len()
}
