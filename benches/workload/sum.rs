//! The plain sum of all columns on two threads: how fast the same bytes can be read at all.
use std::time::{Duration, Instant};

use super::Columns;

/// How long something took, with what it gave.
#[expect(clippy::disallowed_methods, reason = "benchmarks read the clock")]
pub fn stopwatch<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed(), made)
}

/// A half of a column, as one of two threads sums it.
fn half<T: Copy>(column: &[T], late: bool, number: impl Fn(T) -> u64) -> u64 {
    let (first, second) = column.split_at(column.len() / 2);
    let part = if late { second } else { first };
    part.iter().fold(0, |sum: u64, value| sum.wrapping_add(number(*value)))
}

fn half_of_all(columns: &Columns, late: bool) -> u64 {
    let words = [&columns.user, &columns.creator, &columns.content, &columns.product, &columns.quantity];
    let words = words.into_iter().map(|column| half(column, late, u64::from));
    let bytes = [&columns.act, &columns.channel].into_iter().map(|column| half(column, late, u64::from));
    let longs =
        [&columns.at, &columns.amount].into_iter().map(|column| half(column, late, i64::cast_unsigned));
    words.chain(bytes).chain(longs).fold(0, u64::wrapping_add)
}

/// Sums all columns on two threads; the answer keeps the work from being left out.
#[must_use]
pub fn plain_sum(columns: &Columns) -> (Duration, u64) {
    stopwatch(|| {
        std::thread::scope(|scope| {
            let early = scope.spawn(|| half_of_all(columns, false));
            let late = half_of_all(columns, true);
            early.join().map_or(0, |early| early.wrapping_add(late))
        })
    })
}
