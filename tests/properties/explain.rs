//! Why a cell is what it is: the rows that are told are those that count, and the change that is offered shows it (BEY-1).
use std::fmt::Write as _;

use creator_compass::wire::{StoreDoor, events_from_json, from_json};
use serde_json::{Value, json};

use creator_compass_tests::Seeded;

const NOW: &str = "2026-06-15T03:00:00Z";

/// A row of a day: whose, in which video, of what.
struct Row {
    creator: &'static str,
    day: usize,
    gmv: usize,
}

struct World {
    log: Vec<Value>,
    rows: Vec<Row>,
}

fn event(id: &str, at: &str, creator: &str, more: &Value) -> Value {
    let mut event = json!({ "id": id, "happenedAt": at, "creator": creator });
    event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    event
}

/// What happened between the partner and a creator: contracts that begin or end, requests that are answered or not.
fn history(random: &mut Seeded, creator: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let day = |random: &mut Seeded| format!("2026-06-{:02}", 6 + random.below(9));
    let mut add = |at: &str, more: &Value| {
        all.push(event(&format!("{creator}-{}", all.len()), at, creator, more));
    };
    match random.below(5) {
        0 => {}
        1 => add("2026-05-01T09:00:00+07:00", &json!({ "kind": "contract_signed", "on": day(random) })),
        _ => add("2026-05-01T09:00:00+07:00", &json!({ "kind": "contract_signed", "on": "2025-01-01" })),
    }
    if random.below(6) == 0 {
        add("2026-05-02T09:00:00+07:00", &json!({ "kind": "contract_ended", "on": day(random) }));
    }
    for number in 0..random.below(3) {
        let request = format!("{creator}-r{number}");
        let asked =
            if random.below(2) == 0 { "2026-03-05T09:00:00+07:00" } else { "2026-06-14T09:00:00+07:00" };
        let (start, end) = (day(random), json!(null));
        let until = if random.below(4) == 0 { json!("2026-06-12") } else { json!(null) };
        let days = json!({ "start": start, "end": end });
        add(asked, &json!({ "kind": "requested", "request": request, "days": days, "until": until }));
        let answered = if asked.starts_with("2026-03") {
            "2026-03-06T09:00:00+07:00"
        } else {
            "2026-06-14T10:00:00+07:00"
        };
        match random.below(5) {
            0 => {}
            1 => add(answered, &json!({ "kind": "declined", "request": request })),
            kind => {
                add(answered, &json!({ "kind": "authorized", "request": request }));
                if kind == 2 {
                    add("2026-06-14T11:00:00+07:00", &json!({ "kind": "revoked", "request": request }));
                }
            }
        }
    }
    if random.below(12) == 0 {
        add("2026-05-03T09:00:00+07:00", &json!({ "kind": "region_declared", "region": "US" }));
    }
    all
}

fn world(random: &mut Seeded) -> World {
    let log = ["a", "b"].iter().flat_map(|creator| history(random, creator)).collect();
    let row = |random: &mut Seeded| Row {
        creator: random.one(&["a", "b"]),
        day: 6 + random.below(9),
        gmv: random.below(1000),
    };
    let rows = (0..random.below(12)).map(|_| row(random)).collect();
    World { log, rows }
}

fn loaded(world: &World) -> StoreDoor {
    let workspace = json!({ "timeZone": "Asia/Jakarta", "currency": "IDR" });
    let mut store = StoreDoor::new(&from_json(workspace).unwrap()).unwrap();
    store.record(&events_from_json(world.log.clone()).unwrap()).unwrap();
    let observed = json!({ "observedAt": "2026-06-15T01:00:00Z" });
    store.load_csv("creators", "creator,name\na,A\nb,B\n", &from_json(observed).unwrap()).unwrap();
    let mut csv = "day,creator,channel,product,gmv\n".to_owned();
    for (number, row) in world.rows.iter().enumerate() {
        writeln!(csv, "2026-06-{:02},{},video,p{number},{}", row.day, row.creator, row.gmv).unwrap();
    }
    let options = json!({ "observedAt": "2026-06-15T01:00:00Z", "complete": [{ "start": "2026-05-01", "end": "2026-06-15" }] });
    store.load_csv("activity", &csv, &from_json(options).unwrap()).unwrap();
    store
}

fn explain(store: &StoreDoor, now: &str, ask: &Value) -> Value {
    let view = store.view(now, None).unwrap();
    serde_json::to_value(view.explain(&from_json(ask.clone()).unwrap()).unwrap()).unwrap()
}

/// Takes the steps that are offered; the moment on which they are taken.
fn take(store: &mut StoreDoor, remedy: &Value) -> String {
    let mut now = NOW.to_owned();
    let mut events = Vec::new();
    for (place, step) in remedy["steps"].as_array().unwrap().iter().enumerate() {
        assert_eq!(step["act"], "show", "{step}");
        let creator = step["creator"].as_str().unwrap();
        for (number, cause) in step["causes"].as_array().unwrap().iter().enumerate() {
            let id = format!("remedy-{place}-{number}");
            match (cause["reason"].as_str().unwrap(), cause["who"].as_str().unwrap()) {
                ("request_pending", "creator") => {
                    let fact = json!({ "kind": "authorized", "request": cause["request"] });
                    events.push(event(&id, "2026-06-15T02:00:00Z", creator, &fact));
                }
                ("not_under_contract", "partner") => {
                    let fact = json!({ "kind": "contract_signed", "on": step["days"]["start"] });
                    events.push(event(&id, "2026-06-15T02:00:00Z", creator, &fact));
                }
                (_, "partner") => {
                    let fact = json!({ "kind": "requested", "request": id, "days": step["days"] });
                    events.push(event(&format!("{id}-q"), "2026-06-15T02:00:00Z", creator, &fact));
                    let fact = json!({ "kind": "authorized", "request": id });
                    events.push(event(&format!("{id}-a"), "2026-06-15T02:30:00Z", creator, &fact));
                }
                (_, "time") => {
                    let from = cause["clearsOn"].as_str().unwrap();
                    now = now.max(format!("{from}T03:00:00Z"));
                }
                other => panic!("a possible remedy by {other:?}"),
            }
        }
    }
    store.record(&events_from_json(events).unwrap()).unwrap();
    now
}

/// Whether a creator's day shows.
fn shows(store: &StoreDoor, creator: &str, day: usize) -> bool {
    let question = json!({ "creator": creator, "subject": { "kind": "creator" }, "module": "creator", "grain": "aggregate", "day": format!("2026-06-{day:02}") });
    let decision = store.view(NOW, None).unwrap().decide(&from_json(question).unwrap()).unwrap();
    serde_json::to_value(decision).unwrap()["kind"] == "visible"
}

#[test]
fn what_is_told_is_what_counts_and_what_is_offered_shows_it() {
    let mut random = Seeded(41);
    let (mut hidden, mut impossible, mut earlier) = (0, 0, 0);
    for _ in 0..3000 {
        let world = world(&mut random);
        let mut store = loaded(&world);
        let (from, to) = (6 + random.below(5), 11 + random.below(4));
        let period = json!({ "kind": "custom", "start": format!("2026-06-{from:02}"), "end": format!("2026-06-{to:02}") });
        let mut ask = json!({ "period": period, "metric": "gmv[video]", "compare": random.below(2) == 0 });
        let of = random.one(&["a", "b", ""]);
        if !of.is_empty() {
            ask["key"] = json!({ "creator": of });
        }
        let told = explain(&store, NOW, &ask);
        let counts: Vec<&Row> = (world.rows.iter())
            .filter(|row| (of.is_empty() || row.creator == of) && (from..to).contains(&row.day))
            .filter(|row| shows(&store, row.creator, row.day))
            .collect();
        let part = &told["numbers"][0]["parts"][0];
        assert_eq!(part["rows"], counts.len(), "{told:#}");
        if told["value"]["kind"] == "known" {
            let sum: usize = counts.iter().map(|row| row.gmv).sum();
            assert_eq!(told["value"]["value"], sum.to_string(), "{told:#}");
            assert_eq!(told["remedy"], json!(null));
        }
        for (cell, path) in [(&told, ""), (&told["before"], "before")] {
            if cell["value"]["kind"] != "hidden" {
                continue;
            }
            let remedy = &cell["remedy"];
            if remedy["possible"] == json!(true) {
                let mut changed = loaded(&world);
                let now = take(&mut changed, remedy);
                let after = explain(&changed, &now, &ask);
                let after = if path.is_empty() { &after } else { &after[path] };
                assert_ne!(after["value"]["kind"], "hidden", "{ask}\n{remedy:#}\n{after:#}");
                if path.is_empty() { hidden += 1 } else { earlier += 1 }
            } else {
                let by_nobody = |step: &Value| {
                    step["causes"]
                        .as_array()
                        .is_some_and(|all| all.iter().any(|cause| cause["who"] == "nobody"))
                };
                assert!(remedy["steps"].as_array().unwrap().iter().any(by_nobody), "{remedy:#}");
                if path.is_empty() {
                    // Whatever the partner and the creators do, it stays hidden.
                    let all: Vec<Value> = ["a", "b"].iter().flat_map(|creator| everything(creator)).collect();
                    store.record(&events_from_json(all).unwrap()).unwrap();
                    assert_eq!(explain(&store, NOW, &ask)["value"]["kind"], "hidden", "{ask}\n{remedy:#}");
                    impossible += 1;
                    break;
                }
            }
        }
    }
    assert!(hidden > 300 && impossible > 100 && earlier > 100, "{hidden} {impossible} {earlier}");
}

/// All that a partner and a creator can do now.
fn everything(creator: &str) -> Vec<Value> {
    let days = json!({ "start": "2025-01-01", "end": null });
    let request = format!("{creator}-all");
    vec![
        event(
            &format!("{request}-q"),
            "2026-06-15T02:00:00Z",
            creator,
            &json!({ "kind": "requested", "request": request, "days": days }),
        ),
        event(
            &format!("{request}-a"),
            "2026-06-15T02:30:00Z",
            creator,
            &json!({ "kind": "authorized", "request": request }),
        ),
    ]
}
