use crate::access::Module;
use crate::engine::{Dimension, Query, QueryError, View};
use crate::metric::{Figure, Metric, trend_metrics};
use crate::time::{Day, Period};
use crate::value::Value;

/// One or two metrics by day (PER-8).
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The period.
    pub period: Period,
    /// The first day whose points are partial: beyond the earliest watermark of the feeds used (PER-7).
    pub partial_from: Option<Day>,
    /// One series a metric, in the order asked.
    pub series: Vec<Series>,
}

/// A metric by day.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The metric.
    pub metric: Metric,
    /// A point a day.
    pub points: Vec<Point>,
}

/// A metric on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The day.
    pub day: Day,
    /// Its figure.
    pub value: Value<Figure>,
}

/// The trend of one or two metrics over all creators that may be seen.
///
/// # Errors
/// [`QueryError`] for none, more than the policy allows, an unknown or a repeated metric.
pub fn trend<S: AsRef<str>>(view: &View<'_>, period: Period, names: &[S]) -> Result<Trend, QueryError> {
    by_day(view, Query::new(period, names).in_module(Module::Overview))
}

/// The trend of what a question asks: its one or two metrics by day, of the facts it keeps.
///
/// # Errors
/// As [`trend`].
pub(super) fn by_day(view: &View<'_>, query: Query) -> Result<Trend, QueryError> {
    let metrics = trend_metrics(&view.store().workspace().rules.policy, &query.metrics)?;
    let period = query.period;
    let answer = view.query(&query.group_by(&[Dimension::Day]))?;
    let series = metrics.into_iter().enumerate().map(|(place, metric)| {
        let points =
            answer.rows().filter_map(|row| Some(Point { day: row.key().start?, value: row.value(place) }));
        Series { metric, points: points.collect() }
    });
    Ok(Trend { period, partial_from: answer.scope.partial_from, series: series.collect() })
}
