use std::collections::BTreeMap;

use super::figure::{Figure, Unit};
use super::measure::Measure;
use crate::value::{Currency, LARGEST_COUNT, Money, UndefinedReason, Value};

/// Which creators are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreatorCount {
    /// All that may be seen.
    All,
    /// Those with at least one LIVE.
    WithLive,
    /// Those with GMV over 0.
    WithSales,
}

/// How a metric comes of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// The measure itself.
    Measure(Measure),
    /// Sum of measures over sum of measures: ratios come of summed parts (MET-2).
    Ratio {
        /// Added above.
        over: &'static [Measure],
        /// Added below.
        under: &'static [Measure],
        /// Multiplied with the quotient: 1000 for RPM.
        times: i128,
    },
    /// Mean over contents of `over / under`, of the contents whose `under` is not 0 (the *Avg.* metrics, MET-2).
    MeanOfRatios {
        /// Above, per content.
        over: Measure,
        /// Below, per content.
        under: Measure,
    },
    /// A number of creators.
    Creators(CreatorCount),
    /// A number of creators over a number of creators.
    CreatorRatio(CreatorCount, CreatorCount),
}

impl Formula {
    /// The measures it draws on.
    #[must_use]
    pub fn measures(&self) -> Vec<Measure> {
        let of = |count: CreatorCount| match count {
            CreatorCount::All => Measure::Creators,
            CreatorCount::WithLive => Measure::Livestreams,
            CreatorCount::WithSales => Measure::Gmv,
        };
        match *self {
            Self::Measure(measure) => vec![measure],
            Self::Ratio { over, under, .. } => over.iter().chain(under).copied().collect(),
            Self::MeanOfRatios { over, under } => vec![over, under],
            Self::Creators(count) => vec![of(count)],
            Self::CreatorRatio(over, under) => vec![of(over), of(under)],
        }
    }
}

/// Sums of a content's parts: `over`, `under`.
pub type ContentParts = BTreeMap<String, (Value<i128>, Value<i128>)>;

/// What a formula draws on.
pub trait Parts {
    /// A measure summed up; money in 10⁻⁶ units.
    fn measure(&self, measure: Measure) -> Value<i128>;
    /// Two measures by content, for means over contents.
    fn contents(&self, over: Measure, under: Measure) -> Value<ContentParts>;
    /// A number of creators.
    fn creators(&self, count: CreatorCount) -> Value<i128>;
}

/// Works a formula out. A Hidden part makes it Hidden, else an Undefined part Undefined (MET-7).
#[must_use]
pub fn evaluate(formula: Formula, unit: Unit, currency: Currency, parts: &dyn Parts) -> Value<Figure> {
    match formula {
        Formula::Measure(measure) => whole(parts.measure(measure), unit, currency),
        Formula::Creators(count) => whole(parts.creators(count), unit, currency),
        Formula::CreatorRatio(over, under) => {
            quotient(parts.creators(over), parts.creators(under), 1, unit, currency)
        }
        Formula::Ratio { over, under, times } => {
            let sum = |all: &[Measure]| {
                all.iter()
                    .map(|m| parts.measure(*m))
                    .reduce(|a, b| a.zip_with(b, add))
                    .unwrap_or(Value::Known(0))
            };
            quotient(sum(over), sum(under), times, unit, currency)
        }
        Formula::MeanOfRatios { over, under } => match parts.contents(over, under) {
            Value::Known(contents) => mean(contents),
            Value::Undefined(reasons) => Value::Undefined(reasons),
            Value::Hidden(reasons) => Value::Hidden(reasons),
        },
    }
}

/// Adds; beyond 128 bits it is undefined (MET-4).
pub(crate) fn add(a: i128, b: i128) -> Value<i128> {
    a.checked_add(b).map_or_else(|| Value::undefined(UndefinedReason::Overflow), Value::Known)
}

fn whole(sum: Value<i128>, unit: Unit, currency: Currency) -> Value<Figure> {
    let none = Value::Known(());
    sum.zip_with(none, |sum, ()| match unit {
        Unit::Money => Value::Known(Figure::Money(Money::from_micros(sum, currency))),
        Unit::PerMilleMoney => Value::Known(Figure::PerMilleMoney(Money::from_micros(sum, currency))),
        Unit::Count | Unit::Seconds | Unit::Ratio => match i64::try_from(sum) {
            Ok(count) if sum.abs() <= LARGEST_COUNT => Value::Known(if unit == Unit::Seconds {
                Figure::Seconds(count)
            } else {
                Figure::Count(count)
            }),
            _ => Value::undefined(UndefinedReason::Overflow),
        },
    })
}

fn quotient(
    over: Value<i128>,
    under: Value<i128>,
    times: i128,
    unit: Unit,
    currency: Currency,
) -> Value<Figure> {
    over.zip_with(under, |over, under| {
        if under == 0 {
            return Value::undefined(UndefinedReason::ZeroDenominator); // MET-3
        }
        let money = || {
            over.checked_mul(times).map(|over| Money::from_micros(divide_half_even(over, under), currency))
        };
        let figure = match unit {
            Unit::Money => money().map(Figure::Money),
            Unit::PerMilleMoney => money().map(Figure::PerMilleMoney),
            Unit::Seconds => Some(Figure::MeanSeconds(ratio(over, under))),
            Unit::Ratio | Unit::Count => Some(Figure::Ratio(ratio(over, under))),
        };
        figure.map_or_else(|| Value::undefined(UndefinedReason::Overflow), Value::Known)
    })
}

/// The nearest binary number to a quotient of whole numbers below 2⁵³.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts lie below 2^53; money over money may lose its last digits"
)]
pub(crate) fn ratio(over: i128, under: i128) -> f64 {
    over as f64 / under as f64
}

/// Divides whole numbers, rounding half to even; `under` is not 0.
pub(crate) fn divide_half_even(over: i128, under: i128) -> i128 {
    let (quotient, rest) =
        (over.checked_div_euclid(under).unwrap_or(0), over.checked_rem_euclid(under).unwrap_or(0));
    let (size, step) = (under.unsigned_abs(), under.signum());
    let twice = rest.unsigned_abs().saturating_mul(2);
    // `rest` lies in 0..|under|: the next whole number lies one step in the direction of `under`.
    if twice > size || (twice == size && quotient % 2 != 0) {
        quotient.saturating_add(step)
    } else {
        quotient
    }
}

fn mean(contents: ContentParts) -> Value<Figure> {
    let mut sum = 0.0;
    let mut number = 0_u32;
    let mut broken: Value<()> = Value::Known(());
    // In the order of content ids, so that no order of rows shows.
    for (over, under) in contents.into_values() {
        match over.zip_with(under, |over, under| Value::Known((over, under))) {
            Value::Known((_, 0)) => {}
            Value::Known((over, under)) => {
                sum += ratio(over, under);
                number = number.saturating_add(1);
            }
            Value::Undefined(reasons) => {
                broken = broken.zip_with(Value::<()>::Undefined(reasons), |(), ()| Value::Known(()))
            }
            Value::Hidden(reasons) => {
                broken = broken.zip_with(Value::<()>::Hidden(reasons), |(), ()| Value::Known(()))
            }
        }
    }
    broken.zip_with(Value::Known(()), |(), ()| match number {
        0 => Value::undefined(UndefinedReason::ZeroDenominator),
        number => Value::Known(Figure::Ratio(sum / f64::from(number))),
    })
}
