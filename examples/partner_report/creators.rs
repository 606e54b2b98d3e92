//! The authorized creators on paper (CRE-2): all channels, LIVE and video apart, as many columns as fit.

use creator_compass::metric::Metric;
use creator_compass::report::{CreatorLine, Line};

use crate::columns::{self, Column, named};
use crate::figures::{self, Naming};
use crate::notes::Notes;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::{Columns, Report};

/// The parts, by channel.
const PARTS: &[(Option<&str>, &str)] = &[
    (None, "All channels"),
    (Some("live"), "LIVE"),
    (Some("video"), "Video"),
    (Some("card"), "Product card"),
];

/// From this width on every part names the creators, not only the first.
const NAMES_EVERYWHERE: u16 = 100;

/// The creators, by the first metric.
pub(crate) fn print(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> String {
    let answer = &report.creators;
    let mut text = paper.heading(&title(report));
    if answer.authorized.is_empty() {
        return text + &paper.line("No creator's authorization is in force.", Tone::Plain);
    }
    // What no source tells is said once, unless it was asked for.
    let (untold, told): (Vec<_>, Vec<_>) = answer
        .metrics
        .iter()
        .enumerate()
        .partition(|(index, _)| report.columns == Columns::Fitting && columns::is_untold(report, *index));
    let (mut leads, mut left_out) = (true, Vec::new());
    for (channel, title) in PARTS {
        let of_part = told.iter().filter(|(_, metric)| metric.channel == *channel);
        let columns: Vec<Column<'_>> =
            of_part.flat_map(|(index, metric)| columns::of_metric(*index, metric)).collect();
        let asked = answer.metrics.iter().any(|metric| metric.channel == *channel);
        if columns.is_empty() && !(leads && asked) {
            continue;
        }
        text.push_str(if leads { "" } else { "\n" });
        text.push_str(&paper.line(title, Tone::Strong));
        text.push_str(&part(report, paper, notes, (leads, &columns), &mut left_out));
        leads = false;
    }
    if !left_out.is_empty() {
        let left_out = left_out.join(", ");
        let said = format!("Left out at this width: {left_out}; --metrics, csv and json show all.");
        text.push_str(&paper.line(&said, Tone::Faint));
    }
    if !untold.is_empty() {
        let untold: Vec<String> = untold.into_iter().map(|(_, metric)| named(metric)).collect();
        let said = format!("No source that was loaded tells: {}.", untold.join(", "));
        text.push_str(&paper.line(&said, Tone::Faint));
    }
    text + &notes.legend(paper)
}

fn title(report: &Report<'_>) -> String {
    let answer = &report.creators;
    let known = answer
        .authorized
        .iter()
        .any(|one| one.lines.first().is_some_and(|line| line.value.known().is_some()));
    let by = answer
        .metrics
        .first()
        .filter(|_| known)
        .map_or_else(String::new, |first| format!(", by {}", named(first)));
    format!("Creators: {} authorized{by}", answer.authorized.len())
}

/// The grid of a channel, or its grids; the first part says who the creators are.
fn part(
    report: &Report<'_>,
    paper: Paper,
    notes: &mut Notes,
    (leads, columns): (bool, &[Column<'_>]),
    left_out: &mut Vec<String>,
) -> String {
    let mut fixed = vec![Column::Id];
    if leads || paper.width >= NAMES_EVERYWHERE {
        fixed.push(Column::Name);
    }
    if leads {
        fixed.push(Column::Days);
    }
    // Codes that only measuring needs are no codes of the report.
    let width_of = |columns: &[Column<'_>]| -> u16 {
        let widths = grid(report, columns, &mut notes.clone()).widths(paper);
        widths.into_iter().fold(0, u16::saturating_add)
    };
    let pages = match report.columns {
        Columns::Fitting => {
            let (page, dropped) = columns::fitting(&fixed, columns, paper.width, width_of);
            left_out.extend(dropped.iter().map(Column::label));
            vec![page]
        }
        Columns::All => columns::pages(&fixed, columns, paper.width, width_of),
    };
    pages.iter().map(|page| grid(report, page, notes).print_narrow(paper)).collect::<Vec<_>>().join("\n")
}

fn grid(report: &Report<'_>, columns: &[Column<'_>], notes: &mut Notes) -> Grid {
    let header = columns.iter().map(|column| match column {
        Column::Id => Spot::new("Creator"),
        Column::Name => Spot::new("Name"),
        Column::Days => Spot::figure("Days"),
        Column::Figure(_, metric) => Spot::figure(header(metric, report.currency())),
        Column::Previous(..) => Spot::figure("Before"),
        Column::Relative(..) => Spot::figure("Change"),
    });
    let mut grid = Grid::new(header.collect());
    for creator in &report.creators.authorized {
        grid.row(columns.iter().map(|column| spot(report, *column, creator, notes)).collect());
    }
    grid
}

fn header(metric: &Metric, currency: &str) -> String {
    let currency = if figures::is_money(metric) { format!(" {currency}") } else { String::new() };
    format!("{}{currency}", metric.def.label_en)
}

fn spot(report: &Report<'_>, column: Column<'_>, creator: &CreatorLine, notes: &mut Notes) -> Spot {
    let line = |index: usize| -> Option<&Line> { creator.lines.get(index) };
    let spot = match column {
        Column::Id => Some(Spot::new(creator.creator.as_str())),
        Column::Name => Some(Spot::new(creator.name.as_deref().unwrap_or_default())),
        Column::Days => {
            let days = format!("{}/{}", figures::number_of_days(&creator.visible), report.period.days());
            Some(match &creator.hidden {
                None => Spot::figure(days),
                Some(reasons) => {
                    Spot::figure(format!("{} {days}", notes.hidden(reasons))).toned(Tone::Hidden)
                }
            })
        }
        Column::Figure(index, _) => line(index).map(|line| notes.figure(&line.value, Naming::InHeader)),
        Column::Previous(index, _) => line(index).map(|line| notes.figure(&line.previous, Naming::InHeader)),
        Column::Relative(index, metric) => {
            line(index).map(|line| notes.relative(metric, &line.change.relative))
        }
    };
    spot.unwrap_or_else(|| Spot::new(""))
}
