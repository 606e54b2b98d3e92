use std::collections::{BTreeMap, BTreeSet};

use super::super::choice::{Choices, Wanting};
use super::super::figures::{ChannelPart, Slot};
use super::super::interactions::NONE;
use super::super::people::Seen;
use super::super::view::View;
use super::ask::{Dimension, Query};
use super::key::{Ids, Overlay};
use crate::access::Module;
use crate::fact::{Affiliation, Content};
use crate::metric::{Expr, Measure, Metric, UserCount};
use crate::time::{Day, Window};
use crate::value::{CreatorId, ProductId, RoomId, ShopId, UndefinedReason, VideoId};

/// The channels a figure is summed over.
pub(super) type Parts = BTreeSet<ChannelPart>;

/// What is summed: a measure over some channels.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    pub(super) what: What,
    pub(super) parts: Parts,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// A measure.
    Measure(Measure),
    /// Users with so many engagements or more.
    Engaged(u32),
}

impl What {
    /// The measure in whose channels it comes about: engagements do where likes do.
    pub(super) fn measure(self) -> Measure {
        match self {
            Self::Measure(measure) => measure,
            Self::Engaged(_) => Measure::Likes,
        }
    }
    /// The feed that counts for it in a channel; users that engaged come of acts alone.
    pub(super) fn feed(self, choices: &Choices, part: ChannelPart) -> Option<&'static str> {
        match self {
            Self::Measure(measure) => choices.feed(part, measure),
            Self::Engaged(_) => {
                choices.engaged().filter(|_| part.takes(self.measure())).map(|_| "interactions")
            }
        }
    }
    /// Whether any feed can tell it in a channel.
    pub(super) fn is_told(self, choices: &Choices, part: ChannelPart) -> bool {
        match self {
            Self::Measure(measure) => choices.is_told(part, measure),
            Self::Engaged(_) => self.feed(choices, part).is_some(),
        }
    }
    /// What it is where no row tells it: 0 where its feed covers the days, else why not.
    pub(super) fn untold(self, choices: &Choices, part: ChannelPart) -> Slot {
        match self {
            Self::Measure(measure) => choices.untold(part, measure),
            Self::Engaged(_) => {
                let known = choices.engaged().filter(|_| part.takes(self.measure()));
                known.cloned().unwrap_or_else(|| Slot::undefined(UndefinedReason::Absent))
            }
        }
    }
}

/// By what groups are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct By {
    pub(super) person: bool,
    pub(super) part: bool,
    pub(super) content: bool,
    pub(super) product: bool,
    pub(super) shop: bool,
    pub(super) time: Option<Dimension>,
}

impl By {
    pub(super) fn of(query: &Query) -> Self {
        Self::grouped(&query.group_by)
    }
    pub(super) fn grouped(by: &[Dimension]) -> Self {
        Self {
            person: by.contains(&Dimension::Creator),
            part: by.contains(&Dimension::Channel),
            content: by.contains(&Dimension::Content),
            product: by.contains(&Dimension::Product),
            shop: by.contains(&Dimension::Shop),
            time: by.iter().copied().find(|dimension| dimension.is_time()),
        }
    }
    /// Whether it is grouped by one thing, or by nothing, so that all groups there can be are shown.
    pub(super) fn is_plain(self) -> bool {
        let all = [self.person, self.part, self.content, self.product, self.shop, self.time.is_some()];
        all.into_iter().filter(|by| *by).count() <= 1
    }
    /// Whether what shows by a room of its own has a group: the room's, or one of no creator.
    fn takes_rooms(self) -> bool {
        !self.person || self.content
    }
    /// Whether rows of a run belong to different groups.
    pub(super) fn is_fine(self) -> bool {
        self.content || self.product || self.shop
    }
}

/// Which facts count, in codes.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    pub(super) people: Option<BTreeSet<CreatorId>>,
    pub(super) contents: Option<BTreeSet<(u8, u32)>>,
    pub(super) products: Option<BTreeSet<u32>>,
    pub(super) shops: Option<BTreeSet<u32>>,
    pub(super) channels: Option<Parts>,
    pub(super) affiliation: Option<Affiliation>,
    /// Videos that were never public: their rows count nowhere (VID-5).
    barred: BTreeSet<u32>,
    /// Whether some act is of such a video.
    bars_acts: bool,
}

impl Kept {
    pub(super) fn of(view: &View<'_>, query: &Query, ids: &mut Ids<'_>) -> Self {
        let filter = &query.filter;
        let acts = &view.store.tables.interactions.ids.contents;
        let barred = view.never_public().iter();
        let bars_acts = barred.clone().any(|video| acts.find(video.as_str()).is_some());
        let barred = barred.map(|video| ids.contents.code(video.as_str())).collect();
        let contents = (filter.rooms.is_some() || filter.videos.is_some()).then(|| {
            let rooms = filter.rooms.iter().flatten().map(|room: &RoomId| Content::Room(room.clone()));
            let videos = filter.videos.iter().flatten().map(|video: &VideoId| Content::Video(video.clone()));
            rooms.chain(videos).map(|content| ids.content(&content)).collect()
        });
        let codes = |overlay: &mut Overlay<'_>, ids: &mut dyn Iterator<Item = &str>| -> BTreeSet<u32> {
            ids.map(|id| overlay.code(id)).collect()
        };
        let products = filter.products.as_ref();
        let products = products.map(|all| codes(&mut ids.products, &mut all.iter().map(ProductId::as_str)));
        let shops = filter.shops.as_ref();
        let shops = shops.map(|all| codes(&mut ids.shops, &mut all.iter().map(ShopId::as_str)));
        Self {
            people: filter.creators.as_ref().map(|all| all.iter().cloned().collect()),
            contents,
            products,
            shops,
            channels: filter
                .channels
                .as_ref()
                .map(|all| all.iter().map(|c| ChannelPart::of(Some(*c))).collect()),
            affiliation: filter.affiliation,
            barred,
            bars_acts,
        }
    }
    pub(super) fn part(&self, part: ChannelPart) -> bool {
        self.channels.as_ref().is_none_or(|channels| channels.contains(&part))
    }
    pub(super) fn person(&self, creator: &CreatorId) -> bool {
        self.people.as_ref().is_none_or(|people| people.contains(creator))
    }
    /// Whether rows of a run may differ in being kept.
    pub(super) fn is_fine(&self) -> bool {
        self.contents.is_some() || self.products.is_some() || self.shops.is_some()
    }
    /// Whether acts in a channel may be of a video that was never public.
    pub(super) fn bars(&self, part: ChannelPart) -> bool {
        self.bars_acts && part != ChannelPart::Live
    }
    /// Whether a content is a video that was never public.
    #[inline]
    pub(super) fn is_barred(&self, content: (u8, u32)) -> bool {
        content.0 == 1 && self.barred.contains(&content.1)
    }
    /// Whether some video was never public.
    pub(super) fn has_barred(&self) -> bool {
        !self.barred.is_empty()
    }
    /// Whether a filter keeps a content.
    pub(super) fn names(&self, content: (u8, u32)) -> bool {
        self.contents.as_ref().is_none_or(|contents| contents.contains(&content))
            && self.products.is_none()
            && self.shops.is_none()
    }
    #[inline]
    pub(super) fn about(&self, content: (u8, u32), product: u32, shop: u32) -> bool {
        self.contents.as_ref().is_none_or(|contents| content.1 != NONE && contents.contains(&content))
            && self.products.as_ref().is_none_or(|products| products.contains(&product))
            && self.shops.as_ref().is_none_or(|shops| shops.contains(&shop))
            && (self.barred.is_empty() || !self.is_barred(content))
    }
}

/// All that gathering the figures of one window takes.
pub(super) struct Frame<'q, 'a> {
    pub(super) view: &'q View<'a>,
    pub(super) module: Module,
    pub(super) window: Window<Day>,
    pub(super) by: By,
    pub(super) kept: &'q Kept,
    /// The stretches of time that groups are told apart by; one if by none.
    pub(super) buckets: Vec<Window<Day>>,
    pub(super) columns: Vec<Column>,
    /// Where columns that were asked for stand.
    places: BTreeMap<(What, Option<&'static str>), usize>,
    /// One a stretch of time.
    pub(super) choices: Vec<Choices>,
    pub(super) seen: &'q Seen,
    /// Every column is told for itself, whichever feed counts: parts of the data do not know that yet.
    pub(super) apart: bool,
    /// What shows by a room of its own counts: not as its creator's, which shows nothing (ACC-7).
    pub(super) by_room: bool,
    /// Rows are counted as well: to explain a figure.
    pub(super) counts_rows: bool,
}

/// All that decides a metric: also what makes no column of its own.
pub(super) fn drawn(metric: &Metric) -> Vec<What> {
    let of = |atom: Expr| match atom {
        Expr::Users(UserCount::Engaged { at_least }) => vec![What::Engaged(at_least)],
        atom => atom.measures().into_iter().map(What::Measure).collect(),
    };
    metric.def.formula.atoms().into_iter().flat_map(of).collect()
}

/// The first day of a week, as days from Monday.
pub(super) fn week_start(view: &View<'_>) -> i32 {
    view.store.workspace.rules.policy.week_start.days_from_monday()
}

/// The stretches of a window.
pub(super) fn buckets(start_of_week: i32, window: Window<Day>, time: Option<Dimension>) -> Vec<Window<Day>> {
    let Some(time) = time else { return vec![window] };
    let mut buckets = Vec::new();
    let mut start = window.start;
    while window.contains(start) {
        let next = match time {
            Dimension::Week => start.plus(7 - (start.weekday() - start_of_week).rem_euclid(7)),
            Dimension::Month => start.month().1,
            _ => start.next(),
        };
        let end = window.end.map_or(next, |end| end.min(next));
        buckets.push(Window { start, end: Some(end) });
        start = end;
    }
    buckets
}

impl<'q, 'a> Frame<'q, 'a> {
    /// A frame of the columns that some metrics draw on; `measures` are all that may be asked of it, otherwise grouped
    /// too. One feed counts for all windows.
    pub(super) fn new(
        view: &'q View<'a>,
        module: Module,
        (window, windows): (Window<Day>, &[Window<Day>]),
        by: By,
        kept: &'q Kept,
        (measures, wanted): (&BTreeSet<Measure>, &[(What, Option<&'static str>)]),
    ) -> Self {
        let buckets = buckets(week_start(view), window, by.time);
        let choices = buckets.iter().map(|bucket| {
            let of_products = by.product || by.shop || kept.products.is_some() || kept.shops.is_some();
            let asked = Wanting { of_products, affiliation: kept.affiliation };
            Choices::new(&view.feeds, measures.iter().copied(), *bucket, windows, asked)
        });
        let choices: Vec<Choices> = choices.collect();
        let seen = view.people.seen(view.store, view.clocks, module);
        let mut frame = Self {
            view,
            module,
            window,
            by,
            kept,
            buckets,
            columns: Vec::new(),
            places: BTreeMap::new(),
            choices,
            seen,
            apart: false,
            by_room: by.takes_rooms(),
            counts_rows: false,
        };
        for (what, channel) in wanted {
            frame.column(*what, *channel);
        }
        frame
    }
    /// A frame of columns that are told each for itself, by whichever feed.
    pub(super) fn apart(
        view: &'q View<'a>,
        module: Module,
        window: Window<Day>,
        by: By,
        kept: &'q Kept,
        columns: Vec<Column>,
    ) -> Self {
        Self {
            view,
            module,
            window,
            by,
            kept,
            buckets: buckets(week_start(view), window, by.time),
            columns,
            places: BTreeMap::new(),
            choices: Vec::new(),
            seen: view.people.seen(view.store, view.clocks, module),
            apart: true,
            by_room: by.takes_rooms(),
            counts_rows: false,
        }
    }
    /// The same question grouped otherwise, for figures that come of finer ones.
    pub(super) fn regrouped(&self, by: By, wanted: &[(What, Option<&'static str>)]) -> Frame<'q, 'a> {
        let buckets = self.buckets.clone();
        let (columns, places, choices) = (Vec::new(), BTreeMap::new(), self.choices.clone());
        let by_room = by.takes_rooms();
        let mut frame = Frame { by, buckets, columns, places, choices, by_room, ..*self };
        for (what, channel) in wanted {
            frame.column(*what, *channel);
        }
        frame
    }
    /// The channels a metric is summed over.
    pub(super) fn parts(&self, what: What, channel: Option<&str>) -> Parts {
        let measure = what.measure();
        let told = |part: ChannelPart| self.choices.iter().any(|choices| what.is_told(choices, part));
        let all = ChannelPart::ALL.into_iter().filter(|part| match channel {
            Some("live") => *part == ChannelPart::Live,
            Some("video") => *part == ChannelPart::Video,
            Some(_) => *part == ChannelPart::Card,
            // What has no channel is a part of the whole where a feed can tell such rows.
            None => part.takes(measure) && (*part != ChannelPart::Untold || told(*part)),
        });
        let all: Parts = all.collect();
        let kept: Parts = all.iter().copied().filter(|part| self.kept.part(*part)).collect();
        // Of a metric's own channel, filtered out, nothing is left: 0 where it would be told. What cannot come about in the
        // channels that are kept is absent.
        if kept.is_empty() && channel.is_some() { all } else { kept }
    }
    /// Makes a column, where there is none yet.
    fn column(&mut self, what: What, channel: Option<&'static str>) {
        let place = self.place(Column { what, parts: self.parts(what, channel) });
        self.places.insert((what, channel), place);
    }
    /// The place of a column of one channel alone, which is made where there is none yet.
    pub(super) fn only(&mut self, what: What, part: ChannelPart) -> usize {
        self.place(Column { what, parts: [part].into_iter().collect() })
    }
    fn place(&mut self, column: Column) -> usize {
        let known = self.columns.iter().position(|known| *known == column);
        known.unwrap_or_else(|| {
            self.columns.push(column);
            self.columns.len() - 1
        })
    }
    /// Whether a measure was asked for.
    pub(super) fn has(&self, measure: Measure) -> bool {
        self.columns.iter().any(|column| column.what == What::Measure(measure))
    }
    /// The place of a column that was asked for.
    pub(super) fn find(&self, what: What, channel: Option<&'static str>) -> Option<usize> {
        self.places.get(&(what, channel)).copied()
    }
    /// Whether nothing counts that shows by a room of its own.
    pub(super) fn has_no_rooms(&self) -> bool {
        !self.by_room || self.seen.has_no_rooms()
    }
    /// Whether a creator's day shows, or the room of its own that a row is of.
    pub(super) fn shows(&self, person: u32, content: Option<&Content>, day: Day) -> bool {
        match content {
            Some(Content::Room(room)) if self.by_room => self.seen.room(person, room.as_str(), day),
            _ => self.seen.person(person, day),
        }
    }
    /// The stretch a day lies in.
    pub(super) fn bucket_of(&self, day: Day) -> Option<usize> {
        let after = self.buckets.partition_point(|bucket| bucket.start <= day);
        after
            .checked_sub(1)
            .filter(|place| self.buckets.get(*place).is_some_and(|bucket| bucket.contains(day)))
    }
    /// What counts in a stretch.
    pub(super) fn choices(&self, bucket: u32) -> Option<&Choices> {
        self.choices.get(bucket as usize)
    }
    /// The days of a stretch.
    pub(super) fn bucket(&self, bucket: u32) -> Window<Day> {
        self.buckets.get(bucket as usize).copied().unwrap_or(self.window)
    }
    /// The feeds that count for some metrics.
    pub(super) fn feeds(&self, metrics: &[Metric]) -> BTreeSet<&'static str> {
        let mut feeds = BTreeSet::new();
        for metric in metrics {
            for what in drawn(metric) {
                for part in self.parts(what, metric.channel) {
                    let used = self.choices.iter().filter_map(|choices| what.feed(choices, part));
                    feeds.extend(used);
                }
            }
        }
        feeds
    }
}
