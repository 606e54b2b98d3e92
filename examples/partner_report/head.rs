//! The head of a report: the moment, the period, and how complete the figures are.

use creator_compass::time::Day;

use crate::figures::{all_days, count, days};
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;
use crate::words::spaced;

/// The head.
pub(crate) fn print(report: &Report<'_>, paper: Paper) -> String {
    let (view, period, scope) = (report.view, report.period, &report.overview.scope);
    let calendar = view.store().workspace().rules.calendar;
    let mut grid = Grid::default();
    let mut say = |name: &str, text: &str, tone: Tone| {
        grid.row(vec![Spot::new(name).toned(Tone::Faint), Spot::new(text).toned(tone)]);
    };
    let now = view.clocks().now;
    say("Moment", &format!("{now}, which is {} in {}", view.today(), calendar.zone()), Tone::Plain);
    if let Some(known_at) = view.clocks().known_at {
        say("As known at", &known_at.to_string(), Tone::Bad);
    }
    let (window, previous) = (days(&period.window()), days(&period.previous()));
    let picked = period.picker.as_str().replace('_', " ");
    say("Period", &format!("{window} ({picked}), compared with {previous}"), Tone::Strong);
    say("Currency", report.currency(), Tone::Plain);
    say("Watermark", &watermark(view.watermark()), Tone::Plain);
    if let Some(from) = scope.partial_from {
        let ended = scope.feeds.iter().filter(|feed| feed.partial_from.is_some_and(|day| day <= from));
        let ended: Vec<String> = ended.map(|feed| spaced(feed.feed)).collect();
        let text = format!("figures from {from} on are partial; no further reach: {}", ended.join(", "));
        say("Partial", &text, Tone::Bad);
    }
    for feed in scope.feeds.iter().filter(|feed| !feed.missing.is_empty()) {
        say(
            "Not loaded",
            &format!("{} does not cover {}", spaced(feed.feed), all_days(&feed.missing)),
            Tone::Bad,
        );
    }
    if scope.unknown_creator_rows > 0 {
        let rows = count(scope.unknown_creator_rows);
        say(
            "Unknown",
            &format!("{rows} rows name a creator that no alias resolves; they count nowhere"),
            Tone::Plain,
        );
    }
    format!("\n{}", grid.print(paper))
}

fn watermark(from: Option<Day>) -> String {
    match from {
        Some(from) => format!("every feed reaches to {}", from.plus(-1)),
        None => "no feed holds any row".to_owned(),
    }
}
