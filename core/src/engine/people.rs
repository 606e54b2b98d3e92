//! Whom a view knows, and what of each may be seen: made once a view.
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::access::{
    AccessRules, Clocks, CompiledAccess, CreatorState, Grain, Module, Question, compile, hidden_reasons,
};
use crate::time::{Day, Window, WindowSet, retention_start};
use crate::value::{CreatorId, HiddenReason, Reasons, RoomId};

use super::parallel;
use super::store::Store;

/// Days from one on, until the next stretch begins, for which one thing holds.
#[derive(Debug, Clone)]
struct Stretch {
    start: Day,
    /// Why they are hidden; none where they may be seen.
    hidden: Option<Reasons<HiddenReason>>,
}

/// All creators that the log or the creators table names, in order, as the log stands at a moment.
#[derive(Debug)]
pub(super) struct People {
    ids: Vec<CreatorId>,
    states: Vec<CreatorState>,
    index: FxHashMap<CreatorId, u32>,
    seen: [OnceLock<Seen>; 5],
    why: [OnceLock<Vec<Vec<Stretch>>>; 5],
}

/// What may be seen of all people for one module.
#[derive(Debug)]
pub(super) struct Seen {
    access: CompiledAccess,
    /// The row of each person.
    rows: Vec<Option<u32>>,
    /// Rooms that a request of their own names: person, room, days.
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
    /// Whether any day of a window may be seen of a person.
    pub(super) fn any(&self, person: u32, window: Window<Day>) -> bool {
        days_of(window).any(|day| self.person(person, day))
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
    /// The rooms of a person that show on a day by requests of their own.
    pub(super) fn rooms_of(&self, person: u32, day: Day) -> impl Iterator<Item = &RoomId> {
        let rooms = self.rooms.iter().filter(move |(owner, _, days)| *owner == person && days.contains(day));
        rooms.map(|(_, room, _)| room)
    }
    /// Whether no room shows by a request of its own.
    pub(super) fn has_no_rooms(&self) -> bool {
        self.rooms.is_empty()
    }
    /// Whether any room of a person shows on some day of a window.
    pub(super) fn any_room(&self, person: u32, window: Window<Day>) -> bool {
        let window: WindowSet<Day> = [window].into_iter().collect();
        let shows = |days: &WindowSet<Day>| !days.intersection(&window).is_empty();
        self.rooms.iter().any(|(owner, _, days)| *owner == person && shows(days))
    }
}

/// The days of a window that ends.
pub(super) fn days_of(window: Window<Day>) -> impl Iterator<Item = Day> {
    let days = window.end.map_or(0, |end| end.number().saturating_sub(window.start.number()));
    (0..days).map(move |day| window.start.plus(day))
}

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
        Self { ids, states, index, seen: Default::default(), why: Default::default() }
    }
    /// Their ids, in order.
    pub(super) fn ids(&self) -> &[CreatorId] {
        &self.ids
    }
    /// The number of a creator.
    pub(super) fn find(&self, creator: &CreatorId) -> Option<u32> {
        self.index.get(creator).copied()
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
            let access = compile(rules, &store.log, module, Grain::Aggregate, period, clocks);
            let rows = self.ids.iter().map(|id| access.index_of(id)).collect();
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
        let make = || {
            let each: Vec<(&CreatorId, &CreatorState)> = self.ids.iter().zip(&self.states).collect();
            parallel::map(each, |(id, state)| stretches(rules, state, id, module, today))
        };
        let all = of_module(&self.why, module).get_or_init(make);
        let stretches = all.get(person as usize)?;
        let first = stretches.partition_point(|stretch| stretch.start <= window.start).saturating_sub(1);
        let inside = stretches
            .iter()
            .skip(first)
            .take_while(|stretch| window.end.is_none_or(|end| stretch.start < end));
        let mut reasons = inside.filter_map(|stretch| stretch.hidden.as_ref());
        let first = reasons.next()?.clone();
        Some(reasons.fold(first, |all, more| all.and(more.clone())))
    }
}

/// The days of a creator in stretches that are decided alike: nothing changes but where a window begins or ends.
fn stretches(
    rules: &AccessRules,
    state: &CreatorState,
    creator: &CreatorId,
    module: Module,
    today: Day,
) -> Vec<Stretch> {
    let mut starts = vec![Day::FIRST, today, today.next(), retention_start(&rules.policy, today)];
    let contracts = state.contract_windows();
    let windows = contracts.windows().iter().chain(state.requests.iter().map(|record| &record.days));
    for window in windows {
        starts.push(window.start);
        starts.extend(window.end);
    }
    starts.sort_unstable();
    starts.dedup();
    let mut stretches: Vec<Stretch> = Vec::with_capacity(starts.len());
    for start in starts {
        let question = Question::creator(creator.clone(), module, Grain::Aggregate, start);
        let hidden = hidden_reasons(rules, state, &question, today);
        if stretches.last().is_none_or(|last| last.hidden != hidden) {
            stretches.push(Stretch { start, hidden });
        }
    }
    stretches
}
