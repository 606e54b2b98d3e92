use std::cmp::Ordering;

use super::code::{BytesError, Code, Reader, Writer};
use super::error::StateError;
use super::key::{Key, KeyRef};
use super::keyset::KeySet;
use super::sum::checked_add;

/// Sums by subject: for means of ratios over contents, and for the number of subjects with sales. Always exact.
///
/// Each subject has the same number of parts; a part that no row tells is 0.
///
/// # Example: two of three videos sold
/// ```
/// use creator_compass::metric::{Key, KeyedSums};
/// let sales = KeyedSums::collect([(Key::of("v1"), [100]), (Key::of("v2"), [0]), (Key::of("v3"), [7])])?;
/// assert_eq!(sales.iter().filter(|(_, parts)| parts.first().is_some_and(|gmv| *gmv > 0)).count(), 2);
/// # Ok::<(), creator_compass::metric::StateError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyedSums {
    keys: KeySet,
    /// Parts a subject. INVARIANT: some subject's last part is not 0.
    width: usize,
    /// `width` parts for each key, in the order of the keys.
    parts: Vec<i128>,
}

impl KeyedSums {
    /// The state of rows in any order; rows of one subject add up.
    ///
    /// # Errors
    /// [`StateError::Overflow`] beyond 128 bits.
    pub fn collect<P: AsRef<[i128]>>(rows: impl IntoIterator<Item = (Key, P)>) -> Result<Self, StateError> {
        let mut rows: Vec<(Key, P)> = rows.into_iter().collect();
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        let width = rows.iter().map(|(_, parts)| parts.as_ref().len()).max().unwrap_or(0);
        let mut sums = Self { width, ..Self::default() };
        for run in rows.chunk_by(|(a, _), (b, _)| a == b) {
            let mut total = vec![0; width];
            for (_, parts) in run {
                for (sum, part) in total.iter_mut().zip(parts.as_ref()) {
                    *sum = checked_add(*sum, *part)?;
                }
            }
            if let Some((key, _)) = run.first() {
                sums.keys.push(key.as_ref());
                sums.parts.append(&mut total);
            }
        }
        Ok(sums.trimmed())
    }
    /// The sums of both.
    ///
    /// # Errors
    /// [`StateError::Overflow`] beyond 128 bits.
    pub fn merge(self, other: Self) -> Result<Self, StateError> {
        if self.is_empty() {
            return Ok(other);
        }
        if other.is_empty() { Ok(self) } else { self.plus(&other) }
    }
    pub(super) fn plus(&self, other: &Self) -> Result<Self, StateError> {
        let mut sums = Self { width: self.width.max(other.width), ..Self::default() };
        let (mut a, mut b) = (self.iter().peekable(), other.iter().peekable());
        loop {
            let order = match (a.peek(), b.peek()) {
                (Some((x, _)), Some((y, _))) => x.cmp(y),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return Ok(sums.trimmed()),
            };
            let left = if order == Ordering::Greater { None } else { a.next() };
            let right = if order == Ordering::Less { None } else { b.next() };
            let Some((key, _)) = left.or(right) else { return Ok(sums.trimmed()) };
            let (left, right) = (left.map_or(&[][..], |row| row.1), right.map_or(&[][..], |row| row.1));
            sums.keys.push(key);
            for part in 0..sums.width {
                let of = |row: &[i128]| row.get(part).copied().unwrap_or(0);
                sums.parts.push(checked_add(of(left), of(right))?);
            }
        }
    }
    /// How many subjects there are, those with only zeros included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
    /// The subjects in order with their parts. Parts that are 0 for every subject may be missing at the end.
    pub fn iter(&self) -> impl Iterator<Item = (KeyRef<'_>, &[i128])> {
        let row = |at: usize| self.parts.get(at * self.width..(at + 1) * self.width).unwrap_or_default();
        self.keys.iter().enumerate().map(move |(at, key)| (key, row(at)))
    }
    /// Drops last parts that are 0 for every subject.
    fn trimmed(self) -> Self {
        let used = |row: &[i128]| row.iter().rposition(|part| *part != 0).map_or(0, |at| at + 1);
        let width = self.iter().map(|(_, row)| used(row)).max().unwrap_or(0);
        if width == self.width {
            return self;
        }
        let parts = self.iter().flat_map(|(_, row)| row.iter().take(width).copied()).collect();
        Self { keys: self.keys, width, parts }
    }
}

impl Code for KeyedSums {
    fn write(&self, out: &mut Writer) {
        self.keys.write(out);
        out.length(self.width);
        self.parts.iter().for_each(|part| out.signed(*part));
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let keys = KeySet::read(bytes)?;
        let width = bytes.length()?;
        let mut sums = Self { keys, width, parts: Vec::new() };
        for _ in 0..sums.keys.len().saturating_mul(width) {
            sums.parts.push(bytes.signed()?);
        }
        let sums = sums.trimmed();
        if sums.width == width { Ok(sums) } else { Err(bytes.malformed("no needless parts")) }
    }
}
