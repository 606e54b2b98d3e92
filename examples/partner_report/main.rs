//! The partner's report on a workspace folder: what was loaded, the overview, the creators, and why things are hidden.

mod args;
mod columns;
mod creators;
mod csv;
mod explain;
mod export;
mod failure;
mod figures;
mod folder;
mod head;
mod html;
mod json;
mod lines;
mod list;
mod load;
mod loads;
mod notes;
mod overview;
mod paper;
mod pending;
mod period;
mod report;
mod screen;
mod screens;
mod words;

use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use creator_compass::export::ExportFormat;
use creator_compass::time::Instant;

use args::{Args, Format};
use failure::Failed;
use folder::Folder;
use load::Progress;
use paper::Paper;
use report::Report;
use screen::Screen;

fn main() -> ExitCode {
    let (text, code) = match run(&Args::parse()) {
        Ok(done) => done,
        Err(failed) => {
            // Nobody is left to tell when standard error is closed.
            let _told = writeln!(std::io::stderr().lock(), "{failed}");
            return ExitCode::from(2);
        }
    };
    let mut out = std::io::stdout().lock();
    match out.write_all(&text).and_then(|()| out.flush()) {
        Ok(()) => code,
        // The reader has seen enough: `| head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => code,
        Err(error) => {
            let _told =
                writeln!(std::io::stderr().lock(), "partner_report: cannot write: {error} [report.output]");
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(Vec<u8>, ExitCode), Failed> {
    let folder = Folder::open(&args.folder.clone().unwrap_or_else(agency))?;
    let (now_place, now) = setting(&folder, "now", args.now.as_ref(), folder.config.now.as_ref());
    let now = now.ok_or_else(|| {
        let text = format!("{now_place}: is not given; expected `now` there or the argument --now");
        Failed::new("report.now.missing", text)
    })?;
    let now = Instant::parse(now).map_err(|error| Failed::at(now_place, &error))?;
    let known_at = args.known_at.as_deref().map(Instant::parse).transpose();
    let known_at = known_at.map_err(|error| load::argument("--known-at", &error))?;
    let (place, period) = setting(&folder, "period", args.period.as_ref(), folder.config.period.as_ref());
    let picker = period::read(period.map_or("last_7_days", String::as_str), &place)?;
    let screen = args.screen.as_deref().map(Screen::read).transpose()?;
    if args.explain.is_some() && args.format == Format::Csv {
        return Err(Failed::new("report.format.not_offered", "--explain has no csv; expected table or json"));
    }

    let loaded = load::load(&folder, if args.quiet { Progress::Quiet } else { Progress::Shown })?;
    let view = match known_at {
        Some(known_at) => loaded.store.view_as_known(now, known_at),
        None => loaded.store.view(now),
    };
    let period = period::resolve(&view, picker, &place)?;
    let code = ExitCode::from(u8::from(args.strict && loaded.rejected() > 0));
    let failed =
        |error: &dyn std::error::Error| Failed::new("report.output", format!("cannot be written: {error}"));
    if let Some(asked) = &args.explain {
        let explanation = explain::explain(&view, period, asked)?;
        let text = match args.format {
            Format::Json => json::explanation(&explanation).map_err(|error| failed(&error))?,
            Format::Table | Format::Csv => explanation.print(&view, Paper::of_stdout()),
        };
        return Ok((text.into_bytes(), code));
    }
    let report = Report::ask(&folder, &loaded, &view, period, args, screen.as_ref())?;
    if let Some(file) = &args.export {
        export::write(&report, screen.as_ref().unwrap_or(&Screen::Creators), file)?;
    }
    if let Some(file) = &args.html {
        export::put(file, html::print(&report)?.as_bytes())?;
    }
    if args.export.is_some() || args.html.is_some() {
        let files = args.export.iter().chain(&args.html);
        let told = files.map(|file| format!("wrote {}\n", file.display()));
        return Ok((told.collect::<String>().into_bytes(), code));
    }
    let text = match (args.format, &screen) {
        (Format::Table, None) => report.print(Paper::of_stdout()).into_bytes(),
        (Format::Table, Some(screen)) => report.print_screen(screen, Paper::of_stdout())?.into_bytes(),
        (Format::Json, Some(screen)) => export::bytes(&report, screen, ExportFormat::Json)?,
        (Format::Csv, Some(screen)) => export::bytes(&report, screen, ExportFormat::Csv)?,
        (Format::Json, None) => json::print(&report).map_err(|error| failed(&error))?.into_bytes(),
        (Format::Csv, None) => {
            csv::print(&report.creators, report.currency()).map_err(|error| failed(&error))?
        }
    };
    Ok((text, code))
}

/// An argument, or else what the folder says; and where it stands.
fn setting<'a>(
    folder: &Folder,
    name: &str,
    argument: Option<&'a String>,
    config: Option<&'a String>,
) -> (String, Option<&'a String>) {
    match argument {
        Some(given) => (format!("the argument --{name}"), Some(given)),
        None => (folder.place(&format!("`{name}`")), config),
    }
}

/// The example agency of this repository.
fn agency() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/agency");
    if here.is_dir() { here } else { PathBuf::from("./examples/data/agency") }
}
