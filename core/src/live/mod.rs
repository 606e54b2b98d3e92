//! A LIVE while it is on (LIV, DSH): a room takes events in any order and answers for any moment.

mod counts;
mod error;
mod event;
mod facts;
mod figures;
mod giveaways;
mod marks;
mod minutes;
mod products;
mod replay;
mod room;
mod room_bytes;
mod script;
mod settings;
mod snapshot;
mod traffic;
mod trend;
mod wall;

pub use error::RoomError;
pub use event::{AppealOutcome, LiveEvent, LiveEventKind, Paid, RoomAct, TrafficSource};
pub use giveaways::{GiveawayEffect, Uplift};
pub use marks::{AppealState, Giveaway, IgnoredBecause, IgnoredLiveEvent, Marker, MarkerKind, Violation};
pub use products::{ListOrder, LiveProduct, LiveProductsAsk, MissedProduct};
pub use replay::Replay;
pub use room::{Comment, Room, Taken};
pub use script::{ScriptFacts, TalkingPoints, TemplateScript};
pub use settings::{ProductAbout, RoomAbout, RoomRules, RoomSettings};
pub use snapshot::{LiveLine, Snapshot, StockAlert};
pub use traffic::{FunnelStage, LiveFunnel, SourceLine};
pub use trend::{LivePoint, LiveSpan, LiveTrend};
pub use wall::{Wall, WallError};
