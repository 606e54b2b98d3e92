use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::store::CellWire;
use super::moment::{GiveawayWire, MissedProductWire, StockAlertWire, ViolationWire};
use crate::live::{
    AppealState, NextPin, NextPinAsk, PinBacktest, PinBasis, PinForecast, PinRate, PinUnknown,
    Recommendation, RecommendedFor,
};
use crate::metric::Figure;
use crate::time::Instant;
use crate::value::{Money, Value};

/// What the next pin is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NextPinAskWire {
    /// The moment.
    pub now: String,
    /// For how many minutes a product would be pinned; 5 if it says none.
    #[serde(default)]
    pub span_minutes: Option<u32>,
    /// How much of what may come the interval should hold, in percent; 80 if it says none.
    #[serde(default)]
    pub level_percent: Option<u32>,
}

/// Products by what pinning them next may bring (BEY-11).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::NextPin`")]
pub struct NextPinWire {
    pub now: String,
    pub start: String,
    pub end: String,
    pub span_minutes: u32,
    pub level_percent: u32,
    pub pinned_minutes: i64,
    pub pinned_orders: i64,
    pub rated_orders: f64,
    pub lift: f64,
    pub products: Vec<PinForecastWire>,
}

/// What pinning a product may bring: estimates, not facts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::PinForecast` and of `live::PinGmv`")]
pub struct PinForecastWire {
    pub product: String,
    pub name: Option<String>,
    pub pinned: bool,
    pub left: Option<i64>,
    pub expected: CellWire,
    pub low: CellWire,
    pub high: CellWire,
    pub unknown: Option<&'static str>,
    pub basis: Option<PinBasisWire>,
}

/// What an estimate rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::PinBasis`")]
pub struct PinBasisWire {
    pub impressions: PinRateWire,
    pub clicks: PinRateWire,
    pub orders: PinRateWire,
    pub order_value: CellWire,
    pub error: f64,
}

/// A rate, and what it was shrunk to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::PinRate`")]
pub struct PinRateWire {
    pub counted: i64,
    pub of: i64,
    pub prior: f64,
    pub weight: f64,
    pub rate: f64,
}

/// How what was expected of pins compares with what came (BEY-11).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::PinBacktest`")]
pub struct PinBacktestWire {
    pub level_percent: u32,
    pub pins: i64,
    pub unknown: i64,
    pub short: i64,
    pub coverage: CellWire,
    pub mean_error: CellWire,
    pub mean_absolute_error: CellWire,
    pub buckets: Vec<PinBucketWire>,
    pub top: TopChoiceWire,
}

/// Pins whose estimates are of about one size.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::PinBucket`")]
pub struct PinBucketWire {
    pub pins: i64,
    pub expected: CellWire,
    pub came: CellWire,
    pub coverage: f64,
}

/// The first choice against the product pinned.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::TopChoice`")]
pub struct TopChoiceWire {
    pub followed: i64,
    pub followed_came: CellWire,
    pub others_came: CellWire,
    pub others_first_expected: CellWire,
    pub others_expected: CellWire,
}

/// What to do next (DSH-8).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecommendationsWire {
    /// By what matters first.
    pub recommendations: Vec<RecommendationWire>,
}

/// Something to do next. `kind` says which of the others are told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecommendationWire {
    /// `violation`, `giveaway`, `idle_giveaway`, `low_stock`, `pin` or `missed_product`.
    pub kind: &'static str,
    /// What is said.
    pub text: String,
    /// The same in Chinese.
    pub text_zh: String,
    /// The violation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub violation: Option<ViolationWire>,
    /// Whether it may still be appealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_appeal: Option<bool>,
    /// The giveaway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub giveaway: Option<GiveawayWire>,
    /// The product that is low in stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock: Option<StockAlertWire>,
    /// The product to pin, with the GMV that may bring, and how that was estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<PinForecastWire>,
    /// For how many minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span_minutes: Option<u32>,
    /// How much of what may come the interval should hold, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_percent: Option<u32>,
    /// The product that few see and many of those buy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed: Option<MissedProductWire>,
}

impl NextPinAskWire {
    pub(super) fn read(&self) -> Result<NextPinAsk, WireError> {
        let mut ask = NextPinAsk::new(Instant::parse(&self.now)?);
        ask.span_minutes = self.span_minutes.unwrap_or(ask.span_minutes);
        ask.level_percent = self.level_percent.unwrap_or(ask.level_percent);
        Ok(ask)
    }
}

fn amount(money: Money) -> CellWire {
    (&Value::Known(Figure::Money(money))).into()
}

fn amounts(money: &Value<Money>) -> CellWire {
    (&money.clone().map(Figure::Money)).into()
}

impl NextPinWire {
    pub(super) fn of(answer: &NextPin, ask: &NextPinAsk) -> Self {
        Self {
            now: answer.now.to_string(),
            start: answer.window.start.to_string(),
            end: answer.window.end.unwrap_or(answer.window.start).to_string(),
            span_minutes: ask.span_minutes,
            level_percent: ask.level_percent,
            pinned_minutes: answer.pinned_minutes,
            pinned_orders: answer.pinned_orders,
            rated_orders: answer.rated_orders,
            lift: answer.lift,
            products: answer.products.iter().map(PinForecastWire::from).collect(),
        }
    }
}

impl From<PinRate> for PinRateWire {
    fn from(rate: PinRate) -> Self {
        let PinRate { counted, of, prior, weight, rate } = rate;
        Self { counted, of, prior, weight, rate }
    }
}

impl From<&PinBasis> for PinBasisWire {
    fn from(basis: &PinBasis) -> Self {
        Self {
            impressions: basis.impressions.into(),
            clicks: basis.clicks.into(),
            orders: basis.orders.into(),
            order_value: amount(basis.order_value),
            error: basis.error,
        }
    }
}

impl From<&PinForecast> for PinForecastWire {
    fn from(one: &PinForecast) -> Self {
        Self {
            product: one.product.as_str().to_owned(),
            name: one.name.clone(),
            pinned: one.is_pinned,
            left: one.left,
            expected: amounts(&one.gmv.clone().map(|gmv| gmv.expected)),
            low: amounts(&one.gmv.clone().map(|gmv| gmv.low)),
            high: amounts(&one.gmv.clone().map(|gmv| gmv.high)),
            unknown: one.unknown.map(PinUnknown::as_str),
            basis: one.basis.as_ref().map(PinBasisWire::from),
        }
    }
}

impl From<&PinBacktest> for PinBacktestWire {
    fn from(answer: &PinBacktest) -> Self {
        let buckets = answer.buckets.iter().map(|bucket| PinBucketWire {
            pins: bucket.pins,
            expected: amount(bucket.expected),
            came: amount(bucket.came),
            coverage: bucket.coverage,
        });
        Self {
            level_percent: answer.level_percent,
            pins: answer.pins,
            unknown: answer.unknown,
            short: answer.short,
            coverage: (&answer.coverage).into(),
            mean_error: amounts(&answer.mean_error),
            mean_absolute_error: amounts(&answer.mean_absolute_error),
            buckets: buckets.collect(),
            top: TopChoiceWire {
                followed: answer.top.followed,
                followed_came: amounts(&answer.top.followed_came),
                others_came: amounts(&answer.top.others_came),
                others_first_expected: amounts(&answer.top.others_first_expected),
                others_expected: amounts(&answer.top.others_expected),
            },
        }
    }
}

impl From<&Recommendation> for RecommendationWire {
    fn from(one: &Recommendation) -> Self {
        let mut wire = Self {
            kind: one.kind().as_str(),
            text: one.text.clone(),
            text_zh: one.text_zh.clone(),
            violation: None,
            can_appeal: None,
            giveaway: None,
            stock: None,
            forecast: None,
            span_minutes: None,
            level_percent: None,
            missed: None,
        };
        match &one.about {
            RecommendedFor::Violation(violation) => {
                wire.can_appeal = Some(violation.appeal == AppealState::Open);
                wire.violation = Some(violation.into());
            }
            RecommendedFor::Giveaway { giveaway, .. } => wire.giveaway = Some(giveaway.into()),
            RecommendedFor::LowStock(alert) => wire.stock = Some(alert.into()),
            RecommendedFor::Pin { forecast, span_minutes, level_percent } => {
                wire.forecast = Some(forecast.as_ref().into());
                wire.span_minutes = Some(*span_minutes);
                wire.level_percent = Some(*level_percent);
            }
            RecommendedFor::Missed(missed) => wire.missed = Some(missed.into()),
        }
        wire
    }
}
