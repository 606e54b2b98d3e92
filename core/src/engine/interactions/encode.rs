//! Columns whose ids become codes, and why a row of them is refused.
use std::borrow::Cow;
use std::ops::Range;

use super::super::parallel;
use super::codes::{Codes, NONE, Refs};
use super::columns::{Bits, ColumnError, IdColumn, IdValues, InteractionColumns, Names, TimeUnit};
use super::slices::{CodeSlice, Slices, UNKNOWN};
use super::table::{Dictionaries, cut};
use super::texts::texts;
use crate::fact::{Act, Affiliation, AliasKind, CellError, Channel, CreatorRef};
use crate::value::{CreatorId, check_id};

/// A column of codes: borrowed where ids are their own codes.
#[derive(Debug)]
struct CodeColumn<'a> {
    codes: Cow<'a, [u32]>,
    told: Option<Bits<'a>>,
    /// The largest code, where it is known.
    largest: Option<u32>,
    /// Rows whose id cannot be taken.
    bad: Vec<(usize, String)>,
}

impl CodeColumn<'_> {
    fn slice(&self) -> CodeSlice<'_> {
        CodeSlice { codes: &self.codes, told: self.told }
    }
    fn problem(&self, column: &str, row: usize, field: &'static str) -> Option<CellError> {
        let place = self.bad.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        let value = self.bad.get(place).map(|(_, value)| value.as_str()).unwrap_or_default();
        let expected =
            check_id(field, value).err().map_or_else(|| "an id".to_owned(), |error| error.to_string());
        Some(CellError::malformed(column, value, &expected))
    }
}

/// A batch whose ids are codes.
#[derive(Debug)]
pub(super) struct Encoded<'a> {
    at: Cow<'a, [i64]>,
    columns: &'a InteractionColumns<'a>,
    act_of: [u8; 256],
    place_of: [u8; 256],
    affiliation_of: [u8; 256],
    creators: CodeColumn<'a>,
    creator_of: Vec<u32>,
    nobody: u32,
    users: CodeColumn<'a>,
    contents: Option<CodeColumn<'a>>,
    products: Option<CodeColumn<'a>>,
    shops: Option<CodeColumn<'a>>,
    events: Option<CodeColumn<'a>>,
}

/// What each small code means.
fn table(names: &Names<'_>, of: impl Fn(&str) -> Option<u8>, absent: u8) -> [u8; 256] {
    let mut table = [UNKNOWN; 256];
    for (entry, name) in table.iter_mut().zip(&names.names) {
        *entry = of(name).unwrap_or(UNKNOWN);
    }
    if let Some(last) = table.last_mut() {
        *last = absent;
    }
    table
}

fn check_length(column: &'static str, length: usize, expected: usize) -> Result<(), ColumnError> {
    if length == expected { Ok(()) } else { Err(ColumnError::Length { column, length, expected }) }
}

fn check(columns: &InteractionColumns<'_>) -> Result<(), ColumnError> {
    let rows = columns.at.len();
    let ids = [
        ("user", Some(&columns.user)),
        ("creator", Some(&columns.creator)),
        ("content", columns.content.as_ref()),
        ("product", columns.product.as_ref()),
        ("shop", columns.shop.as_ref()),
        ("event", columns.event.as_ref()),
    ];
    for (name, column) in ids.into_iter().filter_map(|(name, column)| Some((name, column?))) {
        check_length(name, column.len(), rows)?;
    }
    let names = [
        ("act", Some(&columns.act)),
        ("channel", columns.channel.as_ref()),
        ("affiliation", columns.affiliation.as_ref()),
    ];
    for (name, column) in names.into_iter().filter_map(|(name, column)| Some((name, column?))) {
        check_length(name, column.codes.len(), rows)?;
    }
    if let Some(quantity) = columns.quantity {
        check_length("quantity", quantity.len(), rows)?;
    }
    columns.amount.map_or(Ok(()), |amount| check_length("amount", amount.len(), rows))
}

/// How whole numbers lie in a column.
#[derive(Debug, Clone, Copy)]
struct Lie {
    /// Every number that is told is its own code.
    plain: bool,
    /// Exactly the rows that tell nothing hold the code of nothing: no bit need be asked.
    marked: bool,
    /// One more than the largest that is told.
    numbers: u32,
}

/// Whether exactly the rows that tell nothing hold the code of nothing.
fn is_marked(values: &[u32], first: usize, told: Bits<'_>) -> bool {
    let bits = |values: &[u32]| {
        (0_u32..).zip(values).fold(0_u64, |bits, (place, value)| bits | u64::from(*value != NONE) << place)
    };
    let mut row = first;
    values.chunks(64).all(|values| {
        let at = row;
        row = row.saturating_add(values.len());
        match told.word(at).filter(|_| values.len() == 64) {
            Some(word) => word == bits(values),
            None => (at..).zip(values).all(|(row, value)| told.get(row) == (*value != NONE)),
        }
    })
}

fn lie(values: &[u32], told: Option<Bits<'_>>) -> Lie {
    let of = |piece: std::ops::Range<usize>| {
        let part = values.get(piece.clone()).unwrap_or_default();
        let Some(told) = told else {
            let most = part.iter().fold(0, |most: u32, value| most.max(*value));
            return Lie { plain: most < 1 << 31, marked: true, numbers: most.saturating_add(1) };
        };
        if is_marked(part, piece.start, told) {
            // What tells nothing wraps to 0.
            let numbers = part.iter().fold(0, |most: u32, value| most.max(value.wrapping_add(1)));
            return Lie { plain: numbers <= 1 << 31, marked: true, numbers };
        }
        let mut lie = Lie { plain: true, marked: false, numbers: 0 };
        for (_, value) in piece.zip(part).filter(|(row, _)| told.get(*row)) {
            lie.plain &= *value < 1 << 31;
            lie.numbers = lie.numbers.max(value.saturating_add(1));
        }
        lie
    };
    let none = Lie { plain: true, marked: true, numbers: 0 };
    parallel::map(cut(0..values.len()), of).into_iter().fold(none, |a, b| Lie {
        plain: a.plain && b.plain,
        marked: a.marked && b.marked,
        numbers: a.numbers.max(b.numbers),
    })
}

/// Codes of a column.
fn encode<'a>(column: &'a IdColumn<'a>, field: &'static str, codes: &mut Codes) -> CodeColumn<'a> {
    let told = column.told;
    let own = |codes: Vec<u32>, bad| CodeColumn { codes: Cow::Owned(codes), told, largest: None, bad };
    let is_told = |row: usize| told.is_none_or(|told| told.get(row));
    let lie = match &column.values {
        IdValues::U32(values) => Some(lie(values, told)).filter(|lie| lie.plain),
        _ => None,
    };
    match (&column.values, lie) {
        (IdValues::U32(values), Some(lie)) => {
            let largest = lie.numbers.saturating_sub(1);
            codes.met(largest);
            CodeColumn {
                codes: Cow::Borrowed(values),
                told: told.filter(|_| !lie.marked),
                largest: Some(largest),
                bad: Vec::new(),
            }
        }
        (IdValues::U32(values), _) => {
            own(values.iter().map(|value| codes.code_of_number(u64::from(*value))).collect(), Vec::new())
        }
        (IdValues::U64(values), _) => {
            own(values.iter().map(|value| codes.code_of_number(*value)).collect(), Vec::new())
        }
        (IdValues::I64(values), _) => {
            let mut bad = Vec::new();
            let all = values.iter().enumerate().map(|(row, value)| match u64::try_from(*value) {
                Ok(value) => codes.code_of_number(value),
                Err(_) if is_told(row) => {
                    bad.push((row, value.to_string()));
                    NONE
                }
                Err(_) => NONE,
            });
            let all = all.collect();
            own(all, bad)
        }
        (IdValues::Utf8 { .. } | IdValues::LargeUtf8 { .. } | IdValues::Texts(_), _) => {
            let (all, bad) = texts(&column.values, column.len(), told, field, codes);
            own(all, bad)
        }
        (IdValues::Dictionary { keys, values }, _) => {
            let inner = encode(values, field, codes);
            let slice = inner.slice();
            let mut bad = Vec::new();
            let all = keys.iter().enumerate().map(|(row, key)| {
                let code = slice.get(*key as usize);
                let spoilt = || inner.bad.iter().find(|(place, _)| *place == *key as usize);
                if code == NONE
                    && is_told(row)
                    && let Some((_, value)) = spoilt()
                {
                    bad.push((row, value.clone()));
                }
                code
            });
            let all = all.collect();
            own(all, bad)
        }
    }
}

/// Numbers of the creators that codes of names stand for, and a table from codes to them where codes are small.
fn creators(
    column: &mut CodeColumn<'_>,
    kind: Option<AliasKind>,
    names: &Codes,
    refs: &mut Refs,
) -> Vec<u32> {
    let mut number = |code: u32| {
        let name = names.text(code);
        refs.code(match kind {
            Some(kind) => Some(CreatorRef::Alias(kind, name.into_owned())),
            None => CreatorId::new(&name).ok().map(CreatorRef::Id),
        })
    };
    let told = column.told;
    let is_told = |row: usize| told.is_none_or(|told| told.get(row));
    let codes: &[u32] = &column.codes;
    let told_ones = |piece: std::ops::Range<usize>| {
        let part = codes.get(piece.clone()).unwrap_or_default();
        piece.zip(part).filter(|(row, code)| **code != NONE && is_told(*row)).map(|(_, code)| *code)
    };
    let pieces = || cut(0..codes.len());
    let find = || parallel::map(pieces(), |piece| told_ones(piece).max()).into_iter().flatten().max();
    let largest = column.largest.or_else(find).unwrap_or(0);
    let mut known: rustc_hash::FxHashMap<u32, u32> = rustc_hash::FxHashMap::default();
    if largest as usize > column.codes.len().saturating_mul(2).saturating_add(1 << 16) {
        let all = column.codes.iter().enumerate().map(|(row, code)| {
            if *code == NONE || !is_told(row) {
                NONE
            } else {
                *known.entry(*code).or_insert_with(|| number(*code))
            }
        });
        column.codes = Cow::Owned(all.collect());
        return Vec::new();
    }
    let seen = parallel::map(pieces(), |piece| {
        let mut seen = vec![false; largest as usize + 1];
        for code in told_ones(piece) {
            if let Some(seen) = seen.get_mut(code as usize) {
                *seen = true;
            }
        }
        seen
    });
    let mut seen = seen.into_iter();
    let first = seen.next().unwrap_or_default();
    let seen = seen.fold(first, |mut all, more| {
        all.iter_mut().zip(more).for_each(|(all, more)| *all |= more);
        all
    });
    let numbered = seen.iter().enumerate().map(|(code, seen)| match u32::try_from(code) {
        Ok(code) if *seen => number(code),
        _ => NONE,
    });
    numbered.collect()
}

impl<'a> Encoded<'a> {
    /// Gives every id a code.
    pub(super) fn new(
        columns: &'a InteractionColumns<'a>,
        dictionaries: &mut Dictionaries,
    ) -> Result<Self, ColumnError> {
        check(columns)?;
        let millis = |f: fn(i64) -> i64| Cow::Owned(columns.at.iter().map(|at| f(*at)).collect());
        let at = match columns.unit {
            TimeUnit::Millis => Cow::Borrowed(columns.at),
            TimeUnit::Seconds => millis(|at| at.saturating_mul(1000)),
            TimeUnit::Micros => millis(|at| at.div_euclid(1000)),
            TimeUnit::Nanos => millis(|at| at.div_euclid(1_000_000)),
        };
        let place = |name: &str| {
            Channel::of(name).map(|channel| match channel {
                Channel::Live => 0,
                Channel::Video => 3,
                Channel::Card => 6,
            })
        };
        let affiliation = |name: &str| {
            Affiliation::of(name).map(|affiliation| match affiliation {
                Affiliation::InHouse => 1,
                Affiliation::Affiliate => 2,
            })
        };
        let mut creators_column = encode(&columns.creator, "creator", &mut dictionaries.names);
        let creator_of =
            creators(&mut creators_column, columns.creator_name, &dictionaries.names, &mut dictionaries.refs);
        let ids = |column: &'a Option<IdColumn<'a>>, field, codes: &mut Codes| {
            column.as_ref().map(|column| encode(column, field, codes))
        };
        Ok(Self {
            at,
            act_of: table(&columns.act, |name| Act::of(name).map(Act::number), UNKNOWN),
            place_of: columns.channel.as_ref().map_or([9; 256], |names| table(names, place, 9)),
            affiliation_of: columns
                .affiliation
                .as_ref()
                .map_or([0; 256], |names| table(names, affiliation, 0)),
            creators: creators_column,
            creator_of,
            nobody: dictionaries.refs.code(None),
            users: encode(&columns.user, "user", &mut dictionaries.users),
            contents: ids(&columns.content, "content", &mut dictionaries.contents),
            products: ids(&columns.product, "product", &mut dictionaries.products),
            shops: ids(&columns.shop, "shop", &mut dictionaries.shops),
            events: ids(&columns.event, "event", &mut dictionaries.events),
            columns,
        })
    }

    /// The columns as slices.
    pub(super) fn slices(&self) -> Slices<'_> {
        Slices {
            at: &self.at,
            acts: self.columns.act.codes,
            act_of: &self.act_of,
            channels: self.columns.channel.as_ref().map(|names| names.codes),
            place_of: &self.place_of,
            affiliations: self.columns.affiliation.as_ref().map(|names| names.codes),
            affiliation_of: &self.affiliation_of,
            creators: self.creators.slice(),
            creator_of: &self.creator_of,
            nobody: self.nobody,
            users: self.users.slice(),
            contents: self.contents.as_ref().map(CodeColumn::slice),
            products: self.products.as_ref().map(CodeColumn::slice),
            shops: self.shops.as_ref().map(CodeColumn::slice),
            quantities: self.columns.quantity,
            amounts: self.columns.amount,
            events: self.events.as_ref().map(CodeColumn::slice),
        }
    }

    /// Whether some id of the batch cannot be taken: then every row is asked why.
    pub(super) fn has_bad_ids(&self) -> bool {
        let optional = [&self.contents, &self.products, &self.shops, &self.events];
        let all = [&self.creators, &self.users].into_iter().chain(optional.into_iter().flatten());
        all.into_iter().any(|column| !column.bad.is_empty())
    }

    /// Why a row is refused; none for one that can be taken.
    pub(super) fn why(&self, row: usize, times: &Range<i64>) -> Option<CellError> {
        let slices = self.slices();
        let name = |names: &Names<'_>| {
            let place = names.codes.get(row).copied().unwrap_or(Names::NONE);
            names.names.get(usize::from(place)).map_or_else(|| place.to_string(), |name| (*name).to_owned())
        };
        let ids = [
            ("user", "user", Some(&self.users)),
            ("creator", "creator", Some(&self.creators)),
            ("content", "content", self.contents.as_ref()),
            ("product", "product", self.products.as_ref()),
            ("shop", "shop", self.shops.as_ref()),
            ("event", "event", self.events.as_ref()),
        ];
        let at = slices.at.get(row).copied().unwrap_or_default();
        if !times.contains(&at) {
            return Some(CellError::malformed("at", &format!("{at} ms"), "an instant from 1970 to 9999"));
        }
        let bad = ids.into_iter().find_map(|(column, field, codes)| codes?.problem(column, row, field));
        if bad.is_some() {
            return bad;
        }
        if slices.users.get(row) == NONE {
            return Some(CellError::missing("user", "an id"));
        }
        if slices.creators.get(row) == NONE {
            return Some(CellError::missing("creator", "a creator or a username"));
        }
        let Some(act) = Act::of_number(slices.act(row)) else {
            let value = name(&self.columns.act);
            return Some(CellError::malformed("act", &value, "an act of a user such as view or purchase"));
        };
        if slices.channel(row) == UNKNOWN {
            let value = self.columns.channel.as_ref().map(name).unwrap_or_default();
            return Some(CellError::malformed("channel", &value, "live, video or card"));
        }
        if slices.affiliation(row) == UNKNOWN {
            let value = self.columns.affiliation.as_ref().map(name).unwrap_or_default();
            return Some(CellError::malformed("affiliation", &value, "in_house or affiliate"));
        }
        if slices.channel(row) >= 6 && slices.content(row) != NONE {
            return Some(CellError::malformed(
                "channel",
                "card or none",
                "live or video: the row names a content",
            ));
        }
        let channel = match slices.channel(row) {
            0 => Some(Channel::Live),
            3 => Some(Channel::Video),
            6 => Some(Channel::Card),
            _ => None,
        };
        if let Some(channel) = channel.filter(|channel| !act.fits(*channel)) {
            let expected = format!("a channel in which `{}` can be done", act.as_str());
            return Some(CellError::malformed("channel", channel.as_str(), &expected));
        }
        let (quantity, amount) = (slices.quantity(row), slices.amount(row));
        let nothing = |column: &str| format!("nothing: `{}` has no {column}", act.as_str());
        if quantity != 0 && !act.has_quantity() {
            return Some(CellError::malformed("quantity", &quantity.to_string(), &nothing("quantity")));
        }
        if amount < 0 {
            return Some(CellError::malformed(
                "amount",
                &amount.to_string(),
                "an amount that is not negative",
            ));
        }
        (amount != 0 && !act.has_amount())
            .then(|| CellError::malformed("amount", &amount.to_string(), &nothing("amount")))
    }
}
