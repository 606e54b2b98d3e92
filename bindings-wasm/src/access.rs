//! The log of contracts and authorizations, and its decisions.

use creator_compass::wire::{self, AccessDoor, WindowWire};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::convert::{read, text, write};
use super::error::Thrown;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Options {
    known_at: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Selection {
    module: String,
    grain: String,
    period: WindowWire,
}

pub(crate) fn clocks(now: &JsValue, options: &JsValue) -> Result<(String, Option<String>), Thrown> {
    let options: Option<Options> = read(options, "options")?;
    Ok((read(now, "now")?, options.unwrap_or_default().known_at))
}

/// An access log with the rules of its workspace.
#[wasm_bindgen]
#[derive(Debug)]
pub struct AccessLog(pub(crate) AccessDoor);

#[wasm_bindgen]
impl AccessLog {
    /// An empty log: all is hidden.
    ///
    /// # Errors
    /// A malformed workspace, an unknown zone or currency.
    #[wasm_bindgen(constructor)]
    pub fn new(workspace: &JsValue) -> Result<AccessLog, Thrown> {
        Ok(Self(AccessDoor::new(&read(workspace, "workspace")?)?))
    }
    /// Takes events, all or none, in any order, twice too.
    ///
    /// # Errors
    /// An event that cannot be taken, with its place in `details.index`, or the same id with other content.
    pub fn record(&mut self, events: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.record(&wire::events_from_json(read(events, "events")?)?)?)
    }
    /// Takes a log of JSON lines.
    ///
    /// # Errors
    /// As [`AccessLog::record`], with the place in `details.line`, from 1.
    #[wasm_bindgen(js_name = recordLines)]
    pub fn record_lines(&mut self, lines: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.record(&wire::read_events(&text(lines, "lines")?)?)?)
    }
    /// May this be seen?
    ///
    /// # Errors
    /// A malformed question or instant.
    pub fn decide(&self, question: &JsValue, now: &JsValue, options: &JsValue) -> Result<JsValue, Thrown> {
        let (now, known_at) = clocks(now, options)?;
        write(&self.0.decide(&read(question, "question")?, &now, known_at.as_deref())?)
    }
    /// The contract windows of a creator.
    ///
    /// # Errors
    /// A malformed id or instant.
    pub fn contracts(&self, creator: &JsValue, now: &JsValue, options: &JsValue) -> Result<JsValue, Thrown> {
        let (now, known_at) = clocks(now, options)?;
        let creator: String = read(creator, "creator")?;
        write(&self.0.contracts(&creator, &now, known_at.as_deref())?)
    }
    /// Every request with its state.
    ///
    /// # Errors
    /// A malformed instant.
    pub fn requests(&self, now: &JsValue, options: &JsValue) -> Result<JsValue, Thrown> {
        let (now, known_at) = clocks(now, options)?;
        write(&self.0.requests(&now, known_at.as_deref())?)
    }
    /// The lists by tab.
    ///
    /// # Errors
    /// A malformed instant.
    pub fn lists(&self, now: &JsValue, options: &JsValue) -> Result<JsValue, Thrown> {
        let (now, known_at) = clocks(now, options)?;
        write(&self.0.lists(&now, known_at.as_deref())?)
    }
    /// The events that have no effect, and why.
    ///
    /// # Errors
    /// A malformed instant.
    pub fn ignored(&self, now: &JsValue, options: &JsValue) -> Result<JsValue, Thrown> {
        let (now, known_at) = clocks(now, options)?;
        write(&self.0.ignored(&now, known_at.as_deref())?)
    }
    /// The visible days of a period, by creator and by room.
    ///
    /// # Errors
    /// A malformed input.
    pub fn compile(&self, selection: &JsValue, now: &JsValue, options: &JsValue) -> Result<JsValue, Thrown> {
        let (now, known_at) = clocks(now, options)?;
        let Selection { module, grain, period } = read(selection, "selection")?;
        write(&self.0.compile(&module, &grain, &period, &now, known_at.as_deref())?)
    }
    /// What a command would bring: events to record. Nothing is recorded.
    ///
    /// # Errors
    /// A malformed input, or a refusal.
    pub fn command(&self, command: &JsValue, now: &JsValue) -> Result<JsValue, Thrown> {
        let now: String = read(now, "now")?;
        write(&self.0.command(&read(command, "command")?, &now)?)
    }
    /// All events, by creator, then in the order of the fold.
    ///
    /// # Errors
    /// None that a caller can bring about.
    pub fn events(&self) -> Result<JsValue, Thrown> {
        write(&self.0.events())
    }
    /// How many events.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn length(&self) -> usize {
        self.0.log().len()
    }
}
