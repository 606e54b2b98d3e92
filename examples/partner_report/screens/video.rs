//! A video on paper (VID-3, VID-4): what is known of it, what it sold, how it was watched, by whom.

use creator_compass::fact::ProfileAudience;
use creator_compass::privacy::Ledger;
use creator_compass::report::{Profile, ProfilesAsk, Recommended, VideoAsk, VideoDetail, video};
use creator_compass::value::{ContentId, VideoId};

use super::profiles::{print_groups, shown};
use super::refused;
use super::videos::{lead, state};
use crate::failure::Failed;
use crate::figures::Naming;
use crate::lines::Lines;
use crate::list::List;
use crate::notes::Notes;
use crate::overview::print_trend;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;

pub(super) fn print(
    report: &Report<'_>,
    id: &VideoId,
    paper: Paper,
    notes: &mut Notes,
    ledger: &mut Ledger,
) -> Result<String, Failed> {
    let trend = Some(["views", "gmv"].map(str::to_owned).to_vec());
    let ask = VideoAsk { period: report.period, video: id.clone(), product: None, trend };
    let answer = video(report.view, &ask).map_err(|error| refused(&error))?;
    let facts = &answer.facts;
    let title = facts.title.as_deref().map_or_else(|| id.to_string(), |title| format!("{title} ({id})"));
    let mut lines = Lines::new(paper);
    lines.group(notes, "Transactions", &answer.transaction, None);
    lines.group(notes, "Content", &answer.content, None);
    let mut text = format!(
        "{}{}\n{}{}",
        paper.heading(&format!("Video: {title}")),
        about(report, &answer, paper),
        lines.print(paper),
        notes.legend(paper)
    );
    if let Some(trend) = &answer.trend {
        text.push_str(&print_trend(trend, paper, notes));
    }
    text.push_str(&paper.heading("Videos that sell the same product best"));
    text.push_str(&match &answer.recommended {
        Some(recommended) => best(recommended, paper, notes),
        None if answer.products.is_empty() => paper.line("It sold no product.", Tone::Plain),
        None => paper.line("It sold several products; `--screen product:ID` shows each.", Tone::Plain),
    });
    let audiences = vec![ProfileAudience::Viewers, ProfileAudience::Buyers];
    let contents = Some(vec![ContentId::new(id.as_str()).map_err(|error| refused(&error))?]);
    let ask = ProfilesAsk { audiences, contents, ..ProfilesAsk::new(report.period) };
    let profiles = shown(report, &ask, ledger)?;
    text.push_str(&paper.heading("Viewers and buyers"));
    text.push_str(&print_groups(&profiles.groups.iter().collect::<Vec<&Profile>>(), paper, notes));
    Ok(text + &notes.legend(paper))
}

fn about(report: &Report<'_>, answer: &VideoDetail, paper: Paper) -> String {
    let facts = &answer.facts;
    let mut grid = Grid::default();
    let mut say = |name: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            grid.row(vec![Spot::new(name).toned(Tone::Faint), Spot::new(text)]);
        }
    };
    let creator = facts.creator.as_ref().map(|creator| match &facts.creator_name {
        Some(name) => format!("{name} ({creator})"),
        None => creator.to_string(),
    });
    say("Creator", creator);
    say("Posted", facts.posted_at.map(|at| at.to_string()));
    say("Length", facts.duration_seconds.map(|seconds| format!("{seconds} s")));
    let playable = if facts.is_playable { "" } else { "; it cannot be played" };
    say("State", Some(format!("{}{playable}", state(facts))));
    say("Link", facts.link.clone());
    say("Music", facts.music.clone());
    say("Labels", Some(facts.labels.join(", ")));
    let products = answer.products.iter().map(|id| {
        let name = report.view.product(id).and_then(|row| row.name.clone());
        name.map_or_else(|| id.to_string(), |name| format!("{name} ({id})"))
    });
    say("Products", Some(products.collect::<Vec<_>>().join(", ")));
    grid.print(paper)
}

/// The recommended videos (REC-1…3).
fn best(recommended: &Recommended, paper: Paper, notes: &mut Notes) -> String {
    let mut list = List::new(&["Video", "Title", "Creator", "Posted", "State"], 1);
    list.head("GMV");
    for video in &recommended.videos {
        list.row(lead(&video.facts), vec![notes.figure(&video.gmv, Naming::InCell)]);
    }
    list.print(paper, "No video sold it.")
}
