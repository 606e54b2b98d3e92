//! All that the bindings import: plain serializable shapes, one error shape, and doors over the core.
//!
//! Keys are camelCase, enum values `snake_case`, instants RFC 3339, days `YYYY-MM-DD`. Nothing is decided here.

mod access;
mod change;
mod error;
mod evaluate;
mod live;
mod metric;
mod money;
mod privacy;
mod screens;
mod store;
mod time;
mod workspace;

pub use access::{
    AccessDoor, CauseWire, CommandWire, CompiledWire, ContractsWire, DecisionWire, EventWire,
    IgnoredListWire, IgnoredWire, IssuedWire, ListsWire, OutcomeWire, QuestionWire, RecordedWire,
    RequestRowWire, RequestsWire, ScopeWire, SubjectWire, VisibleWire, events_from_json, read_events,
};
pub use change::{
    ChangeAskWire, ChangeFiguresWire, ChangePartWire, ChangeSubjectWire, ChangeTotalsWire, DecompositionWire,
    FactorsCellWire, FactorsWire, GrowthPolicyWire, GrowthRankAskWire, GrowthRankWire, ShareWire,
    SpanCountsWire, SpanGrowthWire, decompose_change, falling, rising,
};
pub use error::{WireError, from_json};
pub use evaluate::{EvaluateAskWire, PartWire, evaluate_metric};
pub use live::*;
pub use metric::{MetricWire, VersionWire, metric_list};
pub use money::{MoneyIn, MoneyOut, money, money_sum};
pub use privacy::{
    CompanionWire, ConflictWire, GroupWire, LedgerDoor, MeanConflictWire, PatternWire, PopulationWire,
    ShownMeanWire, ShownWire, SuppressAskWire, VerdictWire,
};
pub use screens::*;
pub use store::{
    AnswerLineWire, AnswerRowWire, AnswerWire, CellWire, CreatorLineWire, CreatorsAskWire, CreatorsWire,
    FeedUseWire, ForgottenWire, GrowthAskWire, GrowthWire, HiddenCreatorWire, LeftOutWire, LineWire,
    LoadOptionsWire, LoadReportWire, OverviewAskWire, OverviewWire, PendingLineWire, PointWire, QueryAskWire,
    QueryFilterWire, ReasonWire, RejectionWire, ScopeReportWire, SeriesWire, SettlementWire, SortWire,
    SplitWire, StoreDoor, TrendAskWire, TrendWire, UnknownFieldWire, ViewDoor, WarningWire, WatermarkWire,
    WatermarksWire,
};
pub use store::{EstimateWire, PartialAnswerWire, PartialRowWire, finish_partial, merge_partials};
pub use time::{
    DayWindowWire, PeriodWire, PickerWire, WindowOp, WindowWire, day_of, day_window, resolve,
    retention_start, windows,
};
pub use workspace::{BoundsWire, PolicyWire, WeekStartWire, WorkspaceWire};
