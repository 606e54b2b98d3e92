use std::collections::{BTreeMap, BTreeSet};

use super::choice::Choices;
use super::feed::FeedUse;
use crate::fact::{Affiliation, Channel, Definition};
use crate::metric::{Measure, MeasureKind};
use crate::time::{Day, WindowSet};
use crate::value::{CreatorId, HiddenReason, OrderId, Reasons, RoomId, UndefinedReason, Value, VideoId};

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
pub struct Slot {
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
    #[must_use]
    pub fn value(&self, measure: Measure) -> Value<i128> {
        match &self.value {
            Value::Known(_) if has_definitions(measure) && self.definitions.len() > 1 => {
                Value::undefined(UndefinedReason::MixedDefinitions)
            }
            value => value.clone(),
        }
    }
    /// The definitions that went in, of a measure that has several (SRC-11).
    #[must_use]
    pub fn definitions(&self, measure: Measure) -> BTreeSet<Definition> {
        if has_definitions(measure) { self.definitions.clone() } else { BTreeSet::new() }
    }
    /// Adds another part (MET-7).
    #[must_use]
    pub fn and(mut self, other: Self, measure: Measure) -> Self {
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

/// Sums of two measures by content.
pub(super) type ByContent = BTreeMap<String, BTreeMap<Measure, Slot>>;

/// The figures of one creator in a window, as far as they may be seen.
#[derive(Debug, Clone, Default)]
pub struct CreatorFigures {
    /// Its visible days.
    pub visible: WindowSet<Day>,
    /// Why the other days of the window are hidden.
    pub hidden: Option<Reasons<HiddenReason>>,
    pub(super) slots: BTreeMap<(ChannelPart, Measure), Slot>,
    pub(super) contents: BTreeMap<ChannelPart, ByContent>,
    /// Orders paid, by channel.
    pub orders: BTreeMap<ChannelPart, BTreeSet<OrderId>>,
    /// Rooms started.
    pub rooms: BTreeSet<RoomId>,
    /// Videos posted.
    pub videos: BTreeSet<VideoId>,
}

/// Which rows are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only what is of this affiliation; what a source does not tell makes the sum undefined.
    pub affiliation: Option<Affiliation>,
}

/// The visible figures of a window, by creator.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// Creators with at least one visible day or room.
    pub creators: BTreeMap<CreatorId, CreatorFigures>,
    /// Known creators with no visible day, and why.
    pub hidden: BTreeMap<CreatorId, Reasons<HiddenReason>>,
    /// Rows whose creator no alias resolves: kept and hidden (SRC-13).
    pub unknown_creator_rows: u64,
    pub(super) choices: Choices,
    /// Where tables tell of rooms, and of videos.
    pub(super) told: (SubjectsTold, SubjectsTold),
}

impl Gathered {
    /// How the feeds were used.
    #[must_use]
    pub fn feeds(&self) -> &[FeedUse] {
        &self.choices.used
    }
    /// A measure of a creator in a channel.
    #[must_use]
    pub fn slot(&self, figures: &CreatorFigures, part: ChannelPart, measure: Measure) -> Slot {
        if let Some(slot) = figures.slots.get(&(part, measure)) {
            return slot.clone();
        }
        if figures.visible.is_empty() {
            // Only some room of the creator shows: all else of it does not.
            let reasons = figures.hidden.clone().unwrap_or_else(|| Reasons::one(HiddenReason::NotAuthorized));
            return Slot::hidden(reasons);
        }
        if measure == Measure::Orders {
            // Counted as subjects, once however many lines.
            let orders = figures.orders.get(&part).map_or(0, BTreeSet::len);
            let untold = self.untold(part, measure);
            return if matches!(untold.value, Value::Known(_)) {
                Slot::known(orders as i128)
            } else {
                untold
            };
        }
        self.untold(part, measure)
    }
    /// What a measure is where no row tells it: 0 where its feed covers the days, else why not.
    fn untold(&self, part: ChannelPart, measure: Measure) -> Slot {
        self.choices.untold(part, measure)
    }
    /// A measure of all visible creators in a channel; hidden where all creators are.
    #[must_use]
    pub fn total(&self, part: ChannelPart, measure: Measure) -> Slot {
        let shown = self.creators.values().filter_map(|figures| {
            let whole = !figures.visible.is_empty();
            (whole || figures.slots.contains_key(&(part, measure))).then(|| self.slot(figures, part, measure))
        });
        shown.reduce(|sum, slot| sum.and(slot, measure)).unwrap_or_else(|| self.nobody(part, measure))
    }
    fn nobody(&self, part: ChannelPart, measure: Measure) -> Slot {
        self.all_hidden().map_or_else(|| self.untold(part, measure), Slot::hidden)
    }
    /// Whether any feed can tell a measure in a part.
    #[must_use]
    pub fn is_told(&self, part: ChannelPart, measure: Measure) -> bool {
        self.choices.is_told(part, measure)
    }
    /// The feed that counts for a measure in a part.
    #[must_use]
    pub fn feed_of(&self, part: ChannelPart, measure: Measure) -> Option<&'static str> {
        self.choices.feed(part, measure)
    }
    /// A number of rooms or videos; undefined where no source tells of them, or none covers the days.
    #[must_use]
    pub fn subjects(&self, measure: Measure, number: usize) -> Value<i128> {
        let (part, told) = match measure {
            Measure::Livestreams => (ChannelPart::Live, self.told.0),
            _ => (ChannelPart::Video, self.told.1),
        };
        let covered = self.feed_of(part, measure).map(|_| self.untold(part, measure).value);
        match (covered, told) {
            (Some(Value::Known(_)), _) | (_, SubjectsTold::Here) => Value::Known(number as i128),
            (Some(why), _) if number == 0 => why,
            (None, SubjectsTold::Elsewhere) => Value::undefined(UndefinedReason::NotLoaded),
            _ if number > 0 => Value::Known(number as i128),
            _ => Value::undefined(UndefinedReason::Absent),
        }
    }
    /// Why all creators are hidden, where they are.
    #[must_use]
    pub fn all_hidden(&self) -> Option<Reasons<HiddenReason>> {
        if !self.creators.is_empty() {
            return None;
        }
        Reasons::collect(self.hidden.values().flatten().copied())
    }
    /// Two measures by content of a channel, for a creator.
    pub fn contents<'a>(
        &'a self,
        figures: &'a CreatorFigures,
        part: ChannelPart,
        over: Measure,
        under: Measure,
    ) -> impl Iterator<Item = (String, (Value<i128>, Value<i128>))> + 'a {
        let contents = figures.contents.get(&part).into_iter().flatten();
        contents.map(move |(content, slots)| {
            let value = |measure: Measure| match slots.get(&measure) {
                Some(slot) => slot.value(measure),
                None => Value::undefined(UndefinedReason::Absent),
            };
            (content.clone(), (value(over), value(under)))
        })
    }
}
