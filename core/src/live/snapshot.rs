use super::error::RoomError;
use super::figures::Stretch;
use super::marks::{Giveaway, Violation};
use super::minutes::{instant_of, minute_of};
use super::room::Room;
use crate::metric::{Figure, Metric, MetricError, change};
use crate::time::Instant;
use crate::value::{ProductId, UndefinedReason, Value};

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
    /// The same in Chinese (DSH-13).
    pub text_zh: String,
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
    /// How many events came too late to be in any figure here.
    pub late: usize,
}

/// The minutes a change looks back (LIV-4).
const BACK: i64 = 5;

impl Room {
    /// What a room shows unless it is told otherwise (LIV-2): viewers now, transactions, created and paid orders, product
    /// exposures and clicks, GMV, comments.
    pub const DASHBOARD_METRICS: [&'static str; 8] = [
        "concurrent_viewers",
        "buyers",
        "orders_created",
        "sku_orders",
        "product_impressions",
        "product_clicks",
        "gmv",
        "comments",
    ];

    /// The metrics of a snapshot by name, in their order (DSH-1); [`Room::DASHBOARD_METRICS`] if none is named.
    ///
    /// # Errors
    /// [`MetricError`] for too many, an unknown or a repeated one.
    pub fn dashboard<S: AsRef<str>>(&self, names: &[S]) -> Result<Vec<Metric>, MetricError> {
        if names.is_empty() {
            return Metric::parse_all(&Self::DASHBOARD_METRICS);
        }
        self.fits_dashboard(names.len())?;
        Metric::parse_all(names)
    }
    fn fits_dashboard(&self, given: usize) -> Result<(), MetricError> {
        let limit = self.settings.rules.dashboard_metrics;
        if given > limit as usize { Err(MetricError::DashboardSize { given, limit }) } else { Ok(()) }
    }
    /// The room at a moment, past ones too. Figures count all minutes that have begun by then; after the end they stand.
    ///
    /// # Errors
    /// [`RoomError::Metric`] for more metrics than a dashboard shows (DSH-1).
    pub fn snapshot(&self, now: Instant, metrics: &[Metric]) -> Result<Snapshot, RoomError> {
        self.fits_dashboard(metrics.len())?;
        let (currency, standing) = (self.settings.currency, self.marks.at(now));
        let until = standing.ended_at.map_or(now, |ended| ended.min(now));
        // What is paid after the end still counts; the comparison stops.
        let (current, whole) = (minute_of(now).saturating_add(1), minute_of(until));
        let shown = Stretch::before(&self.minutes, current);
        let at = Stretch::before(&self.minutes, whole);
        let before = Stretch::before(&self.minutes, whole.saturating_sub(BACK));
        let old_enough = instant_of(whole.saturating_sub(BACK)) >= self.settings.started_at;
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
            stock_alerts.extend(standing.stock.iter().filter_map(|(product, stock)| {
                let (at, name) = (stock.low_since?, self.name_of(product));
                Some(StockAlert {
                    product: product.clone(),
                    left: stock.left,
                    at,
                    text: format!("Attention: the product {name} is low in stock"),
                    text_zh: format!("注意：商品 {name} 库存不足"),
                })
            }));
            stock_alerts.sort_by(|a, b| (a.left, &a.product).cmp(&(b.left, &b.product)));
        }
        let mut violations = standing.violations;
        violations.reverse();
        Ok(Snapshot {
            now,
            compared_at: instant_of(whole),
            ended_at: standing.ended_at,
            violations,
            stock_alerts,
            lines,
            pinned: standing.pinned.map(|(product, _)| product),
            giveaways: standing.giveaways,
            ignored: standing.ignored.len(),
            late: self.late.len(),
        })
    }
    /// When a snapshot may next differ without a further event: the next whole minute, or what is known to happen sooner.
    /// None once the LIVE has ended and nothing more is known.
    #[must_use]
    pub fn next_change_at(&self, now: Instant) -> Option<Instant> {
        let ended = self.ended_at().is_some_and(|ended| ended <= now);
        let next = minute_of(now).saturating_add(1);
        let minute = (!ended || next < self.minutes.end()).then(|| instant_of(next));
        minute.into_iter().chain(self.marks.next_after(now)).min()
    }
    pub(super) fn name_of<'a>(&'a self, product: &'a ProductId) -> &'a str {
        let name = self.about.get(product).and_then(|about| about.name.as_deref());
        name.unwrap_or(product.as_str())
    }
}
