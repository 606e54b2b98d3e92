use std::collections::{BTreeMap, VecDeque};

use rustc_hash::FxHashSet;

use super::counts::{Counts, place_of};
use super::error::RoomError;
use super::event::{LiveEvent, LiveEventKind, RoomAct, TrafficSource};
use super::marks::{IgnoredLiveEvent, Marks};
use super::minutes::{Minutes, digest, instant_of, minute_of};
use super::settings::{ProductAbout, RoomRules, RoomSettings};
use crate::fact::{Act, Channel};
use crate::metric::Measure;
use crate::time::Instant;
use crate::value::{EventId, ProductId, UserId};

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "callers must handle all three")]
pub enum Taken {
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
/// [`RoomRules::lateness_minutes`](super::RoomRules::lateness_minutes), twice too; what is answered depends on which were
/// observed, not on when.
///
/// # Example: the price of a click is asked for at the moment one is in
/// ```
/// use creator_compass::fact::Act;
/// use creator_compass::live::{LiveEvent, LiveEventKind, Room, RoomAct, RoomSettings, Taken};
/// use creator_compass::metric::Figure;
/// use creator_compass::time::Instant;
/// use creator_compass::value::{Currency, EventId, ProductId, RoomId, Value};
/// let started_at = Instant::parse("2026-05-20T12:00:00Z")?;
/// let mut room = Room::new(RoomSettings::new(RoomId::new("r1")?, None, started_at, Currency::new("USD")?));
/// let act = RoomAct { product: Some(ProductId::new("p1")?), ..RoomAct::new(Act::ProductClick) };
/// let event = LiveEvent { id: EventId::new("e1")?, at: started_at.plus_millis(90_000), kind: LiveEventKind::Act(act) };
/// assert_eq!(room.observe(event.clone())?, Taken::New);
/// assert_eq!(room.observe(event)?, Taken::Duplicate);
/// let now = Instant::parse("2026-05-20T12:02:00Z")?;
/// let snapshot = room.snapshot(now, &room.dashboard(&["product_clicks"])?)?;
/// assert_eq!(snapshot.lines[0].value, Value::Known(Figure::Count(1)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    pub(super) settings: RoomSettings,
    pub(super) minutes: Minutes,
    pub(super) products: BTreeMap<ProductId, Minutes>,
    pub(super) sources: BTreeMap<TrafficSource, Minutes>,
    pub(super) marks: Marks,
    pub(super) comments: Vec<Comment>,
    pub(super) late: Vec<LiveEvent>,
    pub(super) about: BTreeMap<ProductId, ProductAbout>,
    /// Ids by the minute of their event, the oldest first.
    pub(super) ids: VecDeque<(i64, FxHashSet<u128>)>,
    /// The last minute that an event was of.
    pub(super) newest: i64,
}

impl Room {
    /// A room without events.
    #[must_use]
    pub fn new(settings: RoomSettings) -> Self {
        Self {
            minutes: Minutes::new(settings.started_at),
            products: BTreeMap::new(),
            sources: BTreeMap::new(),
            marks: Marks::new(settings.rules.low_stock_below),
            comments: Vec::new(),
            late: Vec::new(),
            about: BTreeMap::new(),
            ids: VecDeque::new(),
            newest: minute_of(settings.started_at),
            settings,
        }
    }
    /// What it was made with.
    #[must_use]
    pub fn settings(&self) -> &RoomSettings {
        &self.settings
    }
    /// When it ended, as far as was observed.
    #[must_use]
    pub fn ended_at(&self) -> Option<Instant> {
        self.marks.ended_at()
    }
    /// Events that came too late to count here: the store takes them.
    #[must_use]
    pub fn late(&self) -> &[LiveEvent] {
        &self.late
    }
    /// Events that changed nothing by a moment, since they contradict what stood.
    #[must_use]
    pub fn ignored(&self, now: Instant) -> Vec<IgnoredLiveEvent> {
        self.marks.at(now).ignored
    }
    /// Says what a product is.
    pub fn describe_product(&mut self, product: ProductId, about: ProductAbout) {
        self.about.insert(product, about);
    }
    /// Takes an event.
    ///
    /// # Errors
    /// [`RoomError`] for one that cannot be: before the start, too far ahead, a negative number. Nothing changes then.
    pub fn observe(&mut self, event: LiveEvent) -> Result<Taken, RoomError> {
        self.check(&event)?;
        let minute = minute_of(event.at);
        if minute < self.oldest() {
            self.late.push(event);
            return Ok(Taken::Late);
        }
        if !self.first_of_its_id(minute, &event.id) {
            return Ok(Taken::Duplicate);
        }
        if self.newest < minute {
            self.newest = minute;
            let oldest = self.oldest();
            while self.ids.front().is_some_and(|(minute, _)| *minute < oldest) {
                self.ids.pop_front();
            }
            self.marks.settle(instant_of(oldest));
        }
        match event.kind {
            LiveEventKind::Act(act) => self.act(event.at, event.id, act),
            LiveEventKind::Viewers(now) => self.minutes.look(event.at, &event.id, now),
            _ => self.marks.add(event),
        }
        Ok(Taken::New)
    }
    /// The earliest minute that events are still taken of.
    pub(super) fn oldest(&self) -> i64 {
        self.newest.saturating_sub(self.settings.rules.lateness_minutes.into())
    }
    fn check(&self, event: &LiveEvent) -> Result<(), RoomError> {
        let (id, at) = (|| event.id.as_str().to_owned(), event.at);
        let (started_at, rules) = (self.settings.started_at, &self.settings.rules);
        let limit_hours = i64::from(rules.longest_hours.min(RoomRules::MOST_HOURS));
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
            LiveEventKind::Act(act) if !is_counted(act.act) => {
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
    pub(super) fn act(&mut self, at: Instant, id: EventId, act: RoomAct) {
        let (minute, started_at) = (minute_of(at), self.settings.started_at);
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

/// Whether an act is done in a LIVE, and told of while it is on.
fn is_counted(act: Act) -> bool {
    act.fits(Channel::Live) && act.tells().iter().all(|(measure, _)| place_of(*measure).is_some())
}
