//! Lists as tables, and tables as files: CSV, JSON, and behind features Arrow, Parquet and workbooks (EXP-1, EXP-2).
//!
//! A figure that is hidden or undefined is an empty cell, never 0, and the column after it says why.

#[cfg(feature = "arrow")]
mod arrow;
mod creators;
mod csv;
mod error;
mod format;
mod inert;
mod json;
mod lists;
mod live;
mod livestreams;
#[cfg(feature = "parquet")]
mod parquet;
mod product_channels;
mod products;
mod profiles;
mod table;
mod text;
mod videos;
#[cfg(feature = "xlsx")]
mod xlsx;
#[cfg(all(feature = "xlsx", not(feature = "xlsx-spool")))]
#[path = "xlsx_held.rs"]
mod xlsx_sheet;
#[cfg(feature = "xlsx-spool")]
#[path = "xlsx_spooled.rs"]
mod xlsx_sheet;

pub use creators::{changes_table, declining_table, matches_table};
pub use error::ExportError;
pub use format::{ExportFormat, ExportOptions, Language, write};
pub use inert::inert;
pub use lists::{answer_table, creators_table, pending_table};
pub use live::live_trend_table;
pub use livestreams::{livestream_recap_table, livestreams_table};
pub use product_channels::product_channels_table;
pub use products::{goals_table, products_table};
pub use profiles::profiles_table;
pub use table::{ColumnKind, ExportCell, ExportColumn, ExportTable, Label};
pub use videos::{rising_table, videos_table};
