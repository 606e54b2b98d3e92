//! An attacker, who shares no code with what is attacked.
//!
//! Users are told apart by the cells they were in, and it is not known who was where: a set of users is a set of
//! *footprints*, 255 of them for eight cells. A group has the footprints that touch its cells. From two sets of which one
//! holds the other comes their difference, from two without a common footprint their union, and so on as long as anything new comes.
use std::collections::{BTreeSet, HashSet};

use super::world::World;

/// A set of footprints.
type Set = [u64; 4];

/// More sets than this are not formed.
const SETS: usize = 3_000;

pub(super) struct Attacker<'a> {
    pub(super) world: &'a World,
}

fn holds(a: &Set, b: &Set) -> bool {
    a.iter().zip(b).all(|(a, b)| b & !a == 0)
}

fn apart(a: &Set, b: &Set) -> bool {
    a.iter().zip(b).all(|(a, b)| a & b == 0)
}

fn both(a: &Set, b: &Set, f: fn(u64, u64) -> u64) -> Set {
    [f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2]), f(a[3], b[3])]
}

fn touching(cells: u8) -> Set {
    let mut set = Set::default();
    for footprint in 1..=255_u8 {
        if footprint & cells != 0 {
            set[usize::from(footprint / 64)] |= 1 << (footprint % 64);
        }
    }
    set
}

impl Attacker<'_> {
    fn size(&self, set: &Set) -> u64 {
        let inside = |user: &&u8| set[usize::from(**user / 64)] & 1 << (**user % 64) != 0;
        self.world.people.iter().filter(inside).count() as u64
    }
    fn few(&self, users: u64) -> bool {
        users > 0 && users <= self.world.bound
    }
    /// What can be read of few users.
    pub(super) fn reads(&self, shown: &BTreeSet<usize>, asked: &BTreeSet<usize>) -> Option<String> {
        self.forms(shown).or_else(|| self.adds_up(shown, asked)).or_else(|| self.counts_twice(shown))
    }
    /// Two groups less two others, or one, that is nowhere below nothing: of few users, some of them twice.
    fn counts_twice(&self, shown: &BTreeSet<usize>) -> Option<String> {
        let cells: Vec<(u8, u64)> =
            shown.iter().map(|group| (self.world.groups[*group].cells, self.world.users(*group))).collect();
        let touches = |footprint: u8, cells: u8| i32::from(footprint & cells != 0);
        let none = std::iter::once(&(0, 0));
        for (at, a) in cells.iter().enumerate() {
            for b in &cells[at..] {
                for x in &cells {
                    for t in cells.iter().chain(none.clone()) {
                        let users = (a.1 + b.1).saturating_sub(x.1 + t.1);
                        let whole = |footprint: u8| {
                            touches(footprint, a.0) + touches(footprint, b.0)
                                >= touches(footprint, x.0) + touches(footprint, t.0)
                        };
                        if self.few(users) && (1..=255).all(whole) {
                            return Some(format!("{users} times a user in {a:?} + {b:?} - {x:?} - {t:?}"));
                        }
                    }
                }
            }
        }
        None
    }
    /// Every union and every difference that is one whoever was where.
    fn forms(&self, shown: &BTreeSet<usize>) -> Option<String> {
        let mut formed: Vec<Set> = Vec::new();
        let mut known: HashSet<Set> = HashSet::new();
        for group in shown {
            let set = touching(self.world.groups[*group].cells);
            if known.insert(set) {
                formed.push(set);
            }
        }
        let mut next = 0;
        while next < formed.len() {
            for other in 0..next {
                let (a, b) = (formed[next], formed[other]);
                let mut new = Vec::new();
                if holds(&a, &b) {
                    new.push(both(&a, &b, |a, b| a & !b));
                } else if holds(&b, &a) {
                    new.push(both(&a, &b, |a, b| b & !a));
                } else if apart(&a, &b) {
                    new.push(both(&a, &b, |a, b| a | b));
                }
                for set in new {
                    if set != Set::default() && formed.len() < SETS && known.insert(set) {
                        let size = self.size(&set);
                        if self.few(size) {
                            return Some(format!("{size} users, after {} sets", formed.len()));
                        }
                        formed.push(set);
                    }
                }
            }
            next += 1;
        }
        None
    }
    /// Sums of parts of a group that are disjoint in one dimension, where it is not known that they share more than a few users.
    fn adds_up(&self, shown: &BTreeSet<usize>, asked: &BTreeSet<usize>) -> Option<String> {
        let known: BTreeSet<usize> = shown.union(asked).copied().collect();
        shown.iter().find_map(|whole| {
            let users = self.world.users(*whole);
            (0..4).find_map(|dimension| {
                let parts = |of: &BTreeSet<usize>| -> Vec<usize> {
                    of.iter().copied().filter(|part| self.is_part(*whole, *part, dimension)).collect()
                };
                let most = self.sums(&parts(&known), 0, 0).into_iter().max().unwrap_or(0);
                if most > users + self.world.bound {
                    return None;
                }
                let sums = self.sums(&parts(shown), 0, 0);
                let few = sums.into_iter().find(|sum| *sum > 0 && self.few(sum.abs_diff(users)))?;
                Some(format!("{users} users of {whole} and {few} in its parts by {dimension}"))
            })
        })
    }
    /// Whether one group is a part of another in this dimension, and the same in the others: of the sets a single one.
    fn is_part(&self, whole: usize, part: usize, dimension: usize) -> bool {
        let (whole, part) = (&self.world.groups[whole].of, &self.world.groups[part].of);
        let same = [
            whole.channels == part.channels
                || whole.channels.is_none() && part.channels.as_ref().is_some_and(|some| some.len() == 3)
                || part.channels.is_none() && whole.channels.as_ref().is_some_and(|some| some.len() == 3),
            whole.creators == part.creators,
            whole.products == part.products,
            (whole.start, whole.end) == (part.start, part.end),
        ];
        let within = match dimension {
            0 => part.channels.as_ref().is_some_and(|one| {
                one.len() == 1 && whole.channels.as_ref().is_none_or(|all| all.is_superset(one))
            }),
            1 => part.creators.is_some() && whole.creators.is_none(),
            2 => part.products.is_some() && whole.products.is_none(),
            _ => whole.start <= part.start && part.end <= whole.end,
        };
        within && (0..4).all(|other| same[other] != (other == dimension))
    }
    /// The sums of all families of disjoint parts.
    fn sums(&self, parts: &[usize], cells: u8, sum: u64) -> BTreeSet<u64> {
        let Some((first, rest)) = parts.split_first() else { return BTreeSet::from([sum]) };
        let mut sums = self.sums(rest, cells, sum);
        let own = self.world.groups[*first].cells;
        if own & cells == 0 {
            sums.extend(self.sums(rest, own | cells, sum + self.world.users(*first)));
        }
        sums
    }
}
