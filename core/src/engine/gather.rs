use std::collections::{BTreeMap, BTreeSet};

use super::feed::{FeedChoice, FeedFacts, FeedUse, choose, known_feed};
use super::figures::{ChannelPart, CreatorFigures, Filter, Gathered, Slot};
use super::tiling::{Tiling, tile};
use super::versions::Current;
use super::view::View;
use crate::access::{CompiledAccess, Decision, Grain, Module, Question, compile};
use crate::fact::{ActivityKey, ActivityRow, Bucket, Content, OrderRow};
use crate::metric::Measure;
use crate::time::{Day, Instant, Window, WindowSet};
use crate::value::{CreatorId, HiddenReason, Reasons, UndefinedReason, Value};

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
        let mut gathering =
            Gathering { view: self, module, access, window, filter, out: Gathered::default() };
        gathering.choose_feeds(windows);
        gathering.take_creators();
        gathering.take_activity();
        gathering.take_orders();
        gathering.take_subjects();
        gathering.out
    }
}

struct Gathering<'v, 'a> {
    view: &'v View<'a>,
    module: Module,
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
                        let facts = self.view.feeds.get(feed);
                        let covered = facts.map(FeedFacts::covers).unwrap_or_default();
                        let told = self.filter.affiliation.is_none_or(|affiliation| {
                            facts.is_some_and(|facts| facts.affiliations.contains(&affiliation))
                        });
                        if covered.intersection(&whole).is_empty() {
                            Slot::undefined(UndefinedReason::NotLoaded)
                        } else if !told {
                            Slot::undefined(UndefinedReason::Absent)
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

    fn take_creators(&mut self) {
        let rules = &self.view.store.workspace.rules;
        for creator in self.view.known_creators() {
            let mut visible = Vec::new();
            let mut reasons = Vec::new();
            let state = self.view.state_of(&creator);
            let mut question =
                Question::creator(creator.clone(), self.module, Grain::Aggregate, self.window.start);
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
            if known_feed(&key.feed).is_some() && days.0 < end && start < days.1 {
                let told = Told { days, minute: matches!(bucket, Bucket::Minute(_)), current };
                subjects.entry(ActivityKey { bucket: None, ..key.clone() }).or_default().push(told);
            }
        }
        let mut tilings: BTreeMap<BTreeSet<(Day, Day)>, Tiling> = BTreeMap::new();
        for (key, rows) in subjects {
            let mut windows: BTreeSet<(Day, Day)> = rows.iter().map(|row| row.days).collect();
            // A video that a list leaves out had nothing in its window: the list's windows are pieces for all its videos.
            // Rows of the LIVE list belong to their room's day, whatever was asked; tables tell their own days (SRC-12).
            if key.feed == "video_list" {
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
            self.hide_unknown(creator, days.start);
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

    /// A creator that neither the log nor a table names is hidden like any other, and said to be (default deny).
    fn hide_unknown(&mut self, creator: &CreatorId, day: Day) {
        if self.out.hidden.contains_key(creator) || self.out.creators.contains_key(creator) {
            return;
        }
        let rules = &self.view.store.workspace.rules;
        let question = Question::creator(creator.clone(), self.module, Grain::Aggregate, day);
        let state = self.view.state_of(creator);
        if let Decision::Hidden { causes, .. } =
            crate::access::decide_state(rules, &state, &question, self.view.today)
            && let Some(reasons) = Reasons::collect(causes.iter().map(|cause| cause.reason))
        {
            self.out.hidden.insert(creator.clone(), reasons);
        }
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
            if let Some(creator) = self.subject_creator(row.creator.as_ref(), day, day, Some(&content))
                && let Some(figures) = self.out.creators.get_mut(&creator)
            {
                figures.rooms.insert(row.room.clone());
            }
        }
        for versions in tables.videos.values() {
            let Some(current) = versions.current(view.clocks.known_at) else { continue };
            let row = current.row();
            let day = calendar.day_of(row.posted_at);
            if let Some(creator) =
                self.subject_creator(row.creator.as_ref(), day, row.named_on.unwrap_or(day), None)
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
        named_on: Day,
        content: Option<&Content>,
    ) -> Option<CreatorId> {
        let days = Window { start: day, end: Some(day.next()) };
        if !self.window.contains(day) {
            return None;
        }
        let named = Window { start: named_on, end: Some(named_on.next()) };
        let creator = self.view.aliases.resolve(creator?, named)?;
        self.shown(&creator, content, days)?.ok()?;
        Some(creator)
    }
}
