//! Store operations: a workspace, its log and its loads, then one question.
use creator_compass::wire::{self, StoreDoor, ViewDoor, WireError, events_from_json, from_json};
use serde_json::{Map, Value, json};

use crate::ops::{Answer, out, take};

/// Partial answers of several stores, merged in both orders and finished.
fn partial(i: &Value) -> Answer {
    let ask = take::<Value>(i, "ask")?;
    let one = |part: &Value| -> Result<Vec<u8>, WireError> {
        let mut whole = part.clone();
        for key in ["workspace", "log", "now", "knownAt"] {
            if let (None, Some(value)) = (part.get(key), i.get(key)) {
                whole[key] = value.clone();
            }
        }
        let view = store(&whole)?
            .view(&take::<String>(&whole, "now")?, take::<Option<String>>(&whole, "knownAt")?.as_deref())?;
        view.partial(&from_json(part.get("ask").unwrap_or(&ask).clone())?)
    };
    let mut parts: Vec<Vec<u8>> =
        take::<Vec<Value>>(i, "parts")?.iter().map(one).collect::<Result<_, _>>()?;
    let merged = wire::merge_partials(&parts)?;
    parts.reverse();
    assert_eq!(wire::merge_partials(&parts)?, merged, "the order of parts shows");
    out(wire::finish_partial(&merged))
}

pub(crate) fn store(i: &Value) -> Result<StoreDoor, WireError> {
    let mut store = StoreDoor::new(&take(i, "workspace")?)?;
    store.record(&events_from_json(take::<Option<Vec<Value>>>(i, "log")?.unwrap_or_default())?)?;
    for load in take::<Option<Vec<Map<String, Value>>>>(i, "loads")?.unwrap_or_default() {
        self::load(&mut store, load)?;
    }
    Ok(store)
}

pub(crate) fn call(op: &str, i: &Value) -> Answer {
    if op == "store.partial" {
        return partial(i);
    }
    let mut store = StoreDoor::new(&take(i, "workspace")?)?;
    store.record(&events_from_json(take::<Option<Vec<Value>>>(i, "log")?.unwrap_or_default())?)?;
    let mut reports = Vec::new();
    for load in take::<Option<Vec<Map<String, Value>>>>(i, "loads")?.unwrap_or_default() {
        reports.push(self::load(&mut store, load)?);
    }
    if op == "store.load" {
        return Ok(json!({ "reports": reports }));
    }
    let known_at: Option<String> = take(i, "knownAt")?;
    let view = store.view(&take::<String>(i, "now")?, known_at.as_deref())?;
    let ask = |keys: &[&str]| -> Value {
        let pairs = keys.iter().filter_map(|key| i.get(*key).map(|value| ((*key).to_owned(), value.clone())));
        Value::Object(pairs.collect())
    };
    match op {
        "store.overview" => out(view.overview(&from_json(ask(&["period"]))?)),
        "store.creators" => out(view.creators(&from_json(ask(&["period", "metrics"]))?)),
        "store.trend" => out(view.trend(&from_json(ask(&["period", "metrics"]))?)),
        "store.growth" => out(view.growth(&take(i, "ask")?)),
        "store.query" => out(view.query(&take(i, "ask")?)),
        "store.saved" => saved(&store, i),
        "store.decide" => out(view.decide(&take(i, "question")?)),
        "store.watermarks" => out(Ok(view.watermarks())),
        "store.lists" => out(Ok(view.lists())),
        "store.figure" => figure(&view, i),
        "store.shown" => shown(&view, i),
        "store.conflicts" => conflicts(&view, i),
        screen => match screen.strip_prefix("view.") {
            Some(screen) => crate::screens::call(&view, screen, take(i, "ask")?),
            None => panic!("no operation `{screen}`"),
        },
    }
}

/// Which means over peers two ledgers let be read together, each after showing its own.
fn conflicts(view: &ViewDoor, i: &Value) -> Answer {
    let ledger = |name: &str| -> Result<wire::LedgerDoor, wire::WireError> {
        let mut ledger = wire::LedgerDoor::new();
        for ask in take::<Vec<Value>>(i, name)? {
            ledger.show_peers(view, &from_json(ask)?)?;
        }
        wire::LedgerDoor::open(&ledger.save())
    };
    Ok(json!({ "means": ledger("one")?.mean_conflicts(&ledger("other")?) }))
}

/// Profiles, matches, peers and files asked one after the other, each next to what was shown before: the last answer.
fn shown(view: &ViewDoor, i: &Value) -> Answer {
    let mut ledger = wire::LedgerDoor::new();
    let mut last = Value::Null;
    for one in take::<Vec<Value>>(i, "asks")? {
        let ask = one["ask"].clone();
        last = match one["screen"].as_str() {
            Some("profiles") => {
                let asked = out(view.profiles(&from_json(ask.clone())?, Some(&ledger)))?;
                let shown = out(ledger.show_profiles(view, &from_json(ask)?))?;
                assert_eq!(asked, shown, "showing differs");
                shown
            }
            Some("livestreamAudience") => {
                let asked = out(view.livestream_audience(&from_json(ask.clone())?, Some(&ledger)))?;
                let shown = out(ledger.show_livestream_audience(view, &from_json(ask)?))?;
                assert_eq!(asked, shown, "showing differs");
                shown
            }
            Some("export") => {
                let asked = view.export(&from_json(ask.clone())?, Some(&ledger))?;
                let shown = ledger.show_export(view, &from_json(ask)?)?;
                assert_eq!(asked, shown, "showing differs");
                json!({ "text": String::from_utf8(shown).unwrap() })
            }
            Some("peers") => {
                let asked = out(view.peers(&from_json(ask.clone())?, Some(&ledger)))?;
                let shown = out(ledger.show_peers(view, &from_json(ask)?))?;
                assert_eq!(asked, shown, "showing differs");
                shown
            }
            _ => out(ledger.show_match(view, &from_json(ask)?))?,
        };
        ledger = wire::LedgerDoor::open(&ledger.save())?;
    }
    Ok(last)
}

/// The overview of a store that was saved and opened, after what is forgotten.
fn saved(store: &StoreDoor, i: &Value) -> Answer {
    let mut opened = StoreDoor::open(&store.save())?;
    for creator in take::<Option<Vec<String>>>(i, "forget")?.unwrap_or_default() {
        opened.forget(&creator)?;
    }
    let view = opened.view(&take::<String>(i, "now")?, None)?;
    out(view.overview(&from_json(json!({ "period": i["period"] }))?))
}

fn load(store: &mut StoreDoor, mut load: Map<String, Value>) -> Answer {
    let mut cut = |key: &str| load.remove(key);
    if let Some(room) = cut("room") {
        let room = crate::live::room(&room)?;
        return out(store.load_room(&room, &from_json(Value::Object(load))?));
    }
    let (document, table) = (cut("document"), cut("table"));
    let (json, text, csv, rows) = (cut("json"), cut("text"), cut("csv"), cut("rows"));
    let options = from_json(Value::Object(load))?;
    let string = |value: Option<Value>| value.and_then(|value| value.as_str().map(str::to_owned));
    match (string(document), string(table)) {
        (Some(kind), _) => {
            let text = string(text).or_else(|| json.map(|json| json.to_string())).unwrap();
            out(store.load_document(&kind, &text, &options))
        }
        (None, Some(table)) => match (string(csv), rows) {
            (Some(csv), _) => out(store.load_csv(&table, &csv, &options)),
            (None, rows) => out(store.load_rows(&table, &from_json::<Vec<_>>(rows.unwrap())?, &options)),
        },
        (None, None) => panic!("a load names a document or a table"),
    }
}

/// One line of a report.
fn figure(view: &ViewDoor, i: &Value) -> Answer {
    let (period, metric) = (i["period"].clone(), i["metric"].clone());
    let answer = if i["report"] == "overview" {
        out(view.overview(&from_json(json!({ "period": period }))?))?
    } else {
        out(view.creators(&from_json(json!({ "period": period, "metrics": [metric] }))?))?
    };
    let find = |list: &Value, key: &str, wanted: &Value| {
        list.as_array().and_then(|list| list.iter().find(|one| one[key] == *wanted).cloned())
    };
    if i["report"] == "overview" {
        let sections = ["indicators", "sales", "live", "video"];
        return Ok(sections.iter().find_map(|name| find(&answer[*name], "metric", &metric)).unwrap());
    }
    match find(&answer["authorized"], "creator", &i["creator"]) {
        Some(line) => Ok(line["lines"][0].clone()),
        None => Ok(json!({ "pending": find(&answer["pending"], "creator", &i["creator"]) })),
    }
}
