//! Tables of the history of LIVEs.
use super::lists::{
    currency_columns, currency_of, metric_columns, owned, period_cells, period_columns, words,
};
use super::products::entry_cells;
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable, Label};
use super::text;
use crate::engine::View;
use crate::report::{LivestreamFacts, LivestreamRecap, Livestreams};
use crate::value::CreatorId;

/// All livestreams (LIV-8), in their order.
#[must_use]
pub fn livestreams_table<'a>(view: &View<'_>, answer: &'a Livestreams) -> ExportTable<'a> {
    let currency = currency_of(view);
    let day = |id: &str, en: &str, zh: &str| ExportColumn::new(id, Label::new(en, zh), ColumnKind::Day);
    let mut columns = vec![
        words("room", "LIVE", "直播间"),
        words("title", "Title", "标题"),
        words("creator", "Creator", "达人"),
        words("creator_name", "Creator name", "达人名称"),
        words("handle", "Handle", "账号"),
        ExportColumn::new("started_at", Label::new("Started at", "开播时间"), ColumnKind::Instant),
        ExportColumn::new("ended_at", Label::new("Ended at", "下播时间"), ColumnKind::Instant),
        ExportColumn::new("duration_seconds", Label::new("Duration, s", "时长（秒）"), ColumnKind::Number),
        words("action", "Next action", "下一步"),
        words("hidden", "Why hidden", "不可见原因"),
        day("visible_from", "Visible from", "可见起始日"),
    ];
    columns.extend(period_columns());
    let amounts = currency_columns(&answer.metrics);
    let has_amounts = !amounts.is_empty();
    columns.extend(amounts);
    columns.extend(answer.metrics.iter().flat_map(|metric| metric_columns(metric, currency, false)));
    ExportTable::new("livestreams", columns, answer.rows.len(), move |number, cells| {
        let Some(row) = answer.rows.get(number) else { return };
        let LivestreamFacts { room, title, creator, creator_name, handle, .. } = &row.facts;
        cells.push(owned(Some(room.as_str())));
        cells.push(owned(title.as_deref()));
        cells.push(owned(creator.as_ref().map(CreatorId::as_str)));
        cells.push(owned(creator_name.as_deref()));
        cells.push(owned(handle.as_deref()));
        cells.push(row.facts.started_at.map_or(ExportCell::Empty, ExportCell::Instant));
        cells.push(row.facts.ended_at.map_or(ExportCell::Empty, ExportCell::Instant));
        cells.push(row.facts.duration_seconds.map_or(ExportCell::Empty, ExportCell::Number));
        cells.push(row.action.map_or(ExportCell::Empty, |action| ExportCell::text(action.as_str())));
        cells.push(text::decision(&row.decision).map_or(ExportCell::Empty, ExportCell::owned));
        cells.push(ExportCell::day(text::visible_from(&row.decision)));
        period_cells(&answer.scope, cells);
        if has_amounts {
            cells.push(ExportCell::text(currency.code()));
        }
        row.entries.iter().for_each(|entry| entry_cells(entry, cells));
    })
}

/// LIVEs by creator (LIV-8), in their order.
#[must_use]
pub fn livestream_recap_table<'a>(view: &View<'_>, answer: &'a LivestreamRecap) -> ExportTable<'a> {
    let currency = currency_of(view);
    let money = ColumnKind::Money(currency);
    let figure = |id: &str, en: &str, zh: &str| ExportColumn::new(id, Label::new(en, zh), money);
    let mut columns = vec![
        words("creator", "Creator", "达人"),
        words("name", "Name", "名称"),
        words("hidden_days", "Why days are hidden", "部分日期不可见原因"),
    ];
    columns.extend(period_columns());
    columns.push(words("currency", "Currency", "货币"));
    let compared = answer.rows.iter().any(|row| row.entries.iter().any(|entry| entry.compared.is_some()));
    columns.extend(answer.metrics.iter().flat_map(|metric| metric_columns(metric, currency, compared)));
    columns.push(figure("gmv_per_hour", "GMV per hour on air", "每小时成交金额"));
    columns.push(words("best_room", "Best LIVE", "最佳直播间"));
    columns.push(figure("best_gmv", "GMV of the best LIVE", "最佳直播间成交金额"));
    ExportTable::new("livestream_recap", columns, answer.rows.len(), move |number, cells| {
        let Some(row) = answer.rows.get(number) else { return };
        cells.push(ExportCell::text(row.creator.as_str()));
        cells.push(ExportCell::told(row.name.as_deref()));
        cells.push(row.hidden.as_ref().map_or(ExportCell::Empty, |why| ExportCell::owned(text::hidden(why))));
        period_cells(&answer.scope, cells);
        cells.push(ExportCell::text(currency.code()));
        row.entries.iter().for_each(|entry| entry_cells(entry, cells));
        cells.push(ExportCell::Figure(row.gmv_per_hour.clone()));
        if let Some(best) = &row.best {
            cells.push(owned(Some(best.facts.room.as_str())));
            cells.push(ExportCell::Figure(best.gmv.clone()));
        }
    })
}
