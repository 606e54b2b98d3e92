//! Who sold a product, and where, as one table.
use super::lists::{currency_of, metric_columns, owned, period_cells, period_columns, words};
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable, Label};
use super::text;
use crate::engine::View;
use crate::fact::Channel;
use crate::metric::Metric;
use crate::report::{Entry, ProductChannel, ProductChannels, ProductCreator, TopContent};
use crate::value::CreatorId;

/// A line of the table.
enum Part<'a> {
    Creator(&'a ProductCreator),
    Channel(&'a ProductChannel),
    Live(&'a TopContent),
    Video(&'a TopContent),
    Whole,
}

impl<'a> Part<'a> {
    fn name(&self) -> &'static str {
        match self {
            Self::Creator(_) => "creator",
            Self::Channel(_) => "channel",
            Self::Live(_) => "live",
            Self::Video(_) => "video",
            Self::Whole => "all",
        }
    }
    fn channel(&self) -> Option<Channel> {
        match self {
            Self::Channel(row) => row.channel,
            Self::Live(_) => Some(Channel::Live),
            Self::Video(_) => Some(Channel::Video),
            Self::Creator(_) | Self::Whole => None,
        }
    }
    fn content(&self) -> Option<&'a TopContent> {
        match self {
            Self::Live(content) | Self::Video(content) => Some(content),
            Self::Creator(_) | Self::Channel(_) | Self::Whole => None,
        }
    }
    /// Whose line it is.
    fn creator(&self) -> (Option<&'a CreatorId>, Option<&'a str>) {
        match self {
            Self::Creator(row) => (Some(&row.creator), row.name.as_deref()),
            Self::Live(row) | Self::Video(row) => (row.creator.as_ref(), row.creator_name.as_deref()),
            Self::Channel(_) | Self::Whole => (None, None),
        }
    }
    fn entries(&self, whole: &'a [Entry]) -> &'a [Entry] {
        match self {
            Self::Creator(row) => &row.entries,
            Self::Channel(row) => &row.entries,
            Self::Live(row) | Self::Video(row) => &row.entries,
            Self::Whole => whole,
        }
    }
}

/// What parts other than creators have, whatever was chosen for these.
const OWN: &[&str] = &["gmv", "gmv_share", "sku_orders", "items_sold", "buyers", "ctr", "c_o"];

/// Who sold a product, and where (PRD-4): by creator, by channel, the top LIVEs and videos, then the whole. The parts say which
/// they are; a metric that a part does not have is empty there, without a reason.
#[must_use]
pub fn product_channels_table<'a>(view: &View<'_>, answer: &'a ProductChannels) -> ExportTable<'a> {
    let currency = currency_of(view);
    let mut metrics: Vec<Metric> = answer.metrics.clone();
    for own in OWN.iter().filter_map(|name| Metric::parse(name).ok()) {
        if !metrics.contains(&own) {
            metrics.push(own);
        }
    }
    let plain = |id: &str, en: &str, zh: &str, kind| ExportColumn::new(id, Label::new(en, zh), kind);
    let mut columns = vec![
        words("product", "Product", "商品"),
        words("product_name", "Product name", "商品名称"),
        words("part", "Part", "部分"),
        words("channel", "Channel", "渠道"),
        words("creator", "Creator", "达人"),
        words("name", "Name", "名称"),
        words("hidden_days", "Why days are hidden", "部分日期不可见原因"),
        words("content", "Content", "内容"),
        words("title", "Title", "标题"),
        plain("at", "Started or posted at", "开播或发布时间", ColumnKind::Instant),
        plain("duration_seconds", "Duration, s", "时长（秒）", ColumnKind::Number),
    ];
    columns.extend(period_columns());
    columns.push(words("currency", "Currency", "货币"));
    columns.extend(metrics.iter().flat_map(|metric| metric_columns(metric, currency, false)));
    columns.push(plain("lives", "LIVEs that sold it", "带货直播数", ColumnKind::Count));
    columns.push(plain("videos", "Videos that sold it", "带货视频数", ColumnKind::Count));
    let creators = answer.creators.iter().map(Part::Creator);
    let lines = creators.chain(answer.channels.iter().map(Part::Channel));
    let lines = lines.chain(answer.lives.iter().map(Part::Live));
    let lines = lines.chain(answer.videos.iter().map(Part::Video)).chain([Part::Whole]);
    let lines: Vec<Part<'a>> = lines.collect();
    ExportTable::new("product_channels", columns, lines.len(), move |number, cells| {
        let Some(part) = lines.get(number) else { return };
        let ((creator, name), content) = (part.creator(), part.content());
        let hidden = match part {
            Part::Creator(row) => row.hidden.as_ref(),
            _ => None,
        };
        cells.push(ExportCell::text(answer.product.as_str()));
        cells.push(ExportCell::told(answer.name.as_deref()));
        cells.push(ExportCell::text(part.name()));
        cells.push(ExportCell::told(part.channel().map(Channel::as_str)));
        cells.push(owned(creator.map(CreatorId::as_str)));
        cells.push(owned(name));
        cells.push(hidden.map_or(ExportCell::Empty, |why| ExportCell::owned(text::hidden(why))));
        cells.push(owned(content.map(|row| row.content.id())));
        cells.push(owned(content.and_then(|row| row.title.as_deref())));
        cells.push(content.and_then(|row| row.at).map_or(ExportCell::Empty, ExportCell::Instant));
        let seconds = content.and_then(|row| row.duration_seconds);
        cells.push(seconds.map_or(ExportCell::Empty, ExportCell::Number));
        period_cells(&answer.scope, cells);
        cells.push(ExportCell::text(currency.code()));
        let entries = part.entries(&answer.whole);
        for metric in &metrics {
            let entry = entries.iter().find(|entry| entry.metric == *metric);
            cells.push(entry.map_or(ExportCell::Empty, |entry| ExportCell::Figure(entry.value.clone())));
        }
        if let Part::Creator(row) = part {
            cells.extend([&row.lives, &row.videos].map(|value| ExportCell::Figure(value.clone())));
        }
    })
}
