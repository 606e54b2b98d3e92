//! Creators in decline, and what a change of GMV comes of.

use wasm_bindgen::prelude::*;

use super::super::convert::{read_ask, write};
use super::super::error::Thrown;
use super::View;

#[wasm_bindgen]
impl View {
    /// The creators whose traffic or sales fall for certain.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, or a metric that is no count.
    #[wasm_bindgen(js_name = decliningCreators)]
    pub fn declining_creators(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.declining_creators(&read_ask(ask, "ask")?)?)
    }
    /// A change of GMV taken apart.
    ///
    /// # Errors
    /// A malformed input, or a period that is refused.
    pub fn changes(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.changes(&read_ask(ask, "ask")?)?)
    }
}
