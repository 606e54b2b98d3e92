//! Why GMV moved, and what rises or falls for certain.

use creator_compass::wire;
use wasm_bindgen::prelude::*;

use super::convert::{read, write};
use super::error::Thrown;

/// Takes a change of GMV apart, by subject and by cause.
///
/// # Errors
/// Amounts and subjects that are not what they should be.
#[wasm_bindgen(js_name = decomposeChange)]
pub fn decompose_change(ask: &JsValue) -> Result<JsValue, Thrown> {
    write(&wire::decompose_change(&read(ask, "ask")?)?)
}

/// The fastest-rising first.
///
/// # Errors
/// Counts that are not what they should be.
#[wasm_bindgen]
pub fn rising(ask: &JsValue) -> Result<JsValue, Thrown> {
    write(&wire::rising(read(ask, "ask")?)?)
}

/// The fastest-falling first.
///
/// # Errors
/// Counts that are not what they should be.
#[wasm_bindgen]
pub fn falling(ask: &JsValue) -> Result<JsValue, Thrown> {
    write(&wire::falling(read(ask, "ask")?)?)
}
