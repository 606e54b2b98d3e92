//! From merged states to figures: the same formulas over the same choice of feeds as an answer of one store.
use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::super::super::choice::{Choices, Wanting};
use super::super::super::feed::{FeedFacts, FeedUse};
use super::super::super::figures::{ChannelPart, Slot};
use super::super::answer::KeyNames;
use super::super::ask::Dimension;
use super::super::frame::{What, drawn};
use super::super::key::number_of;
use super::super::parts::wanted;
use super::super::run::first_of;
use super::Partial;
use super::build::{channels, is_told};
use super::names::{self, ACTS, ORDERS, Of};
use crate::metric::{
    ContentParts, CreatorCount, Figure, Group, KeyedSums, Measure, MeasureKind, MeasureState, Metric, Parts,
    RepeatUsers, SubjectsState, UserCount, UsersState, add, evaluate,
};
use crate::time::{Day, Period, Window, WindowSet};
use crate::value::{HiddenReason, Reasons, UndefinedReason, Value};

/// A figure of a finished partial answer.
#[derive(Debug, Clone, PartialEq)]
pub struct PartialCell {
    /// The figure.
    pub value: Value<Figure>,
    /// The relative standard error where users were estimated, added up over the counts that a quotient draws on.
    pub estimate: Option<f64>,
}

/// A row of a finished partial answer.
#[derive(Debug, Clone, PartialEq)]
pub struct PartialRow {
    /// What it is about.
    pub key: KeyNames,
    /// One figure a metric.
    pub cells: Vec<PartialCell>,
}

/// A finished partial answer: rows in the order of their keys.
#[derive(Debug, Clone, PartialEq)]
pub struct PartialAnswer {
    /// The period.
    pub period: Period,
    /// The first day of the period whose figures are partial (PER-7).
    pub partial_from: Option<Day>,
    /// The feeds used.
    pub feeds: Vec<FeedUse>,
    /// By what it is grouped.
    pub group_by: Vec<Dimension>,
    /// The metrics, in order.
    pub metrics: Vec<Metric>,
    /// The rows.
    pub rows: Vec<PartialRow>,
}

fn absent<T>() -> Value<T> {
    Value::undefined(UndefinedReason::Absent)
}

fn unmerged<T>() -> Value<T> {
    Value::undefined(UndefinedReason::PartsDoNotMerge)
}

impl Partial {
    /// The answer of all rows that were merged, by the formulas of the registry.
    #[must_use]
    pub fn finish(&self) -> PartialAnswer {
        let finishing = Finishing::new(self);
        let mut rows: Vec<(Option<ChannelPart>, PartialRow)> = Vec::new();
        for (group, _) in self.states.iter() {
            let Some((Of::Question, key, part)) = names::read_group(group) else { continue };
            let Some(bucket) = finishing.bucket(key.start).filter(|_| finishing.is_shown(group, part)) else {
                continue;
            };
            let cells =
                self.shape.metrics.iter().map(|metric| finishing.cell(metric, group, &key, part, bucket));
            rows.push((part, PartialRow { cells: cells.collect(), key }));
        }
        rows.sort_by(|(a_part, a), (b_part, b)| order((&a.key, *a_part), (&b.key, *b_part)));
        let feeds = finishing.feeds();
        let earliest = feeds.iter().filter_map(|feed| feed.partial_from).min();
        let period = self.shape.period;
        PartialAnswer {
            period,
            partial_from: earliest.map(|day| day.max(period.start)).filter(|day| *day < period.end),
            feeds,
            group_by: self.shape.group_by.clone(),
            metrics: self.shape.metrics.clone(),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        }
    }
}

/// The order of keys, as that of an answer.
fn order(a: (&KeyNames, Option<ChannelPart>), b: (&KeyNames, Option<ChannelPart>)) -> Ordering {
    // Rooms before videos, each by id.
    a.0.creator
        .cmp(&b.0.creator)
        .then_with(|| a.1.cmp(&b.1))
        .then_with(|| a.0.content.cmp(&b.0.content))
        .then_with(|| a.0.product.cmp(&b.0.product))
        .then_with(|| a.0.shop.cmp(&b.0.shop))
        .then_with(|| a.0.start.cmp(&b.0.start))
}

struct Finishing<'p> {
    partial: &'p Partial,
    buckets: Vec<Window<Day>>,
    choices: Vec<Choices>,
    columns: Vec<(What, Option<&'static str>)>,
}

impl<'p> Finishing<'p> {
    fn new(partial: &'p Partial) -> Self {
        let shape = &partial.shape;
        let buckets = shape.buckets();
        let columns = wanted(&shape.metrics);
        let mut measures: BTreeSet<Measure> =
            shape.metrics.iter().flat_map(|metric| metric.def.measures()).collect();
        measures.extend(columns.iter().map(|(what, _)| what.measure()));
        let window = [shape.period.window()];
        let choices = buckets.iter().map(|bucket| {
            let by = |dimension| shape.group_by.contains(&dimension);
            let of_products = shape.of_products || by(Dimension::Product) || by(Dimension::Shop);
            let asked = Wanting { of_products, affiliation: shape.affiliation };
            Choices::new(&partial.feeds, measures.iter().copied(), *bucket, &window, asked)
        });
        let choices = choices.collect();
        Self { partial, buckets, choices, columns }
    }
    fn bucket(&self, start: Option<Day>) -> Option<usize> {
        let shape = &self.partial.shape;
        match (shape.by().time, start) {
            (None, None) => Some(0),
            (Some(time), Some(start)) => {
                self.buckets.iter().position(|bucket| first_of(shape.week_start, bucket.start, time) == start)
            }
            _ => None,
        }
    }
    fn feed(&self, part: ChannelPart, what: What) -> Option<&'static str> {
        self.choices.iter().find_map(|choices| what.feed(choices, part))
    }
    /// Whether a group is one that there can be, or that a fact tells which counts.
    fn is_shown(&self, group: &Group, own: Option<ChannelPart>) -> bool {
        let by = self.partial.shape.by();
        if by.is_plain() && !by.is_fine() && own != Some(ChannelPart::Untold) {
            return true;
        }
        let has = |name: &str| self.partial.states.get(group, name).is_some();
        self.columns.iter().filter(|(what, _)| is_told(*what)).any(|(what, channel)| {
            channels(what.measure(), *channel).into_iter().any(|part| {
                let Some(feed) = self.feed(part, *what) else { return false };
                let name = names::column(feed, *what, part);
                has(&name) || has(&names::broken(&name))
            })
        })
    }
    fn cell(
        &self,
        metric: &Metric,
        group: &Group,
        key: &KeyNames,
        part: Option<ChannelPart>,
        bucket: usize,
    ) -> PartialCell {
        let parts = GroupParts {
            all: self,
            group,
            key,
            own: part,
            bucket,
            channel: metric.channel,
            estimate: Cell::new(None),
        };
        let value = evaluate(metric.def.formula, metric.def.unit, self.partial.shape.currency, &parts);
        let estimate = parts.estimate.get().filter(|_| matches!(value, Value::Known(_)));
        PartialCell { value, estimate }
    }
    fn feeds(&self) -> Vec<FeedUse> {
        let shape = &self.partial.shape;
        let whole: WindowSet<Day> = [shape.period.window()].into_iter().collect();
        let mut used: BTreeSet<&'static str> = BTreeSet::new();
        for metric in &shape.metrics {
            for what in drawn(metric) {
                let parts =
                    channels(what.measure(), metric.channel).into_iter().filter(|part| shape.keeps(*part));
                used.extend(parts.filter_map(|part| self.feed(part, what)));
            }
        }
        let of = |feed: &'static str| {
            let facts: &FeedFacts = self.partial.feeds.get(feed)?;
            Some(FeedUse {
                feed,
                partial_from: facts.partial_from(),
                missing: whole.difference(&facts.covers()),
            })
        };
        used.into_iter().filter_map(of).collect()
    }
    fn state(&self, group: &Group, name: &str) -> Option<&'p MeasureState> {
        self.partial.states.get(group, name)
    }
    fn subjects(&self, group: &Group, name: &str) -> Option<&'p SubjectsState> {
        match self.state(group, name) {
            Some(MeasureState::Subjects(state)) => Some(state),
            _ => None,
        }
    }
    fn hidden(&self, group: &Group) -> Option<Reasons<HiddenReason>> {
        let subjects = self.subjects(group, names::HIDDEN)?.subjects();
        Reasons::collect(subjects.iter().filter_map(|code| names::hidden_of(&code.to_string())))
    }
    fn broken(&self, group: &Group, name: &str) -> Option<Reasons<UndefinedReason>> {
        let subjects = self.subjects(group, &names::broken(name))?.subjects();
        Reasons::collect(subjects.iter().filter_map(|code| names::undefined_of(&code.to_string())))
    }
    /// The channels a column is summed over.
    fn parts(&self, what: What, channel: Option<&str>) -> Vec<ChannelPart> {
        let told = || self.choices.iter().any(|choices| what.is_told(choices, ChannelPart::Untold));
        let all = channels(what.measure(), channel).into_iter();
        let all = all.filter(|part| channel.is_some() || *part != ChannelPart::Untold || told());
        let all: Vec<ChannelPart> = all.collect();
        let kept: Vec<ChannelPart> =
            all.iter().copied().filter(|part| self.partial.shape.keeps(*part)).collect();
        // As in an answer of one store: of a metric's own channel, filtered out, nothing is left.
        if kept.is_empty() && channel.is_some() { all } else { kept }
    }
}

/// The parts of a metric in one group.
struct GroupParts<'f, 'p> {
    all: &'f Finishing<'p>,
    group: &'f Group,
    key: &'f KeyNames,
    own: Option<ChannelPart>,
    bucket: usize,
    channel: Option<&'static str>,
    /// The error of the estimates that went in.
    estimate: Cell<Option<f64>>,
}

impl GroupParts<'_, '_> {
    /// What acts come to in some channels.
    fn acts(&self, what: What, parts: &[ChannelPart], group: &Group) -> Value<i128> {
        let states = parts.iter().filter_map(|part| self.all.state(group, &names::column(ACTS, what, *part)));
        match what {
            What::Engaged(least) => {
                let all = states.filter_map(|state| match state {
                    MeasureState::Repeat(state) => Some(state.clone()),
                    _ => None,
                });
                let all = all.fold(RepeatUsers::default(), RepeatUsers::merge);
                match least {
                    0 | 1 => Value::Known(all.users().into()),
                    2 => Value::Known(all.repeated().into()),
                    _ => unmerged(),
                }
            }
            What::Measure(Measure::ProductsSold) => Value::Known(distinct(states).into()),
            What::Measure(measure) if measure.kind() == MeasureKind::Unique => {
                let all = states.filter_map(|state| match state {
                    MeasureState::Users(state) => Some(state.clone()),
                    _ => None,
                });
                let count = UsersState::union(all).count();
                if let Some(error) = count.estimate {
                    self.estimate.set(Some(self.estimate.get().unwrap_or(0.0) + error));
                }
                Value::Known(count.users.into())
            }
            What::Measure(_) => {
                let sums = states.filter_map(|state| match state {
                    MeasureState::Sum(state) => Some(state.value()),
                    _ => None,
                });
                sums.fold(Value::Known(0), |sum: Value<i128>, one| sum.zip_with(Value::Known(one), add))
            }
        }
    }
    /// A column of a group, feed by feed.
    fn column_of(
        &self,
        what: What,
        channel: Option<&str>,
        group: &Group,
        own: Option<ChannelPart>,
    ) -> Value<i128> {
        let Some(choices) = self.all.choices.get(self.bucket) else { return absent() };
        // Of a group that shows nothing no fact counts.
        if let Some(reasons) = self.all.hidden(group) {
            return Value::Hidden(reasons);
        }
        let measure = what.measure();
        let all = self.all.parts(what, channel);
        let parts: Vec<ChannelPart> =
            all.iter().copied().filter(|part| own.is_none_or(|own| own == *part)).collect();
        let of_feed = |feed: &str| -> Vec<ChannelPart> {
            parts.iter().copied().filter(|part| what.feed(choices, *part) == Some(feed)).collect()
        };
        let (by_acts, by_orders) = (of_feed(ACTS), of_feed(ORDERS));
        let total = self.acts(what, &by_acts, group);
        let mut whole: Option<Slot> = None;
        for part in &parts {
            let slot = match what.feed(choices, *part) {
                Some(ACTS) | None => what.untold(choices, *part),
                Some(ORDERS) => {
                    self.order(measure, *part, group).unwrap_or_else(|| what.untold(choices, *part))
                }
                Some(_) => Slot::undefined(UndefinedReason::PartsDoNotMerge),
            };
            whole = Some(match whole {
                Some(whole) => whole.and(slot, measure),
                None => slot,
            });
        }
        let Some(mut whole) = whole else { return absent() };
        if !by_acts.is_empty() {
            whole = whole.and(Slot { value: total, definitions: BTreeSet::new() }, measure);
        }
        for part in &by_acts {
            if let Some(reasons) = self.all.broken(group, &names::column(ACTS, what, *part)) {
                whole = whole
                    .and(Slot { value: Value::Undefined(reasons), definitions: BTreeSet::new() }, measure);
            }
        }
        if matches!(measure, Measure::Orders | Measure::ProductsSold)
            && matches!(whole.value, Value::Known(_))
        {
            let states = by_orders
                .iter()
                .filter_map(|part| self.all.state(group, &names::column(ORDERS, what, *part)));
            let number = i128::from(distinct(states));
            if number > 0 {
                // Products of two feeds may be the same ones.
                whole = Slot::known(number).and(whole, Measure::Buyers);
            }
        }
        whole.value(measure)
    }
    fn order(&self, measure: Measure, part: ChannelPart, group: &Group) -> Option<Slot> {
        let name = names::column(ORDERS, What::Measure(measure), part);
        if let Some(reasons) = self.all.broken(group, &name) {
            return Some(Slot { value: Value::Undefined(reasons), definitions: BTreeSet::new() });
        }
        match self.all.state(group, &name) {
            Some(MeasureState::Sum(state)) => Some(Slot::known(state.value())),
            _ => None,
        }
    }
    fn column(&self, what: What) -> Value<i128> {
        self.column_of(what, self.channel, self.group, self.own)
    }
    /// Unique users of a custom period (PER-5), with every other reason (ACC-15).
    fn uv_hidden(&self) -> Value<i128> {
        let own = Reasons::one(HiddenReason::UvOnCustomPeriod);
        Value::Hidden(self.all.hidden(self.group).into_iter().fold(own, Reasons::and))
    }
    fn is_of_products(&self) -> bool {
        let by = self.all.partial.shape.by();
        by.product || by.shop || self.all.partial.shape.of_products
    }
    fn with_sales(&self, visible: &SubjectsState) -> Value<i128> {
        // What is broken of a creator's GMV is broken of the group's, and what no row tells alike for all.
        let whole = self.column_of(What::Measure(Measure::Gmv), None, self.group, None);
        let mut keyed: Vec<(&'static str, &KeyedSums)> = Vec::new();
        for feed in [ACTS, ORDERS] {
            if let Some(MeasureState::Keyed(sums)) = self.all.state(self.group, &names::sales(feed)) {
                keyed.push((feed, sums));
            }
        }
        let parts = self.all.parts(What::Measure(Measure::Gmv), None);
        let Some(choices) = self.all.choices.get(self.bucket) else { return absent() };
        whole.zip_with(Value::Known(()), |_, ()| {
            let mut gmv: std::collections::BTreeMap<_, i128> = std::collections::BTreeMap::new();
            for (feed, sums) in keyed {
                let own = parts.iter().filter(|part| choices.feed(**part, Measure::Gmv) == Some(feed));
                let places: Vec<usize> = own.map(|part| usize::from(number_of(*part))).collect();
                for (creator, sums) in
                    sums.iter().filter(|(creator, _)| visible.subjects().contains(*creator))
                {
                    let sum = gmv.entry(creator).or_default();
                    for place in &places {
                        *sum = sum.saturating_add(sums.get(*place).copied().unwrap_or(0));
                    }
                }
            }
            Value::Known(gmv.values().filter(|gmv| **gmv > 0).count() as i128)
        })
    }
}

fn distinct<'s>(states: impl Iterator<Item = &'s MeasureState>) -> u64 {
    let sets = states.filter_map(|state| match state {
        MeasureState::Subjects(state) => Some(state.clone()),
        _ => None,
    });
    sets.reduce(SubjectsState::merge).map_or(0, |all| all.count())
}

impl Parts for GroupParts<'_, '_> {
    fn measure(&self, measure: Measure) -> Value<i128> {
        match measure {
            _ if measure.kind() == MeasureKind::Unique && self.all.partial.shape.uv_hidden => {
                self.uv_hidden()
            }
            Measure::Creators => self.creators(CreatorCount::All),
            Measure::Livestreams | Measure::Videos | Measure::Followers => {
                self.all.hidden(self.group).map_or_else(unmerged, Value::Hidden)
            }
            measure => self.column(What::Measure(measure)),
        }
    }
    fn contents(&self, over: Measure, under: Measure) -> Value<ContentParts> {
        let whole = self.measure(over).zip_with(self.measure(under), |_, _| Value::Known(()));
        let parts = self.all.parts(What::Measure(over), self.channel).into_iter();
        let states =
            parts.filter_map(|part| match self.all.state(self.group, &names::contents(over, under, part)) {
                Some(MeasureState::Keyed(state)) => Some(state),
                _ => None,
            });
        let mut all = ContentParts::new();
        for (content, sums) in states.flat_map(KeyedSums::iter) {
            let sum = |place: usize| Value::Known(sums.get(place).copied().unwrap_or(0));
            let entry = all.entry(content.to_string()).or_insert((Value::Known(0), Value::Known(0)));
            entry.0 = entry.0.clone().zip_with(sum(0), add);
            entry.1 = entry.1.clone().zip_with(sum(1), add);
        }
        whole.map(|()| all)
    }
    fn creators(&self, count: CreatorCount) -> Value<i128> {
        let by = self.all.partial.shape.by();
        if by.part || by.content || self.is_of_products() {
            return absent();
        }
        let Some(visible) = self.all.subjects(self.group, names::CREATORS) else { return Value::Known(0) };
        match count {
            CreatorCount::All => Value::Known(visible.count().into()),
            CreatorCount::WithLive => unmerged(),
            CreatorCount::WithSales => self.with_sales(visible),
        }
    }
    fn confined(&self, channel: &'static str, measure: Measure) -> Value<i128> {
        let parts = GroupParts { channel: Some(channel), estimate: Cell::new(None), ..*self };
        let value = parts.measure(measure);
        if let Some(error) = parts.estimate.get() {
            self.estimate.set(Some(self.estimate.get().unwrap_or(0.0) + error));
        }
        value
    }
    fn users(&self, count: UserCount) -> Value<i128> {
        match count {
            _ if self.all.partial.shape.uv_hidden => self.uv_hidden(),
            UserCount::Engaged { at_least } => self.column(What::Engaged(at_least)),
            UserCount::ReturnedFollowers => absent(),
        }
    }
    fn whole(&self, measure: Measure) -> Value<i128> {
        let key = KeyNames { start: self.key.start, ..KeyNames::default() };
        let group = names::group(Of::Whole, &key, None);
        self.column_of(What::Measure(measure), None, &group, None)
    }
}
