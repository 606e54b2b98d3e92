//! The access log under hostile and huge input.
use creator_compass::access::{
    AccessEvent, AccessFact, AccessLog, AccessRules, Clocks, CreatorState, Grain, Module, Question, decide,
    ignored,
};
use creator_compass::time::{Calendar, Day, Instant};
use creator_compass::value::{CreatorId, EventId, Failure, Policy, RequestId};
use creator_compass::wire::read_events;

fn rules() -> AccessRules {
    AccessRules::new(Calendar::new("Asia/Jakarta").unwrap(), Policy::default())
}

fn event(number: u64, creator: &str, at: i64, fact: AccessFact) -> AccessEvent {
    let at = Instant::from_millis(at).unwrap();
    AccessEvent {
        id: EventId::new(&format!("e{number}")).unwrap(),
        happened_at: at,
        recorded_at: at,
        creator: CreatorId::new(creator).unwrap(),
        fact,
    }
}

/// ACC-16: a million events, newest first, half of them of one creator, each sent twice.
#[test]
fn acc_16_a_million_events_in_reverse_and_twice() {
    let start = 1_767_225_600_000; // 2026-01-01
    let day = Day::parse("2026-02-01").unwrap();
    let make = |number: u64| {
        let creator =
            if number.is_multiple_of(2) { "busy".to_owned() } else { format!("c{}", number % 9973) };
        let request = RequestId::new(&format!("r{number}")).unwrap();
        let fact = match number % 3 {
            0 => AccessFact::ContractSigned { on: day },
            1 => AccessFact::ContractEnded { on: day },
            _ => AccessFact::Authorized { request },
        };
        event(number, &creator, start + i64::try_from(number).unwrap(), fact)
    };
    let mut log = AccessLog::new();
    assert_eq!(log.record_all((0..1_000_000).rev().map(make)).unwrap(), 1_000_000);
    assert_eq!(log.record_all((0..1_000_000).map(make)).unwrap(), 0, "sent again, nothing is new");
    assert_eq!(log.len(), 1_000_000);
    let busy = log.events_of(&CreatorId::new("busy").unwrap());
    assert!(busy.windows(2).all(|pair| pair[0].happened_at <= pair[1].happened_at));
    let clocks = Clocks::at(Instant::parse("2026-03-01T00:00:00Z").unwrap());
    let answers_to_nothing =
        ignored(&rules(), &log, clocks).into_iter().filter(|one| one.why.as_str() == "unknown_request");
    assert_eq!(answers_to_nothing.count(), 333_333);
}

/// ACC-16: one event that contradicts another of its id refuses the whole record, and nothing is half recorded.
#[test]
fn acc_16_a_conflict_leaves_the_log_as_it_was() {
    let day = Day::parse("2026-02-01").unwrap();
    let mut log = AccessLog::new();
    log.record(event(1, "c1", 1_770_000_000_000, AccessFact::ContractSigned { on: day })).unwrap();
    let before = log.clone();
    let error = log
        .record_all([
            event(2, "c2", 1_770_000_000_000, AccessFact::ContractSigned { on: day }),
            event(1, "c1", 1_770_000_000_000, AccessFact::ContractSigned { on: day.next() }),
        ])
        .unwrap_err();
    assert_eq!(error.code(), "access.event.conflict");
    assert_eq!(log, before);
}

/// ACC-16: malformed lines are refused with their number; nothing panics.
#[test]
fn acc_16_malformed_lines_name_their_place() {
    let good = r#"{"id":"e1","happenedAt":"2026-01-01T00:00:00Z","creator":"c1","kind":"contract_signed","on":"2026-01-01"}"#;
    assert_eq!(read_events(&format!("\u{feff}{good}\r\n\n{good}\n")).unwrap().len(), 2);
    let long = "x".repeat(10_000_000);
    let cases = [
        ("{", "access.event.malformed"),
        ("null", "access.event.malformed"),
        ("[1]", "access.event.malformed"),
        (
            r#"{"id":"e2","happenedAt":"2026-01-01T00:00:00Z","creator":"c1","kind":"no_such"}"#,
            "access.event.malformed",
        ),
        (&good.replace("\"on\"", "\"extra\":1,\"on\""), "access.event.malformed"),
        (&good.replace("2026-01-01T00:00:00Z", "2026-01-01 00:00"), "time.instant.malformed"),
        (&good.replace("\"on\":\"2026-01-01\"", "\"on\":\"1969-12-31\""), "time.day.out_of_range"),
        (&good.replace("\"on\":\"2026-01-01\"", "\"on\":\"2026-13-01\""), "time.day.malformed"),
        (&good.replace("\"c1\"", "\"\""), "value.id.invalid"),
        (&good.replace("\"c1\"", "\"a\\u0000b\""), "value.id.invalid"),
        (&good.replace("\"c1\"", &format!("\"{long}\"")), "value.id.invalid"),
    ];
    for (line, code) in cases {
        let error = read_events(&format!("{good}\n{line}")).unwrap_err();
        let shown: String = line.chars().take(80).collect();
        assert_eq!((error.code, &error.details["line"]), (code, &serde_json::json!(2)), "{shown}");
        assert!(error.message.len() < 2000, "the message does not repeat what is huge");
    }
    let deep = "[".repeat(200_000);
    assert_eq!(read_events(&deep).unwrap_err().code, "access.event.malformed");
}

/// ACC-15: default deny, whatever the question.
#[test]
fn acc_15_nothing_is_shown_by_an_empty_log() {
    let now = Instant::parse("2026-05-20T00:00:00Z").unwrap();
    for module in [Module::Overview, Module::Live, Module::Creator, Module::Video, Module::Product] {
        for grain in [Grain::Realtime, Grain::Aggregate] {
            for back in -3..200 {
                let day = rules().today(now).plus(-back);
                let question = Question::creator(CreatorId::new("nobody").unwrap(), module, grain, day);
                assert!(!decide(&rules(), &AccessLog::new(), &question, now).is_visible());
            }
        }
    }
}

/// ACC-10: overlapping contracts are a union, and their windows are normalized.
#[test]
fn acc_10_overlapping_contracts_are_one_window() {
    let (day, at) = (|text: &str| Day::parse(text).unwrap(), 1_767_225_600_000);
    let mut log = AccessLog::new();
    log.record_all([
        event(1, "c1", at, AccessFact::ContractSigned { on: day("2026-01-01") }),
        event(2, "c1", at + 1, AccessFact::ContractEnded { on: day("2026-03-01") }),
        event(3, "c1", at + 2, AccessFact::ContractSigned { on: day("2026-02-01") }),
        event(4, "c1", at + 3, AccessFact::ContractEnded { on: day("2026-05-01") }),
    ])
    .unwrap();
    let clocks = Clocks::at(Instant::parse("2026-06-01T00:00:00Z").unwrap());
    let state = CreatorState::fold(&rules(), &log, &CreatorId::new("c1").unwrap(), clocks);
    let windows = state.contract_windows();
    let texts: Vec<String> =
        windows.windows().iter().map(|w| format!("{}..{}", w.start, w.end.unwrap())).collect();
    assert_eq!(texts, ["2026-01-01..2026-05-01"]);
}
