//! What the screens show: a function of a view, a typed answer, one file a screen.

mod creators;
mod error;
mod overview;
mod trend;

pub use crate::engine::{Line, Scope};
pub use creators::{CREATOR_METRICS, CreatorLine, CreatorsAnswer, PendingAction, PendingLine, creators};
pub use error::{ReportError, Topic, creators_known};
pub use overview::{AffiliationSplit, Overview, overview};
pub use trend::{Point, Series, Trend, trend};
