//! The period: how it is written, and what to say when it is refused.

use creator_compass::engine::View;
use creator_compass::time::{Day, Period, PeriodError, Picker, Screen, TimeError, Window};
use creator_compass::value::Failure;

use crate::failure::Failed;

const FORMS: &str = "yesterday, last_7_days, day:2026-06-01, week:2026-06-01 \
                     or custom:2026-06-01..2026-06-11 (the end is the day after the last)";

/// Reads a period as `workspace.toml` and `--period` write it.
pub(crate) fn read(text: &str, place: &str) -> Result<Picker, Failed> {
    let day = |text: &str| Day::parse(text).map_err(|error| Failed::at(place, &error));
    let picker = match text.split_once(':') {
        None => match text {
            "yesterday" => Some(Picker::Yesterday),
            "last_7_days" => Some(Picker::Last7Days),
            "last_28_days" => Some(Picker::Last28Days),
            _ => None,
        },
        Some(("day", on)) => Some(Picker::Day(day(on)?)),
        Some(("week", on)) => Some(Picker::Week(day(on)?)),
        Some(("month", month)) => {
            Some(Picker::month(month).map_err(|error: TimeError| Failed::at(place, &error))?)
        }
        Some(("custom", days)) => match days.split_once("..") {
            Some((start, end)) => Some(Picker::Custom { start: day(start)?, end: day(end)? }),
            None => None,
        },
        Some(_) => None,
    };
    let given: String = text.chars().take(64).collect();
    picker.ok_or_else(|| {
        Failed::new("report.period.malformed", format!("{place}: `{given}` is no period; expected {FORMS}"))
    })
}

/// The days a picker means now.
pub(crate) fn resolve(view: &View<'_>, picker: Picker, place: &str) -> Result<Period, Failed> {
    view.resolve(Screen::General, picker).map_err(|error| refused(&error, place))
}

fn refused(error: &PeriodError, place: &str) -> Failed {
    let hints = match error {
        PeriodError::NotOffered { offered, .. } => {
            let offered: Vec<&str> = offered.iter().map(|kind| kind.as_str()).collect();
            vec![format!("This screen offers: {}.", offered.join(", "))]
        }
        PeriodError::TooLong { allowed, .. }
        | PeriodError::OutOfRetention { allowed, .. }
        | PeriodError::NotFinished { allowed, .. } => spans(allowed),
        _ => Vec::new(),
    };
    Failed::new(error.code(), format!("{place}: {error}")).with_hints(hints)
}

fn spans(allowed: &[Window<Day>]) -> Vec<String> {
    let paste = |window: &Window<Day>| {
        let end = window.end.unwrap_or(window.start);
        format!("  --period custom:{}..{end}", window.start)
    };
    let head = if allowed.is_empty() { "No day of it may be asked for." } else { "These may be asked for:" };
    std::iter::once(head.to_owned()).chain(allowed.iter().map(paste)).collect()
}
