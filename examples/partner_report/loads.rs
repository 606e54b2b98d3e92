//! The load report: what became of every row.

use std::collections::BTreeMap;

use creator_compass::access;
use creator_compass::engine::LoadReport;

use crate::figures::count;
use crate::load::Load;
use crate::paper::{Grid, Paper, Spot, Tone};
use crate::report::Report;
use crate::words::spaced;

/// The most lines of a list.
const FIRST: usize = 20;

/// The load report.
pub(crate) fn print(report: &Report<'_>, paper: Paper) -> String {
    let loads = &report.loaded.loads;
    let mut text = paper.heading("Loaded");
    text.push_str(&paper.line(&access_line(report), Tone::Plain));
    if !loads.is_empty() {
        text.push_str(&sums(loads).print(paper));
    }
    text.push_str(&list(
        paper,
        "Rejected rows",
        &["File", "Row", "Column", "Why", "Found", "Expected"],
        rejected(loads),
    ));
    text.push_str(&list(paper, "Warnings", &["File", "Row", "Code", "Message"], warnings(loads)));
    text.push_str(&list(paper, "Fields nobody knows", &["Source", "Field", "Rows"], unknown_fields(loads)));
    text.push_str(&list(paper, "Access events left out", &["Event", "Why"], ignored(report)));
    text
}

fn access_line(report: &Report<'_>) -> String {
    let told = &report.loaded.access;
    let files = if told.files == 1 { "1 file".to_owned() } else { format!("{} files", count(told.files)) };
    let twice = match told.duplicates {
        0 => String::new(),
        twice => format!("; {} were told twice", count(twice)),
    };
    format!("Access log: {} events from {files}{twice}", count(told.events))
}

/// One row a table or feed: files and rows, summed up.
fn sums(loads: &[Load]) -> Grid {
    let mut sources: BTreeMap<&str, [u64; 7]> = BTreeMap::new();
    for Load { source, report: load } in loads {
        let rejected = u64::try_from(load.rejected.len()).unwrap_or(u64::MAX);
        let LoadReport { accepted, replaced, duplicate, superseded, conflicting, .. } = *load;
        let counts = [1, accepted, replaced, duplicate, superseded, conflicting, rejected];
        let sums = sources.entry(source).or_default();
        for (sum, one) in sums.iter_mut().zip(counts) {
            *sum = sum.saturating_add(one);
        }
    }
    let names = ["Files", "Accepted", "Replaced", "Duplicate", "Superseded", "Conflicting", "Rejected"];
    let mut grid = Grid::new(std::iter::once(Spot::new("Source")).chain(names.map(Spot::figure)).collect());
    for (source, sums) in sources {
        let figure = |(place, sum): (usize, u64)| {
            let spot = Spot::figure(count(sum));
            // What was rejected or contradicts itself wants to be seen.
            match (place, sum) {
                (_, 0) => spot.toned(Tone::Faint),
                (5 | 6, _) => spot.toned(Tone::Bad),
                _ => spot,
            }
        };
        let sums = sums.into_iter().enumerate().map(figure);
        grid.row(std::iter::once(Spot::new(spaced(source))).chain(sums).collect());
    }
    grid
}

fn rejected(loads: &[Load]) -> Vec<Vec<String>> {
    let all = loads.iter().flat_map(|load| &load.report.rejected);
    let row = all.map(|one| {
        let found =
            one.error.value.as_ref().map_or_else(|| "nothing".to_owned(), |value| format!("`{value}`"));
        let (file, column) = (one.file.clone(), one.error.column.clone());
        vec![file, one.row.to_string(), column, one.error.code.to_owned(), found, one.error.expected.clone()]
    });
    row.collect()
}

fn warnings(loads: &[Load]) -> Vec<Vec<String>> {
    let all = loads.iter().flat_map(|load| &load.report.warnings);
    all.map(|one| vec![one.file.clone(), one.row.to_string(), one.code.to_owned(), one.message.clone()])
        .collect()
}

fn unknown_fields(loads: &[Load]) -> Vec<Vec<String>> {
    let mut fields: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for Load { source, report } in loads {
        for (field, rows) in &report.unknown_fields {
            let sum = fields.entry((source, field)).or_default();
            *sum = sum.saturating_add(*rows);
        }
    }
    fields
        .into_iter()
        .map(|((source, field), rows)| vec![spaced(source), field.to_owned(), count(rows)])
        .collect()
}

fn ignored(report: &Report<'_>) -> Vec<Vec<String>> {
    let store = report.view.store();
    let all = access::ignored(&store.workspace().rules, store.log(), report.view.clocks());
    all.iter().map(|one| vec![one.event.to_string(), spaced(one.why.as_str())]).collect()
}

fn list(paper: Paper, title: &str, names: &[&str], rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let more = rows.len().saturating_sub(FIRST);
    let mut grid = Grid::new(names.iter().map(Spot::new).collect());
    for row in rows.into_iter().take(FIRST) {
        grid.row(row.iter().map(Spot::new).collect());
    }
    let more =
        if more > 0 { paper.line(&format!("and {} more", count(more)), Tone::Faint) } else { String::new() };
    format!("{}{}{more}", paper.heading(title), grid.print(paper))
}
