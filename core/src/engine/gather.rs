use std::collections::{BTreeMap, BTreeSet};

use super::choice::Choices;
use super::figures::{ChannelPart, CreatorFigures, Filter, Gathered, Slot, SubjectsTold};
use super::subjects::{SubjectKey, Told, level_of, subjects};
use super::tiling::{Tiling, tile};
use super::view::{View, day_window};
use crate::access::{CompiledAccess, Decision, Grain, Module, Question, compile};
use crate::fact::{Content, OrderRow};
use crate::metric::Measure;
use crate::time::{Day, Instant, Window, WindowSet};
use crate::value::{CreatorId, HiddenReason, Reasons, UndefinedReason, Value};

/// When something was done, and what it tells.
type Act<'a> = (Option<Instant>, &'a [(Measure, Option<i64>)]);

/// How many spans a reason names at most.
const SPANS_NAMED: usize = 50;

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
        let measures = Measure::ALL.iter().copied();
        let choices = Choices::new(self, measures, window, windows, filter.affiliation);
        let out = Gathered { choices, ..Gathered::default() };
        let mut gathering = Gathering { view: self, module, access, window, filter, out };
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
        let view = self.view;
        // A list's windows are pieces for all its videos: one that it leaves out had nothing in its window. Rows of the
        // LIVE list belong to their room's day, whatever was asked; tables tell their own days (SRC-12).
        let asked: BTreeSet<(Day, Day)> = view
            .feeds
            .get("video_list")
            .into_iter()
            .flat_map(|feed| &feed.asked)
            .copied()
            .filter(|(from, to)| *from < end && start < *to)
            .collect();
        let (subjects, levels, unknown) = subjects(view, start, end);
        self.out.unknown_creator_rows = self.out.unknown_creator_rows.saturating_add(unknown);
        let mut tilings: BTreeMap<BTreeSet<(Day, Day)>, Tiling> = BTreeMap::new();
        for (subject, rows) in subjects {
            let mut windows: BTreeSet<(Day, Day)> = rows.values().map(|row| row.days).collect();
            if subject.key.feed == "video_list" {
                windows.extend(&asked);
            }
            let tiling = tilings.entry(windows).or_insert_with_key(|windows| tile(windows, start, end));
            match tiling {
                Tiling::Whole(chosen) => {
                    let days_told: BTreeSet<(Day, Day)> =
                        rows.values().filter(|row| !row.minute).map(|row| row.days).collect();
                    for row in rows.values().filter(|row| chosen.contains(&row.days)) {
                        // A day's own row stands for its minutes, and a creator's own row for those of its parts.
                        let told_by_day = row.minute && days_told.contains(&row.days);
                        let told_by_whole = levels
                            .get(&(subject.creator.clone(), subject.key.channel, row.days))
                            .is_some_and(|level| *level < level_of(&subject.key));
                        if !(told_by_day || subject.key.feed == "activity" && told_by_whole) {
                            self.take_row(&subject, row, None);
                        }
                    }
                }
                Tiling::Cut(spans) => {
                    let spans =
                        spans.iter().take(SPANS_NAMED).map(|(from, to)| (from.date(), to.date())).collect();
                    let reason = UndefinedReason::SpanNotDivisible { spans };
                    for row in rows.values() {
                        self.take_row(&subject, row, Some(&reason));
                    }
                }
            }
        }
    }

    fn take_row(&mut self, subject: &SubjectKey, told: &Told<'_>, broken: Option<&UndefinedReason>) {
        let (key, row, creator) = (&subject.key, told.row, subject.creator.clone());
        let days = Window { start: told.days.0, end: Some(told.days.1) };
        let part = ChannelPart::of(key.channel);
        let feed_counts =
            |choices: &Choices, measure: Measure| choices.feed(part, measure) == Some(key.feed.as_str());
        // Days of the row that lie outside the window are not asked, and a broken span is never added.
        let shown =
            self.shown(&creator, key.content.as_ref(), days.intersection(&self.window).unwrap_or(days));
        let conflict = told.conflict;
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
        let view = self.view;
        for versions in view.store.tables.orders.values() {
            let Some(current) = versions.current(view.clocks.known_at) else { continue };
            for row in current.rows() {
                self.take_order(row, current.is_conflict());
            }
        }
    }

    /// Takes the acts of an order line; of rows that contradict each other each makes its day undefined.
    fn take_order(&mut self, row: &OrderRow, conflict: bool) {
        let calendar = self.view.store.workspace.rules.calendar;
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
        let counts = |out: &Gathered, measure: Measure| out.choices.feed(part, measure) == Some("orders");
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
            && conflict
        {
            self.add(&creator, part, Measure::Orders, None, Slot::undefined(UndefinedReason::Conflicting));
        } else if told.iter().any(|(measure, _)| *measure == Measure::Gmv)
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
        let (mut rooms, mut videos) = (Hull::default(), Hull::default());
        for (room, versions) in &tables.rooms {
            let Some(current) = versions.current(view.clocks.known_at) else { continue };
            let day = calendar.day_of(current.row().started_at);
            let owner = view.room_owner(&current);
            rooms.reach(day, owner.as_ref().is_some_and(|owner| self.out.creators.contains_key(owner)));
            if let Some(creator) = self.shown_subject(owner, day, Some(&Content::Room(room.clone())))
                && let Some(figures) = self.out.creators.get_mut(&creator)
            {
                figures.rooms.insert(room.clone());
            }
        }
        for (video, versions) in &tables.videos {
            let Some(current) = versions.current(view.clocks.known_at) else { continue };
            let day = calendar.day_of(current.row().posted_at);
            let owner = view.video_owner(&current);
            videos.reach(day, owner.as_ref().is_some_and(|owner| self.out.creators.contains_key(owner)));
            if let Some(creator) = self.shown_subject(owner, day, None)
                && let Some(figures) = self.out.creators.get_mut(&creator)
            {
                figures.videos.insert(video.clone());
            }
        }
        self.out.told = (rooms.touches(self.window), videos.touches(self.window));
    }

    /// The owner of a room or video of the window, where it may be seen.
    fn shown_subject(
        &mut self,
        owner: Option<CreatorId>,
        day: Day,
        content: Option<&Content>,
    ) -> Option<CreatorId> {
        let owner = owner.filter(|_| self.window.contains(day))?;
        self.shown(&owner, content, day_window(day))?.ok()?;
        Some(owner)
    }
}

/// The days from the first to the last subject that a table tells of creators that may be seen.
#[derive(Debug, Default)]
struct Hull(Option<(Day, Day)>);

impl Hull {
    fn reach(&mut self, day: Day, counts: bool) {
        if counts {
            self.0 = Some(self.0.map_or((day, day), |(from, to)| (from.min(day), to.max(day))));
        }
    }
    fn touches(&self, window: Window<Day>) -> SubjectsTold {
        match self.0 {
            None => SubjectsTold::Nowhere,
            Some((from, to)) if window.overlaps(&Window { start: from, end: Some(to.next()) }) => {
                SubjectsTold::Here
            }
            Some(_) => SubjectsTold::Elsewhere,
        }
    }
}
