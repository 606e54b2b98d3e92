use std::cmp::Ordering;

use crate::change::{GrowthPolicy, falling_bound};
use crate::engine::{AnswerRow, Dimension, Line, Query, QueryError, QueryFilter, Scope, View};
use crate::metric::{Figure, Measure, Metric, MetricError};
use crate::time::Period;
use crate::value::{CreatorId, Value};

/// What declining creators are asked by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecliningAsk {
    /// The days, beside their previous cycle.
    pub period: Period,
    /// `views` (traffic) or `sku_orders` (sales), also of one channel as `views[live]`: counts, so that a bound holds.
    pub by: String,
    /// Which facts count.
    pub filter: QueryFilter,
    /// A part of an id or of a name, whatever its case.
    pub search: Option<String>,
    /// How many rows are passed over.
    pub offset: usize,
    /// How many rows are given.
    pub limit: Option<usize>,
}

impl DecliningAsk {
    /// By traffic, of a period.
    #[must_use]
    pub fn new(period: Period) -> Self {
        let (by, filter) = ("views".to_owned(), QueryFilter::default());
        Self { period, by, filter, search: None, offset: 0, limit: None }
    }
}

/// Accounts in decline (CRE-5).
#[derive(Debug, Clone, PartialEq)]
pub struct DecliningAnswer {
    /// What the answer drew on.
    pub scope: Scope,
    /// What is counted.
    pub by: Metric,
    /// Those that fall for certain, the steepest first; ties by id.
    pub rows: Vec<DecliningLine>,
    /// How many there are before paging.
    pub total: usize,
    /// How many creators were measured: all days of both cycles show, both counts are known, and there were enough before.
    pub measured: usize,
}

/// A creator in decline.
#[derive(Debug, Clone, PartialEq)]
pub struct DecliningLine {
    /// Its id.
    pub creator: CreatorId,
    /// Its name for people.
    pub name: Option<String>,
    /// The upper bound of the rate of the period over that of the previous cycle; below 1.
    pub bound: f64,
    /// The count.
    pub count: Line,
    /// GMV beside it.
    pub gmv: Line,
}

/// The metrics that can be asked by.
const COUNTS: [Measure; 2] = [Measure::Views, Measure::SkuOrders];

fn counted(name: &str, channel: Option<&'static str>) -> Result<(), MetricError> {
    if COUNTS.iter().any(|count| count.id() == name) {
        return Ok(());
    }
    let suffix = channel.map_or_else(String::new, |channel| format!("[{channel}]"));
    let all = COUNTS.iter().map(|count| count.id().to_owned());
    Err(MetricError::Unknown { nearest: crate::value::nearest(name, all), name: format!("{name}{suffix}") })
}

/// The creators whose traffic or sales fall for certain against the previous cycle (CRE-5): the upper bound of
/// [`falling_bound`] lies below 1.
///
/// A creator of whom a day of either cycle is hidden is left out, whatever the rest says: its place would tell what is hidden.
///
/// # Errors
/// [`QueryError`] for a metric that is no count of views or SKU orders.
pub fn declining_creators(view: &View<'_>, ask: &DecliningAsk) -> Result<DecliningAnswer, QueryError> {
    let by = Metric::parse(&ask.by)?;
    counted(by.def.id, by.channel)?;
    let gmv = by.channel.map_or_else(|| "gmv".to_owned(), |channel| format!("gmv[{channel}]"));
    let query = Query::new(ask.period, &[by.name(), gmv]).group_by(&[Dimension::Creator]);
    let mut query = query.filter(ask.filter.clone()).compared();
    query.search.clone_from(&ask.search);
    let answer = view.query(&query)?;
    let policy = GrowthPolicy::default();
    let measured: Vec<(Value<f64>, AnswerRow<'_>)> =
        answer.rows().filter_map(|row| Some((bound(&row, &policy)?, row))).collect();
    let known = measured.iter().filter_map(|(bound, row)| Some((*bound.known()?, *row)));
    let mut fallen: Vec<(f64, CreatorId, AnswerRow<'_>)> = known
        .clone()
        .filter(|(bound, _)| *bound < 1.0)
        .filter_map(|(bound, row)| Some((bound, row.key().creator?, row)))
        .collect();
    fallen.sort_by(|(a, a_id, _), (b, b_id, _)| match a.total_cmp(b) {
        Ordering::Equal => a_id.cmp(b_id),
        order => order,
    });
    let (total, measured) = (fallen.len(), known.count());
    let page = fallen.into_iter().skip(ask.offset).take(ask.limit.unwrap_or(usize::MAX));
    let rows = page.filter_map(|(bound, creator, row)| {
        let name = row.name().map(str::to_owned);
        Some(DecliningLine { creator, name, bound, count: row.line(0)?, gmv: row.line(1)? })
    });
    let rows = rows.collect();
    Ok(DecliningAnswer { scope: answer.scope, by, rows, total, measured })
}

/// How certainly a creator falls; none where a day of either cycle is hidden or the cycles do not compare.
fn bound(row: &AnswerRow<'_>, policy: &GrowthPolicy) -> Option<Value<f64>> {
    let (previous, change) = row.compared(0)?;
    let compares = row.hidden().is_none() && matches!(change.absolute, Value::Known(_));
    let count = |value: &Value<Figure>| match value {
        Value::Known(Figure::Count(count)) => u64::try_from(*count).ok(),
        _ => None,
    };
    compares.then(|| falling_bound(count(&row.value(0)), count(previous), policy))
}
