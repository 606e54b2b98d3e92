//! A product on paper (PRD-3…5): what was sold, where and by whom, and from viewers to buyers.

use creator_compass::fact::Channel;
use creator_compass::privacy::Ledger;
use creator_compass::report::{
    FunnelAsk, Listing, ProductAsk, ProductChannels, ProductChannelsAsk, ProfilesAsk, TopContent, funnel,
    product, product_channels,
};
use creator_compass::time::Period;
use creator_compass::value::ProductId;

use super::profiles::{best, print_groups, shown};
use super::refused;
use crate::failure::Failed;
use crate::figures::{Naming, channel_name};
use crate::lines::Lines;
use crate::list::{List, more};
use crate::load::argument;
use crate::notes::Notes;
use crate::overview::print_trend;
use crate::paper::{Paper, Spot, Tone};
use crate::report::Report;

/// How many LIVEs and videos are listed.
const CONTENTS: usize = 5;

/// Who sold a product, and where.
pub(crate) fn channels_ask(period: Period, product: &ProductId, metrics: &[String]) -> ProductChannelsAsk {
    let listing = Listing { metrics: metrics.to_vec(), ..Listing::default() };
    ProductChannelsAsk { period, product: product.clone(), listing, contents: CONTENTS }
}

pub(super) fn print(
    report: &Report<'_>,
    id: &ProductId,
    paper: Paper,
    notes: &mut Notes,
    ledger: &mut Ledger,
) -> Result<String, Failed> {
    let (view, period) = (report.view, report.period);
    let trend = Some(["gmv", "sku_orders"].map(str::to_owned).to_vec());
    let ask = ProductAsk { period, product: id.clone(), channel: None, trend };
    let answer = product(view, &ask).map_err(|error| refused(&error))?;
    let name = answer.name.as_deref().map_or_else(|| id.to_string(), |name| format!("{name} ({id})"));
    let mut lines = Lines::new(paper);
    lines.group(notes, "Transactions", &answer.transaction, None);
    lines.group(notes, "Refunds", &answer.refund, None);
    lines.group(notes, "Traffic", &answer.traffic, None);
    lines.group(notes, "Quality", &answer.quality, None);
    let asked = FunnelAsk { period, product: Some(id.clone()), creators: None, channel: None, trend: None };
    let users = funnel(view, &asked).map_err(|error| refused(&error))?;
    lines.group(notes, "From viewers to buyers", &users.stages, None);
    lines.group(notes, "", &users.conversions, None);
    let mut text = paper.heading(&format!("Product: {name}"));
    if let Some(shop) = &answer.shop {
        text.push_str(&paper.line(&format!("Shop: {shop}"), Tone::Faint));
    }
    text.push_str(&lines.print(paper));
    if let Some(metric) = users.bottleneck.known() {
        let said = format!("Most are lost at: {}.", metric.def.label_en);
        text.push_str(&paper.line(&said, Tone::Faint));
    }
    text.push_str(&notes.legend(paper));
    if let Some(trend) = &answer.trend {
        text.push_str(&print_trend(trend, paper, notes));
    }
    let mut ask = channels_ask(period, id, &report.metrics);
    ask.listing.limit = Some(report.top);
    let sold = product_channels(view, &ask).map_err(|error| argument("--metrics", &error))?;
    text.push_str(&by_channel(report, &sold, paper, notes));
    text.push_str(&by_creator(report, &sold, paper, notes));
    text.push_str(&contents(report, "LIVEs", &sold.lives, paper, notes));
    text.push_str(&contents(report, "videos", &sold.videos, paper, notes));
    let products = Some(vec![id.clone()]);
    let profiles = shown(report, &ProfilesAsk { products, ..ProfilesAsk::new(period) }, ledger)?;
    text.push_str(&paper.heading("Viewers, clickers and buyers"));
    let groups = best(&profiles, report.top);
    text.push_str(&print_groups(&groups, paper, notes));
    text.push_str(&more(paper, groups.len(), profiles.groups.len()));
    Ok(text + &notes.legend(paper))
}

fn by_channel(report: &Report<'_>, sold: &ProductChannels, paper: Paper, notes: &mut Notes) -> String {
    let name = |channel: Option<Channel>| match channel {
        Some(channel) => Spot::new(channel_name(channel.as_str())),
        None => Spot::new("not told").toned(Tone::Faint),
    };
    let rows: Vec<_> =
        sold.channels.iter().map(|row| (vec![name(row.channel)], row.entries.as_slice())).collect();
    let list = List::of_entries((&["Channel"], 1), &rows, (report.columns, report.currency()), notes);
    format!(
        "{}{}{}",
        paper.heading("By channel"),
        list.print(paper, "No fact of the period tells of it."),
        notes.legend(paper)
    )
}

fn by_creator(report: &Report<'_>, sold: &ProductChannels, paper: Paper, notes: &mut Notes) -> String {
    let mut rows = Vec::new();
    for row in &sold.creators {
        let hidden = row.hidden.as_ref().map_or_else(String::new, |reasons| notes.hidden(reasons));
        let lead = vec![
            Spot::new(row.creator.as_str()),
            Spot::new(row.name.as_deref().unwrap_or_default()),
            Spot::new(hidden).toned(Tone::Hidden),
        ];
        rows.push((lead, row.entries.as_slice()));
    }
    let heads = (["Creator", "Name", "Days hidden"].as_slice(), 1);
    let mut list = List::of_entries(heads, &rows, (report.columns, report.currency()), notes);
    let lives = sold.creators.iter().map(|row| notes.figure(&row.lives, Naming::InHeader)).collect();
    list.column("LIVEs", lives);
    let videos = sold.creators.iter().map(|row| notes.figure(&row.videos, Naming::InHeader)).collect();
    list.column("Videos", videos);
    format!(
        "{}{}{}{}",
        paper.heading(&format!("By creator: {}", sold.creators_total)),
        list.print(paper, "No creator sold it."),
        more(paper, sold.creators.len(), sold.creators_total),
        notes.legend(paper)
    )
}

fn contents(report: &Report<'_>, what: &str, rows: &[TopContent], paper: Paper, notes: &mut Notes) -> String {
    let lead = |row: &TopContent| {
        let creator = row.creator.as_ref().map_or("", |creator| creator.as_str());
        vec![
            Spot::new(row.content.id()),
            Spot::new(row.title.as_deref().unwrap_or_default()),
            Spot::new(creator),
            Spot::new(row.at.map_or_else(String::new, |at| at.to_string().chars().take(10).collect())),
        ]
    };
    let rows: Vec<_> = rows.iter().map(|row| (lead(row), row.entries.as_slice())).collect();
    let heads = (["Id", "Title", "Creator", "On"].as_slice(), 1);
    let list = List::of_entries(heads, &rows, (report.columns, report.currency()), notes);
    let none = format!("None of the {what} that may be seen sold it.");
    format!("{}{}{}", paper.heading(&format!("Top {what}")), list.print(paper, &none), notes.legend(paper))
}
