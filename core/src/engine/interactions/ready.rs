//! Columns of which every row can be taken, as plain codes that a load runs over.
use std::ops::Range;

use super::super::figures::ChannelPart;
use super::super::parallel;
use super::codes::NONE;
use super::row::{Kind, Place};
use super::slices::{CodeSlice, DayColumns, Slices, UNKNOWN};
use super::table::cut;
use crate::fact::{Act, Channel};

/// What a batch lacks to be run over column by column: its kinds, and the columns that are not codes as they lie.
#[derive(Debug)]
pub(super) struct Ready {
    kinds: Vec<u8>,
    creators: Option<Vec<u32>>,
    users: Option<Vec<u32>>,
    contents: Option<Vec<u32>>,
    products: Option<Vec<u32>>,
    shops: Option<Vec<u32>>,
}

/// What rows of a kind may carry.
#[derive(Debug, Clone, Copy, Default)]
struct May {
    quantity: bool,
    amount: bool,
    content: bool,
}

/// No kind: an act or channel that nobody knows, or an act that cannot be done there.
const NO_KIND: u8 = u8::MAX;

fn may() -> [May; 256] {
    let mut table = [May::default(); 256];
    for act in Act::ALL {
        for place in 0..12 {
            let kind = Kind::new(*act, Place::numbered(place));
            let content = matches!(kind.place().part(), ChannelPart::Live | ChannelPart::Video);
            if let Some(entry) = table.get_mut(kind.number()) {
                *entry = May { quantity: act.has_quantity(), amount: act.has_amount(), content };
            }
        }
    }
    table
}

/// The kind of each act and channel by their codes: `table[act << 8 | channel]`.
fn kinds_of(slices: &Slices<'_>) -> Vec<u8> {
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
            *entry = u8::try_from(Kind::new(act, Place::numbered(place)).number()).unwrap_or(NO_KIND);
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
        let (table, may) = (kinds_of(slices), may());
        let kinds = parallel::map(cut(0..slices.at.len()), |piece| kinds(slices, piece, &table));
        let kinds: Option<Vec<Vec<u8>>> = kinds.into_iter().collect();
        let ready = Self {
            kinds: kinds?.concat(),
            creators: creators(slices),
            users: made(Some(slices.users)),
            contents: made(slices.contents),
            products: made(slices.products),
            shops: made(slices.shops),
        };
        let good = parallel::map(cut(0..slices.at.len()), |piece| {
            ready.columns(slices, piece, 0).is_some_and(|columns| is_good(&columns, &may, times))
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
            users: codes(&self.users, Some(slices.users))?,
            contents: codes(&self.contents, slices.contents),
            products: codes(&self.products, slices.products),
            shops: codes(&self.shops, slices.shops),
            quantities: slices.quantities.and_then(|column| column.get(rows.clone())),
            amounts: slices.amounts.and_then(|column| column.get(rows.clone())),
        })
    }
}

/// Whether all rows can be taken.
fn is_good(columns: &DayColumns<'_>, may: &[May; 256], times: &Range<i64>) -> bool {
    let of = |kind: &u8| may.get(usize::from(*kind)).copied().unwrap_or_default();
    let told = |codes: &[u32]| codes.iter().all(|code| *code != NONE);
    let (quantities, amounts) = (columns.quantities.unwrap_or_default(), columns.amounts.unwrap_or_default());
    let contents = columns.contents.unwrap_or_default();
    columns.at.iter().all(|at| times.contains(at))
        && told(columns.users)
        && told(columns.creators)
        && quantities.iter().zip(columns.kinds).all(|(quantity, kind)| *quantity == 0 || of(kind).quantity)
        && amounts
            .iter()
            .zip(columns.kinds)
            .all(|(amount, kind)| *amount == 0 || (*amount > 0 && of(kind).amount))
        && contents.iter().zip(columns.kinds).all(|(content, kind)| *content == NONE || of(kind).content)
}

/// The kinds of a piece; none where a row has none.
fn kinds(slices: &Slices<'_>, piece: Range<usize>, table: &[u8]) -> Option<Vec<u8>> {
    let acts = slices.acts.get(piece.clone())?;
    let kind = |act: u8, channel: u8| {
        let code = usize::from(act) << 8 | usize::from(channel);
        table.get(code).copied().unwrap_or(NO_KIND)
    };
    let mut kinds: Vec<u8> = match slices.channels {
        // Without a channel every code means none.
        None => acts.iter().map(|act| kind(*act, 0)).collect(),
        Some(channels) => {
            let channels = channels.get(piece.clone())?;
            acts.iter().zip(channels).map(|(act, channel)| kind(*act, *channel)).collect()
        }
    };
    if kinds.contains(&NO_KIND) {
        return None;
    }
    if let Some(affiliations) = slices.affiliations {
        for (kind, code) in kinds.iter_mut().zip(affiliations.get(piece)?) {
            let adds = slices.affiliation_of.get(usize::from(*code)).copied().unwrap_or(UNKNOWN);
            if adds == UNKNOWN {
                return None;
            }
            *kind = kind.saturating_add(adds);
        }
    }
    Some(kinds)
}

/// The numbers of creators; nothing where the codes are such already.
fn creators(slices: &Slices<'_>) -> Option<Vec<u32>> {
    let own = slices.creators;
    if slices.creator_of.is_empty() {
        return made(Some(own));
    }
    let made = parallel::map(cut(0..own.codes.len()), |piece| -> Vec<u32> {
        let number = |code: &u32| slices.creator_of.get(*code as usize).copied().unwrap_or(NONE);
        match own.told {
            None => own.codes.get(piece).unwrap_or_default().iter().map(number).collect(),
            Some(_) => piece.map(|row| number(&own.get(row))).collect(),
        }
    });
    Some(made.concat())
}
