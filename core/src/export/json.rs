use std::io::Write;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::error::ExportError;
use super::format::Language;
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable};
use super::text;
use crate::metric::Figure;

/// `{"name", "columns": [{"id", "label", "kind"}], "rows": [{…}]}`, a row a line. Counts, seconds and ratios are numbers,
/// amounts their exact decimals as text, days and instants text, and what is not told is null.
pub(super) fn write<W: Write>(
    table: &ExportTable<'_>,
    language: Option<Language>,
    to: W,
) -> Result<(), ExportError> {
    let failed = |error: std::io::Error| ExportError::write(&error);
    // A cell is a few bytes, and a writer may be a file.
    let mut to = std::io::BufWriter::new(to);
    to.write_all(b"{\"name\":").map_err(failed)?;
    put(&mut to, &table.name)?;
    to.write_all(b",\"columns\":").map_err(failed)?;
    put(&mut to, &headings(&table.columns, language))?;
    to.write_all(b",\"rows\":[").map_err(failed)?;
    let names: Vec<(String, String)> = table
        .columns
        .iter()
        .map(|column| {
            (Json::from(column.id.as_str()).to_string(), Json::from(column.reason_id()).to_string())
        })
        .collect();
    table.each(|number, cells| {
        to.write_all(if number == 0 { b"\n{" } else { b",\n{" }).map_err(failed)?;
        for (place, ((column, cell), (name, reason))) in cells.iter().zip(&names).enumerate() {
            if place > 0 {
                to.write_all(b",").map_err(failed)?;
            }
            to.write_all(name.as_bytes()).map_err(failed)?;
            to.write_all(b":").map_err(failed)?;
            put(&mut to, &value(column, cell)?)?;
            if column.kind.is_figure() {
                to.write_all(b",").map_err(failed)?;
                to.write_all(reason.as_bytes()).map_err(failed)?;
                to.write_all(b":").map_err(failed)?;
                let why = match cell {
                    ExportCell::Figure(value) => text::reason(value),
                    _ => String::new(),
                };
                put(&mut to, &(!why.is_empty()).then_some(why))?;
            }
        }
        to.write_all(b"}").map_err(failed)
    })?;
    to.write_all(b"\n]}\n").map_err(failed)?;
    to.flush().map_err(failed)
}

fn put(to: &mut impl Write, what: &impl Serialize) -> Result<(), ExportError> {
    serde_json::to_writer(to, what).map_err(|error| ExportError::write(&error))
}

fn headings(columns: &[ExportColumn], language: Option<Language>) -> Vec<Json> {
    let one = |column: &ExportColumn| {
        let label = match language {
            Some(language) => json!(column.label.of(language)),
            None => json!({ "en": column.label.en, "zh": column.label.zh }),
        };
        let mut heading = json!({ "id": column.id, "label": label, "kind": column.kind.as_str() });
        if let Some(heading) = heading.as_object_mut() {
            if let Some(currency) = column.kind.currency() {
                heading.insert("currency".to_owned(), currency.code().into());
            }
            if column.kind.is_figure() {
                heading.insert("reason".to_owned(), column.reason_id().into());
            }
        }
        heading
    };
    columns.iter().map(one).collect()
}

fn value(column: &ExportColumn, cell: &ExportCell<'_>) -> Result<Json, ExportError> {
    Ok(match (column.kind, cell) {
        (_, ExportCell::Empty) => Json::Null,
        (kind, ExportCell::Figure(value)) if kind.is_figure() => match value.known() {
            None => Json::Null,
            Some(figure) => match text::checked(column, figure)? {
                Figure::Count(count) | Figure::Seconds(count) => count.into(),
                Figure::Ratio(ratio) | Figure::MeanSeconds(ratio) => ratio.into(),
                Figure::Money(money) | Figure::PerMilleMoney(money) => money.to_string().into(),
            },
        },
        (ColumnKind::Text, ExportCell::Text(text)) => text.as_ref().into(),
        (ColumnKind::Day, ExportCell::Day(day)) => day.to_string().into(),
        (ColumnKind::Instant, ExportCell::Instant(at)) => at.to_string().into(),
        (ColumnKind::Number, ExportCell::Number(number)) => (*number).into(),
        (ColumnKind::Flag, ExportCell::Flag(flag)) => (*flag).into(),
        _ => return Err(column.wrong()),
    })
}
