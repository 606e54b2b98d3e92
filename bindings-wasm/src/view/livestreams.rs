//! The history of LIVEs.

use wasm_bindgen::prelude::*;

use super::View;
use crate::convert::{read, read_ask, write};
use crate::error::Thrown;

#[wasm_bindgen]
impl View {
    /// All livestreams that are over: those that started in the period, and those of which a fact of it tells (LIV-8).
    ///
    /// # Errors
    /// A malformed input, or what the screen refuses.
    pub fn livestreams(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.livestreams(&read_ask(ask, "ask")?)?)
    }
    /// LIVEs of a period by creator (LIV-8).
    ///
    /// # Errors
    /// A malformed input, or what the screen refuses.
    #[wasm_bindgen(js_name = livestreamRecap)]
    pub fn livestream_recap(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.livestream_recap(&read_ask(ask, "ask")?)?)
    }
    /// The requests to make for LIVEs (LIV-8, ACC-7); nothing is recorded.
    ///
    /// # Errors
    /// A malformed input.
    #[wasm_bindgen(js_name = livestreamRequests)]
    pub fn livestream_requests(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.livestream_requests(&read(ask, "ask")?)?)
    }
    /// The audience of a LIVE (LIV-7, DSH-12); remembers nothing.
    ///
    /// # Errors
    /// A malformed input, or a LIVE that is not in the history.
    #[wasm_bindgen(js_name = livestreamAudience)]
    pub fn livestream_audience(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.livestream_audience(&read_ask(ask, "ask")?, None)?)
    }
}
