use std::collections::BTreeMap;

use super::error::{ReportError, creators_known};
use super::listing::{Entry, Listing, creator_name, entries};
use super::livestreams::LivestreamFacts;
use crate::access::Module;
use crate::engine::{AnswerRow, Dimension, Query, QueryFilter, Scope, View};
use crate::fact::{Channel, Content};
use crate::metric::{
    ContentParts, CreatorCount, Expr, Figure, Formula, Measure, Metric, Parts, Unit, evaluate,
};
use crate::time::Period;
use crate::value::{CreatorId, HiddenReason, Reasons, UndefinedReason, Value};

/// What the recap of LIVEs is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivestreamRecapAsk {
    /// The period.
    pub period: Period,
    /// Of these creators only.
    pub creators: Option<Vec<CreatorId>>,
    /// Which metrics, rows and order.
    pub listing: Listing,
    /// Whether each figure stands beside the previous cycle's (PER-6).
    pub compare: bool,
}

/// LIVEs by creator (LIV-8, CRE-4).
#[derive(Debug, Clone, PartialEq)]
pub struct LivestreamRecap {
    /// What the answer drew on.
    pub scope: Scope,
    /// The metrics of every row, in order.
    pub metrics: Vec<Metric>,
    /// The creators of whom a day may be seen, in order.
    pub rows: Vec<RecapLine>,
    /// How many rows there are before `top`, `offset` and `limit`.
    pub total: usize,
}

/// A creator of the recap.
#[derive(Debug, Clone, PartialEq)]
pub struct RecapLine {
    /// Whose.
    pub creator: CreatorId,
    /// The name for people.
    pub name: Option<String>,
    /// Why days of it are hidden; sums are over the others.
    pub hidden: Option<Reasons<HiddenReason>>,
    /// One entry a metric.
    pub entries: Vec<Entry>,
    /// GMV for each hour on air.
    pub gmv_per_hour: Value<Figure>,
    /// The LIVE with the most GMV over 0, of those that may be seen.
    pub best: Option<BestLivestream>,
}

/// The best LIVE of a creator.
#[derive(Debug, Clone, PartialEq)]
pub struct BestLivestream {
    /// Which.
    pub facts: LivestreamFacts,
    /// Its GMV in the period.
    pub gmv: Value<Figure>,
}

/// What the recap shows by default: LIVEs, time on air, GMV, viewers, transactions, GMV for each LIVE.
pub const RECAP_METRICS: &[&str] =
    &["livestreams", "live_seconds", "gmv", "viewers", "buyers", "avg_gmv_live"];

/// LIVEs of a period by creator.
///
/// # Errors
/// [`ReportError`] for an unknown or repeated metric, an unknown order, an unknown creator.
pub fn livestream_recap(view: &View<'_>, ask: &LivestreamRecapAsk) -> Result<LivestreamRecap, ReportError> {
    creators_known(view, ask.creators.iter().flatten())?;
    let query = ask.listing.query(ask.period, RECAP_METRICS).in_module(Module::Live);
    let mut query = Query { compare: ask.compare, ..query.group_by(&[Dimension::Creator]) };
    query.check()?;
    let metrics = query.metrics.len();
    for name in ["gmv", "live_seconds"].map(str::to_owned) {
        if !query.metrics.contains(&name) {
            query.metrics.push(name);
        }
    }
    let filter = |creators: Option<Vec<CreatorId>>| QueryFilter {
        creators,
        channels: Some(vec![Channel::Live]),
        ..QueryFilter::default()
    };
    let mut answer = view.query(&query.filter(filter(ask.creators.clone())))?;
    let place = |name: &str| answer.metrics.iter().position(|metric| metric.name() == name);
    let (gmv, seconds) = (place("gmv"), place("live_seconds"));
    let value = |row: AnswerRow<'_>, place: Option<usize>| {
        place.map_or_else(|| Value::undefined(UndefinedReason::Absent), |place| row.value(place))
    };
    let line = |row: AnswerRow<'_>| {
        let creator = row.key().creator?;
        Some(RecapLine {
            name: creator_name(view, &creator),
            creator,
            hidden: row.hidden().cloned(),
            entries: entries(&answer, row, metrics),
            gmv_per_hour: per_hour(view, &value(row, gmv), &value(row, seconds)),
            best: None,
        })
    };
    let mut rows: Vec<RecapLine> = answer.rows().filter_map(line).collect();
    let shown = rows.iter().map(|row| row.creator.clone()).collect();
    let mut best = best(view, ask.period, filter(Some(shown)))?;
    for row in &mut rows {
        row.best = best.remove(&row.creator);
    }
    answer.metrics.truncate(metrics);
    Ok(LivestreamRecap { metrics: answer.metrics, rows, total: answer.total, scope: answer.scope })
}

/// The LIVE with the most GMV of each creator; ties by id.
fn best(
    view: &View<'_>,
    period: Period,
    filter: QueryFilter,
) -> Result<BTreeMap<CreatorId, BestLivestream>, ReportError> {
    let mut best = BTreeMap::new();
    let query = Query::new(period, &["gmv"]).in_module(Module::Live);
    let answer = view.query(&query.group_by(&[Dimension::Creator, Dimension::Content]).filter(filter))?;
    for row in answer.rows() {
        let (key, gmv) = (row.key(), row.value(0));
        let (Some(creator), Some(Content::Room(room))) = (key.creator, key.content) else { continue };
        if best.contains_key(&creator) || gmv.known().is_none_or(Figure::is_zero) {
            continue;
        }
        let facts = LivestreamFacts::of(view, &room, Some(creator.clone()));
        best.insert(creator, BestLivestream { facts, gmv });
    }
    Ok(best)
}

const HOURLY: Formula = Formula::Quotient {
    over: Expr::Measure(Measure::Gmv),
    under: Expr::Measure(Measure::LiveSeconds),
    times: 3600,
};

fn per_hour(view: &View<'_>, gmv: &Value<Figure>, seconds: &Value<Figure>) -> Value<Figure> {
    let parts = Hourly { gmv: gmv.clone(), seconds: seconds.clone() };
    evaluate(HOURLY, Unit::Money, view.store().workspace().currency, &parts)
}

/// Two figures of a creator.
struct Hourly {
    gmv: Value<Figure>,
    seconds: Value<Figure>,
}

impl Parts for Hourly {
    fn measure(&self, measure: Measure) -> Value<i128> {
        let absent = || Value::undefined(UndefinedReason::Absent);
        let figure = if measure == Measure::Gmv { &self.gmv } else { &self.seconds };
        figure.clone().zip_with(Value::Known(()), |figure, ()| match figure {
            Figure::Money(money) => Value::Known(money.micros()),
            Figure::Seconds(seconds) => Value::Known(seconds.into()),
            _ => absent(),
        })
    }
    fn contents(&self, _over: Measure, _under: Measure) -> Value<ContentParts> {
        Value::undefined(UndefinedReason::Absent)
    }
    fn creators(&self, _count: CreatorCount) -> Value<i128> {
        Value::undefined(UndefinedReason::Absent)
    }
}
