use std::io::Write;

use ::csv::{Terminator, WriterBuilder};

use super::error::ExportError;
use super::format::Language;
use super::inert::inert;
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable};
use super::text;

/// Text with commas. With headings for people it begins with a byte order mark, without which spreadsheets take UTF-8 for
/// something else.
pub(super) fn write<W: Write>(
    table: &ExportTable<'_>,
    language: Option<Language>,
    mut to: W,
) -> Result<(), ExportError> {
    let failed = |error: ::csv::Error| ExportError::write(&error);
    if language.is_some() {
        to.write_all("\u{feff}".as_bytes()).map_err(|error| ExportError::write(&error))?;
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(to);
    for column in &table.columns {
        writer.write_field(inert(&column.heading(language)).as_bytes()).map_err(failed)?;
        if column.kind.is_figure() {
            writer.write_field(column.reason_heading(language)).map_err(failed)?;
        }
    }
    writer.write_record(None::<&[u8]>).map_err(failed)?;
    table.each(|_, cells| {
        for (column, cell) in cells {
            let (first, second) = fields(column, cell)?;
            writer.write_field(first).map_err(failed)?;
            if let Some(reason) = second {
                writer.write_field(reason).map_err(failed)?;
            }
        }
        writer.write_record(None::<&[u8]>).map_err(failed)
    })?;
    writer.flush().map_err(|error| ExportError::write(&error))
}

/// A cell, and why it is empty where it is one of figures.
fn fields(column: &ExportColumn, cell: &ExportCell<'_>) -> Result<(String, Option<String>), ExportError> {
    let plain = match (column.kind, cell) {
        (kind, ExportCell::Figure(value)) if kind.is_figure() => {
            let known = value.known().map(|figure| text::checked(column, figure)).transpose()?;
            return Ok((known.as_ref().map_or_else(String::new, text::number), Some(text::reason(value))));
        }
        (kind, ExportCell::Empty) => {
            return Ok((String::new(), kind.is_figure().then(String::new)));
        }
        (ColumnKind::Text, ExportCell::Text(text)) => inert(text).into_owned(),
        (ColumnKind::Day, ExportCell::Day(day)) => day.to_string(),
        (ColumnKind::Instant, ExportCell::Instant(at)) => at.to_string(),
        (ColumnKind::Number, ExportCell::Number(number)) => number.to_string(),
        (ColumnKind::Flag, ExportCell::Flag(flag)) => flag.to_string(),
        _ => return Err(column.wrong()),
    };
    Ok((plain, None))
}
