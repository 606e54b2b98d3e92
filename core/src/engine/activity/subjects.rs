//! Rows of activity by what they are about, whatever way the source names the creator.
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::super::interactions::NONE;
use super::super::view::View;
use super::by_day::{About, ByDay, Looked};
use crate::fact::{ActivityRow, Affiliation, Bucket, Channel, Definition};
use crate::time::{Day, Instant, Window};
use crate::value::CreatorId;

/// A row that counts, with its bucket's days.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) struct Row<'a> {
    pub(in crate::engine) days: (Day, Day),
    pub(in crate::engine) minute: bool,
    pub(in crate::engine) conflict: bool,
    pub(in crate::engine) row: &'a ActivityRow,
    observed_at: Instant,
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
    /// The coarsest level at which the table of activity tells a creator's channel over some days.
    pub(in crate::engine) levels: FxHashMap<LevelKey, u8>,
    /// How many rows are nobody's who is known.
    pub(in crate::engine) unknown: u64,
}

impl<'a> Subjects<'a> {
    pub(in crate::engine) fn owner(&self, subject: &Subject<'_>) -> Option<&Owner> {
        self.owners.get(subject.owner as usize)
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

/// What tells rows of one subject apart: time, whose shop, which definition.
type Place = (Bucket, Option<Affiliation>, Option<Definition>);

fn place(row: &Row<'_>) -> Place {
    (row.row.bucket, row.row.affiliation, row.row.key.definition)
}

/// Buckets told both as a whole and by shop, or both with and without a definition.
fn mixed_buckets(rows: &[Row<'_>]) -> BTreeSet<Bucket> {
    let mut told: BTreeMap<Bucket, [bool; 4]> = BTreeMap::new();
    for (bucket, affiliation, definition) in rows.iter().map(place) {
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
    owners: Vec<Owner>,
    places: FxHashMap<CreatorId, u32>,
    /// By the number of a name, once it was looked up; the last is of rows that name nobody.
    named: Vec<Option<Option<u32>>>,
}

impl Owners<'_, '_> {
    /// The place of the one whose a row is, if it is anybody's.
    fn of(&mut self, name: u32, row: &ActivityRow, days: (Day, Day)) -> Option<u32> {
        let slot = (name as usize).min(self.by_day.names().len());
        if let Some(Some(known)) = self.named.get(slot) {
            return *known;
        }
        let aliases = &self.view.aliases;
        let window = Window { start: days.0, end: Some(days.1) };
        let found = aliases.whose(row.creator.as_ref(), window).map(|creator| self.place(creator));
        let varies = row.creator.as_ref().is_some_and(|name| aliases.varies(name));
        if let Some(known) = self.named.get_mut(slot).filter(|_| !varies) {
            *known = Some(found);
        }
        found
    }
    fn place(&mut self, creator: CreatorId) -> u32 {
        if let Some(place) = self.places.get(&creator) {
            return *place;
        }
        let place = u32::try_from(self.owners.len()).unwrap_or(NONE);
        let person = self.view.people.find(&creator);
        self.places.insert(creator.clone(), place);
        self.owners.push(Owner { creator, person });
        place
    }
}

/// Of rows of one subject and place the later look counts, equal ones must agree: a creator named in two ways is one
/// row told twice.
fn latest<'a>(known: Row<'a>, other: Row<'a>) -> Row<'a> {
    match known.observed_at.cmp(&other.observed_at) {
        Ordering::Greater => known,
        Ordering::Less => other,
        Ordering::Equal => {
            let conflict = known.conflict || other.conflict || known.row.measures != other.row.measures;
            Row { conflict, ..other }
        }
    }
}

/// The rows of activity that touch the window, by what they are about. However a source names the creator, it is
/// one subject; whose shop sold it and what GMV means are parts of it.
pub(in crate::engine) fn subjects<'a>(view: &View<'a>, start: Day, end: Day, detail: Detail) -> Subjects<'a> {
    let calendar = view.store.workspace.rules.calendar;
    let by_day = view.store.tables.activity.by_day(calendar);
    let named = vec![None; by_day.names().len().saturating_add(1)];
    let mut owners = Owners { view, by_day, owners: Vec::new(), places: FxHashMap::default(), named };
    let mut out = Subjects::default();
    let mut found: Vec<((u32, usize), Subject<'a>, Row<'a>)> = Vec::new();
    for line in by_day.touching(start, end) {
        let Some(Looked { version, is_conflict }) = by_day.current(line, view.clocks.known_at) else {
            continue;
        };
        let row: &'a ActivityRow = &version.row;
        let window = row.bucket.days(|at| calendar.day_of(at));
        let days = (window.start, window.end.unwrap_or(window.start));
        if days.0 >= end || days.1 <= start {
            continue;
        }
        let (Some(owner), Some(about)) = (owners.of(version.name, row, days), by_day.about(line)) else {
            out.unknown = out.unknown.saturating_add(1);
            continue;
        };
        let subject = Subject { about, owner };
        if about.feed == "activity" && detail.fits(about) {
            let level = out.levels.entry(detail.level_key(&subject, days)).or_insert(u8::MAX);
            *level = (*level).min(level_of(about));
        }
        let minute = matches!(row.bucket, Bucket::Minute(_));
        let row = Row { days, minute, conflict: is_conflict, row, observed_at: version.observed_at };
        found.push(((owner, line.about), subject, row));
    }
    found.sort_by(|(a, _, one), (b, _, other)| a.cmp(b).then_with(|| place(one).cmp(&place(other))));
    for of_subject in found.chunk_by(|(a, ..), (b, ..)| a == b) {
        let first = out.rows.len();
        for same in of_subject.chunk_by(|(_, _, a), (_, _, b)| place(a) == place(b)) {
            out.rows.extend(same.iter().map(|(_, _, row)| *row).reduce(latest));
        }
        let rows = out.rows.get_mut(first..).unwrap_or_default();
        let parts = |row: &Row<'_>| (row.row.affiliation.is_some(), row.row.key.definition.is_some());
        let is_mixed = rows.first().is_some_and(|first| rows.iter().any(|row| parts(row) != parts(first)));
        if is_mixed {
            // A figure of all shops beside one of some, or of no definition beside a defined one, cannot be added.
            let mixed = mixed_buckets(rows);
            for row in rows {
                row.conflict |= mixed.contains(&row.row.bucket);
            }
        }
        if let Some((_, subject, _)) = of_subject.first() {
            out.all.push((*subject, out.rows.len()));
        }
    }
    out.owners = owners.owners;
    out
}
