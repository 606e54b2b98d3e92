use super::code::{BytesError, Code, Reader, Writer};
use super::key::Key;
use super::keyset::KeySet;

/// Users that acted once, and users that acted more often. Always exact.
///
/// The parts that merge must be disjoint: an act that is in both counts twice.
///
/// # Example: one user of two came back
/// ```
/// use creator_compass::metric::{Key, RepeatUsers};
/// let acts = RepeatUsers::collect(["anna", "ben"].map(Key::of));
/// let later = RepeatUsers::collect(["anna"].map(Key::of));
/// let all = acts.merge(later);
/// assert_eq!((all.users(), all.repeated()), (2, 1));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RepeatUsers {
    all: KeySet,
    /// INVARIANT: a part of `all`.
    more: KeySet,
}

impl RepeatUsers {
    /// The state of acts, told by the user of each.
    #[must_use]
    pub fn collect(acts: impl IntoIterator<Item = Key>) -> Self {
        let mut acts: Vec<Key> = acts.into_iter().collect();
        acts.sort_unstable();
        let runs = || acts.chunk_by(PartialEq::eq);
        let first = |run: &[Key]| run.first().cloned();
        Self {
            all: runs().filter_map(first).collect(),
            more: runs().filter(|run| run.len() > 1).filter_map(first).collect(),
        }
    }
    /// The state of users that acted once or more often, of which some did more than once.
    #[must_use]
    pub fn of(users: KeySet, repeated: KeySet) -> Self {
        Self { all: users.union(repeated.clone()), more: repeated }
    }
    /// The acts of both.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let both = self.all.intersection(&other.all);
        Self { more: self.more.union(other.more).union(both), all: self.all.union(other.all) }
    }
    /// Users that acted.
    #[must_use]
    pub fn users(&self) -> u64 {
        self.all.len() as u64
    }
    /// Users that acted more than once.
    #[must_use]
    pub fn repeated(&self) -> u64 {
        self.more.len() as u64
    }
}

impl Code for RepeatUsers {
    fn write(&self, out: &mut Writer) {
        self.all.write(out);
        self.more.write(out);
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let state = Self { all: KeySet::read(bytes)?, more: KeySet::read(bytes)? };
        if state.more.iter().all(|key| state.all.contains(key)) {
            Ok(state)
        } else {
            Err(bytes.malformed("users that acted more than once among those that acted"))
        }
    }
}
