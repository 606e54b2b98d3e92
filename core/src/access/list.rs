use super::event::{AccessEvent, Scope};
use super::fold::{Clocks, CreatorState, Ignored, IgnoredWhy, why_unknown};
use super::log::AccessLog;
use super::request::{RequestState, RequestStateKind};
use super::rules::AccessRules;
use crate::time::{Day, Instant, Window};
use crate::value::{CreatorId, EventId, RequestId};

/// What can be done next about a request (ACC-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NextAction {
    /// Wait for the creator.
    Wait,
    /// Look at the data.
    ViewData,
    /// Ask again.
    RequestAgain,
    /// Nothing: the account's region cannot authorize.
    None,
}

impl NextAction {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::ViewData => "view_data",
            Self::RequestAgain => "request_again",
            Self::None => "none",
        }
    }
}

/// One request in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// The request.
    pub request: RequestId,
    /// Whom it asked.
    pub creator: CreatorId,
    /// What it covers.
    pub scope: Scope,
    /// The data days it asks for.
    pub days: Window<Day>,
    /// The last day of validity asked.
    pub until: Option<Day>,
    /// When it was sent.
    pub sent_at: Instant,
    /// Its state.
    pub state: RequestState,
    /// What can be done next.
    pub next_action: NextAction,
}

/// The three lists of the data authorization page (ACC-8).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists {
    /// Waiting for an answer.
    pub requested: Vec<RequestRow>,
    /// In force.
    pub authorized: Vec<RequestRow>,
    /// Declined, expired, revoked or ended, and not asked again since.
    pub unauthorized: Vec<RequestRow>,
}

/// Every request of the log at a moment, by the time it was sent, then by id.
#[must_use]
pub fn requests(rules: &AccessRules, log: &AccessLog, clocks: Clocks) -> Vec<RequestRow> {
    let mut rows: Vec<RequestRow> = Vec::new();
    for creator in log.creators() {
        let state = CreatorState::fold(rules, log, creator, clocks);
        let restricted = state.restricted_region(rules).is_some();
        rows.extend(state.requests.into_iter().map(|record| RequestRow {
            next_action: next_action(record.state.kind(), restricted),
            request: record.request,
            creator: creator.clone(),
            scope: record.scope,
            days: record.days,
            until: record.until,
            sent_at: record.sent_at,
            state: record.state,
        }));
    }
    rows.sort_by(|a, b| (a.sent_at, &a.request).cmp(&(b.sent_at, &b.request)));
    rows
}

fn next_action(state: RequestStateKind, restricted: bool) -> NextAction {
    match state {
        RequestStateKind::Requested => NextAction::Wait,
        RequestStateKind::Authorized => NextAction::ViewData,
        _ if restricted => NextAction::None,
        _ => NextAction::RequestAgain,
    }
}

/// The lists by tab (ACC-8); a row that a later request of the same scope and overlapping days replaced is left out.
#[must_use]
pub fn lists(rules: &AccessRules, log: &AccessLog, clocks: Clocks) -> Lists {
    let rows = requests(rules, log, clocks);
    let mut lists = Lists::default();
    let mut later: std::collections::BTreeMap<(CreatorId, Scope), Vec<Window<Day>>> =
        std::collections::BTreeMap::new();
    for row in rows.into_iter().rev() {
        let since = later.entry((row.creator.clone(), row.scope.clone())).or_default();
        let replaced = since.iter().any(|days| days.overlaps(&row.days));
        since.push(row.days);
        match row.state.kind() {
            RequestStateKind::Requested => lists.requested.push(row),
            RequestStateKind::Authorized => lists.authorized.push(row),
            _ if replaced => {}
            _ => lists.unauthorized.push(row),
        }
    }
    for list in [&mut lists.requested, &mut lists.authorized, &mut lists.unauthorized] {
        list.reverse();
    }
    lists
}

/// The events the fold leaves out, in the order of the fold (ACC-16).
#[must_use]
pub fn ignored(rules: &AccessRules, log: &AccessLog, clocks: Clocks) -> Vec<Ignored> {
    let mut all: Vec<(Instant, Instant, EventId, Ignored)> = Vec::new();
    for creator in log.creators() {
        let _state = CreatorState::fold_with(rules, log, creator, clocks, &mut |event: &AccessEvent, why| {
            let why = if why == IgnoredWhy::UnknownRequest { why_unknown(log, event, clocks) } else { why };
            let ignored = Ignored { event: event.id.clone(), why };
            all.push((event.happened_at, event.recorded_at, event.id.clone(), ignored));
        });
    }
    all.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
    all.into_iter().map(|(_, _, _, ignored)| ignored).collect()
}
