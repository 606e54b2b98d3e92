//! A naive decider, written from core/docs/RULES.md and not from the code it checks: slow and plain. It replays all
//! events of all creators in one row and keeps a boolean a day for every contract and every request.
use chrono::{Datelike as _, NaiveDate, TimeZone as _, Timelike as _};
use chrono_tz::Tz;
use creator_compass::access::{
    AccessEvent, AccessFact, Cause, Decision, Grain, IgnoredWhy, Module, Question, Scope, Subject, Who,
};
use creator_compass::time::{Day, Instant};
use creator_compass::value::{CreatorId, HiddenReason, Policy, RequestId};

const MINUTE: i64 = 60_000;
const HOURS_24: i64 = 24 * 60 * MINUTE;

/// The days of one world: day `i` is `first + i`, and it starts at the first instant whose local date is that or later.
#[derive(Debug)]
pub(crate) struct Days {
    pub(crate) first: Day,
    pub(crate) starts: Vec<i64>,
}

impl Days {
    /// Looks at the local date of every minute.
    pub(crate) fn scan(zone: &str, first: &str, count: usize) -> Self {
        let (zone, from): (Tz, NaiveDate) = (zone.parse().unwrap(), first.parse().unwrap());
        let mut at = from.and_hms_opt(0, 0, 0).unwrap() - chrono::TimeDelta::hours(30);
        let (mut starts, mut date) = (Vec::new(), from);
        while starts.len() <= count {
            let local = zone.from_utc_datetime(&at);
            assert!(local.second() == 0, "a zone whose offset is no whole minute");
            while local.date_naive() >= date {
                starts.push(at.and_utc().timestamp_millis());
                date = date.succ_opt().unwrap();
            }
            at += chrono::TimeDelta::minutes(1);
        }
        Self { first: Day::from_date(from).unwrap(), starts }
    }
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }
    /// The D with start(D) <= t < start(D + 1).
    pub(crate) fn day_of(&self, at: i64) -> usize {
        assert!(self.starts[0] <= at && at < self.starts[self.len()], "an instant outside of this world");
        (0..self.len()).rev().find(|day| self.starts[*day] <= at).unwrap()
    }
    pub(crate) fn day(&self, index: usize) -> Day {
        self.first.plus(i32::try_from(index).unwrap())
    }
    /// The place of a day; days before this world are 0, days after it its end.
    fn clamped(&self, day: Day) -> usize {
        usize::try_from(day.number() - self.first.number()).unwrap_or(0).min(self.len())
    }
    /// A day that the zone skipped has no moment.
    fn exists(&self, index: usize) -> bool {
        self.starts[index] < self.starts[index + 1]
    }
}

/// What a creator answered.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reply {
    None,
    Authorized,
    Declined(i64),
    Revoked(i64),
}

#[derive(Debug)]
struct Asked {
    id: RequestId,
    creator: CreatorId,
    scope: Scope,
    sent: i64,
    until: Option<Day>,
    reply: Reply,
    /// The days whose data it asks for.
    wants: Vec<bool>,
    /// The days on which it shows anything: from the answer to the last day of validity or of withdrawal.
    shows: Vec<bool>,
}

#[derive(Debug)]
struct Contract {
    creator: CreatorId,
    days: Vec<bool>,
    without_end: bool,
}

/// What the log says at a moment.
#[derive(Debug)]
pub(crate) struct Naive<'a> {
    days: &'a Days,
    policy: &'a Policy,
    now: i64,
    today: usize,
    contracts: Vec<Contract>,
    requests: Vec<Asked>,
    regions: Vec<(AccessEvent, String)>,
    /// Whose a request id is: the first sender's, even where that request could not be, unless it asked for no day.
    senders: Vec<(RequestId, CreatorId)>,
    /// The events that could not be, in order (ACC-16).
    pub(crate) ignored: Vec<(AccessEvent, IgnoredWhy)>,
}

impl<'a> Naive<'a> {
    /// ACC-16: what happened by `now` and was known by then, in the order of (happened, recorded, id).
    pub(crate) fn replay(
        days: &'a Days,
        policy: &'a Policy,
        events: &[AccessEvent],
        now: Instant,
        known_at: Option<Instant>,
    ) -> Self {
        let mut seen: Vec<&AccessEvent> = Vec::new();
        for event in events {
            let known = known_at.is_none_or(|moment| event.recorded_at <= moment);
            if event.happened_at <= now && known && !seen.iter().any(|other| other.id == event.id) {
                seen.push(event);
            }
        }
        seen.sort_by(|a, b| {
            (a.happened_at, a.recorded_at, a.id.as_str()).cmp(&(b.happened_at, b.recorded_at, b.id.as_str()))
        });
        let mut world = Self {
            days,
            policy,
            now: now.millis(),
            today: days.day_of(now.millis()),
            contracts: Vec::new(),
            requests: Vec::new(),
            regions: Vec::new(),
            senders: Vec::new(),
            ignored: Vec::new(),
        };
        for event in seen {
            if let Err(why) = world.happens(event) {
                world.ignored.push((event.clone(), why));
            }
        }
        world
    }

    fn happens(&mut self, event: &AccessEvent) -> Result<(), IgnoredWhy> {
        let (creator, at) = (&event.creator, event.happened_at.millis());
        match &event.fact {
            AccessFact::RegionDeclared { region } => self.regions.push((event.clone(), region.clone())),
            AccessFact::ContractSigned { on } => return self.sign(creator, *on),
            AccessFact::ContractEnded { on } => return self.end(creator, *on),
            AccessFact::Requested { request, scope, days, until } => {
                let wants: Vec<bool> =
                    (0..self.days.len()).map(|i| days.contains(self.days.day(i))).collect();
                let today = self.days.day(self.days.day_of(at));
                if wants.contains(&true) && self.sender(request).is_none() {
                    self.senders.push((request.clone(), creator.clone()));
                }
                let theirs = self.sender(request).is_some_and(|sender| sender != creator);
                if theirs || self.requests.iter().any(|asked| asked.id == *request) {
                    return Err(IgnoredWhy::RequestExists);
                }
                if !wants.contains(&true) {
                    return Err(IgnoredWhy::DaysEmpty);
                }
                if until.is_some_and(|until| until < today) {
                    return Err(IgnoredWhy::UntilPast);
                }
                // ACC-3: as long as another of the same scope is requested or authorized.
                let collides = self.requests.iter().any(|other| {
                    other.creator == *creator
                        && other.scope == *scope
                        && other.wants.iter().zip(&wants).any(|(theirs, ours)| *theirs && *ours)
                        && (self.is_pending(other, at) || Self::is_authorized(other, today))
                });
                if collides {
                    return Err(IgnoredWhy::Collides);
                }
                self.requests.push(Asked {
                    id: request.clone(),
                    creator: creator.clone(),
                    scope: scope.clone(),
                    sent: at,
                    until: *until,
                    reply: Reply::None,
                    wants,
                    shows: vec![false; self.days.len()],
                });
            }
            AccessFact::Authorized { request }
            | AccessFact::Declined { request }
            | AccessFact::Revoked { request } => return self.answer(event, request, at),
        }
        Ok(())
    }

    /// ACC-10: signing opens; before an end has come it joins what stands.
    fn sign(&mut self, creator: &CreatorId, on: Day) -> Result<(), IgnoredWhy> {
        if self.contracts.iter().any(|contract| contract.creator == *creator && contract.without_end) {
            return Err(IgnoredWhy::AlreadyUnderContract);
        }
        let from = self.days.clamped(on);
        let mut days: Vec<bool> = (0..self.days.len()).map(|i| i >= from).collect();
        self.contracts.retain(|other| {
            let joins = other.creator == *creator && other.days[from..].contains(&true);
            if joins {
                days.iter_mut().zip(&other.days).for_each(|(day, theirs)| *day |= *theirs);
            }
            !joins
        });
        self.contracts.push(Contract { creator: creator.clone(), days, without_end: true });
        Ok(())
    }

    /// ACC-10: an end cuts the latest window; its day is the first outside.
    fn end(&mut self, creator: &CreatorId, on: Day) -> Result<(), IgnoredWhy> {
        let from = self.days.clamped(on);
        let theirs = |contract: &&mut Contract| contract.creator == *creator;
        let latest =
            self.contracts.iter_mut().filter(theirs).max_by_key(|contract| first_true(&contract.days));
        let Some(latest) = latest else { return Err(IgnoredWhy::NotUnderContract) };
        // An earlier window never reaches as far as the latest.
        if !latest.days[from..].contains(&true) {
            return Err(IgnoredWhy::NotUnderContract);
        }
        latest.days[from..].fill(false);
        latest.without_end = false;
        self.contracts.retain(|contract| contract.days.contains(&true));
        Ok(())
    }

    fn answer(&mut self, event: &AccessEvent, request: &RequestId, at: i64) -> Result<(), IgnoredWhy> {
        if self.sender(request).is_some_and(|sender| *sender != event.creator) {
            return Err(IgnoredWhy::WrongCreator);
        }
        let place = self.requests.iter().position(|asked| asked.id == *request);
        let place = place.ok_or(IgnoredWhy::UnknownRequest)?;
        let index = self.days.day_of(at);
        let today = self.days.day(index);
        let asked = &self.requests[place];
        if matches!(event.fact, AccessFact::Revoked { .. }) {
            if !Self::is_authorized(asked, today) {
                return Err(IgnoredWhy::NotAuthorized);
            }
            let asked = &mut self.requests[place];
            // ACC-5: visible on the day of withdrawal, not after.
            asked.shows[index + 1..].fill(false);
            asked.reply = Reply::Revoked(at);
            return Ok(());
        }
        if asked.reply != Reply::None {
            return Err(IgnoredWhy::NotPending);
        }
        // ACC-2: an answer at or after the 7th day comes too late.
        if at >= self.expires(asked) {
            return Err(IgnoredWhy::Expired);
        }
        if matches!(event.fact, AccessFact::Declined { .. }) {
            self.requests[place].reply = Reply::Declined(at);
            return Ok(());
        }
        if asked.until.is_some_and(|until| today > until) {
            return Err(IgnoredWhy::ValidityOver);
        }
        let last = asked.until.map_or(self.days.len(), |until| self.days.clamped(until.next()));
        let asked = &mut self.requests[place];
        asked.shows[index..last].fill(true);
        asked.reply = Reply::Authorized;
        Ok(())
    }

    fn sender(&self, request: &RequestId) -> Option<&CreatorId> {
        self.senders.iter().find(|(id, _)| id == request).map(|(_, sender)| sender)
    }
    fn expires(&self, asked: &Asked) -> i64 {
        asked.sent + i64::from(self.policy.answer_days) * HOURS_24
    }
    fn is_pending(&self, asked: &Asked, at: i64) -> bool {
        asked.reply == Reply::None && at < self.expires(asked)
    }
    fn is_authorized(asked: &Asked, today: Day) -> bool {
        asked.reply == Reply::Authorized && asked.until.is_none_or(|until| today <= until)
    }

    /// ACC-9: the region last declared; of two that both clocks call the last, the restricted one.
    fn restricted(&self, creator: &CreatorId) -> Option<&String> {
        let theirs = || self.regions.iter().rev().filter(|(event, _)| event.creator == *creator);
        let moment = |event: &AccessEvent| (event.happened_at, event.recorded_at);
        let (last, _) = theirs().next()?;
        let mut at_last = theirs().filter(|(event, _)| moment(event) == moment(last));
        at_last.find(|(_, region)| self.policy.restricted_regions.contains(region)).map(|(_, region)| region)
    }
    fn under_contract(&self, question: &Question, day: usize) -> bool {
        let bounds = self.policy.contract_bounds;
        let bounded = match question.module {
            Module::Overview => bounds.overview,
            Module::Live => bounds.live,
            Module::Creator => bounds.creator,
            Module::Video => bounds.video,
            Module::Product => bounds.product,
        };
        !bounded || self.contracts.iter().any(|c| c.creator == question.creator && c.days[day])
    }
    /// ACC-7: a creator's covers all of theirs, a room's that room only.
    fn fits(asked: &Asked, question: &Question) -> bool {
        asked.creator == question.creator
            && match (&asked.scope, &question.subject) {
                (Scope::Creator, _) => true,
                (Scope::Room(theirs), Subject::Room(room)) => theirs == room,
                (Scope::Room(_), _) => false,
            }
    }

    /// Whether it would show on the day `today`, with no further event: one boolean after the other.
    fn shows_on(&self, question: &Question, day: usize, today: usize) -> bool {
        let authorized =
            |asked: &Asked| Self::fits(asked, question) && asked.wants[day] && asked.shows[today];
        self.restricted(&question.creator).is_none()
            && self.under_contract(question, day)
            && self.requests.iter().any(authorized)
            && match question.grain {
                Grain::Aggregate => today > day,
                Grain::Realtime => today >= day,
            }
            && question.day >= months_before(self.days.day(today), self.policy.retention_months)
    }

    /// Whether it shows now.
    pub(crate) fn visible(&self, question: &Question) -> bool {
        self.shows_on(question, self.days.clamped(question.day), self.today)
    }

    /// The answer with all its reasons (ACC-15).
    pub(crate) fn decide(&self, question: &Question) -> Decision {
        let (day, today) = (self.days.clamped(question.day), self.today);
        let blank =
            |reason, who| Cause { reason, who, clears_on: None, request: None, on: None, region: None };
        let mut causes = Vec::new();
        if let Some(region) = self.restricted(&question.creator) {
            let cause = blank(HiddenReason::RegionRestricted, Who::Nobody);
            causes.push(Cause { region: Some(region.clone()), ..cause });
        }
        if !self.under_contract(question, day) {
            let who = if day >= today { Who::Partner } else { Who::Nobody };
            causes.push(blank(HiddenReason::NotUnderContract, who));
        }
        causes.extend(self.authorization_cause(question, day, today));
        if question.grain == Grain::Aggregate && day >= today {
            let cause = blank(HiddenReason::AggregateNotYet, Who::Time);
            causes.push(Cause { clears_on: Some(question.day.next()), ..cause });
        }
        if question.grain == Grain::Realtime && day > today {
            let cause = blank(HiddenReason::NotYetPublished, Who::Time);
            causes.push(Cause { clears_on: Some(question.day), ..cause });
        }
        if question.day < months_before(self.days.day(today), self.policy.retention_months) {
            causes.push(blank(HiddenReason::OutOfRetention, Who::Nobody));
        }
        if causes.is_empty() {
            return Decision::Visible;
        }
        // From the day after both on, time alone can only hide more: no later day needs a try.
        let mut later = today + 1..=today.max(day) + 2;
        let visible = later.find(|later| self.days.exists(*later) && self.shows_on(question, day, *later));
        Decision::Hidden { causes, visible_from: visible.map(|later| self.days.day(later)) }
    }

    fn authorization_cause(&self, question: &Question, day: usize, today: usize) -> Option<Cause> {
        let fitting: Vec<&Asked> = self.requests.iter().filter(|asked| Self::fits(asked, question)).collect();
        if fitting.iter().any(|asked| asked.wants[day] && asked.shows[today]) {
            return None;
        }
        let cause = |reason, who, request, on| {
            Some(Cause { reason, who, clears_on: None, request, on, region: None })
        };
        let mut covering: Vec<&&Asked> = fitting.iter().filter(|asked| asked.wants[day]).collect();
        covering.sort_by(|a, b| (a.sent, a.id.as_str()).cmp(&(b.sent, b.id.as_str())));
        let pending = covering.iter().rev().find(|asked| self.is_pending(asked, self.now));
        if let Some(asked) = pending {
            let on = self.days.day(self.days.day_of(asked.sent));
            return cause(HiddenReason::RequestPending, Who::Creator, Some(asked.id.clone()), Some(on));
        }
        if let Some(asked) = covering.last() {
            let on = |at| self.days.day(self.days.day_of(at));
            let (reason, on) = match asked.reply {
                Reply::None => (HiddenReason::RequestExpired, Some(on(self.expires(asked)))),
                Reply::Declined(at) => (HiddenReason::RequestDeclined, Some(on(at))),
                Reply::Revoked(at) => (HiddenReason::Revoked, Some(on(at))),
                Reply::Authorized => (HiddenReason::Ended, asked.until),
            };
            return cause(reason, Who::Partner, Some(asked.id.clone()), on);
        }
        let elsewhere = fitting.iter().any(|asked| asked.shows[today]);
        let none =
            if elsewhere { HiddenReason::OutsideAuthorizedPeriod } else { HiddenReason::NotAuthorized };
        cause(none, Who::Partner, None, None)
    }
}

fn first_true(days: &[bool]) -> Option<usize> {
    days.iter().position(|day| *day)
}

/// ACC-13: calendar months back; a day that the month does not have becomes its last.
fn months_before(day: Day, months: u32) -> Day {
    let date = day.date();
    let count = date.year() * 12 + date.month0().cast_signed() - months.cast_signed();
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12).cast_unsigned() + 1);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Day::from_date(NaiveDate::from_ymd_opt(year, month, date.day().min(last)).unwrap()).unwrap()
}
