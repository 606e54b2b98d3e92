use crate::time::{Calendar, Day, Instant};

const DAY_MILLIS: i64 = 86_400_000;

/// Where the days of a calendar begin, for finding the day of many instants quickly.
#[derive(Debug)]
pub(super) struct DayStarts {
    first: Day,
    /// The first moment of each day, and of the one after the last.
    starts: Vec<i64>,
}

impl DayStarts {
    /// All days from that of one instant to that of another.
    pub(super) fn between(calendar: Calendar, from: Instant, to: Instant) -> Self {
        let (first, last) = (calendar.day_of(from), calendar.day_of(to));
        let days = last.number().saturating_sub(first.number()).saturating_add(1);
        let starts = (0..=days).map(|day| calendar.start_of(first.plus(day)).millis());
        Self { first, starts: starts.collect() }
    }
    /// How many days.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
    /// The day of a place.
    pub(super) fn day(&self, place: usize) -> Day {
        self.first.plus(i32::try_from(place).unwrap_or(i32::MAX))
    }
    /// When the day of a place begins.
    pub(super) fn start(&self, place: usize) -> i64 {
        self.starts.get(place).copied().unwrap_or_default()
    }
    /// The place of an instant's day.
    #[inline]
    pub(super) fn find(&self, at: i64) -> usize {
        // A guess by days of 24 hours is off by one at most where clocks change.
        let from = at.saturating_sub(self.start(0));
        let mut place = usize::try_from(from / DAY_MILLIS).unwrap_or(0).min(self.len().saturating_sub(1));
        while place > 0 && at < self.start(place) {
            place -= 1;
        }
        while place + 1 < self.len() && at >= self.start(place + 1) {
            place += 1;
        }
        place
    }
}
