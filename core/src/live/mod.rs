//! A LIVE while it is on (LIV, DSH): a room takes events in any order and answers for any moment.

mod counts;
mod error;
mod event;
mod facts;
mod figures;
mod marks;
mod minutes;
mod products;
mod room;
mod snapshot;
mod trend;

pub use error::RoomError;
pub use event::{AppealOutcome, LiveEvent, LiveEventKind, Paid, RoomAct, TrafficSource};
pub use marks::{AppealState, Giveaway, IgnoredBecause, Marker, MarkerKind, Violation};
pub use products::{ListOrder, LiveProduct, ProductsAsk, Uplift};
pub use room::{Comment, Observed, Room, RoomRules};
pub use snapshot::{LiveLine, Snapshot, StockAlert};
pub use trend::{FunnelStage, LiveFunnel, LivePoint, LiveSpan, LiveTrend, SourceLine};
