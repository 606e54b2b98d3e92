//! The Data Overview on paper (OVR-1…3).

use creator_compass::metric::{Figure, Metric};
use creator_compass::report::Line;
use creator_compass::value::Value;

use crate::columns::named;
use crate::figures::Naming;
use crate::notes::Notes;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;

/// From this width on amounts name their currency, and lines stand back from their titles.
const ROOMY: u16 = 100;

/// How wide the paper is.
#[derive(Debug, Clone, Copy)]
struct Room {
    indent: &'static str,
    naming: Naming,
}

/// The overview.
pub(crate) fn print(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> String {
    let overview = &report.overview;
    let (room, title) = if paper.width < ROOMY {
        let title = format!("Overview, amounts in {}", report.currency());
        (Room { indent: "", naming: Naming::InHeader }, title)
    } else {
        (Room { indent: "  ", naming: Naming::InCell }, "Overview".to_owned())
    };
    let names = ["This period", "Before", "Change", "Change %"].map(Spot::figure);
    let mut grid = Grid::new(std::iter::once(Spot::new("")).chain(names).collect());
    group(&mut grid, notes, room, "Creators", &overview.indicators, None);
    group(&mut grid, notes, room, "Sales", &overview.sales, None);
    let split = [
        ("GMV (in-house)", &overview.affiliation.in_house),
        ("GMV (affiliate)", &overview.affiliation.affiliate),
    ];
    for (label, value) in split {
        figure_only(&mut grid, notes, room, label, value);
    }
    group(&mut grid, notes, room, "LIVE", &overview.live, Some("live"));
    group(&mut grid, notes, room, "Video", &overview.video, Some("video"));
    format!("{}{}{}", paper.heading(&title), grid.print(paper), notes.legend(paper))
}

/// The lines below a title; `told` is the channel that the title tells already.
fn group(grid: &mut Grid, notes: &mut Notes, room: Room, title: &str, lines: &[Line], told: Option<&str>) {
    let nothing = || Spot::new("");
    grid.row(vec![Spot::new(title).toned(Tone::Strong), nothing(), nothing(), nothing(), nothing()]);
    for line in lines {
        let label = label(&line.metric, told);
        grid.row(vec![
            Spot::new(format!("{}{label}", room.indent)),
            notes.figure(&line.value, room.naming).toned_if(&line.value),
            notes.figure(&line.previous, room.naming),
            notes.difference(&line.change.absolute),
            notes.relative(&line.metric, &line.change.relative),
        ]);
    }
}

/// A figure that is not compared.
fn figure_only(grid: &mut Grid, notes: &mut Notes, room: Room, label: &str, value: &Value<Figure>) {
    let nothing = || Spot::new("");
    let figure = notes.figure(value, room.naming).toned_if(value);
    grid.row(vec![Spot::new(format!("{}{label}", room.indent)), figure, nothing(), nothing(), nothing()]);
}

fn label(metric: &Metric, told: Option<&str>) -> String {
    if told == metric.channel { metric.def.label_en.to_owned() } else { named(metric) }
}

impl Spot {
    /// Strong where there is a figure.
    fn toned_if(self, value: &Value<Figure>) -> Self {
        if value.known().is_some() { self.toned(Tone::Strong) } else { self }
    }
}
