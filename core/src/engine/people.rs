//! Whom a view knows, and what of each may be seen: made once a view.
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::access::{
    AccessRules, Clocks, CompiledAccess, CreatorState, Grain, Module, Question, compile_states,
    hidden_reasons,
};
use crate::time::{Day, Window, WindowSet, retention_start};
use crate::value::{CreatorId, HiddenReason, Reasons, RoomId};

use super::parallel;
use super::store::Store;

/// Why days are hidden, for all people: days from one on, until the next entry begins, for which one thing holds.
#[derive(Debug)]
struct Stretches {
    /// The first day, and the reasons that hide it, a bit each in their order; people one behind the other.
    all: Vec<(Day, u32)>,
    /// Where each person's begin, and where the last ends.
    bounds: Vec<usize>,
}

/// All creators that the log or the creators table names, in order, as the log stands at a moment.
#[derive(Debug)]
pub(super) struct People {
    ids: Vec<CreatorId>,
    states: Vec<CreatorState>,
    index: FxHashMap<CreatorId, u32>,
    seen: [OnceLock<Seen>; 5],
    why: [OnceLock<Stretches>; 5],
    /// Whom everybody is that is not known; nobody, but where everybody counts.
    others: Option<u32>,
}

/// What may be seen of all people for one module.
#[derive(Debug)]
pub(super) struct Seen {
    access: CompiledAccess,
    /// The row of each person.
    rows: Vec<Option<u32>>,
    /// Rooms that a request of their own names: person, room, days; by person.
    rooms: Vec<(u32, RoomId, WindowSet<Day>)>,
}

impl Seen {
    /// The number of a day; none where no day of anybody may be seen.
    pub(super) fn offset(&self, day: Day) -> Option<u32> {
        self.access.offset_of(day)
    }
    /// Whether a person's day of this number may be seen.
    #[inline]
    pub(super) fn at(&self, person: u32, offset: u32) -> bool {
        let row = self.rows.get(person as usize).copied().flatten();
        row.is_some_and(|row| self.access.visible_at(row, offset))
    }
    /// Whether a person's day may be seen.
    pub(super) fn person(&self, person: u32, day: Day) -> bool {
        self.offset(day).is_some_and(|offset| self.at(person, offset))
    }
    /// How many days of a window may be seen of a person, and how many it has.
    fn count(&self, person: u32, window: Window<Day>) -> (u32, u32) {
        let Some(row) = self.rows.get(person as usize).copied().flatten() else { return (0, u32::MAX) };
        let period = self.access.period();
        let number =
            |day: Day| u32::try_from(day.number().saturating_sub(period.start.number())).unwrap_or_default();
        let end = window.end.or(period.end).unwrap_or(window.start);
        let days = end.number().saturating_sub(window.start.number());
        let seen = self.access.visible_days(row, number(window.start)..number(end));
        (seen, u32::try_from(days).unwrap_or_default())
    }
    /// Whether every day of a window that ends may be seen of a person.
    pub(super) fn all(&self, person: u32, window: Window<Day>) -> bool {
        let (seen, days) = self.count(person, window);
        seen == days && window.end.is_some()
    }
    /// Whether any day of a window may be seen of a person.
    pub(super) fn any(&self, person: u32, window: Window<Day>) -> bool {
        window.end.is_some() && self.count(person, window).0 > 0
    }
    /// The visible days of a person in a window.
    pub(super) fn days(&self, person: u32, window: Window<Day>) -> WindowSet<Day> {
        let seen = days_of(window).filter(|day| self.person(person, *day));
        seen.map(|day| Window { start: day, end: Some(day.next()) }).collect()
    }
    /// Whether a day of a person's room may be seen, by the person's authorization or by the room's own.
    pub(super) fn room(&self, person: u32, room: &str, day: Day) -> bool {
        self.person(person, day) || self.rooms_of(person, day).any(|id| id.as_str() == room)
    }
    fn rooms_by(&self, person: u32) -> &[(u32, RoomId, WindowSet<Day>)] {
        let first = self.rooms.partition_point(|(owner, ..)| *owner < person);
        let rooms = self.rooms.get(first..).unwrap_or_default();
        rooms.get(..rooms.partition_point(|(owner, ..)| *owner == person)).unwrap_or_default()
    }
    /// The rooms of a person that show on a day by requests of their own.
    pub(super) fn rooms_of(&self, person: u32, day: Day) -> impl Iterator<Item = &RoomId> {
        let rooms = self.rooms_by(person).iter().filter(move |(_, _, days)| days.contains(day));
        rooms.map(|(_, room, _)| room)
    }
    /// Whether no room shows by a request of its own.
    pub(super) fn has_no_rooms(&self) -> bool {
        self.rooms.is_empty()
    }
    /// Whether some room shows on a day by a request of its own.
    pub(super) fn has_rooms_on(&self, day: Day) -> bool {
        self.rooms.iter().any(|(_, _, days)| days.contains(day))
    }
    /// Whether any room of a person shows on some day of a window.
    pub(super) fn any_room(&self, person: u32, window: Window<Day>) -> bool {
        if self.rooms.is_empty() {
            return false;
        }
        let window: WindowSet<Day> = [window].into_iter().collect();
        self.rooms_by(person).iter().any(|(_, _, days)| !days.intersection(&window).is_empty())
    }
}

/// The days of a window that ends.
pub(super) fn days_of(window: Window<Day>) -> impl Iterator<Item = Day> {
    let days = window.end.map_or(0, |end| end.number().saturating_sub(window.start.number()));
    (0..days).map(move |day| window.start.plus(day))
}

/// Nobody, and what the log says of them.
const NOBODY: [(&CreatorId, &CreatorState); 0] = [];

/// The cell of a module.
fn of_module<T>(cells: &[T; 5], module: Module) -> &T {
    let [overview, live, creator, video, product] = cells;
    match module {
        Module::Overview => overview,
        Module::Live => live,
        Module::Creator => creator,
        Module::Video => video,
        Module::Product => product,
    }
}

impl People {
    pub(super) fn new(store: &Store, clocks: Clocks) -> Self {
        let known = |at| clocks.known_at.is_none_or(|known_at| at <= known_at);
        let described = store.tables.creators.iter();
        let described =
            described.filter(|(_, rows)| rows.current(clocks.known_at).is_some()).map(|(id, _)| id);
        let logged = store.log.creators().filter(|creator| {
            let mut events = store.log.events_of(creator).iter();
            events.any(|event| event.happened_at <= clocks.now && known(event.recorded_at))
        });
        let mut ids: Vec<CreatorId> = described.chain(logged).cloned().collect();
        ids.sort();
        ids.dedup();
        let rules = &store.workspace.rules;
        let states =
            parallel::map(ids.iter().collect(), |id| CreatorState::fold(rules, &store.log, id, clocks));
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let index = ids.iter().enumerate().map(|(place, id)| (id.clone(), number(place))).collect();
        Self { ids, states, index, seen: Default::default(), why: Default::default(), others: None }
    }
    /// Everybody in the state of one, who stands for all that are not known as well.
    pub(super) fn all_as(mut self, one: Option<(CreatorId, CreatorState)>) -> Self {
        let Some((id, state)) = one else { return self };
        self.ids.push(id.clone());
        self.ids.sort();
        self.ids.dedup();
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        self.index = self.ids.iter().enumerate().map(|(place, id)| (id.clone(), number(place))).collect();
        self.states = vec![state; self.ids.len()];
        self.others = self.index.get(&id).copied();
        self
    }
    /// Their ids, in order.
    pub(super) fn ids(&self) -> &[CreatorId] {
        &self.ids
    }
    /// The number of a creator.
    pub(super) fn find(&self, creator: &CreatorId) -> Option<u32> {
        self.index.get(creator).copied().or(self.others)
    }
    /// The id of a number.
    pub(super) fn id(&self, person: u32) -> Option<&CreatorId> {
        self.ids.get(person as usize)
    }
    /// What the log says of a number.
    pub(super) fn state(&self, person: u32) -> Option<&CreatorState> {
        self.states.get(person as usize)
    }
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.ids.len()).unwrap_or(u32::MAX)
    }
    /// What may be seen for a module: aggregates of all days that are kept.
    pub(super) fn seen(&self, store: &Store, clocks: Clocks, module: Module) -> &Seen {
        let make = || {
            let rules = &store.workspace.rules;
            let today = rules.today(clocks.now);
            let first = retention_start(&rules.policy, today);
            let period = Window { start: first, end: Some(today.max(first)) };
            let each: Vec<(&CreatorId, &CreatorState)> = self.ids.iter().zip(&self.states).collect();
            let share = each.len().div_ceil(parallel::pieces()).max(1);
            let shares = each.chunks(share).map(<[_]>::to_vec).collect();
            let shares = parallel::map(shares, |states: Vec<(&CreatorId, &CreatorState)>| {
                compile_states(rules, states.into_iter(), module, Grain::Aggregate, period, clocks)
            });
            let mut shares = shares.into_iter();
            let none = || compile_states(rules, NOBODY.into_iter(), module, Grain::Aggregate, period, clocks);
            let mut access = shares.next().unwrap_or_else(none);
            shares.for_each(|share| access.append(share));
            // Both in order.
            let mut rows = (0_u32..).zip(access.rows()).peekable();
            let row = |id: &CreatorId| rows.next_if(|(_, known)| *known == id).map(|(row, _)| row);
            let rows = self.ids.iter().map(row).collect();
            let rooms = access.rooms();
            let rooms = rooms.filter_map(|(owner, room, days)| Some((self.find(owner)?, room.clone(), days)));
            Seen { rooms: rooms.collect(), rows, access }
        };
        of_module(&self.seen, module).get_or_init(make)
    }
    /// Why days of a window are hidden of a person; none where all may be seen.
    pub(super) fn hidden(
        &self,
        rules: &AccessRules,
        today: Day,
        module: Module,
        person: u32,
        window: Window<Day>,
    ) -> Option<Reasons<HiddenReason>> {
        // Where the bits say that all shows, no reason need be looked for.
        if of_module(&self.seen, module).get().is_some_and(|seen| seen.all(person, window)) {
            return None;
        }
        let make = || {
            let each: Vec<(&CreatorId, &CreatorState)> = self.ids.iter().zip(&self.states).collect();
            let share = each.len().div_ceil(parallel::pieces()).max(1);
            let shares = each.chunks(share).map(<[_]>::to_vec).collect();
            let shares = parallel::map(shares, |states| Stretches::of(rules, &states, module, today));
            let none = Stretches { all: Vec::new(), bounds: vec![0] };
            shares.into_iter().fold(none, Stretches::and)
        };
        of_module(&self.why, module).get_or_init(make).reasons(person, window)
    }
}

impl Stretches {
    fn of(rules: &AccessRules, states: &[(&CreatorId, &CreatorState)], module: Module, today: Day) -> Self {
        let (mut all, mut bounds, mut starts) = (Vec::new(), vec![0], Vec::new());
        let retained = retention_start(&rules.policy, today);
        for (creator, state) in states {
            // Nothing changes but where a window begins or ends.
            let windows = state.contracts().iter().chain(state.requests.iter().map(|record| &record.days));
            starts.clear();
            starts.extend([Day::FIRST, today, today.next(), retained]);
            starts.extend(windows.flat_map(|window| [Some(window.start), window.end]).flatten());
            starts.sort_unstable();
            starts.dedup();
            let mut question = Question::creator((*creator).clone(), module, Grain::Aggregate, today);
            let first = all.len();
            for start in &starts {
                question.day = *start;
                let mut reasons = 0_u32;
                hidden_reasons(rules, state, &question, today, |reason| reasons |= 1 << reason as u32);
                if all.len() == first || all.last().is_none_or(|(_, last)| *last != reasons) {
                    all.push((*start, reasons));
                }
            }
            bounds.push(all.len());
        }
        Self { all, bounds }
    }
    fn and(mut self, other: Self) -> Self {
        let before = self.all.len();
        self.all.extend(other.all);
        self.bounds.extend(other.bounds.into_iter().skip(1).map(|bound| bound.saturating_add(before)));
        self
    }
    fn reasons(&self, person: u32, window: Window<Day>) -> Option<Reasons<HiddenReason>> {
        let person = person as usize;
        let (first, end) = (*self.bounds.get(person)?, *self.bounds.get(person.saturating_add(1))?);
        let own = self.all.get(first..end)?;
        let first = own.partition_point(|(start, _)| *start <= window.start).saturating_sub(1);
        let inside =
            own.iter().skip(first).take_while(|(start, _)| window.end.is_none_or(|end| *start < end));
        let met = inside.fold(0, |met, (_, reasons)| met | reasons);
        let all = HiddenReason::ALL.into_iter();
        Reasons::collect(all.filter(|reason| met >> *reason as u32 & 1 == 1))
    }
}
