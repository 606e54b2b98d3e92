//! Batches that are no table, and cells at the edge of what can be told.
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int32Array,
    Int64Array, RecordBatch, StringArray, TimestampMillisecondArray, UInt64Array,
};
use creator_compass::engine::Strictness;
use creator_compass::value::Failure;

use crate::shared::{array, batch, load, of_batches, of_csv, refused, same, store};

const AT: i64 = 1_777_629_600_000; // 2026-05-01T10:00:00Z

fn columns(rows: usize) -> Vec<(&'static str, ArrayRef)> {
    vec![
        ("at", array(TimestampMillisecondArray::from(vec![AT; rows]).with_timezone("UTC"))),
        ("user", array(StringArray::from(vec!["u"; rows]))),
        ("act", array(StringArray::from(vec!["purchase"; rows]))),
        ("creator", array(StringArray::from(vec!["c"; rows]))),
        ("quantity", array(Int64Array::from(vec![1; rows]))),
        ("amount", array(Int64Array::from(vec![5; rows]))),
    ]
}

fn with(name: &'static str, column: ArrayRef) -> RecordBatch {
    let mut columns = columns(column.len());
    columns.retain(|(known, _)| *known != name);
    columns.push((name, column));
    batch(columns)
}

#[test]
fn src_9_columns_that_are_no_table_are_refused_by_name() {
    let mut lacking = columns(1);
    lacking.retain(|(name, _)| *name != "act");
    let (error, code) = refused("interactions", batch(lacking));
    assert_eq!((code, error.rule()), ("source.column.missing", "SRC-9"));
    assert_eq!(error.to_string(), "`file` has no column `act`");
    let mut nobody = columns(1);
    nobody.retain(|(name, _)| *name != "creator");
    assert_eq!(
        refused("interactions", batch(nobody)).0.to_string(),
        "`file` has no column `creator`, or `username`"
    );
    let mut twice = columns(1);
    twice.push(("user", array(StringArray::from(vec!["v"]))));
    assert_eq!(refused("interactions", batch(twice)).1, "source.column.repeated");
    let (error, code) = refused("acts", batch(columns(1)));
    assert_eq!(code, "source.table.unknown");
    assert!(error.to_string().contains("interactions"), "{error}");
}

#[test]
fn src_4_floats_and_other_types_are_refused_by_name() {
    let (error, code) = refused("interactions", with("amount", array(Float64Array::from(vec![1.5]))));
    assert_eq!((code, error.rule()), ("source.column.type", "SRC-1"));
    let expected = "decimals of at most 128 bits, whole numbers or text; a binary float is not exact";
    assert_eq!(error.to_string(), format!("`file`: `amount` is Float64; expected {expected}"));
    let details =
        serde_json::json!({ "file": "file", "column": "amount", "found": "Float64", "expected": expected });
    assert_eq!(serde_json::Value::Object(error.details()), details);
    let floats = || array(Float64Array::from(vec![1.0]));
    for name in ["at", "user", "act", "creator", "quantity", "event", "room", "channel"] {
        for wrong in [floats(), array(BooleanArray::from(vec![true]))] {
            assert_eq!(refused("interactions", with(name, wrong)).1, "source.column.type", "{name}");
        }
    }
    // Whole numbers could be of any unit, a date is no instant, a number is no name.
    let whole = || array(Int64Array::from(vec![AT]));
    for (name, wrong) in [
        ("at", whole()),
        ("at", array(Date32Array::from(vec![20_000]))),
        ("act", whole()),
        ("channel", whole()),
    ] {
        assert_eq!(refused("interactions", with(name, wrong)).1, "source.column.type", "{name}");
    }
    let numbers: DictionaryArray<Int32Type> =
        DictionaryArray::new(Int32Array::from(vec![0]), Arc::new(Int64Array::from(vec![1])));
    assert_eq!(refused("interactions", with("user", array(numbers))).1, "source.column.type");
}

#[test]
fn src_1_a_time_without_a_zone_is_refused() {
    let (error, code) = refused("interactions", with("at", array(TimestampMillisecondArray::from(vec![AT]))));
    assert_eq!(code, "source.column.zone_missing");
    assert!(error.to_string().contains("a time without a zone"), "{error}");
    assert!(error.to_string().contains("Timestamp(unit, \"UTC\")"), "{error}");
}

/// Each cell at an edge is taken or refused as the same text is; the row beside it is taken.
#[test]
fn src_4_cells_at_the_edge_are_judged_as_text_is() {
    let check = |name: &'static str, column: ArrayRef, cells: [&str; 2]| {
        let names = ["user", "quantity", "amount"];
        let row = |cell: &str| {
            let cells: Vec<&str> =
                names.iter().zip(["u", "1", "5"]).map(|(n, c)| if *n == name { cell } else { c }).collect();
            format!("2026-05-01T10:00:00Z,purchase,c,{}\n", cells.join(","))
        };
        let csv = format!("at,act,creator,user,quantity,amount\n{}{}", row(cells[0]), row(cells[1]));
        same(&of_csv("interactions", &csv), &of_batches("interactions", &[with(name, column)]));
    };
    let whole = |values: [i64; 2]| array(Int64Array::from(values.to_vec()));
    check("quantity", whole([-1, 2]), ["-1", "2"]);
    check("quantity", whole([4_294_967_296, 4_294_967_295]), ["4294967296", "4294967295"]);
    check("quantity", whole([i64::MIN, i64::MAX]), ["-9223372036854775808", "9223372036854775807"]);
    check("user", whole([(1 << 53) + 1, i64::MAX]), ["9007199254740993", "9223372036854775807"]);
    let large = array(UInt64Array::from(vec![u64::MAX, 1 << 31]));
    check("user", large, ["18446744073709551615", "2147483648"]);
    check("amount", whole([9_223_372_036_854, 9_223_372_036_855]), ["9223372036854", "9223372036855"]);
    let decimal = |values: [i128; 2], scale| {
        array(Decimal128Array::from(values.to_vec()).with_precision_and_scale(38, scale).unwrap())
    };
    check("amount", decimal([15, 20], 7), ["0.0000015", "0.000002"]);
    check("amount", decimal([3, 10_i128.pow(37)], -2), ["300", "1000000000000000000000000000000000000000"]);
    check("amount", decimal([10_i128.pow(37), 1], 38), ["0.1", "0.00000000000000000000000000000000000001"]);
    check("quantity", decimal([300, 350], 2), ["3", "3.50"]);
    let text = |values: [&str; 2]| array(StringArray::from(values.to_vec()));
    for odd in [" u ", "7.50E+18", "--", "u\u{7}", "Ü", "\u{a0}u"] {
        check("user", text([odd, "u"]), [odd, "u"]);
        let shared: DictionaryArray<Int32Type> = [odd, "u"].into_iter().collect();
        check("user", array(shared), [odd, "u"]);
    }
    let long = "x".repeat(257);
    check("user", text([&long, "u"]), [&long, "u"]);
}

#[test]
fn src_1_a_number_below_zero_is_no_id() {
    for ids in [array(Int64Array::from(vec![-1, 2])), array(Int32Array::from(vec![-1, 2]))] {
        for name in ["user", "creator", "event"] {
            let (_, report) = of_batches("interactions", &[with(name, ids.clone())]);
            assert_eq!((report.accepted, report.rejected.len()), (1, 1), "{name}");
            let first = &report.rejected[0];
            assert_eq!((first.row, first.error.column.as_str()), (1, name));
            assert_eq!(
                (first.error.code, first.error.value.as_deref()),
                ("source.cell.malformed", Some("-1"))
            );
        }
    }
}

#[test]
fn sto_2_nothing_of_a_strict_load_with_a_refused_row_is_kept() {
    let mut store = store();
    let strict = creator_compass::engine::ColumnLoad { strictness: Strictness::Refuse, ..load() };
    let wrong = with("quantity", array(Int64Array::from(vec![1, -1])));
    let error = store.load_batches("interactions", &[batch(columns(3)), wrong], &strict).unwrap_err();
    assert_eq!(error.code(), "store.load.rejected");
    assert_eq!(error.details()["row"], 5);
    assert_eq!(store, self::store());
}

#[test]
fn sto_2_no_batch_and_no_row_load_nothing() {
    let (_, report) = of_batches("interactions", &[]);
    assert_eq!(report.accepted, 0);
    let empty = of_batches("interactions", &[batch(columns(0)), batch(columns(0))]);
    same(&of_csv("interactions", "at,user,act,creator\n"), &empty);
}

/// One load counts its equal rows together, odd rows among plain ones, whatever batch they lie in.
#[test]
fn src_7_odd_rows_count_with_the_plain_ones() {
    let users = |users: Vec<&str>| with("user", array(StringArray::from(users)));
    let batches = [users(vec!["u", " u", "u "]), users(vec!["u"]), users(vec!["v"])];
    let (mut store, report) = of_batches("interactions", &batches);
    assert_eq!((report.accepted, report.duplicate), (5, 0));
    let again = store.load_batches("interactions", &[users(vec!["u "; 5])], &load()).unwrap();
    assert_eq!((again.accepted, again.duplicate), (1, 4));
}

#[test]
fn src_10_columns_nobody_knows_are_counted() {
    let mut more = columns(3);
    more.push(("mood", array(Float64Array::from(vec![1.0, 2.0, 3.0]))));
    let (_, report) = of_batches("interactions", &[batch(more), batch(columns(2))]);
    assert_eq!((report.accepted, report.unknown_fields["mood"]), (5, 3));
}
