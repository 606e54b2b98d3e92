use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::versions::{Outcome, Versions};
use super::part::Part;
use super::row::Row;
use crate::time::{Day, Instant};

/// An act that has an id, on the day it is said to have been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct KeyedRow {
    pub(super) day: Day,
    pub(super) row: Row,
}

/// The acts of a day that have ids, as they count.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeyedDay {
    pub(crate) part: Option<Arc<Part>>,
    /// Rows that contradict another of the same id and moment.
    pub(crate) conflicts: Vec<Row>,
}

/// Acts that have ids: a later observation replaces an earlier one (SRC-7).
#[derive(Debug, Clone, Default)]
pub(crate) struct Keyed {
    versions: BTreeMap<u32, Versions<KeyedRow>>,
    days: BTreeMap<Day, BTreeSet<u32>>,
}

impl Keyed {
    /// Keeps an observation; `touched` gathers the days that change.
    pub(super) fn keep(
        &mut self,
        event: u32,
        at: Instant,
        row: KeyedRow,
        touched: &mut BTreeSet<Day>,
    ) -> Outcome {
        let versions = self.versions.entry(event).or_default();
        let outcome = versions.outcome(at, &row);
        versions.keep(at, row);
        for (_, known) in versions.all() {
            touched.insert(known.day);
            self.days.entry(known.day).or_default().insert(event);
        }
        outcome
    }
    /// The days that any row lies on.
    pub(super) fn days(&self) -> impl Iterator<Item = Day> + '_ {
        self.days.keys().copied()
    }
    /// A day as it counts, as known at a moment.
    pub(super) fn day(&self, day: Day, known_at: Option<Instant>) -> KeyedDay {
        let (mut rows, mut conflicts) = (Vec::new(), Vec::new());
        for event in self.days.get(&day).into_iter().flatten() {
            let Some(current) = self.versions.get(event).and_then(|versions| versions.current(known_at))
            else {
                continue;
            };
            let here = current.rows().filter(|known| known.day == day).map(|known| known.row);
            if current.is_conflict() { conflicts.extend(here) } else { rows.extend(here) }
        }
        conflicts.sort_unstable();
        let part = (!rows.is_empty()).then(|| Arc::new(Part::of_rows(Instant::of_millis(0), rows)));
        KeyedDay { part, conflicts }
    }
    /// Every observation, by the code of its id.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, Instant, &KeyedRow)> + '_ {
        let each = self.versions.iter();
        each.flat_map(|(event, versions)| versions.all().iter().map(|(at, row)| (*event, *at, row)))
    }
    /// Forgets all ids of which any row is gone; answers the days that change.
    pub(super) fn forget(&mut self, gone: impl Fn(&KeyedRow) -> bool) -> BTreeSet<Day> {
        let mut touched = BTreeSet::new();
        self.versions.retain(|_, versions| {
            let keep = !versions.all().iter().any(|(_, known)| gone(known));
            if !keep {
                touched.extend(versions.all().iter().map(|(_, known)| known.day));
            }
            keep
        });
        let versions = &self.versions;
        self.days.retain(|_, events| {
            events.retain(|event| versions.contains_key(event));
            !events.is_empty()
        });
        touched
    }
}
