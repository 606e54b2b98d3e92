//! Tables of what screens answer.
use std::borrow::Cow;

use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable, Label};
use super::text;
use crate::engine::{Answer, Dimension, Line, Scope, View};
use crate::fact::{Channel, Content};
use crate::metric::{Change, Figure, Metric, Unit};
use crate::report::{CreatorsAnswer, PendingAction};
use crate::time::{Day, Window, WindowSet};
use crate::value::{CreatorId, Currency, Value};

/// A column of texts.
pub(super) fn words(id: &str, en: &str, zh: &str) -> ExportColumn {
    ExportColumn::new(id, Label::new(en, zh), ColumnKind::Text)
}

/// The columns of a dimension.
fn keys(dimension: Dimension) -> Vec<ExportColumn> {
    match dimension {
        Dimension::Creator => vec![words("creator", "Creator", "达人")],
        Dimension::Channel => vec![words("channel", "Channel", "渠道")],
        Dimension::Content => {
            vec![words("content_kind", "Content type", "内容类型"), words("content", "Content", "内容")]
        }
        Dimension::Product => vec![words("product", "Product", "商品")],
        Dimension::Shop => vec![words("shop", "Shop", "店铺")],
        Dimension::Day => vec![day("day", "Day", "日期")],
        Dimension::Week => vec![day("week", "Week from", "周起始日")],
        Dimension::Month => vec![day("month", "Month from", "月起始日")],
    }
}

fn day(id: &str, en: &str, zh: &str) -> ExportColumn {
    ExportColumn::new(id, Label::new(en, zh), ColumnKind::Day)
}

/// The period, and from when on it is partial (EXP-1, PER-7).
pub(super) fn period_columns() -> Vec<ExportColumn> {
    vec![
        day("first_day", "First day", "首日"),
        day("last_day", "Last day", "末日"),
        day("partial_from", "Partial from", "数据不完整起始日"),
    ]
}

pub(super) fn period_cells(scope: &Scope, cells: &mut Vec<ExportCell<'_>>) {
    let Window { start, end } = scope.period.window();
    let last = end.map_or(start, |end| end.plus(-1));
    cells.extend([ExportCell::Day(start), ExportCell::Day(last), ExportCell::day(scope.partial_from)]);
}

/// The columns of a metric: its figure, and where compared the previous cycle's and how they differ.
pub(super) fn metric_columns(metric: &Metric, currency: Currency, compared: bool) -> Vec<ExportColumn> {
    let (name, label, kind) = (metric.name(), label(metric), ColumnKind::of(metric.def.unit, currency));
    let mut columns = vec![ExportColumn { id: name.clone(), label: label.clone(), kind }];
    if compared {
        let of = |what: &str, en: &str, zh: &str, kind: ColumnKind| ExportColumn {
            id: format!("{name}.{what}"),
            label: Label { en: format!("{}, {en}", label.en), zh: format!("{}（{zh}）", label.zh) },
            kind,
        };
        columns.push(of("previous", "previous cycle", "上一周期", kind));
        columns.push(of("change", "change", "变化", kind));
        columns.push(of("relative_change", "relative change", "变化率", ColumnKind::Ratio));
    }
    columns
}

pub(super) fn line_cells(line: &Line, cells: &mut Vec<ExportCell<'_>>) {
    cells.push(ExportCell::Figure(line.value.clone()));
    compared_cells(&line.previous, &line.change, cells);
}

pub(super) fn compared_cells(previous: &Value<Figure>, change: &Change, cells: &mut Vec<ExportCell<'_>>) {
    cells.push(ExportCell::Figure(previous.clone()));
    cells.push(ExportCell::Figure(change.absolute.clone()));
    cells.push(ExportCell::ratio(&change.relative));
}

/// The label of a metric and of the channel it is confined to.
fn label(metric: &Metric) -> Label {
    let def = &metric.def;
    let (en, zh) = match metric.channel.filter(|_| def.channel.is_none()) {
        None => return Label::new(def.label_en, def.label_zh),
        Some("live") => ("LIVE", "直播"),
        Some("video") => ("Video", "视频"),
        Some(_) => ("Product card", "商品卡"),
    };
    Label { en: format!("{} ({en})", def.label_en), zh: format!("{}（{zh}）", def.label_zh) }
}

/// The currency, where a metric is an amount.
pub(super) fn currency_columns(metrics: &[Metric]) -> Vec<ExportColumn> {
    let money = |metric: &Metric| matches!(metric.def.unit, Unit::Money | Unit::PerMilleMoney);
    if metrics.iter().any(money) { vec![words("currency", "Currency", "货币")] } else { Vec::new() }
}

pub(super) fn currency_of(view: &View<'_>) -> Currency {
    view.store().workspace().currency
}

/// Any answer, in its order (EXP-1): what a row is about, its name, the period and the metrics.
#[must_use]
pub fn answer_table<'a>(view: &View<'_>, answer: &'a Answer) -> ExportTable<'a> {
    let currency = currency_of(view);
    let mut columns: Vec<ExportColumn> = answer.group_by.iter().flat_map(|by| keys(*by)).collect();
    let by = |dimension: Dimension| answer.group_by.contains(&dimension);
    let named = by(Dimension::Creator) || by(Dimension::Content) || by(Dimension::Product);
    if named {
        columns.push(words("name", "Name", "名称"));
    }
    let of_creators = by(Dimension::Creator);
    if of_creators {
        columns.push(words("hidden_days", "Why days are hidden", "部分日期不可见原因"));
    }
    columns.extend(period_columns());
    let amounts = currency_columns(&answer.metrics);
    let has_amounts = !amounts.is_empty();
    columns.extend(amounts);
    let compared = answer.is_compared();
    columns.extend(answer.metrics.iter().flat_map(|metric| metric_columns(metric, currency, compared)));
    ExportTable::new("query", columns, answer.len(), move |number, cells| {
        let Some(row) = answer.row(number) else { return };
        let key = row.key();
        for dimension in &answer.group_by {
            match dimension {
                Dimension::Creator => cells.push(owned(key.creator.as_ref().map(CreatorId::as_str))),
                Dimension::Channel => cells.push(ExportCell::told(key.channel.map(Channel::as_str))),
                Dimension::Content => {
                    let kind = |content: &Content| match content {
                        Content::Room(_) => "room",
                        Content::Video(_) => "video",
                    };
                    cells.push(ExportCell::told(key.content.as_ref().map(kind)));
                    cells.push(owned(key.content.as_ref().map(Content::id)));
                }
                Dimension::Product => cells.push(owned(key.product.as_deref())),
                Dimension::Shop => cells.push(owned(key.shop.as_deref())),
                Dimension::Day | Dimension::Week | Dimension::Month => cells.push(ExportCell::day(key.start)),
            }
        }
        if named {
            cells.push(ExportCell::told(row.name()));
        }
        if of_creators {
            cells.push(row.hidden().map_or(ExportCell::Empty, |why| ExportCell::owned(text::hidden(why))));
        }
        period_cells(&answer.scope, cells);
        if has_amounts {
            cells.push(ExportCell::text(currency.code()));
        }
        for place in 0..answer.metrics.len() {
            let value: Value<Figure> = row.value(place);
            cells.push(ExportCell::Figure(value));
            if let Some((previous, change)) = row.compared(place) {
                compared_cells(previous, change, cells);
            }
        }
    })
}

pub(super) fn owned(text: Option<&str>) -> ExportCell<'static> {
    text.map_or(ExportCell::Empty, |text| ExportCell::Text(Cow::Owned(text.to_owned())))
}

/// How many days windows hold.
fn days(windows: &WindowSet<Day>) -> i64 {
    let days = |window: &Window<Day>| {
        let last = window.end.unwrap_or(window.start);
        i64::from(last.number()).saturating_sub(i64::from(window.start.number()))
    };
    windows.windows().iter().map(days).fold(0, i64::saturating_add)
}

/// The authorized creators (CRE-1), in their order.
#[must_use]
pub fn creators_table<'a>(view: &View<'_>, answer: &'a CreatorsAnswer) -> ExportTable<'a> {
    let currency = currency_of(view);
    let mut columns = vec![
        words("creator", "Creator", "达人"),
        words("name", "Name", "名称"),
        ExportColumn::new("visible_days", Label::new("Visible days", "可见天数"), ColumnKind::Number),
        words("hidden_days", "Why days are hidden", "部分日期不可见原因"),
    ];
    columns.extend(period_columns());
    let amounts = currency_columns(&answer.metrics);
    let has_amounts = !amounts.is_empty();
    columns.extend(amounts);
    columns.extend(answer.metrics.iter().flat_map(|metric| metric_columns(metric, currency, true)));
    // Settlement GMV is of days of its own (OVR-4).
    let settled = answer.settlement_days.map(|days| (days, settlement_metric(answer)));
    if let Some((_, Some(metric))) = &settled {
        columns.push(day("settlement_first_day", "Settlement from", "结算首日"));
        columns.push(day("settlement_last_day", "Settlement to", "结算末日"));
        columns.extend(metric_columns(metric, currency, true));
    }
    ExportTable::new("creators", columns, answer.authorized.len(), move |number, cells| {
        let Some(line) = answer.authorized.get(number) else { return };
        cells.push(ExportCell::text(line.creator.as_str()));
        cells.push(ExportCell::told(line.name.as_deref()));
        cells.push(ExportCell::Number(days(&line.visible)));
        cells
            .push(line.hidden.as_ref().map_or(ExportCell::Empty, |why| ExportCell::owned(text::hidden(why))));
        period_cells(&answer.scope, cells);
        if has_amounts {
            cells.push(ExportCell::text(currency.code()));
        }
        line.lines.iter().for_each(|line| line_cells(line, cells));
        if let (Some((days, Some(_))), Some(settlement)) = (&settled, &line.settlement) {
            let last = days.end.map_or(days.start, |end| end.plus(-1));
            cells.extend([ExportCell::Day(days.start), ExportCell::Day(last)]);
            line_cells(settlement, cells);
        }
    })
}

/// The metric of settlement, unless it is asked for as one of the period's.
fn settlement_metric(answer: &CreatorsAnswer) -> Option<Metric> {
    let mut settled = answer.authorized.iter().filter_map(|line| Some(line.settlement.as_ref()?.metric));
    settled.next().filter(|metric| !answer.metrics.contains(metric))
}

/// The creators that are not authorized, and what can be done (CRE-1).
#[must_use]
pub fn pending_table(answer: &CreatorsAnswer) -> ExportTable<'_> {
    let mut columns = vec![
        words("creator", "Creator", "达人"),
        words("name", "Name", "名称"),
        words("action", "Next action", "下一步"),
        words("hidden", "Why hidden", "不可见原因"),
        day("visible_from", "Visible from", "可见起始日"),
    ];
    columns.extend(period_columns());
    ExportTable::new("pending_creators", columns, answer.pending.len(), move |number, cells| {
        let Some(line) = answer.pending.get(number) else { return };
        let action = match line.action {
            PendingAction::Request => "request",
            PendingAction::Wait => "wait",
            PendingAction::None => "none",
        };
        cells.push(ExportCell::text(line.creator.as_str()));
        cells.push(ExportCell::told(line.name.as_deref()));
        cells.push(ExportCell::text(action));
        cells.push(text::decision(&line.decision).map_or(ExportCell::Empty, ExportCell::owned));
        cells.push(ExportCell::day(text::visible_from(&line.decision)));
        period_cells(&answer.scope, cells);
    })
}
