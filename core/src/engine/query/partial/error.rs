use crate::metric::StateError;
use crate::value::{Details, ErrorKind, Failure, details};

/// Why partial answers do not merge, or bytes are none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartialError {
    /// The parts answer different questions, or at different moments.
    #[error(
        "partial answers to different questions do not merge: `{field}` is `{left}` in one, `{right}` in the other"
    )]
    Mismatch {
        /// In what they differ.
        field: &'static str,
        /// The one.
        left: String,
        /// The other.
        right: String,
    },
    /// The states do not merge, or the bytes are damaged.
    #[error(transparent)]
    State(#[from] StateError),
    /// Nothing to merge.
    #[error("there is no partial answer to merge")]
    Empty,
}

impl Failure for PartialError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Mismatch { .. } => ErrorKind::Conflict,
            Self::State(error) => error.kind(),
            Self::Empty => ErrorKind::Invalid,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Mismatch { .. } => "partial.mismatch",
            Self::State(error) => error.code(),
            Self::Empty => "partial.empty",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::State(error) => error.rule(),
            Self::Mismatch { .. } | Self::Empty => "MET-5",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Mismatch { field, left, right } => {
                details! { "field": field, "left": left, "right": right }
            }
            Self::State(error) => error.details(),
            Self::Empty => Details::new(),
        }
    }
}
