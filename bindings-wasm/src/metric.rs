//! Metrics as data, and worked out from parts at hand.

use creator_compass::wire;
use wasm_bindgen::prelude::*;

use super::convert::{read, write};
use super::error::Thrown;

/// Every metric there is.
///
/// # Errors
/// None that a caller can bring about.
#[wasm_bindgen]
pub fn metrics() -> Result<JsValue, Thrown> {
    write(&wire::metric_list())
}

/// Works a metric out from parts at hand.
///
/// # Errors
/// An unknown metric, currency or part, or a part that is not what its measure is.
#[wasm_bindgen(js_name = evaluateMetric)]
pub fn evaluate_metric(ask: &JsValue) -> Result<JsValue, Thrown> {
    write(&wire::evaluate_metric(&read(ask, "ask")?)?)
}
