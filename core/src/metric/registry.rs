use super::figure::Unit;
use super::formula::{CreatorCount, Formula};
use super::measure::Measure;
use crate::value::{Details, ErrorKind, Failure, Policy, details};

/// Which direction is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goodness {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// Neither.
    Neither,
}

/// Whether a metric moves a decision (KPI-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// It only looks good.
    Vanity,
    /// It moves a decision.
    Actionable,
}

/// A metric as data (MET-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricDef {
    /// The stable id.
    pub id: &'static str,
    /// The label in English.
    pub label_en: &'static str,
    /// The label in Chinese.
    pub label_zh: &'static str,
    /// The unit.
    pub unit: Unit,
    /// Which direction is good.
    pub goodness: Goodness,
    /// Vanity or actionable.
    pub nature: Nature,
    /// How it comes of its parts.
    pub formula: Formula,
    /// The channel it is about by itself, such as `live` for Avg. CTR (LIVE).
    pub channel: Option<&'static str>,
}

use Measure as M;

const fn ratio(over: &'static [Measure], under: &'static [Measure]) -> Formula {
    Formula::Ratio { over, under, times: 1 }
}

macro_rules! derived {
    ($($id:ident $en:literal $zh:literal $unit:ident $good:ident $channel:expr, $formula:expr;)*) => {
        &[$(MetricDef {
            id: stringify!($id),
            label_en: $en,
            label_zh: $zh,
            unit: Unit::$unit,
            goodness: Goodness::$good,
            nature: Nature::Actionable,
            formula: $formula,
            channel: $channel,
        }),*]
    };
}

const DERIVED: &[MetricDef] = derived! {
    live_partners "Livestreaming Partners" "开播达人数" Count More None, Formula::Creators(CreatorCount::WithLive);
    partners_with_sales "Partners with Sales" "动销达人数" Count More None, Formula::Creators(CreatorCount::WithSales);
    active_rate "Active Rate" "开播率" Ratio More None, Formula::CreatorRatio(CreatorCount::WithLive, CreatorCount::All);
    sales_rate "Sales Rate" "动销率" Ratio More None, Formula::CreatorRatio(CreatorCount::WithSales, CreatorCount::All);
    avg_gmv_live "Avg. GMV (Livestreams)" "场均成交金额" Money More Some("live"), ratio(&[M::Gmv], &[M::Livestreams]);
    avg_ctr_live "Avg. CTR (LIVE)" "直播平均点击率" Ratio More Some("live"), Formula::MeanOfRatios { over: M::ProductClicks, under: M::Views };
    avg_ctr_video "Avg. CTR (Video)" "视频平均点击率" Ratio More Some("video"), Formula::MeanOfRatios { over: M::ProductClicks, under: M::Views };
    ctr "CTR" "商品点击率" Ratio More None, ratio(&[M::ProductClicks], &[M::ProductImpressions]);
    c_o "C_O" "点击成交转化率" Ratio More None, ratio(&[M::SkuOrders], &[M::ProductClicks]);
    content_ctr "Content CTR" "内容点击率" Ratio More None, ratio(&[M::ProductClicks], &[M::Views]);
    rpm "RPM" "千次观看成交金额" PerMilleMoney More None, Formula::Ratio { over: &[M::Gmv], under: &[M::Views], times: 1000 };
    transaction_rate "Transaction rate" "成交率" Ratio More None, ratio(&[M::Buyers], &[M::Viewers]);
    interaction_rate "Interaction rate" "互动率" Ratio More None, ratio(&[M::Likes, M::Comments, M::Shares], &[M::Views]);
    finish_rate "Finish rate" "完播率" Ratio More None, ratio(&[M::Finishes], &[M::Views]);
    drainage_success_rate "Drainage success rate" "引流成功率" Ratio More None, ratio(&[M::DrainageEntries], &[M::DrainagePv]);
    avg_watch_seconds "Avg. watch time" "平均观看时长" Seconds More None, ratio(&[M::WatchSeconds], &[M::Views]);
    view_rate "Entry rate" "进入率" Ratio More None, ratio(&[M::Views], &[M::Impressions]);
    viewer_click_rate "Viewers → clickers" "曝光点击转化率" Ratio More None, ratio(&[M::ProductClickers], &[M::ProductReach]);
    clicker_buyer_rate "Clickers → buyers" "点击成交转化率(人数)" Ratio More None, ratio(&[M::Buyers], &[M::ProductClickers]);
    viewer_buyer_rate "Viewers → buyers" "曝光成交转化率" Ratio More None, ratio(&[M::Buyers], &[M::ProductReach]);
    return_rate "Return rate" "退货率" Ratio Less None, ratio(&[M::RefundOrders], &[M::SkuOrders]);
    negative_review_rate "Negative review rate" "差评率" Ratio Less None, ratio(&[M::NegativeReviews], &[M::Reviews]);
    complaint_rate "Complaint rate" "投诉率" Ratio Less None, ratio(&[M::Complaints], &[M::SkuOrders]);
    aov "Average order value" "平均订单金额" Money More None, ratio(&[M::Gmv], &[M::SkuOrders]);
};

const VANITY: &[Measure] =
    &[M::Impressions, M::Views, M::Viewers, M::Likes, M::Comments, M::Shares, M::NewFollowers];

const LESS: &[Measure] =
    &[M::RefundGmv, M::RefundOrders, M::RefundItems, M::NegativeReviews, M::Complaints, M::Leaves];

/// Every metric: the measures, then what is derived from them.
pub fn metrics() -> impl Iterator<Item = MetricDef> {
    Measure::ALL.iter().map(|measure| of_measure(*measure)).chain(DERIVED.iter().copied())
}

fn of_measure(measure: Measure) -> MetricDef {
    MetricDef {
        id: measure.id(),
        label_en: measure.label_en(),
        label_zh: measure.label_zh(),
        unit: measure.unit(),
        goodness: if LESS.contains(&measure) { Goodness::Less } else { Goodness::More },
        nature: if VANITY.contains(&measure) { Nature::Vanity } else { Nature::Actionable },
        formula: match measure {
            Measure::Creators => Formula::Creators(CreatorCount::All),
            measure => Formula::Measure(measure),
        },
        channel: None,
    }
}

/// A metric that was asked for, with its channel: `gmv`, `gmv[live]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    /// The definition.
    pub def: MetricDef,
    /// The channel it is confined to: `live`, `video` or `card`.
    pub channel: Option<&'static str>,
}

/// A wrong choice of metrics.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetricError {
    /// No such metric.
    #[error("there is no metric `{name}`; the nearest is `{nearest}`")]
    Unknown {
        /// What was asked.
        name: String,
        /// The nearest id there is.
        nearest: String,
    },
    /// Too few or too many in a trend (PER-8).
    #[error("a trend takes 1 to {limit} metrics, not {given}")]
    TrendSize {
        /// How many were asked.
        given: usize,
        /// The most.
        limit: u32,
    },
    /// Asked twice.
    #[error("metric `{name}` is asked twice")]
    Repeated {
        /// The metric.
        name: String,
    },
}

impl Failure for MetricError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Invalid
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "metric.unknown",
            Self::TrendSize { .. } => "metric.trend_size",
            Self::Repeated { .. } => "metric.repeated",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::TrendSize { .. } => "PER-8",
            _ => "MET-1",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Unknown { name, nearest } => details! { "name": name, "nearest": nearest },
            Self::TrendSize { given, limit } => details! { "given": given, "limit": limit },
            Self::Repeated { name } => details! { "name": name },
        }
    }
}

impl Metric {
    /// Reads `gmv` or `gmv[live]`.
    ///
    /// # Errors
    /// [`MetricError::Unknown`] with the nearest id there is.
    pub fn parse(name: &str) -> Result<Self, MetricError> {
        let unknown =
            || MetricError::Unknown { name: name.chars().take(64).collect(), nearest: nearest(name) };
        let (id, channel) = match name.split_once('[') {
            None => (name, None),
            Some((id, "live]")) => (id, Some("live")),
            Some((id, "video]")) => (id, Some("video")),
            Some((id, "card]")) => (id, Some("card")),
            Some(_) => return Err(unknown()),
        };
        let def = metrics().find(|def| def.id == id).ok_or_else(unknown)?;
        if channel.is_some() && (def.channel.is_some() || !takes_channel(&def)) {
            return Err(unknown());
        }
        Ok(Self { def, channel: channel.or(def.channel) })
    }
    /// Reads a list in its order.
    ///
    /// # Errors
    /// [`MetricError::Unknown`], [`MetricError::Repeated`].
    pub fn parse_all<S: AsRef<str>>(names: &[S]) -> Result<Vec<Self>, MetricError> {
        let mut metrics: Vec<Self> = Vec::with_capacity(names.len());
        for name in names {
            let metric = Self::parse(name.as_ref())?;
            if metrics.contains(&metric) {
                return Err(MetricError::Repeated { name: metric.name() });
            }
            metrics.push(metric);
        }
        Ok(metrics)
    }
    /// The name it is asked by.
    #[must_use]
    pub fn name(&self) -> String {
        match self.channel {
            Some(channel) if self.def.channel.is_none() => format!("{}[{channel}]", self.def.id),
            _ => self.def.id.to_owned(),
        }
    }
}

/// Numbers of creators and gauges have no channel.
fn takes_channel(def: &MetricDef) -> bool {
    match def.formula {
        Formula::Creators(_) | Formula::CreatorRatio(..) => false,
        Formula::Measure(measure) => !matches!(measure, M::Followers | M::Livestreams | M::Videos),
        Formula::Ratio { .. } | Formula::MeanOfRatios { .. } => true,
    }
}

/// The id with the fewest edits; ties go to the first in the registry.
fn nearest(name: &str) -> String {
    let name: Vec<char> = name.chars().take(64).collect();
    let best = metrics().min_by_key(|def| edits(&name, &def.id.chars().collect::<Vec<char>>()));
    best.map_or_else(String::new, |def| def.id.to_owned())
}

fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i.saturating_add(1)];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let swap = at(&row, j).saturating_add(usize::from(x != y));
            let step = at(&row, j + 1).min(at(&next, j)).saturating_add(1);
            next.push(swap.min(step));
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

/// The metrics of a trend: one or two (PER-8).
///
/// # Errors
/// [`MetricError`] for none, too many, an unknown or a repeated one.
pub fn trend_metrics<S: AsRef<str>>(policy: &Policy, names: &[S]) -> Result<Vec<Metric>, MetricError> {
    let limit = policy.trend_metrics;
    if names.is_empty() || names.len() > limit as usize {
        return Err(MetricError::TrendSize { given: names.len(), limit });
    }
    Metric::parse_all(names)
}
