//! Every refusal of access and time: its code, kind, rule, facts and words. Programs match the first, people read the last.
use creator_compass::access::{AccessError, RequestStateKind};
use creator_compass::time::{Day, Instant, PeriodError, PickerKind, Screen, TimeError, Window};
use creator_compass::value::{CreatorId, EventId, Failure, RequestId};
use serde_json::{Value, json};

fn check(error: &dyn Failure, said: [&str; 4], details: &Value) {
    let [code, kind, rule, message] = said;
    assert_eq!((error.code(), error.kind().as_str(), error.rule()), (code, kind, rule), "{error}");
    assert_eq!(error.to_string(), message);
    assert_eq!(&Value::Object(error.details()), details, "{error}");
}

#[test]
fn acc_refusals_say_what_and_by_which_rule() {
    let (on, until) = (Day::parse("2026-05-01").unwrap(), Day::parse("2026-05-02").unwrap());
    let at = Instant::parse("2026-05-08T00:00:00Z").unwrap();
    let (creator, request) = (CreatorId::new("ana").unwrap(), RequestId::new("r").unwrap());
    let state = RequestStateKind::Authorized;
    let of = |error: AccessError, said, details| check(&error, said, &details);
    of(
        AccessError::RegionRestricted { region: "US".to_owned() },
        [
            "access.region.restricted",
            "refused",
            "ACC-9",
            "creators whose account lies in `US` cannot authorize",
        ],
        json!({ "region": "US" }),
    );
    of(
        AccessError::Collides { request: request.clone(), state },
        [
            "access.request.collides",
            "conflict",
            "ACC-3",
            "request `r` for the same scope and overlapping days is authorized",
        ],
        json!({ "request": "r", "state": "authorized" }),
    );
    of(
        AccessError::RequestExists { request: request.clone() },
        ["access.request.exists", "conflict", "ACC-16", "there is a request `r` already"],
        json!({ "request": "r" }),
    );
    of(
        AccessError::DaysEmpty,
        ["access.request.days_empty", "invalid", "ACC-1", "the request names no day; expected start < end"],
        json!({}),
    );
    of(
        AccessError::UntilPast { until: on, today: until },
        [
            "access.request.until_past",
            "invalid",
            "ACC-1",
            "the validity would end on 2026-05-01, before today, 2026-05-02",
        ],
        json!({ "until": "2026-05-01", "today": "2026-05-02" }),
    );
    of(
        AccessError::UnknownRequest { request },
        ["access.request.unknown", "invalid", "ACC-1", "there is no request `r`"],
        json!({ "request": "r" }),
    );
    of(
        AccessError::AnswerExpired { at },
        ["access.answer.expired", "conflict", "ACC-2", "the request expired at 2026-05-08T00:00:00Z"],
        json!({ "at": "2026-05-08T00:00:00Z" }),
    );
    of(
        AccessError::NotPending { state },
        ["access.answer.not_pending", "conflict", "ACC-1", "the request is authorized, not requested"],
        json!({ "state": "authorized" }),
    );
    of(
        AccessError::ValidityOver { until },
        ["access.answer.validity_over", "conflict", "ACC-1", "the request's validity ended on 2026-05-02"],
        json!({ "until": "2026-05-02" }),
    );
    of(
        AccessError::NotAuthorized { state: RequestStateKind::Revoked },
        ["access.revoke.not_authorized", "conflict", "ACC-1", "the request is revoked, not authorized"],
        json!({ "state": "revoked" }),
    );
    of(
        AccessError::ContractOpen { creator: creator.clone(), since: on },
        ["access.contract.open", "conflict", "ACC-10", "creator `ana` is under contract since 2026-05-01"],
        json!({ "creator": "ana", "since": "2026-05-01" }),
    );
    of(
        AccessError::ContractNone { creator, on },
        [
            "access.contract.none",
            "conflict",
            "ACC-10",
            "creator `ana` has no contract that reaches beyond 2026-05-01",
        ],
        json!({ "creator": "ana", "on": "2026-05-01" }),
    );
    of(
        AccessError::EventConflict { event: EventId::new("e").unwrap() },
        ["access.event.conflict", "conflict", "ACC-16", "event `e` is in the log with other content"],
        json!({ "event": "e" }),
    );
}

#[test]
fn src_5_refusals_of_time_say_what_was_given() {
    let value = || "x".to_owned();
    let cases = [
        (
            TimeError::UnknownZone { zone: value() },
            ["time.zone.unknown", "`x` is not an IANA time zone"],
            json!({ "zone": "x" }),
        ),
        (
            TimeError::MalformedDay { value: value() },
            ["time.day.malformed", "`x` is not a day; expected YYYY-MM-DD"],
            json!({ "value": "x" }),
        ),
        (
            TimeError::DayOutOfRange { value: value() },
            ["time.day.out_of_range", "`x` is out of range; expected 1970-01-01 to 9999-12-31"],
            json!({ "value": "x" }),
        ),
        (
            TimeError::MalformedMonth { value: value() },
            ["time.month.malformed", "`x` is not a month; expected YYYY-MM"],
            json!({ "value": "x" }),
        ),
        (
            TimeError::MalformedInstant { value: value() },
            [
                "time.instant.malformed",
                "`x` is not an instant; expected RFC 3339 with a zone such as 2026-05-01T10:00:00Z",
            ],
            json!({ "value": "x" }),
        ),
        (
            TimeError::InstantOutOfRange { value: value() },
            ["time.instant.out_of_range", "`x` is out of range; expected 1970 to 9999"],
            json!({ "value": "x" }),
        ),
        (
            TimeError::InvertedWindow { start: value(), end: "y".to_owned() },
            ["time.window.inverted", "a window from x to y runs backwards; expected start <= end"],
            json!({ "start": "x", "end": "y" }),
        ),
    ];
    for (error, [code, message], details) in cases {
        check(&error, [code, "invalid", "SRC-5", message], &details);
    }
}

#[test]
fn per_refusals_name_the_limit_and_what_is_allowed() {
    let day = |text: &str| Day::parse(text).unwrap();
    let (start, end, today) = (day("2026-01-01"), day("2026-02-10"), day("2026-02-05"));
    let allowed = || vec![Window { start, end: Some(day("2026-01-31")) }];
    let spans = json!([{ "start": "2026-01-01", "end": "2026-01-31" }]);
    let offered = Screen::General.offers();
    let of = |error: PeriodError, said, details: Value| check(&error, said, &details);
    of(
        PeriodError::NotOffered { picker: PickerKind::Month, offered },
        ["time.picker.not_offered", "invalid", "PER-1", "this screen does not offer `month`"],
        json!({ "picker": "month", "offered": ["yesterday", "last_7_days", "day", "week", "custom"] }),
    );
    of(
        PeriodError::Empty { start, end: start },
        [
            "time.period.empty",
            "invalid",
            "PER-3",
            "the period from 2026-01-01 to 2026-01-01 holds no day; expected start < end",
        ],
        json!({ "start": "2026-01-01", "end": "2026-01-01" }),
    );
    of(
        PeriodError::TooLong { limit: 30, days: 40, allowed: allowed() },
        ["time.period.too_long", "refused", "PER-3", "the period has 40 days; at most 30 are allowed"],
        json!({ "limit": 30, "days": 40, "allowed": spans }),
    );
    of(
        PeriodError::OutOfRetention { start, earliest: today, allowed: allowed() },
        [
            "time.period.out_of_retention",
            "refused",
            "PER-4",
            "the period begins on 2026-01-01, before the retention's first day 2026-02-05",
        ],
        json!({ "start": "2026-01-01", "earliest": "2026-02-05", "allowed": spans }),
    );
    of(
        PeriodError::NotFinished { last: end, today, allowed: allowed() },
        [
            "time.period.not_finished",
            "not_ready",
            "PER-4",
            "the period reaches 2026-02-10; only days before today, 2026-02-05, are finished",
        ],
        json!({ "last": "2026-02-10", "today": "2026-02-05", "allowed": spans }),
    );
}

#[test]
fn src_13_refused_ids_say_which_and_why() {
    let cases = [
        (
            CreatorId::new("").unwrap_err(),
            "creator is empty; expected 1 to 256 bytes",
            json!({ "field": "creator", "length": 0 }),
        ),
        (
            CreatorId::new(&"x".repeat(257)).unwrap_err(),
            "creator has 257 bytes; expected 1 to 256",
            json!({ "field": "creator", "length": 257 }),
        ),
        (
            CreatorId::new("a\u{1}b").unwrap_err(),
            "creator holds a control character at byte 1",
            json!({ "field": "creator", "at": 1 }),
        ),
    ];
    for (error, message, details) in cases {
        check(&error, ["value.id.invalid", "invalid", "SRC-13", message], &details);
    }
    assert!(CreatorId::new(&"x".repeat(256)).is_ok());
}
