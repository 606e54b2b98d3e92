//! Figures as people read them.

use creator_compass::metric::{Figure, Goodness, Metric, Unit};
use creator_compass::time::{Day, Window, WindowSet};
use creator_compass::value::{MICROS, Money};

use crate::paper::Tone;

/// Whether amounts carry their currency, or the header does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// `IDR 1,234`.
    InCell,
    /// `1,234`.
    InHeader,
}

/// A figure: grouped thousands, ratios in per cent, seconds as `h:mm:ss`.
pub(crate) fn shown(figure: &Figure, naming: Naming) -> String {
    match figure {
        Figure::Count(count) => grouped(&count.to_string()),
        Figure::Money(money) | Figure::PerMilleMoney(money) => amount(*money, naming),
        Figure::Ratio(ratio) => percent(*ratio, 2),
        Figure::Seconds(seconds) => clock(*seconds),
        Figure::MeanSeconds(seconds) => {
            format!("{seconds:.0}").parse().map_or_else(|_| seconds.to_string(), clock)
        }
    }
}

/// A figure as a length.
#[expect(clippy::cast_precision_loss, reason = "it is drawn")]
pub(crate) fn size(figure: &Figure) -> f64 {
    match figure {
        Figure::Count(count) | Figure::Seconds(count) => *count as f64,
        Figure::Money(money) | Figure::PerMilleMoney(money) => money.micros() as f64 / MICROS as f64,
        Figure::Ratio(ratio) | Figure::MeanSeconds(ratio) => *ratio,
    }
}

/// A difference: with its sign; of ratios in percentage points.
pub(crate) fn difference(figure: &Figure) -> String {
    match figure {
        Figure::Ratio(ratio) => format!("{} pp", signed(percent(*ratio, 2).trim_end_matches('%').to_owned())),
        other => signed(shown(other, Naming::InHeader)),
    }
}

/// A difference over the figure before: a signed percentage.
pub(crate) fn relative(ratio: f64) -> String {
    signed(percent(ratio, 1))
}

/// How a difference is coloured, by whether more of the metric is good.
pub(crate) fn tone(metric: &Metric, relative: f64) -> Tone {
    let rises = match metric.def.goodness {
        Goodness::More => relative,
        Goodness::Less => -relative,
        Goodness::Neither => 0.0,
    };
    match rises {
        rises if rises > 0.0 => Tone::Good,
        rises if rises < 0.0 => Tone::Bad,
        _ => Tone::Plain,
    }
}

/// Whether its figures are amounts.
pub(crate) fn is_money(metric: &Metric) -> bool {
    matches!(metric.def.unit, Unit::Money | Unit::PerMilleMoney)
}

/// A channel as people write it.
pub(crate) fn channel_name(channel: &str) -> &str {
    match channel {
        "live" => "LIVE",
        other => other,
    }
}

/// The first and the last day of a window.
pub(crate) fn days(window: &Window<Day>) -> String {
    match window.end {
        None => format!("{} on", window.start),
        Some(end) if window.start.next() == end => window.start.to_string(),
        Some(end) => format!("{} to {}", window.start, end.plus(-1)),
    }
}

/// All windows of a set.
pub(crate) fn all_days(set: &WindowSet<Day>) -> String {
    set.windows().iter().map(days).collect::<Vec<_>>().join(", ")
}

/// How many days a set has; a window without end counts none.
pub(crate) fn number_of_days(set: &WindowSet<Day>) -> i32 {
    let length = |window: &Window<Day>| window.end.map_or(0, |end| end.number() - window.start.number());
    set.windows().iter().map(length).sum()
}

/// A number of things, with grouped thousands.
pub(crate) fn count(number: impl TryInto<u64>) -> String {
    number.try_into().map_or_else(|_| "?".to_owned(), |number| grouped(&number.to_string()))
}

fn amount(money: Money, naming: Naming) -> String {
    let digits = grouped(&money.shown());
    match naming {
        Naming::InCell => format!("{} {digits}", money.currency().code()),
        Naming::InHeader => digits,
    }
}

fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{sign}{text}{rest}")
}

fn percent(ratio: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", ratio * 100.0);
    let zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    let text = if zero { text.trim_start_matches('-') } else { &text };
    format!("{}%", grouped(text))
}

fn signed(text: String) -> String {
    let nothing = !text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    if text.starts_with('-') || nothing { text } else { format!("+{text}") }
}

fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
