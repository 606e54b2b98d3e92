//! Plain tables in the product's own columns: CSV text, and rows of JSON cells.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value as Json};

use super::context::SourceContext;
use super::error::SourceError;
use crate::fact::{Batch, CellError, Cells, Table, read_row};

fn table_of(name: &str) -> Result<Table, SourceError> {
    Table::of(name).ok_or_else(|| SourceError::UnknownTable {
        name: name.chars().take(64).collect(),
        expected: Table::ALL.iter().map(|table| table.as_str()).collect::<Vec<_>>().join(", "),
    })
}

/// The feed of a table's rows: that of its own name.
fn feed_of(table: Table) -> &'static str {
    table.as_str()
}

/// Columns by name, checked; unknown ones are counted with the number of rows.
fn columns(table: Table, names: &[String], file: &str) -> Result<HashMap<String, usize>, SourceError> {
    let mut columns = HashMap::new();
    for (index, name) in names.iter().enumerate() {
        if columns.insert(name.clone(), index).is_some() && table.knows(name) {
            return Err(SourceError::ColumnRepeated { file: file.to_owned(), column: name.clone() });
        }
    }
    for column in table.required() {
        if !columns.contains_key(*column) {
            return Err(SourceError::ColumnMissing { file: file.to_owned(), column: (*column).to_owned() });
        }
    }
    let sets = table.one_of();
    if !sets.is_empty() && !sets.iter().any(|set| set.iter().all(|column| columns.contains_key(*column))) {
        let column = sets.iter().map(|set| set.join("` and `")).collect::<Vec<_>>().join("`, or `");
        return Err(SourceError::ColumnMissing { file: file.to_owned(), column });
    }
    Ok(columns)
}

/// Reads CSV: UTF-8 with or without BOM, LF or CRLF, a header row, cells and headers trimmed (SRC-9).
///
/// # Errors
/// [`SourceError`] for an unknown table, bytes that are no CSV, or a header that lacks or repeats a column.
pub fn read_csv(table: &str, text: &str, context: &SourceContext) -> Result<Batch, SourceError> {
    let table = table_of(table)?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let malformed = |error: csv::Error| SourceError::MalformedCsv {
        file: context.file.clone(),
        line: error.position().map_or(0, csv::Position::line),
        problem: error.to_string(),
    };
    let names: Vec<String> =
        reader.headers().map_err(malformed)?.iter().map(|name| name.trim().to_owned()).collect();
    let columns = columns(table, &names, &context.file)?;
    let mut batch = Batch::new(feed_of(table), &context.file, context.observed_at);
    let mut rows = 0_u64;
    for record in reader.records() {
        let record = record.map_err(malformed)?;
        rows = rows.saturating_add(1);
        let number = record.position().map_or(rows, csv::Position::line);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        let facts = if cells.len() > names.len() {
            let found = format!("{} cells", cells.len());
            Err(CellError::malformed("", &found, &format!("at most {} cells", names.len()))
                .coded("source.row.too_long"))
        } else {
            read_row(table, &batch.feed, &Cells::new(&columns, &cells), context.currency)
                .map(|fact| vec![fact])
        };
        batch.take(number, facts);
    }
    for name in names.iter().filter(|name| !table.knows(name)) {
        batch.unknown_fields.insert(name.chars().take(128).collect(), rows);
    }
    batch.complete.extend(context.window);
    batch.complete.extend(context.complete.iter().copied());
    Ok(batch)
}

/// Reads rows of named cells: strings, whole numbers, or null. A binary float is refused, as it is not exact (SRC-4).
///
/// # Errors
/// [`SourceError::UnknownTable`].
pub fn read_rows(
    table: &str,
    rows: &[Map<String, Json>],
    context: &SourceContext,
) -> Result<Batch, SourceError> {
    let table = table_of(table)?;
    let mut batch = Batch::new(feed_of(table), &context.file, context.observed_at);
    let mut unknown: BTreeMap<String, u64> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let number = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1);
        for name in row.keys().filter(|name| !table.knows(name)) {
            let name: String = name.chars().take(128).collect();
            if unknown.len() < 1000 || unknown.contains_key(&name) {
                let count = unknown.entry(name).or_default();
                *count = count.saturating_add(1);
            }
        }
        let facts = cells_of(table, row).and_then(|(columns, cells)| {
            read_row(table, &batch.feed, &Cells::new(&columns, &cells), context.currency)
                .map(|fact| vec![fact])
        });
        batch.take(number, facts);
    }
    batch.unknown_fields = unknown;
    batch.complete.extend(context.window);
    batch.complete.extend(context.complete.iter().copied());
    Ok(batch)
}

fn cells_of(
    table: Table,
    row: &Map<String, Json>,
) -> Result<(HashMap<String, usize>, Vec<String>), CellError> {
    let (mut columns, mut cells) = (HashMap::new(), Vec::new());
    for (name, cell) in row.iter().filter(|(name, _)| table.knows(name)) {
        let text = match cell {
            Json::Null => continue,
            Json::String(text) => text.clone(),
            Json::Number(number) if number.is_i64() || number.is_u64() => number.to_string(),
            other => {
                let found = other.to_string();
                let expected = "text, a whole number or null; write amounts as text";
                return Err(CellError::malformed(name, &found, expected).coded("source.field.type"));
            }
        };
        columns.insert(name.clone(), cells.len());
        cells.push(text);
    }
    Ok((columns, cells))
}
