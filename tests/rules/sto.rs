//! Loading is all or nothing, idempotent and free of order (SRC-7, STO-2).
use creator_compass::wire::{
    LoadOptionsWire, OverviewAskWire, PickerWire, StoreDoor, WorkspaceWire, from_json, read_events,
};
use proptest::prelude::*;
use serde_json::json;

fn store() -> StoreDoor {
    let workspace: WorkspaceWire =
        from_json(json!({ "timeZone": "Asia/Jakarta", "currency": "IDR" })).unwrap();
    let mut store = StoreDoor::new(&workspace).unwrap();
    let lines: Vec<String> = ["c1", "c2"]
        .iter()
        .flat_map(|creator| {
            let at = "2026-01-05T00:00:00Z";
            [
                json!({ "id": format!("{creator}s"), "happenedAt": at, "creator": creator, "kind": "contract_signed", "on": "2026-01-01" }),
                json!({ "id": format!("{creator}r"), "happenedAt": at, "creator": creator, "kind": "requested",
                        "request": format!("{creator}q"), "days": { "start": "2026-01-01" } }),
                json!({ "id": format!("{creator}a"), "happenedAt": "2026-01-06T00:00:00Z", "creator": creator, "kind": "authorized",
                        "request": format!("{creator}q") }),
            ]
        })
        .map(|event| event.to_string())
        .collect();
    store.record(&read_events(&lines.join("\n")).unwrap()).unwrap();
    store
}

fn options(observed_at: &str, strict: bool) -> LoadOptionsWire {
    from_json(json!({ "observedAt": observed_at, "strict": strict })).unwrap()
}

fn overview(store: &StoreDoor) -> serde_json::Value {
    let ask = OverviewAskWire { period: PickerWire::Last7Days {} };
    let view = store.view("2026-05-20T00:00:00Z", None).unwrap();
    serde_json::to_value(view.overview(&ask).unwrap()).unwrap()
}

/// STO-2: whatever a load fails at, the store is as before.
#[test]
fn sto_2_a_failed_load_changes_nothing() {
    let mut store = store();
    store
        .load_csv(
            "activity",
            "day,creator,channel,gmv,sku_orders,items_sold\n2026-05-14,c1,live,10,1,1\n",
            &options("2026-05-19T00:00:00Z", false),
        )
        .unwrap();
    let before = overview(&store);
    let later = options("2026-05-19T01:00:00Z", true);
    let bad = [
        ("activity", "day,creator,channel,gmv\n2026-05-14,c1,live,99\n2026-05-15,c1,live,x\n"),
        ("activity", "day,creator,channel,gmv\n2026-05-14,c1,live,99\n1969-05-15,c1,live,1\n"),
        ("orders", "order,line\n1,1\n"),
        ("nothing", "a\n1\n"),
        ("activity", "day,day\n2026-05-14,2026-05-14\n"),
    ];
    for (table, csv) in bad {
        assert!(store.load_csv(table, csv, &later).is_err(), "{csv}");
        assert_eq!(overview(&store), before, "{csv}");
    }
    for (kind, text) in [
        ("video_performance_list", "{"),
        ("live_performance_list", r#"{"code":105005,"message":"no"}"#),
        ("x", "{}"),
    ] {
        assert!(store.load_document(kind, text, &later).is_err());
        assert_eq!(overview(&store), before, "{text}");
    }
}

/// A row of activity: day, creator, gmv, observed at.
fn rows() -> impl Strategy<Value = Vec<(u8, u8, u16, u8)>> {
    prop::collection::vec((12_u8..20, 1_u8..3, 0_u16..3, 0_u8..3), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// SRC-7: any order of loads, and any of them twice, gives the same answers.
    #[test]
    fn src_7_order_and_repetition_of_loads_change_nothing(rows in rows(), shuffle in any::<u64>()) {
        let load = |store: &mut StoreDoor, (day, creator, gmv, observed): (u8, u8, u16, u8)| {
            let csv = format!("day,creator,channel,gmv,sku_orders,items_sold\n2026-05-{day},c{creator},live,{gmv},{gmv},{gmv}\n");
            store.load_csv("activity", &csv, &options(&format!("2026-05-19T0{observed}:00:00Z"), true)).unwrap();
        };
        let (mut forward, mut shuffled) = (store(), store());
        for row in &rows {
            load(&mut forward, *row);
        }
        let mut mixed: Vec<_> = rows.iter().chain(&rows).copied().collect();
        mixed.sort_by_key(|row| {
            let (a, b, c, d) = *row;
            (u64::from(a) * 31 + u64::from(b) * 37 + u64::from(c) * 41 + u64::from(d) * 43).wrapping_mul(shuffle | 1)
        });
        for row in mixed {
            load(&mut shuffled, row);
        }
        prop_assert_eq!(overview(&forward), overview(&shuffled));
    }
}
