use crate::access::AccessError;
use crate::engine::{QueryError, View};
use crate::metric::MetricError;
use crate::privacy::PrivacyError;
use crate::time::PeriodError;
use crate::value::{CreatorId, Details, ErrorKind, Failure, details, nearest};

/// What a screen is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Topic {
    /// A creator.
    Creator,
    /// A LIVE room.
    Room,
    /// A video.
    Video,
    /// A product.
    Product,
    /// A shop.
    Shop,
}

impl Topic {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Creator => "creator",
            Self::Room => "room",
            Self::Video => "video",
            Self::Product => "product",
            Self::Shop => "shop",
        }
    }
}

/// A screen that cannot be shown as asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A wrong choice of metrics, groups or orders.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A period that is refused.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// A request for authorization that is refused.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// A LIVE of which all days show already: there is nothing to ask for (LIV-8).
    #[error("LIVE `{room}` may be seen already")]
    RoomShown {
        /// The room.
        room: String,
    },
    /// Groups of users that cannot be asked about.
    #[error(transparent)]
    Privacy(#[from] PrivacyError),
    /// A weight that cannot be one (PRD-7).
    #[error(
        "the weight of `{dimension}` is {weight}; expected a number from 0 to 1000000, not all of them 0"
    )]
    Weight {
        /// The dimension.
        dimension: &'static str,
        /// What was given.
        weight: f64,
    },
    /// Nothing that may be seen goes by this id: one that is hidden is told like one that is not there.
    #[error("there is no {} `{id}` that may be seen{}", topic.as_str(), or_nearest(nearest))]
    Unknown {
        /// What was asked about.
        topic: Topic,
        /// Its id.
        id: String,
        /// The nearest id that may be seen; empty where there is none.
        nearest: String,
    },
    /// Peers in groups so small that a mean tells a figure (BEY-9).
    #[error("groups of peers are of at least {given}; expected {least} or more")]
    PeersAtLeast {
        /// What was given.
        given: usize,
        /// The least.
        least: usize,
    },
    /// A metric that is no figure of one creator: a share of the whole, or a number of creators (BEY-9).
    #[error(
        "`{metric}` is no figure of a creator by itself; expected one without creators counted or a whole"
    )]
    PeersMetric {
        /// The metric.
        metric: String,
    },
    /// Bands of followers that are none (BEY-9).
    #[error("the bands of followers begin at {given:?}; expected numbers above 0, each above the one before")]
    PeersBands {
        /// What was given.
        given: Vec<i64>,
    },
    /// A cell whose key the question's own filter leaves out (BEY-1).
    #[error("the filter leaves out the {dimension} of the key; expected one that it keeps")]
    OutsideFilter {
        /// The dimension.
        dimension: &'static str,
    },
    /// Goals were asked for, and none was set (PRD-6).
    #[error("there is no goal to look at; expected at least one")]
    NoGoal,
    /// A target below 0, or not in the workspace's currency (PRD-6).
    #[error("the target of shop `{shop}` is {target} {currency}; expected 0 or more of {expected}")]
    Target {
        /// The shop.
        shop: String,
        /// What was set.
        target: String,
        /// Its currency.
        currency: &'static str,
        /// The workspace's currency.
        expected: &'static str,
    },
}

fn or_nearest(nearest: &str) -> String {
    if nearest.is_empty() { String::new() } else { format!("; the nearest is `{nearest}`") }
}

impl ReportError {
    /// An id that is none of those that may be seen, with the nearest of them; ties go to the first.
    #[must_use]
    pub fn unknown(topic: Topic, id: &str, seen: impl IntoIterator<Item = String>) -> Self {
        Self::Unknown { topic, id: id.chars().take(64).collect(), nearest: nearest(id, seen) }
    }
}

impl From<MetricError> for ReportError {
    fn from(error: MetricError) -> Self {
        Self::Query(error.into())
    }
}

impl Failure for ReportError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Query(error) => error.kind(),
            Self::Period(error) => error.kind(),
            Self::Privacy(error) => error.kind(),
            Self::Access(error) => error.kind(),
            Self::RoomShown { .. } => ErrorKind::Conflict,
            Self::Weight { .. }
            | Self::Unknown { .. }
            | Self::PeersAtLeast { .. }
            | Self::PeersBands { .. }
            | Self::PeersMetric { .. }
            | Self::OutsideFilter { .. }
            | Self::NoGoal
            | Self::Target { .. } => ErrorKind::Invalid,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Query(error) => error.code(),
            Self::Period(error) => error.code(),
            Self::Privacy(error) => error.code(),
            Self::Access(error) => error.code(),
            Self::RoomShown { .. } => "report.room.shown",
            Self::Weight { .. } => "report.match.weight",
            Self::Unknown { topic, .. } => match topic {
                Topic::Creator => "report.creator.unknown",
                Topic::Room => "report.room.unknown",
                Topic::Video => "report.video.unknown",
                Topic::Product => "report.product.unknown",
                Topic::Shop => "report.shop.unknown",
            },
            Self::PeersAtLeast { .. } => "report.peers.at_least",
            Self::PeersBands { .. } => "report.peers.bands",
            Self::PeersMetric { .. } => "report.peers.metric",
            Self::OutsideFilter { .. } => "report.explain.outside",
            Self::NoGoal => "report.goals.empty",
            Self::Target { .. } => "report.goals.target",
        }
    }
    fn rule(&self) -> &'static str {
        match self {
            Self::Query(error) => error.rule(),
            Self::Period(error) => error.rule(),
            Self::Privacy(error) => error.rule(),
            Self::Access(error) => error.rule(),
            Self::RoomShown { .. } => "LIV-8",
            Self::Weight { .. } => "PRD-7",
            Self::Unknown { topic, .. } => match topic {
                Topic::Creator => "CRE-1",
                Topic::Room => "LIV-8",
                Topic::Video => "VID-2",
                Topic::Product | Topic::Shop => "PRD-2",
            },
            Self::PeersAtLeast { .. } | Self::PeersBands { .. } | Self::PeersMetric { .. } => "BEY-9",
            Self::OutsideFilter { .. } => "BEY-1",
            Self::NoGoal | Self::Target { .. } => "PRD-6",
        }
    }
    fn details(&self) -> Details {
        match self {
            Self::Query(error) => error.details(),
            Self::Period(error) => error.details(),
            Self::Privacy(error) => error.details(),
            Self::Access(error) => error.details(),
            Self::RoomShown { room } => details! { "room": room },
            Self::Weight { dimension, weight } => details! { "dimension": dimension, "weight": weight },
            Self::Unknown { id, nearest, .. } => details! { "id": id, "nearest": nearest },
            Self::PeersAtLeast { given, least } => details! { "given": given, "least": least },
            Self::OutsideFilter { dimension } => details! { "dimension": dimension },
            Self::PeersMetric { metric } => details! { "metric": metric },
            Self::PeersBands { given } => details! { "given": given },
            Self::NoGoal => Details::new(),
            Self::Target { shop, target, currency, expected } => {
                details! { "shop": shop, "target": target, "currency": currency, "expected": expected }
            }
        }
    }
}

/// Every creator of a list is known to the view: the log or the creators table names it, so that it is listed (CRE-1).
///
/// # Errors
/// [`ReportError::Unknown`] for the first that is not.
pub fn creators_known<'c>(
    view: &View<'_>,
    creators: impl IntoIterator<Item = &'c CreatorId>,
) -> Result<(), ReportError> {
    let known = view.known_creators();
    let stranger = creators.into_iter().find(|creator| !known.contains(creator));
    stranger.map_or(Ok(()), |creator| {
        let seen = known.iter().map(|creator| creator.as_str().to_owned());
        Err(ReportError::unknown(Topic::Creator, creator.as_str(), seen))
    })
}
