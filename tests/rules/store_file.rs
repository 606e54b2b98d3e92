//! A store as a file (STO-1): damage is refused, and a file of the first format is opened for ever.
use creator_compass::wire::{
    LoadOptionsWire, OverviewAskWire, PickerWire, StoreDoor, WorkspaceWire, events_from_json, from_json,
};
use serde_json::{Map, Value, json};

fn options(observed_at: &str) -> LoadOptionsWire {
    let complete = json!([{ "start": "2026-05-01", "end": "2026-06-01" }]);
    from_json(json!({ "observedAt": observed_at, "strict": true, "complete": complete })).unwrap()
}

fn load(store: &mut StoreDoor, table: &str, rows: Value, observed_at: &str) {
    let rows: Vec<Map<String, Value>> = from_json(rows).unwrap();
    store.load_rows(table, &rows, &options(observed_at)).unwrap();
}

/// A row of every table, and an event of every kind.
fn sample() -> StoreDoor {
    let policy =
        json!({ "weekStart": "sunday", "restrictedRegions": ["US", "GB"], "uvOnCustomPeriod": true });
    let workspace: WorkspaceWire = from_json(json!({ "id": "agency-7", "timeZone": "Asia/Jakarta",
        "currency": "IDR", "l2l": true, "policy": policy }))
    .unwrap();
    let mut store = StoreDoor::new(&workspace).unwrap();
    let at = |day: u8| format!("2026-01-{day:02}T03:00:00Z");
    let event = |id: &str, day: u8, rest: Value| {
        let mut event = json!({ "id": id, "happenedAt": at(day), "creator": "ana" });
        event.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        event
    };
    let asked = |request: &str, scope: Value| {
        json!({ "kind": "requested", "request": request, "scope": scope, "days": { "start": "2026-01-01", "end": "2027-01-01" },
            "until": "2026-12-31" })
    };
    let events = vec![
        event("1", 1, json!({ "kind": "contract_signed", "on": "2026-01-01" })),
        event("2", 2, asked("r1", json!({ "kind": "creator" }))),
        event("3", 3, json!({ "kind": "authorized", "request": "r1" })),
        event("4", 4, asked("r2", json!({ "kind": "room", "room": "900" }))),
        event("5", 5, json!({ "kind": "declined", "request": "r2" })),
        event("6", 6, asked("r3", json!({ "kind": "room", "room": "901" }))),
        event("7", 7, json!({ "kind": "authorized", "request": "r3" })),
        event("8", 8, json!({ "kind": "revoked", "request": "r3" })),
        event("9", 9, json!({ "kind": "region_declared", "region": "ID" })),
        event("10", 10, json!({ "kind": "contract_ended", "on": "2026-12-01" })),
    ];
    store.record(&events_from_json(events).unwrap()).unwrap();
    let first = "2026-05-19T20:00:00Z";
    load(
        &mut store,
        "creators",
        json!([{ "creator": "ana", "username": "ana.live", "name": "Ana", "followers": "12" }]),
        first,
    );
    load(
        &mut store,
        "creators",
        json!([{ "creator": "ana", "username": "ana.live", "name": "Ana B", "followers": "15" }]),
        "2026-05-19T21:00:00Z",
    );
    load(
        &mut store,
        "aliases",
        json!([{ "creator": "ana", "kind": "handle", "value": "@ana", "from": "2026-01-01" }]),
        first,
    );
    load(
        &mut store,
        "rooms",
        json!([{ "room": "900", "creator": "ana", "started_at": "2026-05-18T10:00:00Z", "ended_at": "2026-05-18T12:00:00Z" }]),
        first,
    );
    load(
        &mut store,
        "videos",
        json!([{ "video": "v1", "username": "ana.live", "posted_at": "2026-05-17T10:00:00Z", "duration_seconds": "30" }]),
        first,
    );
    load(&mut store, "products", json!([{ "product": "p1", "name": "Shoe", "shop": "s1" }]), first);
    load(
        &mut store,
        "activity",
        json!([
        { "day": "2026-05-18", "creator": "ana", "channel": "live", "gmv": "1500.25", "sku_orders": "3", "items_sold": "4" },
        { "start": "2026-05-11", "end": "2026-05-18", "creator": "ana", "channel": "video", "gmv": "9" },
        { "minute": "2026-05-18T10:01:00Z", "creator": "ana", "room": "900", "definition": "direct", "gmv": "2" }]),
        first,
    );
    load(
        &mut store,
        "orders",
        json!([{ "order": "o1", "line": "1", "creator": "ana", "channel": "live", "room": "900", "product": "p1",
        "quantity": "2", "created_at": "2026-05-18T10:00:00Z", "paid_at": "2026-05-18T10:01:00Z", "currency": "IDR",
        "amount": "700.5", "affiliation": "affiliate" }]),
        first,
    );
    load(
        &mut store,
        "observations",
        json!([{ "subject_kind": "video", "subject": "v1", "measure": "views", "observed_at": "2026-05-18T10:00:00Z", "value": "541.2K" }]),
        first,
    );
    load(&mut store, "interactions", acts(), first);
    store
}

/// Every act there is.
fn acts() -> Value {
    let acts = creator_compass::fact::Act::ALL.iter().enumerate().map(|(number, act)| {
        let mut row = json!({ "at": format!("2026-05-18T10:{number:02}:00Z"), "act": act.as_str(),
            "user": if number % 2 == 0 { "7300000000000000123" } else { "41" }, "creator": "ana" });
        if act.has_quantity() {
            row["quantity"] = json!("2");
        }
        if act.has_amount() {
            row["amount"] = json!("350.25");
        }
        if number % 3 == 0 {
            row["event"] = json!(format!("e{number}"));
        }
        if number % 5 == 0 {
            row["product"] = json!("p1");
        }
        row
    });
    acts.collect()
}

fn overview(store: &StoreDoor) -> Value {
    let ask = OverviewAskWire { period: PickerWire::Last7Days {} };
    let view = store.view("2026-05-20T00:00:00Z", None).unwrap();
    serde_json::to_value(view.overview(&ask).unwrap()).unwrap()
}

/// STO-1: the file is of the first version that wrote stores; every version opens it and answers the same.
#[test]
fn sto_1_a_file_of_the_first_format_is_opened_for_ever() {
    let folder = creator_compass_tests::root().join("tests/formats");
    let answer = |store: &StoreDoor| serde_json::to_string_pretty(&overview(store)).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() && !folder.join("store-v1.bin").exists() {
        std::fs::write(folder.join("store-v1.bin"), sample().save()).unwrap();
        std::fs::write(folder.join("store-v1.json"), answer(&sample())).unwrap();
    }
    let bytes = std::fs::read(folder.join("store-v1.bin")).unwrap();
    let store = StoreDoor::open(&bytes).unwrap();
    // A later version may tell more; what was told then is told so still.
    let then: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("store-v1.json")).unwrap()).unwrap();
    assert_eq!(creator_compass_tests::difference(&then, &overview(&store), ""), None);
    assert!(store.save() == sample().save() && store.save() == bytes, "the store is written otherwise");
}

/// The sample with what only the second format holds.
fn told() -> StoreDoor {
    let mut store = sample();
    let seen = "2026-05-19T21:00:00Z";
    let video = json!([{ "video": "v1", "username": "ana.live", "posted_at": "2026-05-17T10:00:00Z",
        "status": "active", "visibility": "private", "ever_public": "false", "link": "https://example.com/v1",
        "picture": "https://example.com/v1.jpg", "music": "Song", "labels": "sale|beauty" }]);
    load(&mut store, "videos", video, seen);
    let buckets = json!([
        { "audience": "viewers", "day": "2026-05-18", "dimension": "gender", "bucket": "female", "users": "700" },
        { "audience": "buyers", "start": "2026-05-11", "end": "2026-05-18", "creator": "ana", "room": "900",
          "product": "p1", "shop": "s1", "dimension": "region", "bucket": "ID", "users": "1001" }]);
    load(&mut store, "profiles", buckets, seen);
    store
}

/// STO-1: the file is of the first version that wrote the second format; a store without profiles is still written in the first.
#[test]
fn sto_1_a_file_of_the_second_format_is_opened_for_ever() {
    let path = creator_compass_tests::root().join("tests/formats/store-v2.bin");
    if std::env::var_os("UPDATE").is_some() && !path.exists() {
        std::fs::write(&path, told().save()).unwrap();
    }
    let bytes = std::fs::read(path).unwrap();
    assert_eq!((bytes[4], sample().save()[4]), (2, 1));
    let store = StoreDoor::open(&bytes).unwrap();
    assert!(store.save() == told().save() && store.save() == bytes, "the store is written otherwise");
    assert_eq!(overview(&store), overview(&told()));
    for at in 0..bytes.len() {
        refused(&bytes[..at]);
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        refused(&flipped);
    }
}

fn refused(bytes: &[u8]) -> &'static str {
    let error = StoreDoor::open(bytes).unwrap_err();
    assert_eq!((error.kind, error.rule), ("malformed", "STO-1"), "{error:?}");
    error.code
}

/// STO-1: no flip of a bit and no truncation is ever accepted.
#[test]
fn sto_1_every_bit_flip_and_every_truncation_is_refused() {
    let bytes = sample().save();
    for length in 0..bytes.len() {
        assert!(matches!(refused(&bytes[..length]), "store.open.foreign" | "store.open.length"), "{length}");
    }
    for bit in 0..bytes.len() * 8 {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        let expected = match bit / 8 {
            0..4 => "store.open.foreign",
            4 => "store.open.version",
            5..13 => "store.open.length",
            _ => "store.open.checksum",
        };
        assert_eq!(refused(&damaged), expected, "bit {bit}");
    }
    let longer: Vec<u8> = bytes.iter().copied().chain([0]).collect();
    assert_eq!(refused(&longer), "store.open.length");
    assert_eq!(refused(b"PK\x03\x04, a workbook"), "store.open.foreign");
}

/// STO-3: stores of two workspaces are never one.
#[test]
fn sto_3_stores_of_other_workspaces_do_not_merge() {
    let workspace = |change: Value| {
        let mut all = json!({ "id": "a", "timeZone": "Asia/Jakarta", "currency": "IDR" });
        all.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        StoreDoor::new(&from_json(all).unwrap()).unwrap()
    };
    let own = workspace(json!({}));
    for (change, code, differs) in [
        (json!({ "currency": "USD" }), "store.merge.currency", None),
        (json!({ "id": "b" }), "store.merge.workspace", Some("ids")),
        (json!({ "timeZone": "Asia/Makassar" }), "store.merge.workspace", Some("time zones")),
        (json!({ "policy": { "answerDays": 3 } }), "store.merge.workspace", Some("policies")),
        (json!({ "l2l": true }), "store.merge.workspace", Some("kinds")),
    ] {
        let error = own.clone().merge(&workspace(change)).unwrap_err();
        assert_eq!((error.code, error.details.get("differs").and_then(Value::as_str)), (code, differs));
    }
}
