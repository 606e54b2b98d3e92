use std::collections::BTreeMap;

use super::settlement::settlements;
use crate::access::{self, CreatorState, Decision, Grain, Module, Question, RequestState};
use crate::engine::{
    AnswerRow, Dimension, Direction, Line, Query, QueryError, QueryFilter, Scope, SortBy, View,
};
use crate::metric::{Change, Metric};
use crate::time::{Day, Period, Window, WindowSet};
use crate::value::{CreatorId, HiddenReason, Reasons, Value};

/// What the creators screen is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatorsAsk {
    /// The days.
    pub period: Period,
    /// The metrics in their order; [`CREATOR_METRICS`] if empty.
    pub metrics: Vec<String>,
    /// By a metric that is asked, by `creator` (its id) or by `name`; by the first metric without. It orders the authorized;
    /// those that are not go by what of it is no metric.
    pub sort: Vec<SortBy>,
    /// A part of an id or of a name, whatever its case.
    pub search: Option<String>,
    /// Which facts count; of a list of creators both lists keep exactly those.
    pub filter: QueryFilter,
    /// How many of each list are passed over.
    pub offset: usize,
    /// How many of each list are given.
    pub limit: Option<usize>,
}

impl CreatorsAsk {
    /// All creators of a period; [`CREATOR_METRICS`] without a name.
    #[must_use]
    pub fn new<S: AsRef<str>>(period: Period, metrics: &[S]) -> Self {
        Self {
            period,
            metrics: metrics.iter().map(|name| name.as_ref().to_owned()).collect(),
            sort: Vec::new(),
            search: None,
            filter: QueryFilter::default(),
            offset: 0,
            limit: None,
        }
    }
}

/// The creators screen (CRE-1…4).
#[derive(Debug, Clone, PartialEq)]
pub struct CreatorsAnswer {
    /// What the answer drew on.
    pub scope: Scope,
    /// The metrics of every line, in order.
    pub metrics: Vec<Metric>,
    /// *Creators*: those whose authorization is in force.
    pub authorized: Vec<CreatorLine>,
    /// How many there are before paging.
    pub authorized_total: usize,
    /// *Pending authorization*: the others, with what can be done.
    pub pending: Vec<PendingLine>,
    /// How many there are before paging.
    pub pending_total: usize,
    /// The days of settlement GMV; none for a partner that is not of the L2L kind (OVR-4).
    pub settlement_days: Option<Window<Day>>,
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
    /// Settlement GMV of [`CreatorsAnswer::settlement_days`], where there are some.
    pub settlement: Option<Line>,
}

/// What can be done about a creator that is not authorized (CRE-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingAction {
    /// Ask for authorization.
    Request,
    /// Wait for the answer.
    Wait,
    /// Nothing: the account's region cannot authorize, or time alone will show it.
    None,
}

impl PendingAction {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Wait => "wait",
            Self::None => "none",
        }
    }
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

/// What the screen shows by default: LIVE and video apart (CRE-2), and how diligent a creator is (CRE-4).
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
    "livestreams",
    "live_seconds",
    "videos",
];

/// The name of a sort by the creator's name for people.
const NAME: &str = "name";

/// A known creator with its name for people.
struct Known {
    creator: CreatorId,
    name: Option<String>,
}

/// The creators screen of a period.
///
/// Authorized ones by the first metric, most first, unless asked otherwise; what is not known comes last, and those without a
/// visible day behind all others where figures order; ties by id.
///
/// # Errors
/// [`QueryError`] for an unknown or a repeated metric, and for an order by what is neither a metric nor `creator` nor `name`.
pub fn creators(view: &View<'_>, ask: &CreatorsAsk) -> Result<CreatorsAnswer, QueryError> {
    let by_name = |sort: &&SortBy| sort.by == NAME;
    // Names are not the engine's to order by: it orders by the rest, so that it refuses what is wrong.
    let sort: Vec<SortBy> = ask.sort.iter().filter(|sort| !by_name(sort)).cloned().collect();
    let by_key = ask.sort.iter().any(|sort| sort.by == NAME || sort.by == Dimension::Creator.as_str());
    let query = if ask.metrics.is_empty() {
        Query::new(ask.period, CREATOR_METRICS)
    } else {
        Query::new(ask.period, &ask.metrics)
    };
    let mut query = query.group_by(&[Dimension::Creator]).filter(ask.filter.clone()).compared();
    (query.sort, query.search) = (sort, ask.search.clone());
    if !by_key {
        (query.offset, query.limit) = (ask.offset, ask.limit);
    }
    let answer = view.query(&query)?;
    let metrics = answer.metrics.clone();
    let (tail, pending) = beside(view, ask);
    let (authorized_total, pending_total) = (answer.total.saturating_add(tail.len()), pending.len());
    let lines = |row: AnswerRow<'_>| (0..metrics.len()).filter_map(|at| row.line(at)).collect::<Vec<Line>>();
    let window = ask.period.window();
    let line = |creator: CreatorId, name: Option<String>, lines: Option<Vec<Line>>| {
        let visible = view.visible_days(&creator, Module::Creator, window);
        let hidden = view.hidden_reasons(&creator, Module::Creator, window);
        let lines = lines
            .unwrap_or_else(|| metrics.iter().map(|metric| hidden_line(*metric, hidden.as_ref())).collect());
        CreatorLine { creator, name, visible, hidden, lines, settlement: None }
    };
    let shown = answer.rows().filter_map(|row| {
        Some((Known { creator: row.key().creator?, name: row.name().map(str::to_owned) }, Some(lines(row))))
    });
    let mut rows: Vec<(Known, Option<Vec<Line>>)> = shown.collect();
    if by_key {
        rows.extend(tail.into_iter().map(|known| (known, None)));
        order(&mut rows, &ask.sort, &metrics);
        rows.drain(..ask.offset.min(rows.len()));
        rows.truncate(ask.limit.unwrap_or(usize::MAX));
    } else {
        let passed = ask.offset.saturating_sub(answer.total);
        let left = ask.limit.map_or(usize::MAX, |limit| limit.saturating_sub(rows.len()));
        rows.extend(tail.into_iter().skip(passed).take(left).map(|known| (known, None)));
    }
    let mut authorized: Vec<CreatorLine> =
        rows.into_iter().map(|(known, lines)| line(known.creator, known.name, lines)).collect();
    let settlement_days = settle(view, &mut authorized)?;
    let pending = pending.into_iter().skip(ask.offset).take(ask.limit.unwrap_or(usize::MAX));
    let pending = pending.map(|known| waiting(view, ask.period, known)).collect();
    Ok(CreatorsAnswer {
        scope: answer.scope,
        metrics,
        authorized,
        authorized_total,
        pending,
        pending_total,
        settlement_days,
    })
}

/// Whether the creator as a whole has an authorization that shows something.
fn is_authorized(view: &View<'_>, state: &CreatorState) -> bool {
    let rules = &view.store().workspace().rules;
    let mut whole = state.requests.iter().filter(|record| record.scope == access::Scope::Creator);
    state.restricted_region(rules).is_none() && whole.any(|record| record.state.shows_on(view.today()))
}

/// The known creators that are in no row: authorized without a visible day, by id, and those that are not authorized.
fn beside(view: &View<'_>, ask: &CreatorsAsk) -> (Vec<Known>, Vec<Known>) {
    let window = ask.period.window();
    let search = ask.search.as_ref().map(|search| search.to_lowercase());
    let (mut tail, mut pending) = (Vec::new(), Vec::new());
    for creator in view.known_creators() {
        if ask.filter.creators.as_ref().is_some_and(|kept| !kept.contains(&creator)) {
            continue;
        }
        let authorized = is_authorized(view, &view.state_of(&creator));
        if authorized && view.shows_any(&creator, Module::Creator, window) {
            continue;
        }
        let row = view.creator(&creator);
        let names = row.into_iter().flat_map(|row| [&row.name, &row.username, &row.handle]).flatten();
        let holds = |search: &str| {
            let mut texts = std::iter::once(creator.as_str()).chain(names.map(String::as_str));
            texts.any(|text| text.to_lowercase().contains(search))
        };
        if !search.as_deref().is_none_or(holds) {
            continue;
        }
        let name = row.and_then(|row| row.name.clone().or_else(|| row.username.clone()));
        let list = if authorized { &mut tail } else { &mut pending };
        list.push(Known { creator, name });
    }
    pending.sort_by(|a, b| by_key(&ask.sort, a, b));
    (tail, pending)
}

/// The order of two creators by what is no figure, ties by id; one without a name comes last either way.
fn by_key(sort: &[SortBy], a: &Known, b: &Known) -> std::cmp::Ordering {
    let one = |sort: &SortBy| key_order(sort, a, b);
    sort.iter()
        .map(one)
        .fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
        .then_with(|| a.creator.cmp(&b.creator))
}

fn key_order(sort: &SortBy, a: &Known, b: &Known) -> std::cmp::Ordering {
    let turned = |order: std::cmp::Ordering| match sort.direction {
        Direction::Ascending => order,
        Direction::Descending => order.reverse(),
    };
    match sort.by.as_str() {
        NAME => match (&a.name, &b.name) {
            (Some(a), Some(b)) => turned(a.to_lowercase().cmp(&b.to_lowercase()).then_with(|| a.cmp(b))),
            (a, b) => b.is_some().cmp(&a.is_some()),
        },
        by if by == Dimension::Creator.as_str() => turned(a.creator.cmp(&b.creator)),
        _ => std::cmp::Ordering::Equal,
    }
}

/// Orders rows by figures and names; what is not known comes last either way, so that no order tells what is hidden.
fn order(rows: &mut [(Known, Option<Vec<Line>>)], sort: &[SortBy], metrics: &[Metric]) {
    let places: Vec<Option<usize>> =
        sort.iter().map(|sort| metrics.iter().position(|metric| metric.name() == sort.by)).collect();
    rows.sort_by(|(a, a_lines), (b, b_lines)| {
        let one = |(sort, place): (&SortBy, &Option<usize>)| {
            let Some(place) = *place else { return key_order(sort, a, b) };
            let known = |lines: &Option<Vec<Line>>| lines.as_ref()?.get(place)?.value.known().copied();
            match (known(a_lines), known(b_lines)) {
                (Some(a), Some(b)) if sort.direction == Direction::Ascending => a.order(&b),
                (Some(a), Some(b)) => b.order(&a),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        };
        let all = sort.iter().zip(&places).map(one);
        all.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then).then_with(|| a.creator.cmp(&b.creator))
    });
}

/// Puts settlement GMV beside each creator (CRE-2), and says of which days it is.
fn settle(view: &View<'_>, authorized: &mut [CreatorLine]) -> Result<Option<Window<Day>>, QueryError> {
    let creators = authorized.iter().map(|line| line.creator.clone()).collect();
    let Some((days, lines)) = settlements(view, creators)? else { return Ok(None) };
    let metric = Metric::parse("settlement_gmv")?;
    let mut lines: BTreeMap<CreatorId, Line> = lines.into_iter().collect();
    for line in authorized {
        let hidden = || view.hidden_reasons(&line.creator, Module::Creator, days);
        line.settlement =
            Some(lines.remove(&line.creator).unwrap_or_else(|| hidden_line(metric, hidden().as_ref())));
    }
    Ok(Some(days))
}

fn waiting(view: &View<'_>, period: Period, known: Known) -> PendingLine {
    let rules = &view.store().workspace().rules;
    let Known { creator, name } = known;
    let state = view.state_of(&creator);
    let mut whole = state.requests.iter().filter(|record| record.scope == access::Scope::Creator);
    let action = if state.restricted_region(rules).is_some() {
        PendingAction::None
    } else if whole.any(|record| matches!(record.state, RequestState::Requested(_))) {
        PendingAction::Wait
    } else {
        PendingAction::Request
    };
    let question = Question::creator(creator.clone(), Module::Creator, Grain::Aggregate, last_day(period));
    let decision = access::decide_state(rules, &state, &question, view.today());
    PendingLine { creator, name, action, decision }
}

/// What shows of a creator without a visible day: what shows by a room of its own is the room's.
fn hidden_line(metric: Metric, hidden: Option<&Reasons<HiddenReason>>) -> Line {
    let reasons = hidden.cloned().unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized));
    let hidden = || Value::Hidden(reasons.clone());
    Line {
        metric,
        value: hidden(),
        previous: hidden(),
        change: Change { absolute: hidden(), relative: Value::Hidden(reasons.clone()) },
    }
}

fn last_day(period: Period) -> Day {
    let Window { start, end } = period.window();
    end.map_or(start, |end| end.plus(-1))
}
