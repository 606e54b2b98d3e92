use std::cmp::Ordering;

use super::code::{BytesError, Code, Reader, Writer};
use super::key::{Key, KeyRef};

/// A set of users or subjects, kept sorted: eight bytes a number, and each text once.
///
/// # Example: users of two channels
/// ```
/// use creator_compass::metric::{Key, KeySet};
/// let live: KeySet = ["7", "anna"].into_iter().map(Key::of).collect();
/// let video = KeySet::from_numbers(vec![9, 7]);
/// assert_eq!(live.union(video).len(), 3);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct KeySet {
    numbers: Vec<u64>,
    texts: Vec<Box<str>>,
}

impl KeySet {
    /// The set of these numbers, in any order and any number of times.
    #[must_use]
    pub fn from_numbers(mut numbers: Vec<u64>) -> Self {
        numbers.sort_unstable();
        numbers.dedup();
        Self { numbers, texts: Vec::new() }
    }
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len().saturating_add(self.texts.len())
    }
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.texts.is_empty()
    }
    /// Whether it is among them.
    #[must_use]
    pub fn contains(&self, key: KeyRef<'_>) -> bool {
        match key {
            KeyRef::Number(number) => self.numbers.binary_search(&number).is_ok(),
            KeyRef::Text(text) => self.texts.binary_search_by(|own| (**own).cmp(text)).is_ok(),
        }
    }
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = KeyRef<'_>> {
        let numbers = self.numbers.iter().copied().map(KeyRef::Number);
        numbers.chain(self.texts.iter().map(|text| KeyRef::Text(text)))
    }
    /// Those in either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            numbers: union_numbers(self.numbers, other.numbers),
            texts: union_texts(self.texts, other.texts),
        }
    }
    /// Those in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let (small, large) = if self.len() < other.len() { (self, other) } else { (other, self) };
        let mut both = Self::default();
        small.iter().filter(|key| large.contains(*key)).for_each(|key| both.push(key));
        both
    }
    /// Appends the next key in order.
    pub(super) fn push(&mut self, key: KeyRef<'_>) {
        match key {
            KeyRef::Number(number) => {
                debug_assert!(self.numbers.last().is_none_or(|last| *last < number));
                self.numbers.push(number);
            }
            KeyRef::Text(text) => {
                debug_assert!(self.texts.last().is_none_or(|last| **last < *text));
                self.texts.push(Box::from(text));
            }
        }
    }
}

impl FromIterator<Key> for KeySet {
    fn from_iter<I: IntoIterator<Item = Key>>(keys: I) -> Self {
        let (mut numbers, mut texts) = (Vec::new(), Vec::new());
        for key in keys {
            match key.split() {
                Ok(number) => numbers.push(number),
                Err(text) => texts.push(text),
            }
        }
        texts.sort_unstable();
        texts.dedup();
        Self { texts, ..Self::from_numbers(numbers) }
    }
}

/// Merges two ascending runs; no branch depends on which number is smaller.
fn union_numbers(a: Vec<u64>, b: Vec<u64>) -> Vec<u64> {
    let (mut low, mut high) = if a.first() <= b.first() { (a, b) } else { (b, a) };
    if low.is_empty() {
        return high;
    }
    if low.last() < high.first() {
        low.append(&mut high);
        return low;
    }
    let mut all = Vec::with_capacity(low.len().saturating_add(high.len()));
    let (mut i, mut j) = (0_usize, 0_usize);
    while let (Some(&x), Some(&y)) = (low.get(i), high.get(j)) {
        all.push(x.min(y));
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    all.extend_from_slice(low.get(i..).unwrap_or_default());
    all.extend_from_slice(high.get(j..).unwrap_or_default());
    all.shrink_to_fit();
    all
}

fn union_texts(a: Vec<Box<str>>, b: Vec<Box<str>>) -> Vec<Box<str>> {
    if a.is_empty() {
        return b;
    }
    if b.is_empty() {
        return a;
    }
    let mut all = Vec::with_capacity(a.len().max(b.len()));
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        let order = x.cmp(y);
        if order != Ordering::Greater {
            all.extend(a.next());
        }
        if order != Ordering::Less {
            let next = b.next();
            if order == Ordering::Greater {
                all.extend(next);
            }
        }
    }
    all.extend(a);
    all.extend(b);
    all
}

impl Code for KeySet {
    /// The numbers as gaps, then the texts.
    fn write(&self, out: &mut Writer) {
        out.length(self.numbers.len());
        let mut least = 0;
        for number in &self.numbers {
            out.unsigned(number.wrapping_sub(least));
            least = number.wrapping_add(1);
        }
        out.length(self.texts.len());
        self.texts.iter().for_each(|text| out.text(text));
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let length = bytes.length()?;
        let mut numbers = Vec::with_capacity(length);
        let mut least = Some(0_u64);
        for _ in 0..length {
            let gap = bytes.unsigned()?;
            let number = least.and_then(|least| least.checked_add(gap));
            let number = number.ok_or_else(|| bytes.malformed("a number of 64 bits"))?;
            least = number.checked_add(1);
            numbers.push(number);
        }
        let length = bytes.length()?;
        let mut texts: Vec<Box<str>> = Vec::with_capacity(length);
        for _ in 0..length {
            let KeyRef::Text(text) = KeyRef::of(bytes.text()?) else {
                return Err(bytes.malformed("a text that is not a plain number"));
            };
            if texts.last().is_some_and(|last| **last >= *text) {
                return Err(bytes.malformed("texts in ascending order"));
            }
            texts.push(Box::from(text));
        }
        Ok(Self { numbers, texts })
    }
}
