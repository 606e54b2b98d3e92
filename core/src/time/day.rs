use chrono::{Datelike, Months, NaiveDate};

use super::error::{TimeError, clip};

/// A calendar day, 1970-01-01 to 9999-12-31.
///
/// Inside a number: days since 1970-01-01. Which instants belong to it is the calendar's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

const LAST: i32 = 2_932_896; // 9999-12-31

impl Day {
    /// 1970-01-01.
    pub const FIRST: Self = Self(0);

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`TimeError::MalformedDay`], or [`TimeError::DayOutOfRange`] before 1970 and after 9999.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let shaped = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        let date = if shaped { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None };
        let date = date.ok_or_else(|| TimeError::MalformedDay { value: clip(text) })?;
        Self::from_date(date)
    }
    /// Takes a date.
    ///
    /// # Errors
    /// [`TimeError::DayOutOfRange`] before 1970 and after 9999.
    pub fn from_date(date: NaiveDate) -> Result<Self, TimeError> {
        let days = Self::of_date(date);
        if (0..=LAST).contains(&days.0) {
            Ok(days)
        } else {
            Err(TimeError::DayOutOfRange { value: date.to_string() })
        }
    }
    pub(crate) fn of_date(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - 719_163)
    }
    /// The day as a date.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0 + 719_163).unwrap_or_default()
    }
    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }
    pub(crate) fn from_number(number: i32) -> Self {
        Self(number)
    }
    /// So many days later (earlier when negative), kept between 1969-12-01 and 10000-01-31.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days).clamp(-31, LAST + 31))
    }
    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }
    /// The same day of the month so many months earlier, or that month's last day (ACC-13).
    #[must_use]
    pub fn minus_months(self, months: u32) -> Self {
        Self::of_date(self.date().checked_sub_months(Months::new(months)).unwrap_or_default())
            .max(Self::FIRST)
    }
    /// The first day of its month and of the month after.
    #[must_use]
    pub fn month(self) -> (Self, Self) {
        let first = self.date().with_day(1).unwrap_or_default();
        let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
        (Self::of_date(first), Self::of_date(next))
    }
    /// 0 on Monday to 6 on Sunday.
    #[must_use]
    pub fn weekday(self) -> i32 {
        (self.0 + 3).rem_euclid(7)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.date().fmt(f)
    }
}
