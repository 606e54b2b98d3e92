//! Of whom anything shows: what rows of others tell moves no figure, not even by what it says of its feed.
use std::collections::{BTreeMap, BTreeSet};

use super::people::People;
use crate::access::{AccessRules, CreatorState, Module, Scope};
use crate::fact::Content;
use crate::time::{Day, Window, WindowSet, retention_start};
use crate::value::RoomId;

/// The people of whom some day that is kept may be seen, in whatever module.
#[derive(Debug)]
pub(super) struct Open {
    people: BTreeMap<u32, Shown>,
}

#[derive(Debug)]
enum Shown {
    /// The creator as a whole.
    Whole,
    /// Only these rooms.
    Rooms(BTreeSet<RoomId>),
}

impl Open {
    pub(super) fn new(rules: &AccessRules, today: Day, people: &People) -> Self {
        let modules = [Module::Overview, Module::Live, Module::Creator, Module::Video, Module::Product];
        let contracted = modules.into_iter().all(|module| module.needs_contract(rules));
        let kept: WindowSet<Day> =
            [Window { start: retention_start(&rules.policy, today), end: Some(today) }].into_iter().collect();
        let shown = |person: u32| shown(rules, people.state(person)?, today, &kept, contracted);
        Self { people: (0..people.len()).filter_map(|person| Some((person, shown(person)?))).collect() }
    }
    /// Whether a row of a person, about some content, may tell anything.
    pub(super) fn shows(&self, person: u32, content: Option<&Content>) -> bool {
        match (self.people.get(&person), content) {
            (Some(Shown::Whole), _) => true,
            (Some(Shown::Rooms(rooms)), Some(Content::Room(room))) => rooms.contains(room),
            _ => false,
        }
    }
    /// Whether all rows of a person may tell something.
    pub(super) fn is_whole(&self, person: u32) -> bool {
        matches!(self.people.get(&person), Some(Shown::Whole))
    }
    /// The rooms of a person that alone may tell something.
    pub(super) fn rooms(&self, person: u32) -> impl Iterator<Item = &RoomId> {
        let rooms = match self.people.get(&person) {
            Some(Shown::Rooms(rooms)) => Some(rooms),
            _ => None,
        };
        rooms.into_iter().flatten()
    }
}

fn shown(
    rules: &AccessRules,
    state: &CreatorState,
    today: Day,
    kept: &WindowSet<Day>,
    contracted: bool,
) -> Option<Shown> {
    if state.restricted_region(rules).is_some() {
        return None;
    }
    let allowed = if contracted { kept.intersection(&state.contract_windows()) } else { kept.clone() };
    let shows = state.requests.iter().filter(|record| {
        let days: WindowSet<Day> = [record.days].into_iter().collect();
        record.state.shows_on(today) && !days.intersection(&allowed).is_empty()
    });
    let mut rooms = BTreeSet::new();
    for record in shows {
        match &record.scope {
            Scope::Creator => return Some(Shown::Whole),
            Scope::Room(room) => rooms.insert(room.clone()),
        };
    }
    (!rooms.is_empty()).then_some(Shown::Rooms(rooms))
}
