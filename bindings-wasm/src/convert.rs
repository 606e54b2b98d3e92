//! JavaScript values to wire shapes and back, as JSON text: one crossing a value, however deep it is.
//!
//! `pkg/convert.js` walks the input first, so that a cycle, a `BigInt` or half a surrogate pair is a typed error.

use std::hint::black_box;

use creator_compass::wire::{self, WireError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};
use wasm_bindgen::prelude::*;

use super::error::Thrown;

#[wasm_bindgen(raw_module = "../convert.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = toJson)]
    fn to_json(value: &JsValue, argument: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_name = toRows)]
    fn to_rows(value: &JsValue, argument: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_name = toText)]
    fn to_text(value: &JsValue, argument: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_name = toDocument)]
    fn to_document(value: &JsValue, argument: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_name = toBytes)]
    fn to_bytes(value: &JsValue, argument: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(catch, js_name = toParts)]
    fn to_parts(value: &JsValue, argument: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(js_name = fromJson)]
    fn from_json(json: &str) -> JsValue;
}

fn malformed(error: &serde_json::Error) -> WireError {
    WireError::malformed("wire.malformed", &error.to_string())
}

/// Reads an argument; `undefined` and `null` are `None`.
pub(crate) fn read<T: DeserializeOwned>(value: &JsValue, argument: &'static str) -> Result<T, Thrown> {
    let json = serde_json::from_str(&to_json(value, argument)?).map_err(|error| malformed(&error))?;
    Ok(wire::from_json(json).map_err(|error| error.with("argument", argument))?)
}

/// Makes the module's memory grow in one step by what is about to be kept. Alone it grows by 64 KiB, and at each step the
/// host may collect all its garbage: minutes for a large load in a large program.
fn room(bytes: usize) {
    const LEAST: usize = 8 << 20;
    const MOST: usize = 1 << 30;
    let mut room = Vec::<u8>::new();
    let reserved = room.try_reserve_exact(bytes.clamp(LEAST, MOST));
    // Where there is no room, the call takes its own way.
    drop(black_box((room, reserved)));
}

/// Reads a text that may be large, or its bytes: it crosses as it is. Rows take up to 40 times their text.
pub(crate) fn text(value: &JsValue, argument: &'static str) -> Result<String, Thrown> {
    let text = to_text(value, argument)?;
    room(text.len().saturating_mul(40));
    Ok(text)
}

/// Reads a document: its text, its bytes, or the object it was read into.
pub(crate) fn document(value: &JsValue, argument: &'static str) -> Result<String, Thrown> {
    let text = to_document(value, argument)?;
    room(text.len().saturating_mul(10));
    Ok(text)
}

/// Reads bytes as they are.
pub(crate) fn bytes(value: &JsValue, argument: &'static str) -> Result<Vec<u8>, Thrown> {
    Ok(to_bytes(value, argument)?)
}

/// Reads a list of bytes, each after its length.
pub(crate) fn parts(value: &JsValue, argument: &'static str) -> Result<Vec<u8>, Thrown> {
    Ok(to_parts(value, argument)?)
}

/// The list that [`parts`] read: the length of each part in four bytes, then the part.
pub(crate) fn unframed<'a>(framed: &'a [u8], argument: &'static str) -> Result<Vec<&'a [u8]>, Thrown> {
    let (mut rest, mut all) = (framed, Vec::new());
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let part = after.split_at_checked(u32::from_le_bytes(*length) as usize);
        let Some((part, after)) = part else {
            return Err(WireError::malformed("wire.malformed", &format!("expected {argument}")).into());
        };
        all.push(part);
        rest = after;
    }
    Ok(all)
}

/// Reads rows of named cells, whose names are columns.
pub(crate) fn rows(value: &JsValue, argument: &'static str) -> Result<Vec<Map<String, Json>>, Thrown> {
    let text = to_rows(value, argument)?;
    room(text.len().saturating_mul(20));
    Ok(serde_json::from_str(&text).map_err(|error| malformed(&error).with("argument", argument))?)
}

/// Reads a shape that has a picker, which may be its plain name.
pub(crate) fn read_ask<T: DeserializeOwned>(value: &JsValue, argument: &'static str) -> Result<T, Thrown> {
    let mut ask: Json = read(value, argument)?;
    if !ask.is_object() {
        // serde would take a list of the fields in order too.
        return Err(WireError::malformed("wire.malformed", "expected an object")
            .with("argument", argument)
            .into());
    }
    if let Some(period) = ask.get_mut("period") {
        *period = picker(period.take());
    }
    Ok(wire::from_json(ask).map_err(|error| error.with("argument", argument))?)
}

/// A picker, where a text stands for the one of that name.
pub(crate) fn picker(given: Json) -> Json {
    if given.is_string() { json!({ "kind": given }) } else { given }
}

/// Writes an answer as a plain object.
pub(crate) fn write<T: Serialize + ?Sized>(answer: &T) -> Result<JsValue, Thrown> {
    Ok(from_json(&serde_json::to_string(answer).map_err(|error| malformed(&error))?))
}
