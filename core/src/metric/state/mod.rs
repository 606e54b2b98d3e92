//! Mergeable states: what a measure needs of its rows so that parts of the data add up to the whole (MET-5, STO-3).
//!
//! Every state has an empty one that changes nothing, and `merge`, whose result no order and no nesting changes. [`States`]
//! holds them by group and measure, and travels between processes as bytes: the same facts give the same bytes.

pub(crate) mod code;
mod error;
mod gauge;
mod group;
mod key;
mod keyed;
mod keyset;
mod measure_state;
mod published;
mod repeat;
mod sketch;
mod states;
mod subjects;
mod sum;
mod users;

pub use error::StateError;
pub use gauge::GaugeState;
pub use group::Group;
pub use key::{Key, KeyRef};
pub use keyed::KeyedSums;
pub use keyset::KeySet;
pub use measure_state::MeasureState;
pub use published::PublishedUsers;
pub use repeat::RepeatUsers;
pub use states::States;
pub use subjects::SubjectsState;
pub use sum::SumState;
pub use users::{UniqueCount, UsersState};
