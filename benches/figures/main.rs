//! Prints figures, one a line: `figure <name> <value> <unit>`. The first argument names the area.
use std::io::Write;
use std::process::ExitCode;

mod baseline;
mod money;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let area = words.next();
    let rest: Vec<String> = words.collect();
    let done = match area.as_deref() {
        Some("money") => money::run(&rest),
        Some("baseline") => baseline::run(&rest),
        _ => Err("usage: figures money|baseline [arguments]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "figures: {why}");
            ExitCode::FAILURE
        }
    }
}
