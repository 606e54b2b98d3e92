//! Creators for a product on paper (PRD-7).

use std::collections::{BTreeMap, BTreeSet};

use creator_compass::fact::ProfileDimension;
use creator_compass::metric::Figure;
use creator_compass::privacy::Ledger;
use creator_compass::report::{MatchAsk, Matches, match_creators};
use creator_compass::value::ProductId;

use super::refused;
use crate::failure::Failed;
use crate::figures::{Naming, days};
use crate::list::{List, more};
use crate::notes::Notes;
use crate::paper::{Paper, Spot, Tone};
use crate::report::Report;

/// Matches next to what this report showed before, which remembers them (PRF-3).
pub(crate) fn matched(report: &Report<'_>, id: &ProductId, ledger: &mut Ledger) -> Result<Matches, Failed> {
    let (period, product) = (report.period, id.clone());
    let ask = MatchAsk { period, product, creators: None, weights: BTreeMap::new() };
    let answer = match_creators(report.view, &ask, ledger).map_err(|error| refused(&error))?;
    ledger.record(&answer.pattern);
    Ok(answer)
}

pub(super) fn print(
    report: &Report<'_>,
    id: &ProductId,
    paper: Paper,
    notes: &mut Notes,
    ledger: &mut Ledger,
) -> Result<String, Failed> {
    let answer = matched(report, id, ledger)?;
    let name = report.view.product(id).and_then(|row| row.name.clone());
    let name = name.map_or_else(|| id.to_string(), |name| format!("{name} ({id})"));
    let dimensions: BTreeSet<ProfileDimension> =
        answer.creators.iter().flat_map(|one| one.likenesses.iter().map(|like| like.dimension)).collect();
    let mut list = List::new(&["Creator", "Name", "Followers of"], 1);
    list.head("Match");
    for dimension in &dimensions {
        list.head(&dimension.as_str().replace('_', " "));
    }
    for row in answer.creators.iter().take(report.top) {
        let mut spots = vec![notes.figure(&row.score.clone().map(Figure::Ratio), Naming::InHeader)];
        for dimension in &dimensions {
            let like = row.likenesses.iter().find(|like| like.dimension == *dimension);
            spots.push(match like {
                Some(like) => notes.figure(&like.likeness.clone().map(Figure::Ratio), Naming::InHeader),
                None => Spot::figure("–").toned(Tone::Faint),
            });
        }
        let lead = vec![
            Spot::new(row.creator.as_str()),
            Spot::new(row.name.as_deref().unwrap_or_default()),
            Spot::new(row.followers_of.as_ref().map_or_else(String::new, days)),
        ];
        list.row(lead, spots);
    }
    let users = answer.buyers.clone().map(|users| Figure::Count(i64::try_from(users).unwrap_or(i64::MAX)));
    let buyers = notes.figure(&users, Naming::InHeader);
    let mut grid = crate::paper::Grid::default();
    grid.row(vec![Spot::new("Buyers whose profile is compared").toned(Tone::Faint), buyers]);
    Ok(format!(
        "{}{}\n{}{}{}",
        paper.heading(&format!("Creators for {name}, by how like its buyers their followers are")),
        grid.print(paper),
        list.print(paper, "No creator is known."),
        more(paper, answer.creators.len().min(report.top), answer.creators.len()),
        notes.legend(paper)
    ))
}
