//! A large agency: 10 000 creators whose contracts and authorizations come and go for 200 days, 1 000 000 events.
use creator_compass::access::{
    AccessEvent, AccessFact, AccessLog, AccessRules, CompiledAccess, Grain, Module, Question, Scope, Subject,
};
use creator_compass::time::{Day, Instant, Window};
use creator_compass::value::{CreatorId, EventId, RequestId, RoomId};
use creator_compass_benches::{FixtureError, START_MILLIS, Seeded, rules};

pub(crate) const MODULE: Module = Module::Live;
pub(crate) const GRAIN: Grain = Grain::Aggregate;
const CREATORS: u64 = 10_000;
const EVENTS_EACH: u64 = 100;
/// Creators that questions are about.
const ASKED: u64 = 1_000;
const PERIOD_DAYS: u64 = 180;
const HOUR_MILLIS: u64 = 3_600_000;
/// Noon of the 200th day.
const NOW_HOURS: u64 = 200 * 24 + 5;

/// The agency at one moment.
pub(crate) struct World {
    pub(crate) rules: AccessRules,
    pub(crate) log: AccessLog,
    pub(crate) creators: Vec<CreatorId>,
    pub(crate) now: Instant,
    pub(crate) today: Day,
    pub(crate) period: Window<Day>,
}

fn moment(hours: u64) -> Result<Instant, FixtureError> {
    let millis = i64::try_from(hours.saturating_mul(HOUR_MILLIS)).unwrap_or(i64::MAX);
    Ok(Instant::from_millis(START_MILLIS.saturating_add(millis))?)
}

fn days(seeded: &mut Seeded, limit: u64) -> i32 {
    i32::try_from(seeded.below(limit)).unwrap_or(0)
}

/// The rooms of a creator.
pub(crate) fn rooms_of(creator: &CreatorId) -> Result<[RoomId; 2], FixtureError> {
    Ok([RoomId::new(&format!("{creator}-room-0"))?, RoomId::new(&format!("{creator}-room-1"))?])
}

fn one_room(creator: &CreatorId, seeded: &mut Seeded) -> Result<RoomId, FixtureError> {
    let [first, second] = rooms_of(creator)?;
    Ok(if seeded.below(2) == 0 { first } else { second })
}

/// The next round of a creator's story: sign, ask, answer, withdraw, end; some of it left out.
fn round(
    creator: &CreatorId,
    number: u64,
    today: Day,
    seeded: &mut Seeded,
) -> Result<Vec<AccessFact>, FixtureError> {
    let request = RequestId::new(&format!("{creator}/{number}"))?;
    let scope = if seeded.below(8) == 0 { Scope::Room(one_room(creator, seeded)?) } else { Scope::Creator };
    let start = today.plus(-days(seeded, 120));
    let end = (seeded.below(3) > 0).then(|| today.plus(5 + days(seeded, 90)));
    let until = (seeded.below(4) == 0).then(|| today.plus(5 + days(seeded, 60)));
    let mut facts = vec![AccessFact::ContractSigned { on: today.plus(-days(seeded, 20)) }];
    let (days, id) = (Window { start, end }, request.clone());
    facts.push(AccessFact::Requested { request: id, scope, days, until });
    match seeded.below(16) {
        0 => {}
        1 | 2 => facts.push(AccessFact::Declined { request: request.clone() }),
        _ => facts.push(AccessFact::Authorized { request: request.clone() }),
    }
    if seeded.below(3) > 0 {
        facts.push(AccessFact::Revoked { request });
    }
    if seeded.below(2) == 0 {
        facts.push(AccessFact::ContractEnded { on: today.plus(days_until_end(seeded)) });
    }
    Ok(facts)
}

fn days_until_end(seeded: &mut Seeded) -> i32 {
    1 + days(seeded, 30)
}

fn story(creator: &CreatorId, seeded: &mut Seeded) -> Result<Vec<AccessEvent>, FixtureError> {
    let first = Day::parse("2026-01-01")?;
    let (mut hours, mut number, mut events) = (seeded.below(48), 0_u64, Vec::new());
    if seeded.below(50) == 0 {
        let region = if seeded.below(2) == 0 { "US" } else { "ID" };
        events.push(AccessFact::RegionDeclared { region: region.to_owned() });
    }
    let mut dated = Vec::new();
    while dated.len() < usize::try_from(EVENTS_EACH).unwrap_or(0) {
        let today = first.plus(i32::try_from(hours / 24).unwrap_or(0));
        events.extend(round(creator, number, today, seeded)?);
        number = number.saturating_add(1);
        for fact in events.drain(..) {
            hours = hours.saturating_add(1).saturating_add(seeded.below(94));
            let at = moment(hours)?;
            let id = EventId::new(&format!("{creator}/{}", dated.len()))?;
            dated.push(AccessEvent { id, happened_at: at, recorded_at: at, creator: creator.clone(), fact });
        }
    }
    dated.truncate(usize::try_from(EVENTS_EACH).unwrap_or(0));
    Ok(dated)
}

impl World {
    pub(crate) fn new(seed: u64) -> Result<Self, FixtureError> {
        let (rules, mut seeded, mut log) = (rules()?, Seeded::new(seed), AccessLog::new());
        let mut events = Vec::new();
        for number in 0..CREATORS {
            let creator = CreatorId::new(&format!("creator-{number:05}"))?;
            events.extend(story(&creator, &mut seeded)?);
        }
        log.record_all(events).map_err(|error| FixtureError(error.to_string()))?;
        let now = moment(NOW_HOURS)?;
        let today = rules.today(now);
        let period = Window { start: today.plus(-180), end: Some(today) };
        let creators = log.creators().cloned().collect();
        Ok(Self { rules, log, creators, now, today, period })
    }

    /// The creators that questions are about.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &CreatorId> {
        self.creators.iter().take(usize::try_from(ASKED).unwrap_or(0))
    }

    /// Questions about the first `among` creators and their rooms, with the place of each creator.
    fn some_questions(&self, seed: u64, among: u64, count: usize) -> Vec<(usize, Question)> {
        let mut seeded = Seeded::new(seed ^ 0x5EED);
        let mut ask = || {
            let place = usize::try_from(seeded.below(among)).ok()?;
            let creator = self.creators.get(place)?.clone();
            let day = self.period.start.plus(days(&mut seeded, PERIOD_DAYS));
            let subject = match seeded.below(4) {
                0 => Subject::Room(one_room(&creator, &mut seeded).ok()?),
                _ => Subject::Creator,
            };
            Some((place, Question { creator, subject, module: MODULE, grain: GRAIN, day }))
        };
        (0..count).filter_map(|_| ask()).collect()
    }

    /// Questions from a seed, with the place of the creator that each is about.
    pub(crate) fn questions(&self, seed: u64, count: usize) -> Vec<(usize, Question)> {
        self.some_questions(seed, ASKED, count)
    }

    /// Rows of a scan: the row of bits and the number of the day.
    pub(crate) fn rows(&self, seed: u64, count: usize, compiled: &CompiledAccess) -> Vec<(u32, u32)> {
        let questions = self.some_questions(seed ^ 0x5CA1, CREATORS, count);
        let row = |question: &Question| match &question.subject {
            Subject::Room(room) => compiled.index_of_room(&question.creator, room),
            _ => compiled.index_of(&question.creator),
        };
        questions.iter().filter_map(|(_, q)| row(q).zip(compiled.offset_of(q.day))).collect()
    }
}
