//! Metrics as data (MET-1): base measures, derived metrics with their formulas, and how a figure changes.

mod change;
mod definition;
mod derived;
mod evaluate;
mod exact;
mod expr;
mod figure;
mod measure;
mod page;
mod registry;
pub(crate) mod state;
mod wide;

pub use change::{Change, change};
pub use definition::{Goodness, MetricDef, Nature, Source, Version};
pub use evaluate::{ContentParts, Parts, evaluate, evaluate_exactly};
pub(crate) use evaluate::{add, number};
pub(crate) use exact::ratio;
pub use exact::{Exact, shown};
pub use expr::{CreatorCount, Expr, Formula, Fraction, Moment, UserCount};
pub use figure::{Figure, Unit};
pub use measure::{Measure, MeasureKind};
pub use page::reference_page;
pub use registry::{Metric, MetricError, metrics, trend_metrics};
pub use state::{
    GaugeState, Group, Key, KeyRef, KeySet, KeyedSums, MeasureState, PublishedUsers, RepeatUsers, StateError,
    States, SubjectsState, SumState, UniqueCount, UsersState,
};
