use super::kind::{Channel, names};
use crate::metric::Measure;

names! {
    /// What a user did.
    Act {
        /// The LIVE or video was shown.
        Impression "impression",
        /// LIVE entered, or video played.
        View "view",
        /// Watched for `quantity` seconds.
        Watch "watch",
        /// Watched to the end.
        Finish "finish",
        /// Came into the room.
        Enter "enter",
        /// Left the room.
        Leave "leave",
        /// Liked.
        Like "like",
        /// Commented.
        Comment "comment",
        /// Shared.
        Share "share",
        /// Followed.
        Follow "follow",
        /// A product was shown.
        ProductImpression "product_impression",
        /// A product was opened.
        ProductClick "product_click",
        /// A SKU order was created.
        OrderCreated "order_created",
        /// A SKU order was paid: `quantity` pieces for `amount`.
        Purchase "purchase",
        /// A SKU order was refunded: `quantity` pieces for `amount`.
        Refund "refund",
        /// A SKU order was settled: `amount`.
        Settlement "settlement",
        /// Reviewed.
        Review "review",
        /// Reviewed badly.
        NegativeReview "negative_review",
        /// Complained.
        Complaint "complaint",
        /// The LIVE entrance was shown in a video.
        DrainageView "drainage_view",
        /// Went from the video into the LIVE.
        DrainageEntry "drainage_entry",
    }
}

/// What an act adds to a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// One.
    Once,
    /// Its quantity.
    Quantity,
    /// Its amount.
    Amount,
}

impl Act {
    /// The sums it tells.
    #[must_use]
    pub fn tells(self) -> &'static [(Measure, Told)] {
        use Measure as M;
        use Told::{Amount, Once, Quantity};
        match self {
            Self::Impression => &[(M::Impressions, Once)],
            Self::View => &[(M::Views, Once)],
            Self::Watch => &[(M::WatchSeconds, Quantity)],
            Self::Finish => &[(M::Finishes, Once)],
            Self::Enter => &[(M::Entries, Once)],
            Self::Leave => &[(M::Leaves, Once)],
            Self::Like => &[(M::Likes, Once)],
            Self::Comment => &[(M::Comments, Once)],
            Self::Share => &[(M::Shares, Once)],
            Self::Follow => &[(M::NewFollowers, Once)],
            Self::ProductImpression => &[(M::ProductImpressions, Once)],
            Self::ProductClick => &[(M::ProductClicks, Once)],
            Self::OrderCreated => &[(M::OrdersCreated, Once)],
            Self::Purchase => &[(M::SkuOrders, Once), (M::ItemsSold, Quantity), (M::Gmv, Amount)],
            Self::Refund => &[(M::RefundOrders, Once), (M::RefundItems, Quantity), (M::RefundGmv, Amount)],
            Self::Settlement => &[(M::SettlementGmv, Amount)],
            Self::Review => &[(M::Reviews, Once)],
            Self::NegativeReview => &[(M::Reviews, Once), (M::NegativeReviews, Once)],
            Self::Complaint => &[(M::Complaints, Once)],
            Self::DrainageView => &[(M::DrainagePv, Once)],
            Self::DrainageEntry => &[(M::DrainageEntries, Once)],
        }
    }
    /// The unique users it tells.
    #[must_use]
    pub fn users(self) -> Option<Measure> {
        match self {
            Self::View => Some(Measure::Viewers),
            Self::ProductImpression => Some(Measure::ProductReach),
            Self::ProductClick => Some(Measure::ProductClickers),
            Self::Purchase => Some(Measure::Buyers),
            _ => None,
        }
    }
    /// Whether it can be done in a channel: a product card is neither watched nor liked, only rooms are entered and left,
    /// only videos are watched to the end or lead into a LIVE.
    #[must_use]
    pub fn fits(self, channel: Channel) -> bool {
        match self {
            Self::Enter | Self::Leave => channel == Channel::Live,
            Self::Finish | Self::DrainageView | Self::DrainageEntry => channel == Channel::Video,
            Self::Impression
            | Self::View
            | Self::Watch
            | Self::Like
            | Self::Comment
            | Self::Share
            | Self::Follow => channel != Channel::Card,
            _ => true,
        }
    }
    /// Whether it is an engagement (KPI-4).
    #[must_use]
    pub fn is_engagement(self) -> bool {
        matches!(self, Self::Like | Self::Comment | Self::Share)
    }
    /// Whether it carries a quantity.
    #[must_use]
    pub fn has_quantity(self) -> bool {
        self.tells().iter().any(|(_, told)| *told == Told::Quantity)
    }
    /// Whether it carries an amount.
    #[must_use]
    pub fn has_amount(self) -> bool {
        self.tells().iter().any(|(_, told)| *told == Told::Amount)
    }
    /// Its place among all acts.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }
    /// The act of a place.
    #[must_use]
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}
