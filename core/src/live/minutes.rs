//! What a room adds up, a minute at a time: all of it comes out the same in whatever order events arrive.

use rustc_hash::FxHashMap;

use super::counts::Counts;
use crate::metric::Measure;
use crate::time::Instant;
use crate::value::EventId;

pub(super) const MINUTE_MILLIS: i64 = 60_000;

/// The minute of the clock that a moment lies in.
pub(super) fn minute_of(at: Instant) -> i64 {
    at.millis().div_euclid(MINUTE_MILLIS)
}

/// The moment a minute begins.
pub(super) fn instant_of(minute: i64) -> Instant {
    Instant::from_millis(minute.saturating_mul(MINUTE_MILLIS)).unwrap_or(Instant::of_millis(0))
}

/// A gauge within a minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gauge {
    pub(super) last_at: Instant,
    pub(super) last_id: EventId,
    /// The last value of the minute.
    pub(super) last: i64,
    /// The highest of the minute.
    pub(super) peak: i64,
}

impl Gauge {
    fn of(at: Instant, id: &EventId, value: i64) -> Self {
        Self { last_at: at, last_id: id.clone(), last: value, peak: value }
    }
    /// Takes another look; of two at the same moment the greater id is the later.
    fn look(&mut self, at: Instant, id: &EventId, value: i64) {
        self.peak = self.peak.max(value);
        if (self.last_at, &self.last_id) < (at, id) {
            (self.last_at, self.last_id, self.last) = (at, id.clone(), value);
        }
    }
}

/// A hash of 128 bits for a name: two names of one room never share one by chance.
pub(super) fn digest(name: &str) -> u128 {
    xxhash_rust::xxh3::xxh3_128(name.as_bytes())
}

/// The minutes of a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Minutes {
    /// The minute that it starts in.
    pub(super) first: i64,
    counts: Vec<Counts>,
    gauges: Vec<Option<Gauge>>,
    total: Counts,
    /// Users by measure, and the minute each was first seen in.
    users: [FxHashMap<u128, i64>; 4],
}

const UNIQUE: [Measure; 4] =
    [Measure::Viewers, Measure::ProductReach, Measure::ProductClickers, Measure::Buyers];

impl Minutes {
    pub(super) fn new(started_at: Instant) -> Self {
        Self {
            first: minute_of(started_at),
            counts: Vec::new(),
            gauges: Vec::new(),
            total: Counts::default(),
            users: std::array::from_fn(|_| FxHashMap::default()),
        }
    }
    /// The place of a minute that is not before the first.
    fn place(&mut self, minute: i64) -> usize {
        let place = usize::try_from(minute.saturating_sub(self.first)).unwrap_or_default();
        if self.counts.len() <= place {
            self.counts.resize_with(place.saturating_add(1), Counts::default);
            self.gauges.resize_with(place.saturating_add(1), || None);
        }
        place
    }
    pub(super) fn add(&mut self, minute: i64, measure: Measure, more: i64) {
        let place = self.place(minute);
        if let Some(counts) = self.counts.get_mut(place) {
            counts.add_to(measure, more);
        }
        self.total.add_to(measure, more);
    }
    /// A user did what makes it one of a measure's users: it counts in the first minute it did.
    pub(super) fn see(&mut self, minute: i64, measure: Measure, user: u128) {
        let Some(users) = UNIQUE.iter().position(|one| *one == measure).and_then(|at| self.users.get_mut(at))
        else {
            return;
        };
        let before = match users.entry(user) {
            std::collections::hash_map::Entry::Occupied(mut known) if *known.get() > minute => {
                Some(known.insert(minute))
            }
            std::collections::hash_map::Entry::Occupied(_) => return,
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(minute);
                None
            }
        };
        if let Some(before) = before {
            self.add(before, measure, -1);
        }
        self.add(minute, measure, 1);
    }
    pub(super) fn look(&mut self, at: Instant, id: &EventId, value: i64) {
        let place = self.place(minute_of(at));
        match self.gauges.get_mut(place) {
            Some(Some(gauge)) => gauge.look(at, id, value),
            Some(none) => *none = Some(Gauge::of(at, id, value)),
            None => {}
        }
    }
    /// The sums of all minutes before one.
    pub(super) fn before(&self, minute: i64) -> Counts {
        let end = usize::try_from(minute.saturating_sub(self.first)).unwrap_or_default();
        let end = end.min(self.counts.len());
        let mut sums = Counts::default();
        // The shorter way round: from the start, or from all of it back.
        if end.saturating_mul(2) <= self.counts.len() {
            self.counts.iter().take(end).for_each(|counts| sums.add(counts));
            return sums;
        }
        self.counts.iter().skip(end).for_each(|counts| sums.add(counts));
        self.total.less(&sums)
    }
    /// Whether anything was counted before a minute.
    pub(super) fn is_told_before(&self, minute: i64) -> bool {
        let end = usize::try_from(minute.saturating_sub(self.first)).unwrap_or_default();
        self.counts.iter().take(end).any(|counts| *counts != Counts::default())
    }
    /// The sums of minutes `[from, to)`.
    pub(super) fn between(&self, from: i64, to: i64) -> Counts {
        let place = |minute: i64| usize::try_from(minute.saturating_sub(self.first)).unwrap_or_default();
        let mut sums = Counts::default();
        let (from, to) = (place(from), place(to).min(self.counts.len()));
        self.counts.iter().take(to).skip(from).for_each(|counts| sums.add(counts));
        sums
    }
    /// The gauge as last looked at before a minute begins; none if it was never.
    pub(super) fn gauge_before(&self, minute: i64) -> Option<&Gauge> {
        let end = usize::try_from(minute.saturating_sub(self.first)).unwrap_or_default();
        self.gauges.iter().take(end).rev().flatten().next()
    }
    /// The gauge of a minute.
    pub(super) fn gauge(&self, minute: i64) -> Option<&Gauge> {
        self.gauges.get(usize::try_from(minute.checked_sub(self.first)?).ok()?)?.as_ref()
    }
    pub(super) fn counts(&self, minute: i64) -> Option<&Counts> {
        self.counts.get(usize::try_from(minute.checked_sub(self.first)?).ok()?)
    }
    /// Users by measure, and the minute each was first seen in.
    pub(super) fn users(&self) -> &[FxHashMap<u128, i64>; 4] {
        &self.users
    }
    /// Makes room up to a minute; nothing is told of it.
    pub(super) fn reach(&mut self, minute: i64) {
        self.place(minute);
    }
    /// What was looked at in a minute, as it was kept.
    pub(super) fn set_gauge(&mut self, minute: i64, gauge: Gauge) {
        let place = self.place(minute);
        if let Some(known) = self.gauges.get_mut(place) {
            *known = Some(gauge);
        }
    }
    /// A user, as it was kept: it is in the sums already.
    pub(super) fn know(&mut self, place: usize, user: u128, minute: i64) {
        if let Some(users) = self.users.get_mut(place) {
            users.insert(user, minute);
        }
    }
    /// The minute after the last that anything was told of.
    pub(super) fn end(&self) -> i64 {
        self.first.saturating_add(i64::try_from(self.counts.len()).unwrap_or(i64::MAX))
    }
}
