use super::evaluate::ratio;
use super::figure::Figure;
use crate::value::{Money, UndefinedReason, Value};

/// How a figure differs from the previous cycle's (PER-6).
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The difference, in the figure's own unit.
    pub absolute: Value<Figure>,
    /// The difference over the previous figure; undefined on a zero base.
    pub relative: Value<f64>,
}

/// Compares a figure with the previous cycle's; a part that is Hidden or Undefined makes the change so (MET-7).
#[must_use]
pub fn change(current: &Value<Figure>, previous: &Value<Figure>) -> Change {
    let absolute = current.clone().zip_with(previous.clone(), |a, b| match subtract(&a, &b) {
        Some(figure) => Value::Known(figure),
        None => Value::undefined(UndefinedReason::Overflow),
    });
    let relative =
        absolute.clone().zip_with(previous.clone(), |difference, base| match over(&difference, &base) {
            Some(relative) => Value::Known(relative),
            None => Value::undefined(UndefinedReason::ZeroDenominator),
        });
    Change { absolute, relative }
}

fn subtract(a: &Figure, b: &Figure) -> Option<Figure> {
    let money = |a: &Money, b: &Money| {
        let micros = a.micros().checked_sub(b.micros())?;
        (a.currency() == b.currency()).then(|| Money::from_micros(micros, a.currency()))
    };
    Some(match (a, b) {
        (Figure::Count(a), Figure::Count(b)) => Figure::Count(a.checked_sub(*b)?),
        (Figure::Seconds(a), Figure::Seconds(b)) => Figure::Seconds(a.checked_sub(*b)?),
        (Figure::Money(a), Figure::Money(b)) => Figure::Money(money(a, b)?),
        (Figure::PerMilleMoney(a), Figure::PerMilleMoney(b)) => Figure::PerMilleMoney(money(a, b)?),
        (Figure::Ratio(a), Figure::Ratio(b)) => Figure::Ratio(a - b),
        (Figure::MeanSeconds(a), Figure::MeanSeconds(b)) => Figure::MeanSeconds(a - b),
        _ => return None,
    })
}

fn over(difference: &Figure, base: &Figure) -> Option<f64> {
    let whole = |a: i128, b: i128| (b != 0).then(|| ratio(a, b));
    match (difference, base) {
        (Figure::Count(a), Figure::Count(b)) | (Figure::Seconds(a), Figure::Seconds(b)) => {
            whole(i128::from(*a), i128::from(*b))
        }
        (Figure::Money(a), Figure::Money(b)) | (Figure::PerMilleMoney(a), Figure::PerMilleMoney(b)) => {
            whole(a.micros(), b.micros())
        }
        (Figure::Ratio(a), Figure::Ratio(b)) | (Figure::MeanSeconds(a), Figure::MeanSeconds(b)) => {
            (b.abs() > 0.0).then(|| a / b)
        }
        _ => None,
    }
}
