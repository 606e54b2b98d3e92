//! value → time → {access, change, metric} → fact → {source, engine} → {privacy, live} → report → export → wire: an arrow points at who may import.
use std::collections::BTreeMap;

/// Modules by layer, lowest first. `fact` stands above `metric`, whose measures its rows tell; the modules of one layer
/// never import each other.
const LAYERS: &[&[&str]] = &[
    &["value"],
    &["time"],
    &["access", "change", "metric"],
    &["fact"],
    &["source", "engine"],
    &["privacy", "live"],
    &["report"],
    &["export"],
    &["wire"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The modules that a source text names by `crate::…`, groups included; comments and doc links aside.
fn imports(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let rest = &code[at + path.len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let end = group.find(|c| match c {
                    '{' => {
                        depth += 1;
                        false
                    }
                    '}' if depth > 0 => {
                        depth -= 1;
                        false
                    }
                    c => c == '}',
                });
                top_level(&group[..end.unwrap_or(group.len())])
            }
            None => vec![rest],
        };
        for name in names {
            let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len());
            found.push(name[..end].to_owned());
        }
    }
    found
}

/// The items of a group, split at its own commas.
fn top_level(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut items) = (0_i32, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(group[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(group[start..].trim());
    items
}

#[test]
fn imports_point_one_way() {
    let src = creator_compass_tests::root().join("core/src");
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for path in creator_compass_tests::files(&src, ".rs") {
        let inside = path.strip_prefix(&src).unwrap();
        let module = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .trim_end_matches(".rs")
            .to_owned();
        if module == "lib" {
            continue;
        }
        let own = layer(&module).unwrap_or_else(|| panic!("module `{module}` stands in no layer"));
        *seen.entry(module.clone()).or_default() += 1;
        for import in imports(&std::fs::read_to_string(&path).unwrap()) {
            if let Some(other) = layer(&import)
                && import != module
                && other >= own
            {
                wrong.push(format!("{}: {module} imports {import}", inside.display()));
            }
        }
    }
    assert_eq!(seen.len(), LAYERS.iter().map(|layer| layer.len()).sum::<usize>(), "modules seen: {seen:?}");
    assert!(wrong.is_empty(), "imports that point the wrong way:\n{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_upward_sideways_and_grouped_ones() {
    assert_eq!(imports("use crate::wire::{A, B};"), ["wire"]);
    assert_eq!(imports("use crate::{value::{A, B}, report};\n// use crate::wire;"), ["value", "report"]);
    assert_eq!(imports("fn f() -> crate::engine::Store {}"), ["engine"]);
}

#[test]
fn the_core_reads_no_clock_no_file_no_environment() {
    let src = creator_compass_tests::root().join("core/src");
    let forbidden = [
        "std::fs",
        "std::env",
        "std::net",
        "std::thread",
        "std::process",
        "SystemTime",
        "Utc::now",
        "rand::",
    ];
    for path in creator_compass_tests::files(&src, ".rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        for word in forbidden {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
}
