//! Documents that must keep pace with the code.
use creator_compass::fact::Table;

/// `core/docs/TABLES.md` names every table and every column of it.
#[test]
fn the_tables_are_documented_column_by_column() {
    let text = std::fs::read_to_string(creator_compass_tests::root().join("core/docs/TABLES.md")).unwrap();
    for table in Table::ALL {
        let row = text.lines().find(|line| line.starts_with(&format!("| `{}`", table.as_str())));
        let row = row.unwrap_or_else(|| panic!("`{}` has no row", table.as_str()));
        for column in table.required().iter().chain(table.optional()) {
            assert!(row.contains(&format!("`{column}`")), "the row of `{}` lacks `{column}`", table.as_str());
        }
        for measure in table.measures() {
            assert!(text.contains(&format!("`{}`", measure.id())), "the measures lack `{}`", measure.id());
        }
    }
}
