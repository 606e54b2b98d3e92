use crate::value::details;
use crate::value::{Details, ErrorKind, Failure};

/// A text that is no day, instant, zone or window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// Not an IANA time zone.
    #[error("`{zone}` is not an IANA time zone")]
    UnknownZone {
        /// What was given.
        zone: String,
    },
    /// Not `YYYY-MM-DD`.
    #[error("`{value}` is not a day; expected YYYY-MM-DD")]
    MalformedDay {
        /// What was given.
        value: String,
    },
    /// A day before 1970 or after 9999.
    #[error("`{value}` is out of range; expected 1970-01-01 to 9999-12-31")]
    DayOutOfRange {
        /// What was given.
        value: String,
    },
    /// Not `YYYY-MM`.
    #[error("`{value}` is not a month; expected YYYY-MM")]
    MalformedMonth {
        /// What was given.
        value: String,
    },
    /// Not an RFC 3339 instant.
    #[error("`{value}` is not an instant; expected RFC 3339 with a zone such as 2026-05-01T10:00:00Z")]
    MalformedInstant {
        /// What was given.
        value: String,
    },
    /// An instant before 1970 or after 9999.
    #[error("`{value}` is out of range; expected 1970 to 9999")]
    InstantOutOfRange {
        /// What was given.
        value: String,
    },
    /// A window whose start lies behind its end.
    #[error("a window from {start} to {end} runs backwards; expected start <= end")]
    InvertedWindow {
        /// Its start.
        start: String,
        /// Its end.
        end: String,
    },
}

impl Failure for TimeError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Invalid
    }
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownZone { .. } => "time.zone.unknown",
            Self::MalformedDay { .. } => "time.day.malformed",
            Self::DayOutOfRange { .. } => "time.day.out_of_range",
            Self::MalformedMonth { .. } => "time.month.malformed",
            Self::MalformedInstant { .. } => "time.instant.malformed",
            Self::InstantOutOfRange { .. } => "time.instant.out_of_range",
            Self::InvertedWindow { .. } => "time.window.inverted",
        }
    }
    fn rule(&self) -> &'static str {
        "SRC-5"
    }
    fn details(&self) -> Details {
        match self {
            Self::UnknownZone { zone } => details! { "zone": zone },
            Self::MalformedDay { value }
            | Self::DayOutOfRange { value }
            | Self::MalformedMonth { value }
            | Self::MalformedInstant { value }
            | Self::InstantOutOfRange { value } => details! { "value": value },
            Self::InvertedWindow { start, end } => details! { "start": start, "end": end },
        }
    }
}

/// The start of a text that came from outside, for a message.
pub(crate) fn clip(text: &str) -> String {
    text.chars().take(64).collect()
}
