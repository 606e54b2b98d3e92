//! Stores as bytes (STO-1…3): any order of loads gives the same bytes, and forgetting leaves what was never loaded.
use creator_compass::engine::Store;
use creator_compass::wire::{StoreDoor, WorkspaceWire, events_from_json, from_json};
use serde_json::{Map, Value, json};

use creator_compass_tests::Seeded;

const CREATORS: [&str; 4] = ["ana", "ben", "7", "cho"];

/// A load: what it loads, whose it is, at what moment.
#[derive(Debug, Clone)]
struct Load {
    table: &'static str,
    rows: Vec<(Option<&'static str>, Map<String, Value>)>,
    observed_at: String,
}

fn map(value: Value) -> Map<String, Value> {
    let Value::Object(map) = value else { panic!("no object: {value}") };
    map
}

fn act(random: &mut Seeded, owner: &str) -> Map<String, Value> {
    let act = random.one(&["view", "like", "purchase", "refund", "watch", "settlement", "product_click"]);
    let mut row = map(json!({
        "at": format!("2026-05-{:02}T{:02}:00:00Z", 14 + random.below(3), random.below(24)),
        "user": random.one(&["1", "2", "300", "u-x", "u-y", "u-z"]),
        "act": act,
    }));
    if random.below(3) == 0 {
        row.insert("username".into(), json!(format!("name-{owner}")));
    } else {
        row.insert("creator".into(), json!(owner));
    }
    if matches!(act, "purchase" | "refund" | "watch") {
        row.insert("quantity".into(), json!(1 + random.below(3)));
    }
    if matches!(act, "purchase" | "refund" | "settlement") {
        row.insert("amount".into(), json!(format!("{}.5", random.below(4))));
    }
    match random.below(4) {
        0 => drop(row.insert("room".into(), json!(format!("room-{owner}")))),
        1 => drop(row.insert("video".into(), json!(random.below(2).to_string() + owner))),
        2 if !matches!(act, "view" | "like" | "watch") => drop(row.insert("channel".into(), json!("card"))),
        _ => {}
    }
    if random.below(2) == 0 {
        row.insert("product".into(), json!(random.one(&["p1", "9", "p2"])));
        row.insert("affiliation".into(), json!(random.one(&["in_house", "affiliate"])));
    }
    if random.below(4) == 0 {
        row.insert("event".into(), json!(format!("e-{owner}-{}", random.below(4))));
    }
    row
}

fn row(random: &mut Seeded, table: &str, owner: &str) -> Map<String, Value> {
    let number = random.below(3);
    map(match table {
        "creators" => json!({ "creator": owner, "username": format!("name-{owner}"), "followers": number,
            "region": random.one(&["ID", "SG"]) }),
        "aliases" => json!({ "creator": owner, "kind": "handle", "value": format!("handle-{owner}"),
            "from": "2026-01-01", "until": format!("2026-0{}-01", 6 + number) }),
        "rooms" => json!({ "room": format!("room-{owner}"), "creator": owner, "title": number.to_string(),
            "started_at": "2026-05-14T10:00:00Z" }),
        "videos" => json!({ "video": format!("{number}{owner}"), "username": format!("name-{owner}"),
            "posted_at": "2026-05-14T10:00:00Z", "status": random.one(&["", "active", "inactive"]),
            "visibility": random.one(&["", "public", "deleted"]), "labels": random.one(&["", "b|a", "a"]) }),
        "profiles" => {
            json!({ "day": "2026-05-14", "creator": owner, "audience": "buyers", "dimension": "gender",
            "bucket": random.one(&["male", "female"]), "users": random.below(3).to_string() })
        }
        "activity" => json!({ "day": format!("2026-05-{}", 14 + number), "creator": owner, "channel": "live",
            "gmv": random.below(3).to_string(), "sku_orders": random.below(3).to_string() }),
        "orders" => {
            let named = random.below(2) == 0;
            let mut row = json!({ "order": format!("o-{owner}-{number}"), "line": "1", "quantity": "1",
                "created_at": "2026-05-14T10:00:00Z", "paid_at": "2026-05-15T10:00:00Z", "currency": "IDR",
                "amount": random.below(3).to_string(), "room": format!("room-{owner}"), "channel": "live" });
            if named {
                row["creator"] = json!(owner);
            }
            row
        }
        "observations" => json!({ "subject_kind": "creator", "subject": owner, "measure": "followers_count",
            "observed_at": "2026-05-14T10:00:00Z", "value": number.to_string() }),
        _ => return act(random, owner),
    })
}

fn loads(random: &mut Seeded) -> Vec<Load> {
    let tables = [
        "activity",
        "orders",
        "interactions",
        "interactions",
        "interactions",
        "rooms",
        "videos",
        "aliases",
        "profiles",
    ];
    let mut loads = vec![
        Load {
            table: "creators",
            rows: CREATORS.iter().map(|owner| (Some(*owner), row(random, "creators", owner))).collect(),
            observed_at: "2026-05-17T00:00:00Z".into(),
        },
        Load {
            table: "rooms",
            rows: CREATORS.iter().map(|owner| (Some(*owner), row(random, "rooms", owner))).collect(),
            observed_at: "2026-05-17T00:00:00Z".into(),
        },
    ];
    loads.push(Load {
        table: "products",
        rows: vec![(None, map(json!({ "product": "p1", "name": "Shoe" })))],
        observed_at: "2026-05-17T00:00:00Z".into(),
    });
    for _ in 0..random.below(10) {
        let table = random.one(&tables);
        let rows = (0..=random.below(12)).map(|_| {
            let owner = random.one(&CREATORS);
            (Some(owner), row(random, table, owner))
        });
        let rows = rows.collect();
        loads.push(Load { table, rows, observed_at: format!("2026-05-{}T00:00:00Z", 18 + random.below(3)) });
    }
    loads
}

fn empty() -> StoreDoor {
    let workspace: WorkspaceWire =
        from_json(json!({ "id": "w", "timeZone": "Asia/Jakarta", "currency": "IDR" })).unwrap();
    StoreDoor::new(&workspace).unwrap()
}

fn events(creator: &str) -> Vec<Value> {
    let at = "2026-01-05T00:00:00Z";
    vec![
        json!({ "id": format!("{creator}s"), "happenedAt": at, "creator": creator, "kind": "contract_signed",
            "on": "2026-01-01" }),
        json!({ "id": format!("{creator}r"), "happenedAt": at, "creator": creator, "kind": "requested",
            "request": format!("{creator}q"), "days": { "start": "2026-01-01" },
            "scope": { "kind": "room", "room": format!("room-{creator}") } }),
    ]
}

fn record(store: &mut StoreDoor, without: Option<&str>) {
    for creator in CREATORS.iter().filter(|creator| Some(**creator) != without) {
        store.record(&events_from_json(events(creator)).unwrap()).unwrap();
    }
}

fn load(store: &mut StoreDoor, load: &Load, without: Option<&str>) {
    let rows = load.rows.iter().filter(|(owner, _)| without.is_none() || *owner != without);
    let rows: Vec<Map<String, Value>> = rows.map(|(_, row)| row.clone()).collect();
    let options = from_json(json!({ "observedAt": load.observed_at, "strict": true,
        "complete": [{ "start": "2026-05-14", "end": "2026-05-16" }] }))
    .unwrap();
    store.load_rows(load.table, &rows, &options).unwrap();
}

fn loaded(loads: &[Load], without: Option<&str>) -> StoreDoor {
    let mut store = empty();
    record(&mut store, without);
    for one in loads {
        load(&mut store, one, without);
    }
    store
}

fn shuffled(random: &mut Seeded, loads: &[Load]) -> Vec<Load> {
    let mut loads = loads.to_vec();
    for at in (1..loads.len()).rev() {
        loads.swap(at, random.below(at + 1));
    }
    loads
}

#[test]
fn any_order_of_loads_and_each_twice_gives_the_same_bytes() {
    let mut random = Seeded(41);
    for round in 0..200 {
        let loads = loads(&mut random);
        let bytes = loaded(&loads, None).save();
        let twice: Vec<Load> = loads.iter().chain(&loads).cloned().collect();
        let other = loaded(&shuffled(&mut random, &twice), None).save();
        assert!(bytes == other, "round {round}: {loads:?}");
    }
}

#[test]
fn what_is_opened_is_what_was_saved_and_goes_on_alike() {
    let mut random = Seeded(42);
    for round in 0..200 {
        let loads = loads(&mut random);
        let half = loads.len() / 2;
        let mut opened = StoreDoor::open(&loaded(&loads[..half], None).save()).unwrap();
        assert!(opened.save() == loaded(&loads[..half], None).save(), "round {round}");
        for one in &loads[half..] {
            load(&mut opened, one, None);
        }
        assert!(opened.save() == loaded(&loads, None).save(), "round {round}");
        let (a, b) =
            (Store::open(&opened.save()).unwrap(), Store::open(&loaded(&loads, None).save()).unwrap());
        assert!(a == b, "round {round}");
    }
}

#[test]
fn a_creator_forgotten_is_one_that_was_never_loaded() {
    let mut random = Seeded(43);
    for round in 0..200 {
        let loads = loads(&mut random);
        let gone = random.one(&CREATORS);
        let mut store = loaded(&loads, None);
        store.forget(gone).unwrap();
        assert!(store.save() == loaded(&loads, Some(gone)).save(), "round {round}: {gone} of {loads:?}");
        let text = String::from_utf8_lossy(&store.save()).into_owned();
        assert!(gone == "7" || !text.contains(gone), "round {round}: {gone}");
        let mut again = store.clone();
        again.forget(gone).unwrap();
        assert!(again.save() == store.save());
    }
}

#[test]
fn stores_merge_in_any_tree_into_the_store_of_all_loads() {
    let mut random = Seeded(44);
    for round in 0..200 {
        let loads = loads(&mut random);
        let whole = loaded(&loads, None).save();
        let mut stores: Vec<StoreDoor> =
            loads.iter().map(|one| loaded(std::slice::from_ref(one), None)).collect();
        while stores.len() > 1 {
            let other = stores.swap_remove(random.below(stores.len()));
            let at = random.below(stores.len());
            stores[at].merge(&other).unwrap();
        }
        assert!(stores[0].save() == whole, "round {round}: {loads:?}");
        let own = stores[0].clone();
        stores[0].merge(&own).unwrap();
        assert!(stores[0].save() == whole, "round {round}: twice");
    }
}

#[test]
fn a_strict_load_that_fails_at_any_row_leaves_the_bytes() {
    let mut random = Seeded(45);
    for _ in 0..200 {
        let loads = loads(&mut random);
        let mut store = loaded(&loads, None);
        let before = store.save();
        let table = random.one(&["interactions", "activity", "orders", "creators"]);
        let mut rows: Vec<Map<String, Value>> = (0..6).map(|_| row(&mut random, table, "new")).collect();
        let bad = random.below(rows.len());
        rows[bad]
            .insert(if table == "creators" { "creator" } else { "product" }.into(), json!("x".repeat(300)));
        let options = from_json(json!({ "observedAt": "2026-05-25T00:00:00Z", "strict": true })).unwrap();
        store.load_rows(table, &rows, &options).unwrap_err();
        assert!(store.save() == before);
    }
}
