//! Lists as files, by the library's own writers (EXP-1, EXP-2).

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use creator_compass::export::{
    ExportFormat, ExportOptions, ExportTable, Language, changes_table, creators_table, declining_table,
    goals_table, livestreams_table, matches_table, pending_table, product_channels_table, products_table,
    profiles_table, rising_table, videos_table, write as write_table,
};
use creator_compass::privacy::Ledger;
use creator_compass::report::{
    DecliningAsk, ProfilesAsk, changes, declining_creators, livestreams, product_channels, products, videos,
};

use crate::failure::Failed;
use crate::load::argument;
use crate::report::Report;
use crate::screen::{NAMES, Screen};
use crate::screens::{self, refused};

/// The screens that are no list.
const NO_LISTS: [&str; 2] = ["overview", "video"];

/// Writes a list to a file; its ending says how. What is refused leaves no file.
pub(crate) fn write(report: &Report<'_>, screen: &Screen, file: &Path) -> Result<(), Failed> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let format = ExportFormat::of(ending).map_err(|error| argument("--export", &error))?;
    list(report, screen, &mut |table| {
        let to = File::create(file).map_err(|error| unwritable(file, &error))?;
        give(report, table, format, BufWriter::new(to))
    })
}

/// A list as the bytes of a file.
pub(crate) fn bytes(report: &Report<'_>, screen: &Screen, format: ExportFormat) -> Result<Vec<u8>, Failed> {
    let mut bytes = Vec::new();
    list(report, screen, &mut |table| give(report, table, format, &mut bytes))?;
    Ok(bytes)
}

fn give(
    report: &Report<'_>,
    table: &ExportTable<'_>,
    format: ExportFormat,
    to: impl Write + Send,
) -> Result<(), Failed> {
    let language = (format == ExportFormat::Xlsx).then_some(Language::English);
    let options = ExportOptions { format, language, made_at: report.view.clocks().now };
    write_table(table, options, to).map_err(|error| argument("--export", &error))
}

/// Asks the list of a screen, all of it, and gives its table.
fn list(
    report: &Report<'_>,
    screen: &Screen,
    give: &mut dyn FnMut(&ExportTable<'_>) -> Result<(), Failed>,
) -> Result<(), Failed> {
    let (view, period, metrics) = (report.view, report.period, report.metrics.as_slice());
    match screen {
        Screen::Creators => give(&creators_table(view, &report.creators)),
        Screen::Pending => give(&pending_table(&report.creators)),
        Screen::Declining => {
            let answer = declining_creators(view, &DecliningAsk::new(period));
            give(&declining_table(view, &answer.map_err(|error| refused(&error))?))
        }
        Screen::Videos => {
            let answer = videos(view, &screens::videos_ask(period, metrics));
            give(&videos_table(view, &answer.map_err(|error| argument("--metrics", &error))?))
        }
        Screen::Lives => {
            let answer = livestreams(view, &screens::lives_ask(period, metrics));
            give(&livestreams_table(view, &answer.map_err(|error| argument("--metrics", &error))?))
        }
        Screen::Rising => give(&rising_table(view, &screens::rising_of(report, None)?)),
        Screen::Products => {
            let answer = products(view, &screens::products_ask(period, metrics));
            give(&products_table(view, &answer.map_err(|error| argument("--metrics", &error))?))
        }
        Screen::Product(id) => {
            let ask = screens::channels_ask(period, &screens::product_of(report, id.as_deref())?, metrics);
            let answer = product_channels(view, &ask).map_err(|error| argument("--metrics", &error))?;
            give(&product_channels_table(view, &answer))
        }
        Screen::Match(id) => {
            let product = screens::product_of(report, id.as_deref())?;
            give(&matches_table(&screens::matched(report, &product, &mut Ledger::new())?))
        }
        Screen::Goals => give(&goals_table(view, &screens::goals_asked(report)?)),
        Screen::Changes(by) => {
            let answer = changes(view, &screens::whole_ask(report, *by));
            give(&changes_table(view, &answer.map_err(|error| refused(&error))?))
        }
        Screen::Profiles => {
            let answer = screens::profiles_shown(report, &ProfilesAsk::new(period), &mut Ledger::new())?;
            give(&profiles_table(&answer))
        }
        Screen::Overview | Screen::Video(_) => {
            let lists = NAMES.iter().filter(|name| !NO_LISTS.contains(name)).copied();
            let lists = lists.collect::<Vec<_>>().join(", ");
            let text = format!("the argument --screen: it names no list; expected one of {lists}");
            Err(Failed::new("report.screen.no_list", text))
        }
    }
}

/// Writes a file.
pub(crate) fn put(file: &Path, bytes: &[u8]) -> Result<(), Failed> {
    std::fs::write(file, bytes).map_err(|error| unwritable(file, &error))
}

fn unwritable(file: &Path, error: &std::io::Error) -> Failed {
    Failed::new("report.output", format!("{}: cannot be written: {error}", file.display()))
}
