//! A creator among its peers.

use wasm_bindgen::prelude::*;

use super::super::convert::{read_ask, write};
use super::super::error::Thrown;
use super::View;

#[wasm_bindgen]
impl View {
    /// A creator beside the means of its cohort's quarters; remembers nothing.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, an unknown creator or metric, groups or bands that cannot be.
    pub fn peers(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.peers(&read_ask(ask, "ask")?, None)?)
    }
}
