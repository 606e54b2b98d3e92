use serde::{Deserialize, Serialize};

use super::error::WireError;
use super::store::{CellWire, ReasonWire};
use crate::change::{
    self, ChangeFigures, ChangeKind, ChangePart, ChangeSubject, ChangeTotals, Decomposition, Factors,
    GrowthPolicy, Share, SpanCounts, SpanGrowth,
};
use crate::value::{Currency, LARGEST_COUNT, Money, Value};

/// A change of GMV to take apart.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeAskWire {
    /// The currency of all amounts; `USD` if left out.
    #[serde(default)]
    pub currency: Option<String>,
    /// The subjects.
    pub subjects: Vec<ChangeSubjectWire>,
}

/// A subject before and after.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeSubjectWire {
    /// Its name.
    pub id: String,
    /// Its figures in the earlier period, where it was there.
    #[serde(default)]
    pub before: Option<ChangeFiguresWire>,
    /// Its figures in the later period, where it still is.
    #[serde(default)]
    pub after: Option<ChangeFiguresWire>,
}

/// The figures of a subject in one period; a count that is left out is absent.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is the figure of the same name")]
pub struct ChangeFiguresWire {
    pub gmv: String,
    #[serde(default)]
    pub orders: Option<i64>,
    #[serde(default)]
    pub product_clicks: Option<i64>,
    #[serde(default)]
    pub views: Option<i64>,
}

/// An amount of a change: exact, and so rounded that what is shown sums as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShareWire {
    /// The exact decimal number.
    pub amount: String,
    /// To the minor unit, by largest remainder.
    pub shown: String,
}

/// What each factor brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each field is the factor of the same name")]
pub struct FactorsWire {
    pub views: ShareWire,
    pub content_ctr: ShareWire,
    pub c_o: ShareWire,
    pub order_value: ShareWire,
    pub without_views: ShareWire,
}

/// What each factor brought, or why nobody knows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "most are known")]
pub enum FactorsCellWire {
    /// It is known.
    Known(FactorsWire),
    /// It is not.
    Undefined {
        /// Why.
        reasons: Vec<ReasonWire>,
    },
}

/// What one subject brought.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangePartWire {
    /// The subject.
    pub id: String,
    /// `entrant`, `leaver` or `stayed`.
    pub kind: &'static str,
    /// How its GMV changed.
    pub change: ShareWire,
    /// The factors of one that stayed.
    pub factors: Option<FactorsCellWire>,
}

/// The change by cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeTotalsWire {
    /// By subjects that came.
    pub entrants: ShareWire,
    /// By subjects that went.
    pub leavers: ShareWire,
    /// By the factors of those that stayed.
    #[serde(flatten)]
    pub factors: FactorsWire,
    /// By subjects that stayed and whose factors are undefined.
    pub not_split: ShareWire,
}

/// A change of GMV by subject and by cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecompositionWire {
    /// Of all amounts.
    pub currency: &'static str,
    /// The change.
    pub change: ShareWire,
    /// By subject, in the order of the question.
    pub parts: Vec<ChangePartWire>,
    /// By cause.
    pub totals: ChangeTotalsWire,
}

/// Counts of two spans, for each of several subjects.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GrowthRankAskWire {
    /// The counts.
    pub counts: Vec<SpanCountsWire>,
    /// Where the policy differs from the rules' defaults.
    #[serde(default)]
    pub policy: Option<GrowthPolicyWire>,
}

/// What counts as certain growth; what is left out keeps the rules' default.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GrowthPolicyWire {
    /// The fewest counts of the span that carries a bound.
    #[serde(default)]
    pub floor: Option<u64>,
    /// How sure a bound is, in percent; read as 1 to 99.
    #[serde(default)]
    pub confidence_percent: Option<u32>,
}

/// Counts of a subject in two spans of equal length; one that is left out is absent.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SpanCountsWire {
    /// The subject.
    pub id: String,
    /// In the later span.
    #[serde(default)]
    pub later: Option<u64>,
    /// In the earlier span.
    #[serde(default)]
    pub earlier: Option<u64>,
}

/// Subjects by how certainly they rise or fall.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GrowthRankWire {
    /// First the one that moves most for certain.
    pub rows: Vec<SpanGrowthWire>,
}

/// A subject with its bound.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpanGrowthWire {
    /// The subject.
    pub id: String,
    /// The bound of the rate ratio.
    pub bound: CellWire,
}

impl From<GrowthPolicyWire> for GrowthPolicy {
    fn from(wire: GrowthPolicyWire) -> Self {
        let mut policy = Self::default();
        policy.floor = wire.floor.unwrap_or(policy.floor);
        policy.confidence_percent = wire.confidence_percent.unwrap_or(policy.confidence_percent);
        policy
    }
}

fn beyond_exact(id: &str) -> WireError {
    let id: String = id.chars().take(64).collect();
    let what = format!("`{id}`: expected counts up to 2^53 - 1");
    WireError::malformed("wire.malformed", &what).with("id", id)
}

impl ChangeFiguresWire {
    fn read(&self, id: &str, currency: Currency) -> Result<ChangeFigures, WireError> {
        let counts = [self.orders, self.product_clicks, self.views];
        if counts.into_iter().flatten().any(|count| i128::from(count) > LARGEST_COUNT) {
            return Err(beyond_exact(id));
        }
        Ok(ChangeFigures {
            gmv: Money::parse(&self.gmv, currency)?.micros(),
            orders: self.orders,
            product_clicks: self.product_clicks,
            views: self.views,
        })
    }
}

impl ChangeSubjectWire {
    fn read(&self, currency: Currency) -> Result<ChangeSubject, WireError> {
        let of = |figures: &Option<ChangeFiguresWire>| {
            figures.as_ref().map(|figures| figures.read(&self.id, currency)).transpose()
        };
        Ok(ChangeSubject { id: self.id.clone(), before: of(&self.before)?, after: of(&self.after)? })
    }
}

impl From<Share> for ShareWire {
    fn from(share: Share) -> Self {
        Self { amount: share.exact.to_string(), shown: share.shown.shown() }
    }
}

impl From<Factors<Share>> for FactorsWire {
    fn from(factors: Factors<Share>) -> Self {
        Self {
            views: factors.views.into(),
            content_ctr: factors.content_ctr.into(),
            c_o: factors.c_o.into(),
            order_value: factors.order_value.into(),
            without_views: factors.without_views.into(),
        }
    }
}

impl From<ChangePart> for ChangePartWire {
    fn from(part: ChangePart) -> Self {
        let (kind, factors) = match part.kind {
            ChangeKind::Entrant => ("entrant", None),
            ChangeKind::Leaver => ("leaver", None),
            ChangeKind::Stayed(Value::Known(factors)) => {
                ("stayed", Some(FactorsCellWire::Known(factors.into())))
            }
            ChangeKind::Stayed(Value::Undefined(reasons)) => {
                let reasons = reasons.iter().map(ReasonWire::from).collect();
                ("stayed", Some(FactorsCellWire::Undefined { reasons }))
            }
            // Nothing is hidden from figures at hand.
            ChangeKind::Stayed(Value::Hidden(_)) => ("stayed", None),
        };
        Self { id: part.id, kind, change: part.change.into(), factors }
    }
}

impl From<ChangeTotals> for ChangeTotalsWire {
    fn from(totals: ChangeTotals) -> Self {
        Self {
            entrants: totals.entrants.into(),
            leavers: totals.leavers.into(),
            factors: totals.factors.into(),
            not_split: totals.not_split.into(),
        }
    }
}

impl From<Decomposition> for DecompositionWire {
    fn from(answer: Decomposition) -> Self {
        Self {
            currency: answer.change.exact.currency().code(),
            change: answer.change.into(),
            parts: answer.parts.into_iter().map(ChangePartWire::from).collect(),
            totals: answer.totals.into(),
        }
    }
}

/// Takes a change of GMV apart, by subject and by cause (BEY-8).
///
/// # Errors
/// An amount or currency that cannot be taken, and what [`change::decompose`] refuses.
pub fn decompose_change(ask: &ChangeAskWire) -> Result<DecompositionWire, WireError> {
    let currency = Currency::new(ask.currency.as_deref().unwrap_or("USD"))?;
    let subjects = ask.subjects.iter().map(|subject| subject.read(currency));
    Ok(change::decompose(&subjects.collect::<Result<Vec<_>, _>>()?, currency)?.into())
}

type Rank = fn(&[SpanCounts], &GrowthPolicy) -> Vec<SpanGrowth>;

fn ranked(ask: GrowthRankAskWire, rank: Rank) -> Result<GrowthRankWire, WireError> {
    let policy = ask.policy.map(GrowthPolicy::from).unwrap_or_default();
    let beyond = |count: &u64| i128::from(*count) > LARGEST_COUNT;
    if let Some(one) = ask.counts.iter().find(|one| one.later.iter().chain(&one.earlier).any(beyond)) {
        return Err(beyond_exact(&one.id));
    }
    let counts = ask.counts.into_iter();
    let counts: Vec<SpanCounts> =
        counts.map(|one| SpanCounts { id: one.id, later: one.later, earlier: one.earlier }).collect();
    let row = |one: SpanGrowth| SpanGrowthWire { bound: (&one.bound).into(), id: one.id };
    Ok(GrowthRankWire { rows: rank(&counts, &policy).into_iter().map(row).collect() })
}

/// The fastest-rising first, ties by id (VID-6).
///
/// # Errors
/// Counts beyond what is exact.
pub fn rising(ask: GrowthRankAskWire) -> Result<GrowthRankWire, WireError> {
    ranked(ask, change::rank_rising)
}

/// The fastest-falling first, ties by id (CRE-5).
///
/// # Errors
/// Counts beyond what is exact.
pub fn falling(ask: GrowthRankAskWire) -> Result<GrowthRankWire, WireError> {
    ranked(ask, change::rank_falling)
}
