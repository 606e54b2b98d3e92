use crate::metric::MetricError;
use crate::time::Instant;
use crate::value::{BytesError, Currency, Details, ErrorKind, Failure, details};

/// What a room cannot take or tell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RoomError {
    /// It happened before the LIVE started.
    #[error("event `{event}` happened at {at}, before the LIVE started at {started_at}")]
    BeforeStart {
        /// The event.
        event: String,
        /// When it happened.
        at: Instant,
        /// When the LIVE started.
        started_at: Instant,
    },
    /// It lies further ahead than a LIVE is long.
    #[error(
        "event `{event}` happened at {at}, over {limit_hours} hours after the LIVE started at {started_at}"
    )]
    TooFarAhead {
        /// The event.
        event: String,
        /// When it happened.
        at: Instant,
        /// When the LIVE started.
        started_at: Instant,
        /// The longest LIVE.
        limit_hours: i64,
    },
    /// A number that cannot be.
    #[error("event `{event}`: {field} is {value}; expected 0 or more")]
    Negative {
        /// The event.
        event: String,
        /// Which number.
        field: &'static str,
        /// What it is.
        value: i64,
    },
    /// A span that ends before it starts.
    #[error("the span ends at {end}, before it starts at {start}")]
    SpanReversed {
        /// Its start.
        start: Instant,
        /// Its end.
        end: Instant,
    },
    /// What is there only after the LIVE (DSH-5, DSH-11).
    #[error("`{what}` opens up when the LIVE has ended")]
    StillOn {
        /// What was asked for.
        what: &'static str,
    },
    /// A point outside the recording (DSH-11).
    #[error("{at} is not in the recording: the LIVE ran from {start} to {end}")]
    OutsideLive {
        /// The point.
        at: Instant,
        /// When the LIVE started.
        start: Instant,
        /// When it ended.
        end: Instant,
    },
    /// A metric without a rate a minute (DSH-10).
    #[error("`{metric}` has no rate a minute; expected a sum that a LIVE counts, such as `gmv`")]
    NotSummed {
        /// The metric.
        metric: String,
    },
    /// A number of a question that is none of those it can be (BEY-11).
    #[error("{field} is {value}; expected 1 to {most}")]
    AskRange {
        /// Which number.
        field: &'static str,
        /// What it is.
        value: u32,
        /// The most it can be.
        most: u32,
    },
    /// Rooms of two currencies, whose amounts no mean can be of (MET-4).
    #[error("a room in {right} after one in {left}: one currency a mean")]
    Currencies {
        /// The currency of the rooms before.
        left: Currency,
        /// The currency of the room.
        right: Currency,
    },
    /// A wrong choice of metrics.
    #[error(transparent)]
    Metric(#[from] MetricError),
    /// Not bytes of a room at all.
    #[error("these bytes are not a room")]
    Foreign,
    /// Written by a later version.
    #[error("the room is of format {version}; this version reads format {newest}")]
    Version {
        /// The format of the bytes.
        version: u8,
        /// The newest format that is read.
        newest: u8,
    },
    /// More or fewer bytes than were written.
    #[error("the room has {found} bytes; expected {expected}")]
    Length {
        /// What was written.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// The bytes were changed.
    #[error("the room is damaged: the checksum differs")]
    Checksum,
    /// The checksum holds, yet no version of this library writes such bytes.
    #[error("the room is malformed at byte {at}: {expected} expected")]
    Malformed {
        /// Where.
        at: u64,
        /// What should stand there.
        expected: &'static str,
    },
    /// An act that is not done in a LIVE.
    #[error("event `{event}`: `{act}` is not done in a LIVE")]
    NotInLive {
        /// The event.
        event: String,
        /// The act.
        act: &'static str,
    },
}

impl From<BytesError> for RoomError {
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

impl Failure for RoomError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::StillOn { .. } => ErrorKind::NotReady,
            Self::Currencies { .. } => ErrorKind::Conflict,
            Self::Metric(error) => error.kind(),
            Self::Foreign
            | Self::Version { .. }
            | Self::Length { .. }
            | Self::Checksum
            | Self::Malformed { .. } => ErrorKind::Malformed,
            _ => ErrorKind::Invalid,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::BeforeStart { .. } => "live.event.before_start",
            Self::TooFarAhead { .. } => "live.event.too_far_ahead",
            Self::Negative { .. } => "live.event.negative",
            Self::NotInLive { .. } => "live.event.not_in_live",
            Self::SpanReversed { .. } => "live.span.reversed",
            Self::StillOn { .. } => "live.still_on",
            Self::OutsideLive { .. } => "live.replay.outside",
            Self::NotSummed { .. } => "live.metric.not_summed",
            Self::AskRange { .. } => "live.ask.range",
            Self::Currencies { .. } => "live.rooms.currencies",
            Self::Metric(error) => error.code(),
            Self::Foreign => "live.room.foreign",
            Self::Version { .. } => "live.room.version",
            Self::Length { .. } => "live.room.length",
            Self::Checksum => "live.room.checksum",
            Self::Malformed { .. } => "live.room.malformed",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::AskRange { .. } | Self::StillOn { what: "backtest" } => "BEY-11",
            Self::StillOn { what: "replay" } | Self::OutsideLive { .. } => "DSH-11",
            Self::StillOn { .. } => "DSH-5",
            Self::SpanReversed { .. } => "DSH-3",
            Self::NotSummed { .. } => "DSH-10",
            Self::Currencies { .. } => "MET-4",
            Self::Metric(error) => error.rule(),
            Self::Foreign
            | Self::Version { .. }
            | Self::Length { .. }
            | Self::Checksum
            | Self::Malformed { .. } => "STO-1",
            _ => "LIV-2",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::BeforeStart { event, at, started_at } => {
                details! { "event": event, "at": at.to_string(), "startedAt": started_at.to_string() }
            }
            Self::TooFarAhead { event, at, started_at, limit_hours } => details! {
                "event": event,
                "at": at.to_string(),
                "startedAt": started_at.to_string(),
                "limitHours": limit_hours
            },
            Self::Negative { event, field, value } => {
                details! { "event": event, "field": field, "value": value }
            }
            Self::SpanReversed { start, end } => {
                details! { "start": start.to_string(), "end": end.to_string() }
            }
            Self::OutsideLive { at, start, end } => {
                details! { "at": at.to_string(), "start": start.to_string(), "end": end.to_string() }
            }
            Self::StillOn { what } => details! { "what": what },
            Self::NotInLive { event, act } => details! { "event": event, "act": act },
            Self::NotSummed { metric } => details! { "metric": metric },
            Self::Currencies { left, right } => details! { "left": left.code(), "right": right.code() },
            Self::AskRange { field, value, most } => {
                details! { "field": field, "value": value, "most": most }
            }
            Self::Metric(error) => error.details(),
            Self::Foreign | Self::Checksum => Details::new(),
            Self::Version { version, newest } => details! { "version": version, "newest": newest },
            Self::Length { expected, found } => details! { "expected": expected, "found": found },
            Self::Malformed { at, expected } => details! { "at": at, "expected": expected },
        }
    }
}
