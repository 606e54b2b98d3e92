"""The access logs and stores that vectors describe, and what is asked of stores."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import creator_compass as cc

Input = dict[str, Any]


def log(i: Input) -> cc.AccessLog:
    log = cc.AccessLog(i["workspace"])
    log.record(i["log"])
    return log


def room(i: Input) -> cc.Room:
    """A room after all of its events: kept and read half way."""
    events = i.get("events") or []
    half = len(events) // 2
    first = cc.Room(i["settings"])
    first.observe(events[:half])
    second = cc.Room.open(first.save())
    second.observe(events[half:])
    return second


def loaded(i: Input) -> tuple[cc.Store, list[Any]]:
    """A store with all of the scenario in it, and a report a load."""
    store = cc.Store(i["workspace"])
    store.record(i.get("log") or [])
    return store, [load(store, dict(one)) for one in i["loads"]]


def load(store: cc.Store, one: Input) -> Any:
    if "room" in one:
        return store.load_room(room(one.pop("room")), **one)
    if "document" in one:
        kind = one.pop("document")
        page = one.pop("text") if "text" in one else one.pop("json")
        return store.load_document(kind, page if isinstance(page, (str, dict)) else json.dumps(page), **one)
    table = one.pop("table")
    if "csv" in one:
        return store.load_csv(table, one.pop("csv"), **one)
    return store.load_rows(table, one.pop("rows"), **one)


def view(i: Input) -> cc.View:
    return loaded(i)[0].view(i["now"], known_at=i.get("known_at"))


def figure(i: Input) -> Any:
    """One line of a report; of a creator that is not authorized, what is said instead."""
    if i["report"] == "overview":
        overview: Any = view(i).overview(i["period"])
        lines = [line for part in ("indicators", "sales", "live", "video") for line in overview[part]]
        return next(line for line in lines if line["metric"] == i["metric"])
    creators = view(i).creators(i["period"], [i["metric"]])
    for one in creators["pending"]:
        if one["creator"] == i["creator"]:
            return {"pending": one}
    return next(one for one in creators["authorized"] if one["creator"] == i["creator"])["lines"][0]


def partial(i: Input) -> Any:
    """Partial answers of several stores, merged and finished."""
    shared = ("workspace", "log", "now", "known_at")
    common: dict[str, Any] = {key: value for key, value in i.items() if key in shared}
    parts = [view({**common, **one}).partial(one.get("ask", i.get("ask"))) for one in i["parts"]]
    merged = cc.merge_partials(*parts)
    assert cc.merge_partials(*reversed(parts)) == merged
    return cc.finish_partial(merged)


def shown(i: Input) -> Any:
    """Profiles, matches, peers and files asked one after the other, each next to what was shown before: the last answer."""
    ledger, seen, last = cc.Ledger(), view(i), None
    for one in i["asks"]:
        names = {"profiles": "profiles", "peers": "peers", "export": "export", "livestreamAudience": "livestream_audience"}
        name = names.get(one["screen"], "match_creators")
        asked = getattr(ledger, name)(seen, one["ask"])
        last = getattr(ledger, f"show_{name}")(seen, one["ask"])
        assert asked == last
        if name == "export":
            last = {"text": last.decode()}
        ledger = cc.Ledger.open(ledger.save())
    return last


def conflicts(i: Input) -> Any:
    """Which means over peers two ledgers let be read together, each after showing its own."""
    seen, ledgers = view(i), []
    for name in ("one", "other"):
        ledger = cc.Ledger()
        for ask in i[name]:
            ledger.show_peers(seen, ask)
        ledgers.append(cc.Ledger.open(ledger.save()))
    return {"means": ledgers[0].mean_conflicts(ledgers[1])}


def growth(i: Input) -> Any:
    ask = i["ask"]
    return view(i).growth(ask["subject_kind"], ask["subject"], ask["measure"], ask["from"], ask["to"])


def saved(i: Input) -> Any:
    """The overview of a store that was saved and opened, after what is forgotten."""
    store = cc.Store.open(loaded(i)[0].save())
    for creator in i.get("forget") or []:
        store.forget(creator)
    return store.view(i["now"]).overview(i["period"])


def opened(i: Input) -> Any:
    """A store from bytes, as bytes again."""
    return {"saved": cc.Store.open(bytes.fromhex(i["hex"])).save().hex()}


OPS: dict[str, Callable[[Input], Any]] = {
    "store.load": lambda i: {"reports": loaded(i)[1]},
    "store.overview": lambda i: view(i).overview(i["period"]),
    "store.creators": lambda i: view(i).creators(i["period"], i.get("metrics")),
    "view.creators": lambda i: view(i).creators(**i["ask"]),
    "view.overview": lambda i: view(i).overview(**i["ask"]),
    "store.trend": lambda i: view(i).trend(i["period"], i["metrics"]),
    "store.growth": growth,
    "store.query": lambda i: view(i).query(i["ask"]),
    "store.partial": partial,
    "store.watermarks": lambda i: view(i).watermarks(),
    "store.decide": lambda i: view(i).decide(i["question"]),
    "store.saved": saved,
    "store.opened": opened,
    "partial.finished": lambda i: cc.finish_partial(bytes.fromhex(i["hex"])),
    "store.lists": lambda i: view(i).lists(),
    "store.figure": figure,
    "store.shown": shown,
    "store.conflicts": conflicts,
    "view.export": lambda i: {"text": view(i).export(i["ask"]).decode()},
}
