//! Workload W: a seeded table of user-level interactions of half a year, who may see what of it, and the questions asked.
//!
//! The same seed gives the same rows, the same log and the same questions on every machine: only whole numbers are drawn.
//! Which creator-days are visible is told by a rule of its own, not by the library: peers join with it, and a test holds
//! the library to it.

mod access;
mod answers;
mod files;
mod ids;
mod questions;
mod reference;
mod sum;
mod table;

pub use access::{Access, access, rules};
pub use answers::{AnswerFile, Column};
pub use files::{StoredConfig, read_columns, read_config, read_questions, write_all};
pub use ids::{Text, Texts, creator_id, texts};
pub use questions::{Days, Question, Questions, questions};
pub use reference::answer_all;
pub use sum::{plain_sum, stopwatch};
pub use table::{Columns, columns};

/// No content, no product.
pub const NONE: u32 = u32::MAX;
/// How many days the table tells of: those before [`TODAY`].
pub const DAYS: u32 = 180;
/// 2026-07-01, in days since 1970-01-01.
pub const TODAY: i32 = 20_635;
/// 2026-01-02, in days since 1970-01-01.
pub const FIRST_DAY: i32 = 20_455;
/// How far the business zone, Asia/Jakarta, is before UTC; it has no daylight saving time.
pub const ZONE_MILLIS: i64 = 7 * 3_600_000;
/// A day.
pub const DAY_MILLIS: i64 = 86_400_000;
/// The moment all is asked at: 2026-07-01T03:00:00Z, ten o'clock in Jakarta.
pub const NOW_MILLIS: i64 = TODAY as i64 * DAY_MILLIS + 3 * 3_600_000;

/// Somebody saw a video or a LIVE.
pub const VIEW: u8 = 0;
/// Somebody was shown a product.
pub const PRODUCT_IMPRESSION: u8 = 1;
/// Somebody clicked on a product.
pub const PRODUCT_CLICK: u8 = 2;
/// Somebody liked.
pub const LIKE: u8 = 3;
/// Somebody bought.
pub const PURCHASE: u8 = 4;
/// Somebody was paid back.
pub const REFUND: u8 = 5;
/// The names of the acts, by number.
pub const ACTS: [&str; 6] = ["view", "product_impression", "product_click", "like", "purchase", "refund"];

/// A LIVE room.
pub const LIVE: u8 = 0;
/// A video.
pub const VIDEO: u8 = 1;
/// A product's card.
pub const CARD: u8 = 2;
/// The names of the channels, by number.
pub const CHANNELS: [&str; 3] = ["live", "video", "card"];

/// In which form the rows come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Whole numbers as ids, sorted by time.
    Sorted,
    /// The same rows in random order.
    Shuffled,
    /// The rows of [`Form::Sorted`] with texts as ids.
    Strings,
}

impl Form {
    /// The name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sorted => "sorted",
            Self::Shuffled => "shuffled",
            Self::Strings => "strings",
        }
    }
    /// The form of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Sorted, Self::Shuffled, Self::Strings].into_iter().find(|form| form.as_str() == name)
    }
}

/// What to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// How many rows.
    pub rows: u32,
    /// Rows and access log follow from it.
    pub seed: u64,
    /// In which form.
    pub form: Form,
    /// How many creators; those of the workload are 5 000.
    pub creators: u32,
    /// How many rooms and videos; 200 000.
    pub contents: u32,
    /// How many products; 20 000.
    pub products: u32,
    /// How many users; 3 000 000.
    pub users: u32,
}

impl Config {
    /// The workload's sizes.
    #[must_use]
    pub fn new(rows: u32, seed: u64, form: Form) -> Self {
        Self { rows, seed, form, creators: 5_000, contents: 200_000, products: 20_000, users: 3_000_000 }
    }
    /// The same on a small scale, for tests.
    #[must_use]
    pub fn small(rows: u32, seed: u64, form: Form) -> Self {
        Self { rows, seed, form, creators: 60, contents: 500, products: 90, users: 1_000 }
    }
}

#[cfg(test)]
#[path = "workload_tests.rs"]
mod tests;
