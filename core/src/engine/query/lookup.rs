use rustc_hash::FxHashMap;

use super::super::interactions::{NONE, dense};
use super::key::Key;

/// The most places of a table that finds a group by its number.
const PLACES: usize = 1 << 22;

/// How many of each thing there can be in a key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    pub(super) buckets: usize,
    pub(super) people: usize,
    pub(super) parts: usize,
    /// Numbers that are codes, and all codes, of the one finer thing that is grouped by; 1 and 1 without.
    pub(super) numbers: u32,
    pub(super) codes: usize,
    /// 2 where rooms and videos are told apart, else 1.
    pub(super) kinds: usize,
}

/// Finds the group of a key: by a place where there are not too many, else by hashing.
#[derive(Debug)]
pub(super) struct Lookup {
    sizes: Sizes,
    places: Vec<u32>,
    hashed: FxHashMap<Key, u32>,
    pub(super) keys: Vec<Key>,
}

impl Lookup {
    /// `fine` is how many of content, product and shop are grouped by.
    pub(super) fn new(sizes: Sizes, fine: usize) -> Self {
        let all = [sizes.buckets, sizes.people, sizes.parts, sizes.codes, sizes.kinds];
        let places = all.into_iter().fold(1_usize, usize::saturating_mul);
        let places = if fine <= 1 && places <= PLACES { vec![NONE; places] } else { Vec::new() };
        Self { sizes, places, hashed: FxHashMap::default(), keys: Vec::new() }
    }
    #[inline]
    fn place(&self, key: &Key) -> usize {
        let or_first = |code: u32| if code == NONE { 0 } else { code as usize };
        let fine = if key.content != NONE {
            dense(key.content, self.sizes.numbers) * self.sizes.kinds + usize::from(key.content_kind)
        } else if key.product != NONE {
            dense(key.product, self.sizes.numbers)
        } else if key.shop != NONE {
            dense(key.shop, self.sizes.numbers)
        } else {
            0
        };
        let part = if usize::from(key.part) < self.sizes.parts { usize::from(key.part) } else { 0 };
        let coarse =
            (key.bucket as usize * self.sizes.parts + part) * self.sizes.people + or_first(key.person);
        // A code that was never met has no place: beside its own it would take another key's.
        let fines = self.sizes.codes * self.sizes.kinds;
        if fine < fines { coarse * fines + fine } else { usize::MAX }
    }
    /// Whether every key that is made of known codes has a place.
    pub(super) fn is_placed(&self) -> bool {
        !self.places.is_empty()
    }
    /// The place of a stretch and channel, before the person's number is added.
    #[inline]
    pub(super) fn base(&self, bucket: u32, part: u8) -> usize {
        let part = if usize::from(part) < self.sizes.parts { usize::from(part) } else { 0 };
        (bucket as usize * self.sizes.parts + part) * self.sizes.people
    }
    /// The place of a code of what is grouped by finer, under a place without.
    #[inline]
    pub(super) fn fine(&self, coarse: usize, code: u32, kind: u8) -> usize {
        let fine = dense(code, self.sizes.numbers) * self.sizes.kinds + usize::from(kind);
        let fines = self.sizes.codes * self.sizes.kinds;
        if fine < fines { coarse * fines + fine } else { usize::MAX }
    }
    /// As `group`, of a key whose place is known.
    #[inline]
    pub(super) fn at(&mut self, place: usize, key: &Key) -> (u32, bool) {
        match self.places.get(place) {
            Some(known) if *known != NONE => (*known, false),
            _ => self.group(key),
        }
    }
    /// The number of a key's group, and whether it is new.
    #[inline]
    pub(super) fn group(&mut self, key: &Key) -> (u32, bool) {
        let next = u32::try_from(self.keys.len()).unwrap_or(NONE - 1);
        let place = if self.places.is_empty() { usize::MAX } else { self.place(key) };
        // A key without a place of its own is hashed, always the same one.
        let known = match self.places.get_mut(place) {
            Some(known) => known,
            None => self.hashed.entry(*key).or_insert(NONE),
        };
        if *known != NONE {
            return (*known, false);
        }
        *known = next;
        self.keys.push(*key);
        (next, true)
    }
}
