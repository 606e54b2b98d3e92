//! Charts as SVG whose colours are the page's.

use std::fmt::Write as _;

use super::escaped;

/// A day of a curve: how it is named, how much, and how much as text. None is a gap.
pub(super) struct Dot {
    pub(super) day: String,
    pub(super) height: Option<f64>,
    pub(super) text: String,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 8.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 28.0;

/// A number short enough for an axis.
fn short(number: f64) -> String {
    let (scale, unit) = match number.abs() {
        n if n >= 1e9 => (1e9, "B"),
        n if n >= 1e6 => (1e6, "M"),
        n if n >= 1e3 => (1e3, "K"),
        _ => (1.0, ""),
    };
    let text = format!("{:.1}", number / scale);
    format!("{}{unit}", text.trim_end_matches(".0"))
}

/// The least of 1, 2, 5 × 10ⁿ that is not less.
fn rounded_up(number: f64) -> f64 {
    if number <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(number.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|top| *top >= number)
        .unwrap_or(number)
}

/// A curve over days, with the surface below it; gaps stay gaps.
pub(super) fn curve(title: &str, about: &str, dots: &[Dot]) -> String {
    let most = dots.iter().filter_map(|dot| dot.height).fold(0.0, f64::max);
    let top = rounded_up(most);
    let last = u32::try_from(dots.len().saturating_sub(1)).map_or(1.0, f64::from).max(1.0);
    let x = |place: usize| {
        LEFT + 6.0 + (WIDTH - 2.0 * LEFT - 12.0) * u32::try_from(place).map_or(0.0, f64::from) / last
    };
    let y = |height: f64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - height / top);
    let mut svg = format!(
        "<svg class=\"curve\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\"><title>{}</title><desc>{}</desc>",
        escaped(title),
        escaped(about)
    );
    for part in [0.0, 0.5, 1.0] {
        let at = y(top * part);
        let _ = write!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"var(--line)\"/>\
             <text x=\"{LEFT}\" y=\"{:.1}\">{}</text>",
            WIDTH - LEFT,
            at - 5.0,
            short(top * part)
        );
    }
    let known: Vec<(usize, f64)> =
        dots.iter().enumerate().filter_map(|(place, dot)| Some((place, dot.height?))).collect();
    for run in known.chunk_by(|(a, _), (b, _)| a + 1 == *b) {
        let points: Vec<String> =
            run.iter().map(|(place, height)| format!("{:.1},{:.1}", x(*place), y(*height))).collect();
        let (Some((first, _)), Some((end, _))) = (run.first(), run.last()) else { continue };
        let _ = write!(
            svg,
            "<path d=\"M{:.1},{:.1}L{}L{:.1},{:.1}Z\" fill=\"var(--soft)\"/>\
             <polyline points=\"{}\" fill=\"none\" stroke=\"var(--main)\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/>",
            x(*first),
            y(0.0),
            points.join("L"),
            x(*end),
            y(0.0),
            points.join(" ")
        );
    }
    let every = dots.len().div_ceil(7).max(1);
    for (place, dot) in dots.iter().enumerate() {
        if place % every == 0 {
            let anchor = match place {
                0 => "start",
                place if place + 1 == dots.len() => "end",
                _ => "middle",
            };
            let day = dot.day.get(5..).unwrap_or(&dot.day);
            let _ = write!(
                svg,
                "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                x(place),
                HEIGHT - 6.0,
                escaped(day)
            );
        }
        if let Some(height) = dot.height {
            let _ = write!(
                svg,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"var(--main)\"><title>{}: {}</title></circle>",
                x(place),
                y(height),
                escaped(&dot.day),
                escaped(&dot.text)
            );
        }
    }
    svg + "</svg>"
}

/// A part of a whole: its name, its size, its size as text, its colour.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) size: f64,
    pub(super) text: String,
    pub(super) colour: &'static str,
}

/// A bar of parts, and its key.
pub(super) fn split(title: &str, parts: &[Part]) -> String {
    let whole: f64 = parts.iter().map(|part| part.size.max(0.0)).sum();
    let mut svg = format!(
        "<svg viewBox=\"0 0 400 36\" preserveAspectRatio=\"none\" role=\"img\"><title>{}</title>",
        escaped(title)
    );
    let (mut at, mut key) = (0.0, String::new());
    for part in parts {
        let share = if whole > 0.0 { part.size.max(0.0) / whole } else { 0.0 };
        let _ = write!(
            svg,
            "<rect x=\"{at:.2}\" y=\"0\" width=\"{:.2}\" height=\"36\" fill=\"var({})\"><title>{}: {}</title></rect>",
            (share * 400.0 - 1.5).max(0.0),
            part.colour,
            part.name,
            escaped(&part.text)
        );
        at += share * 400.0;
        let _ = write!(
            key,
            "<li><i style=\"background:var({})\"></i>{} <b>{:.1}%</b> <small>{}</small></li>",
            part.colour,
            part.name,
            share * 100.0,
            escaped(&part.text)
        );
    }
    format!("{svg}</svg><ul class=\"key\">{key}</ul>")
}

/// Stages one below the other, each as wide as its part of the first.
pub(super) fn funnel(title: &str, stages: &[(String, f64, String)]) -> String {
    let first = stages.first().map_or(1.0, |(_, size, _)| size.max(1.0));
    let height = u32::try_from(stages.len()).map_or(1.0, f64::from) * 52.0;
    let mut svg = format!("<svg viewBox=\"0 0 360 {height}\" role=\"img\"><title>{}</title>", escaped(title));
    let mut at = 0.0;
    for (name, size, text) in stages {
        let _ = write!(
            svg,
            "<text x=\"0\" y=\"{:.0}\">{}</text><text x=\"360\" y=\"{:.0}\" text-anchor=\"end\" style=\"fill:var(--ink);font-weight:600\">{}</text>\
             <rect x=\"0\" y=\"{:.0}\" width=\"{:.1}\" height=\"18\" rx=\"4\" fill=\"var(--main)\"/>",
            at + 14.0,
            escaped(name),
            at + 14.0,
            escaped(text),
            at + 21.0,
            (size / first * 360.0).clamp(2.0, 360.0)
        );
        at += 52.0;
    }
    svg + "</svg>"
}
