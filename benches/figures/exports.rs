//! A list of half a million rows as a file, with `--features exports`: `figures exports --format csv [--rows N]`.
use std::fs::File;
use std::io::{BufWriter, Write as _};

use creator_compass::engine::{Dimension, Query, Store};
use creator_compass::export::{ExportFormat, ExportOptions, ExportTable, answer_table, write};
use creator_compass::time::{Instant, Picker, Screen};
use creator_compass_benches::FixtureError;
use creator_compass_benches::workload::{NOW_MILLIS, stopwatch};
use peak_alloc::PeakAlloc;

use crate::engine::{failed, threads};
use crate::generated::{self, Told};
use crate::measure::{figure, say};

const METRICS: &[&str] = &["gmv", "views", "sku_orders", "ctr", "commission"];

fn arguments(all: &[String]) -> Result<(ExportFormat, usize), FixtureError> {
    let wrong =
        || FixtureError("usage: figures exports --format csv|json|arrow|parquet|xlsx [--rows N]".to_owned());
    let (mut format, mut rows) = (None, 500_000);
    for pair in all.chunks(2) {
        match pair {
            [flag, name] if flag == "--format" => format = Some(ExportFormat::of(name).map_err(failed)?),
            [flag, count] if flag == "--rows" => rows = count.parse().map_err(|_| wrong())?,
            _ => return Err(wrong()),
        }
    }
    Ok((format.ok_or_else(wrong)?, rows))
}

/// Counts what is allocated: what the system says of a process holds what was freed before, too.
#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

/// Makes the store, asks, and writes.
pub(crate) fn figures(all: &[String]) -> Result<(), FixtureError> {
    let (format, rows) = arguments(all)?;
    threads()?;
    let store = generated::store(Told::Sums)?;
    exported(&store, format, rows)
}

fn exported(store: &Store, format: ExportFormat, rows: usize) -> Result<(), FixtureError> {
    let now = Instant::from_millis(NOW_MILLIS)?;
    let view = store.view(now);
    let period = view.resolve(Screen::Product, Picker::Last28Days).map_err(failed)?;
    let query = Query::new(period, METRICS).group_by(&[Dimension::Content, Dimension::Product]).top(rows);
    let (asked, answer) = stopwatch(|| view.query(&query));
    let answer = answer.map_err(failed)?;
    let asked_for = answer_table(&view, &answer);
    if asked_for.is_empty() {
        return Err(FixtureError("the store shows nothing".to_owned()));
    }
    // Where fewer may be seen they come again, so that the file has as many as are measured.
    say(&format!("# {} of the rows are distinct", asked_for.len().min(rows)))?;
    let (list, columns, distinct) = (asked_for.name, asked_for.columns.clone(), asked_for.len());
    let table = ExportTable::new(list, columns, rows, move |number, cells| {
        asked_for.row(number % distinct, cells);
    });
    say(&format!("# {rows} rows of {} columns, asked in {:.2} s", table.columns.len(), asked.as_secs_f64()))?;
    let name = format.as_str();
    let file = std::env::temp_dir().join(format!("creator-compass-figures-{}.{name}", std::process::id()));
    let before = PEAK.current_usage_as_mb();
    PEAK.reset_peak_usage();
    let options = ExportOptions { format, language: None, made_at: now };
    let (took, written) = stopwatch(|| -> Result<u64, FixtureError> {
        let mut to = BufWriter::new(File::create(&file).map_err(failed)?);
        write(&table, options, &mut to).map_err(failed)?;
        to.flush().map_err(failed)?;
        Ok(std::fs::metadata(&file).map_err(failed)?.len())
    });
    let peak = PEAK.peak_usage_as_mb();
    std::fs::remove_file(&file).map_err(failed)?;
    #[expect(clippy::cast_precision_loss, reason = "it is printed with two digits")]
    let size = written? as f64 / 1_048_576.0;
    figure(&format!("exports.{name}"), took.as_secs_f64(), "s")?;
    figure(&format!("exports.{name}.size"), size, "MB")?;
    figure(&format!("exports.{name}.memory"), f64::from(peak - before).max(0.0), "MB")?;
    Ok(())
}
