use super::counts::Counts;
use super::figures::Stretch;
use super::marks::Giveaway;
use super::minutes::{Minutes, minute_of};
use super::room::Room;
use super::snapshot::instant_of;
use crate::metric::{Figure, Measure, Metric};
use crate::time::Instant;
use crate::value::{Currency, ProductId, UndefinedReason, Value};

/// A product of a room (DSH-7).
#[derive(Debug, Clone, PartialEq)]
pub struct LiveProduct {
    /// The product.
    pub product: ProductId,
    /// Its name for people, where it was given.
    pub name: Option<String>,
    /// Whether it is pinned.
    pub is_pinned: bool,
    /// Pieces left, as last told.
    pub left: Option<i64>,
    /// One figure a metric, in the order asked.
    pub values: Vec<Value<Figure>>,
}

/// Which end of an order comes first. What is not known comes last either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::exhaustive_enums, reason = "there are two")]
pub enum ListOrder {
    /// Most first.
    #[default]
    Descending,
    /// Least first.
    Ascending,
}

/// What a list of products is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductsAsk<'a> {
    /// The moment.
    pub now: Instant,
    /// The metrics, in order.
    pub metrics: &'a [Metric],
    /// By which of them it is ordered; by product impressions, which are a product's views (DSH-7), if none.
    pub sort: Option<(usize, ListOrder)>,
    /// A part of an id or a name, whatever its case.
    pub search: Option<&'a str>,
}

impl Room {
    /// The products that anything was told of, ordered; ties by id (DSH-7).
    #[must_use]
    pub fn products(&self, ask: &ProductsAsk<'_>, currency: Currency) -> Vec<LiveProduct> {
        let standing = self.marks.at(ask.now);
        let end = minute_of(ask.now).saturating_add(1);
        let wanted = ask.search.map(str::to_lowercase);
        let found = |product: &ProductId| {
            wanted.as_ref().is_none_or(|wanted| {
                product.as_str().to_lowercase().contains(wanted)
                    || self.name_of(product).to_lowercase().contains(wanted)
            })
        };
        let told: std::collections::BTreeSet<&ProductId> = self
            .products
            .keys()
            .chain(standing.stock.keys())
            .chain(standing.pinned.iter().map(|(product, _)| product))
            .collect();
        let mut lines: Vec<(Value<Figure>, LiveProduct)> = Vec::new();
        for product in told.into_iter().filter(|product| found(product)) {
            let stretch = match self.products.get(product) {
                Some(minutes) => Stretch::before(minutes, end),
                None => Stretch { sums: Counts::default(), concurrent: None },
            };
            let values: Vec<Value<Figure>> =
                ask.metrics.iter().map(|metric| stretch.figure(metric, currency)).collect();
            let by = match ask.sort {
                Some((place, _)) => values.get(place).cloned(),
                None => {
                    stretch.sums.get(Measure::ProductImpressions).map(|sum| Value::Known(Figure::Count(sum)))
                }
            };
            let line = LiveProduct {
                product: product.clone(),
                name: self.names.get(product).cloned(),
                is_pinned: standing.pinned.as_ref().is_some_and(|(pinned, _)| pinned == product),
                left: standing.stock.get(product).map(|(left, _)| *left),
                values,
            };
            lines.push((by.unwrap_or_else(|| Value::undefined(UndefinedReason::Absent)), line));
        }
        let direction = ask.sort.map(|(_, order)| order).unwrap_or_default();
        lines.sort_by(|(a, one), (b, other)| {
            order(a, b, direction).then_with(|| one.product.cmp(&other.product))
        });
        lines.into_iter().map(|(_, line)| line).collect()
    }
    /// Products that few see and many of those buy (LIV-9): shown less often than the middle product, and ordered by more of
    /// those who open them than of the room as a whole. The highest conversion first, ties by id.
    #[must_use]
    pub fn hidden_gems(&self, now: Instant) -> Vec<ProductId> {
        let end = minute_of(now).saturating_add(1);
        let of = |sums: &Counts, measure| sums.get(measure).map_or(0, i128::from);
        let mut all: Vec<(&ProductId, i128, i128, i128)> = self
            .products
            .iter()
            .map(|(product, minutes)| {
                let sums = minutes.before(end);
                let (shown, clicks, orders) = (
                    of(&sums, Measure::ProductImpressions),
                    of(&sums, Measure::ProductClicks),
                    of(&sums, Measure::SkuOrders),
                );
                (product, shown, clicks, orders)
            })
            .collect();
        let mut shown: Vec<i128> = all.iter().map(|one| one.1).collect();
        shown.sort_unstable();
        let Some(middle) = shown.get(shown.len() / 2).copied() else { return Vec::new() };
        let whole = self.minutes.before(end);
        let (clicks, orders) = (of(&whole, Measure::ProductClicks), of(&whole, Measure::SkuOrders));
        all.retain(|(_, shown, own, bought)| *own > 0 && *shown < middle && bought * clicks > orders * own);
        all.sort_by(|a, b| (b.3 * a.2).cmp(&(a.3 * b.2)).then_with(|| a.0.cmp(b.0)));
        all.into_iter().map(|(product, ..)| product.clone()).collect()
    }
    /// What a giveaway brought its product, or the room where it is for none (DSH-10): a measure a minute during it, over
    /// that of the equally long span before, cut at the start of the LIVE. Undefined on a zero base.
    #[must_use]
    pub fn uplift(&self, giveaway: &Giveaway, measure: Measure, now: Instant) -> Uplift {
        let empty = Minutes::new(self.started_at);
        let minutes = match &giveaway.product {
            Some(product) => self.products.get(product).unwrap_or(&empty),
            None => &self.minutes,
        };
        let (start, stop) = (minute_of(giveaway.started_at), giveaway.ended_at.unwrap_or(now).min(now));
        let end = minute_of(stop.plus_millis(-1)).max(start).saturating_add(1);
        let length = end.saturating_sub(start);
        let from = start.saturating_sub(length).max(self.minutes.first);
        let count = |from, to| minutes.between(from, to).get(measure).unwrap_or_default();
        let (during, before) = (count(start, end), count(from, start));
        let spans = (i128::from(length), i128::from(start.saturating_sub(from)));
        // (during / length) / (before / span), in one quotient.
        let (over, under) = (i128::from(during) * spans.1, i128::from(before) * spans.0);
        let ratio = if under == 0 {
            Value::undefined(UndefinedReason::ZeroDenominator)
        } else {
            Value::Known(crate::metric::ratio(over, under))
        };
        Uplift {
            during,
            before,
            during_from: instant_of(start),
            during_to: instant_of(end),
            before_from: instant_of(from),
            ratio,
        }
    }
}

/// What a giveaway brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Uplift {
    /// Counted during it.
    pub during: i64,
    /// Counted in the span before.
    pub before: i64,
    /// The first minute of the giveaway, where the span before ends.
    pub during_from: Instant,
    /// The minute after its last.
    pub during_to: Instant,
    /// The first minute of the span before.
    pub before_from: Instant,
    /// The rate a minute during it over that before.
    pub ratio: Value<f64>,
}

fn order(a: &Value<Figure>, b: &Value<Figure>, direction: ListOrder) -> std::cmp::Ordering {
    use std::cmp::Ordering;
    match (a, b) {
        (Value::Known(a), Value::Known(b)) if direction == ListOrder::Ascending => a.order(b),
        (Value::Known(a), Value::Known(b)) => b.order(a),
        (Value::Known(_), _) => Ordering::Less,
        (_, Value::Known(_)) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
