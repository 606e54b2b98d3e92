//! Every rule that is marked as built is named by a vector or a test; the others are listed.
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

/// The rules that are built: a vector or a test must name each. A rule joins this list with its code.
const BUILT: &[(&str, std::ops::RangeInclusive<u32>)] = &[
    ("ACC", 1..=16),
    ("PER", 1..=9),
    ("MET", 1..=7),
    ("SRC", 1..=13),
    ("OVR", 1..=4),
    ("CRE", 1..=5),
    ("STO", 1..=3),
    ("VID", 1..=6),
    ("REC", 1..=3),
    ("PRD", 1..=7),
    ("PRF", 1..=3),
    ("BEY", 1..=1),
    ("BEY", 3..=3),
    ("BEY", 7..=9),
    ("BEY", 11..=11),
    ("EXP", 1..=2),
    ("LIV", 1..=9),
    ("DSH", 1..=13),
    ("KPI", 1..=1),
    ("KPI", 3..=4),
];

/// Rule numbers in a text, in the form `ACC-4`.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (dash, _) in text.match_indices('-') {
        let letters: String = text[..dash].chars().rev().take_while(char::is_ascii_uppercase).collect();
        let digits: String = text[dash + 1..].chars().take_while(char::is_ascii_digit).collect();
        if letters.len() == 3 && !digits.is_empty() {
            found.insert(format!("{}-{digits}", letters.chars().rev().collect::<String>()));
        }
    }
    found
}

fn named() -> BTreeMap<String, usize> {
    let mut named = BTreeMap::new();
    for (_, vector) in creator_compass_tests::vectors().unwrap() {
        for rule in vector.rule.iter() {
            *named.entry(rule.to_owned()).or_default() += 1;
        }
    }
    for path in creator_compass_tests::files(&creator_compass_tests::root().join("tests/rules"), ".rs") {
        for rule in numbers(&std::fs::read_to_string(path).unwrap()) {
            *named.entry(rule).or_default() += 1;
        }
    }
    named
}

#[test]
fn every_built_rule_is_tested_by_name() {
    let named = named();
    let book = std::fs::read_to_string(creator_compass_tests::root().join("core/docs/RULES.md")).unwrap();
    let all = numbers(&book);
    let missing: Vec<String> = BUILT
        .iter()
        .flat_map(|(family, range)| range.clone().map(move |number| format!("{family}-{number}")))
        .filter(|rule| !named.contains_key(rule))
        .collect();
    let unnamed: Vec<&String> = all.iter().filter(|rule| !named.contains_key(*rule)).collect();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} rules are named by no vector or test: {unnamed:?}", unnamed.len()).unwrap();
    assert!(missing.is_empty(), "built, and named by no vector or test: {missing:?}");
}

#[test]
fn vectors_name_rules_of_the_book_and_where_they_come_from() {
    let book =
        numbers(&std::fs::read_to_string(creator_compass_tests::root().join("core/docs/RULES.md")).unwrap());
    for (path, vector) in creator_compass_tests::vectors().unwrap() {
        for rule in vector.rule.iter() {
            assert!(book.contains(rule), "{}: there is no rule {rule}", path.display());
        }
        assert!(
            !vector.about.is_empty() && !vector.from.is_empty(),
            "{}: say what and where from",
            path.display()
        );
    }
}

#[test]
fn the_evidence_is_as_large_as_promised() {
    let count = |folder: &str| {
        let all = creator_compass_tests::vectors().unwrap();
        all.iter().filter(|(path, _)| path.parent().is_some_and(|parent| parent.ends_with(folder))).count()
    };
    assert!(count("access") >= 150, "{} vectors for access", count("access"));
    assert!(count("metric") >= 150, "{} vectors for metrics", count("metric"));
    assert!(count("time") >= 100, "{} vectors for time", count("time"));
}
