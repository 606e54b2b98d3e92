use super::event::Scope;
use super::fold::{Clocks, CreatorState, RequestRecord};
use super::log::AccessLog;
use super::request::RequestState;
use super::rules::AccessRules;
use crate::time::{Day, Instant, retention_start};
use crate::value::{CreatorId, HiddenReason, ProductId, Reasons, RequestId, RoomId, VideoId};

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The creator as a whole.
    Creator,
    /// One LIVE room of the creator.
    Room(RoomId),
    /// One video of the creator.
    Video(VideoId),
    /// One product, as this creator sells it.
    Product(ProductId),
}

/// The module a question is asked in (ACC-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Module {
    /// Data Overview.
    Overview,
    /// LIVE analytics.
    Live,
    /// Creator analytics.
    Creator,
    /// Video analytics.
    Video,
    /// Product analytics.
    Product,
}

/// Whether a question is about what goes on or about what was summed up (ACC-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// What is on air.
    Realtime,
    /// Sums of finished days.
    Aggregate,
}

/// A question: may this be seen?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Whose data.
    pub creator: CreatorId,
    /// What of it.
    pub subject: Subject,
    /// In which module.
    pub module: Module,
    /// At which grain.
    pub grain: Grain,
    /// Of which day.
    pub day: Day,
}

impl Question {
    /// A question about a creator as a whole.
    #[must_use]
    pub fn creator(creator: CreatorId, module: Module, grain: Grain, day: Day) -> Self {
        Self { creator, subject: Subject::Creator, module, grain, day }
    }
}

/// Who can remove a cause (ACC-15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// The creator: an answer is waited for.
    Creator,
    /// The partner: sign, ask or ask again.
    Partner,
    /// Nobody.
    Nobody,
    /// Time alone.
    Time,
}

/// One cause of being hidden (ACC-15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The reason.
    pub reason: HiddenReason,
    /// Who can remove it.
    pub who: Who,
    /// The day from which it no longer holds, where time alone removes it.
    pub clears_on: Option<Day>,
    /// The request behind it.
    pub request: Option<RequestId>,
    /// The day of the act behind it: sent, declined, expired, revoked, or the last of its validity.
    pub on: Option<Day>,
    /// The restricted region.
    pub region: Option<String>,
}

impl Cause {
    fn new(reason: HiddenReason, who: Who) -> Self {
        Self { reason, who, clears_on: None, request: None, on: None, region: None }
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It may be seen.
    Visible,
    /// It may not.
    Hidden {
        /// Every cause that holds; never empty.
        causes: Vec<Cause>,
        /// The first day on which it will be visible with no further event, if there is one.
        visible_from: Option<Day>,
    },
}

impl Decision {
    /// Whether it may be seen.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        matches!(self, Self::Visible)
    }
}

impl Module {
    /// Whether contract windows bound this module (ACC-12).
    pub(crate) fn needs_contract(self, rules: &AccessRules) -> bool {
        let bounds = rules.policy.contract_bounds;
        match self {
            Self::Overview => bounds.overview,
            Self::Live => bounds.live,
            Self::Creator => bounds.creator,
            Self::Video => bounds.video,
            Self::Product => bounds.product,
        }
    }
}

/// May this be seen at this moment, and if not, for which causes (ACC-15)?
///
/// This is the definition; [`super::compile`] must agree with it.
#[must_use]
pub fn decide(rules: &AccessRules, log: &AccessLog, question: &Question, now: Instant) -> Decision {
    let clocks = Clocks::at(now);
    decide_state(
        rules,
        &CreatorState::fold(rules, log, &question.creator, clocks),
        question,
        rules.today(now),
    )
}

/// Why a question is hidden, without when and by whom that ends; none where it may be seen.
pub(crate) fn hidden_reasons(
    rules: &AccessRules,
    state: &CreatorState,
    question: &Question,
    today: Day,
) -> Option<Reasons<HiddenReason>> {
    Reasons::collect(causes(rules, state, question, today).into_iter().map(|cause| cause.reason))
}

/// As [`decide`], on a state that was folded before; `today` is the day of the fold's moment.
#[must_use]
pub fn decide_state(rules: &AccessRules, state: &CreatorState, question: &Question, today: Day) -> Decision {
    let causes = causes(rules, state, question, today);
    if causes.is_empty() {
        return Decision::Visible;
    }
    let mut first = causes.iter().try_fold(today, |latest, cause| Some(latest.max(cause.clears_on?)));
    // On a day that the zone skipped there is no moment to see it.
    while let Some(day) = first.filter(|day| rules.calendar.window_of(*day).is_empty()) {
        first = Some(day.next());
    }
    let visible_from = first.filter(|day| self::causes(rules, state, question, *day).is_empty());
    Decision::Hidden { causes, visible_from }
}

fn causes(rules: &AccessRules, state: &CreatorState, question: &Question, today: Day) -> Vec<Cause> {
    let day = question.day;
    let mut causes = Vec::new();
    // ACC-9
    if let Some(region) = state.restricted_region(rules) {
        let region = Some(region.to_owned());
        causes.push(Cause { region, ..Cause::new(HiddenReason::RegionRestricted, Who::Nobody) });
    }
    // ACC-10, ACC-12
    if question.module.needs_contract(rules) && !state.under_contract(day) {
        let who = if today <= day { Who::Partner } else { Who::Nobody };
        causes.push(Cause::new(HiddenReason::NotUnderContract, who));
    }
    causes.extend(authorization_cause(rules, state, question, today));
    // ACC-4: a day's aggregate needs `today > day`, whenever it was authorized.
    if question.grain == Grain::Aggregate && today <= day {
        let clears_on = Some(day.next());
        causes.push(Cause { clears_on, ..Cause::new(HiddenReason::AggregateNotYet, Who::Time) });
    }
    if question.grain == Grain::Realtime && today < day {
        causes.push(Cause { clears_on: Some(day), ..Cause::new(HiddenReason::NotYetPublished, Who::Time) });
    }
    // ACC-13
    if day < retention_start(&rules.policy, today) {
        causes.push(Cause::new(HiddenReason::OutOfRetention, Who::Nobody));
    }
    causes
}

/// The one cause for which no authorization shows the day; see the decision record on why it is one.
fn authorization_cause(
    rules: &AccessRules,
    state: &CreatorState,
    question: &Question,
    today: Day,
) -> Option<Cause> {
    let room = match &question.subject {
        Subject::Room(room) => Some(Scope::Room(room.clone())),
        _ => None,
    };
    let fitting = || {
        let own = room.iter().flat_map(|scope| state.requests_of(scope));
        state.requests_of(&Scope::Creator).chain(own)
    };
    if fitting().any(|record| record.state.shows_on(today) && record.days.contains(question.day)) {
        return None;
    }
    let covering = || fitting().filter(|record| record.days.contains(question.day));
    let by_time = |a: &&RequestRecord, b: &&RequestRecord| {
        a.sent_at.cmp(&b.sent_at).then_with(|| a.request.cmp(&b.request))
    };
    let pending =
        covering().filter(|record| matches!(record.state, RequestState::Requested(_))).max_by(by_time);
    if let Some(record) = pending.or_else(|| covering().max_by(by_time)) {
        return Some(cause_of(rules, record));
    }
    let other_days = fitting().any(|record| record.state.shows_on(today));
    let reason = if other_days { HiddenReason::OutsideAuthorizedPeriod } else { HiddenReason::NotAuthorized };
    Some(Cause::new(reason, Who::Partner))
}

fn cause_of(rules: &AccessRules, record: &RequestRecord) -> Cause {
    let day = |at| Some(rules.calendar.day_of(at));
    let (reason, who, on) = match &record.state {
        RequestState::Requested(state) => (HiddenReason::RequestPending, Who::Creator, day(state.sent_at)),
        RequestState::Declined(state) => (HiddenReason::RequestDeclined, Who::Partner, day(state.at)),
        RequestState::Expired(state) => (HiddenReason::RequestExpired, Who::Partner, day(state.at)),
        RequestState::Revoked(state) => (HiddenReason::Revoked, Who::Partner, Some(state.on)),
        RequestState::Ended(state) => (HiddenReason::Ended, Who::Partner, Some(state.until)),
        // Authorized, seen from a day on which its validity is over.
        RequestState::Authorized(state) => (HiddenReason::Ended, Who::Partner, state.until),
    };
    Cause { request: Some(record.request.clone()), on, ..Cause::new(reason, who) }
}
