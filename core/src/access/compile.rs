use std::borrow::Borrow;
use std::ops::Range;

use super::decide::{Grain, Module};
use super::event::Scope;
use super::fold::{Clocks, CreatorState};
use super::log::AccessLog;
use super::rules::AccessRules;
use crate::time::{Day, Window, WindowSet, retention_start};
use crate::value::{CreatorId, RoomId};

/// Permissions of a period as bits: what a scan tests instead of deciding (ACC-15).
///
/// A row of bits a creator, and one a room that a request of its own names; a bit a day of the period. A scan looks the
/// row of a creator or a room up once, the number of a day once, and tests [`CompiledAccess::visible_at`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledAccess {
    period: Window<Day>,
    /// Days of the period, and words of 64 days a row.
    length: usize,
    width: usize,
    /// In order of id; a creator's row is its place.
    creators: Vec<CreatorId>,
    /// The creator's row and the room, in order; their rows follow those of the creators.
    rooms: Vec<(u32, RoomId)>,
    words: Vec<u64>,
}

impl CompiledAccess {
    /// The days it was compiled for, as far as any of them can be seen.
    #[must_use]
    pub fn period(&self) -> Window<Day> {
        self.period
    }
    /// The row of a creator; none where nothing of the creator is visible whatever the day.
    #[must_use]
    pub fn index_of(&self, creator: &CreatorId) -> Option<u32> {
        self.creators.binary_search(creator).ok().and_then(|place| u32::try_from(place).ok())
    }
    /// The creators that have a row, in order.
    pub(crate) fn rows(&self) -> &[CreatorId] {
        &self.creators
    }
    /// The row of a room: its own, where a request names it, else its creator's.
    #[must_use]
    pub fn index_of_room(&self, creator: &CreatorId, room: &RoomId) -> Option<u32> {
        let whole = self.index_of(creator)?;
        let own = self.rooms.binary_search_by(|(row, one)| row.cmp(&whole).then_with(|| one.cmp(room)));
        match own {
            Ok(place) => u32::try_from(self.creators.len() + place).ok(),
            Err(_) => Some(whole),
        }
    }
    /// The number of a day, counted from the first of the period; none outside.
    #[must_use]
    pub fn offset_of(&self, day: Day) -> Option<u32> {
        let offset = u32::try_from(day.number().saturating_sub(self.period.start.number())).ok();
        offset.filter(|offset| (*offset as usize) < self.length)
    }
    /// Whether the day of this number shows in this row; false for a row or a day that is not there.
    ///
    /// # Example: a scan that looks up once and tests bits
    /// ```
    /// use creator_compass::access::{AccessLog, AccessRules, Clocks, Grain, Module, compile};
    /// use creator_compass::time::{Calendar, Day, Instant, Window};
    /// use creator_compass::value::{CreatorId, Policy};
    ///
    /// let rules = AccessRules::new(Calendar::new("Asia/Jakarta")?, Policy::default());
    /// let period = Window::new(Day::parse("2026-05-01")?, Some(Day::parse("2026-05-20")?))?;
    /// let clocks = Clocks::at(Instant::parse("2026-05-20T05:00:00Z")?);
    /// let access = compile(&rules, &AccessLog::new(), Module::Live, Grain::Aggregate, period, clocks);
    /// let (row, offset) = (access.index_of(&CreatorId::new("ana")?), access.offset_of(period.start));
    /// assert!(row.is_none(), "an empty log shows nothing");
    /// assert!(!access.visible_at(0, offset.unwrap_or_default()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn visible_at(&self, row: u32, offset: u32) -> bool {
        let (row, offset) = (row as usize, offset as usize);
        let there = row < self.creators.len() + self.rooms.len() && offset < self.length;
        there
            && self
                .words
                .get(row * self.width + offset / 64)
                .is_some_and(|word| word >> (offset % 64) & 1 == 1)
    }
    /// How many of the days with these numbers show in this row.
    #[must_use]
    pub fn visible_days(&self, row: u32, offsets: Range<u32>) -> u32 {
        let row = row as usize;
        let (first, end) = (offsets.start as usize, (offsets.end as usize).min(self.length));
        if row >= self.creators.len() + self.rooms.len() || first >= end {
            return 0;
        }
        let words = self.words.get(row * self.width..(row + 1) * self.width).unwrap_or_default();
        let (first_word, last_word) = (first / 64, (end - 1) / 64);
        let words = words.iter().enumerate().skip(first_word).take(last_word + 1 - first_word);
        let lit = words.map(|(place, word)| {
            let from = if place == first_word { u64::MAX << (first % 64) } else { u64::MAX };
            let to = if place == last_word { u64::MAX >> (63 - (end - 1) % 64) } else { u64::MAX };
            (word & from & to).count_ones()
        });
        lit.sum()
    }
    /// Takes the rows of creators that come behind its own.
    pub(crate) fn append(&mut self, other: Self) {
        let place = u32::try_from(self.creators.len()).unwrap_or(u32::MAX);
        let mut own_rooms = self.words.split_off(self.creators.len() * self.width);
        let mut words = other.words;
        let mut rooms = words.split_off(other.creators.len() * other.width);
        self.words.append(&mut words);
        self.words.append(&mut own_rooms);
        self.words.append(&mut rooms);
        self.creators.extend(other.creators);
        self.rooms.extend(other.rooms.into_iter().map(|(row, room)| (row.saturating_add(place), room)));
    }
    /// Whether a creator's day is visible; false outside the period.
    #[must_use]
    pub fn creator_visible(&self, creator: &CreatorId, day: Day) -> bool {
        self.shows(self.index_of(creator), day)
    }
    /// Whether a room's day is visible: by the creator's authorization or by the room's own.
    #[must_use]
    pub fn room_visible(&self, creator: &CreatorId, room: &RoomId, day: Day) -> bool {
        self.shows(self.index_of_room(creator, room), day)
    }
    /// The creators with a visible day, and those days, in order of id.
    pub fn creators(&self) -> impl Iterator<Item = (&CreatorId, WindowSet<Day>)> {
        let rows = self.creators.iter().zip(0_u32..);
        rows.map(|(creator, row)| (creator, self.days_of(row))).filter(|(_, days)| !days.is_empty())
    }
    /// The rooms that a request of their own names, and their visible days.
    pub fn rooms(&self) -> impl Iterator<Item = (&CreatorId, &RoomId, WindowSet<Day>)> {
        let first = u32::try_from(self.creators.len()).unwrap_or(u32::MAX);
        self.rooms.iter().zip(first..).filter_map(|((whole, room), row)| {
            self.creators.get(*whole as usize).map(|creator| (creator, room, self.days_of(row)))
        })
    }
    fn shows(&self, row: Option<u32>, day: Day) -> bool {
        row.zip(self.offset_of(day)).is_some_and(|(row, offset)| self.visible_at(row, offset))
    }
    fn days_of(&self, row: u32) -> WindowSet<Day> {
        let length = i32::try_from(self.length).unwrap_or(i32::MAX);
        let lit = (0..length).zip(0_u32..).filter(|(_, offset)| self.visible_at(row, *offset));
        let day = |number: i32| self.period.start.plus(number);
        lit.map(|(number, _)| Window { start: day(number), end: Some(day(number).next()) }).collect()
    }
    /// Lights the days of a window in a row of bits.
    fn light(&self, words: &mut [u64], window: &Window<Day>) {
        let Some(inside) = window.intersection(&self.period) else { return };
        let first = offset(self.period.start, inside.start);
        let last = inside.end.map_or(self.length, |end| offset(self.period.start, end));
        for at in first..last {
            if let Some(word) = words.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        }
    }
}

fn offset(start: Day, day: Day) -> usize {
    usize::try_from(day.number().saturating_sub(start.number())).unwrap_or(0)
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
    let states = log.creators().map(|creator| (creator, CreatorState::fold(rules, log, creator, clocks)));
    compile_states(rules, states, module, grain, period, clocks)
}

/// As [`compile`], of states that were folded before, in the order of ids.
pub(crate) fn compile_states<'s>(
    rules: &AccessRules,
    states: impl Iterator<Item = (&'s CreatorId, impl Borrow<CreatorState>)>,
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
    let width = length.div_ceil(64);
    let (creators, rooms) = (Vec::new(), Vec::new());
    let mut compiled = CompiledAccess { period, length, width, creators, rooms, words: Vec::new() };
    let mut room_words = Vec::new();
    let (mut contract, mut row) = (vec![0_u64; width], vec![0_u64; width]);
    let contracted = module.needs_contract(rules);
    for (creator, state) in states {
        let state: &CreatorState = state.borrow();
        if state.restricted_region(rules).is_some() {
            continue;
        }
        // ACC-10, ACC-12
        contract.fill(if contracted { 0 } else { u64::MAX });
        if contracted {
            state.contracts().iter().for_each(|window| compiled.light(&mut contract, window));
        }
        let grant = |row: &mut Vec<u64>, scope: &Scope| {
            let shown = state.requests_of(scope).filter(|record| record.state.shows_on(today));
            shown.for_each(|record| compiled.light(row, &record.days));
            row.iter_mut().zip(&contract).for_each(|(word, allowed)| *word &= allowed);
        };
        row.fill(0);
        grant(&mut row, &Scope::Creator);
        let mut rooms = Vec::new();
        for scope in state.scopes() {
            if let Scope::Room(room) = scope {
                let mut own = row.clone();
                grant(&mut own, scope);
                rooms.push(room.clone());
                room_words.append(&mut own);
            }
        }
        let place = u32::try_from(compiled.creators.len()).unwrap_or(u32::MAX);
        compiled.words.extend_from_slice(&row);
        compiled.creators.push(creator.clone());
        compiled.rooms.extend(rooms.into_iter().map(|room| (place, room)));
    }
    compiled.words.append(&mut room_words);
    compiled
}
