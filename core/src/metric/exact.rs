use super::figure::{Figure, Unit};
use super::wide::Wide;
use crate::value::{Currency, LARGEST_COUNT, Money, UndefinedReason, Value};

/// A figure as the whole numbers it comes of: it is rounded only when it is shown (MET-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    over: i128,
    /// Below, not 0; none where the metric is no quotient.
    under: Option<i128>,
    unit: Unit,
    currency: Currency,
}

fn overflow<T>() -> Value<T> {
    Value::undefined(UndefinedReason::Overflow)
}

impl Exact {
    pub(crate) fn whole(over: i128, unit: Unit, currency: Currency) -> Self {
        Self { over, under: None, unit, currency }
    }
    /// A quotient; undefined on a zero denominator (MET-3).
    pub(crate) fn quotient(over: i128, under: i128, unit: Unit, currency: Currency) -> Value<Self> {
        if under == 0 {
            return Value::undefined(UndefinedReason::ZeroDenominator); // MET-3
        }
        Value::Known(Self { over, under: Some(under), unit, currency })
    }
    /// The figure that is shown.
    #[must_use]
    pub fn figure(&self) -> Value<Figure> {
        let count = || i64::try_from(self.over).ok().filter(|_| self.over.abs() <= LARGEST_COUNT);
        let figure = match (self.unit, self.under) {
            (Unit::Money, None) => Some(Figure::Money(self.money(self.over))),
            (Unit::PerMilleMoney, None) => Some(Figure::PerMilleMoney(self.money(self.over))),
            (Unit::Seconds, None) => count().map(Figure::Seconds),
            (Unit::Count | Unit::Ratio, None) => count().map(Figure::Count),
            (_, Some(under)) => self.rounded(self.over, under),
        };
        figure.map_or_else(overflow, Value::Known)
    }
    fn money(&self, micros: i128) -> Money {
        Money::from_micros(micros, self.currency)
    }
    /// A quotient of this unit as a figure.
    fn rounded(&self, over: i128, under: i128) -> Option<Figure> {
        Some(match self.unit {
            Unit::Money => Figure::Money(self.money(divide_half_even(over, under)?)),
            Unit::PerMilleMoney => Figure::PerMilleMoney(self.money(divide_half_even(over, under)?)),
            Unit::Seconds => Figure::MeanSeconds(ratio(over, under)),
            Unit::Ratio | Unit::Count => Figure::Ratio(ratio(over, under)),
        })
    }
    /// How it differs from another one of its unit.
    pub(super) fn less(&self, other: &Self) -> Value<Figure> {
        if (self.unit, self.currency, self.under.is_some())
            != (other.unit, other.currency, other.under.is_some())
        {
            return overflow();
        }
        let Some((a, b)) = self.under.zip(other.under) else {
            let difference = self.over.checked_sub(other.over);
            let count = || difference.and_then(|count| i64::try_from(count).ok());
            let figure = match self.unit {
                Unit::Money => difference.map(|micros| Figure::Money(self.money(micros))),
                Unit::PerMilleMoney => difference.map(|micros| Figure::PerMilleMoney(self.money(micros))),
                Unit::Seconds => count().map(Figure::Seconds),
                Unit::Count | Unit::Ratio => count().map(Figure::Count),
            };
            return figure.map_or_else(overflow, Value::Known);
        };
        let (over, under) = (self.across(other), Wide::product(a, b));
        let money = || Some(self.money(over.rounded(under)?));
        let figure = match self.unit {
            Unit::Money => money().map(Figure::Money),
            Unit::PerMilleMoney => money().map(Figure::PerMilleMoney),
            Unit::Seconds => Some(Figure::MeanSeconds(over.ratio(under))),
            Unit::Ratio | Unit::Count => Some(Figure::Ratio(over.ratio(under))),
        };
        figure.map_or_else(overflow, Value::Known)
    }
    /// The difference over another one; undefined on a zero base (MET-3).
    pub(super) fn relative(&self, base: &Self) -> Value<f64> {
        let under = Wide::product(base.over, self.under.unwrap_or(1));
        if under.is_zero() {
            return Value::undefined(UndefinedReason::ZeroDenominator);
        }
        Value::Known(self.across(base).ratio(under))
    }
    /// The difference, times both denominators.
    fn across(&self, other: &Self) -> Wide {
        let (a, b) = (self.under.unwrap_or(1), other.under.unwrap_or(1));
        Wide::product(self.over, b).less(Wide::product(other.over, a))
    }
}

/// What is shown of it.
#[must_use]
pub fn shown(value: Value<Exact>) -> Value<Figure> {
    value.zip_with(Value::Known(()), |exact, ()| exact.figure())
}

/// Whole numbers up to here have a binary number of their own.
const EXACT: u128 = 1 << 53;

/// The binary number nearest to a quotient of whole numbers; `under` is not 0.
#[expect(clippy::cast_precision_loss, reason = "below 2^53 nothing is lost")]
pub(crate) fn ratio(over: i128, under: i128) -> f64 {
    if over.unsigned_abs() <= EXACT && under.unsigned_abs() <= EXACT {
        return over as f64 / under as f64;
    }
    Wide::product(over, 1).ratio(Wide::product(under, 1))
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

/// The mean of quotients, as one: exactly where 128 bits hold it, else each to as many binary places as they hold, which
/// are 60 or more. `None` beyond that. No order shows: whole numbers are added.
pub(super) fn mean(all: &[(i128, i128)]) -> Option<(i128, i128)> {
    let many = i128::try_from(all.len()).ok()?;
    let exact = || {
        let (over, under) = all.iter().try_fold((0_i128, 1_i128), |(sum, under), (a, b)| {
            let common = gcd(under, *b);
            let (mine, theirs) = (b.checked_div(common)?, under.checked_div(common)?);
            let sum = sum.checked_mul(mine)?.checked_add(a.checked_mul(theirs)?)?;
            Some((sum, under.checked_mul(mine)?))
        })?;
        Some((over, under.checked_mul(many)?))
    };
    exact().or_else(|| {
        let whole = |(a, b): &(i128, i128)| a.checked_div(*b)?.checked_abs()?.checked_add(1);
        let size = all.iter().try_fold(0_i128, |sum, one| sum.checked_add(whole(one)?))?;
        // Sums stay below 2^126.
        let unit = 1_i128.checked_shl(size.leading_zeros().checked_sub(2)?)?;
        let over = all.iter().try_fold(0_i128, |sum, (a, b)| {
            sum.checked_add(Wide::product(*a, unit).rounded(Wide::product(*b, 1))?)
        })?;
        Some((over, many.checked_mul(unit)?))
    })
}

/// The greatest common divisor of two numbers that are not 0, or its opposite.
fn gcd(a: i128, b: i128) -> i128 {
    match a.checked_rem(b) {
        None | Some(0) => b,
        Some(rest) => gcd(b, rest),
    }
}
