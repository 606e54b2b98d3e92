use std::collections::BTreeMap;

use super::decide::{Grain, Module};
use super::event::Scope;
use super::fold::{Clocks, CreatorState};
use super::log::AccessLog;
use super::rules::AccessRules;
use crate::time::{Day, Window, WindowSet, retention_start};
use crate::value::{CreatorId, RoomId};

/// A bit a day of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DayBits(Vec<u64>);

impl DayBits {
    fn of(days: &WindowSet<Day>, period: Window<Day>, length: usize) -> Self {
        let mut words = vec![0_u64; length.div_ceil(64)];
        for window in days.windows() {
            let Some(inside) = window.intersection(&period) else { continue };
            let first = offset(period.start, inside.start);
            let last = inside.end.map_or(length, |end| offset(period.start, end)).min(length);
            for at in first..last {
                if let Some(word) = words.get_mut(at / 64) {
                    *word |= 1 << (at % 64);
                }
            }
        }
        Self(words)
    }
    fn get(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}

fn offset(start: Day, day: Day) -> usize {
    usize::try_from(day.number().saturating_sub(start.number())).unwrap_or(0)
}

/// Permissions of a period as bits: what a scan tests instead of deciding (ACC-15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledAccess {
    period: Window<Day>,
    length: usize,
    creators: BTreeMap<CreatorId, DayBits>,
    rooms: BTreeMap<(CreatorId, RoomId), DayBits>,
}

impl CompiledAccess {
    /// The days it was compiled for, as far as any of them can be seen.
    #[must_use]
    pub fn period(&self) -> Window<Day> {
        self.period
    }
    /// Whether a creator's day is visible; false outside the period.
    #[must_use]
    pub fn creator_visible(&self, creator: &CreatorId, day: Day) -> bool {
        self.at(day).is_some_and(|at| self.creators.get(creator).is_some_and(|bits| bits.get(at)))
    }
    /// Whether a room's day is visible: by the creator's authorization or by the room's own.
    #[must_use]
    pub fn room_visible(&self, creator: &CreatorId, room: &RoomId, day: Day) -> bool {
        self.creator_visible(creator, day)
            || self.at(day).is_some_and(|at| {
                !self.rooms.is_empty()
                    && self.rooms.get(&(creator.clone(), room.clone())).is_some_and(|bits| bits.get(at))
            })
    }
    /// The creators with a visible day, and those days, in order of id.
    pub fn creators(&self) -> impl Iterator<Item = (&CreatorId, WindowSet<Day>)> {
        self.creators
            .iter()
            .map(|(creator, bits)| (creator, self.days_of(bits)))
            .filter(|(_, days)| !days.is_empty())
    }
    /// The rooms that a request of their own names, and their visible days.
    pub fn rooms(&self) -> impl Iterator<Item = (&CreatorId, &RoomId, WindowSet<Day>)> {
        self.rooms.iter().map(|((creator, room), bits)| (creator, room, self.days_of(bits)))
    }
    fn days_of(&self, bits: &DayBits) -> WindowSet<Day> {
        let day = |at: usize| self.period.start.plus(i32::try_from(at).unwrap_or(i32::MAX));
        let lit = (0..self.length).filter(|at| bits.get(*at));
        lit.map(|at| Window { start: day(at), end: Some(day(at).next()) }).collect()
    }
    fn at(&self, day: Day) -> Option<usize> {
        self.period.contains(day).then(|| offset(self.period.start, day))
    }
}

/// Compiles the log for one module, grain, period and moment.
///
/// Days outside the retention, and days still to come, need no bits: they are hidden.
#[must_use]
pub fn compile(
    rules: &AccessRules,
    log: &AccessLog,
    module: Module,
    grain: Grain,
    period: Window<Day>,
    clocks: Clocks,
) -> CompiledAccess {
    let today = rules.today(clocks.now);
    // ACC-4, ACC-13: the days that any creator may show at this moment; bits are kept for these alone.
    let open_end = match grain {
        Grain::Aggregate => today,
        Grain::Realtime => today.next(),
    };
    let start = retention_start(&rules.policy, today);
    let open = Window { start, end: Some(open_end.max(start)) };
    let period =
        open.intersection(&period).unwrap_or(Window { start: period.start, end: Some(period.start) });
    let length = period.end.map_or(0, |end| offset(period.start, end));
    let mut compiled = CompiledAccess { period, length, creators: BTreeMap::new(), rooms: BTreeMap::new() };
    let open: WindowSet<Day> = [open].into_iter().collect();
    for creator in log.creators() {
        let state = CreatorState::fold(rules, log, creator, clocks);
        if state.restricted_region(rules).is_some() {
            continue;
        }
        let mut allowed = open.clone();
        if module.needs_contract(rules) {
            allowed = allowed.intersection(&state.contract_windows());
        }
        let granted = |scope: &Scope| -> WindowSet<Day> {
            let records = state.requests_of(scope).filter(|record| record.state.shows_on(today));
            records.map(|record| record.days).collect::<WindowSet<Day>>().intersection(&allowed)
        };
        let whole = granted(&Scope::Creator);
        compiled.creators.insert(creator.clone(), DayBits::of(&whole, period, length));
        for scope in state.scopes() {
            if let Scope::Room(room) = scope {
                let bits = DayBits::of(&whole.union(&granted(scope)), period, length);
                compiled.rooms.insert((creator.clone(), room.clone()), bits);
            }
        }
    }
    compiled
}
