use crate::fact::AliasKind;
use crate::time::{Instant, Window};
use crate::value::{Details, ErrorKind, Failure, details};

/// What a time column counts, since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Millis,
    /// Microseconds; finer parts than a millisecond are cut off.
    Micros,
    /// Nanoseconds; finer parts than a millisecond are cut off.
    Nanos,
}

/// A bit a row, least significant first, as Arrow lays them: 1 is told, 0 is absent.
#[derive(Debug, Clone, Copy)]
pub struct Bits<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// The bit of the first row.
    pub offset: usize,
}

impl Bits<'_> {
    /// Whether a row is told.
    #[must_use]
    #[inline]
    pub fn get(&self, row: usize) -> bool {
        let at = self.offset.saturating_add(row);
        self.bytes.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }
    /// 64 rows from one on, the first in the lowest bit; none where they are not all there.
    #[inline]
    pub(super) fn word(&self, row: usize) -> Option<u64> {
        let at = self.offset.saturating_add(row);
        let bytes = self.bytes.get(at / 8..(at / 8).saturating_add(8))?;
        let low = u64::from_le_bytes(bytes.try_into().ok()?);
        if at.is_multiple_of(8) {
            return Some(low);
        }
        let next = self.bytes.get((at / 8).saturating_add(8)).copied()?;
        Some(low >> (at % 8) | u64::from(next) << (64 - at % 8))
    }
}

/// Ids of a column, borrowed as they lie. A whole number is the id that its decimal text is.
#[derive(Debug, Clone)]
pub enum IdValues<'a> {
    /// Whole numbers of 32 bits.
    U32(&'a [u32]),
    /// Whole numbers of 64 bits.
    U64(&'a [u64]),
    /// Whole numbers of 64 bits that are not negative.
    I64(&'a [i64]),
    /// Texts one behind the other: row `i` is `bytes[offsets[i]..offsets[i + 1]]`.
    Utf8 {
        /// Where each text begins, and where the last ends.
        offsets: &'a [i32],
        /// The texts.
        bytes: &'a [u8],
    },
    /// As `Utf8`, for more than 2 GiB.
    LargeUtf8 {
        /// Where each text begins, and where the last ends.
        offsets: &'a [i64],
        /// The texts.
        bytes: &'a [u8],
    },
    /// Texts each by itself.
    Texts(Vec<&'a str>),
    /// Places in a list of ids.
    Dictionary {
        /// A place a row.
        keys: &'a [u32],
        /// The ids.
        values: Box<IdColumn<'a>>,
    },
}

/// A column of ids, and which rows tell one.
#[derive(Debug, Clone)]
pub struct IdColumn<'a> {
    /// The ids.
    pub values: IdValues<'a>,
    /// Which rows tell one; all if none.
    pub told: Option<Bits<'a>>,
}

impl<'a> IdColumn<'a> {
    /// A column that tells every row.
    #[must_use]
    pub fn new(values: IdValues<'a>) -> Self {
        Self { values, told: None }
    }
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.values {
            IdValues::U32(values) => values.len(),
            IdValues::U64(values) => values.len(),
            IdValues::I64(values) => values.len(),
            IdValues::Utf8 { offsets, .. } => offsets.len().saturating_sub(1),
            IdValues::LargeUtf8 { offsets, .. } => offsets.len().saturating_sub(1),
            IdValues::Texts(texts) => texts.len(),
            IdValues::Dictionary { keys, .. } => keys.len(),
        }
    }
    /// Whether it has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A column of few names: a place a row in a list of them. [`Names::NONE`] is absent.
#[derive(Debug, Clone)]
pub struct Names<'a> {
    /// A place a row.
    pub codes: &'a [u8],
    /// The names.
    pub names: Vec<&'a str>,
}

impl Names<'_> {
    /// The place of what is not told.
    pub const NONE: u8 = u8::MAX;
}

/// Acts of users as columns of equal length, borrowed as they lie (SRC-1): the table `interactions` without a copy a row.
#[derive(Debug, Clone)]
pub struct InteractionColumns<'a> {
    /// When, since 1970-01-01T00:00:00Z.
    pub at: &'a [i64],
    /// What `at` counts.
    pub unit: TimeUnit,
    /// By whom.
    pub user: IdColumn<'a>,
    /// What was done; names of [`Act`](crate::fact::Act).
    pub act: Names<'a>,
    /// Whose content it was done on.
    pub creator: IdColumn<'a>,
    /// What sort of name `creator` is; the partner's own id if none (SRC-13).
    pub creator_name: Option<AliasKind>,
    /// The channel; names of [`Channel`](crate::fact::Channel).
    pub channel: Option<Names<'a>>,
    /// The LIVE room of a row of channel `live`, the video of one of channel `video`.
    pub content: Option<IdColumn<'a>>,
    /// The product.
    pub product: Option<IdColumn<'a>>,
    /// The shop.
    pub shop: Option<IdColumn<'a>>,
    /// Whose shop sold it; names of [`Affiliation`](crate::fact::Affiliation).
    pub affiliation: Option<Names<'a>>,
    /// Pieces, or seconds watched; 0 where an act has none.
    pub quantity: Option<&'a [u32]>,
    /// The amount in 10⁻⁶ units of the workspace's currency; 0 where an act has none.
    pub amount: Option<&'a [i64]>,
    /// The id of the act: then it is the key (SRC-7).
    pub event: Option<IdColumn<'a>>,
}

/// What columns do not say of themselves.
#[derive(Debug, Clone)]
pub struct ColumnLoad {
    /// The source, for messages.
    pub file: String,
    /// When it was looked at (SRC-7).
    pub observed_at: Instant,
    /// Days for which the table is complete with this load.
    pub complete: Vec<Window<crate::time::Day>>,
    /// Whether one refused row refuses the whole load.
    pub strictness: super::super::load::Strictness,
}

/// Columns that are no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// Columns of different lengths.
    #[error("column `{column}` has {length} rows; expected {expected}")]
    Length {
        /// The column.
        column: &'static str,
        /// Its rows.
        length: usize,
        /// The rows of `at`.
        expected: usize,
    },
    /// More rows than one load can take.
    #[error("{rows} rows in one load; expected at most {limit}")]
    TooMany {
        /// How many.
        rows: usize,
        /// The most.
        limit: usize,
    },
}

impl Failure for ColumnError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Invalid
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "source.column.length",
            Self::TooMany { .. } => "source.column.too_many",
        }
    }
    fn rule(&self) -> &'static str {
        "SRC-1"
    }
    fn details(&self) -> Details {
        match self {
            Self::Length { column, length, expected } => {
                details! { "column": column, "length": length, "expected": expected }
            }
            Self::TooMany { rows, limit } => details! { "rows": rows, "limit": limit },
        }
    }
}
