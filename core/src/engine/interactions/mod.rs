//! Acts of users, clustered by day, act, channel and creator: what may not be seen is skipped as a whole, and how often
//! an act was done is the length of a run.

mod build;
mod codes;
mod columns;
mod days;
mod encode;
mod facts;
mod keyed;
mod open;
mod part;
mod ready;
mod row;
mod save;
mod scatter;
mod slices;
mod table;
mod texts;
mod union;
mod used;

pub(super) use codes::{Codes, NONE, dense};
pub use columns::{Bits, ColumnError, ColumnLoad, IdColumn, IdValues, InteractionColumns, Names, TimeUnit};
pub(super) use part::{Column, Part, Segment};
pub(super) use row::Row;
pub(super) use table::{Interactions, KnownDay, Share, Taken};
