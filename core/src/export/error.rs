use crate::value::{Details, ErrorKind, Failure, details};

/// A list that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// No such list.
    #[error("there is no list `{list}`; the nearest is `{nearest}`")]
    UnknownList {
        /// What was asked.
        list: String,
        /// The nearest there is.
        nearest: String,
    },
    /// No such format.
    #[error("there is no format `{format}`; expected one of {}", available.join(", "))]
    UnknownFormat {
        /// What was asked.
        format: String,
        /// Those there are.
        available: Vec<&'static str>,
    },
    /// A format that this build leaves out.
    #[error("this build does not write `{format}`; it writes {}", available.join(", "))]
    Unavailable {
        /// What was asked.
        format: &'static str,
        /// Those there are.
        available: Vec<&'static str>,
    },
    /// No such language.
    #[error("there is no language `{language}`; expected one of en, zh")]
    UnknownLanguage {
        /// What was asked.
        language: String,
    },
    /// More rows or columns than a sheet has.
    #[error("a sheet holds {limit} {of} at most, not {given}; csv, json, arrow and parquet hold more")]
    TooLarge {
        /// `rows` or `columns`.
        of: &'static str,
        /// How many there are.
        given: usize,
        /// The most.
        limit: usize,
    },
    /// A cell that is not of its column's kind.
    #[error("a cell of column `{column}` is no {kind}")]
    Cell {
        /// The column.
        column: String,
        /// Its kind.
        kind: &'static str,
    },
    /// The bytes could not be written.
    #[error("the table cannot be written: {what}")]
    Write {
        /// What was said.
        what: String,
    },
}

impl ExportError {
    pub(super) fn write(error: &impl std::fmt::Display) -> Self {
        let what = error.to_string().replace(['\r', '\n'], " ");
        Self::Write { what: what.chars().take(400).collect() }
    }
}

impl Failure for ExportError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::TooLarge { .. } => ErrorKind::Refused,
            Self::Write { .. } => ErrorKind::Conflict,
            _ => ErrorKind::Invalid,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownList { .. } => "export.list.unknown",
            Self::UnknownFormat { .. } => "export.format.unknown",
            Self::Unavailable { .. } => "export.format.unavailable",
            Self::UnknownLanguage { .. } => "export.language.unknown",
            Self::TooLarge { .. } => "export.too_large",
            Self::Cell { .. } => "export.cell",
            Self::Write { .. } => "export.write",
        }
    }
    fn rule(&self) -> &'static str {
        "EXP-1"
    }
    fn details(&self) -> Details {
        match self {
            Self::UnknownList { list, nearest } => details! { "list": list, "nearest": nearest },
            Self::UnknownFormat { format, available } => {
                details! { "format": format, "available": available }
            }
            Self::Unavailable { format, available } => {
                details! { "format": format, "available": available }
            }
            Self::UnknownLanguage { language } => details! { "language": language },
            Self::TooLarge { of, given, limit } => details! { "of": of, "given": given, "limit": limit },
            Self::Cell { column, kind } => details! { "column": column, "kind": kind },
            Self::Write { what } => details! { "what": what },
        }
    }
}
