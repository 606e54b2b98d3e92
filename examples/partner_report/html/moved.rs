//! What moved GMV: the steps from the previous cycle to this period (BEY-8).

use std::fmt::Write as _;

use creator_compass::change::Share;
use creator_compass::metric::Figure;
use creator_compass::report::{Changes, ChangesAnswer, ChangesAsk, ChangesBy, ChangesSubject, changes};
use creator_compass::value::{Failure, Money, Value};

use super::escaped;
use super::parts::section;
use crate::failure::Failed;
use crate::figures::{self, Naming, size};
use crate::report::Report;
use crate::{screens, words};

/// How many parts stand for themselves.
const PARTS: usize = 8;

/// The sections of what moved GMV, by creator and by channel.
pub(super) fn sections(report: &Report<'_>) -> Result<String, Failed> {
    let by_creator = by(report, ChangesBy::Creator)?;
    let by_channel = by(report, ChangesBy::Channel)?;
    Ok(section("", "What moved GMV, by creator", &by_creator)
        + &section("", "What moved GMV, by channel and cause", &by_channel))
}

fn by(report: &Report<'_>, by: ChangesBy) -> Result<String, Failed> {
    let ask = ChangesAsk { top: Some(PARTS), ..screens::whole_ask(report, by) };
    let answer = changes(report.view, &ask).map_err(|error| failed(&error))?;
    if let Value::Known(changes) = &answer.change {
        return Ok(drawn(changes, by));
    }
    let why = match &answer.change {
        Value::Hidden(reasons) => words::of_hidden(reasons),
        Value::Undefined(reasons) => words::of_undefined(reasons),
        Value::Known(_) => String::new(),
    };
    let mut html = format!("<p class=\"faint\">The change of all has no figure: {}.</p>", escaped(&why));
    html.push_str(&of_the_whole(report, &answer, by)?);
    Ok(html)
}

/// Where some creators hide the change of all: that of the others.
fn of_the_whole(report: &Report<'_>, answer: &ChangesAnswer, by: ChangesBy) -> Result<String, Failed> {
    let Some((seen, many)) = screens::seen_whole(report, answer, Some(PARTS))? else {
        return Ok(String::new());
    };
    let Value::Known(changes) = &seen.change else { return Ok(String::new()) };
    let said = format!("<p>Of the {many} creators that are seen whole in both cycles:</p>");
    Ok(said + &drawn(changes, by))
}

fn failed(error: &impl Failure) -> Failed {
    Failed::at("the page", error)
}

/// A step: who, its id, and by how much.
struct Step {
    name: String,
    id: String,
    by: Share,
}

fn drawn(changes: &Changes, by: ChangesBy) -> String {
    let steps = changes.parts.iter().map(|part| {
        let (id, name) = screens::subject(part);
        match &part.subject {
            ChangesSubject::Of { .. } if name.is_empty() => {
                Step { name: capital(&id), id: String::new(), by: part.change }
            }
            _ => Step { name: capital(&name), id, by: part.change },
        }
    });
    let mut html = fall(changes, &steps.collect::<Vec<_>>());
    // By creator the causes are as much as by channel: they are told once.
    let causes = if by == ChangesBy::Channel { screens::causes(changes) } else { Vec::new() };
    if !causes.is_empty() {
        html.push_str("<h3>By cause</h3>");
        let step = |(name, by): (&str, Share)| Step { name: name.to_owned(), id: String::new(), by };
        html.push_str(&fall(changes, &causes.into_iter().map(step).collect::<Vec<_>>()));
    }
    html
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Bars from what was to what is; each step begins where the one before it ended.
fn fall(changes: &Changes, steps: &[Step]) -> String {
    let money = |amount: Money| size(&Figure::Money(amount));
    let (before, after) = (money(changes.before), money(changes.after));
    let mut at = before;
    let mut spans = Vec::new();
    for step in steps {
        let to = at + money(step.by.exact);
        spans.push((at.min(to), at.max(to)));
        at = to;
    }
    let ends = spans.iter().flat_map(|(low, high)| [*low, *high]).chain([0.0, before, after]);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let whole = if high > low { high - low } else { 1.0 };
    let place = |from: f64, to: f64| ((from - low) / whole * 100.0, ((to - from) / whole * 100.0).max(0.4));
    let mut html = "<ol class=\"fall\">".to_owned();
    let mut row = |name: &str, id: &str, class: &str, span: (f64, f64), text: &str| {
        let (left, width) = place(span.0, span.1);
        let _ = write!(
            html,
            "<li><span><bdi>{}</bdi> <small>{}</small></span>\
             <span class=\"track\"><i class=\"{class}\" style=\"margin-left:{:.2}%;width:{width:.2}%\"></i></span>\
             <b class=\"{class}\">{}</b></li>",
            escaped(name),
            escaped(id),
            left.min(99.6),
            escaped(text)
        );
    };
    let whole = |amount: Money| figures::shown(&Figure::Money(amount), Naming::InHeader);
    row("Before", "", "sum", (before.min(0.0), before.max(0.0)), &whole(changes.before));
    for (step, span) in steps.iter().zip(spans) {
        let class = if step.by.exact.micros() < 0 { "bad" } else { "good" };
        row(&step.name, &step.id, class, span, &figures::difference(&Figure::Money(step.by.shown)));
    }
    row("This period", "", "sum", (after.min(0.0), after.max(0.0)), &whole(changes.after));
    html + "</ol>"
}
