use crate::time::{Day, Instant, Window};
use crate::value::{CreatorId, EventId, RequestId, RoomId};

/// What a request covers (ACC-7).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The creator as a whole.
    Creator,
    /// One LIVE room of the creator.
    Room(RoomId),
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessFact {
    /// A contract was signed and runs from this day on (ACC-10).
    ContractSigned {
        /// The first day under contract.
        on: Day,
    },
    /// The contract ends: this day is the first outside (ACC-10).
    ContractEnded {
        /// The day after the last under contract.
        on: Day,
    },
    /// The partner asked for data (ACC-1).
    Requested {
        /// The request.
        request: RequestId,
        /// What it covers.
        scope: Scope,
        /// The data days it asks for.
        days: Window<Day>,
        /// The last day of its validity, if it names one.
        until: Option<Day>,
    },
    /// The creator agreed.
    Authorized {
        /// The request.
        request: RequestId,
    },
    /// The creator refused.
    Declined {
        /// The request.
        request: RequestId,
    },
    /// The creator withdrew (ACC-5).
    Revoked {
        /// The request.
        request: RequestId,
    },
    /// The region of the creator's account became known (ACC-9).
    RegionDeclared {
        /// An ISO 3166 code such as `US`.
        region: String,
    },
}

/// One event of the append-only log (ACC-16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEvent {
    /// Its id: the same id twice is the same event.
    pub id: EventId,
    /// When it happened: the clock of validity.
    pub happened_at: Instant,
    /// When the partner learned of it: the clock of knowledge.
    pub recorded_at: Instant,
    /// Whom it concerns.
    pub creator: CreatorId,
    /// What happened.
    pub fact: AccessFact,
}

impl AccessEvent {
    /// The order of the fold (ACC-16).
    pub(crate) fn order(&self) -> (Instant, Instant, &EventId) {
        (self.happened_at, self.recorded_at, &self.id)
    }
}
