use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::error::ChangeError;
use super::factor::{Path, split};
use super::figures::{
    ChangeFigures, ChangeKind, ChangePart, ChangeSubject, ChangeTotals, Decomposition, Factors, Share,
};
use super::round::{half_even, largest_remainder};
use crate::value::{Currency, MICROS, Money, UndefinedReason, Value};

/// A subject's change before it is rounded for show.
struct Moved<'a> {
    id: &'a str,
    change: i128,
    cause: Cause,
}

enum Cause {
    Entrant,
    Leaver,
    Factors(Factors<i128>),
    NotSplit(UndefinedReason),
}

/// Takes a change of GMV apart, by subject and by cause (BEY-8). Nothing is left over.
///
/// Formula: `GMV = views × content CTR × C_O × order value`. What a factor brought is the mean, over the 24 orders in which the
/// four can change, of what its own step changes (the Shapley value). Where a step of the way was taken by nobody, all sales of
/// that period came without views. A subject that came or went is one cause by itself.
/// Rounding: by largest remainder, to 10⁻⁶ and, of these, to the minor unit; ties go to the earlier cause and the smaller id.
///
/// # Errors
/// [`ChangeError`] for two subjects of one id, a subject in neither period, a negative count, and sums beyond 128 bits.
///
/// # Example: twice the views, half the order value
/// ```
/// use creator_compass::change::{ChangeFigures, ChangeKind, ChangeSubject, decompose};
/// use creator_compass::value::{Currency, Value};
///
/// let figures = |gmv, orders, clicks, views| {
///     Some(ChangeFigures { gmv, orders: Some(orders), product_clicks: Some(clicks), views: Some(views) })
/// };
/// let ana = ChangeSubject {
///     id: "ana".into(),
///     before: figures(100_000_000, 10, 100, 1000),
///     after: figures(100_000_000, 20, 200, 2000),
/// };
/// let answer = decompose(&[ana], Currency::new("USD")?)?;
/// let ChangeKind::Stayed(Value::Known(factors)) = &answer.parts[0].kind else { panic!("all counts are told") };
/// assert_eq!((factors.views.shown.to_string(), factors.order_value.shown.to_string()), ("75".into(), "-75".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decompose(subjects: &[ChangeSubject], currency: Currency) -> Result<Decomposition, ChangeError> {
    let mut ids = BTreeSet::new();
    if let Some(again) = subjects.iter().find(|subject| !ids.insert(&subject.id)) {
        return Err(ChangeError::Repeated { id: again.id.clone() });
    }
    let moved: Vec<Moved<'_>> = subjects.iter().map(one).collect::<Result<_, _>>()?;
    rounded(&moved, currency).ok_or(ChangeError::Overflow)
}

fn counted(id: &str, figures: &ChangeFigures) -> Result<(), ChangeError> {
    let counts =
        [("orders", figures.orders), ("product_clicks", figures.product_clicks), ("views", figures.views)];
    for (field, count) in counts {
        if let Some(count) = count.filter(|count| *count < 0) {
            return Err(ChangeError::Negative { id: id.to_owned(), field, count });
        }
    }
    Ok(())
}

fn one(subject: &ChangeSubject) -> Result<Moved<'_>, ChangeError> {
    let id = subject.id.as_str();
    for figures in subject.before.iter().chain(&subject.after) {
        counted(id, figures)?;
    }
    let (change, cause) = match (&subject.before, &subject.after) {
        (None, None) => return Err(ChangeError::Nowhere { id: id.to_owned() }),
        (None, Some(after)) => (Some(after.gmv), Cause::Entrant),
        (Some(before), None) => (before.gmv.checked_neg(), Cause::Leaver),
        (Some(before), Some(after)) => (after.gmv.checked_sub(before.gmv), stayed(before, after)),
    };
    Ok(Moved { id, change: change.ok_or(ChangeError::Overflow)?, cause })
}

fn stayed(before: &ChangeFigures, after: &ChangeFigures) -> Cause {
    let Some((before, after)) = Path::of(before).zip(Path::of(after)) else {
        return Cause::NotSplit(UndefinedReason::Absent); // MET-6
    };
    split(&before, &after).map_or(Cause::NotSplit(UndefinedReason::Overflow), Cause::Factors)
}

/// By cause: entrants, leavers, the five factors, and what is not split.
fn by_cause(moved: &Moved<'_>) -> [i128; 8] {
    let change = moved.change;
    match &moved.cause {
        Cause::Entrant => [change, 0, 0, 0, 0, 0, 0, 0],
        Cause::Leaver => [0, change, 0, 0, 0, 0, 0, 0],
        Cause::Factors(factors) => {
            let [views, ctr, c_o, value, without] = factors.into_array();
            [0, 0, views, ctr, c_o, value, without, 0]
        }
        Cause::NotSplit(_) => [0, 0, 0, 0, 0, 0, 0, change],
    }
}

/// Amounts with what is shown of them.
fn shares(exact: &[i128], shown: &[i128], currency: Currency) -> Vec<Share> {
    let money = |micros: &i128| Money::from_micros(*micros, currency);
    exact.iter().zip(shown).map(|(exact, shown)| Share { exact: money(exact), shown: money(shown) }).collect()
}

fn in_order(a: usize, b: usize) -> Ordering {
    a.cmp(&b)
}

/// Rounds from the whole to its parts, so that each level sums to the one above; `None` beyond 128 bits.
fn rounded(moved: &[Moved<'_>], currency: Currency) -> Option<Decomposition> {
    let minor = MICROS.checked_div(10_i128.checked_pow(currency.minor_digits())?)?;
    let changes: Vec<i128> = moved.iter().map(|one| one.change).collect();
    let change = changes.iter().try_fold(0_i128, |sum, one| sum.checked_add(*one))?;
    let shown = half_even(change, minor)?;
    let ids: Vec<&str> = moved.iter().map(|one| one.id).collect();
    let each = largest_remainder(&changes, shown, minor, |a, b| ids.get(a).cmp(&ids.get(b)))?;

    let part = |(moved, share): (&Moved<'_>, Share)| {
        let kind = match &moved.cause {
            Cause::Entrant => ChangeKind::Entrant,
            Cause::Leaver => ChangeKind::Leaver,
            Cause::NotSplit(reason) => ChangeKind::Stayed(Value::undefined(reason.clone())),
            Cause::Factors(factors) => {
                let exact = factors.into_array();
                let shown = largest_remainder(&exact, share.shown.micros(), minor, in_order)?;
                let five: [Share; 5] = shares(&exact, &shown, currency).try_into().ok()?;
                ChangeKind::Stayed(Value::Known(Factors::of(five)))
            }
        };
        Some(ChangePart { id: moved.id.to_owned(), kind, change: share })
    };
    let parts = moved.iter().zip(shares(&changes, &each, currency)).map(part).collect::<Option<_>>()?;

    let mut exact = [0_i128; 8];
    for one in moved {
        for (sum, more) in exact.iter_mut().zip(by_cause(one)) {
            *sum = sum.checked_add(more)?;
        }
    }
    let causes = largest_remainder(&exact, shown, minor, in_order)?;
    let causes: [Share; 8] = shares(&exact, &causes, currency).try_into().ok()?;
    let [entrants, leavers, views, ctr, c_o, value, without, not_split] = causes;
    let factors = Factors::of([views, ctr, c_o, value, without]);
    let money = |micros| Money::from_micros(micros, currency);
    Some(Decomposition {
        change: Share { exact: money(change), shown: money(shown) },
        parts,
        totals: ChangeTotals { entrants, leavers, factors, not_split },
    })
}
