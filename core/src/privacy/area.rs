//! Populations as something that is compared fast: an extent in each of seven dimensions.

use rustc_hash::FxHashMap;

use super::group::Population;
use crate::fact::Channel;
use crate::value::{ContentId, CreatorId, ProductId, ShopId};

/// The dimensions, the most telling first.
pub(super) const DIMENSIONS: usize = 7;
const CREATORS: usize = 0;
const PRODUCTS: usize = 1;
const CONTENTS: usize = 2;
const SHOPS: usize = 3;

/// What a population takes of a dimension. Equal ones take the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Extent {
    /// Everything there is, named or not.
    All,
    /// One that is named.
    One(u32),
    /// Several that are named: which, the table knows.
    Few(u32),
    /// A set of channels, a bit each.
    Channels(u8),
    /// An audience, which holds those below it.
    Rank(u8),
    /// Days, the last not included.
    Days(i32, i32),
}

impl Extent {
    /// Whether it has nothing smaller inside, as far as names go.
    pub(super) fn is_single(self) -> bool {
        match self {
            Self::One(_) => true,
            Self::Channels(bits) => bits.is_power_of_two(),
            _ => false,
        }
    }
}

pub(super) type Area = [Extent; DIMENSIONS];

/// The names that areas are made of.
#[derive(Debug, Default)]
pub(super) struct Areas<'a> {
    names: FxHashMap<(usize, &'a str), u32>,
    sets: Vec<Vec<u32>>,
    numbers: FxHashMap<Vec<u32>, u32>,
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl<'a> Areas<'a> {
    pub(super) fn area(&mut self, of: &'a Population) -> Area {
        let bit = |bits: u8, channel: &Channel| bits | 1 << *channel as u8;
        let bits = match &of.channels {
            Some(channels) => channels.iter().fold(0, bit),
            None => Channel::ALL.iter().fold(0, bit),
        };
        [
            self.names(CREATORS, of.creators.as_ref().map(|all| all.iter().map(CreatorId::as_str))),
            self.names(PRODUCTS, of.products.as_ref().map(|all| all.iter().map(ProductId::as_str))),
            self.names(CONTENTS, of.contents.as_ref().map(|all| all.iter().map(ContentId::as_str))),
            self.names(SHOPS, of.shops.as_ref().map(|all| all.iter().map(ShopId::as_str))),
            Extent::Days(of.start.number(), of.end.number()),
            Extent::Channels(bits),
            Extent::Rank(of.audience as u8),
        ]
    }
    fn names(&mut self, dimension: usize, named: Option<impl Iterator<Item = &'a str>>) -> Extent {
        let Some(named) = named else { return Extent::All };
        let mut set: Vec<u32> = Vec::new();
        for name in named {
            let next = number(self.names.len());
            set.push(*self.names.entry((dimension, name)).or_insert(next));
        }
        if let [one] = set.as_slice() {
            return Extent::One(*one);
        }
        set.sort_unstable();
        let next = number(self.sets.len());
        let found = *self.numbers.entry(set.clone()).or_insert(next);
        if found == next {
            self.sets.push(set);
        }
        Extent::Few(found)
    }
    fn set(&self, set: u32) -> &[u32] {
        self.sets.get(set as usize).map_or(&[], Vec::as_slice)
    }
    fn has(&self, set: u32, name: u32) -> bool {
        self.set(set).binary_search(&name).is_ok()
    }
    /// Whether all of `b` lies in `a`.
    pub(super) fn holds(&self, a: Extent, b: Extent) -> bool {
        match (a, b) {
            _ if a == b => true,
            (Extent::All, _) => true,
            (Extent::Few(a), Extent::One(b)) => self.has(a, b),
            (Extent::Few(a), Extent::Few(b)) => self.set(b).iter().all(|name| self.has(a, *name)),
            (Extent::Channels(a), Extent::Channels(b)) => b & !a == 0,
            (Extent::Rank(a), Extent::Rank(b)) => b <= a,
            (Extent::Days(start, end), Extent::Days(from, to)) => start <= from && to <= end,
            _ => false,
        }
    }
    /// Whether anything lies in both.
    pub(super) fn meet(&self, a: Extent, b: Extent) -> bool {
        match (a, b) {
            (Extent::Few(a), Extent::Few(b)) => self.set(b).iter().any(|name| self.has(a, *name)),
            (Extent::Channels(a), Extent::Channels(b)) => a & b != 0,
            (Extent::Days(start, end), Extent::Days(from, to)) => start < to && from < end,
            _ => self.holds(a, b) || self.holds(b, a),
        }
    }
    /// Whether all of `whole` lies in `a` or in `b`, while neither holds it.
    pub(super) fn cover(&self, a: Extent, b: Extent, whole: Extent) -> bool {
        if self.holds(a, whole) || self.holds(b, whole) {
            return false;
        }
        match (a, b, whole) {
            (Extent::Channels(a), Extent::Channels(b), Extent::Channels(whole)) => whole & !(a | b) == 0,
            (Extent::Days(a, b), Extent::Days(c, d), Extent::Days(start, end)) => {
                let ((_, first), (second, _)) = if a <= c { ((a, b), (c, d)) } else { ((c, d), (a, b)) };
                second <= first && a.min(c) <= start && end <= b.max(d)
            }
            (_, _, Extent::Few(whole)) => {
                let held =
                    |name: &u32| self.holds(a, Extent::One(*name)) || self.holds(b, Extent::One(*name));
                self.set(whole).iter().all(held)
            }
            _ => false,
        }
    }
    /// The one dimension in which `a` does not hold `b` but meets it: so it cuts it there.
    pub(super) fn cuts(&self, a: &Area, b: &Area) -> Option<usize> {
        let mut lacks = a.iter().zip(b).enumerate().filter(|(_, (a, b))| !self.holds(**a, **b));
        let (dimension, (a, b)) = lacks.next()?;
        (lacks.next().is_none() && self.meet(*a, *b)).then_some(dimension)
    }
    /// Whether `a` holds `b` in every dimension.
    pub(super) fn holds_all(&self, a: &Area, b: &Area) -> bool {
        a.iter().zip(b).all(|(a, b)| self.holds(*a, *b))
    }
    /// Whether all of `whole` lies in `a` or in `b`, while neither holds it.
    pub(super) fn covers(&self, a: &Area, b: &Area, whole: &Area) -> bool {
        let Some(dimension) = self.cuts(a, whole) else { return false };
        let extents = [a, b, whole].map(|area| area.get(dimension).copied());
        let [Some(one), Some(other), Some(extent)] = extents else { return false };
        self.cover(one, other, extent) && self.cuts(b, whole) == Some(dimension)
    }
    /// Whether one holds the other.
    pub(super) fn nested(&self, a: &Area, b: &Area) -> bool {
        let (mut up, mut down) = (true, true);
        for (a, b) in a.iter().zip(b) {
            if a != b {
                up = up && self.holds(*a, *b);
                down = down && self.holds(*b, *a);
                if !up && !down {
                    return false;
                }
            }
        }
        true
    }
}
