//! Ways to a wrong answer that were tried and found, kept shut.
use creator_compass::wire::{AccessDoor, StoreDoor, from_json};
use serde_json::{Value, json};

const NOW: &str = "2026-06-15T03:00:00Z";

fn workspace() -> Value {
    json!({ "timeZone": "UTC", "currency": "USD" })
}

fn signed(creator: &str) -> Value {
    json!({ "id": format!("{creator}/s"), "happenedAt": "2025-01-01T00:00:00Z", "creator": creator, "kind": "contract_signed", "on": "2025-01-01" })
}

fn authorized(creator: &str) -> [Value; 3] {
    let (request, days) = (format!("{creator}-r"), json!({ "start": "2025-01-01" }));
    [
        signed(creator),
        json!({ "id": format!("{creator}/q"), "happenedAt": "2026-01-05T00:00:00Z", "creator": creator, "kind": "requested", "request": request, "days": days }),
        json!({ "id": format!("{creator}/a"), "happenedAt": "2026-01-06T00:00:00Z", "creator": creator, "kind": "authorized", "request": request }),
    ]
}

fn events(events: impl IntoIterator<Item = Value>) -> Vec<creator_compass::wire::EventWire> {
    creator_compass::wire::events_from_json(events.into_iter().collect()).unwrap()
}

fn store(log: impl IntoIterator<Item = Value>, tables: &[(&str, &str, &str)]) -> StoreDoor {
    let mut store = StoreDoor::new(&from_json(workspace()).unwrap()).unwrap();
    store.record(&events(log)).unwrap();
    for (table, observed_at, csv) in tables {
        let options = from_json(json!({ "observedAt": observed_at })).unwrap();
        let report = store.load_csv(table, csv, &options).unwrap();
        assert!(report.rejected.is_empty(), "{:?}", report.rejected);
    }
    store
}

/// A creator's line of the last seven days; null where it is not among Creators.
fn line(store: &StoreDoor, creator: &str, metric: &str) -> Value {
    let ask = json!({ "period": { "kind": "last_7_days" }, "metrics": [metric] });
    let answer = store.view(NOW, None).unwrap().creators(&from_json(ask).unwrap()).unwrap();
    let answer = serde_json::to_value(answer).unwrap();
    let found =
        answer["authorized"].as_array().unwrap().iter().find(|line| line["creator"] == creator).cloned();
    found.map_or(Value::Null, |found| found["lines"][0].clone())
}

fn total(store: &StoreDoor, metric: &str) -> Value {
    let ask = from_json(json!({ "period": { "kind": "last_7_days" } })).unwrap();
    let answer = serde_json::to_value(store.view(NOW, None).unwrap().overview(&ask).unwrap()).unwrap();
    let sections = ["indicators", "sales", "live", "video"];
    let mut lines = sections.iter().flat_map(|section| answer[*section].as_array().unwrap().clone());
    lines.find(|line| line["metric"] == metric).unwrap()
}

fn growth(store: &StoreDoor, kind: &str, subject: &str) -> Value {
    let ask = json!({ "subjectKind": kind, "subject": subject, "measure": "views", "from": "2026-06-01T00:00:00Z", "to": NOW });
    serde_json::to_value(store.view(NOW, None).unwrap().growth(&from_json(ask).unwrap()).unwrap()).unwrap()
}

fn command(door: &mut AccessDoor, command: Value) {
    let issued = serde_json::to_value(door.command(&from_json(command).unwrap(), NOW).unwrap()).unwrap();
    door.record(&events(issued["events"].as_array().unwrap().clone())).unwrap();
}

/// ACC-16: what a command issues takes effect, also when several share a moment, and ids never collide.
#[test]
fn acc_16_commands_of_one_moment_take_effect_in_turn() {
    let mut door = AccessDoor::new(&from_json(workspace()).unwrap()).unwrap();
    command(&mut door, json!({ "kind": "sign", "creator": "c1", "on": "2020-05-01" }));
    command(&mut door, json!({ "kind": "end", "creator": "c1", "on": "2020-10-01" }));
    command(&mut door, json!({ "kind": "sign", "creator": "c1", "on": "2021-07-01" }));
    command(&mut door, json!({ "kind": "end", "creator": "c1", "on": "2026-06-01" }));
    command(&mut door, json!({ "kind": "sign", "creator": "c1", "on": "2026-05-01" }));
    command(&mut door, json!({ "kind": "end", "creator": "c1", "on": "2026-06-01" }));
    command(
        &mut door,
        json!({ "kind": "request", "request": "r", "creator": "c1", "days": { "start": "2026-01-01" } }),
    );
    command(&mut door, json!({ "kind": "authorize", "request": "r" }));
    command(&mut door, json!({ "kind": "revoke", "request": "r" }));
    let windows = serde_json::to_value(door.contracts("c1", NOW, None).unwrap()).unwrap();
    let expected = json!([{ "start": "2020-05-01", "end": "2020-10-01" }, { "start": "2021-07-01", "end": "2026-06-01" }]);
    assert_eq!(windows["windows"], expected);
    let requests = serde_json::to_value(door.requests(NOW, None).unwrap()).unwrap();
    assert_eq!(requests["requests"][0]["state"], "revoked");
    assert_eq!(serde_json::to_value(door.ignored(NOW, None).unwrap()).unwrap()["ignored"], json!([]));
}

/// ACC-9: a region is two letters, whatever their case; of two at one moment the restricted one counts.
#[test]
fn acc_9_regions_fail_closed() {
    for csv in ["creator,region\nc1,us\n", "creator,region\nc1,US\nc1,VN\n", "creator,region\nc1,VN\nc1,US\n"]
    {
        let store = store(authorized("c1"), &[("creators", "2026-06-01T00:00:00Z", csv)]);
        let question =
            json!({ "creator": "c1", "module": "creator", "grain": "aggregate", "day": "2026-06-10" });
        let decision = store.view(NOW, None).unwrap().decide(&from_json(question).unwrap()).unwrap();
        let decision = serde_json::to_value(decision).unwrap();
        assert_eq!(decision["causes"][0]["reason"], "region_restricted", "{csv}");
    }
}

/// ACC-1, PER-6: followers show as observed on a visible day of the window, and never stand in for the previous cycle.
#[test]
fn acc_1_followers_are_seen_with_their_day() {
    let ended = json!({ "id": "c1/e", "happenedAt": "2026-06-09T00:00:00Z", "creator": "c1", "kind": "contract_ended", "on": "2026-06-10" });
    let store = store(
        authorized("c1").into_iter().chain([ended]),
        &[
            ("creators", "2026-06-08T12:00:00Z", "creator,followers\nc1,1000\n"),
            ("creators", "2026-06-14T12:00:00Z", "creator,followers\nc1,987654\n"),
        ],
    );
    let line = line(&store, "c1", "followers");
    assert_eq!(line["value"]["value"], 1000);
    assert_ne!(line["change"]["kind"], "known");
}

/// SRC-13: the owner of a counter is who went by the name when the room started, not when it was looked at.
#[test]
fn src_13_a_later_holder_of_a_name_opens_nothing() {
    let aliases =
        "creator,kind,value,from,until\nc1,username,lan,2025-01-01,2026-06-05\nc2,username,lan,2026-06-05,\n";
    let looks = "subject_kind,subject,measure,observed_at,value\nroom,R,views,2026-06-06T00:00:00Z,100\nroom,R,views,2026-06-08T00:00:00Z,900\n";
    let at = "2026-06-09T00:00:00Z";
    let rooms = "room,username,started_at\nR,lan,2026-06-01T10:00:00Z\n";
    let store = store(
        authorized("c2"),
        &[("aliases", at, aliases), ("rooms", at, rooms), ("observations", at, looks)],
    );
    assert_eq!(growth(&store, "room", "R")["kind"], "hidden");
}

/// SRC-7, SRC-13: a restated alias replaces the one before; a name that changed hands without dates is nobody's.
#[test]
fn src_13_names_end_and_change_hands() {
    let sales = ("activity", "2026-06-14T12:00:00Z", "day,username,channel,gmv\n2026-06-09,lan,live,777\n");
    let restated = store(
        authorized("c1"),
        &[
            (
                "aliases",
                "2026-05-01T00:00:00Z",
                "creator,kind,value,from,until\nc1,username,lan,2025-01-01,\n",
            ),
            (
                "aliases",
                "2026-06-10T00:00:00Z",
                "creator,kind,value,from,until\nc1,username,lan,2025-01-01,2026-06-05\n",
            ),
            sales,
        ],
    );
    assert_ne!(line(&restated, "c1", "gmv[live]")["value"]["value"], "777");
    let passed_on = store(
        authorized("c2"),
        &[
            ("creators", "2026-06-01T00:00:00Z", "creator,username\nc1,lan\nc2,minh\n"),
            ("creators", "2026-06-14T00:00:00Z", "creator,username\nc1,lan.old\nc2,lan\n"),
            sales,
        ],
    );
    assert_ne!(line(&passed_on, "c2", "gmv[live]")["value"]["value"], "777");
}

/// SRC-7: rows that disagree on whose a room is make it nobody's.
#[test]
fn src_7_a_room_of_two_owners_is_nobodys() {
    let at = "2026-06-12T00:00:00Z";
    let rooms = "room,creator,started_at\nR,c1,2026-06-09T10:00:00Z\nR,c2,2026-06-09T10:00:00Z\n";
    let looks = "subject_kind,subject,measure,observed_at,value\nroom,R,views,2026-06-09T00:00:00Z,100\nroom,R,views,2026-06-10T00:00:00Z,900\n";
    let store = store(authorized("c1"), &[("rooms", at, rooms), ("observations", at, looks)]);
    assert_eq!(growth(&store, "room", "R")["kind"], "hidden");
    assert_ne!(total(&store, "livestreams")["value"]["value"], 1);
}

/// SRC-7, SRC-12: however the creator is named a row counts once; a whole and its parts are never added.
#[test]
fn src_12_wholes_and_parts_are_never_added() {
    let names = ("creators", "2026-06-01T00:00:00Z", "creator,username\nc1,lan\n");
    let cases = [
        vec![
            "day,creator,channel,gmv\n2026-06-09,c1,live,100\n",
            "day,username,channel,gmv\n2026-06-09,lan,live,100\n",
        ],
        vec![
            "day,creator,channel,gmv\n2026-06-09,c1,live,100\n",
            "day,creator,channel,room,gmv\n2026-06-09,c1,live,R,100\n",
        ],
        vec![
            "day,creator,channel,gmv\n2026-06-09,c1,live,100\n",
            "day,creator,channel,product,gmv\n2026-06-09,c1,live,P,100\n",
        ],
        vec![
            "start,end,creator,channel,gmv\n2026-06-08,2026-06-15,c1,live,100\n",
            "day,creator,channel,affiliation,gmv\n2026-06-09,c1,live,in_house,60\n2026-06-10,c1,live,affiliate,40\n",
        ],
    ];
    for case in cases {
        let mut tables = vec![names];
        tables.extend(case.iter().map(|csv| ("activity", "2026-06-14T00:00:00Z", *csv)));
        let value = line(&store(authorized("c1"), &tables), "c1", "gmv[live]")["value"].clone();
        assert!(value["kind"] != "known" || value["value"] == "100", "{case:?}: {value}");
    }
}

/// SRC-7, MET-6: lines of an order that contradict each other make their days undefined, not 0.
#[test]
fn src_7_conflicting_orders_are_undefined() {
    let head = "order,line,creator,channel,quantity,created_at,paid_at,currency,amount\n";
    for second in [
        "1,1,c1,live,1,2026-06-09T00:00:00Z,,USD,10\n",
        "1,1,c1,live,1,2026-06-09T00:00:00Z,2026-05-20T00:00:00Z,USD,10\n",
        "1,1,c1,live,1,2026-06-09T00:00:00Z,2026-06-09T00:00:00Z,USD,11\n",
    ] {
        let csv = format!("{head}1,1,c1,live,1,2026-06-09T00:00:00Z,2026-06-09T00:00:00Z,USD,10\n{second}");
        let store = store(authorized("c1"), &[("orders", "2026-06-14T00:00:00Z", &csv)]);
        for metric in ["gmv[live]", "orders[live]"] {
            assert_eq!(
                line(&store, "c1", metric)["value"]["reasons"][0]["reason"],
                "conflicting",
                "{metric}: {second}"
            );
        }
    }
}

/// ACC-6: what a hidden creator's rows tell moves no figure of a visible one.
#[test]
fn acc_6_hidden_rows_move_no_shown_figure() {
    let head = "order,line,creator,channel,quantity,created_at,paid_at,refunded_at,currency,amount,refund_amount,affiliation\n";
    let own = format!("{head}1,1,c1,live,1,2026-06-09T00:00:00Z,2026-06-09T00:00:00Z,,USD,100,,in_house\n");
    let other = format!(
        "{head}2,1,h,live,1,2026-06-13T00:00:00Z,2026-06-13T00:00:00Z,2026-06-13T00:00:00Z,USD,9999,9,affiliate\n"
    );
    let at = "2026-06-14T00:00:00Z";
    let alone = store(authorized("c1"), &[("orders", at, &own)]);
    let beside = store(
        authorized("c1"),
        &[
            ("orders", at, &own),
            ("orders", at, &other),
            ("activity", at, "day,creator,channel,gmv\n2026-01-01,h,live,5\n"),
        ],
    );
    for metric in ["gmv", "gmv[live]", "refund_gmv", "creators", "partners_with_sales", "livestreams"] {
        assert_eq!(total(&alone, metric), total(&beside, metric), "{metric}");
    }
}

/// PER-6: a total is never compared with what happens to be visible of the previous cycle.
#[test]
fn per_6_one_that_left_hides_the_comparison() {
    let left = json!({ "id": "c2/e", "happenedAt": "2026-06-03T00:00:00Z", "creator": "c2", "kind": "contract_ended", "on": "2026-06-04" });
    let csv = "day,creator,channel,gmv\n2026-06-02,c1,live,100\n2026-06-02,c2,live,50\n2026-06-06,c2,live,9999\n2026-06-09,c1,live,100\n";
    let log = authorized("c1").into_iter().chain(authorized("c2")).chain([left]);
    let line = total(&store(log, &[("activity", "2026-06-14T00:00:00Z", csv)]), "gmv[live]");
    assert_eq!(
        (&line["value"]["value"], &line["previous"]["kind"], &line["change"]["kind"]),
        (&json!("100"), &json!("hidden"), &json!("hidden"))
    );
}

/// ACC-7: a room of its own shows the room, and nothing else of the creator.
#[test]
fn acc_7_a_room_shows_nothing_else_of_the_creator() {
    let days = json!({ "start": "2025-01-01" });
    let log = [
        signed("c1"),
        json!({ "id": "q", "happenedAt": "2026-01-05T00:00:00Z", "creator": "c1", "kind": "requested", "request": "r", "days": days, "scope": { "kind": "room", "room": "R" } }),
        json!({ "id": "a", "happenedAt": "2026-01-06T00:00:00Z", "creator": "c1", "kind": "authorized", "request": "r" }),
    ];
    let csv = "order,line,creator,channel,room,video,quantity,created_at,paid_at,currency,amount\n\
        1,1,c1,live,R,,1,2026-06-09T00:00:00Z,2026-06-09T00:00:00Z,USD,100\n2,1,c1,live,Q,,1,2026-06-09T00:00:00Z,2026-06-09T00:00:00Z,USD,66\n\
        3,1,c1,video,,V,1,2026-06-09T00:00:00Z,2026-06-09T00:00:00Z,USD,7\n";
    let store = store(log, &[("orders", "2026-06-14T00:00:00Z", csv)]);
    assert_eq!(line(&store, "c1", "gmv"), Value::Null, "the creator stands in the pending list");
    assert_eq!(total(&store, "gmv[live]")["value"]["value"], "100");
    assert_ne!(total(&store, "gmv[video]")["value"]["value"], "7");
}

/// SRC-2: a page of a list that goes on, or with a refused row, makes no creator 0.
#[test]
fn src_2_a_page_that_goes_on_makes_nobody_zero() {
    let row = |id: &str, name: &str, currency: &str| json!({ "id": id, "username": name, "gmv": { "amount": "5", "currency": currency }, "views": 1, "sku_orders": 1, "items_sold": 1 });
    let names = ("creators", "2026-06-01T00:00:00Z", "creator,username\nc1,lan\nc2,minh\n");
    for (token, second) in [("more", "USD"), ("", "EUR")] {
        let mut store = store(authorized("c1").into_iter().chain(authorized("c2")), &[names]);
        let rows = if second == "EUR" {
            vec![row("v1", "lan", "USD"), row("v2", "minh", "EUR")]
        } else {
            vec![row("v1", "lan", "USD")]
        };
        let page =
            json!({ "code": 0, "data": { "videos": rows, "next_page_token": token, "total_count": 500 } });
        let options = json!({ "observedAt": "2026-06-15T00:00:00Z", "window": { "start": "2026-06-08", "end": "2026-06-15" } });
        store
            .load_document("video_performance_list", &page.to_string(), &from_json(options).unwrap())
            .unwrap();
        assert_eq!(line(&store, "c1", "gmv[video]")["value"]["value"], "5");
        assert_eq!(line(&store, "c2", "gmv[video]")["value"]["reasons"][0]["reason"], "not_loaded");
    }
}
