//! Cells as text.
use std::fmt::Write as _;

use super::error::ExportError;
use super::table::{ColumnKind, ExportColumn};
use crate::access::Decision;
use crate::metric::Figure;
use crate::time::Day;
use crate::value::{HiddenReason, Reasons, UndefinedReason, Value};

/// A figure of a column's kind, or an error.
pub(super) fn checked(column: &ExportColumn, figure: &Figure) -> Result<Figure, ExportError> {
    let fits = match (column.kind, figure) {
        (ColumnKind::Count, Figure::Count(_)) | (ColumnKind::Seconds, Figure::Seconds(_)) => true,
        (ColumnKind::Ratio, Figure::Ratio(number)) | (ColumnKind::Seconds, Figure::MeanSeconds(number)) => {
            number.is_finite()
        }
        (ColumnKind::Money(currency), Figure::Money(money))
        | (ColumnKind::PerMilleMoney(currency), Figure::PerMilleMoney(money)) => money.currency() == currency,
        _ => false,
    };
    if fits { Ok(*figure) } else { Err(column.wrong()) }
}

/// A figure as a plain exact number.
pub(super) fn number(figure: &Figure) -> String {
    match figure {
        Figure::Count(count) | Figure::Seconds(count) => count.to_string(),
        Figure::Money(money) | Figure::PerMilleMoney(money) => money.to_string(),
        Figure::Ratio(ratio) | Figure::MeanSeconds(ratio) => ratio.to_string(),
    }
}

/// Why there is no figure: `hidden:not_authorized;revoked`, `undefined:absent`. Empty where there is one.
pub(super) fn reason<T>(value: &Value<T>) -> String {
    match value {
        Value::Known(_) => String::new(),
        Value::Hidden(reasons) => joined("hidden", reasons.iter().map(|reason| reason.code())),
        Value::Undefined(reasons) => joined("undefined", reasons.iter().map(UndefinedReason::code)),
    }
}

/// Why days are hidden.
pub(super) fn hidden(reasons: &Reasons<HiddenReason>) -> String {
    joined("hidden", reasons.iter().map(|reason| reason.code()))
}

fn joined<'a>(what: &str, codes: impl Iterator<Item = &'a str>) -> String {
    let mut text = what.to_owned();
    for (place, code) in codes.enumerate() {
        let mark = if place == 0 { ':' } else { ';' };
        // Writing to a string does not fail.
        let _ = write!(text, "{mark}{code}");
    }
    text
}

/// Why a day is hidden.
pub(super) fn decision(decision: &Decision) -> Option<String> {
    let Decision::Hidden { causes, .. } = decision else { return None };
    Reasons::collect(causes.iter().map(|cause| cause.reason)).as_ref().map(hidden)
}

/// The day on which something hidden shows by time alone.
pub(super) fn visible_from(decision: &Decision) -> Option<Day> {
    match decision {
        Decision::Hidden { visible_from, .. } => *visible_from,
        Decision::Visible => None,
    }
}
