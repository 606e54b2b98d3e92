//! Files stay small enough to read at a sitting.

#[test]
fn no_source_file_has_more_than_500_lines() {
    let root = creator_compass_tests::root();
    let mut long = Vec::new();
    for folder in ["core/src", "bindings-py/src", "bindings-wasm/src", "tests", "examples", "benches"] {
        for path in creator_compass_tests::files(&root.join(folder), ".rs") {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            if lines > 500 {
                long.push(format!("{} has {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}
