//! Videos on paper: the account (VID-1) and the list (VID-2).

use creator_compass::fact::{VideoStatus, Visibility};
use creator_compass::report::{Listing, VideoFacts, VideosAsk, video_account, videos};
use creator_compass::time::Period;

use super::refused;
use crate::failure::Failed;
use crate::lines::Lines;
use crate::list::{List, more};
use crate::load::argument;
use crate::notes::Notes;
use crate::paper::{Paper, Spot, Tone};
use crate::report::Report;

/// All videos of a period, beside the previous cycle.
pub(crate) fn videos_ask(period: Period, metrics: &[String]) -> VideosAsk {
    let listing = Listing { metrics: metrics.to_vec(), ..Listing::default() };
    VideosAsk { period, creators: None, products: None, listing, compare: true }
}

pub(super) fn print(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> Result<String, Failed> {
    let account = video_account(report.view, report.period, None, None).map_err(|error| refused(&error))?;
    let mut lines = Lines::new(paper);
    lines.group(notes, "Account", &account.lines, Some("video"));
    let mut ask = videos_ask(report.period, &report.metrics);
    ask.listing.limit = Some(report.top);
    let answer = videos(report.view, &ask).map_err(|error| argument("--metrics", &error))?;
    let rows: Vec<_> = answer.rows.iter().map(|row| (lead(&row.facts), row.entries.as_slice())).collect();
    let heads = (["Video", "Title", "Creator", "Posted", "State"].as_slice(), 1);
    let list = List::of_entries(heads, &rows, (report.columns, report.currency()), notes);
    let title = format!("Videos: {}", answer.total);
    Ok(format!(
        "{}{}{}{}{}{}",
        paper.heading("Videos of the account"),
        lines.print(paper),
        paper.heading(&title),
        list.print(paper, "No video of the period may be seen."),
        more(paper, rows.len(), answer.total),
        notes.legend(paper)
    ))
}

/// Who a video is.
pub(super) fn lead(facts: &VideoFacts) -> Vec<Spot> {
    let creator = facts.creator.as_ref().map_or("hidden", |creator| creator.as_str());
    vec![
        Spot::new(facts.video.as_str()),
        Spot::new(facts.title.as_deref().unwrap_or_default()),
        Spot::new(creator),
        Spot::new(facts.posted_at.map_or_else(String::new, |at| at.to_string().chars().take(10).collect())),
        Spot::new(state(facts)).toned(if facts.is_playable { Tone::Plain } else { Tone::Faint }),
    ]
}

/// Whether it sells and who may watch it, where that is not everybody.
pub(super) fn state(facts: &VideoFacts) -> String {
    let visibility = facts.visibility.map(Visibility::as_str).filter(|one| *one != "public");
    let both = [facts.status.map(VideoStatus::as_str), visibility];
    both.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
