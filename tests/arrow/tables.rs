//! The other tables.
use arrow_array::types::Int32Type;
use arrow_array::{
    Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array, StringArray, StringViewArray,
    TimestampSecondArray, UInt32Array,
};

use crate::shared::{array, batch, of_batches, of_csv, refused, same};

#[test]
fn src_1_a_table_of_batches_says_what_a_table_of_text_says() {
    let csv = "day,creator,channel,gmv,sku_orders\n2026-05-14,c1,live,10.5,1\n2026-05-15,c1,video,,2\n\
               2026-05-15,c1,radio,1,2\n,c1,live,1,2\n1969-12-31,c2,live,1,2\n";
    let channels: DictionaryArray<Int32Type> =
        ["live", "video", "radio", "live", "live"].into_iter().collect();
    let amounts = Decimal128Array::from(vec![Some(1050), None, Some(100), Some(100), Some(100)]);
    let columns = vec![
        ("day", array(Date32Array::from(vec![Some(20_587), Some(20_588), Some(20_588), None, Some(-1)]))),
        ("creator", array(StringViewArray::from(vec!["c1", "c1", "c1", "c1", "c2"]))),
        ("channel", array(channels)),
        ("gmv", array(amounts.with_precision_and_scale(20, 2).unwrap())),
        ("sku_orders", array(UInt32Array::from(vec![1, 2, 2, 2, 2]))),
    ];
    let (text, arrow) = (of_csv("activity", csv), of_batches("activity", &[batch(columns.clone())]));
    assert_eq!(text.0, arrow.0);
    let codes = |load: &(_, creator_compass::engine::LoadReport)| {
        load.1.rejected.iter().map(|r| (r.error.column.clone(), r.error.code)).collect::<Vec<_>>()
    };
    assert_eq!((codes(&text), text.1.accepted), (codes(&arrow), arrow.1.accepted));
    let whole = batch(columns);
    same(&text_of(&arrow), &of_batches("activity", &[whole.slice(0, 2), whole.slice(2, 3)]));
}

/// The same load with rows called as lines.
fn text_of(
    load: &(creator_compass::engine::Store, creator_compass::engine::LoadReport),
) -> (creator_compass::engine::Store, creator_compass::engine::LoadReport) {
    let mut load = load.clone();
    load.1.rejected.iter_mut().for_each(|rejection| rejection.row += 1);
    load
}

#[test]
fn src_1_orders_and_rooms_come_with_instants() {
    let csv = "order,line,quantity,created_at,currency,amount,creator,paid_at\n\
               9007199254740993,1,2,2026-05-01T10:00:00Z,IDR,150000,c1,2026-05-01T10:00:05Z\n\
               9007199254740994,1,2,2026-05-01T10:00:00Z,USD,150000,c1,\n";
    let at = |values: Vec<Option<i64>>| array(TimestampSecondArray::from(values).with_timezone("UTC"));
    let orders = batch(vec![
        ("order", array(Int64Array::from(vec![9_007_199_254_740_993, 9_007_199_254_740_994]))),
        ("line", array(UInt32Array::from(vec![1, 1]))),
        ("quantity", array(UInt32Array::from(vec![2, 2]))),
        ("created_at", at(vec![Some(1_777_629_600); 2])),
        ("currency", array(StringArray::from(vec!["IDR", "USD"]))),
        ("amount", array(Int64Array::from(vec![150_000, 150_000]))),
        ("creator", array(StringArray::from(vec!["c1", "c1"]))),
        ("paid_at", at(vec![Some(1_777_629_605), None])),
    ]);
    same(&of_csv("orders", csv), &of_batches("orders", &[orders]));
    let csv = "room,started_at,creator,title\n1,2026-05-01T10:00:00Z,c1,Hello\n-2,x,c1,\n";
    let rooms = batch(vec![
        ("room", array(StringArray::from(vec!["1", "-2"]))),
        ("started_at", array(StringArray::from(vec!["2026-05-01T10:00:00Z", "x"]))),
        ("creator", array(StringArray::from(vec!["c1", "c1"]))),
        ("title", array(StringArray::from(vec![Some("Hello"), None]))),
    ]);
    same(&of_csv("rooms", csv), &of_batches("rooms", &[rooms]));
}

#[test]
fn src_1_other_tables_refuse_wrong_types_by_name() {
    let columns = |gmv| {
        batch(vec![
            ("day", array(StringArray::from(vec!["2026-05-14"]))),
            ("creator", array(StringArray::from(vec!["c1"]))),
            ("gmv", gmv),
        ])
    };
    assert_eq!(refused("activity", columns(array(Float64Array::from(vec![1.0])))).1, "source.column.type");
    let minute = batch(vec![("minute", array(TimestampSecondArray::from(vec![0])))]);
    assert_eq!(refused("activity", minute).1, "source.column.zone_missing");
    let no_day = batch(vec![("creator", array(StringArray::from(vec!["c1"])))]);
    assert_eq!(
        refused("activity", no_day).0.to_string(),
        "`file` has no column `day`, or `start` and `end`, or `minute`"
    );
}
