use std::collections::{BTreeMap, HashMap};

use super::error::AccessError;
use super::event::{AccessEvent, AccessFact, Scope};
use super::log::AccessLog;
use super::request::{RequestState, Requested};
use super::rules::AccessRules;
use crate::time::{Day, Instant, Window, WindowSet};
use crate::value::{CreatorId, EventId, RequestId};

/// The moment a question is asked at, on both clocks (ACC-16, BEY-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// What happened after it has not happened yet.
    pub now: Instant,
    /// What was recorded after it is not known; `None` knows all.
    pub known_at: Option<Instant>,
}

impl Clocks {
    /// A moment with all knowledge.
    #[must_use]
    pub fn at(now: Instant) -> Self {
        Self { now, known_at: None }
    }
    /// The same moment as it was known then.
    #[must_use]
    pub fn known_at(self, known_at: Instant) -> Self {
        Self { known_at: Some(known_at), ..self }
    }
    fn sees(self, event: &AccessEvent) -> bool {
        event.happened_at <= self.now && self.known_at.is_none_or(|known_at| event.recorded_at <= known_at)
    }
}

/// One request as the fold left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRecord {
    /// Its id.
    pub request: RequestId,
    /// What it covers.
    pub scope: Scope,
    /// The data days it asks for.
    pub days: Window<Day>,
    /// When it was sent.
    pub sent_at: Instant,
    /// The last day of validity asked.
    pub until: Option<Day>,
    /// Its state at the moment asked.
    pub state: RequestState,
}

/// Why the fold left an event out (ACC-16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum IgnoredWhy {
    /// Signed while a contract without end stands.
    AlreadyUnderContract,
    /// Ended while no contract reaches beyond that day.
    NotUnderContract,
    /// The request id is taken.
    RequestExists,
    /// Another request of the same scope and overlapping days stands (ACC-3).
    Collides,
    /// Answers a request that is not there.
    UnknownRequest,
    /// Answers a request of another creator.
    WrongCreator,
    /// Answers too late (ACC-2).
    Expired,
    /// Answers what has been answered.
    NotPending,
    /// Withdraws what is not authorized.
    NotAuthorized,
    /// Asks for no day.
    DaysEmpty,
    /// Asks for a validity that is over.
    UntilPast,
    /// Agrees after the validity is over.
    ValidityOver,
}

impl IgnoredWhy {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AlreadyUnderContract => "already_under_contract",
            Self::NotUnderContract => "not_under_contract",
            Self::RequestExists => "request_exists",
            Self::Collides => "collides",
            Self::UnknownRequest => "unknown_request",
            Self::WrongCreator => "wrong_creator",
            Self::Expired => "expired",
            Self::NotPending => "not_pending",
            Self::NotAuthorized => "not_authorized",
            Self::DaysEmpty => "days_empty",
            Self::UntilPast => "until_past",
            Self::ValidityOver => "validity_over",
        }
    }
}

/// An event the fold left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The event.
    pub event: EventId,
    /// Why.
    pub why: IgnoredWhy,
}

/// What the log says of one creator at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CreatorState {
    /// Contract windows as signed and ended, in that order; the last is the one an end cuts.
    contracts: Vec<Window<Day>>,
    /// The account's region, as last declared.
    pub region: Option<String>,
    /// All requests, in the order they were sent.
    pub requests: Vec<RequestRecord>,
    /// Places in `requests` by id and by scope.
    by_id: HashMap<RequestId, usize>,
    by_scope: BTreeMap<Scope, Vec<usize>>,
    /// When the region was declared.
    region_at: Option<(Instant, Instant)>,
}

impl CreatorState {
    /// Folds the events of one creator (ACC-16).
    #[must_use]
    pub fn fold(rules: &AccessRules, log: &AccessLog, creator: &CreatorId, clocks: Clocks) -> Self {
        Self::fold_with(rules, log, creator, clocks, &mut |_, _| {})
    }

    /// Folds, and hands every event that is left out to `leave_out`. [`why_unknown`] tells more of an unknown request;
    /// most folds need not know.
    pub(crate) fn fold_with(
        rules: &AccessRules,
        log: &AccessLog,
        creator: &CreatorId,
        clocks: Clocks,
        leave_out: &mut dyn FnMut(&AccessEvent, IgnoredWhy),
    ) -> Self {
        let events = log.events_of(creator);
        let mut state = Self::default();
        for event in events.iter().filter(|event| clocks.sees(event)) {
            if let Err(why) = state.apply(rules, log, event, clocks) {
                leave_out(event, why);
            }
        }
        for record in &mut state.requests {
            record.state = record.state.at(rules, clocks.now);
        }
        state
    }

    /// The union of all contract windows (ACC-10).
    #[must_use]
    pub fn contract_windows(&self) -> WindowSet<Day> {
        self.contracts.iter().copied().collect()
    }
    /// Contract windows as signed and ended; their union is what counts.
    pub(crate) fn contracts(&self) -> &[Window<Day>] {
        &self.contracts
    }
    /// Whether the day is under contract.
    #[must_use]
    pub fn under_contract(&self, day: Day) -> bool {
        self.contracts.iter().any(|window| window.contains(day))
    }
    /// The region, if the policy restricts it (ACC-9).
    #[must_use]
    pub fn restricted_region(&self, rules: &AccessRules) -> Option<&str> {
        self.region.as_deref().filter(|region| rules.policy.restricted_regions.contains(*region))
    }
    /// A request of this state.
    #[must_use]
    pub fn request(&self, request: &RequestId) -> Option<&RequestRecord> {
        self.by_id.get(request).and_then(|at| self.requests.get(*at))
    }
    /// The scopes that were asked for.
    pub fn scopes(&self) -> impl Iterator<Item = &Scope> {
        self.by_scope.keys()
    }
    /// The requests of a scope, in the order they were sent.
    pub fn requests_of<'s>(
        &'s self,
        scope: &Scope,
    ) -> impl DoubleEndedIterator<Item = &'s RequestRecord> + use<'s> {
        let places = self.by_scope.get(scope).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|at| self.requests.get(*at))
    }
    /// The pending or authorized request that a new one would collide with (ACC-3).
    #[must_use]
    pub fn collision(
        &self,
        rules: &AccessRules,
        scope: &Scope,
        days: &Window<Day>,
        at: Instant,
    ) -> Option<&RequestRecord> {
        self.requests_of(scope).rev().find(|record| {
            let stands = matches!(
                record.state.at(rules, at),
                RequestState::Requested(_) | RequestState::Authorized(_)
            );
            stands && record.days.overlaps(days)
        })
    }
    /// The contract that an end on this day would cut.
    #[must_use]
    pub(crate) fn contract_beyond(&self, on: Day) -> Option<Window<Day>> {
        self.contracts.last().copied().filter(|window| window.end.is_none_or(|end| on < end))
    }
    /// The contract that stands without an end.
    #[must_use]
    pub(crate) fn open_contract(&self) -> Option<Window<Day>> {
        self.contracts.last().copied().filter(|window| window.end.is_none())
    }

    fn apply(
        &mut self,
        rules: &AccessRules,
        log: &AccessLog,
        event: &AccessEvent,
        clocks: Clocks,
    ) -> Result<(), IgnoredWhy> {
        let at = event.happened_at;
        match &event.fact {
            AccessFact::ContractSigned { on } => self.sign(*on),
            AccessFact::ContractEnded { on } => self.end(*on),
            AccessFact::RegionDeclared { region } => {
                // Of two regions declared at one moment the restricted one counts (default deny).
                let moment = Some((event.happened_at, event.recorded_at));
                let keeps = self.region_at == moment && self.restricted_region(rules).is_some();
                if !keeps {
                    self.region = Some(region.clone());
                    self.region_at = moment;
                }
                Ok(())
            }
            AccessFact::Requested { request, scope, days, until } => {
                let elsewhere = log.is_asked_twice(request)
                    && owner_before(log, request, event, clocks).is_some_and(|owner| *owner != event.creator);
                if self.request(request).is_some() || elsewhere {
                    return Err(IgnoredWhy::RequestExists);
                }
                if days.is_empty() {
                    return Err(IgnoredWhy::DaysEmpty);
                }
                if until.is_some_and(|until| until < rules.today(at)) {
                    return Err(IgnoredWhy::UntilPast);
                }
                if self.collision(rules, scope, days, at).is_some() {
                    return Err(IgnoredWhy::Collides);
                }
                self.by_id.insert(request.clone(), self.requests.len());
                self.by_scope.entry(scope.clone()).or_default().push(self.requests.len());
                self.requests.push(RequestRecord {
                    request: request.clone(),
                    scope: scope.clone(),
                    days: *days,
                    sent_at: at,
                    until: *until,
                    state: RequestState::Requested(Requested { sent_at: at, until: *until }),
                });
                Ok(())
            }
            AccessFact::Authorized { request } => {
                self.answer(request, |pending| pending.authorize(rules, at).map(RequestState::Authorized))
            }
            AccessFact::Declined { request } => {
                self.answer(request, |pending| pending.decline(rules, at).map(RequestState::Declined))
            }
            AccessFact::Revoked { request } => {
                let record = self.find(request)?;
                match record.state.at(rules, at) {
                    RequestState::Authorized(authorized) => {
                        record.state = RequestState::Revoked(authorized.revoke(rules, at));
                        Ok(())
                    }
                    _ => Err(IgnoredWhy::NotAuthorized),
                }
            }
        }
    }

    fn sign(&mut self, on: Day) -> Result<(), IgnoredWhy> {
        if self.open_contract().is_some() {
            return Err(IgnoredWhy::AlreadyUnderContract);
        }
        // Signed again before an end has come: the windows form a union (ACC-10).
        let joined = self.contracts.iter().filter(|window| window.end.is_none_or(|end| on < end));
        let start = joined.map(|window| window.start).fold(on, Day::min);
        self.contracts.retain(|window| window.end.is_some_and(|end| end <= on));
        self.contracts.push(Window { start, end: None });
        Ok(())
    }

    /// An earlier end wins over a later one: nothing shows that a contract did not cover (default deny).
    fn end(&mut self, on: Day) -> Result<(), IgnoredWhy> {
        match self.contracts.last_mut() {
            Some(last) if last.end.is_none_or(|end| on < end) => {
                last.end = Some(on.max(last.start));
                // Of a window that ends before it starts nothing is left.
                self.contracts.retain(|window| !window.is_empty());
                Ok(())
            }
            _ => Err(IgnoredWhy::NotUnderContract),
        }
    }

    fn find(&mut self, request: &RequestId) -> Result<&mut RequestRecord, IgnoredWhy> {
        let place = self.by_id.get(request).copied();
        place.and_then(|at| self.requests.get_mut(at)).ok_or(IgnoredWhy::UnknownRequest)
    }

    fn answer(
        &mut self,
        request: &RequestId,
        answer: impl FnOnce(Requested) -> Result<RequestState, AccessError>,
    ) -> Result<(), IgnoredWhy> {
        let record = self.find(request)?;
        let RequestState::Requested(pending) = record.state else {
            return Err(IgnoredWhy::NotPending);
        };
        record.state = answer(pending).map_err(|error| match error {
            AccessError::ValidityOver { .. } => IgnoredWhy::ValidityOver,
            _ => IgnoredWhy::Expired,
        })?;
        Ok(())
    }
}

/// Whether an answer to a request that its creator does not have is to another creator's.
pub(crate) fn why_unknown(log: &AccessLog, event: &AccessEvent, clocks: Clocks) -> IgnoredWhy {
    let owner = match &event.fact {
        AccessFact::Authorized { request }
        | AccessFact::Declined { request }
        | AccessFact::Revoked { request } => owner_before(log, request, event, clocks),
        _ => None,
    };
    match owner {
        Some(owner) if *owner != event.creator => IgnoredWhy::WrongCreator,
        _ => IgnoredWhy::UnknownRequest,
    }
}

/// Whose a request id is: the creator's who sent it first, among what is seen before this event. A request for no day
/// takes nothing.
fn owner_before<'a>(
    log: &'a AccessLog,
    request: &RequestId,
    event: &AccessEvent,
    clocks: Clocks,
) -> Option<&'a CreatorId> {
    let sent = log.creators_of(request).iter().flat_map(|owner| log.events_of(owner)).filter(|other| {
        matches!(&other.fact, AccessFact::Requested { request: id, days, .. } if id == request && !days.is_empty())
            && clocks.sees(other)
            && other.order() < event.order()
    });
    sent.min_by(|a, b| a.order().cmp(&b.order())).map(|first| &first.creator)
}
