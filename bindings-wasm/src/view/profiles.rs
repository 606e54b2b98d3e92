//! Who viewed, clicked, bought and follows.

use wasm_bindgen::prelude::*;

use super::View;
use crate::convert::{read_ask, write};
use crate::error::Thrown;

#[wasm_bindgen]
impl View {
    /// The profiles of exactly the days asked; remembers nothing.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, an unknown audience, channel or creator.
    pub fn profiles(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.profiles(&read_ask(ask, "ask")?, None)?)
    }
    /// Creators whose followers are most like the buyers of a product; remembers nothing.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, an unknown product or creator, weights that cannot be.
    #[wasm_bindgen(js_name = matchCreators)]
    pub fn match_creators(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.match_creators(&read_ask(ask, "ask")?, None)?)
    }
}
