//! LIVEs that are over on paper: the list and the recap by creator (LIV-8).

use creator_compass::access::Decision;
use creator_compass::report::{
    Listing, LivestreamLine, LivestreamRecapAsk, LivestreamsAsk, PendingAction, livestream_recap, livestreams,
};
use creator_compass::time::Period;

use super::refused;
use crate::failure::Failed;
use crate::figures::Naming;
use crate::list::{List, more};
use crate::load::argument;
use crate::notes::Notes;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;

/// All LIVEs of a period.
pub(crate) fn lives_ask(period: Period, metrics: &[String]) -> LivestreamsAsk {
    let listing = Listing { metrics: metrics.to_vec(), ..Listing::default() };
    LivestreamsAsk { period, creators: None, listing }
}

pub(super) fn print(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> Result<String, Failed> {
    let mut ask = lives_ask(report.period, &report.metrics);
    ask.listing.limit = Some(report.top);
    let answer = livestreams(report.view, &ask).map_err(|error| argument("--metrics", &error))?;
    let rows: Vec<_> = answer.rows.iter().map(|row| (lead(row), row.entries.as_slice())).collect();
    let heads = (["LIVE", "Title", "Creator", "Started", "To do"].as_slice(), 1);
    let list = List::of_entries(heads, &rows, (report.columns, report.currency()), notes);
    let recap = recap(report, paper, notes)?;
    Ok(format!(
        "{}{}{}{recap}{}",
        paper.heading(&format!("LIVEs: {}", answer.total)),
        list.print(paper, "No LIVE of the period is under contract."),
        more(paper, rows.len(), answer.total),
        notes.legend(paper)
    ))
}

fn recap(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> Result<String, Failed> {
    let listing = Listing { limit: Some(report.top), ..Listing::default() };
    let ask = LivestreamRecapAsk { period: report.period, creators: None, listing, compare: false };
    let answer = livestream_recap(report.view, &ask).map_err(|error| refused(&error))?;
    let lead = |creator: &str| vec![Spot::new(creator)];
    let rows: Vec<_> =
        answer.rows.iter().map(|row| (lead(row.creator.as_str()), row.entries.as_slice())).collect();
    let heads = (["Creator"].as_slice(), 1);
    let list = List::of_entries(heads, &rows, (report.columns, report.currency()), notes);
    let hour = format!("GMV an hour {}", report.currency());
    let heads = [Spot::new("Creator"), Spot::figure(&hour), Spot::new("Best LIVE"), Spot::figure("Its GMV")];
    let mut best = Grid::new(heads.to_vec());
    for row in &answer.rows {
        let (room, gmv) = match &row.best {
            Some(one) => (one.facts.room.as_str(), notes.figure(&one.gmv, Naming::InHeader)),
            None => ("", Spot::new("")),
        };
        let hourly = notes.figure(&row.gmv_per_hour, Naming::InHeader);
        best.row(vec![Spot::new(row.creator.as_str()), hourly, Spot::new(room), gmv]);
    }
    let title = paper.heading(&format!("LIVEs by creator: {}", answer.total));
    let best = if answer.rows.is_empty() { String::new() } else { best.print(paper) };
    let more = more(paper, rows.len(), answer.total);
    Ok(format!("{title}{}{more}{best}", list.print(paper, "No creator of the period may be seen.")))
}

/// Which LIVE it is, and what can be done where it may not be seen.
fn lead(row: &LivestreamLine) -> Vec<Spot> {
    let facts = &row.facts;
    let creator = facts.creator.as_ref().map_or("", |creator| creator.as_str());
    let action = match (row.action, &row.decision) {
        (Some(PendingAction::Request), _) => "request authorization",
        (Some(PendingAction::Wait), _) => "wait for the answer",
        (Some(PendingAction::None), Decision::Hidden { .. }) => "nothing",
        _ => "",
    };
    vec![
        Spot::new(facts.room.as_str()),
        Spot::new(facts.title.as_deref().unwrap_or_default()),
        Spot::new(creator),
        Spot::new(facts.started_at.map_or_else(String::new, |at| at.to_string().chars().take(16).collect())),
        Spot::new(action).toned(Tone::Faint),
    ]
}
