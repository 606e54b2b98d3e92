//! Turns published data sets and single documents into workspace folders.

#[path = "../make_agency/folder.rs"]
mod folder;
mod live_sellers;
mod shop_page;
mod stamps;
mod tiktok_videos;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{FixedOffset, NaiveDate};
use clap::{Parser, Subcommand};

use folder::Failure;

/// Turns published data sets and single documents into workspace folders.
#[derive(Debug, Parser)]
#[command(name = "convert")]
struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Posts of live sellers: the data set "Facebook Live Sellers in Thailand" (UCI 488, CC BY 4.0).
    LiveSellers {
        /// The data set's Live.csv.
        csv: PathBuf,
        /// The folder to write.
        out: PathBuf,
        /// How far the stamps are ahead of UTC; the data set names no zone.
        #[arg(long, default_value = "+07:00", allow_hyphen_values = true)]
        offset: FixedOffset,
    },
    /// Short videos that were looked at once or twice.
    TiktokVideos {
        /// The folder with `raw_data.csv` and `recrawled_1v.csv`.
        folder: PathBuf,
        /// The folder to write.
        out: PathBuf,
        /// How far the scrape times are ahead of UTC; times of posting are UTC.
        #[arg(long, default_value = "+07:00", allow_hyphen_values = true)]
        offset: FixedOffset,
    },
    /// One page of a shop's video performance list.
    ShopPage {
        /// The document.
        file: PathBuf,
        /// The folder to write.
        out: PathBuf,
        /// The first day that was asked for.
        #[arg(long, default_value = "2026-08-01")]
        start: NaiveDate,
        /// The day after the last that was asked for.
        #[arg(long, default_value = "2026-08-24")]
        end: NaiveDate,
    },
}

fn main() -> ExitCode {
    let done = match Args::parse().what {
        What::LiveSellers { csv, out, offset } => live_sellers::convert(&csv, &out, offset),
        What::TiktokVideos { folder, out, offset } => tiktok_videos::convert(&folder, &out, offset),
        What::ShopPage { file, out, start, end } => shop_page::convert(&file, &out, start, end),
    };
    match done {
        Ok(said) => match writeln!(std::io::stdout().lock(), "{said}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => match writeln!(std::io::stderr().lock(), "convert: {error}") {
            Ok(()) => ExitCode::from(2),
            Err(_) => ExitCode::FAILURE,
        },
    }
}

/// The text of a file, without a byte order mark.
fn text_of(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// A failure with the file it is about.
fn of_file(path: &Path, error: impl std::fmt::Display) -> Failure {
    format!("{}: {error}", path.display()).into()
}
