//! Whether what a mean is of follows from what others are of: sums over days and channels add up, other metrics do not.

use std::collections::{BTreeMap, BTreeSet};

use super::peers::PeerTopic;
use crate::fact::Channel;
use crate::metric::{Expr, Formula, Measure, MeasureKind, Metric};
use crate::time::Day;

/// 2⁶¹ − 1: what is independent over this field is so over the rationals.
const PRIME: u64 = (1 << 61) - 1;

/// A measure in a channel, and how often it is added.
type Term = (Measure, Option<Channel>, i64);

/// A cell of what is added up: a measure in a channel on a stretch of days. `None` is where sources tell no channel.
type Cell = (Measure, Option<Channel>, Day);

/// Whether the figures of two topics are in part of the same rows: they share a measure in a channel, and days or, where it is a
/// gauge, which lasts, whatever days.
pub(super) fn are_near(one: &PeerTopic, other: &PeerTopic) -> bool {
    let overlap = one.start < other.end && other.start < one.end;
    let (Some(mine), Some(theirs)) = (drawn(&one.metric), drawn(&other.metric)) else { return true };
    let both = mine.iter().filter(|(measure, channel)| {
        let meets = |own: Option<&str>| own.is_none() || channel.is_none() || own == *channel;
        theirs.iter().any(|(own, other)| own == measure && meets(*other))
    });
    both.into_iter().any(|(measure, _)| overlap || measure.kind() == MeasureKind::Gauge)
}

/// The measures a metric draws on, and the channel of each; `None` is all of them. None where the metric is not known.
fn drawn(metric: &str) -> Option<Vec<(Measure, Option<&'static str>)>> {
    let metric = Metric::parse(metric).ok()?;
    let of = |atom: Expr| {
        let channel = match atom {
            Expr::In(channel, _) => Some(channel),
            Expr::Whole(_) => None,
            _ => metric.channel,
        };
        atom.measures().into_iter().map(move |measure| (measure, channel))
    };
    Some(metric.def.formula.atoms().into_iter().flat_map(of).collect())
}

/// Whether a topic does not follow from others by adding and subtracting. What does not add over days follows from nothing.
pub(super) fn are_independent_of<'t>(all: impl Iterator<Item = &'t PeerTopic>, topic: &PeerTopic) -> bool {
    let Some(own) = measures(&topic.metric) else { return true };
    let known: Vec<(&PeerTopic, Vec<Term>)> =
        all.filter_map(|one| Some((one, self::measures(&one.metric)?))).collect();
    let all = known.iter().map(|(one, _)| *one).chain(std::iter::once(topic));
    let edges: BTreeSet<Day> = all.flat_map(|one| [one.start, one.end]).collect();
    let row = |topic: &PeerTopic, measures: &[Term]| {
        let mut row: BTreeMap<Cell, u64> = BTreeMap::new();
        for day in edges.range(topic.start..topic.end) {
            for (measure, channel, times) in measures {
                let cell = row.entry((*measure, *channel, *day)).or_default();
                *cell = add(*cell, times.rem_euclid(PRIME.cast_signed()).unsigned_abs());
            }
        }
        row.retain(|_, number| *number != 0);
        row
    };
    let mut basis: BTreeMap<Cell, BTreeMap<Cell, u64>> = BTreeMap::new();
    for (one, measures) in &known {
        if let Some((pivot, row)) = reduced(row(one, measures), &basis) {
            basis.insert(pivot, row);
        }
    }
    reduced(row(topic, &own), &basis).is_some()
}

/// What a metric adds up, where it is a sum; none where it does not add over days and channels.
fn measures(metric: &str) -> Option<Vec<Term>> {
    let metric = Metric::parse(metric).ok()?;
    let Formula::Exact(expr) = metric.def.formula else { return None };
    let mut all = Vec::new();
    terms(expr, metric.channel, 1, &mut all)?;
    Some(all)
}

fn terms(expr: Expr, channel: Option<&str>, times: i64, all: &mut Vec<Term>) -> Option<()> {
    match expr {
        Expr::Measure(measure) => term(measure, channel, times, all),
        Expr::In(channel, measure) => term(measure, Some(channel), times, all),
        Expr::Sum(parts) => parts.iter().try_for_each(|part| terms(*part, channel, times, all)),
        Expr::Difference(a, b) => {
            terms(*a, channel, times, all)?;
            terms(*b, channel, times.checked_neg()?, all)
        }
        _ => None,
    }
}

fn term(measure: Measure, channel: Option<&str>, times: i64, all: &mut Vec<Term>) -> Option<()> {
    let adds = match measure.kind() {
        MeasureKind::Sum => true,
        // They count by the day they began on.
        MeasureKind::Subjects => matches!(measure, Measure::Livestreams | Measure::Videos),
        MeasureKind::Unique | MeasureKind::Gauge => false,
    };
    if !adds {
        return None;
    }
    if let Some(name) = channel {
        all.push((measure, Some(Channel::of(name)?), times));
    } else {
        all.extend(Channel::ALL.iter().map(|channel| (measure, Some(*channel), times)));
        all.push((measure, None, times));
    }
    Some(())
}

/// A row less its share of each row of a basis, with 1 where it begins; none where nothing is left.
fn reduced(
    mut row: BTreeMap<Cell, u64>,
    basis: &BTreeMap<Cell, BTreeMap<Cell, u64>>,
) -> Option<(Cell, BTreeMap<Cell, u64>)> {
    let mut from = row.keys().next().copied()?;
    loop {
        let (cell, number) = row.range(from..).next().map(|(cell, number)| (*cell, *number))?;
        let Some(known) = basis.get(&cell) else {
            let inverse = power(number, PRIME - 2);
            for number in row.values_mut() {
                *number = times(*number, inverse);
            }
            return Some((cell, row));
        };
        for (place, share) in known {
            let own = row.entry(*place).or_default();
            *own = add(*own, PRIME - times(number, *share));
        }
        row.retain(|_, number| *number != 0);
        from = cell;
    }
}

fn add(a: u64, b: u64) -> u64 {
    (a % PRIME).saturating_add(b % PRIME) % PRIME
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a).saturating_mul(u128::from(b)) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut result, mut base) = (1, base);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}
