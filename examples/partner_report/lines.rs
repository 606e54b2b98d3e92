//! Figures one below the other, each beside the previous cycle's.

use creator_compass::metric::{Figure, Metric};
use creator_compass::report::Line;
use creator_compass::value::Value;

use crate::columns::named;
use crate::figures::Naming;
use crate::notes::Notes;
use crate::paper::{Grid, Paper, Spot, Tone};

/// From this width on amounts name their currency, and lines stand back from their titles.
const ROOMY: u16 = 100;

/// From this width on there is room for both the change and the change in per cent.
const TWO_CHANGES: u16 = 76;

/// Groups of lines under titles.
#[derive(Debug)]
pub(crate) struct Lines {
    grid: Grid,
    has_difference: bool,
    indent: &'static str,
    naming: Naming,
}

impl Lines {
    /// None yet.
    pub(crate) fn new(paper: Paper) -> Self {
        let (indent, naming) = if is_narrow(paper) { ("", Naming::InHeader) } else { ("  ", Naming::InCell) };
        let has_difference = paper.width >= TWO_CHANGES;
        let names = ["", "This period", "Before", "Change", "Change %"].map(Spot::figure);
        let names = fitting(names, has_difference);
        Self { grid: Grid::new(names), has_difference, indent, naming }
    }
    /// The lines below a title; `told` is the channel that the title tells already.
    pub(crate) fn group(&mut self, notes: &mut Notes, title: &str, lines: &[Line], told: Option<&str>) {
        let nothing = || Spot::new("");
        let title = Spot::new(title).toned(Tone::Strong);
        self.row([title, nothing(), nothing(), nothing(), nothing()]);
        for line in lines {
            let label = label(&line.metric, told);
            let difference =
                if self.has_difference { notes.difference(&line.change.absolute) } else { nothing() };
            self.row([
                Spot::new(format!("{}{label}", self.indent)),
                notes.figure(&line.value, self.naming).toned_if(&line.value),
                notes.figure(&line.previous, self.naming),
                difference,
                notes.relative(&line.metric, &line.change.relative),
            ]);
        }
    }
    /// A figure that is not compared.
    pub(crate) fn alone(&mut self, notes: &mut Notes, label: &str, value: &Value<Figure>) {
        let nothing = || Spot::new("");
        let figure = notes.figure(value, self.naming).toned_if(value);
        let label = Spot::new(format!("{}{label}", self.indent));
        self.row([label, figure, nothing(), nothing(), nothing()]);
    }
    fn row(&mut self, row: [Spot; 5]) {
        self.grid.row(fitting(row, self.has_difference));
    }
    /// All of it.
    pub(crate) fn print(&self, paper: Paper) -> String {
        let mut widths = self.grid.widths(paper);
        // Numbers stay whole: where there is no room, names wrap.
        if let Some((names, figures)) = widths.split_first_mut() {
            let taken = figures.iter().fold(0, |sum: u16, width| sum.saturating_add(*width));
            *names = (*names).min(paper.width.saturating_sub(taken).max(10));
        }
        self.grid.print_wide(paper, &widths)
    }
}

/// A row without the difference where there is no room for it.
fn fitting(row: [Spot; 5], has_difference: bool) -> Vec<Spot> {
    let kept = row.into_iter().enumerate().filter(|(place, _)| has_difference || *place != 3);
    kept.map(|(_, spot)| spot).collect()
}

/// Whether amounts leave their currency to the title.
pub(crate) fn is_narrow(paper: Paper) -> bool {
    paper.width < ROOMY
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
