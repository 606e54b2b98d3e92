//! Partial answers: merged and finished.

use creator_compass::wire::{self, WireError};
use wasm_bindgen::prelude::*;

use super::convert::{bytes, parts, write};
use super::error::Thrown;

/// The bytes of the partial answer of all parts.
///
/// # Errors
/// No part, bytes that are no partial answer, or parts of different questions.
#[wasm_bindgen(js_name = mergePartials)]
pub fn merge_partials(given: &JsValue) -> Result<Vec<u8>, Thrown> {
    let framed = parts(given, "parts")?;
    let mut rest = framed.as_slice();
    let mut all: Vec<&[u8]> = Vec::new();
    // The length of each part in four bytes, then the part.
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let part = after.split_at_checked(u32::from_le_bytes(*length) as usize);
        let Some((part, after)) = part else {
            return Err(WireError::malformed("wire.malformed", "expected parts").into());
        };
        all.push(part);
        rest = after;
    }
    Ok(wire::merge_partials(&all)?)
}

/// The figures of a partial answer.
///
/// # Errors
/// Bytes that are no partial answer.
#[wasm_bindgen(js_name = finishPartial)]
pub fn finish_partial(part: &JsValue) -> Result<JsValue, Thrown> {
    write(&wire::finish_partial(&bytes(part, "part")?)?)
}
