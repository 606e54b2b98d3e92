//! A shown group and shown parts that are disjoint in one dimension: what is left beside the parts is read as
//! `|X| − Σ|parts|` where no user is in two of them, and who is in two as `Σ|parts| − |X|` where they are all of it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::area::{Area, Areas, DIMENSIONS, Extent};
use super::shown::{Accept, Bound, Found, Member};
use super::suppress::Complement;

/// The row of a group in each dimension; none where nobody differs from it there.
type Places = [Option<u32>; DIMENSIONS];

/// Groups that differ in one dimension only.
#[derive(Debug, Default)]
struct Row {
    /// Users by what is taken of the dimension, where nothing smaller is named inside, and whose; the most of several
    /// versions.
    parts: BTreeMap<Extent, (u64, usize)>,
    /// The sum of `parts`.
    sum: u64,
    /// What takes several parts.
    wholes: Vec<(Extent, u64, usize)>,
    /// Periods.
    periods: Vec<Period>,
}

#[derive(Debug, Clone, Copy)]
struct Period {
    start: i32,
    end: i32,
    users: u64,
    at: usize,
}

impl Row {
    fn add(&mut self, extent: Extent, users: u64, at: usize) {
        if let Extent::Days(start, end) = extent {
            self.periods.push(Period { start, end, users, at });
        } else if extent.is_single() {
            let most = self.parts.entry(extent).or_insert((0, at));
            self.sum = self.sum.saturating_add(users.saturating_sub(most.0));
            *most = (users, at).max(*most);
        } else {
            self.wholes.push((extent, users, at));
        }
    }
    /// The users of all parts of a whole.
    fn sum_within(&self, areas: &Areas<'_>, whole: Extent) -> u64 {
        if whole == Extent::All {
            return self.sum;
        }
        let parts = self.parts.iter().filter(|(part, _)| areas.holds(whole, **part));
        parts.fold(0, |sum: u64, (_, (users, _))| sum.saturating_add(*users))
    }
    /// Whose the parts of a whole are.
    fn parts_within(&self, areas: &Areas<'_>, whole: Extent) -> Vec<usize> {
        self.parts.iter().filter(|(part, _)| areas.holds(whole, **part)).map(|(_, (_, at))| *at).collect()
    }
    fn periods_within(&self, whole: Period) -> Vec<Period> {
        let inside = |one: &&Period| {
            whole.start <= one.start
                && one.end <= whole.end
                && (whole.start, whole.end) != (one.start, one.end)
        };
        let mut inside: Vec<Period> = self.periods.iter().filter(inside).copied().collect();
        inside.sort_by_key(|one| (one.start, one.end, one.users));
        inside
    }
}

/// Rows of shown groups, and of all that are known.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    areas: &'a Areas<'a>,
    bound: Bound,
    places: FxHashMap<Area, Places>,
    shown: Vec<Row>,
    known: Vec<Row>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(areas: &'a Areas<'a>, bound: Bound, known: &[Member]) -> Self {
        let mut rows =
            Self { areas, bound, places: FxHashMap::default(), shown: Vec::new(), known: Vec::new() };
        let differ = |dimension: usize| {
            let first = known.first().and_then(|one| one.area.get(dimension));
            known.iter().any(|one| one.area.get(dimension) != first)
        };
        let differ: Vec<usize> = (0..DIMENSIONS).filter(|dimension| differ(*dimension)).collect();
        let mut numbers: FxHashMap<(usize, Area), u32> = FxHashMap::default();
        for (at, member) in known.iter().enumerate() {
            let places = rows.places.entry(member.area).or_default();
            for dimension in &differ {
                let mut others = member.area;
                let (Some(extent), Some(place)) = (others.get_mut(*dimension), places.get_mut(*dimension))
                else {
                    continue;
                };
                let extent = std::mem::replace(extent, Extent::All);
                // An audience is a stretch of one way, not a part among others.
                if matches!(extent, Extent::Rank(_)) {
                    continue;
                }
                let next = u32::try_from(rows.known.len()).unwrap_or(u32::MAX);
                let row = *numbers.entry((*dimension, others)).or_insert(next);
                if row == next {
                    rows.known.push(Row::default());
                }
                *place = Some(row);
                if let Some(row) = rows.known.get_mut(row as usize) {
                    row.add(extent, member.users, at);
                }
            }
        }
        rows.shown.resize_with(rows.known.len(), Row::default);
        rows
    }
    /// The rows of a group, and what it takes of their dimensions.
    fn of(&self, area: &Area) -> impl Iterator<Item = (usize, Extent)> {
        let places = self.places.get(area).copied().unwrap_or_default();
        let rows = places.into_iter().zip(*area);
        rows.filter_map(|(row, extent)| Some((row? as usize, extent)))
    }
    pub(super) fn show(&mut self, at: usize, member: Member) {
        for (row, extent) in self.of(&member.area).collect::<Vec<_>>() {
            if let Some(row) = self.shown.get_mut(row) {
                row.add(extent, member.users, at);
            }
        }
    }
    /// A whole that this group completes the parts of, or parts that it is the whole of.
    pub(super) fn against(&self, one: &Member, accept: Accept<'_>) -> Option<Found> {
        self.of(&one.area).find_map(|(row, extent)| {
            let (row, known) = (self.shown.get(row)?, self.known.get(row)?);
            let found = match extent {
                Extent::Days(start, end) => {
                    let period = Period { start, end, users: one.users, at: usize::MAX };
                    self.periods(row, known, period, accept)
                }
                _ if extent.is_single() => self.part(row, known, extent, one.users, accept),
                _ => self.whole(row, known, extent, one.users, accept),
            };
            found.map(|with| (Complement::Parts, with))
        })
    }
    /// Whether more than a few users are in two parts, as far as is known: then no sum of parts is a number of users.
    fn overlap(&self, sum_of_known: u64, whole: u64) -> bool {
        sum_of_known > whole.saturating_add(self.bound.0)
    }
    fn part(
        &self,
        row: &Row,
        known: &Row,
        part: Extent,
        users: u64,
        accept: Accept<'_>,
    ) -> Option<Vec<usize>> {
        let there = row.parts.get(&part).map_or(0, |(users, _)| *users);
        let more = users.saturating_sub(there);
        let wholes = row.wholes.iter().filter(|(whole, ..)| self.areas.holds(*whole, part));
        let mut short = wholes.filter(|(whole, of_whole, _)| {
            !self.overlap(known.sum_within(self.areas, *whole), *of_whole)
                && self
                    .bound
                    .forbids_between(*of_whole, row.sum_within(self.areas, *whole).saturating_add(more))
        });
        let with = |(whole, _, at): &&(Extent, u64, usize)| {
            let mut with = row.parts_within(self.areas, *whole);
            with.push(*at);
            accept(&with)
        };
        short.find(with).map(|(.., at)| vec![*at])
    }
    fn whole(
        &self,
        row: &Row,
        known: &Row,
        whole: Extent,
        users: u64,
        accept: Accept<'_>,
    ) -> Option<Vec<usize>> {
        let sum = row.sum_within(self.areas, whole);
        if sum == 0
            || self.overlap(known.sum_within(self.areas, whole), users)
            || !self.bound.forbids_between(users, sum)
        {
            return None;
        }
        accept(&row.parts_within(self.areas, whole)).then(Vec::new)
    }
    fn periods(&self, row: &Row, known: &Row, one: Period, accept: Accept<'_>) -> Option<Vec<usize>> {
        let apart = |whole: Period| {
            let all = known.periods_within(whole);
            let most = most(&all).first().copied().unwrap_or(0);
            !self.overlap(most, whole.users)
        };
        let as_whole = || {
            let parts = row.periods_within(one);
            let short = !parts.is_empty() && apart(one) && few_left(&parts, one.users, self.bound);
            let with: Vec<usize> = parts.iter().map(|part| part.at).collect();
            (short && accept(&with)).then(Vec::new)
        };
        let as_part = || {
            let wholes = row.periods.iter().filter(|whole| {
                whole.start <= one.start
                    && one.end <= whole.end
                    && (whole.start, whole.end) != (one.start, one.end)
            });
            let mut short = wholes.filter(|whole| {
                let mut parts = row.periods_within(**whole);
                parts.push(one);
                parts.sort_by_key(|part| (part.start, part.end, part.users));
                apart(**whole) && few_left(&parts, whole.users, self.bound)
            });
            let with = |whole: &&Period| {
                let parts = row.periods_within(**whole);
                accept(&parts.iter().chain([*whole]).map(|part| part.at).collect::<Vec<_>>())
            };
            short.find(with).map(|whole| vec![whole.at])
        };
        as_whole().or_else(as_part)
    }
}

/// The first of the periods from `at` on that begins when `part` has ended.
fn after(parts: &[Period], part: &Period) -> usize {
    parts.partition_point(|other| other.start < part.end)
}

/// From each period on, the most users that disjoint ones have together.
fn most(parts: &[Period]) -> Vec<u64> {
    let mut most = vec![0_u64; parts.len() + 1];
    for (at, part) in parts.iter().enumerate().rev() {
        let with = most.get(after(parts, part)).copied().unwrap_or(0).saturating_add(part.users);
        let without = most.get(at + 1).copied().unwrap_or(0);
        if let Some(place) = most.get_mut(at) {
            *place = with.max(without);
        }
    }
    most
}

/// More sums than this at one place are not looked through; then there may be few left.
const SUMS: usize = 4096;

/// Whether disjoint periods have together as many users as the whole, but for a few.
fn few_left(parts: &[Period], whole: u64, bound: Bound) -> bool {
    let (most, least) = (most(parts), whole.saturating_sub(bound.0));
    let highest = whole.saturating_add(bound.0);
    let mut sums: Vec<BTreeSet<u64>> = vec![BTreeSet::new(); parts.len() + 1];
    if let Some(first) = sums.first_mut() {
        first.insert(0);
    }
    for (at, part) in parts.iter().enumerate() {
        let here = sums.get_mut(at).map(std::mem::take).unwrap_or_default();
        if here.len() > SUMS {
            return true;
        }
        let ahead = most.get(at).copied().unwrap_or(0);
        for sum in here {
            if sum.saturating_add(ahead) < least {
                continue;
            }
            if let Some(without) = sums.get_mut(at + 1) {
                without.insert(sum);
            }
            let with = sum.saturating_add(part.users);
            if with <= highest
                && let Some(place) = sums.get_mut(after(parts, part))
            {
                place.insert(with);
            }
        }
    }
    sums.last().is_some_and(|sums| sums.iter().any(|sum| *sum > 0 && bound.forbids_between(*sum, whole)))
}
