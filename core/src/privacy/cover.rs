//! Which extents of one dimension are covered by two others: where none is, only nested groups have differences.

use rustc_hash::FxHashSet;

use super::area::{Area, Areas, DIMENSIONS, Extent};
use super::shown::Member;

/// Extents by dimension.
type Extents = FxHashSet<(usize, Extent)>;

/// What can cover, and what can be covered, among known groups.
#[derive(Debug, Default)]
pub(super) struct Covers {
    wholes: Extents,
    parts: Extents,
}

impl Covers {
    pub(super) fn new(areas: &Areas<'_>, known: &[Member]) -> Self {
        let mut covers = Self::default();
        for dimension in 0..DIMENSIONS {
            let mut extents: Vec<Extent> =
                known.iter().filter_map(|member| member.area.get(dimension).copied()).collect();
            extents.sort_unstable();
            extents.dedup();
            for whole in &extents {
                let cutting = || {
                    extents.iter().filter(|part| areas.meet(**part, *whole) && !areas.holds(**part, *whole))
                };
                if covered(areas, *whole, cutting) {
                    covers.wholes.insert((dimension, *whole));
                    covers.parts.extend(cutting().map(|part| (dimension, *part)));
                }
            }
        }
        covers
    }
    pub(super) fn is_empty(&self) -> bool {
        self.wholes.is_empty()
    }
    pub(super) fn is_whole(&self, area: &Area) -> bool {
        area.iter().enumerate().any(|(dimension, extent)| self.wholes.contains(&(dimension, *extent)))
    }
    pub(super) fn is_part(&self, area: &Area) -> bool {
        area.iter().enumerate().any(|(dimension, extent)| self.parts.contains(&(dimension, *extent)))
    }
}

fn covered<'e, I: Iterator<Item = &'e Extent>>(
    areas: &Areas<'_>,
    whole: Extent,
    cutting: impl Fn() -> I,
) -> bool {
    match whole {
        Extent::All | Extent::One(_) | Extent::Rank(_) => false,
        Extent::Few(_) | Extent::Channels(_) => {
            cutting().any(|a| cutting().any(|b| areas.cover(*a, *b, whole)))
        }
        Extent::Days(start, end) => {
            // The left one that reaches furthest, and the right one that begins first.
            let days =
                |one: &Extent| if let Extent::Days(from, to) = one { Some((*from, *to)) } else { None };
            let left = cutting().filter_map(days).filter(|(from, _)| *from <= start).map(|(_, to)| to).max();
            let right = cutting().filter_map(days).filter(|(_, to)| end <= *to).map(|(from, _)| from).min();
            left.zip(right).is_some_and(|(to, from)| from <= to)
        }
    }
}
