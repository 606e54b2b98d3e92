//! The store: rows kept with their versions, loaded all or nothing, and questions answered under permissions.

mod acts;
mod alias;
mod choice;
mod feed;
mod figures;
mod gather;
mod growth;
mod interactions;
mod load;
mod parallel;
mod people;
mod store;
mod subjects;
mod tiling;
mod versions;
mod view;

pub use feed::{FeedChoice, FeedUse};
pub use figures::{ChannelPart, CreatorFigures, Filter, Gathered, Slot};
pub use growth::{Growth, growth};
pub use interactions::{
    Bits, ColumnError, ColumnLoad, IdColumn, IdValues, InteractionColumns, Names, TimeUnit,
};
pub use load::{LoadError, LoadReport, Strictness};
pub use store::{Store, Workspace};
pub use view::View;
