use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::store::{CellWire, object};
use super::moment::CommentWire;
use crate::live::{LiveFunnel, LiveSpan, LiveTrend, Marker, Paid, Replay, SourceLine};
use crate::metric::Measure;
use crate::time::Instant;

/// Which part of a LIVE a trend shows (DSH-3).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum LiveSpanWire {
    /// From the start.
    #[default]
    Whole,
    /// The last minutes: 30 and 5 are what a dashboard offers.
    Last {
        /// How many.
        minutes: u32,
    },
    /// From one moment to another.
    Custom {
        /// The first moment.
        start: String,
        /// The moment after the last.
        end: String,
    },
}

/// What a trend is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LiveTrendAskWire {
    /// The moment.
    pub now: String,
    /// The part of the LIVE; the whole of it if it says none.
    #[serde(default, deserialize_with = "span")]
    pub span: LiveSpanWire,
    /// One or two metrics; viewers now and GMV if it says none.
    #[serde(default)]
    pub metrics: Option<Vec<String>>,
}

fn span<'de, D: serde::Deserializer<'de>>(from: D) -> Result<LiveSpanWire, D::Error> {
    object(from)
}

/// What the export of a trend is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LiveExportAskWire {
    /// The moment.
    pub now: String,
    /// One or two metrics; viewers now and GMV if it says none.
    #[serde(default)]
    pub metrics: Option<Vec<String>>,
    /// `csv`, `json`, `arrow`, `parquet` or `xlsx`.
    pub format: String,
    /// The language of headings, `en` or `zh`; stable names without.
    #[serde(default)]
    pub language: Option<String>,
}

/// One or two metrics by minute.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::LiveTrend`")]
pub struct LiveTrendWire {
    pub start: String,
    pub end: String,
    pub series: Vec<LiveSeriesWire>,
    pub markers: Vec<MarkerWire>,
    pub peak: Option<PeakWire>,
}

/// A metric by minute.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LiveSeriesWire {
    /// The metric.
    pub metric: String,
    /// A point a minute.
    pub points: Vec<LivePointWire>,
}

/// A metric of a minute.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LivePointWire {
    /// The minute.
    pub minute: String,
    /// Its figure.
    pub value: CellWire,
}

/// A key event (DSH-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::Marker`")]
pub struct MarkerWire {
    pub at: String,
    pub kind: &'static str,
    pub about: String,
}

/// The minute with most people in the room (LIV-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeakWire {
    /// The minute.
    pub minute: String,
    /// How many.
    pub viewers: i64,
}

/// What sources of traffic are asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SourcesAskWire {
    /// The moment.
    pub now: String,
    /// The first so many; all if it says none.
    #[serde(default)]
    pub top: Option<usize>,
}

/// Sources of traffic by the viewers they brought (DSH-2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcesWire {
    /// The rows.
    pub rows: Vec<SourceLineWire>,
    /// How many there are.
    pub total: usize,
}

/// A source of traffic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::SourceLine`")]
pub struct SourceLineWire {
    pub source: String,
    pub paid: bool,
    pub viewers: i64,
    pub views: i64,
}

/// Impressions → views → product clicks → orders (DSH-6).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::LiveFunnel`")]
pub struct LiveFunnelWire {
    pub stages: Vec<FunnelStageWire>,
    pub bottleneck: Option<&'static str>,
}

/// A stage of the funnel.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `live::FunnelStage`")]
pub struct FunnelStageWire {
    pub measure: &'static str,
    pub count: i64,
    pub kept: CellWire,
}

/// A point of a LIVE that is over.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReplayAskWire {
    /// The moment of the question.
    pub now: String,
    /// The point.
    pub at: String,
    /// Comments of so many seconds before and after; 30 if it says none.
    #[serde(default)]
    pub seconds: Option<u32>,
}

/// Where it lies in the recording (DSH-11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `live::Replay`")]
pub struct ReplayWire {
    pub at: String,
    pub offset_millis: i64,
    pub comments: Vec<CommentWire>,
}

impl LiveSpanWire {
    pub(super) fn read(&self) -> Result<LiveSpan, WireError> {
        Ok(match self {
            Self::Whole => LiveSpan::Whole,
            Self::Last { minutes } => LiveSpan::Last { minutes: *minutes },
            Self::Custom { start, end } => {
                LiveSpan::Custom { start: Instant::parse(start)?, end: Instant::parse(end)? }
            }
        })
    }
}

impl From<&Marker> for MarkerWire {
    fn from(marker: &Marker) -> Self {
        Self { at: marker.at.to_string(), kind: marker.kind.as_str(), about: marker.about.clone() }
    }
}

impl From<&LiveTrend> for LiveTrendWire {
    fn from(trend: &LiveTrend) -> Self {
        let series = trend.series.iter().map(|(metric, points)| LiveSeriesWire {
            metric: metric.name(),
            points: points
                .iter()
                .map(|point| LivePointWire { minute: point.minute.to_string(), value: (&point.value).into() })
                .collect(),
        });
        Self {
            start: trend.span.start.to_string(),
            end: trend.span.end.unwrap_or(trend.span.start).to_string(),
            series: series.collect(),
            markers: trend.markers.iter().map(MarkerWire::from).collect(),
            peak: trend.peak.map(|(minute, viewers)| PeakWire { minute: minute.to_string(), viewers }),
        }
    }
}

impl From<&SourceLine> for SourceLineWire {
    fn from(line: &SourceLine) -> Self {
        Self {
            source: line.source.name.clone(),
            paid: line.source.paid == Paid::Paid,
            viewers: line.viewers,
            views: line.views,
        }
    }
}

impl From<&LiveFunnel> for LiveFunnelWire {
    fn from(funnel: &LiveFunnel) -> Self {
        let stages = funnel.stages.iter().map(|stage| FunnelStageWire {
            measure: stage.measure.id(),
            count: stage.count,
            kept: (&stage.kept).into(),
        });
        Self { stages: stages.collect(), bottleneck: funnel.bottleneck.map(Measure::id) }
    }
}

impl From<&Replay<'_>> for ReplayWire {
    fn from(replay: &Replay<'_>) -> Self {
        Self {
            at: replay.at.to_string(),
            offset_millis: replay.offset_millis,
            comments: replay.comments.iter().map(CommentWire::from).collect(),
        }
    }
}
