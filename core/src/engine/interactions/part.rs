use std::ops::Range;

use super::codes::NONE;
use super::row::{Kind, Row, order};
use super::slices::{DayColumns, DaySource};
use crate::time::Instant;

/// A column in which most days say one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Column {
    Same(u32),
    Each(Vec<u32>),
}

impl Column {
    fn compact(column: Vec<u32>) -> Self {
        match column.first().copied() {
            None => Self::Same(NONE),
            Some(first) if column.iter().all(|value| *value == first) => Self::Same(first),
            Some(_) => Self::Each(column),
        }
    }
    #[inline]
    pub(crate) fn get(&self, at: usize) -> u32 {
        match self {
            Self::Same(value) => *value,
            Self::Each(column) => column.get(at).copied().unwrap_or(NONE),
        }
    }
    fn bytes(&self) -> usize {
        match self {
            Self::Same(_) => 0,
            Self::Each(column) => column.capacity() * 4,
        }
    }
}

/// The rows of one kind in a part: a range of its runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) kind: Kind,
    first: u32,
    end: u32,
}

impl Segment {
    /// Its runs.
    pub(crate) fn runs(self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// Rows of one day that were observed at one moment, clustered by kind and creator.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) observed_at: Instant,
    segments: Vec<Segment>,
    /// The creator of each run.
    run_creators: Vec<u32>,
    /// The first row of each run, and the number of rows.
    run_starts: Vec<u32>,
    times: Vec<u32>,
    pub(crate) users: Vec<u32>,
    pub(crate) contents: Column,
    pub(crate) products: Column,
    pub(crate) shops: Column,
    /// The first row that carries a quantity or an amount; such kinds lie last.
    valued_row: u32,
    valued_run: u32,
    quantities: Vec<u32>,
    amounts: Vec<i64>,
    /// Sums of the valued runs.
    run_quantities: Vec<u64>,
    run_amounts: Vec<i128>,
}

/// Buffers that building a part needs, kept from one day to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    counts: Vec<u32>,
    places: Vec<u32>,
}

/// Where the counts of each kind lie, a place a creator.
struct Blocks {
    of: [usize; 256],
    kinds: Vec<u8>,
    refs: usize,
}

impl Blocks {
    #[inline]
    fn of_kind(&mut self, kind: u8, counts: &mut Vec<u32>) -> usize {
        let known = self.of.get(usize::from(kind)).copied().unwrap_or(usize::MAX);
        if known == usize::MAX { self.begin(kind, counts) } else { known }
    }
    #[cold]
    fn begin(&mut self, kind: u8, counts: &mut Vec<u32>) -> usize {
        let block = self.kinds.len() * self.refs;
        if let Some(slot) = self.of.get_mut(usize::from(kind)) {
            *slot = block;
        }
        self.kinds.push(kind);
        counts.resize(block + self.refs, 0);
        block
    }
}

/// Puts codes where their rows go; false where there is no such column.
#[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
fn put(codes: Option<&[u32]>, out: &mut [u32], places: &[u32]) -> bool {
    let Some(codes) = codes else { return false };
    for (code, place) in codes.iter().zip(places) {
        out[*place as usize] = *code;
    }
    true
}

/// A column of all sources; what a source does not tell is none.
#[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
fn column(
    sources: &[DaySource<'_>],
    places: &[u32],
    rows: usize,
    of_columns: impl Fn(&DayColumns<'_>, &mut [u32], &[u32]) -> bool,
    of_row: impl Fn(&Row) -> u32,
) -> Vec<u32> {
    let mut out = vec![0; rows];
    let mut first = 0;
    for source in sources {
        let places = &places[first..first + source.len()];
        first += source.len();
        match source {
            DaySource::Columns(columns) => {
                if !of_columns(columns, &mut out, places) {
                    for place in places {
                        out[*place as usize] = NONE;
                    }
                }
            }
            DaySource::Rows(all) => {
                for (row, place) in all.iter().zip(places) {
                    out[*place as usize] = of_row(row);
                }
            }
        }
    }
    out
}

/// A column of codes; one where all sources lack it takes no room.
fn coded(
    sources: &[DaySource<'_>],
    places: &[u32],
    rows: usize,
    of_columns: impl Fn(&DayColumns<'_>, &mut [u32], &[u32]) -> bool,
    of_row: impl Fn(&Row) -> u32,
) -> Column {
    let lacks = |source: &DaySource<'_>| match source {
        DaySource::Columns(columns) => !of_columns(columns, &mut [], &[]),
        DaySource::Rows(_) => false,
    };
    if sources.iter().all(lacks) {
        return Column::Same(NONE);
    }
    Column::compact(column(sources, places, rows, of_columns, of_row))
}

#[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a day has less than 2^32 rows, the loader refuses more, and 90 000 000 ms at most"
)]
impl Part {
    /// Clusters the rows of a day.
    pub(super) fn build(
        observed_at: Instant,
        sources: &[DaySource<'_>],
        refs: usize,
        scratch: &mut Scratch,
    ) -> Self {
        let rows: usize = sources.iter().map(DaySource::len).sum();
        // Counting takes a place for each creator and kind; for few rows of many creators sorting is less.
        if refs.saturating_mul(4) > rows.saturating_add(4096) {
            let mut sorted: Vec<Row> = sources.iter().flat_map(DaySource::rows).collect();
            sorted.sort_by_key(|row| (order(row.kind), row.creator));
            return Self::of_sorted(observed_at, &sorted);
        }
        Self::counted(observed_at, sources, rows, refs, scratch)
    }

    fn counted(
        observed_at: Instant,
        sources: &[DaySource<'_>],
        rows: usize,
        refs: usize,
        scratch: &mut Scratch,
    ) -> Self {
        let Scratch { counts, places } = scratch;
        let mut blocks = Blocks { of: [usize::MAX; 256], kinds: Vec::new(), refs };
        counts.clear();
        for source in sources {
            match source {
                DaySource::Columns(columns) => {
                    for (kind, creator) in columns.kinds.iter().zip(columns.creators) {
                        let block = blocks.of_kind(*kind, counts);
                        counts[block + *creator as usize] += 1;
                    }
                }
                DaySource::Rows(all) => {
                    for row in *all {
                        let block = blocks.of_kind(row.kind.number() as u8, counts);
                        counts[block + row.creator as usize] += 1;
                    }
                }
            }
        }
        let mut part = Self::empty(observed_at);
        let start = part.lay_runs(&blocks, counts);
        part.finish_runs(start);
        // Where each row goes; then column by column.
        places.clear();
        for source in sources {
            let mut next = |kind: usize, creator: u32| {
                let next = &mut counts[blocks.of[kind] + creator as usize];
                places.push(*next);
                *next += 1;
            };
            match source {
                DaySource::Columns(columns) => {
                    let keys = columns.kinds.iter().zip(columns.creators);
                    keys.for_each(|(kind, creator)| next(usize::from(*kind), *creator));
                }
                DaySource::Rows(all) => all.iter().for_each(|row| next(row.kind.number(), row.creator)),
            }
        }
        part.fill(sources, places, rows);
        part.sum_runs();
        part
    }

    /// Lays the runs of all kinds; the counts become the places where runs begin.
    fn lay_runs(&mut self, blocks: &Blocks, counts: &mut [u32]) -> u32 {
        let mut kinds: Vec<Kind> = blocks.kinds.iter().map(|kind| Kind::numbered(*kind)).collect();
        kinds.sort_by_key(|kind| order(*kind));
        let mut start = 0_u32;
        for kind in kinds {
            self.begin(kind, start);
            let block = blocks.of[kind.number()];
            for (creator, count) in counts[block..block + blocks.refs].iter_mut().enumerate() {
                if *count > 0 {
                    self.run_creators.push(creator as u32);
                    self.run_starts.push(start);
                    let end = start + *count;
                    *count = start;
                    start = end;
                }
            }
            self.end_segment();
        }
        start
    }

    /// Puts every column's values where their rows go.
    fn fill(&mut self, sources: &[DaySource<'_>], places: &[u32], rows: usize) {
        let valued = self.valued_row as usize;
        self.times = column(
            sources,
            places,
            rows,
            |columns, out, places| {
                for (at, place) in columns.at.iter().zip(places) {
                    out[*place as usize] = (at - columns.start) as u32;
                }
                true
            },
            |row| row.time,
        );
        self.users = column(
            sources,
            places,
            rows,
            |columns, out, places| put(Some(columns.users), out, places),
            |row| row.user,
        );
        let contents =
            |columns: &DayColumns<'_>, out: &mut [u32], places: &[u32]| put(columns.contents, out, places);
        self.contents = coded(sources, places, rows, contents, |row| row.content);
        let products =
            |columns: &DayColumns<'_>, out: &mut [u32], places: &[u32]| put(columns.products, out, places);
        self.products = coded(sources, places, rows, products, |row| row.product);
        let shops =
            |columns: &DayColumns<'_>, out: &mut [u32], places: &[u32]| put(columns.shops, out, places);
        self.shops = coded(sources, places, rows, shops, |row| row.shop);
        (self.quantities, self.amounts) = (vec![0; rows - valued], vec![0; rows - valued]);
        let mut first = 0;
        for source in sources {
            let places = &places[first..first + source.len()];
            first += source.len();
            let far = places.iter().enumerate().filter(|(_, place)| **place as usize >= valued);
            for (at, place) in far {
                let (quantity, amount) = match source {
                    DaySource::Columns(columns) => (
                        columns.quantities.map_or(0, |all| all[at]),
                        columns.amounts.map_or(0, |all| all[at]),
                    ),
                    DaySource::Rows(all) => (all[at].quantity, all[at].amount),
                };
                self.quantities[*place as usize - valued] = quantity;
                self.amounts[*place as usize - valued] = amount;
            }
        }
    }

    /// Clusters rows that lie in no order.
    pub(super) fn of_rows(observed_at: Instant, mut rows: Vec<Row>) -> Self {
        rows.sort_unstable_by_key(|row| (order(row.kind), *row));
        Self::of_sorted(observed_at, &rows)
    }

    /// Takes rows in the order in which they are to lie.
    pub(super) fn of_sorted(observed_at: Instant, rows: &[Row]) -> Self {
        let mut part = Self::empty(observed_at);
        let mut last: Option<(Kind, u32)> = None;
        for (at, row) in rows.iter().enumerate() {
            let at = at as u32;
            if last.is_none_or(|(kind, _)| kind != row.kind) {
                if last.is_some() {
                    part.end_segment();
                }
                part.begin(row.kind, at);
            }
            if last != Some((row.kind, row.creator)) {
                part.run_creators.push(row.creator);
                part.run_starts.push(at);
                last = Some((row.kind, row.creator));
            }
        }
        let end = rows.len() as u32;
        if last.is_some() {
            part.end_segment();
        }
        part.finish_runs(end);
        let column = |of: fn(&Row) -> u32| -> Vec<u32> { rows.iter().map(of).collect() };
        part.times = column(|row| row.time);
        part.users = column(|row| row.user);
        part.contents = Column::compact(column(|row| row.content));
        part.products = Column::compact(column(|row| row.product));
        part.shops = Column::compact(column(|row| row.shop));
        let valued = &rows[part.valued_row as usize..];
        part.quantities = valued.iter().map(|row| row.quantity).collect();
        part.amounts = valued.iter().map(|row| row.amount).collect();
        part.sum_runs();
        part
    }

    fn empty(observed_at: Instant) -> Self {
        Self {
            observed_at,
            segments: Vec::new(),
            run_creators: Vec::new(),
            run_starts: Vec::new(),
            times: Vec::new(),
            users: Vec::new(),
            contents: Column::Same(NONE),
            products: Column::Same(NONE),
            shops: Column::Same(NONE),
            valued_row: u32::MAX,
            valued_run: u32::MAX,
            quantities: Vec::new(),
            amounts: Vec::new(),
            run_quantities: Vec::new(),
            run_amounts: Vec::new(),
        }
    }

    fn begin(&mut self, kind: Kind, row: u32) {
        let run = self.run_creators.len() as u32;
        if kind.is_valued() && self.valued_row == u32::MAX {
            (self.valued_row, self.valued_run) = (row, run);
        }
        self.segments.push(Segment { kind, first: run, end: run });
    }

    fn end_segment(&mut self) {
        let end = self.run_creators.len() as u32;
        if let Some(segment) = self.segments.last_mut() {
            segment.end = end;
        }
    }

    fn finish_runs(&mut self, rows: u32) {
        self.run_starts.push(rows);
        if self.valued_row == u32::MAX {
            (self.valued_row, self.valued_run) = (rows, self.run_creators.len() as u32);
        }
        self.run_creators.shrink_to_fit();
        self.run_starts.shrink_to_fit();
    }

    fn sum_runs(&mut self) {
        let valued = self.valued_row as usize;
        for run in self.valued_run as usize..self.run_creators.len() {
            let rows = self.run_starts[run] as usize - valued..self.run_starts[run + 1] as usize - valued;
            self.run_quantities.push(self.quantities[rows.clone()].iter().map(|q| u64::from(*q)).sum());
            self.run_amounts.push(self.amounts[rows].iter().map(|amount| i128::from(*amount)).sum());
        }
    }

    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        self.users.len()
    }
    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }
    /// The creators of some runs.
    #[inline]
    pub(crate) fn creators(&self, runs: Range<usize>) -> &[u32] {
        &self.run_creators[runs]
    }
    /// The rows of a run.
    #[inline]
    pub(crate) fn rows(&self, run: usize) -> Range<usize> {
        self.run_starts[run] as usize..self.run_starts[run + 1] as usize
    }
    /// The sum of quantities of a run whose kind carries them.
    #[inline]
    pub(crate) fn run_quantity(&self, run: usize) -> u64 {
        self.run_quantities[run - self.valued_run as usize]
    }
    /// The sum of amounts of a run whose kind carries them.
    #[inline]
    pub(crate) fn run_amount(&self, run: usize) -> i128 {
        self.run_amounts[run - self.valued_run as usize]
    }
    /// The quantity of a row whose kind carries one.
    #[inline]
    pub(crate) fn quantity(&self, row: usize) -> u32 {
        self.quantities[row - self.valued_row as usize]
    }
    /// The amount of a row whose kind carries one.
    #[inline]
    pub(crate) fn amount(&self, row: usize) -> i64 {
        self.amounts[row - self.valued_row as usize]
    }
    /// All rows, in the order in which they lie.
    pub(super) fn all(&self) -> impl Iterator<Item = Row> + '_ {
        self.segments.iter().flat_map(move |segment| {
            segment.runs().flat_map(move |run| {
                let creator = self.run_creators[run];
                self.rows(run).map(move |at| self.row(segment.kind, creator, at))
            })
        })
    }
    /// How many runs.
    pub(super) fn run_count(&self) -> usize {
        self.run_creators.len()
    }
    /// A row of a kind.
    #[inline]
    pub(super) fn row(&self, kind: Kind, creator: u32, at: usize) -> Row {
        let valued = at.checked_sub(self.valued_row as usize);
        Row {
            kind,
            creator,
            time: self.times[at],
            user: self.users[at],
            content: self.contents.get(at),
            product: self.products.get(at),
            shop: self.shops.get(at),
            quantity: valued.map_or(0, |at| self.quantities[at]),
            amount: valued.map_or(0, |at| self.amounts[at]),
        }
    }
    /// The bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let words = self.run_creators.capacity()
            + self.run_starts.capacity()
            + self.times.capacity()
            + self.users.capacity()
            + self.quantities.capacity();
        let columns = self.contents.bytes() + self.products.bytes() + self.shops.bytes();
        let wide = (self.amounts.capacity() + self.run_quantities.capacity()) * 8;
        words * 4 + columns + wide + self.run_amounts.capacity() * 16
    }
}
