//! Acts that were read row by row, as columns again: so they count together with the others of their load.
use super::super::interactions::{Bits, IdColumn, IdValues, InteractionColumns, Names, TimeUnit};
use super::plain::{act_names, affiliation_names, channel_names};
use crate::fact::{Affiliation, AliasKind, Channel, Content, CreatorRef, InteractionRow};

/// Which rows tell something, a bit a row.
pub(super) fn bits(told: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (row, told) in told.enumerate() {
        if row % 8 == 0 {
            bytes.push(0);
        }
        if let Some(last) = bytes.last_mut() {
            *last |= u8::from(told) << (row % 8);
        }
    }
    bytes
}

/// Ids of rows, and which tell one.
#[derive(Debug)]
struct Ids<'a> {
    texts: Vec<&'a str>,
    told: Vec<u8>,
}

impl<'a> Ids<'a> {
    fn of(rows: &[&'a InteractionRow], id: impl Fn(&'a InteractionRow) -> Option<&'a str>) -> Self {
        let told = bits(rows.iter().map(|row| id(row).is_some()));
        Self { texts: rows.iter().map(|row| id(row).unwrap_or_default()).collect(), told }
    }
    fn column(&self) -> IdColumn<'_> {
        let told = Some(Bits { bytes: &self.told, offset: 0 });
        IdColumn { values: IdValues::Texts(self.texts.clone()), told }
    }
}

/// Acts of one sort of creator's name.
#[derive(Debug)]
pub(super) struct Odd<'a> {
    numbers: Vec<u64>,
    name: Option<AliasKind>,
    at: Vec<i64>,
    codes: [Vec<u8>; 3],
    figures: (Vec<u32>, Vec<i64>),
    ids: [Ids<'a>; 6],
}

fn place<T: PartialEq>(all: &[T], one: Option<T>) -> u8 {
    let place = one.and_then(|one| all.iter().position(|other| *other == one));
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(Names::NONE)
}

impl<'a> Odd<'a> {
    /// Acts by what sort of name they give their creator.
    pub(super) fn of(facts: &'a [(u64, InteractionRow)]) -> Vec<Self> {
        let named = |name: Option<AliasKind>| {
            let of_name = facts.iter().filter(move |(_, row)| match &row.creator {
                Some(CreatorRef::Alias(kind, _)) => Some(*kind) == name,
                _ => name.is_none(),
            });
            let (numbers, rows): (Vec<u64>, Vec<&InteractionRow>) =
                of_name.map(|(number, row)| (*number, row)).unzip();
            (!rows.is_empty()).then(|| Self::new(numbers, name, &rows))
        };
        [None, Some(AliasKind::Username)].into_iter().filter_map(named).collect()
    }
    fn new(numbers: Vec<u64>, name: Option<AliasKind>, rows: &[&'a InteractionRow]) -> Self {
        let codes = |code: fn(&InteractionRow) -> u8| rows.iter().map(|row| code(row)).collect();
        Self {
            numbers,
            name,
            at: rows.iter().map(|row| row.at.millis()).collect(),
            codes: [
                codes(|row| row.act.number()),
                codes(|row| place(Channel::ALL, row.channel)),
                codes(|row| place(Affiliation::ALL, row.affiliation)),
            ],
            figures: (
                rows.iter().map(|row| row.quantity).collect(),
                rows.iter().map(|row| row.amount).collect(),
            ),
            ids: [
                Ids::of(rows, |row| Some(row.user.as_str())),
                Ids::of(rows, |row| match row.creator.as_ref()? {
                    CreatorRef::Id(id) => Some(id.as_str()),
                    CreatorRef::Alias(_, name) => Some(name),
                    CreatorRef::Aliases(_) => None,
                }),
                Ids::of(rows, |row| row.content.as_ref().map(Content::id)),
                Ids::of(rows, |row| row.product.as_ref().map(crate::value::ProductId::as_str)),
                Ids::of(rows, |row| row.shop.as_ref().map(crate::value::ShopId::as_str)),
                Ids::of(rows, |row| row.event.as_ref().map(crate::value::EventId::as_str)),
            ],
        }
    }
    pub(super) fn numbers(&self) -> &[u64] {
        &self.numbers
    }
    pub(super) fn columns(&self) -> InteractionColumns<'_> {
        let [acts, channels, affiliations] = &self.codes;
        let [user, creator, content, product, shop, event] = &self.ids;
        InteractionColumns {
            at: &self.at,
            unit: TimeUnit::Millis,
            user: user.column(),
            act: Names { codes: acts, names: act_names() },
            creator: creator.column(),
            creator_name: self.name,
            channel: Some(Names { codes: channels, names: channel_names() }),
            content: Some(content.column()),
            product: Some(product.column()),
            shop: Some(shop.column()),
            affiliation: Some(Names { codes: affiliations, names: affiliation_names() }),
            quantity: Some(&self.figures.0),
            amount: Some(&self.figures.1),
            event: Some(event.column()),
        }
    }
}
