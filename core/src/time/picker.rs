use super::calendar::Calendar;
use super::day::Day;
use super::error::{TimeError, clip};
use super::instant::Instant;
use super::window::Window;
use crate::value::{Details, ErrorKind, Failure, Policy, details};

/// Which pickers a screen offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Overview, LIVE, creators, videos (PER-1).
    General,
    /// Products (PER-2).
    Product,
}

/// The sort of a picker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PickerKind {
    /// The day before today.
    Yesterday,
    /// The seven days before today.
    Last7Days,
    /// The 28 days before today.
    Last28Days,
    /// A calendar day.
    Day,
    /// A calendar week.
    Week,
    /// A calendar month.
    Month,
    /// Any days.
    Custom,
}

impl PickerKind {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yesterday => "yesterday",
            Self::Last7Days => "last_7_days",
            Self::Last28Days => "last_28_days",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Custom => "custom",
        }
    }
}

impl Screen {
    /// The pickers of this screen, in the order they are offered.
    #[must_use]
    pub fn offers(self) -> &'static [PickerKind] {
        use PickerKind::{Custom, Day, Last7Days, Last28Days, Month, Week, Yesterday};
        match self {
            Self::General => &[Yesterday, Last7Days, Day, Week, Custom],
            Self::Product => &[Last28Days, Last7Days, Day, Week, Month, Custom],
        }
    }
}

/// What a person picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picker {
    /// The day before today.
    Yesterday,
    /// The seven days before today.
    Last7Days,
    /// The 28 days before today.
    Last28Days,
    /// This day.
    Day(Day),
    /// The week this day lies in.
    Week(Day),
    /// The month this day lies in.
    Month(Day),
    /// From a day to before another.
    Custom {
        /// The first day.
        start: Day,
        /// The day after the last.
        end: Day,
    },
}

impl Picker {
    /// Its sort.
    #[must_use]
    pub fn kind(self) -> PickerKind {
        match self {
            Self::Yesterday => PickerKind::Yesterday,
            Self::Last7Days => PickerKind::Last7Days,
            Self::Last28Days => PickerKind::Last28Days,
            Self::Day(_) => PickerKind::Day,
            Self::Week(_) => PickerKind::Week,
            Self::Month(_) => PickerKind::Month,
            Self::Custom { .. } => PickerKind::Custom,
        }
    }
    /// The month written `YYYY-MM`.
    ///
    /// # Errors
    /// [`TimeError::MalformedMonth`], [`TimeError::DayOutOfRange`].
    pub fn month(text: &str) -> Result<Self, TimeError> {
        if text.len() != 7 {
            return Err(TimeError::MalformedMonth { value: clip(text) });
        }
        match Day::parse(&format!("{text}-01")) {
            Ok(day) => Ok(Self::Month(day)),
            Err(TimeError::DayOutOfRange { value }) => Err(TimeError::DayOutOfRange { value }),
            Err(_) => Err(TimeError::MalformedMonth { value: clip(text) }),
        }
    }
}

/// Whole days `[start, end)` that an answer is asked for, and the cycle before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// How it was picked.
    pub picker: PickerKind,
    /// The first day.
    pub start: Day,
    /// The day after the last.
    pub end: Day,
    /// The first day of the previous cycle, which ends at `previous_end` (PER-6).
    pub previous_start: Day,
    /// The day after the previous cycle's last.
    pub previous_end: Day,
}

impl Period {
    /// The days as a window.
    #[must_use]
    pub fn window(&self) -> Window<Day> {
        Window { start: self.start, end: Some(self.end) }
    }
    /// The previous cycle as a window (PER-6).
    #[must_use]
    pub fn previous(&self) -> Window<Day> {
        Window { start: self.previous_start, end: Some(self.previous_end) }
    }
    /// How many days.
    #[must_use]
    pub fn days(&self) -> u32 {
        days_between(self.start, self.end)
    }
}

fn days_between(start: Day, end: Day) -> u32 {
    u32::try_from(end.number().saturating_sub(start.number())).unwrap_or(0)
}

/// Why a period is refused; where other spans would be allowed, the shortest list of them (PER-3).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PeriodError {
    /// The screen does not offer this picker (PER-1, PER-2).
    #[error("this screen does not offer `{}`", picker.as_str())]
    NotOffered {
        /// What was picked.
        picker: PickerKind,
        /// What the screen offers.
        offered: &'static [PickerKind],
    },
    /// A custom period of no day.
    #[error("the period from {start} to {end} holds no day; expected start < end")]
    Empty {
        /// Its start.
        start: Day,
        /// Its end.
        end: Day,
    },
    /// Longer than the policy allows (PER-3).
    #[error("the period has {days} days; at most {limit} are allowed")]
    TooLong {
        /// The limit in days.
        limit: u32,
        /// The days asked.
        days: u32,
        /// Spans that cover what is asked and allowed, earliest first.
        allowed: Vec<Window<Day>>,
    },
    /// Older than the retention (PER-4, ACC-13).
    #[error("the period begins on {start}, before the retention's first day {earliest}")]
    OutOfRetention {
        /// The day asked.
        start: Day,
        /// The first day of the retention.
        earliest: Day,
        /// Spans that cover what is asked and allowed, earliest first.
        allowed: Vec<Window<Day>>,
    },
    /// Not finished: aggregates exist for finished days only (PER-4).
    #[error("the period reaches {last}; only days before today, {today}, are finished")]
    NotFinished {
        /// Its last day.
        last: Day,
        /// Today.
        today: Day,
        /// Spans that cover what is asked and allowed, earliest first.
        allowed: Vec<Window<Day>>,
    },
}

impl Failure for PeriodError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotOffered { .. } | Self::Empty { .. } => ErrorKind::Invalid,
            Self::TooLong { .. } | Self::OutOfRetention { .. } => ErrorKind::Refused,
            Self::NotFinished { .. } => ErrorKind::NotReady,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::NotOffered { .. } => "time.picker.not_offered",
            Self::Empty { .. } => "time.period.empty",
            Self::TooLong { .. } => "time.period.too_long",
            Self::OutOfRetention { .. } => "time.period.out_of_retention",
            Self::NotFinished { .. } => "time.period.not_finished",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::NotOffered { .. } => "PER-1",
            Self::Empty { .. } | Self::TooLong { .. } => "PER-3",
            Self::OutOfRetention { .. } | Self::NotFinished { .. } => "PER-4",
        }
    }
    fn details(&self) -> Details {
        let spans = |allowed: &[Window<Day>]| -> Vec<serde_json::Value> {
            let text = |day: Day| day.to_string();
            allowed
                .iter()
                .map(|w| serde_json::json!({ "start": text(w.start), "end": w.end.map(text) }))
                .collect()
        };
        match self {
            Self::NotOffered { picker, offered } => details! {
                "picker": picker.as_str(),
                "offered": offered.iter().map(|kind| kind.as_str()).collect::<Vec<_>>(),
            },
            Self::Empty { start, end } => details! { "start": start.to_string(), "end": end.to_string() },
            Self::TooLong { limit, days, allowed } => {
                details! { "limit": limit, "days": days, "allowed": spans(allowed) }
            }
            Self::OutOfRetention { start, earliest, allowed } => {
                details! { "start": start.to_string(), "earliest": earliest.to_string(), "allowed": spans(allowed) }
            }
            Self::NotFinished { last, today, allowed } => {
                details! { "last": last.to_string(), "today": today.to_string(), "allowed": spans(allowed) }
            }
        }
    }
}

/// The first day all modules still give: so many calendar months before today, clamped to the month's end (ACC-13).
#[must_use]
pub fn retention_start(policy: &Policy, today: Day) -> Day {
    today.minus_months(policy.retention_months)
}

/// The period a picker means on a screen at a moment, checked against the policy (PER-1…4).
///
/// # Errors
/// [`PeriodError`], the first that holds in the order of its variants.
pub fn resolve(
    policy: &Policy,
    calendar: &Calendar,
    screen: Screen,
    picker: Picker,
    now: Instant,
) -> Result<Period, PeriodError> {
    let kind = picker.kind();
    if !screen.offers().contains(&kind) {
        return Err(PeriodError::NotOffered { picker: kind, offered: screen.offers() });
    }
    let today = calendar.day_of(now);
    let period = period_of(policy, picker, today);
    check(policy, period, today).map(|()| period)
}

fn period_of(policy: &Policy, picker: Picker, today: Day) -> Period {
    let just_before = |start: Day, end: Day| (start.plus(start.number().saturating_sub(end.number())), start);
    let (start, end) = match picker {
        Picker::Yesterday => (today.plus(-1), today),
        Picker::Last7Days => (today.plus(-7), today),
        Picker::Last28Days => (today.plus(-28), today),
        Picker::Day(day) => (day, day.next()),
        Picker::Week(day) => {
            let into = (day.weekday() - policy.week_start.days_from_monday()).rem_euclid(7);
            (day.plus(-into), day.plus(7 - into))
        }
        Picker::Month(day) => day.month(),
        Picker::Custom { start, end } => (start, end),
    };
    let (previous_start, previous_end) = match picker {
        Picker::Month(_) => (start.plus(-1).month().0, start),
        _ => just_before(start, end),
    };
    Period { picker: picker.kind(), start, end, previous_start, previous_end }
}

fn check(policy: &Policy, period: Period, today: Day) -> Result<(), PeriodError> {
    let Period { start, end, .. } = period;
    if start >= end {
        return Err(PeriodError::Empty { start, end });
    }
    let limit = policy.longest_period_days.max(1);
    let earliest = retention_start(policy, today);
    let allowed = || {
        let (mut from, until) = (start.max(earliest), end.min(today));
        let mut spans = Vec::new();
        while from < until {
            let to = from.plus(i32::try_from(limit).unwrap_or(i32::MAX)).min(until);
            spans.push(Window { start: from, end: Some(to) });
            from = to;
        }
        spans
    };
    // A calendar month may have 31 days, a custom period may not (PER-3).
    if period.picker != PickerKind::Month && period.days() > limit {
        return Err(PeriodError::TooLong { limit, days: period.days(), allowed: allowed() });
    }
    if start < earliest {
        return Err(PeriodError::OutOfRetention { start, earliest, allowed: allowed() });
    }
    if today < end {
        return Err(PeriodError::NotFinished { last: end.plus(-1), today, allowed: allowed() });
    }
    Ok(())
}
