use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::creators::PendingAction;
use super::error::{ReportError, Topic};
use crate::access::{
    self, AccessError, AccessEvent, CreatorState, Decision, Grain, Module, Question, RequestOrder,
    RequestRecord, RequestState, Scope, Subject,
};
use crate::engine::View;
use crate::fact::RoomRow;
use crate::time::{Day, Period, Window};
use crate::value::{CreatorId, HiddenReason, RequestId, RoomId};

/// What a request for LIVEs covers (ACC-7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a request covers a creator or a room: ACC-7")]
pub enum LivestreamRequestScope {
    /// Each LIVE for itself.
    Room,
    /// Their creators as a whole, each once, over the days of the LIVEs.
    Creator,
}

/// Whose authorization is to be requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivestreamRequestsAsk {
    /// The LIVEs.
    pub rooms: Vec<RoomId>,
    /// What each request covers.
    pub scope: LivestreamRequestScope,
    /// Ids of requests are `prefix/room` or `prefix/creator`.
    pub prefix: RequestId,
    /// The last day of validity, if they shall have one.
    pub until: Option<Day>,
}

/// A request for LIVEs, or why it cannot be made.
#[derive(Debug, Clone, PartialEq)]
pub struct LivestreamRequest {
    /// The LIVEs that it is about.
    pub rooms: Vec<RoomId>,
    /// Whom it asks; none for a LIVE that is not there.
    pub creator: Option<CreatorId>,
    /// The event to record, or why there is none.
    pub outcome: Result<AccessEvent, ReportError>,
}

/// How far a LIVE may be seen.
pub(super) enum Reach {
    /// All days.
    Shown,
    /// Neither it nor its public part is in the history: not under contract, or too old.
    Outside,
    /// Some day may not be seen.
    Hidden {
        /// What can be done.
        action: PendingAction,
        /// The causes of the first such day.
        decision: Decision,
    },
}

/// The days of a LIVE: of one whose end is not told, that of its start.
fn days_of(view: &View<'_>, row: &RoomRow) -> Window<Day> {
    let calendar = view.store().workspace().rules.calendar;
    let first = calendar.day_of(row.started_at);
    let last = row.ended_at.map_or(first, |end| calendar.day_of(end.plus_millis(-1)).max(first));
    Window { start: first, end: Some(last.next()) }
}

/// How far the days of a LIVE may be seen, or those in a period.
pub(super) fn reach(view: &View<'_>, row: &RoomRow, creator: &CreatorId, period: Option<Period>) -> Reach {
    let days = days_of(view, row);
    let window = period.map_or(days, |period| period.window());
    let (first, end) = (days.start.max(window.start), days.end.min(window.end));
    let state = view.state_of(creator);
    let mut question = Question {
        creator: creator.clone(),
        subject: Subject::Room(row.room.clone()),
        module: Module::Live,
        grain: Grain::Aggregate,
        day: first,
    };
    while end.is_some_and(|end| question.day < end) {
        let decision = view.decide_of(&state, &question);
        let Decision::Hidden { causes, .. } = &decision else {
            question.day = question.day.next();
            continue;
        };
        // ACC-10, ACC-13
        let is_out = |reason: HiddenReason| {
            matches!(reason, HiddenReason::NotUnderContract | HiddenReason::OutOfRetention)
        };
        if causes.iter().any(|cause| is_out(cause.reason)) {
            if question.day == days.start {
                return Reach::Outside;
            }
            question.day = question.day.next();
            continue;
        }
        return Reach::Hidden { action: action(view, &state, &row.room, days), decision };
    }
    Reach::Shown
}

fn action(view: &View<'_>, state: &CreatorState, room: &RoomId, days: Window<Day>) -> PendingAction {
    let is_restricted = state.restricted_region(&view.store().workspace().rules).is_some();
    match standing(view, state, room, days).map(|record| record.state) {
        _ if is_restricted => PendingAction::None,
        None => PendingAction::Request,
        Some(RequestState::Requested(_)) => PendingAction::Wait,
        // Authorized: time alone shows it (ACC-4).
        Some(_) => PendingAction::None,
    }
}

/// The pending or authorized request that asks for the days of a LIVE already: its own, or its creator's.
fn standing<'s>(
    view: &View<'_>,
    state: &'s CreatorState,
    room: &RoomId,
    days: Window<Day>,
) -> Option<&'s RequestRecord> {
    let (rules, now) = (&view.store().workspace().rules, view.clocks().now);
    let of = |scope: &Scope| state.collision(rules, scope, &days, now);
    let whole = of(&Scope::Creator).filter(|record| {
        let covers = record.days.start <= days.start
            && record.days.end.is_none_or(|end| days.end.is_some_and(|last| last <= end));
        covers || matches!(record.state, RequestState::Requested(_))
    });
    whole.or_else(|| of(&Scope::Room(room.clone())))
}

/// The requests to make for LIVEs: one for each, or one for each creator (ACC-7). Nothing is recorded.
///
/// A LIVE that is not in the history is told like one that is not there; one that may be seen, or is asked for already, is
/// refused for itself. A LIVE named twice counts once.
#[must_use]
pub fn livestream_requests(view: &View<'_>, ask: &LivestreamRequestsAsk) -> Vec<LivestreamRequest> {
    let history = OnceCell::new();
    let mut plans: Vec<Plan> = Vec::new();
    let mut places: BTreeMap<CreatorId, usize> = BTreeMap::new();
    let mut named = BTreeSet::new();
    for room in ask.rooms.iter().filter(|room| named.insert(*room)) {
        let (creator, days) = wanted(view, room, &history);
        let shared = creator.as_ref().filter(|_| ask.scope == LivestreamRequestScope::Creator);
        if let (Some(creator), Ok(days)) = (shared, &days) {
            let place = *places.entry(creator.clone()).or_insert(plans.len());
            if let Some(Plan { rooms, days: Ok(whole), .. }) = plans.get_mut(place) {
                rooms.push(room.clone());
                *whole = Window { start: whole.start.min(days.start), end: whole.end.max(days.end) };
                continue;
            }
        }
        plans.push(Plan { rooms: vec![room.clone()], creator, days });
    }
    let issue = |Plan { rooms, creator, days }: Plan| {
        let outcome = match (days, &creator, rooms.first()) {
            (Ok(days), Some(creator), Some(room)) => issued(view, ask, creator, room, days),
            (Ok(_), ..) => Err(ReportError::unknown(Topic::Room, "", [])),
            (Err(error), ..) => Err(error),
        };
        LivestreamRequest { rooms, creator, outcome }
    };
    plans.into_iter().map(issue).collect()
}

/// What one request is about: the days to ask for, or why there are none.
struct Plan {
    rooms: Vec<RoomId>,
    creator: Option<CreatorId>,
    days: Result<Window<Day>, ReportError>,
}

fn issued(
    view: &View<'_>,
    ask: &LivestreamRequestsAsk,
    creator: &CreatorId,
    room: &RoomId,
    days: Window<Day>,
) -> Result<AccessEvent, ReportError> {
    let (about, scope) = match ask.scope {
        LivestreamRequestScope::Room => (room.as_str(), Scope::Room(room.clone())),
        LivestreamRequestScope::Creator => (creator.as_str(), Scope::Creator),
    };
    let request = access::request_id(&ask.prefix, about);
    let order = RequestOrder { request, creator: creator.clone(), scope, days, until: ask.until };
    let (rules, log) = (&view.store().workspace().rules, view.store().log());
    Ok(access::request(rules, log, order, view.clocks().now)?)
}

/// Whose a LIVE is, and which days of it to ask for.
fn wanted(
    view: &View<'_>,
    room: &RoomId,
    history: &OnceCell<Vec<String>>,
) -> (Option<CreatorId>, Result<Window<Day>, ReportError>) {
    let unknown = || {
        let seen = history.get_or_init(|| rooms_of_history(view));
        ReportError::unknown(Topic::Room, room.as_str(), seen.iter().cloned())
    };
    let Some((row, creator)) = view.room(room).zip(view.creator_of_room(room)) else {
        return (None, Err(unknown()));
    };
    let days = days_of(view, row);
    match reach(view, row, &creator, None) {
        Reach::Outside => (None, Err(unknown())),
        Reach::Shown => {
            let room = room.as_str().chars().take(64).collect();
            (Some(creator), Err(ReportError::RoomShown { room }))
        }
        Reach::Hidden { .. } => {
            let state = view.state_of(&creator);
            let region = state.restricted_region(&view.store().workspace().rules).map(str::to_owned);
            let error = match (region, standing(view, &state, room, days)) {
                (Some(region), _) => Some(AccessError::RegionRestricted { region }),
                (None, Some(record)) => Some(AccessError::Collides {
                    request: record.request.clone(),
                    state: record.state.kind(),
                }),
                (None, None) => None,
            };
            (Some(creator), error.map_or(Ok(days), |error| Err(error.into())))
        }
    }
}

/// The LIVEs that the history can show, in the order of their ids.
pub(super) fn rooms_of_history(view: &View<'_>) -> Vec<String> {
    let all = Window { start: Day::FIRST, end: Some(view.today().next()) };
    let seen = view.rooms_started(all).into_iter().filter_map(|(room, creator)| {
        let is_out = matches!(reach(view, view.room(&room)?, &creator, None), Reach::Outside);
        (!is_out).then(|| room.as_str().to_owned())
    });
    seen.collect()
}
