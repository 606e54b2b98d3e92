//! Why a cell is what it is.

use wasm_bindgen::prelude::*;

use super::super::convert::{read_ask, write};
use super::super::error::Thrown;
use super::View;

#[wasm_bindgen]
impl View {
    /// Why a cell of an answer is what it is, and what would show it.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, or a creator that nobody knows.
    pub fn explain(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.explain(&read_ask(ask, "ask")?)?)
    }
}
