use super::code::{BytesError, Code, Reader, Writer};
use super::key::Key;
use super::keyset::KeySet;
use super::sketch::Sketch;
use crate::value::Policy;

/// A number of users, and whether it was counted or estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UniqueCount {
    /// How many.
    pub users: u64,
    /// The relative standard error of an estimate; nothing where the users were counted.
    pub estimate: Option<f64>,
}

/// The users behind an act, each once (BEY-3).
///
/// Exact up to a size that policy states, beyond it an estimate from a sketch. Which of both is decided by the set alone: a
/// state of more users than the bound is their sketch, whatever the order and the parts it was merged from. A merge keeps
/// the smaller bound; the empty state has none.
///
/// # Example: buyers of two days
/// ```
/// use creator_compass::metric::{Key, UsersState};
/// use creator_compass::value::Policy;
/// let exact_users = Policy::default().exact_users;
/// let monday = UsersState::collect(["7", "anna"].map(Key::of), exact_users);
/// let tuesday = UsersState::collect([Key::number(7), Key::number(9)], exact_users);
/// assert_eq!(monday.merge(tuesday).exact(), Some(3));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsersState {
    /// The most users that are kept one by one; all of them in the empty state.
    bound: u64,
    users: Users,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Users {
    Exact(KeySet),
    Sketch(Sketch),
}

impl Default for UsersState {
    fn default() -> Self {
        Self { bound: u64::MAX, users: Users::Exact(KeySet::default()) }
    }
}

impl UsersState {
    /// The state of these users. Bounds below [`Policy::LEAST_EXACT_USERS`] are raised to it.
    #[must_use]
    pub fn of(users: KeySet, exact_users: u64) -> Self {
        let bound = exact_users.max(Policy::LEAST_EXACT_USERS);
        Self { bound, users: Users::Exact(users) }.settled()
    }
    /// The state of the users that come, in any order and any number of times; keeps little more than the bound of them.
    #[must_use]
    pub fn collect(users: impl IntoIterator<Item = Key>, exact_users: u64) -> Self {
        let step = usize::try_from(exact_users.max(Policy::LEAST_EXACT_USERS)).unwrap_or(usize::MAX);
        let mut users = users.into_iter().peekable();
        let mut state = Self::of(KeySet::default(), exact_users);
        while users.peek().is_some() {
            state = state.merge(Self::of(users.by_ref().take(step).collect(), exact_users));
        }
        state
    }
    /// The users of both.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let users = match (self.users, other.users) {
            (Users::Exact(a), Users::Exact(b)) => Users::Exact(a.union(b)),
            (Users::Sketch(a), Users::Sketch(b)) => Users::Sketch(a.merge(&b)),
            (Users::Sketch(mut sketch), Users::Exact(set))
            | (Users::Exact(set), Users::Sketch(mut sketch)) => {
                set.iter().for_each(|key| sketch.insert(key));
                Users::Sketch(sketch)
            }
        };
        Self { bound: self.bound.min(other.bound), users }.settled()
    }
    /// The users of all, merged two by two so that no large set is copied for each small one.
    #[must_use]
    pub fn union(states: impl IntoIterator<Item = Self>) -> Self {
        let mut waiting: Vec<(Self, u32)> = Vec::new();
        for state in states {
            let mut last = (state, 0);
            while let Some((before, _)) = waiting.pop_if(|(_, depth)| *depth == last.1) {
                last = (before.merge(last.0), last.1.saturating_add(1));
            }
            waiting.push(last);
        }
        waiting.into_iter().rev().map(|(state, _)| state).reduce(Self::merge).unwrap_or_default()
    }
    /// How many users, with the error of an estimate.
    #[must_use]
    pub fn count(&self) -> UniqueCount {
        match &self.users {
            Users::Exact(set) => UniqueCount { users: set.len() as u64, estimate: None },
            Users::Sketch(sketch) => UniqueCount { users: sketch.estimate(), estimate: Some(Sketch::ERROR) },
        }
    }
    /// How many users where they were counted. A threshold is tested on this alone (PRF-2).
    #[must_use]
    pub fn exact(&self) -> Option<u64> {
        self.users().map(|set| set.len() as u64)
    }
    /// The users themselves, where they are kept.
    #[must_use]
    pub fn users(&self) -> Option<&KeySet> {
        match &self.users {
            Users::Exact(set) => Some(set),
            Users::Sketch(_) => None,
        }
    }
    /// A sketch instead of more users than the bound allows.
    fn settled(self) -> Self {
        match self.users {
            Users::Exact(set) if set.len() as u64 > self.bound => {
                let mut sketch = Sketch::new();
                set.iter().for_each(|key| sketch.insert(key));
                Self { users: Users::Sketch(sketch), ..self }
            }
            users => Self { users, ..self },
        }
    }
}

impl Code for UsersState {
    fn write(&self, out: &mut Writer) {
        out.unsigned(self.bound);
        match &self.users {
            Users::Exact(set) => {
                out.byte(0);
                set.write(out);
            }
            Users::Sketch(sketch) => {
                out.byte(1);
                sketch.write(out);
            }
        }
    }
    fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
        let bound = bytes.unsigned()?;
        if bound < Policy::LEAST_EXACT_USERS {
            return Err(bytes.malformed("a bound of at least 65536 exact users"));
        }
        let users = match bytes.byte()? {
            0 => Users::Exact(KeySet::read(bytes)?),
            1 => Users::Sketch(Sketch::read(bytes)?),
            _ => return Err(bytes.malformed("users or their sketch")),
        };
        let possible = match &users {
            Users::Exact(set) => set.len() as u64 <= bound,
            // Thirty standard errors below the bound: no set beyond it has such a sketch.
            Users::Sketch(sketch) => sketch.estimate() > bound - bound / 10,
        };
        if possible {
            Ok(Self { bound, users })
        } else {
            Err(bytes.malformed("a sketch beyond the bound only"))
        }
    }
}
