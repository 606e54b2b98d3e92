//! Metrics as data (MET-1): base measures, derived metrics with their formulas, and how a figure changes.

mod change;
mod figure;
mod formula;
mod measure;
mod registry;
mod state;

pub use change::{Change, change};
pub use figure::{Figure, Unit};
pub(crate) use formula::add;
pub use formula::{ContentParts, CreatorCount, Formula, Parts, evaluate};
pub use measure::{Measure, MeasureKind};
pub use registry::{Goodness, Metric, MetricDef, MetricError, Nature, metrics, trend_metrics};
pub use state::{
    GaugeState, Group, Key, KeyRef, KeySet, KeyedSums, MeasureState, PublishedUsers, RepeatUsers, StateError,
    States, SubjectsState, SumState, UniqueCount, UsersState,
};
