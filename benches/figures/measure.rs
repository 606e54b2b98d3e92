//! Clocks, medians and the lines a run prints.
use std::io::Write as _;
use std::time::Instant;

use creator_compass_benches::FixtureError;

/// How often a thing is done; the median counts.
pub(crate) const ROUNDS: usize = 11;

/// Prints a line.
pub(crate) fn say(line: &str) -> Result<(), FixtureError> {
    writeln!(std::io::stdout().lock(), "{line}").map_err(|error| FixtureError(error.to_string()))
}

/// Prints one figure.
pub(crate) fn figure(name: &str, value: f64, unit: &str) -> Result<(), FixtureError> {
    say(&format!("figure {name} {value:.2} {unit}"))
}

/// What the machine does beside: the load of the last minute, where the system tells it.
pub(crate) fn load() -> String {
    let told = std::fs::read_to_string("/proc/loadavg").ok();
    told.and_then(|text| text.split(' ').next().map(str::to_owned)).unwrap_or_else(|| "unknown".to_owned())
}

/// Nanoseconds that one call takes: the median of all rounds, each of which does the work once and answers with the same.
pub(crate) fn median_nanos<T: PartialEq + std::fmt::Debug>(
    rounds: usize,
    expected: &T,
    mut work: impl FnMut() -> T,
) -> Result<f64, FixtureError> {
    let mut taken = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let start = now();
        let answer = work();
        taken.push(start.elapsed().as_secs_f64() * 1e9);
        if answer != *expected {
            return Err(FixtureError(format!("a wrong answer: {answer:?}, expected {expected:?}")));
        }
    }
    taken.sort_by(f64::total_cmp);
    taken.get(rounds / 2).copied().ok_or_else(|| FixtureError("no round".to_owned()))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock; the core never does")]
fn now() -> Instant {
    Instant::now()
}
