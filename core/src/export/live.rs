//! The trend of a LIVE that is over.
use super::lists::{currency_columns, metric_columns, words};
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable, Label};
use crate::live::{LiveTrend, Marker};
use crate::metric::Metric;
use crate::time::Instant;
use crate::value::Currency;

/// The trend over the whole LIVE (DSH-5): a row a minute, with what happened in it.
#[must_use]
pub fn live_trend_table(trend: &LiveTrend, currency: Currency) -> ExportTable<'_> {
    let minute = ExportColumn::new("minute", Label::new("Minute", "分钟"), ColumnKind::Instant);
    let mut columns = vec![minute, words("events", "Events", "事件")];
    let metrics: Vec<Metric> = trend.series.iter().map(|(metric, _)| *metric).collect();
    let amounts = currency_columns(&metrics);
    let has_amounts = !amounts.is_empty();
    columns.extend(amounts);
    columns.extend(metrics.iter().flat_map(|metric| metric_columns(metric, currency, false)));
    let minutes: Vec<Instant> = trend
        .series
        .first()
        .map(|(_, points)| points.iter().map(|point| point.minute).collect())
        .unwrap_or_default();
    ExportTable::new("live_trend", columns, minutes.len(), move |number, cells| {
        let Some(minute) = minutes.get(number).copied() else { return };
        cells.push(ExportCell::Instant(minute));
        let next = minute.plus_millis(60_000);
        let inside = |marker: &&Marker| marker.at >= minute && marker.at < next;
        let events: Vec<String> = trend
            .markers
            .iter()
            .filter(inside)
            .map(|marker| format!("{}: {}", marker.kind.as_str(), marker.about))
            .collect();
        cells.push(if events.is_empty() { ExportCell::Empty } else { ExportCell::owned(events.join(" | ")) });
        if has_amounts {
            cells.push(ExportCell::text(currency.code()));
        }
        let value = |(_, points): &(Metric, Vec<crate::live::LivePoint>)| {
            points.get(number).map_or(ExportCell::Empty, |point| ExportCell::Figure(point.value.clone()))
        };
        cells.extend(trend.series.iter().map(value));
    })
}
