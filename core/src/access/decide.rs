use super::event::Scope;
use super::fold::{Clocks, CreatorState, RequestRecord};
use super::log::AccessLog;
use super::request::RequestState;
use super::rules::AccessRules;
use crate::time::{Day, Instant, retention_start};
use crate::value::{CreatorId, HiddenReason, ProductId, RequestId, RoomId, VideoId};

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
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Live, Self::Creator, Self::Video, Self::Product];
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Live => "live",
            Self::Creator => "creator",
            Self::Video => "video",
            Self::Product => "product",
        }
    }
    /// The one of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|module| module.as_str() == name)
    }
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

/// Why a question is hidden, without when and by whom that ends, handed to `say` one by one; nothing where it may be seen.
pub(crate) fn hidden_reasons(
    rules: &AccessRules,
    state: &CreatorState,
    question: &Question,
    today: Day,
    mut say: impl FnMut(HiddenReason),
) {
    each(rules, state, question, today, |why| say(why.reason()));
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

/// What hides a day, before it is told at length.
#[derive(Debug, Clone, Copy)]
enum Why<'s> {
    Region(&'s str),
    NoContract,
    Request(&'s RequestRecord),
    /// No request covers the day.
    Unauthorized(HiddenReason),
    AggregateNotYet,
    NotYetPublished,
    OutOfRetention,
}

impl Why<'_> {
    fn reason(self) -> HiddenReason {
        match self {
            Self::Region(_) => HiddenReason::RegionRestricted,
            Self::NoContract => HiddenReason::NotUnderContract,
            Self::Request(record) => reason_of(&record.state),
            Self::Unauthorized(reason) => reason,
            Self::AggregateNotYet => HiddenReason::AggregateNotYet,
            Self::NotYetPublished => HiddenReason::NotYetPublished,
            Self::OutOfRetention => HiddenReason::OutOfRetention,
        }
    }
    fn cause(self, rules: &AccessRules, day: Day, today: Day) -> Cause {
        let (reason, time) = (self.reason(), Who::Time);
        match self {
            Self::Region(region) => {
                Cause { region: Some(region.to_owned()), ..Cause::new(reason, Who::Nobody) }
            }
            Self::NoContract => Cause::new(reason, if today <= day { Who::Partner } else { Who::Nobody }),
            Self::Request(record) => cause_of(rules, record),
            Self::Unauthorized(_) => Cause::new(reason, Who::Partner),
            Self::AggregateNotYet => Cause { clears_on: Some(day.next()), ..Cause::new(reason, time) },
            Self::NotYetPublished => Cause { clears_on: Some(day), ..Cause::new(reason, time) },
            Self::OutOfRetention => Cause::new(reason, Who::Nobody),
        }
    }
}

fn causes(rules: &AccessRules, state: &CreatorState, question: &Question, today: Day) -> Vec<Cause> {
    let mut causes = Vec::new();
    each(rules, state, question, today, |why| causes.push(why.cause(rules, question.day, today)));
    causes
}

/// All that hides what a question asks about, one by one.
fn each(
    rules: &AccessRules,
    state: &CreatorState,
    question: &Question,
    today: Day,
    mut say: impl FnMut(Why<'_>),
) {
    let day = question.day;
    // ACC-9
    if let Some(region) = state.restricted_region(rules) {
        say(Why::Region(region));
    }
    // ACC-10, ACC-12
    if question.module.needs_contract(rules) && !state.under_contract(day) {
        say(Why::NoContract);
    }
    if let Some(why) = authorization_why(state, question, today) {
        say(why);
    }
    // ACC-4: a day's aggregate needs `today > day`, whenever it was authorized.
    if question.grain == Grain::Aggregate && today <= day {
        say(Why::AggregateNotYet);
    }
    if question.grain == Grain::Realtime && today < day {
        say(Why::NotYetPublished);
    }
    // ACC-13
    if day < retention_start(&rules.policy, today) {
        say(Why::OutOfRetention);
    }
}

/// The one cause for which no authorization shows the day; see the decision record on why it is one.
fn authorization_why<'s>(state: &'s CreatorState, question: &Question, today: Day) -> Option<Why<'s>> {
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
        return Some(Why::Request(record));
    }
    let other_days = fitting().any(|record| record.state.shows_on(today));
    let reason = if other_days { HiddenReason::OutsideAuthorizedPeriod } else { HiddenReason::NotAuthorized };
    Some(Why::Unauthorized(reason))
}

fn reason_of(state: &RequestState) -> HiddenReason {
    match state {
        RequestState::Requested(_) => HiddenReason::RequestPending,
        RequestState::Declined(_) => HiddenReason::RequestDeclined,
        RequestState::Expired(_) => HiddenReason::RequestExpired,
        RequestState::Revoked(_) => HiddenReason::Revoked,
        // Authorized, seen from a day on which its validity is over.
        RequestState::Ended(_) | RequestState::Authorized(_) => HiddenReason::Ended,
    }
}

fn cause_of(rules: &AccessRules, record: &RequestRecord) -> Cause {
    let day = |at| Some(rules.calendar.day_of(at));
    let (who, on) = match &record.state {
        RequestState::Requested(state) => (Who::Creator, day(state.sent_at)),
        RequestState::Declined(state) => (Who::Partner, day(state.at)),
        RequestState::Expired(state) => (Who::Partner, day(state.at)),
        RequestState::Revoked(state) => (Who::Partner, Some(state.on)),
        RequestState::Ended(state) => (Who::Partner, Some(state.until)),
        RequestState::Authorized(state) => (Who::Partner, state.until),
    };
    Cause { request: Some(record.request.clone()), on, ..Cause::new(reason_of(&record.state), who) }
}
