//! Small worlds: a few cells, users who were in some of them, and the groups that can be asked for.
use std::collections::BTreeSet;

use creator_compass::fact::Channel;
use creator_compass::privacy::{Audience, Population};
use creator_compass::time::Day;
use creator_compass::value::{CreatorId, ProductId};

use creator_compass_tests::Seeded;

/// Which dimensions a world has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// All or one of three channels, all or one creator.
    ChannelsByCreators,
    /// All or one of two creators and others, in a period and a shorter one.
    CreatorsByPeriods,
    /// All or one of creators and products, with others.
    CreatorsByProducts,
    /// The same in two periods.
    CreatorsByProductsByPeriods,
    /// All or one of up to six creators, and no others.
    NamedCreators,
    /// All or one of three channels, in a period and a shorter one.
    ChannelsByPeriods,
    /// Any period of up to six days.
    Periods,
    /// Periods that are cut in two, and cut again.
    Cut,
    /// The same of fewer days, all creators or one.
    CutByCreators,
    /// Each day, and every stretch of as many days.
    Rolling,
    /// Any channels, all creators or one.
    ChannelSets,
    /// Any of three channels, in any of two days.
    ChannelSetsByDays,
}

/// A group that can be asked for, and the cells it has.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) of: Population,
    pub(super) cells: u8,
}

/// Users by the cells that they were in.
#[derive(Debug)]
pub(super) struct World {
    pub(super) groups: Vec<Asked>,
    /// The cells of each user.
    pub(super) people: Vec<u8>,
    pub(super) bound: u64,
    /// Whether a group is all of it and its parts have no others beside them.
    pub(super) shape: Shape,
}

/// What of one dimension can be asked: how it narrows a population, and the values it takes.
struct Choice {
    narrow: Box<dyn Fn(&mut Population)>,
    values: u8,
}

fn below(seeded: &mut Seeded, bound: u32) -> u32 {
    u32::try_from(seeded.below(bound as usize)).unwrap()
}

fn day(number: u32) -> Day {
    Day::parse("2026-05-01").unwrap().plus(i32::try_from(number).unwrap())
}

/// All, or one of the named ones; `others` adds a value that has no name.
fn names(named: u32, others: bool, narrow: fn(&mut Population, u32)) -> (u32, Vec<Choice>) {
    let values = named + u32::from(others);
    let mut all =
        vec![Choice { narrow: Box::new(|_| {}), values: u8::try_from((1_u16 << values) - 1).unwrap() }];
    for one in 0..named {
        all.push(Choice { narrow: Box::new(move |of| narrow(of, one)), values: 1 << one });
    }
    (values, all)
}

fn creators(named: u32, others: bool) -> (u32, Vec<Choice>) {
    names(named, others, |of, one| {
        of.creators = Some(BTreeSet::from([CreatorId::new(&format!("c{one}")).unwrap()]))
    })
}

fn products(named: u32) -> (u32, Vec<Choice>) {
    names(named, true, |of, one| {
        of.products = Some(BTreeSet::from([ProductId::new(&format!("p{one}")).unwrap()]))
    })
}

fn channels() -> (u32, Vec<Choice>) {
    names(3, false, |of, one| of.channels = Some(BTreeSet::from([Channel::ALL[one as usize]])))
}

fn channel_sets() -> (u32, Vec<Choice>) {
    let set = |bits: u8| Choice {
        narrow: Box::new(move |of| {
            let has = |channel: &&Channel| bits & (1 << **channel as u8) != 0;
            of.channels = Some(Channel::ALL.iter().filter(has).copied().collect());
        }),
        values: bits,
    };
    (3, (1..8).map(set).collect())
}

fn period(start: u32, end: u32) -> Choice {
    let narrow = move |of: &mut Population| (of.start, of.end) = (day(start), day(end));
    Choice { narrow: Box::new(narrow), values: (start..end).fold(0, |bits, day| bits | 1 << day) }
}

fn any_periods(days: u32) -> (u32, Vec<Choice>) {
    let ends = |start: u32| (start + 1..=days).map(move |end| period(start, end));
    (days, (0..days).flat_map(ends).collect())
}

/// A period, cut in parts, each cut again.
fn cut(seeded: &mut Seeded, start: u32, end: u32, into: &mut Vec<Choice>) {
    into.push(period(start, end));
    if end - start > 1 && seeded.below(6) > 0 {
        let mut at = start;
        while at < end {
            let next = end.min(at + 1 + below(seeded, (end - start - 1).max(1)));
            if (at, next) != (start, end) {
                cut(seeded, at, next, into);
            }
            at = next;
        }
    }
}

fn cut_periods(seeded: &mut Seeded, days: u32) -> (u32, Vec<Choice>) {
    let mut periods = Vec::new();
    cut(seeded, 0, days, &mut periods);
    (days, periods)
}

fn rolling(seeded: &mut Seeded) -> (u32, Vec<Choice>) {
    let long = 2 + below(seeded, 3);
    let mut periods: Vec<Choice> = (0..6).map(|day| period(day, day + 1)).collect();
    periods.extend((0..=6 - long).map(|start| period(start, start + long)));
    (6, periods)
}

impl World {
    pub(super) fn new(seeded: &mut Seeded, shape: Shape) -> Self {
        let nested = || (2, vec![period(0, 2), period(1, 2)]);
        let dimensions = match shape {
            Shape::ChannelsByCreators => vec![channels(), creators(1, true)],
            Shape::CreatorsByPeriods => vec![creators(2, true), nested()],
            Shape::CreatorsByProducts => vec![creators(1, true), products(2)],
            Shape::CreatorsByProductsByPeriods => vec![creators(1, true), products(1), nested()],
            Shape::NamedCreators => vec![creators(2 + below(seeded, 5), false)],
            Shape::ChannelsByPeriods => vec![channels(), nested()],
            Shape::Periods => vec![any_periods(3 + below(seeded, 4))],
            Shape::Cut => vec![cut_periods(seeded, 6)],
            Shape::CutByCreators => vec![cut_periods(seeded, 3), creators(1, true)],
            Shape::Rolling => vec![rolling(seeded)],
            Shape::ChannelSets => vec![channel_sets(), creators(1, true)],
            Shape::ChannelSetsByDays => vec![channel_sets(), any_periods(2)],
        };
        let mut groups = vec![Asked { of: Population::new(Audience::Viewers, day(0), day(1)), cells: 1 }];
        let mut width = 1;
        for (values, choices) in dimensions {
            let mut next = Vec::new();
            for group in &groups {
                for choice in &choices {
                    let mut of = group.of.clone();
                    (choice.narrow)(&mut of);
                    // Cells of before, each once for every value of this dimension that counts.
                    let cells = (0..values).filter(|value| choice.values & 1 << value != 0);
                    let cells =
                        cells.fold(0_u16, |cells, value| cells | u16::from(group.cells) << (value * width));
                    next.push(Asked { of, cells: u8::try_from(cells).unwrap() });
                }
            }
            (groups, width) = (next, width * values);
        }
        let bound = 2 + seeded.below(9) as u64;
        // Some worlds have users who are hardly ever in two cells, some have users who mostly are.
        let again = seeded.below(5);
        let favoured: Vec<usize> = (0..3).map(|_| seeded.below(width as usize)).collect();
        let people = (0..bound * (3 + seeded.below(30) as u64)).map(|_| {
            let mut cells = 0_u8;
            loop {
                let any = seeded.below(width as usize);
                cells |= 1 << if seeded.below(3) > 0 { seeded.one(&favoured) } else { any };
                if seeded.below(8) >= again {
                    return cells;
                }
            }
        });
        Self { groups, people: people.collect(), bound, shape }
    }
    /// How many users a group has.
    pub(super) fn users(&self, group: usize) -> u64 {
        self.of_cells(self.groups[group].cells)
    }
    pub(super) fn of_cells(&self, cells: u8) -> u64 {
        self.people.iter().filter(|user| **user & cells != 0).count() as u64
    }
}
