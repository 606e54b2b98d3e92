//! Acts as columns that borrow from a batch, and which rows must be read one by one.
use arrow_array::types::{
    Decimal32Type, Decimal64Type, Decimal128Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt32Type,
};
use arrow_array::{Array, cast::AsArray};
use arrow_schema::{DataType, TimeUnit as ArrowUnit};

use super::super::interactions::{IdColumn, InteractionColumns, Names, TimeUnit};
use super::cells::whole;
use super::header::Known;
use super::ids::{self, OwnIds};
use super::texts::strings;
use crate::fact::{Act, Affiliation, AliasKind, Channel, read_money};
use crate::time::Instant;
use crate::value::Currency;

/// The code of a name that only the reader of rows can judge.
const STRANGE: u8 = u8::MAX - 1;

pub(super) fn act_names() -> Vec<&'static str> {
    Act::ALL.iter().map(|act| act.as_str()).collect()
}
pub(super) fn channel_names() -> Vec<&'static str> {
    Channel::ALL.iter().map(|channel| channel.as_str()).collect()
}
pub(super) fn affiliation_names() -> Vec<&'static str> {
    Affiliation::ALL.iter().map(|affiliation| affiliation.as_str()).collect()
}

/// Rows that must be read one by one.
#[derive(Debug)]
pub(super) struct Marks(Vec<bool>);

impl Marks {
    pub(super) fn mark(&mut self, row: usize) {
        if let Some(mark) = self.0.get_mut(row) {
            *mark = true;
        }
    }
}

/// What of a batch cannot be borrowed as it lies.
#[derive(Debug)]
pub(super) struct Owned<'t> {
    odd: Vec<bool>,
    is_odd: bool,
    at: Option<Vec<i64>>,
    acts: Vec<u8>,
    channels: Option<Vec<u8>>,
    affiliations: Option<Vec<u8>>,
    quantities: Option<Vec<u32>>,
    amounts: Option<Vec<i64>>,
    creator: OwnIds<'t>,
    user: OwnIds<'t>,
    content: OwnIds<'t>,
    product: OwnIds<'t>,
    shop: OwnIds<'t>,
    event: OwnIds<'t>,
}

/// A column that is there and tells some row.
fn told<'a>(known: &Known<'a>, column: &str) -> Option<&'a dyn Array> {
    known.get(column).filter(|array| *array.data_type() != DataType::Null)
}

/// The column of creators, and what sort of name it gives.
fn creators<'a>(known: &Known<'a>) -> (Option<&'a dyn Array>, Option<AliasKind>) {
    match (told(known, "creator"), told(known, "username")) {
        (Some(creator), _) => (Some(creator), None),
        (None, Some(username)) => (Some(username), Some(AliasKind::Username)),
        (None, None) => (None, None),
    }
}

/// Codes of a column of names.
fn codes(array: Option<&dyn Array>, names: &[&str], rows: usize, marks: &mut Marks) -> Vec<u8> {
    let Some(array) = array else { return vec![Names::NONE; rows] };
    let code = |text: &str| {
        let place = names.iter().position(|name| *name == text);
        place.and_then(|place| u8::try_from(place).ok()).unwrap_or(STRANGE)
    };
    let codes: Vec<u8> = if let Some(dictionary) = array.as_any_dictionary_opt() {
        let values: Vec<u8> =
            strings(dictionary.values().as_ref()).map(|text| text.map_or(Names::NONE, code)).collect();
        let keys = ids::keys(array);
        let keys = keys.iter().enumerate();
        keys.map(|(row, key)| {
            if array.is_null(row) {
                Names::NONE
            } else {
                values.get(*key as usize).copied().unwrap_or(STRANGE)
            }
        })
        .collect()
    } else {
        let mut last: Option<(&str, u8)> = None;
        let code = |text| match last {
            Some((known, code)) if known == text => code,
            _ => {
                let code = code(text);
                last = Some((text, code));
                code
            }
        };
        let mut code = code;
        strings(array).map(|text| text.map_or(Names::NONE, &mut code)).collect()
    };
    for (row, _) in codes.iter().enumerate().filter(|(_, code)| **code == STRANGE) {
        marks.mark(row);
    }
    codes
}

/// Instants that are no timestamps: text.
fn instants(array: Option<&dyn Array>, rows: usize, marks: &mut Marks) -> Option<Vec<i64>> {
    let Some(array) = array else {
        (0..rows).for_each(|row| marks.mark(row));
        return Some(vec![0; rows]);
    };
    if let Some(nulls) = array.nulls() {
        (0..rows).filter(|row| nulls.is_null(*row)).for_each(|row| marks.mark(row));
    }
    if matches!(array.data_type(), DataType::Timestamp(..)) {
        return None;
    }
    let read = |(row, text): (usize, Option<&str>)| {
        let millis = text.and_then(|text| Instant::parse(text).ok()).map(Instant::millis);
        if millis.is_none() {
            marks.mark(row);
        }
        millis.unwrap_or_default()
    };
    Some(ids::texts_of(array).enumerate().map(read).collect())
}

fn borrowed_instants(array: &dyn Array) -> Option<(&[i64], TimeUnit)> {
    let DataType::Timestamp(unit, _) = array.data_type() else { return None };
    match unit {
        ArrowUnit::Second => {
            array.as_primitive_opt::<TimestampSecondType>().map(|at| (&at.values()[..], TimeUnit::Seconds))
        }
        ArrowUnit::Millisecond => array
            .as_primitive_opt::<TimestampMillisecondType>()
            .map(|at| (&at.values()[..], TimeUnit::Millis)),
        ArrowUnit::Microsecond => array
            .as_primitive_opt::<TimestampMicrosecondType>()
            .map(|at| (&at.values()[..], TimeUnit::Micros)),
        ArrowUnit::Nanosecond => {
            array.as_primitive_opt::<TimestampNanosecondType>().map(|at| (&at.values()[..], TimeUnit::Nanos))
        }
    }
}

/// An exact number of millionths: a decimal of so many digits behind the point.
fn millionths(value: i128, scale: i8) -> Option<i128> {
    let shift = 6_i32.saturating_sub(i32::from(scale));
    let power = 10_i128.checked_pow(shift.unsigned_abs());
    match power {
        Some(power) if shift >= 0 => value.checked_mul(power),
        Some(power) => (value % power == 0).then_some(value / power),
        None => (value == 0).then_some(0),
    }
}

/// What each row of a column of numbers tells, in millionths; the outer `None` is a null.
fn figures<'a>(
    array: &'a dyn Array,
    currency: Currency,
) -> Box<dyn FnMut(usize) -> Option<Option<i128>> + 'a> {
    macro_rules! decimal {
        ($type:ty, $scale:expr) => {
            match array.as_primitive_opt::<$type>() {
                Some(values) => {
                    let scale = *$scale;
                    Box::new(move |row| {
                        values.is_valid(row).then(|| millionths(i128::from(values.value(row)), scale))
                    })
                }
                None => Box::new(|_| Some(None)),
            }
        };
    }
    match array.data_type() {
        DataType::Decimal32(_, scale) => decimal!(Decimal32Type, scale),
        DataType::Decimal64(_, scale) => decimal!(Decimal64Type, scale),
        DataType::Decimal128(_, scale) => decimal!(Decimal128Type, scale),
        DataType::Int64 => decimal!(Int64Type, &0),
        DataType::UInt32 => decimal!(UInt32Type, &0),
        found if found.is_integer() => {
            Box::new(move |row| array.is_valid(row).then(|| millionths(whole(array, row)?, 0)))
        }
        _ => {
            let mut texts = ids::texts_of(array);
            // Rows are asked for in their order.
            Box::new(move |_| {
                let text = texts.next().flatten()?;
                Some(read_money("", text, currency).ok().map(i128::from))
            })
        }
    }
}

/// A column of numbers in units of so many millionths; a row that does not fit, or lacks what its act carries, is marked.
fn numbers<T: TryFrom<i128> + Default>(
    array: Option<&dyn Array>,
    unit: i128,
    must: impl Fn(usize) -> bool,
    currency: Currency,
    rows: usize,
    marks: &mut Marks,
) -> Option<Vec<T>> {
    let Some(array) = array else {
        (0..rows).filter(|row| must(*row)).for_each(|row| marks.mark(row));
        return None;
    };
    let mut figure = figures(array, currency);
    let all = (0..rows).map(|row| match figure(row) {
        None => {
            if must(row) {
                marks.mark(row);
            }
            T::default()
        }
        Some(value) => {
            let value =
                value.filter(|value| value % unit == 0).and_then(|value| T::try_from(value / unit).ok());
            if value.is_none() {
                marks.mark(row);
            }
            value.unwrap_or_default()
        }
    });
    Some(all.collect())
}

/// The channel of each row: the one told, or that of its room or video; where they disagree, or both are told, the row
/// is marked.
fn places(known: &Known<'_>, mut codes: Vec<u8>, marks: &mut Marks) -> Vec<u8> {
    let place =
        |one| Channel::ALL.iter().position(|channel| *channel == one).and_then(|at| u8::try_from(at).ok());
    let (room, video) = (told(known, "room"), told(known, "video"));
    for (row, code) in codes.iter_mut().enumerate() {
        let is_told = |array: Option<&dyn Array>| array.is_some_and(|array| !ids::is_null(array, row));
        let implied = match (is_told(room), is_told(video)) {
            (false, false) => continue,
            (true, false) => place(Channel::Live),
            (false, true) => place(Channel::Video),
            (true, true) => None,
        };
        match implied {
            Some(implied) if *code == Names::NONE || *code == implied => *code = implied,
            _ => marks.mark(row),
        }
    }
    codes
}

impl<'t> Owned<'t> {
    pub(super) fn new(known: &Known<'t>, currency: Currency) -> Self {
        let rows = known.rows;
        let mut marks = Marks(vec![false; rows]);
        let at = instants(told(known, "at"), rows, &mut marks);
        let acts = codes(told(known, "act"), &act_names(), rows, &mut marks);
        for (row, _) in acts.iter().enumerate().filter(|(_, act)| **act == Names::NONE) {
            marks.mark(row);
        }
        let carries = |has: fn(Act) -> bool| {
            let act = |row: usize| Act::of_number(acts.get(row).copied()?);
            move |row: usize| act(row).is_some_and(has)
        };
        let quantities = numbers(
            told(known, "quantity"),
            1_000_000,
            carries(Act::has_quantity),
            currency,
            rows,
            &mut marks,
        );
        let amounts = numbers(told(known, "amount"), 1, carries(Act::has_amount), currency, rows, &mut marks);
        let (room, video, channel) = (told(known, "room"), told(known, "video"), told(known, "channel"));
        let channels = (room.is_some() || video.is_some() || channel.is_some()).then(|| {
            let codes = codes(channel, &channel_names(), rows, &mut marks);
            places(known, codes, &mut marks)
        });
        let affiliations = told(known, "affiliation")
            .map(|array| codes(Some(array), &affiliation_names(), rows, &mut marks));
        let mut own = |array: Option<&dyn Array>| OwnIds::of(array, rows, &mut marks);
        let (creator, user) = (own(creators(known).0), own(told(known, "user")));
        let (product, shop) = (own(told(known, "product")), own(told(known, "shop")));
        let (event, content) = (own(told(known, "event")), own(room.or(video)));
        let content = match (room, video) {
            (Some(room), Some(video)) => {
                own(Some(video));
                OwnIds::of_either(room, video, rows, &mut marks)
            }
            _ => content,
        };
        // A row without a creator or a user is refused as that of a table of text is; one with a username only is taken.
        for array in [creators(known).0, told(known, "user")] {
            for row in (0..rows).filter(|row| array.is_none_or(|array| ids::is_null(array, *row))) {
                marks.mark(row);
            }
        }
        let Marks(odd) = marks;
        let is_odd = odd.contains(&true);
        Self {
            odd,
            is_odd,
            at,
            acts,
            channels,
            affiliations,
            quantities,
            amounts,
            creator,
            user,
            content,
            product,
            shop,
            event,
        }
    }

    /// The rows that must be read one by one.
    pub(super) fn odd_rows(&self) -> impl Iterator<Item = usize> + '_ {
        let odd = if self.is_odd { self.odd.as_slice() } else { &[] };
        odd.iter().enumerate().filter(|(_, odd)| **odd).map(|(row, _)| row)
    }
    pub(super) fn skip(&self) -> Option<&[bool]> {
        self.is_odd.then_some(&self.odd)
    }

    /// The batch as columns.
    pub(super) fn columns<'a>(&'a self, known: &Known<'a>) -> InteractionColumns<'a> {
        let (creator, creator_name) = creators(known);
        let column = |own: &'a OwnIds<'t>, array: Option<&'a dyn Array>| own.column(array);
        let optional =
            |own: &'a OwnIds<'t>, name: &str| told(known, name).map(|array| own.column(Some(array)));
        let (room, video) = (told(known, "room"), told(known, "video"));
        let content: Option<IdColumn<'a>> =
            (room.is_some() || video.is_some()).then(|| self.content.column(room.or(video)));
        let names = |codes: &'a Option<Vec<u8>>, names: Vec<&'static str>| {
            codes.as_ref().map(|codes| Names { codes, names })
        };
        let (at, unit) = match &self.at {
            Some(at) => (at.as_slice(), TimeUnit::Millis),
            None => told(known, "at").and_then(borrowed_instants).unwrap_or((&[], TimeUnit::Millis)),
        };
        InteractionColumns {
            at,
            unit,
            user: column(&self.user, told(known, "user")),
            act: Names { codes: &self.acts, names: act_names() },
            creator: column(&self.creator, creator),
            creator_name,
            channel: names(&self.channels, channel_names()),
            content,
            product: optional(&self.product, "product"),
            shop: optional(&self.shop, "shop"),
            affiliation: names(&self.affiliations, affiliation_names()),
            quantity: self.quantities.as_deref(),
            amount: self.amounts.as_deref(),
            event: optional(&self.event, "event"),
        }
    }
}
