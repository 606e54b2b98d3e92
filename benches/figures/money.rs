//! Exact sums of money against `rust_decimal`: `figures money`.
use std::hint::black_box;
use std::io::Write;
use std::time::Duration;

use creator_compass::value::{Currency, Money};
use creator_compass_benches::Seeded;
use creator_compass_benches::workload::stopwatch;
use rust_decimal::Decimal;

const AMOUNTS: usize = 100_000;
const RUNS: usize = 51;

/// The median time of many runs, and what each of them gave.
fn median<T: PartialEq>(work: impl Fn() -> T) -> Result<(Duration, T), String> {
    let mut runs: Vec<(Duration, T)> = (0..RUNS).map(|_| stopwatch(&work)).collect();
    runs.sort_by_key(|run| run.0);
    if runs.windows(2).any(|pair| matches!(pair, [a, b] if a.1 != b.1)) {
        return Err("two runs gave two sums".to_owned());
    }
    runs.into_iter().nth(RUNS / 2).ok_or_else(|| "no run".to_owned())
}

/// Sums the same amounts as `Money`, as whole numbers of 10⁻⁶ as a store keeps them, and as decimals.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if let Some(word) = arguments.first() {
        return Err(format!("unknown argument `{word}`"));
    }
    let currency = Currency::new("IDR").map_err(|error| error.to_string())?;
    let mut seeded = Seeded::new(7);
    // Up to a million units, to the hundredth: as amounts come.
    let micros: Vec<i64> =
        (0..AMOUNTS).map(|_| i64::try_from(seeded.below(100_000_000)).unwrap_or(0) * 10_000).collect();
    let money: Vec<Money> =
        micros.iter().map(|micros| Money::from_micros(i128::from(*micros), currency)).collect();
    // As they are read from text: two decimals.
    let decimals: Vec<Decimal> = micros.iter().map(|micros| Decimal::new(micros / 10_000, 2)).collect();

    let (by_money, total) = median(|| {
        black_box(&money).iter().try_fold(Money::zero(currency), |sum, amount| sum.checked_add(*amount))
    })?;
    let (by_column, sum) = median(|| {
        let stretches = black_box(&micros).chunks(4096);
        stretches.map(|stretch| stretch.iter().map(|micros| i128::from(*micros)).sum::<i128>()).sum::<i128>()
    })?;
    let (by_decimal, decimal) = median(|| {
        black_box(&decimals).iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount))
    })?;

    let total = total.map_err(|error| error.to_string())?;
    if total.micros() != sum || total.to_decimal() != decimal.map(|decimal| decimal.normalize()) {
        return Err("the sums differ".to_owned());
    }
    let ratio = |took: Duration| by_decimal.as_secs_f64() / took.as_secs_f64();
    let micros = |took: Duration| took.as_secs_f64() * 1e6;
    let lines = [
        format!("figure money.sum_of_money {:.1} us", micros(by_money)),
        format!("figure money.sum_of_column {:.1} us", micros(by_column)),
        format!("figure money.sum_of_rust_decimal {:.1} us", micros(by_decimal)),
        format!("figure money.sum_vs_rust_decimal {:.1} x", ratio(by_column)),
        format!("figure money.values_vs_rust_decimal {:.1} x", ratio(by_money)),
    ];
    writeln!(std::io::stdout(), "{}", lines.join("\n")).map_err(|error| error.to_string())
}
