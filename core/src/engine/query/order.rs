//! The order of rows: by figures, then by what they are about.
use std::borrow::Cow;
use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::super::interactions::NONE;
use super::answer::Figures;
use super::ask::{Dimension, Direction};
use super::key::{Ids, Key};
use crate::value::Value;

/// By what rows are ordered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rank {
    /// The metric in this place.
    Metric(usize, Direction),
    /// A dimension.
    Key(Dimension, Direction),
}

/// The ids of keys as they compare: the first bytes of the text, and the whole of it where that is longer.
struct Texts<'i> {
    ids: &'i Ids<'i>,
    first: [FxHashMap<u32, u64>; 3],
}

fn first_bytes(text: &str) -> u64 {
    let mut bytes = [0_u8; 8];
    for (byte, letter) in bytes.iter_mut().zip(text.bytes()) {
        *byte = letter;
    }
    u64::from_be_bytes(bytes)
}

impl<'i> Texts<'i> {
    fn new(ids: &'i Ids<'i>, keys: &[Key], rows: &[usize]) -> Self {
        let mut texts = Self { ids, first: Default::default() };
        for key in rows.iter().filter_map(|row| keys.get(*row)) {
            for (place, code) in [key.content, key.product, key.shop].into_iter().enumerate() {
                if code != NONE
                    && let Some(known) = texts.first.get_mut(place)
                {
                    known.entry(code).or_insert_with(|| first_bytes(&text(ids, place, code)));
                }
            }
        }
        texts
    }
    fn compare(&self, place: usize, a: u32, b: u32) -> Ordering {
        if a == b {
            return Ordering::Equal;
        }
        // What has none comes last, as a channel that is not told does.
        if a == NONE || b == NONE {
            return a.cmp(&b);
        }
        let first =
            |code: u32| self.first.get(place).and_then(|known| known.get(&code)).copied().unwrap_or(0);
        first(a).cmp(&first(b)).then_with(|| text(self.ids, place, a).cmp(&text(self.ids, place, b)))
    }
    fn by(&self, dimension: Dimension, a: &Key, b: &Key) -> Ordering {
        match dimension {
            Dimension::Creator => a.person.cmp(&b.person),
            Dimension::Channel => a.part.cmp(&b.part),
            Dimension::Content => {
                a.content_kind.cmp(&b.content_kind).then_with(|| self.compare(0, a.content, b.content))
            }
            Dimension::Product => self.compare(1, a.product, b.product),
            Dimension::Shop => self.compare(2, a.shop, b.shop),
            Dimension::Day | Dimension::Week | Dimension::Month => a.bucket.cmp(&b.bucket),
        }
    }
    fn whole(&self, a: &Key, b: &Key) -> Ordering {
        let all = [
            Dimension::Creator,
            Dimension::Channel,
            Dimension::Content,
            Dimension::Product,
            Dimension::Shop,
            Dimension::Day,
        ];
        all.into_iter()
            .map(|dimension| self.by(dimension, a, b))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

fn text<'i>(ids: &'i Ids<'i>, place: usize, code: u32) -> Cow<'i, str> {
    match place {
        0 => ids.contents.text(code),
        1 => ids.products.text(code),
        _ => ids.shops.text(code),
    }
}

/// Puts rows in order. What is not known comes last whichever way, so that no order tells what is hidden.
pub(super) fn order(rows: &mut [usize], ranks: &[Rank], keys: &[Key], figures: &[Figures], ids: &Ids<'_>) {
    let texts = Texts::new(ids, keys, rows);
    let key = |row: usize| keys.get(row).copied().unwrap_or(Key::WHOLE);
    let turned = |order: Ordering, direction: Direction| match direction {
        Direction::Ascending => order,
        Direction::Descending => order.reverse(),
    };
    let by = |rank: &Rank, a: usize, b: usize| match rank {
        Rank::Key(dimension, direction) => turned(texts.by(*dimension, &key(a), &key(b)), *direction),
        Rank::Metric(place, direction) => {
            let Some(figures) = figures.get(*place) else { return Ordering::Equal };
            match (figures.get(a), figures.get(b)) {
                (Value::Known(a), Value::Known(b)) => turned(a.order(&b), *direction),
                (Value::Known(_), _) => Ordering::Less,
                (_, Value::Known(_)) => Ordering::Greater,
                _ => Ordering::Equal,
            }
        }
    };
    rows.sort_unstable_by(|a, b| {
        let ranked = ranks.iter().map(|rank| by(rank, *a, *b)).find(|order| order.is_ne());
        ranked.unwrap_or_else(|| texts.whole(&key(*a), &key(*b)))
    });
}
