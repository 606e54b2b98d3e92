//! A change of GMV taken apart, on paper (BEY-8).

use creator_compass::change::{ChangeKind, Factors, Share};
use creator_compass::engine::QueryFilter;
use creator_compass::metric::Figure;
use creator_compass::report::{
    Changes, ChangesAnswer, ChangesAsk, ChangesBy, ChangesPart, ChangesSubject, changes,
};
use creator_compass::value::{CreatorId, Value};

use super::refused;
use crate::failure::Failed;
use crate::figures::{Naming, channel_name, difference, shown};
use crate::list::List;
use crate::notes::Notes;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;

/// The whole change.
pub(crate) fn whole_ask(report: &Report<'_>, by: ChangesBy) -> ChangesAsk {
    ChangesAsk { period: report.period, by, filter: QueryFilter::default(), top: None }
}

/// The change of the authorized creators that are seen whole in both cycles, where the others hide that of all; and how many they
/// are.
pub(crate) fn seen_whole(
    report: &Report<'_>,
    answer: &ChangesAnswer,
    top: Option<usize>,
) -> Result<Option<(ChangesAnswer, usize)>, Failed> {
    if answer.cut.is_empty() {
        return Ok(None);
    }
    let is_cut = |creator: &CreatorId| answer.cut.iter().any(|(cut, _)| cut == creator);
    let authorized = report.creators.authorized.iter().map(|line| &line.creator);
    let creators: Vec<CreatorId> = authorized.filter(|creator| !is_cut(creator)).cloned().collect();
    if creators.is_empty() {
        return Ok(None);
    }
    let many = creators.len();
    let filter = QueryFilter { creators: Some(creators), ..QueryFilter::default() };
    let ask = ChangesAsk { filter, top, ..whole_ask(report, answer.by) };
    Ok(Some((changes(report.view, &ask).map_err(|error| refused(&error))?, many)))
}

/// The causes in order, each with its name.
pub(crate) fn causes(changes: &Changes) -> Vec<(&'static str, Share)> {
    let totals = &changes.totals;
    let names = FACTORS.iter().copied().zip(totals.factors.into_array());
    [("Came new", totals.entrants), ("Went away", totals.leavers)]
        .into_iter()
        .chain(names)
        .chain([("Not told by what", totals.not_split)])
        .filter(|(_, share)| share.exact.micros() != 0)
        .collect()
}

const FACTORS: [&str; 5] = ["Views", "Content CTR", "C_O", "Order value", "Without views"];

/// Who or what a part is about: an id and a name.
pub(crate) fn subject(part: &ChangesPart) -> (String, String) {
    match &part.subject {
        ChangesSubject::Of { id, name } => (channel_name(id).to_owned(), name.clone().unwrap_or_default()),
        ChangesSubject::Untold => (String::new(), "not told".to_owned()),
        ChangesSubject::Others { count } => (String::new(), format!("{count} others")),
    }
}

pub(super) fn print(
    report: &Report<'_>,
    by: ChangesBy,
    paper: Paper,
    notes: &mut Notes,
) -> Result<String, Failed> {
    let answer = changes(report.view, &whole_ask(report, by)).map_err(|error| refused(&error))?;
    let mut text = paper.heading(&format!("Change of GMV by {}", by.as_str()));
    text.push_str(&of_answer(report, &answer, paper, notes));
    if let Some((seen, many)) = seen_whole(report, &answer, None)? {
        text.push_str(
            &paper.heading(&format!("Change of the {many} creators that are seen whole in both cycles")),
        );
        text.push_str(&of_answer(report, &seen, paper, notes));
    }
    Ok(text)
}

fn of_answer(report: &Report<'_>, answer: &ChangesAnswer, paper: Paper, notes: &mut Notes) -> String {
    let mut text = match &answer.change {
        Value::Known(changes) => known(report, changes, paper, notes),
        other => {
            let code = notes.code(other);
            paper.line(&format!("The change of the whole has no figure: {code}"), Tone::Hidden)
        }
    };
    for (creator, reasons) in &answer.cut {
        let code = notes.hidden(reasons);
        let said = format!("{creator}: part of its days may not be seen {code}");
        text.push_str(&paper.line(&said, Tone::Plain));
    }
    text + &notes.legend(paper)
}

fn known(report: &Report<'_>, changes: &Changes, paper: Paper, notes: &mut Notes) -> String {
    let money = |share: &Share| difference(&Figure::Money(share.shown));
    let mut grid = Grid::default();
    let mut say = |name: &str, text: String, tone: Tone| {
        grid.row(vec![Spot::new(name).toned(Tone::Faint), Spot::figure(text).toned(tone)]);
    };
    say("Before", shown(&Figure::Money(changes.before), Naming::InHeader), Tone::Plain);
    for (name, share) in causes(changes) {
        say(name, money(&share), tone(&share));
    }
    say(
        &format!("This period, {}", report.currency()),
        shown(&Figure::Money(changes.after), Naming::InHeader),
        Tone::Strong,
    );
    let mut list = List::new(&["Id", "Name", ""], 1);
    let head = format!("Change {}", report.currency());
    list.heads(&[&head]);
    list.heads(&FACTORS);
    for part in &changes.parts {
        let (id, name) = subject(part);
        let (kind, factors) = match &part.kind {
            Some(ChangeKind::Entrant) => ("new", None),
            Some(ChangeKind::Leaver) => ("gone", None),
            Some(ChangeKind::Stayed(factors)) => ("", Some(factors)),
            None => ("", None),
        };
        let mut spots = vec![Spot::figure(money(&part.change)).toned(tone(&part.change))];
        spots.extend(split(factors, notes));
        list.row(vec![Spot::new(id), Spot::new(name), Spot::new(kind).toned(Tone::Faint)], spots);
    }
    let whole = vec![Spot::new("all").toned(Tone::Strong), Spot::new(""), Spot::new("")];
    list.row(whole, vec![Spot::figure(money(&changes.change)).toned(Tone::Strong)]);
    format!("{}\n{}", grid.print(paper), list.print(paper, "Nothing changed."))
}

fn split(factors: Option<&Value<Factors<Share>>>, notes: &mut Notes) -> Vec<Spot> {
    match factors {
        Some(Value::Known(factors)) => {
            let spot =
                |share: Share| Spot::figure(difference(&Figure::Money(share.shown))).toned(tone(&share));
            factors.into_array().map(spot).to_vec()
        }
        Some(other) => {
            let tone = if matches!(other, Value::Hidden(_)) { Tone::Hidden } else { Tone::Undefined };
            let code = notes.code(other);
            FACTORS.map(|_| Spot::figure(&code).toned(tone)).to_vec()
        }
        None => FACTORS.map(|_| Spot::new("")).to_vec(),
    }
}

fn tone(share: &Share) -> Tone {
    match share.exact.micros() {
        0 => Tone::Plain,
        micros if micros > 0 => Tone::Good,
        _ => Tone::Bad,
    }
}
