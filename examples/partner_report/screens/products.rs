//! Products on paper: the account (PRD-1) and the wide table (PRD-2).

use creator_compass::report::{Listing, ProductsAsk, product_account, products};
use creator_compass::time::Period;

use super::refused;
use crate::failure::Failed;
use crate::lines::Lines;
use crate::list::{List, more};
use crate::load::argument;
use crate::notes::Notes;
use crate::paper::{Paper, Spot, Tone};
use crate::report::Report;

/// All products of a period, beside the previous cycle.
pub(crate) fn products_ask(period: Period, metrics: &[String]) -> ProductsAsk {
    let listing = Listing { metrics: metrics.to_vec(), ..Listing::default() };
    ProductsAsk { period, shop: None, creators: None, listing, compare: true }
}

pub(super) fn print(report: &Report<'_>, paper: Paper, notes: &mut Notes) -> Result<String, Failed> {
    let account = product_account(report.view, report.period, None).map_err(|error| refused(&error))?;
    let mut lines = Lines::new(paper);
    lines.group(notes, "Account", &account.lines, None);
    let mut ask = products_ask(report.period, &report.metrics);
    ask.listing.limit = Some(report.top);
    let answer = products(report.view, &ask).map_err(|error| argument("--metrics", &error))?;
    let lead =
        |product: &str, name: Option<&str>| vec![Spot::new(product), Spot::new(name.unwrap_or_default())];
    let rows: Vec<_> = answer
        .rows
        .iter()
        .map(|row| (lead(&row.product, row.name.as_deref()), row.entries.as_slice()))
        .collect();
    let heads = (["Product", "Name"].as_slice(), 1);
    let list = List::of_entries(heads, &rows, (report.columns, report.currency()), notes);
    let mut text = format!(
        "{}{}{}{}{}",
        paper.heading("Products of the account"),
        lines.print(paper),
        paper.heading(&format!("Products: {}", answer.total)),
        list.print(paper, "No product of the period may be seen."),
        more(paper, rows.len(), answer.total),
    );
    if answer.left_out > 0 {
        let said = format!("{} rows name no product and stand in no row of the table.", answer.left_out);
        text.push_str(&paper.line(&said, Tone::Faint));
    }
    Ok(text + &notes.legend(paper))
}
