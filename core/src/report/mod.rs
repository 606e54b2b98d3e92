//! What the screens show: a function of a view, a typed answer, one file a screen.

mod changes;
mod creators;
mod declining;
mod difference;
mod error;
mod explain;
mod funnel;
mod goals;
mod listing;
mod live_card;
mod livestream_audience;
mod livestream_recap;
mod livestream_requests;
mod livestreams;
mod matching;
mod overview;
mod peers;
mod product;
mod product_account;
mod product_channels;
mod products;
mod profiles;
mod recommended;
mod remedy;
mod rising;
mod settlement;
mod subject;
mod trend;
mod video;
mod videos;

pub use crate::engine::{Line, Scope};
pub use changes::{Changes, ChangesAnswer, ChangesAsk, ChangesBy, ChangesPart, ChangesSubject, changes};
pub use creators::{
    CREATOR_METRICS, CreatorLine, CreatorsAnswer, CreatorsAsk, PendingAction, PendingLine, creators,
};
pub use declining::{DecliningAnswer, DecliningAsk, DecliningLine, declining_creators};
pub use difference::{Comparison, Difference, compare_cells};
pub use error::{ReportError, Topic, creators_known};
pub use explain::{Before, CREATORS_NAMED, CellAsk, Counted, CreatorDays, Explanation, HiddenDays, explain};
pub use funnel::{Funnel, FunnelAsk, funnel};
pub use goals::{Goal, GoalCreator, GoalReport, goals};
pub use listing::{Entry, Listing};
pub use live_card::{CARD_METRICS, CardMetrics, LiveCard, is_searched, live_card};
pub use livestream_audience::{LivestreamAudience, LivestreamAudienceAsk, livestream_audience};
pub use livestream_recap::{
    BestLivestream, LivestreamRecap, LivestreamRecapAsk, RECAP_METRICS, RecapLine, livestream_recap,
};
pub use livestream_requests::{
    LivestreamRequest, LivestreamRequestScope, LivestreamRequestsAsk, livestream_requests,
};
pub use livestreams::{
    LIVESTREAM_METRICS, LivestreamFacts, LivestreamLine, Livestreams, LivestreamsAsk, livestreams,
};
pub use matching::{CreatorMatch, Likeness, MatchAsk, Matches, match_creators};
pub use overview::{AffiliationSplit, Overview, overview};
pub use peers::{Cohort, PEER_METRICS, PeerMean, PeerMetric, Peers, PeersAsk, PeersBy, PeersPolicy, peers};
pub use product::{ProductAsk, ProductDetail, product};
pub use product_account::{ProductAccount, product_account};
pub use product_channels::{
    ProductChannel, ProductChannels, ProductChannelsAsk, ProductCreator, TopContent, product_channels,
};
pub use products::{PRODUCT_METRICS, ProductLine, Products, ProductsAsk, products};
pub use profiles::{Profile, ProfileBucket, ProfileTable, Profiles, ProfilesAsk, profiles};
pub use recommended::{Recommended, RecommendedVideo, recommended_videos};
pub use remedy::{Remedy, Step};
pub use rising::{Rising, RisingAsk, RisingBy, RisingVideo, rising_videos};
pub use settlement::Settlement;
pub use trend::{Point, Series, Trend, trend};
pub use video::{VideoAsk, VideoDetail, video};
pub use videos::{
    VIDEO_METRICS, VideoAccount, VideoFacts, VideoLine, Videos, VideosAsk, video_account, videos,
};
