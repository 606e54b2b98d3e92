use std::collections::{BTreeMap, BTreeSet};

use super::feed::{FeedChoice, FeedUse, choose};
use super::tiling::{Tiling, tile};
use super::versions::Current;
use super::view::View;
use crate::access::{CompiledAccess, Decision, Grain, Module, Question, compile};
use crate::fact::{ActivityKey, ActivityRow, Affiliation, Bucket, Channel, Content, Definition, OrderRow};
use crate::metric::{Measure, MeasureKind};
use crate::time::{Day, Instant, Window, WindowSet};
use crate::value::{CreatorId, HiddenReason, OrderId, Reasons, RoomId, UndefinedReason, Value, VideoId};

/// The channel a figure came about in, or that the source tells none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelPart {
    /// A LIVE.
    Live,
    /// A video.
    Video,
    /// The product card.
    Card,
    /// The source does not say.
    Untold,
}

impl ChannelPart {
    /// All parts of a whole.
    pub const ALL: [Self; 4] = [Self::Live, Self::Video, Self::Card, Self::Untold];

    fn of(channel: Option<Channel>) -> Self {
        match channel {
            Some(Channel::Live) => Self::Live,
            Some(Channel::Video) => Self::Video,
            Some(Channel::Card) => Self::Card,
            None => Self::Untold,
        }
    }
    /// Whether a measure can come about here.
    #[must_use]
    pub fn takes(self, measure: Measure) -> bool {
        use Measure as M;
        match measure {
            M::LiveSeconds | M::Entries | M::Leaves | M::DirectGmv => {
                matches!(self, Self::Live | Self::Untold)
            }
            M::Finishes | M::DrainagePv | M::DrainageEntries => matches!(self, Self::Video | Self::Untold),
            M::Impressions
            | M::Views
            | M::Viewers
            | M::WatchSeconds
            | M::Likes
            | M::Comments
            | M::Shares
            | M::NewFollowers => self != Self::Card,
            _ => true,
        }
    }
}

/// A measure summed up, with the definitions of GMV that went in (SRC-11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    value: Value<i128>,
    definitions: BTreeSet<Definition>,
}

impl Slot {
    fn known(value: i128) -> Self {
        Self { value: Value::Known(value), definitions: BTreeSet::new() }
    }
    fn undefined(reason: UndefinedReason) -> Self {
        Self { value: Value::undefined(reason), definitions: BTreeSet::new() }
    }
    fn hidden(reasons: Reasons<HiddenReason>) -> Self {
        Self { value: Value::Hidden(reasons), definitions: BTreeSet::new() }
    }
    /// The sum; undefined where two definitions of one measure met (SRC-11).
    #[must_use]
    pub fn value(&self, measure: Measure) -> Value<i128> {
        let defined = matches!(measure, Measure::Gmv | Measure::SkuOrders | Measure::ItemsSold);
        match &self.value {
            Value::Known(_) if defined && self.definitions.len() > 1 => {
                Value::undefined(UndefinedReason::MixedDefinitions)
            }
            value => value.clone(),
        }
    }
    /// Adds another part (MET-7).
    #[must_use]
    pub fn and(mut self, other: Self, measure: Measure) -> Self {
        self.definitions.extend(other.definitions);
        let unique = measure.kind() == MeasureKind::Unique;
        self.value = self.value.zip_with(other.value, |a, b| match (unique, a, b) {
            // Nobody and somebody are somebody; two groups of users may share users.
            (true, 0, users) | (true, users, 0) => Value::Known(users),
            (true, ..) => Value::undefined(UndefinedReason::UniquesDoNotAdd),
            (false, a, b) => crate::metric::add(a, b),
        });
        self
    }
}

/// Sums of two measures by content.
type ByContent = BTreeMap<String, BTreeMap<Measure, Slot>>;

/// The figures of one creator in a window, as far as they may be seen.
#[derive(Debug, Clone, Default)]
pub struct CreatorFigures {
    /// Its visible days.
    pub visible: WindowSet<Day>,
    /// Why the other days of the window are hidden.
    pub hidden: Option<Reasons<HiddenReason>>,
    slots: BTreeMap<(ChannelPart, Measure), Slot>,
    contents: BTreeMap<ChannelPart, ByContent>,
    /// Orders paid, by channel.
    pub orders: BTreeMap<ChannelPart, BTreeSet<OrderId>>,
    /// Rooms started.
    pub rooms: BTreeSet<RoomId>,
    /// Videos posted.
    pub videos: BTreeSet<VideoId>,
}

/// Which rows are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only what is of this affiliation; what a source does not tell makes the sum undefined.
    pub affiliation: Option<Affiliation>,
}

/// The visible figures of a window, by creator.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// Creators with at least one visible day or room.
    pub creators: BTreeMap<CreatorId, CreatorFigures>,
    /// Known creators with no visible day, and why.
    pub hidden: BTreeMap<CreatorId, Reasons<HiddenReason>>,
    /// Rows whose creator no alias resolves: kept and hidden (SRC-13).
    pub unknown_creator_rows: u64,
    choices: BTreeMap<(ChannelPart, Measure), FeedChoice>,
    defaults: BTreeMap<(ChannelPart, Measure), Slot>,
    /// How the feeds were used.
    pub feeds: Vec<FeedUse>,
    /// Whether any source tells of rooms, and of videos.
    told: (bool, bool),
}

impl Gathered {
    /// A measure of a creator in a channel.
    #[must_use]
    pub fn slot(&self, figures: &CreatorFigures, part: ChannelPart, measure: Measure) -> Slot {
        if let Some(slot) = figures.slots.get(&(part, measure)) {
            return slot.clone();
        }
        if measure == Measure::Orders {
            // Counted as subjects, once however many lines.
            let orders = figures.orders.get(&part).map_or(0, BTreeSet::len);
            let untold = self.untold(part, measure);
            return if matches!(untold.value, Value::Known(_)) {
                Slot::known(orders as i128)
            } else {
                untold
            };
        }
        if figures.visible.is_empty() {
            // Only some room of the creator shows: all else of it does not.
            let reasons = figures.hidden.clone().unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized));
            return Slot::hidden(reasons);
        }
        self.untold(part, measure)
    }
    /// What a measure is where no row tells it: 0 where its feed covers the days, else why not.
    fn untold(&self, part: ChannelPart, measure: Measure) -> Slot {
        self.defaults
            .get(&(part, measure))
            .cloned()
            .unwrap_or_else(|| Slot::undefined(UndefinedReason::Absent))
    }
    /// A measure of all visible creators in a channel; hidden where all creators are.
    #[must_use]
    pub fn total(&self, part: ChannelPart, measure: Measure) -> Slot {
        let shown = self.creators.values().filter_map(|figures| {
            let whole = !figures.visible.is_empty();
            (whole || figures.slots.contains_key(&(part, measure))).then(|| self.slot(figures, part, measure))
        });
        shown.reduce(|sum, slot| sum.and(slot, measure)).unwrap_or_else(|| self.nobody(part, measure))
    }
    fn nobody(&self, part: ChannelPart, measure: Measure) -> Slot {
        match Reasons::collect(self.hidden.values().flatten().copied()) {
            Some(reasons) => Slot::hidden(reasons),
            None => self.untold(part, measure),
        }
    }
    /// Whether any feed can tell a measure in a part.
    #[must_use]
    pub fn is_told(&self, part: ChannelPart, measure: Measure) -> bool {
        !matches!(self.choices.get(&(part, measure)), None | Some(FeedChoice::Absent))
    }
    /// A number of rooms or videos; undefined where no source tells of them.
    #[must_use]
    pub fn subjects(&self, measure: Measure, number: usize) -> Value<i128> {
        let told = if measure == Measure::Livestreams { self.told.0 } else { self.told.1 };
        if told { Value::Known(number as i128) } else { Value::undefined(UndefinedReason::Absent) }
    }
    /// Two measures by content of a channel, for a creator.
    pub fn contents<'a>(
        &'a self,
        figures: &'a CreatorFigures,
        part: ChannelPart,
        over: Measure,
        under: Measure,
    ) -> impl Iterator<Item = (String, (Value<i128>, Value<i128>))> + 'a {
        let contents = figures.contents.get(&part).into_iter().flatten();
        contents.map(move |(content, slots)| {
            let value = |measure: Measure| match slots.get(&measure) {
                Some(slot) => slot.value(measure),
                None => Value::undefined(UndefinedReason::Absent),
            };
            (content.clone(), (value(over), value(under)))
        })
    }
}

/// When something was done, and what it tells.
type Act<'a> = (Option<Instant>, &'a [(Measure, Option<i64>)]);

/// A row of activity with its bucket's days.
struct Told<'a> {
    days: (Day, Day),
    minute: bool,
    current: Current<'a, ActivityRow>,
}

impl View<'_> {
    /// Gathers the visible figures of a window for a module. `windows` are all windows of the answer, so that one
    /// feed counts for all of them.
    #[must_use]
    pub fn gather(
        &self,
        module: Module,
        window: Window<Day>,
        windows: &[Window<Day>],
        filter: Filter,
    ) -> Gathered {
        let rules = &self.store.workspace.rules;
        let access = compile(rules, &self.store.log, module, Grain::Aggregate, window, self.clocks);
        let mut gathering = Gathering { view: self, access, window, filter, out: Gathered::default() };
        gathering.choose_feeds(windows);
        gathering.take_creators(module);
        gathering.take_activity();
        gathering.take_orders();
        gathering.take_subjects();
        gathering.out
    }
}

struct Gathering<'v, 'a> {
    view: &'v View<'a>,
    access: CompiledAccess,
    window: Window<Day>,
    filter: Filter,
    out: Gathered,
}

impl Gathering<'_, '_> {
    fn choose_feeds(&mut self, windows: &[Window<Day>]) {
        let whole: WindowSet<Day> = [self.window].into_iter().collect();
        let mut used = BTreeSet::new();
        for part in ChannelPart::ALL {
            for measure in Measure::ALL.iter().copied().filter(|measure| part.takes(*measure)) {
                let choice = choose(&self.view.feeds, measure, part, windows);
                let default = match &choice {
                    FeedChoice::Absent => Slot::undefined(UndefinedReason::Absent),
                    FeedChoice::Mixed(feeds) => {
                        Slot::undefined(UndefinedReason::MixedSources { feeds: feeds.clone() })
                    }
                    FeedChoice::Feed(feed) => {
                        used.insert(*feed);
                        let covered =
                            self.view.feeds.get(feed).map(super::feed::FeedFacts::covers).unwrap_or_default();
                        if covered.intersection(&whole).is_empty() {
                            Slot::undefined(UndefinedReason::NotLoaded)
                        } else {
                            Slot::known(0)
                        }
                    }
                };
                self.out.defaults.insert((part, measure), default);
                self.out.choices.insert((part, measure), choice);
            }
        }
        self.out.feeds = used
            .into_iter()
            .filter_map(|feed| {
                let facts = self.view.feeds.get(feed)?;
                Some(FeedUse {
                    feed,
                    partial_from: facts.partial_from(),
                    missing: whole.difference(&facts.covers()),
                })
            })
            .collect();
    }

    fn take_creators(&mut self, module: Module) {
        let rules = &self.view.store.workspace.rules;
        for creator in self.view.known_creators() {
            let mut visible = Vec::new();
            let mut reasons = Vec::new();
            let state = self.view.state_of(&creator);
            let mut question =
                Question::creator(creator.clone(), module, Grain::Aggregate, self.window.start);
            while self.window.contains(question.day) {
                let day = question.day;
                if self.access.creator_visible(&creator, day) {
                    visible.push(Window { start: day, end: Some(day.next()) });
                } else if let Decision::Hidden { causes, .. } =
                    crate::access::decide_state(rules, &state, &question, self.view.today)
                {
                    reasons.extend(causes.iter().map(|cause| cause.reason));
                }
                question.day = day.next();
            }
            let (visible, hidden) =
                (visible.into_iter().collect::<WindowSet<Day>>(), Reasons::collect(reasons));
            match hidden {
                Some(reasons) if visible.is_empty() => {
                    self.out.hidden.insert(creator, reasons);
                }
                hidden => {
                    let figures = CreatorFigures { visible, hidden, ..CreatorFigures::default() };
                    self.out.creators.insert(creator, figures);
                }
            }
        }
    }

    fn take_activity(&mut self) {
        let (Some(end), start) = (self.window.end, self.window.start) else { return };
        let calendar = self.view.store.workspace.rules.calendar;
        let mut subjects: BTreeMap<ActivityKey, Vec<Told<'_>>> = BTreeMap::new();
        let view = self.view;
        for (key, versions) in &view.store.tables.activity {
            let Some(current) = versions.current(view.clocks.known_at) else { continue };
            let bucket = current.row().bucket;
            let days = bucket.days(|at| calendar.day_of(at));
            let days = (days.start, days.end.unwrap_or(days.start));
            if super::feed::known_feed(&key.feed).is_some() && days.0 < end && start < days.1 {
                let told = Told { days, minute: matches!(bucket, Bucket::Minute(_)), current };
                subjects.entry(ActivityKey { bucket: None, ..key.clone() }).or_default().push(told);
            }
        }
        let mut tilings: BTreeMap<BTreeSet<(Day, Day)>, Tiling> = BTreeMap::new();
        for (key, rows) in subjects {
            let mut windows: BTreeSet<(Day, Day)> = rows.iter().map(|row| row.days).collect();
            // Rows of the LIVE list belong to their room's day, whatever window was asked (SRC-12).
            if key.feed != "live_list" {
                windows.extend(view.feeds.get(key.feed.as_str()).into_iter().flat_map(|feed| &feed.windows));
            }
            let tiling = tilings.entry(windows).or_insert_with_key(|windows| tile(windows, start, end));
            match tiling {
                Tiling::Whole(chosen) => {
                    let days_told: BTreeSet<(Day, Day)> =
                        rows.iter().filter(|row| !row.minute).map(|row| row.days).collect();
                    for row in rows.iter().filter(|row| chosen.contains(&row.days)) {
                        // A day's own row stands for its minutes.
                        if !(row.minute && days_told.contains(&row.days)) {
                            self.take_row(&key, row, None);
                        }
                    }
                }
                Tiling::Cut(spans) => {
                    let spans = spans.iter().map(|(from, to)| (from.date(), to.date())).collect();
                    let reason = UndefinedReason::SpanNotDivisible { spans };
                    for row in &rows {
                        self.take_row(&key, row, Some(&reason));
                    }
                }
            }
        }
    }

    fn take_row(&mut self, key: &ActivityKey, told: &Told<'_>, broken: Option<&UndefinedReason>) {
        let row = told.current.row();
        let days = Window { start: told.days.0, end: Some(told.days.1) };
        let creator = row.creator.as_ref().and_then(|creator| self.view.aliases.resolve(creator, days));
        let Some(creator) = creator else {
            self.out.unknown_creator_rows = self.out.unknown_creator_rows.saturating_add(1);
            return;
        };
        let part = ChannelPart::of(key.channel);
        let feed_counts = |choices: &BTreeMap<(ChannelPart, Measure), FeedChoice>, measure: Measure| matches!(choices.get(&(part, measure)), Some(FeedChoice::Feed(feed)) if *feed == key.feed);
        // Days of the row that lie outside the window are not asked, and a broken span is never added.
        let shown =
            self.shown(&creator, key.content.as_ref(), days.intersection(&self.window).unwrap_or(days));
        let conflict = matches!(told.current, Current::Conflict(_));
        let affiliation = self.filter.affiliation;
        if affiliation.is_some() && row.affiliation.is_some() && row.affiliation != affiliation {
            return;
        }
        let Some(shown) = shown else { return };
        let tells =
            self.view.feeds.get(key.feed.as_str()).map(|facts| facts.tells.clone()).unwrap_or_default();
        for measure in tells {
            if !feed_counts(&self.out.choices, measure) {
                continue;
            }
            let slot = match (&shown, row.measure(measure)) {
                (Err(reasons), _) => Slot::hidden(reasons.clone()),
                _ if conflict => Slot::undefined(UndefinedReason::Conflicting),
                _ if broken.is_some() => Slot::undefined(broken.cloned().unwrap_or(UndefinedReason::Absent)),
                _ if affiliation.is_some() && row.affiliation.is_none() => {
                    Slot::undefined(UndefinedReason::Absent)
                }
                (Ok(()), Some(value)) => Slot {
                    value: Value::Known(value.into()),
                    definitions: row.definition.into_iter().collect(),
                },
                (Ok(()), None) => Slot::undefined(UndefinedReason::Absent),
            };
            self.add(&creator, part, measure, key.content.as_ref(), slot);
        }
    }

    /// Whether a creator's row over some days is shown: not at all, or as a whole, or (cut by permission) hidden.
    fn shown(
        &mut self,
        creator: &CreatorId,
        content: Option<&Content>,
        days: Window<Day>,
    ) -> Option<Result<(), Reasons<HiddenReason>>> {
        let mut day = days.start;
        let (mut seen, mut unseen) = (false, false);
        while days.contains(day) {
            let visible = match content {
                Some(Content::Room(room)) => self.access.room_visible(creator, room, day),
                _ => self.access.creator_visible(creator, day),
            };
            if visible {
                seen = true
            } else {
                unseen = true
            }
            day = day.next();
        }
        if !seen {
            return None;
        }
        let reasons = self.out.hidden.remove(creator);
        // A room of its own shows where the creator does not.
        let figures = self
            .out
            .creators
            .entry(creator.clone())
            .or_insert_with(|| CreatorFigures { hidden: reasons, ..CreatorFigures::default() });
        if !unseen {
            return Some(Ok(()));
        }
        let reasons = figures.hidden.clone().unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized));
        Some(Err(reasons))
    }

    fn add(
        &mut self,
        creator: &CreatorId,
        part: ChannelPart,
        measure: Measure,
        content: Option<&Content>,
        slot: Slot,
    ) {
        let Some(figures) = self.out.creators.get_mut(creator) else { return };
        if let Some(content) = content {
            let id = match content {
                Content::Room(room) => room.as_str(),
                Content::Video(video) => video.as_str(),
            };
            let by_content = figures.contents.entry(part).or_default().entry(id.to_owned()).or_default();
            let sum = match by_content.remove(&measure) {
                Some(sum) => sum.and(slot.clone(), measure),
                None => slot.clone(),
            };
            by_content.insert(measure, sum);
        }
        let sum = match figures.slots.remove(&(part, measure)) {
            Some(sum) => sum.and(slot, measure),
            None => slot,
        };
        figures.slots.insert((part, measure), sum);
    }

    fn take_orders(&mut self) {
        let calendar = self.view.store.workspace.rules.calendar;
        let view = self.view;
        for versions in view.store.tables.orders.values() {
            let Some(current) = versions.current(view.clocks.known_at) else { continue };
            let row: &OrderRow = current.row();
            let conflict = matches!(current, Current::Conflict(_));
            // Each measure counts on the day of its act (MET-7).
            let acts: [Act<'_>; 4] = [
                (Some(row.created_at), &[(Measure::OrdersCreated, Some(1))]),
                (
                    row.paid_at,
                    &[
                        (Measure::Gmv, Some(row.amount)),
                        (Measure::SkuOrders, Some(1)),
                        (Measure::ItemsSold, Some(row.quantity)),
                        (Measure::Commission, row.commission),
                    ],
                ),
                (
                    row.refunded_at,
                    &[
                        (Measure::RefundGmv, row.refund_amount),
                        (Measure::RefundOrders, Some(1)),
                        (Measure::RefundItems, row.refund_quantity),
                    ],
                ),
                (row.settled_at, &[(Measure::SettlementGmv, row.settled_amount)]),
            ];
            for (at, told) in acts {
                let Some(at) = at else { continue };
                let day = calendar.day_of(at);
                if self.window.contains(day) {
                    self.take_act(row, day, told, conflict);
                }
            }
        }
    }

    fn take_act(&mut self, row: &OrderRow, day: Day, told: &[(Measure, Option<i64>)], conflict: bool) {
        let days = Window { start: day, end: Some(day.next()) };
        let creator = row.creator.as_ref().and_then(|creator| self.view.aliases.resolve(creator, days));
        let Some(creator) = creator else {
            self.out.unknown_creator_rows = self.out.unknown_creator_rows.saturating_add(1);
            return;
        };
        let affiliation = self.filter.affiliation;
        if affiliation.is_some() && row.affiliation.is_some() && row.affiliation != affiliation {
            return;
        }
        let part = ChannelPart::of(row.channel);
        if self.shown(&creator, row.content.as_ref(), days).is_none() {
            return;
        }
        let counts = |out: &Gathered, measure: Measure| {
            matches!(out.choices.get(&(part, measure)), Some(FeedChoice::Feed("orders")))
        };
        for (measure, value) in told {
            if !counts(&self.out, *measure) {
                continue;
            }
            let slot = match value {
                _ if conflict => Slot::undefined(UndefinedReason::Conflicting),
                _ if affiliation.is_some() && row.affiliation.is_none() => {
                    Slot::undefined(UndefinedReason::Absent)
                }
                Some(value) => Slot::known((*value).into()),
                None => Slot::undefined(UndefinedReason::Absent),
            };
            self.add(&creator, part, *measure, row.content.as_ref(), slot);
        }
        if told.iter().any(|(measure, _)| *measure == Measure::Gmv)
            && counts(&self.out, Measure::Orders)
            && let Some(figures) = self.out.creators.get_mut(&creator)
        {
            figures.orders.entry(part).or_default().insert(row.order.clone());
        }
    }

    /// Rooms started and videos posted in the window (PER-9: a room belongs to its start day).
    fn take_subjects(&mut self) {
        let calendar = self.view.store.workspace.rules.calendar;
        let view = self.view;
        let tables = &view.store.tables;
        self.out.told = (!tables.rooms.is_empty(), !tables.videos.is_empty());
        for versions in tables.rooms.values() {
            let Some(current) = versions.current(view.clocks.known_at) else { continue };
            let row = current.row();
            let day = calendar.day_of(row.started_at);
            let content = Content::Room(row.room.clone());
            if let Some(creator) = self.subject_creator(row.creator.as_ref(), day, Some(&content))
                && let Some(figures) = self.out.creators.get_mut(&creator)
            {
                figures.rooms.insert(row.room.clone());
            }
        }
        for versions in tables.videos.values() {
            let Some(current) = versions.current(view.clocks.known_at) else { continue };
            let row = current.row();
            let day = calendar.day_of(row.posted_at);
            if let Some(creator) = self.subject_creator(row.creator.as_ref(), day, None)
                && let Some(figures) = self.out.creators.get_mut(&creator)
            {
                figures.videos.insert(row.video.clone());
            }
        }
    }

    fn subject_creator(
        &mut self,
        creator: Option<&crate::fact::CreatorRef>,
        day: Day,
        content: Option<&Content>,
    ) -> Option<CreatorId> {
        let days = Window { start: day, end: Some(day.next()) };
        if !self.window.contains(day) {
            return None;
        }
        let creator = self.view.aliases.resolve(creator?, days)?;
        self.shown(&creator, content, days)?.ok()?;
        Some(creator)
    }
}
