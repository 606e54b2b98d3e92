use std::collections::BTreeSet;
use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::feed::known_feed;
use super::super::interactions::NONE;
use super::table::ActivityRows;
use crate::fact::{ActivityRow, Affiliation, Bucket, Channel, Content, CreatorRef, Definition};
use crate::metric::Measure;
use crate::time::{Calendar, Day, Instant};
use crate::value::{ProductId, ShopId};

/// What rows are about, apart from time, creator, whose shop and which definition.
#[derive(Debug)]
pub(in crate::engine) struct About {
    pub(in crate::engine) feed: &'static str,
    pub(in crate::engine) channel: Option<Channel>,
    pub(in crate::engine) content: Option<Content>,
    pub(in crate::engine) product: Option<ProductId>,
    pub(in crate::engine) shop: Option<ShopId>,
    /// The numbers of content, product and shop; [`NONE`] where there is none.
    pub(super) numbers: [u32; 3],
}

/// The rows of one key.
#[derive(Debug)]
pub(super) struct Line {
    /// The days that any version of it is about.
    start: Day,
    end: Day,
    /// The place of what it is about.
    pub(super) about: usize,
    /// Where its versions are, in the order of time.
    first: usize,
    count: usize,
}

/// One look at a row.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) observed_at: Instant,
    /// The days of its bucket.
    pub(super) days: (Day, Day),
    /// The number of the creator's name; [`NONE`] where it names nobody.
    pub(super) name: u32,
    /// What tells it from others of its subject, beside the row: rows lie all over the memory.
    pub(super) place: Place,
    pub(super) row: Arc<ActivityRow>,
}

/// What tells rows of one subject apart: time, whose shop, which definition.
pub(super) type Place = (Bucket, Option<Affiliation>, Option<Definition>);

/// What counts of a line at a moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looked<'a> {
    pub(super) version: &'a Version,
    pub(super) is_conflict: bool,
}

/// What the rows of a feed that name a creator in one way tell, as last observed; of each room for itself.
#[derive(Debug)]
pub(in crate::engine) struct Told {
    pub(in crate::engine) feed: &'static str,
    /// The number of the name.
    name: u32,
    pub(in crate::engine) room: Option<Content>,
    pub(in crate::engine) tells: BTreeSet<Measure>,
    pub(in crate::engine) affiliations: BTreeSet<Affiliation>,
    /// The first day, and the one after the last.
    pub(in crate::engine) hull: (Day, Day),
}

/// Where rows lie in time, and what they have in common. It follows from the rows: nothing of it is saved.
#[derive(Debug, Default)]
pub(in crate::engine) struct ByDay {
    /// In the order of their first days, those of a day in the order of their keys.
    lines: Vec<Line>,
    versions: Vec<Version>,
    abouts: Vec<About>,
    names: Vec<CreatorRef>,
    told: Vec<Told>,
    /// The most days that a line covers.
    longest: i32,
    /// The last moment at which anything was observed.
    observed_until: Option<Instant>,
}

/// Things by number, in the order in which they came.
struct Numbers<K>(FxHashMap<K, u32>);

impl<K: Hash + Eq + Clone> Numbers<K> {
    fn new() -> Self {
        Self(FxHashMap::default())
    }
    /// The number of a thing, and whether it is new.
    fn of(&mut self, thing: &K) -> (u32, bool) {
        if let Some(number) = self.0.get(thing) {
            return (*number, false);
        }
        let number = u32::try_from(self.0.len()).unwrap_or(NONE);
        self.0.insert(thing.clone(), number);
        (number, true)
    }
    fn of_any(&mut self, thing: Option<&K>) -> u32 {
        thing.map_or(NONE, |thing| self.of(thing).0)
    }
}

/// The rows of a line that are known at a moment and observed last.
fn current<'a>(versions: &'a [Version], known_at: Option<Instant>) -> Option<Looked<'a>> {
    let known =
        known_at.map_or(versions.len(), |at| versions.partition_point(|version| version.observed_at <= at));
    let known: &'a [Version] = versions.get(..known)?;
    let last = known.last()?.observed_at;
    let first = known.partition_point(|version| version.observed_at < last);
    Some(Looked { version: known.get(first)?, is_conflict: known.len().saturating_sub(first) > 1 })
}

impl ByDay {
    pub(super) fn new(rows: &ActivityRows, calendar: Calendar) -> Self {
        let mut made = Self::default();
        let (mut names, mut abouts) = (Numbers::new(), Numbers::new());
        let (mut contents, mut products, mut shops) = (Numbers::new(), Numbers::new(), Numbers::new());
        let mut told = Numbers::new();
        for (key, versions) in rows {
            let (Some(feed), Some((_, first_row))) = (known_feed(&key.feed), versions.all().first()) else {
                continue;
            };
            let numbers = [
                contents.of_any(key.content.as_ref()),
                products.of_any(key.product.as_ref()),
                shops.of_any(key.shop.as_ref()),
            ];
            let (about, is_new) = abouts.of(&(feed, key.channel, numbers));
            if is_new {
                let (content, product, shop) = (key.content.clone(), key.product.clone(), key.shop.clone());
                made.abouts.push(About { feed, channel: key.channel, content, product, shop, numbers });
            }
            let of = |row: &ActivityRow| {
                let days = row.bucket.days(|at| calendar.day_of(at));
                (days.start, days.end.unwrap_or(days.start))
            };
            let first = made.versions.len();
            let mut days = of(first_row);
            for (observed_at, row) in versions.all() {
                let name = row.creator.as_ref().map_or(NONE, |name| {
                    let (number, is_new) = names.of(name);
                    if is_new {
                        made.names.push(name.clone());
                    }
                    number
                });
                let own = of(row);
                days = (days.0.min(own.0), days.1.max(own.1));
                let place = (row.bucket, row.affiliation, key.definition);
                let (observed_at, row) = (*observed_at, Arc::clone(row));
                made.versions.push(Version { observed_at, days: own, name, place, row });
                made.observed_until = made.observed_until.max(Some(observed_at));
            }
            let count = versions.all().len();
            made.lines.push(Line { start: days.0, end: days.1, about: about as usize, first, count });
            made.longest = made.longest.max(days.1.number().saturating_sub(days.0.number()));
            let of_line = made.versions.get(first..).unwrap_or_default();
            let Some(Looked { version: Version { name, row, .. }, .. }) = current(of_line, None) else {
                continue;
            };
            let (start, end) = of(row);
            let room = key.content.as_ref().filter(|content| matches!(content, Content::Room(_)));
            let (place, is_new) = told.of(&(feed, *name, room.cloned()));
            if is_new {
                let (tells, affiliations) = (BTreeSet::new(), BTreeSet::new());
                let (name, room, hull) = (*name, room.cloned(), (start, end));
                made.told.push(Told { feed, name, room, tells, affiliations, hull });
            }
            if let Some(told) = made.told.get_mut(place as usize) {
                told.tells.extend(row.measures.iter().map(|(measure, _)| *measure));
                told.affiliations.extend(row.affiliation);
                told.hull = (told.hull.0.min(start), told.hull.1.max(end));
            }
        }
        made.lines.sort_by_key(|line| line.start);
        made
    }
    /// What lines of a place in their order are about.
    pub(super) fn about(&self, place: usize) -> Option<&About> {
        self.abouts.get(place)
    }
    /// The lines that touch `[start, end)` and may have a row there.
    pub(super) fn touching(&self, start: Day, end: Day) -> impl Iterator<Item = &Line> {
        let reach = start.number().saturating_sub(self.longest);
        let first = self.lines.partition_point(|line| line.start.number() <= reach);
        let last = self.lines.partition_point(|line| line.start < end);
        let lines = self.lines.get(first..last).unwrap_or_default();
        lines.iter().filter(move |line| line.end > start)
    }
    /// What counts of a line, as known at a moment.
    pub(super) fn current(&self, line: &Line, known_at: Option<Instant>) -> Option<Looked<'_>> {
        current(self.versions.get(line.first..line.first.saturating_add(line.count))?, known_at)
    }
    /// The names that rows have for creators, by number.
    pub(in crate::engine) fn names(&self) -> &[CreatorRef] {
        &self.names
    }
    /// What is told under names that a predicate on their numbers keeps, as last observed.
    pub(in crate::engine) fn told(&self) -> impl Iterator<Item = (Option<usize>, &Told)> {
        self.told.iter().map(|told| ((told.name != NONE).then_some(told.name as usize), told))
    }
    /// Whether all that was observed is known at a moment.
    pub(in crate::engine) fn is_all_known(&self, known_at: Option<Instant>) -> bool {
        known_at.is_none_or(|at| self.observed_until.is_none_or(|until| until <= at))
    }
    /// The rows that count as known at a moment, each with what it is about and the number of its name.
    pub(in crate::engine) fn all(
        &self,
        known_at: Option<Instant>,
    ) -> impl Iterator<Item = (&About, Option<usize>, &ActivityRow)> {
        self.lines.iter().filter_map(move |line| {
            let Version { name, row, .. } = self.current(line, known_at)?.version;
            Some((self.about(line.about)?, (*name != NONE).then_some(*name as usize), &**row))
        })
    }
}
