//! What a batch's columns are: which are known, and whether their types can tell what they should.
use std::collections::BTreeMap;

use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;

use super::error::BatchError;
use crate::fact::Table;
use crate::metric::{Measure, Unit};

/// What a column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Id,
    Text,
    Count,
    Money,
    Day,
    Instant,
}

impl Holds {
    fn of(table: Table, column: &str) -> Self {
        match column {
            "at" | "started_at" | "ended_at" | "posted_at" | "created_at" | "paid_at" | "refunded_at"
            | "settled_at" | "observed_at" | "minute" => Self::Instant,
            "day" | "start" | "end" | "from" | "until" => Self::Day,
            "amount" | "refund_amount" | "commission" | "settled_amount" => Self::Money,
            "quantity" | "refund_quantity" | "followers" | "duration_seconds" | "users" => Self::Count,
            "value" if table == Table::Observations => Self::Count,
            "title" | "name" | "category" | "region" | "currency" | "channel" | "affiliation"
            | "definition" | "act" | "kind" | "measure" | "subject_kind" | "status" | "visibility"
            | "ever_public" | "link" | "picture" | "music" | "labels" | "audience" | "dimension"
            | "bucket" => Self::Text,
            _ => match Measure::of(column) {
                Some(measure) if measure.unit() == Unit::Money => Self::Money,
                Some(_) => Self::Count,
                None => Self::Id,
            },
        }
    }
    fn takes(self, found: &DataType) -> bool {
        if is_text(found) || *found == DataType::Null {
            return true;
        }
        let is_decimal =
            matches!(found, DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..));
        match self {
            Self::Id => found.is_integer(),
            Self::Text => false,
            Self::Count | Self::Money => found.is_integer() || is_decimal,
            Self::Day => *found == DataType::Date32,
            Self::Instant => matches!(found, DataType::Timestamp(_, Some(_))),
        }
    }
    fn expected(self) -> &'static str {
        match self {
            Self::Id => "ids as text, a dictionary of text, or whole numbers",
            Self::Text => "text or a dictionary of text",
            Self::Count => "whole numbers, decimals or text",
            Self::Money => "decimals of at most 128 bits, whole numbers or text; a binary float is not exact",
            Self::Day => "Date32 or text",
            Self::Instant => "a timestamp with a zone, or text as RFC 3339",
        }
    }
}

/// Whether a column is text, or a dictionary of it.
pub(super) fn is_text(found: &DataType) -> bool {
    match found {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => {
            matches!(**values, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
        }
        _ => false,
    }
}

/// The known columns of a batch.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) rows: usize,
    pub(super) columns: Vec<(&'a str, Holds, &'a dyn Array)>,
}

impl<'a> Known<'a> {
    pub(super) fn get(&self, column: &str) -> Option<&'a dyn Array> {
        let mut columns = self.columns.iter();
        // A column of nothing but nulls tells as much as none.
        columns.find(|(name, ..)| *name == column).map(|(.., array)| *array)
    }
}

/// The table of a name.
pub(super) fn table_of(name: &str) -> Result<Table, BatchError> {
    Table::of(name).ok_or_else(|| BatchError::UnknownTable {
        name: name.chars().take(64).collect(),
        expected: Table::ALL.iter().map(|table| table.as_str()).collect::<Vec<_>>().join(", "),
    })
}

/// Columns by name, checked; unknown ones are counted with the number of rows.
pub(super) fn known<'a>(
    table: Table,
    batch: &'a RecordBatch,
    file: &str,
    unknown: &mut BTreeMap<String, u64>,
) -> Result<Known<'a>, BatchError> {
    let mut found = Known { rows: batch.num_rows(), columns: Vec::new() };
    let schema = batch.schema_ref();
    for (field, array) in schema.fields().iter().zip(batch.columns()) {
        let name = field.name().trim();
        if !table.knows(name) {
            let name: String = name.chars().take(128).collect();
            if unknown.len() < 1000 || unknown.contains_key(&name) {
                let count = unknown.entry(name).or_default();
                *count = count.saturating_add(batch.num_rows() as u64);
            }
            continue;
        }
        let (file, column) = (file.to_owned(), name.to_owned());
        if found.columns.iter().any(|(known, ..)| *known == name) {
            return Err(BatchError::ColumnRepeated { file, column });
        }
        let (holds, data_type) = (Holds::of(table, name), array.data_type());
        if !holds.takes(data_type) {
            let shown: String = data_type.to_string().chars().take(256).collect();
            return Err(match (holds, data_type) {
                (Holds::Instant, DataType::Timestamp(_, None)) => {
                    BatchError::ZoneMissing { file, column, found: shown }
                }
                _ => BatchError::ColumnType { file, column, found: shown, expected: holds.expected() },
            });
        }
        found.columns.push((name, holds, array.as_ref()));
    }
    let has = |column: &&str| found.columns.iter().any(|(name, ..)| name == column);
    let missing = |column: String| BatchError::ColumnMissing { file: file.to_owned(), column };
    if let Some(column) = table.required().iter().find(|column| !has(column)) {
        return Err(missing((*column).to_owned()));
    }
    let sets = table.one_of();
    if !sets.is_empty() && !sets.iter().any(|set| set.iter().all(&has)) {
        return Err(missing(sets.iter().map(|set| set.join("` and `")).collect::<Vec<_>>().join("`, or `")));
    }
    Ok(found)
}
