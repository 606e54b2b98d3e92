//! Values with reasons, ids, exact money, the policy, and what all errors have in common (MET-3, MET-4, MET-6).

mod bytes;
mod failure;
mod id;
mod known;
mod money;
mod nearest;
mod policy;
mod reason;

pub(crate) use bytes::{BytesError, Format, Reader, Seal, Writer};
pub(crate) use failure::details;
pub use failure::{Details, ErrorKind, Failure};
pub use id::{
    ContentId, CreatorId, EventId, IdError, OrderId, ProductId, RequestId, RoomId, ShopId, UserId, VideoId,
};
pub(crate) use id::{ID_BYTES, check_id};
pub use known::Value;
pub use money::{Currency, LARGEST_COUNT, MICROS, Money, MoneyError};
pub(crate) use nearest::nearest;
pub use policy::{ContractBounds, Policy, WeekStart, region_code};
pub use reason::{HiddenReason, Reasons, UndefinedReason};
