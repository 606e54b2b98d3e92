//! Partial answers: merged and finished.

use creator_compass::wire;
use wasm_bindgen::prelude::*;

use super::convert::{bytes, parts, unframed, write};
use super::error::Thrown;

/// The bytes of the partial answer of all parts.
///
/// # Errors
/// No part, bytes that are no partial answer, or parts of different questions.
#[wasm_bindgen(js_name = mergePartials)]
pub fn merge_partials(given: &JsValue) -> Result<Vec<u8>, Thrown> {
    let framed = parts(given, "parts")?;
    Ok(wire::merge_partials(&unframed(&framed, "parts")?)?)
}

/// The figures of a partial answer.
///
/// # Errors
/// Bytes that are no partial answer.
#[wasm_bindgen(js_name = finishPartial)]
pub fn finish_partial(part: &JsValue) -> Result<JsValue, Thrown> {
    write(&wire::finish_partial(&bytes(part, "part")?)?)
}
