use serde::Serialize;

use super::super::error::WireError;
use super::super::metric::MetricWire;
use super::super::time::{PeriodWire, windows_out};
use super::answer::FeedUseWire;
use super::cell::CellWire;
use super::query::{AnswerLineWire, key};
use crate::engine::{Partial, PartialAnswer, PartialRow};
use crate::metric::Metric;

/// A finished partial answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PartialAnswerWire {
    /// The period.
    pub period: PeriodWire,
    /// The first day of the period whose figures are partial (PER-7).
    pub partial_from: Option<String>,
    /// The feeds used.
    pub feeds: Vec<FeedUseWire>,
    /// By what it is grouped.
    pub group_by: Vec<&'static str>,
    /// The metrics, in order.
    pub metrics: Vec<MetricWire>,
    /// The rows, in the order of their keys.
    pub rows: Vec<PartialRowWire>,
}

/// A row of a finished partial answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartialRowWire {
    /// What it is about: a field a dimension.
    pub key: serde_json::Map<String, serde_json::Value>,
    /// One line a metric.
    pub lines: Vec<AnswerLineWire>,
}

fn line(metric: &Metric, row: &PartialRow, place: usize) -> Option<AnswerLineWire> {
    let cell = row.cells.get(place)?;
    let value = CellWire::from(&cell.value).estimated(cell.estimate);
    Some(AnswerLineWire { metric: metric.name(), value, previous: None, change: None, relative_change: None })
}

impl From<&PartialAnswer> for PartialAnswerWire {
    fn from(answer: &PartialAnswer) -> Self {
        let feeds = answer.feeds.iter().map(|feed| FeedUseWire {
            feed: feed.feed,
            partial_from: feed.partial_from.map(|day| day.to_string()),
            missing: windows_out(&feed.missing),
        });
        let row = |row: &PartialRow| {
            let metrics = answer.metrics.iter().enumerate();
            PartialRowWire {
                key: key(&row.key, &answer.group_by),
                lines: metrics.filter_map(|(place, metric)| line(metric, row, place)).collect(),
            }
        };
        Self {
            period: answer.period.into(),
            partial_from: answer.partial_from.map(|day| day.to_string()),
            feeds: feeds.collect(),
            group_by: answer.group_by.iter().map(|dimension| dimension.as_str()).collect(),
            metrics: answer.metrics.iter().map(MetricWire::from).collect(),
            rows: answer.rows.iter().map(row).collect(),
        }
    }
}

/// The bytes of the partial answer of all parts (MET-5).
///
/// # Errors
/// No part, bytes that are no partial answer, or parts of different questions.
pub fn merge_partials<B: AsRef<[u8]>>(parts: &[B]) -> Result<Vec<u8>, WireError> {
    let parts: Result<Vec<Partial>, _> =
        parts.iter().map(|bytes| Partial::from_bytes(bytes.as_ref())).collect();
    Ok(Partial::merge_all(parts?)?.to_bytes())
}

/// The figures of a partial answer.
///
/// # Errors
/// Bytes that are no partial answer.
pub fn finish_partial(bytes: &[u8]) -> Result<PartialAnswerWire, WireError> {
    Ok((&Partial::from_bytes(bytes)?.finish()).into())
}
