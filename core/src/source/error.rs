use crate::value::{Details, ErrorKind, Failure, details};

/// Why a whole document or file is refused; nothing of it is loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// Not JSON.
    #[error("`{file}` is not JSON at line {line}, column {column}: {problem}")]
    MalformedJson {
        /// The file.
        file: String,
        /// Where.
        line: usize,
        /// Where.
        column: usize,
        /// What is wrong.
        problem: String,
    },
    /// Not CSV.
    #[error("`{file}` is not CSV at line {line}: {problem}")]
    MalformedCsv {
        /// The file.
        file: String,
        /// Where.
        line: u64,
        /// What is wrong.
        problem: String,
    },
    /// An answer that carries an error instead of data.
    #[error("`{file}` carries the error {code}: {message}")]
    Answer {
        /// The file.
        file: String,
        /// TikTok Shop's code.
        code: i64,
        /// Its message.
        message: String,
    },
    /// Another shape than the document's.
    #[error("`{file}`: `{field}` is {found}; expected {expected}")]
    Shape {
        /// The file.
        file: String,
        /// The field.
        field: String,
        /// What is there.
        found: &'static str,
        /// What should be.
        expected: &'static str,
    },
    /// The list carries no date: the days asked must be given (SRC-12).
    #[error("`{file}` carries no dates; give the window that was asked for")]
    WindowMissing {
        /// The file.
        file: String,
    },
    /// No such document.
    #[error("there is no document `{name}`; expected {expected}")]
    UnknownDocument {
        /// What was asked.
        name: String,
        /// What there is.
        expected: String,
    },
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
}

impl Failure for SourceError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::MalformedJson { .. } | Self::MalformedCsv { .. } | Self::Shape { .. } => {
                ErrorKind::Malformed
            }
            Self::Answer { .. } => ErrorKind::Refused,
            _ => ErrorKind::Invalid,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::MalformedJson { .. } => "source.json.malformed",
            Self::MalformedCsv { .. } => "source.csv.malformed",
            Self::Answer { .. } => "source.answer.error",
            Self::Shape { .. } => "source.shape.unexpected",
            Self::WindowMissing { .. } => "source.window.missing",
            Self::UnknownDocument { .. } => "source.document.unknown",
            Self::UnknownTable { .. } => "source.table.unknown",
            Self::ColumnMissing { .. } => "source.column.missing",
            Self::ColumnRepeated { .. } => "source.column.repeated",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::WindowMissing { .. } => "SRC-12",
            Self::ColumnMissing { .. } | Self::ColumnRepeated { .. } => "SRC-9",
            Self::MalformedJson { .. } | Self::MalformedCsv { .. } => "STO-2",
            Self::Shape { .. } => "SRC-10",
            _ => "SRC-1",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::MalformedJson { file, line, column, .. } => {
                details! { "file": file, "line": line, "column": column }
            }
            Self::MalformedCsv { file, line, .. } => details! { "file": file, "line": line },
            Self::Answer { file, code, message } => {
                details! { "file": file, "code": code, "message": message }
            }
            Self::Shape { file, field, found, expected } => {
                details! { "file": file, "field": field, "found": found, "expected": expected }
            }
            Self::WindowMissing { file } => details! { "file": file },
            Self::UnknownDocument { name, expected } | Self::UnknownTable { name, expected } => {
                details! { "name": name, "expected": expected }
            }
            Self::ColumnMissing { file, column } | Self::ColumnRepeated { file, column } => {
                details! { "file": file, "column": column }
            }
        }
    }
}
