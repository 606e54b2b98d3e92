use super::code::{BytesError, Code, Reader, Writer};
use super::error::StateError;
use super::gauge::GaugeState;
use super::keyed::KeyedSums;
use super::published::PublishedUsers;
use super::repeat::RepeatUsers;
use super::subjects::SubjectsState;
use super::sum::SumState;
use super::users::UsersState;

macro_rules! kinds {
    ($($(#[$doc:meta])+ $variant:ident $state:ident $tag:literal $name:literal),* $(,)?) => {
        /// The state of one measure, of whichever kind it is.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum MeasureState { $($(#[$doc])+ $variant($state)),* }

        impl MeasureState {
            /// What kind of state it is.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name),* }
            }
        }

        $(impl From<$state> for MeasureState {
            fn from(state: $state) -> Self {
                Self::$variant(state)
            }
        })*

        impl Code for MeasureState {
            fn write(&self, out: &mut Writer) {
                match self {
                    $(Self::$variant(state) => {
                        out.byte($tag);
                        state.write(out);
                    })*
                }
            }
            fn read(bytes: &mut Reader<'_>) -> Result<Self, BytesError> {
                match bytes.byte()? {
                    $($tag => $state::read(bytes).map(Self::$variant),)*
                    _ => Err(bytes.malformed("a kind of state")),
                }
            }
        }
    };
}

kinds! {
    /// A sum.
    Sum SumState 1 "a sum",
    /// Users, each once.
    Users UsersState 2 "users",
    /// Subjects, each once.
    Subjects SubjectsState 3 "subjects",
    /// Sums by subject.
    Keyed KeyedSums 4 "sums by subject",
    /// Users that acted once or more often.
    Repeat RepeatUsers 5 "repeating users",
    /// A value at a moment.
    Gauge GaugeState 6 "a gauge",
    /// A published number of users.
    Published PublishedUsers 7 "published users",
}

impl MeasureState {
    /// The state of both parts of the data.
    ///
    /// # Errors
    /// [`StateError::KindMismatch`] for states of different kinds, [`StateError::Overflow`] beyond 128 bits.
    pub fn merge(mut self, other: Self) -> Result<Self, StateError> {
        self.absorb(other).map(|()| self)
    }
    /// Takes the other part in; after an error it is as it was.
    pub(super) fn absorb(&mut self, other: Self) -> Result<(), StateError> {
        match (self, other) {
            (Self::Sum(own), Self::Sum(other)) => *own = own.merge(other)?,
            (Self::Users(own), Self::Users(other)) => *own = std::mem::take(own).merge(other),
            (Self::Subjects(own), Self::Subjects(other)) => *own = std::mem::take(own).merge(other),
            (Self::Keyed(own), Self::Keyed(other)) => {
                if own.is_empty() {
                    *own = other;
                } else {
                    *own = own.plus(&other)?;
                }
            }
            (Self::Repeat(own), Self::Repeat(other)) => *own = std::mem::take(own).merge(other),
            (Self::Gauge(own), Self::Gauge(other)) => *own = own.merge(other),
            (Self::Published(own), Self::Published(other)) => *own = own.merge(other),
            (own, other) => {
                return Err(StateError::KindMismatch { left: own.kind(), right: other.kind() });
            }
        }
        Ok(())
    }
}
