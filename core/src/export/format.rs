use std::io::Write;

use super::error::ExportError;
use super::table::ExportTable;
use crate::time::Instant;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportFormat {
    /// Text with commas (RFC 4180), UTF-8.
    Csv,
    /// One JSON object with columns and rows.
    Json,
    /// An Arrow stream of record batches.
    Arrow,
    /// A Parquet file.
    Parquet,
    /// A workbook of one sheet.
    Xlsx,
}

impl ExportFormat {
    /// All of them, whatever this build writes.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Json, Self::Arrow, Self::Parquet, Self::Xlsx];
    /// The stable name, which is also a file's ending.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Arrow => "arrow",
            Self::Parquet => "parquet",
            Self::Xlsx => "xlsx",
        }
    }
    /// Whether this build writes it.
    #[must_use]
    pub fn is_available(self) -> bool {
        match self {
            Self::Csv | Self::Json => true,
            Self::Arrow => cfg!(feature = "arrow"),
            Self::Parquet => cfg!(feature = "parquet"),
            Self::Xlsx => cfg!(feature = "xlsx"),
        }
    }
    /// The names of those that this build writes.
    #[must_use]
    pub fn available() -> Vec<&'static str> {
        Self::ALL.into_iter().filter(|format| format.is_available()).map(Self::as_str).collect()
    }
    /// The one of a name, if this build writes it.
    ///
    /// # Errors
    /// [`ExportError::UnknownFormat`], [`ExportError::Unavailable`].
    pub fn of(name: &str) -> Result<Self, ExportError> {
        let unknown = || ExportError::UnknownFormat {
            format: name.chars().take(64).collect(),
            available: Self::available(),
        };
        let format = Self::ALL.into_iter().find(|format| format.as_str() == name).ok_or_else(unknown)?;
        if format.is_available() { Ok(format) } else { Err(format.left_out()) }
    }
    fn left_out(self) -> ExportError {
        ExportError::Unavailable { format: self.as_str(), available: Self::available() }
    }
}

/// The language of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Chinese.
    Chinese,
}

impl Language {
    /// The one of a name, `en` or `zh`.
    ///
    /// # Errors
    /// [`ExportError::UnknownLanguage`].
    pub fn of(name: &str) -> Result<Self, ExportError> {
        match name {
            "en" => Ok(Self::English),
            "zh" => Ok(Self::Chinese),
            _ => Err(ExportError::UnknownLanguage { language: name.chars().take(64).collect() }),
        }
    }
}

/// How a table is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportOptions {
    /// The format.
    pub format: ExportFormat,
    /// The language of headings for people. Without one they are stable names; a workbook is always for people, and
    /// takes English.
    pub language: Option<Language>,
    /// When the table was asked for: a workbook tells it.
    pub made_at: Instant,
}

/// Writes a table. Rows are made and written one after the other; only a workbook is held whole, unless
/// `xlsx-spool` keeps the rows of a large one in a temporary file, and a Parquet file a group of rows at a time.
///
/// # Errors
/// [`ExportError`] for a format that this build leaves out, a table that is larger than a sheet, and what the writer says.
pub fn write<W: Write + Send>(
    table: &ExportTable<'_>,
    options: ExportOptions,
    to: W,
) -> Result<(), ExportError> {
    match options.format {
        ExportFormat::Csv => super::csv::write(table, options.language, to),
        ExportFormat::Json => super::json::write(table, options.language, to),
        #[cfg(feature = "arrow")]
        ExportFormat::Arrow => super::arrow::write(table, options.language, to),
        #[cfg(feature = "parquet")]
        ExportFormat::Parquet => super::parquet::write(table, options.language, to),
        #[cfg(feature = "xlsx")]
        ExportFormat::Xlsx => super::xlsx::write(table, options, to),
        #[cfg(not(all(feature = "arrow", feature = "parquet", feature = "xlsx")))]
        other => Err(other.left_out()),
    }
}
