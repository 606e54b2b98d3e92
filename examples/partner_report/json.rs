//! The report as one JSON object, in the library's wire shapes.

use creator_compass::time::WindowSet;
use creator_compass::value::RoomId;
use creator_compass::wire::{
    CreatorsWire, DecisionWire, LoadReportWire, OverviewWire, RequestRowWire, WindowWire,
};
use serde::Serialize;
use serde_json::Value as Json;

use crate::explain::{Answer, Explanation};
use crate::folder::Folder;
use crate::report::Report;
use crate::words;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WholeOut<'a> {
    workspace: WorkspaceOut<'a>,
    now: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_at: Option<String>,
    loads: Vec<LoadReportWire>,
    overview: OverviewWire,
    creators: CreatorsWire,
}

/// What `wire::WorkspaceWire` reads.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WorkspaceOut<'a> {
    id: &'a str,
    time_zone: &'a str,
    currency: &'a str,
    l2l: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<&'a Json>,
}

#[derive(Serialize)]
struct ExplanationOut<'a> {
    creator: &'a str,
    name: Option<&'a str>,
    day: String,
    decisions: Vec<AnswerOut<'a>>,
    requests: Vec<RequestRowWire>,
    contracts: Vec<WindowWire>,
}

#[derive(Serialize)]
struct AnswerOut<'a> {
    module: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<&'a str>,
    aggregate: DecisionWire,
    realtime: DecisionWire,
}

/// The whole report.
pub(crate) fn print(report: &Report<'_>) -> serde_json::Result<String> {
    let clocks = report.view.clocks();
    text(&WholeOut {
        workspace: workspace(report.folder, report.currency()),
        now: clocks.now.to_string(),
        known_at: clocks.known_at.map(|at| at.to_string()),
        loads: report.loaded.loads.iter().map(|load| load.report.clone().into()).collect(),
        overview: (&report.overview).into(),
        creators: (&report.creators).into(),
    })
}

/// An explanation.
pub(crate) fn explanation(explanation: &Explanation) -> serde_json::Result<String> {
    let windows = |set: &WindowSet<_>| set.windows().iter().map(|window| WindowWire::from(*window)).collect();
    text(&ExplanationOut {
        creator: explanation.creator.as_str(),
        name: explanation.name.as_deref(),
        day: explanation.day.to_string(),
        decisions: explanation.answers.iter().map(answer).collect(),
        requests: explanation.requests.iter().map(RequestRowWire::from).collect(),
        contracts: windows(&explanation.contracts),
    })
}

fn answer(answer: &Answer) -> AnswerOut<'_> {
    let (module, _) = words::module(answer.module);
    AnswerOut {
        module,
        room: answer.room.as_ref().map(RoomId::as_str),
        aggregate: (&answer.aggregate).into(),
        realtime: (&answer.realtime).into(),
    }
}

fn workspace<'a>(folder: &'a Folder, currency: &'a str) -> WorkspaceOut<'a> {
    let config = &folder.config;
    WorkspaceOut {
        id: &config.id,
        time_zone: &config.time_zone,
        currency,
        l2l: config.l2l,
        policy: folder.policy.as_ref(),
    }
}

fn text(out: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(out).map(|text| text + "\n")
}
