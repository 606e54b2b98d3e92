//! States: two sets of users merged, a set that becomes a sketch, sketches, and many groups shipped. The answers are checked
//! inside the loop, so that a wrong one is never fast.
use creator_compass::metric::{Group, Key, KeySet, StateError, States, SumState, UsersState};
use creator_compass_benches::Seeded;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

/// Ids of 19 digits, of three million users.
fn users(seed: u64, number: u64) -> KeySet {
    let mut seeded = Seeded::new(seed);
    let user = |_| 6_800_000_000_000_000_000 + seeded.below(3_000_000) * 233_333_333_333;
    KeySet::from_numbers((0..number).map(user).collect())
}

fn whole(state: UsersState) -> Result<States, StateError> {
    let mut states = States::default();
    states.put(Group::default(), "buyers", state.into())?;
    Ok(states)
}

fn sets(criterion: &mut Criterion) -> Result<(), StateError> {
    let mut group = criterion.benchmark_group("states");
    for number in [1_000, 65_000, 1_000_000] {
        let [a, b] = [1, 2].map(|seed| UsersState::of(users(seed, number), u64::MAX));
        let together = a.clone().merge(b.clone());
        group.throughput(Throughput::Elements(2 * number));
        group.bench_function(format!("merge_users/{number}"), |bench| {
            bench.iter_batched(
                || (a.clone(), b.clone()),
                |(a, b)| assert_eq!(a.merge(b).exact(), together.exact()),
                BatchSize::LargeInput,
            );
        });
        let states = whole(a)?;
        let bytes = states.to_bytes();
        group.bench_function(format!("write_users/{number}"), |bench| {
            bench.iter(|| assert_eq!(states.to_bytes().len(), bytes.len()));
        });
        group.bench_function(format!("read_users/{number}"), |bench| {
            bench.iter(|| assert!(States::from_bytes(&bytes).is_ok_and(|read| read == states)));
        });
    }
    let set = users(3, 1_000_000);
    group.bench_function("sketch_of_users/1000000", |bench| {
        bench.iter_batched(
            || set.clone(),
            |set| assert!(UsersState::of(set, 0).exact().is_none()),
            BatchSize::LargeInput,
        );
    });
    let [a, b] = [1, 2].map(|seed| UsersState::of(users(seed, 100_000), 0));
    group.bench_function("merge_sketches", |bench| {
        bench.iter_batched(
            || (a.clone(), b.clone()),
            |(a, b)| assert!(a.merge(b).exact().is_none()),
            BatchSize::SmallInput,
        );
    });
    group.finish();
    Ok(())
}

/// 1 250 creators × 180 days, four sums each.
fn many_groups(seed: u64) -> Result<States, StateError> {
    let (mut states, mut seeded) = (States::default(), Seeded::new(seed));
    for creator in 0..1_250 {
        for day in 20_000..20_180 {
            let group = Group::of([Some(Key::number(creator)), Some(Key::number(day))]);
            for measure in ["gmv", "items_sold", "sku_orders", "views"] {
                let sum = SumState::of(i128::from(seeded.below(100_000_000)));
                states.put(group.clone(), measure, sum.into())?;
            }
        }
    }
    Ok(states)
}

fn groups(criterion: &mut Criterion) -> Result<(), StateError> {
    let (a, b) = (many_groups(1)?, many_groups(2)?);
    let bytes = a.to_bytes();
    let mut group = criterion.benchmark_group("states");
    group.sample_size(10).throughput(Throughput::Elements(a.len() as u64));
    group.bench_function("merge_groups/225000", |bench| {
        bench.iter_batched(
            || (a.clone(), b.clone()),
            |(a, b)| assert!(a.merge(b).is_ok_and(|merged| merged.len() == 225_000)),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("write_groups/225000", |bench| {
        bench.iter(|| assert_eq!(a.to_bytes().len(), bytes.len()));
    });
    group.bench_function("read_groups/225000", |bench| {
        bench.iter(|| assert!(States::from_bytes(&bytes).is_ok_and(|read| read.len() == 225_000)));
    });
    group.finish();
    Ok(())
}

fn benches(criterion: &mut Criterion) {
    let done = sets(criterion).and_then(|()| groups(criterion));
    assert!(done.is_ok(), "{done:?}");
}

criterion_group!(all, benches);
criterion_main!(all);
