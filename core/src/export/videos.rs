//! Tables of the video screens.
use super::lists::{
    currency_columns, currency_of, line_cells, metric_columns, owned, period_cells, period_columns, words,
};
use super::products::entry_cells;
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable, Label};
use crate::engine::View;
use crate::fact::{VideoStatus, Visibility};
use crate::metric::Metric;
use crate::report::{Rising, RisingVideo, VideoFacts, Videos};
use crate::value::{CreatorId, ProductId, Value};

/// What is known of a video.
fn facts_columns() -> Vec<ExportColumn> {
    vec![
        words("video", "Video", "视频"),
        words("title", "Title", "标题"),
        words("creator", "Creator", "达人"),
        words("creator_name", "Creator name", "达人名称"),
        ExportColumn::new("posted_at", Label::new("Posted at", "发布时间"), ColumnKind::Instant),
        ExportColumn::new("duration_seconds", Label::new("Duration, s", "时长（秒）"), ColumnKind::Number),
        words("status", "Status", "状态"),
        words("visibility", "Visibility", "可见范围"),
        ExportColumn::new("playable", Label::new("Playable", "可播放"), ColumnKind::Flag),
        words("link", "Link", "链接"),
        words("music", "Music", "音乐"),
        words("labels", "Labels", "标签"),
    ]
}

fn facts_cells(facts: &VideoFacts, cells: &mut Vec<ExportCell<'_>>) {
    cells.push(owned(Some(facts.video.as_str())));
    cells.push(owned(facts.title.as_deref()));
    cells.push(owned(facts.creator.as_ref().map(CreatorId::as_str)));
    cells.push(owned(facts.creator_name.as_deref()));
    cells.push(facts.posted_at.map_or(ExportCell::Empty, ExportCell::Instant));
    cells.push(facts.duration_seconds.map_or(ExportCell::Empty, ExportCell::Number));
    cells.push(ExportCell::told(facts.status.map(VideoStatus::as_str)));
    cells.push(ExportCell::told(facts.visibility.map(Visibility::as_str)));
    cells.push(ExportCell::Flag(facts.is_playable));
    cells.push(owned(facts.link.as_deref()));
    cells.push(owned(facts.music.as_deref()));
    let labels = facts.labels.join("|");
    cells.push(if labels.is_empty() { ExportCell::Empty } else { ExportCell::owned(labels) });
}

/// The list of videos (VID-2), in its order.
#[must_use]
pub fn videos_table<'a>(view: &View<'_>, answer: &'a Videos) -> ExportTable<'a> {
    let currency = currency_of(view);
    let mut columns = facts_columns();
    columns.push(words("products", "Products sold", "已售商品"));
    columns.extend(period_columns());
    let amounts = currency_columns(&answer.metrics);
    let has_amounts = !amounts.is_empty();
    columns.extend(amounts);
    let compared = answer.rows.iter().any(|row| row.entries.iter().any(|entry| entry.compared.is_some()));
    columns.extend(answer.metrics.iter().flat_map(|metric| metric_columns(metric, currency, compared)));
    ExportTable::new("videos", columns, answer.rows.len(), move |number, cells| {
        let Some(row) = answer.rows.get(number) else { return };
        facts_cells(&row.facts, cells);
        let products: Vec<&str> = row.products.iter().map(ProductId::as_str).collect();
        let products = products.join("|");
        cells.push(if products.is_empty() { ExportCell::Empty } else { ExportCell::owned(products) });
        period_cells(&answer.scope, cells);
        if has_amounts {
            cells.push(ExportCell::text(currency.code()));
        }
        row.entries.iter().for_each(|entry| entry_cells(entry, cells));
    })
}

/// Fast-rising videos (VID-6), the fastest first.
#[must_use]
pub fn rising_table<'a>(view: &View<'_>, answer: &'a Rising) -> ExportTable<'a> {
    let currency = currency_of(view);
    let gmv = |row: &RisingVideo| row.gmv.metric;
    let metrics: Vec<Metric> = std::iter::once(answer.by).chain(answer.rows.first().map(gmv)).collect();
    let mut columns = facts_columns();
    columns.extend(period_columns());
    columns.push(words("currency", "Currency", "货币"));
    let bound = Label::new("Lower bound of the growth rate", "增长率下限");
    columns.push(ExportColumn::new("bound", bound, ColumnKind::Ratio));
    columns.extend(metrics.iter().flat_map(|metric| metric_columns(metric, currency, true)));
    ExportTable::new("rising_videos", columns, answer.rows.len(), move |number, cells| {
        let Some(row) = answer.rows.get(number) else { return };
        facts_cells(&row.facts, cells);
        period_cells(&answer.scope, cells);
        cells.push(ExportCell::text(currency.code()));
        cells.push(ExportCell::ratio(&Value::Known(row.bound)));
        line_cells(&row.count, cells);
        line_cells(&row.gmv, cells);
    })
}
