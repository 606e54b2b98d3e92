//! Lists as files, by the library's own writers (EXP-1, EXP-2).

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use creator_compass::export::{
    ExportFormat, ExportOptions, Language, creators_table, pending_table, products_table,
    write as write_table,
};
use creator_compass::report::{Listing, ProductsAsk, products};

use crate::args::Screen;
use crate::failure::Failed;
use crate::load::argument;
use crate::report::Report;

/// Writes a list; the file's ending says how.
pub(crate) fn write(report: &Report<'_>, screen: Screen, file: &Path) -> Result<(), Failed> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let refused = |error| argument("--export", &error);
    let format = ExportFormat::of(ending).map_err(refused)?;
    let language = (format == ExportFormat::Xlsx).then_some(Language::English);
    let options = ExportOptions { format, language, made_at: report.view.clocks().now };
    let products = match screen {
        Screen::Products => {
            let listing = Listing::default();
            let ask =
                ProductsAsk { period: report.period, shop: None, creators: None, listing, compare: true };
            Some(products(report.view, &ask).map_err(|error| Failed::at("--screen", &error))?)
        }
        Screen::Creators | Screen::Pending => None,
    };
    let table = match (screen, &products) {
        (Screen::Products, Some(products)) => products_table(report.view, products),
        (Screen::Pending, _) => pending_table(&report.creators),
        _ => creators_table(report.view, &report.creators),
    };
    let to = File::create(file).map_err(|error| unwritable(file, &error))?;
    write_table(&table, options, BufWriter::new(to)).map_err(refused)
}

/// Writes a file.
pub(crate) fn put(file: &Path, bytes: &[u8]) -> Result<(), Failed> {
    std::fs::write(file, bytes).map_err(|error| unwritable(file, &error))
}

fn unwritable(file: &Path, error: &std::io::Error) -> Failed {
    Failed::new("report.output", format!("{}: cannot be written: {error}", file.display()))
}
