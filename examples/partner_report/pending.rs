//! Creators that are not authorized: why, and what can be done (CRE-1).

use creator_compass::access::{Cause, Decision};
use creator_compass::report::PendingLine;

use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;
use crate::words;

/// The pending ones, one row a cause; nothing when there is none.
pub(crate) fn print(report: &Report<'_>, paper: Paper) -> String {
    let pending = &report.creators.pending;
    if pending.is_empty() {
        return String::new();
    }
    let names = ["Creator", "Name", "To do", "Hidden because", "On", "Who can act", "Visible from"];
    let mut grid = Grid::new(names.map(Spot::new).to_vec());
    for line in pending {
        match &line.decision {
            Decision::Visible => grid.row(row(line, true, None)),
            Decision::Hidden { causes, .. } => {
                for (place, cause) in causes.iter().enumerate() {
                    grid.row(row(line, place == 0, Some(cause)));
                }
            }
        }
    }
    let title = format!("Pending authorization: {}, as of {}", pending.len(), report.period.end.plus(-1));
    format!("{}{}", paper.heading(&title), grid.print(paper))
}

/// The same as a screen of its own.
pub(crate) fn print_alone(report: &Report<'_>, paper: Paper) -> String {
    let text = print(report, paper);
    if text.is_empty() { paper.line("Every creator's authorization is in force.", Tone::Plain) } else { text }
}

fn row(line: &PendingLine, leads: bool, cause: Option<&Cause>) -> Vec<Spot> {
    let first = |text: &str| Spot::new(if leads { text } else { "" });
    let reason = cause.map_or("nothing hides the day itself".to_owned(), |cause| {
        let region = cause.region.as_ref().map_or_else(String::new, |region| format!(": {region}"));
        format!("{}{region}", words::spaced(cause.reason.code()))
    });
    vec![
        first(line.creator.as_str()),
        first(line.name.as_deref().unwrap_or_default()),
        first(words::to_do(line.action)).toned(Tone::Strong),
        Spot::new(reason).toned(Tone::Hidden),
        Spot::new(cause.and_then(|cause| cause.on).map_or_else(String::new, |on| on.to_string())),
        Spot::new(cause.map_or("", |cause| words::who(cause.who))),
        first(&words::visible_from(&line.decision)),
    ]
}
