//! Tables of what became of creators: who falls, what changed, who matches.
use super::lists::{currency_of, line_cells, metric_columns, owned, period_cells, period_columns, words};
use super::table::{ColumnKind, ExportCell, ExportColumn, ExportTable, Label};
use crate::engine::View;
use crate::metric::{Figure, Metric};
use crate::report::{ChangesAnswer, ChangesPart, ChangesSubject, DecliningAnswer, DecliningLine, Matches};
use crate::value::{Money, Value};

/// Accounts in decline (CRE-5), the steepest first.
#[must_use]
pub fn declining_table<'a>(view: &View<'_>, answer: &'a DecliningAnswer) -> ExportTable<'a> {
    let currency = currency_of(view);
    let gmv = |row: &DecliningLine| row.gmv.metric;
    let metrics: Vec<Metric> = std::iter::once(answer.by).chain(answer.rows.first().map(gmv)).collect();
    let mut columns = vec![words("creator", "Creator", "达人"), words("name", "Name", "名称")];
    columns.extend(period_columns());
    columns.push(words("currency", "Currency", "货币"));
    let bound = Label::new("Upper bound of the rate against before", "较上期速率上限");
    columns.push(ExportColumn::new("bound", bound, ColumnKind::Ratio));
    columns.extend(metrics.iter().flat_map(|metric| metric_columns(metric, currency, true)));
    ExportTable::new("declining_creators", columns, answer.rows.len(), move |number, cells| {
        let Some(row) = answer.rows.get(number) else { return };
        cells.push(ExportCell::text(row.creator.as_str()));
        cells.push(ExportCell::told(row.name.as_deref()));
        period_cells(&answer.scope, cells);
        cells.push(ExportCell::text(currency.code()));
        cells.push(ExportCell::ratio(&Value::Known(row.bound)));
        line_cells(&row.count, cells);
        line_cells(&row.gmv, cells);
    })
}

/// A change of GMV by part (BEY-8), then the whole. A change that is hidden or undefined is the whole alone, with why.
#[must_use]
pub fn changes_table<'a>(view: &View<'_>, answer: &'a ChangesAnswer) -> ExportTable<'a> {
    let currency = currency_of(view);
    let money =
        |id: &str, en: &str, zh: &str| ExportColumn::new(id, Label::new(en, zh), ColumnKind::Money(currency));
    let mut columns = vec![
        words("by", "By", "维度"),
        words("part", "Part", "部分"),
        words("id", "Id", "编号"),
        words("name", "Name", "名称"),
    ];
    columns.extend(period_columns());
    columns.push(words("currency", "Currency", "货币"));
    columns.push(money("change", "Change of GMV", "GMV变化"));
    let parts: &[ChangesPart] = answer.change.known().map_or(&[], |changes| &changes.parts);
    let whole: Value<Money> = answer.change.clone().map(|changes| changes.change.exact);
    ExportTable::new("changes", columns, parts.len().saturating_add(1), move |number, cells| {
        let part = parts.get(number);
        let (kind, id, name) = match part.map(|part| &part.subject) {
            Some(ChangesSubject::Of { id, name }) => ("part", Some(id.as_str()), name.as_deref()),
            Some(ChangesSubject::Untold) => ("untold", None, None),
            Some(ChangesSubject::Others { .. }) => ("others", None, None),
            None => ("all", None, None),
        };
        cells.push(ExportCell::text(answer.by.as_str()));
        cells.push(ExportCell::text(kind));
        cells.push(owned(id));
        cells.push(owned(name));
        period_cells(&answer.scope, cells);
        cells.push(ExportCell::text(currency.code()));
        let change = part.map_or_else(|| whole.clone(), |part| Value::Known(part.change.exact));
        cells.push(ExportCell::Figure(change.map(Figure::Money)));
    })
}

/// Creators for a product (PRD-7), the best match first.
#[must_use]
pub fn matches_table(answer: &Matches) -> ExportTable<'_> {
    let day = |id: &str, en: &str, zh: &str| ExportColumn::new(id, Label::new(en, zh), ColumnKind::Day);
    let columns = vec![
        words("product", "Product", "商品"),
        words("creator", "Creator", "达人"),
        words("name", "Name", "名称"),
        day("first_day", "First day", "首日"),
        day("last_day", "Last day", "末日"),
        ExportColumn::new("score", Label::new("Match", "匹配度"), ColumnKind::Ratio),
    ];
    ExportTable::new("match_creators", columns, answer.creators.len(), move |number, cells| {
        let Some(row) = answer.creators.get(number) else { return };
        cells.push(ExportCell::text(answer.product.as_str()));
        cells.push(ExportCell::text(row.creator.as_str()));
        cells.push(ExportCell::told(row.name.as_deref()));
        cells.push(ExportCell::Day(answer.period.start));
        cells.push(ExportCell::Day(answer.period.end.plus(-1)));
        cells.push(ExportCell::ratio(&row.score));
    })
}
