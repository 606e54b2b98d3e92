//! One piece of the scan: some days, on one thread.
use std::collections::BTreeSet;
use std::ops::Range;

use super::super::acts::Owner;
use super::super::figures::ChannelPart;
use super::super::interactions::{Codes, KnownDay, NONE, Part, Segment};
use super::adds::{Adds, Needs, uses};
use super::frame::Frame;
use super::key::{Key, NO_PART, number_of};
use super::lookup::{Lookup, Sizes};
use super::together::Targets;
use crate::time::Day;
use crate::value::UndefinedReason;

/// A creator whose rows do not count on a day.
pub(super) const SKIPPED: u32 = u32::MAX;
const UNKNOWN: u32 = u32::MAX - 1;
pub(super) const STRANGER: u32 = u32::MAX - 2;
/// Set where only some rooms show.
const ROOMS: u32 = 1 << 30;

/// What some days come to.
pub(super) struct Piece<'f, 'q, 'a> {
    pub(super) frame: &'f Frame<'q, 'a>,
    needs: Needs,
    pub(super) lookup: Lookup,
    pub(super) sums: Vec<Vec<i128>>,
    /// Whether a row tells a column of a group; kept where columns are told each for itself.
    pub(super) told: Vec<Vec<bool>>,
    /// Group and user, or group and product, of the columns that count distinct ones.
    pub(super) pairs: Vec<Vec<u64>>,
    pub(super) owners: Vec<u32>,
    pub(super) broken: BTreeSet<(u32, usize, UndefinedReason)>,
    pub(super) lacking: [u64; 3],
    pub(super) unknown: u64,
    pub(super) strangers: BTreeSet<u32>,
    /// Whether each person is kept, where not all are.
    kept: Option<Vec<bool>>,
    /// Whether rows of this day count by whose they are alone, and have places.
    together: bool,
    pub(super) targets: Targets,
}

impl<'f, 'q, 'a> Piece<'f, 'q, 'a> {
    pub(super) fn new(frame: &'f Frame<'q, 'a>) -> Self {
        let by = frame.by;
        let ids = &frame.view.store.tables.interactions.ids;
        let fine = [by.content, by.product, by.shop].into_iter().filter(|by| *by).count();
        let codes = match (by.content, by.product, by.shop) {
            (true, ..) => Some(&ids.contents),
            (_, true, _) => Some(&ids.products),
            (_, _, true) => Some(&ids.shops),
            _ => None,
        };
        let sizes = Sizes {
            buckets: frame.buckets.len(),
            people: if by.person { frame.view.people.len() as usize } else { 1 },
            parts: if by.part { ChannelPart::ALL.len() } else { 1 },
            numbers: codes.map_or(1, Codes::numbers),
            codes: codes.map_or(1, Codes::size),
            kinds: if by.content { 2 } else { 1 },
        };
        let columns = frame.columns.len();
        let kept = frame.kept.people.as_ref().map(|kept| {
            let ids = frame.view.people.ids().iter();
            ids.map(|id| kept.contains(id)).collect()
        });
        Self {
            frame,
            needs: Needs::of(frame),
            lookup: Lookup::new(sizes, fine),
            sums: vec![Vec::new(); columns],
            told: if frame.apart { vec![Vec::new(); columns] } else { Vec::new() },
            pairs: vec![Vec::new(); columns],
            owners: Vec::new(),
            broken: BTreeSet::new(),
            lacking: [0; 3],
            unknown: 0,
            strangers: BTreeSet::new(),
            kept,
            together: false,
            targets: Targets::default(),
        }
    }

    /// The group of a key, with room in every column.
    #[inline]
    fn group(&mut self, key: &Key, person: u32) -> usize {
        let (group, new) = self.lookup.group(key);
        self.own(group, new, person);
        if new {
            self.make_room();
        }
        group as usize
    }

    /// Notes whose rows a group holds.
    #[inline]
    pub(super) fn own(&mut self, group: u32, new: bool, person: u32) {
        if new {
            self.owners.push(person);
        } else if let Some(owner) = self.owners.get_mut(group as usize)
            && *owner != person
        {
            *owner = NONE;
        }
    }

    /// Gives every group a place in every column.
    pub(super) fn make_room(&mut self) {
        let groups = self.lookup.keys.len();
        self.sums.iter_mut().for_each(|sums| sums.resize(groups, 0));
        self.told.iter_mut().for_each(|told| told.resize(groups, false));
    }

    /// Whose rows of each name count on a day, and as whose.
    pub(super) fn marks(&self, day: Day) -> Vec<u32> {
        let (acts, seen) = (&self.frame.view.acts, self.frame.seen);
        let offset = seen.offset(day);
        let mark = |name: u32| match acts.owner(name, day) {
            Owner::Unknown => UNKNOWN,
            Owner::Stranger => STRANGER,
            Owner::Person(person) => {
                if self.kept.as_ref().is_some_and(|kept| kept.get(person as usize) != Some(&true)) {
                    SKIPPED
                } else if offset.is_some_and(|offset| seen.at(person, offset)) {
                    person
                } else if self.frame.by_room && seen.rooms_of(person, day).next().is_some() {
                    person | ROOMS
                } else {
                    SKIPPED
                }
            }
        };
        (0..u32::try_from(acts.names()).unwrap_or(0)).map(mark).collect()
    }

    pub(super) fn take_day(&mut self, day: Day, known: &KnownDay) {
        let Some(bucket) = self.frame.bucket_of(day).and_then(|place| u32::try_from(place).ok()) else {
            return;
        };
        let marks = self.marks(day);
        let rooms = self.frame.by_room && self.frame.seen.has_rooms_on(day);
        self.together = self.lookup.is_placed() && !self.frame.kept.is_fine() && !rooms;
        if !self.together {
            // Days that were taken together made room in the columns they told alone.
            self.make_room();
        }
        if self.frame.view.acts.has_unknown {
            self.count_unknown(known, &marks);
        }
        for part in &known.parts {
            for segment in part.segments() {
                self.take_segment(day, bucket, part, *segment, &marks);
            }
        }
        for row in &known.conflicts {
            let (kind, (content, product, shop)) = (row.kind(), row.about());
            let channel = kind.place().part();
            let person = self.person_of(&marks, row.creator(), day, channel, content);
            let Some(person) = person.filter(|_| self.frame.kept.part(channel)) else { continue };
            let Some(key) = self.key(bucket, person, channel, content, product, shop) else { continue };
            for (column, _) in uses(self.frame, channel, kind.act(), kind.place().affiliation()) {
                let group = self.group(&key, person);
                self.break_column(group, column, UndefinedReason::Conflicting);
            }
        }
    }

    pub(super) fn break_column(&mut self, group: usize, column: usize, reason: UndefinedReason) {
        self.broken.insert((u32::try_from(group).unwrap_or(NONE), column, reason));
    }

    fn count_unknown(&mut self, known: &KnownDay, marks: &[u32]) {
        for part in &known.parts {
            for segment in part.segments() {
                for run in segment.runs() {
                    for creator in part.creators(run..run + 1) {
                        match marks.get(*creator as usize) {
                            Some(&UNKNOWN) => self.unknown += part.rows(run).len() as u64,
                            Some(&STRANGER) => {
                                self.strangers.insert(*creator);
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
    }

    /// Whose a row is, where it may be seen.
    pub(super) fn person_of(
        &self,
        marks: &[u32],
        creator: u32,
        day: Day,
        part: ChannelPart,
        content: u32,
    ) -> Option<u32> {
        let mark = marks.get(creator as usize).copied().unwrap_or(SKIPPED);
        if mark >= STRANGER {
            return None;
        }
        if mark & ROOMS == 0 {
            return Some(mark);
        }
        let person = mark & !ROOMS;
        let contents = &self.frame.view.store.tables.interactions.ids.contents;
        let shows = part == ChannelPart::Live
            && content != NONE
            && self
                .frame
                .seen
                .rooms_of(person, day)
                .any(|room| contents.find(room.as_str()) == Some(content));
        shows.then_some(person)
    }

    /// The key of a row; none where it lacks what is grouped by, or is not kept.
    #[inline]
    pub(super) fn key(
        &mut self,
        bucket: u32,
        person: u32,
        part: ChannelPart,
        content: u32,
        product: u32,
        shop: u32,
    ) -> Option<Key> {
        let by = self.frame.by;
        let kind = u8::from(part != ChannelPart::Live);
        let kept = self.frame.kept;
        if (kept.is_fine() || kept.bars(part)) && !kept.about((kind, content), product, shop) {
            return None;
        }
        let lacks = [by.content && content == NONE, by.product && product == NONE, by.shop && shop == NONE];
        if lacks.contains(&true) {
            let first = self.lacking.iter_mut().zip(lacks).find(|(_, lacks)| *lacks);
            if let Some((count, _)) = first {
                *count += 1;
            }
            return None;
        }
        let only = |by: bool, code: u32| if by { code } else { NONE };
        Some(Key {
            bucket,
            person: only(by.person, person),
            part: if by.part { number_of(part) } else { NO_PART },
            content_kind: if by.content { kind } else { 0 },
            content: only(by.content, content),
            product: only(by.product, product),
            shop: only(by.shop, shop),
        })
    }

    fn take_segment(&mut self, day: Day, bucket: u32, part: &Part, segment: Segment, marks: &[u32]) {
        let (act, place) = (segment.kind.act(), segment.kind.place());
        let channel = place.part();
        if !self.frame.kept.part(channel) {
            return;
        }
        let uses = uses(self.frame, channel, act, place.affiliation());
        if uses.is_empty() {
            return;
        }
        let bars = self.frame.kept.bars(channel);
        if self.together && !bars {
            self.take_together(bucket, part, segment, marks, &uses);
            return;
        }
        if self.together {
            self.make_room();
        }
        let by_row = self.frame.by.is_fine() || self.frame.kept.is_fine() || bars;
        let runs = segment.runs();
        for (run, creator) in runs.clone().zip(part.creators(runs)) {
            let mark = marks.get(*creator as usize).copied().unwrap_or(SKIPPED);
            if mark >= STRANGER {
                continue;
            }
            if by_row || mark & ROOMS != 0 {
                for row in part.rows(run) {
                    let about = self.needs.about(part, row, mark & ROOMS != 0);
                    let person = if mark & ROOMS == 0 {
                        Some(mark)
                    } else {
                        self.person_of(marks, *creator, day, channel, about.0)
                    };
                    if let Some(person) = person
                        && let Some(key) = self.key(bucket, person, channel, about.0, about.1, about.2)
                    {
                        let group = self.group(&key, person);
                        self.tell(&uses, group);
                        self.take_row(&uses, group, part, row);
                    }
                }
            } else if let Some(key) = self.key(bucket, mark, channel, NONE, NONE, NONE) {
                let group = self.group(&key, mark);
                self.tell(&uses, group);
                self.take_run(&uses, group, part, run);
            }
        }
    }

    /// Notes which columns a row tells of a group.
    #[inline]
    pub(super) fn tell(&mut self, uses: &[(usize, Adds)], group: usize) {
        if self.frame.apart {
            for (column, _) in uses {
                if let Some(told) = self.told.get_mut(*column).and_then(|told| told.get_mut(group)) {
                    *told = true;
                }
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "columns and groups are made before they are met")]
    fn take_run(&mut self, uses: &[(usize, Adds)], group: usize, part: &Part, run: usize) {
        let rows: Range<usize> = part.rows(run);
        for (column, adds) in uses {
            match adds {
                Adds::Once => self.sums[*column][group] += rows.len() as i128,
                Adds::Quantity => self.sums[*column][group] += i128::from(part.run_quantity(run)),
                Adds::Amount => self.sums[*column][group] += part.run_amount(run),
                Adds::User => {
                    let high = (group as u64) << 32;
                    let users = part.users[rows.clone()].iter().map(|user| high | u64::from(*user));
                    self.pairs[*column].extend(users);
                }
                Adds::Product => {
                    let high = (group as u64) << 32;
                    let products =
                        rows.clone().map(|row| part.products.get(row)).filter(|code| *code != NONE);
                    self.pairs[*column].extend(products.map(|product| high | u64::from(product)));
                }
                Adds::Broken => self.break_column(group, *column, UndefinedReason::Absent),
            }
        }
    }

    #[inline]
    #[expect(clippy::indexing_slicing, reason = "columns and groups are made before they are met")]
    fn take_row(&mut self, uses: &[(usize, Adds)], group: usize, part: &Part, row: usize) {
        for (column, adds) in uses {
            match adds {
                Adds::Once => self.sums[*column][group] += 1,
                Adds::Quantity => self.sums[*column][group] += i128::from(part.quantity(row)),
                Adds::Amount => self.sums[*column][group] += i128::from(part.amount(row)),
                Adds::User => self.pairs[*column].push((group as u64) << 32 | u64::from(part.users[row])),
                Adds::Product => {
                    let product = part.products.get(row);
                    if product != NONE {
                        self.pairs[*column].push((group as u64) << 32 | u64::from(product));
                    }
                }
                Adds::Broken => self.break_column(group, *column, UndefinedReason::Absent),
            }
        }
    }

    /// Takes what another piece came to, of which no key is known here.
    pub(super) fn append(&mut self, other: Self) {
        self.make_room();
        let first = self.lookup.keys.len() as u64;
        self.lookup.keys.extend(other.lookup.keys);
        self.owners.extend(other.owners);
        for (mine, theirs) in self.sums.iter_mut().zip(other.sums) {
            mine.extend(theirs);
        }
        for (mine, theirs) in self.told.iter_mut().zip(other.told) {
            mine.extend(theirs);
        }
        for (mine, theirs) in self.pairs.iter_mut().zip(other.pairs) {
            mine.extend(theirs.into_iter().map(|pair| pair + (first << 32)));
        }
        let moved = |group: u32| u32::try_from(u64::from(group) + first).unwrap_or(NONE);
        let broken = other.broken.into_iter();
        self.broken.extend(broken.map(|(group, column, reason)| (moved(group), column, reason)));
        self.take_counts(&other.lacking, other.unknown, other.strangers);
        self.make_room();
    }

    fn take_counts(&mut self, lacking: &[u64; 3], unknown: u64, strangers: BTreeSet<u32>) {
        for (mine, theirs) in self.lacking.iter_mut().zip(lacking) {
            *mine += theirs;
        }
        self.unknown += unknown;
        self.strangers.extend(strangers);
    }

    /// Takes what another piece came to.
    pub(super) fn join(&mut self, other: Self) {
        self.make_room();
        let numbers: Vec<u64> = other
            .lookup
            .keys
            .iter()
            .zip(&other.owners)
            .map(|(key, owner)| self.group(key, *owner) as u64)
            .collect();
        let number = |group: usize| numbers.get(group).copied().unwrap_or_default();
        for (mine, theirs) in self.sums.iter_mut().zip(other.sums) {
            for (group, sum) in theirs.into_iter().enumerate() {
                if let Some(mine) = usize::try_from(number(group)).ok().and_then(|group| mine.get_mut(group))
                {
                    *mine += sum;
                }
            }
        }
        for (mine, theirs) in self.told.iter_mut().zip(other.told) {
            for (group, told) in theirs.into_iter().enumerate().filter(|(_, told)| *told) {
                if let Some(mine) = usize::try_from(number(group)).ok().and_then(|group| mine.get_mut(group))
                {
                    *mine = told;
                }
            }
        }
        for (mine, theirs) in self.pairs.iter_mut().zip(other.pairs) {
            let moved = theirs.into_iter().map(|pair| {
                number(usize::try_from(pair >> 32).unwrap_or(usize::MAX)) << 32 | (pair & u64::from(u32::MAX))
            });
            mine.extend(moved);
        }
        let broken = other.broken.into_iter();
        self.broken.extend(broken.map(|(group, column, reason)| {
            (u32::try_from(number(group as usize)).unwrap_or(NONE), column, reason)
        }));
        self.take_counts(&other.lacking, other.unknown, other.strangers);
    }
}
