//! Every small log: all multisets of up to 5 events out of 64, over 4 days and 2 creators.
//!
//! The alphabet: 4 days × 8 facts × 2 creators. Each event happens at the first instant of its day; events of one day
//! happen in the order of this list. Days are 2018-11-02 to 05 in `America/Sao_Paulo`, the third without a midnight; an
//! answer may take 2 days, so that one sent on the first day expires at the very start of the third.
//!
//! | fact | says |
//! |---|---|
//! | signed | a contract from that day on |
//! | requested | the creator's data of all 4 days |
//! | requested, narrow | one room's data of the two days around the middle, valid until the day after |
//! | authorized, declined, revoked | answers the creator's first request on the first two days, the last one on the others; an unknown one where none is |
//! | region | US, which is restricted, on the first and third day, else ID |
//! | ended | the contract ends on that day |
//!
//! A log whose creators' names are swapped is the same log: of the two only the smaller is tried. That makes
//! C(69, 5) = 11 238 513 multisets, 5 619 537 of them different. Each is asked at 12 h of the last day about both creators,
//! the creator and a room, a module that contracts bound and one that they do not, both grains, and each of the 4 days and
//! the one after them.
use std::io::Write as _;

use creator_compass::access::{
    AccessEvent, AccessFact, AccessRules, Clocks, CreatorState, Grain, Module, Question, Scope, Subject,
    compile, decide_state,
};
use creator_compass::time::{Calendar, Instant, Window};
use creator_compass::value::{EventId, Policy, RequestId};

use crate::naive::{Days, Naive};
use crate::world::{creator, in_words, instant, log_of, room};

const SYMBOLS: usize = 64;
const LONGEST: usize = 5;
const ALL: u64 = 11_238_513;
const DIFFERENT: u64 = 5_619_537;
/// The first of the 4 days.
const FIRST: usize = 4;

/// One of the 64: its day 0 to 3, its fact 0 to 7, its creator 0 or 1.
#[derive(Debug, Clone, Copy)]
struct Symbol(usize);

impl Symbol {
    fn day(self) -> usize {
        self.0 / 16
    }
    fn fact(self) -> usize {
        self.0 / 2 % 8
    }
    fn creator(self) -> usize {
        self.0 % 2
    }
    fn is_request(self) -> bool {
        matches!(self.fact(), 1 | 2)
    }
}

struct Small {
    days: Days,
    rules: AccessRules,
    now: Instant,
    ids: Vec<EventId>,
    requests: Vec<RequestId>,
}

impl Small {
    fn new() -> Self {
        let days = Days::scan("America/Sao_Paulo", "2018-10-29", 14);
        let mut policy = Policy::default();
        policy.answer_days = 2;
        policy.contract_bounds.overview = false;
        let rules = AccessRules::new(Calendar::new("America/Sao_Paulo").unwrap(), policy);
        let now = instant(days.starts[FIRST + 3] + 12 * 3_600_000);
        let ids = (0..LONGEST).map(|number| EventId::new(&format!("e{number}")).unwrap()).collect();
        let requests = (0..=SYMBOLS).map(|symbol| RequestId::new(&format!("r{symbol}")).unwrap()).collect();
        Self { days, rules, now, ids, requests }
    }

    fn events(&self, symbols: &[usize]) -> Vec<AccessEvent> {
        let all = || symbols.iter().copied().map(Symbol);
        let event = |(place, symbol): (usize, Symbol)| {
            let on = self.days.day(FIRST + symbol.day());
            let day = |number: usize| self.days.day(FIRST + number);
            let requested = |scope, days, until| {
                let request = self.requests[symbol.0].clone();
                AccessFact::Requested { request, scope, days, until }
            };
            let mut asked = all().filter(|other| other.is_request() && other.creator() == symbol.creator());
            let asked = if symbol.day() < 2 { asked.next() } else { asked.next_back() };
            let request = self.requests[asked.map_or(SYMBOLS, |asked| asked.0)].clone();
            let fact = match symbol.fact() {
                0 => AccessFact::ContractSigned { on },
                1 => requested(Scope::Creator, Window { start: day(0), end: Some(day(4)) }, None),
                2 => {
                    let days = Window { start: day(1), end: Some(day(3)) };
                    requested(Scope::Room(room(0)), days, Some(on.next()))
                }
                3 => AccessFact::Authorized { request },
                4 => AccessFact::Declined { request },
                5 => AccessFact::Revoked { request },
                6 => {
                    let region = if symbol.day() % 2 == 0 { "US" } else { "ID" };
                    AccessFact::RegionDeclared { region: region.to_owned() }
                }
                _ => AccessFact::ContractEnded { on },
            };
            let at = instant(self.days.starts[FIRST + symbol.day()]);
            let creator = creator(symbol.creator());
            AccessEvent { id: self.ids[place].clone(), happened_at: at, recorded_at: at, creator, fact }
        };
        all().enumerate().map(event).collect()
    }

    /// How many decisions agree and how many of them are visible, or the first that does not.
    fn agree(&self, symbols: &[usize]) -> Result<(u64, u64), String> {
        let (events, mut decisions, mut visible) = (self.events(symbols), 0, 0);
        let log = log_of(&events);
        let clocks = Clocks::at(self.now);
        let naive = Naive::replay(&self.days, &self.rules.policy, &events, self.now, None);
        let today = self.rules.today(self.now);
        let period = Window { start: self.days.day(FIRST), end: Some(self.days.day(FIRST + 5)) };
        let states = [0, 1].map(|who| CreatorState::fold(&self.rules, &log, &creator(who), clocks));
        let grains = [Grain::Realtime, Grain::Aggregate];
        for (module, grain) in
            [Module::Live, Module::Overview].into_iter().flat_map(|m| grains.map(|g| (m, g)))
        {
            let compiled = compile(&self.rules, &log, module, grain, period, clocks);
            for (who, state) in states.iter().enumerate() {
                for subject in [Subject::Creator, Subject::Room(room(0))] {
                    let (creator, day) = (creator(who), self.days.first);
                    let mut question = Question { creator, subject, module, grain, day };
                    for index in FIRST..FIRST + 5 {
                        question.day = self.days.day(index);
                        let wanted = naive.decide(&question);
                        let explained = decide_state(&self.rules, state, &question, today);
                        let bit = match &question.subject {
                            Subject::Room(room) => {
                                compiled.room_visible(&question.creator, room, question.day)
                            }
                            _ => compiled.creator_visible(&question.creator, question.day),
                        };
                        if explained != wanted || bit != wanted.is_visible() {
                            return Err(format!(
                                "{}\n{question:?}\n explained {explained:?}\n compiled {bit}\n naive {wanted:?}",
                                in_words(&events)
                            ));
                        }
                        decisions += 1;
                        visible += u64::from(bit);
                    }
                }
            }
        }
        Ok((decisions, visible))
    }
}

/// Goes on to the next multiset: sequences that do not fall, shorter ones first within their beginnings.
fn advance(symbols: &mut Vec<usize>) -> bool {
    if symbols.len() < LONGEST {
        symbols.push(symbols.last().copied().unwrap_or(0));
        return true;
    }
    while let Some(last) = symbols.pop() {
        if last + 1 < SYMBOLS {
            symbols.push(last + 1);
            return true;
        }
    }
    false
}

/// Whether the same log with the creators swapped comes first.
fn has_smaller_twin(symbols: &[usize]) -> bool {
    let mut twin = [0; LONGEST];
    let twin = &mut twin[..symbols.len()];
    twin.iter_mut().zip(symbols).for_each(|(twin, symbol)| *twin = symbol ^ 1);
    twin.sort_unstable();
    *twin < *symbols
}

#[derive(Debug, Default)]
struct Counts {
    all: u64,
    different: u64,
    tried: u64,
    decisions: u64,
    visible: u64,
    wrong: Vec<String>,
}

/// Every log of a part: those whose number leaves `part` over `parts`; of these one in `share`, by a fixed shuffle.
fn walk(part: u64, parts: u64, share: u64) -> Counts {
    let (small, mut counts, mut symbols) = (Small::new(), Counts::default(), Vec::new());
    loop {
        counts.all += 1;
        if !has_smaller_twin(&symbols) {
            let shuffled = crate::world::Seed(counts.different).next();
            counts.different += 1;
            if counts.different % parts == part && (symbols.len() <= 3 || shuffled.is_multiple_of(share)) {
                counts.tried += 1;
                match small.agree(&symbols) {
                    Ok((decisions, visible)) => {
                        counts.decisions += decisions;
                        counts.visible += visible;
                    }
                    Err(found) => counts.wrong.push(found),
                }
                if counts.wrong.len() == 3 {
                    return counts;
                }
            }
        }
        if !advance(&mut symbols) {
            return counts;
        }
    }
}

/// One in `WORLDS_SHARE` of all small logs (16 unless told; `tests/worlds/all` sets 1). Logs of up to 3 events are always
/// tried.
#[test]
fn compiled_explained_and_naive_agree_on_every_small_log() {
    let share: u64 = std::env::var("WORLDS_SHARE").ok().map_or(16, |text| text.parse().unwrap());
    let parts = u64::try_from(crate::threads()).unwrap();
    let done: Vec<Counts> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..parts).map(|part| scope.spawn(move || walk(part, parts, share))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let wrong: Vec<&String> = done.iter().flat_map(|counts| &counts.wrong).collect();
    let sum = |of: fn(&Counts) -> u64| done.iter().map(of).sum::<u64>();
    let (tried, decisions) = (sum(|counts| counts.tried), sum(|counts| counts.decisions));
    let visible = sum(|counts| counts.visible);
    let how = if share == 1 {
        "all of them".to_owned()
    } else {
        format!("one in {share}; tests/worlds/all tries all")
    };
    writeln!(
        std::io::stdout().lock(),
        "small logs: {ALL} multisets, {DIFFERENT} different, {tried} tried ({how}), {decisions} decisions agree, \
         {visible} of them visible"
    )
    .unwrap();
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong[0]);
    for counts in &done {
        assert_eq!((counts.all, counts.different), (ALL, DIFFERENT));
    }
    assert!(share > 1 || tried == DIFFERENT);
}
