//! Stores, and the two ways a table comes in.
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use creator_compass::access::AccessRules;
use creator_compass::engine::{ColumnLoad, LoadError, LoadReport, Store, Strictness, Workspace};
use creator_compass::source::{SourceContext, read_csv};
use creator_compass::time::{Calendar, Instant};
use creator_compass::value::{Currency, Failure, Policy};

pub(crate) fn store() -> Store {
    let rules = AccessRules::new(Calendar::new("Asia/Jakarta").unwrap(), Policy::default());
    Store::new(Workspace { id: "w".into(), rules, currency: Currency::new("IDR").unwrap(), l2l: false })
}

pub(crate) fn load() -> ColumnLoad {
    ColumnLoad {
        file: "file".into(),
        observed_at: Instant::parse("2026-06-01T00:00:00Z").unwrap(),
        complete: vec![],
        strictness: Strictness::Report,
    }
}

pub(crate) fn of_csv(table: &str, csv: &str) -> (Store, LoadReport) {
    let mut store = store();
    let rules = store.workspace().rules.clone();
    let context = SourceContext {
        file: "file".into(),
        observed_at: load().observed_at,
        window: None,
        complete: vec![],
        calendar: rules.calendar,
        currency: store.workspace().currency,
    };
    let report = store.load(read_csv(table, csv, &context).unwrap(), Strictness::Report).unwrap();
    (store, report)
}

pub(crate) fn of_batches(table: &str, batches: &[RecordBatch]) -> (Store, LoadReport) {
    let mut store = store();
    let report = store.load_batches(table, batches, &load()).unwrap();
    (store, report)
}

pub(crate) fn refused(table: &str, batch: RecordBatch) -> (LoadError, &'static str) {
    let mut store = store();
    let error = store.load_batches(table, &[batch], &load()).unwrap_err();
    assert_eq!(store, self::store(), "{error}");
    let code = error.code();
    (error, code)
}

pub(crate) fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)))
        .unwrap()
}

pub(crate) fn array(array: impl arrow_array::Array + 'static) -> ArrayRef {
    Arc::new(array)
}

/// Both loads took the same rows and refused the same, with the same codes and columns.
pub(crate) fn same(csv: &(Store, LoadReport), arrow: &(Store, LoadReport)) {
    let counts = |report: &LoadReport| {
        let counts =
            [report.accepted, report.replaced, report.duplicate, report.superseded, report.conflicting];
        (counts, report.unknown_fields.clone())
    };
    let refused = |report: &LoadReport, header: u64| {
        let of = report.rejected.iter();
        of.map(|r| (r.row - header, r.error.column.clone(), r.error.code, r.error.value.clone()))
            .collect::<Vec<_>>()
    };
    // A row of text is called by its line: the header is the first.
    assert_eq!(refused(&csv.1, 1), refused(&arrow.1, 0));
    assert_eq!(counts(&csv.1), counts(&arrow.1));
    assert_eq!(csv.0, arrow.0);
}
