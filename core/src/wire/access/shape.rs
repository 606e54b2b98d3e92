use serde::{Deserialize, Serialize};

use super::super::error::WireError;
use super::super::time::WindowWire;
use super::event::{EventWire, ScopeWire};
use crate::access::{Cause, Decision, Grain, Lists, Module, Question, RequestRow, Subject, Who};
use crate::time::Day;
use crate::value::{CreatorId, ProductId, RoomId, VideoId};

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SubjectWire {
    /// The creator as a whole.
    Creator {},
    /// One LIVE room.
    Room {
        /// The room.
        room: String,
    },
    /// One video.
    Video {
        /// The video.
        video: String,
    },
    /// One product.
    Product {
        /// The product.
        product: String,
    },
}

/// A question: may this be seen?
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuestionWire {
    /// Whose data.
    pub creator: String,
    /// What of it; the creator as a whole if it says none.
    #[serde(default)]
    pub subject: Option<SubjectWire>,
    /// `overview`, `live`, `creator`, `video` or `product`.
    pub module: String,
    /// `realtime` or `aggregate`.
    pub grain: String,
    /// Of which day.
    pub day: String,
}

fn unknown(code: &'static str, field: &str, given: &str, expected: &str) -> WireError {
    let given: String = given.chars().take(64).collect();
    WireError::malformed(code, &format!("`{given}` is no {field}; expected {expected}"))
        .with("field", field)
        .with("value", given)
}

pub(crate) fn module(name: &str) -> Result<Module, WireError> {
    Module::of(name).ok_or_else(|| {
        unknown("access.module.unknown", "module", name, "overview, live, creator, video or product")
    })
}

pub(crate) fn grain(name: &str) -> Result<Grain, WireError> {
    match name {
        "realtime" => Ok(Grain::Realtime),
        "aggregate" => Ok(Grain::Aggregate),
        other => Err(unknown("access.grain.unknown", "grain", other, "realtime or aggregate")),
    }
}

impl QuestionWire {
    /// Reads the question.
    ///
    /// # Errors
    /// An id, day, module or grain that cannot be taken.
    pub fn read(&self) -> Result<Question, WireError> {
        let subject = match &self.subject {
            None | Some(SubjectWire::Creator {}) => Subject::Creator,
            Some(SubjectWire::Room { room }) => Subject::Room(RoomId::new(room)?),
            Some(SubjectWire::Video { video }) => Subject::Video(VideoId::new(video)?),
            Some(SubjectWire::Product { product }) => Subject::Product(ProductId::new(product)?),
        };
        Ok(Question {
            creator: CreatorId::new(&self.creator)?,
            subject,
            module: module(&self.module)?,
            grain: grain(&self.grain)?,
            day: Day::parse(&self.day)?,
        })
    }
}

/// The answer: visible, or hidden with every cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum DecisionWire {
    /// It may be seen.
    Visible {},
    /// It may not.
    Hidden {
        /// Every cause that holds.
        causes: Vec<CauseWire>,
        /// The first day on which it will be visible with no further event.
        visible_from: Option<String>,
    },
}

/// One cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CauseWire {
    /// Its stable name.
    pub reason: &'static str,
    /// `creator`, `partner`, `nobody` or `time`.
    pub who: &'static str,
    /// The day from which time alone removes it.
    pub clears_on: Option<String>,
    /// The request behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// The day of the act behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// The restricted region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

impl From<&Cause> for CauseWire {
    fn from(cause: &Cause) -> Self {
        Self {
            reason: cause.reason.code(),
            who: match cause.who {
                Who::Creator => "creator",
                Who::Partner => "partner",
                Who::Nobody => "nobody",
                Who::Time => "time",
            },
            clears_on: cause.clears_on.map(|day| day.to_string()),
            request: cause.request.as_ref().map(|request| request.as_str().to_owned()),
            on: cause.on.map(|day| day.to_string()),
            region: cause.region.clone(),
        }
    }
}

impl From<&Decision> for DecisionWire {
    fn from(decision: &Decision) -> Self {
        match decision {
            Decision::Visible => Self::Visible {},
            Decision::Hidden { causes, visible_from } => Self::Hidden {
                causes: causes.iter().map(CauseWire::from).collect(),
                visible_from: visible_from.map(|day| day.to_string()),
            },
        }
    }
}

/// One request in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `access::RequestRow`")]
pub struct RequestRowWire {
    pub request: String,
    pub creator: String,
    pub scope: ScopeWire,
    pub days: WindowWire,
    pub until: Option<String>,
    pub state: &'static str,
    pub since: String,
    pub sent_at: String,
    pub next_action: &'static str,
}

impl From<&RequestRow> for RequestRowWire {
    fn from(row: &RequestRow) -> Self {
        Self {
            request: row.request.as_str().to_owned(),
            creator: row.creator.as_str().to_owned(),
            scope: (&row.scope).into(),
            days: row.days.into(),
            until: row.until.map(|day| day.to_string()),
            state: row.state.kind().as_str(),
            since: row.state.since().to_string(),
            sent_at: row.sent_at.to_string(),
            next_action: row.next_action.as_str(),
        }
    }
}

/// All requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestsWire {
    /// By the time they were sent.
    pub requests: Vec<RequestRowWire>,
}

/// The lists by tab (ACC-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `access::Lists`")]
pub struct ListsWire {
    pub requested: Vec<RequestRowWire>,
    pub authorized: Vec<RequestRowWire>,
    pub unauthorized: Vec<RequestRowWire>,
}

impl From<&Lists> for ListsWire {
    fn from(lists: &Lists) -> Self {
        let rows = |list: &[RequestRow]| list.iter().map(RequestRowWire::from).collect();
        Self {
            requested: rows(&lists.requested),
            authorized: rows(&lists.authorized),
            unauthorized: rows(&lists.unauthorized),
        }
    }
}

/// Events the fold leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IgnoredListWire {
    /// In the order of the fold.
    pub ignored: Vec<IgnoredWire>,
}

/// One event the fold leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IgnoredWire {
    /// Its id.
    pub event: String,
    /// Why.
    pub why: &'static str,
}

/// The contract windows of a creator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContractsWire {
    /// Their union.
    pub windows: Vec<WindowWire>,
}

/// How many events were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RecordedWire {
    /// New ones.
    pub recorded: usize,
    /// Ones that were there.
    pub duplicates: usize,
}

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "fields are the arguments of the functions of `access` of the same name")]
pub enum CommandWire {
    /// Sign a contract, from today if it says no day.
    Sign { creator: String, on: Option<String> },
    /// End the contract, today if it says no day.
    End { creator: String, on: Option<String> },
    /// Ask a creator.
    Request {
        request: String,
        creator: String,
        scope: Option<ScopeWire>,
        days: WindowWire,
        until: Option<String>,
    },
    /// Ask many creators.
    RequestMany { prefix: String, creators: Vec<String>, days: WindowWire, until: Option<String> },
    /// The creator agrees.
    Authorize { request: String },
    /// The creator refuses.
    Decline { request: String },
    /// The creator withdraws.
    Revoke { request: String },
}

/// What a command brought.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum IssuedWire {
    /// Events to record.
    Events {
        /// The events.
        events: Vec<EventWire>,
    },
    /// One outcome a creator.
    Outcomes {
        /// The outcomes, in the order asked.
        outcomes: Vec<OutcomeWire>,
    },
}

/// The outcome of a bulk request for one creator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeWire {
    /// The creator.
    pub creator: String,
    /// The event, if it went well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventWire>,
    /// The error, if not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<WireError>,
}

/// Permissions of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompiledWire {
    /// Creators with a visible day.
    pub creators: Vec<VisibleWire>,
    /// Rooms that a request of their own names.
    pub rooms: Vec<VisibleWire>,
}

/// The visible days of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VisibleWire {
    /// The creator.
    pub creator: String,
    /// The room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// The visible days.
    pub visible: Vec<WindowWire>,
}
