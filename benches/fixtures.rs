//! Seeded inputs that the benchmarks share, built once.
use creator_compass::access::{AccessEvent, AccessFact, AccessLog, AccessRules, Scope};
use creator_compass::time::{Calendar, Day, Instant, TimeError, Window};
use creator_compass::value::{CreatorId, EventId, IdError, Policy, RequestId};

pub mod workload;

/// 2026-01-01T00:00:00Z, the first moment of every fixture.
pub const START_MILLIS: i64 = 1_767_225_600_000;
const HOUR: u64 = 3_600_000;

/// A small generator of numbers (SplitMix64): the same seed, the same numbers, everywhere.
#[derive(Debug, Clone)]
pub struct Seeded(u64);

impl Seeded {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
    /// A number from 0 to below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }
    /// Any number of 64 bits.
    #[expect(clippy::should_implement_trait, reason = "it never ends, so it is no iterator")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0)
    }
}

/// A number stirred until nothing of it can be made out.
#[must_use]
pub fn mixed(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Why a fixture could not be built.
#[derive(Debug)]
pub struct FixtureError(pub String);

impl From<IdError> for FixtureError {
    fn from(error: IdError) -> Self {
        Self(error.to_string())
    }
}

impl From<TimeError> for FixtureError {
    fn from(error: TimeError) -> Self {
        Self(error.to_string())
    }
}

/// The rules of an agency in Jakarta.
///
/// # Errors
/// [`FixtureError`] if the zone is unknown.
pub fn rules() -> Result<AccessRules, FixtureError> {
    Ok(AccessRules::new(Calendar::new("Asia/Jakarta")?, Policy::default()))
}

/// A log of so many creators, each with `rounds` rounds of sign, ask, answer, withdraw and end over half a year.
///
/// # Errors
/// [`FixtureError`] if an id or instant cannot be built.
pub fn log(creators: u64, rounds: u64, seed: u64) -> Result<AccessLog, FixtureError> {
    let mut seeded = Seeded::new(seed);
    let first = Day::parse("2026-01-01")?;
    let mut events = Vec::new();
    for number in 0..creators {
        let creator = CreatorId::new(&format!("creator-{number:05}"))?;
        let mut hour = seeded.below(48);
        for round in 0..rounds {
            let day = first.plus(i32::try_from(hour / 24).unwrap_or(0));
            let request = RequestId::new(&format!("{creator}/{round}"))?;
            let days = Window { start: first, end: None };
            let until = None;
            let answer = match seeded.below(8) {
                0 => AccessFact::Declined { request: request.clone() },
                _ => AccessFact::Authorized { request: request.clone() },
            };
            let facts = [
                AccessFact::ContractSigned { on: day },
                AccessFact::Requested { request: request.clone(), scope: Scope::Creator, days, until },
                answer,
                AccessFact::Revoked { request },
                AccessFact::ContractEnded { on: day.plus(3) },
            ];
            // The last round mostly stays in force.
            let kept = if round.saturating_add(1) == rounds && seeded.below(4) > 0 { 3 } else { facts.len() };
            for (place, fact) in facts.into_iter().take(kept).enumerate() {
                hour = hour.saturating_add(1).saturating_add(seeded.below(4));
                let at = Instant::from_millis(
                    START_MILLIS.saturating_add(i64::try_from(hour * HOUR).unwrap_or(0)),
                )?;
                let id = EventId::new(&format!("{creator}/{round}/{place}"))?;
                events.push(AccessEvent {
                    id,
                    happened_at: at,
                    recorded_at: at,
                    creator: creator.clone(),
                    fact,
                });
            }
        }
    }
    let mut log = AccessLog::new();
    log.record_all(events).map_err(|error| FixtureError(error.to_string()))?;
    Ok(log)
}
