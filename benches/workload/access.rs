//! Who may see what: contracts with gaps, requests with every outcome, and the days that follow by a rule of its own.
use creator_compass::access::{AccessEvent, AccessFact, AccessLog, AccessRules, Scope};
use creator_compass::time::{Calendar, Day, Instant, Window};
use creator_compass::value::{CreatorId, EventId, Policy, RequestId};

use super::{Config, DAY_MILLIS, FIRST_DAY, TODAY, ZONE_MILLIS, creator_id};
use crate::{FixtureError, Seeded, mixed};

/// The log, and what is visible at the workload's moment.
#[derive(Debug, Clone)]
pub struct Access {
    /// Contracts and requests as they happened.
    pub events: Vec<AccessEvent>,
    /// The visible days: creator, and day since 1970; sorted.
    pub visible: Vec<(u32, i32)>,
}

impl Access {
    /// The events as a log.
    ///
    /// # Errors
    /// [`FixtureError`] for two events of one id, which there are not.
    pub fn log(&self) -> Result<AccessLog, FixtureError> {
        let mut log = AccessLog::new();
        log.record_all(self.events.iter().cloned()).map_err(|error| FixtureError(error.to_string()))?;
        Ok(log)
    }
}

/// The workload's rules: Jakarta's days, periods of any length, unique users in custom periods too.
///
/// # Errors
/// [`FixtureError`] if the zone is unknown.
pub fn rules() -> Result<AccessRules, FixtureError> {
    let mut policy = Policy::default();
    policy.longest_period_days = 400;
    policy.uv_on_custom_period = true;
    Ok(AccessRules::new(Calendar::new("Asia/Jakarta")?, policy))
}

/// Makes the access log of a workload.
///
/// # Errors
/// [`FixtureError`] if an id or instant cannot be built.
pub fn access(config: Config) -> Result<Access, FixtureError> {
    let mut all = Access { events: Vec::new(), visible: Vec::new() };
    for number in 0..config.creators {
        let id = CreatorId::new(&creator_id(config.form, number))?;
        let seeded = Seeded::new(mixed(config.seed ^ mixed(u64::from(number) | 1 << 40)));
        let mut story = Story { id, seeded, events: Vec::new(), contracts: Vec::new(), shown: Vec::new() };
        let restricted = story.region()?;
        story.contracts()?;
        story.requests()?;
        all.events.append(&mut story.events);
        if !restricted {
            let within = |windows: &[(i32, i32)], day: i32| windows.iter().any(|w| w.0 <= day && day < w.1);
            let days =
                (FIRST_DAY..TODAY).filter(|day| within(&story.contracts, *day) && within(&story.shown, *day));
            all.visible.extend(days.map(|day| (number, day)));
        }
    }
    Ok(all)
}

/// What became of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Granted,
    GrantedUntilLater,
    Over,
    Revoked,
    Declined,
    Unanswered,
    Pending,
}

struct Story {
    id: CreatorId,
    seeded: Seeded,
    events: Vec<AccessEvent>,
    /// Days under contract, half-open.
    contracts: Vec<(i32, i32)>,
    /// Data days of requests that show today, half-open.
    shown: Vec<(i32, i32)>,
}

impl Story {
    fn below(&mut self, limit: i32) -> i32 {
        let drawn = self.seeded.below(u64::try_from(limit).unwrap_or(0));
        i32::try_from(drawn).unwrap_or(0)
    }

    /// Something that happened on a day at an hour in Jakarta.
    fn tell(&mut self, day: i32, hour: i64, fact: AccessFact) -> Result<(), FixtureError> {
        let at = Instant::from_millis(i64::from(day) * DAY_MILLIS - ZONE_MILLIS + hour * 3_600_000)?;
        let id = EventId::new(&format!("{}/{}", self.id, self.events.len()))?;
        let creator = self.id.clone();
        self.events.push(AccessEvent { id, happened_at: at, recorded_at: at, creator, fact });
        Ok(())
    }

    /// One in a hundred lives where nobody can authorize; answers whether.
    fn region(&mut self) -> Result<bool, FixtureError> {
        let region = match self.below(100) {
            0 => "US",
            1..10 => "ID",
            _ => return Ok(false),
        };
        self.tell(FIRST_DAY - 90, 9, AccessFact::RegionDeclared { region: region.to_owned() })?;
        Ok(region == "US")
    }

    fn contracts(&mut self) -> Result<(), FixtureError> {
        if self.below(12) == 0 {
            return Ok(());
        }
        let mut start = FIRST_DAY - 40 + self.below(100);
        while start < TODAY {
            self.tell(start, 10, AccessFact::ContractSigned { on: day(start) })?;
            let end = start + 30 + self.below(120);
            self.contracts.push((start, end));
            if end >= TODAY {
                break;
            }
            self.tell(end, 10, AccessFact::ContractEnded { on: day(end) })?;
            start = end + 3 + self.below(30);
        }
        Ok(())
    }

    /// Requests for days that no two of them share, some asked again after they came to nothing.
    fn requests(&mut self) -> Result<(), FixtureError> {
        let mut start = FIRST_DAY - 20 + self.below(60);
        while start < TODAY {
            let end = start + 20 + self.below(90);
            let last = end >= TODAY;
            let days = Window { start: day(start), end: (!last).then(|| day(end)) };
            let outcome = match self.below(16) {
                0..4 => Outcome::Granted,
                4 => Outcome::GrantedUntilLater,
                5..7 => Outcome::Over,
                7..9 => Outcome::Revoked,
                9..12 => Outcome::Declined,
                12..15 => Outcome::Unanswered,
                _ => Outcome::Pending,
            };
            let sent = (start + self.below(30)).min(TODAY - 14);
            let mut shows = self.ask(days, sent, outcome)?;
            if !shows && outcome != Outcome::Pending && self.below(4) == 0 {
                shows = self.ask(days, TODAY - 3, Outcome::Granted)?;
            }
            if shows {
                self.shown.push((start, if last { TODAY } else { end }));
            }
            start = end + self.below(20);
        }
        Ok(())
    }

    /// Asks, and tells what becomes of it; answers whether its days show today.
    fn ask(&mut self, days: Window<Day>, sent: i32, outcome: Outcome) -> Result<bool, FixtureError> {
        let request = RequestId::new(&format!("{}/r{}", self.id, self.events.len()))?;
        // The answer comes within seven times 24 hours, and of an old request at least eight days before today.
        let sent = if outcome == Outcome::Pending { TODAY - 2 } else { sent };
        let answered = sent + 1 + if sent < TODAY - 13 { self.below(6) } else { 0 };
        let until = match outcome {
            Outcome::Over => Some(answered + self.below(TODAY - 5 - answered)),
            Outcome::GrantedUntilLater => Some(TODAY + self.below(90)),
            _ => None,
        }
        .map(day);
        let asked = AccessFact::Requested { request: request.clone(), scope: Scope::Creator, days, until };
        self.tell(sent, 12, asked)?;
        match outcome {
            Outcome::Pending | Outcome::Unanswered => return Ok(false),
            Outcome::Declined => {
                self.tell(answered, 13, AccessFact::Declined { request })?;
                return Ok(false);
            }
            _ => self.tell(answered, 13, AccessFact::Authorized { request: request.clone() })?,
        }
        if outcome == Outcome::Revoked {
            let on = answered + 1 + self.below(TODAY - 6 - answered);
            self.tell(on, 14, AccessFact::Revoked { request })?;
        }
        Ok(matches!(outcome, Outcome::Granted | Outcome::GrantedUntilLater))
    }
}

fn day(number: i32) -> Day {
    Day::FIRST.plus(number)
}
