use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::value::{Details, Failure};

/// Any error of the library in one shape: match `code`, show `message`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WireError {
    /// `invalid`, `conflict`, `refused`, `not_ready` or `malformed`.
    pub kind: &'static str,
    /// Dotted and permanent.
    pub code: &'static str,
    /// The rule behind it, or empty.
    pub rule: &'static str,
    /// For people.
    pub message: String,
    /// The facts by name.
    pub details: Details,
}

impl<E: Failure> From<E> for WireError {
    fn from(error: E) -> Self {
        Self {
            kind: error.kind().as_str(),
            code: error.code(),
            rule: error.rule(),
            message: error.to_string(),
            details: error.details(),
        }
    }
}

impl WireError {
    /// An input that does not have the shape expected.
    #[must_use]
    pub fn malformed(code: &'static str, what: &str) -> Self {
        let message: String = what.chars().take(400).collect();
        Self { kind: "invalid", code, rule: "SRC-10", message, details: Details::new() }
    }
    /// The same with one more fact.
    #[must_use]
    pub fn with(mut self, name: &str, fact: impl Into<serde_json::Value>) -> Self {
        self.details.insert(name.to_owned(), fact.into());
        self
    }
}

/// Reads a shape from a JSON value.
///
/// # Errors
/// [`WireError`] of code `wire.malformed` that says what was expected.
pub fn from_json<T: DeserializeOwned>(json: serde_json::Value) -> Result<T, WireError> {
    serde_json::from_value(json).map_err(|error| WireError::malformed("wire.malformed", &error.to_string()))
}
