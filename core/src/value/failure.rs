use serde_json::{Map, Value as Json};

/// What sort of failure an error is; a binding maps it to an exception class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A bad argument.
    Invalid,
    /// The state forbids it.
    Conflict,
    /// The policy forbids it.
    Refused,
    /// Not yet: ask again later.
    NotReady,
    /// Bytes or rows that are not what they should be.
    Malformed,
}

impl ErrorKind {
    /// The stable name of the kind.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Conflict => "conflict",
            Self::Refused => "refused",
            Self::NotReady => "not_ready",
            Self::Malformed => "malformed",
        }
    }
}

/// The facts of an error by name, as JSON values.
pub type Details = Map<String, Json>;

/// What every error of this crate can say: programs match [`Failure::code`], people read the message.
pub trait Failure: std::error::Error {
    /// The sort of failure.
    fn kind(&self) -> ErrorKind;
    /// Dotted, permanent, equal in every language.
    fn code(&self) -> &'static str;
    /// The number of the rule that is behind it, `""` when none is.
    fn rule(&self) -> &'static str;
    /// Names, values and expectations.
    fn details(&self) -> Details;
}

/// Builds [`Details`] from pairs.
macro_rules! details {
    ($($key:literal : $value:expr),* $(,)?) => {{
        let mut map = $crate::value::Details::new();
        $(map.insert($key.to_owned(), serde_json::json!($value));)*
        map
    }};
}

pub(crate) use details;
