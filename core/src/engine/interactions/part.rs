use std::ops::Range;

use super::codes::NONE;
use super::row::{KINDS, Kind, Row, Source, order};
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
}

#[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
#[expect(clippy::cast_possible_truncation, reason = "a day has less than 2^32 rows: the loader refuses more")]
impl Part {
    /// Clusters the rows of a day.
    pub(super) fn build<S: Source>(
        observed_at: Instant,
        sources: &[S],
        refs: usize,
        scratch: &mut Scratch,
    ) -> Self {
        let rows: usize = sources.iter().map(Source::len).sum();
        // Counting takes a place for each creator and kind; for few rows of many creators sorting is less.
        if refs.saturating_mul(4) > rows.saturating_add(4096) {
            let mut sorted: Vec<Row> = Vec::with_capacity(rows);
            for source in sources {
                sorted.extend((0..source.len()).map(|at| source.get(at)));
            }
            sorted.sort_by_key(|row| (order(row.kind), row.creator));
            return Self::of_sorted(observed_at, &sorted);
        }
        Self::counted(observed_at, sources, rows, refs, scratch)
    }

    fn counted<S: Source>(
        observed_at: Instant,
        sources: &[S],
        rows: usize,
        refs: usize,
        scratch: &mut Scratch,
    ) -> Self {
        let mut block_of = [usize::MAX; KINDS];
        let mut kinds: Vec<Kind> = Vec::new();
        let counts = &mut scratch.counts;
        counts.clear();
        for source in sources {
            for at in 0..source.len() {
                let (kind, creator) = source.key(at);
                let mut block = block_of[kind.number()];
                if block == usize::MAX {
                    block = kinds.len() * refs;
                    block_of[kind.number()] = block;
                    kinds.push(kind);
                    counts.resize(block + refs, 0);
                }
                counts[block + creator as usize] += 1;
            }
        }
        kinds.sort_by_key(|kind| order(*kind));
        let mut part = Self::empty(observed_at);
        let mut start = 0_u32;
        for kind in kinds {
            part.begin(kind, start);
            let block = block_of[kind.number()];
            for (creator, count) in counts[block..block + refs].iter_mut().enumerate() {
                if *count > 0 {
                    part.run_creators.push(creator as u32);
                    part.run_starts.push(start);
                    let end = start + *count;
                    *count = start;
                    start = end;
                }
            }
            part.end_segment(start);
        }
        part.finish_runs(start);
        let valued = part.valued_row as usize;
        let (mut contents, mut products, mut shops) = (vec![0; rows], vec![0; rows], vec![0; rows]);
        (part.times, part.users) = (vec![0; rows], vec![0; rows]);
        (part.quantities, part.amounts) = (vec![0; rows - valued], vec![0; rows - valued]);
        for source in sources {
            for at in 0..source.len() {
                let row = source.get(at);
                let next = &mut counts[block_of[row.kind.number()] + row.creator as usize];
                let to = *next as usize;
                *next += 1;
                part.times[to] = row.time;
                part.users[to] = row.user;
                contents[to] = row.content;
                products[to] = row.product;
                shops[to] = row.shop;
                if to >= valued {
                    part.quantities[to - valued] = row.quantity;
                    part.amounts[to - valued] = row.amount;
                }
            }
        }
        part.contents = Column::compact(contents);
        part.products = Column::compact(products);
        part.shops = Column::compact(shops);
        part.sum_runs();
        part
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
                    part.end_segment(at);
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
            part.end_segment(end);
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

    fn end_segment(&mut self, _row: u32) {
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
    /// The runs of a segment.
    pub(crate) fn runs(&self, segment: Segment) -> Range<usize> {
        segment.first as usize..segment.end as usize
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
            self.runs(*segment).flat_map(move |run| {
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
