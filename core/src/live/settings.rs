use crate::time::Instant;
use crate::value::{CreatorId, Currency, Policy, RoomId};

/// The limits of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoomRules {
    /// How many minutes after later ones an event may still arrive. Duplicates are known within it.
    pub lateness_minutes: u32,
    /// The longest LIVE, in hours: an event further ahead is a wrong clock. Read as at most [`RoomRules::MOST_HOURS`].
    pub longest_hours: u32,
    /// A product with fewer left is low in stock (LIV-6).
    pub low_stock_below: i64,
    /// The most metrics of a snapshot (DSH-1).
    pub dashboard_metrics: u32,
    /// The most metrics of a trend (PER-8).
    pub trend_metrics: u32,
}

impl RoomRules {
    /// No room is kept for longer.
    pub const MOST_HOURS: u32 = 24 * 31;

    /// The limits of a workspace's policy.
    #[must_use]
    pub fn of(policy: &Policy) -> Self {
        Self {
            lateness_minutes: 10,
            longest_hours: 48,
            low_stock_below: 5,
            dashboard_metrics: policy.dashboard_metrics,
            trend_metrics: policy.trend_metrics,
        }
    }
}

impl Default for RoomRules {
    fn default() -> Self {
        Self::of(&Policy::default())
    }
}

/// What anybody may see of a room (ACC-14).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RoomAbout {
    /// The title of the LIVE.
    pub title: Option<String>,
    /// The creator's name for people.
    pub name: Option<String>,
    /// The creator's handle.
    pub handle: Option<String>,
    /// The creator's picture.
    pub avatar: Option<String>,
    /// The page of the LIVE.
    pub page: Option<String>,
}

/// What is known of a product besides what happens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ProductAbout {
    /// Its name for people.
    pub name: Option<String>,
    /// Its SKUs, by which it is found too (DSH-7).
    pub skus: Vec<String>,
}

/// What a room is made with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoomSettings {
    /// Its id.
    pub room: RoomId,
    /// Whose it is.
    pub creator: Option<CreatorId>,
    /// When it started.
    pub started_at: Instant,
    /// The currency of its amounts.
    pub currency: Currency,
    /// Its limits.
    pub rules: RoomRules,
    /// What anybody may see of it.
    pub about: RoomAbout,
}

impl RoomSettings {
    /// A room of a creator, with the limits of the rules.
    #[must_use]
    pub fn new(room: RoomId, creator: Option<CreatorId>, started_at: Instant, currency: Currency) -> Self {
        let (rules, about) = (RoomRules::default(), RoomAbout::default());
        Self { room, creator, started_at, currency, rules, about }
    }
}
