//! Shapes of the screens, one file a screen: what is asked and what is answered.

mod changes;
mod declining;
mod difference;
mod explain;
mod export;
mod funnel;
mod goals;
mod listing;
mod livestreams;
mod matching;
mod peers;
mod product;
mod product_account;
mod product_channels;
mod products;
mod profiles;
mod videos;

pub use changes::{ChangesAskWire, ChangesCellWire, ChangesPartWire, ChangesWire};
pub use declining::{DecliningAskWire, DecliningLineWire, DecliningWire};
pub use difference::DifferenceWire;
pub use explain::{
    CellChannelWire, CellContentWire, CellKeyWire, CountedWire, CreatorDaysWire, ExplainAskWire,
    ExplainedWire, ExplanationWire, HiddenDaysWire, NumberPartWire, NumberWire, RemedyWire, StepWire,
};
pub use export::{EXPORT_LISTS, ExportAskWire};
pub use funnel::{BottleneckWire, FunnelAskWire, FunnelWire};
pub use goals::{GoalCreatorWire, GoalReportWire, GoalWire, GoalsAskWire, GoalsWire};
pub use livestreams::{
    BestLivestreamWire, LivestreamAudienceAskWire, LivestreamAudienceWire, LivestreamFactsWire,
    LivestreamLineWire, LivestreamRecapAskWire, LivestreamRecapWire, LivestreamRequestWire,
    LivestreamRequestsAskWire, LivestreamRequestsWire, LivestreamsAskWire, LivestreamsWire, RecapLineWire,
};
pub use matching::{CreatorMatchWire, LikenessWire, MatchAskWire, MatchesWire, WeightWire};
pub use peers::{CohortCellWire, PeerMeanWire, PeerMetricWire, PeersAskWire, PeersWire};
pub use product::{ProductAskWire, ProductWire};
pub use product_account::{ProductAccountAskWire, ProductAccountWire};
pub use product_channels::{
    ProductChannelWire, ProductChannelsAskWire, ProductChannelsWire, ProductCreatorWire, TopContentWire,
};
pub use products::{ProductLineWire, ProductsAskWire, ProductsWire};
pub(super) use profiles::content;
pub use profiles::{ProfileBucketWire, ProfileTableWire, ProfileWire, ProfilesAskWire, ProfilesWire};
pub use videos::{
    RecommendedVideoWire, RecommendedVideosAskWire, RecommendedWire, RisingVideoWire, RisingVideosAskWire,
    RisingVideosWire, VideoAccountAskWire, VideoAccountWire, VideoAskWire, VideoFactsWire, VideoLineWire,
    VideoWire, VideosAskWire, VideosWire,
};
