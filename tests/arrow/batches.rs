//! Every type a column may have says what text says.
use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{
    ArrayRef, Decimal64Array, Decimal128Array, DictionaryArray, Int8Array, Int16Array, Int32Array,
    Int64Array, LargeStringArray, NullArray, RecordBatch, StringArray, StringViewArray,
    TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray, TimestampSecondArray,
    UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};

use crate::shared::{array, batch, of_batches, of_csv, same};

const HEADER: &str =
    "event,at,user,act,creator,username,channel,room,video,product,shop,affiliation,quantity,amount";
/// Every sort of row, and every mistake a row can hold.
const ROWS: &[&str] = &[
    ",2026-05-01T10:00:00Z,1,view,7,,live,11,,,,,,",
    ",2026-05-01T10:00:01Z,1,view,7,,,11,,,,,,",
    ",2026-05-01T10:00:01Z,1,view,7,,,11,,,,,,",
    ",2026-05-02T23:00:00Z,2,purchase,7,,,,12,5,6,in_house,3,149000.25",
    "21,2026-05-02T23:00:00Z,2,purchase,8,,card,,,5,6,affiliate,1,0.000001",
    "21,2026-05-02T23:00:00Z,2,purchase,8,,card,,,5,6,affiliate,1,0.000001",
    ",2026-05-03T00:00:00Z,3,watch,,9,,11,,,,,30,",
    ",2026-05-03T00:00:00Z,3,settlement,8,,,,,,,,,7",
    ",2026-05-03T00:00:00Z,3,like,8,,,,,,,,0,0",
    // Refused: neither or both contents, another channel, figures that lack or must not be there, nobody.
    ",2026-05-03T00:00:00Z,3,like,8,,,11,12,,,,,",
    ",2026-05-03T00:00:00Z,3,like,8,,video,11,,,,,,",
    ",2026-05-03T00:00:00Z,3,purchase,8,,,,,,,,,5",
    ",2026-05-03T00:00:00Z,3,purchase,8,,,,,,,,1,",
    ",2026-05-03T00:00:00Z,3,refund,8,,,,,,,,,",
    ",2026-05-03T00:00:00Z,,like,8,,,,,,,,,",
    ",2026-05-03T00:00:00Z,3,like,,,,,,,,,,",
    ",2026-05-03T00:00:00Z,3,wave,8,,,,,,,,,",
    ",2026-05-03T00:00:00Z,3,,8,,,,,,,,,",
    ",2026-05-03T00:00:00Z,3,like,8,,radio,,,,,,,",
    ",2026-05-03T00:00:00Z,3,like,8,,,,,,,nobody,,",
    ",,3,like,8,,,,,,,,,",
    // Less than nothing, and acts where they cannot be done.
    ",2026-05-03T00:00:00Z,3,purchase,8,,,,,,,,1,-5.5",
    ",2026-05-03T00:00:00Z,3,like,8,,,,,,,,,-0.000001",
    ",2026-05-03T00:00:00Z,3,view,8,,card,,,,,,,",
    ",2026-05-03T00:00:00Z,3,finish,8,,,11,,,,,,",
    ",2026-05-03T00:00:00Z,3,enter,8,,,,12,,,,,",
];

fn rows() -> Vec<Vec<Option<&'static str>>> {
    let cells = |row: &'static str| row.split(',').map(|cell| (!cell.is_empty()).then_some(cell)).collect();
    ROWS.iter().copied().map(cells).collect()
}

fn csv() -> String {
    format!("{HEADER}\n{}\n", ROWS.join("\n"))
}

fn column(name: &str) -> Vec<Option<&'static str>> {
    let place = HEADER.split(',').position(|column| column == name).unwrap();
    rows().iter().map(|row| row[place]).collect()
}

fn millis() -> Vec<Option<i64>> {
    let instant = |text: &str| creator_compass::time::Instant::parse(text).unwrap().millis();
    column("at").into_iter().map(|text| text.map(instant)).collect()
}

/// An amount in units of 10⁻ˢᶜᵃˡᵉ.
fn amounts(scale: u32) -> Vec<Option<i128>> {
    let read = |text: &str| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{fraction:0<width$}", width = scale as usize).parse::<i128>().unwrap()
    };
    column("amount").into_iter().map(|text| text.map(read)).collect()
}

fn base() -> Vec<(&'static str, ArrayRef)> {
    let text = |name: &'static str| (name, array(StringArray::from(column(name))));
    let mut columns: Vec<_> = HEADER.split(',').map(text).collect();
    columns[1].1 = array(TimestampMillisecondArray::from(millis()).with_timezone("UTC"));
    columns[12].1 = array(UInt32Array::from_iter(
        column("quantity").into_iter().map(|text| text.map(|text| text.parse::<u32>().unwrap())),
    ));
    columns[13].1 = array(Decimal128Array::from(amounts(6)).with_precision_and_scale(38, 6).unwrap());
    columns
}

fn with(name: &str, column: ArrayRef) -> RecordBatch {
    let mut columns = base();
    columns.iter_mut().find(|(known, _)| *known == name).unwrap().1 = column;
    batch(columns)
}

const IDS: [&str; 8] = ["event", "user", "creator", "username", "room", "video", "product", "shop"];

fn dictionary<K: ArrowDictionaryKeyType>(name: &str) -> ArrayRef {
    array(column(name).into_iter().collect::<DictionaryArray<K>>())
}

fn dictionaries(name: &str) -> [ArrayRef; 8] {
    [
        dictionary::<Int8Type>(name),
        dictionary::<Int16Type>(name),
        dictionary::<Int32Type>(name),
        dictionary::<Int64Type>(name),
        dictionary::<UInt8Type>(name),
        dictionary::<UInt16Type>(name),
        dictionary::<UInt32Type>(name),
        dictionary::<UInt64Type>(name),
    ]
}

macro_rules! numbers {
    ($array:ty, $name:expr) => {
        array(<$array>::from_iter(
            column($name).into_iter().map(|text| text.map(|text| text.parse().unwrap())),
        ))
    };
}

fn whole(name: &str) -> [ArrayRef; 8] {
    [
        numbers!(Int8Array, name),
        numbers!(Int16Array, name),
        numbers!(Int32Array, name),
        numbers!(Int64Array, name),
        numbers!(UInt8Array, name),
        numbers!(UInt16Array, name),
        numbers!(UInt32Array, name),
        numbers!(UInt64Array, name),
    ]
}

fn texts(name: &str) -> [ArrayRef; 3] {
    [
        array(StringArray::from(column(name))),
        array(LargeStringArray::from(column(name))),
        array(StringViewArray::from(column(name))),
    ]
}

#[test]
fn src_1_every_type_of_id_says_what_text_says() {
    let expected = of_csv("interactions", &csv());
    assert_eq!(expected.1.rejected.len(), 17);
    same(&expected, &of_batches("interactions", &[batch(base())]));
    for name in IDS {
        for ids in texts(name).into_iter().chain(dictionaries(name)).chain(whole(name)) {
            same(&expected, &of_batches("interactions", &[with(name, ids)]));
        }
    }
    // A room and a video, each of its own type.
    for rooms in texts("room").into_iter().chain(dictionaries("room")).chain(whole("room")) {
        for videos in texts("video").into_iter().chain(dictionaries("video")).chain(whole("video")) {
            let mut columns = base();
            columns[7].1 = rooms.clone();
            columns[8].1 = videos;
            same(&expected, &of_batches("interactions", &[batch(columns)]));
        }
    }
}

#[test]
fn src_1_every_type_of_name_says_what_text_says() {
    let expected = of_csv("interactions", &csv());
    for name in ["act", "channel", "affiliation"] {
        for names in texts(name).into_iter().chain(dictionaries(name)) {
            same(&expected, &of_batches("interactions", &[with(name, names)]));
        }
    }
}

#[test]
fn src_4_every_type_of_figure_says_what_text_says() {
    let expected = of_csv("interactions", &csv());
    for quantities in whole("quantity").into_iter().chain(texts("quantity")).chain(dictionaries("quantity")) {
        same(&expected, &of_batches("interactions", &[with("quantity", quantities)]));
    }
    let decimal = |scale: u8| {
        let amounts = Decimal128Array::from(amounts(u32::from(scale)));
        array(amounts.with_precision_and_scale(38, scale.cast_signed()).unwrap())
    };
    let short = amounts(6).into_iter().map(|amount| amount.map(|amount| i64::try_from(amount).unwrap()));
    let short = array(Decimal64Array::from_iter(short).with_precision_and_scale(18, 6).unwrap());
    let more = [decimal(6), decimal(7), decimal(18), short];
    for amounts in texts("amount").into_iter().chain(dictionaries("amount")).chain(more) {
        same(&expected, &of_batches("interactions", &[with("amount", amounts)]));
    }
}

#[test]
fn src_1_every_unit_of_time_says_what_text_says() {
    let expected = of_csv("interactions", &csv());
    let times = |factor: fn(i64) -> i64| millis().into_iter().map(move |at| at.map(factor));
    let all = [
        array(TimestampSecondArray::from_iter(times(|at| at / 1000)).with_timezone("Asia/Jakarta")),
        array(TimestampMicrosecondArray::from_iter(times(|at| at * 1000 + 999)).with_timezone("+07:00")),
        array(TimestampNanosecondArray::from_iter(times(|at| at * 1_000_000 + 1)).with_timezone("UTC")),
        array(StringArray::from(column("at"))),
        array(StringViewArray::from(column("at"))),
    ];
    for at in all {
        same(&expected, &of_batches("interactions", &[with("at", at)]));
    }
}

/// Slices begin in the midst of a byte of nulls, and batches of one load count together whatever their types.
#[test]
fn src_7_slices_and_batches_of_several_types_are_one_table() {
    let expected = of_csv("interactions", &csv());
    let kinds = [
        batch(base()),
        with("user", dictionary::<Int8Type>("user")),
        with("room", numbers!(UInt16Array, "room")),
        with("creator", array(StringViewArray::from(column("creator")))),
        with("act", dictionary::<UInt64Type>("act")),
        with("amount", array(StringArray::from(column("amount")))),
    ];
    for step in 1..=ROWS.len() {
        for shift in 0..kinds.len() {
            let starts = (0..ROWS.len()).step_by(step).enumerate();
            let slices: Vec<RecordBatch> = starts
                .map(|(place, start)| {
                    kinds[(place + shift) % kinds.len()].slice(start, step.min(ROWS.len() - start))
                })
                .collect();
            same(&expected, &of_batches("interactions", &slices));
        }
    }
}

#[test]
fn src_2_columns_that_tell_nothing_are_absent() {
    let csv = "at,user,act,creator\n2026-05-01T10:00:00Z,1,view,7\n";
    let expected = of_csv("interactions", csv);
    let columns = |more: Vec<(&'static str, ArrayRef)>| {
        let mut columns = vec![
            ("at", array(StringArray::from(vec!["2026-05-01T10:00:00Z"]))),
            ("user", array(StringArray::from(vec!["1"]))),
            ("act", array(StringArray::from(vec!["view"]))),
            ("creator", array(StringArray::from(vec!["7"]))),
        ];
        columns.extend(more);
        batch(columns)
    };
    let nulls = || {
        let names =
            ["event", "username", "channel", "room", "video", "shop", "affiliation", "quantity", "amount"];
        names.into_iter().map(|name| (name, array(NullArray::new(1)))).collect::<Vec<_>>()
    };
    let dashes =
        ["event", "username", "channel", "room", "video", "shop", "affiliation", "quantity", "amount"]
            .into_iter()
            .map(|name| (name, array(StringArray::from(vec!["--"]))));
    same(&expected, &of_batches("interactions", &[columns(vec![])]));
    same(&expected, &of_batches("interactions", &[columns(nulls())]));
    same(&expected, &of_batches("interactions", &[columns(dashes.collect())]));
}
