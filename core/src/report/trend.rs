use super::line::{Cycles, figure};
use super::parts::Whom;
use crate::access::Module;
use crate::engine::{Filter, View};
use crate::metric::{Figure, Metric, MetricError, trend_metrics};
use crate::time::{Day, Period, Window};
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
/// [`MetricError`] for none, more than the policy allows, an unknown or a repeated metric.
pub fn trend<S: AsRef<str>>(view: &View<'_>, period: Period, names: &[S]) -> Result<Trend, MetricError> {
    let metrics = trend_metrics(&view.store().workspace().rules.policy, names)?;
    let mut series: Vec<Series> =
        metrics.into_iter().map(|metric| Series { metric, points: Vec::new() }).collect();
    let names: Vec<Metric> = series.iter().map(|one| one.metric).collect();
    let partial_from =
        Cycles::new(view, Module::Overview, period, Filter::default()).scope(&names).partial_from;
    let windows = [period.window()];
    let mut day = period.start;
    while day < period.end {
        let window = Window { start: day, end: Some(day.next()) };
        let gathered = view.gather(Module::Overview, window, &windows, Filter::default());
        for one in &mut series {
            one.points.push(Point { day, value: figure(view, period, &gathered, Whom::All, one.metric) });
        }
        day = day.next();
    }
    Ok(Trend { period, partial_from, series })
}
