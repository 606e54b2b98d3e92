use crate::fact::{Act, names};
use crate::time::Instant;
use crate::value::{EventId, ProductId, UserId};

names! {
    /// Whether traffic was paid for (DSH-2).
    Paid {
        /// It came by itself.
        Organic "organic",
        /// It was bought.
        Paid "paid",
    }
}

names! {
    /// What became of an appeal (DSH-9).
    AppealOutcome {
        /// The violation stands.
        Upheld "upheld",
        /// The violation is taken back.
        Overturned "overturned",
    }
}

/// Where a view came from (DSH-2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrafficSource {
    /// The source, as the platform names it.
    pub name: String,
    /// Whether it was paid for.
    pub paid: Paid,
}

/// What users do in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomAct {
    /// What was done.
    pub act: Act,
    /// By whom, where the source tells; who is not told is in no number of users.
    pub user: Option<UserId>,
    /// On which product.
    pub product: Option<ProductId>,
    /// Pieces, or seconds watched; 0 for an act that has none.
    pub quantity: u32,
    /// The amount in 10⁻⁶ units; 0 for an act that has none.
    pub amount: i64,
    /// Where a view came from.
    pub source: Option<TrafficSource>,
    /// What a comment says.
    pub text: Option<String>,
}

impl RoomAct {
    /// An act of which nothing else is told.
    #[must_use]
    pub fn new(act: Act) -> Self {
        Self { act, user: None, product: None, quantity: 0, amount: 0, source: None, text: None }
    }
}

/// What happens in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LiveEventKind {
    /// A user did something.
    Act(RoomAct),
    /// So many are in the room now.
    Viewers(i64),
    /// So many of a product are left (LIV-6).
    Stock {
        /// The product.
        product: ProductId,
        /// Pieces left.
        left: i64,
    },
    /// A product is pinned; one at a time (DSH-7).
    Pinned(ProductId),
    /// A product is pinned no more.
    Unpinned(ProductId),
    /// The platform finds a violation (LIV-5, DSH-9).
    Violation {
        /// Its id.
        violation: String,
        /// What it is about.
        reason: String,
        /// What the platform recommends.
        recommendation: Option<String>,
    },
    /// A violation is appealed; once (DSH-9).
    Appealed {
        /// The violation.
        violation: String,
    },
    /// What became of an appeal.
    AppealAnswered {
        /// The violation.
        violation: String,
        /// How it ended.
        outcome: AppealOutcome,
    },
    /// A giveaway starts (DSH-10).
    GiveawayStarted {
        /// Its id.
        giveaway: String,
        /// For which product.
        product: Option<ProductId>,
    },
    /// A giveaway ends.
    GiveawayEnded {
        /// Its id.
        giveaway: String,
    },
    /// A promotion (DSH-4).
    Promotion {
        /// What it is.
        name: String,
    },
    /// The LIVE is over.
    Ended,
}

/// One event of a room, as the source tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveEvent {
    /// Its id: a second one of the same id changes nothing.
    pub id: EventId,
    /// When it happened.
    pub at: Instant,
    /// What happened.
    pub kind: LiveEventKind,
}
