//! Codes of texts: threads share the names out among them by hash, and each looks at every row for its own.
use std::sync::Arc;

use super::super::parallel;
use super::codes::{Codes, NONE, Name, Shard, code_at, own_number};
use super::columns::{Bits, IdValues};
use crate::value::check_id;

/// What one thread finds.
struct Found {
    /// The codes of rows with a name of its own; none for the others.
    codes: Vec<u32>,
    names: Vec<Arc<str>>,
    bad: Vec<(usize, String)>,
    /// One more than the largest number.
    numbers: u32,
}

/// A text that is none: bytes that are no UTF-8.
const NO_TEXT: &str = "\u{fffd}\u{0}";

/// Looks at every row.
struct Looking<'c, 'a> {
    values: &'c IdValues<'a>,
    rows: usize,
    told: Option<Bits<'c>>,
    field: &'static str,
    /// The code of the first new name.
    first: u32,
}

impl<'a> Looking<'_, 'a> {
    /// The bytes that hold a row's text, and where it lies in them.
    #[inline]
    fn text(&self, row: usize) -> Option<(&'a [u8], usize, usize)> {
        match self.values {
            IdValues::Utf8 { offsets, bytes } => {
                let (from, to) = (offsets.get(row)?, offsets.get(row.checked_add(1)?)?);
                Some((bytes, usize::try_from(*from).ok()?, usize::try_from(*to).ok()?))
            }
            IdValues::LargeUtf8 { offsets, bytes } => {
                let (from, to) = (offsets.get(row)?, offsets.get(row.checked_add(1)?)?);
                Some((bytes, usize::try_from(*from).ok()?, usize::try_from(*to).ok()?))
            }
            IdValues::Texts(texts) => texts.get(row).map(|text| (text.as_bytes(), 0, text.len())),
            _ => None,
        }
    }

    /// Gives codes to the rows whose names belong to some tables; `takes_numbers` and texts that are none by one thread.
    fn look(&self, shards: Vec<(usize, &mut Shard)>, takes_rest: bool) -> Found {
        let mut own: [Option<&mut Shard>; super::codes::SHARDS] = Default::default();
        for (place, shard) in shards {
            if let Some(slot) = own.get_mut(place) {
                *slot = Some(shard);
            }
        }
        let mut found =
            Found { codes: vec![NONE; self.rows], names: Vec::new(), bad: Vec::new(), numbers: 0 };
        let mut last: Option<(Name<'_>, u32)> = None;
        for (row, to) in found.codes.iter_mut().enumerate() {
            if self.told.is_some_and(|told| !told.get(row)) {
                continue;
            }
            let text = self.text(row);
            let Some((name, bytes)) =
                text.and_then(|(bytes, from, to)| Some((Name::at(bytes, from, to)?, bytes.get(from..to)?)))
            else {
                if takes_rest {
                    found.bad.push((row, NO_TEXT.to_owned()));
                }
                continue;
            };
            if let Some((known, code)) = last
                && known == name
            {
                *to = code;
                continue;
            }
            if let Some(number) = own_number(bytes) {
                if takes_rest {
                    found.numbers = found.numbers.max(number.saturating_add(1));
                    *to = number;
                }
                continue;
            }
            let Some(Some(shard)) = own.get_mut(name.shard()) else { continue };
            if let Some(code) = shard.find(name) {
                *to = code;
                last = Some((name, code));
                continue;
            }
            let text = std::str::from_utf8(bytes).unwrap_or(NO_TEXT);
            if check_id(self.field, text).is_err() {
                found.bad.push((row, text.to_owned()));
                continue;
            }
            let code = self.first.saturating_add(u32::try_from(found.names.len()).unwrap_or(u32::MAX));
            let code = code.min(NONE - 1);
            let text: Arc<str> = Arc::from(text);
            shard.insert(&text, code);
            found.names.push(text);
            *to = code;
            last = Some((name, code));
        }
        found
    }
}

/// Codes of texts: each new one is checked once. Beside them the rows whose text cannot be taken, in order.
pub(super) fn texts(
    values: &IdValues<'_>,
    rows: usize,
    told: Option<Bits<'_>>,
    field: &'static str,
    codes: &mut Codes,
) -> (Vec<u32>, Vec<(usize, String)>) {
    let first = code_at(codes.names.len());
    let looking = Looking { values, rows, told, field, first };
    // Few rows are not worth a second look at each.
    let threads = if rows < 1 << 10 { 1 } else { parallel::pieces().clamp(1, super::codes::SHARDS) };
    let mut jobs: Vec<Vec<(usize, &mut Shard)>> = (0..threads).map(|_| Vec::new()).collect();
    for (place, shard) in codes.shards.iter_mut().enumerate() {
        if let Some(job) = jobs.get_mut(place % threads) {
            job.push((place, shard));
        }
    }
    let jobs = jobs.into_iter().enumerate().collect();
    let found = parallel::map(jobs, |(job, shards): (usize, Vec<_>)| looking.look(shards, job == 0));
    let mut all: Vec<u32> = Vec::new();
    let (mut bad, mut shift, mut numbers) = (Vec::new(), 0_u32, 0);
    for (job, found) in found.into_iter().enumerate() {
        if job == 0 {
            all = found.codes;
        } else {
            // New names of this thread stand behind those of the threads before.
            for (place, shard) in codes.shards.iter_mut().enumerate() {
                if place % threads == job {
                    shard.shift(first, shift);
                }
            }
            let moved = |code: u32| match code {
                NONE => NONE,
                code if code >= first => code.saturating_add(shift).min(NONE - 1),
                code => code,
            };
            for (to, code) in all.iter_mut().zip(found.codes) {
                *to = (*to).min(moved(code));
            }
        }
        shift = shift.saturating_add(u32::try_from(found.names.len()).unwrap_or(u32::MAX));
        codes.names.extend(found.names);
        bad.extend(found.bad);
        numbers = numbers.max(found.numbers);
    }
    if let Some(most) = numbers.checked_sub(1) {
        codes.met(most);
    }
    bad.sort_unstable();
    (all, bad)
}
