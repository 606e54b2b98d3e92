//! How far an estimate of users lies from their number, for many sizes; seeded, so every run measures the same (BEY-3).
use std::io::Write as _;

use creator_compass::metric::{Key, KeySet, UsersState};
use creator_compass::value::Policy;

use creator_compass_tests::Seeded;

const BOUND: u64 = Policy::LEAST_EXACT_USERS;

/// Ids as sources give them: counted up, of 19 digits in steps, random, or texts.
fn user(family: u64, seed: u64, number: u64) -> u64 {
    match family {
        0 => seed * 100_000_000 + number,
        1 => 6_800_000_000_000_000_000 + seed + number * 3_000_017,
        _ => Seeded(seed << 40 | number).number(),
    }
}

/// Relative errors of one growing set, looked at each time it has grown by a tenth.
fn errors(family: u64, seed: u64, largest: u64) -> Vec<(u64, f64)> {
    let (mut state, mut size, mut errors) = (UsersState::default(), 0, Vec::new());
    let mut next = BOUND + 1 + seed * 97;
    while next <= largest {
        let numbers: Vec<u64> = (size..next).map(|number| user(family, seed, number)).collect();
        let grown: KeySet = if family == 3 {
            numbers.iter().map(|number| Key::of(&format!("u{number:x}"))).collect()
        } else {
            KeySet::from_numbers(numbers)
        };
        state = state.merge(UsersState::of(grown, BOUND));
        (size, next) = (next, next + next / 10);
        let count = state.count();
        assert!(
            count.estimate.is_some() && state.exact().is_none(),
            "an estimate of {size} says that it is one"
        );
        #[expect(clippy::cast_precision_loss, reason = "sizes lie below 2^53")]
        errors.push((size, count.users as f64 / size as f64 - 1.0));
    }
    errors
}

fn within_the_stated_bounds(what: &str, errors: &[(u64, f64)], stated: f64) {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let mean =
        |of: &dyn Fn(f64) -> f64| errors.iter().map(|(_, e)| of(*e)).sum::<f64>() / errors.len() as f64;
    let (bias, mean_error, deviation) = (mean(&|e| e), mean(&f64::abs), mean(&|e| e * e).sqrt());
    let largest = errors.iter().map(|(_, e)| e.abs()).fold(0.0, f64::max);
    writeln!(
        std::io::stdout().lock(),
        "{what}: {} sizes, mean |error| {mean_error:.5}, largest {largest:.5}, bias {bias:.5}, deviation {deviation:.5}",
        errors.len()
    )
    .unwrap();
    assert!(mean_error <= 0.005, "{what}: mean error {mean_error}");
    assert!(largest <= 0.017, "{what}: largest error {largest}");
    assert!(bias.abs() <= 0.001, "{what}: bias {bias}");
    assert!((deviation / stated - 1.0).abs() <= 0.25, "{what}: deviation {deviation}, stated {stated}");
}

#[test]
fn estimates_keep_the_stated_error() {
    let state = UsersState::collect((0..=BOUND).map(Key::number), BOUND);
    let stated = state.count().estimate.unwrap();
    let of = |seeds: std::ops::Range<u64>, largest: u64| -> Vec<(u64, f64)> {
        seeds.flat_map(|seed| errors(seed % 4, seed, largest)).collect()
    };
    let (low, high) = std::thread::scope(|scope| {
        let low = scope.spawn(|| of(0..48, 1_000_000));
        let high = scope.spawn(|| of(100..108, 8_000_000));
        (low.join().unwrap(), high.join().unwrap())
    });
    within_the_stated_bounds("up to a million", &low, stated);
    let beyond: Vec<(u64, f64)> = high.into_iter().filter(|(size, _)| *size > 1_000_000).collect();
    within_the_stated_bounds("beyond a million", &beyond, stated * 1.0);
}
