//! Random small worlds: a zone and its days, a policy, a log, moments and questions, all from one seed.
use std::sync::OnceLock;

use creator_compass::access::{AccessEvent, AccessFact, AccessLog, AccessRules, Scope};
use creator_compass::time::{Calendar, Day, Instant, Window};
use creator_compass::value::{ContractBounds, CreatorId, EventId, Policy, RequestId, RoomId};

use crate::naive::Days;

const HOURS_24: i64 = 86_400_000;
/// Events happen on the days `BASE..BASE + 6` of a world, questions ask for days around it and a month back.
pub(crate) const BASE: usize = 40;
const LENGTH: usize = 90;

/// Numbers from a seed (splitmix64).
#[derive(Debug, Clone)]
pub(crate) struct Seed(pub(crate) u64);

impl Seed {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
    /// One of `0..count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(count).unwrap()).unwrap()
    }
    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

/// Zones and the day that is `BASE` there: clocks that jump half an hour, a midnight that is skipped, an hour that is
/// told twice (also over midnight), summer time that stops for a month, month ends, and a skipped day.
const PLACES: [(&str, &str); 10] = [
    ("Australia/Lord_Howe", "2026-04-02"),
    ("Australia/Lord_Howe", "2026-10-01"),
    ("America/Sao_Paulo", "2018-11-01"),
    ("America/Sao_Paulo", "2018-02-15"),
    ("Africa/Casablanca", "2026-02-12"),
    ("Africa/Casablanca", "2026-03-20"),
    ("Asia/Jakarta", "2026-03-28"),
    ("Asia/Jakarta", "2026-05-01"),
    ("America/St_Johns", "2010-11-04"),
    ("Pacific/Apia", "2011-12-27"),
];

/// A zone with its days, found once.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) zone: &'static str,
    pub(crate) days: Days,
}

pub(crate) fn places() -> &'static [Place] {
    static ALL: OnceLock<Vec<Place>> = OnceLock::new();
    ALL.get_or_init(|| {
        let place = |(zone, base): &(&'static str, &str)| {
            let first = Day::parse(base).unwrap().plus(-i32::try_from(BASE).unwrap()).to_string();
            Place { zone, days: Days::scan(zone, &first, LENGTH) }
        };
        PLACES.iter().map(place).collect()
    })
}

/// The place without any change of clocks.
pub(crate) fn jakarta() -> &'static Place {
    places().iter().find(|place| place.zone == "Asia/Jakarta").unwrap()
}

/// One world.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) place: &'static Place,
    pub(crate) rules: AccessRules,
    pub(crate) events: Vec<AccessEvent>,
}

pub(crate) fn creator(number: usize) -> CreatorId {
    CreatorId::new(["ann", "ben", "cho", "nobody"][number]).unwrap()
}
pub(crate) fn room(number: usize) -> RoomId {
    RoomId::new(["room", "other"][number]).unwrap()
}
pub(crate) fn log_of(events: &[AccessEvent]) -> AccessLog {
    let mut log = AccessLog::new();
    log.record_all(events.iter().cloned()).unwrap();
    log
}
pub(crate) fn instant(millis: i64) -> Instant {
    Instant::from_millis(millis).unwrap()
}

fn policy(seed: &mut Seed) -> Policy {
    let mut policy = Policy::default();
    policy.answer_days = u32::try_from(seed.pick(&[7, 7, 7, 7, 1, 2, 3, 3, 4, 0])).unwrap();
    policy.retention_months = u32::try_from(seed.pick(&[6, 6, 6, 6, 1, 1, 1, 2, 2, 0])).unwrap();
    if seed.one_in(4) {
        policy.restricted_regions =
            ["ID", "US", "VN"][..seed.below(4)].iter().map(|r| (*r).to_owned()).collect();
    }
    let mut bounded = || !seed.one_in(4);
    policy.contract_bounds = ContractBounds {
        overview: bounded(),
        live: bounded(),
        creator: bounded(),
        video: bounded(),
        product: bounded(),
    };
    policy
}

impl World {
    pub(crate) fn random(seed: &mut Seed, place: &'static Place) -> Self {
        let rules = AccessRules::new(Calendar::new(place.zone).unwrap(), policy(seed));
        let mut world = Self { place, rules, events: Vec::new() };
        let count = if seed.one_in(8) { seed.below(6) } else { 3 + seed.below(18) };
        // Four in five worlds begin as most do: signed, asked, agreed; one creator or two.
        let story = seed.pick(&[0, 3, 3, 6, 6]);
        for number in 0..count {
            let story = number < story && !seed.one_in(10);
            let event = if story { world.story(seed, number) } else { world.event(seed, number) };
            world.events.push(event);
        }
        world
    }

    /// A moment: somewhere in the days of the events, often on an edge of a day, of another event or of an expiry.
    pub(crate) fn moment(&self, seed: &mut Seed, days: usize) -> Instant {
        let starts = &self.place.days.starts;
        let day = BASE + seed.below(days);
        let edge = [-1, 0, 0, 1][seed.below(4)];
        let near = (!self.events.is_empty()).then(|| seed.pick(&self.events).happened_at.millis());
        let at = match (seed.below(8), near) {
            (0 | 1, _) => starts[day] + edge,
            (2, Some(near)) => near + edge,
            (3, Some(near)) => near + i64::from(self.rules.policy.answer_days) * HOURS_24 + edge,
            (4, Some(near)) => near,
            _ => starts[day] + i64::try_from(seed.below(12)).unwrap() * 2 * 3_600_000,
        };
        // All stays inside the days of this place.
        instant(at.clamp(starts[BASE - 2], starts[BASE + 16]))
    }

    /// One of the three events that open a creator's data: the first creator's, then the second's.
    fn story(&self, seed: &mut Seed, number: usize) -> AccessEvent {
        let request = RequestId::new(&format!("r{}", number / 3)).unwrap();
        let early =
            self.place.days.day(if seed.one_in(3) { BASE - 3 + seed.below(5) } else { seed.below(BASE) });
        let fact = match number % 3 {
            0 => AccessFact::ContractSigned { on: early },
            1 => AccessFact::Requested {
                request,
                scope: if seed.one_in(4) { Scope::Room(room(0)) } else { Scope::Creator },
                days: Window { start: early, end: (!seed.one_in(3)).then(|| early.plus(50)) },
                until: seed.one_in(4).then(|| self.place.days.day(BASE + 3 + seed.below(12))),
            },
            _ => AccessFact::Authorized { request },
        };
        let starts = &self.place.days.starts;
        let happened_at = instant(starts[BASE - 1 + number / 3] + 7_200_000 * i64::try_from(number).unwrap());
        let id = EventId::new(&format!("e{:02}-{number}", seed.below(100))).unwrap();
        AccessEvent { id, happened_at, recorded_at: happened_at, creator: creator(number / 3), fact }
    }

    fn event(&self, seed: &mut Seed, number: usize) -> AccessEvent {
        let day = |seed: &mut Seed| self.place.days.day(BASE - 4 + seed.below(14));
        let request = |seed: &mut Seed| {
            let asked: Vec<RequestId> = self.events.iter().filter_map(requested).collect();
            let fresh = RequestId::new(&format!("r{}", seed.below(6))).unwrap();
            if asked.is_empty() || seed.one_in(6) { fresh } else { seed.pick(&asked) }
        };
        let fact = match seed.below(22) {
            0..3 => AccessFact::ContractSigned { on: day(seed) },
            3 | 4 => AccessFact::ContractEnded { on: day(seed) },
            5..10 => {
                let from = if seed.one_in(3) { self.place.days.day(2) } else { day(seed) };
                let length = seed.pick(&[0, 1, 2, 5, 60]);
                AccessFact::Requested {
                    request: RequestId::new(&format!("r{}", seed.below(6))).unwrap(),
                    scope: if seed.one_in(3) { Scope::Room(room(0)) } else { Scope::Creator },
                    days: Window { start: from, end: (!seed.one_in(4)).then(|| from.plus(length)) },
                    until: seed.one_in(3).then(|| day(seed)),
                }
            }
            10..16 => AccessFact::Authorized { request: request(seed) },
            16 | 17 => AccessFact::Revoked { request: request(seed) },
            18 => AccessFact::RegionDeclared { region: seed.pick(&["US", "ID", "VN"]).to_owned() },
            _ => AccessFact::Declined { request: request(seed) },
        };
        let theirs = answered(&fact)
            .and_then(|request| self.events.iter().find(|event| requested(event).as_ref() == Some(request)));
        let creator = match theirs {
            Some(event) if !seed.one_in(12) => event.creator.clone(),
            _ => creator(seed.pick(&[0, 0, 0, 1, 1, 2])),
        };
        let happened_at = self.moment(seed, 6);
        let later = seed.pick(&[0, 0, 0, 1, 7_200_000, HOURS_24, 3 * HOURS_24]);
        AccessEvent {
            // Ids do not follow the order of time.
            id: EventId::new(&format!("e{:02}-{number}", seed.below(100))).unwrap(),
            happened_at,
            recorded_at: happened_at.plus_millis(later),
            creator,
            fact,
        }
    }
}

/// The request that an event sends.
pub(crate) fn requested(event: &AccessEvent) -> Option<RequestId> {
    match &event.fact {
        AccessFact::Requested { request, .. } => Some(request.clone()),
        _ => None,
    }
}

/// The request that a fact answers.
fn answered(fact: &AccessFact) -> Option<&RequestId> {
    match fact {
        AccessFact::Authorized { request }
        | AccessFact::Declined { request }
        | AccessFact::Revoked { request } => Some(request),
        _ => None,
    }
}

/// Events as lines of text.
pub(crate) fn in_words(events: &[AccessEvent]) -> String {
    let line = |e: &AccessEvent| {
        let (id, who) = (e.id.as_str(), e.creator.as_str());
        format!("  {id} at {} recorded {}: {who} {:?}", e.happened_at, e.recorded_at, e.fact)
    };
    events.iter().map(line).collect::<Vec<_>>().join("\n")
}
