//! What pinning a product next may bring (BEY-11). How it is estimated is decided in `docs/decisions/0029`.

use super::chance::{CountForecast, normal_above, real, rounded, student_deviate};
use super::error::RoomError;
use super::minutes::{instant_of, minute_of};
use super::pin_chain::{Chain, Stage};
use super::room::Room;
use crate::fact::names;
use crate::time::{Instant, Window};
use crate::value::{Currency, Money, ProductId, UndefinedReason, Value};

names! {
    /// Why nothing can be said of a pin.
    PinUnknown {
        /// No product was pinned for a minute of the window.
        NoPin "no_pin",
        /// What was pinned was never shown, so far as was told.
        NoImpression "no_impression",
        /// Nothing of the room was opened.
        NoClick "no_click",
        /// Nothing of the room was ordered.
        NoSale "no_sale",
        /// The product was never ordered, so it has no price.
        NoPrice "no_price",
    }
}

/// What the next pin is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct NextPinAsk {
    /// The moment.
    pub now: Instant,
    /// For how long a product would be pinned, 1 to [`NextPinAsk::MOST_MINUTES`].
    pub span_minutes: u32,
    /// How much of what may come the interval should hold, 1 to 99 percent.
    pub level_percent: u32,
}

impl NextPinAsk {
    /// The longest span.
    pub const MOST_MINUTES: u32 = 120;

    /// Five minutes, and an interval of 80 percent.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self { now, span_minutes: 5, level_percent: 80 }
    }
    pub(super) fn check(&self) -> Result<(), RoomError> {
        within("span_minutes", self.span_minutes, Self::MOST_MINUTES)?;
        within("level_percent", self.level_percent, 99)
    }
}

fn within(field: &'static str, value: u32, most: u32) -> Result<(), RoomError> {
    if (1..=most).contains(&value) { Ok(()) } else { Err(RoomError::AskRange { field, value, most }) }
}

/// A rate between two steps: how often it was counted, and what it was shrunk to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PinRate {
    /// How often the step was taken.
    pub counted: i64,
    /// Out of so many of the step before; minutes for the first.
    pub of: i64,
    /// The rate of all products of the room together.
    pub prior: f64,
    /// How much the prior weighs, in the unit of `of`.
    pub weight: f64,
    /// `(counted + prior · weight) / (of + weight)`.
    pub rate: f64,
}

/// What an estimate rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PinBasis {
    /// Product impressions a minute in which the product was pinned.
    pub impressions: PinRate,
    /// Product clicks an impression, pinned or not.
    pub clicks: PinRate,
    /// SKU orders a click, pinned or not.
    pub orders: PinRate,
    /// What an order brought, up to now.
    pub order_value: Money,
    /// The relative standard error of the expected orders.
    pub error: f64,
}

/// An estimate of GMV: no fact. Each amount is rounded once, to the minor unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinGmv {
    /// What it brings on the mean.
    pub expected: Money,
    /// The lower end of the interval.
    pub low: Money,
    /// The upper end of the interval.
    pub high: Money,
}

/// What pinning a product may bring.
#[derive(Debug, Clone, PartialEq)]
pub struct PinForecast {
    /// The product.
    pub product: ProductId,
    /// Its name for people, where it was given.
    pub name: Option<String>,
    /// Whether it is pinned.
    pub is_pinned: bool,
    /// Pieces left, as last told: more cannot be sold.
    pub left: Option<i64>,
    /// GMV in the span.
    pub gmv: Value<PinGmv>,
    /// Why there is no estimate.
    pub unknown: Option<PinUnknown>,
    /// How it was estimated; none where it was not.
    pub basis: Option<PinBasis>,
}

/// Products by what pinning them next may bring.
#[derive(Debug, Clone, PartialEq)]
pub struct NextPin {
    /// The moment.
    pub now: Instant,
    /// The whole minutes that estimates rest on.
    pub window: Window<Instant>,
    /// Those of them in which some product was pinned.
    pub pinned_minutes: i64,
    /// Orders that were made in pinned minutes.
    pub pinned_orders: i64,
    /// Orders that the rates of clicks and orders would give for what was shown in them.
    pub rated_orders: f64,
    /// By how much estimates were raised or lowered, since pinned products are opened and ordered by others than rates tell.
    pub lift: f64,
    /// The most expected first, ties by id; what has no estimate last.
    pub products: Vec<PinForecast>,
}

impl Room {
    /// How far back the next pin looks, in minutes.
    pub const PIN_WINDOW_MINUTES: u32 = 120;

    /// What pinning each product for a span may bring, from the whole minutes before a moment (BEY-11). Empty once the LIVE has ended.
    ///
    /// Shape: counts of the last two hours → GMV with an interval, for each product. Formula: impressions a pinned minute × clicks an
    /// impression × orders a click × what an order brings × lift, each rate shrunk to that of all products by the scatter between
    /// them; orders are negative binomial with the variance that all rates bring in; stock is the most that can be sold.
    ///
    /// # Errors
    /// [`RoomError::AskRange`] for a span or a level that is none.
    pub fn next_pin(&self, ask: &NextPinAsk) -> Result<NextPin, RoomError> {
        ask.check()?;
        Ok(self.forecast(ask, minute_of(ask.now), ask.now))
    }
    /// The forecast from whole minutes before one, by what stands at a moment.
    pub(super) fn forecast(&self, ask: &NextPinAsk, end: i64, stands_at: Instant) -> NextPin {
        let chain = Chain::new(self, end, ask.span_minutes);
        let standing = self.marks.at(stands_at);
        let mut products: Vec<PinForecast> = Vec::new();
        if standing.ended_at.is_none() {
            let pinned = standing.pinned.as_ref().map(|(product, _)| product);
            let told: std::collections::BTreeSet<&ProductId> =
                chain.told().chain(self.about.keys()).chain(standing.stock.keys()).chain(pinned).collect();
            for product in told {
                let left = standing.stock.get(product).map(|stock| stock.left);
                let estimate = self.estimate(&chain, product, left, ask);
                let (gmv, unknown, basis) = match estimate {
                    Ok((gmv, basis)) => (Value::Known(gmv), None, basis),
                    Err(why) => (Value::undefined(reason(why)), Some(why), None),
                };
                products.push(PinForecast {
                    product: product.clone(),
                    name: self.about.get(product).and_then(|about| about.name.clone()),
                    is_pinned: pinned == Some(product),
                    left,
                    gmv,
                    unknown,
                    basis,
                });
            }
        }
        let expected =
            |one: &PinForecast| one.gmv.known().map(|gmv| (gmv.expected.micros(), gmv.high.micros()));
        products.sort_by(|a, b| expected(b).cmp(&expected(a)).then_with(|| a.product.cmp(&b.product)));
        NextPin {
            now: ask.now,
            window: Window { start: instant_of(chain.from), end: Some(instant_of(chain.until)) },
            pinned_minutes: chain.pinned_minutes,
            pinned_orders: chain.pinned_orders,
            rated_orders: rounded(chain.rated_orders),
            lift: rounded(chain.lift.rate),
            products,
        }
    }
    fn estimate(
        &self,
        chain: &Chain,
        product: &ProductId,
        left: Option<i64>,
        ask: &NextPinAsk,
    ) -> Result<(PinGmv, Option<PinBasis>), PinUnknown> {
        let currency = self.settings.currency;
        if left == Some(0) {
            let none = money(0.0, currency);
            return Ok((PinGmv { expected: none, low: none, high: none }, None));
        }
        let stages = chain.stages(product)?;
        let price = chain.price(product).ok_or(PinUnknown::NoPrice)?;
        let minutes = f64::from(ask.span_minutes);
        let mean = stages.iter().fold(minutes * chain.lift.rate, |product, stage| product * stage.rate);
        let known = stages.iter().fold(1.0 + chain.lift.error, |all, stage| all * (1.0 + stage.error));
        let tail = f64::from(100_u32.saturating_sub(ask.level_percent)) / 200.0;
        let [exposure, ..] = &stages;
        let shown = chain.shown(exposure, ask.span_minutes, wider(tail, chain.pins));
        let error = known * (1.0 + shown) * (1.0 + price.error) - 1.0;
        let orders = CountForecast::new(mean, mean * (1.0 + price.spread) + error * mean * mean);
        let most = left.map(|left| real(left) / price.items_an_order);
        let cut = |count: f64| most.map_or(count, |most| count.min(most));
        let amount = |orders: f64| money(orders * price.value, currency);
        let gmv = PinGmv {
            expected: amount(orders.mean_up_to(most)),
            low: amount(cut(orders.quantile(tail))),
            high: amount(cut(orders.quantile(1.0 - tail))),
        };
        let [impressions, clicks, orders] = stages.map(PinRate::from);
        let order_value = money(price.value, currency);
        let error = rounded(libm::sqrt(error));
        Ok((gmv, Some(PinBasis { impressions, clicks, orders, order_value, error })))
    }
}

impl From<Stage> for PinRate {
    fn from(stage: Stage) -> Self {
        Self {
            counted: stage.counted,
            of: stage.of,
            prior: rounded(stage.prior),
            weight: rounded(stage.weight),
            rate: rounded(stage.rate),
        }
    }
}

/// By how much a variance grows that so many cases tell: as Student's deviate of a tail over the normal one, squared.
fn wider(tail: f64, cases: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is cut to 1 to 200")]
    let degrees = cases.clamp(3.0, 200.0) as u32;
    let normal = normal_above(tail.min(0.4));
    let ratio = student_deviate(tail.min(0.4), degrees) / normal;
    ratio * ratio
}

fn reason(why: PinUnknown) -> UndefinedReason {
    match why {
        PinUnknown::NoPin => UndefinedReason::Absent,
        _ => UndefinedReason::ZeroDenominator,
    }
}

/// An estimate in millionths as money of whole minor units, half-even: the only rounding of it (MET-4).
pub(super) fn money(micros: f64, currency: Currency) -> Money {
    let unit = 10_i64.pow(6_u32.saturating_sub(currency.minor_digits()));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast of a float keeps to the bounds of the number"
    )]
    let units = (micros / real(unit)).round_ties_even() as i128;
    Money::from_micros(units.saturating_mul(unit.into()), currency)
}
