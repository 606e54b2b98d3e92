//! The store: rows kept with their versions, loaded all or nothing, and questions answered under permissions.

mod activity;
mod acts;
mod alias;
#[cfg(feature = "arrow")]
mod arrow;
mod choice;
mod described;
mod everybody;
mod feed;
mod figures;
mod forget;
mod growth;
mod interactions;
mod load;
mod merge;
mod open;
mod parallel;
mod people;
mod published;
mod query;
mod save;
mod store;
mod tiling;
mod versions;
mod view;

#[cfg(feature = "arrow")]
pub use arrow::BatchError;
#[cfg(feature = "parquet")]
pub use arrow::read_parquet;
pub use feed::FeedUse;
pub use figures::ChannelPart;
pub use forget::ForgetReport;
pub use growth::{Growth, growth};
pub use interactions::{
    Bits, ColumnError, ColumnLoad, IdColumn, IdValues, InteractionColumns, Names, TimeUnit,
};
pub use load::{LoadError, LoadReport, Strictness};
pub use merge::MergeError;
pub use published::PublishedProfile;
pub use query::{
    Answer, AnswerRow, ChosenFeed, Dimension, Direction, KeyNames, LeftOut, Line, Partial, PartialAnswer,
    PartialCell, PartialError, PartialRow, Query, QueryError, QueryFilter, Scope, SortBy, SourceAtom,
    SourcePart, Sources,
};
pub use save::OpenError;
pub use store::{Store, Workspace};
pub use view::View;
