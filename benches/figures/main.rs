//! Figures of speed, one area a run: `cargo run --release -p creator-compass-benches --bin figures -- access --seed 7`.
//!
//! Prints `figure <name> <value> <unit>` a line, and what the machine did beside it as `# …`. Questions come from a
//! seed, answers are checked, none is kept from an earlier question.
mod access;
mod baseline;
mod engine;
#[cfg(feature = "exports")]
mod exports;
#[cfg(not(feature = "exports"))]
#[path = "no_exports.rs"]
mod exports;
mod generated;
mod measure;
mod money;
mod privacy;
mod screens;

use std::process::ExitCode;

use creator_compass_benches::FixtureError;

const USAGE: &str = "usage: figures access [--seed N] | engine --data FOLDER [--answers FILE] | screens --data FOLDER | screens --generated acts|sums | exports --format NAME [--rows N] | money | privacy [--seed N] | baseline --data FOLDER";

/// The seed that the arguments name.
fn seed(arguments: &[String]) -> Result<u64, FixtureError> {
    let wrong = || FixtureError(USAGE.to_owned());
    match arguments {
        [] => Ok(1),
        [flag, seed] if flag == "--seed" => seed.parse().map_err(|_| wrong()),
        _ => Err(wrong()),
    }
}

fn run(arguments: &[String]) -> Result<(), FixtureError> {
    let (area, rest) = arguments.split_first().ok_or_else(|| FixtureError(USAGE.to_owned()))?;
    measure::say(&format!("# area {area}, load {}", measure::load()))?;
    match area.as_str() {
        "access" => access::figures(seed(rest)?)?,
        "engine" => engine::figures(rest)?,
        "exports" => exports::figures(rest)?,
        "screens" => screens::figures(rest)?,
        "privacy" => privacy::figures(seed(rest)?)?,
        "money" => money::run(rest).map_err(FixtureError)?,
        "baseline" => baseline::run(rest).map_err(FixtureError)?,
        _ => return Err(FixtureError(USAGE.to_owned())),
    }
    measure::say(&format!("# load at the end {}", measure::load()))
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(FixtureError(why)) => {
            use std::io::Write as _;
            let told = writeln!(std::io::stderr().lock(), "figures: {why}");
            if told.is_ok() { ExitCode::FAILURE } else { ExitCode::from(2) }
        }
    }
}
