use super::super::figures::ChannelPart;
use super::codes::NONE;
use crate::fact::{Act, Affiliation};

/// How many affiliations a place tells apart, with none.
const AFFILIATIONS: u8 = 3;
/// How many places there are.
pub(crate) const PLACES: usize = 4 * AFFILIATIONS as usize;

/// A channel and whose shop it was, as far as told, in one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place(pub(super) u8);

impl Place {
    pub(crate) fn new(part: ChannelPart, affiliation: Option<Affiliation>) -> Self {
        let part = match part {
            ChannelPart::Live => 0,
            ChannelPart::Video => 1,
            ChannelPart::Card => 2,
            ChannelPart::Untold => 3,
        };
        let affiliation = match affiliation {
            None => 0,
            Some(Affiliation::InHouse) => 1,
            Some(Affiliation::Affiliate) => 2,
        };
        Self(part * AFFILIATIONS + affiliation)
    }
    /// The place of a number.
    pub(super) fn numbered(number: u8) -> Self {
        Self(number)
    }
    pub(crate) fn part(self) -> ChannelPart {
        match self.0 / AFFILIATIONS {
            0 => ChannelPart::Live,
            1 => ChannelPart::Video,
            2 => ChannelPart::Card,
            _ => ChannelPart::Untold,
        }
    }
    pub(crate) fn affiliation(self) -> Option<Affiliation> {
        match self.0 % AFFILIATIONS {
            1 => Some(Affiliation::InHouse),
            2 => Some(Affiliation::Affiliate),
            _ => None,
        }
    }
}

/// An act, a channel and whose shop: rows of one kind lie together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Kind {
    pub(super) act: u8,
    pub(super) place: Place,
}

/// Kinds in the order in which they lie: those that carry values last.
pub(super) fn order(kind: Kind) -> (bool, Kind) {
    (kind.is_valued(), kind)
}

impl Kind {
    pub(crate) fn new(act: Act, place: Place) -> Self {
        Self { act: act.number(), place }
    }
    /// Its place among all kinds.
    #[inline]
    pub(super) fn number(self) -> usize {
        self.act as usize * PLACES + self.place.0 as usize
    }
    /// Its act and place as bytes.
    pub(super) fn bytes(self) -> (u8, u8) {
        (self.act, self.place.0)
    }
    /// The kind of two bytes; none where no source can give it.
    pub(super) fn of_bytes(act: u8, place: u8) -> Option<Self> {
        let kind = Self { act, place: Place(place) };
        let known = Act::of_number(act).is_some() && usize::from(place) < PLACES;
        (known && kind.fits()).then_some(kind)
    }
    /// Whether rows of this kind may tell of a room or video.
    pub(super) fn takes_content(self) -> bool {
        matches!(self.place.part(), ChannelPart::Live | ChannelPart::Video)
    }
    /// Whether its act can be done in its channel.
    pub(super) fn fits(self) -> bool {
        self.place.part().channel().is_none_or(|channel| self.act().fits(channel))
    }
    /// The kind of a number.
    pub(super) fn numbered(number: u8) -> Self {
        let places = AFFILIATIONS * 4;
        Self { act: number / places, place: Place(number % places) }
    }
    pub(crate) fn place(self) -> Place {
        self.place
    }
    pub(crate) fn act(self) -> Act {
        Act::of_number(self.act).unwrap_or(Act::Impression)
    }
    /// Whether rows of this kind carry a quantity or an amount.
    pub(super) fn is_valued(self) -> bool {
        let act = self.act();
        act.has_quantity() || act.has_amount()
    }
}

/// One act with its ids as codes. The day it lies on is known from where the row is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Row {
    pub(super) kind: Kind,
    pub(super) creator: u32,
    /// Milliseconds since the day began.
    pub(super) time: u32,
    pub(super) user: u32,
    pub(super) content: u32,
    pub(super) product: u32,
    pub(super) shop: u32,
    pub(super) quantity: u32,
    pub(super) amount: i64,
}

impl Row {
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }
    /// The number of the creator it names.
    pub(crate) fn creator(&self) -> u32 {
        self.creator
    }
    /// Its content, product and shop.
    pub(crate) fn about(&self) -> (u32, u32, u32) {
        (self.content, self.product, self.shop)
    }
    /// A row that tells nothing, for a place that is filled later.
    pub(super) fn nothing() -> Self {
        let kind = Kind { act: 0, place: Place(0) };
        let (time, quantity, amount) = (0, 0, 0);
        let (user, content, product, shop) = (NONE, NONE, NONE, NONE);
        Self { kind, creator: 0, time, user, content, product, shop, quantity, amount }
    }
}
