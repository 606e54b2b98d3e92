use std::collections::BTreeMap;

use crate::time::Instant;

/// What a row says, as observed over time (SRC-7): a later observation replaces an earlier one, the order in which
/// they arrive does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Versions<R> {
    observed: BTreeMap<Instant, Vec<R>>,
}

/// What one more observation of a row was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// The same as is known already.
    Duplicate,
    /// Older than what is known.
    Superseded,
    /// The first of this key.
    Accepted,
    /// Newer, with other values.
    Replaced,
    /// Of the same moment, with other values.
    Conflicting,
}

/// What counts at a moment: one row, or several of one moment that say different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Current<'a, R> {
    observed_at: Instant,
    rows: &'a [R],
    first: &'a R,
}

impl<'a, R> Current<'a, R> {
    /// The row; of several the first.
    pub(super) fn row(&self) -> &'a R {
        self.first
    }
    /// All rows of the moment.
    pub(super) fn rows(&self) -> &'a [R] {
        self.rows
    }
    /// Whether several rows contradict each other (SRC-7).
    pub(super) fn is_conflict(&self) -> bool {
        self.rows.len() > 1
    }
    /// When it was observed.
    pub(super) fn observed_at(&self) -> Instant {
        self.observed_at
    }
}

impl<R> Default for Versions<R> {
    fn default() -> Self {
        Self { observed: BTreeMap::new() }
    }
}

impl<R: PartialEq + Ord> Versions<R> {
    /// What `row` would be, observed at `at`.
    pub(super) fn outcome(&self, at: Instant, row: &R) -> Outcome {
        if let Some(same_moment) = self.observed.get(&at) {
            return if same_moment.contains(row) { Outcome::Duplicate } else { Outcome::Conflicting };
        }
        match self.observed.last_key_value() {
            None => Outcome::Accepted,
            Some((last, _)) if at < *last => Outcome::Superseded,
            Some((_, rows)) if rows.len() == 1 && rows.contains(row) => Outcome::Duplicate,
            Some(_) => Outcome::Replaced,
        }
    }
    /// Keeps an observation.
    pub(super) fn keep(&mut self, at: Instant, row: R) {
        let rows = self.observed.entry(at).or_default();
        if let Err(place) = rows.binary_search(&row) {
            rows.insert(place, row);
        }
    }
}

impl<R> Versions<R> {
    /// The row that counts, as known at a moment.
    pub(super) fn current(&self, known_at: Option<Instant>) -> Option<Current<'_, R>> {
        let last = match known_at {
            None => self.observed.last_key_value(),
            Some(at) => self.observed.range(..=at).next_back(),
        };
        let (observed_at, rows) = last?;
        Some(Current { observed_at: *observed_at, rows, first: rows.first()? })
    }
    /// All observations known at a moment, in the order of time.
    pub(super) fn known(
        &self,
        known_at: Option<Instant>,
    ) -> impl DoubleEndedIterator<Item = (Instant, &[R])> {
        let known = move |at: &Instant| known_at.is_none_or(|known_at| *at <= known_at);
        self.observed.iter().filter(move |(at, _)| known(at)).map(|(at, rows)| (*at, rows.as_slice()))
    }
}
