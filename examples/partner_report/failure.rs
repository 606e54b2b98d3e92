//! Bad input: what, where, what was expected, and a stable code.

use creator_compass::value::Failure;

/// Why there is no report.
#[derive(Debug)]
pub(crate) struct Failed {
    text: String,
    code: &'static str,
    /// Lines that help on, such as options to paste.
    hints: Vec<String>,
}

impl Failed {
    /// A failure of this program's own.
    pub(crate) fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { text: text.into(), code, hints: Vec::new() }
    }
    /// A failure of the library, at a place.
    pub(crate) fn at(place: impl std::fmt::Display, error: &impl Failure) -> Self {
        Self::new(error.code(), format!("{place}: {error}"))
    }
    /// The same with lines that help on.
    pub(crate) fn with_hints(self, hints: Vec<String>) -> Self {
        Self { hints, ..self }
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "partner_report: {} [{}]", self.text, self.code)?;
        self.hints.iter().try_for_each(|hint| write!(f, "\n{hint}"))
    }
}
