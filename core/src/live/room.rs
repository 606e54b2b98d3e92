use std::collections::{BTreeMap, VecDeque};

use rustc_hash::FxHashSet;

use super::counts::Counts;
use super::error::RoomError;
use super::event::{LiveEvent, LiveEventKind, RoomAct, TrafficSource};
use super::marks::Marks;
use super::minutes::{Minutes, digest, minute_of};
use crate::fact::{Act, Channel};
use crate::metric::Measure;
use crate::time::Instant;
use crate::value::{CreatorId, EventId, ProductId, RoomId, UserId};

/// The limits of a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoomRules {
    /// How many minutes after later ones an event may still arrive. Duplicates are known within it.
    pub lateness_minutes: u32,
    /// The longest LIVE, in hours: an event further ahead is a wrong clock.
    pub longest_hours: u32,
    /// A product with fewer left is low in stock (LIV-6).
    pub low_stock_below: i64,
}

impl Default for RoomRules {
    fn default() -> Self {
        Self { lateness_minutes: 10, longest_hours: 48, low_stock_below: 5 }
    }
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "callers must handle all three")]
pub enum Observed {
    /// It counts.
    New,
    /// One of its id was observed before: nothing changes.
    Duplicate,
    /// It comes later than rooms wait. It is in no figure while the room is kept, and among
    /// [`Room::late`], for the store.
    Late,
}

/// A comment, kept for the replay (DSH-11).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comment {
    /// When.
    pub at: Instant,
    /// The event that told it.
    pub event: EventId,
    /// By whom, where the source tells.
    pub user: Option<UserId>,
    /// What it says.
    pub text: String,
}

/// A LIVE while it is on, and after (LIV, DSH): state, not history. Events come in any order within
/// [`RoomRules::lateness_minutes`], twice too; what is answered depends on which were observed, not on when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    pub(super) room: RoomId,
    pub(super) creator: Option<CreatorId>,
    pub(super) started_at: Instant,
    pub(super) rules: RoomRules,
    pub(super) minutes: Minutes,
    pub(super) products: BTreeMap<ProductId, Minutes>,
    pub(super) sources: BTreeMap<TrafficSource, Minutes>,
    pub(super) marks: Marks,
    pub(super) comments: Vec<Comment>,
    pub(super) late: Vec<LiveEvent>,
    /// Names of products for people.
    pub(super) names: BTreeMap<ProductId, String>,
    /// Ids by the minute of their event, the oldest first.
    ids: VecDeque<(i64, FxHashSet<u128>)>,
    /// The last minute that an event was of.
    newest: i64,
}

impl Room {
    /// A room without events.
    #[must_use]
    pub fn new(room: RoomId, creator: Option<CreatorId>, started_at: Instant, rules: RoomRules) -> Self {
        Self {
            room,
            creator,
            started_at,
            rules,
            minutes: Minutes::new(started_at),
            products: BTreeMap::new(),
            sources: BTreeMap::new(),
            marks: Marks::default(),
            comments: Vec::new(),
            late: Vec::new(),
            names: BTreeMap::new(),
            ids: VecDeque::new(),
            newest: minute_of(started_at),
        }
    }
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &RoomId {
        &self.room
    }
    /// Whose it is.
    #[must_use]
    pub fn creator(&self) -> Option<&CreatorId> {
        self.creator.as_ref()
    }
    /// When it started.
    #[must_use]
    pub fn started_at(&self) -> Instant {
        self.started_at
    }
    /// When it ended, as far as was observed.
    #[must_use]
    pub fn ended_at(&self) -> Option<Instant> {
        let ends = self.marks.all().iter().filter(|mark| mark.kind == LiveEventKind::Ended);
        ends.map(|mark| mark.at).next()
    }
    /// Events that came too late to count here: the store takes them.
    #[must_use]
    pub fn late(&self) -> &[LiveEvent] {
        &self.late
    }
    /// Gives a product its name for people.
    pub fn name_product(&mut self, product: ProductId, name: &str) {
        self.names.insert(product, name.to_owned());
    }
    /// Takes an event.
    ///
    /// # Errors
    /// [`RoomError`] for one that cannot be: before the start, too far ahead, a negative number. Nothing changes then.
    pub fn observe(&mut self, event: LiveEvent) -> Result<Observed, RoomError> {
        self.check(&event)?;
        let minute = minute_of(event.at);
        let wait = i64::from(self.rules.lateness_minutes);
        if minute < self.newest.saturating_sub(wait) {
            self.late.push(event);
            return Ok(Observed::Late);
        }
        if !self.first_of_its_id(minute, &event.id) {
            return Ok(Observed::Duplicate);
        }
        self.newest = self.newest.max(minute);
        let oldest = self.newest.saturating_sub(wait);
        while self.ids.front().is_some_and(|(minute, _)| *minute < oldest) {
            self.ids.pop_front();
        }
        match event.kind {
            LiveEventKind::Act(act) => self.act(event.at, event.id, act),
            LiveEventKind::Viewers(now) => self.minutes.look(event.at, &event.id, now),
            _ => self.marks.add(event),
        }
        Ok(Observed::New)
    }
    fn check(&self, event: &LiveEvent) -> Result<(), RoomError> {
        let (id, at, started_at) = (|| event.id.as_str().to_owned(), event.at, self.started_at);
        let limit_hours = i64::from(self.rules.longest_hours);
        if at < started_at {
            return Err(RoomError::BeforeStart { event: id(), at, started_at });
        }
        if at > started_at.plus_millis(limit_hours.saturating_mul(3_600_000)) {
            return Err(RoomError::TooFarAhead { event: id(), at, started_at, limit_hours });
        }
        let negative = |field: &'static str, value: i64| {
            if value < 0 { Err(RoomError::Negative { event: id(), field, value }) } else { Ok(()) }
        };
        match &event.kind {
            LiveEventKind::Act(act) if !act.act.fits(Channel::Live) => {
                Err(RoomError::NotInLive { event: id(), act: act.act.as_str() })
            }
            LiveEventKind::Act(act) => negative("amount", act.amount),
            LiveEventKind::Viewers(now) => negative("viewers", *now),
            LiveEventKind::Stock { left, .. } => negative("left", *left),
            _ => Ok(()),
        }
    }
    /// Remembers an id; whether it is new.
    fn first_of_its_id(&mut self, minute: i64, id: &EventId) -> bool {
        let id = digest(id.as_str());
        if self.ids.iter().any(|(_, ids)| ids.contains(&id)) {
            return false;
        }
        let place = self.ids.partition_point(|(known, _)| *known < minute);
        match self.ids.get_mut(place) {
            Some((known, ids)) if *known == minute => {
                ids.insert(id);
            }
            _ => self.ids.insert(place, (minute, FxHashSet::from_iter([id]))),
        }
        true
    }
    fn act(&mut self, at: Instant, id: EventId, act: RoomAct) {
        let (minute, started_at) = (minute_of(at), self.started_at);
        let user = act.user.as_ref().map(|user| digest(user.as_str()));
        let unique = act.act.users().zip(user);
        for (measure, more) in Counts::of_act(act.act, act.quantity, act.amount) {
            self.minutes.add(minute, measure, more);
        }
        if let Some((measure, user)) = unique {
            self.minutes.see(minute, measure, user);
        }
        if let Some(product) = act.product {
            let sums = self.products.entry(product).or_insert_with(|| Minutes::new(started_at));
            for (measure, more) in Counts::of_act(act.act, act.quantity, act.amount) {
                sums.add(minute, measure, more);
            }
            if let Some((measure, user)) = unique {
                sums.see(minute, measure, user);
            }
        }
        if let (Act::View, Some(source)) = (act.act, act.source) {
            let brought = self.sources.entry(source).or_insert_with(|| Minutes::new(started_at));
            brought.add(minute, Measure::Views, 1);
            if let Some(user) = user {
                brought.see(minute, Measure::Viewers, user);
            }
        }
        if let Some(text) = act.text {
            let comment = Comment { at, event: id, user: act.user, text };
            let place = self.comments.partition_point(|known| *known < comment);
            self.comments.insert(place, comment);
        }
    }
}
