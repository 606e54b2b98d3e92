use super::error::RoomError;
use super::figures::Stretch;
use super::marks::Marker;
use super::minutes::{instant_of, minute_of};
use super::room::Room;
use crate::metric::{Figure, Metric, MetricError};
use crate::time::{Instant, Window};
use crate::value::Value;

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
    /// What a trend shows unless it is told otherwise (DSH-3): people in the room, and GMV ordered inside the LIVE.
    pub const TREND_METRICS: [&'static str; 2] = ["concurrent_viewers", "gmv"];

    /// The metrics of a trend by name (PER-8).
    ///
    /// # Errors
    /// [`MetricError`] for none, too many, an unknown or a repeated one.
    pub fn trend_metrics<S: AsRef<str>>(&self, names: &[S]) -> Result<Vec<Metric>, MetricError> {
        self.fits_trend(names.len())?;
        Metric::parse_all(names)
    }
    fn fits_trend(&self, given: usize) -> Result<(), MetricError> {
        let limit = self.settings.rules.trend_metrics;
        let fits = given > 0 && given <= limit as usize;
        if fits { Ok(()) } else { Err(MetricError::TrendSize { given, limit }) }
    }
    /// Metrics by minute up to a moment. The whole of a LIVE that is over holds what is still told of it after its end, so
    /// that its minutes add up to its figures.
    ///
    /// # Errors
    /// [`RoomError::SpanReversed`] for a custom span that ends before it starts, [`RoomError::Metric`] for a number of metrics
    /// that no trend has (PER-8).
    pub fn trend(&self, now: Instant, span: LiveSpan, metrics: &[Metric]) -> Result<LiveTrend, RoomError> {
        self.fits_trend(metrics.len())?;
        let ended_at = self.ended_at().filter(|ended| *ended <= now);
        let end = minute_of(ended_at.unwrap_or(now)).saturating_add(1);
        let (from, to) = match span {
            LiveSpan::Whole => {
                let told = self.minutes.end().min(minute_of(now).saturating_add(1));
                (self.minutes.first, end.max(told))
            }
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
            value: Stretch::minute(&self.minutes, minute).figure(metric, self.settings.currency),
        };
        let series = metrics.iter().map(|metric| (*metric, (from..to).map(|at| point(metric, at)).collect()));
        let inside = |marker: &Marker| (from..to).contains(&minute_of(marker.at));
        let markers = self.marks.markers(now).filter(inside).collect();
        let looks = (from..to).filter_map(|at| Some((at, self.minutes.gauge(at)?.peak)));
        let peak = looks.reduce(|best, one| if one.1 > best.1 { one } else { best });
        Ok(LiveTrend {
            span: Window { start: instant_of(from), end: Some(instant_of(to.max(from))) },
            series: series.collect(),
            markers,
            peak: peak.map(|(minute, people)| (instant_of(minute), people)),
        })
    }
    /// The trend over the whole LIVE, for a table (DSH-5).
    ///
    /// # Errors
    /// [`RoomError::StillOn`] during the LIVE, and as [`Room::trend`].
    pub fn trend_to_export(&self, now: Instant, metrics: &[Metric]) -> Result<LiveTrend, RoomError> {
        self.closed(now, "export")?;
        self.trend(now, LiveSpan::Whole, metrics)
    }
}
