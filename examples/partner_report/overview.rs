//! The Data Overview on paper (OVR-1…3).

use creator_compass::metric::Figure;
use creator_compass::report::{Trend, trend};
use creator_compass::value::Value;

use crate::columns::named;
use crate::failure::Failed;
use crate::figures::Naming;
use crate::lines::{Lines, is_narrow};
use crate::notes::Notes;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;

/// The longest bar, and how much of a narrow paper it may take.
const BAR: u16 = 40;
const PART: u16 = 4;

/// The overview.
pub(crate) fn print(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> String {
    let overview = &report.overview;
    let title = if is_narrow(paper) {
        format!("Overview, amounts in {}", report.currency())
    } else {
        "Overview".to_owned()
    };
    let mut lines = Lines::new(paper);
    lines.group(notes, "Creators", &overview.indicators, None);
    lines.group(notes, "Sales", &overview.sales, None);
    lines.alone(notes, "GMV (in-house)", &overview.affiliation.in_house);
    lines.alone(notes, "GMV (affiliate)", &overview.affiliation.affiliate);
    lines.group(notes, "LIVE", &overview.live, Some("live"));
    lines.group(notes, "Video", &overview.video, Some("video"));
    format!("{}{}{}", paper.heading(&title), lines.print(paper), notes.legend(paper))
}

/// GMV and orders of each day.
pub(crate) fn by_day(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> Result<String, Failed> {
    let trend = trend(report.view, report.period, &["gmv", "sku_orders"]);
    let trend = trend.map_err(|error| Failed::at("the trend", &error))?;
    Ok(print_trend(&trend, paper, notes))
}

/// A trend as a grid with bars of its first metric.
pub(crate) fn print_trend(trend: &Trend, paper: Paper, notes: &mut Notes) -> String {
    let Some(first) = trend.series.first() else { return String::new() };
    let heads = trend.series.iter().map(|series| Spot::figure(named(&series.metric)));
    let heads = std::iter::once(Spot::new("Day")).chain(heads).chain([Spot::new("")]);
    let mut grid = Grid::new(heads.collect());
    let size = |value: &Value<Figure>| value.known().map_or(0.0, crate::figures::size).max(0.0);
    let most = first.points.iter().map(|point| size(&point.value)).fold(0.0, f64::max);
    let longest = f64::from(BAR.min(paper.width / PART));
    for (place, point) in first.points.iter().enumerate() {
        let mut row = vec![Spot::new(point.day.to_string())];
        let points = trend.series.iter().filter_map(|series| series.points.get(place));
        row.extend(points.map(|point| notes.figure(&point.value, Naming::InHeader)));
        let share = if most > 0.0 { size(&point.value) / most } else { 0.0 };
        let partial = trend.partial_from.is_some_and(|from| point.day >= from);
        let mark = if partial { " partial" } else { "" };
        row.push(Spot::new(format!("{}{mark}", bar(share, longest))).toned(Tone::Faint));
        grid.row(row);
    }
    format!("{}{}{}", paper.heading("By day"), grid.print(paper), notes.legend(paper))
}

/// A bar by a share of the longest.
fn bar(share: f64, longest: f64) -> String {
    let length = format!("{:.0}", share * longest);
    "▇".repeat(length.parse().unwrap_or(0))
}
