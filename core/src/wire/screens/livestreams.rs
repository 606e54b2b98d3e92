use serde::{Deserialize, Serialize};

use super::super::access::{DecisionWire, EventWire};
use super::super::error::WireError;
use super::super::metric::MetricWire;
use super::super::privacy::LedgerDoor;
use super::super::store::{
    AnswerLineWire, CellWire, ScopeReportWire, SortWire, ViewDoor, hidden, ids, objects, one_of,
};
use super::super::time::PickerWire;
use super::listing::{entries, listing};
use super::profiles::ProfilesWire;
use crate::engine::View;
use crate::privacy::Ledger;
use crate::report::{
    LivestreamAudience, LivestreamAudienceAsk, LivestreamFacts, LivestreamLine, LivestreamRecap,
    LivestreamRecapAsk, LivestreamRequest, LivestreamRequestScope, LivestreamRequestsAsk, Livestreams,
    LivestreamsAsk, PendingAction, RecapLine, livestream_audience, livestream_recap, livestream_requests,
    livestreams,
};
use crate::time::{Day, Screen};
use crate::value::{CreatorId, RequestId, RoomId};

/// What the list of all livestreams is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LivestreamsAskWire {
    /// The period.
    pub period: PickerWire,
    /// Of these creators only.
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    /// The metrics in their order; the list's own if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// The order of rows: by a metric, `creator`, `content` or `started_at`.
    #[serde(default, deserialize_with = "objects")]
    pub sort: Vec<SortWire>,
    /// A part of an id, a title, a name or a handle of the rows to keep.
    #[serde(default)]
    pub search: Option<String>,
    /// How many of the first rows are kept, before paging.
    #[serde(default)]
    pub top: Option<usize>,
    /// How many rows are passed over.
    #[serde(default)]
    pub offset: usize,
    /// How many rows are given.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// All livestreams of a period (LIV-8).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::Livestreams`")]
pub struct LivestreamsWire {
    pub scope: ScopeReportWire,
    pub metrics: Vec<MetricWire>,
    pub rows: Vec<LivestreamLineWire>,
    pub total: usize,
}

/// A LIVE of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::LivestreamLine`")]
pub struct LivestreamLineWire {
    pub facts: LivestreamFactsWire,
    pub action: Option<&'static str>,
    pub decision: DecisionWire,
    pub lines: Vec<AnswerLineWire>,
}

/// What is known of a LIVE.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::LivestreamFacts`")]
pub struct LivestreamFactsWire {
    pub room: String,
    pub title: Option<String>,
    pub creator: Option<String>,
    pub creator_name: Option<String>,
    pub handle: Option<String>,
    pub started_at: Option<String>,
    pub ended_at: Option<String>,
    pub duration_seconds: Option<i64>,
}

/// What the recap of LIVEs is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LivestreamRecapAskWire {
    /// The period.
    pub period: PickerWire,
    /// Of these creators only.
    #[serde(default)]
    pub creators: Option<Vec<String>>,
    /// The metrics in their order; the recap's own if empty.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// The order of rows.
    #[serde(default, deserialize_with = "objects")]
    pub sort: Vec<SortWire>,
    /// A part of an id or a name of the rows to keep.
    #[serde(default)]
    pub search: Option<String>,
    /// How many of the first rows are kept, before paging.
    #[serde(default)]
    pub top: Option<usize>,
    /// How many rows are passed over.
    #[serde(default)]
    pub offset: usize,
    /// How many rows are given.
    #[serde(default)]
    pub limit: Option<usize>,
    /// Whether each figure stands beside the previous cycle's (PER-6).
    #[serde(default)]
    pub compare: bool,
}

/// LIVEs by creator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::LivestreamRecap`")]
pub struct LivestreamRecapWire {
    pub scope: ScopeReportWire,
    pub metrics: Vec<MetricWire>,
    pub rows: Vec<RecapLineWire>,
    pub total: usize,
}

/// A creator of the recap.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "fields are those of `report::RecapLine`")]
pub struct RecapLineWire {
    pub creator: String,
    pub name: Option<String>,
    pub hidden: Vec<&'static str>,
    pub lines: Vec<AnswerLineWire>,
    pub gmv_per_hour: CellWire,
    pub best: Option<BestLivestreamWire>,
}

/// The best LIVE of a creator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::BestLivestream`")]
pub struct BestLivestreamWire {
    pub facts: LivestreamFactsWire,
    pub gmv: CellWire,
}

/// Whose audience is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LivestreamAudienceAskWire {
    /// The period.
    pub period: PickerWire,
    /// The LIVE.
    pub room: String,
}

/// The audience of a LIVE (LIV-7, DSH-12).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::LivestreamAudience`")]
pub struct LivestreamAudienceWire {
    pub facts: LivestreamFactsWire,
    #[serde(flatten)]
    pub profiles: ProfilesWire,
}

/// Whose authorization is to be requested.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LivestreamRequestsAskWire {
    /// The LIVEs.
    pub rooms: Vec<String>,
    /// `room`, a request a LIVE, or `creator`, one a creator.
    pub scope: String,
    /// Ids of requests are `prefix/room` or `prefix/creator`.
    pub prefix: String,
    /// The last day of validity.
    #[serde(default)]
    pub until: Option<String>,
}

/// The requests to make.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LivestreamRequestsWire {
    /// In the order in which the LIVEs were named.
    pub requests: Vec<LivestreamRequestWire>,
}

/// A request for LIVEs: the event to record, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "fields are those of `report::LivestreamRequest`")]
pub struct LivestreamRequestWire {
    pub rooms: Vec<String>,
    pub creator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<WireError>,
}

impl From<&LivestreamFacts> for LivestreamFactsWire {
    fn from(facts: &LivestreamFacts) -> Self {
        Self {
            room: facts.room.as_str().to_owned(),
            title: facts.title.clone(),
            creator: facts.creator.as_ref().map(|creator| creator.as_str().to_owned()),
            creator_name: facts.creator_name.clone(),
            handle: facts.handle.clone(),
            started_at: facts.started_at.map(|at| at.to_string()),
            ended_at: facts.ended_at.map(|at| at.to_string()),
            duration_seconds: facts.duration_seconds,
        }
    }
}

impl From<&LivestreamLine> for LivestreamLineWire {
    fn from(line: &LivestreamLine) -> Self {
        Self {
            facts: (&line.facts).into(),
            action: line.action.map(PendingAction::as_str),
            decision: (&line.decision).into(),
            lines: entries(&line.entries),
        }
    }
}

impl From<&Livestreams> for LivestreamsWire {
    fn from(answer: &Livestreams) -> Self {
        Self {
            scope: (&answer.scope).into(),
            metrics: answer.metrics.iter().map(MetricWire::from).collect(),
            rows: answer.rows.iter().map(LivestreamLineWire::from).collect(),
            total: answer.total,
        }
    }
}

impl From<&RecapLine> for RecapLineWire {
    fn from(line: &RecapLine) -> Self {
        let best = line.best.as_ref();
        Self {
            creator: line.creator.as_str().to_owned(),
            name: line.name.clone(),
            hidden: line.hidden.as_ref().map(hidden).unwrap_or_default(),
            lines: entries(&line.entries),
            gmv_per_hour: (&line.gmv_per_hour).into(),
            best: best
                .map(|best| BestLivestreamWire { facts: (&best.facts).into(), gmv: (&best.gmv).into() }),
        }
    }
}

impl From<&LivestreamRecap> for LivestreamRecapWire {
    fn from(answer: &LivestreamRecap) -> Self {
        Self {
            scope: (&answer.scope).into(),
            metrics: answer.metrics.iter().map(MetricWire::from).collect(),
            rows: answer.rows.iter().map(RecapLineWire::from).collect(),
            total: answer.total,
        }
    }
}

impl From<&LivestreamAudience> for LivestreamAudienceWire {
    fn from(answer: &LivestreamAudience) -> Self {
        Self { facts: (&answer.facts).into(), profiles: (&answer.profiles).into() }
    }
}

impl From<LivestreamRequest> for LivestreamRequestWire {
    fn from(one: LivestreamRequest) -> Self {
        Self {
            rooms: one.rooms.iter().map(|room| room.as_str().to_owned()).collect(),
            creator: one.creator.map(|creator| creator.as_str().to_owned()),
            event: one.outcome.as_ref().ok().map(EventWire::from),
            error: one.outcome.err().map(WireError::from),
        }
    }
}

impl ViewDoor {
    /// All livestreams of a period (LIV-8).
    ///
    /// # Errors
    /// A period that is refused, a wrong choice of metrics or orders, an unknown creator.
    pub fn livestreams(&self, ask: &LivestreamsAskWire) -> Result<LivestreamsWire, WireError> {
        Ok((&Self::livestreams_of(&self.view(), ask)?).into())
    }
    pub(super) fn livestreams_of(
        view: &View<'_>,
        ask: &LivestreamsAskWire,
    ) -> Result<Livestreams, WireError> {
        let page = (ask.top, ask.offset, ask.limit);
        let ask = LivestreamsAsk {
            period: view.resolve(Screen::General, ask.period.read()?)?,
            creators: ids(ask.creators.as_ref(), CreatorId::new)?,
            listing: listing(&ask.metrics, &ask.sort, ask.search.as_ref(), page)?,
        };
        Ok(livestreams(view, &ask)?)
    }
    /// LIVEs of a period by creator (LIV-8).
    ///
    /// # Errors
    /// A period that is refused, a wrong choice of metrics or orders, an unknown creator.
    pub fn livestream_recap(&self, ask: &LivestreamRecapAskWire) -> Result<LivestreamRecapWire, WireError> {
        Ok((&Self::livestream_recap_of(&self.view(), ask)?).into())
    }
    pub(super) fn livestream_recap_of(
        view: &View<'_>,
        ask: &LivestreamRecapAskWire,
    ) -> Result<LivestreamRecap, WireError> {
        let page = (ask.top, ask.offset, ask.limit);
        let ask = LivestreamRecapAsk {
            period: view.resolve(Screen::General, ask.period.read()?)?,
            creators: ids(ask.creators.as_ref(), CreatorId::new)?,
            listing: listing(&ask.metrics, &ask.sort, ask.search.as_ref(), page)?,
            compare: ask.compare,
        };
        Ok(livestream_recap(view, &ask)?)
    }
    /// The requests to make for LIVEs (LIV-8, ACC-7); nothing is recorded.
    ///
    /// # Errors
    /// A malformed id or day, or an unknown scope.
    pub fn livestream_requests(
        &self,
        ask: &LivestreamRequestsAskWire,
    ) -> Result<LivestreamRequestsWire, WireError> {
        let scope = match ask.scope.as_str() {
            "room" => Some(LivestreamRequestScope::Room),
            "creator" => Some(LivestreamRequestScope::Creator),
            _ => None,
        };
        let ask = LivestreamRequestsAsk {
            rooms: ask.rooms.iter().map(|room| RoomId::new(room)).collect::<Result<_, _>>()?,
            scope: one_of(scope, &ask.scope, "scope", &["room", "creator"])?,
            prefix: RequestId::new(&ask.prefix)?,
            until: ask.until.as_deref().map(Day::parse).transpose()?,
        };
        let requests = livestream_requests(&self.view(), &ask);
        Ok(LivestreamRequestsWire {
            requests: requests.into_iter().map(LivestreamRequestWire::from).collect(),
        })
    }
    /// The audience of a LIVE, next to what a ledger says was shown before; remembers nothing.
    ///
    /// # Errors
    /// A period that is refused, or a LIVE that is not in the history.
    pub fn livestream_audience(
        &self,
        ask: &LivestreamAudienceAskWire,
        ledger: Option<&LedgerDoor>,
    ) -> Result<LivestreamAudienceWire, WireError> {
        let none = Ledger::new();
        Ok((&self.audience_of(ask, ledger.map_or(&none, LedgerDoor::ledger))?).into())
    }
    pub(super) fn audience_of(
        &self,
        ask: &LivestreamAudienceAskWire,
        ledger: &Ledger,
    ) -> Result<LivestreamAudience, WireError> {
        let view = self.view();
        let period = view.resolve(Screen::General, ask.period.read()?)?;
        let ask = LivestreamAudienceAsk { period, room: RoomId::new(&ask.room)? };
        Ok(livestream_audience(&view, &ask, ledger)?)
    }
}

impl LedgerDoor {
    /// What [`ViewDoor::livestream_audience`] gives; the groups that it shows are remembered as shown.
    ///
    /// # Errors
    /// As there; nothing is remembered then.
    pub fn show_livestream_audience(
        &mut self,
        view: &ViewDoor,
        ask: &LivestreamAudienceAskWire,
    ) -> Result<LivestreamAudienceWire, WireError> {
        let answer = view.audience_of(ask, self.ledger())?;
        self.record(&answer.profiles.pattern);
        Ok((&answer).into())
    }
}
