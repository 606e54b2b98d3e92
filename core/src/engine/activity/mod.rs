//! Rows of activity: the table, where its rows lie in time, and what they are about.

mod by_day;
mod subjects;
mod table;

pub(super) use by_day::About;
pub(super) use subjects::{Detail, Row, Subject, level_of, subjects};
pub(super) use table::ActivityTable;
