use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_schema::DataType;

use crate::fact::broken_by_spreadsheet;

/// The texts of a column that is no dictionary, in order; `None` for nulls.
pub(super) fn strings(array: &dyn Array) -> Box<dyn Iterator<Item = Option<&str>> + '_> {
    match array.data_type() {
        DataType::Utf8 => Box::new(array.as_string_opt::<i32>().into_iter().flatten()),
        DataType::LargeUtf8 => Box::new(array.as_string_opt::<i64>().into_iter().flatten()),
        DataType::Utf8View => Box::new(array.as_string_view_opt().into_iter().flatten()),
        _ => Box::new(std::iter::repeat_n(None, array.len())),
    }
}

/// Whether a text is an id as it stands: not absent (SRC-2), nothing to trim, not rounded by a spreadsheet (SRC-9).
pub(super) fn is_tidy(text: &str) -> bool {
    let absent = text.is_empty() || text == "--";
    !absent && text.trim().len() == text.len() && !(text.contains('+') && broken_by_spreadsheet(text))
}
