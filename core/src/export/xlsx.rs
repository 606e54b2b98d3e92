use std::io::Write;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::error::ExportError;
use super::format::{ExportOptions, Language};
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable};
use super::text;
use super::xlsx_sheet::sheet;
use crate::metric::Figure;
use crate::time::{Day, Instant};
use crate::value::{Currency, MICROS, Money};

/// The rows of a sheet without its heading.
const ROWS: usize = 1_048_575;
const COLUMNS: usize = 16_384;
/// The UTF-16 units of a cell.
const TEXT: usize = 32_767;
const WIDTH_OF_REASONS: u16 = 16;
const FAINT: Color = Color::RGB(0x6B_72_80);
const HEADING: Color = Color::RGB(0xE5_E7_EB);

/// A workbook of one sheet: typed numbers, currency formats, a frozen heading, filters. A text is a text: it is never run,
/// and stays one when it is edited (EXP-2). A spreadsheet's numbers have 15 digits; the other formats keep all.
pub(super) fn write<W: Write + Send>(
    table: &ExportTable<'_>,
    options: ExportOptions,
    to: W,
) -> Result<(), ExportError> {
    let language = Some(options.language.unwrap_or(Language::English));
    let width: usize = table.columns.iter().map(|column| if column.kind.is_figure() { 2 } else { 1 }).sum();
    let too_large = |of, given, limit| Err(ExportError::TooLarge { of, given, limit });
    if table.len() > ROWS {
        return too_large("rows", table.len(), ROWS);
    }
    if width > COLUMNS {
        return too_large("columns", width, COLUMNS);
    }
    let mut workbook = Workbook::new();
    // INVARIANT: without a time of its own the writer would ask the clock, and the same table would give other bytes.
    let made = excel(options.made_at).map_err(|error| ExportError::write(&error))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = sheet(&mut workbook, table.len()).map_err(|error| ExportError::write(&error))?;
    fill(sheet, table, language)?;
    workbook.save_to_writer(to).map_err(|error| ExportError::write(&error))
}

fn fill(
    sheet: &mut Worksheet,
    table: &ExportTable<'_>,
    language: Option<Language>,
) -> Result<(), ExportError> {
    let failed = |error: XlsxError| ExportError::write(&error);
    let formats: Vec<Format> = table.columns.iter().map(|column| format_of(column.kind)).collect();
    let reason = Format::new().set_quote_prefix().set_font_color(FAINT);
    headings(sheet, table, language).map_err(failed)?;
    table.each(|number, cells| {
        let row = u32::try_from(number.saturating_add(1)).unwrap_or(u32::MAX);
        let mut at = 0_u16;
        for ((column, cell), format) in cells.iter().zip(&formats) {
            put(sheet, (row, at), column, cell, format)?;
            at = at.saturating_add(1);
            if column.kind.is_figure() {
                if let ExportCell::Figure(value) = cell
                    && value.known().is_none()
                {
                    sheet.write_string_with_format(row, at, text::reason(value), &reason).map_err(failed)?;
                }
                at = at.saturating_add(1);
            }
        }
        Ok(())
    })
}

/// The heading in bold, frozen with the first column, with filters over the whole.
fn headings(
    sheet: &mut Worksheet,
    table: &ExportTable<'_>,
    language: Option<Language>,
) -> Result<(), XlsxError> {
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(HEADING)
        .set_border_bottom(FormatBorder::Thin);
    sheet.set_name(table.name)?;
    let mut at = 0_u16;
    for column in &table.columns {
        sheet.write_string_with_format(0, at, column.heading(language), &bold)?;
        sheet.set_column_width(at, width_of(column))?;
        at = at.saturating_add(1);
        if column.kind.is_figure() {
            let faint = bold.clone().set_font_color(FAINT);
            sheet.write_string_with_format(0, at, column.reason_heading(language), &faint)?;
            sheet.set_column_width(at, WIDTH_OF_REASONS)?;
            at = at.saturating_add(1);
        }
    }
    let last = u32::try_from(table.len()).unwrap_or(u32::MAX);
    sheet.set_row_height(0, 45)?;
    sheet.set_freeze_panes(1, 1)?;
    if at > 0 {
        sheet.autofilter(0, 0, last, at.saturating_sub(1))?;
    }
    Ok(())
}

fn width_of(column: &ExportColumn) -> u16 {
    match column.kind {
        ColumnKind::Text if matches!(column.id.as_str(), "name" | "title" | "link") => 30,
        ColumnKind::Text | ColumnKind::Instant | ColumnKind::Money(_) | ColumnKind::PerMilleMoney(_) => 20,
        _ => 13,
    }
}

fn format_of(kind: ColumnKind) -> Format {
    let format = Format::new();
    match kind {
        ColumnKind::Text => format.set_quote_prefix(),
        ColumnKind::Day => format.set_num_format("yyyy\\-mm\\-dd"),
        ColumnKind::Instant => format.set_num_format("yyyy\\-mm\\-dd hh:mm:ss"),
        ColumnKind::Number | ColumnKind::Count | ColumnKind::Seconds => format.set_num_format("#,##0"),
        ColumnKind::Ratio => format.set_num_format("0.00%"),
        ColumnKind::Money(currency) | ColumnKind::PerMilleMoney(currency) => {
            format.set_num_format(money_format(currency))
        }
        ColumnKind::Flag => format,
    }
}

/// An amount with the currency's code and as many decimals as it has (MET-4: the minor unit bounds what is shown only).
fn money_format(currency: Currency) -> String {
    let digits = currency.minor_digits() as usize;
    let point = if digits > 0 { "." } else { "" };
    format!("[${}] #,##0{point}{}", currency.code(), "0".repeat(digits))
}

fn put(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &ExportColumn,
    cell: &ExportCell<'_>,
    format: &Format,
) -> Result<(), ExportError> {
    let written = match (column.kind, cell) {
        (_, ExportCell::Empty) => return Ok(()),
        (kind, ExportCell::Figure(value)) if kind.is_figure() => match value.known() {
            None => return Ok(()),
            Some(figure) => {
                let number = number(&text::checked(column, figure)?);
                sheet.write_number_with_format(row, at, number, format)
            }
        },
        (ColumnKind::Text, ExportCell::Text(text)) => {
            sheet.write_string_with_format(row, at, clip(text), format)
        }
        (ColumnKind::Day, ExportCell::Day(day)) => match excel_day(*day) {
            Ok(excel) => sheet.write_datetime_with_format(row, at, &excel, format),
            // A day before those that sheets count.
            Err(_) => sheet.write_string(row, at, day.to_string()),
        },
        (ColumnKind::Instant, ExportCell::Instant(moment)) => match excel(*moment) {
            Ok(excel) => sheet.write_datetime_with_format(row, at, &excel, format),
            Err(_) => sheet.write_string(row, at, moment.to_string()),
        },
        (ColumnKind::Number, ExportCell::Number(number)) =>
        {
            #[expect(clippy::cast_precision_loss, reason = "a spreadsheet's numbers are floats")]
            sheet.write_number_with_format(row, at, *number as f64, format)
        }
        (ColumnKind::Flag, ExportCell::Flag(flag)) => sheet.write_boolean_with_format(row, at, *flag, format),
        _ => return Err(column.wrong()),
    };
    written.map(|_| ()).map_err(|error| ExportError::write(&error))
}

/// A figure as a spreadsheet counts: the nearest float.
#[expect(clippy::cast_precision_loss, reason = "a spreadsheet's numbers are floats; counts stay below 2⁵³")]
fn number(figure: &Figure) -> f64 {
    let amount = |money: &Money| {
        // Read from its decimals, so that it is the float nearest to the amount.
        money.to_string().parse().unwrap_or_else(|_| money.micros() as f64 / MICROS as f64)
    };
    match figure {
        Figure::Count(count) | Figure::Seconds(count) => *count as f64,
        Figure::Ratio(ratio) | Figure::MeanSeconds(ratio) => *ratio,
        Figure::Money(money) | Figure::PerMilleMoney(money) => amount(money),
    }
}

/// As much of a text as a cell holds.
fn clip(text: &str) -> String {
    let mut units = 0_usize;
    text.chars()
        .take_while(|c| {
            units = units.saturating_add(c.len_utf16());
            units <= TEXT
        })
        .collect()
}

fn excel_day(day: Day) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::parse_from_str(&day.to_string())
}

fn excel(at: Instant) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_timestamp(at.millis().div_euclid(1000))
}
