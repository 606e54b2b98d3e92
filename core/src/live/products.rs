use super::counts::Counts;
use super::figures::Stretch;
use super::minutes::minute_of;
use super::room::Room;
use crate::metric::{Figure, Measure, Metric, MetricError};
use crate::time::Instant;
use crate::value::{ProductId, Value};

/// A product of a room (DSH-7).
#[derive(Debug, Clone, PartialEq)]
pub struct LiveProduct {
    /// The product.
    pub product: ProductId,
    /// Its name for people, where it was given.
    pub name: Option<String>,
    /// Its SKUs, where they were given.
    pub skus: Vec<String>,
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
pub struct LiveProductsAsk<'a> {
    /// The moment.
    pub now: Instant,
    /// The metrics, in order.
    pub metrics: &'a [Metric],
    /// By which metric it is ordered; by product impressions, which are a product's views (DSH-7), if none.
    pub sort: Option<(Metric, ListOrder)>,
    /// A part of an id, a name or a SKU, whatever its case.
    pub search: Option<&'a str>,
}

/// A product that few see and many of those buy (LIV-9).
#[derive(Debug, Clone, PartialEq)]
pub struct MissedProduct {
    /// The product.
    pub product: ProductId,
    /// Its name for people, where it was given.
    pub name: Option<String>,
    /// How often it was shown.
    pub impressions: i64,
    /// How often it was opened.
    pub clicks: i64,
    /// SKU orders.
    pub orders: i64,
    /// Orders over clicks.
    pub conversion: Value<f64>,
}

impl Room {
    /// What a list of products shows unless it is told otherwise.
    pub const PRODUCT_METRICS: [&'static str; 6] =
        ["product_impressions", "product_clicks", "sku_orders", "items_sold", "buyers", "gmv"];

    /// The metrics of a list of products by name; [`Room::PRODUCT_METRICS`] if none is named.
    ///
    /// # Errors
    /// [`MetricError`] for an unknown or a repeated one.
    pub fn product_metrics<S: AsRef<str>>(names: &[S]) -> Result<Vec<Metric>, MetricError> {
        if names.is_empty() { Metric::parse_all(&Self::PRODUCT_METRICS) } else { Metric::parse_all(names) }
    }
    /// The products that anything was told of, ordered; ties by id (DSH-7).
    #[must_use]
    pub fn products(&self, ask: &LiveProductsAsk<'_>) -> Vec<LiveProduct> {
        let (standing, currency) = (self.marks.at(ask.now), self.settings.currency);
        let end = minute_of(ask.now).saturating_add(1);
        let wanted = ask.search.map(str::to_lowercase);
        let found = |product: &ProductId| wanted.as_ref().is_none_or(|wanted| self.is_found(product, wanted));
        let told: std::collections::BTreeSet<&ProductId> = self
            .products
            .iter()
            .filter(|(_, minutes)| minutes.is_told_before(end))
            .map(|(product, _)| product)
            .chain(self.about.keys())
            .chain(standing.stock.keys())
            .chain(standing.pinned.iter().map(|(product, _)| product))
            .collect();
        let mut lines: Vec<(Value<Figure>, LiveProduct)> = Vec::new();
        for product in told.into_iter().filter(|product| found(product)) {
            let stretch = match self.products.get(product) {
                Some(minutes) => Stretch::before(minutes, end),
                None => Stretch { sums: Counts::default(), concurrent: None },
            };
            let by = match &ask.sort {
                Some((metric, _)) => stretch.figure(metric, currency),
                None => {
                    Value::Known(Figure::Count(stretch.sums.get(Measure::ProductImpressions).unwrap_or(0)))
                }
            };
            let about = self.about.get(product);
            let line = LiveProduct {
                product: product.clone(),
                name: about.and_then(|about| about.name.clone()),
                skus: about.map(|about| about.skus.clone()).unwrap_or_default(),
                is_pinned: standing.pinned.as_ref().is_some_and(|(pinned, _)| pinned == product),
                left: standing.stock.get(product).map(|stock| stock.left),
                values: ask.metrics.iter().map(|metric| stretch.figure(metric, currency)).collect(),
            };
            lines.push((by, line));
        }
        let direction = ask.sort.map(|(_, order)| order).unwrap_or_default();
        lines.sort_by(|(a, one), (b, other)| {
            order(a, b, direction).then_with(|| one.product.cmp(&other.product))
        });
        lines.into_iter().map(|(_, line)| line).collect()
    }
    fn is_found(&self, product: &ProductId, wanted: &str) -> bool {
        let holds = |text: &str| text.to_lowercase().contains(wanted);
        let skus = self.about.get(product).map(|about| about.skus.as_slice()).unwrap_or_default();
        holds(product.as_str()) || holds(self.name_of(product)) || skus.iter().any(|sku| holds(sku))
    }
    /// Products that few see and many of those buy (LIV-9): shown less often than the middle product, and ordered by more of
    /// those who open them than of the room as a whole. The highest conversion first, ties by id.
    #[must_use]
    pub fn missed_products(&self, now: Instant) -> Vec<MissedProduct> {
        let end = minute_of(now).saturating_add(1);
        let of = |sums: &Counts, measure| sums.get(measure).unwrap_or_default();
        let mut all: Vec<MissedProduct> = Vec::new();
        for (product, minutes) in self.products.iter().filter(|(_, minutes)| minutes.is_told_before(end)) {
            let sums = minutes.before(end);
            let (clicks, orders) = (of(&sums, Measure::ProductClicks), of(&sums, Measure::SkuOrders));
            all.push(MissedProduct {
                product: product.clone(),
                name: self.about.get(product).and_then(|about| about.name.clone()),
                impressions: of(&sums, Measure::ProductImpressions),
                clicks,
                orders,
                conversion: super::traffic::kept(Some(clicks), orders),
            });
        }
        let mut shown: Vec<i64> = all.iter().map(|one| one.impressions).collect();
        shown.sort_unstable();
        let Some(middle) = shown.get(shown.len() / 2).copied() else { return Vec::new() };
        let whole = self.minutes.before(end);
        let (clicks, orders) = (of(&whole, Measure::ProductClicks), of(&whole, Measure::SkuOrders));
        // Of two rates the one is greater whose numerator times the other's denominator is.
        let times = |a: i64, b: i64| i128::from(a).saturating_mul(b.into());
        all.retain(|one| {
            one.clicks > 0
                && one.impressions < middle
                && times(one.orders, clicks) > times(orders, one.clicks)
        });
        all.sort_by(|a, b| {
            times(b.orders, a.clicks).cmp(&times(a.orders, b.clicks)).then_with(|| a.product.cmp(&b.product))
        });
        all
    }
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
