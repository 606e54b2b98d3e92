use crate::time::{Calendar, Day, Instant, Window};
use crate::value::Currency;

/// What a document does not say of itself.
#[derive(Debug, Clone)]
pub struct SourceContext {
    /// The file, for messages.
    pub file: String,
    /// When it was looked at.
    pub observed_at: Instant,
    /// The days asked for: `start_date_ge` to `end_date_lt` (SRC-5, SRC-12).
    pub window: Option<Window<Day>>,
    /// Days for which the source is declared complete, beside the window.
    pub complete: Vec<Window<Day>>,
    /// The calendar of the shop's zone.
    pub calendar: Calendar,
    /// The workspace's currency: rows in another are refused (MET-4).
    pub currency: Currency,
}
