//! Goals of shops on the page (PRD-6).

use std::fmt::Write as _;

use creator_compass::metric::Figure;
use creator_compass::report::GoalReport;
use creator_compass::value::Value;

use super::escaped;
use super::parts::{Best, best, figure, section};
use crate::failure::Failed;
use crate::figures::{Naming, shown, size};
use crate::report::Report;
use crate::screens;

/// The goals, where the folder or the command line sets some.
pub(super) fn sections(report: &Report<'_>) -> Result<String, Failed> {
    if report.goals.is_empty() && report.folder.config.goals.is_empty() {
        return Ok(String::new());
    }
    let goals = screens::goals_asked(report)?;
    let of = |goal: &GoalReport| section("", &format!("Goal of {}", goal.shop), &body(goal));
    Ok(goals.iter().map(of).collect())
}

fn body(goal: &GoalReport) -> String {
    let target = shown(&Figure::Money(goal.target), Naming::InCell);
    let achieved = match &goal.achievement {
        Value::Known(ratio) => {
            let width = (size(ratio) * 100.0).clamp(0.0, 100.0);
            let class = if width < 100.0 { "" } else { " class=\"full\"" };
            format!(
                "<p><b class=\"big\">{}</b> of {}</p><div class=\"meter\"><i{class} style=\"width:{width:.1}%\"></i></div>",
                escaped(&shown(ratio, Naming::InCell)),
                escaped(&target)
            )
        }
        other => format!("<p>{} of {}</p>", figure(other, Naming::InCell), escaped(&target)),
    };
    let mut html = format!(
        "{achieved}<p class=\"faint\">Reached {}, missing {}.</p>",
        figure(&goal.gmv, Naming::InCell),
        figure(&goal.missing, Naming::InCell)
    );
    let row = |name: &str, id: &str, figures: Vec<Value<Figure>>| Best {
        name: name.to_owned(),
        id: id.to_owned(),
        figures,
        change: None,
    };
    let creators = goal.creators.iter().map(|one| {
        let (gmv, achieved) = (one.gmv.clone(), one.achievement.clone());
        row(one.name.as_deref().unwrap_or_default(), one.creator.as_str(), vec![gmv, achieved])
    });
    let mut rows: Vec<Best> = creators.take(8).collect();
    let others = goal.creators.len().saturating_sub(rows.len());
    if !matches!(&goal.rooms, Value::Known(Figure::Money(money)) if money.micros() == 0) {
        rows.push(row("Rooms of their own", "", vec![goal.rooms.clone()]));
    }
    html.push_str(&best("Creator", &["GMV".to_owned(), "Of the target".to_owned()], &rows));
    if others > 0 {
        let _ = write!(html, "<p class=\"faint\">And {others} more.</p>");
    }
    html
}
