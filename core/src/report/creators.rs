use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::access::{self, Decision, Grain, Module, Question, RequestState};
use crate::engine::{Dimension, Line, Query, QueryError, Scope, View};
use crate::metric::{Change, Metric};
use crate::time::{Day, Period, Window, WindowSet};
use crate::value::{CreatorId, HiddenReason, Reasons, Value};

/// The creators screen (CRE-1, CRE-2).
#[derive(Debug, Clone, PartialEq)]
pub struct CreatorsAnswer {
    /// What the answer drew on.
    pub scope: Scope,
    /// The metrics of every line, in order.
    pub metrics: Vec<Metric>,
    /// *Creators*: those whose authorization is in force.
    pub authorized: Vec<CreatorLine>,
    /// *Pending authorization*: the others, with what can be done.
    pub pending: Vec<PendingLine>,
}

/// An authorized creator.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatorLine {
    /// Its id.
    pub creator: CreatorId,
    /// Its name for people.
    pub name: Option<String>,
    /// The visible days of the period; sums are over these.
    pub visible: WindowSet<Day>,
    /// Why the other days are hidden.
    pub hidden: Option<Reasons<HiddenReason>>,
    /// One line a metric.
    pub lines: Vec<Line>,
}

/// What can be done about a creator that is not authorized (CRE-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingAction {
    /// Ask for authorization.
    Request,
    /// Wait for the answer.
    Wait,
    /// Nothing: the account's region cannot authorize.
    None,
}

/// A creator that is not authorized.
#[derive(Debug, Clone, PartialEq)]
pub struct PendingLine {
    /// Its id.
    pub creator: CreatorId,
    /// Its name for people.
    pub name: Option<String>,
    /// What can be done.
    pub action: PendingAction,
    /// Why the last day of the period is hidden.
    pub decision: Decision,
}

/// What the screen shows by default: LIVE and video apart (CRE-2).
pub const CREATOR_METRICS: &[&str] = &[
    "gmv",
    "gmv[live]",
    "product_impressions[live]",
    "views[live]",
    "product_clicks[live]",
    "sku_orders[live]",
    "items_sold[live]",
    "buyers[live]",
    "interaction_rate[live]",
    "ctr[live]",
    "c_o[live]",
    "rpm[live]",
    "gmv[video]",
    "product_impressions[video]",
    "views[video]",
    "product_clicks[video]",
    "sku_orders[video]",
    "items_sold[video]",
    "buyers[video]",
    "interaction_rate[video]",
    "ctr[video]",
    "c_o[video]",
    "rpm[video]",
    "commission",
    "followers",
];

/// The creators screen of a period: authorized ones by the first metric, most first, hidden last; ties by id.
///
/// # Errors
/// [`QueryError`] for an unknown or a repeated metric.
pub fn creators<S: AsRef<str>>(
    view: &View<'_>,
    period: Period,
    names: &[S],
) -> Result<CreatorsAnswer, QueryError> {
    let query =
        if names.is_empty() { Query::new(period, CREATOR_METRICS) } else { Query::new(period, names) };
    let answer = view.query(&query.group_by(&[Dimension::Creator]).compared())?;
    let metrics = answer.metrics.clone();
    let rules = &view.store().workspace().rules;
    let lines =
        |row: crate::engine::AnswerRow<'_>| (0..metrics.len()).filter_map(|at| row.line(at)).collect();
    let rows = answer.rows().filter_map(|row| Some((row.key().creator.clone()?, lines(row))));
    let mut rows: BTreeMap<CreatorId, Vec<Line>> = rows.collect();
    let (mut authorized, mut pending) = (Vec::new(), Vec::new());
    for creator in view.known_creators() {
        let name = view.creator(&creator).and_then(|row| row.name.clone().or_else(|| row.username.clone()));
        let state = view.state_of(&creator);
        let restricted = state.restricted_region(rules).is_some();
        let whole = || state.requests.iter().filter(|record| record.scope == access::Scope::Creator);
        if !restricted && whole().any(|record| record.state.shows_on(view.today())) {
            let window = period.window();
            let visible = view.visible_days(&creator, Module::Creator, window);
            let hidden = view.hidden_reasons(&creator, Module::Creator, window);
            let lines = rows.remove(&creator).unwrap_or_else(|| hidden_lines(&metrics, hidden.as_ref()));
            authorized.push(CreatorLine { creator, name, visible, hidden, lines });
            continue;
        }
        let waiting = whole().any(|record| matches!(record.state, RequestState::Requested(_)));
        let action = match (restricted, waiting) {
            (true, _) => PendingAction::None,
            (false, true) => PendingAction::Wait,
            (false, false) => PendingAction::Request,
        };
        let question =
            Question::creator(creator.clone(), Module::Creator, Grain::Aggregate, last_day(period));
        let decision = access::decide_state(rules, &state, &question, view.today());
        pending.push(PendingLine { creator, name, action, decision });
    }
    authorized.sort_by(|a, b| order(a, b).then_with(|| a.creator.cmp(&b.creator)));
    Ok(CreatorsAnswer { scope: answer.scope, metrics, authorized, pending })
}

/// What shows of a creator without a visible day: what shows by a room of its own is the room's.
fn hidden_lines(metrics: &[Metric], hidden: Option<&Reasons<HiddenReason>>) -> Vec<Line> {
    let reasons = hidden.cloned().unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized));
    let hidden = || Value::Hidden(reasons.clone());
    let line = |metric: &Metric| Line {
        metric: *metric,
        value: hidden(),
        previous: hidden(),
        change: Change { absolute: hidden(), relative: Value::Hidden(reasons.clone()) },
    };
    metrics.iter().map(line).collect()
}

fn last_day(period: Period) -> Day {
    let Window { start, end } = period.window();
    end.map_or(start, |end| end.plus(-1))
}

/// Most first; what is not known comes last, so that no order tells what is hidden.
fn order(a: &CreatorLine, b: &CreatorLine) -> Ordering {
    match (a.lines.first().map(|line| &line.value), b.lines.first().map(|line| &line.value)) {
        (Some(Value::Known(a)), Some(Value::Known(b))) => b.order(a),
        (Some(Value::Known(_)), _) => Ordering::Less,
        (_, Some(Value::Known(_))) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
