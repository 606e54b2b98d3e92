use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::acts::Acts;
use super::alias::Aliases;
use super::everybody::authorized;
use super::feed::{FeedFacts, FeedMap};
use super::open::Open;
use super::people::{People, days_of};
use super::store::{Store, Tables};
use super::versions::{Current, Versions};
use crate::access::{self, Clocks, CreatorState, Decision, Lists, Module, Question};
use crate::fact::{Content, CreatorRef, CreatorRow, OrderRow, RoomRow, VideoRow};
use crate::metric::Measure;
use crate::time::{Day, Period, PeriodError, Picker, Screen, Window, WindowSet, resolve};
use crate::value::{CreatorId, HiddenReason, Reasons, UndefinedReason, Value, VideoId};

/// A store at a moment: everything asked of it agrees with itself.
#[derive(Debug)]
pub struct View<'a> {
    pub(super) store: &'a Store,
    pub(super) clocks: Clocks,
    pub(super) today: Day,
    pub(super) aliases: Aliases,
    pub(super) people: People,
    pub(super) acts: Acts,
    pub(super) open: Open,
    pub(super) feeds: FeedMap,
    /// The same store as if everybody had authorized everything: for an order alone.
    pub(super) everybody: OnceLock<Box<View<'a>>>,
    pub(super) never_public: OnceLock<BTreeSet<VideoId>>,
}

impl<'a> View<'a> {
    pub(super) fn new(store: &'a Store, clocks: Clocks) -> Self {
        let aliases = Aliases::new(&store.tables, clocks.known_at);
        let people = People::new(store, clocks);
        Self::made(store, clocks, aliases, people)
    }
    /// The store as if everybody had authorized everything, people whom nobody knows as one of them.
    pub(super) fn of_everybody(store: &'a Store, clocks: Clocks) -> Self {
        let others = authorized(clocks, store);
        let aliases =
            Aliases::new(&store.tables, clocks.known_at).with(others.as_ref().map(|(id, _)| id.clone()));
        Self::made(store, clocks, aliases, People::new(store, clocks).all_as(others))
    }
    fn made(store: &'a Store, clocks: Clocks, aliases: Aliases, people: People) -> Self {
        let today = store.workspace.rules.today(clocks.now);
        let acts = Acts::new(&store.tables.interactions, clocks.known_at, &aliases, &people);
        let open = Open::new(&store.workspace.rules, today, &people);
        let feeds = feeds(store, clocks, &open, &aliases, &people, &acts);
        let (everybody, never_public) = (OnceLock::new(), OnceLock::new());
        Self { store, clocks, today, aliases, people, acts, open, feeds, everybody, never_public }
    }
    /// The store.
    #[must_use]
    pub fn store(&self) -> &'a Store {
        self.store
    }
    /// The moment, on both clocks.
    #[must_use]
    pub fn clocks(&self) -> Clocks {
        self.clocks
    }
    /// Today in the business time zone.
    #[must_use]
    pub fn today(&self) -> Day {
        self.today
    }
    /// The period a picker means now (PER-1…4).
    ///
    /// # Errors
    /// [`PeriodError`].
    pub fn resolve(&self, screen: Screen, picker: Picker) -> Result<Period, PeriodError> {
        let rules = &self.store.workspace.rules;
        resolve(&rules.policy, &rules.calendar, screen, picker, self.clocks.now)
    }
    /// May this be seen (ACC-15)?
    #[must_use]
    pub fn decide(&self, question: &Question) -> Decision {
        self.decide_of(&self.state_of(&question.creator), question)
    }
    /// As [`View::decide`], of a creator whose state is at hand.
    #[must_use]
    pub fn decide_of(&self, state: &CreatorState, question: &Question) -> Decision {
        access::decide_state(&self.store.workspace.rules, state, question, self.today)
    }
    /// The requests by tab (ACC-8).
    #[must_use]
    pub fn lists(&self) -> Lists {
        access::lists(&self.store.workspace.rules, &self.store.log, self.clocks)
    }
    /// The visible days of a creator in a window, for a module.
    #[must_use]
    pub fn visible_days(&self, creator: &CreatorId, module: Module, window: Window<Day>) -> WindowSet<Day> {
        let seen = self.people.seen(self.store, self.clocks, module);
        self.people.find(creator).map(|person| seen.days(person, window)).unwrap_or_default()
    }
    /// Whether any day of a creator in a window may be seen, for a module.
    #[must_use]
    pub fn shows_any(&self, creator: &CreatorId, module: Module, window: Window<Day>) -> bool {
        let seen = self.people.seen(self.store, self.clocks, module);
        self.people.find(creator).is_some_and(|person| seen.any(person, window))
    }
    /// Whether rows of a creator count in a window, for a module: on a day that shows, or in a room that does by a request of its own.
    #[must_use]
    pub fn counts_any(&self, creator: &CreatorId, module: Module, window: Window<Day>) -> bool {
        let seen = self.people.seen(self.store, self.clocks, module);
        let counts = |person| seen.any(person, window) || seen.any_room(person, window);
        self.people.find(creator).is_some_and(counts)
    }
    /// Whether every day of a creator in a window that ends may be seen, for a module.
    #[must_use]
    pub fn shows_all(&self, creator: &CreatorId, module: Module, window: Window<Day>) -> bool {
        let seen = self.people.seen(self.store, self.clocks, module);
        self.people.find(creator).is_some_and(|person| seen.all(person, window))
    }
    /// The creators of whom something shows on some day of some windows, a room of its own included, and not every day of each:
    /// what is summed of them is not the whole (PER-6). `None` keeps all creators.
    #[must_use]
    pub fn seen_in_part(
        &self,
        kept: Option<&[CreatorId]>,
        module: Module,
        windows: &[Window<Day>],
    ) -> Vec<(CreatorId, Reasons<HiddenReason>)> {
        let seen = self.people.seen(self.store, self.clocks, module);
        let rules = &self.store.workspace.rules;
        let people = (0..self.people.len()).filter(|person| {
            let kept = kept.is_none_or(|kept| self.people.id(*person).is_some_and(|id| kept.contains(id)));
            kept && windows.iter().any(|window| seen.any(*person, *window) || seen.any_room(*person, *window))
        });
        let cut = people.filter_map(|person| {
            let hidden =
                |window: &Window<Day>| self.people.hidden(rules, self.today, module, person, *window);
            let reasons = windows.iter().filter_map(hidden).reduce(Reasons::and)?;
            Some((self.people.id(person)?.clone(), reasons))
        });
        cut.collect()
    }
    /// Why days of a creator in a window are hidden, for a module; none where all may be seen.
    #[must_use]
    pub fn hidden_reasons(
        &self,
        creator: &CreatorId,
        module: Module,
        window: Window<Day>,
    ) -> Option<Reasons<HiddenReason>> {
        let rules = &self.store.workspace.rules;
        match self.people.find(creator) {
            Some(person) => self.people.hidden(rules, self.today, module, person, window),
            None => Some(Reasons::one(HiddenReason::NotAuthorized)),
        }
    }
    /// What the log says of a creator.
    #[must_use]
    pub fn state_of(&self, creator: &CreatorId) -> CreatorState {
        let known = self.people.find(creator).and_then(|person| self.people.state(person));
        known.cloned().unwrap_or_default()
    }
    /// All creators that the log or the creators table names, in order.
    #[must_use]
    pub fn known_creators(&self) -> BTreeSet<CreatorId> {
        self.people.ids().iter().cloned().collect()
    }
    /// A creator as last described.
    #[must_use]
    pub fn creator(&self, creator: &CreatorId) -> Option<&'a CreatorRow> {
        let versions = self.store.tables.creators.get(creator)?;
        versions.current(self.clocks.known_at).map(|current| current.row())
    }
    /// A creator's followers as last observed on one of some visible days (ACC-1): a gauge of a day is seen with it.
    #[must_use]
    pub fn followers(&self, creator: &CreatorId, visible: &WindowSet<Day>) -> Value<i64> {
        let calendar = self.store.workspace.rules.calendar;
        let versions = self.store.tables.creators.get(creator);
        let known = versions.into_iter().flat_map(|versions| versions.known(self.clocks.known_at));
        let mut seen = known.rev().filter(|rows| {
            let on = rows.first().map(|(at, _)| calendar.day_of(*at));
            on.is_some_and(|day| visible.contains(day)) && rows.iter().any(|(_, row)| row.followers.is_some())
        });
        match seen.next() {
            None => Value::undefined(UndefinedReason::NotLoaded),
            Some([(_, row)]) => {
                row.followers.map_or_else(|| Value::undefined(UndefinedReason::Absent), Value::Known)
            }
            Some(rows) => match rows.first().and_then(|(_, row)| row.followers) {
                Some(first) if rows.iter().all(|(_, row)| row.followers == Some(first)) => {
                    Value::Known(first)
                }
                _ => Value::undefined(UndefinedReason::Conflicting),
            },
        }
    }
    /// Whose room it is, by the name on the day it started; none where rows disagree.
    pub(super) fn room_owner(&self, current: &Current<'_, RoomRow>) -> Option<CreatorId> {
        let calendar = self.store.workspace.rules.calendar;
        let owner = |row: &RoomRow| {
            self.aliases.whose(row.creator.as_ref(), day_window(calendar.day_of(row.started_at)))
        };
        agreed(current.rows().map(owner))
    }
    /// Whose room or video it is, by the tables of those; none where nobody is known for it.
    pub(super) fn content_owner(&self, content: &Content) -> Option<CreatorId> {
        let (tables, known_at) = (&self.store.tables, self.clocks.known_at);
        match content {
            Content::Room(room) => self.room_owner(&tables.rooms.get(room)?.current(known_at)?),
            Content::Video(video) => self.video_owner(&tables.videos.get(video)?.current(known_at)?),
        }
    }
    /// The same, where something of theirs shows in a window, for a module, or the room does by a request of its own.
    #[must_use]
    pub fn owner_shown(&self, content: &Content, module: Module, window: Window<Day>) -> Option<CreatorId> {
        let owner = self.content_owner(content)?;
        let seen = self.people.seen(self.store, self.clocks, module);
        let person = self.people.find(&owner)?;
        let shows = |day: Day| match content {
            Content::Room(room) => seen.room(person, room.as_str(), day),
            Content::Video(_) => seen.person(person, day),
        };
        days_of(window).any(shows).then_some(owner)
    }
    /// Whose video it is, by the name on the day its source used it; none where rows disagree.
    pub(super) fn video_owner(&self, current: &Current<'_, VideoRow>) -> Option<CreatorId> {
        let calendar = self.store.workspace.rules.calendar;
        let owner = |row: &VideoRow| {
            let named_on = row.named_on.unwrap_or_else(|| calendar.day_of(row.posted_at));
            self.aliases.whose(row.creator.as_ref(), day_window(named_on))
        };
        agreed(current.rows().map(owner))
    }
    /// The watermark: the earliest first day beyond which a feed that holds rows is partial (PER-7).
    #[must_use]
    pub fn watermark(&self) -> Option<Day> {
        self.feeds.values().filter_map(FeedFacts::partial_from).min()
    }
    /// The watermark of each feed.
    #[must_use]
    pub fn watermarks(&self) -> BTreeMap<&'static str, Option<Day>> {
        self.feeds.iter().map(|(feed, facts)| (*feed, facts.partial_from())).collect()
    }
}

/// One day as a window.
pub(super) fn day_window(day: Day) -> Window<Day> {
    Window { start: day, end: Some(day.next()) }
}

/// The owner on whom all agree.
fn agreed(mut owners: impl Iterator<Item = Option<CreatorId>>) -> Option<CreatorId> {
    let first = owners.next()??;
    owners.all(|owner| owner.as_ref() == Some(&first)).then_some(first)
}

/// What a list document can tell by its nature, whoever's rows it holds: a creator without rows had none of it.
fn told_by_list(feed: &str) -> &'static [Measure] {
    use Measure as M;
    match feed {
        "video_list" => &[M::Gmv, M::Views, M::SkuOrders, M::ItemsSold, M::Videos],
        "live_list" => &[
            M::Gmv,
            M::OrdersCreated,
            M::SkuOrders,
            M::ItemsSold,
            M::Buyers,
            M::Viewers,
            M::Views,
            M::Comments,
            M::Shares,
            M::Likes,
            M::NewFollowers,
            M::ProductImpressions,
            M::ProductClicks,
            M::LiveSeconds,
            M::Livestreams,
        ],
        "orders" => &[M::Gmv, M::SkuOrders, M::ItemsSold, M::Orders, M::OrdersCreated, M::ProductsSold],
        _ => &[],
    }
}

fn feeds(
    store: &Store,
    clocks: Clocks,
    open: &Open,
    aliases: &Aliases,
    people: &People,
    acts: &Acts,
) -> FeedMap {
    let Tables { activity, orders, .. } = &store.tables;
    let calendar = store.workspace.rules.calendar;
    let shows = |creator: Option<&CreatorRef>, content: Option<&Content>, days: Window<Day>| {
        aliases
            .whose(creator, days)
            .and_then(|creator| people.find(&creator))
            .is_some_and(|person| open.shows(person, content))
    };
    let mut feeds = FeedMap::new();
    let by_day = activity.by_day(calendar);
    let is_all_known = by_day.is_all_known(clocks.known_at);
    // Rows under one name are one creator's, unless the name means different ones on different days.
    let varies: Vec<bool> = by_day.names().iter().map(|name| aliases.varies(name)).collect();
    let is_one =
        |name: Option<usize>| is_all_known && name.is_none_or(|name| varies.get(name) != Some(&true));
    for (name, told) in by_day.told().filter(|(name, _)| is_one(*name)) {
        let creator = name.and_then(|name| by_day.names().get(name));
        let days = Window { start: told.hull.0, end: Some(told.hull.1) };
        if shows(creator, told.room.as_ref(), days) {
            let facts = feeds.entry(told.feed).or_default();
            facts.tells.extend(&told.tells);
            facts.affiliations.extend(&told.affiliations);
            facts.reach(told.hull.0, told.hull.1);
        }
    }
    let rest = if is_all_known && !varies.contains(&true) { None } else { Some(by_day.all(clocks.known_at)) };
    for (about, name, row) in rest.into_iter().flatten().filter(|(_, name, _)| !is_one(*name)) {
        let creator = name.and_then(|name| by_day.names().get(name));
        let days = row.bucket.days(|at| calendar.day_of(at));
        if shows(creator, about.content.as_ref(), days) {
            let facts = feeds.entry(about.feed).or_default();
            facts.tells.extend(row.measures.iter().map(|(measure, _)| *measure));
            facts.affiliations.extend(row.affiliation);
            facts.reach(days.start, days.end.unwrap_or(days.start));
        }
    }
    for row in orders.values().filter_map(|versions: &Versions<OrderRow>| versions.current(clocks.known_at)) {
        let row = row.row();
        let day = calendar.day_of(row.paid_at.unwrap_or(row.created_at));
        if !shows(row.creator.as_ref(), row.content.as_ref(), day_window(day)) {
            continue;
        }
        let facts = feeds.entry("orders").or_default();
        facts.affiliations.extend(row.affiliation);
        facts.tells.extend(row.commission.map(|_| Measure::Commission));
        facts.tells.extend(row.refunded_at.and(row.refund_amount).map(|_| Measure::RefundGmv));
        facts.tells.extend(row.refunded_at.map(|_| Measure::RefundOrders));
        facts.tells.extend(row.refunded_at.and(row.refund_quantity).map(|_| Measure::RefundItems));
        facts.tells.extend(row.settled_at.and(row.settled_amount).map(|_| Measure::SettlementGmv));
        // It is known as long as its last act, and each counts on its own day (MET-7).
        let acts = [Some(row.created_at), row.paid_at, row.refunded_at, row.settled_at];
        for day in acts.into_iter().flatten().map(|at| calendar.day_of(at)) {
            facts.reach(day, day.next());
        }
    }
    if let Some(facts) = acts.facts(open, &store.tables.interactions) {
        feeds.insert("interactions", facts);
    }
    // A feed that was looked at covers its windows, even where it holds no row that may be seen.
    for feed in ["orders", "interactions", "live_list", "video_list", "activity"] {
        let (complete, asked) =
            (store.feeds.windows(feed, clocks.known_at), store.feeds.asked(feed, clocks.known_at));
        let looked_at = !(complete.is_empty() && asked.is_empty());
        if let Some(facts) =
            if looked_at { Some(feeds.entry(feed).or_default()) } else { feeds.get_mut(feed) }
        {
            facts.tells.extend(told_by_list(feed));
            facts.windows = complete;
            facts.asked = asked;
            facts.latest = store.feeds.latest(feed, clocks.known_at);
        }
    }
    feeds
}
