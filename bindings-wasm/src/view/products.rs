//! The screens of products.

use wasm_bindgen::prelude::*;

use super::View;
use crate::convert::{read_ask, write};
use crate::error::Thrown;

#[wasm_bindgen]
impl View {
    /// The account view of products.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, or a wrong choice of metrics.
    #[wasm_bindgen(js_name = productAccount)]
    pub fn product_account(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.product_account(&read_ask(ask, "ask")?)?)
    }
    /// The table of products.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, a wrong choice of metrics or orders, an unknown creator or shop.
    pub fn products(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.products(&read_ask(ask, "ask")?)?)
    }
    /// The detail of a product.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, an unknown product, or a wrong choice of metrics.
    pub fn product(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.product(&read_ask(ask, "ask")?)?)
    }
    /// Who sold a product, and where.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, an unknown product, or a wrong choice of metrics or orders.
    #[wasm_bindgen(js_name = productChannels)]
    pub fn product_channels(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.product_channels(&read_ask(ask, "ask")?)?)
    }
    /// The user funnel.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, an unknown product or creator, or a wrong choice of metrics.
    pub fn funnel(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.funnel(&read_ask(ask, "ask")?)?)
    }
    /// How far the goals of shops were reached.
    ///
    /// # Errors
    /// A malformed input, a period that is refused, no goal, a wrong target, an unknown shop or creator.
    pub fn goals(&self, ask: &JsValue) -> Result<JsValue, Thrown> {
        write(&self.0.goals(&read_ask(ask, "ask")?)?)
    }
}
