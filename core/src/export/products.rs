//! Tables of the product screens.
use super::lists::{
    compared_cells, currency_columns, currency_of, metric_columns, owned, period_cells, period_columns, words,
};
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable, Label};
use super::text;
use crate::engine::View;
use crate::metric::Figure;
use crate::report::{Entry, GoalCreator, GoalReport, Products};
use crate::value::{ShopId, Value};

/// What an entry of a list says.
pub(super) fn entry_cells(entry: &Entry, cells: &mut Vec<ExportCell<'_>>) {
    cells.push(ExportCell::Figure(entry.value.clone()));
    if let Some((previous, change)) = &entry.compared {
        compared_cells(previous, change, cells);
    }
}

/// The table of products (PRD-2), in its order.
#[must_use]
pub fn products_table<'a>(view: &View<'_>, answer: &'a Products) -> ExportTable<'a> {
    let currency = currency_of(view);
    let mut columns = vec![
        words("product", "Product", "商品"),
        words("name", "Name", "名称"),
        words("shop", "Shop", "店铺"),
    ];
    columns.extend(period_columns());
    let amounts = currency_columns(&answer.metrics);
    let has_amounts = !amounts.is_empty();
    columns.extend(amounts);
    let compared = answer.rows.iter().any(|row| row.entries.iter().any(|entry| entry.compared.is_some()));
    columns.extend(answer.metrics.iter().flat_map(|metric| metric_columns(metric, currency, compared)));
    ExportTable::new("products", columns, answer.rows.len(), move |number, cells| {
        let Some(row) = answer.rows.get(number) else { return };
        cells.push(ExportCell::text(&row.product));
        cells.push(ExportCell::told(row.name.as_deref()));
        cells.push(ExportCell::told(row.shop.as_ref().map(ShopId::as_str)));
        period_cells(&answer.scope, cells);
        if has_amounts {
            cells.push(ExportCell::text(currency.code()));
        }
        row.entries.iter().for_each(|entry| entry_cells(entry, cells));
    })
}

/// A line of the table of goals.
enum Part<'a> {
    Creator(&'a GoalCreator),
    /// What shows by rooms of their own.
    Rooms,
    Whole,
}

/// The goals of shops (PRD-6): the parts of each, then the whole.
#[must_use]
pub fn goals_table<'a>(view: &View<'_>, goals: &'a [GoalReport]) -> ExportTable<'a> {
    let currency = currency_of(view);
    let money = ColumnKind::Money(currency);
    let figure = |id: &str, en: &str, zh: &str, kind| ExportColumn::new(id, Label::new(en, zh), kind);
    let mut columns = vec![
        words("shop", "Shop", "店铺"),
        words("part", "Part", "部分"),
        words("creator", "Creator", "达人"),
        words("name", "Name", "名称"),
        words("hidden_days", "Why days are hidden", "部分日期不可见原因"),
    ];
    columns.extend(period_columns());
    columns.extend([
        words("currency", "Currency", "货币"),
        figure("target", "Target", "目标", money),
        figure("gmv", "GMV", "GMV", money),
        figure("achievement", "Achieved", "达成率", ColumnKind::Ratio),
    ]);
    let lines = |goal: &'a GoalReport| {
        let creators = goal.creators.iter().map(Part::Creator);
        creators.chain([Part::Rooms, Part::Whole]).map(move |part| (goal, part))
    };
    let lines: Vec<(&GoalReport, Part<'_>)> = goals.iter().flat_map(lines).collect();
    ExportTable::new("goals", columns, lines.len(), move |number, cells| {
        let Some((goal, part)) = lines.get(number) else { return };
        let creator = match part {
            Part::Creator(creator) => Some(*creator),
            Part::Rooms | Part::Whole => None,
        };
        let (name, gmv, achievement) = match part {
            Part::Creator(creator) => ("creator", &creator.gmv, Some(&creator.achievement)),
            Part::Rooms => ("rooms", &goal.rooms, None),
            Part::Whole => ("all", &goal.gmv, Some(&goal.achievement)),
        };
        cells.push(ExportCell::text(goal.shop.as_str()));
        cells.push(ExportCell::text(name));
        cells.push(owned(creator.map(|creator| creator.creator.as_str())));
        cells.push(owned(creator.and_then(|creator| creator.name.as_deref())));
        let hidden = creator.and_then(|creator| creator.hidden.as_ref());
        cells.push(hidden.map_or(ExportCell::Empty, |why| ExportCell::owned(text::hidden(why))));
        period_cells(&goal.scope, cells);
        cells.push(ExportCell::text(currency.code()));
        cells.push(ExportCell::Figure(Value::Known(Figure::Money(goal.target))));
        cells.push(ExportCell::Figure(gmv.clone()));
        cells.push(achievement.map_or(ExportCell::Empty, |value| ExportCell::Figure(value.clone())));
    })
}
