//! Keys of shapes: `snake_case` in Python, `camelCase` on the wire. Values and metric ids are never
//! touched.

/// The wire's spelling of a Python key: `last_7_days` → `last7Days`, `l2l` → `l2l`.
///
/// A key that is no `snake_case` name of several words stays as it is.
pub(crate) fn to_wire(key: &str) -> String {
    let mut wire = String::with_capacity(key.len());
    let mut after_underscore = false;
    for letter in key.chars() {
        match letter {
            'a'..='z' | '0'..='9' if after_underscore => wire.push(letter.to_ascii_uppercase()),
            'a'..='z' | '0'..='9' => wire.push(letter),
            '_' if !after_underscore && !wire.is_empty() => {}
            _ => return key.to_owned(),
        }
        after_underscore = letter == '_';
    }
    if after_underscore { key.to_owned() } else { wire }
}

/// Python's spelling of a key of the wire: `last7Days` → `last_7_days`, `l2l` → `l2l`.
///
/// [`to_wire`] takes every `camelCase` name back to what it was. A key that is no such name stays as it is.
pub(crate) fn to_python(key: &str) -> String {
    if !key.starts_with(|first: char| first.is_ascii_lowercase())
        || !key.chars().all(|letter| letter.is_ascii_alphanumeric())
    {
        return key.to_owned();
    }
    let mut python = String::with_capacity(key.len().saturating_add(4));
    let mut before = '_';
    for (at, letter) in key.char_indices() {
        let rest = key.get(at..).unwrap_or_default().trim_start_matches(|digit: char| digit.is_ascii_digit());
        // A number is a word of its own only when another word follows: `last7Days`, but `l2l` and `top10`.
        let number = letter.is_ascii_digit()
            && before.is_ascii_lowercase()
            && rest.starts_with(|next: char| next.is_ascii_uppercase());
        if letter.is_ascii_uppercase() || number {
            python.push('_');
        }
        python.push(letter.to_ascii_lowercase());
        before = letter;
    }
    python
}

/// The names in backticks of a message about fields, in Python's spelling.
pub(crate) fn in_message(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let spelled = parts.map(|(at, part)| if at % 2 == 1 { to_python(part) } else { part.to_owned() });
    spelled.collect::<Vec<_>>().join("`")
}
