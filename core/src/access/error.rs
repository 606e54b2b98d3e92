use super::request::RequestStateKind;
use crate::time::{Day, Instant};
use crate::value::{CreatorId, Details, ErrorKind, EventId, Failure, RequestId, details};

/// Why a command or an event is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// The account's region cannot authorize (ACC-9).
    #[error("creators whose account lies in `{region}` cannot authorize")]
    RegionRestricted {
        /// The region.
        region: String,
    },
    /// Another request of the same scope and overlapping days stands (ACC-3).
    #[error("request `{request}` for the same scope and overlapping days is {}", state.as_str())]
    Collides {
        /// The other request.
        request: RequestId,
        /// Its state.
        state: RequestStateKind,
    },
    /// The request id is taken.
    #[error("there is a request `{request}` already")]
    RequestExists {
        /// The id.
        request: RequestId,
    },
    /// The request names no data day.
    #[error("the request names no day; expected start < end")]
    DaysEmpty,
    /// The validity would end before today.
    #[error("the validity would end on {until}, before today, {today}")]
    UntilPast {
        /// The last day of validity asked.
        until: Day,
        /// Today.
        today: Day,
    },
    /// No such request.
    #[error("there is no request `{request}`")]
    UnknownRequest {
        /// The id.
        request: RequestId,
    },
    /// Too late to answer (ACC-2).
    #[error("the request expired at {at}")]
    AnswerExpired {
        /// When it expired.
        at: Instant,
    },
    /// It has been answered.
    #[error("the request is {}, not requested", state.as_str())]
    NotPending {
        /// Its state.
        state: RequestStateKind,
    },
    /// Its validity is over.
    #[error("the request's validity ended on {until}")]
    ValidityOver {
        /// The last day of validity.
        until: Day,
    },
    /// Only what is authorized can be withdrawn.
    #[error("the request is {}, not authorized", state.as_str())]
    NotAuthorized {
        /// Its state.
        state: RequestStateKind,
    },
    /// A contract without end stands.
    #[error("creator `{creator}` is under contract since {since}")]
    ContractOpen {
        /// The creator.
        creator: CreatorId,
        /// The first day.
        since: Day,
    },
    /// No contract reaches beyond that day.
    #[error("creator `{creator}` has no contract that reaches beyond {on}")]
    ContractNone {
        /// The creator.
        creator: CreatorId,
        /// The day asked.
        on: Day,
    },
    /// The same event id with other content.
    #[error("event `{event}` is in the log with other content")]
    EventConflict {
        /// The id.
        event: EventId,
    },
}

impl Failure for AccessError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::RegionRestricted { .. } => ErrorKind::Refused,
            Self::DaysEmpty | Self::UntilPast { .. } | Self::UnknownRequest { .. } => ErrorKind::Invalid,
            _ => ErrorKind::Conflict,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::RegionRestricted { .. } => "access.region.restricted",
            Self::Collides { .. } => "access.request.collides",
            Self::RequestExists { .. } => "access.request.exists",
            Self::DaysEmpty => "access.request.days_empty",
            Self::UntilPast { .. } => "access.request.until_past",
            Self::UnknownRequest { .. } => "access.request.unknown",
            Self::AnswerExpired { .. } => "access.answer.expired",
            Self::NotPending { .. } => "access.answer.not_pending",
            Self::ValidityOver { .. } => "access.answer.validity_over",
            Self::NotAuthorized { .. } => "access.revoke.not_authorized",
            Self::ContractOpen { .. } => "access.contract.open",
            Self::ContractNone { .. } => "access.contract.none",
            Self::EventConflict { .. } => "access.event.conflict",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::RegionRestricted { .. } => "ACC-9",
            Self::Collides { .. } => "ACC-3",
            Self::AnswerExpired { .. } => "ACC-2",
            Self::ContractOpen { .. } | Self::ContractNone { .. } => "ACC-10",
            Self::RequestExists { .. } | Self::EventConflict { .. } => "ACC-16",
            _ => "ACC-1",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::RegionRestricted { region } => details! { "region": region },
            Self::Collides { request, state } => {
                details! { "request": request.as_str(), "state": state.as_str() }
            }
            Self::RequestExists { request } | Self::UnknownRequest { request } => {
                details! { "request": request.as_str() }
            }
            Self::DaysEmpty => Details::new(),
            Self::UntilPast { until, today } => {
                details! { "until": until.to_string(), "today": today.to_string() }
            }
            Self::AnswerExpired { at } => details! { "at": at.to_string() },
            Self::NotPending { state } | Self::NotAuthorized { state } => {
                details! { "state": state.as_str() }
            }
            Self::ValidityOver { until } => details! { "until": until.to_string() },
            Self::ContractOpen { creator, since } => {
                details! { "creator": creator.as_str(), "since": since.to_string() }
            }
            Self::ContractNone { creator, on } => {
                details! { "creator": creator.as_str(), "on": on.to_string() }
            }
            Self::EventConflict { event } => details! { "event": event.as_str() },
        }
    }
}
