use chrono::{DateTime, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::day::Day;
use super::error::{TimeError, clip};
use super::instant::Instant;
use super::window::Window;

const DAY_MILLIS: i64 = 86_400_000;

/// The calendar of a business time zone.
///
/// A day runs from its first existing instant (the first whose local date is that day or later) to the next day's. So
/// days of 23, 23½, 24, 24½ and 25 hours exist, midnight may not, and a day that a zone skipped is empty.
///
/// # Example: a day without midnight
/// ```
/// use creator_compass::time::{Calendar, Day};
/// let calendar = Calendar::new("America/Sao_Paulo")?;
/// let window = calendar.window_of(Day::parse("2018-11-04")?);
/// assert_eq!(window.start.to_string(), "2018-11-04T03:00:00Z"); // 01:00 local
/// # Ok::<(), creator_compass::time::TimeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    zone: Tz,
}

impl Calendar {
    /// The calendar of an IANA zone.
    ///
    /// # Errors
    /// [`TimeError::UnknownZone`].
    pub fn new(zone: &str) -> Result<Self, TimeError> {
        let unknown = || TimeError::UnknownZone { zone: clip(zone) };
        zone.parse().map(|zone| Self { zone }).map_err(|_| unknown())
    }
    /// The zone's IANA name.
    #[must_use]
    pub fn zone(&self) -> &'static str {
        self.zone.name()
    }
    /// The day an instant belongs to.
    #[must_use]
    pub fn day_of(&self, at: Instant) -> Day {
        let local = at.millis().saturating_add(self.offset_millis(at.millis()));
        let day = Day::from_number(i32::try_from(local.div_euclid(DAY_MILLIS)).unwrap_or_default());
        // Where clocks fall back over midnight the new day has begun before and goes on.
        if self.start_of(day.next()) <= at { day.next() } else { day }
    }
    /// The first instant of a day.
    #[must_use]
    pub fn start_of(&self, day: Day) -> Instant {
        let midnight = day.date().and_time(NaiveTime::MIN);
        match self.zone.offset_from_local_datetime(&midnight).earliest() {
            Some(offset) => {
                let east = i64::from(offset.fix().local_minus_utc()).saturating_mul(1000);
                Instant::of_millis(midnight.and_utc().timestamp_millis().saturating_sub(east))
            }
            None => self.first_after_gap(midnight),
        }
    }
    /// All instants of a day.
    #[must_use]
    pub fn window_of(&self, day: Day) -> Window<Instant> {
        Window { start: self.start_of(day), end: Some(self.start_of(day.next())) }
    }
    /// The instant of a local time of the zone: the earlier of two, and the end of the gap for one that was skipped.
    ///
    /// # Errors
    /// [`TimeError::InstantOutOfRange`] before 1970 and after 9999.
    pub fn instant_of(&self, local: NaiveDateTime) -> Result<Instant, TimeError> {
        match self.zone.from_local_datetime(&local).earliest() {
            Some(moment) => Instant::from_millis(moment.timestamp_millis()),
            None => Instant::from_millis(self.first_after_gap(local).millis()),
        }
    }

    fn offset_millis(&self, at: i64) -> i64 {
        let moment = DateTime::from_timestamp_millis(at).unwrap_or_default().naive_utc();
        i64::from(self.zone.offset_from_utc_datetime(&moment).fix().local_minus_utc()).saturating_mul(1000)
    }
    /// The first instant whose local time is `local` or later, for a local time that a clock change skipped.
    fn first_after_gap(&self, local: NaiveDateTime) -> Instant {
        let target = local.and_utc().timestamp_millis();
        let reached = |at: i64| at.saturating_add(self.offset_millis(at)) >= target;
        // INVARIANT: `before` has not reached it, `after` has; offsets lie within 26 h.
        let (mut before, mut after) =
            (target.saturating_sub(DAY_MILLIS * 2), target.saturating_add(DAY_MILLIS * 2));
        while after.saturating_sub(before) > 1 {
            let middle = before.midpoint(after);
            if reached(middle) { after = middle } else { before = middle }
        }
        Instant::of_millis(after)
    }
}
