//! The scan over acts: runs that may not be seen are skipped whole, sums come of runs, and only users and finer
//! groupings read rows.
use std::collections::BTreeSet;

use super::super::interactions::KnownDay;
use super::super::parallel;
use super::frame::{Frame, What};
use super::key::Key;
use super::piece::Piece;
use crate::time::Day;
use crate::value::UndefinedReason;

/// What the acts of a frame come to.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) keys: Vec<Key>,
    /// Sums by column and group; unique users and subjects counted.
    pub(super) sums: Vec<Vec<i128>>,
    /// Columns of groups that are no number.
    pub(super) broken: BTreeSet<(u32, usize, UndefinedReason)>,
    /// The one creator of each group; `NONE` where there are several.
    pub(super) owners: Vec<u32>,
    /// Rows that lack what is grouped by: content, product, shop.
    pub(super) lacking: [u64; 3],
    /// Rows whose creator nobody knows.
    pub(super) unknown: u64,
    pub(super) strangers: BTreeSet<u32>,
}

/// How many of each group's pairs are distinct, or come `least` times or more.
#[expect(clippy::indexing_slicing, reason = "places come of counting the same pairs")]
#[expect(clippy::cast_possible_truncation, reason = "a pair is a group and a code of 32 bits each")]
fn count(pairs: &[u64], least: u32, groups: usize) -> Vec<i128> {
    // Laid out by group first, so that what has to be sorted is short.
    let mut starts = vec![0_usize; groups + 2];
    for pair in pairs {
        starts[(pair >> 32) as usize + 2] += 1;
    }
    for group in 1..starts.len() {
        starts[group] += starts[group - 1];
    }
    let mut codes = vec![0_u32; pairs.len()];
    for pair in pairs {
        let next = &mut starts[(pair >> 32) as usize + 1];
        codes[*next] = *pair as u32;
        *next += 1;
    }
    let distinct = |ends: &[usize]| {
        let own = &mut codes[ends[0]..ends[1]];
        own.sort_unstable();
        own.chunk_by(|a, b| a == b).filter(|same| same.len() >= least as usize).count() as i128
    };
    starts.windows(2).take(groups).map(distinct).collect()
}

/// Days in pieces of about as many rows each, in order.
fn pieces(days: Vec<(Day, &KnownDay)>) -> Vec<Vec<(Day, &KnownDay)>> {
    let rows = |known: &KnownDay| known.parts.iter().map(|part| part.len()).sum::<usize>();
    let all: usize = days.iter().map(|(_, known)| rows(known)).sum();
    let share = all.div_ceil(parallel::pieces()).max(1);
    let mut pieces: Vec<Vec<(Day, &KnownDay)>> = Vec::new();
    let mut taken = usize::MAX;
    for (day, known) in days {
        if taken >= share {
            pieces.push(Vec::new());
            taken = 0;
        }
        taken = taken.saturating_add(rows(known));
        if let Some(piece) = pieces.last_mut() {
            piece.push((day, known));
        }
    }
    pieces
}

/// What the acts of a frame come to, column by column, with the users and products behind what is counted.
#[derive(Debug, Default)]
pub(super) struct Apart {
    pub(super) keys: Vec<Key>,
    /// Sums by column and group, beside whether any row told them.
    pub(super) sums: Vec<Vec<i128>>,
    pub(super) told: Vec<Vec<bool>>,
    /// Group and user, or group and product, in order, once for each row.
    pub(super) pairs: Vec<Vec<u64>>,
    pub(super) broken: BTreeSet<(u32, usize, UndefinedReason)>,
}

/// Scans the acts of a frame whose columns are told each for itself.
pub(super) fn scan_apart(frame: &Frame<'_, '_>) -> Apart {
    let Some(piece) = gather(frame) else { return Apart::default() };
    let sorted = |mut pairs: Vec<u64>| {
        pairs.sort_unstable();
        pairs
    };
    Apart {
        keys: piece.lookup.keys,
        sums: piece.sums,
        told: piece.told,
        pairs: parallel::map(piece.pairs, sorted),
        broken: piece.broken,
    }
}

/// Takes all acts of a frame; none where there is no day.
fn gather<'f, 'q, 'a>(frame: &'f Frame<'q, 'a>) -> Option<Piece<'f, 'q, 'a>> {
    let end = frame.window.end.unwrap_or(frame.window.start);
    let days: Vec<(Day, &KnownDay)> = frame.view.acts.days(frame.window.start, end).collect();
    let pieces = pieces(days);
    let bucket = |day: Option<&(Day, &KnownDay)>| day.and_then(|(day, _)| frame.bucket_of(*day));
    let ends: Vec<_> = pieces.iter().map(|days| (bucket(days.first()), bucket(days.last()))).collect();
    let apart = ends.windows(2).all(|ends| matches!(ends, [(_, last), (first, _)] if last < first));
    let scanned = parallel::map(pieces, |days| {
        let mut piece = Piece::new(frame);
        for (day, known) in days {
            piece.take_day(day, known);
        }
        piece
    });
    let mut scanned = scanned.into_iter();
    let mut piece = scanned.next()?;
    // Pieces that share no stretch of time share no key.
    scanned.for_each(|other| if apart { piece.append(other) } else { piece.join(other) });
    piece.make_room();
    Some(piece)
}

/// Scans the acts of a frame.
pub(super) fn scan(frame: &Frame<'_, '_>) -> Scanned {
    let Some(mut piece) = gather(frame) else {
        return Scanned { sums: vec![Vec::new(); frame.columns.len()], ..Scanned::default() };
    };
    let groups = piece.lookup.keys.len();
    let jobs = frame.columns.iter().zip(std::mem::take(&mut piece.pairs)).enumerate();
    let jobs = jobs.filter(|(_, (_, pairs))| !pairs.is_empty()).map(|(place, (column, pairs))| {
        let least = match column.what {
            What::Engaged(least) => least,
            What::Measure(_) => 1,
        };
        (place, pairs, least)
    });
    let counted =
        parallel::map(jobs.collect(), |(place, pairs, least)| (place, count(&pairs, least, groups)));
    for (place, counts) in counted {
        if let Some(sums) = piece.sums.get_mut(place) {
            *sums = counts;
        }
    }
    Scanned {
        keys: piece.lookup.keys,
        sums: piece.sums,
        broken: piece.broken,
        owners: piece.owners,
        lacking: piece.lacking,
        unknown: piece.unknown,
        strangers: piece.strangers,
    }
}
