//! The JavaScript door: names and conversions, nothing else. One file a door; every function is a call into
//! [`creator_compass::wire`], between `convert::read` and `convert::write`.
//!
//! Arguments arrive as any JavaScript value and leave as plain objects. Nothing here decides.

pub mod access;
pub mod change;
pub mod error;
pub mod live;
pub mod metric;
pub mod money;
pub mod partial;
pub mod privacy;
pub mod store;
pub mod time;
pub mod view;

mod convert;
