//! The order of rows: by figures, then by what they are about.
use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::super::interactions::NONE;
use super::answer::Figures;
use super::ask::{Dimension, Direction};
use super::key::{Ids, Key};
use crate::metric::Figure;
use crate::value::Value;

/// By what rows are ordered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rank {
    /// The metric in this place.
    Metric(usize, Direction),
    /// A dimension.
    Key(Dimension, Direction),
}

/// The place of each id among all of its sort, so that keys compare as numbers.
struct Places {
    of: [FxHashMap<u32, u32>; 3],
}

fn text<'i>(ids: &'i Ids<'_>, sort: usize, code: u32) -> Cow<'i, str> {
    match sort {
        0 => ids.contents.text(code),
        1 => ids.products.text(code),
        _ => ids.shops.text(code),
    }
}

impl Places {
    fn new(ids: &Ids<'_>, keys: &[Key], rows: &[usize]) -> Self {
        let mut of: [FxHashMap<u32, u32>; 3] = Default::default();
        for (sort, places) in of.iter_mut().enumerate() {
            let code = |row: &usize| {
                keys.get(*row).map_or(NONE, |key| match sort {
                    0 => key.content,
                    1 => key.product,
                    _ => key.shop,
                })
            };
            let mut codes: Vec<u32> = rows.iter().map(code).filter(|code| *code != NONE).collect();
            codes.sort_unstable();
            codes.dedup();
            let mut named: Vec<(Cow<'_, str>, u32)> =
                codes.into_iter().map(|code| (text(ids, sort, code), code)).collect();
            named.sort_unstable();
            *places = named.into_iter().zip(0_u32..).map(|((_, code), place)| (code, place)).collect();
        }
        Self { of }
    }
    /// What has none comes last, as a channel that is not told does.
    fn place(&self, sort: usize, code: u32) -> u64 {
        let known = self.of.get(sort).and_then(|places| places.get(&code));
        known.map_or(u64::from(NONE), |place| u64::from(*place))
    }
    fn of(&self, dimension: Dimension, key: &Key) -> u64 {
        match dimension {
            Dimension::Creator => u64::from(key.person),
            Dimension::Channel => u64::from(key.part),
            Dimension::Content => u64::from(key.content_kind) << 32 | self.place(0, key.content),
            Dimension::Product => self.place(1, key.product),
            Dimension::Shop => self.place(2, key.shop),
            Dimension::Day | Dimension::Week | Dimension::Month => u64::from(key.bucket),
        }
    }
}

impl Places {
    /// All of a key, in the order in which keys compare: creator, channel, content, product, shop, time.
    fn whole(&self, key: &Key) -> [u64; 4] {
        [
            u64::from(key.person) << 8 | u64::from(key.part),
            self.of(Dimension::Content, key),
            self.place(1, key.product) << 32 | self.place(2, key.shop),
            u64::from(key.bucket),
        ]
    }
}

/// A row with all that it is ordered by, as numbers.
struct Ranked<const N: usize> {
    by: [(bool, i128); N],
    /// The whole key.
    key: [u64; 4],
    row: usize,
}

/// A figure as a number that orders as it does.
fn number(figure: &Figure) -> i128 {
    match figure {
        Figure::Count(count) | Figure::Seconds(count) => i128::from(*count),
        Figure::Money(money) | Figure::PerMilleMoney(money) => money.micros(),
        Figure::Ratio(ratio) | Figure::MeanSeconds(ratio) => {
            // As `total_cmp` orders: bits of negative numbers count downwards.
            let bits = ratio.to_bits().cast_signed();
            i128::from(bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed())
        }
    }
}

/// What a row is ranked by: unknown last whichever way, then the number.
fn ranked(rank: &Rank, row: usize, key: &Key, figures: &[Figures], places: &Places) -> (bool, i128) {
    let turned = |number: i128, direction: &Direction| match direction {
        Direction::Ascending => number,
        // The complement orders the other way, the least number included.
        Direction::Descending => !number,
    };
    match rank {
        Rank::Key(dimension, direction) => (false, turned(places.of(*dimension, key).into(), direction)),
        Rank::Metric(place, direction) => match figures.get(*place).map(|figures| figures.get(row)) {
            Some(Value::Known(figure)) => (false, turned(number(&figure), direction)),
            _ => (true, 0),
        },
    }
}

/// Puts the first `needed` rows in order, the others behind them. What is not known comes last whichever way, so that no
/// order tells what is hidden.
pub(super) fn order(
    rows: &mut Vec<usize>,
    needed: usize,
    ranks: &[Rank],
    keys: &[Key],
    figures: &[Figures],
    ids: &Ids<'_>,
) {
    match ranks.len() {
        0 => by::<0>(rows, needed, ranks, keys, figures, ids),
        1 => by::<1>(rows, needed, ranks, keys, figures, ids),
        2 => by::<2>(rows, needed, ranks, keys, figures, ids),
        3 => by::<3>(rows, needed, ranks, keys, figures, ids),
        _ => {
            // Later ranks settle ties of earlier ones: sorts that keep the order of equals, the last rank first.
            by::<0>(rows, usize::MAX, &[], keys, figures, ids);
            let places = Places::new(ids, keys, rows);
            for rank in ranks.iter().rev() {
                let key = |row: &usize| keys.get(*row).copied().unwrap_or(Key::WHOLE);
                rows.sort_by_cached_key(|row| ranked(rank, *row, &key(row), figures, &places));
            }
        }
    }
}

fn by<const N: usize>(
    rows: &mut Vec<usize>,
    needed: usize,
    ranks: &[Rank],
    keys: &[Key],
    figures: &[Figures],
    ids: &Ids<'_>,
) {
    let places = Places::new(ids, keys, rows);
    let key = |row: usize| keys.get(row).copied().unwrap_or(Key::WHOLE);
    let all = rows.iter().map(|row| {
        let key = key(*row);
        let mut by = [(false, 0_i128); N];
        for (slot, rank) in by.iter_mut().zip(ranks) {
            *slot = ranked(rank, *row, &key, figures, &places);
        }
        Ranked { by, key: places.whole(&key), row: *row }
    });
    let mut all: Vec<Ranked<N>> = all.collect();
    let compare = |a: &Ranked<N>, b: &Ranked<N>| a.by.cmp(&b.by).then_with(|| a.key.cmp(&b.key));
    if needed > 0 && needed < all.len() {
        all.select_nth_unstable_by(needed - 1, compare);
        all.truncate(needed);
    }
    all.sort_unstable_by(compare);
    *rows = all.into_iter().map(|ranked| ranked.row).collect();
}
