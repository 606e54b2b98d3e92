//! Whom a view knows, and what of each may be seen: made once a view.
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::access::{
    AccessRules, Clocks, CreatorState, Decision, Grain, Module, Question, compile, decide_state,
};
use crate::time::{Day, Window, WindowSet, retention_start};
use crate::value::{CreatorId, HiddenReason, Reasons, RoomId};

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

/// The visible days of all people for one module: a bit a day.
#[derive(Debug)]
pub(super) struct Seen {
    first: Day,
    days: usize,
    words: usize,
    bits: Vec<u64>,
    /// Rooms that a request of their own names: person, room, days.
    pub(super) rooms: Vec<(u32, RoomId, WindowSet<Day>)>,
}

impl Seen {
    fn place(&self, day: Day) -> Option<usize> {
        let at = usize::try_from(day.number().checked_sub(self.first.number())?).ok()?;
        (at < self.days).then_some(at)
    }
    /// Whether a person's day may be seen.
    #[inline]
    pub(super) fn person(&self, person: u32, day: Day) -> bool {
        self.place(day).is_some_and(|at| {
            let word = (person as usize).saturating_mul(self.words).saturating_add(at / 64);
            self.bits.get(word).is_some_and(|word| word >> (at % 64) & 1 == 1)
        })
    }
    /// Whether a day of a person's room may be seen, by the person's authorization or by the room's own.
    pub(super) fn room(&self, person: u32, room: &str, day: Day) -> bool {
        self.person(person, day)
            || self
                .rooms
                .iter()
                .any(|(owner, id, days)| *owner == person && id.as_str() == room && days.contains(day))
    }
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
        let states = ids.iter().map(|id| CreatorState::fold(rules, &store.log, id, clocks)).collect();
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
            let days = usize::try_from(today.number().saturating_sub(first.number())).unwrap_or(0);
            let words = days.div_ceil(64).max(1);
            let access = compile(rules, &store.log, module, Grain::Aggregate, period, clocks);
            let mut seen = Seen {
                first,
                days,
                words,
                bits: vec![0; words.saturating_mul(self.ids.len())],
                rooms: Vec::new(),
            };
            for (creator, windows) in access.creators() {
                let Some(person) = self.find(creator) else { continue };
                for window in windows.windows() {
                    let mut day = window.start;
                    while window.contains(day) {
                        if let Some(at) = seen.place(day) {
                            let word = (person as usize) * words + at / 64;
                            if let Some(word) = seen.bits.get_mut(word) {
                                *word |= 1 << (at % 64);
                            }
                        }
                        day = day.next();
                    }
                }
            }
            let rooms = access
                .rooms()
                .filter_map(|(owner, room, days)| Some((self.find(owner)?, room.clone(), days)));
            seen.rooms = rooms.collect();
            seen
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
            let each = self.ids.iter().zip(&self.states);
            each.map(|(id, state)| stretches(rules, state, id, module, today)).collect()
        };
        let all = of_module(&self.why, module).get_or_init(make);
        let stretches = all.get(person as usize)?;
        let first = stretches.partition_point(|stretch| stretch.start <= window.start).saturating_sub(1);
        let inside = stretches
            .iter()
            .skip(first)
            .take_while(|stretch| window.end.is_none_or(|end| stretch.start < end));
        let reasons = inside.filter_map(|stretch| stretch.hidden.clone());
        reasons.reduce(Reasons::and)
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
        let hidden = match decide_state(rules, state, &question, today) {
            Decision::Visible => None,
            Decision::Hidden { causes, .. } => Reasons::collect(causes.iter().map(|cause| cause.reason)),
        };
        if stretches.last().is_none_or(|last| last.hidden != hidden) {
            stretches.push(Stretch { start, hidden });
        }
    }
    stretches
}
