//! Cells of a batch as text, for the reader of rows.
use std::collections::HashMap;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_schema::{DataType, TimeUnit};
use chrono::DateTime;

use super::header::{Holds, Known};
use crate::fact::{CellError, Cells, Fact, Table, read_row};
use crate::time::{Day, Instant};
use crate::value::Currency;

/// A whole number of a column of such.
pub(super) fn whole(array: &dyn Array, row: usize) -> Option<i128> {
    macro_rules! of {
        ($type:ty) => {
            array.as_primitive_opt::<$type>().map(|values| i128::from(values.value(row)))
        };
    }
    match array.data_type() {
        DataType::Int8 => of!(Int8Type),
        DataType::Int16 => of!(Int16Type),
        DataType::Int32 => of!(Int32Type),
        DataType::Int64 => of!(Int64Type),
        DataType::UInt8 => of!(UInt8Type),
        DataType::UInt16 => of!(UInt16Type),
        DataType::UInt32 => of!(UInt32Type),
        DataType::UInt64 => of!(UInt64Type),
        _ => None,
    }
}

/// A text of a column of such.
fn text(array: &dyn Array, row: usize) -> Option<String> {
    let text = match array.data_type() {
        DataType::Utf8 => array.as_string_opt::<i32>()?.value(row),
        DataType::LargeUtf8 => array.as_string_opt::<i64>()?.value(row),
        DataType::Utf8View => array.as_string_view_opt()?.value(row),
        _ => return None,
    };
    Some(text.to_owned())
}

/// The instant of a time column, in milliseconds.
fn millis(array: &dyn Array, unit: TimeUnit, row: usize) -> Option<i64> {
    match unit {
        TimeUnit::Second => {
            array.as_primitive_opt::<TimestampSecondType>().map(|at| at.value(row).saturating_mul(1000))
        }
        TimeUnit::Millisecond => array.as_primitive_opt::<TimestampMillisecondType>().map(|at| at.value(row)),
        TimeUnit::Microsecond => {
            array.as_primitive_opt::<TimestampMicrosecondType>().map(|at| at.value(row).div_euclid(1000))
        }
        TimeUnit::Nanosecond => {
            array.as_primitive_opt::<TimestampNanosecondType>().map(|at| at.value(row).div_euclid(1_000_000))
        }
    }
}

fn of_dictionary(array: &dyn Array, row: usize) -> Option<String> {
    let dictionary = array.as_any_dictionary_opt()?;
    let key = usize::try_from(whole(dictionary.keys(), row)?).ok()?;
    let values = dictionary.values();
    if values.is_null(key) { None } else { text(values, key) }
}

/// A cell as a table of text would write it; empty where it is absent.
fn cell(column: &str, holds: Holds, array: &dyn Array, row: usize) -> Result<String, CellError> {
    if array.is_null(row) {
        return Ok(String::new());
    }
    let day = |days: i32| {
        let date = DateTime::from_timestamp(i64::from(days).saturating_mul(86_400), 0);
        let day = date.and_then(|date| Day::from_date(date.date_naive()).ok()).map(|day| day.to_string());
        day.ok_or_else(|| CellError::malformed(column, &format!("day {days}"), "a day from 1970 on"))
    };
    let instant = |millis: i64| {
        let expected = "an instant from 1970 to 9999";
        let instant = Instant::from_millis(millis).map(|instant| instant.to_string());
        instant.map_err(|_| CellError::malformed(column, &format!("{millis} ms"), expected))
    };
    let found = match array.data_type() {
        DataType::Date32 => match array.as_primitive_opt::<Date32Type>() {
            Some(days) => Some(day(days.value(row))?),
            None => None,
        },
        DataType::Timestamp(unit, _) => match millis(array, *unit, row) {
            Some(millis) => Some(instant(millis)?),
            None => None,
        },
        DataType::Decimal32(..) => {
            array.as_primitive_opt::<Decimal32Type>().map(|decimals| decimals.value_as_string(row))
        }
        DataType::Decimal64(..) => {
            array.as_primitive_opt::<Decimal64Type>().map(|decimals| decimals.value_as_string(row))
        }
        DataType::Decimal128(..) => {
            array.as_primitive_opt::<Decimal128Type>().map(|decimals| decimals.value_as_string(row))
        }
        DataType::Dictionary(..) => of_dictionary(array, row),
        _ => match whole(array, row) {
            Some(number) if number < 0 && holds == Holds::Id => {
                let expected = "an id: text, or a whole number that is not negative";
                return Err(CellError::malformed(column, &number.to_string(), expected));
            }
            Some(number) => Some(number.to_string()),
            None => text(array, row),
        },
    };
    let found = found.unwrap_or_default();
    let is_count = holds == Holds::Count
        && matches!(
            array.data_type(),
            DataType::Decimal128(..) | DataType::Decimal64(..) | DataType::Decimal32(..)
        );
    // `3.00` pieces are 3.
    Ok(match found.split_once('.') {
        Some((whole, fraction)) if is_count && fraction.bytes().all(|digit| digit == b'0') => {
            whole.to_owned()
        }
        _ => found,
    })
}

/// A row as the reader of tables takes it.
pub(super) fn fact(
    table: Table,
    known: &Known<'_>,
    row: usize,
    currency: Currency,
) -> Result<Fact, CellError> {
    let mut names = HashMap::with_capacity(known.columns.len());
    let mut cells = Vec::with_capacity(known.columns.len());
    for (name, holds, array) in &known.columns {
        names.insert((*name).to_owned(), cells.len());
        cells.push(cell(name, *holds, *array, row)?);
    }
    read_row(table, table.as_str(), &Cells::new(&names, &cells), currency)
}
