use crate::time::Instant;
use crate::value::{Details, ErrorKind, Failure, details};

/// An event that a room cannot take.
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
    /// An act that is not done in a LIVE.
    #[error("event `{event}`: `{act}` is not done in a LIVE")]
    NotInLive {
        /// The event.
        event: String,
        /// The act.
        act: &'static str,
    },
}

impl Failure for RoomError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::StillOn { .. } => ErrorKind::NotReady,
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
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::StillOn { .. } => "DSH-5",
            Self::SpanReversed { .. } => "DSH-3",
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
            Self::StillOn { what } => details! { "what": what },
            Self::NotInLive { event, act } => details! { "event": event, "act": act },
        }
    }
}
