//! The operations that vectors name, each one call of the wire.
use creator_compass::wire::{self, AccessDoor, WindowOp, WireError, from_json};
use serde::Serialize;
use serde_json::{Value, json};

use crate::scenario;

pub(crate) type Answer = Result<Value, WireError>;

pub(crate) fn out(answer: Result<impl Serialize, WireError>) -> Answer {
    answer.map(|answer| serde_json::to_value(answer).unwrap())
}

pub(crate) fn take<T: serde::de::DeserializeOwned>(input: &Value, key: &str) -> Result<T, WireError> {
    from_json(input.get(key).cloned().unwrap_or(Value::Null))
}

fn access(input: &Value) -> Result<AccessDoor, WireError> {
    let mut door = AccessDoor::new(&take(input, "workspace")?)?;
    let log: Vec<Value> = take::<Option<Vec<Value>>>(input, "log")?.unwrap_or_default();
    let lines: Vec<String> = log.iter().map(Value::to_string).collect();
    door.record(&wire::read_events(&lines.join("\n"))?)?;
    Ok(door)
}

/// The bytes of a text of two digits a byte.
fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|two| u8::from_str_radix(str::from_utf8(two).unwrap(), 16).unwrap())
        .collect()
}

pub(crate) fn call(op: &str, i: &Value) -> Answer {
    let text = |key: &str| take::<String>(i, key);
    let known_at = take::<Option<String>>(i, "knownAt")?;
    let known_at = known_at.as_deref();
    match op {
        "value.money" => out(wire::money(&from_json(i.clone())?)),
        "value.money_sum" => out(wire::money_sum(&take::<Vec<_>>(i, "amounts")?)),
        "metric.evaluate" => out(wire::evaluate_metric(&from_json(i.clone())?)),
        "change.decompose" => out(wire::decompose_change(&from_json(i.clone())?)),
        "change.rising" => out(wire::rising(from_json(i.clone())?)),
        "change.falling" => out(wire::falling(from_json(i.clone())?)),
        "time.day_of" => Ok(json!({ "day": wire::day_of(&text("timeZone")?, &text("instant")?)? })),
        "time.today" => Ok(json!({ "day": wire::day_of(&text("timeZone")?, &text("now")?)? })),
        "time.day_window" => out(wire::day_window(&text("timeZone")?, &text("day")?)),
        "time.retention_start" => Ok(
            json!({ "day": wire::retention_start(&text("timeZone")?, &text("now")?, take(i, "policy")?)? }),
        ),
        "time.normalize" => {
            Ok(json!({ "windows": wire::windows(WindowOp::Union, &take::<Vec<_>>(i, "windows")?, &[])? }))
        }
        "time.union" | "time.intersection" | "time.difference" => {
            let op = match op {
                "time.union" => WindowOp::Union,
                "time.intersection" => WindowOp::Intersection,
                _ => WindowOp::Difference,
            };
            Ok(json!({ "windows": wire::windows(op, &take::<Vec<_>>(i, "a")?, &take::<Vec<_>>(i, "b")?)? }))
        }
        "time.resolve" => {
            let (zone, now, screen) = (text("timeZone")?, text("now")?, text("screen")?);
            out(wire::resolve(&zone, &now, &screen, &take(i, "picker")?, take(i, "policy")?))
        }
        "access.decide" => out(access(i)?.decide(&take(i, "question")?, &text("now")?, known_at)),
        "access.contracts" => out(access(i)?.contracts(&text("creator")?, &text("now")?, known_at)),
        "access.requests" => out(access(i)?.requests(&text("now")?, known_at)),
        "access.lists" => out(access(i)?.lists(&text("now")?, known_at)),
        "access.ignored" => out(access(i)?.ignored(&text("now")?, known_at)),
        "access.command" => out(access(i)?.command(&take(i, "command")?, &text("now")?)),
        "access.record" => {
            let lines: Vec<String> = take::<Vec<Value>>(i, "events")?.iter().map(Value::to_string).collect();
            out(access(i)?.record(&wire::read_events(&lines.join("\n"))?))
        }
        "access.compile" => out(access(i)?.compile(
            &text("module")?,
            &text("grain")?,
            &take(i, "period")?,
            &text("now")?,
            known_at,
        )),
        "store.opened" => {
            let saved = wire::StoreDoor::open(&bytes(&text("hex")?))?.save();
            let digits: Vec<String> = saved.iter().map(|byte| format!("{byte:02x}")).collect();
            Ok(json!({ "saved": digits.concat() }))
        }
        "partial.finished" => out(wire::finish_partial(&bytes(&text("hex")?))),
        room if room.starts_with("room.") => crate::live::call(room, i),
        rooms if rooms.starts_with("live.") => crate::live::rooms(rooms, i),
        wall if wall.starts_with("wall.") => crate::live::wall(wall, i),
        privacy if privacy.starts_with("privacy.") => crate::privacy::call(privacy, i),
        store if store.starts_with("store.") || store.starts_with("view.") => scenario::call(store, i),
        other => panic!("no operation `{other}`"),
    }
}
