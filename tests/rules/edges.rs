//! Edges at which a small change of the code would go unnoticed by whole worlds: each was a mutant that once survived.
use creator_compass::access::{
    AccessEvent, AccessFact, AccessLog, AccessRules, Clocks, Grain, IgnoredWhy, Module, Recorded,
    RequestOrder, Scope, authorize, compile, ignored, request,
};
use creator_compass::time::{Calendar, Day, Instant, PeriodError, Picker, Screen, Window, resolve};
use creator_compass::value::{CreatorId, EventId, Policy, RequestId};
use creator_compass::wire::{AccessDoor, events_from_json, from_json};
use serde_json::json;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn rules() -> AccessRules {
    AccessRules::new(Calendar::new("UTC").unwrap(), Policy::default())
}

fn event(id: &str, when: &str, who: &str, fact: AccessFact) -> AccessEvent {
    let at = Instant::parse(when).unwrap();
    let (id, creator) = (EventId::new(id).unwrap(), CreatorId::new(who).unwrap());
    AccessEvent { id, happened_at: at, recorded_at: at, creator, fact }
}

/// ACC-16: what was recorded is there, once, and two logs are equal when they hold the same.
#[test]
fn acc_16_a_log_tells_what_it_holds() {
    let signed = |id: &str, on: &str| {
        event(id, "2026-01-01T00:00:00Z", "ana", AccessFact::ContractSigned { on: day(on) })
    };
    let (first, second) = (signed("e1", "2026-01-01"), signed("e2", "2026-01-02"));
    let mut log = AccessLog::new();
    assert!(log.is_empty() && log.events().next().is_none());
    assert_eq!(log.record(first.clone()).unwrap(), Recorded::New);
    assert_eq!(log.record(first.clone()).unwrap(), Recorded::Duplicate);
    assert!(!log.is_empty());
    assert_eq!(log.record(second.clone()).unwrap(), Recorded::New);
    assert_eq!(log.len(), 2);
    assert_eq!(log.events().collect::<Vec<_>>(), [&first, &second]);
    for one in [&first, &second] {
        assert_eq!(log.get(&one.id), Some(one));
    }
    assert_eq!(log.get(&EventId::new("e3").unwrap()), None);
    let mut other = AccessLog::new();
    assert_ne!(log, other);
    other.record_all([second, first]).unwrap();
    assert_eq!(log, other);
}

/// ACC-16: a door hands back the events that it was given, and the log behind it.
#[test]
fn acc_16_a_door_hands_its_events_back() {
    let mut door = AccessDoor::new(&from_json(json!({ "timeZone": "UTC" })).unwrap()).unwrap();
    let told = json!({ "id": "e1", "happenedAt": "2026-01-01T00:00:00Z", "recordedAt": "2026-01-02T00:00:00Z",
        "creator": "ana", "kind": "contract_signed", "on": "2026-01-01" });
    let mut given = told.clone();
    given.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    door.record(&events_from_json(vec![given]).unwrap()).unwrap();
    assert_eq!(serde_json::to_value(door.events()).unwrap(), json!([told]));
    assert_eq!(door.log().len(), 1);
}

/// ACC-10: an end on the day on which the contract has ended already cuts nothing, and is left out of the fold.
#[test]
fn acc_10_an_end_on_the_day_of_an_end_is_left_out() {
    let mut log = AccessLog::new();
    log.record_all([
        event("e1", "2026-01-01T00:00:00Z", "ana", AccessFact::ContractSigned { on: day("2026-01-01") }),
        event("e2", "2026-02-01T00:00:00Z", "ana", AccessFact::ContractEnded { on: day("2026-02-10") }),
        event("e3", "2026-02-02T00:00:00Z", "ana", AccessFact::ContractEnded { on: day("2026-02-10") }),
    ])
    .unwrap();
    let out = ignored(&rules(), &log, Clocks::at(Instant::parse("2026-03-01T00:00:00Z").unwrap()));
    let out: Vec<_> = out.iter().map(|one| (one.event.as_str(), one.why)).collect();
    assert_eq!(out, [("e3", IgnoredWhy::NotUnderContract)]);
}

/// ACC-16: the event of a long request keeps the end of its id, which tells what it is.
#[test]
fn acc_16_long_ids_of_events_keep_their_end() {
    let (rules, mut log) = (rules(), AccessLog::new());
    let at = |text: &str| Instant::parse(text).unwrap();
    let id = RequestId::new(&"r".repeat(250)).unwrap();
    let order = RequestOrder {
        request: id.clone(),
        creator: CreatorId::new("ana").unwrap(),
        scope: Scope::Creator,
        days: Window { start: day("2026-01-01"), end: None },
        until: None,
    };
    let asked = request(&rules, &log, order, at("2026-01-01T00:00:00Z")).unwrap();
    assert_eq!(asked.id.as_str(), format!("{}/requested", "r".repeat(246)));
    log.record(asked).unwrap();
    let agreed = authorize(&rules, &log, &id, at("2026-01-02T00:00:00Z")).unwrap();
    assert_eq!(agreed.id.as_str(), format!("{}/authorized", "r".repeat(245)));
}

/// ACC-15: rows of bits of 64 days and more: the day behind the last is not the next creator's first, and each creator's
/// row begins where its own days begin.
#[test]
fn acc_15_rows_of_bits_do_not_run_into_each_other() {
    let mut log = AccessLog::new();
    for (who, first) in [("ana", "2026-05-01"), ("bea", "2026-01-01"), ("cal", "2026-03-10")] {
        let request = RequestId::new(who).unwrap();
        let days = Window { start: day(first), end: None };
        let asked =
            AccessFact::Requested { request: request.clone(), scope: Scope::Creator, days, until: None };
        let signed = AccessFact::ContractSigned { on: day("2026-01-01") };
        log.record_all([
            event(&format!("{who}1"), "2026-01-01T00:00:00Z", who, signed),
            event(&format!("{who}2"), "2026-01-02T00:00:00Z", who, asked),
            event(&format!("{who}3"), "2026-01-03T00:00:00Z", who, AccessFact::Authorized { request }),
        ])
        .unwrap();
    }
    let (start, now) = (day("2026-02-01"), Clocks::at(Instant::parse("2026-07-01T00:00:00Z").unwrap()));
    for length in [1, 63, 64, 65, 128, 130] {
        let period = Window { start, end: Some(start.plus(length)) };
        let compiled = compile(&rules(), &log, Module::Live, Grain::Aggregate, period, now);
        assert_eq!(compiled.offset_of(start.plus(length)), None);
        for (who, first) in [("ana", "2026-05-01"), ("bea", "2026-01-01"), ("cal", "2026-03-10")] {
            let row = compiled.index_of(&CreatorId::new(who).unwrap()).unwrap();
            for offset in 0..length + 70 {
                let expected = offset < length && day(first) <= start.plus(offset);
                let offset = u32::try_from(offset).unwrap();
                assert_eq!(compiled.visible_at(row, offset), expected, "{who}, day {offset} of {length}");
            }
        }
        assert!((3..9).all(|row| !compiled.visible_at(row, 0)));
    }
}

/// SRC-5: a day has four, two and two digits; sums of days stay within a month of all days there are.
#[test]
fn src_5_days_are_written_whole_and_kept_in_range() {
    for text in
        ["2026-01-5", "2026-1-05", "2026-01-055", " 2026-01-1", "2026-01-05 ", "+026-01-05", "2026/01/05", ""]
    {
        assert!(Day::parse(text).is_err(), "{text:?}");
    }
    assert_eq!(day("9999-12-31").plus(i32::MAX).number() - day("9999-12-31").number(), 31);
    assert_eq!(Day::FIRST.plus(i32::MIN).number(), -31);
}

/// SRC-5: a local time that was skipped means the end of the gap, also twelve hours east of Greenwich.
#[test]
fn src_5_a_skipped_hour_far_east_ends_with_its_gap() {
    let calendar = Calendar::new("Pacific/Auckland").unwrap();
    assert_eq!(calendar.zone(), "Pacific/Auckland");
    let local = day("2026-09-27").date().and_hms_opt(2, 30, 0).unwrap();
    // Clocks go from 02:00, +12, to 03:00, +13.
    assert_eq!(calendar.instant_of(local).unwrap().to_string(), "2026-09-26T14:00:00Z");
}

/// PER-4: a period that is not finished names its last day.
#[test]
fn per_4_an_unfinished_period_names_its_last_day() {
    let picker = Picker::Custom { start: day("2026-05-18"), end: day("2026-05-23") };
    let now = Instant::parse("2026-05-20T00:00:00Z").unwrap();
    let rules = rules();
    let error = resolve(&rules.policy, &rules.calendar, Screen::General, picker, now).unwrap_err();
    let PeriodError::NotFinished { last, today, .. } = error else { panic!("{error}") };
    assert_eq!((last, today), (day("2026-05-22"), day("2026-05-20")));
}

/// ACC-9: a region is two letters; neither another length nor two other signs pass.
#[test]
fn acc_9_a_region_is_two_letters() {
    let line = |region: &str| json!({ "id": "e", "happenedAt": "2026-01-01T00:00:00Z", "creator": "ana", "kind": "region_declared", "region": region });
    assert!(events_from_json(vec![line("us")]).is_ok());
    for region in ["USA", "U", "", "U1", "12", "U ", "\u{e9}"] {
        assert!(events_from_json(vec![line(region)]).is_err(), "{region:?}");
    }
}
