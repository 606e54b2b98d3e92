use chrono::{DateTime, SecondsFormat, Utc};

use super::error::{TimeError, clip};

/// A moment in milliseconds since 1970-01-01T00:00:00Z; finer parts are cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

const END_MILLIS: i64 = 253_402_300_800_000; // 10000-01-01
// A zone east of Greenwich is in 1970 up to 14 h before UTC is.
const FIRST_MILLIS: i64 = -50_400_000;

impl Instant {
    /// Reads RFC 3339 with a zone.
    ///
    /// # Errors
    /// [`TimeError::MalformedInstant`], or [`TimeError::InstantOutOfRange`] before 1970 and after 9999.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let parsed = if text.len() <= 64 { DateTime::parse_from_rfc3339(text).ok() } else { None };
        let parsed = parsed.ok_or_else(|| TimeError::MalformedInstant { value: clip(text) })?;
        Self::from_millis(parsed.timestamp_millis())
    }
    /// Takes milliseconds since 1970.
    ///
    /// # Errors
    /// [`TimeError::InstantOutOfRange`] before 1970 and after 9999.
    pub fn from_millis(millis: i64) -> Result<Self, TimeError> {
        if (FIRST_MILLIS..END_MILLIS).contains(&millis) {
            Ok(Self(millis))
        } else {
            Err(TimeError::InstantOutOfRange { value: format!("{millis} ms") })
        }
    }
    /// Takes a chrono moment.
    ///
    /// # Errors
    /// [`TimeError::InstantOutOfRange`] before 1970 and after 9999.
    pub fn from_utc(moment: DateTime<Utc>) -> Result<Self, TimeError> {
        Self::from_millis(moment.timestamp_millis())
    }
    /// The milliseconds that are instants.
    pub(crate) fn range() -> std::ops::Range<i64> {
        FIRST_MILLIS..END_MILLIS
    }
    pub(crate) fn of_millis(millis: i64) -> Self {
        Self(millis)
    }
    /// Milliseconds since 1970.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }
    /// As a chrono moment.
    #[must_use]
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
    /// So many milliseconds later.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let format = if self.0.rem_euclid(1000) == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
        f.write_str(&self.to_utc().to_rfc3339_opts(format, true))
    }
}
