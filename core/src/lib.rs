//! Creator analytics for agencies: how creators sell on TikTok Shop, and **whether that may be seen**.
//!
//! A partner (an agency) sees only what each creator authorized, only inside contract windows. This crate holds the
//! rules: values with reasons and exact money ([`value`]), windows and calendars ([`time`]), the authorization log and its
//! decisions ([`access`]), metrics as data ([`metric`]), why a figure moved ([`change`]), tables that come in ([`fact`]), the documents TikTok Shop hands out ([`source`]), a store ([`engine`]), whom a profile would show ([`privacy`]), a LIVE while it is on ([`live`]) and the reports an agency reads
//! ([`report`]). It reads no clock, no file and no environment: `now` is an argument.
//!
//! | screen | function | rules |
//! |---|---|---|
//! | Data authorization | [`access::decide`], [`access::lists`] | ACC-1…16 |
//! | Time picker | [`time::resolve`] | PER-1…4, PER-6 |
//! | Data Overview | [`report::overview`] | OVR-1…4 |
//! | Creators | [`report::creators`] | CRE-1…4 |
//! | Creators in decline | [`report::declining_creators`] | CRE-5 |
//! | What a change of GMV comes of | [`report::changes`] | BEY-8 |
//! | Products: account, table, detail | [`report::product_account`], [`report::products`], [`report::product`] | PRD-1…3 |
//! | Who sold a product, and where | [`report::product_channels`] | PRD-4 |
//! | User funnel | [`report::funnel`] | PRD-5 |
//! | Goals of shops | [`report::goals`] | PRD-6 |
//! | Trend of one or two metrics | [`report::trend`] | PER-8 |
//! | Every metric, and one worked out from parts at hand | [`metric::metrics`], [`metric::evaluate`] | MET, KPI-6 |
//! | Any metrics by any grouping | [`engine::View::query`] | MET-1, MET-2, PER-6 |
//! | Growth of a counter | [`engine::growth`] | SRC-8 |
//! | Why GMV moved | [`change::decompose`] | BEY-8 |
//! | Fast-rising videos, accounts in decline | [`change::rank_rising`], [`change::rank_falling`] | VID-6, CRE-5 |
//! | Lists as files: CSV, JSON, Arrow, Parquet, workbooks | [`export::write`] | EXP-1, EXP-2 |
//! | Which profiles may be shown | [`privacy::suppress`] | PRF-2, PRF-3, BEY-7 |
//! | A LIVE while it is on | [`live::Room`] | LIV, DSH |
//! | All livestreams, requests for them, by creator, their audience | [`report::livestreams`], [`report::livestream_requests`], [`report::livestream_recap`], [`report::livestream_audience`] | LIV-7, LIV-8, DSH-12 |
//! | The live screen | [`live::Wall`], [`report::live_card`] | LIV-1, LIV-3, ACC-14 |
//!
//! # Features
//! None is on by default, and the WebAssembly package takes none. Exports of CSV and JSON need none.
//! - `arrow`: `Store::load_batches` takes Arrow record batches (of the crates `arrow-array` and `arrow-schema`, 59.3.2);
//!   ids and instants are borrowed as they lie.
//! - `parquet`: `read_parquet` and `Store::load_parquet` take Parquet files, plain or compressed with Snappy or Zstandard.
//! - `arrow` and `parquet` also export; `xlsx` exports workbooks, `xlsx-spool` those of many rows through a temporary file.
//! - `rayon`: loads and scans on the threads of a rayon pool; stores, reports and answers are those of one thread.
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
//!
//! # Example: from a table to a report
//! ```
//! use creator_compass::access::{AccessEvent, AccessFact, AccessRules, Scope};
//! use creator_compass::engine::{Store, Strictness, Workspace};
//! use creator_compass::metric::Figure;
//! use creator_compass::report::{CreatorsAsk, creators};
//! use creator_compass::source::{SourceContext, read_csv};
//! use creator_compass::time::{Calendar, Day, Instant, Picker, Screen, Window};
//! use creator_compass::value::{CreatorId, Currency, EventId, Policy, RequestId, Value};
//!
//! let (calendar, currency) = (Calendar::new("Asia/Jakarta")?, Currency::new("IDR")?);
//! let rules = AccessRules::new(calendar, Policy::default());
//! let mut store = Store::new(Workspace { id: "agency-7".into(), rules, currency, l2l: false });
//!
//! // c1 signed, was asked, and agreed.
//! let (at, first) = (Instant::parse("2026-03-01T03:00:00Z")?, Day::parse("2026-03-01")?);
//! let (creator, request) = (CreatorId::new("c1")?, RequestId::new("r1")?);
//! let days = Window { start: first, end: None };
//! let facts = [
//!     AccessFact::ContractSigned { on: first },
//!     AccessFact::Requested { request: request.clone(), scope: Scope::Creator, days, until: None },
//!     AccessFact::Authorized { request },
//! ];
//! for (number, fact) in facts.into_iter().enumerate() {
//!     let (id, at) = (EventId::new(&format!("e{number}"))?, at.plus_millis(number as i64));
//!     store.record([AccessEvent { id, happened_at: at, recorded_at: at, creator: creator.clone(), fact }])?;
//! }
//!
//! let observed_at = Instant::parse("2026-05-19T18:00:00Z")?;
//! let context =
//!     SourceContext { file: "sales.csv".into(), observed_at, window: None, complete: vec![], calendar, currency };
//! let csv = "day,creator,channel,gmv\n2026-05-18,c1,live,150000\n2026-05-19,c1,live,90000.50\n";
//! let load = store.load(read_csv("activity", csv, &context)?, Strictness::Report)?;
//! assert_eq!((load.accepted, load.rejected.len()), (2, 0));
//!
//! let view = store.view(Instant::parse("2026-05-20T03:00:00Z")?);
//! let ask = CreatorsAsk::new(view.resolve(Screen::General, Picker::Last7Days)?, &["gmv[live]"]);
//! let answer = creators(&view, &ask)?;
//! let Value::Known(figure) = &answer.authorized[0].lines[0].value else { panic!("it may be seen, and it is known") };
//! let Figure::Money(gmv) = figure else { panic!("GMV is money") };
//! assert_eq!(gmv.to_string(), "240000.5");
//!
//! // The same by creator and channel: any metrics, by any grouping.
//! use creator_compass::engine::{Dimension, Query};
//! let period = view.resolve(Screen::General, Picker::Last7Days)?;
//! let query = Query { group_by: vec![Dimension::Creator, Dimension::Channel], ..Query::new(period, &["gmv", "views"]) };
//! let answer = view.query(&query)?;
//! let rows: Vec<_> = answer.rows().map(|row| (row.key().channel, row.value(0))).collect();
//! assert_eq!(rows[0].1, Value::Known(Figure::Money(*gmv)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

pub mod value;

pub mod time;

pub mod access;
pub mod change;
pub mod fact;
pub mod metric;

pub mod engine;
pub mod source;

pub mod live;
pub mod privacy;

pub mod report;

pub mod export;

pub mod wire;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct ReadmeDoctests;
