//! Times without a zone.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, SecondsFormat, Utc};

use super::folder::Failure;

/// Bangkok and Ho Chi Minh City are ahead of UTC by this all year.
const AHEAD: i32 = 7 * 3600;

/// The moment of a stamp, `offset` ahead of UTC.
pub(crate) fn moment(text: &str, format: &str, offset: FixedOffset) -> Result<DateTime<Utc>, Failure> {
    let wrong = || format!("`{text}` is no time of the form {format}");
    let naive = NaiveDateTime::parse_from_str(text, format).map_err(|_| wrong())?;
    let moment = naive.and_local_timezone(offset).single().ok_or_else(wrong)?;
    Ok(moment.to_utc())
}

/// The business day of a moment.
pub(crate) fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    FixedOffset::east_opt(AHEAD)
        .map_or_else(|| moment.date_naive(), |zone| moment.with_timezone(&zone).date_naive())
}

/// A moment as RFC 3339 in UTC.
pub(crate) fn utc(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The day so many days later.
pub(crate) fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day so many days earlier.
pub(crate) fn earlier(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}
