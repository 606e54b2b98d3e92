//! JavaScript values to wire shapes and back, as JSON text: one crossing a value, however deep it is.
//!
//! `pkg/convert.js` walks the input first, so that a cycle, a `BigInt` or half a surrogate pair is a typed error.

use creator_compass::wire::{self, WireError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use wasm_bindgen::prelude::*;

use super::error::Thrown;

#[wasm_bindgen(raw_module = "../convert.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = toJson)]
    fn to_json(value: &JsValue, argument: &str) -> Result<String, JsValue>;
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

/// Reads a list of shapes; an error has the code given, and the place in `details.index`.
pub(crate) fn read_each<T: DeserializeOwned>(
    list: &JsValue,
    argument: &'static str,
    code: &'static str,
) -> Result<Vec<T>, Thrown> {
    let list: Vec<Json> = read(list, argument)?;
    let shape = |(index, json): (usize, Json)| {
        wire::from_json(json).map_err(|error| WireError { code, ..error }.with("index", index).into())
    };
    list.into_iter().enumerate().map(shape).collect()
}

/// Writes an answer as a plain object.
pub(crate) fn write<T: Serialize + ?Sized>(answer: &T) -> Result<JsValue, Thrown> {
    Ok(from_json(&serde_json::to_string(answer).map_err(|error| malformed(&error))?))
}
