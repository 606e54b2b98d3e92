//! Figures of a room: the registry's formulas over sums of minutes.

use super::counts::Counts;
use super::minutes::Minutes;
use crate::metric::{
    ContentParts, CreatorCount, Exact, Figure, Measure, Metric, Parts, evaluate_exactly, shown,
};
use crate::value::{Currency, UndefinedReason, Value};

/// What is known of a stretch of a room.
pub(super) struct Stretch {
    pub(super) sums: Counts,
    /// People in the room, where it was looked at.
    pub(super) concurrent: Option<i64>,
}

impl Stretch {
    /// All before a minute.
    pub(super) fn before(minutes: &Minutes, minute: i64) -> Self {
        let concurrent = minutes.gauge_before(minute).map(|gauge| gauge.last);
        Self { sums: minutes.before(minute), concurrent }
    }
    /// Minutes `[from, until)`.
    pub(super) fn between(minutes: &Minutes, from: i64, until: i64) -> Self {
        Self { sums: minutes.between(from, until), concurrent: None }
    }
    /// One minute.
    pub(super) fn minute(minutes: &Minutes, minute: i64) -> Self {
        let sums = minutes.counts(minute).copied().unwrap_or_default();
        Self { sums, concurrent: minutes.gauge(minute).map(|gauge| gauge.last) }
    }
    pub(super) fn exact(&self, metric: &Metric, currency: Currency) -> Value<Exact> {
        // A room is of one channel: of the others nothing is known here.
        if metric.channel.is_some_and(|channel| channel != "live") {
            return absent();
        }
        evaluate_exactly(metric.def.formula, metric.def.unit, currency, self)
    }
    pub(super) fn figure(&self, metric: &Metric, currency: Currency) -> Value<Figure> {
        shown(self.exact(metric, currency))
    }
}

fn absent<T>() -> Value<T> {
    Value::undefined(UndefinedReason::Absent)
}

impl Parts for Stretch {
    fn measure(&self, measure: Measure) -> Value<i128> {
        match (self.sums.get(measure), measure) {
            (Some(sum), _) => Value::Known(sum.into()),
            (None, Measure::ConcurrentViewers) => {
                self.concurrent.map_or_else(absent, |now| Value::Known(now.into()))
            }
            _ => absent(),
        }
    }
    fn contents(&self, _over: Measure, _under: Measure) -> Value<ContentParts> {
        absent()
    }
    fn creators(&self, _count: CreatorCount) -> Value<i128> {
        absent()
    }
}
