use std::collections::BTreeMap;

use super::exact::{self, Exact, shown};
use super::expr::{CreatorCount, Expr, Formula, Fraction, Moment, UserCount};
use super::figure::{Figure, Unit};
use super::measure::Measure;
use crate::value::{Currency, UndefinedReason, Value};

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
    shown(work_out(formula, unit, currency, parts))
}

/// Works a formula out, not rounded yet: known where the figure is.
#[must_use]
pub fn evaluate_exactly(formula: Formula, unit: Unit, currency: Currency, parts: &dyn Parts) -> Value<Exact> {
    let exact = work_out(formula, unit, currency, parts);
    exact.zip_with(Value::Known(()), |exact, ()| exact.figure().map(|_| exact))
}

fn work_out(formula: Formula, unit: Unit, currency: Currency, parts: &dyn Parts) -> Value<Exact> {
    match formula {
        Formula::Exact(expr) => number(expr, parts).map(|sum| Exact::whole(sum, unit, currency)),
        Formula::Quotient { over, under, times } => {
            quotient(number(over, parts), number(under, parts), times, unit, currency)
        }
        Formula::MeanOfRatios { over, under } => {
            let contents = parts.contents(over, under);
            contents.zip_with(Value::Known(()), |contents, ()| mean(contents, unit, currency))
        }
    }
}

/// An exact number that a formula is made of.
pub(crate) fn number(expr: Expr, parts: &dyn Parts) -> Value<i128> {
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
            .map(|one| number(*one, parts))
            .reduce(|a, b| a.zip_with(b, add))
            .unwrap_or(Value::Known(0)),
        Expr::Difference(a, b) => number(*a, parts).zip_with(number(*b, parts), |a, b| {
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
        shown(if self.under.is_empty() {
            over.map(|sum| Exact::whole(sum, unit, currency))
        } else {
            quotient(over, under, self.times, unit, currency)
        })
    }
}

/// Adds; beyond 128 bits it is undefined (MET-4).
pub(crate) fn add(a: i128, b: i128) -> Value<i128> {
    a.checked_add(b).map_or_else(|| Value::undefined(UndefinedReason::Overflow), Value::Known)
}

/// A quotient; undefined on a zero denominator (MET-3).
fn quotient(
    over: Value<i128>,
    under: Value<i128>,
    times: i128,
    unit: Unit,
    currency: Currency,
) -> Value<Exact> {
    over.zip_with(under, |over, under| match over.checked_mul(times) {
        _ if under == 0 => Value::undefined(UndefinedReason::ZeroDenominator), // MET-3
        Some(over) => Exact::quotient(over, under, unit, currency),
        None => Value::undefined(UndefinedReason::Overflow),
    })
}

fn mean(contents: ContentParts, unit: Unit, currency: Currency) -> Value<Exact> {
    let mut all = Vec::new();
    let mut broken: Value<()> = Value::Known(());
    for (over, under) in contents.into_values() {
        let pair = over.zip_with(under, |over, under| Value::Known((over, under)));
        if let Value::Known((over, under)) = pair
            && under != 0
        {
            all.push((over, under));
        }
        broken = broken.zip_with(pair, |(), _| Value::Known(()));
    }
    broken.zip_with(Value::Known(()), |(), ()| match exact::mean(&all) {
        _ if all.is_empty() => Value::undefined(UndefinedReason::ZeroDenominator),
        Some((over, under)) => Exact::quotient(over, under, unit, currency),
        None => Value::undefined(UndefinedReason::Overflow),
    })
}
