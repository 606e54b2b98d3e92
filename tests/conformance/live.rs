//! Rooms that take events one after the other, are kept and read half way, then one question; and the wall.
use creator_compass::wire::{LiveEventWire, RoomDoor, WallDoor, WireError, from_json};
use serde_json::{Value, json};

use crate::ops::{Answer, out, take};
use crate::scenario;

/// A room after all of its events: kept and read half way.
pub(crate) fn room(i: &Value) -> Result<RoomDoor, WireError> {
    let mut room = RoomDoor::new(&take(i, "settings")?)?;
    let events = take::<Option<Vec<Value>>>(i, "events")?.unwrap_or_default();
    let events = LiveEventWire::all_from_json(events)?;
    let (first, second) = events.split_at(events.len() / 2);
    room.observe(first)?;
    room = RoomDoor::open(&room.save())?;
    room.observe(second)?;
    Ok(room)
}

pub(crate) fn call(op: &str, i: &Value) -> Answer {
    if op == "room.open" {
        return out(RoomDoor::open(&take::<Vec<u8>>(i, "bytes")?).map(|room| room.id()));
    }
    let room = room(i)?;
    let ask = i.get("ask").cloned().unwrap_or_default();
    let answer = asked(&room, op, i, ask.clone());
    if op != "room.observe" {
        let opened = RoomDoor::open(&room.save())?;
        assert_eq!(answer, asked(&opened, op, i, ask), "a room that was kept answers otherwise");
    }
    answer
}

fn asked(room: &RoomDoor, op: &str, i: &Value, ask: Value) -> Answer {
    match op {
        "room.observe" => out(room.observe(&LiveEventWire::all_from_json(take(i, "then")?)?)),
        "room.snapshot" => out(room.snapshot(&from_json(ask)?)),
        "room.nextChangeAt" => Ok(json!({ "at": room.next_change_at(&take::<String>(i, "now")?)? })),
        "room.trend" => out(room.trend(&from_json(ask)?)),
        "room.export" => {
            let bytes = room.export(&from_json(ask)?)?;
            Ok(json!({ "text": String::from_utf8(bytes).unwrap() }))
        }
        "room.sources" => out(room.sources(&from_json(ask)?)),
        "room.funnel" => out(room.funnel(&from_json(ask)?)),
        "room.products" => out(room.products(&from_json(ask)?)),
        "room.missedProducts" => out(room.missed_products(&from_json(ask)?)),
        "room.script" => out(room.script(&from_json(ask)?)),
        "room.giveaways" => out(room.giveaways(&from_json(ask)?)),
        "room.nextPin" => out(room.next_pin(&from_json(ask)?)),
        "room.recommendations" => out(room.recommendations(&from_json(ask)?)),
        "room.comments" => out(room.comments(&from_json(ask)?)),
        "room.replay" => out(room.replay(&from_json(ask)?)),
        "room.ignored" => out(room.ignored(&from_json(ask)?)),
        other => panic!("no operation `{other}`"),
    }
}

/// A question about rooms that were kept.
pub(crate) fn rooms(op: &str, i: &Value) -> Answer {
    let kept: Vec<Vec<u8>> = take::<Vec<Value>>(i, "rooms")?
        .iter()
        .map(|one| Ok(room(one)?.save()))
        .collect::<Result<_, WireError>>()?;
    match op {
        "live.pinBacktest" => out(RoomDoor::pin_backtest(&kept, &take(i, "ask")?)),
        other => panic!("no operation `{other}`"),
    }
}

/// A wall of rooms, some of them on the screen, under the permission of a store.
pub(crate) fn wall(op: &str, i: &Value) -> Answer {
    let store = scenario::store(i)?;
    let mut wall = WallDoor::new(take(i, "policy")?);
    for one in take::<Vec<Value>>(i, "rooms")? {
        wall.add(&room(&one)?);
    }
    for id in take::<Option<Vec<String>>>(i, "show")?.unwrap_or_default() {
        wall.show(&id)?;
    }
    for id in take::<Option<Vec<String>>>(i, "hide")?.unwrap_or_default() {
        wall.hide(&id)?;
    }
    let view = store.view(&take::<String>(i, "now")?, None)?;
    match op {
        "wall.screen" => out(wall.screen(&view)),
        "wall.ongoing" => out(wall.ongoing(&view, &take::<Option<_>>(i, "ask")?.unwrap_or_default())),
        other => panic!("no operation `{other}`"),
    }
}
