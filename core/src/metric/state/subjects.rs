use super::code::{BytesError, Code, Reader, Writer};
use super::keyset::KeySet;

/// Distinct subjects: orders, rooms, videos, products, creators. Always exact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubjectsState(KeySet);

impl SubjectsState {
    /// The state of these subjects.
    #[must_use]
    pub fn of(subjects: KeySet) -> Self {
        Self(subjects)
    }
    /// The subjects of both.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self(self.0.union(other.0))
    }
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }
    /// The subjects themselves.
    #[must_use]
    pub fn subjects(&self) -> &KeySet {
        &self.0
    }
}

impl Code for SubjectsState {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        KeySet::read(bytes).map(Self)
    }
}
