use serde::{Deserialize, Serialize};

use super::error::WireError;
use super::workspace::PolicyWire;
use crate::time::{Calendar, Day, Instant, Period, Picker, Screen, Window, WindowSet};
use crate::value::Policy;

/// Days `[start, end)`; without an end for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WindowWire {
    /// The first day.
    pub start: String,
    /// The day after the last.
    #[serde(default)]
    pub end: Option<String>,
}

impl From<Window<Day>> for WindowWire {
    fn from(window: Window<Day>) -> Self {
        Self { start: window.start.to_string(), end: window.end.map(|end| end.to_string()) }
    }
}

impl WindowWire {
    /// Reads the window.
    ///
    /// # Errors
    /// A malformed day, or a window that runs backwards.
    pub fn read(&self) -> Result<Window<Day>, WireError> {
        let end = self.end.as_deref().map(Day::parse).transpose()?;
        Ok(Window::new(Day::parse(&self.start)?, end)?)
    }
}

pub(super) fn windows_out(set: &WindowSet<Day>) -> Vec<WindowWire> {
    set.windows().iter().map(|window| WindowWire::from(*window)).collect()
}

/// An operation on sets of windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowOp {
    /// All that is in either; with nothing on the right: normalize.
    Union,
    /// All that is in both.
    Intersection,
    /// All that is in the left and not in the right.
    Difference,
}

/// Sets of windows: the answer is sorted, disjoint, not touching.
///
/// # Errors
/// A malformed day, or a window that runs backwards.
pub fn windows(
    op: WindowOp,
    left: &[WindowWire],
    right: &[WindowWire],
) -> Result<Vec<WindowWire>, WireError> {
    let read = |all: &[WindowWire]| all.iter().map(WindowWire::read).collect::<Result<WindowSet<Day>, _>>();
    let (left, right) = (read(left)?, read(right)?);
    Ok(windows_out(&match op {
        WindowOp::Union => left.union(&right),
        WindowOp::Intersection => left.intersection(&right),
        WindowOp::Difference => left.difference(&right),
    }))
}

/// The day an instant belongs to in a zone.
///
/// # Errors
/// An unknown zone or a malformed instant.
pub fn day_of(time_zone: &str, instant: &str) -> Result<String, WireError> {
    Ok(Calendar::new(time_zone)?.day_of(Instant::parse(instant)?).to_string())
}

/// All instants of a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DayWindowWire {
    /// Its first instant.
    pub start: String,
    /// The next day's first instant.
    pub end: String,
    /// How long it is, in hours.
    pub hours: f64,
}

/// All instants of a day in a zone.
///
/// # Errors
/// An unknown zone or a malformed day.
pub fn day_window(time_zone: &str, day: &str) -> Result<DayWindowWire, WireError> {
    let (calendar, day) = (Calendar::new(time_zone)?, Day::parse(day)?);
    let (start, end) = (calendar.start_of(day), calendar.start_of(day.next()));
    let millis = u32::try_from(end.millis().saturating_sub(start.millis())).unwrap_or(0);
    Ok(DayWindowWire {
        start: start.to_string(),
        end: end.to_string(),
        hours: f64::from(millis) / 3_600_000.0,
    })
}

/// The first day all modules still give (ACC-13).
///
/// # Errors
/// An unknown zone or a malformed instant.
pub fn retention_start(time_zone: &str, now: &str, policy: Option<PolicyWire>) -> Result<String, WireError> {
    let today = Calendar::new(time_zone)?.day_of(Instant::parse(now)?);
    Ok(crate::time::retention_start(&policy.map(Policy::from).unwrap_or_default(), today).to_string())
}

/// What a person picked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PickerWire {
    /// The day before today.
    Yesterday {},
    /// The seven days before today.
    #[serde(rename = "last_7_days")]
    Last7Days {},
    /// The 28 days before today.
    #[serde(rename = "last_28_days")]
    Last28Days {},
    /// A calendar day.
    Day {
        /// The day.
        day: String,
    },
    /// A calendar week.
    Week {
        /// Any day in it.
        day: String,
    },
    /// A calendar month.
    Month {
        /// `YYYY-MM`.
        month: String,
    },
    /// Any days `[start, end)`.
    Custom {
        /// The first day.
        start: String,
        /// The day after the last.
        end: String,
    },
}

impl PickerWire {
    /// Reads the picker.
    ///
    /// # Errors
    /// A malformed day or month.
    pub fn read(&self) -> Result<Picker, WireError> {
        Ok(match self {
            Self::Yesterday {} => Picker::Yesterday,
            Self::Last7Days {} => Picker::Last7Days,
            Self::Last28Days {} => Picker::Last28Days,
            Self::Day { day } => Picker::Day(Day::parse(day)?),
            Self::Week { day } => Picker::Week(Day::parse(day)?),
            Self::Month { month } => Picker::month(month)?,
            Self::Custom { start, end } => {
                Picker::Custom { start: Day::parse(start)?, end: Day::parse(end)? }
            }
        })
    }
}

/// A period and the cycle before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PeriodWire {
    /// How it was picked.
    pub picker: &'static str,
    /// Its days.
    pub days: WindowWire,
    /// The previous cycle's days (PER-6).
    pub previous: WindowWire,
}

impl From<Period> for PeriodWire {
    fn from(period: Period) -> Self {
        Self {
            picker: period.picker.as_str(),
            days: period.window().into(),
            previous: period.previous().into(),
        }
    }
}

/// The screen of a name: `general` or `product`.
pub(super) fn screen(name: &str) -> Result<Screen, WireError> {
    match name {
        "general" => Ok(Screen::General),
        "product" => Ok(Screen::Product),
        other => {
            let what = "the screen is neither `general` nor `product`";
            Err(WireError::malformed("time.screen.unknown", what)
                .with("screen", other.chars().take(64).collect::<String>()))
        }
    }
}

/// The period a picker means on a screen at a moment (PER-1…4).
///
/// # Errors
/// A malformed input, or a period that is refused.
pub fn resolve(
    time_zone: &str,
    now: &str,
    screen: &str,
    picker: &PickerWire,
    policy: Option<PolicyWire>,
) -> Result<PeriodWire, WireError> {
    let calendar = Calendar::new(time_zone)?;
    let (screen, now, picker) = (self::screen(screen)?, Instant::parse(now)?, picker.read()?);
    let policy = policy.map(Policy::from).unwrap_or_default();
    Ok(crate::time::resolve(&policy, &calendar, screen, picker, now)?.into())
}
