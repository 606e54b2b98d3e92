use std::collections::BTreeMap;

use super::expr::{CreatorCount, Expr, Formula, Fraction, Moment, UserCount};
use super::figure::{Figure, Unit};
use super::measure::Measure;
use crate::value::{Currency, LARGEST_COUNT, Money, UndefinedReason, Value};

/// Sums of a content's parts: `over`, `under`.
pub type ContentParts = BTreeMap<String, (Value<i128>, Value<i128>)>;

/// What a formula draws on, in the channel that its metric is asked in. What a source does not tell is absent.
pub trait Parts {
    /// A measure summed up; money in 10⁻⁶ units.
    fn measure(&self, measure: Measure) -> Value<i128>;
    /// Two measures by content, for means over contents.
    fn contents(&self, over: Measure, under: Measure) -> Value<ContentParts>;
    /// A number of creators.
    fn creators(&self, count: CreatorCount) -> Value<i128>;
    /// A measure confined to a channel, whatever channel the metric is asked in.
    fn confined(&self, _channel: &'static str, _measure: Measure) -> Value<i128> {
        absent()
    }
    /// A number of users.
    fn users(&self, _count: UserCount) -> Value<i128> {
        absent()
    }
    /// A measure of the whole answer, in all channels.
    fn whole(&self, _measure: Measure) -> Value<i128> {
        absent()
    }
    /// The target of a measure.
    fn target(&self, _measure: Measure) -> Value<i128> {
        absent()
    }
    /// A gauge at a moment of the period. A gauge as such is read where the period ends.
    fn at(&self, moment: Moment, measure: Measure) -> Value<i128> {
        match moment {
            Moment::Start => absent(),
            Moment::End => self.measure(measure),
        }
    }
}

fn absent() -> Value<i128> {
    Value::undefined(UndefinedReason::Absent)
}

/// Works a formula out. A Hidden part makes it Hidden, else an Undefined part Undefined (MET-7).
#[must_use]
pub fn evaluate(formula: Formula, unit: Unit, currency: Currency, parts: &dyn Parts) -> Value<Figure> {
    match formula {
        Formula::Exact(expr) => whole(exact(expr, parts), unit, currency),
        Formula::Quotient { over, under, times } => {
            quotient(exact(over, parts), exact(under, parts), times, unit, currency)
        }
        Formula::MeanOfRatios { over, under } => match parts.contents(over, under) {
            Value::Known(contents) => mean(contents),
            Value::Undefined(reasons) => Value::Undefined(reasons),
            Value::Hidden(reasons) => Value::Hidden(reasons),
        },
    }
}

fn exact(expr: Expr, parts: &dyn Parts) -> Value<i128> {
    match expr {
        Expr::Measure(measure) => parts.measure(measure),
        Expr::In(channel, measure) => parts.confined(channel, measure),
        Expr::At(moment, measure) => parts.at(moment, measure),
        Expr::Whole(measure) => parts.whole(measure),
        Expr::Target(measure) => parts.target(measure),
        Expr::Creators(count) => parts.creators(count),
        Expr::Users(count) => parts.users(count),
        Expr::Sum(all) => all
            .iter()
            .map(|one| exact(*one, parts))
            .reduce(|a, b| a.zip_with(b, add))
            .unwrap_or(Value::Known(0)),
        Expr::Difference(a, b) => exact(*a, parts).zip_with(exact(*b, parts), |a, b| {
            a.checked_sub(b).map_or_else(|| Value::undefined(UndefinedReason::Overflow), Value::Known)
        }),
    }
}

impl Fraction {
    /// The figure of what was added above and below; `under` counts only where the metric is a quotient.
    #[must_use]
    pub fn figure(
        &self,
        over: Value<i128>,
        under: Value<i128>,
        unit: Unit,
        currency: Currency,
    ) -> Value<Figure> {
        if self.under.is_empty() {
            whole(over, unit, currency)
        } else {
            quotient(over, under, self.times, unit, currency)
        }
    }
}

/// Adds; beyond 128 bits it is undefined (MET-4).
pub(crate) fn add(a: i128, b: i128) -> Value<i128> {
    a.checked_add(b).map_or_else(|| Value::undefined(UndefinedReason::Overflow), Value::Known)
}

/// An exact number as a figure.
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

/// A quotient as a figure; undefined on a zero denominator (MET-3).
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
        let money = |over| Some(Money::from_micros(divide_half_even(over, under)?, currency));
        let figure = over.checked_mul(times).and_then(|over| match unit {
            Unit::Money => money(over).map(Figure::Money),
            Unit::PerMilleMoney => money(over).map(Figure::PerMilleMoney),
            Unit::Seconds => Some(Figure::MeanSeconds(ratio(over, under))),
            Unit::Ratio | Unit::Count => Some(Figure::Ratio(ratio(over, under))),
        });
        figure.map_or_else(|| Value::undefined(UndefinedReason::Overflow), Value::Known)
    })
}

/// Whole numbers up to here have a binary number of their own.
const EXACT: u128 = 1 << 53;

/// The binary number nearest to a quotient of whole numbers; `under` is not 0.
#[expect(clippy::cast_precision_loss, reason = "below 2^53 nothing is lost; above, one rounding is meant")]
pub(crate) fn ratio(over: i128, under: i128) -> f64 {
    if over.unsigned_abs() <= EXACT && under.unsigned_abs() <= EXACT {
        return over as f64 / under as f64;
    }
    let size = nearest(over.unsigned_abs(), under.unsigned_abs());
    if (over < 0) == (under < 0) { size } else { -size }
}

/// Divides bit by bit until 64 of them stand, and rounds once; `under` is not 0.
#[expect(
    clippy::cast_precision_loss,
    reason = "rounded once, with what was cut off still seen in the last bit"
)]
fn nearest(over: u128, under: u128) -> f64 {
    let (mut quotient, mut rest) =
        (over.checked_div(under).unwrap_or(0), over.checked_rem(under).unwrap_or(0));
    let mut halvings: u64 = 0;
    while rest != 0 && quotient >> 64 == 0 {
        // `rest` lies below `under`, which is at most 2^127.
        rest = rest.saturating_mul(2);
        let bit = rest >= under;
        if bit {
            rest = rest.saturating_sub(under);
        }
        quotient = (quotient << 1) | u128::from(bit);
        halvings = halvings.saturating_add(1);
    }
    let rounded = (quotient | u128::from(rest != 0)) as f64;
    // At most 192 halvings: an exact power of two far from the smallest.
    rounded * f64::from_bits(1023_u64.saturating_sub(halvings) << 52)
}

/// Divides whole numbers, rounding half to even; `None` by 0 and beyond 128 bits.
fn divide_half_even(over: i128, under: i128) -> Option<i128> {
    let (quotient, rest) = (over.checked_div_euclid(under)?, over.checked_rem_euclid(under)?);
    let (size, step) = (under.unsigned_abs(), under.signum());
    let twice = rest.unsigned_abs().saturating_mul(2);
    // `rest` lies in 0..|under|: the next whole number lies one step in the direction of `under`.
    if twice > size || (twice == size && quotient % 2 != 0) {
        quotient.checked_add(step)
    } else {
        Some(quotient)
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
