//! Files of the first formats that hold what `store_file` does not: acts in every form, and a partial answer. Every version
//! opens them, answers the same, and writes them so (STO-1, STO-3).
use creator_compass::wire::{
    LoadOptionsWire, StoreDoor, WorkspaceWire, events_from_json, finish_partial, from_json, merge_partials,
};
use creator_compass_tests::Seeded;
use serde_json::{Value, json};

const METRICS: [&str; 14] = [
    "gmv",
    "sku_orders",
    "views",
    "viewers",
    "buyers",
    "products_sold",
    "repeat_engagement",
    "transaction_rate",
    "interaction_rate",
    "rpm",
    "avg_ctr_live",
    "partners_with_sales",
    "creators",
    "watch_seconds",
];

fn empty() -> StoreDoor {
    let workspace: WorkspaceWire =
        from_json(json!({ "id": "agency-7", "timeZone": "Asia/Jakarta", "currency": "IDR",
            "policy": { "uvOnCustomPeriod": true } }))
        .unwrap();
    let mut store = StoreDoor::new(&workspace).unwrap();
    for creator in ["ana", "7"] {
        let id = |what: &str| format!("{creator}-{what}");
        let events = vec![
            json!({ "id": id("signed"), "happenedAt": "2026-01-01T09:00:00+07:00", "creator": creator,
                "kind": "contract_signed", "on": "2025-01-01" }),
            json!({ "id": id("asked"), "happenedAt": "2026-01-05T09:00:00+07:00", "creator": creator,
                "kind": "requested", "request": id("r"), "days": { "start": "2026-01-01", "end": null } }),
            json!({ "id": id("said"), "happenedAt": "2026-01-06T09:00:00+07:00", "creator": creator,
                "kind": "authorized", "request": id("r") }),
        ];
        store.record(&events_from_json(events).unwrap()).unwrap();
    }
    let creators = "creator,username\nana,ana.live\n7,seven\n8,eight\n";
    store.load_csv("creators", creators, &seen("2026-05-19T20:00:00Z")).unwrap();
    store
}

fn seen(observed_at: &str) -> LoadOptionsWire {
    let complete = json!([{ "start": "2026-05-01", "end": "2026-05-20" }]);
    from_json(json!({ "observedAt": observed_at, "strict": true, "complete": complete })).unwrap()
}

fn acts(random: &mut Seeded, rows: usize) -> String {
    const ACTS: [&str; 12] = [
        "view",
        "view",
        "view",
        "like",
        "comment",
        "purchase",
        "purchase",
        "product_click",
        "product_impression",
        "refund",
        "watch",
        "settlement",
    ];
    let mut csv =
        "event,at,creator,username,user,act,room,video,channel,product,shop,affiliation,quantity,amount\n"
            .to_owned();
    for row in 0..rows {
        let act = random.one(&ACTS);
        let quantity = match act {
            "purchase" | "refund" => random.one(&["1", "2", "300"]),
            "watch" => random.one(&["0", "59", "4294967295"]),
            _ => "",
        };
        let amount = match act {
            "purchase" | "refund" | "settlement" => {
                random.one(&["0", "0.000001", "149000.25", "9000000000000"])
            }
            _ => "",
        };
        let on_card =
            matches!(act, "purchase" | "refund" | "product_click" | "product_impression" | "settlement");
        let (room, video, channel) = match random.below(5) {
            0 | 1 => (random.one(&["900", "r-1"]), "", ""),
            2 => ("", random.one(&["900", "v-1"]), ""),
            3 if on_card => ("", "", "card"),
            _ => ("", "", ""),
        };
        let cells = [
            if random.below(4) == 0 { format!("e-{row}") } else { String::new() },
            format!(
                "2026-05-{:02}T{:02}:{:02}:00+07:00",
                15 + random.below(4),
                random.below(24),
                random.below(60)
            ),
            random.one(&["ana", "7", "8", "", "nobody"]).to_owned(),
            random.one(&["ana.live", "seven", "who"]).to_owned(),
            random.one(&["1", "41", "2147483647", "7300000000000000123", "u-x", "0042", "Ü"]).to_owned(),
            act.to_owned(),
            room.to_owned(),
            video.to_owned(),
            channel.to_owned(),
            random.one(&["p-1", "p-2", "5", "3000000000", ""]).to_owned(),
            random.one(&["s-1", ""]).to_owned(),
            random.one(&["in_house", "affiliate", ""]).to_owned(),
            quantity.to_owned(),
            amount.to_owned(),
        ];
        csv.push_str(&cells.join(","));
        csv.push('\n');
    }
    csv
}

/// Three looks at the acts of four days: what a later one repeats and restates is kept too, and one act is told in two
/// ways at one moment.
fn sample() -> StoreDoor {
    let (mut store, mut random) = (empty(), Seeded(11));
    let whole = acts(&mut random, 120);
    let some: Vec<&str> = whole.lines().take(60).collect();
    store.load_csv("interactions", &some.join("\n"), &seen("2026-05-18T20:00:00Z")).unwrap();
    store.load_csv("interactions", &whole, &seen("2026-05-19T20:00:00Z")).unwrap();
    store.load_csv("interactions", &acts(&mut random, 60), &seen("2026-05-19T21:00:00Z")).unwrap();
    let twice = "event,at,creator,user,act\n17,2026-05-15T03:00:00Z,ana,1,like\n17,2026-05-15T03:00:00Z,ana,1,share\n";
    let report = store.load_csv("interactions", twice, &seen("2026-05-19T21:00:00Z")).unwrap();
    assert_eq!(report.conflicting, 1);
    store
}

fn ask(group_by: &[&str]) -> Value {
    // A metric of one channel has no groups by channel.
    let metrics =
        METRICS.into_iter().filter(|metric| !(group_by.contains(&"channel") && metric.ends_with("_live")));
    json!({ "period": { "kind": "custom", "start": "2026-05-15", "end": "2026-05-19" },
        "groupBy": group_by, "metrics": metrics.collect::<Vec<_>>() })
}

/// The rows of an answer, a line each: names and help of metrics may be worded anew.
fn rows(answer: &Value) -> String {
    let lines = answer["rows"].as_array().unwrap().iter().map(|row| {
        let lines = row["lines"].as_array().unwrap().iter();
        format!("{} {}\n", row["key"], Value::Array(lines.map(|line| line["value"].clone()).collect()))
    });
    lines.collect()
}

fn answers(store: &StoreDoor) -> String {
    let groups: [&[&str]; 5] = [&[], &["creator", "day"], &["content", "channel"], &["product"], &["shop"]];
    let mut text = String::new();
    for known_at in [None, Some("2026-05-19T20:00:00Z")] {
        let view = store.view("2026-05-20T00:00:00Z", known_at).unwrap();
        for group_by in groups {
            let answer = view.query(&from_json(ask(group_by)).unwrap()).unwrap();
            text.push_str(&rows(&serde_json::to_value(answer).unwrap()));
        }
    }
    text
}

/// Two partial answers, of the acts of the first and of the last days, merged.
fn partial() -> Vec<u8> {
    let (mut random, mut parts) = (Seeded(12), Vec::new());
    let csv = acts(&mut random, 200);
    for days in [["2026-05-15", "2026-05-16"], ["2026-05-17", "2026-05-18"]] {
        // Acts without an event: one that two parts hold would count twice.
        let rows = csv.lines().filter(|line| line.starts_with("event") || line.starts_with(','));
        let rows: Vec<&str> = rows
            .filter(|line| {
                line.starts_with("event") || days.iter().any(|day| line.starts_with(&format!(",{day}")))
            })
            .collect();
        assert!(rows.len() > 15, "{}", rows.len());
        let mut store = empty();
        store.load_csv("interactions", &rows.join("\n"), &seen("2026-05-19T20:00:00Z")).unwrap();
        let mut ask = ask(&["creator", "content", "day"]);
        ask["filter"] = json!({ "channels": ["live", "video"], "products": ["p-1", "p-2", "5"] });
        let view = store.view("2026-05-20T00:00:00Z", Some("2026-05-19T22:00:00Z")).unwrap();
        parts.push(view.partial(&from_json(ask).unwrap()).unwrap());
    }
    merge_partials(&parts).unwrap()
}

/// A file and what it says, as they were first written. `UPDATE=1` writes those that are missing, and no other.
fn kept(name: &str, bytes: impl Fn() -> Vec<u8>, says: impl Fn(&[u8]) -> String) -> (Vec<u8>, String) {
    let folder = creator_compass_tests::root().join("tests/formats");
    let [file, text] = ["bin", "txt"].map(|ending| folder.join(format!("{name}.{ending}")));
    if std::env::var_os("UPDATE").is_some() && !file.exists() {
        std::fs::write(&file, bytes()).unwrap();
        std::fs::write(&text, says(&bytes())).unwrap();
    }
    (std::fs::read(file).unwrap(), std::fs::read_to_string(text).unwrap())
}

#[test]
fn sto_1_a_file_of_acts_is_opened_for_ever() {
    let says = |bytes: &[u8]| answers(&StoreDoor::open(bytes).unwrap());
    let (bytes, text) = kept("store-v1-acts", || sample().save(), says);
    assert!(text.matches("\"known\"").count() > 300, "it tells too little");
    assert_eq!(says(&bytes), text);
    assert_eq!(answers(&sample()), text);
    assert!(StoreDoor::open(&bytes).unwrap().save() == bytes, "opened, it is written otherwise");
    assert!(sample().save() == bytes, "the store is written otherwise");
}

#[test]
fn sto_1_a_partial_answer_is_finished_for_ever() {
    let says = |bytes: &[u8]| rows(&serde_json::to_value(finish_partial(bytes).unwrap()).unwrap());
    let (bytes, text) = kept("partial-v1", partial, says);
    assert!(text.matches("\"known\"").count() > 50, "it tells too little");
    assert_eq!(says(&bytes), text);
    assert!(merge_partials(&[&bytes]).unwrap() == bytes, "read, it is written otherwise");
    assert!(partial() == bytes, "the partial answer is written otherwise");
}
