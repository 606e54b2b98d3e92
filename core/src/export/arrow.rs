use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder,
    StringBuilder, TimestampMillisecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};

use super::error::ExportError;
use super::format::Language;
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable};
use super::text;
use crate::metric::Figure;

/// Rows of a batch.
const BATCH: usize = 8192;
/// All digits there are, six of them decimals: amounts are whole numbers of 10⁻⁶ (MET-4).
const DIGITS: u8 = 38;
const SCALE: i8 = 6;
/// The first number that does not fit the digits.
const BEYOND: u128 = 10_u128.pow(38);

/// A stream of record batches.
pub(super) fn write<W: Write>(
    table: &ExportTable<'_>,
    language: Option<Language>,
    to: W,
) -> Result<(), ExportError> {
    let failed = |error: ArrowError| ExportError::write(&error);
    let schema = schema(table, language);
    let mut writer = StreamWriter::try_new_buffered(to, &schema).map_err(failed)?;
    batches(table, &schema, |batch| writer.write(&batch).map_err(failed))?;
    writer.finish().map_err(failed)
}

/// Columns have their stable names; the label and the currency stand in a field's metadata.
pub(super) fn schema(table: &ExportTable<'_>, language: Option<Language>) -> SchemaRef {
    let mut fields = Vec::new();
    for column in &table.columns {
        let data = match column.kind {
            ColumnKind::Text => DataType::Utf8,
            ColumnKind::Day => DataType::Date32,
            ColumnKind::Instant => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
            ColumnKind::Number | ColumnKind::Count => DataType::Int64,
            ColumnKind::Flag => DataType::Boolean,
            ColumnKind::Ratio | ColumnKind::Seconds => DataType::Float64,
            ColumnKind::Money(_) | ColumnKind::PerMilleMoney(_) => DataType::Decimal128(DIGITS, SCALE),
        };
        let label = column.label.of(language.unwrap_or(Language::English));
        let mut about = HashMap::from([
            ("label".to_owned(), label.to_owned()),
            ("kind".to_owned(), column.kind.as_str().to_owned()),
        ]);
        if let Some(currency) = column.kind.currency() {
            about.insert("currency".to_owned(), currency.code().to_owned());
        }
        fields.push(Field::new(&column.id, data, true).with_metadata(about));
        if column.kind.is_figure() {
            fields.push(Field::new(column.reason_id(), DataType::Utf8, true));
        }
    }
    let about = HashMap::from([("list".to_owned(), table.name.to_owned())]);
    Arc::new(Schema::new_with_metadata(fields, about))
}

/// Gives the rows in batches.
pub(super) fn batches(
    table: &ExportTable<'_>,
    schema: &SchemaRef,
    mut give: impl FnMut(RecordBatch) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut columns: Vec<Building> = table.columns.iter().map(|column| Building::new(column.kind)).collect();
    let mut finish = |columns: &mut Vec<Building>| {
        let arrays = columns.iter_mut().flat_map(Building::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(schema), arrays);
        give(batch.map_err(|error| ExportError::write(&error))?)
    };
    let mut rows = 0_usize;
    table.each(|_, cells| {
        for (building, (column, cell)) in columns.iter_mut().zip(cells) {
            building.push(column, cell)?;
        }
        rows = rows.saturating_add(1);
        if rows < BATCH {
            return Ok(());
        }
        rows = 0;
        finish(&mut columns)
    })?;
    if rows > 0 { finish(&mut columns) } else { Ok(()) }
}

/// The cells of a column, and of figures why there are none.
enum Building {
    Text(StringBuilder),
    Day(Date32Builder),
    Instant(TimestampMillisecondBuilder),
    Number(Int64Builder),
    Flag(BooleanBuilder),
    Count(Int64Builder, StringBuilder),
    Float(Float64Builder, StringBuilder),
    Money(Decimal128Builder, StringBuilder),
}

impl Building {
    fn new(kind: ColumnKind) -> Self {
        let decimals = || {
            let data = DataType::Decimal128(DIGITS, SCALE);
            Decimal128Builder::new().with_data_type(data)
        };
        match kind {
            ColumnKind::Text => Self::Text(StringBuilder::new()),
            ColumnKind::Day => Self::Day(Date32Builder::new()),
            ColumnKind::Instant => Self::Instant(TimestampMillisecondBuilder::new().with_timezone("UTC")),
            ColumnKind::Number => Self::Number(Int64Builder::new()),
            ColumnKind::Flag => Self::Flag(BooleanBuilder::new()),
            ColumnKind::Count => Self::Count(Int64Builder::new(), StringBuilder::new()),
            ColumnKind::Ratio | ColumnKind::Seconds => {
                Self::Float(Float64Builder::new(), StringBuilder::new())
            }
            ColumnKind::Money(_) | ColumnKind::PerMilleMoney(_) => {
                Self::Money(decimals(), StringBuilder::new())
            }
        }
    }
    fn push(&mut self, column: &ExportColumn, cell: &ExportCell<'_>) -> Result<(), ExportError> {
        let wrong = || column.wrong();
        let figure = match cell {
            ExportCell::Figure(value) => {
                value.known().map(|figure| text::checked(column, figure)).transpose()?
            }
            _ => None,
        };
        match (&mut *self, cell) {
            (Self::Text(all), ExportCell::Text(text)) => all.append_value(text),
            (Self::Text(all), ExportCell::Empty) => all.append_null(),
            (Self::Day(all), ExportCell::Day(day)) => all.append_value(epoch_days(day.date())),
            (Self::Day(all), ExportCell::Empty) => all.append_null(),
            (Self::Instant(all), ExportCell::Instant(at)) => all.append_value(at.millis()),
            (Self::Instant(all), ExportCell::Empty) => all.append_null(),
            (Self::Number(all), ExportCell::Number(number)) => all.append_value(*number),
            (Self::Number(all), ExportCell::Empty) => all.append_null(),
            (Self::Flag(all), ExportCell::Flag(flag)) => all.append_value(*flag),
            (Self::Flag(all), ExportCell::Empty) => all.append_null(),
            (Self::Count(all, _), ExportCell::Figure(_) | ExportCell::Empty) => {
                all.append_option(match figure {
                    Some(Figure::Count(count)) => Some(count),
                    Some(_) => return Err(wrong()),
                    None => None,
                })
            }
            (Self::Float(all, _), ExportCell::Figure(_) | ExportCell::Empty) => {
                all.append_option(match figure {
                    Some(Figure::Ratio(number) | Figure::MeanSeconds(number)) => Some(number),
                    #[expect(clippy::cast_precision_loss, reason = "counts stay below 2⁵³")]
                    Some(Figure::Seconds(seconds)) => Some(seconds as f64),
                    Some(_) => return Err(wrong()),
                    None => None,
                })
            }
            (Self::Money(all, _), ExportCell::Figure(_) | ExportCell::Empty) => {
                all.append_option(match figure {
                    Some(Figure::Money(money) | Figure::PerMilleMoney(money)) => {
                        let micros = money.micros();
                        Some(micros).filter(|micros| micros.unsigned_abs() < BEYOND).ok_or_else(wrong)?.into()
                    }
                    Some(_) => return Err(wrong()),
                    None => None,
                })
            }
            _ => return Err(wrong()),
        }
        if let Self::Count(_, reasons) | Self::Float(_, reasons) | Self::Money(_, reasons) = self {
            match cell {
                ExportCell::Figure(value) if value.known().is_none() => {
                    reasons.append_value(text::reason(value))
                }
                _ => reasons.append_null(),
            }
        }
        Ok(())
    }
    fn finish(&mut self) -> Vec<ArrayRef> {
        let both = |all: &mut dyn ArrayBuilder, reasons: &mut StringBuilder| {
            vec![all.finish(), Arc::new(reasons.finish()) as ArrayRef]
        };
        match self {
            Self::Text(all) => vec![Arc::new(all.finish())],
            Self::Day(all) => vec![Arc::new(all.finish())],
            Self::Instant(all) => vec![Arc::new(all.finish())],
            Self::Number(all) => vec![Arc::new(all.finish())],
            Self::Flag(all) => vec![Arc::new(all.finish())],
            Self::Count(all, reasons) => both(all, reasons),
            Self::Float(all, reasons) => both(all, reasons),
            Self::Money(all, reasons) => both(all, reasons),
        }
    }
}

fn epoch_days(date: chrono::NaiveDate) -> i32 {
    let days = date.signed_duration_since(chrono::NaiveDate::default()).num_days();
    i32::try_from(days).unwrap_or(i32::MAX)
}
