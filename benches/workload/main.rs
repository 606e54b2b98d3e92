//! Writes a workload into a folder: `workload --rows 20000000 --seed 7 --form sorted --out DIR`.
//!
//! `--questions N` sets the seed of the questions (default 1), `--answers FILE` also writes the plainest answers.
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use creator_compass_benches::workload::{
    Config, Form, access, answer_all, columns, questions, stopwatch, write_all,
};

const USAGE: &str = "usage: workload --out DIR [--rows N] [--seed N] [--form sorted|shuffled|strings] [--small] \
                     [--questions N] [--answers FILE]";

struct Arguments {
    config: Config,
    question_seed: u64,
    out: PathBuf,
    answers: Option<PathBuf>,
}

fn arguments() -> Option<Arguments> {
    let (mut rows, mut seed, mut form, mut small, mut question_seed) =
        (20_000_000, 7, Form::Sorted, false, 1);
    let (mut out, mut answers) = (None, None);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--rows" => rows = words.next()?.parse().ok()?,
            "--seed" => seed = words.next()?.parse().ok()?,
            "--form" => form = Form::of(&words.next()?)?,
            "--questions" => question_seed = words.next()?.parse().ok()?,
            "--out" => out = Some(PathBuf::from(words.next()?)),
            "--answers" => answers = Some(PathBuf::from(words.next()?)),
            "--small" => small = true,
            _ => return None,
        }
    }
    let config = if small { Config::small(rows, seed, form) } else { Config::new(rows, seed, form) };
    Some(Arguments { config, question_seed, out: out?, answers })
}

fn run(arguments: &Arguments) -> io::Result<()> {
    let Arguments { config, question_seed, out, answers } = arguments;
    let (made, columns) = stopwatch(|| columns(*config));
    let (written, done) = stopwatch(|| write_all(out, *config, &columns, *question_seed));
    done?;
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "figure workload.generate {:.3} s", made.as_secs_f64())?;
    writeln!(stdout, "figure workload.write {:.3} s", written.as_secs_f64())?;
    if let Some(path) = answers {
        let access = access(*config).map_err(|error| io::Error::other(error.0))?;
        answer_all(&columns, &access.visible, &questions(*config, *question_seed)).write(path)?;
    }
    Ok(())
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        let _ = writeln!(io::stderr(), "{USAGE}");
        return ExitCode::from(2);
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "workload: {error}");
            ExitCode::FAILURE
        }
    }
}
