use super::codes::NONE;
use super::columns::Bits;
use super::row::{Kind, Place, Row};

/// A column of codes; rows that are not told have none.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodeSlice<'e> {
    pub(super) codes: &'e [u32],
    pub(super) told: Option<Bits<'e>>,
}

impl CodeSlice<'_> {
    #[inline]
    pub(super) fn get(&self, row: usize) -> u32 {
        let told = self.told.is_none_or(|told| told.get(row));
        if told { self.codes.get(row).copied().unwrap_or(NONE) } else { NONE }
    }
}

/// What small codes mean: acts, channels, affiliations.
pub(super) const UNKNOWN: u8 = u8::MAX;

/// Columns of one batch with all ids as codes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slices<'e> {
    /// Milliseconds.
    pub(super) at: &'e [i64],
    pub(super) acts: &'e [u8],
    pub(super) act_of: &'e [u8; 256],
    pub(super) channels: Option<&'e [u8]>,
    /// The place of a channel of no affiliation.
    pub(super) place_of: &'e [u8; 256],
    pub(super) affiliations: Option<&'e [u8]>,
    /// What an affiliation adds to a place.
    pub(super) affiliation_of: &'e [u8; 256],
    pub(super) creators: CodeSlice<'e>,
    /// From the codes of `creators` to numbers of creators; they are such if empty.
    pub(super) creator_of: &'e [u32],
    /// The number of a row that names no creator.
    pub(super) nobody: u32,
    pub(super) users: CodeSlice<'e>,
    pub(super) contents: Option<CodeSlice<'e>>,
    pub(super) products: Option<CodeSlice<'e>>,
    pub(super) shops: Option<CodeSlice<'e>>,
    pub(super) quantities: Option<&'e [u32]>,
    pub(super) amounts: Option<&'e [i64]>,
    pub(super) events: Option<CodeSlice<'e>>,
}

#[expect(
    clippy::indexing_slicing,
    reason = "all columns have the rows of `at`: checked when the batch is taken"
)]
impl Slices<'_> {
    #[inline]
    pub(super) fn act(&self, row: usize) -> u8 {
        self.act_of[usize::from(self.acts[row])]
    }
    #[inline]
    pub(super) fn channel(&self, row: usize) -> u8 {
        self.channels.map_or(9, |channels| self.place_of[usize::from(channels[row])])
    }
    #[inline]
    pub(super) fn affiliation(&self, row: usize) -> u8 {
        self.affiliations.map_or(0, |column| self.affiliation_of[usize::from(column[row])])
    }
    #[inline]
    pub(super) fn kind(&self, row: usize) -> Kind {
        Kind { act: self.act(row), place: Place(self.channel(row).wrapping_add(self.affiliation(row))) }
    }
    #[inline]
    pub(super) fn creator(&self, row: usize) -> u32 {
        let code = self.creators.get(row);
        if code == NONE {
            self.nobody
        } else if self.creator_of.is_empty() {
            code
        } else {
            self.creator_of[code as usize]
        }
    }
    #[inline]
    pub(super) fn content(&self, row: usize) -> u32 {
        self.contents.map_or(NONE, |contents| contents.get(row))
    }
    #[inline]
    pub(super) fn quantity(&self, row: usize) -> u32 {
        self.quantities.map_or(0, |quantities| quantities[row])
    }
    #[inline]
    pub(super) fn amount(&self, row: usize) -> i64 {
        self.amounts.map_or(0, |amounts| amounts[row])
    }
    /// A row of a day that begins at `start`.
    #[inline]
    pub(super) fn row(&self, row: usize, start: i64) -> Row {
        Row {
            kind: self.kind(row),
            creator: self.creator(row),
            time: u32::try_from(self.at[row] - start).unwrap_or(u32::MAX),
            user: self.users.get(row),
            content: self.content(row),
            product: self.products.map_or(NONE, |products| products.get(row)),
            shop: self.shops.map_or(NONE, |shops| shops.get(row)),
            quantity: self.quantity(row),
            amount: self.amount(row),
        }
    }
}

/// The rows of one day: columns cut to it, or rows that were sorted by day.
#[derive(Debug, Clone, Copy)]
pub(super) enum DaySource<'e> {
    Columns(DayColumns<'e>),
    Thin(ThinRows<'e>),
    Rows(&'e [Row]),
}

/// Columns cut to one day.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayColumns<'e> {
    /// When the day begins.
    pub(super) start: i64,
    pub(super) at: &'e [i64],
    /// Numbers of kinds.
    pub(super) kinds: &'e [u8],
    pub(super) creators: &'e [u32],
    /// From `creators` to numbers of creators; they are such if empty.
    pub(super) creator_of: &'e [u32],
    pub(super) users: &'e [u32],
    pub(super) contents: Option<&'e [u32]>,
    pub(super) products: Option<&'e [u32]>,
    pub(super) shops: Option<&'e [u32]>,
    pub(super) quantities: Option<&'e [u32]>,
    pub(super) amounts: Option<&'e [i64]>,
}

impl DayColumns<'_> {
    /// The number of a creator's code.
    #[inline]
    pub(super) fn number(&self, code: u32) -> u32 {
        if self.creator_of.is_empty() {
            code
        } else {
            self.creator_of.get(code as usize).copied().unwrap_or(NONE)
        }
    }
    fn row(&self, at: usize) -> Option<Row> {
        let code = |column: Option<&[u32]>| column.and_then(|column| column.get(at)).copied().unwrap_or(NONE);
        Some(Row {
            kind: Kind::numbered(*self.kinds.get(at)?),
            creator: self.number(*self.creators.get(at)?),
            time: u32::try_from(*self.at.get(at)? - self.start).unwrap_or(u32::MAX),
            user: *self.users.get(at)?,
            content: code(self.contents),
            product: code(self.products),
            shop: code(self.shops),
            quantity: self.quantities.and_then(|column| column.get(at)).copied().unwrap_or(0),
            amount: self.amounts.and_then(|column| column.get(at)).copied().unwrap_or(0),
        })
    }
}

/// A row in few words: kind and creator, time, user, content, product, shop. Plain words, so that room for many of them
/// is had without writing to it.
pub(super) type Thin = [u32; 6];

/// Creators below this fit beside a kind in one word.
pub(super) const THIN_CREATORS: u32 = 1 << 24;

/// Kind and creator of a thin row.
#[inline]
pub(super) fn kind_and_creator(row: &Thin) -> (u8, u32) {
    (row[0].to_le_bytes()[3], row[0] & (THIN_CREATORS - 1))
}

/// Rows of one day in few words, and what the valued ones among them carry, in their order.
#[derive(Debug, Clone, Copy)]
pub(super) struct ThinRows<'e> {
    pub(super) rows: &'e [Thin],
    pub(super) values: &'e [(u32, i64)],
    /// Whether any of the batch tells a shop.
    pub(super) has_shops: bool,
}

impl ThinRows<'_> {
    fn all(&self) -> impl Iterator<Item = Row> + '_ {
        let mut values = self.values.iter();
        self.rows.iter().map(move |thin| {
            let (kind, creator) = kind_and_creator(thin);
            let kind = Kind::numbered(kind);
            let value = if kind.is_valued() { values.next() } else { None };
            let (quantity, amount) = value.copied().unwrap_or_default();
            let [_, time, user, content, product, shop] = *thin;
            Row { kind, creator, time, user, content, product, shop, quantity, amount }
        })
    }
}

impl DaySource<'_> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Columns(columns) => columns.at.len(),
            Self::Thin(thin) => thin.rows.len(),
            Self::Rows(rows) => rows.len(),
        }
    }
    /// All rows.
    pub(super) fn rows(&self) -> Vec<Row> {
        match self {
            Self::Columns(columns) => (0..columns.at.len()).filter_map(|at| columns.row(at)).collect(),
            Self::Thin(thin) => thin.all().collect(),
            Self::Rows(rows) => rows.to_vec(),
        }
    }
}
