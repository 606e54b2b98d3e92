use std::collections::HashMap;

use crate::time::{Day, Instant};
use crate::value::{Currency, LARGEST_COUNT, Money};

/// Why a cell cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellError {
    /// The column or field.
    pub column: String,
    /// Stable: `source.cell.missing`, `source.cell.malformed`, …
    pub code: &'static str,
    /// What was found, cut to 64 characters.
    pub value: Option<String>,
    /// What was expected.
    pub expected: String,
}

impl CellError {
    /// A cell that must not be empty.
    #[must_use]
    pub fn missing(column: &str, expected: &str) -> Self {
        Self {
            column: column.to_owned(),
            code: "source.cell.missing",
            value: None,
            expected: expected.to_owned(),
        }
    }
    /// A cell that holds something else.
    #[must_use]
    pub fn malformed(column: &str, value: &str, expected: &str) -> Self {
        let value = Some(value.chars().take(64).collect());
        Self {
            column: column.to_owned(),
            code: "source.cell.malformed",
            value,
            expected: expected.to_owned(),
        }
    }
    /// The same with another code.
    #[must_use]
    pub fn coded(self, code: &'static str) -> Self {
        Self { code, ..self }
    }
}

/// The cells of one row by column; an empty cell and `--` are absent (SRC-2).
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    columns: &'a HashMap<String, usize>,
    cells: &'a [String],
}

impl<'a> Cells<'a> {
    /// Cells in the order of `columns`.
    #[must_use]
    pub fn new(columns: &'a HashMap<String, usize>, cells: &'a [String]) -> Self {
        Self { columns, cells }
    }
    /// The text of a cell, if there is one.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<&'a str> {
        let text = self.cells.get(*self.columns.get(column)?)?.trim();
        if text.is_empty() || text == "--" { None } else { Some(text) }
    }
    /// A cell that must be there.
    ///
    /// # Errors
    /// `source.cell.missing`.
    pub fn required(&self, column: &str, expected: &str) -> Result<&'a str, CellError> {
        self.text(column).ok_or_else(|| CellError::missing(column, expected))
    }
    /// A cell read by a function.
    ///
    /// # Errors
    /// `source.cell.malformed` when the function answers none.
    pub fn read<T>(
        &self,
        column: &str,
        expected: &str,
        f: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, CellError> {
        match self.text(column) {
            None => Ok(None),
            Some(text) => f(text).map(Some).ok_or_else(|| CellError::malformed(column, text, expected)),
        }
    }
    /// A day.
    ///
    /// # Errors
    /// `source.cell.malformed`.
    pub fn day(&self, column: &str) -> Result<Option<Day>, CellError> {
        self.read(column, "a day YYYY-MM-DD from 1970 on", |text| Day::parse(text).ok())
    }
    /// An instant.
    ///
    /// # Errors
    /// `source.cell.malformed`.
    pub fn instant(&self, column: &str) -> Result<Option<Instant>, CellError> {
        self.read(column, "an RFC 3339 instant with a zone", |text| Instant::parse(text).ok())
    }
    /// A whole number from 0 on.
    ///
    /// # Errors
    /// `source.cell.malformed`.
    pub fn count(&self, column: &str) -> Result<Option<i64>, CellError> {
        self.text(column).map(|text| read_count(column, text)).transpose()
    }
    /// An amount in 10⁻⁶ units.
    ///
    /// # Errors
    /// `source.cell.malformed`.
    pub fn money(&self, column: &str, currency: Currency) -> Result<Option<i64>, CellError> {
        self.text(column).map(|text| read_money(column, text, currency)).transpose()
    }
}

/// Reads a whole number from 0 to 2⁵³ − 1.
///
/// # Errors
/// `source.cell.malformed`.
pub fn read_count(column: &str, text: &str) -> Result<i64, CellError> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let count = if digits { text.parse::<i64>().ok() } else { None };
    count
        .filter(|count| i128::from(*count) <= LARGEST_COUNT)
        .ok_or_else(|| CellError::malformed(column, text, "a whole number from 0 to 9007199254740991"))
}

/// Reads an amount into 10⁻⁶ units (SRC-4), never through a binary float.
///
/// # Errors
/// `source.cell.malformed`.
pub fn read_money(column: &str, text: &str, currency: Currency) -> Result<i64, CellError> {
    let money = Money::parse(text, currency).ok().and_then(|money| i64::try_from(money.micros()).ok());
    money.ok_or_else(|| CellError::malformed(column, text, "a decimal amount with at most 6 decimals"))
}
