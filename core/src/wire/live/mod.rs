//! Shapes of a LIVE while it is on, and doors over a room and the wall.

mod ahead;
mod ahead_door;
mod event;
mod moment;
mod room_door;
mod settings;
mod trend;
mod wall_door;

pub use ahead::{
    NextPinAskWire, NextPinWire, PinBacktestWire, PinBasisWire, PinBucketWire, PinForecastWire, PinRateWire,
    RecommendationWire, RecommendationsWire, TopChoiceWire,
};
pub use event::{LiveEventWire, ObservedWire, RefusedEventWire};
pub use moment::{
    AtWire, CommentWire, CommentsAskWire, CommentsWire, GiveawayEffectWire, GiveawayWire, GiveawaysAskWire,
    GiveawaysWire, IgnoredEventWire, LiveLineWire, LiveProductWire, LiveProductsAskWire, LiveProductsWire,
    MissedProductWire, MissedProductsWire, ScriptWire, SnapshotAskWire, SnapshotWire, StockAlertWire,
    UpliftWire, ViolationWire,
};
pub use room_door::RoomDoor;
pub use settings::{DescribedProductWire, RoomRulesWire, RoomSettingsWire};
pub use trend::{
    FunnelStageWire, LiveExportAskWire, LiveFunnelWire, LivePointWire, LiveSeriesWire, LiveSpanWire,
    LiveTrendAskWire, LiveTrendWire, MarkerWire, PeakWire, ReplayAskWire, ReplayWire, SourceLineWire,
    SourcesAskWire, SourcesWire,
};
pub use wall_door::{CardWire, CardsWire, OngoingAskWire, WallDoor};
