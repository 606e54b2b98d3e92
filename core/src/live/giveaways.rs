use super::error::RoomError;
use super::figures::Stretch;
use super::marks::Giveaway;
use super::minutes::{Minutes, instant_of, minute_of};
use super::room::Room;
use crate::metric::{Figure, Measure, MeasureKind, Metric};
use crate::time::Instant;
use crate::value::{UndefinedReason, Value};

/// What a giveaway brought, of one metric (DSH-10).
#[derive(Debug, Clone, PartialEq)]
pub struct Uplift {
    /// The metric.
    pub metric: Metric,
    /// Counted during it.
    pub during: Value<Figure>,
    /// Counted in the span before.
    pub before: Value<Figure>,
    /// The rate a minute during it over that before; undefined on a zero base.
    pub ratio: Value<f64>,
}

/// A giveaway and what it brought its product, or the room where it is for none.
#[derive(Debug, Clone, PartialEq)]
pub struct GiveawayEffect {
    /// The giveaway.
    pub giveaway: Giveaway,
    /// The first minute of the giveaway, where the span before ends.
    pub from: Instant,
    /// The minute after its last.
    pub until: Instant,
    /// The first minute of the span before: equally long, cut at the start of the LIVE.
    pub before_from: Instant,
    /// One a metric.
    pub uplifts: Vec<Uplift>,
}

impl Uplift {
    /// Whether it counted no more a minute during than before; nothing during is nothing, whatever was before.
    pub(super) fn brings_nothing(&self) -> bool {
        let none = match self.during.known() {
            Some(Figure::Count(count)) => *count == 0,
            _ => false,
        };
        none || self.ratio.known().is_some_and(|ratio| *ratio <= 1.0)
    }
}

impl Room {
    /// What a giveaway is judged by unless it is told otherwise.
    pub const GIVEAWAY_METRICS: [&'static str; 4] = ["product_clicks", "sku_orders", "items_sold", "gmv"];

    /// Giveaways in order of start, with what they brought up to a moment (DSH-10).
    ///
    /// # Errors
    /// [`RoomError::NotSummed`] for a metric that is not a sum, and so has no rate a minute.
    pub fn giveaways(&self, now: Instant, metrics: &[Metric]) -> Result<Vec<GiveawayEffect>, RoomError> {
        let measures: Vec<(Metric, Measure)> =
            metrics.iter().map(|metric| Ok((*metric, summed(metric)?))).collect::<Result<_, RoomError>>()?;
        let all = self.marks.at(now).giveaways;
        Ok(all.into_iter().map(|giveaway| self.effect(giveaway, &measures, now)).collect())
    }
    fn effect(&self, giveaway: Giveaway, measures: &[(Metric, Measure)], now: Instant) -> GiveawayEffect {
        let nothing = Minutes::new(self.settings.started_at);
        let minutes = match &giveaway.product {
            Some(product) => self.products.get(product).unwrap_or(&nothing),
            None => &self.minutes,
        };
        let stop = giveaway.ended_at.or(self.ended_at()).unwrap_or(now).min(now);
        let from = minute_of(giveaway.started_at);
        let until = minute_of(stop.plus_millis(-1)).max(from).saturating_add(1);
        let length = until.saturating_sub(from);
        let before_from = from.saturating_sub(length).max(self.minutes.first);
        let (during, before) =
            (Stretch::between(minutes, from, until), Stretch::between(minutes, before_from, from));
        let span = from.saturating_sub(before_from);
        let uplift = |(metric, measure): &(Metric, Measure)| {
            let count = |stretch: &Stretch| i128::from(stretch.sums.get(*measure).unwrap_or_default());
            // (during / length) / (before / span), in one quotient.
            let over = count(&during).saturating_mul(span.into());
            let under = count(&before).saturating_mul(length.into());
            let ratio = if under == 0 {
                Value::undefined(UndefinedReason::ZeroDenominator)
            } else {
                Value::Known(crate::metric::ratio(over, under))
            };
            let figure = |stretch: &Stretch| stretch.figure(metric, self.settings.currency);
            Uplift { metric: *metric, during: figure(&during), before: figure(&before), ratio }
        };
        let uplifts = measures.iter().map(uplift).collect();
        GiveawayEffect {
            giveaway,
            from: instant_of(from),
            until: instant_of(until),
            before_from: instant_of(before_from),
            uplifts,
        }
    }
}

fn summed(metric: &Metric) -> Result<Measure, RoomError> {
    let measure = Measure::of(metric.def.id).filter(|measure| measure.kind() == MeasureKind::Sum);
    measure
        .filter(|measure| super::counts::place_of(*measure).is_some())
        .ok_or_else(|| RoomError::NotSummed { metric: metric.name() })
}
