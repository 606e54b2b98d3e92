//! What a partner may see: the append-only log of contracts and authorizations, its fold, decisions with every reason,
//! commands, lists, and the compiled form a scan tests (ACC).
//!
//! Default deny: whatever the log does not allow is hidden, with the reason.

mod command;
mod compile;
mod decide;
mod error;
mod event;
mod fold;
mod list;
mod log;
mod request;
mod rules;

pub(crate) use command::request_id;
pub use command::{
    RequestOrder, authorize, decline, end_contract, request, request_many, revoke, sign_contract,
};
pub(crate) use compile::compile_states;
pub use compile::{CompiledAccess, compile};
pub(crate) use decide::hidden_reasons;
pub use decide::{Cause, Decision, Grain, Module, Question, Subject, Who, decide, decide_state};
pub use error::AccessError;
pub use event::{AccessEvent, AccessFact, Scope};
pub use fold::{Clocks, CreatorState, Ignored, IgnoredWhy, RequestRecord};
pub use list::{Lists, NextAction, RequestRow, ignored, lists, requests};
pub use log::{AccessLog, Recorded};
pub use request::{Authorized, Declined, Ended, Expired, RequestState, RequestStateKind, Requested, Revoked};
pub use rules::AccessRules;
