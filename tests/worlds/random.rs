//! Random worlds: the compiled form, the explained decision and the naive decider give one answer.
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use creator_compass::access::{
    AccessEvent, Clocks, CreatorState, Decision, Grain, Module, Question, Subject, compile, decide,
    decide_state, ignored,
};
use creator_compass::time::{Instant, Window};
use creator_compass::value::{ProductId, VideoId};

use crate::naive::Naive;
use crate::world::{BASE, Seed, World, creator, in_words, log_of, places, room};

const MODULES: [Module; 5] =
    [Module::Overview, Module::Live, Module::Creator, Module::Video, Module::Product];

/// What was compared.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    worlds: u64,
    /// Explained, naive, and compiled where it has an answer: each question once.
    decisions: u64,
    /// Days of the compiled form against the naive decider, beyond those questions.
    days: u64,
    /// Decisions by how many causes hide.
    causes: [u64; 6],
}

/// All that a world is asked at one moment.
struct Asking<'a> {
    world: &'a World,
    now: Instant,
    known_at: Option<Instant>,
    module: Module,
    /// A third creator beside the first two: sometimes one that no event names.
    third: usize,
    days: Vec<usize>,
}

/// The first difference, in words.
fn difference(asking: &Asking<'_>, events: &[AccessEvent], counts: &mut Counts) -> Result<(), String> {
    let Asking { world, now, known_at, module, third, days } = asking;
    let (rules, place) = (&world.rules, &world.place.days);
    let clocks = Clocks { now: *now, known_at: *known_at };
    let log = log_of(events);
    let naive = Naive::replay(place, &rules.policy, events, *now, *known_at);
    let out: Vec<_> = ignored(rules, &log, clocks).into_iter().map(|one| (one.event, one.why)).collect();
    let wanted: Vec<_> = naive.ignored.iter().map(|(event, why)| (event.id.clone(), *why)).collect();
    if out != wanted {
        return Err(format!("ignored: ours {out:?}, naive {wanted:?}"));
    }
    let today = rules.today(*now);
    let period = Window { start: place.day(3), end: Some(place.day(BASE + 18)) };
    for grain in [Grain::Realtime, Grain::Aggregate] {
        let compiled = compile(rules, &log, *module, grain, period, clocks);
        for who in [0, 1, *third] {
            let who = creator(who);
            let state = CreatorState::fold(rules, &log, &who, clocks);
            let video = Subject::Video(VideoId::new("v").unwrap());
            let product = Subject::Product(ProductId::new("p").unwrap());
            let odd = if now.millis() % 2 == 0 { video } else { product };
            for subject in [Subject::Creator, Subject::Room(room(0)), Subject::Room(room(1)), odd] {
                let mut question =
                    Question { creator: who.clone(), subject, module: *module, grain, day: place.first };
                let from_bits = |question: &Question| match &question.subject {
                    Subject::Room(room) => compiled.room_visible(&who, room, question.day),
                    _ => compiled.creator_visible(&who, question.day),
                };
                for index in days {
                    question.day = place.day(*index);
                    let naive = naive.decide(&question);
                    let ours = decide_state(rules, &state, &question, today);
                    counts.decisions += 1;
                    let causes = if let Decision::Hidden { causes, .. } = &naive { causes.len() } else { 0 };
                    counts.causes[causes] += 1;
                    if ours != naive {
                        return Err(format!("{question:?}\n  explained {ours:?}\n  naive     {naive:?}"));
                    }
                    if from_bits(&question) != naive.is_visible() {
                        return Err(format!(
                            "{question:?}\n  compiled {}, naive {naive:?}",
                            !naive.is_visible()
                        ));
                    }
                    // Batch = single: folded once for all, or for this question alone.
                    if known_at.is_none() && index % 8 == 0 && decide(rules, &log, &question, *now) != ours {
                        return Err(format!("{question:?}\n  one by one it is not {ours:?}"));
                    }
                }
                for index in 3..BASE + 18 {
                    question.day = place.day(index);
                    counts.days += 1;
                    if from_bits(&question) != naive.visible(&question) {
                        return Err(format!("{question:?}\n  compiled {}", from_bits(&question)));
                    }
                }
            }
        }
    }
    Ok(())
}

/// The same difference with as few events as possible.
fn smallest(asking: &Asking<'_>, found: &str) -> String {
    let (mut events, mut found) = (asking.world.events.clone(), found.to_owned());
    let mut place = 0;
    while place < events.len() {
        let mut fewer = events.clone();
        fewer.remove(place);
        match difference(asking, &fewer, &mut Counts::default()) {
            Err(still) => (events, found, place) = (fewer, still, 0),
            Ok(()) => place += 1,
        }
    }
    let Asking { world, now, known_at, .. } = asking;
    let known = known_at.map(|moment| format!(", known at {moment}")).unwrap_or_default();
    format!(
        "{} now {now}{known}\n  {:?}\n{}\n  {found}",
        world.place.zone,
        world.rules.policy,
        in_words(&events)
    )
}

fn one_world(number: u64, counts: &mut Counts) -> Result<(), String> {
    let mut seed = Seed(number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    let place = &places()[seed.below(places().len())];
    let world = World::random(&mut seed, place);
    counts.worlds += 1;
    for _ in 0..2 {
        let now = world.moment(&mut seed, 14);
        let today = world.place.days.day_of(now.millis());
        let known_at = seed.one_in(3).then(|| world.moment(&mut seed, 8));
        let module = MODULES[seed.below(5)];
        // The days of the log and after, the edges of retention (a month back), and some other.
        let mut days: Vec<usize> = (BASE - 5..BASE + 12).collect();
        days.extend([today - 32 + seed.below(5), 3 + seed.below(30), today, today + 1]);
        let third = seed.pick(&[2, 2, 2, 3]);
        let asking = Asking { world: &world, now, known_at, module, third, days };
        difference(&asking, &world.events, counts)
            .map_err(|found| format!("world {number}: {}", smallest(&asking, &found)))?;
    }
    Ok(())
}

/// ACC-15, ACC-16. `WORLDS_DECISIONS` sets how many decisions are asked for at least.
#[test]
fn compiled_explained_and_naive_agree_on_random_worlds() {
    let wanted: u64 = std::env::var("WORLDS_DECISIONS").ok().map_or(12_000_000, |text| text.parse().unwrap());
    let (next, decided) = (AtomicU64::new(1), AtomicU64::new(0));
    let work = || {
        let (mut counts, mut wrong) = (Counts::default(), Vec::new());
        while decided.load(Ordering::Relaxed) < wanted && wrong.len() < 3 {
            let before = counts.decisions;
            if let Err(found) = one_world(next.fetch_add(1, Ordering::Relaxed), &mut counts) {
                wrong.push(found);
            }
            decided.fetch_add(counts.decisions - before, Ordering::Relaxed);
        }
        (counts, wrong)
    };
    let done: Vec<(Counts, Vec<String>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..crate::threads()).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut all = Counts::default();
    for (counts, _) in &done {
        all.worlds += counts.worlds;
        all.decisions += counts.decisions;
        all.days += counts.days;
        all.causes.iter_mut().zip(counts.causes).for_each(|(sum, more)| *sum += more);
    }
    let Counts { worlds, decisions, days, causes } = all;
    writeln!(
        std::io::stdout().lock(),
        "random worlds: {worlds} worlds, {decisions} decisions compiled = explained = naive, {days} more days \
         compiled = naive; decisions by number of causes: {causes:?}"
    )
    .unwrap();
    let wrong: Vec<&String> = done.iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(
        wrong.is_empty(),
        "{} differences:\n{}",
        wrong.len(),
        wrong.iter().map(|w| w.as_str()).collect::<Vec<_>>().join("\n")
    );
    assert!(decisions >= wanted);
}
