//! Partial answers: what each of several stores holds of an answer, merged into the answer of all (MET-5, STO-3, BEY-12).

mod build;
mod error;
mod feeds;
mod finish;
mod names;
mod shape;

pub use error::PartialError;
pub use finish::{PartialAnswer, PartialCell, PartialRow};

use super::super::feed::FeedMap;
use crate::metric::state::code::{BytesError, Code, Reader, Writer};
use crate::metric::{StateError, States};
use crate::value::{Format, Seal};
use shape::Shape;

/// The first format of partial answers.
const FORMAT: Format = Format { magic: *b"CCPA", version: 1, seal: Seal::Crc };

/// The mergeable states behind an answer, of the rows that one store holds. Made by [`View::partial`](super::super::View::partial).
///
/// Merging is associative and commutative, and the same rows give the same bytes, however they were split. Rows must be
/// disjoint: an act that two parts hold counts twice. Users need not be: one that several parts name is one user.
#[derive(Debug, Clone, PartialEq)]
pub struct Partial {
    shape: Shape,
    feeds: FeedMap,
    states: States,
}

impl Partial {
    /// How many groups there are, those of the whole included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.states.len()
    }
    /// Whether there is no group.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }
    /// The states, by group.
    #[must_use]
    pub fn states(&self) -> &States {
        &self.states
    }
    /// The partial answer of both parts of the data.
    ///
    /// # Errors
    /// [`PartialError::Mismatch`] for another question, period, currency, time zone or moment;
    /// [`PartialError::State`] for sums beyond 128 bits.
    pub fn merge(self, other: Self) -> Result<Self, PartialError> {
        self.shape.agree(&other.shape)?;
        let feeds = feeds::merge(self.feeds, other.feeds);
        Ok(Self { shape: self.shape, feeds, states: self.states.merge(other.states)? })
    }
    /// The partial answer of all parts.
    ///
    /// # Errors
    /// As [`Partial::merge`]; [`PartialError::Empty`] for no part.
    pub fn merge_all(parts: impl IntoIterator<Item = Self>) -> Result<Self, PartialError> {
        let mut parts = parts.into_iter();
        let first = parts.next().ok_or(PartialError::Empty)?;
        parts.try_fold(first, Self::merge)
    }
    /// The bytes to ship: the same states give the same bytes on every machine.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new(FORMAT);
        self.shape.write(&mut out);
        feeds::write(&self.feeds, &mut out);
        self.states.write(&mut out);
        out.finish(FORMAT)
    }
    /// Reads what [`Partial::to_bytes`] wrote; everything else is refused.
    ///
    /// # Errors
    /// [`PartialError::State`] with a code `state.bytes.…` that says what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PartialError> {
        let partial = Self::read(bytes).map_err(StateError::from)?;
        Ok(partial)
    }
    fn read(bytes: &[u8]) -> Result<Self, BytesError> {
        let mut reader = Reader::new(bytes, FORMAT)?;
        let shape = Shape::read(&mut reader)?;
        let feeds = feeds::read(&mut reader)?;
        let states = States::read(&mut reader)?;
        let partial = Self { shape, feeds, states };
        if !(partial.is_ours() && partial.to_bytes() == bytes) {
            return Err(reader.malformed("the one form of a partial answer"));
        }
        reader.finish().map(|()| partial)
    }
    /// Whether all groups are of the question.
    fn is_ours(&self) -> bool {
        let by = self.shape.by();
        self.states.currency() == Some(self.shape.currency)
            && self.states.iter().all(|(group, _)| {
                names::read_group(group).is_some_and(|(of, key, part)| {
                    let whole = of == names::Of::Whole;
                    key.start.is_some() == by.time.is_some()
                        && key.creator.is_some() == (by.person && !whole)
                        && part.is_some() == (by.part && !whole)
                        && key.content.is_some() == (by.content && !whole)
                        && key.product.is_some() == (by.product && !whole)
                        && key.shop.is_some() == (by.shop && !whole)
                })
            })
    }
}
