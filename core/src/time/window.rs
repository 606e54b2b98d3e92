use super::error::TimeError;

/// A half-open window `[start, end)`; without an end it goes on for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window<T> {
    /// The first moment inside.
    pub start: T,
    /// The first moment after; `None` is without end.
    pub end: Option<T>,
}

impl<T: Copy + Ord + std::fmt::Display> Window<T> {
    /// A window with an end.
    ///
    /// # Errors
    /// [`TimeError::InvertedWindow`] when `start` lies behind `end`; equal ones make an empty window.
    pub fn new(start: T, end: Option<T>) -> Result<Self, TimeError> {
        match end {
            Some(end) if start > end => {
                Err(TimeError::InvertedWindow { start: start.to_string(), end: end.to_string() })
            }
            _ => Ok(Self { start, end }),
        }
    }
}

/// Whether an end lies behind a moment; no end lies behind all.
fn reaches_past<T: Ord>(end: Option<T>, at: &T) -> bool {
    end.is_none_or(|end| *at < end)
}

fn earlier_end<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn later_end<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        _ => None,
    }
}

impl<T: Copy + Ord> Window<T> {
    /// Whether nothing lies inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.end.is_some_and(|end| end <= self.start)
    }
    /// Whether the moment lies inside.
    #[must_use]
    pub fn contains(&self, at: T) -> bool {
        self.start <= at && reaches_past(self.end, &at)
    }
    /// Whether the two share a moment.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.intersection(other).is_some()
    }
    /// What both share, if anything.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let both = Self { start: self.start.max(other.start), end: earlier_end(self.end, other.end) };
        if both.is_empty() { None } else { Some(both) }
    }
    /// Whether all of `other` lies inside.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.is_empty() || (self.start <= other.start && later_end(self.end, other.end) == self.end)
    }
}

/// A set of moments as sorted, disjoint, non-touching, non-empty windows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WindowSet<T>(Vec<Window<T>>);

impl<T> Default for WindowSet<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + Ord> FromIterator<Window<T>> for WindowSet<T> {
    /// Normalizes: sorts, joins what overlaps or touches, drops what is empty.
    fn from_iter<I: IntoIterator<Item = Window<T>>>(windows: I) -> Self {
        let mut all: Vec<Window<T>> = windows.into_iter().filter(|w| !w.is_empty()).collect();
        all.sort_by_key(|window| window.start);
        let mut set: Vec<Window<T>> = Vec::with_capacity(all.len());
        for window in all {
            match set.last_mut() {
                Some(last) if last.end.is_none_or(|end| window.start <= end) => {
                    last.end = later_end(last.end, window.end);
                }
                _ => set.push(window),
            }
        }
        Self(set)
    }
}

impl<T: Copy + Ord> WindowSet<T> {
    /// The windows, earliest first.
    #[must_use]
    pub fn windows(&self) -> &[Window<T>] {
        &self.0
    }
    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Whether the moment is in it.
    #[must_use]
    pub fn contains(&self, at: T) -> bool {
        let after = self.0.partition_point(|window| window.start <= at);
        after.checked_sub(1).and_then(|i| self.0.get(i)).is_some_and(|window| window.contains(at))
    }
    /// Whether the whole window is in it.
    #[must_use]
    pub fn covers(&self, window: &Window<T>) -> bool {
        window.is_empty() || self.0.iter().any(|own| own.covers(window))
    }
    /// All that is in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.0.iter().chain(&other.0).copied().collect()
    }
    /// All that is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = Vec::new();
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            both.extend(a.intersection(b));
            // The window that ends first can meet no further one.
            if earlier_end(a.end, b.end) == a.end && a.end.is_some() {
                left.next()
            } else {
                right.next()
            };
        }
        Self(both)
    }
    /// All that is in this and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut first = 0;
        for window in &self.0 {
            // Cuts that end before this window begins meet no later one either.
            first +=
                other.0.iter().skip(first).take_while(|cut| !reaches_past(cut.end, &window.start)).count();
            let mut from = Some(window.start);
            for cut in other.0.iter().skip(first).take_while(|cut| reaches_past(window.end, &cut.start)) {
                let Some(start) = from else { break };
                if start < cut.start {
                    rest.push(Window { start, end: Some(cut.start) });
                }
                from = cut.end;
            }
            if let Some(start) = from {
                let piece = Window { start, end: window.end };
                if !piece.is_empty() {
                    rest.push(piece);
                }
            }
        }
        Self(rest)
    }
}
