//! What to do next in a room (DSH-8).

use super::error::RoomError;
use super::marks::{AppealState, Giveaway, Violation};
use super::minutes::{instant_of, minute_of};
use super::next_pin::{NextPinAsk, PinForecast};
use super::products::MissedProduct;
use super::room::Room;
use super::snapshot::StockAlert;
use crate::fact::names;
use crate::metric::Metric;

names! {
    /// What kind of thing is recommended.
    RecommendationKind {
        /// Look at a violation that stands.
        Violation "violation",
        /// Look at a giveaway that runs.
        Giveaway "giveaway",
        /// Look at a giveaway that runs and brings nothing.
        IdleGiveaway "idle_giveaway",
        /// Refill a product.
        LowStock "low_stock",
        /// Pin a product.
        Pin "pin",
        /// Show a product that few see and many of those buy.
        Missed "missed_product",
    }
}

/// What it is about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RecommendedFor {
    /// A violation; its appeal is still open where it was not appealed.
    Violation(Violation),
    /// A giveaway that runs, and whether it brings nothing.
    Giveaway {
        /// The giveaway.
        giveaway: Giveaway,
        /// Whether it runs for five minutes and brought no more clicks and orders a minute than the span before.
        is_idle: bool,
    },
    /// A product that is low in stock.
    LowStock(StockAlert),
    /// A product, with the GMV that pinning it may bring, and how that was estimated.
    Pin {
        /// The estimate.
        forecast: Box<PinForecast>,
        /// For how many minutes.
        span_minutes: u32,
        /// How much of what may come its interval should hold, in percent.
        level_percent: u32,
    },
    /// A product that few see and many of those buy.
    Missed(MissedProduct),
}

/// Something to do next, in words of both languages (DSH-8, DSH-13).
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// What it is about.
    pub about: RecommendedFor,
    /// What is said.
    pub text: String,
    /// The same in Chinese.
    pub text_zh: String,
}

impl Recommendation {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> RecommendationKind {
        match &self.about {
            RecommendedFor::Violation(_) => RecommendationKind::Violation,
            RecommendedFor::Giveaway { is_idle: true, .. } => RecommendationKind::IdleGiveaway,
            RecommendedFor::Giveaway { .. } => RecommendationKind::Giveaway,
            RecommendedFor::LowStock(_) => RecommendationKind::LowStock,
            RecommendedFor::Pin { .. } => RecommendationKind::Pin,
            RecommendedFor::Missed(_) => RecommendationKind::Missed,
        }
    }
}

impl Room {
    /// How many products to pin are recommended at once.
    pub const RECOMMENDED_PINS: usize = 3;

    /// What to do next, by what matters first (DSH-8): violations that stand, the last found first; giveaways that run; products low in
    /// stock; the products whose pin may bring most, but for the one that is pinned; products that few see and many buy. Once the
    /// LIVE has ended only violations are left.
    ///
    /// # Errors
    /// [`RoomError::AskRange`] for a span or a level that is none.
    pub fn recommendations(&self, ask: &NextPinAsk) -> Result<Vec<Recommendation>, RoomError> {
        ask.check()?;
        let now = ask.now;
        let standing = self.marks.at(now);
        let violations = standing.violations.iter().rev();
        let mut all: Vec<Recommendation> = violations.filter_map(violation).collect();
        if standing.ended_at.is_some() {
            return Ok(all);
        }
        for giveaway in standing.giveaways.iter().filter(|one| one.ended_at.is_none()) {
            all.push(self.giveaway(giveaway, ask)?);
        }
        for alert in self.snapshot(now, &[])?.stock_alerts {
            let (text, text_zh) = (alert.text.clone(), alert.text_zh.clone());
            all.push(Recommendation { about: RecommendedFor::LowStock(alert), text, text_zh });
        }
        let forecasts = self.next_pin(ask)?.products;
        let worth = |one: &PinForecast| {
            !one.is_pinned && one.gmv.known().is_some_and(|gmv| gmv.expected.micros() > 0)
        };
        let best = forecasts.into_iter().filter(worth).take(Self::RECOMMENDED_PINS);
        all.extend(best.filter_map(|forecast| self.pin(forecast, ask)));
        all.extend(self.missed_products(now).into_iter().map(|missed| {
            let name = self.name_of(&missed.product);
            let (orders, clicks, impressions) = (missed.orders, missed.clicks, missed.impressions);
            Recommendation {
                text: format!(
                    "Show {name} more: seen only {impressions} times, yet {orders} orders of {clicks} clicks"
                ),
                text_zh: format!(
                    "多展示 {name}：仅曝光 {impressions} 次，{clicks} 次点击已有 {orders} 笔订单"
                ),
                about: RecommendedFor::Missed(missed),
            }
        }));
        Ok(all)
    }
    fn giveaway(&self, giveaway: &Giveaway, ask: &NextPinAsk) -> Result<Recommendation, RoomError> {
        /// A giveaway is not judged sooner.
        const LEAST_MINUTES: i64 = 5;
        let name = &giveaway.giveaway;
        let whole = minute_of(ask.now);
        let ran = whole.saturating_sub(minute_of(giveaway.started_at));
        let mut is_idle = false;
        // The minute that has only begun would lower its rate.
        if ran >= LEAST_MINUTES {
            let until = instant_of(whole);
            let metrics = Metric::parse_all(&["product_clicks", "sku_orders"])?;
            let effects = self.giveaways(until, &metrics)?;
            let own = effects.into_iter().find(|one| one.giveaway.giveaway == *name);
            is_idle = own.is_some_and(|own| own.uplifts.iter().all(super::giveaways::Uplift::brings_nothing));
        }
        let (text, text_zh) = if is_idle {
            (
                format!("Giveaway {name} brings nothing: no more clicks or orders a minute than before it"),
                format!("赠品活动 {name} 没有效果：每分钟点击和订单均未多于活动前"),
            )
        } else {
            (format!("Giveaway {name} is running"), format!("赠品活动 {name} 进行中"))
        };
        let about = RecommendedFor::Giveaway { giveaway: giveaway.clone(), is_idle };
        Ok(Recommendation { about, text, text_zh })
    }
    fn pin(&self, forecast: PinForecast, ask: &NextPinAsk) -> Option<Recommendation> {
        let gmv = *forecast.gmv.known()?;
        let name = self.name_of(&forecast.product);
        let (expected, low, high) = (gmv.expected.shown(), gmv.low.shown(), gmv.high.shown());
        let (span_minutes, level_percent) = (ask.span_minutes, ask.level_percent);
        let currency = gmv.expected.currency();
        let orders = forecast.basis.map(|basis| (basis.impressions.of, basis.orders.counted));
        let (minutes, orders) = orders.unwrap_or_default();
        Some(Recommendation {
            text: format!(
                "Pin {name}: about {expected} {currency} in {span_minutes} minutes ({low} to {high} at {level_percent} %), \
                 estimated from {minutes} minutes pinned and {orders} orders"
            ),
            text_zh: format!(
                "讲解 {name}：{span_minutes} 分钟预计约 {expected} {currency}（{level_percent}% 区间 {low} 至 {high}），\
                 依据已讲解 {minutes} 分钟和 {orders} 笔订单估算"
            ),
            about: RecommendedFor::Pin { forecast: Box::new(forecast), span_minutes, level_percent },
        })
    }
}

/// What is said of a violation that stands: one that was upheld or taken back needs no look.
fn violation(one: &Violation) -> Option<Recommendation> {
    let Violation { violation, reason, .. } = one;
    let (text, text_zh) = match one.appeal {
        AppealState::Open => (
            format!("Look at violation {violation}: {reason}; it can be appealed"),
            format!("请查看违规 {violation}：{reason}；可以申诉"),
        ),
        AppealState::Appealed { .. } => (
            format!(
                "Look at violation {violation}: {reason}; it is under appeal and cannot be appealed again"
            ),
            format!("请查看违规 {violation}：{reason}；申诉处理中，不能再次申诉"),
        ),
        AppealState::Answered { .. } => return None,
    };
    Some(Recommendation { about: RecommendedFor::Violation(one.clone()), text, text_zh })
}
