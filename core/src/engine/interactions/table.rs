use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::super::parallel;
use super::super::versions::Outcome;
use super::build::Scratch;
use super::codes::{Codes, NONE, Refs};
use super::columns::{ColumnError, InteractionColumns};
use super::days::DayStarts;
use super::encode::Encoded;
use super::keyed::{Keyed, KeyedDay, KeyedRow};
use super::part::Part;
use super::ready::Ready;
use super::row::Row;
use super::scatter::{ByDay, ThinByDay};
use super::slices::{DaySource, Slices};
use crate::fact::Rejection;
use crate::time::{Calendar, Day, Instant};

/// The codes of all ids.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dictionaries {
    /// The creators that rows name.
    pub(crate) refs: Refs,
    /// Their names, before it is known what sort of name they are.
    pub(super) names: Codes,
    pub(crate) users: Codes,
    /// Rooms and videos: the channel of a row says which.
    pub(crate) contents: Codes,
    pub(crate) products: Codes,
    pub(crate) shops: Codes,
    pub(super) events: Codes,
}

/// The table of acts: days of clustered parts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interactions {
    pub(crate) ids: Dictionaries,
    /// Acts without an id, by when they were first observed.
    pub(super) days: BTreeMap<Day, Vec<Arc<Part>>>,
    pub(super) keyed: Keyed,
    pub(super) keyed_days: BTreeMap<Day, KeyedDay>,
}

/// What became of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) accepted: u64,
    pub(crate) replaced: u64,
    pub(crate) duplicate: u64,
    pub(crate) superseded: u64,
    /// The rows that contradict another of the same id and moment.
    pub(crate) conflicting: Vec<u64>,
}

/// A day as it is known at a moment.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownDay {
    pub(crate) parts: Vec<Arc<Part>>,
    /// Rows that contradict others.
    pub(crate) conflicts: Vec<Row>,
}

impl KnownDay {
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.conflicts.is_empty()
    }
}

/// The most rows of one load.
const MOST: usize = 4_000_000_000;

/// Which rows of a batch are another's business, and what its rows are called; none and in order by default.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Share<'a> {
    /// Rows to pass over.
    pub(crate) skip: Option<&'a [bool]>,
    /// The number of each row in the load.
    pub(crate) numbers: Option<&'a [u64]>,
}

impl Share<'_> {
    fn skips(&self, row: usize) -> bool {
        self.skip.is_some_and(|skip| skip.get(row).copied().unwrap_or(false))
    }
    /// The number of a row where `before` rows stand before the batch.
    fn number(&self, before: u64, row: usize) -> u64 {
        let given = self.numbers.and_then(|numbers| numbers.get(row)).copied();
        given.unwrap_or_else(|| before.saturating_add(row as u64).saturating_add(1))
    }
}

/// Rows of a load that is about to be kept: nothing of it has been kept yet.
pub(crate) struct Checked<'a> {
    batches: Vec<Encoded<'a>>,
    /// For each batch, as far as told.
    shares: &'a [Share<'a>],
    /// The batches of which every row is taken, and none has an id.
    whole: Vec<Option<Ready>>,
    /// Refused rows: batch, row.
    refused: BTreeSet<(usize, usize)>,
    pub(crate) rejected: Vec<Rejection>,
}

fn times() -> Range<i64> {
    Instant::range()
}

impl Checked<'_> {
    fn share(&self, batch: usize) -> Share<'_> {
        self.shares.get(batch).copied().unwrap_or_default()
    }
    fn takes(&self, batch: usize, row: usize) -> bool {
        if self.refused.is_empty() && self.shares.is_empty() {
            return true;
        }
        let is_refused = !self.refused.is_empty() && self.refused.contains(&(batch, row));
        !is_refused && !self.share(batch).skips(row)
    }
}

impl Interactions {
    /// Gives ids their codes and looks for rows that cannot be taken.
    pub(crate) fn check<'a>(
        &mut self,
        batches: &'a [InteractionColumns<'a>],
        shares: &'a [Share<'a>],
        file: &str,
    ) -> Result<Checked<'a>, ColumnError> {
        let rows = batches.iter().map(|batch| batch.at.len()).fold(0, usize::saturating_add);
        if rows > MOST {
            return Err(ColumnError::TooMany { rows, limit: MOST });
        }
        let encoded = batches.iter().map(|batch| Encoded::new(batch, &mut self.ids));
        let encoded: Vec<Encoded<'a>> = encoded.collect::<Result<_, _>>()?;
        let times = times();
        let (mut refused, mut rejected, mut whole) = (BTreeSet::new(), Vec::new(), Vec::new());
        let mut before = 0_u64;
        for (place, batch) in encoded.iter().enumerate() {
            let slices = batch.slices();
            let share = shares.get(place).copied().unwrap_or_default();
            let is_mixed = batch.has_bad_ids() || share.skip.is_some();
            let ready = if is_mixed { None } else { Ready::new(&slices, &times) };
            for row in if ready.is_some() { 0..0 } else { 0..slices.at.len() } {
                if share.skips(row) {
                    continue;
                }
                if let Some(error) = batch.why(row, &times) {
                    refused.insert((place, row));
                    let number = share.number(before, row);
                    rejected.push(Rejection { file: file.to_owned(), row: number, error });
                }
            }
            whole.push(ready.filter(|_| slices.events.is_none()));
            before = before.saturating_add(slices.at.len() as u64);
        }
        Ok(Checked { batches: encoded, shares, whole, refused, rejected })
    }

    /// Keeps the rows of a load, in any order, twice too (SRC-7).
    pub(crate) fn keep(&mut self, checked: &Checked<'_>, observed_at: Instant, calendar: Calendar) -> Taken {
        let slices: Vec<Slices<'_>> = checked.batches.iter().map(Encoded::slices).collect();
        let taken = |batch: usize, row: usize| checked.takes(batch, row);
        let Some(days) = span(&checked.whole, &slices, calendar, &taken) else { return Taken::default() };
        let mut result = self.keep_events(checked, &slices, &days, observed_at);
        let refs = self.ids.refs.len();
        let mut columns: Vec<(&Slices<'_>, &Ready, Vec<usize>)> = Vec::new();
        let (mut thin, mut loose): (Vec<ThinByDay>, Vec<ByDay>) = (Vec::new(), Vec::new());
        for (place, batch) in slices.iter().enumerate() {
            match checked.whole.get(place).and_then(Option::as_ref) {
                Some(ready) if ready.span.sorted => columns.push((batch, ready, bounds(batch.at, &days))),
                Some(ready) if ThinByDay::takes(refs) => {
                    let made = parallel::map(ThinByDay::cut(batch.at.len()), |piece| {
                        ThinByDay::new(batch, ready, piece, &days)
                    });
                    thin.extend(made.into_iter().flatten());
                }
                _ => {
                    let keep = |row: usize| {
                        taken(place, row) && batch.events.is_none_or(|events| events.get(row) == NONE)
                    };
                    loose.extend(parallel::map(cut(0..batch.at.len()), |piece| {
                        ByDay::new(batch, piece, &days, keep)
                    }));
                }
            }
        }
        let jobs = (0..days.len()).filter_map(|place| {
            let mut sources: Vec<DaySource<'_>> = Vec::new();
            for (slices, ready, bounds) in &columns {
                let (first, end) = (*bounds.get(place)?, *bounds.get(place.saturating_add(1))?);
                if first < end {
                    sources.push(DaySource::Columns(ready.columns(slices, first..end, days.start(place))?));
                }
            }
            sources.extend(thin.iter().filter_map(|thin| thin.day(place)).map(DaySource::Thin));
            sources.extend(loose.iter().filter_map(|rows| rows.day(place)).map(DaySource::Rows));
            (!sources.is_empty()).then(|| (days.day(place), sources))
        });
        let known = &self.days;
        let built =
            parallel::map_with(jobs.collect::<Vec<_>>(), Scratch::default, |scratch, (day, sources)| {
                match known.get(&day) {
                    None => {
                        let part = Part::build(observed_at, &sources, refs, scratch);
                        let rows = part.len() as u64;
                        (day, vec![Arc::new(part)], rows, 0)
                    }
                    Some(parts) => {
                        let rows = sources.iter().flat_map(DaySource::rows);
                        let (parts, accepted, duplicate) = merge(parts, rows.collect(), observed_at);
                        (day, parts, accepted, duplicate)
                    }
                }
            });
        for (day, parts, accepted, duplicate) in built {
            self.days.insert(day, parts);
            result.accepted = result.accepted.saturating_add(accepted);
            result.duplicate = result.duplicate.saturating_add(duplicate);
        }
        result
    }

    fn keep_events(
        &mut self,
        checked: &Checked<'_>,
        slices: &[Slices<'_>],
        days: &DayStarts,
        observed_at: Instant,
    ) -> Taken {
        let mut result = Taken::default();
        let (mut touched, mut before) = (BTreeSet::new(), 0_u64);
        for (place, batch) in slices.iter().enumerate() {
            if let Some(events) = batch.events {
                for (row, at) in batch.at.iter().enumerate().filter(|(row, _)| checked.takes(place, *row)) {
                    let event = events.get(row);
                    if event == NONE {
                        continue;
                    }
                    let day = days.find(*at);
                    let known = KeyedRow { day: days.day(day), row: batch.row(row, days.start(day)) };
                    match self.keyed.keep(event, observed_at, known, &mut touched) {
                        Outcome::Accepted => result.accepted += 1,
                        Outcome::Replaced => result.replaced += 1,
                        Outcome::Duplicate => result.duplicate += 1,
                        Outcome::Superseded => result.superseded += 1,
                        Outcome::Conflicting => {
                            result.conflicting.push(checked.share(place).number(before, row));
                        }
                    }
                }
            }
            before = before.saturating_add(batch.at.len() as u64);
        }
        self.rebuild(touched);
        result
    }

    pub(super) fn rebuild(&mut self, touched: BTreeSet<Day>) {
        for day in touched {
            let known = self.keyed.day(day, None);
            if known.part.is_none() && known.conflicts.is_empty() {
                self.keyed_days.remove(&day);
            } else {
                self.keyed_days.insert(day, known);
            }
        }
    }

    /// The days that have rows, first to last.
    pub(crate) fn all_days(&self) -> BTreeSet<Day> {
        self.days.keys().copied().chain(self.keyed.days()).collect()
    }

    /// A day as it is known at a moment.
    pub(crate) fn day(&self, day: Day, known_at: Option<Instant>) -> KnownDay {
        let known = |part: &&Arc<Part>| known_at.is_none_or(|known_at| part.observed_at <= known_at);
        let mut parts: Vec<Arc<Part>> =
            self.days.get(&day).into_iter().flatten().filter(known).cloned().collect();
        let keyed = match known_at {
            None => self.keyed_days.get(&day).cloned().unwrap_or_default(),
            Some(_) => self.keyed.day(day, known_at),
        };
        parts.extend(keyed.part);
        KnownDay { parts, conflicts: keyed.conflicts }
    }

    /// Every row without an id: its day, when it was first observed, and the row.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (Day, Instant, Row)> + '_ {
        self.days.iter().flat_map(|(day, parts)| {
            parts.iter().flat_map(move |part| part.all().map(move |row| (*day, part.observed_at, row)))
        })
    }
    /// Every observation of a row that has an id.
    pub(crate) fn events(&self) -> impl Iterator<Item = (u32, Instant, Day, Row)> + '_ {
        self.keyed.all().map(|(event, at, known)| (event, at, known.day, known.row))
    }
    /// How many rows without an id, and how many bytes they take.
    pub(crate) fn size(&self) -> (usize, usize) {
        let parts = || self.days.values().flatten();
        (parts().map(|part| part.len()).sum(), parts().map(|part| part.bytes()).sum())
    }
}

/// Pieces of a range, for as many threads as there are.
pub(super) fn cut(range: Range<usize>) -> Vec<Range<usize>> {
    let pieces = parallel::pieces().saturating_mul(2).clamp(1, 64);
    let step = range.len().div_ceil(pieces).max(1);
    let starts = (range.start..range.end).step_by(step);
    starts.map(|start| start..start.saturating_add(step).min(range.end)).collect()
}

/// The days from the first to the last row that is taken.
fn span(
    whole: &[Option<Ready>],
    slices: &[Slices<'_>],
    calendar: Calendar,
    taken: &(impl Fn(usize, usize) -> bool + Sync),
) -> Option<DayStarts> {
    let mut all: Option<(i64, i64)> = None;
    let mut take = |first: i64, last: i64| {
        all = Some(all.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
    };
    for (place, batch) in slices.iter().enumerate() {
        if let Some(ready) = whole.get(place).and_then(Option::as_ref) {
            if !batch.at.is_empty() {
                take(ready.span.first, ready.span.last);
            }
            continue;
        }
        let ends = parallel::map(cut(0..batch.at.len()), |piece| {
            let rows = piece.into_iter().filter(|row| taken(place, *row));
            let at = rows.filter_map(|row| batch.at.get(row).copied());
            at.fold(None, |ends: Option<(i64, i64)>, at| {
                Some(ends.map_or((at, at), |(first, last)| (first.min(at), last.max(at))))
            })
        });
        for (first, last) in ends.into_iter().flatten() {
            take(first, last);
        }
    }
    let (first, last) = all?;
    Some(DayStarts::between(calendar, Instant::of_millis(first), Instant::of_millis(last)))
}

/// Where each day of sorted instants begins.
fn bounds(at: &[i64], days: &DayStarts) -> Vec<usize> {
    (0..=days.len()).map(|place| at.partition_point(|at| *at < days.start(place))).collect()
}

/// Joins rows with those of a day that has some: of equal rows the larger number counts, each observed as early as any
/// load that held so many of them.
pub(super) fn merge(
    parts: &[Arc<Part>],
    mut rows: Vec<Row>,
    observed_at: Instant,
) -> (Vec<Arc<Part>>, u64, u64) {
    let mut known: Vec<(Row, Instant)> =
        parts.iter().flat_map(|part| part.all().map(|row| (row, part.observed_at))).collect();
    known.sort_unstable();
    rows.sort_unstable();
    let mut by_time: BTreeMap<Instant, Vec<Row>> = BTreeMap::new();
    let (mut accepted, mut duplicate) = (0_u64, 0_u64);
    let (mut known, mut rows) = (known.into_iter().peekable(), rows.into_iter().peekable());
    loop {
        let next = match (known.peek(), rows.peek()) {
            (Some((a, _)), Some(b)) => *a.min(b),
            (Some((row, _)), None) | (None, Some(row)) => *row,
            (None, None) => break,
        };
        let mut given = 0_u64;
        while rows.next_if_eq(&next).is_some() {
            given += 1;
        }
        let mut had = 0_u64;
        while let Some((row, at)) = known.next_if(|(row, _)| *row == next) {
            let at = if had < given { at.min(observed_at) } else { at };
            by_time.entry(at).or_default().push(row);
            had += 1;
        }
        for _ in had..given {
            by_time.entry(observed_at).or_default().push(next);
        }
        accepted += given.saturating_sub(had);
        duplicate += given.min(had);
    }
    let parts = by_time.into_iter().map(|(at, rows)| Arc::new(Part::of_rows(at, rows)));
    (parts.collect(), accepted, duplicate)
}
