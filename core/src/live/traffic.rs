use super::event::TrafficSource;
use super::minutes::{Minutes, minute_of};
use super::room::Room;
use crate::metric::Measure;
use crate::time::Instant;
use crate::value::{UndefinedReason, Value};

/// A source of traffic (DSH-2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// The source.
    pub source: TrafficSource,
    /// Users that it brought.
    pub viewers: i64,
    /// Views that it brought.
    pub views: i64,
}

impl Room {
    /// Sources by the viewers they brought, most first; ties by views, then by name, organic before paid (DSH-2).
    #[must_use]
    pub fn sources(&self, now: Instant) -> Vec<SourceLine> {
        let end = minute_of(now).saturating_add(1);
        let line = |(source, minutes): (&TrafficSource, &Minutes)| {
            let sums = minutes.before(end);
            let of = |measure| sums.get(measure).unwrap_or_default();
            let (viewers, views) = (of(Measure::Viewers), of(Measure::Views));
            SourceLine { source: source.clone(), viewers, views }
        };
        let mut lines: Vec<SourceLine> =
            self.sources.iter().map(line).filter(|line| line.views > 0).collect();
        lines.sort_by(|a, b| {
            (b.viewers, b.views).cmp(&(a.viewers, a.views)).then_with(|| a.source.cmp(&b.source))
        });
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

pub(super) fn kept(before: Option<i64>, count: i64) -> Value<f64> {
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
        if worst.is_none_or(|(_, least, base)| count.saturating_mul(base) < least.saturating_mul(of)) {
            worst = Some((stage, count, of));
        }
    }
    worst.map(|(stage, ..)| stage.measure)
}
