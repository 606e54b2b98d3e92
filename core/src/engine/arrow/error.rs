use crate::value::{Details, ErrorKind, Failure, details};

/// Why record batches are refused whole; nothing of them is loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// No such table.
    #[error("there is no table `{name}`; expected {expected}")]
    UnknownTable {
        /// What was asked.
        name: String,
        /// What there is.
        expected: String,
    },
    /// A column that must be there.
    #[error("`{file}` has no column `{column}`")]
    ColumnMissing {
        /// The file.
        file: String,
        /// The column.
        column: String,
    },
    /// The same column twice.
    #[error("`{file}` has the column `{column}` twice")]
    ColumnRepeated {
        /// The file.
        file: String,
        /// The column.
        column: String,
    },
    /// A column of a type that cannot tell what it should.
    #[error("`{file}`: `{column}` is {found}; expected {expected}")]
    ColumnType {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The Arrow type that is there.
        found: String,
        /// What should be.
        expected: &'static str,
    },
    /// A time that could be that of any zone.
    #[error(
        "`{file}`: `{column}` is {found}, a time without a zone; give it its zone first, and write \
         the type as Timestamp(unit, \"UTC\")"
    )]
    ZoneMissing {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The Arrow type that is there.
        found: String,
    },
    /// Not Parquet.
    #[error("`{file}` is not Parquet that can be read: {problem}")]
    MalformedParquet {
        /// The file.
        file: String,
        /// What is wrong.
        problem: String,
    },
}

impl Failure for BatchError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::MalformedParquet { .. } => ErrorKind::Malformed,
            _ => ErrorKind::Invalid,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownTable { .. } => "source.table.unknown",
            Self::ColumnMissing { .. } => "source.column.missing",
            Self::ColumnRepeated { .. } => "source.column.repeated",
            Self::ColumnType { .. } => "source.column.type",
            Self::ZoneMissing { .. } => "source.column.zone_missing",
            Self::MalformedParquet { .. } => "source.parquet.malformed",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::ColumnMissing { .. } | Self::ColumnRepeated { .. } => "SRC-9",
            Self::MalformedParquet { .. } => "STO-2",
            _ => "SRC-1",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::UnknownTable { name, expected } => details! { "name": name, "expected": expected },
            Self::ColumnMissing { file, column } | Self::ColumnRepeated { file, column } => {
                details! { "file": file, "column": column }
            }
            Self::ColumnType { file, column, found, expected } => {
                details! { "file": file, "column": column, "found": found, "expected": expected }
            }
            Self::ZoneMissing { file, column, found } => {
                details! { "file": file, "column": column, "found": found }
            }
            Self::MalformedParquet { file, problem } => details! { "file": file, "problem": problem },
        }
    }
}
