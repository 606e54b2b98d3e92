//! Columns of the creators' grids, and which of them a terminal has room for.

use creator_compass::metric::Metric;
use creator_compass::value::{UndefinedReason, Value};

use crate::figures::channel_name;
use crate::report::Report;

/// What a narrow terminal shows first.
const FIRST: &[&str] =
    &["gmv", "views", "sku_orders", "items_sold", "ctr", "c_o", "commission", "product_clicks"];

/// What a column shows of a creator.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column<'a> {
    Id,
    Name,
    /// How many of the period's days may be seen.
    Days,
    Figure(usize, &'a Metric),
    Previous(usize, &'a Metric),
    Relative(usize, &'a Metric),
}

/// The columns of a metric: the first, by which creators are ordered, stands beside the previous cycle.
pub(crate) fn of_metric(index: usize, metric: &Metric) -> Vec<Column<'_>> {
    match index {
        0 => vec![Column::Figure(0, metric), Column::Previous(0, metric), Column::Relative(0, metric)],
        _ => vec![Column::Figure(index, metric)],
    }
}

/// Whether no source tells this metric of any creator.
pub(crate) fn is_untold(report: &Report<'_>, index: usize) -> bool {
    let mut lines = report.creators.authorized.iter().filter_map(|creator| creator.lines.get(index));
    lines.all(|line| match &line.value {
        Value::Undefined(reasons) => reasons.iter().all(|reason| *reason == UndefinedReason::Absent),
        Value::Known(_) | Value::Hidden(_) => false,
    })
}

/// The most important columns that fit, in their own order, and those that do not.
pub(crate) fn fitting<'a>(
    fixed: &[Column<'a>],
    columns: &[Column<'a>],
    width: u16,
    width_of: impl Fn(&[Column<'a>]) -> u16,
) -> (Vec<Column<'a>>, Vec<Column<'a>>) {
    let mut by_rank: Vec<(usize, Column<'a>)> = columns.iter().copied().enumerate().collect();
    by_rank.sort_by_key(|(place, column)| (rank(column), *place));
    let mut room = width.saturating_sub(width_of(fixed));
    let (mut taken, mut dropped) = (Vec::new(), Vec::new());
    for (place, column) in by_rank {
        let needs = width_of(&[column]);
        if needs <= room {
            room = room.saturating_sub(needs);
            taken.push((place, column));
        } else {
            dropped.push((place, column));
        }
    }
    taken.sort_by_key(|(place, _)| *place);
    dropped.sort_by_key(|(place, _)| *place);
    let plain = |list: Vec<(usize, Column<'a>)>| list.into_iter().map(|(_, column)| column);
    (fixed.iter().copied().chain(plain(taken)).collect(), plain(dropped).collect())
}

/// All columns, on as many pages as they need.
pub(crate) fn pages<'a>(
    fixed: &[Column<'a>],
    columns: &[Column<'a>],
    width: u16,
    width_of: impl Fn(&[Column<'a>]) -> u16,
) -> Vec<Vec<Column<'a>>> {
    let mut pages: Vec<Vec<Column<'a>>> = Vec::new();
    let mut page = fixed.to_vec();
    for column in columns {
        let wider: Vec<Column<'a>> = page.iter().copied().chain([*column]).collect();
        if width_of(&wider) > width && page.len() > fixed.len() {
            pages.push(std::mem::replace(&mut page, fixed.iter().copied().chain([*column]).collect()));
        } else {
            page = wider;
        }
    }
    pages.push(page);
    pages
}

fn rank(column: &Column<'_>) -> usize {
    match column {
        Column::Id | Column::Name | Column::Days => 0,
        Column::Figure(_, metric) => {
            let place = FIRST.iter().position(|id| *id == metric.def.id);
            place.map_or(usize::MAX, |place| place.saturating_mul(2))
        }
        Column::Relative(..) | Column::Previous(..) => 1,
    }
}

impl Column<'_> {
    /// What is said of a column that is left out.
    pub(crate) fn label(&self) -> String {
        match self {
            Self::Figure(_, metric) => named(metric),
            Self::Previous(_, metric) => format!("{} before", named(metric)),
            Self::Relative(_, metric) => format!("change of {}", named(metric)),
            Self::Id | Self::Name | Self::Days => String::new(),
        }
    }
}

/// The label of a metric and its channel.
pub(crate) fn named(metric: &Metric) -> String {
    match metric.channel {
        Some(channel) if metric.def.channel.is_none() => {
            format!("{} ({})", metric.def.label_en, channel_name(channel))
        }
        _ => metric.def.label_en.to_owned(),
    }
}
