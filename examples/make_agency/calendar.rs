//! Days and moments of the agency: Jakarta is UTC+7 all year.

use chrono::{DateTime, Days, NaiveDate, NaiveTime};

/// Seconds Jakarta is ahead of UTC.
const AHEAD: i64 = 7 * 3600;
/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// A calendar day.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The day so many days later.
pub(crate) fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day so many days earlier.
pub(crate) fn earlier(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The days from `start` to before `end`.
pub(crate) fn days(start: NaiveDate, end: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    start.iter_days().take_while(move |day| *day < end)
}

/// The unix second of a local time.
pub(crate) fn second_of(day: NaiveDate, hour: u32, minute: u32) -> i64 {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    day.and_time(time).and_utc().timestamp() - AHEAD
}

/// The local day of a unix second.
pub(crate) fn day_of(second: i64) -> NaiveDate {
    DateTime::from_timestamp(second + AHEAD, 0).unwrap_or_default().date_naive()
}

/// A unix second as local `YYYY-MM-DD HH:MM:SS`, without a zone.
pub(crate) fn local_text(second: i64) -> String {
    DateTime::from_timestamp(second + AHEAD, 0).unwrap_or_default().format("%Y-%m-%d %H:%M:%S").to_string()
}

/// A unix second as RFC 3339 in UTC.
pub(crate) fn utc_text(second: i64) -> String {
    DateTime::from_timestamp(second, 0).unwrap_or_default().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// When the documents of a window are fetched: two hours after its last day ended.
pub(crate) fn fetched_after(end: NaiveDate) -> i64 {
    second_of(end, 2, 0)
}
