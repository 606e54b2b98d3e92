use std::borrow::Cow;

/// What makes a spreadsheet run a cell: also the wide forms, which it takes for the narrow ones in some languages.
const STARTERS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// After these, a reader that takes another separator than ours would begin a new cell.
const SEPARATORS: [char; 4] = [';', '\t', '\r', '\n'];

/// A text that no spreadsheet runs as a formula, whatever separator it reads by (EXP-2): where a cell would begin with
/// `=`, `+`, `-`, `@`, a tab or a line break, blanks and quotes aside, an apostrophe stands first.
///
/// ```
/// use creator_compass::export::inert;
/// assert_eq!(inert("=HYPERLINK(\"//x\")"), "'=HYPERLINK(\"//x\")");
/// assert_eq!(inert("Ana; =1+1"), "Ana;' =1+1");
/// assert_eq!(inert("Ana - Batik"), "Ana - Batik");
/// ```
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains(STARTERS) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len().saturating_add(4));
    for cell in text.split_inclusive(SEPARATORS) {
        if runs(cell) {
            safe.push('\'');
        }
        safe.push_str(cell);
    }
    if safe.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(safe) }
}

/// Whether the first character that is no blank and no quote makes a spreadsheet run the cell.
fn runs(cell: &str) -> bool {
    let skipped = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '"' | '\'' | '“' | '”' | '‘' | '’' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
    };
    let first = cell.chars().find(|c| STARTERS.contains(c) || !skipped(*c));
    first.is_some_and(|c| STARTERS.contains(&c))
}
