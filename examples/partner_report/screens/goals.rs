//! Goals of shops on paper (PRD-6).

use creator_compass::metric::Figure;
use creator_compass::report::{Goal, GoalReport, goals};
use creator_compass::value::{Money, ShopId, Value};

use super::refused;
use crate::failure::Failed;
use crate::figures::{Naming, shown};
use crate::folder::GoalEntry;
use crate::list::List;
use crate::notes::Notes;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;

/// The goals of `--goal`, or else of the folder.
pub(crate) fn asked(report: &Report<'_>) -> Result<Vec<GoalReport>, Failed> {
    let (place, entries) = if report.goals.is_empty() {
        (report.folder.place("`goal`"), report.folder.config.goals.clone())
    } else {
        let read = |text: &String| {
            let (shop, target) = text.rsplit_once('=').ok_or_else(|| {
                let text: String = text.chars().take(64).collect();
                let said = format!("the argument --goal: `{text}` is no goal; expected SHOP=AMOUNT");
                Failed::new("report.goal.malformed", said)
            })?;
            Ok(GoalEntry { shop: shop.to_owned(), target: target.to_owned() })
        };
        let entries = report.goals.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        ("the argument --goal".to_owned(), entries)
    };
    let currency = report.view.store().workspace().currency;
    let mut all = Vec::new();
    for entry in entries {
        let shop = ShopId::new(&entry.shop).map_err(|error| Failed::at(&place, &error))?;
        let target = Money::parse(&entry.target, currency).map_err(|error| Failed::at(&place, &error))?;
        all.push(Goal { shop, target, creators: None });
    }
    goals(report.view, report.period, &all).map_err(|error| match &all[..] {
        [] => refused(&error).with_hints(vec![
            "A goal: --goal SHOP=AMOUNT, or in workspace.toml `[[goal]]` with `shop` and `target`."
                .to_owned(),
        ]),
        _ => Failed::at(&place, &error),
    })
}

pub(super) fn print(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> Result<String, Failed> {
    let mut text = String::new();
    for goal in asked(report)? {
        text.push_str(&paper.heading(&format!("Goal of {}", goal.shop)));
        let mut grid = Grid::default();
        let target = Value::Known(Figure::Money(goal.target));
        for (name, value) in [
            ("Target", &target),
            ("GMV", &goal.gmv),
            ("Achieved", &goal.achievement),
            ("Missing", &goal.missing),
        ] {
            let figure = notes.figure(value, Naming::InCell);
            grid.row(vec![Spot::new(name).toned(Tone::Faint), figure]);
        }
        text.push_str(&grid.print(paper));
        if let Some(Figure::Ratio(achieved)) = goal.achievement.known() {
            text.push_str(&paper.line(&bar(*achieved), Tone::Good));
        }
        let mut list = List::new(&["Creator", "Name", "Days hidden"], 1);
        let head = format!("GMV {}", report.currency());
        list.heads(&[&head, "Of the target"]);
        for creator in &goal.creators {
            let hidden = creator.hidden.as_ref().map_or_else(String::new, |reasons| notes.hidden(reasons));
            let lead = vec![
                Spot::new(creator.creator.as_str()),
                Spot::new(creator.name.as_deref().unwrap_or_default()),
                Spot::new(hidden).toned(Tone::Hidden),
            ];
            let gmv = notes.figure(&creator.gmv, Naming::InHeader);
            list.row(lead, vec![gmv, notes.figure(&creator.achievement, Naming::InHeader)]);
        }
        let zero = matches!(goal.rooms.known(), Some(Figure::Money(money)) if money.micros() == 0);
        if !zero {
            let lead = vec![Spot::new(""), Spot::new("rooms of their own").toned(Tone::Faint), Spot::new("")];
            list.row(lead, vec![notes.figure(&goal.rooms, Naming::InHeader), Spot::new("")]);
        }
        text.push('\n');
        text.push_str(&list.print(paper, "No creator sold for it."));
        text.push_str(&notes.legend(paper));
    }
    Ok(text)
}

/// How much of the target is reached: full at 100 %.
fn bar(achieved: f64) -> String {
    let full = (achieved * 40.0).clamp(0.0, 40.0);
    let full: usize = format!("{full:.0}").parse().unwrap_or(0);
    let text = shown(&Figure::Ratio(achieved), Naming::InHeader);
    format!("{}{} {text}", "▇".repeat(full), "·".repeat(40_usize.saturating_sub(full)))
}
