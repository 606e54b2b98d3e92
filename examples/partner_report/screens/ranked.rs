//! What moved for certain: fast-rising videos (VID-6) and declining creators (CRE-5).

use creator_compass::metric::Figure;
use creator_compass::report::{DecliningAsk, Line, Rising, RisingAsk, declining_creators, rising_videos};
use creator_compass::value::Value;

use super::refused;
use super::videos::lead;
use crate::columns::named;
use crate::failure::Failed;
use crate::figures::Naming;
use crate::list::{List, more};
use crate::notes::Notes;
use crate::paper::{Paper, Spot};
use crate::report::Report;

/// The fast-rising videos by views.
pub(crate) fn rising_of(report: &Report<'_>, limit: Option<usize>) -> Result<Rising, Failed> {
    rising_videos(report.view, &RisingAsk { limit, ..RisingAsk::default() }).map_err(|error| refused(&error))
}

pub(super) fn rising(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> Result<String, Failed> {
    let answer = rising_of(report, Some(report.top))?;
    let mut list = List::new(&["Video", "Title", "Creator", "Posted", "State"], 1);
    list.head("Grew at least");
    heads(&mut list, answer.rows.first().map(|row| [&row.count, &row.gmv]));
    for row in &answer.rows {
        list.row(lead(&row.facts), spots(row.bound, [&row.count, &row.gmv], notes));
    }
    let title = format!("Fast-rising videos by {}: {}", named(&answer.by), answer.total);
    Ok(format!(
        "{}{}{}{}",
        paper.heading(&title),
        list.print(paper, "No video grew for certain; small counts do not tell."),
        more(paper, answer.rows.len(), answer.total),
        notes.legend(paper)
    ))
}

pub(super) fn declining(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> Result<String, Failed> {
    let ask = DecliningAsk { limit: Some(report.top), ..DecliningAsk::new(report.period) };
    let answer = declining_creators(report.view, &ask).map_err(|error| refused(&error))?;
    let mut list = List::new(&["Creator", "Name"], 1);
    list.head("At most of before");
    heads(&mut list, answer.rows.first().map(|row| [&row.count, &row.gmv]));
    for row in &answer.rows {
        let lead = vec![Spot::new(row.creator.as_str()), Spot::new(row.name.as_deref().unwrap_or_default())];
        list.row(lead, spots(row.bound, [&row.count, &row.gmv], notes));
    }
    let (by, measured) = (named(&answer.by), answer.measured);
    let title = format!("Declining creators by {by}: {} of {measured} that are measured", answer.total);
    Ok(format!(
        "{}{}{}{}",
        paper.heading(&title),
        list.print(paper, "No creator declined for certain; small counts do not tell."),
        more(paper, answer.rows.len(), answer.total),
        notes.legend(paper)
    ))
}

fn heads(list: &mut List, lines: Option<[&Line; 2]>) {
    for line in lines.into_iter().flatten() {
        list.heads(&[&named(&line.metric), "Before", "Change"]);
    }
}

fn spots(bound: f64, lines: [&Line; 2], notes: &mut Notes) -> Vec<Spot> {
    let mut spots = vec![notes.figure(&Value::Known(Figure::Ratio(bound)), Naming::InHeader)];
    for line in lines {
        spots.push(notes.figure(&line.value, Naming::InHeader));
        spots.push(notes.figure(&line.previous, Naming::InHeader));
        spots.push(notes.relative(&line.metric, &line.change.relative));
    }
    spots
}
