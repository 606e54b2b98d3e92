use super::reason::{HiddenReason, Reasons, UndefinedReason};

/// A figure, or why there is none (MET-6). Absent is not zero.
///
/// Exhaustive on purpose: callers handle all three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<T> {
    /// The figure.
    Known(T),
    /// There is no figure.
    Undefined(Reasons<UndefinedReason>),
    /// There may be one, and it may not be shown.
    Hidden(Reasons<HiddenReason>),
}

impl<T> Value<T> {
    /// Undefined for one reason.
    #[must_use]
    pub fn undefined(reason: UndefinedReason) -> Self {
        Self::Undefined(Reasons::one(reason))
    }
    /// Hidden for one reason.
    #[must_use]
    pub fn hidden(reason: HiddenReason) -> Self {
        Self::Hidden(Reasons::one(reason))
    }
    /// The figure, if known.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Undefined(_) | Self::Hidden(_) => None,
        }
    }
    /// Applies a function to a known figure; reasons stay.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Value<U> {
        match self {
            Self::Known(value) => Value::Known(f(value)),
            Self::Undefined(reasons) => Value::Undefined(reasons),
            Self::Hidden(reasons) => Value::Hidden(reasons),
        }
    }
    /// Combines two figures. A Hidden part makes the whole Hidden, else an Undefined part makes it Undefined; reasons
    /// of the same sort add up (MET-7).
    pub fn zip_with<U, V>(self, other: Value<U>, f: impl FnOnce(T, U) -> Value<V>) -> Value<V> {
        match (self, other) {
            (Self::Hidden(a), Value::Hidden(b)) => Value::Hidden(a.and(b)),
            (Self::Hidden(a), _) => Value::Hidden(a),
            (_, Value::Hidden(b)) => Value::Hidden(b),
            (Self::Undefined(a), Value::Undefined(b)) => Value::Undefined(a.and(b)),
            (Self::Undefined(a), Value::Known(_)) => Value::Undefined(a),
            (Self::Known(_), Value::Undefined(b)) => Value::Undefined(b),
            (Self::Known(a), Value::Known(b)) => f(a, b),
        }
    }
}
