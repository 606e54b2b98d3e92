//! Creator analytics for agencies: how creators sell on TikTok Shop, and **whether that may be seen**.
//!
//! A partner (an agency) sees only what each creator authorized, only inside contract windows. This crate holds the
//! rules: windows and calendars ([`time`]), the authorization log and its decisions ([`access`]), tables that come in
//! ([`fact`]), the documents TikTok Shop hands out ([`source`]), a store ([`engine`]) and the reports an agency reads
//! ([`report`]). It reads no clock, no file and no environment: `now` is an argument.
//!
//! | screen | function | rules |
//! |---|---|---|
//! | Data authorization | [`access::decide`], [`access::lists`] | ACC-1…16 |
//! | Time picker | [`time::resolve`] | PER-1…4, PER-6 |
//! | Data Overview | [`report::overview`] | OVR-1…3 |
//! | Creators | [`report::creators`] | CRE-1, CRE-2 |
//!
//! # Example: is a creator's day visible?
//! ```
//! use creator_compass::access::{AccessEvent, AccessLog, AccessRules, Decision, Grain, Module, Question, decide};
//! use creator_compass::time::{Calendar, Day, Instant};
//! use creator_compass::value::{CreatorId, Policy};
//!
//! let rules = AccessRules::new(Calendar::new("Asia/Jakarta")?, Policy::default());
//! let question = Question::creator(CreatorId::new("c1")?, Module::Creator, Grain::Aggregate, Day::parse("2026-05-01")?);
//! // Default deny: nothing is known of c1.
//! let decision = decide(&rules, &AccessLog::new(), &question, Instant::parse("2026-05-20T00:00:00Z")?);
//! assert!(matches!(decision, Decision::Hidden { .. }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
#![forbid(unsafe_code)]

pub mod value;

pub mod time;

pub mod access;
pub mod fact;
pub mod metric;

pub mod engine;
pub mod source;

pub mod report;

pub mod wire;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct ReadmeDoctests;
