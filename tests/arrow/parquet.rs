//! Parquet files say what their record batches say; bytes that are none are refused.
use arrow_array::types::Int32Type;
use arrow_array::{Decimal128Array, DictionaryArray, Int64Array, StringArray, TimestampMicrosecondArray};
use arrow_array::{RecordBatch, UInt32Array};
use creator_compass::engine::read_parquet;
use creator_compass::value::Failure;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::shared::{array, batch, load, of_batches, store};

fn acts() -> RecordBatch {
    let at: Vec<i64> = (0..500).map(|n| 1_777_629_600_000_000 + n * 7_000_000_000).collect();
    let users: Vec<i64> = (0..500).map(|n| n * n).collect();
    let creators: DictionaryArray<Int32Type> =
        (0..500).map(|n| if n % 7 == 0 { "ana" } else { "ben" }).collect();
    let acts: Vec<&str> = (0..500).map(|n| if n % 5 == 0 { "purchase" } else { "view" }).collect();
    let amounts: Vec<Option<i128>> = (0..500).map(|n| (n % 5 == 0).then_some(n * 100)).collect();
    let quantities: Vec<Option<u32>> = (0..500).map(|n| (n % 5 == 0).then_some(n)).collect();
    batch(vec![
        ("at", array(TimestampMicrosecondArray::from(at).with_timezone("UTC"))),
        ("user", array(Int64Array::from(users))),
        ("creator", array(creators)),
        ("act", array(StringArray::from(acts))),
        ("quantity", array(UInt32Array::from(quantities))),
        ("amount", array(Decimal128Array::from(amounts).with_precision_and_scale(18, 2).unwrap())),
    ])
}

fn file(compression: Compression) -> Vec<u8> {
    let batch = acts();
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_max_row_group_row_count(Some(128))
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn src_1_a_parquet_file_says_what_its_batches_say() {
    let expected = of_batches("interactions", &[acts()]);
    assert_eq!((expected.1.accepted, expected.1.rejected.len()), (500, 0));
    for compression in
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(ZstdLevel::try_new(3).unwrap())]
    {
        let mut store = store();
        let report = store.load_parquet("interactions", file(compression), &load()).unwrap();
        assert_eq!((report, store), (expected.1.clone(), expected.0.clone()));
    }
}

#[test]
fn sto_2_bytes_that_are_no_parquet_are_refused() {
    let whole = file(Compression::SNAPPY);
    for end in (0..whole.len()).step_by(37).chain([whole.len() - 1]) {
        let error = read_parquet("f", whole[..end].to_vec()).unwrap_err();
        assert_eq!(error.code(), "source.parquet.malformed");
    }
    let mut store = store();
    let error = store.load_parquet("interactions", b"PAR1 and no more PAR1".to_vec(), &load()).unwrap_err();
    assert_eq!(error.code(), "source.parquet.malformed");
    assert_eq!(store, self::store());
}

/// A bit turned anywhere: refused, or read as some table; never a panic.
#[test]
fn sto_2_a_damaged_file_is_read_or_refused() {
    let whole = file(Compression::ZSTD(ZstdLevel::try_new(3).unwrap()));
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        let _ = store().load_parquet("interactions", damaged, &load());
    }
}
