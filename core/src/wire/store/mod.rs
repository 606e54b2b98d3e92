//! Shapes of loading and of the reports, and doors over a store and its views.

mod answer;
mod cell;
mod load;
mod partial;
mod query;
mod store_door;
mod view_door;

pub use answer::{
    CreatorLineWire, CreatorsAskWire, CreatorsWire, FeedUseWire, HiddenCreatorWire, LineWire,
    OverviewAskWire, OverviewWire, PendingLineWire, PointWire, ScopeReportWire, SeriesWire, SettlementWire,
    SplitWire, TrendAskWire, TrendWire,
};
pub(super) use cell::hidden;
pub use cell::{CellWire, EstimateWire, GrowthAskWire, GrowthWire, ReasonWire};
pub use load::{
    ForgottenWire, LoadOptionsWire, LoadReportWire, RejectionWire, UnknownFieldWire, WarningWire,
};
pub use partial::{PartialAnswerWire, PartialRowWire, finish_partial, merge_partials};
pub use query::{
    AnswerLineWire, AnswerRowWire, AnswerWire, LeftOutWire, QueryAskWire, QueryFilterWire, SortWire,
};
pub(super) use query::{channel, ids, object, objects, one_of};
pub use store_door::StoreDoor;
pub use view_door::{ViewDoor, WatermarkWire, WatermarksWire};
