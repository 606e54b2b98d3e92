//! What is written from the registry of metrics is fresh. With `UPDATE=1` it is written anew.
use std::path::Path;

use creator_compass::metric::{Measure, MetricDef, metrics, reference_page};

const FROM: &str = "Generated from the registry of metrics: `UPDATE=1 cargo test --test architecture`.";
const END: &str = "End of what is generated.";

fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

fn keep_fresh(path: &str, fresh: impl FnOnce(&str) -> String) {
    let path = creator_compass_tests::root().join(Path::new(path));
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    let fresh = fresh(&there);
    if update() {
        std::fs::write(&path, fresh).unwrap();
    } else {
        assert!(there == fresh, "{} is not what the registry says; UPDATE=1 writes it", path.display());
    }
}

/// A text with what stands between the two marks replaced.
fn between(text: &str, comment: &str, fresh: &str) -> String {
    let (before, rest) = text.split_once(&format!("{comment} {FROM}\n")).expect("a first mark");
    let (_, after) = rest.split_once(&format!("{comment} {END}")).expect("a last mark");
    format!("{before}{comment} {FROM}\n{fresh}{comment} {END}{after}")
}

fn ids(keep: impl Fn(&MetricDef) -> bool) -> Vec<String> {
    metrics().filter(keep).map(|def| format!("\"{}\"", def.id)).collect()
}

fn is_measure(def: &MetricDef) -> bool {
    Measure::of(def.id).is_some()
}

/// Items joined to lines that stay below a width.
fn lines(items: &[String], joint: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        match lines.last_mut() {
            Some(line) if line.len() + joint.len() + item.len() < width => {
                *line = [line, joint, item].concat()
            }
            _ => lines.push(item.clone()),
        }
    }
    lines
}

#[test]
fn the_reference_of_metrics_is_fresh() {
    keep_fresh("core/docs/METRICS.md", |_| reference_page());
}

#[test]
fn the_ids_of_typescript_are_fresh() {
    let union = |about: &str, name: &str, members: &[String]| {
        let lines = lines(members, " | ", 110);
        format!("/** {about} */\nexport type {name} =\n  | {};\n", lines.join("\n  | "))
    };
    let fresh = union("What is counted.", "Measure", &ids(is_measure))
        + &union("What is computed of measures.", "DerivedMetric", &ids(|def| !is_measure(def)))
        + &union(
            "What has no channel, or is about one by itself.",
            "WholeMetric",
            &ids(|def| !def.takes_channel()),
        );
    keep_fresh("bindings-wasm/pkg/index.d.ts", |there| between(there, "//", &fresh));
}

#[test]
fn the_ids_of_python_are_fresh() {
    let union = |about: &str, name: &str, members: &[String]| {
        let lines = lines(members, ", ", 84);
        format!("# {about}\n{name} = Union[\n    Literal[{}],\n]\n", lines.join("],\n    Literal["))
    };
    let confined: Vec<String> = metrics()
        .filter(MetricDef::takes_channel)
        .flat_map(|def| ["live", "video", "card"].map(|channel| format!("\"{}[{channel}]\"", def.id)))
        .collect();
    let fresh = union("What is counted.", "Measure", &ids(is_measure))
        + &union("What is computed of measures.", "DerivedMetric", &ids(|def| !is_measure(def)))
        + &union("What is asked in a channel.", "ChannelMetric", &confined);
    keep_fresh("bindings-py/python/creator_compass/types.py", |there| between(there, "#", &fresh));
}
