//! Days, instants, half-open windows, the calendar of a business time zone, and the periods a picker offers (PER).

mod calendar;
mod day;
mod error;
mod instant;
mod picker;
mod window;

pub use calendar::Calendar;
pub use day::Day;
pub use error::TimeError;
pub use instant::Instant;
pub use picker::{Period, PeriodError, Picker, PickerKind, Screen, resolve, retention_start};
pub use window::{Window, WindowSet};
