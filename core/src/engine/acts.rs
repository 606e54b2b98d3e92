//! The acts of users that a view knows, and whose they are.
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::alias::Aliases;
use super::feed::FeedFacts;
use super::figures::ChannelPart;
use super::interactions::{Interactions, KnownDay, Part, Row};
use super::open::Open;
use super::people::People;
use super::view::day_window;
use crate::metric::Measure;
use crate::time::{Day, Instant};
use crate::value::CreatorId;

/// Whose rows are, that name a creator in some way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// One of the people a view knows.
    Person(u32),
    /// A creator that neither the log nor a table names.
    Stranger,
    /// No name, or more than one creator, fits (SRC-13).
    Unknown,
}

/// The acts of a view, by day.
#[derive(Debug)]
pub(super) struct Acts {
    days: BTreeMap<Day, KnownDay>,
    /// The owner of each name, where it is one for all days.
    owners: Vec<Option<Owner>>,
    by_day: FxHashMap<(u32, Day), Owner>,
    /// Whether some row may have no owner.
    pub(super) has_unknown: bool,
}

impl Acts {
    pub(super) fn new(
        table: &Interactions,
        known_at: Option<Instant>,
        aliases: &Aliases,
        people: &People,
    ) -> Self {
        let days = table.all_days().into_iter().map(|day| (day, table.day(day, known_at)));
        let days: BTreeMap<Day, KnownDay> = days.filter(|(_, known)| !known.is_empty()).collect();
        let owner = |creator: Option<CreatorId>| match creator {
            None => Owner::Unknown,
            Some(creator) => people.find(&creator).map_or(Owner::Stranger, Owner::Person),
        };
        let mut by_day = FxHashMap::default();
        let mut owners = Vec::new();
        for (code, name) in (0_u32..).zip(table.ids.refs.all()) {
            let Some(name) = name else {
                owners.push(Some(owner(aliases.whose(None, day_window(Day::FIRST)))));
                continue;
            };
            if !aliases.varies(name) {
                owners.push(Some(owner(aliases.whose(Some(name), day_window(Day::FIRST)))));
                continue;
            }
            owners.push(None);
            for day in days.keys() {
                by_day.insert((code, *day), owner(aliases.whose(Some(name), day_window(*day))));
            }
        }
        let has_unknown = owners.iter().any(|owner| !matches!(owner, Some(Owner::Person(_))));
        Self { days, owners, by_day, has_unknown }
    }
    /// The days of a window that have acts.
    pub(super) fn days(&self, start: Day, end: Day) -> impl Iterator<Item = (Day, &KnownDay)> {
        self.days.range(start..end.max(start)).map(|(day, known)| (*day, known))
    }
    /// Whose rows of a name are on a day.
    #[inline]
    pub(super) fn owner(&self, name: u32, day: Day) -> Owner {
        match self.owners.get(name as usize) {
            Some(Some(owner)) => *owner,
            _ => self.by_day.get(&(name, day)).copied().unwrap_or(Owner::Unknown),
        }
    }
    /// How many names creators go by.
    pub(super) fn names(&self) -> usize {
        self.owners.len()
    }
    /// What the feed of acts tells of people of whom something shows.
    pub(super) fn facts(&self, open: &Open, table: &Interactions) -> Option<FeedFacts> {
        let mut facts = FeedFacts::default();
        let mut acts: BTreeSet<u8> = BTreeSet::new();
        let contents = &table.ids.contents;
        let is_room = |person: u32, content: u32| {
            open.rooms(person).any(|room| contents.find(room.as_str()) == Some(content))
        };
        for (day, known) in &self.days {
            let shows = |name: u32, is_live: bool, mut rows: std::ops::Range<usize>, part: &Part| match self
                .owner(name, *day)
            {
                Owner::Person(person) if open.is_whole(person) => true,
                Owner::Person(person) => is_live && rows.any(|row| is_room(person, part.contents.get(row))),
                Owner::Stranger | Owner::Unknown => false,
            };
            let mut any = false;
            for part in &known.parts {
                for segment in part.segments() {
                    let (act, affiliation) = (segment.kind.act(), segment.kind.place().affiliation());
                    let told = acts.contains(&act.number())
                        && affiliation.is_none_or(|affiliation| facts.affiliations.contains(&affiliation));
                    let is_live = segment.kind.place().part() == ChannelPart::Live;
                    let runs = segment.runs();
                    let mut names = runs.clone().zip(part.creators(runs));
                    if (any && told) || !names.any(|(run, name)| shows(*name, is_live, part.rows(run), part))
                    {
                        continue;
                    }
                    any = true;
                    acts.insert(act.number());
                    facts.affiliations.extend(affiliation);
                    facts.tells.extend(act.tells().iter().map(|(measure, _)| *measure));
                    facts.tells.extend(act.users());
                    if act == crate::fact::Act::Purchase {
                        facts.tells.insert(Measure::ProductsSold);
                    }
                }
            }
            let of_row = |row: &&Row| match self.owner(row.creator(), *day) {
                Owner::Person(person) => open.is_whole(person) || is_room(person, row.about().0),
                Owner::Stranger | Owner::Unknown => false,
            };
            for row in known.conflicts.iter().filter(of_row) {
                any = true;
                facts.tells.extend(row.kind().act().tells().iter().map(|(measure, _)| *measure));
                facts.tells.extend(row.kind().act().users());
            }
            if any {
                facts.reach(*day, day.next());
            }
        }
        facts.hull.is_some().then_some(facts)
    }
}
