use std::cmp::Ordering;

use libm::exp;

use super::quantile::quantile_log_odds;
use crate::value::{UndefinedReason, Value};

/// What counts as certain growth; [`Default`] is what VID-6 decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct GrowthPolicy {
    /// Days of each of the two spans: by it the caller cuts them.
    pub span_days: u32,
    /// The fewest counts of the span that carries a bound.
    pub floor: u64,
    /// How sure a bound is, in percent; read as 1 to 99.
    pub confidence_percent: u32,
}

impl Default for GrowthPolicy {
    fn default() -> Self {
        Self { span_days: 3, floor: 100, confidence_percent: 95 }
    }
}

/// How often something was counted in two spans of equal length, for a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanCounts {
    /// The subject; ties are broken by it.
    pub id: String,
    /// In the later span; `None` where no source tells it.
    pub later: Option<u64>,
    /// In the earlier span; `None` where no source tells it, as before a video was released.
    pub earlier: Option<u64>,
}

/// How much faster or slower a subject gathers counts than before.
#[derive(Debug, Clone, PartialEq)]
pub struct SpanGrowth {
    /// The subject.
    pub id: String,
    /// The bound of the rate ratio; 1 is unchanged.
    pub bound: Value<f64>,
}

/// How many digits of a bound are given: fewer than are right, so that other means of computing it give the same.
const DIGITS: usize = 9;

fn rounded(ratio: f64) -> f64 {
    format!("{ratio:.*e}", DIGITS - 1).parse().unwrap_or(ratio)
}

/// The lower bound of the rate of `over` to the rate of `under`; `over` is not 0.
#[expect(clippy::cast_precision_loss, reason = "counts are exact below 2^53, and 15 digits suffice beyond")]
fn lower(over: u64, under: u64, policy: &GrowthPolicy) -> f64 {
    let confidence = policy.confidence_percent.clamp(1, 99);
    let share = (100.0 - f64::from(confidence)) / 100.0;
    exp(quantile_log_odds(share, over as f64, under as f64 + 1.0))
}

/// Both counts, where both are told and the one that carries the bound reaches the floor.
fn told(
    later: Option<u64>,
    earlier: Option<u64>,
    carries: Option<u64>,
    policy: &GrowthPolicy,
) -> Value<(u64, u64)> {
    match (later, earlier, carries) {
        (Some(later), Some(earlier), Some(many)) if many >= policy.floor => Value::Known((later, earlier)),
        (Some(_), Some(_), _) => Value::undefined(UndefinedReason::BelowFloor),
        _ => Value::undefined(UndefinedReason::Absent), // MET-6
    }
}

/// Lower bound of how much faster a subject gathers counts than before (VID-6).
///
/// Shape: two counts over equal spans → a rate ratio (1 is unchanged), to 9 digits. Above 1, the growth is certain.
/// Formula: `p / (1 − p)` with `p = Beta⁻¹(1 − confidence; later, earlier + 1)`, the bound of Clopper and Pearson on the later
/// span's share of all counts; it is 0 where the later span has none. Source: Przyborowski and Wilenski (1940), conditional
/// test of two Poisson means. Undefined below the policy's floor in the later span, and where a count is absent. An earlier
/// count of 0 is a count: the bound is finite.
///
/// # Example: three views do not beat three thousand
/// ```
/// use creator_compass::change::{GrowthPolicy, rising_bound};
/// use creator_compass::value::{UndefinedReason, Value};
///
/// let policy = GrowthPolicy::default();
/// assert_eq!(rising_bound(Some(3), Some(0), &policy), Value::undefined(UndefinedReason::BelowFloor));
/// assert_eq!(rising_bound(Some(3000), Some(1500), &policy), Value::Known(1.89786932));
/// ```
#[must_use]
pub fn rising_bound(later: Option<u64>, earlier: Option<u64>, policy: &GrowthPolicy) -> Value<f64> {
    told(later, earlier, later, policy).map(|(later, earlier)| match later {
        0 => 0.0,
        _ => rounded(lower(later, earlier, policy)),
    })
}

/// Upper bound of how fast a subject gathers counts, measured by before (CRE-5): [`rising_bound`] the other way round. Below 1,
/// the decline is certain.
///
/// Undefined below the policy's floor in the earlier span, where a count is absent, and where the earlier span has none.
#[must_use]
pub fn falling_bound(later: Option<u64>, earlier: Option<u64>, policy: &GrowthPolicy) -> Value<f64> {
    let counts = told(later, earlier, earlier, policy);
    counts.zip_with(Value::Known(()), |(later, earlier), ()| match earlier {
        0 => Value::undefined(UndefinedReason::ZeroDenominator), // MET-3
        _ => Value::Known(rounded(1.0 / lower(earlier, later, policy))),
    })
}

fn ranked(
    counts: &[SpanCounts],
    bound: impl Fn(&SpanCounts) -> Value<f64>,
    first: impl Fn(&f64, &f64) -> Ordering,
) -> Vec<SpanGrowth> {
    let of = |one: &SpanCounts| SpanGrowth { id: one.id.clone(), bound: bound(one) };
    let mut all: Vec<SpanGrowth> = counts.iter().map(of).collect();
    all.sort_by(|a, b| {
        let by_bound = match (a.bound.known(), b.bound.known()) {
            (Some(a), Some(b)) => first(a, b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        by_bound.then_with(|| a.id.cmp(&b.id))
    });
    all
}

/// The fastest-rising first, ties by id; what has no bound comes last (VID-6).
#[must_use]
pub fn rank_rising(counts: &[SpanCounts], policy: &GrowthPolicy) -> Vec<SpanGrowth> {
    ranked(counts, |one| rising_bound(one.later, one.earlier, policy), |a, b| b.total_cmp(a))
}

/// The fastest-falling first, ties by id; what has no bound comes last (CRE-5).
#[must_use]
pub fn rank_falling(counts: &[SpanCounts], policy: &GrowthPolicy) -> Vec<SpanGrowth> {
    ranked(counts, |one| falling_bound(one.later, one.earlier, policy), f64::total_cmp)
}
