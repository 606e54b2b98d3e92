use std::ops::Range;

use super::codes::NONE;
use super::row::{Kind, Row, order};
use crate::time::Instant;

/// A column in which most days say one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Column {
    Same(u32),
    Each(Vec<u32>),
}

impl Column {
    pub(super) fn compact(column: Vec<u32>) -> Self {
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
    pub(super) run_creators: Vec<u32>,
    /// The first row of each run, and the number of rows.
    pub(super) run_starts: Vec<u32>,
    pub(super) times: Vec<u32>,
    pub(crate) users: Vec<u32>,
    pub(crate) contents: Column,
    pub(crate) products: Column,
    pub(crate) shops: Column,
    /// The first row that carries a quantity or an amount; such kinds lie last.
    pub(super) valued_row: u32,
    pub(super) valued_run: u32,
    pub(super) quantities: Vec<u32>,
    pub(super) amounts: Vec<i64>,
    /// Sums of the valued runs.
    run_quantities: Vec<u64>,
    run_amounts: Vec<i128>,
}

#[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
#[expect(clippy::cast_possible_truncation, reason = "a day has less than 2^32 rows: the loader refuses more")]
impl Part {
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

    pub(super) fn empty(observed_at: Instant) -> Self {
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

    pub(super) fn begin(&mut self, kind: Kind, row: u32) {
        let run = self.run_creators.len() as u32;
        if kind.is_valued() && self.valued_row == u32::MAX {
            (self.valued_row, self.valued_run) = (row, run);
        }
        self.segments.push(Segment { kind, first: run, end: run });
    }

    pub(super) fn end_segment(&mut self) {
        let end = self.run_creators.len() as u32;
        if let Some(segment) = self.segments.last_mut() {
            segment.end = end;
        }
    }

    pub(super) fn finish_runs(&mut self, rows: u32) {
        self.run_starts.push(rows);
        if self.valued_row == u32::MAX {
            (self.valued_row, self.valued_run) = (rows, self.run_creators.len() as u32);
        }
        self.run_creators.shrink_to_fit();
        self.run_starts.shrink_to_fit();
    }

    pub(super) fn sum_runs(&mut self) {
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
