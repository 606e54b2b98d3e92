use serde::{Deserialize, Serialize};

use super::super::access::DecisionWire;
use super::super::error::WireError;
use super::super::metric::MetricWire;
use super::super::time::{PeriodWire, PickerWire, WindowWire, windows_out};
use super::cell::{CellWire, hidden};
use super::query::{QueryFilterWire, SortWire, object, objects};
use crate::report::{
    CreatorLine, CreatorsAnswer, CreatorsAsk, Line, Overview, PendingLine, Scope, Series, Trend,
};
use crate::time::Period;
use crate::value::{CreatorId, HiddenReason, Reasons};

/// What an overview is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OverviewAskWire {
    /// The period.
    pub period: PickerWire,
}

/// What a trend is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrendAskWire {
    /// The period.
    pub period: PickerWire,
    /// One or two metrics (PER-8).
    pub metrics: Vec<String>,
}

/// What the creators screen is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreatorsAskWire {
    /// The period.
    pub period: PickerWire,
    /// The metrics in their order; the screen's own if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// By a metric that is asked, by `creator` or by `name`; by the first metric without.
    #[serde(default, deserialize_with = "objects")]
    pub sort: Vec<SortWire>,
    /// A part of an id or of a name.
    #[serde(default)]
    pub search: Option<String>,
    /// Which facts count, and which creators.
    #[serde(default, deserialize_with = "object")]
    pub filter: QueryFilterWire,
    /// How many of each list are passed over.
    #[serde(default)]
    pub offset: usize,
    /// How many of each list are given.
    #[serde(default)]
    pub limit: Option<usize>,
}

impl CreatorsAskWire {
    /// Reads the question for a period that was resolved.
    ///
    /// # Errors
    /// An unknown channel, affiliation or order, or a text that is no id.
    pub fn read(&self, period: Period) -> Result<CreatorsAsk, WireError> {
        Ok(CreatorsAsk {
            sort: self.sort.iter().map(SortWire::read).collect::<Result<_, _>>()?,
            search: self.search.clone(),
            filter: self.filter.read()?,
            offset: self.offset,
            limit: self.limit,
            ..CreatorsAsk::new(period, &self.metrics)
        })
    }
}

/// A metric beside the previous cycle's.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LineWire {
    /// The name the metric is asked by.
    pub metric: String,
    /// Its figure.
    pub value: CellWire,
    /// The previous cycle's.
    pub previous: CellWire,
    /// The difference.
    pub change: CellWire,
    /// The difference over the previous cycle's.
    pub relative_change: CellWire,
}

impl From<&Line> for LineWire {
    fn from(line: &Line) -> Self {
        Self {
            metric: line.metric.name(),
            value: (&line.value).into(),
            previous: (&line.previous).into(),
            change: (&line.change.absolute).into(),
            relative_change: (&line.change.relative).into(),
        }
    }
}

fn lines(all: &[Line]) -> Vec<LineWire> {
    all.iter().map(LineWire::from).collect()
}

/// What an answer drew on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopeReportWire {
    /// The period.
    pub period: PeriodWire,
    /// The first day of the period whose figures are partial (PER-7).
    pub partial_from: Option<String>,
    /// The feeds used.
    pub feeds: Vec<FeedUseWire>,
    /// Known creators of whom nothing is shown.
    pub hidden: Vec<HiddenCreatorWire>,
    /// Creators of whom part of the previous cycle may not be seen: they hide the changes of all (PER-6).
    pub hidden_before: Vec<HiddenCreatorWire>,
    /// Rows whose creator no alias resolves (SRC-13).
    pub unknown_creator_rows: u64,
}

/// How a feed was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedUseWire {
    /// The feed.
    pub feed: &'static str,
    /// The first day beyond its watermark.
    pub partial_from: Option<String>,
    /// Days asked that it does not cover.
    pub missing: Vec<WindowWire>,
}

/// A creator of whom nothing is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HiddenCreatorWire {
    /// The creator.
    pub creator: String,
    /// Why.
    pub reasons: Vec<&'static str>,
}

impl From<&Scope> for ScopeReportWire {
    fn from(scope: &Scope) -> Self {
        let feeds = scope.feeds.iter().map(|feed| FeedUseWire {
            feed: feed.feed,
            partial_from: feed.partial_from.map(|day| day.to_string()),
            missing: windows_out(&feed.missing),
        });
        let creators = |list: &[(CreatorId, Reasons<HiddenReason>)]| -> Vec<HiddenCreatorWire> {
            let wire = |(creator, reasons): &(CreatorId, Reasons<HiddenReason>)| HiddenCreatorWire {
                creator: creator.as_str().to_owned(),
                reasons: hidden(reasons),
            };
            list.iter().map(wire).collect()
        };
        Self {
            period: scope.period.into(),
            partial_from: scope.partial_from.map(|day| day.to_string()),
            feeds: feeds.collect(),
            hidden: creators(&scope.hidden),
            hidden_before: creators(&scope.hidden_before),
            unknown_creator_rows: scope.unknown_creator_rows,
        }
    }
}

/// The Data Overview (OVR-1…4).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::Overview`")]
pub struct OverviewWire {
    pub scope: ScopeReportWire,
    pub indicators: Vec<LineWire>,
    pub sales: Vec<LineWire>,
    pub affiliation: SplitWire,
    pub live: Vec<LineWire>,
    pub video: Vec<LineWire>,
    /// Only of a partner of the L2L kind (OVR-4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement: Option<SettlementWire>,
}

/// Settlement GMV, of days of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::Settlement`")]
pub struct SettlementWire {
    pub scope: ScopeReportWire,
    pub line: LineWire,
}

/// GMV by whose shop sold it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::AffiliationSplit`")]
pub struct SplitWire {
    pub in_house: CellWire,
    pub affiliate: CellWire,
}

impl From<&Overview> for OverviewWire {
    fn from(overview: &Overview) -> Self {
        Self {
            scope: (&overview.scope).into(),
            indicators: lines(&overview.indicators),
            sales: lines(&overview.sales),
            affiliation: SplitWire {
                in_house: (&overview.affiliation.in_house).into(),
                affiliate: (&overview.affiliation.affiliate).into(),
            },
            live: lines(&overview.live),
            video: lines(&overview.video),
            settlement: overview.settlement.as_ref().map(|settlement| SettlementWire {
                scope: (&settlement.scope).into(),
                line: (&settlement.line).into(),
            }),
        }
    }
}

/// The creators screen (CRE-1, CRE-2).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::CreatorsAnswer`")]
pub struct CreatorsWire {
    pub scope: ScopeReportWire,
    pub metrics: Vec<MetricWire>,
    pub authorized: Vec<CreatorLineWire>,
    pub authorized_total: usize,
    pub pending: Vec<PendingLineWire>,
    pub pending_total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement_days: Option<WindowWire>,
}

/// An authorized creator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::CreatorLine`")]
pub struct CreatorLineWire {
    pub creator: String,
    pub name: Option<String>,
    pub visible: Vec<WindowWire>,
    pub hidden: Vec<&'static str>,
    pub lines: Vec<LineWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement: Option<LineWire>,
}

impl From<&CreatorLine> for CreatorLineWire {
    fn from(line: &CreatorLine) -> Self {
        Self {
            creator: line.creator.as_str().to_owned(),
            name: line.name.clone(),
            visible: windows_out(&line.visible),
            hidden: line.hidden.as_ref().map(hidden).unwrap_or_default(),
            lines: lines(&line.lines),
            settlement: line.settlement.as_ref().map(LineWire::from),
        }
    }
}

/// A creator that is not authorized.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::PendingLine`")]
pub struct PendingLineWire {
    pub creator: String,
    pub name: Option<String>,
    pub action: &'static str,
    pub decision: DecisionWire,
}

impl From<&PendingLine> for PendingLineWire {
    fn from(line: &PendingLine) -> Self {
        Self {
            creator: line.creator.as_str().to_owned(),
            name: line.name.clone(),
            action: line.action.as_str(),
            decision: (&line.decision).into(),
        }
    }
}

impl From<&CreatorsAnswer> for CreatorsWire {
    fn from(answer: &CreatorsAnswer) -> Self {
        Self {
            scope: (&answer.scope).into(),
            metrics: answer.metrics.iter().map(MetricWire::from).collect(),
            authorized: answer.authorized.iter().map(CreatorLineWire::from).collect(),
            authorized_total: answer.authorized_total,
            pending: answer.pending.iter().map(PendingLineWire::from).collect(),
            pending_total: answer.pending_total,
            settlement_days: answer.settlement_days.map(WindowWire::from),
        }
    }
}

/// One or two metrics by day (PER-8).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::Trend`")]
pub struct TrendWire {
    pub period: PeriodWire,
    pub partial_from: Option<String>,
    pub series: Vec<SeriesWire>,
}

/// A metric by day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::Series`")]
pub struct SeriesWire {
    pub metric: String,
    pub points: Vec<PointWire>,
}

/// A metric on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::Point`")]
pub struct PointWire {
    pub day: String,
    pub value: CellWire,
}

impl From<&Trend> for TrendWire {
    fn from(trend: &Trend) -> Self {
        let series = |series: &Series| SeriesWire {
            metric: series.metric.name(),
            points: series
                .points
                .iter()
                .map(|point| PointWire { day: point.day.to_string(), value: (&point.value).into() })
                .collect(),
        };
        let partial_from = trend.partial_from.map(|day| day.to_string());
        Self { period: trend.period.into(), partial_from, series: trend.series.iter().map(series).collect() }
    }
}
