use crate::time::Instant;

/// What a row says, as observed over time (SRC-7): a later observation replaces an earlier one, the order in which
/// they arrive does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Versions<R> {
    /// In the order of time, rows of one moment in their own order. Most rows are looked at once.
    observed: Vec<(Instant, R)>,
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
    rows: &'a [(Instant, R)],
    first: &'a (Instant, R),
}

impl<'a, R> Current<'a, R> {
    /// The row; of several the first.
    pub(super) fn row(&self) -> &'a R {
        &self.first.1
    }
    /// All rows of the moment.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'a R> + use<'a, R> {
        self.rows.iter().map(|(_, row)| row)
    }
    /// Whether several rows contradict each other (SRC-7).
    pub(super) fn is_conflict(&self) -> bool {
        self.rows.len() > 1
    }
    /// When it was observed.
    pub(super) fn observed_at(&self) -> Instant {
        self.first.0
    }
}

impl<R> Default for Versions<R> {
    fn default() -> Self {
        Self { observed: Vec::new() }
    }
}

/// The rows of one moment.
fn moment<R>(observed: &[(Instant, R)], at: Instant) -> &[(Instant, R)] {
    let start = observed.partition_point(|(known, _)| *known < at);
    let end = observed.partition_point(|(known, _)| *known <= at);
    observed.get(start..end).unwrap_or_default()
}

impl<R: PartialEq + Ord> Versions<R> {
    /// What `row` would be, observed at `at`.
    pub(super) fn outcome(&self, at: Instant, row: &R) -> Outcome {
        let same_moment = moment(&self.observed, at);
        if !same_moment.is_empty() {
            let known = same_moment.iter().any(|(_, known)| known == row);
            return if known { Outcome::Duplicate } else { Outcome::Conflicting };
        }
        match self.current(None) {
            None => Outcome::Accepted,
            Some(current) if at < current.observed_at() => Outcome::Superseded,
            Some(current) if !current.is_conflict() && current.row() == row => Outcome::Duplicate,
            Some(_) => Outcome::Replaced,
        }
    }
    /// Keeps an observation that is behind all others; answers whether it is.
    pub(super) fn push(&mut self, at: Instant, row: R) -> bool {
        let behind = self.observed.last().is_none_or(|(known_at, known)| (known_at, known) < (&at, &row));
        if self.observed.is_empty() {
            self.observed.reserve_exact(1);
        }
        self.observed.push((at, row));
        behind
    }
    /// Keeps an observation.
    pub(super) fn keep(&mut self, at: Instant, row: R) {
        let place = self.observed.binary_search_by(|(known_at, known)| (known_at, known).cmp(&(&at, &row)));
        if let Err(place) = place {
            if self.observed.is_empty() {
                self.observed.reserve_exact(1);
            }
            self.observed.insert(place, (at, row));
        }
    }
}

impl<R> Versions<R> {
    /// The row that counts, as known at a moment.
    pub(super) fn current(&self, known_at: Option<Instant>) -> Option<Current<'_, R>> {
        let known = match known_at {
            None => self.observed.as_slice(),
            Some(at) => {
                let end = self.observed.partition_point(|(known, _)| *known <= at);
                self.observed.get(..end).unwrap_or_default()
            }
        };
        let rows = moment(known, known.last()?.0);
        Some(Current { rows, first: rows.first()? })
    }
    /// All observations known at a moment, in the order of time; several rows of a moment contradict each other.
    pub(super) fn known(
        &self,
        known_at: Option<Instant>,
    ) -> impl DoubleEndedIterator<Item = &[(Instant, R)]> {
        let known = move |rows: &&[(Instant, R)]| {
            known_at.is_none_or(|known_at| rows.first().is_some_and(|(at, _)| *at <= known_at))
        };
        self.observed.chunk_by(|(a, _), (b, _)| a == b).filter(known)
    }
    /// All observations, taken out.
    pub(super) fn into_all(self) -> Vec<(Instant, R)> {
        self.observed
    }
    /// All observations, each with its moment.
    pub(super) fn all(&self) -> &[(Instant, R)] {
        &self.observed
    }
}
