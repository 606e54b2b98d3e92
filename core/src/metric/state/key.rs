/// A user or a subject as states know it: a whole number of 64 bits, or a text.
///
/// The plain decimal text of such a number *is* the number, so `"123"` and `123` are one user. A text that writes
/// a number otherwise (`"0123"`, `"+123"`, one beyond 64 bits) stays a text. Order: numbers ascending, then texts by bytes.
///
/// # Example: one user from two tables
/// ```
/// use creator_compass::metric::Key;
/// assert_eq!(Key::of("7300000000000000123"), Key::number(7_300_000_000_000_000_123));
/// assert_ne!(Key::of("0123"), Key::number(123));
/// assert!(Key::number(u64::MAX) < Key::of("anna"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Form);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Number(u64),
    Text(Box<str>),
}

/// A [`Key`] that is borrowed from a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyRef<'a> {
    /// A whole number.
    Number(u64),
    /// A text that is not the decimal text of such a number.
    Text(&'a str),
}

impl Key {
    /// The key of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        KeyRef::of(text).to_key()
    }
    /// The key of a whole number.
    #[must_use]
    pub fn number(number: u64) -> Self {
        Self(Form::Number(number))
    }
    /// The same key, borrowed.
    #[must_use]
    pub fn as_ref(&self) -> KeyRef<'_> {
        match &self.0 {
            Form::Number(number) => KeyRef::Number(*number),
            Form::Text(text) => KeyRef::Text(text),
        }
    }
    pub(super) fn split(self) -> Result<u64, Box<str>> {
        match self.0 {
            Form::Number(number) => Ok(number),
            Form::Text(text) => Err(text),
        }
    }
}

impl<'a> KeyRef<'a> {
    /// The key of a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        plain_number(text).map_or(Self::Text(text), Self::Number)
    }
    /// The key on its own.
    #[must_use]
    pub fn to_key(self) -> Key {
        Key(match self {
            Self::Number(number) => Form::Number(number),
            Self::Text(text) => Form::Text(Box::from(text)),
        })
    }
}

/// The number whose decimal text this is, to the letter.
fn plain_number(text: &str) -> Option<u64> {
    let plain = matches!(text.as_bytes(), [b'0'] | [b'1'..=b'9', ..]);
    // What is no number behind its first digit, or too large a one, is not read.
    if plain { text.parse().ok() } else { None }
}

impl From<u64> for Key {
    fn from(number: u64) -> Self {
        Self::number(number)
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_ref().fmt(f)
    }
}

impl std::fmt::Display for KeyRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}
