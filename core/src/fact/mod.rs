//! The tables that come in: what a row is, its key, and how cells become checked rows (SRC-2, SRC-7).

mod abbreviated;
mod act;
mod batch;
mod cell;
mod kind;
mod read;
mod read_profile;
mod row;
mod sound;
mod table;

pub use abbreviated::Observed;
pub use act::{Act, Told};
pub use batch::{Batch, BatchRow, Rejection, Warning};
pub use cell::{CellError, Cells, read_count, read_money};
pub(crate) use kind::names;
pub use kind::{
    Affiliation, AliasKind, Channel, Content, CreatorRef, Definition, ProfileAudience, ProfileDimension,
    VideoStatus, Visibility,
};
#[cfg(feature = "arrow")]
pub(crate) use read::broken_by_spreadsheet;
pub use read::read_row;
pub use row::{
    ActivityKey, ActivityRow, AliasRow, Bucket, CreatorRow, Fact, InteractionRow, ObservationRow, OrderRow,
    ProductRow, ProfileGroup, ProfileKey, ProfileRow, RoomRow, SubjectRef, VideoAbout, VideoRow,
};
pub use table::Table;
