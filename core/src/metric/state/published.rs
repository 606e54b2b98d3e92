use super::code::{BytesError, Code, Reader, Writer};
use crate::value::{UndefinedReason, Value};

/// A number of unique users that a source published, without who they are.
///
/// Two of them do not add: some users may be in both. What comes of two is undefined, and stays so.
///
/// # Example: viewers of two days
/// ```
/// use creator_compass::metric::PublishedUsers;
/// use creator_compass::value::{UndefinedReason, Value};
/// let two = PublishedUsers::of(120).merge(PublishedUsers::of(80));
/// assert_eq!(two.value(), Value::undefined(UndefinedReason::UniquesDoNotAdd));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PublishedUsers(Told);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Told {
    #[default]
    Nothing,
    Once(u64),
    Often,
}

impl PublishedUsers {
    /// The state of one published number.
    #[must_use]
    pub fn of(users: u64) -> Self {
        Self(Told::Once(users))
    }
    /// One of both, if the other is empty.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        match (self.0, other.0) {
            (Told::Nothing, told) | (told, Told::Nothing) => Self(told),
            _ => Self(Told::Often),
        }
    }
    /// The number, or why there is none.
    #[must_use]
    pub fn value(self) -> Value<u64> {
        match self.0 {
            Told::Nothing => Value::undefined(UndefinedReason::Absent),
            Told::Once(users) => Value::Known(users),
            Told::Often => Value::undefined(UndefinedReason::UniquesDoNotAdd),
        }
    }
}

impl Code for PublishedUsers {
    fn write(&self, out: &mut Writer) {
        match self.0 {
            Told::Nothing => out.byte(0),
            Told::Once(users) => {
                out.byte(1);
                out.unsigned(users);
            }
            Told::Often => out.byte(2),
        }
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        Ok(Self(match bytes.byte()? {
            0 => Told::Nothing,
            1 => Told::Once(bytes.unsigned()?),
            2 => Told::Often,
            _ => return Err(bytes.malformed("none, one or several published numbers")),
        }))
    }
}
