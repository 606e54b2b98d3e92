//! What may be asked on the command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Reports on a workspace folder: loads, overview, creators, and why things are hidden.
///
/// Exit codes: 0 fine; 1 rows were rejected under --strict; 2 bad input.
#[derive(Debug, Parser)]
#[command(name = "partner_report", version)]
pub(crate) struct Args {
    /// The folder with a workspace.toml; the example agency if none is given
    pub(crate) folder: Option<PathBuf>,
    /// The moment the report is made at, RFC 3339; else the folder's
    #[arg(long, value_name = "RFC3339")]
    pub(crate) now: Option<String>,
    /// Leaves out what was learned after this moment
    #[arg(long, value_name = "RFC3339")]
    pub(crate) known_at: Option<String>,
    /// yesterday, `last_7_days`, day:2026-06-01, week:2026-06-01 or custom:2026-06-01..2026-06-11 (end exclusive)
    #[arg(long)]
    pub(crate) period: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
    /// Explains whether a creator's day may be seen; without a day the last of the period
    #[arg(long, value_name = "CREATOR[:DAY]")]
    pub(crate) explain: Option<String>,
    /// The metrics of creators, or of the list that --screen names, such as `gmv,views[live]`
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    pub(crate) metrics: Vec<String>,
    /// One screen: overview, creators, pending, declining, videos, rising, video, products, product, match, goals, changes,
    /// profiles or lives; `:OF` is the id of a video or product, without one that of most GMV, or creator, product or channel for changes
    #[arg(long, value_name = "NAME[:OF]")]
    pub(crate) screen: Option<String>,
    /// How many rows a screen prints of a list
    #[arg(long, value_name = "ROWS", default_value = "20")]
    pub(crate) top: usize,
    /// What a shop is to reach in the period; else the folder's goals
    #[arg(long, value_name = "SHOP=AMOUNT")]
    pub(crate) goal: Vec<String>,
    /// Writes the list of a screen, creators without one, to a file; its ending says how: csv, json, arrow or xlsx
    #[arg(long, value_name = "FILE")]
    pub(crate) export: Option<PathBuf>,
    /// Writes the report as one self-contained page
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Exit with 1 if a row was rejected
    #[arg(long)]
    pub(crate) strict: bool,
    /// No progress
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// One object in the library's wire shapes; of a screen its list
    Json,
    /// The creators list, or that of a screen
    Csv,
}
