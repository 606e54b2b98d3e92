//! Rows of a batch that lies in no order, gathered by day.
use std::ops::Range;

use super::codes::NONE;
use super::days::DayStarts;
use super::ready::Ready;
use super::row::{Kind, Row};
use super::slices::{Slices, THIN_CREATORS, Thin, ThinRows};

/// Where each day's rows begin.
#[derive(Debug)]
struct Bounds(Vec<usize>);

impl Bounds {
    /// The bounds of numbers counted one place further.
    fn of_counts(mut counts: Vec<usize>) -> Self {
        let mut all = 0_usize;
        for count in &mut counts {
            all = all.saturating_add(*count);
            *count = all;
        }
        Self(counts)
    }
    fn rows(&self, place: usize) -> Option<Range<usize>> {
        Some(*self.0.get(place)?..*self.0.get(place.saturating_add(1))?)
    }
}

/// Rows by day, each as it is.
#[derive(Debug)]
pub(super) struct ByDay {
    rows: Vec<Row>,
    bounds: Bounds,
}

impl ByDay {
    /// Gathers the rows of a piece that are kept.
    #[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
    pub(super) fn new(
        slices: &Slices<'_>,
        piece: Range<usize>,
        days: &DayStarts,
        keep: impl Fn(usize) -> bool,
    ) -> Self {
        let mut counts = vec![0_usize; days.len() + 1];
        let mut places: Vec<u32> = Vec::with_capacity(piece.len());
        for row in piece.clone() {
            let place = if keep(row) { days.find(slices.at[row]) } else { usize::MAX };
            places.push(u32::try_from(place).unwrap_or(u32::MAX));
            if place != usize::MAX {
                counts[place + 1] += 1;
            }
        }
        let bounds = Bounds::of_counts(counts);
        let mut next = bounds.0.clone();
        let mut rows = vec![Row::nothing(); bounds.0[days.len()]];
        for (row, place) in piece.zip(places) {
            if place != u32::MAX {
                let place = place as usize;
                rows[next[place]] = slices.row(row, days.start(place));
                next[place] += 1;
            }
        }
        Self { rows, bounds }
    }
    pub(super) fn day(&self, place: usize) -> Option<&[Row]> {
        self.rows.get(self.bounds.rows(place)?).filter(|rows| !rows.is_empty())
    }
}

/// Rows by day in few words: of a batch of which every row is taken.
#[derive(Debug)]
pub(super) struct ThinByDay {
    rows: Vec<Thin>,
    bounds: Bounds,
    values: Vec<(u32, i64)>,
    value_bounds: Bounds,
    has_shops: bool,
}

/// How many rows are gathered at once: they stay in the cache of a core.
const PIECE: usize = 1 << 17;

/// Which kinds carry a quantity or an amount.
fn valued() -> [bool; 256] {
    let mut valued = [false; 256];
    for (kind, entry) in (0..=u8::MAX).zip(&mut valued) {
        *entry = Kind::numbered(kind).is_valued();
    }
    valued
}

impl ThinByDay {
    /// Whether rows fit, where there are so many creators.
    pub(super) fn takes(creators: usize) -> bool {
        creators < THIN_CREATORS as usize
    }

    /// Pieces that are gathered in the nearest memory.
    pub(super) fn cut(rows: usize) -> Vec<Range<usize>> {
        let starts = (0..rows).step_by(PIECE);
        starts.map(|start| start..start.saturating_add(PIECE).min(rows)).collect()
    }

    /// Gathers the rows of a piece.
    #[expect(clippy::indexing_slicing, reason = "places come of counting the same rows")]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a day has 90 000 000 ms at most, counted from its start"
    )]
    pub(super) fn new(
        slices: &Slices<'_>,
        ready: &Ready,
        piece: Range<usize>,
        days: &DayStarts,
    ) -> Option<Self> {
        let columns = ready.columns(slices, piece, 0)?;
        let valued = valued();
        let mut counts = vec![0_usize; days.len() + 1];
        let mut value_counts = counts.clone();
        let places: Vec<u32> = columns
            .at
            .iter()
            .zip(columns.kinds)
            .map(|(at, kind)| {
                let place = days.find(*at);
                counts[place + 1] += 1;
                value_counts[place + 1] += usize::from(valued[usize::from(*kind)]);
                place as u32
            })
            .collect();
        let (bounds, value_bounds) = (Bounds::of_counts(counts), Bounds::of_counts(value_counts));
        // Plain words of 0 are had without writing them.
        let mut rows: Vec<Thin> = vec![[0; 6]; bounds.0[days.len()]];
        let mut values: Vec<(u32, i64)> = vec![(0, 0); value_bounds.0[days.len()]];
        let (mut next, mut next_value) = (bounds.0.clone(), value_bounds.0.clone());
        let code = |column: Option<&[u32]>, row: usize| column.map_or(NONE, |column| column[row]);
        for (row, place) in places.into_iter().enumerate() {
            let place = place as usize;
            let kind = columns.kinds[row];
            rows[next[place]] = [
                u32::from(kind) << 24 | columns.number(columns.creators[row]),
                (columns.at[row] - days.start(place)) as u32,
                columns.users[row],
                code(columns.contents, row),
                code(columns.products, row),
                code(columns.shops, row),
            ];
            next[place] += 1;
            if valued[usize::from(kind)] {
                let quantity = columns.quantities.map_or(0, |column| column[row]);
                values[next_value[place]] = (quantity, columns.amounts.map_or(0, |column| column[row]));
                next_value[place] += 1;
            }
        }
        Some(Self { rows, bounds, values, value_bounds, has_shops: columns.shops.is_some() })
    }

    pub(super) fn day(&self, place: usize) -> Option<ThinRows<'_>> {
        let rows = self.rows.get(self.bounds.rows(place)?).filter(|rows| !rows.is_empty())?;
        let values = self.values.get(self.value_bounds.rows(place)?)?;
        Some(ThinRows { rows, values, has_shops: self.has_shops })
    }
}
