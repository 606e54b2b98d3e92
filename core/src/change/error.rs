use crate::value::{Details, ErrorKind, Failure, details};

/// Why a change cannot be taken apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// Two subjects have one id.
    #[error("two subjects have the id `{id}`")]
    Repeated {
        /// The id.
        id: String,
    },
    /// A subject is in neither period.
    #[error("the subject `{id}` has figures neither before nor after")]
    Nowhere {
        /// The subject.
        id: String,
    },
    /// A count lies below 0.
    #[error("the subject `{id}` has {count} {field}; a count is 0 or more")]
    Negative {
        /// The subject.
        id: String,
        /// Which count.
        field: &'static str,
        /// What was given.
        count: i64,
    },
    /// A change or a sum leaves 128 bits.
    #[error("the change is out of range")]
    Overflow,
}

impl Failure for ChangeError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Invalid
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Repeated { .. } => "change.subject.repeated",
            Self::Nowhere { .. } => "change.subject.nowhere",
            Self::Negative { .. } => "change.count.negative",
            Self::Overflow => "change.overflow",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::Overflow => "MET-4",
            _ => "BEY-8",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Repeated { id } | Self::Nowhere { id } => details! { "id": id },
            Self::Negative { id, field, count } => details! { "id": id, "field": field, "count": count },
            Self::Overflow => Details::new(),
        }
    }
}
