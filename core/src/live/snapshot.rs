use super::figures::Stretch;
use super::marks::{Giveaway, Violation};
use super::minutes::{MINUTE_MILLIS, minute_of};
use super::room::{Comment, Room};
use crate::metric::{Figure, Metric, change};
use crate::time::Instant;
use crate::value::{Currency, ProductId, UndefinedReason, Value};

/// A metric of a room beside its value five minutes earlier (LIV-4).
#[derive(Debug, Clone, PartialEq)]
pub struct LiveLine {
    /// The metric.
    pub metric: Metric,
    /// Its figure now.
    pub value: Value<Figure>,
    /// Its figure at the last whole minute less that of five minutes before; undefined until the LIVE is five minutes old.
    pub change: Value<Figure>,
}

/// A product that is low in stock (LIV-6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockAlert {
    /// The product.
    pub product: ProductId,
    /// Pieces left.
    pub left: i64,
    /// Since when it is low.
    pub at: Instant,
    /// What is said, in the words of the rule.
    pub text: String,
}

/// A room at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// The moment.
    pub now: Instant,
    /// The whole minute that changes are of.
    pub compared_at: Instant,
    /// When the LIVE ended, if it has by now.
    pub ended_at: Option<Instant>,
    /// Violations, the last found first: they stand above the metrics (LIV-5).
    pub violations: Vec<Violation>,
    /// Products low in stock, the fewest left first; none after the end (LIV-6).
    pub stock_alerts: Vec<StockAlert>,
    /// One line a metric, in the order asked.
    pub lines: Vec<LiveLine>,
    /// The product that is pinned (DSH-7).
    pub pinned: Option<ProductId>,
    /// Giveaways in order of start.
    pub giveaways: Vec<Giveaway>,
    /// How many events changed nothing, since they contradict what stands.
    pub ignored: usize,
}

/// The minutes a change looks back (LIV-4).
pub(super) const BACK: i64 = 5;

pub(super) fn instant_of(minute: i64) -> Instant {
    Instant::from_millis(minute.saturating_mul(MINUTE_MILLIS)).unwrap_or(Instant::of_millis(0))
}

impl Room {
    /// The room at a moment, past ones too. Figures count all minutes that have begun by then; after the end they stand.
    #[must_use]
    pub fn snapshot(&self, now: Instant, metrics: &[Metric], currency: Currency) -> Snapshot {
        let standing = self.marks.at(now);
        let until = standing.ended_at.map_or(now, |ended| ended.min(now));
        // What is paid after the end still counts; the comparison stops.
        let (current, whole) = (minute_of(now).saturating_add(1), minute_of(until));
        let shown = Stretch::before(&self.minutes, current);
        let at = Stretch::before(&self.minutes, whole);
        let before = Stretch::before(&self.minutes, whole.saturating_sub(BACK));
        let old_enough = instant_of(whole.saturating_sub(BACK)) >= self.started_at;
        let line = |metric: &Metric| {
            let moved = if old_enough {
                change(&at.exact(metric, currency), &before.exact(metric, currency)).absolute
            } else {
                Value::undefined(UndefinedReason::Absent)
            };
            LiveLine { metric: *metric, value: shown.figure(metric, currency), change: moved }
        };
        let lines = metrics.iter().map(line).collect();
        let mut stock_alerts: Vec<StockAlert> = Vec::new();
        if standing.ended_at.is_none() {
            let low = standing.stock.iter().filter(|(_, (left, _))| *left < self.rules.low_stock_below);
            stock_alerts.extend(low.map(|(product, (left, at))| StockAlert {
                product: product.clone(),
                left: *left,
                at: *at,
                text: format!("Attention: the product {} is low in stock", self.name_of(product)),
            }));
            stock_alerts.sort_by(|a, b| (a.left, &a.product).cmp(&(b.left, &b.product)));
        }
        let mut violations = standing.violations;
        violations.reverse();
        Snapshot {
            now,
            compared_at: instant_of(whole),
            ended_at: standing.ended_at,
            violations,
            stock_alerts,
            lines,
            pinned: standing.pinned.map(|(product, _)| product),
            giveaways: standing.giveaways,
            ignored: standing.ignored.len(),
        }
    }
    /// When a snapshot of `now` may next differ without a further event: the next whole minute, or what is known to happen sooner.
    /// None once the LIVE has ended.
    #[must_use]
    pub fn next_change_at(&self, now: Instant) -> Option<Instant> {
        let ended = self.ended_at().is_some_and(|ended| ended <= now);
        let minute = (!ended).then(|| instant_of(minute_of(now).saturating_add(1)));
        let mark = self.marks.next_after(now);
        minute.into_iter().chain(mark).min()
    }
    /// Comments around a point of the recording (DSH-11): those of `seconds` before and after it, in order.
    #[must_use]
    pub fn comments_around(&self, at: Instant, seconds: u32) -> &[Comment] {
        let span = i64::from(seconds).saturating_mul(1_000);
        let from = self.comments.partition_point(|one| one.at < at.plus_millis(-span));
        let to = self.comments.partition_point(|one| one.at <= at.plus_millis(span));
        self.comments.get(from..to).unwrap_or_default()
    }
    pub(super) fn name_of<'a>(&'a self, product: &'a ProductId) -> &'a str {
        self.names.get(product).map_or(product.as_str(), String::as_str)
    }
}
