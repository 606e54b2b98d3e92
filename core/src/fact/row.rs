use super::abbreviated::Observed;
use super::act::Act;
use super::kind::{
    Affiliation, AliasKind, Channel, Content, CreatorRef, Definition, ProfileAudience, ProfileDimension,
    VideoStatus, Visibility,
};
use crate::metric::Measure;
use crate::time::{Day, Instant, Window};
use crate::value::{CreatorId, EventId, OrderId, ProductId, RoomId, ShopId, UserId, VideoId};

/// A creator as last described.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CreatorRow {
    /// The partner's id.
    pub creator: CreatorId,
    /// The unique name it goes by.
    pub username: Option<String>,
    /// Its handle.
    pub handle: Option<String>,
    /// Its open id.
    pub open_id: Option<String>,
    /// Its name for people.
    pub name: Option<String>,
    /// The region of its account (ACC-9).
    pub region: Option<String>,
    /// Its category.
    pub category: Option<String>,
    /// Its followers at the time.
    pub followers: Option<i64>,
}

/// A name of a creator over some days (SRC-13).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AliasRow {
    /// Whose.
    pub creator: CreatorId,
    /// What sort of name.
    pub kind: AliasKind,
    /// The name.
    pub value: String,
    /// Its first day; from ever if none.
    pub from: Option<Day>,
    /// The day after its last; for ever if none.
    pub until: Option<Day>,
}

/// A LIVE room as last described.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoomRow {
    /// Its id.
    pub room: RoomId,
    /// Whose.
    pub creator: Option<CreatorRef>,
    /// Its title.
    pub title: Option<String>,
    /// When it started.
    pub started_at: Instant,
    /// When it ended, or how far it had come when looked at.
    pub ended_at: Option<Instant>,
}

/// A video as last described.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VideoRow {
    /// Its id.
    pub video: VideoId,
    /// Whose.
    pub creator: Option<CreatorRef>,
    /// Its title.
    pub title: Option<String>,
    /// When it was posted.
    pub posted_at: Instant,
    /// How long it is.
    pub duration_seconds: Option<i64>,
    /// The day on which it went by that creator's name, where it is not the day of posting (SRC-13).
    pub named_on: Option<Day>,
    /// What else is told of it.
    pub about: VideoAbout,
}

/// What is told of a video beside its post (VID-2, VID-3, VID-5).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct VideoAbout {
    /// Whether it sells.
    pub status: Option<VideoStatus>,
    /// Who may watch it.
    pub visibility: Option<Visibility>,
    /// Whether it was ever public.
    pub ever_public: Option<bool>,
    /// Where it is watched.
    pub link: Option<String>,
    /// Its picture.
    pub picture: Option<String>,
    /// Its music.
    pub music: Option<String>,
    /// Its labels, in order, each once.
    pub labels: Vec<String>,
}

/// How many users of an audience are in one bucket (PRF-1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProfileRow {
    /// Whose bucket.
    pub key: ProfileKey,
    /// How many users.
    pub users: i64,
}

/// What makes two rows of profiles the same row (SRC-7).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProfileKey {
    /// Which users.
    pub of: ProfileGroup,
    /// By what they are told apart.
    pub dimension: ProfileDimension,
    /// The bucket.
    pub bucket: String,
}

/// The users that a profile was published for. They never add up: of a longer period, or of several creators, it is another group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProfileGroup {
    /// How far they came, or whom they follow.
    pub audience: ProfileAudience,
    /// The first day.
    pub start: Day,
    /// The day after the last.
    pub end: Day,
    /// With whom.
    pub creator: Option<CreatorRef>,
    /// In which channel.
    pub channel: Option<Channel>,
    /// On which LIVE or video.
    pub content: Option<Content>,
    /// On which product.
    pub product: Option<ProductId>,
    /// In which shop.
    pub shop: Option<ShopId>,
}

/// A product as last described.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProductRow {
    /// Its id.
    pub product: ProductId,
    /// Its name.
    pub name: Option<String>,
    /// Its shop.
    pub shop: Option<ShopId>,
}

/// The time a row of activity is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// A calendar day.
    Day(Day),
    /// Days `[start, end)` with one figure for all of them (SRC-12).
    Span {
        /// The first day.
        start: Day,
        /// The day after the last.
        end: Day,
    },
    /// The minute that begins here.
    Minute(Instant),
}

impl Bucket {
    /// The days it covers, in the calendar given by `day_of`.
    #[must_use]
    pub fn days(&self, day_of: impl FnOnce(Instant) -> Day) -> Window<Day> {
        match *self {
            Self::Day(day) => Window { start: day, end: Some(day.next()) },
            Self::Span { start, end } => Window { start, end: Some(end) },
            Self::Minute(at) => {
                let day = day_of(at);
                Window { start: day, end: Some(day.next()) }
            }
        }
    }
    fn order(&self) -> (u8, i64, i64) {
        match self {
            Self::Day(day) => (0, day.number().into(), 0),
            Self::Span { start, end } => (1, start.number().into(), end.number().into()),
            Self::Minute(at) => (2, at.millis(), 0),
        }
    }
}

impl PartialOrd for Bucket {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Bucket {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order().cmp(&other.order())
    }
}

/// What makes two rows of activity the same row (SRC-7).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActivityKey {
    /// The feed it came by: two feeds never replace each other's rows.
    pub feed: String,
    /// The bucket; none for a row of the LIVE list, where the room is the key (SRC-12).
    pub bucket: Option<Bucket>,
    /// The creator; none where the content is the key.
    pub creator: Option<CreatorRef>,
    /// The channel, if told.
    pub channel: Option<Channel>,
    /// The LIVE or video.
    pub content: Option<Content>,
    /// The product.
    pub product: Option<ProductId>,
    /// The shop.
    pub shop: Option<ShopId>,
    /// Whose shop sold it.
    pub affiliation: Option<Affiliation>,
    /// What GMV means, where a table says it in a column.
    pub definition: Option<Definition>,
}

/// Measures of one bucket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActivityRow {
    /// Its key.
    pub key: ActivityKey,
    /// The time it is about.
    pub bucket: Bucket,
    /// Whom it is about.
    pub creator: Option<CreatorRef>,
    /// Whose shop sold it.
    pub affiliation: Option<Affiliation>,
    /// What GMV means here (SRC-11).
    pub definition: Option<Definition>,
    /// The measures it tells, in order; money in 10⁻⁶ units. What is not here is absent (SRC-2).
    pub measures: Vec<(Measure, i64)>,
}

impl ActivityRow {
    /// A measure of the row; `None` is absent.
    #[must_use]
    pub fn measure(&self, measure: Measure) -> Option<i64> {
        let at = self.measures.binary_search_by_key(&measure, |(m, _)| *m).ok()?;
        self.measures.get(at).map(|(_, value)| *value)
    }
}

/// One SKU line of an order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderRow {
    /// The order.
    pub order: OrderId,
    /// The line.
    pub line: String,
    /// Whose content sold it.
    pub creator: Option<CreatorRef>,
    /// The channel, if told.
    pub channel: Option<Channel>,
    /// The LIVE or video.
    pub content: Option<Content>,
    /// The product.
    pub product: Option<ProductId>,
    /// The shop.
    pub shop: Option<ShopId>,
    /// Whose shop sold it.
    pub affiliation: Option<Affiliation>,
    /// Pieces.
    pub quantity: i64,
    /// When it was created.
    pub created_at: Instant,
    /// When it was paid; sales count on this day (MET-7).
    pub paid_at: Option<Instant>,
    /// When it was refunded; refunds count on this day.
    pub refunded_at: Option<Instant>,
    /// When it was settled; settlement counts on this day.
    pub settled_at: Option<Instant>,
    /// What was paid, in 10⁻⁶ units.
    pub amount: i64,
    /// What was refunded.
    pub refund_amount: Option<i64>,
    /// Pieces refunded.
    pub refund_quantity: Option<i64>,
    /// Estimated commission.
    pub commission: Option<i64>,
    /// What was settled.
    pub settled_amount: Option<i64>,
}

/// One act of one user.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InteractionRow {
    /// Its id, where the source gives one: then it is the key (SRC-7).
    pub event: Option<EventId>,
    /// When it was done.
    pub at: Instant,
    /// By whom.
    pub user: UserId,
    /// What was done.
    pub act: Act,
    /// Whose content it was done on.
    pub creator: Option<CreatorRef>,
    /// The channel, if told.
    pub channel: Option<Channel>,
    /// The LIVE or video.
    pub content: Option<Content>,
    /// The product.
    pub product: Option<ProductId>,
    /// The shop.
    pub shop: Option<ShopId>,
    /// Whose shop sold it.
    pub affiliation: Option<Affiliation>,
    /// Pieces, or seconds watched; 0 for an act that has none.
    pub quantity: u32,
    /// The amount in 10⁻⁶ units; 0 for an act that has none.
    pub amount: i64,
}

/// What a counter belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectRef {
    /// A creator.
    Creator(CreatorId),
    /// A room.
    Room(RoomId),
    /// A video.
    Video(VideoId),
}

/// A counter as it was looked at (SRC-8).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObservationRow {
    /// Whose counter.
    pub subject: SubjectRef,
    /// Which.
    pub measure: Measure,
    /// When it was looked at.
    pub observed_at: Instant,
    /// What it showed.
    pub observed: Observed,
}

/// One row of any table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// A creator.
    Creator(CreatorRow),
    /// A name of a creator.
    Alias(AliasRow),
    /// A LIVE room.
    Room(RoomRow),
    /// A video.
    Video(VideoRow),
    /// A product.
    Product(ProductRow),
    /// Measures of a bucket.
    Activity(ActivityRow),
    /// A SKU line.
    Order(OrderRow),
    /// A counter.
    Observation(ObservationRow),
    /// An act of a user.
    Interaction(InteractionRow),
    /// A bucket of a profile.
    Profile(ProfileRow),
}
