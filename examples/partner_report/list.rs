//! Lists wider than the paper: what names a row stands first, figures on as many pages as they need.

use std::collections::BTreeSet;

use creator_compass::metric::Metric;
use creator_compass::report::Entry;
use creator_compass::value::{UndefinedReason, Value};

use crate::columns::named;
use crate::figures::{self, Naming};
use crate::notes::Notes;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Columns;

/// A list.
#[derive(Debug)]
pub(crate) struct List {
    lead: Vec<Spot>,
    heads: Vec<Spot>,
    rows: Vec<(Vec<Spot>, Vec<Spot>)>,
    /// How many of the first columns every page repeats.
    keys: usize,
    untold: Vec<String>,
}

impl List {
    /// A list of rows that are named by these columns; every page repeats the first `keys` of them.
    pub(crate) fn new(lead: &[&str], keys: usize) -> Self {
        let lead = lead.iter().map(Spot::new).collect();
        Self { lead, heads: Vec::new(), rows: Vec::new(), keys, untold: Vec::new() }
    }
    /// A row.
    pub(crate) fn row(&mut self, lead: Vec<Spot>, figures: Vec<Spot>) {
        self.rows.push((lead, figures));
    }
    /// The heading of one more figure.
    pub(crate) fn head(&mut self, text: &str) {
        self.heads.push(Spot::figure(text));
    }
    /// The headings of more figures.
    pub(crate) fn heads(&mut self, texts: &[&str]) {
        for text in texts {
            self.head(text);
        }
    }
    /// A list of entries: the first metric stands beside the previous cycle where that was asked for. What no source tells
    /// of any row is said once, unless it was asked for.
    pub(crate) fn of_entries(
        (lead, keys): (&[&str], usize),
        rows: &[(Vec<Spot>, &[Entry])],
        (columns, currency): (Columns, &str),
        notes: &mut Notes,
    ) -> Self {
        let mut list = Self::new(lead, keys);
        let metrics: Vec<Metric> = rows
            .first()
            .map_or_else(Vec::new, |(_, entries)| entries.iter().map(|entry| entry.metric).collect());
        let is_told = |place: &usize| {
            let mut all = rows.iter().filter_map(|(_, entries)| entries.get(*place));
            columns == Columns::All || all.any(|entry| !is_absent(entry))
        };
        let told: BTreeSet<usize> = (0..metrics.len()).filter(is_told).collect();
        for (place, metric) in metrics.iter().enumerate() {
            if !told.contains(&place) {
                list.untold.push(named(metric));
                continue;
            }
            let currency = if figures::is_money(metric) { format!(" {currency}") } else { String::new() };
            list.head(&format!("{}{currency}", named(metric)));
            let compared =
                rows.iter().any(|(_, entries)| entries.get(place).is_some_and(|one| one.compared.is_some()));
            if compared && told.first() == Some(&place) {
                list.head("Before");
                list.head("Change");
            }
        }
        for (lead, entries) in rows {
            let mut spots = Vec::new();
            for (place, entry) in entries.iter().enumerate().filter(|(place, _)| told.contains(place)) {
                spots.push(notes.figure(&entry.value, Naming::InHeader));
                if let Some((previous, change)) =
                    entry.compared.as_ref().filter(|_| told.first() == Some(&place))
                {
                    spots.push(notes.figure(previous, Naming::InHeader));
                    spots.push(notes.relative(&entry.metric, &change.relative));
                }
            }
            list.row(lead.clone(), spots);
        }
        list
    }
    /// One more figure of every row.
    pub(crate) fn column(&mut self, head: &str, figures: Vec<Spot>) {
        self.head(head);
        for ((_, spots), figure) in self.rows.iter_mut().zip(figures) {
            spots.push(figure);
        }
    }
    /// The list; without a row, what is said then.
    pub(crate) fn print(&self, paper: Paper, none: &str) -> String {
        if self.rows.is_empty() {
            return paper.line(none, Tone::Plain);
        }
        let all: Vec<usize> = (0..self.lead.len() + self.heads.len()).collect();
        let mut widths = self.grid(&all).widths(paper);
        self.narrow(&mut widths, paper);
        let width = |places: &[usize]| -> u16 {
            places
                .iter()
                .filter_map(|place| widths.get(*place))
                .fold(0, |sum: u16, width| sum.saturating_add(*width))
        };
        let (lead, heads) = all.split_at(self.lead.len());
        let keys = lead.get(..self.keys).unwrap_or(lead);
        let (mut pages, mut page) = (Vec::new(), lead.to_vec());
        for place in heads {
            let fixed = if pages.is_empty() { lead.len() } else { keys.len() };
            let full = width(&page).saturating_add(width(&[*place])) > paper.width;
            if full && (page.len() > fixed || pages.is_empty()) {
                pages.push(std::mem::replace(&mut page, keys.to_vec()));
            }
            page.push(*place);
        }
        pages.push(page);
        let print = |page: &Vec<usize>| {
            let widths: Vec<u16> = page.iter().filter_map(|place| widths.get(*place).copied()).collect();
            self.grid(page).print_wide(paper, &widths)
        };
        let mut text = pages.iter().map(print).collect::<Vec<_>>().join("\n");
        if !self.untold.is_empty() {
            let said = format!("No source that was loaded tells: {}.", self.untold.join(", "));
            text.push_str(&paper.line(&said, Tone::Faint));
        }
        text
    }
    /// Texts of the lead wrap where they would leave no room for figures; the widest first, until all of it fits.
    fn narrow(&self, widths: &mut [u16], paper: Paper) {
        let (lead, heads) = widths.split_at_mut(self.lead.len());
        let most = (paper.width / 3).max(12);
        for width in lead.iter_mut() {
            *width = (*width).min(most);
        }
        let sum = |lead: &[u16]| lead.iter().fold(0, |sum: u16, width| sum.saturating_add(*width));
        // Some figure stands beside it, unless that would break its words.
        let beside = paper.width.saturating_sub(heads.first().copied().unwrap_or(0).min(paper.width / 4));
        let room = if sum(lead) > beside.saturating_add(12) { paper.width } else { beside };
        while sum(lead) > room {
            let keys = self.keys.min(lead.len());
            match lead.iter_mut().skip(keys).filter(|width| **width > 8).max() {
                Some(widest) => *widest = widest.saturating_sub(1),
                None => break,
            }
        }
    }
    fn grid(&self, places: &[usize]) -> Grid {
        let pick = |lead: &[Spot], figures: &[Spot]| -> Vec<Spot> {
            let spot = |place: &usize| {
                let figure = || figures.get(place.checked_sub(lead.len())?);
                lead.get(*place).or_else(figure).cloned().unwrap_or_else(|| Spot::new(""))
            };
            places.iter().map(spot).collect()
        };
        let mut grid = Grid::new(pick(&self.lead, &self.heads));
        for (lead, figures) in &self.rows {
            grid.row(pick(lead, figures));
        }
        grid
    }
}

/// What is said of rows that were left out.
pub(crate) fn more(paper: Paper, shown: usize, total: usize) -> String {
    if shown >= total {
        return String::new();
    }
    let said = format!("{shown} of {total}; --top gives more, --export writes all.");
    paper.line(&said, Tone::Faint)
}

fn is_absent(entry: &Entry) -> bool {
    match &entry.value {
        Value::Undefined(reasons) => reasons.iter().all(|reason| *reason == UndefinedReason::Absent),
        Value::Known(_) | Value::Hidden(_) => false,
    }
}
