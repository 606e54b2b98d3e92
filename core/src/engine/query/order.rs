//! The order of rows: by figures, then by what they are about.
use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::super::interactions::{Codes, NONE};
use super::super::parallel;
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

/// The place of each id among all of its sort, so that keys compare as numbers; none where all are numbers themselves.
#[derive(Default)]
struct Places {
    of: [Option<FxHashMap<u32, u32>>; 3],
}

/// A number of up to ten digits as one that orders as its text does: its digits to the left, then how many they are.
fn as_text(number: u32) -> u64 {
    let digits = number.checked_ilog10().unwrap_or(0) + 1;
    ((u64::from(number) * 10_u64.pow(10 - digits)) << 4) | u64::from(digits)
}

/// All sorts of ids whose names are compared: contents, products, shops.
const ALL: [bool; 3] = [true; 3];

fn text<'i>(ids: &'i Ids<'_>, sort: usize, code: u32) -> Cow<'i, str> {
    match sort {
        0 => ids.contents.text(code),
        1 => ids.products.text(code),
        _ => ids.shops.text(code),
    }
}

impl Places {
    fn new(ids: &Ids<'_>, keys: &[Key], rows: &[usize], sorts: [bool; 3]) -> Self {
        let mut of: [Option<FxHashMap<u32, u32>>; 3] = Default::default();
        for (sort, places) in of.iter_mut().enumerate().filter(|(sort, _)| sorts.get(*sort) == Some(&true)) {
            let code = |row: &usize| {
                keys.get(*row).map_or(NONE, |key| match sort {
                    0 => key.content,
                    1 => key.product,
                    _ => key.shop,
                })
            };
            let told = || rows.iter().map(code).filter(|code| *code != NONE);
            if told().all(Codes::is_own) {
                continue;
            }
            let mut codes: Vec<u32> = told().collect();
            codes.sort_unstable();
            codes.dedup();
            let mut named: Vec<(Cow<'_, str>, u32)> =
                codes.into_iter().map(|code| (text(ids, sort, code), code)).collect();
            named.sort_unstable();
            *places = Some(named.into_iter().zip(0_u32..).map(|((_, code), place)| (code, place)).collect());
        }
        Self { of }
    }
    /// What has none comes last, as a channel that is not told does.
    fn place(&self, sort: usize, code: u32) -> u64 {
        if code == NONE {
            return u64::MAX >> 1;
        }
        match self.of.get(sort) {
            Some(Some(places)) => places.get(&code).map_or(u64::MAX >> 1, |place| u64::from(*place)),
            _ => as_text(code),
        }
    }
    fn of(&self, dimension: Dimension, key: &Key) -> u64 {
        match dimension {
            Dimension::Creator => u64::from(key.person),
            Dimension::Channel => u64::from(key.part),
            Dimension::Content => u64::from(key.content_kind) << 63 | self.place(0, key.content),
            Dimension::Product => self.place(1, key.product),
            Dimension::Shop => self.place(2, key.shop),
            Dimension::Day | Dimension::Week | Dimension::Month => u64::from(key.bucket),
        }
    }
}

impl Places {
    /// All of a key, in the order in which keys compare: creator, channel, content, product, shop, time.
    fn whole(&self, key: &Key) -> [u64; 5] {
        [
            u64::from(key.person) << 8 | u64::from(key.part),
            self.of(Dimension::Content, key),
            self.place(1, key.product),
            self.place(2, key.shop),
            u64::from(key.bucket),
        ]
    }
}

/// A row with all that it is ranked by, as numbers.
struct Ranked<const N: usize, T> {
    by: [(bool, T); N],
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
            let places = Places::new(ids, keys, rows, ALL);
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
    let is_by = |dimension| ranks.iter().any(|rank| matches!(rank, Rank::Key(by, _) if *by == dimension));
    let sorts = [Dimension::Content, Dimension::Product, Dimension::Shop].map(is_by);
    let places = Places::new(ids, keys, rows, sorts);
    let numbers = |row: usize| {
        let key = keys.get(row).copied().unwrap_or(Key::WHOLE);
        let mut by = [(false, 0_i128); N];
        for (slot, rank) in by.iter_mut().zip(ranks) {
            *slot = ranked(rank, row, &key, figures, &places);
        }
        by
    };
    // Few numbers need more than 64 bits, and half the size sorts faster.
    let narrow = rows.iter().map(|row| {
        let mut by = [(false, 0_i64); N];
        for (slot, (unknown, number)) in by.iter_mut().zip(numbers(*row)) {
            *slot = (unknown, i64::try_from(number).ok()?);
        }
        Some(Ranked { by, row: *row })
    });
    *rows = if let Some(all) = narrow.collect::<Option<Vec<_>>>() {
        // For the first few only ties need the keys at all.
        let few = needed > 0 && needed < all.len();
        let packed = if few { None } else { packed(&all, keys) };
        packed.unwrap_or_else(|| sorted(all, needed, keys, ids))
    } else {
        let wide = rows.iter().map(|row| Ranked { by: numbers(*row), row: *row });
        sorted(wide.collect(), needed, keys, ids)
    };
}

/// A part of a key as a number.
type KeyPart = fn(&Key, &Places) -> i64;

/// All parts of a key, in the order in which keys compare.
const KEY_PARTS: [KeyPart; 7] = [
    |key, _| i64::from(key.person),
    |key, _| i64::from(key.part),
    |key, _| i64::from(key.content_kind),
    |key, places| places.place(0, key.content).cast_signed(),
    |key, places| places.place(1, key.product).cast_signed(),
    |key, places| places.place(2, key.shop).cast_signed(),
    |key, _| i64::from(key.bucket),
];

/// The least of some numbers, and how many bits tell what each of them is above it.
#[derive(Debug, Clone, Copy)]
struct Width {
    least: i64,
    bits: u32,
}

impl Width {
    fn of(numbers: impl Iterator<Item = i64>) -> Self {
        let ends =
            numbers.fold((i64::MAX, i64::MIN), |(least, most), number| (least.min(number), most.max(number)));
        let (least, most) = if ends.0 > ends.1 { (0, 0) } else { ends };
        // One more than the most is for what is not known.
        Self { least, bits: 128 - (u128::from(most.abs_diff(least)) + 1).leading_zeros() }
    }
    fn of_number(self, number: i64) -> u128 {
        u128::from(number.abs_diff(self.least))
    }
    /// More than any number is.
    fn most(self) -> u128 {
        (1 << self.bits) - 1
    }
}

/// All rows in order, by all ranks and the whole key in one number each; none where that takes too many
/// bits, or the key has names.
fn packed<const N: usize>(all: &[Ranked<N, i64>], keys: &[Key]) -> Option<Vec<usize>> {
    let key = |row: usize| keys.get(row).copied().unwrap_or(Key::WHOLE);
    let named = |code: u32| code != NONE && !Codes::is_own(code);
    let has_names = |key: Key| named(key.content) || named(key.product) || named(key.shop);
    if all.iter().any(|ranked| has_names(key(ranked.row))) || u32::try_from(keys.len()).is_err() {
        return None;
    }
    let widths: [Width; N] = std::array::from_fn(|place| {
        let by = all.iter().filter_map(|ranked| ranked.by.get(place));
        Width::of(by.filter(|(unknown, _)| !unknown).map(|(_, number)| *number))
    });
    // The parts of a key in which rows differ, in the order in which keys compare.
    let places = Places::default();
    let of_key = KEY_PARTS.map(|part| {
        let numbers = || all.iter().map(|ranked| part(&key(ranked.row), &places));
        let first = numbers().next();
        (part, numbers().any(|number| Some(number) != first).then(|| Width::of(numbers())))
    });
    let of_key: Vec<(KeyPart, Width)> =
        of_key.into_iter().filter_map(|(part, width)| Some((part, width?))).collect();
    let bits: u32 = widths.iter().chain(of_key.iter().map(|(_, width)| width)).map(|width| width.bits).sum();
    if bits > 96 {
        return None;
    }
    let pack = |ranked: &Ranked<N, i64>| {
        let by = ranked.by.iter().zip(&widths).map(|((unknown, number), width)| {
            (if *unknown { width.most() } else { width.of_number(*number) }, width)
        });
        let key = key(ranked.row);
        let key = of_key.iter().map(|(part, width)| (width.of_number(part(&key, &places)), width));
        let number = by.chain(key).fold(0_u128, |all, (number, width)| (all << width.bits) | number);
        number << 32 | ranked.row as u128
    };
    let mut packed: Vec<u128> = all.iter().map(pack).collect();
    parallel::sort_by(&mut packed, u128::cmp);
    Some(packed.into_iter().map(|number| (number & u128::from(u32::MAX)) as usize).collect())
}

/// The first `needed` rows in order.
fn sorted<const N: usize, T: Ord + Copy + Send>(
    mut all: Vec<Ranked<N, T>>,
    needed: usize,
    keys: &[Key],
    ids: &Ids<'_>,
) -> Vec<usize> {
    let cuts = needed > 0 && needed < all.len();
    if cuts {
        // Which of those that are equal to the last belong to the first is for their keys to say.
        let last = all.select_nth_unstable_by(needed - 1, |a, b| a.by.cmp(&b.by)).1.by;
        all.retain(|ranked| ranked.by <= last);
    }
    parallel::sort_by(&mut all, |a, b| a.by.cmp(&b.by));
    // What the ranks leave equal is settled by the keys; only those need the order of their names.
    let ties = || all.chunk_by(|a, b| a.by == b.by).filter(|ties| ties.len() > 1);
    let tied: Vec<usize> = ties().flatten().map(|ranked| ranked.row).collect();
    let places = Places::new(ids, keys, &tied, ALL);
    let mut rows: Vec<usize> = Vec::with_capacity(all.len());
    for ties in all.chunk_by(|a, b| a.by == b.by) {
        if let [one] = ties {
            rows.push(one.row);
            continue;
        }
        let key = |ranked: &Ranked<N, T>| {
            (keys.get(ranked.row).map(|key| places.whole(key)).unwrap_or_default(), ranked.row)
        };
        let mut ties: Vec<([u64; 5], usize)> = ties.iter().map(key).collect();
        ties.sort_unstable();
        rows.extend(ties.into_iter().map(|(_, row)| row));
    }
    if cuts {
        rows.truncate(needed);
    }
    rows
}
