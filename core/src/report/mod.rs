//! What the screens show: a function of a view, a typed answer, one file a screen.

mod creators;
mod line;
mod overview;
mod parts;
mod trend;

pub use creators::{CREATOR_METRICS, CreatorLine, CreatorsAnswer, PendingAction, PendingLine, creators};
pub use line::{Line, Scope};
pub use overview::{AffiliationSplit, Overview, overview};
pub use trend::{Point, Series, Trend, trend};
