//! TikTok Shop's own documents, and plain tables, read into checked rows (SRC). One file a document.

mod affiliate_orders;
mod context;
mod envelope;
mod error;
mod field;
mod live_list;
mod product_list;
mod rate;
mod table;
mod video_list;

pub use context::SourceContext;
pub use envelope::{DocumentKind, read_document};
pub use error::SourceError;
pub use rate::RateEncoding;
pub use table::{read_csv, read_rows};
