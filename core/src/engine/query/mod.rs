//! Any question of a view: metrics by any grouping, filtered, compared, ordered, under permissions.

mod activity;
mod adds;
mod answer;
mod ask;
mod error;
mod feeds;
mod frame;
mod key;
mod lookup;
mod names;
mod order;
mod partial;
mod parts;
mod piece;
mod run;
mod scan;
mod sheet;
mod sources;
mod subjects;
mod together;

pub use answer::{Answer, AnswerRow, KeyNames, LeftOut, Line, Scope};
pub use ask::{Dimension, Direction, Query, QueryFilter, SortBy};
pub use error::QueryError;
pub use partial::{Partial, PartialAnswer, PartialCell, PartialError, PartialRow};
pub use sources::{ChosenFeed, SourceAtom, SourcePart, Sources};
