use crate::value::{BytesError, Details, ErrorKind, Failure, details};

/// Why bytes are no store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Not bytes of a store at all.
    #[error("these bytes are no store")]
    Foreign,
    /// Written by a later version.
    #[error("the store is of format {version}; this version reads format {newest}")]
    Version {
        /// The format of the bytes.
        version: u8,
        /// The newest format that is read.
        newest: u8,
    },
    /// More or fewer bytes than were written.
    #[error("the store has {found} bytes; expected {expected}")]
    Length {
        /// What was written.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// The bytes were changed.
    #[error("the store is damaged: the checksum differs")]
    Checksum,
    /// The checksum holds, yet no version of this library writes such bytes.
    #[error("the store is malformed at byte {at}: {expected} expected")]
    Malformed {
        /// Where.
        at: u64,
        /// What should stand there.
        expected: &'static str,
    },
}

impl From<BytesError> for OpenError {
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

impl Failure for OpenError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Malformed
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Foreign => "store.open.foreign",
            Self::Version { .. } => "store.open.version",
            Self::Length { .. } => "store.open.length",
            Self::Checksum => "store.open.checksum",
            Self::Malformed { .. } => "store.open.malformed",
        }
    }
    fn rule(&self) -> &'static str {
        "STO-1"
    }
    fn details(&self) -> Details {
        match self {
            Self::Foreign | Self::Checksum => Details::new(),
            Self::Version { version, newest } => details! { "version": version, "newest": newest },
            Self::Length { expected, found } => details! { "expected": expected, "found": found },
            Self::Malformed { at, expected } => details! { "at": at, "expected": expected },
        }
    }
}
