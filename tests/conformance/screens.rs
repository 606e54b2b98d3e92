//! Screens of a view: `view.…` names the method, and `ask` is what it is asked.
use creator_compass::wire::{ViewDoor, from_json};
use serde_json::Value;

use crate::ops::{Answer, out};

pub(crate) fn call(view: &ViewDoor, screen: &str, ask: Value) -> Answer {
    match screen {
        "query" => out(view.query(&from_json(ask)?)),
        other => panic!("no screen `{other}`"),
    }
}
