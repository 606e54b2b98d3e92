use std::collections::BTreeSet;

use crate::fact::{Channel, Definition};
use crate::metric::{Measure, MeasureKind};
use crate::value::{HiddenReason, Reasons, UndefinedReason, Value};

/// The channel a figure came about in, or that the source tells none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelPart {
    /// A LIVE.
    Live,
    /// A video.
    Video,
    /// The product card.
    Card,
    /// The source does not say.
    Untold,
}

impl ChannelPart {
    /// All parts of a whole.
    pub const ALL: [Self; 4] = [Self::Live, Self::Video, Self::Card, Self::Untold];

    /// The stable name; none where the source tells no channel.
    #[must_use]
    pub fn channel(self) -> Option<Channel> {
        match self {
            Self::Live => Some(Channel::Live),
            Self::Video => Some(Channel::Video),
            Self::Card => Some(Channel::Card),
            Self::Untold => None,
        }
    }
    pub(super) fn as_str(self) -> &'static str {
        self.channel().map_or("", Channel::as_str)
    }
    pub(super) fn of(channel: Option<Channel>) -> Self {
        match channel {
            Some(Channel::Live) => Self::Live,
            Some(Channel::Video) => Self::Video,
            Some(Channel::Card) => Self::Card,
            None => Self::Untold,
        }
    }
    /// Whether a measure can come about here.
    #[must_use]
    pub fn takes(self, measure: Measure) -> bool {
        use Measure as M;
        match measure {
            M::LiveSeconds | M::Entries | M::Leaves | M::DirectGmv => {
                matches!(self, Self::Live | Self::Untold)
            }
            M::Finishes | M::DrainagePv | M::DrainageEntries => matches!(self, Self::Video | Self::Untold),
            M::Impressions
            | M::Views
            | M::Viewers
            | M::WatchSeconds
            | M::Likes
            | M::Comments
            | M::Shares
            | M::NewFollowers => self != Self::Card,
            _ => true,
        }
    }
}

/// A measure summed up, with the definitions of GMV that went in (SRC-11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) value: Value<i128>,
    pub(super) definitions: BTreeSet<Definition>,
}

impl Slot {
    pub(super) fn known(value: i128) -> Self {
        Self { value: Value::Known(value), definitions: BTreeSet::new() }
    }
    pub(super) fn undefined(reason: UndefinedReason) -> Self {
        Self { value: Value::undefined(reason), definitions: BTreeSet::new() }
    }
    pub(super) fn hidden(reasons: Reasons<HiddenReason>) -> Self {
        Self { value: Value::Hidden(reasons), definitions: BTreeSet::new() }
    }
    /// The sum; undefined where two definitions of one measure met (SRC-11).
    pub(super) fn value(&self, measure: Measure) -> Value<i128> {
        match &self.value {
            Value::Known(_) if has_definitions(measure) && self.definitions.len() > 1 => {
                Value::undefined(UndefinedReason::MixedDefinitions)
            }
            value => value.clone(),
        }
    }
    /// The definitions that went in, of a measure that has several (SRC-11).
    pub(super) fn definitions(&self, measure: Measure) -> BTreeSet<Definition> {
        if has_definitions(measure) { self.definitions.clone() } else { BTreeSet::new() }
    }
    /// Adds another part (MET-7).
    pub(super) fn and(mut self, other: Self, measure: Measure) -> Self {
        self.definitions.extend(other.definitions);
        let unique = measure.kind() == MeasureKind::Unique;
        self.value = self.value.zip_with(other.value, |a, b| match (unique, a, b) {
            // Nobody and somebody are somebody; two groups of users may share users.
            (true, 0, users) | (true, users, 0) => Value::Known(users),
            (true, ..) => Value::undefined(UndefinedReason::UniquesDoNotAdd),
            (false, a, b) => crate::metric::add(a, b),
        });
        self
    }
}

/// The measures that sources define differently, under one name.
fn has_definitions(measure: Measure) -> bool {
    matches!(measure, Measure::Gmv | Measure::SkuOrders | Measure::ItemsSold)
}

/// Where the tables tell of rooms or videos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum SubjectsTold {
    /// They tell of none.
    #[default]
    Nowhere,
    /// Within the window.
    Here,
    /// Before or after it only.
    Elsewhere,
}
