//! Whom a profile would show: no group of few users, and no difference of groups that leaves few (PRF-2, PRF-3, BEY-7).
//!
//! A profile tells how a group of users divides, so whoever has those of a group and of a part of it has that of the
//! others too. [`suppress`] says which groups of a question may be shown, next to all that was shown before: a
//! [`Ledger`], which the host keeps. What can be formed from shown groups, and what is done about it, is decided in
//! `docs/decisions/0015`.

mod area;
mod breakdown;
mod cover;
mod error;
mod formed;
mod group;
mod ledger;
mod ledger_bytes;
mod peers;
mod shown;
mod suppress;
mod topics;

pub use error::PrivacyError;
pub use group::{Audience, Group, Population};
pub use ledger::{Conflict, Ledger};
pub use peers::{MeanConflict, PeerGroup, PeerTopic};
pub use suppress::{Companion, Complement, Pattern, Verdict, suppress};
