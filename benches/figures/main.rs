//! Figures of speed, one area a run: `cargo run --release -p creator-compass-benches --bin figures -- access --seed 7`.
//!
//! Prints `figure <name> <value> <unit>` a line, and what the machine did beside it as `# …`. Questions come from the
//! seed, answers are checked, none is kept from an earlier question.
mod access;
mod measure;

use std::process::ExitCode;

use creator_compass_benches::FixtureError;

const USAGE: &str = "usage: figures access [--seed N]";

/// The area and the seed that the arguments name.
fn chosen(arguments: &[String]) -> Result<(&str, u64), FixtureError> {
    let wrong = || FixtureError(USAGE.to_owned());
    match arguments {
        [area] => Ok((area, 1)),
        [area, flag, seed] if flag == "--seed" => Ok((area, seed.parse().map_err(|_| wrong())?)),
        _ => Err(wrong()),
    }
}

fn run(arguments: &[String]) -> Result<(), FixtureError> {
    let (area, seed) = chosen(arguments)?;
    measure::say(&format!("# area {area}, seed {seed}, load {}", measure::load()))?;
    match area {
        "access" => access::figures(seed)?,
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
