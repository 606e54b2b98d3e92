//! The states behind an answer, from what one store holds.
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::super::super::figures::ChannelPart;
use super::super::super::interactions::NONE;
use super::super::super::view::View;
use super::super::answer::KeyNames;
use super::super::ask::{Dimension, Query};
use super::super::error::QueryError;
use super::super::feeds::rows;
use super::super::frame::{By, Column, Frame, Kept, What, week_start};
use super::super::key::{Ids, Key, NO_PART, Overlay, number_of, part_of};
use super::super::parts::wanted;
use super::super::run::{check, first_of};
use super::super::scan::{Apart, scan_apart};
use super::super::sheet::{hidden, plain};
use super::Partial;
use super::names::{self, Of};
use super::shape::Shape;
use crate::fact::Content;
use crate::metric::{
    CreatorCount, Expr, Formula, Group, Key as Id, KeySet, KeyedSums, Measure, MeasureKind, MeasureState,
    Metric, RepeatUsers, States, SubjectsState, SumState, UsersState,
};
use crate::value::{CreatorId, RoomId, UndefinedReason, VideoId};

impl View<'_> {
    /// The mergeable states behind the answer to a question, from the rows that this store holds (MET-5, BEY-12).
    ///
    /// Parts merge where each row of the data is in one of them: rows are disjoint, users need not be. All rows of one event
    /// or one order line belong in one part, and every part has the whole access log, the aliases and the policy. Acts of
    /// users and order lines merge exactly. Rows of activity and lists do not (a day may stand for its minutes, published
    /// users never add), nor do followers, rooms and videos: finished, their metrics are undefined by
    /// [`PartsDoNotMerge`](crate::value::UndefinedReason::PartsDoNotMerge).
    ///
    /// # Errors
    /// [`QueryError`] as of [`View::query`], and for a question that compares, orders, searches or pages: a partial answer
    /// holds all groups of one period.
    pub fn partial(&self, query: &Query) -> Result<Partial, QueryError> {
        let asked = check(query)?;
        let unfit = [
            ("compare", query.compare),
            ("sort", !query.sort.is_empty()),
            ("search", query.search.is_some()),
            ("top", query.top.is_some()),
            ("offset", query.offset != 0),
            ("limit", query.limit.is_some()),
        ];
        if let Some((field, _)) = unfit.iter().find(|(_, unfit)| *unfit) {
            return Err(QueryError::NotOfPartial { field });
        }
        let codes = &self.store.tables.interactions.ids;
        let mut ids = Ids {
            contents: Overlay::new(&codes.contents),
            products: Overlay::new(&codes.products),
            shops: Overlay::new(&codes.shops),
        };
        let kept = Kept::of(self, query, &mut ids);
        let shape = Shape::new(self, query).ok_or(QueryError::NotOfPartial { field: "period" })?;
        let states = States::new(Some(self.store.workspace.currency));
        let mut building = Building { view: self, query, kept: &kept, metrics: &asked.metrics, states };
        building.question(&mut ids);
        building.whole(&mut ids);
        building.contents(&mut ids);
        building.creators(&mut ids);
        Ok(Partial { shape, feeds: self.feeds.clone(), states: building.states })
    }
}

struct Building<'q, 'a> {
    view: &'q View<'a>,
    query: &'q Query,
    kept: &'q Kept,
    metrics: &'q [Metric],
    states: States,
}

/// The channels a measure may come about in, of those a metric is asked in.
pub(super) fn channels(measure: Measure, channel: Option<&str>) -> Vec<ChannelPart> {
    let of = |part: &ChannelPart| match channel {
        Some(channel) => part.as_str() == channel,
        None => part.takes(measure),
    };
    ChannelPart::ALL.into_iter().filter(of).collect()
}

/// Whether rows of acts or orders tell it.
pub(super) fn is_told(what: What) -> bool {
    let other = [Measure::Livestreams, Measure::Videos, Measure::Creators, Measure::Followers];
    !matches!(what, What::Measure(measure) if other.contains(&measure))
}

impl<'q, 'a> Building<'q, 'a> {
    fn frame(&self, by: By, what: &[(What, Vec<ChannelPart>)]) -> Frame<'q, 'a> {
        let of = |(what, parts): &(What, Vec<ChannelPart>)| {
            // Users are kept as those that came once or more often: that is all that is asked of them.
            let what = if matches!(what, What::Engaged(_)) { What::Engaged(1) } else { *what };
            let parts: Vec<ChannelPart> =
                parts.iter().copied().filter(|part| self.kept.part(*part)).collect();
            parts.into_iter().map(move |part| Column { what, parts: [part].into_iter().collect() })
        };
        let columns: BTreeSet<Column> = what.iter().filter(|(what, _)| is_told(*what)).flat_map(of).collect();
        let window = self.query.period.window();
        Frame::apart(self.view, self.query.module, window, by, self.kept, columns.into_iter().collect())
    }

    fn atoms(&self) -> impl Iterator<Item = Expr> {
        self.metrics.iter().flat_map(|metric| metric.def.formula.atoms())
    }

    fn question(&mut self, ids: &mut Ids<'_>) {
        let by = By::of(self.query);
        let what = wanted(self.metrics).into_iter();
        let what = what.map(|(what, channel)| (what, channels(what.measure(), channel)));
        let frame = self.frame(by, &what.collect::<Vec<_>>());
        self.take(&frame, Of::Question, ids);
        for key in plain(&frame) {
            let group = self.group(&frame, Of::Question, &key, ids);
            self.see(&frame, group, &key);
        }
    }

    fn whole(&mut self, ids: &mut Ids<'_>) {
        let shares = self.atoms().filter_map(|atom| match atom {
            Expr::Whole(measure) => Some((What::Measure(measure), channels(measure, None))),
            _ => None,
        });
        let shares: Vec<_> = shares.collect();
        if shares.is_empty() {
            return;
        }
        let frame = self.frame(By { time: By::of(self.query).time, ..By::default() }, &shares);
        self.take(&frame, Of::Whole, ids);
        for key in plain(&frame) {
            let group = self.group(&frame, Of::Whole, &key, ids);
            self.see(&frame, group, &key);
        }
    }

    fn group(&self, frame: &Frame<'_, '_>, of: Of, key: &Key, ids: &Ids<'_>) -> Group {
        let content = (key.content != NONE).then(|| ids.contents.text(key.content));
        let content = content.and_then(|id| match key.content_kind {
            0 => RoomId::new(&id).ok().map(Content::Room),
            _ => VideoId::new(&id).ok().map(Content::Video),
        });
        let text = |overlay: &Overlay<'_>, code: u32| (code != NONE).then(|| overlay.text(code).into_owned());
        let start = frame
            .by
            .time
            .map(|time: Dimension| first_of(week_start(self.view), frame.bucket(key.bucket).start, time));
        let names = KeyNames {
            creator: self.view.people.id(key.person).cloned(),
            channel: None,
            content,
            product: text(&ids.products, key.product),
            shop: text(&ids.shops, key.shop),
            start,
        };
        names::group(of, &names, part_of(key.part).filter(|_| key.part != NO_PART))
    }

    fn put(&mut self, group: &Group, name: &str, state: impl Into<MeasureState>) {
        // A name has one kind of state, and sums of 64-bit numbers stay within 128 bits.
        let _ = self.states.put(group.clone(), name, state.into());
    }

    /// Adds a group, and why it shows nothing of its own accord.
    fn see(&mut self, frame: &Frame<'_, '_>, group: Group, key: &Key) {
        if let Some(reasons) = hidden(frame, key) {
            let codes = reasons.iter().map(|reason| Id::of(reason.code()));
            self.put(&group, names::HIDDEN, SubjectsState::of(codes.collect()));
        } else {
            self.states.add_group(group);
        }
    }

    /// Takes what acts and orders tell of the columns of a frame.
    fn take(&mut self, frame: &Frame<'_, '_>, of: Of, ids: &mut Ids<'_>) {
        let apart = scan_apart(frame);
        let groups: Vec<Group> = apart.keys.iter().map(|key| self.group(frame, of, key, ids)).collect();
        for (place, column) in frame.columns.iter().enumerate() {
            let Some(part) = column.parts.first() else { continue };
            let name = names::column(names::ACTS, column.what, *part);
            self.take_column(&apart, place, column.what, &name, &groups);
        }
        for (group, column, reason) in &apart.broken {
            let column =
                frame.columns.get(*column).and_then(|column| Some((column.what, *column.parts.first()?)));
            let group = groups.get(*group as usize);
            if let (Some((what, part)), Some(group)) = (column, group) {
                let name = names::broken(&names::column(names::ACTS, what, part));
                self.put(group, &name, SubjectsState::of([Id::of(reason.code())].into_iter().collect()));
            }
        }
        let keys = apart.keys.into_iter().zip(groups);
        for (key, group) in keys {
            self.see(frame, group, &key);
        }
        self.take_orders(frame, of, ids);
    }

    fn take_column(&mut self, apart: &Apart, place: usize, what: What, name: &str, groups: &[Group]) {
        let (ids, exact) =
            (&self.view.store.tables.interactions.ids, self.view.store.workspace.rules.policy.exact_users);
        let told = apart.told.get(place);
        let told = |group: usize| told.and_then(|told| told.get(group)).copied().unwrap_or(false);
        let counts = match what {
            What::Engaged(_) | What::Measure(Measure::ProductsSold) => true,
            What::Measure(measure) => measure.kind() == MeasureKind::Unique,
        };
        let all = apart.pairs.get(place).map_or(&[][..], Vec::as_slice);
        for (number, group) in groups.iter().enumerate() {
            if !told(number) {
                continue;
            }
            if !counts {
                let sum = apart.sums.get(place).and_then(|sums| sums.get(number)).copied().unwrap_or(0);
                self.put(group, name, SumState::of(sum));
                continue;
            }
            let from = all.partition_point(|pair| (pair >> 32) < number as u64);
            let of = all.get(from..).unwrap_or_default();
            let own = of.get(..of.partition_point(|pair| (pair >> 32) == number as u64)).unwrap_or_default();
            let code = |pair: &u64| u32::try_from(pair & u64::from(u32::MAX)).unwrap_or(NONE);
            let once = || own.chunk_by(|a, b| a == b);
            let first = |run: &[u64]| run.first().map(|pair| ids.users.key(code(pair)));
            match what {
                What::Engaged(_) => {
                    let users: KeySet = once().filter_map(first).collect();
                    let more: KeySet = once().filter(|run| run.len() > 1).filter_map(first).collect();
                    self.put(group, name, RepeatUsers::of(users, more));
                }
                What::Measure(Measure::ProductsSold) => {
                    let products =
                        once().filter_map(|run| run.first()).map(|pair| ids.products.key(code(pair)));
                    self.put(group, name, SubjectsState::of(products.collect()));
                }
                What::Measure(_) => {
                    self.put(group, name, UsersState::of(once().filter_map(first).collect(), exact));
                }
            }
        }
    }

    fn take_orders(&mut self, frame: &Frame<'_, '_>, of: Of, ids: &mut Ids<'_>) {
        let told = rows(frame, ids);
        for (key, cells) in &told.groups {
            let group = self.group(frame, of, key, ids);
            self.see(frame, group.clone(), key);
            let asked = |what: What, part: ChannelPart| {
                frame.columns.iter().any(|column| column.what == what && column.parts.contains(&part))
            };
            for ((part, measure), told) in &cells.apart {
                if !asked(What::Measure(*measure), *part) {
                    continue;
                }
                let name = names::column(names::ORDERS, What::Measure(*measure), *part);
                if !told.reasons.is_empty() {
                    let codes = told.reasons.iter().map(|reason| Id::of(reason.code()));
                    self.put(&group, &names::broken(&name), SubjectsState::of(codes.collect()));
                }
                if !matches!(measure, Measure::Orders | Measure::ProductsSold) {
                    self.put(&group, &name, SumState::of(told.sum));
                }
            }
            for (part, orders) in &cells.orders {
                let name = names::column(names::ORDERS, What::Measure(Measure::Orders), *part);
                let set = orders.iter().map(|order| Id::of(order.as_str())).collect();
                self.put(&group, &name, SubjectsState::of(set));
            }
            for (part, products) in &cells.products {
                let name = names::column(names::ORDERS, What::Measure(Measure::ProductsSold), *part);
                let set = products.iter().map(|product| Id::of(product.as_str())).collect();
                self.put(&group, &name, SubjectsState::of(set));
            }
        }
    }

    /// Two measures by content, for means over contents.
    fn contents(&mut self, ids: &mut Ids<'_>) {
        let by = By::of(self.query);
        let outer = self.frame(by, &[]);
        for metric in self.metrics {
            let Formula::MeanOfRatios { over, under } = metric.def.formula else { continue };
            for part in channels(over, metric.channel) {
                let columns = [(What::Measure(over), vec![part]), (What::Measure(under), vec![part])];
                let mut frame = self.frame(By { content: true, ..by }, &columns);
                frame.by_room = outer.by_room;
                let apart = scan_apart(&frame);
                let column = |measure: Measure| {
                    frame.columns.iter().position(|column| column.what == What::Measure(measure))
                };
                let (Some(first), Some(second)) = (column(over), column(under)) else { continue };
                let sum = |column: usize, group: usize| {
                    apart.sums.get(column).and_then(|sums| sums.get(group)).copied().unwrap_or(0)
                };
                for (number, key) in apart.keys.iter().enumerate() {
                    let content = self.view.store.tables.interactions.ids.contents.key(key.content);
                    let whole = Key { content: NONE, content_kind: 0, ..*key };
                    let key = if by.content { *key } else { whole };
                    let group = self.group(&outer, Of::Question, &key, ids);
                    let sums = [(content, [sum(first, number), sum(second, number)])];
                    if let Ok(sums) = KeyedSums::collect(sums) {
                        self.put(&group, &names::contents(over, under, part), sums);
                    }
                }
            }
        }
    }

    /// The creators that groups count, and their GMV where those with sales are counted.
    fn creators(&mut self, ids: &mut Ids<'_>) {
        let by = By::of(self.query);
        let counts = self.atoms().any(|atom| matches!(atom, Expr::Creators(_)));
        if !counts || by.part || by.is_fine() || self.kept.products.is_some() || self.kept.shops.is_some() {
            return;
        }
        let outer = self.frame(by, &[]);
        let people: Vec<(u32, CreatorId)> = (0..self.view.people.len())
            .filter_map(|person| Some((person, self.view.people.id(person)?.clone())))
            .filter(|(_, id)| self.kept.person(id))
            .collect();
        let mut groups: FxHashMap<Key, Group> = FxHashMap::default();
        for (bucket, window) in (0_u32..).zip(&outer.buckets) {
            let seen = people.iter().filter(|(person, _)| outer.seen.any(*person, *window));
            for (person, id) in seen {
                let person = if by.person { *person } else { NONE };
                let key = Key { bucket, person, ..Key::WHOLE };
                let group = self.group(&outer, Of::Question, &key, ids);
                // Those by creator and time are the groups that some fact tells.
                if by.is_plain() || self.states.has(&group) {
                    let one = [Id::of(id.as_str())].into_iter().collect();
                    self.put(&group, names::CREATORS, SubjectsState::of(one));
                    groups.insert(key, group);
                }
            }
        }
        if !self.atoms().any(|atom| atom == Expr::Creators(CreatorCount::WithSales)) {
            return;
        }
        let gmv = [(What::Measure(Measure::Gmv), ChannelPart::ALL.to_vec())];
        let frame = self.frame(By { person: true, time: by.time, ..By::default() }, &gmv);
        let apart = scan_apart(&frame);
        let orders = rows(&frame, ids);
        let mut told: Vec<(&str, Key, [i128; 4])> = Vec::new();
        let place = |part: ChannelPart| usize::from(number_of(part));
        for (number, key) in apart.keys.iter().enumerate() {
            let mut parts = [0; 4];
            for (column, sums) in frame.columns.iter().zip(&apart.sums) {
                let part = column.parts.first().and_then(|part| parts.get_mut(place(*part)));
                if let (Some(part), Some(sum)) = (part, sums.get(number)) {
                    *part = *sum;
                }
            }
            told.push((names::ACTS, *key, parts));
        }
        for (key, cells) in &orders.groups {
            let mut parts = [0; 4];
            for ((part, _), told) in &cells.apart {
                if let Some(own) = parts.get_mut(place(*part)) {
                    *own = told.sum;
                }
            }
            told.push((names::ORDERS, *key, parts));
        }
        let mut broken: Vec<(&str, Key, ChannelPart, UndefinedReason)> = Vec::new();
        for (number, column, reason) in &apart.broken {
            let key = apart.keys.get(*number as usize);
            let part = frame.columns.get(*column).and_then(|column| column.parts.first());
            if let (Some(key), Some(part)) = (key, part) {
                broken.push((names::ACTS, *key, *part, reason.clone()));
            }
        }
        for (key, cells) in &orders.groups {
            for ((part, _), told) in &cells.apart {
                let reasons = told.reasons.iter().cloned();
                broken.extend(reasons.map(|reason| (names::ORDERS, *key, *part, reason)));
            }
        }
        let outer_key = |key: &Key| {
            let person = if by.person { key.person } else { NONE };
            Key { bucket: key.bucket, person, ..Key::WHOLE }
        };
        for (feed, key, part, reason) in broken {
            if let Some(group) = groups.get(&outer_key(&key)).cloned() {
                let name = names::broken(&names::column(feed, What::Measure(Measure::Gmv), part));
                self.put(&group, &name, SubjectsState::of([Id::of(reason.code())].into_iter().collect()));
            }
        }
        for (feed, key, parts) in told {
            let Some(creator) = self.view.people.id(key.person) else { continue };
            let creator = Id::of(creator.as_str());
            let group = groups.get(&outer_key(&key)).cloned();
            if let (Some(group), Ok(sums)) = (group, KeyedSums::collect([(creator, parts)])) {
                self.put(&group, &names::sales(feed), sums);
            }
        }
    }
}
