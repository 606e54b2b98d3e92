//! Columns of which every row can be taken, as plain codes that a load runs over.
use std::ops::Range;

use super::super::parallel;
use super::codes::NONE;
use super::row::{Kind, Place};
use super::slices::{CodeSlice, DayColumns, Slices, UNKNOWN};
use super::table::cut;
use crate::fact::{Act, Channel};

/// What a batch lacks to be run over column by column: its kinds, and the columns that are not codes as they lie.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) kinds: Vec<u8>,
    pub(super) span: Span,
    creators: Option<Vec<u32>>,
    users: Option<Vec<u32>>,
    contents: Option<Vec<u32>>,
    products: Option<Vec<u32>>,
    shops: Option<Vec<u32>>,
}

/// No kind: an act or channel that nobody knows, or an act that cannot be done there.
const NO_KIND: u16 = u16::MAX;

/// What rows of a kind must not carry, a bit each.
const QUANTITY: u16 = 1 << 8;
const AMOUNT: u16 = 1 << 9;
const CONTENT: u16 = 1 << 10;

/// The kind of each act and channel by their codes, `table[act << 8 | channel]`, beside what such rows must not carry.
fn kinds_of(slices: &Slices<'_>) -> Vec<u16> {
    let mut table = vec![NO_KIND; 1 << 16];
    for (code, entry) in table.iter_mut().enumerate() {
        let (act, channel) = (code >> 8, code & 255);
        let act = slices.act_of.get(act).copied().and_then(Act::of_number);
        let place = slices.place_of.get(channel).copied().unwrap_or(UNKNOWN);
        let told = match place {
            0 => Some(Channel::Live),
            3 => Some(Channel::Video),
            6 => Some(Channel::Card),
            _ => None,
        };
        let fits = |act: &Act| place != UNKNOWN && told.is_none_or(|channel| act.fits(channel));
        if let Some(act) = act.filter(fits) {
            let kind = Kind::new(act, Place::numbered(place));
            let mut must_not = if kind.takes_content() { 0 } else { CONTENT };
            must_not |= if act.has_quantity() { 0 } else { QUANTITY };
            must_not |= if act.has_amount() { 0 } else { AMOUNT };
            *entry = u16::try_from(kind.number()).map_or(NO_KIND, |kind| kind | must_not);
        }
    }
    table
}

/// The codes of a column with none where a row tells none; nothing where they lie so already.
fn made(column: Option<CodeSlice<'_>>) -> Option<Vec<u32>> {
    let column = column.filter(|column| column.told.is_some())?;
    Some((0..column.codes.len()).map(|row| column.get(row)).collect())
}

/// The codes of a column: those that were made, or those that lie there.
fn either<'r>(made: Option<&'r Vec<u32>>, column: Option<CodeSlice<'r>>) -> Option<&'r [u32]> {
    made.map(Vec::as_slice).or(column.map(|column| column.codes))
}

impl Ready {
    /// Makes a batch ready; none where some row cannot be taken.
    pub(super) fn new(slices: &Slices<'_>, times: &Range<i64>) -> Option<Self> {
        let rows = slices.at.len();
        let span = Span::of(slices.at);
        if rows > 0 && !(times.contains(&span.first) && times.contains(&span.last)) {
            return None;
        }
        let mut ready = Self {
            kinds: vec![0; rows],
            span,
            creators: made(Some(slices.creators)),
            users: made(Some(slices.users)),
            contents: made(slices.contents),
            products: made(slices.products),
            shops: made(slices.shops),
        };
        let table = kinds_of(slices);
        let contents = either(ready.contents.as_ref(), slices.contents);
        let users = either(ready.users.as_ref(), Some(slices.users));
        let creators = either(ready.creators.as_ref(), Some(slices.creators));
        let pieces = cut(0..rows);
        let step = pieces.first().map_or(1, Range::len);
        let jobs = pieces.into_iter().zip(ready.kinds.chunks_mut(step)).collect();
        let good = parallel::map(jobs, |(piece, kinds): (Range<usize>, &mut [u8])| {
            let all_told = |codes: Option<&[u32]>| {
                let codes = codes.and_then(|codes| codes.get(piece.clone()));
                codes.is_some_and(|codes| !has_none(codes))
            };
            all_told(users) && all_told(creators) && take_kinds(slices, contents, piece, &table, kinds)
        });
        good.into_iter().all(|good| good).then_some(ready)
    }

    /// The columns of a range of rows, of a day that begins at `start`.
    pub(super) fn columns<'r>(
        &'r self,
        slices: &Slices<'r>,
        rows: Range<usize>,
        start: i64,
    ) -> Option<DayColumns<'r>> {
        let codes = |made: &'r Option<Vec<u32>>, column| either(made.as_ref(), column)?.get(rows.clone());
        Some(DayColumns {
            start,
            at: slices.at.get(rows.clone())?,
            kinds: self.kinds.get(rows.clone())?,
            creators: codes(&self.creators, Some(slices.creators))?,
            creator_of: slices.creator_of,
            users: codes(&self.users, Some(slices.users))?,
            contents: codes(&self.contents, slices.contents),
            products: codes(&self.products, slices.products),
            shops: codes(&self.shops, slices.shops),
            quantities: slices.quantities.and_then(|column| column.get(rows.clone())),
            amounts: slices.amounts.and_then(|column| column.get(rows.clone())),
        })
    }
}

/// The first and the last instant of a column, and whether it is sorted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) sorted: bool,
}

impl Span {
    fn of(at: &[i64]) -> Self {
        let is_sorted = |piece: Range<usize>| {
            at.get(piece.start..piece.end.saturating_add(1).min(at.len())).is_some_and(<[i64]>::is_sorted)
        };
        let sorted = parallel::map(cut(0..at.len()), is_sorted).into_iter().all(|sorted| sorted);
        let (first, last) = (at.first().copied().unwrap_or_default(), at.last().copied().unwrap_or_default());
        if sorted {
            return Self { first, last, sorted };
        }
        let ends = |piece: Range<usize>| {
            let at = at.get(piece).unwrap_or_default().iter();
            at.fold((first, last), |(first, last), at| (first.min(*at), last.max(*at)))
        };
        let ends = parallel::map(cut(0..at.len()), ends).into_iter();
        let (first, last) = ends.fold((first, last), |(a, b), (first, last)| (a.min(first), b.max(last)));
        Self { first, last, sorted }
    }
}

fn has_none(codes: &[u32]) -> bool {
    codes.iter().fold(0, |most: u32, code| most.max(*code)) == NONE
}

/// How many rows are looked at together: their kinds stay at hand.
const BLOCK: usize = 4096;

/// Writes the kinds of a piece; false where a row has none, or carries what it must not.
fn take_kinds(
    slices: &Slices<'_>,
    contents: Option<&[u32]>,
    piece: Range<usize>,
    table: &[u16],
    kinds: &mut [u8],
) -> bool {
    let mut entries: Vec<u16> = Vec::with_capacity(BLOCK);
    let mut first = piece.start;
    kinds.chunks_mut(BLOCK).all(|kinds| {
        let rows = first..first.saturating_add(kinds.len());
        first = rows.end;
        take_block(slices, contents, rows, table, kinds, &mut entries)
    })
}

fn take_block(
    slices: &Slices<'_>,
    contents: Option<&[u32]>,
    rows: Range<usize>,
    table: &[u16],
    kinds: &mut [u8],
    entries: &mut Vec<u16>,
) -> bool {
    let entry = |act: u8, channel: u8| {
        let code = usize::from(act) << 8 | usize::from(channel);
        table.get(code).copied().unwrap_or(NO_KIND)
    };
    let acts = slices.acts.get(rows.clone()).unwrap_or_default();
    entries.clear();
    match slices.channels {
        // Without a channel every code means none.
        None => entries.extend(acts.iter().map(|act| entry(*act, 0))),
        Some(channels) => {
            let channels = channels.get(rows.clone()).unwrap_or_default();
            entries.extend(acts.iter().zip(channels).map(|(act, channel)| entry(*act, *channel)));
        }
    }
    // What is amiss, in the bits of what must not be carried.
    let mut amiss = entries.iter().fold(0, |most: u16, entry| most.max(*entry)) == NO_KIND;
    if let Some(quantities) = slices.quantities.and_then(|column| column.get(rows.clone())) {
        let carried = entries.iter().zip(quantities);
        let carried =
            carried.fold(0, |all, (entry, quantity)| all | (entry & u16::from(*quantity != 0) << 8));
        amiss |= carried & QUANTITY != 0;
    }
    if let Some(amounts) = slices.amounts.and_then(|column| column.get(rows.clone())) {
        let carried = entries.iter().zip(amounts);
        let carried = carried.fold(0, |all, (entry, amount)| all | (entry & u16::from(*amount != 0) << 9));
        amiss |= carried & AMOUNT != 0 || amounts.iter().fold(0, |all, amount| all | *amount) < 0;
    }
    if let Some(contents) = contents.and_then(|column| column.get(rows.clone())) {
        let carried = entries.iter().zip(contents);
        let carried =
            carried.fold(0, |all, (entry, content)| all | (entry & u16::from(*content != NONE) << 10));
        amiss |= carried & CONTENT != 0;
    }
    for (kind, entry) in kinds.iter_mut().zip(entries.iter()) {
        *kind = entry.to_le_bytes()[0];
    }
    if let Some(affiliations) = slices.affiliations {
        for (kind, code) in kinds.iter_mut().zip(affiliations.get(rows).unwrap_or_default()) {
            let adds = slices.affiliation_of.get(usize::from(*code)).copied().unwrap_or(UNKNOWN);
            amiss |= adds == UNKNOWN;
            *kind = kind.saturating_add(adds);
        }
    }
    !amiss
}
