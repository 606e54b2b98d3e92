use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::store::one_of;
use crate::fact::Act;
use crate::live::{AppealOutcome, LiveEvent, LiveEventKind, Paid, RoomAct, TrafficSource};
use crate::time::Instant;
use crate::value::{Currency, EventId, LARGEST_COUNT, Money, ProductId, UserId};

macro_rules! event_wire {
    ($($(#[$doc:meta])+ $variant:ident { $($(#[$attr:meta])* $field:ident : $ty:ty),* $(,)? }),* $(,)?) => {
        /// An event of a room.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
        #[expect(missing_docs, reason = "fields are those of the core's events, see `live::LiveEventKind`")]
        pub enum LiveEventWire {
            $($(#[$doc])+ $variant {
                id: String,
                at: String,
                $($(#[$attr])* $field: $ty),*
            }),*
        }

        impl LiveEventWire {
            fn head(&self) -> (&str, &str) {
                match self {
                    $(Self::$variant { id, at, .. } => (id, at)),*
                }
            }
        }
    };
}

event_wire! {
    /// A user did something: `act` is one of those of the table of interactions.
    Act {
        act: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        user: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paid: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// So many are in the room now.
    Viewers { viewers: i64 },
    /// So many of a product are left.
    Stock { product: String, left: i64 },
    /// A product is pinned.
    Pinned { product: String },
    /// A product is pinned no more.
    Unpinned { product: String },
    /// The platform finds a violation.
    Violation {
        violation: String,
        reason: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recommendation: Option<String>,
    },
    /// A violation is appealed.
    Appealed { violation: String },
    /// What became of an appeal: `upheld` or `overturned`.
    AppealAnswered { violation: String, outcome: String },
    /// A giveaway starts.
    GiveawayStarted {
        giveaway: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<String>,
    },
    /// A giveaway ends.
    GiveawayEnded { giveaway: String },
    /// A promotion.
    Promotion { name: String },
    /// The LIVE is over.
    Ended {},
}

/// What became of events.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ObservedWire {
    /// How many count.
    pub new: usize,
    /// How many were observed before.
    pub duplicate: usize,
    /// Ids of those that came too late: they are in no figure of the room.
    pub late: Vec<String>,
    /// Those that cannot be; each leaves the room as it was.
    pub refused: Vec<RefusedEventWire>,
}

/// An event that cannot be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RefusedEventWire {
    /// Its id.
    pub event: String,
    /// Why.
    pub error: WireError,
}

impl LiveEventWire {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.head().0
    }
    /// Reads the event, amounts in a currency.
    ///
    /// # Errors
    /// An id, moment, amount or name that cannot be taken.
    pub fn read(&self, currency: Currency) -> Result<LiveEvent, WireError> {
        let (id, at) = self.head();
        let kind = match self {
            Self::Act { act, user, product, quantity, amount, source, paid, text, .. } => {
                let names: Vec<&str> = Act::ALL.iter().map(|act| act.as_str()).collect();
                let amount = amount.as_deref().map(|amount| micros(amount, currency)).transpose()?;
                let source = source.as_ref().map(|name| TrafficSource {
                    name: name.clone(),
                    paid: if *paid == Some(true) { Paid::Paid } else { Paid::Organic },
                });
                LiveEventKind::Act(RoomAct {
                    user: user.as_deref().map(UserId::new).transpose()?,
                    product: product.as_deref().map(ProductId::new).transpose()?,
                    quantity: quantity.unwrap_or_default(),
                    amount: amount.unwrap_or_default(),
                    source,
                    text: text.clone(),
                    ..RoomAct::new(one_of(Act::of(act), act, "act", &names)?)
                })
            }
            Self::Viewers { viewers, .. } => LiveEventKind::Viewers(counted("viewers", *viewers)?),
            Self::Stock { product, left, .. } => {
                LiveEventKind::Stock { product: ProductId::new(product)?, left: counted("left", *left)? }
            }
            Self::Pinned { product, .. } => LiveEventKind::Pinned(ProductId::new(product)?),
            Self::Unpinned { product, .. } => LiveEventKind::Unpinned(ProductId::new(product)?),
            Self::Violation { violation, reason, recommendation, .. } => LiveEventKind::Violation {
                violation: violation.clone(),
                reason: reason.clone(),
                recommendation: recommendation.clone(),
            },
            Self::Appealed { violation, .. } => LiveEventKind::Appealed { violation: violation.clone() },
            Self::AppealAnswered { violation, outcome, .. } => LiveEventKind::AppealAnswered {
                violation: violation.clone(),
                outcome: one_of(AppealOutcome::of(outcome), outcome, "outcome", &["upheld", "overturned"])?,
            },
            Self::GiveawayStarted { giveaway, product, .. } => LiveEventKind::GiveawayStarted {
                giveaway: giveaway.clone(),
                product: product.as_deref().map(ProductId::new).transpose()?,
            },
            Self::GiveawayEnded { giveaway, .. } => {
                LiveEventKind::GiveawayEnded { giveaway: giveaway.clone() }
            }
            Self::Promotion { name, .. } => LiveEventKind::Promotion { name: name.clone() },
            Self::Ended { .. } => LiveEventKind::Ended,
        };
        Ok(LiveEvent { id: EventId::new(id)?, at: Instant::parse(at)?, kind })
    }
}

fn micros(amount: &str, currency: Currency) -> Result<i64, WireError> {
    let micros = Money::parse(amount, currency)?.micros();
    let overflow = || crate::value::MoneyError::Overflow { value: amount.chars().take(64).collect() };
    Ok(i64::try_from(micros).map_err(|_| overflow())?)
}

/// A count that every language tells apart from the next.
fn counted(field: &'static str, count: i64) -> Result<i64, WireError> {
    if i128::from(count) > LARGEST_COUNT {
        return Err(WireError::malformed("wire.malformed", "a count is above 2^53 - 1").with("field", field));
    }
    Ok(count)
}
