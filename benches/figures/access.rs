//! Access: a compiled test, an explained decision, compiling a large agency, and the same questions put to Cedar.
#[cfg_attr(not(feature = "cedar"), path = "access/no_cedar.rs")]
mod cedar;
mod world;

use std::hint::black_box;

use creator_compass::access::{Clocks, CreatorState, Decision, Subject, compile, decide, decide_state};
use creator_compass_benches::FixtureError;

use crate::measure::{ROUNDS, figure, median_nanos, say};
use world::{GRAIN, MODULE, World};

const QUESTIONS: usize = 20_000;
/// Few, since each folds a hundred events.
const FROM_LOG: usize = 2_000;
const SCAN: usize = 1_000_000;

/// Measures and prints all of it.
pub(crate) fn figures(seed: u64) -> Result<(), FixtureError> {
    let world = World::new(seed)?;
    let (rules, log, clocks) = (&world.rules, &world.log, Clocks::at(world.now));
    let compiled = compile(rules, log, MODULE, GRAIN, world.period, clocks);
    let questions = world.questions(seed, QUESTIONS);
    let states: Vec<CreatorState> =
        world.asked().map(|creator| CreatorState::fold(rules, log, creator, clocks)).collect();
    let asked: Vec<_> = questions.iter().filter_map(|(at, one)| states.get(*at).map(|s| (s, one))).collect();

    // Every question has one answer: explained, compiled, and by Cedar below.
    let mut seen = 0_usize;
    for (state, question) in &asked {
        let explained = decide_state(rules, state, question, world.today).is_visible();
        let bits = match &question.subject {
            Subject::Room(room) => compiled.room_visible(&question.creator, room, question.day),
            _ => compiled.creator_visible(&question.creator, question.day),
        };
        if explained != bits {
            return Err(FixtureError(format!("{question:?}: explained {explained}, compiled {bits}")));
        }
        seen = seen.saturating_add(usize::from(explained));
    }
    let (events, creators) = (log.len(), world.creators.len());
    say(&format!("# {events} events, {creators} creators, {QUESTIONS} questions, {seen} visible"))?;

    let rows = world.rows(seed, SCAN, &compiled);
    let visible = rows.iter().filter(|(row, day)| compiled.visible_at(*row, *day)).count();
    let scan = median_nanos(ROUNDS, &visible, || {
        black_box(&rows).iter().filter(|(row, day)| black_box(&compiled).visible_at(*row, *day)).count()
    })?;
    figure("access.compiled_test", scan / per(SCAN), "ns")?;

    let causes = |decision: Decision| match decision {
        Decision::Visible => 0,
        Decision::Hidden { causes, .. } => causes.len(),
    };
    let explain =
        || asked.iter().map(|(s, q)| causes(decide_state(rules, s, black_box(q), world.today))).sum();
    let cited: usize = explain();
    let explained = median_nanos(ROUNDS, &cited, explain)? / per(QUESTIONS);
    figure("access.explained_decision", explained, "ns")?;

    let few = questions.get(..FROM_LOG).unwrap_or(&questions);
    let from_log =
        || few.iter().filter(|(_, q)| decide(rules, log, black_box(q), world.now).is_visible()).count();
    let visible = from_log();
    let from_log = median_nanos(ROUNDS, &visible, from_log)? / per(FROM_LOG);
    figure("access.explained_from_log_of_100_events", from_log, "ns")?;

    let compiling = median_nanos(ROUNDS, &compiled, || {
        compile(rules, black_box(log), MODULE, GRAIN, world.period, clocks)
    })?;
    figure("access.compile_10000x180_from_1000000", compiling / 1e6, "ms")?;

    cedar::compare(&world, &states, &questions, explained)
}

fn per(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}
