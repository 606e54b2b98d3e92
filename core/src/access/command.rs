use super::error::AccessError;
use super::event::{AccessEvent, AccessFact, Scope};
use super::fold::{Clocks, CreatorState, RequestRecord};
use super::log::AccessLog;
use super::request::RequestState;
use super::rules::AccessRules;
use crate::time::{Day, Instant, Window};
use crate::value::{CreatorId, EventId, RequestId};

/// What a partner asks for (ACC-1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestOrder {
    /// The id the request shall have.
    pub request: RequestId,
    /// Whom to ask.
    pub creator: CreatorId,
    /// What it covers.
    pub scope: Scope,
    /// The data days.
    pub days: Window<Day>,
    /// The last day of validity, if it shall have one.
    pub until: Option<Day>,
}

/// An event of a command: its id is new, and it comes after all that the creator did at the same moment, so that the
/// fold takes it as the command saw it (ACC-16). Where a moment is shared it is known a millisecond later.
fn event(log: &AccessLog, id: &str, creator: &CreatorId, now: Instant, fact: AccessFact) -> AccessEvent {
    let last = log
        .events_of(creator)
        .iter()
        .filter(|event| event.happened_at == now)
        .map(|event| event.recorded_at)
        .max();
    let recorded_at = last.map_or(now, |last| last.max(now).plus_millis(1));
    let fresh = |id: &str| EventId::new(&tail(id)).ok().filter(|id| log.get(id).is_none());
    let mut turn = 1_u64;
    let mut free = fresh(id);
    while free.is_none() {
        free = fresh(&format!("{id}/{turn}"));
        turn = turn.saturating_add(1);
    }
    let id = free.unwrap_or_else(|| EventId::constant("event"));
    AccessEvent { id, happened_at: now, recorded_at, creator: creator.clone(), fact }
}

fn tail(id: &str) -> String {
    let mut bytes = 0;
    let mut kept: Vec<char> = id
        .chars()
        .rev()
        .take_while(|c| {
            bytes += c.len_utf8();
            bytes <= crate::value::ID_BYTES
        })
        .collect();
    kept.reverse();
    kept.into_iter().collect()
}

fn state_of(rules: &AccessRules, log: &AccessLog, creator: &CreatorId, now: Instant) -> CreatorState {
    CreatorState::fold(rules, log, creator, Clocks::at(now))
}

/// Signs a contract from a day on (ACC-10).
///
/// # Errors
/// [`AccessError::ContractOpen`] while one without end stands.
pub fn sign_contract(
    rules: &AccessRules,
    log: &AccessLog,
    creator: &CreatorId,
    on: Day,
    now: Instant,
) -> Result<AccessEvent, AccessError> {
    match state_of(rules, log, creator, now).open_contract() {
        Some(open) => Err(AccessError::ContractOpen { creator: creator.clone(), since: open.start }),
        None => {
            Ok(event(log, &format!("{creator}/signed/{on}"), creator, now, AccessFact::ContractSigned { on }))
        }
    }
}

/// Ends the contract: `on` is the first day outside (ACC-10).
///
/// # Errors
/// [`AccessError::ContractNone`] when no contract reaches beyond that day.
pub fn end_contract(
    rules: &AccessRules,
    log: &AccessLog,
    creator: &CreatorId,
    on: Day,
    now: Instant,
) -> Result<AccessEvent, AccessError> {
    match state_of(rules, log, creator, now).contract_beyond(on) {
        None => Err(AccessError::ContractNone { creator: creator.clone(), on }),
        Some(_) => {
            Ok(event(log, &format!("{creator}/ended/{on}"), creator, now, AccessFact::ContractEnded { on }))
        }
    }
}

/// Asks a creator for data (ACC-1, ACC-3, ACC-9).
///
/// # Errors
/// [`AccessError`] for a restricted region, an id that is taken, no day, a validity that is over, or a collision.
pub fn request(
    rules: &AccessRules,
    log: &AccessLog,
    order: RequestOrder,
    now: Instant,
) -> Result<AccessEvent, AccessError> {
    let state = state_of(rules, log, &order.creator, now);
    if let Some(region) = state.restricted_region(rules) {
        return Err(AccessError::RegionRestricted { region: region.to_owned() });
    }
    if !log.creators_of(&order.request).is_empty() {
        return Err(AccessError::RequestExists { request: order.request });
    }
    if order.days.is_empty() {
        return Err(AccessError::DaysEmpty);
    }
    let today = rules.today(now);
    if let Some(until) = order.until.filter(|until| *until < today) {
        return Err(AccessError::UntilPast { until, today });
    }
    if let Some(other) = state.collision(rules, &order.scope, &order.days, now) {
        return Err(AccessError::Collides { request: other.request.clone(), state: other.state.kind() });
    }
    let RequestOrder { request, creator, scope, days, until } = order;
    let id = format!("{request}/requested");
    Ok(event(log, &id, &creator, now, AccessFact::Requested { request, scope, days, until }))
}

/// The id of one of many requests: `prefix/about`.
pub(crate) fn request_id(prefix: &RequestId, about: &str) -> RequestId {
    RequestId::new(&tail(&format!("{prefix}/{about}"))).unwrap_or_else(|_| prefix.clone())
}

/// Asks many creators: one request a creator, each with its own outcome (ACC-7). Request ids are `prefix/creator`.
#[must_use]
pub fn request_many(
    rules: &AccessRules,
    log: &AccessLog,
    prefix: &RequestId,
    creators: &[CreatorId],
    days: Window<Day>,
    until: Option<Day>,
    now: Instant,
) -> Vec<(CreatorId, Result<AccessEvent, AccessError>)> {
    let mut asked = std::collections::BTreeSet::new();
    let ask = |creator: &CreatorId| {
        let request = request_id(prefix, creator.as_str());
        if !asked.insert(request.clone()) {
            return (creator.clone(), Err(AccessError::RequestExists { request }));
        }
        let order = RequestOrder { request, creator: creator.clone(), scope: Scope::Creator, days, until };
        (creator.clone(), self::request(rules, log, order, now))
    };
    creators.iter().map(ask).collect()
}

/// The creator agrees (ACC-2, ACC-9).
///
/// # Errors
/// [`AccessError`] for an unknown, answered or expired request, an ended validity, or a restricted region.
pub fn authorize(
    rules: &AccessRules,
    log: &AccessLog,
    request: &RequestId,
    now: Instant,
) -> Result<AccessEvent, AccessError> {
    let (creator, state, record) = find(rules, log, request, now)?;
    if let Some(region) = state.restricted_region(rules) {
        return Err(AccessError::RegionRestricted { region: region.to_owned() });
    }
    pending(&record)?.authorize(rules, now)?;
    Ok(event(
        log,
        &format!("{request}/authorized"),
        &creator,
        now,
        AccessFact::Authorized { request: request.clone() },
    ))
}

/// The creator refuses (ACC-2).
///
/// # Errors
/// [`AccessError`] for an unknown, answered or expired request.
pub fn decline(
    rules: &AccessRules,
    log: &AccessLog,
    request: &RequestId,
    now: Instant,
) -> Result<AccessEvent, AccessError> {
    let (creator, _, record) = find(rules, log, request, now)?;
    pending(&record)?.decline(rules, now)?;
    Ok(event(
        log,
        &format!("{request}/declined"),
        &creator,
        now,
        AccessFact::Declined { request: request.clone() },
    ))
}

/// The creator withdraws (ACC-5).
///
/// # Errors
/// [`AccessError`] for an unknown request, or one that is not authorized.
pub fn revoke(
    rules: &AccessRules,
    log: &AccessLog,
    request: &RequestId,
    now: Instant,
) -> Result<AccessEvent, AccessError> {
    let (creator, _, record) = find(rules, log, request, now)?;
    match record.state {
        RequestState::Authorized(_) => {
            let fact = AccessFact::Revoked { request: request.clone() };
            Ok(event(log, &format!("{request}/revoked"), &creator, now, fact))
        }
        state => Err(AccessError::NotAuthorized { state: state.kind() }),
    }
}

fn find(
    rules: &AccessRules,
    log: &AccessLog,
    request: &RequestId,
    now: Instant,
) -> Result<(CreatorId, CreatorState, RequestRecord), AccessError> {
    for creator in log.creators_of(request) {
        let state = state_of(rules, log, creator, now);
        if let Some(record) = state.request(request).cloned() {
            return Ok((creator.clone(), state, record));
        }
    }
    Err(AccessError::UnknownRequest { request: request.clone() })
}

fn pending(record: &RequestRecord) -> Result<super::request::Requested, AccessError> {
    match record.state {
        RequestState::Requested(pending) => Ok(pending),
        RequestState::Expired(expired) => Err(AccessError::AnswerExpired { at: expired.at }),
        state => Err(AccessError::NotPending { state: state.kind() }),
    }
}
