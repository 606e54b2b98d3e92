//! Access: an explained decision, a compiled test, and compiling. The answers are checked inside the loop, so that a
//! wrong one is never fast.
use std::hint::black_box;

use creator_compass::access::{Clocks, CreatorState, Grain, Module, Question, compile, decide, decide_state};
use creator_compass::time::{Instant, Window};
use creator_compass_benches::{FixtureError, START_MILLIS, Seeded, log, rules};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn access(criterion: &mut Criterion) -> Result<(), FixtureError> {
    const CREATORS: u64 = 1000;
    let (rules, log) = (rules()?, log(CREATORS, 4, 7)?);
    let now = Instant::from_millis(START_MILLIS + 120 * 86_400_000)?;
    let today = rules.today(now);
    let period = Window { start: today.plus(-90), end: Some(today) };
    let creators: Vec<_> = log.creators().cloned().collect();
    let mut seeded = Seeded::new(11);
    let questions: Vec<Question> = (0..4096)
        .map(|_| {
            let creator = creators.get(usize::try_from(seeded.below(CREATORS)).unwrap_or(0)).cloned();
            let day = period.start.plus(i32::try_from(seeded.below(90)).unwrap_or(0));
            creator.map(|creator| Question::creator(creator, Module::Creator, Grain::Aggregate, day))
        })
        .collect::<Option<_>>()
        .unwrap_or_default();
    let compiled = compile(&rules, &log, Module::Creator, Grain::Aggregate, period, Clocks::at(now));
    let expected = questions.iter().filter(|q| compiled.creator_visible(&q.creator, q.day)).count();
    let mut group = criterion.benchmark_group("access");
    group.throughput(Throughput::Elements(questions.len() as u64));
    group.bench_function("compiled/4096", |bench| {
        bench.iter(|| {
            let visible =
                questions.iter().filter(|q| compiled.creator_visible(&q.creator, black_box(q.day))).count();
            assert_eq!(visible, expected);
        });
    });
    let states: Vec<CreatorState> =
        questions.iter().map(|q| CreatorState::fold(&rules, &log, &q.creator, Clocks::at(now))).collect();
    group.bench_function("explained_on_folded/4096", |bench| {
        bench.iter(|| {
            let asked = questions.iter().zip(&states);
            let visible = asked
                .filter(|(q, state)| decide_state(&rules, state, black_box(q), today).is_visible())
                .count();
            assert_eq!(visible, expected);
        });
    });
    group.bench_function("explained_from_log/4096", |bench| {
        bench.iter(|| {
            let visible =
                questions.iter().filter(|q| decide(&rules, &log, black_box(q), now).is_visible()).count();
            assert_eq!(visible, expected);
        });
    });
    group.throughput(Throughput::Elements(CREATORS));
    group.bench_function("compile/1000x90", |bench| {
        bench.iter(|| {
            compile(&rules, &log, Module::Creator, Grain::Aggregate, black_box(period), Clocks::at(now))
        });
    });
    group.finish();
    Ok(())
}

fn benches(criterion: &mut Criterion) {
    let done = access(criterion);
    assert!(done.is_ok(), "{done:?}");
}

criterion_group!(all, benches);
criterion_main!(all);
