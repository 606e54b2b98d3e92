//! Partial answers: parts of the rows in stores of their own, merged in any order, are the answer of the whole (MET-5).
use std::fmt::Write as _;

use creator_compass::wire::{
    self, QueryAskWire, StoreDoor, ViewDoor, events_from_json, finish_partial, from_json, merge_partials,
};
use serde_json::{Value, json};

use creator_compass_tests::Seeded;

const NOW: &str = "2026-06-15T03:00:00Z";
const HEADER: &str =
    "event,at,creator,user,act,room,video,channel,product,shop,affiliation,quantity,amount\n";
const METRICS: &[&str] = &[
    "gmv",
    "sku_orders",
    "items_sold",
    "views",
    "viewers",
    "likes",
    "buyers",
    "product_reach",
    "product_clickers",
    "products_sold",
    "refund_gmv",
    "product_clicks",
    "repeat_engagement",
    "transaction_rate",
    "interaction_rate",
    "rpm",
    "avg_ctr_live",
    "avg_ctr_video",
    "partners_with_sales",
    "sales_rate",
    "creators",
    "entries",
    "repeat_engagement[live]",
    "gmv_share",
    "viewers[live]",
    "gmv[video]",
    "watch_seconds",
    "finish_rate",
    "reviews",
    "negative_review_rate",
];

/// A row, and what must be in one part with it.
struct Row {
    event: Option<u32>,
    line: String,
}

fn row(random: &mut Seeded, creators: usize) -> Row {
    let acts = [
        "view",
        "view",
        "like",
        "comment",
        "share",
        "purchase",
        "purchase",
        "product_impression",
        "product_click",
        "refund",
        "watch",
        "finish",
        "enter",
        "review",
        "negative_review",
    ];
    let act = random.one(&acts);
    let event = (random.below(4) == 0).then(|| u32::try_from(random.below(60)).unwrap());
    let minutes = random.below(30 * 24 * 60);
    let at = format!(
        "2026-05-{:02}T{:02}:{:02}:00+07:00",
        16 + minutes / 1440 % 15,
        minutes / 60 % 24,
        minutes % 60
    );
    let creator = format!("c{}", random.below(creators));
    let user = random.one(&["1", "2", "3", "4", "17", "99999999999", "anna", "ben", "0042"]);
    let (room, video, channel) = match random.below(5) {
        0 | 1 => (random.one(&["r1", "r2", "77"]), "", ""),
        2 => ("", random.one(&["v1", "v2", "77"]), ""),
        3 => ("", "", "card"),
        _ => ("", "", ""),
    };
    let product = random.one(&["p1", "p2", "3000000000", "5", ""]);
    let shop = random.one(&["s1", "s2", ""]);
    let whose = random.one(&["in_house", "affiliate", ""]);
    let quantity = match act {
        "purchase" | "refund" | "watch" => random.below(5).to_string(),
        _ => String::new(),
    };
    let amount = match act {
        "purchase" | "refund" => random.below(1000).to_string(),
        _ => String::new(),
    };
    let name = event.map_or_else(String::new, |event| format!("e{event}"));
    let line = format!(
        "{name},{at},{creator},{user},{act},{room},{video},{channel},{product},{shop},{whose},{quantity},{amount}\n"
    );
    Row { event, line }
}

fn log(random: &mut Seeded, creators: usize) -> Vec<Value> {
    let mut log = Vec::new();
    for creator in 0..creators {
        let id = |what: &str| format!("c{creator}-{what}");
        let from = random.one(&["2026-01-01", "2026-05-20", "2026-05-28"]);
        let until = random.one(&[None, None, Some("2026-05-25")]).filter(|until| from < *until);
        if random.below(6) == 0 {
            continue;
        }
        log.push(json!({"id": id("signed"), "happenedAt": "2026-01-01T09:00:00+07:00", "creator": format!("c{creator}"),
            "kind": "contract_signed", "on": "2025-01-01"}));
        log.push(json!({"id": id("asked"), "happenedAt": "2026-01-05T09:00:00+07:00", "creator": format!("c{creator}"),
            "kind": "requested", "request": id("r"), "days": {"start": from, "end": until}}));
        if random.below(8) > 0 {
            log.push(json!({"id": id("authorized"), "happenedAt": "2026-01-06T09:00:00+07:00",
                "creator": format!("c{creator}"), "kind": "authorized", "request": id("r")}));
        }
        // A room by itself, also where its creator shows nothing (ACC-7).
        if random.below(3) == 0 {
            let from = random.one(&["2026-01-01", "2026-05-22"]);
            log.push(json!({"id": id("room"), "happenedAt": "2026-01-07T09:00:00+07:00", "creator": format!("c{creator}"),
                "kind": "requested", "request": id("room-r"), "days": {"start": from, "end": null},
                "scope": {"kind": "room", "room": random.one(&["r1", "77"])}}));
            log.push(json!({"id": id("room-authorized"), "happenedAt": "2026-01-08T09:00:00+07:00",
                "creator": format!("c{creator}"), "kind": "authorized", "request": id("room-r")}));
        }
    }
    log
}

fn view<'r>(log: &[Value], rows: impl Iterator<Item = &'r Row>, complete: bool, uv: bool) -> ViewDoor {
    let workspace = json!({"timeZone": "Asia/Jakarta", "currency": "IDR",
        "policy": {"uvOnCustomPeriod": uv, "exactUsers": 65536}});
    let mut store = StoreDoor::new(&from_json(workspace).unwrap()).unwrap();
    store.record(&events_from_json(log.to_vec()).unwrap()).unwrap();
    let csv = rows.fold(HEADER.to_owned(), |mut csv, row| {
        write!(csv, "{}", row.line).unwrap();
        csv
    });
    let windows = if complete { json!([{"start": "2026-05-01", "end": "2026-06-15"}]) } else { json!([]) };
    let options = json!({"observedAt": "2026-06-14T01:00:00Z", "complete": windows});
    store.load_csv("interactions", &csv, &from_json(options).unwrap()).unwrap();
    store.view(NOW, None).unwrap()
}

/// Whether a metric is confined to a channel, by what was asked or by itself: then it has no groups by channel.
fn is_of_a_channel(metric: &str) -> bool {
    metric.contains('[') || metric.ends_with("_live") || metric.ends_with("_video")
}

fn ask(random: &mut Seeded) -> Value {
    let dimensions = ["creator", "channel", "content", "product", "shop"];
    let mut by: Vec<&str> = dimensions.into_iter().filter(|_| random.below(4) == 0).collect();
    if random.below(3) == 0 {
        by.push(random.one(&["day", "week", "month"]));
    }
    let confined = by.contains(&"channel");
    let mut metrics: Vec<&str> = Vec::new();
    for _ in 0..=random.below(7) {
        let metric = random.one(METRICS);
        if !(metrics.contains(&metric) || confined && is_of_a_channel(metric)) {
            metrics.push(metric);
        }
    }
    if metrics.is_empty() {
        metrics.push("gmv");
    }
    let mut filter = json!({});
    let kept = [
        ("creators", json!(["c0", "c1"])),
        ("channels", json!(random.one(&[&["live", "video"][..], &["card"], &["live"]]))),
        ("rooms", json!(["r1"])),
        ("products", json!(["p1", "5"])),
        ("shops", json!(["s1"])),
        ("affiliation", json!("affiliate")),
    ];
    for (name, value) in kept {
        if random.below(8) == 0 {
            filter[name] = value;
        }
    }
    let start = 16 + random.below(10);
    let end = start + 1 + random.below(31 - start);
    json!({"period": {"kind": "custom", "start": format!("2026-05-{start:02}"), "end": format!("2026-05-{:02}", end.min(31))},
        "groupBy": by, "metrics": metrics, "filter": filter})
}

fn asked(ask: &Value) -> QueryAskWire {
    from_json(ask.clone()).unwrap()
}

/// Merges parts two at a time, any two.
fn merged(random: &mut Seeded, mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    while parts.len() > 1 {
        let a = parts.swap_remove(random.below(parts.len()));
        let b = parts.swap_remove(random.below(parts.len()));
        parts.push(merge_partials(&[a, b]).unwrap());
    }
    parts.pop().unwrap()
}

/// The lines of rows by key, as text.
fn lines(answer: &Value) -> std::collections::BTreeMap<String, Value> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| (row["key"].to_string(), row["lines"].clone())).collect()
}

#[test]
fn any_split_of_the_rows_and_any_tree_of_merges_is_the_whole() {
    let mut known = 0;
    for seed in 0..600 {
        let mut random = Seeded(seed);
        let creators = 1 + random.below(4);
        let log = log(&mut random, creators);
        let rows: Vec<Row> = (0..random.below(120)).map(|_| row(&mut random, creators)).collect();
        let (complete, uv) = (random.below(2) == 0, random.below(3) > 0);
        let k = 2 + random.below(4);
        let places: Vec<usize> = rows
            .iter()
            .map(|row| row.event.map_or_else(|| random.below(k), |event| event as usize % k))
            .collect();
        let whole = view(&log, rows.iter(), complete, uv);
        let parts: Vec<ViewDoor> = (0..k)
            .map(|part| {
                let own = rows.iter().zip(&places).filter(|(_, place)| **place == part).map(|(row, _)| row);
                view(&log, own, complete, uv)
            })
            .collect();
        for _ in 0..4 {
            let question = ask(&mut random);
            let ask = asked(&question);
            let direct = whole.partial(&ask).unwrap();
            let shipped: Vec<Vec<u8>> = parts.iter().map(|part| part.partial(&ask).unwrap()).collect();
            let all = merged(&mut random, shipped);
            assert_eq!(
                serde_json::to_value(finish_partial(&all).unwrap()).unwrap(),
                serde_json::to_value(finish_partial(&direct).unwrap()).unwrap(),
                "seed {seed}: {question}"
            );
            assert_eq!(all, direct, "seed {seed}: {question}");
            let finished = serde_json::to_value(finish_partial(&all).unwrap()).unwrap();
            let answer = serde_json::to_value(whole.query(&ask).unwrap()).unwrap();
            let (ours, theirs) = (lines(&finished), lines(&answer));
            let keys: Vec<&String> = ours.keys().collect();
            assert_eq!(keys, theirs.keys().collect::<Vec<_>>(), "seed {seed}: {question}");
            for (key, lines) in &ours {
                for (line, other) in lines.as_array().unwrap().iter().zip(theirs[key].as_array().unwrap()) {
                    assert_eq!(line, other, "seed {seed}, {key}: {question}");
                }
            }
            known += finished.to_string().matches("\"known\"").count();
        }
    }
    assert!(known > 5_000, "only {known} figures are known");
}

#[test]
fn minutes_hours_and_days_merge_into_the_month() {
    let mut random = Seeded(7);
    let log = vec![
        json!({"id": "s", "happenedAt": "2026-01-01T09:00:00+07:00", "creator": "c0", "kind": "contract_signed", "on": "2025-01-01"}),
        json!({"id": "a", "happenedAt": "2026-01-05T09:00:00+07:00", "creator": "c0", "kind": "requested", "request": "r", "days": {"start": "2026-01-01", "end": null}}),
        json!({"id": "b", "happenedAt": "2026-01-06T09:00:00+07:00", "creator": "c0", "kind": "authorized", "request": "r"}),
    ];
    let rows: Vec<Row> = (0..400).map(|_| row(&mut random, 1)).filter(|row| row.event.is_none()).collect();
    let whole = view(&log, rows.iter(), true, true);
    let ask = asked(&json!({"period": {"kind": "custom", "start": "2026-05-16", "end": "2026-05-31"},
        "groupBy": ["creator", "channel"], "metrics": ["gmv", "buyers", "viewers", "products_sold", "repeat_engagement", "transaction_rate"]}));
    let direct = whole.partial(&ask).unwrap();
    // Without the event, a line begins with a comma; the instant is in RFC 3339.
    for letters in [17, 14, 11] {
        let mut stores: std::collections::BTreeMap<&str, Vec<&Row>> = std::collections::BTreeMap::new();
        for row in &rows {
            stores.entry(row.line.get(..letters).unwrap_or_default()).or_default().push(row);
        }
        let parts = stores.values().map(|rows| view(&log, rows.iter().copied(), true, true));
        let parts: Vec<Vec<u8>> = parts.map(|part| part.partial(&ask).unwrap()).collect();
        assert!(parts.len() >= 15, "{} stores", parts.len());
        assert_eq!(merged(&mut random, parts), direct);
    }
}

#[test]
fn beyond_the_bound_users_are_a_marked_estimate_within_its_error() {
    let log = vec![
        json!({"id": "s", "happenedAt": "2026-01-01T09:00:00+07:00", "creator": "c0", "kind": "contract_signed", "on": "2025-01-01"}),
        json!({"id": "a", "happenedAt": "2026-01-05T09:00:00+07:00", "creator": "c0", "kind": "requested", "request": "r", "days": {"start": "2026-01-01", "end": null}}),
        json!({"id": "b", "happenedAt": "2026-01-06T09:00:00+07:00", "creator": "c0", "kind": "authorized", "request": "r"}),
    ];
    let views = |users: std::ops::Range<u32>| -> ViewDoor {
        let rows: Vec<Row> = users
            .map(|user| Row {
                event: None,
                line: format!(",2026-05-20T10:00:00+07:00,c0,{user},view,r1,,,,,,,\n"),
            })
            .collect();
        view(&log, rows.iter(), true, true)
    };
    let ask = asked(&json!({"period": {"kind": "custom", "start": "2026-05-16", "end": "2026-05-31"},
        "metrics": ["viewers", "views", "transaction_rate"]}));
    let (a, b) = (views(0..60_000).partial(&ask).unwrap(), views(40_000..100_000).partial(&ask).unwrap());
    let one = serde_json::to_value(finish_partial(&a).unwrap()).unwrap();
    assert_eq!(
        one["rows"][0]["lines"][0]["value"],
        json!({"kind": "known", "value": 60_000, "unit": "count"})
    );
    let both = merge_partials(&[&a, &b]).unwrap();
    assert_eq!(both, merge_partials(&[&b, &a]).unwrap());
    let answer = serde_json::to_value(finish_partial(&both).unwrap()).unwrap();
    let [viewers, views, rate] = answer["rows"][0]["lines"].as_array().unwrap().as_slice() else { panic!() };
    let error = viewers["value"]["estimate"]["error"].as_f64().unwrap();
    let users = viewers["value"]["value"].as_f64().unwrap();
    assert!(
        error > 0.0 && error < 0.01 && (users / 100_000.0 - 1.0).abs() <= 4.0 * error,
        "{users} ± {error}"
    );
    assert_eq!(views["value"]["value"], 120_000);
    assert!(views["value"].get("estimate").is_none());
    assert_eq!(rate["value"]["estimate"].is_null(), rate["value"]["kind"] != "known");
}

#[test]
fn damaged_bytes_and_other_questions_are_refused() {
    let mut random = Seeded(3);
    let log = log(&mut random, 2);
    let rows: Vec<Row> = (0..30).map(|_| row(&mut random, 2)).collect();
    let view = view(&log, rows.iter(), true, true);
    let question = |start: &str| {
        asked(&json!({"period": {"kind": "custom", "start": start, "end": "2026-05-31"},
        "groupBy": ["creator", "day"], "metrics": ["gmv", "buyers"]}))
    };
    let bytes = view.partial(&question("2026-05-16")).unwrap();
    for place in 0..bytes.len() {
        assert!(finish_partial(&bytes[..place]).is_err());
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1 << bit;
            let error = finish_partial(&damaged).unwrap_err();
            assert!(error.code.starts_with("state.bytes."), "{}", error.code);
        }
    }
    // The checksum made right again: a typed error, or the one form of another answer.
    for _ in 0..20_000 {
        let mut damaged = bytes.clone();
        let inner = 13..bytes.len() - 4;
        damaged[inner.start + random.below(inner.len())] = u8::try_from(random.below(256)).unwrap();
        let sum = crc32fast::hash(&damaged[..bytes.len() - 4]);
        damaged[bytes.len() - 4..].copy_from_slice(&sum.to_le_bytes());
        if let Err(error) = finish_partial(&damaged) {
            assert!(error.code.starts_with("state.bytes."), "{}", error.code);
        }
    }
    let other = view.partial(&question("2026-05-17")).unwrap();
    let error = merge_partials(&[bytes, other]).unwrap_err();
    assert_eq!((error.code, error.details["field"].as_str()), ("partial.mismatch", Some("period")));
    let none: &[Vec<u8>] = &[];
    assert_eq!(wire::merge_partials(none).unwrap_err().code, "partial.empty");
}
