//! Days, windows and periods.

use creator_compass::wire::{self, PickerWire, PolicyWire, WindowOp, WindowWire};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::convert::{read, write};
use super::error::Thrown;

/// The day an instant belongs to in a zone.
///
/// # Errors
/// An unknown zone or a malformed instant.
#[wasm_bindgen(js_name = dayOf)]
pub fn day_of(time_zone: &JsValue, instant: &JsValue) -> Result<String, Thrown> {
    let (time_zone, instant): (String, String) = (read(time_zone, "timeZone")?, read(instant, "instant")?);
    Ok(wire::day_of(&time_zone, &instant)?)
}

/// All instants of a day in a zone.
///
/// # Errors
/// An unknown zone or a malformed day.
#[wasm_bindgen(js_name = dayWindow)]
pub fn day_window(time_zone: &JsValue, day: &JsValue) -> Result<JsValue, Thrown> {
    let (time_zone, day): (String, String) = (read(time_zone, "timeZone")?, read(day, "day")?);
    write(&wire::day_window(&time_zone, &day)?)
}

/// The first day that all modules still give.
///
/// # Errors
/// An unknown zone or a malformed instant.
#[wasm_bindgen(js_name = retentionStart)]
pub fn retention_start(time_zone: &JsValue, now: &JsValue, policy: &JsValue) -> Result<String, Thrown> {
    let (time_zone, now): (String, String) = (read(time_zone, "timeZone")?, read(now, "now")?);
    Ok(wire::retention_start(&time_zone, &now, read(policy, "policy")?)?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Pick {
    time_zone: String,
    now: String,
    screen: String,
    picker: PickerWire,
    policy: Option<PolicyWire>,
}

/// The period a picker means on a screen at a moment, and the cycle before it.
///
/// # Errors
/// A malformed input, or a period that is refused.
#[wasm_bindgen]
pub fn resolve(pick: &JsValue) -> Result<JsValue, Thrown> {
    let pick: Pick = read(pick, "pick")?;
    write(&wire::resolve(&pick.time_zone, &pick.now, &pick.screen, &pick.picker, pick.policy)?)
}

fn windows(op: WindowOp, left: &JsValue, right: &JsValue) -> Result<JsValue, Thrown> {
    let (left, right): (Vec<WindowWire>, Option<Vec<WindowWire>>) = (read(left, "a")?, read(right, "b")?);
    write(&wire::windows(op, &left, &right.unwrap_or_default())?)
}

/// Windows sorted, disjoint, touching ones joined, empty ones dropped.
///
/// # Errors
/// A malformed day, or a window that runs backwards.
#[wasm_bindgen]
pub fn normalize(all: &JsValue) -> Result<JsValue, Thrown> {
    windows(WindowOp::Union, all, &JsValue::NULL)
}

/// All days in either.
///
/// # Errors
/// As [`normalize`].
#[wasm_bindgen]
pub fn union(a: &JsValue, b: &JsValue) -> Result<JsValue, Thrown> {
    windows(WindowOp::Union, a, b)
}

/// All days in both.
///
/// # Errors
/// As [`normalize`].
#[wasm_bindgen]
pub fn intersection(a: &JsValue, b: &JsValue) -> Result<JsValue, Thrown> {
    windows(WindowOp::Intersection, a, b)
}

/// All days of the first that are not in the second.
///
/// # Errors
/// As [`normalize`].
#[wasm_bindgen]
pub fn difference(a: &JsValue, b: &JsValue) -> Result<JsValue, Thrown> {
    windows(WindowOp::Difference, a, b)
}
