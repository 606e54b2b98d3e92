//! The access log: who signed, who was asked, and what they answered.

use serde_json::{Value, json};

use super::calendar::day;
use super::content::Room;
use super::folder::{answered, requested, signed};

/// The log of the agency.
pub(crate) fn events(rooms: &[Room]) -> Vec<Value> {
    let mut log = Vec::new();
    // Signed, asked and authorized, at different dates.
    for (creator, on, asked, said) in [
        ("cr-01", "2025-11-03", "2026-01-04T03:10:00Z", "2026-01-05T09:24:11Z"),
        ("cr-02", "2025-12-01", "2026-01-19T02:00:00Z", "2026-01-20T13:45:02Z"),
        ("cr-03", "2026-01-15", "2026-02-02T04:30:00Z", "2026-02-03T01:12:40Z"),
        ("cr-04", "2026-02-09", "2026-02-10T03:00:00Z", "2026-02-16T08:59:59Z"),
        ("cr-06", "2026-04-01", "2026-06-22T06:00:00Z", "2026-06-24T11:30:00Z"),
        ("cr-14", "2026-03-16", "2026-04-06T02:15:00Z", "2026-04-06T05:48:30Z"),
    ] {
        let request = format!("req-{creator}-1");
        log.push(signed(creator, on, &format!("{on}T02:00:00Z")));
        log.push(requested(creator, &request, on, asked));
        log.push(answered(creator, &request, "authorized", said));
    }
    left_and_came_back(&mut log);
    with_until(&mut log);
    unanswered_or_refused(&mut log);
    revoked(&mut log);
    restricted(&mut log);
    one_room(&mut log, rooms);
    log.sort_by_cached_key(|event| {
        let text = |key| event.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        (text("happenedAt"), text("id"))
    });
    log
}

/// Two contract windows: [2026-01-10, 2026-06-05) and [2026-06-12, …).
fn left_and_came_back(log: &mut Vec<Value>) {
    log.push(signed("cr-05", "2026-01-10", "2026-01-10T03:00:00Z"));
    log.push(requested("cr-05", "req-cr-05-1", "2026-01-10", "2026-01-12T02:00:00Z"));
    log.push(answered("cr-05", "req-cr-05-1", "authorized", "2026-01-12T10:20:00Z"));
    log.push(
        json!({ "id": "cr-05/ended/2026-06-05", "happenedAt": "2026-06-04T08:00:00Z", "creator": "cr-05",
        "kind": "contract_ended", "on": "2026-06-05" }),
    );
    log.push(signed("cr-05", "2026-06-12", "2026-06-11T04:00:00Z"));
}

/// An authorization that ends by itself after 2026-07-31.
fn with_until(log: &mut Vec<Value>) {
    log.push(signed("cr-07", "2026-03-02", "2026-03-02T02:00:00Z"));
    log.push(
        json!({ "id": "req-cr-07-1/requested", "happenedAt": "2026-03-03T02:00:00Z", "creator": "cr-07",
        "kind": "requested", "request": "req-cr-07-1", "scope": { "kind": "creator" },
        "days": { "start": "2026-03-02", "end": null }, "until": "2026-07-31" }),
    );
    log.push(answered("cr-07", "req-cr-07-1", "authorized", "2026-03-05T12:00:00Z"));
}

/// Declined, not answered for seven days, and still open.
fn unanswered_or_refused(log: &mut Vec<Value>) {
    for (creator, on, asked) in [
        ("cr-08", "2026-02-01", "2026-06-01T02:00:00Z"),
        ("cr-09", "2026-05-20", "2026-06-10T02:00:00Z"),
        ("cr-12", "2026-06-26", "2026-06-28T02:00:00Z"),
    ] {
        log.push(signed(creator, on, &format!("{on}T02:00:00Z")));
        log.push(requested(creator, &format!("req-{creator}-1"), on, asked));
    }
    log.push(answered("cr-08", "req-cr-08-1", "declined", "2026-06-03T07:15:00Z"));
}

/// Withdrawn on 2026-06-26; the agency heard of it a day later.
fn revoked(log: &mut Vec<Value>) {
    log.push(signed("cr-10", "2026-02-16", "2026-02-16T02:00:00Z"));
    log.push(requested("cr-10", "req-cr-10-1", "2026-02-16", "2026-02-18T02:00:00Z"));
    log.push(answered("cr-10", "req-cr-10-1", "authorized", "2026-02-20T15:00:00Z"));
    let mut event = answered("cr-10", "req-cr-10-1", "revoked", "2026-06-26T09:40:00Z");
    if let Value::Object(event) = &mut event {
        event.insert("recordedAt".to_owned(), "2026-06-27T01:00:00Z".into());
    }
    log.push(event);
}

/// An account in a region whose creators cannot authorize.
fn restricted(log: &mut Vec<Value>) {
    log.push(signed("cr-11", "2026-05-04", "2026-05-04T02:00:00Z"));
    log.push(json!({ "id": "cr-11/region/US", "happenedAt": "2026-05-04T02:00:00Z", "creator": "cr-11",
        "kind": "region_declared", "region": "US" }));
}

/// Authorized for the LIVE of 2026-06-11 and nothing else.
fn one_room(log: &mut Vec<Value>, rooms: &[Room]) {
    log.push(signed("cr-13", "2026-05-02", "2026-05-02T02:00:00Z"));
    let on = day(2026, 6, 11);
    let wanted = |room: &&Room| room.by.id == "cr-13" && super::calendar::day_of(room.start) == on;
    if let Some(room) = rooms.iter().find(wanted) {
        log.push(
            json!({ "id": "req-cr-13-1/requested", "happenedAt": "2026-06-12T03:00:00Z", "creator": "cr-13",
            "kind": "requested", "request": "req-cr-13-1",
            "scope": { "kind": "room", "room": room.id.to_string() },
            "days": { "start": "2026-06-11", "end": "2026-06-12" } }),
        );
        log.push(answered("cr-13", "req-cr-13-1", "authorized", "2026-06-13T04:05:06Z"));
    }
}
