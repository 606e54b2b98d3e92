use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::time::WindowWire;
use crate::access::{AccessEvent, AccessFact, Scope};
use crate::time::{Day, Instant};
use crate::value::{CreatorId, EventId, RequestId, RoomId, region_code};

/// What a request covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ScopeWire {
    /// The creator as a whole.
    Creator {},
    /// One LIVE room.
    Room {
        /// The room.
        room: String,
    },
}

impl From<&Scope> for ScopeWire {
    fn from(scope: &Scope) -> Self {
        match scope {
            Scope::Creator => Self::Creator {},
            Scope::Room(room) => Self::Room { room: room.as_str().to_owned() },
        }
    }
}

impl ScopeWire {
    pub(super) fn read(scope: Option<&Self>) -> Result<Scope, WireError> {
        Ok(match scope {
            None | Some(Self::Creator {}) => Scope::Creator,
            Some(Self::Room { room }) => Scope::Room(RoomId::new(room)?),
        })
    }
}

macro_rules! event_wire {
    ($($(#[$doc:meta])+ $variant:ident { $($(#[$attr:meta])* $field:ident : $ty:ty),* $(,)? }),* $(,)?) => {
        /// An event of the access log.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
        #[expect(missing_docs, reason = "fields are those of the core's events, see `access::AccessFact`")]
        pub enum EventWire {
            $($(#[$doc])+ $variant {
                id: String,
                happened_at: String,
                #[serde(default, skip_serializing_if = "Option::is_none")]
                recorded_at: Option<String>,
                creator: String,
                $($(#[$attr])* $field: $ty),*
            }),*
        }

        impl EventWire {
            fn head(&self) -> (&str, &str, Option<&str>, &str) {
                match self {
                    $(Self::$variant { id, happened_at, recorded_at, creator, .. } => {
                        (id, happened_at, recorded_at.as_deref(), creator)
                    })*
                }
            }
        }
    };
}

event_wire! {
    /// A contract runs from a day on.
    ContractSigned { on: String },
    /// The contract ends: the first day outside.
    ContractEnded { on: String },
    /// The partner asked.
    Requested {
        request: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<ScopeWire>,
        days: WindowWire,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
    },
    /// The creator agreed.
    Authorized { request: String },
    /// The creator refused.
    Declined { request: String },
    /// The creator withdrew.
    Revoked { request: String },
    /// The account's region became known.
    RegionDeclared { region: String },
}

impl EventWire {
    /// Reads the event.
    ///
    /// # Errors
    /// An id, instant or day that cannot be taken.
    pub fn read(&self) -> Result<AccessEvent, WireError> {
        let (id, happened_at, recorded_at, creator) = self.head();
        let happened_at = Instant::parse(happened_at)?;
        let fact = match self {
            Self::ContractSigned { on, .. } => AccessFact::ContractSigned { on: Day::parse(on)? },
            Self::ContractEnded { on, .. } => AccessFact::ContractEnded { on: Day::parse(on)? },
            Self::Requested { request, scope, days, until, .. } => AccessFact::Requested {
                request: RequestId::new(request)?,
                scope: ScopeWire::read(scope.as_ref())?,
                days: days.read()?,
                until: until.as_deref().map(Day::parse).transpose()?,
            },
            Self::Authorized { request, .. } => AccessFact::Authorized { request: RequestId::new(request)? },
            Self::Declined { request, .. } => AccessFact::Declined { request: RequestId::new(request)? },
            Self::Revoked { request, .. } => AccessFact::Revoked { request: RequestId::new(request)? },
            Self::RegionDeclared { region, .. } => {
                let what = "the region is not a code of two letters such as US";
                let malformed =
                    || WireError::malformed("access.event.malformed", what).with("field", "region");
                AccessFact::RegionDeclared { region: region_code(region).ok_or_else(malformed)? }
            }
        };
        Ok(AccessEvent {
            id: EventId::new(id)?,
            happened_at,
            recorded_at: recorded_at.map(Instant::parse).transpose()?.unwrap_or(happened_at),
            creator: CreatorId::new(creator)?,
            fact,
        })
    }
}

impl From<&AccessEvent> for EventWire {
    fn from(event: &AccessEvent) -> Self {
        let id = event.id.as_str().to_owned();
        let happened_at = event.happened_at.to_string();
        let recorded_at = Some(event.recorded_at.to_string());
        let creator = event.creator.as_str().to_owned();
        let text = |request: &RequestId| request.as_str().to_owned();
        match &event.fact {
            AccessFact::ContractSigned { on } => {
                Self::ContractSigned { id, happened_at, recorded_at, creator, on: on.to_string() }
            }
            AccessFact::ContractEnded { on } => {
                Self::ContractEnded { id, happened_at, recorded_at, creator, on: on.to_string() }
            }
            AccessFact::Requested { request, scope, days, until } => Self::Requested {
                id,
                happened_at,
                recorded_at,
                creator,
                request: text(request),
                scope: Some(scope.into()),
                days: (*days).into(),
                until: until.map(|day| day.to_string()),
            },
            AccessFact::Authorized { request } => {
                Self::Authorized { id, happened_at, recorded_at, creator, request: text(request) }
            }
            AccessFact::Declined { request } => {
                Self::Declined { id, happened_at, recorded_at, creator, request: text(request) }
            }
            AccessFact::Revoked { request } => {
                Self::Revoked { id, happened_at, recorded_at, creator, request: text(request) }
            }
            AccessFact::RegionDeclared { region } => {
                Self::RegionDeclared { id, happened_at, recorded_at, creator, region: region.clone() }
            }
        }
    }
}

/// Reads a log of JSON lines; empty lines are passed over.
///
/// # Errors
/// The first line that is no event, with its number in `details.line`; code `access.event.malformed` for a shape.
pub fn read_events(lines: &str) -> Result<Vec<EventWire>, WireError> {
    let mut events = Vec::new();
    for (index, line) in lines.lines().enumerate() {
        let line = if index == 0 { line.trim_start_matches('\u{feff}') } else { line };
        if line.trim().is_empty() {
            continue;
        }
        let number = index.saturating_add(1);
        let event: EventWire = serde_json::from_str(line).map_err(|error| {
            let text = error.to_string();
            let problem = text.rsplit_once(" at line ").map_or(text.as_str(), |(problem, _)| problem);
            let column = error.column();
            WireError::malformed("access.event.malformed", problem)
                .with("line", number)
                .with("column", column)
        })?;
        event.read().map_err(|error| error.with("line", number))?;
        events.push(event);
    }
    Ok(events)
}

/// Reads events from JSON values.
///
/// # Errors
/// The first that is no event, with its place, from 0, in `details.index`; code `access.event.malformed` for a shape.
pub fn events_from_json(values: Vec<serde_json::Value>) -> Result<Vec<EventWire>, WireError> {
    let read = |(index, value): (usize, serde_json::Value)| {
        let event: EventWire = serde_json::from_value(value).map_err(|error| {
            WireError::malformed("access.event.malformed", &error.to_string()).with("index", index)
        })?;
        event.read().map_err(|error| error.with("index", index)).map(|_| event)
    };
    values.into_iter().enumerate().map(read).collect()
}
