//! What happens in a room that is not added up: pins, stock, violations, giveaways, promotions. Kept in order of time, so that
//! the order of arrival does not show, and read anew at each moment: a LIVE has few of them.

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
    /// It ends a giveaway that nobody started.
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
    pub(super) stock: BTreeMap<ProductId, (i64, Instant)>,
    /// In order of finding.
    pub(super) violations: Vec<Violation>,
    /// In order of start.
    pub(super) giveaways: Vec<Giveaway>,
    pub(super) markers: Vec<Marker>,
    pub(super) ended_at: Option<Instant>,
    pub(super) ignored: Vec<(EventId, IgnoredBecause)>,
}

impl Standing {
    fn marker(&mut self, at: Instant, kind: MarkerKind, about: &str) {
        self.markers.push(Marker { at, kind, about: about.to_owned() });
    }
    fn take(&mut self, event: &LiveEvent) -> Result<(), IgnoredBecause> {
        let at = event.at;
        match &event.kind {
            LiveEventKind::Act(_) | LiveEventKind::Viewers(_) => {}
            LiveEventKind::Stock { product, left } => {
                self.stock.insert(product.clone(), (*left, at));
            }
            LiveEventKind::Pinned(product) => {
                self.pinned = Some((product.clone(), at));
                self.marker(at, MarkerKind::Pin, product.as_str());
            }
            LiveEventKind::Unpinned(product) => match &self.pinned {
                Some((pinned, _)) if pinned == product => self.pinned = None,
                _ => return Err(IgnoredBecause::NotPinned),
            },
            LiveEventKind::Violation { violation, reason, recommendation } => {
                self.marker(at, MarkerKind::Violation, violation);
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
                self.marker(at, MarkerKind::Giveaway, giveaway);
                self.giveaways.push(Giveaway {
                    giveaway: giveaway.clone(),
                    product: product.clone(),
                    started_at: at,
                    ended_at: None,
                });
            }
            LiveEventKind::GiveawayEnded { giveaway } => {
                let mut open = self.giveaways.iter_mut().rev().filter(|one| one.ended_at.is_none());
                match open.find(|one| one.giveaway == *giveaway) {
                    Some(open) => open.ended_at = Some(at),
                    None => return Err(IgnoredBecause::NoSuchGiveaway),
                }
            }
            LiveEventKind::Promotion { name } => self.marker(at, MarkerKind::Promotion, name),
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Marks(Vec<LiveEvent>);

impl Marks {
    pub(super) fn add(&mut self, event: LiveEvent) {
        let place = self.0.partition_point(|known| (known.at, &known.id) < (event.at, &event.id));
        self.0.insert(place, event);
    }
    /// What stands when everything up to a moment has happened.
    pub(super) fn at(&self, now: Instant) -> Standing {
        let mut standing = Standing::default();
        for event in self.0.iter().take_while(|event| event.at <= now) {
            if let Err(why) = standing.take(event) {
                standing.ignored.push((event.id.clone(), why));
            }
        }
        standing
    }
    /// The first event after a moment.
    pub(super) fn next_after(&self, now: Instant) -> Option<Instant> {
        self.0.get(self.0.partition_point(|event| event.at <= now)).map(|event| event.at)
    }
    pub(super) fn all(&self) -> &[LiveEvent] {
        &self.0
    }
}
