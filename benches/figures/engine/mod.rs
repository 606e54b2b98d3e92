//! The workload asked of this library: `figures engine --data FOLDER [--answers FILE] [--runs N]
//! [--save yes]`.
mod ask;
pub(crate) mod load;

use std::path::{Path, PathBuf};

use creator_compass::engine::{Answer, Store, View};
use creator_compass::time::Instant;
use creator_compass_benches::FixtureError;
use creator_compass_benches::workload::{
    AnswerFile, Form, NOW_MILLIS, Question, columns, plain_sum, read_columns, read_config, read_questions,
    stopwatch,
};

use crate::measure::{figure, say};

/// What the arguments ask for.
struct Asked {
    data: PathBuf,
    answers: Option<PathBuf>,
    runs: usize,
    save: bool,
}

fn wrong(why: &str) -> FixtureError {
    FixtureError(format!(
        "{why}; usage: figures engine --data FOLDER [--answers FILE] [--runs N] [--save yes]"
    ))
}

fn asked(arguments: &[String]) -> Result<Asked, FixtureError> {
    let mut asked = Asked { data: PathBuf::new(), answers: None, runs: 3, save: false };
    for pair in arguments.chunks(2) {
        match pair {
            [flag, value] if flag == "--data" => asked.data = PathBuf::from(value),
            [flag, value] if flag == "--answers" => asked.answers = Some(PathBuf::from(value)),
            [flag, value] if flag == "--runs" => {
                asked.runs = value.parse().map_err(|_| wrong("`--runs` takes a number"))?;
            }
            [flag, value] if flag == "--save" => asked.save = value == "yes",
            _ => return Err(wrong("an unknown argument")),
        }
    }
    if asked.data.as_os_str().is_empty() { Err(wrong("no folder")) } else { Ok(asked) }
}

pub(crate) fn failed(error: impl std::fmt::Display) -> FixtureError {
    FixtureError(error.to_string())
}

pub(crate) fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// The most memory this process ever held, in bytes, where the system tells it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kib.unwrap_or_default().saturating_mul(1024)
}

/// A number in millions.
#[expect(clippy::cast_precision_loss, reason = "for people")]
fn millionths(number: usize) -> f64 {
    number as f64 / 1e6
}

/// The first part of a question's name: `q4` of `q4.7`.
fn family(question: &Question) -> &str {
    question.name.split('.').next().unwrap_or_default()
}

/// The bytes of a row of the columns loaded.
const ROW: u32 = 40;

/// Loads the workload, asks every question, and prints what it took.
pub(crate) fn figures(arguments: &[String]) -> Result<(), FixtureError> {
    let asked = asked(arguments)?;
    threads()?;
    let config = read_config(&asked.data).map_err(failed)?;
    // Texts are made of the same rows again.
    let columns = match config.form {
        Form::Strings => columns(config),
        Form::Sorted | Form::Shuffled => read_columns(&asked.data).map_err(failed)?,
    };
    let questions = read_questions(&asked.data).map_err(failed)?;
    let (store, loads) = load::load(config, &columns, asked.runs)?;
    let plain: Vec<f64> = (0..5).map(|_| plain_sum(&columns).0.as_secs_f64()).collect();
    let plain = median(plain);
    let form = config.form.as_str();
    say(&format!("# {} rows, {form}, medians of {} runs", columns.at.len(), asked.runs))?;
    let load = median(loads.clone());
    figure(&format!("engine.{form}.load"), load * 1e3, "ms")?;
    figure(&format!("engine.{form}.plain_sum"), plain * 1e3, "ms")?;
    figure(&format!("engine.{form}.load_vs_plain_sum"), load / plain, "x")?;
    let (rows, bytes) = store.size();
    figure(
        &format!("engine.{form}.store_vs_columns"),
        millionths(bytes) / millionths(rows) / f64::from(ROW),
        "x",
    )?;
    let mut file = AnswerFile { engine: "ours".to_owned(), ..AnswerFile::default() };
    let now = Instant::from_millis(NOW_MILLIS)?;
    let views: Vec<f64> = (0..asked.runs).map(|_| stopwatch(|| store.view(now)).0.as_secs_f64()).collect();
    figure(&format!("engine.{form}.view"), median(views) * 1e3, "ms")?;
    let mut families: Vec<(String, Vec<f64>)> = Vec::new();
    for run in 0..asked.runs {
        // Each run asks a view of its own: what it finds out about permissions is part of the time.
        let view = store.view(now);
        for question in &questions.questions {
            let (took, answers) = stopwatch(|| ask::ask(&view, question, config.form));
            let answers = answers?;
            let known = families.iter().position(|(name, _)| name == family(question));
            let place = known.unwrap_or_else(|| {
                families.push((family(question).to_owned(), Vec::new()));
                families.len() - 1
            });
            let times = families.get_mut(place);
            if let Some((_, times)) = times {
                times.resize(run + 1, 0.0);
                if let Some(time) = times.last_mut() {
                    *time += took.as_secs_f64();
                }
            }
            if run == 0 {
                ask::write(&mut file, question, &answers)?;
            }
        }
    }
    grow(&store, now, form)?;
    if asked.save {
        save(&store, form)?;
    }
    for (name, times) in &families {
        figure(&format!("engine.{form}.{name}"), median(times.clone()) * 1e3, "ms")?;
        file.seconds.push((name.clone(), median(times.clone())));
        file.first_seconds.push((name.clone(), times.first().copied().unwrap_or_default()));
    }
    file.seconds.insert(0, ("load".to_owned(), load));
    file.first_seconds.insert(0, ("load".to_owned(), loads.first().copied().unwrap_or_default()));
    file.peak_bytes = peak();
    figure(
        &format!("engine.{form}.peak"),
        millionths(usize::try_from(file.peak_bytes).unwrap_or(usize::MAX)),
        "MB",
    )?;
    match &asked.answers {
        Some(path) => file.write(Path::new(path)).map_err(failed),
        None => Ok(()),
    }
}

/// What writing the store and reading it again takes.
fn save(store: &Store, form: &str) -> Result<(), FixtureError> {
    let (took, bytes) = stopwatch(|| store.save());
    figure(&format!("engine.{form}.save"), took.as_secs_f64() * 1e3, "ms")?;
    figure(&format!("engine.{form}.file"), millionths(bytes.len()), "MB")?;
    let (took, opened) = stopwatch(|| Store::open(&bytes));
    figure(&format!("engine.{form}.open"), took.as_secs_f64() * 1e3, "ms")?;
    let same = opened.map_err(failed)?.size().0 == store.size().0;
    if same { Ok(()) } else { Err(FixtureError("the store that was opened is another".to_owned())) }
}

/// How the first question's cost grows with its days.
fn grow(store: &Store, now: Instant, form: &str) -> Result<(), FixtureError> {
    let view: View<'_> = store.view(now);
    ask::of_days(&view, 1)?;
    for days in [1, 7, 28, 180] {
        let times: Result<Vec<f64>, FixtureError> = (0..5)
            .map(|_| {
                let (took, answer) = stopwatch(|| ask::of_days(&view, days));
                answer.map(|_: Answer| took.as_secs_f64())
            })
            .collect();
        figure(&format!("engine.{form}.creator_channel_of_{days}_days"), median(times?) * 1e3, "ms")?;
    }
    Ok(())
}

#[cfg(feature = "threads")]
pub(crate) fn threads() -> Result<(), FixtureError> {
    rayon::ThreadPoolBuilder::new().num_threads(2).build_global().map_err(failed)
}

#[cfg(not(feature = "threads"))]
#[expect(clippy::unnecessary_wraps, reason = "with threads it can fail")]
pub(crate) fn threads() -> Result<(), FixtureError> {
    Ok(())
}
