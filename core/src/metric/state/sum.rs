use super::code::{BytesError, Code, Reader, Writer};
use super::error::StateError;

/// A sum of whole numbers: counts, seconds, or money in 10⁻⁶ units (MET-4).
///
/// Rows hold 64 bits and a sum 128: no sum of fewer than 2⁶⁴ rows overflows, in whatever order it was merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SumState(i128);

impl SumState {
    /// The state of a sum.
    #[must_use]
    pub fn of(sum: i128) -> Self {
        Self(sum)
    }
    /// The sum of both.
    ///
    /// # Errors
    /// [`StateError::Overflow`] beyond 128 bits.
    pub fn merge(self, other: Self) -> Result<Self, StateError> {
        checked_add(self.0, other.0).map(Self)
    }
    /// The sum.
    #[must_use]
    pub fn value(self) -> i128 {
        self.0
    }
}

pub(super) fn checked_add(left: i128, right: i128) -> Result<i128, StateError> {
    left.checked_add(right).ok_or(StateError::Overflow { left, right })
}

impl Code for SumState {
    fn write(&self, out: &mut Writer) {
        out.signed(self.0);
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        bytes.signed().map(Self)
    }
}
