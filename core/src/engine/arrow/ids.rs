//! Columns of ids: borrowed as they lie, or copied where Arrow lays them otherwise.
use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type, UInt64Type};
use arrow_schema::DataType;

use super::super::interactions::{Bits, IdColumn, IdValues};
use super::cells::whole;
use super::odd::bits;
use super::plain::Marks;
use super::texts::{is_tidy, strings};

/// Whether a row is absent, be it as a key or as the value of a dictionary.
pub(super) fn is_null(array: &dyn Array, row: usize) -> bool {
    array.is_null(row)
        || array.as_any_dictionary_opt().is_some_and(|dictionary| {
            let values = dictionary.values();
            values.null_count() > 0
                && whole(dictionary.keys(), row)
                    .and_then(|key| usize::try_from(key).ok())
                    .is_none_or(|key| values.is_null(key))
        })
}

/// The places of a dictionary's rows; 0 for nulls.
pub(super) fn keys(array: &dyn Array) -> Vec<u32> {
    let Some(dictionary) = array.as_any_dictionary_opt() else { return Vec::new() };
    dictionary.normalized_keys().into_iter().map(|key| u32::try_from(key).unwrap_or(u32::MAX)).collect()
}

/// The texts of a column, dictionaries read.
pub(super) fn texts_of(array: &dyn Array) -> Box<dyn Iterator<Item = Option<&str>> + '_> {
    let Some(dictionary) = array.as_any_dictionary_opt() else { return strings(array) };
    let values: Vec<Option<&str>> = strings(dictionary.values().as_ref()).collect();
    let rows = keys(array).into_iter().enumerate();
    Box::new(rows.map(
        move |(row, key)| {
            if array.is_null(row) { None } else { values.get(key as usize).copied().flatten() }
        },
    ))
}

fn told(array: &dyn Array) -> Option<Bits<'_>> {
    let nulls = array.nulls()?.inner();
    Some(Bits { bytes: nulls.values(), offset: nulls.offset() })
}

/// Ids as they lie.
fn borrowed(array: &dyn Array) -> IdColumn<'_> {
    let views = || IdValues::Texts(strings(array).map(Option::unwrap_or_default).collect());
    let values = match array.data_type() {
        DataType::UInt32 => array.as_primitive_opt::<UInt32Type>().map(|ids| IdValues::U32(ids.values())),
        DataType::UInt64 => array.as_primitive_opt::<UInt64Type>().map(|ids| IdValues::U64(ids.values())),
        DataType::Int64 => array.as_primitive_opt::<Int64Type>().map(|ids| IdValues::I64(ids.values())),
        DataType::Utf8 => array
            .as_string_opt::<i32>()
            .map(|ids| IdValues::Utf8 { offsets: ids.value_offsets(), bytes: ids.value_data() }),
        DataType::LargeUtf8 => array
            .as_string_opt::<i64>()
            .map(|ids| IdValues::LargeUtf8 { offsets: ids.value_offsets(), bytes: ids.value_data() }),
        _ => None,
    };
    IdColumn { values: values.unwrap_or_else(views), told: told(array) }
}

/// What of a column of ids had to be copied.
#[derive(Debug, Default)]
pub(super) enum OwnIds<'a> {
    /// Nothing.
    #[default]
    Nothing,
    /// No column: so many rows that tell nothing.
    Absent(Vec<u32>),
    /// Whole numbers of another width.
    Small(Vec<u32>),
    Signed(Vec<i64>),
    /// Keys of a dictionary.
    Keys(Vec<u32>),
    /// Two columns in one.
    Numbers(Vec<u64>, Vec<u8>),
    Texts(Vec<&'a str>, Vec<u8>),
}

impl<'t> OwnIds<'t> {
    pub(super) fn of(array: Option<&dyn Array>, rows: usize, marks: &mut Marks) -> Self {
        let Some(array) = array else { return Self::Absent(vec![0; rows]) };
        let numbers =
            || (0..rows).map(|row| if array.is_null(row) { 0 } else { whole(array, row).unwrap_or(0) });
        match array.data_type() {
            DataType::UInt32 | DataType::UInt64 | DataType::Int64 => Self::Nothing,
            DataType::UInt8 | DataType::UInt16 => {
                Self::Small(numbers().map(|number| u32::try_from(number).unwrap_or(0)).collect())
            }
            DataType::Int8 | DataType::Int16 | DataType::Int32 => {
                Self::Signed(numbers().map(|number| i64::try_from(number).unwrap_or(-1)).collect())
            }
            DataType::Dictionary(..) => {
                let Some(dictionary) = array.as_any_dictionary_opt() else { return Self::Nothing };
                let values = dictionary.values();
                let untidy: Vec<bool> =
                    strings(values.as_ref()).map(|text| !text.is_none_or(is_tidy)).collect();
                let keys = keys(array);
                if untidy.contains(&true) {
                    for (row, key) in keys.iter().enumerate() {
                        if array.is_valid(row) && untidy.get(*key as usize).copied().unwrap_or(true) {
                            marks.mark(row);
                        }
                    }
                }
                Self::Keys(keys)
            }
            _ => {
                for (row, text) in strings(array).enumerate() {
                    if !text.is_none_or(is_tidy) {
                        marks.mark(row);
                    }
                }
                Self::Nothing
            }
        }
    }

    /// Two columns as one: a row that tells both is marked by who asks.
    pub(super) fn of_either(
        first: &'t dyn Array,
        second: &'t dyn Array,
        rows: usize,
        marks: &mut Marks,
    ) -> Self {
        let is_told = |row: usize| !is_null(first, row) || !is_null(second, row);
        let told = bits((0..rows).map(is_told));
        if first.data_type().is_integer() && second.data_type().is_integer() {
            let number = |row: usize| {
                let array = if is_null(first, row) { second } else { first };
                let number = if is_null(array, row) { 0 } else { whole(array, row).unwrap_or(0) };
                u64::try_from(number).unwrap_or_else(|_| {
                    marks.mark(row);
                    0
                })
            };
            return Self::Numbers((0..rows).map(number).collect(), told);
        }
        if first.data_type().is_integer() || second.data_type().is_integer() {
            (0..rows).filter(|row| is_told(*row)).for_each(|row| marks.mark(row));
            return Self::Absent(vec![0; rows]);
        }
        let texts = texts_of(first).zip(texts_of(second));
        Self::Texts(texts.map(|(first, second)| first.or(second).unwrap_or_default()).collect(), told)
    }

    /// The column as it is loaded.
    pub(super) fn column<'a>(&'a self, array: Option<&'a dyn Array>) -> IdColumn<'a> {
        let none = Bits { bytes: &[], offset: 0 };
        let nothing = IdColumn { values: IdValues::Texts(Vec::new()), told: Some(none) };
        let told = array.and_then(told);
        let values = match self {
            Self::Absent(zeros) => return IdColumn { values: IdValues::U32(zeros), told: Some(none) },
            Self::Small(values) => IdValues::U32(values),
            Self::Signed(values) => IdValues::I64(values),
            Self::Numbers(values, told) => {
                let told = Some(Bits { bytes: told, offset: 0 });
                return IdColumn { values: IdValues::U64(values), told };
            }
            Self::Keys(keys) => {
                let Some(dictionary) = array.and_then(|array| array.as_any_dictionary_opt()) else {
                    return nothing;
                };
                let values = dictionary.values().as_ref();
                IdValues::Dictionary { keys, values: Box::new(borrowed(values)) }
            }
            Self::Texts(texts, told) => {
                let told = Some(Bits { bytes: told, offset: 0 });
                return IdColumn { values: IdValues::Texts(texts.clone()), told };
            }
            Self::Nothing => return array.map_or(nothing, borrowed),
        };
        IdColumn { values, told }
    }
}
