//! The page: cards, curves, lists, and in words what is not shown.

use std::fmt::Write as _;

use creator_compass::access::Module;
use creator_compass::engine::{Dimension, Query, QueryFilter};
use creator_compass::fact::Channel;
use creator_compass::privacy::Ledger;
use creator_compass::report::{FunnelAsk, Line, funnel, trend};
use creator_compass::value::{Failure, Value};

use super::chart::{self, Dot};
use super::parts::{Best, best, card, change, figure, section};
use super::{escaped, goals, moved, people};
use crate::failure::Failed;
use crate::figures::{self, Naming, size};
use crate::report::Report;
use crate::words;

const STYLE: &str = include_str!("style.css");
/// How many of the best are listed.
const MOST: usize = 8;

fn failed(error: &impl Failure) -> Failed {
    Failed::at("the page", error)
}

/// The page.
pub(crate) fn print(report: &Report<'_>) -> Result<String, Failed> {
    let config = &report.folder.config;
    let title = escaped(config.title.as_ref().unwrap_or(&config.id));
    let days = figures::days(&report.period.window());
    let before = figures::days(&report.period.previous());
    let mut html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\
         <link rel=\"icon\" href=\"data:,\"><title>{title}: {days}</title><style>{STYLE}</style></head><body><main>\
         <header><h1>{title}</h1><p>{days}, compared with {before}. Amounts in {}.</p>",
        report.currency()
    );
    if let Some(note) = &config.note {
        let _ = write!(html, "<p class=\"faint\">{}</p>", escaped(note));
    }
    html.push_str("</header><div class=\"cards\">");
    let overview = &report.overview;
    let cards =
        overview.sales.iter().chain(&overview.indicators).chain(&overview.live).chain(&overview.video);
    let known = |line: &&Line| !matches!(line.value, Value::Undefined(_));
    cards.filter(known).take(12).for_each(|line| html.push_str(&card(line)));
    html.push_str("</div><div class=\"grid\">");
    html.push_str(&section("two", "GMV by day", &by_day(report)?));
    html.push_str(&section("one", "GMV by channel", &by_channel(report)?));
    html.push_str(&moved::sections(report)?);
    html.push_str(&section("", "Top creators by GMV", &creators(report)));
    html.push_str(&section("", "Top videos by GMV", &contents(report)?));
    html.push_str(&section("two", "Top products by GMV", &products(report)?));
    html.push_str(&section("one", "From viewers to buyers", &users(report)?));
    let goals = goals::sections(report)?;
    // What has no neighbour takes the whole width.
    let class = if goals.is_empty() { "whole" } else { "" };
    html.push_str(&goals);
    let mut ledger = Ledger::new();
    let profiles = people::profiles(report, &mut ledger)?;
    html.push_str(&people::matches(report, &mut ledger, class)?);
    html.push_str(&profiles);
    html.push_str(&section("whole", "What is not shown, and why", &notes(report)));
    let now = report.view.clocks().now;
    let _ = writeln!(
        html,
        "</div><footer>Made at {now}, {} in {}. A figure that may not be shown is never counted as 0.</footer></main></body></html>",
        report.view.today(),
        escaped(report.view.store().workspace().rules.calendar.zone())
    );
    Ok(html)
}

fn by_day(report: &Report<'_>) -> Result<String, Failed> {
    let trend = trend(report.view, report.period, &["gmv"]).map_err(|error| failed(&error))?;
    let Some(series) = trend.series.first() else { return Ok(String::new()) };
    let dots: Vec<Dot> = series
        .points
        .iter()
        .map(|point| Dot {
            day: point.day.to_string(),
            height: point.value.known().map(size),
            text: point
                .value
                .known()
                .map_or_else(String::new, |figure| figures::shown(figure, Naming::InCell)),
        })
        .collect();
    let gaps = dots.iter().filter(|dot| dot.height.is_none()).count();
    let about = format!("GMV of each day; {gaps} of {} days have no figure.", dots.len());
    let mut html = format!("<figure>{}", chart::curve("GMV by day", &about, &dots));
    if let Some(from) = trend.partial_from {
        let _ = write!(html, "<figcaption>Figures from {from} on are partial.</figcaption>");
    }
    if gaps > 0 {
        let _ = write!(html, "<figcaption>{gaps} days have no figure and are left open.</figcaption>");
    }
    Ok(html + "</figure>")
}

fn query(report: &Report<'_>, names: &[&str], by: &[Dimension]) -> Query {
    Query::new(report.period, names).in_module(Module::Overview).group_by(by)
}

fn by_channel(report: &Report<'_>) -> Result<String, Failed> {
    let answer =
        report.view.query(&query(report, &["gmv"], &[Dimension::Channel])).map_err(|error| failed(&error))?;
    let mut parts = Vec::new();
    let mut open = String::new();
    for row in answer.rows() {
        let (name, colour) = match row.key().channel {
            Some(Channel::Live) => ("LIVE", "--live"),
            Some(Channel::Video) => ("Video", "--video"),
            Some(Channel::Card) => ("Product card", "--card-sales"),
            None => ("Not told", "--other"),
        };
        match row.value(0) {
            Value::Known(gmv) => parts.push(chart::Part {
                name,
                size: size(&gmv),
                text: figures::shown(&gmv, Naming::InCell),
                colour,
            }),
            other => {
                let _ = write!(open, "<p>{name}: {}</p>", figure(&other, Naming::InCell));
            }
        }
    }
    Ok(chart::split("GMV by channel", &parts) + &open)
}

fn creators(report: &Report<'_>) -> String {
    let place = report.creators.metrics.iter().position(|metric| metric.name() == "gmv");
    let row = |creator: &creator_compass::report::CreatorLine| {
        let line = creator.lines.get(place.unwrap_or(0))?;
        line.value.known()?;
        Some(Best {
            name: creator.name.clone().unwrap_or_default(),
            id: creator.creator.as_str().to_owned(),
            figures: vec![line.value.clone()],
            change: Some(change(&line.metric, &line.change.relative)),
        })
    };
    let rows: Vec<Best> = report.creators.authorized.iter().filter_map(row).take(MOST).collect();
    let heading = report.creators.metrics.get(place.unwrap_or(0)).map(crate::columns::named);
    best("Creator", &[heading.unwrap_or_default(), "Change".to_owned()], &rows)
}

fn contents(report: &Report<'_>) -> Result<String, Failed> {
    let filter = QueryFilter { channels: Some(vec![Channel::Video]), ..QueryFilter::default() };
    let query = query(report, &["gmv", "views"], &[Dimension::Content]).in_module(Module::Video);
    let answer = report.view.query(&query.filter(filter).top(MOST)).map_err(|error| failed(&error))?;
    let rows: Vec<Best> = answer
        .rows()
        .map(|row| Best {
            name: row.name().unwrap_or_default().to_owned(),
            id: row.key().content.map(|content| content.id().to_owned()).unwrap_or_default(),
            figures: vec![row.value(0), row.value(1)],
            change: None,
        })
        .collect();
    Ok(best("Video", &["GMV".to_owned(), "Views".to_owned()], &rows))
}

fn products(report: &Report<'_>) -> Result<String, Failed> {
    let query = query(report, &["gmv", "sku_orders", "items_sold"], &[Dimension::Product]);
    let answer =
        report.view.query(&query.in_module(Module::Product).top(MOST)).map_err(|error| failed(&error))?;
    let rows: Vec<Best> = answer
        .rows()
        .map(|row| Best {
            name: row.name().unwrap_or_default().to_owned(),
            id: row.key().product.unwrap_or_default(),
            figures: vec![row.value(0), row.value(1), row.value(2)],
            change: None,
        })
        .collect();
    Ok(best("Product", &["GMV", "SKU orders", "Items sold"].map(str::to_owned), &rows))
}

fn users(report: &Report<'_>) -> Result<String, Failed> {
    let ask = FunnelAsk { period: report.period, product: None, creators: None, channel: None, trend: None };
    let funnel = funnel(report.view, &ask).map_err(|error| failed(&error))?;
    let stage = |line: &Line| {
        let count = line.value.known()?;
        Some((crate::columns::named(&line.metric), size(count), figures::shown(count, Naming::InCell)))
    };
    let stages: Option<Vec<_>> = funnel.stages.iter().map(stage).collect();
    if let Some(stages) = stages {
        return Ok(chart::funnel("Product viewers, clickers and buyers", &stages));
    }
    let mut html =
        "<p class=\"faint\">Unique users are not known of every stage.</p><ul class=\"notes\">".to_owned();
    for line in &funnel.stages {
        let why = match &line.value {
            Value::Known(figure) => figures::shown(figure, Naming::InCell),
            Value::Hidden(reasons) => format!("hidden: {}", words::of_hidden(reasons)),
            Value::Undefined(reasons) => words::of_undefined(reasons),
        };
        let _ = write!(html, "<li>{}: {}</li>", escaped(&crate::columns::named(&line.metric)), escaped(&why));
    }
    Ok(html + "</ul>")
}

fn notes(report: &Report<'_>) -> String {
    let scope = &report.overview.scope;
    let name = |creator: &creator_compass::value::CreatorId| {
        let row = report.view.creator(creator);
        let name = row.and_then(|row| row.name.clone().or_else(|| row.username.clone()));
        name.map_or_else(|| creator.as_str().to_owned(), |name| format!("{name} ({creator})"))
    };
    let mut html = "<ul class=\"notes\">".to_owned();
    let mut say = |text: &str| {
        let _ = write!(html, "<li>{}</li>", escaped(text));
    };
    if let Some(from) = scope.partial_from {
        say(&format!("Figures from {from} on are partial: a source does not reach further yet."));
    }
    for (creator, reasons) in &scope.hidden {
        let pending = report.creators.pending.iter().find(|line| line.creator == *creator);
        let next = pending.map_or_else(String::new, |line| format!(" Next: {}.", words::to_do(line.action)));
        say(&format!("{} is not in any sum: {}.{next}", name(creator), words::of_hidden(reasons)));
    }
    for (creator, reasons) in &scope.hidden_before {
        let why = words::of_hidden(reasons);
        say(&format!(
            "Part of the days before of {} may not be seen, so changes are left out: {why}.",
            name(creator)
        ));
    }
    for creator in report.creators.authorized.iter().filter(|creator| creator.hidden.is_some()) {
        let why = creator.hidden.as_ref().map_or_else(String::new, words::of_hidden);
        let days = figures::number_of_days(&creator.visible);
        say(&format!("{}: {days} of {} days count; {why}.", name(&creator.creator), report.period.days()));
    }
    for line in &report.creators.pending {
        if !scope.hidden.iter().any(|(creator, _)| *creator == line.creator) {
            say(&format!("{} is not authorized. Next: {}.", name(&line.creator), words::to_do(line.action)));
        }
    }
    if scope.unknown_creator_rows > 0 {
        say(&format!(
            "{} rows name a creator that nobody knows; they count nowhere.",
            scope.unknown_creator_rows
        ));
    }
    if html.ends_with("notes\">") {
        return "<p>Everything of this period may be seen.</p>".to_owned();
    }
    html + "</ul>"
}
