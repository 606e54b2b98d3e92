use crate::value::{BytesError, Details, ErrorKind, Failure, details};

/// Why groups cannot be judged, or bytes are no ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrivacyError {
    /// Two groups of one question have one id.
    #[error("two groups have the id `{id}`")]
    Repeated {
        /// The id.
        id: String,
    },
    /// A list that narrows a group names nothing.
    #[error("the group `{id}` has an empty list of {part}; leave it out where all count")]
    NothingNamed {
        /// The group.
        id: String,
        /// The list.
        part: &'static str,
    },
    /// A group's period holds no day.
    #[error("the group `{id}` has no day")]
    NoDay {
        /// The group.
        id: String,
    },
    /// Not bytes of a ledger at all.
    #[error("these bytes are not a ledger")]
    Foreign,
    /// Written by a later version.
    #[error("the ledger is of format {version}; this version reads format {newest}")]
    Version {
        /// The format of the bytes.
        version: u8,
        /// The newest format that is read.
        newest: u8,
    },
    /// More or fewer bytes than were written.
    #[error("the ledger has {found} bytes; expected {expected}")]
    Length {
        /// What was written.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// The bytes were changed.
    #[error("the ledger is damaged: the checksum differs")]
    Checksum,
    /// The checksum holds, yet no version of this library writes such bytes.
    #[error("the ledger is malformed at byte {at}: {expected} expected")]
    Malformed {
        /// Where.
        at: u64,
        /// What should stand there.
        expected: &'static str,
    },
}

impl From<BytesError> for PrivacyError {
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

impl Failure for PrivacyError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Repeated { .. } | Self::NothingNamed { .. } | Self::NoDay { .. } => ErrorKind::Invalid,
            _ => ErrorKind::Malformed,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Repeated { .. } => "privacy.group.repeated",
            Self::NothingNamed { .. } => "privacy.group.nothing_named",
            Self::NoDay { .. } => "privacy.group.no_day",
            Self::Foreign => "privacy.ledger.foreign",
            Self::Version { .. } => "privacy.ledger.version",
            Self::Length { .. } => "privacy.ledger.length",
            Self::Checksum => "privacy.ledger.checksum",
            Self::Malformed { .. } => "privacy.ledger.malformed",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::Repeated { .. } | Self::NothingNamed { .. } | Self::NoDay { .. } => "PRF-3",
            _ => "BEY-7",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Repeated { id } | Self::NoDay { id } => details! { "id": id },
            Self::NothingNamed { id, part } => details! { "id": id, "part": part },
            Self::Foreign | Self::Checksum => Details::new(),
            Self::Version { version, newest } => details! { "version": version, "newest": newest },
            Self::Length { expected, found } => details! { "expected": expected, "found": found },
            Self::Malformed { at, expected } => details! { "at": at, "expected": expected },
        }
    }
}
