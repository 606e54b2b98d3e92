//! Rows of activity by what they are about, whatever way the source names the creator.
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::super::interactions::NONE;
use super::super::view::View;
use super::by_day::{About, ByDay, Looked, Version};
use crate::fact::{ActivityRow, Bucket, Channel};
use crate::time::{Day, Window};
use crate::value::CreatorId;

/// A row that counts, with its bucket's days.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Row<'a> {
    pub(in crate::engine) days: (Day, Day),
    pub(in crate::engine) minute: bool,
    pub(in crate::engine) conflict: bool,
    version: &'a Version,
}

impl<'a> Row<'a> {
    pub(in crate::engine) fn row(&self) -> &'a ActivityRow {
        &self.version.row
    }
}

/// Whose rows are.
#[derive(Debug)]
pub(in crate::engine) struct Owner {
    pub(in crate::engine) creator: CreatorId,
    /// The number of one that the log or a table names.
    pub(in crate::engine) person: Option<u32>,
}

/// What some rows are about.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Subject<'a> {
    pub(in crate::engine) about: &'a About,
    /// The place of its owner.
    owner: u32,
}

/// What a question needs told apart; rows that do not tell it are no part of its answer.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::engine) struct Detail {
    pub(in crate::engine) content: bool,
    pub(in crate::engine) product: bool,
    pub(in crate::engine) shop: bool,
}

/// A creator's channel over some days, and of what content, product and shop, where those are told apart.
pub(in crate::engine) type LevelKey = (u32, Option<Channel>, (i32, i32), [u32; 3]);

impl Detail {
    /// Whether a row tells all that is to be told apart.
    pub(in crate::engine) fn fits(self, about: &About) -> bool {
        (!self.content || about.content.is_some())
            && (!self.product || about.product.is_some())
            && (!self.shop || about.shop.is_some())
    }
    /// What a row is a part of.
    pub(in crate::engine) fn level_key(self, subject: &Subject<'_>, days: (Day, Day)) -> LevelKey {
        let [content, product, shop] = subject.about.numbers;
        let only = |told_apart: bool, number: u32| if told_apart { number } else { NONE };
        let numbers = [only(self.content, content), only(self.product, product), only(self.shop, shop)];
        (subject.owner, subject.about.channel, (days.0.number(), days.1.number()), numbers)
    }
}

/// 0 for a creator's own row; higher for rows of its contents and products, which are parts of it.
pub(in crate::engine) fn level_of(about: &About) -> u8 {
    u8::from(about.content.is_some()) + 2 * u8::from(about.product.is_some())
}

/// All rows that touch a window.
#[derive(Debug, Default)]
pub(in crate::engine) struct Subjects<'a> {
    owners: Vec<Owner>,
    /// Each with where its rows end; they begin where those of the one before end.
    all: Vec<(Subject<'a>, usize)>,
    rows: Vec<Row<'a>>,
    /// The coarsest level at which the table of activity tells a creator's channel over some days; nothing where it tells at one.
    pub(in crate::engine) levels: FxHashMap<LevelKey, u8>,
    /// How many rows are nobody's who is known.
    pub(in crate::engine) unknown: u64,
}

impl<'a> Subjects<'a> {
    pub(in crate::engine) fn owner(&self, subject: &Subject<'_>) -> Option<&Owner> {
        self.owners.get(subject.owner as usize)
    }
    fn told_levels(&self, detail: Detail) -> FxHashMap<LevelKey, u8> {
        let mut levels = FxHashMap::default();
        let told = |about: &About| about.feed == "activity" && detail.fits(about);
        for (subject, rows) in self.all().filter(|(subject, _)| told(subject.about)) {
            for row in rows {
                let level = levels.entry(detail.level_key(subject, row.days)).or_insert(u8::MAX);
                *level = (*level).min(level_of(subject.about));
            }
        }
        levels
    }
    /// What rows are about, each with its rows.
    pub(in crate::engine) fn all(&self) -> impl Iterator<Item = (&Subject<'a>, &[Row<'a>])> {
        let mut start = 0;
        self.all.iter().map(move |(subject, end)| {
            let rows = self.rows.get(start..*end).unwrap_or_default();
            start = *end;
            (subject, rows)
        })
    }
}

/// Buckets told both as a whole and by shop, or both with and without a definition.
fn mixed_buckets(rows: &[Row<'_>]) -> BTreeSet<Bucket> {
    let mut told: BTreeMap<Bucket, [bool; 4]> = BTreeMap::new();
    for (bucket, affiliation, definition) in rows.iter().map(|row| row.version.place) {
        let [whole, by_shop, plain, defined] = told.entry(bucket).or_default();
        *if affiliation.is_none() { whole } else { by_shop } = true;
        *if definition.is_none() { plain } else { defined } = true;
    }
    let mixed = told
        .into_iter()
        .filter(|(_, [whole, by_shop, plain, defined])| (*whole && *by_shop) || (*plain && *defined));
    mixed.map(|(bucket, _)| bucket).collect()
}

/// The owners of rows, each name looked up once where it means one creator on all days.
struct Owners<'v, 'a> {
    view: &'v View<'a>,
    by_day: &'a ByDay,
    all: Vec<Owner>,
    places: FxHashMap<CreatorId, u32>,
    /// By the number of a name; the last is of rows that name nobody.
    named: Vec<Named>,
}

/// Whom a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// It was not looked up yet, or means different creators on different days.
    Unknown,
    Nobody,
    /// The one of this place.
    Owner(u32),
}

impl Owners<'_, '_> {
    /// The place of the one whose a row is, if it is anybody's.
    fn of(&mut self, version: &Version, days: (Day, Day)) -> Option<u32> {
        let slot = (version.name as usize).min(self.by_day.names().len());
        match self.named.get(slot) {
            Some(Named::Owner(place)) => return Some(*place),
            Some(Named::Nobody) => return None,
            Some(Named::Unknown) | None => {}
        }
        let (aliases, row) = (&self.view.aliases, &version.row);
        let window = Window { start: days.0, end: Some(days.1) };
        let found = aliases.whose(row.creator.as_ref(), window).map(|creator| self.place(creator));
        let varies = row.creator.as_ref().is_some_and(|name| aliases.varies(name));
        if let Some(known) = self.named.get_mut(slot).filter(|_| !varies) {
            *known = found.map_or(Named::Nobody, Named::Owner);
        }
        found
    }
    fn place(&mut self, creator: CreatorId) -> u32 {
        if let Some(place) = self.places.get(&creator) {
            return *place;
        }
        let place = u32::try_from(self.all.len()).unwrap_or(NONE);
        let person = self.view.people.find(&creator);
        self.places.insert(creator.clone(), place);
        self.all.push(Owner { creator, person });
        place
    }
}

/// Of rows of one subject and place the later look counts, equal ones must agree: a creator named in two ways is one
/// row told twice.
fn latest<'a>(known: Row<'a>, other: Row<'a>) -> Row<'a> {
    match known.version.observed_at.cmp(&other.version.observed_at) {
        Ordering::Greater => known,
        Ordering::Less => other,
        Ordering::Equal => {
            let conflict = known.conflict || other.conflict || known.row().measures != other.row().measures;
            Row { conflict, ..other }
        }
    }
}

/// The rows of activity that touch the window, by what they are about. However a source names the creator, it is
/// one subject; whose shop sold it and what GMV means are parts of it.
pub(in crate::engine) fn subjects<'a>(view: &View<'a>, start: Day, end: Day, detail: Detail) -> Subjects<'a> {
    let calendar = view.store.workspace.rules.calendar;
    let by_day = view.store.tables.activity.by_day(calendar);
    let named = vec![Named::Unknown; by_day.names().len().saturating_add(1)];
    let mut owners = Owners { view, by_day, all: Vec::new(), places: FxHashMap::default(), named };
    let mut out = Subjects::default();
    // By what it is about first: that is nearly the order of time, in which all lies in memory.
    let mut found: Vec<((usize, u32), Row<'a>)> = Vec::new();
    // A bit for each level that the table of activity tells.
    let mut levels = 0_u8;
    for line in by_day.touching(start, end) {
        let Some(Looked { version, is_conflict }) = by_day.current(line, view.clocks.known_at) else {
            continue;
        };
        let days = version.days;
        if days.0 >= end || days.1 <= start {
            continue;
        }
        let Some(owner) = owners.of(version, days) else {
            out.unknown = out.unknown.saturating_add(1);
            continue;
        };
        let minute = matches!(version.place.0, Bucket::Minute(_));
        found.push(((line.about, owner), Row { days, minute, conflict: is_conflict, version }));
    }
    found.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.version.place.cmp(&other.version.place)));
    for of_subject in found.chunk_by(|(a, _), (b, _)| a == b) {
        let Some(((about, owner), _)) = of_subject.first() else { continue };
        let Some(about) = by_day.about(*about) else { continue };
        let first = out.rows.len();
        for same in of_subject.chunk_by(|(_, a), (_, b)| a.version.place == b.version.place) {
            out.rows.extend(same.iter().map(|(_, row)| *row).reduce(latest));
        }
        let rows = out.rows.get_mut(first..).unwrap_or_default();
        let parts = |row: &Row<'_>| (row.version.place.1.is_some(), row.version.place.2.is_some());
        let is_mixed = rows.first().is_some_and(|first| rows.iter().any(|row| parts(row) != parts(first)));
        if is_mixed {
            // A figure of all shops beside one of some, or of no definition beside a defined one, cannot be added.
            let mixed = mixed_buckets(rows);
            for row in rows {
                row.conflict |= mixed.contains(&row.version.place.0);
            }
        }
        let is_told = about.feed == "activity" && detail.fits(about);
        levels |= u8::from(is_told) << level_of(about);
        out.all.push((Subject { about, owner: *owner }, out.rows.len()));
    }
    out.owners = owners.all;
    // Where all tell at one level none stands for another.
    if levels.count_ones() > 1 {
        out.levels = out.told_levels(detail);
    }
    out
}
