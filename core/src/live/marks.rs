//! What happens in a room that is not added up: pins, stock, violations, giveaways, promotions. Kept in order of time, so that
//! the order of arrival does not show.

use std::collections::BTreeMap;

use super::event::{AppealOutcome, LiveEvent, LiveEventKind};
use crate::fact::names;
use crate::time::Instant;
use crate::value::{EventId, ProductId};

names! {
    /// What stands on the trend (DSH-4).
    MarkerKind {
        /// A product was pinned.
        Pin "pin",
        /// A violation was found.
        Violation "violation",
        /// A giveaway started.
        Giveaway "giveaway",
        /// A promotion.
        Promotion "promotion",
    }
}

/// A key event on the trend (DSH-4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// When.
    pub at: Instant,
    /// What kind.
    pub kind: MarkerKind,
    /// What it is about: the product, violation, giveaway or promotion.
    pub about: String,
}

/// How far an appeal has come (DSH-9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the states of DSH-9")]
pub enum AppealState {
    /// Not appealed.
    Open,
    /// Appealed, and not answered.
    Appealed {
        /// When.
        at: Instant,
    },
    /// Answered.
    Answered {
        /// When.
        at: Instant,
        /// How.
        outcome: AppealOutcome,
    },
}

impl AppealState {
    /// The stable name.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Appealed { .. } => "appealed",
            Self::Answered { outcome, .. } => outcome.as_str(),
        }
    }
}

/// A violation of the room (LIV-5, DSH-9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Its id.
    pub violation: String,
    /// When it was found.
    pub at: Instant,
    /// What it is about.
    pub reason: String,
    /// What the platform recommends.
    pub recommendation: Option<String>,
    /// How far its appeal has come.
    pub appeal: AppealState,
}

/// A giveaway (DSH-10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Giveaway {
    /// Its id.
    pub giveaway: String,
    /// For which product.
    pub product: Option<ProductId>,
    /// When it started.
    pub started_at: Instant,
    /// When it ended, if it has.
    pub ended_at: Option<Instant>,
}

/// Why an event changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum IgnoredBecause {
    /// It is about a violation that nobody told of.
    NoSuchViolation,
    /// The violation was appealed before: once is all there is (DSH-9).
    AlreadyAppealed,
    /// There is no appeal to answer.
    NotAppealed,
    /// It starts a giveaway that was started before.
    GiveawayKnown,
    /// It ends a giveaway that nobody started, or that has ended.
    NoSuchGiveaway,
    /// The product is not the one that is pinned (DSH-7).
    NotPinned,
    /// The LIVE had ended before.
    AlreadyEnded,
}

impl IgnoredBecause {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoSuchViolation => "no_such_violation",
            Self::AlreadyAppealed => "already_appealed",
            Self::NotAppealed => "not_appealed",
            Self::GiveawayKnown => "giveaway_known",
            Self::NoSuchGiveaway => "no_such_giveaway",
            Self::NotPinned => "not_pinned",
            Self::AlreadyEnded => "already_ended",
        }
    }
}

/// What stands at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Standing {
    pub(super) pinned: Option<(ProductId, Instant)>,
    pub(super) stock: BTreeMap<ProductId, Stock>,
    /// In order of finding.
    pub(super) violations: Vec<Violation>,
    /// In order of start.
    pub(super) giveaways: Vec<Giveaway>,
    pub(super) ended_at: Option<Instant>,
    pub(super) ignored: Vec<IgnoredLiveEvent>,
}

/// What is left of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stock {
    pub(super) left: i64,
    /// Since when it is low, if it is.
    pub(super) low_since: Option<Instant>,
}

/// An event that changes nothing, since it contradicts what stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredLiveEvent {
    /// The event.
    pub event: EventId,
    /// Why.
    pub why: IgnoredBecause,
}

impl Standing {
    fn take(&mut self, event: &LiveEvent, low_below: i64) -> Result<(), IgnoredBecause> {
        let at = event.at;
        match &event.kind {
            LiveEventKind::Act(_) | LiveEventKind::Viewers(_) | LiveEventKind::Promotion { .. } => {}
            LiveEventKind::Stock { product, left } => {
                let before = self.stock.get(product).and_then(|stock| stock.low_since);
                let low_since = (*left < low_below).then(|| before.unwrap_or(at)); // LIV-6
                self.stock.insert(product.clone(), Stock { left: *left, low_since });
            }
            LiveEventKind::Pinned(product) => self.pinned = Some((product.clone(), at)),
            LiveEventKind::Unpinned(product) => match &self.pinned {
                Some((pinned, _)) if pinned == product => self.pinned = None,
                _ => return Err(IgnoredBecause::NotPinned),
            },
            LiveEventKind::Violation { violation, reason, recommendation } => {
                match self.violations.iter_mut().find(|known| known.violation == *violation) {
                    Some(known) => {
                        known.reason.clone_from(reason);
                        known.recommendation.clone_from(recommendation);
                    }
                    None => self.violations.push(Violation {
                        violation: violation.clone(),
                        at,
                        reason: reason.clone(),
                        recommendation: recommendation.clone(),
                        appeal: AppealState::Open,
                    }),
                }
            }
            LiveEventKind::Appealed { violation } => {
                let known = self.violation(violation)?;
                if known.appeal != AppealState::Open {
                    return Err(IgnoredBecause::AlreadyAppealed); // DSH-9
                }
                known.appeal = AppealState::Appealed { at };
            }
            LiveEventKind::AppealAnswered { violation, outcome } => {
                let known = self.violation(violation)?;
                if !matches!(known.appeal, AppealState::Appealed { .. }) {
                    return Err(IgnoredBecause::NotAppealed);
                }
                known.appeal = AppealState::Answered { at, outcome: *outcome };
            }
            LiveEventKind::GiveawayStarted { giveaway, product } => {
                if self.giveaways.iter().any(|one| one.giveaway == *giveaway) {
                    return Err(IgnoredBecause::GiveawayKnown);
                }
                self.giveaways.push(Giveaway {
                    giveaway: giveaway.clone(),
                    product: product.clone(),
                    started_at: at,
                    ended_at: None,
                });
            }
            LiveEventKind::GiveawayEnded { giveaway } => {
                let mut open = self.giveaways.iter_mut().filter(|one| one.ended_at.is_none());
                match open.find(|one| one.giveaway == *giveaway) {
                    Some(open) => open.ended_at = Some(at),
                    None => return Err(IgnoredBecause::NoSuchGiveaway),
                }
            }
            LiveEventKind::Ended => match self.ended_at {
                Some(_) => return Err(IgnoredBecause::AlreadyEnded),
                None => self.ended_at = Some(at),
            },
        }
        Ok(())
    }
    fn violation(&mut self, id: &str) -> Result<&mut Violation, IgnoredBecause> {
        let known = self.violations.iter_mut().find(|known| known.violation == id);
        known.ok_or(IgnoredBecause::NoSuchViolation)
    }
}

/// The events that are not added up, in order of time and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks {
    all: Vec<LiveEvent>,
    /// How many of them nothing can come before any more, and what stands after them: a snapshot of now reads the rest alone.
    settled: usize,
    standing: Standing,
    /// The earliest end that was told.
    ended_at: Option<Instant>,
    low_below: i64,
}

impl Marks {
    pub(super) fn new(low_below: i64) -> Self {
        Self { all: Vec::new(), settled: 0, standing: Standing::default(), ended_at: None, low_below }
    }
    pub(super) fn add(&mut self, event: LiveEvent) {
        if event.kind == LiveEventKind::Ended {
            self.ended_at = Some(self.ended_at.map_or(event.at, |known| known.min(event.at)));
        }
        let place = self.all.partition_point(|known| (known.at, &known.id) < (event.at, &event.id));
        self.all.insert(place, event);
    }
    /// Nothing will be told of a time before this any more.
    pub(super) fn settle(&mut self, before: Instant) {
        while let Some(event) = self.all.get(self.settled).filter(|event| event.at < before) {
            take(&mut self.standing, event, self.low_below);
            self.settled = self.settled.saturating_add(1);
        }
    }
    /// What stands when everything up to a moment has happened.
    pub(super) fn at(&self, now: Instant) -> Standing {
        let (settled, rest) = self.all.split_at_checked(self.settled).unwrap_or_default();
        let (mut standing, rest) = match settled.last() {
            Some(last) if last.at <= now => (self.standing.clone(), rest),
            _ => (Standing::default(), self.all.as_slice()),
        };
        for event in rest.iter().take_while(|event| event.at <= now) {
            take(&mut standing, event, self.low_below);
        }
        standing
    }
    /// The first event after a moment.
    pub(super) fn next_after(&self, now: Instant) -> Option<Instant> {
        self.all.get(self.all.partition_point(|event| event.at <= now)).map(|event| event.at)
    }
    /// When the LIVE ends, as far as was told.
    pub(super) fn ended_at(&self) -> Option<Instant> {
        self.ended_at
    }
    /// Key events up to a moment, in order (DSH-4).
    pub(super) fn markers(&self, now: Instant) -> impl Iterator<Item = Marker> {
        self.all.iter().take_while(move |event| event.at <= now).filter_map(|event| {
            let (kind, about) = match &event.kind {
                LiveEventKind::Pinned(product) => (MarkerKind::Pin, product.as_str()),
                LiveEventKind::Violation { violation, .. } => (MarkerKind::Violation, violation.as_str()),
                LiveEventKind::GiveawayStarted { giveaway, .. } => (MarkerKind::Giveaway, giveaway.as_str()),
                LiveEventKind::Promotion { name } => (MarkerKind::Promotion, name.as_str()),
                _ => return None,
            };
            Some(Marker { at: event.at, kind, about: about.to_owned() })
        })
    }
    pub(super) fn all(&self) -> &[LiveEvent] {
        &self.all
    }
}

fn take(standing: &mut Standing, event: &LiveEvent, low_below: i64) {
    if let Err(why) = standing.take(event, low_below) {
        standing.ignored.push(IgnoredLiveEvent { event: event.id.clone(), why });
    }
}
