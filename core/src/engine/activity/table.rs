use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::super::versions::Versions;
use super::by_day::ByDay;
use crate::fact::{ActivityKey, ActivityRow};
use crate::time::Calendar;

/// The rows by key, as all tables keep them.
pub(in crate::engine) type ActivityRows = BTreeMap<ActivityKey, Versions<Arc<ActivityRow>>>;

/// All rows of activity, and where they lie in time: made when it is first asked for, and again after a change.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct ActivityTable {
    rows: ActivityRows,
    by_day: OnceLock<Arc<ByDay>>,
}

impl PartialEq for ActivityTable {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl Eq for ActivityTable {}

impl From<ActivityRows> for ActivityTable {
    fn from(rows: ActivityRows) -> Self {
        Self { rows, by_day: OnceLock::new() }
    }
}

impl ActivityTable {
    pub(in crate::engine) fn rows(&self) -> &ActivityRows {
        &self.rows
    }
    /// The rows, to be changed: where they lie is forgotten.
    pub(in crate::engine) fn rows_mut(&mut self) -> &mut ActivityRows {
        self.by_day = OnceLock::new();
        &mut self.rows
    }
    pub(in crate::engine) fn into_rows(self) -> ActivityRows {
        self.rows
    }
    /// The rows by day. A store has one calendar.
    pub(in crate::engine) fn by_day(&self, calendar: Calendar) -> &ByDay {
        self.by_day.get_or_init(|| Arc::new(ByDay::new(&self.rows, calendar)))
    }
}
