use std::collections::{BTreeMap, BTreeSet};

use crate::time::{Day, Window, WindowSet};

/// Which whole windows answer a period (SRC-12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tiling {
    /// These, disjoint, together all covered days of the period.
    Whole(BTreeSet<(Day, Day)>),
    /// A window cuts the period and nothing finer takes its place: the windows there are.
    Cut(Vec<(Day, Day)>),
}

/// Picks disjoint whole windows inside `[start, end)` that cover every day of it that any window covers; the finest
/// such choice, since days inside a span take precedence over it.
pub(super) fn tile(windows: &BTreeSet<(Day, Day)>, start: Day, end: Day) -> Tiling {
    let touching: Vec<(Day, Day)> =
        windows.iter().copied().filter(|(from, to)| *from < end && start < *to).collect();
    let clipped =
        touching.iter().map(|(from, to)| Window { start: (*from).max(start), end: Some((*to).min(end)) });
    let covered: WindowSet<Day> = clipped.collect();
    let mut chosen = BTreeSet::new();
    for run in covered.windows() {
        let run_end = run.end.unwrap_or(end);
        match tile_run(&touching, run.start, run_end) {
            Some(pieces) => chosen.extend(pieces),
            None => return Tiling::Cut(touching),
        }
    }
    Tiling::Whole(chosen)
}

/// The most pieces that make up `[start, end)` exactly; of equals the one whose first piece is shortest.
fn tile_run(windows: &[(Day, Day)], start: Day, end: Day) -> Option<Vec<(Day, Day)>> {
    // From the end backwards: for each day from which the rest can be made up, how many pieces, and the first of them.
    let mut best: BTreeMap<Day, (usize, Option<(Day, Day)>)> = BTreeMap::from([(end, (0, None))]);
    for window in windows.iter().rev().filter(|(from, to)| start <= *from && *to <= end) {
        let Some((rest, _)) = best.get(&window.1).copied() else { continue };
        let pieces = rest.saturating_add(1);
        let better = best.get(&window.0).is_none_or(|(known, first)| {
            pieces > *known || (pieces == *known && first.is_some_and(|first| window.1 < first.1))
        });
        if better {
            best.insert(window.0, (pieces, Some(*window)));
        }
    }
    let mut pieces = Vec::new();
    let mut at = start;
    while at < end {
        let (_, first) = best.get(&at)?;
        let first = (*first)?;
        pieces.push(first);
        at = first.1;
    }
    Some(pieces)
}
