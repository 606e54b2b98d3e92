use super::error::RoomError;
use super::figures::Stretch;
use super::marks::Marker;
use super::minutes::minute_of;
use super::room::Room;
use super::snapshot::instant_of;
use crate::metric::{Figure, Measure, Metric};
use crate::time::{Instant, Window};
use crate::value::{Currency, Value};

/// Which part of a LIVE a trend shows (DSH-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the spans of DSH-3")]
pub enum LiveSpan {
    /// From the start.
    Whole,
    /// The last minutes: 30 and 5 are what a dashboard offers.
    Last {
        /// How many.
        minutes: u32,
    },
    /// From one moment to another.
    Custom {
        /// The first moment.
        start: Instant,
        /// The moment after the last.
        end: Instant,
    },
}

/// A metric of a minute.
#[derive(Debug, Clone, PartialEq)]
pub struct LivePoint {
    /// The minute.
    pub minute: Instant,
    /// Its figure: of the minute alone; of people in the room, the last look in it.
    pub value: Value<Figure>,
}

/// One or two metrics by minute (DSH-3), with what happened (DSH-4).
#[derive(Debug, Clone, PartialEq)]
pub struct LiveTrend {
    /// The minutes shown.
    pub span: Window<Instant>,
    /// One series a metric.
    pub series: Vec<(Metric, Vec<LivePoint>)>,
    /// Key events within.
    pub markers: Vec<Marker>,
    /// The minute with most people in the room, of those shown; the first of equals (LIV-7).
    pub peak: Option<(Instant, i64)>,
}

impl Room {
    /// Metrics by minute up to a moment.
    ///
    /// # Errors
    /// [`RoomError::SpanReversed`] for a custom span that ends before it starts.
    pub fn trend(
        &self,
        now: Instant,
        span: LiveSpan,
        metrics: &[Metric],
        currency: Currency,
    ) -> Result<LiveTrend, RoomError> {
        let until = self.marks.at(now).ended_at.map_or(now, |ended| ended.min(now));
        let end = minute_of(until).saturating_add(1);
        let (from, to) = match span {
            LiveSpan::Whole => (self.minutes.first, end),
            LiveSpan::Last { minutes } => (end.saturating_sub(minutes.into()), end),
            LiveSpan::Custom { start, end: stop } if stop < start => {
                return Err(RoomError::SpanReversed { start, end: stop });
            }
            LiveSpan::Custom { start, end: stop } => {
                (minute_of(start), minute_of(stop.plus_millis(-1)).saturating_add(1).min(end))
            }
        };
        let (from, to) = (from.max(self.minutes.first), to);
        let point = |metric: &Metric, minute: i64| LivePoint {
            minute: instant_of(minute),
            value: Stretch::minute(&self.minutes, minute).figure(metric, currency),
        };
        let series = metrics.iter().map(|metric| (*metric, (from..to).map(|at| point(metric, at)).collect()));
        let inside = |at: Instant| (from..to).contains(&minute_of(at)) && at <= now;
        let markers = self.marks.at(now).markers.into_iter().filter(|marker| inside(marker.at)).collect();
        let looks = (from..to).filter_map(|at| Some((at, self.minutes.gauge(at)?.peak)));
        let peak = looks.reduce(|best, one| if one.1 > best.1 { one } else { best });
        Ok(LiveTrend {
            span: Window { start: instant_of(from), end: Some(instant_of(to.max(from))) },
            series: series.collect(),
            markers,
            peak: peak.map(|(minute, people)| (instant_of(minute), people)),
        })
    }
    /// What a trend shows unless it is told otherwise (DSH-3): people in the room, and GMV ordered inside the LIVE.
    pub const TREND_METRICS: [&'static str; 2] = ["concurrent_viewers", "gmv"];
}

/// A source of traffic (DSH-2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// The source.
    pub source: super::event::TrafficSource,
    /// Users that it brought.
    pub viewers: i64,
    /// Views that it brought.
    pub views: i64,
}

impl Room {
    /// Sources by the viewers they brought, most first; ties by name, organic before paid (DSH-2).
    #[must_use]
    pub fn sources(&self, now: Instant) -> Vec<SourceLine> {
        let end = minute_of(now).saturating_add(1);
        let line = |(source, minutes): (&super::event::TrafficSource, &super::minutes::Minutes)| {
            let sums = minutes.before(end);
            let of = |measure| sums.get(measure).unwrap_or_default();
            let (viewers, views) = (of(Measure::Viewers), of(Measure::Views));
            SourceLine { source: source.clone(), viewers, views }
        };
        let mut lines: Vec<SourceLine> =
            self.sources.iter().map(line).filter(|line| line.views > 0).collect();
        lines.sort_by(|a, b| b.viewers.cmp(&a.viewers).then_with(|| a.source.cmp(&b.source)));
        lines
    }
}

/// A stage of the funnel (DSH-6).
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelStage {
    /// What is counted.
    pub measure: Measure,
    /// How many.
    pub count: i64,
    /// What is left of the stage before; undefined for the first, and where there was none.
    pub kept: Value<f64>,
}

/// Impressions → views → product clicks → orders (DSH-6).
#[derive(Debug, Clone, PartialEq)]
pub struct LiveFunnel {
    /// The stages.
    pub stages: [FunnelStage; 4],
    /// The stage with the largest relative loss from the one before; the first of equals, none where no loss is known.
    pub bottleneck: Option<Measure>,
}

impl Room {
    /// The funnel up to a moment.
    #[must_use]
    pub fn funnel(&self, now: Instant) -> LiveFunnel {
        let sums = self.minutes.before(minute_of(now).saturating_add(1));
        let measures = [Measure::Impressions, Measure::Views, Measure::ProductClicks, Measure::SkuOrders];
        let counts = measures.map(|measure| sums.get(measure).unwrap_or_default());
        let mut before = None;
        let stages = std::array::from_fn(|at| {
            let count = counts.get(at).copied().unwrap_or_default();
            let measure = measures.get(at).copied().unwrap_or(Measure::Impressions);
            let kept = kept(before, count);
            before = Some(count);
            FunnelStage { measure, count, kept }
        });
        LiveFunnel { bottleneck: bottleneck(&stages), stages }
    }
}

fn kept(before: Option<i64>, count: i64) -> Value<f64> {
    use crate::value::UndefinedReason;
    match before {
        None => Value::undefined(UndefinedReason::Absent),
        Some(0) => Value::undefined(UndefinedReason::ZeroDenominator),
        Some(before) => Value::Known(crate::metric::ratio(count.into(), before.into())),
    }
}

fn bottleneck(stages: &[FunnelStage; 4]) -> Option<Measure> {
    let mut worst: Option<(&FunnelStage, i128, i128)> = None;
    for pair in stages.windows(2) {
        let [before, stage] = pair else { continue };
        // What is kept is compared crosswise, exactly: count / before.
        let (count, of) = (i128::from(stage.count), i128::from(before.count));
        if of == 0 || count >= of {
            continue;
        }
        if worst.is_none_or(|(_, least, base)| count * base < least * of) {
            worst = Some((stage, count, of));
        }
    }
    worst.map(|(stage, ..)| stage.measure)
}
