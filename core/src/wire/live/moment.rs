use serde::{Deserialize, Serialize};

use super::super::store::{CellWire, SortWire, object};
use crate::live::{
    AppealState, Comment, Giveaway, GiveawayEffect, IgnoredLiveEvent, LiveLine, LiveProduct, MissedProduct,
    Room, Snapshot, StockAlert, Uplift, Violation,
};
use crate::metric::Metric;
use crate::time::Instant;
use crate::value::{ProductId, UserId};

/// A question about a moment, and nothing else.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AtWire {
    /// The moment.
    pub now: String,
}

/// What a snapshot is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SnapshotAskWire {
    /// The moment.
    pub now: String,
    /// The metrics in their order; those of a room's detail if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
}

/// A room at a moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::Snapshot`")]
pub struct SnapshotWire {
    pub now: String,
    pub compared_at: String,
    pub ended_at: Option<String>,
    pub violations: Vec<ViolationWire>,
    pub stock_alerts: Vec<StockAlertWire>,
    pub lines: Vec<LiveLineWire>,
    pub pinned: Option<String>,
    pub giveaways: Vec<GiveawayWire>,
    pub ignored: usize,
    pub late: usize,
}

/// A metric beside its value five minutes earlier (LIV-4), with its labels (DSH-13).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::LiveLine`")]
pub struct LiveLineWire {
    pub metric: String,
    pub label: &'static str,
    pub label_zh: &'static str,
    pub value: CellWire,
    pub change: CellWire,
}

/// A violation (LIV-5, DSH-9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    missing_docs,
    reason = "fields are those of `live::Violation`; `appealed_at` and `answered_at` of its appeal"
)]
pub struct ViolationWire {
    pub violation: String,
    pub at: String,
    pub reason: String,
    pub recommendation: Option<String>,
    pub appeal: &'static str,
    pub appeal_at: Option<String>,
}

/// A product that is low in stock (LIV-6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::StockAlert`")]
pub struct StockAlertWire {
    pub product: String,
    pub left: i64,
    pub at: String,
    pub text: String,
    pub text_zh: String,
}

/// A giveaway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::Giveaway`")]
pub struct GiveawayWire {
    pub giveaway: String,
    pub product: Option<String>,
    pub started_at: String,
    pub ended_at: Option<String>,
}

/// What giveaways are asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GiveawaysAskWire {
    /// The moment.
    pub now: String,
    /// Sums to judge them by; clicks, orders, pieces and GMV if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
}

/// Giveaways in order of start (DSH-10).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GiveawaysWire {
    /// Each with what it brought.
    pub giveaways: Vec<GiveawayEffectWire>,
}

/// A giveaway and what it brought.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::GiveawayEffect`")]
pub struct GiveawayEffectWire {
    pub giveaway: GiveawayWire,
    pub from: String,
    pub until: String,
    pub before_from: String,
    pub uplifts: Vec<UpliftWire>,
}

/// What a giveaway brought, of one metric.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::Uplift`")]
pub struct UpliftWire {
    pub metric: String,
    pub during: CellWire,
    pub before: CellWire,
    pub ratio: CellWire,
}

/// What the list of products is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LiveProductsAskWire {
    /// The moment.
    pub now: String,
    /// The metrics in their order; the list's own if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// By which metric it is ordered; by product impressions if none.
    #[serde(default, deserialize_with = "sorted")]
    pub sort: Option<SortWire>,
    /// A part of an id, a name or a SKU.
    #[serde(default)]
    pub search: Option<String>,
}

fn sorted<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<SortWire>, D::Error> {
    object(from).map(Some)
}

/// The list of products (DSH-7).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LiveProductsWire {
    /// The metrics, in order.
    pub metrics: Vec<String>,
    /// The rows.
    pub rows: Vec<LiveProductWire>,
}

/// A product of a room.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::LiveProduct`")]
pub struct LiveProductWire {
    pub product: String,
    pub name: Option<String>,
    pub skus: Vec<String>,
    pub pinned: bool,
    pub left: Option<i64>,
    pub values: Vec<CellWire>,
}

/// Products that few see and many of those buy (LIV-9).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MissedProductsWire {
    /// The highest conversion first.
    pub rows: Vec<MissedProductWire>,
}

/// A product that few see and many of those buy.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::MissedProduct`")]
pub struct MissedProductWire {
    pub product: String,
    pub name: Option<String>,
    pub impressions: i64,
    pub clicks: i64,
    pub orders: i64,
    pub conversion: CellWire,
}

/// What to say about the pinned product (DSH-7), and what it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::ScriptFacts`, and its texts")]
pub struct ScriptWire {
    pub product: String,
    pub name: String,
    pub clicks: i64,
    pub orders: i64,
    pub items: i64,
    pub left: Option<i64>,
    pub text: String,
    pub text_zh: String,
}

/// An event that changed nothing, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IgnoredEventWire {
    /// The event.
    pub event: String,
    /// Why.
    pub why: &'static str,
}

/// What comments are asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CommentsAskWire {
    /// The moment.
    pub now: String,
    /// Those after this moment only.
    #[serde(default)]
    pub after: Option<String>,
    /// The last so many; 100 if it says none.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// Comments in order (DSH-11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommentsWire {
    /// Of equal times the lesser event id first.
    pub comments: Vec<CommentWire>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::Comment`")]
pub struct CommentWire {
    pub at: String,
    pub event: String,
    pub user: Option<String>,
    pub text: String,
}

pub(super) fn texts(at: Option<Instant>) -> Option<String> {
    at.map(|at| at.to_string())
}

fn named(product: Option<&ProductId>) -> Option<String> {
    product.map(|product| product.as_str().to_owned())
}

impl From<&Comment> for CommentWire {
    fn from(comment: &Comment) -> Self {
        Self {
            at: comment.at.to_string(),
            event: comment.event.as_str().to_owned(),
            user: comment.user.as_ref().map(|user| UserId::as_str(user).to_owned()),
            text: comment.text.clone(),
        }
    }
}

impl From<&LiveLine> for LiveLineWire {
    fn from(line: &LiveLine) -> Self {
        Self {
            metric: line.metric.name(),
            label: line.metric.def.label_en,
            label_zh: line.metric.def.label_zh,
            value: (&line.value).into(),
            change: (&line.change).into(),
        }
    }
}

impl From<&Violation> for ViolationWire {
    fn from(one: &Violation) -> Self {
        let appeal_at = match one.appeal {
            AppealState::Open => None,
            AppealState::Appealed { at } | AppealState::Answered { at, .. } => Some(at),
        };
        Self {
            violation: one.violation.clone(),
            at: one.at.to_string(),
            reason: one.reason.clone(),
            recommendation: one.recommendation.clone(),
            appeal: one.appeal.as_str(),
            appeal_at: texts(appeal_at),
        }
    }
}

impl From<&StockAlert> for StockAlertWire {
    fn from(alert: &StockAlert) -> Self {
        Self {
            product: alert.product.as_str().to_owned(),
            left: alert.left,
            at: alert.at.to_string(),
            text: alert.text.clone(),
            text_zh: alert.text_zh.clone(),
        }
    }
}

impl From<&Giveaway> for GiveawayWire {
    fn from(one: &Giveaway) -> Self {
        Self {
            giveaway: one.giveaway.clone(),
            product: named(one.product.as_ref()),
            started_at: one.started_at.to_string(),
            ended_at: texts(one.ended_at),
        }
    }
}

impl From<&Snapshot> for SnapshotWire {
    fn from(answer: &Snapshot) -> Self {
        Self {
            now: answer.now.to_string(),
            compared_at: answer.compared_at.to_string(),
            ended_at: texts(answer.ended_at),
            violations: answer.violations.iter().map(ViolationWire::from).collect(),
            stock_alerts: answer.stock_alerts.iter().map(StockAlertWire::from).collect(),
            lines: answer.lines.iter().map(LiveLineWire::from).collect(),
            pinned: named(answer.pinned.as_ref()),
            giveaways: answer.giveaways.iter().map(GiveawayWire::from).collect(),
            ignored: answer.ignored,
            late: answer.late,
        }
    }
}

impl From<&Uplift> for UpliftWire {
    fn from(uplift: &Uplift) -> Self {
        Self {
            metric: uplift.metric.name(),
            during: (&uplift.during).into(),
            before: (&uplift.before).into(),
            ratio: (&uplift.ratio).into(),
        }
    }
}

impl From<&GiveawayEffect> for GiveawayEffectWire {
    fn from(effect: &GiveawayEffect) -> Self {
        Self {
            giveaway: (&effect.giveaway).into(),
            from: effect.from.to_string(),
            until: effect.until.to_string(),
            before_from: effect.before_from.to_string(),
            uplifts: effect.uplifts.iter().map(UpliftWire::from).collect(),
        }
    }
}

impl From<&LiveProduct> for LiveProductWire {
    fn from(row: &LiveProduct) -> Self {
        Self {
            product: row.product.as_str().to_owned(),
            name: row.name.clone(),
            skus: row.skus.clone(),
            pinned: row.is_pinned,
            left: row.left,
            values: row.values.iter().map(CellWire::from).collect(),
        }
    }
}

impl From<&MissedProduct> for MissedProductWire {
    fn from(row: &MissedProduct) -> Self {
        Self {
            product: row.product.as_str().to_owned(),
            name: row.name.clone(),
            impressions: row.impressions,
            clicks: row.clicks,
            orders: row.orders,
            conversion: (&row.conversion).into(),
        }
    }
}

impl From<&IgnoredLiveEvent> for IgnoredEventWire {
    fn from(one: &IgnoredLiveEvent) -> Self {
        Self { event: one.event.as_str().to_owned(), why: one.why.as_str() }
    }
}

/// The metrics of giveaways by name.
pub(super) fn giveaway_metrics(names: &[String]) -> Result<Vec<Metric>, crate::metric::MetricError> {
    if names.is_empty() { Metric::parse_all(&Room::GIVEAWAY_METRICS) } else { Metric::parse_all(names) }
}
