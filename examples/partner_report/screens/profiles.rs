//! Who viewed, clicked and bought (PRF-1…3), and who follows.

use creator_compass::fact::Content;
use creator_compass::metric::Figure;
use creator_compass::privacy::Ledger;
use creator_compass::report::{Profile, ProfileTable, Profiles, ProfilesAsk, profiles};
use creator_compass::value::{CreatorId, ProductId, ShopId, Value};

use super::refused;
use crate::failure::Failed;
use crate::figures::{Naming, channel_name, shown as shown_figure};
use crate::list::more;
use crate::notes::Notes;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;

/// Profiles next to what this report showed before, which remembers them (PRF-3).
pub(crate) fn shown(report: &Report<'_>, ask: &ProfilesAsk, ledger: &mut Ledger) -> Result<Profiles, Failed> {
    let answer = profiles(report.view, ask, ledger).map_err(|error| refused(&error))?;
    ledger.record(&answer.pattern);
    Ok(answer)
}

pub(super) fn print(
    report: &Report<'_>,
    paper: Paper,
    notes: &mut Notes,
    ledger: &mut Ledger,
) -> Result<String, Failed> {
    let answer = shown(report, &ProfilesAsk::new(report.period), ledger)?;
    let groups = best(&answer, report.top);
    let mut text = paper.heading(&format!("Profiles: {}", answer.groups.len()));
    text.push_str(&print_groups(&groups, paper, notes));
    text.push_str(&more(paper, groups.len(), answer.groups.len()));
    if answer.unknown_creators > 0 {
        let said =
            format!("{} are of creators that nobody knows: they show nowhere.", answer.unknown_creators);
        text.push_str(&paper.line(&said, Tone::Faint));
    }
    Ok(text + &notes.legend(paper))
}

/// What shows, the largest first, then what does not.
pub(crate) fn best(answer: &Profiles, most: usize) -> Vec<&Profile> {
    let mut groups: Vec<&Profile> = answer.groups.iter().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.users.known().copied()));
    groups.truncate(most);
    groups
}

/// Groups and how they divide, a line a dimension.
pub(super) fn print_groups(groups: &[&Profile], paper: Paper, notes: &mut Notes) -> String {
    if groups.is_empty() {
        return paper.line("No profile was published for exactly these days.", Tone::Plain);
    }
    let heads = [Spot::new("Who"), Spot::figure("Users"), Spot::new("By"), Spot::new("")];
    let mut grid = Grid::new(heads.to_vec());
    for group in groups {
        let users = group.users.clone().map(|users| Figure::Count(i64::try_from(users).unwrap_or(i64::MAX)));
        let mut first =
            vec![Spot::new(who(group)).toned(Tone::Strong), notes.figure(&users, Naming::InHeader)];
        // Of a hidden group nothing is known.
        for table in group.tables.iter().filter(|_| group.users.known().is_some()) {
            let mut row = std::mem::take(&mut first);
            row.resize(2, Spot::new(""));
            row.push(Spot::new(table.dimension.as_str().replace('_', " ")).toned(Tone::Faint));
            row.push(Spot::new(buckets(table, notes)));
            grid.row(row);
        }
        if !first.is_empty() {
            first.extend([Spot::new(""), Spot::new("")]);
            grid.row(first);
        }
    }
    grid.print(paper)
}

/// Whose profile it is.
pub(crate) fn who(group: &Profile) -> String {
    let mut text = group.audience.as_str().to_owned();
    let mut say = |word: &str, what: Option<&str>| {
        if let Some(what) = what {
            text.extend([" ", word, " ", what]);
        }
    };
    say("with", group.creator.as_ref().map(CreatorId::as_str));
    say("in", group.channel.map(|channel| channel_name(channel.as_str())));
    say("on", group.content.as_ref().map(Content::id));
    say("of product", group.product.as_ref().map(ProductId::as_str));
    say("in shop", group.shop.as_ref().map(ShopId::as_str));
    text
}

fn buckets(table: &ProfileTable, notes: &mut Notes) -> String {
    let bucket = |name: &str, share: &Value<f64>| match share {
        Value::Known(share) => format!("{name} {}", shown_figure(&Figure::Ratio(*share), Naming::InHeader)),
        other => format!("{name} {}", notes.code(other)),
    };
    let mut bucket = bucket;
    table.buckets.iter().map(|one| bucket(&one.bucket, &one.share)).collect::<Vec<_>>().join(" · ")
}
