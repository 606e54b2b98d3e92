//! Plain tables, as CSV and as JSON rows: what was taken, written down as the other of the two, is taken the same.
use creator_compass::fact::{Fact, Table};
use creator_compass::source::{SourceContext, read_csv, read_rows};
use serde_json::{Map, Value};

use super::documents::{context, sound, typed};
use super::rows::{self, Row};

/// The table and the rest of what the first byte chooses.
fn chosen(choice: u8) -> (Table, SourceContext) {
    (Table::ALL[usize::from(choice % 8)], context(choice / 8))
}

/// The fact of one row, by JSON cells and by CSV alike.
pub(super) fn read_one(table: Table, row: &Row, context: &SourceContext) -> Fact {
    let cells: Map<String, Value> =
        row.iter().map(|(column, cell)| ((*column).to_owned(), Value::String(cell.clone()))).collect();
    let by_json = read_rows(table.as_str(), &[cells], context).unwrap();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let columns: Vec<String> = row.iter().map(|(column, _)| quoted(column)).collect();
    let cells: Vec<String> = row.iter().map(|(_, cell)| quoted(cell)).collect();
    let csv = format!("{}\n{}\n", columns.join(","), cells.join(","));
    let by_csv = read_csv(table.as_str(), &csv, context).unwrap();
    for batch in [&by_json, &by_csv] {
        assert!(batch.rejected.is_empty() && batch.unknown_fields.is_empty(), "{row:?}: {batch:?}");
        assert_eq!(batch.rows.len(), 1, "{csv}");
    }
    let fact = |batch: &creator_compass::fact::Batch| batch.rows[0].facts.clone();
    assert_eq!(fact(&by_json), fact(&by_csv), "{csv}");
    let mut facts = fact(&by_json);
    assert_eq!(facts.len(), 1);
    facts.remove(0)
}

fn told_again(batch: &creator_compass::fact::Batch, context: &SourceContext) -> usize {
    sound(batch);
    let mut count = 0;
    for fact in batch.rows.iter().flat_map(|row| &row.facts).map(rows::plain) {
        let (table, row) = rows::of(&fact, context.currency).unwrap();
        let told = read_one(table, &row, context);
        assert_eq!(fact, told, "a table's own fact is told whole");
        count += 1;
    }
    count
}

pub(super) fn check_csv(choice: u8, text: &str) -> usize {
    let (table, context) = chosen(choice);
    match read_csv(table.as_str(), text, &context) {
        Ok(batch) => told_again(&batch, &context),
        Err(error) => {
            typed(&error);
            0
        }
    }
}

pub(super) fn check_rows(choice: u8, text: &str) -> usize {
    let (table, context) = chosen(choice);
    let Ok(rows) = serde_json::from_str::<Vec<Map<String, Value>>>(text) else { return 0 };
    match read_rows(table.as_str(), &rows, &context) {
        Ok(batch) => told_again(&batch, &context),
        Err(error) => {
            typed(&error);
            0
        }
    }
}
