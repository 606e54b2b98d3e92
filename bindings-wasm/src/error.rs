//! Errors, thrown as the package's `CompassError`.

use creator_compass::wire::WireError;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "../errors.js")]
extern "C" {
    #[wasm_bindgen(js_name = compassError)]
    fn compass_error(wire: &str) -> JsValue;
}

/// What a door throws: a `CompassError`, made here or by the package's own JavaScript.
#[derive(Debug)]
pub struct Thrown(JsValue);

impl From<WireError> for Thrown {
    fn from(error: WireError) -> Self {
        Self(compass_error(&serde_json::to_string(&error).unwrap_or_default()))
    }
}

impl From<JsValue> for Thrown {
    fn from(thrown: JsValue) -> Self {
        Self(thrown)
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        thrown.0
    }
}
