use std::collections::{BTreeMap, BTreeSet};

use super::activity::ActivityTable;
use super::feed::Feeds;
use super::interactions::Interactions;
use super::versions::Versions;
use super::view::View;
use crate::access::{AccessError, AccessEvent, AccessLog, AccessRules, Clocks};
use crate::fact::{
    AliasKind, AliasRow, CreatorRow, ObservationRow, OrderRow, ProductRow, ProfileKey, ProfileRow, RoomRow,
    SubjectRef, VideoRow,
};
use crate::metric::Measure;
use crate::time::{Day, Instant};
use crate::value::{CreatorId, Currency, OrderId, ProductId, RoomId, VideoId};

/// One partner in one role and one market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Its name.
    pub id: String,
    /// Its calendar and policy.
    pub rules: AccessRules,
    /// Its currency.
    pub currency: Currency,
    /// Whether it is of the L2L kind (OVR-4).
    pub l2l: bool,
}

/// What makes two rows of a name the same: its end may be learned later.
pub(super) type AliasKey = (AliasKind, String, CreatorId, Option<Day>);

/// A key of a counter that was looked at.
pub(super) type ObservationKey = (SubjectRef, Measure, Instant);

/// All tables, each row with its versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tables {
    pub(super) creators: BTreeMap<CreatorId, Versions<CreatorRow>>,
    pub(super) aliases: BTreeMap<AliasKey, Versions<AliasRow>>,
    pub(super) rooms: BTreeMap<RoomId, Versions<RoomRow>>,
    pub(super) videos: BTreeMap<VideoId, Versions<VideoRow>>,
    /// INVARIANT: of these `videos` some look told that they never were public. They are few, and asked for with every answer.
    pub(super) unpublished: BTreeSet<VideoId>,
    pub(super) products: BTreeMap<ProductId, Versions<ProductRow>>,
    pub(super) activity: ActivityTable,
    pub(super) orders: BTreeMap<(OrderId, String), Versions<OrderRow>>,
    pub(super) observations: BTreeMap<ObservationKey, Versions<ObservationRow>>,
    pub(super) interactions: Interactions,
    pub(super) profiles: BTreeMap<ProfileKey, Versions<ProfileRow>>,
}

/// The facts of a workspace, its access log, and what its feeds cover.
///
/// # Example: a store answers nothing before it may
/// ```
/// use creator_compass::access::AccessRules;
/// use creator_compass::engine::{Store, Workspace};
/// use creator_compass::time::{Calendar, Instant};
/// use creator_compass::value::{Currency, Policy};
///
/// let rules = AccessRules::new(Calendar::new("Asia/Jakarta")?, Policy::default());
/// let store = Store::new(Workspace { id: "agency-7".into(), rules, currency: Currency::new("IDR")?, l2l: false });
/// assert_eq!(store.view(Instant::parse("2026-05-20T00:00:00Z")?).today().to_string(), "2026-05-20");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Store {
    pub(super) workspace: Workspace,
    pub(super) log: AccessLog,
    pub(super) tables: Tables,
    pub(super) feeds: Feeds,
}

impl Store {
    /// An empty store.
    #[must_use]
    pub fn new(workspace: Workspace) -> Self {
        Self { workspace, log: AccessLog::new(), tables: Tables::default(), feeds: Feeds::default() }
    }
    /// The workspace.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }
    /// The access log.
    #[must_use]
    pub fn log(&self) -> &AccessLog {
        &self.log
    }
    /// Takes events into the access log, all or none; answers how many were new (ACC-16).
    ///
    /// # Errors
    /// [`AccessError::EventConflict`] for an id that is there with other content.
    pub fn record(&mut self, events: impl IntoIterator<Item = AccessEvent>) -> Result<usize, AccessError> {
        self.log.record_all(events)
    }
    /// How many acts of users it holds that have no id of their own, and how many bytes they take.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        self.tables.interactions.size()
    }
    /// The store at a moment.
    #[must_use]
    pub fn view(&self, now: Instant) -> View<'_> {
        View::new(self, Clocks::at(now))
    }
    /// The store at a moment, as it was known at another (ACC-16, BEY-4).
    #[must_use]
    pub fn view_as_known(&self, now: Instant, known_at: Instant) -> View<'_> {
        View::new(self, Clocks::at(now).known_at(known_at))
    }
}
