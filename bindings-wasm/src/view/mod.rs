//! A store at a moment: its answers, under permission.

mod creators;
mod explain;
mod livestreams;
mod peers;
mod products;
mod profiles;
mod videos;

use creator_compass::wire::{self, ViewDoor};
use wasm_bindgen::prelude::*;

use super::convert::{picker, read, read_ask, write};
use super::error::Thrown;

/// A store at a moment.
#[wasm_bindgen]
#[derive(Debug)]
pub struct View(pub(crate) ViewDoor);

#[wasm_bindgen]
impl View {
    /// Today in the business time zone.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn today(&self) -> String {
        self.0.today()
    }
    /// The period a picker means on a screen.
    ///
    /// # Errors
    /// A malformed input, or a period that is refused.
    pub fn resolve(&self, screen: &JsValue, given: &JsValue) -> Result<JsValue, Thrown> {
        let screen: String = read(screen, "screen")?;
        let given = wire::from_json(picker(read(given, "picker")?));
        write(&self.0.resolve(&screen, &given.map_err(|error| error.with("argument", "picker"))?)?)
    }
    /// May this be seen?
    ///
    /// # Errors
    /// A malformed question.
    pub fn decide(&self, question: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.decide(&read(question, "question")?)?)
    }
    /// The lists by tab.
    ///
    /// # Errors
    /// None that a caller can bring about.
    pub fn lists(&self) -> Result<JsValue, Thrown> {
        write(&self.0.lists())
    }
    /// From which day on figures are partial, by feed.
    ///
    /// # Errors
    /// None that a caller can bring about.
    pub fn watermarks(&self) -> Result<JsValue, Thrown> {
        write(&self.0.watermarks())
    }
    /// The Data Overview.
    ///
    /// # Errors
    /// A malformed input, or a period that is refused.
    pub fn overview(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.overview(&read_ask(ask, "ask")?)?)
    }
    /// The creators screen.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, an unknown or a repeated metric.
    pub fn creators(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.creators(&read_ask(ask, "ask")?)?)
    }
    /// One or two metrics by day.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, or a wrong choice of metrics.
    pub fn trend(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.trend(&read_ask(ask, "ask")?)?)
    }
    /// Metrics by any grouping, filtered, compared and ordered.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, or a wrong choice of metrics, groups or orders.
    pub fn query(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.query(&read_ask(ask, "ask")?)?)
    }
    /// The mergeable states behind an answer, as bytes.
    ///
    /// # Errors
    /// As `query`, and for a question that compares, orders, searches or pages.
    pub fn partial(&self, ask: &JsValue) -> Result<Vec<u8>, Thrown> {
        Ok(self.0.partial(&read_ask(ask, "ask")?)?)
    }
    /// A list as the bytes of a file.
    ///
    /// # Errors
    /// An unknown list, format or language, and what the list refuses.
    pub fn export(&self, ask: &JsValue) -> Result<Vec<u8>, Thrown> {
        Ok(self.0.export(&read_ask(ask, "ask")?, None)?)
    }
    /// How much a counter grew between two looks.
    ///
    /// # Errors
    /// A malformed input.
    pub fn growth(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.growth(&read(ask, "ask")?)?)
    }
}
