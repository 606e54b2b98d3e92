use crate::value::{BytesError, Currency, Details, ErrorKind, Failure, details};

/// Why states do not merge, or bytes are not states.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// A sum left the range of exact numbers (MET-4).
    #[error("the sum of {left} and {right} leaves 128 bits")]
    Overflow {
        /// One part.
        left: i128,
        /// The other.
        right: i128,
    },
    /// Two states of one measure are of different kinds.
    #[error("a state of {right} does not merge into one of {left}")]
    KindMismatch {
        /// What is there.
        left: &'static str,
        /// What came.
        right: &'static str,
    },
    /// States of two currencies.
    #[error("cannot merge states in {right} into states in {left}: one currency a sum")]
    CurrencyMismatch {
        /// What is there.
        left: Currency,
        /// What came.
        right: Currency,
    },
    /// Not bytes of states at all.
    #[error("these bytes are not states of measures")]
    Foreign,
    /// Written by a later version.
    #[error("the states are of format {version}; this version reads format {newest}")]
    Version {
        /// The format of the bytes.
        version: u8,
        /// The newest format that is read.
        newest: u8,
    },
    /// More or fewer bytes than were written.
    #[error("the states have {found} bytes; expected {expected}")]
    Length {
        /// What was written.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// The bytes were changed on their way.
    #[error("the states are damaged: the checksum differs")]
    Checksum,
    /// The checksum holds, yet no version of this library writes such bytes.
    #[error("the states are malformed at byte {at}: {expected} expected")]
    Malformed {
        /// Where.
        at: u64,
        /// What should stand there.
        expected: &'static str,
    },
}

impl From<BytesError> for StateError {
    fn from(error: BytesError) -> Self {
        match error {
            BytesError::Foreign => Self::Foreign,
            BytesError::Version { version, newest } => Self::Version { version, newest },
            BytesError::Length { expected, found } => Self::Length { expected, found },
            BytesError::Checksum => Self::Checksum,
            BytesError::Malformed { at, expected } => Self::Malformed { at, expected },
        }
    }
}

impl Failure for StateError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Overflow { .. } => ErrorKind::Invalid,
            Self::KindMismatch { .. } | Self::CurrencyMismatch { .. } => ErrorKind::Conflict,
            _ => ErrorKind::Malformed,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Overflow { .. } => "state.sum.overflow",
            Self::KindMismatch { .. } => "state.kind.mismatch",
            Self::CurrencyMismatch { .. } => "state.currency.mismatch",
            Self::Foreign => "state.bytes.foreign",
            Self::Version { .. } => "state.bytes.version",
            Self::Length { .. } => "state.bytes.length",
            Self::Checksum => "state.bytes.checksum",
            Self::Malformed { .. } => "state.bytes.malformed",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::Overflow { .. } | Self::CurrencyMismatch { .. } => "MET-4",
            Self::KindMismatch { .. } => "MET-5",
            _ => "STO-3",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Overflow { left, right } => {
                details! { "left": left.to_string(), "right": right.to_string() }
            }
            Self::KindMismatch { left, right } => details! { "left": left, "right": right },
            Self::CurrencyMismatch { left, right } => {
                details! { "left": left.code(), "right": right.code() }
            }
            Self::Foreign | Self::Checksum => Details::new(),
            Self::Version { version, newest } => details! { "version": version, "newest": newest },
            Self::Length { expected, found } => details! { "expected": expected, "found": found },
            Self::Malformed { at, expected } => details! { "at": at, "expected": expected },
        }
    }
}
