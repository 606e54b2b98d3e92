//! Figures and lists of the page.

use std::fmt::Write as _;

use creator_compass::metric::{Figure, Metric};
use creator_compass::report::Line;
use creator_compass::value::Value;

use super::escaped;
use crate::columns::named;
use crate::figures::{self, Naming, size};
use crate::words;

/// A figure, or in words why there is none.
pub(super) fn figure(value: &Value<Figure>, naming: Naming) -> String {
    match value {
        Value::Known(figure) => escaped(&figures::shown(figure, naming)),
        other => none(other),
    }
}

/// Why there is no figure.
pub(super) fn none<T>(value: &Value<T>) -> String {
    let (what, why) = match value {
        Value::Known(_) => return String::new(),
        Value::Hidden(reasons) => ("hidden", words::of_hidden(reasons)),
        Value::Undefined(reasons) => ("no figure", words::of_undefined(reasons)),
    };
    format!("<span class=\"none\" title=\"{}\">{what}</span>", escaped(&why))
}

/// A change in per cent, coloured by whether it is good.
pub(super) fn change(metric: &Metric, value: &Value<f64>) -> String {
    match value {
        Value::Known(ratio) => {
            let class = match figures::tone(metric, *ratio) {
                crate::paper::Tone::Good => "good",
                crate::paper::Tone::Bad => "bad",
                _ => "faint",
            };
            let arrow = if *ratio > 0.0 {
                "▲ "
            } else if *ratio < 0.0 {
                "▼ "
            } else {
                ""
            };
            format!("<span class=\"{class}\">{arrow}{}</span>", escaped(&figures::relative(*ratio)))
        }
        Value::Hidden(reasons) => {
            let why = words::of_hidden(reasons);
            format!("<span title=\"{}\">no comparison: hidden before</span>", escaped(&why))
        }
        Value::Undefined(reasons) => {
            let why = words::of_undefined(reasons);
            format!("<span title=\"{}\">no comparison</span>", escaped(&why))
        }
    }
}

/// A card of a metric beside the previous cycle.
pub(super) fn card(line: &Line) -> String {
    let before = match &line.previous {
        Value::Known(figure) => format!("before: {}", escaped(&figures::shown(figure, Naming::InHeader))),
        _ => String::new(),
    };
    format!(
        "<div class=\"kpi\"><span>{}</span><b>{}</b>{} <small>{before}</small></div>",
        escaped(&named(&line.metric)),
        figure(&line.value, Naming::InCell),
        change(&line.metric, &line.change.relative)
    )
}

/// A row of a list of the best: a name, an id, and figures.
pub(super) struct Best {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) figures: Vec<Value<Figure>>,
    pub(super) change: Option<String>,
}

/// A list of the best; bars are by the first figure.
pub(super) fn best(what: &str, headings: &[String], rows: &[Best]) -> String {
    if rows.is_empty() {
        return "<p class=\"faint\">Nothing to show in this period.</p>".to_owned();
    }
    let first = |row: &Best| row.figures.first().and_then(|value| value.known().map(size));
    let most = rows.iter().filter_map(first).fold(0.0, f64::max);
    let mut html = format!(
        "<div class=\"scroll\"><table class=\"best\"><thead><tr><th scope=\"col\">{}</th>",
        escaped(what)
    );
    for heading in headings {
        let _ = write!(html, "<th scope=\"col\" class=\"n\">{}</th>", escaped(heading));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        let share = first(row).filter(|_| most > 0.0).map_or(0.0, |size| (size / most * 100.0).max(0.0));
        let _ = write!(
            html,
            "<tr><td><bdi>{}</bdi> <small>{}</small><span class=\"bar\" style=\"width:{share:.1}%\"></span></td>",
            escaped(&row.name),
            escaped(&row.id)
        );
        // A narrow page has no row of headings: each figure carries its own.
        let mut names = headings.iter().map(|heading| escaped(heading));
        let mut name = || names.next().unwrap_or_default();
        for value in &row.figures {
            let figure = figure(value, Naming::InHeader);
            let _ = write!(html, "<td class=\"n\" data-of=\"{}\">{figure}</td>", name());
        }
        if let Some(change) = &row.change {
            let _ = write!(html, "<td class=\"n\" data-of=\"{}\">{change}</td>", name());
        }
        html.push_str("</tr>");
    }
    html + "</tbody></table></div>"
}

/// A part of the page.
pub(super) fn section(class: &str, title: &str, body: &str) -> String {
    format!("<section class=\"{class}\"><h2>{}</h2>{body}</section>", escaped(title))
}
