//! Loads all that a folder lists into a store: access logs, tables, documents, in the order listed.

use std::io::IsTerminal;

use creator_compass::access::AccessEvent;
use creator_compass::engine::{LoadReport, Store, Strictness, Workspace};
use creator_compass::fact::Batch;
use creator_compass::source::{DocumentKind, SourceContext, SourceError, read_csv, read_document};
use creator_compass::time::{Day, Instant, TimeError, Window};
use creator_compass::value::Failure;
use creator_compass::wire::{EventWire, WireError, read_events};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure::Failed;
use crate::folder::{DocumentEntry, Folder, TableEntry};

/// Fewer files than these are read before anybody looks.
const MANY_FILES: usize = 10;

/// A store, and what became of every row.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) store: Store,
    /// One a file, in the order loaded.
    pub(crate) loads: Vec<Load>,
    pub(crate) access: AccessCounts,
}

/// What became of the rows of a file.
#[derive(Debug)]
pub(crate) struct Load {
    /// The plain table, or the feed of a document.
    pub(crate) source: String,
    pub(crate) report: LoadReport,
}

/// What the access logs told.
#[derive(Debug, Default)]
pub(crate) struct AccessCounts {
    pub(crate) files: usize,
    pub(crate) events: usize,
    /// Events that were told twice.
    pub(crate) duplicates: usize,
}

/// Whether progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// On a terminal.
    Shown,
    /// Never.
    Quiet,
}

/// Loads the folder.
pub(crate) fn load(folder: &Folder, progress: Progress) -> Result<Loaded, Failed> {
    let config = &folder.config;
    let in_config = |error: WireError| wire_failure(&folder.place("the workspace"), &error);
    let wire = config.workspace();
    let workspace = Workspace {
        id: config.id.clone(),
        rules: wire.rules().map_err(in_config)?,
        currency: wire.currency().map_err(in_config)?,
        l2l: config.l2l,
    };
    let mut loaded =
        Loaded { store: Store::new(workspace), loads: Vec::new(), access: AccessCounts::default() };
    let bar = bar(config.access.len() + config.tables.len() + config.documents.len(), progress);
    let step = |file: &str| {
        bar.set_message(file.to_owned());
        bar.inc(1);
    };
    for file in &config.access {
        step(file);
        loaded.access(folder, file)?;
    }
    for entry in &config.tables {
        step(&entry.file);
        loaded.table(folder, entry)?;
    }
    for entry in &config.documents {
        step(&entry.file);
        loaded.document(folder, entry)?;
    }
    bar.finish_and_clear();
    Ok(loaded)
}

impl Loaded {
    /// Rows that were refused.
    pub(crate) fn rejected(&self) -> usize {
        self.loads.iter().map(|load| load.report.rejected.len()).sum()
    }
    fn access(&mut self, folder: &Folder, file: &str) -> Result<(), Failed> {
        let place = folder.path.join(file).display().to_string();
        let wires = read_events(&folder.text_of(file)?).map_err(|error| wire_failure(&place, &error))?;
        let events: Vec<AccessEvent> = wires
            .iter()
            .map(EventWire::read)
            .collect::<Result<_, _>>()
            .map_err(|e| wire_failure(&place, &e))?;
        let told = events.len();
        let new = self.store.record(events).map_err(|error| Failed::at(&place, &error))?;
        self.access.files += 1;
        self.access.events += new;
        self.access.duplicates += told.saturating_sub(new);
        Ok(())
    }
    fn table(&mut self, folder: &Folder, entry: &TableEntry) -> Result<(), Failed> {
        let place = folder.place(&format!("the table `{}`", entry.file));
        let in_config = |error: TimeError| Failed::at(&place, &error);
        let mut complete = Vec::new();
        for window in &entry.complete {
            complete.push(window.read().map_err(|error| wire_failure(&place, &error))?);
        }
        let context = SourceContext {
            complete,
            ..self.context(&entry.file, Instant::parse(&entry.observed_at).map_err(in_config)?)
        };
        let batch = read_csv(&entry.table, &folder.text_of(&entry.file)?, &context);
        self.take(folder, &entry.table, batch.map_err(|error| source_failure(folder, &place, &error))?)
    }
    fn document(&mut self, folder: &Folder, entry: &DocumentEntry) -> Result<(), Failed> {
        let place = folder.place(&format!("the document `{}`", entry.file));
        let in_config = |error: TimeError| Failed::at(&place, &error);
        let kind = DocumentKind::of(&entry.kind).map_err(|error| Failed::at(&place, &error))?;
        let window = match (&entry.start, &entry.end) {
            (Some(start), Some(end)) => {
                let end = Day::parse(end).map_err(in_config)?;
                Some(Window::new(Day::parse(start).map_err(in_config)?, Some(end)).map_err(in_config)?)
            }
            (None, None) => None,
            _ => {
                let text = format!("{place}: has one of `start` and `end`; expected both or none");
                return Err(Failed::new("report.window.halved", text));
            }
        };
        let context = SourceContext {
            window,
            ..self.context(&entry.file, Instant::parse(&entry.observed_at).map_err(in_config)?)
        };
        let batch = read_document(kind, &folder.text_of(&entry.file)?, &context);
        self.take(folder, kind.feed(), batch.map_err(|error| source_failure(folder, &place, &error))?)
    }
    fn context(&self, file: &str, observed_at: Instant) -> SourceContext {
        let workspace = self.store.workspace();
        SourceContext {
            file: file.to_owned(),
            observed_at,
            window: None,
            complete: Vec::new(),
            calendar: workspace.rules.calendar,
            currency: workspace.currency,
        }
    }
    fn take(&mut self, folder: &Folder, source: &str, batch: Batch) -> Result<(), Failed> {
        let file = folder.path.join(&batch.file);
        let report = self.store.load(batch, Strictness::Report);
        let report = report.map_err(|error| Failed::at(file.display(), &error))?;
        self.loads.push(Load { source: source.to_owned(), report });
        Ok(())
    }
}

/// A failure of a file, which names itself, or of the entry that lists it.
fn source_failure(folder: &Folder, place: &str, error: &SourceError) -> Failed {
    match error {
        SourceError::UnknownTable { .. } | SourceError::UnknownDocument { .. } => Failed::at(place, error),
        _ => Failed::at(folder.path.display(), error),
    }
}

/// A failure of a wire shape; the line, where there is one, belongs to the place.
pub(crate) fn wire_failure(place: &str, error: &WireError) -> Failed {
    let line = error.details.get("line").map_or(String::new(), |line| format!(" line {line}"));
    Failed::new(error.code, format!("{place}{line}: {}", error.message))
}

fn bar(files: usize, progress: Progress) -> ProgressBar {
    if progress == Progress::Quiet || files < MANY_FILES || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(u64::try_from(files).ok(), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A failure of an argument.
pub(crate) fn argument(name: &str, error: &impl Failure) -> Failed {
    Failed::at(format_args!("the argument {name}"), error)
}
