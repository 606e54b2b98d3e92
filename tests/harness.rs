//! What the test packages share: the vectors, and how an answer is compared with what a vector expects.
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

mod seal;
mod seeded;

pub use seal::{payload, sealed};
pub use seeded::Seeded;

/// One vector: data only, the same for every language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// The rules it decides, one or many.
    pub rule: Rules,
    /// What it shows.
    pub about: String,
    /// Where its expectation comes from.
    pub from: String,
    /// The operation.
    pub op: String,
    /// Its input.
    pub input: Value,
    /// What the answer must hold.
    pub output: Value,
}

/// One rule or many.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Rules {
    /// One.
    One(String),
    /// Many.
    Many(Vec<String>),
}

impl Rules {
    /// The rule numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(rule) => std::slice::from_ref(rule).iter().map(String::as_str),
            Self::Many(rules) => rules.iter().map(String::as_str),
        }
    }
}

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// All files below a folder whose name ends so, in order.
#[must_use]
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

/// All vectors, with the file each stands in.
///
/// # Errors
/// A file that cannot be read or is not a list of vectors.
pub fn vectors() -> Result<Vec<(PathBuf, Vector)>, String> {
    let mut all = Vec::new();
    for path in files(&root().join("tests/vectors"), ".json") {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let read: Vec<Vector> =
            serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        all.extend(read.into_iter().map(|vector| (path.clone(), vector)));
    }
    Ok(all)
}

/// Where an answer differs from what is expected; `None` when it holds. An expected object's keys must match, arrays
/// must be equal in length and order.
#[must_use]
pub fn difference(expected: &Value, actual: &Value, at: &str) -> Option<String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => expected.iter().find_map(|(key, value)| {
            let at = format!("{at}.{key}");
            match actual.get(key) {
                Some(found) => difference(value, found, &at),
                None => Some(format!("{at}: missing, expected {value}")),
            }
        }),
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            let pairs = expected.iter().zip(actual).enumerate();
            pairs.into_iter().find_map(|(index, (e, a))| difference(e, a, &format!("{at}[{index}]")))
        }
        (Value::Number(e), Value::Number(a)) if e.as_f64() == a.as_f64() => None,
        _ if expected == actual => None,
        _ => Some(format!("{at}: expected {expected}, got {actual}")),
    }
}
