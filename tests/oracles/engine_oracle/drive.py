"""Through the Python package: a store filled with a world's loads, and its answers in the form that is compared."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import creator_compass as ours

from .calendar import text
from .expected import UNSTATED, Key
from .tables import as_csv
from .world import World



def known() -> set[str]:
    """The names that the package takes: of metrics, and of metrics in one channel."""
    empty, found = ours.Store({"time_zone": "UTC"}).view("2025-01-01T00:00:00Z"), set()
    for metric in ours.metrics():
        for name in (metric["name"], *(f"{metric['name']}[{channel}]" for channel in ("live", "video", "card"))):
            try:
                empty.creators("yesterday", [name])
                found.add(name)
            except ours.InvalidError:
                pass
    return found


KNOWN = known()


class Lost(AssertionError):
    """A load whose report does not account for its rows."""


def store(world: World) -> Any:
    made = ours.Store({"time_zone": world.zone, "currency": world.currency, "policy": world.policy})  # type: ignore[typeddict-item]
    half = len(world.events) // 2
    made.record(world.events[:half])
    for load in world.loads:
        options: Any = {"observed_at": text(load["observed"]), "complete": load["complete"]}
        rows = load["rows"]
        foreign = sum(1 for row in rows if row.get("currency", world.currency) != world.currency)
        if foreign:  # another currency than the workspace's is refused (MET-4): a row, or the whole load
            try:
                made.load_rows(load["table"], rows, strict=True, **options)
                raise Lost(f"two currencies in a strict load of store {world.seed}")
            except ours.MalformedError:
                pass
        report = made.load_csv(load["table"], as_csv(rows), **options) if load["as_csv"] and rows else made.load_rows(load["table"], rows, **options)
        told = sum(report[name] for name in ("accepted", "replaced", "duplicate", "superseded", "conflicting"))
        if len(report["rejected"]) != foreign or told != len(rows) - foreign:
            raise Lost(f"store {world.seed}: {len(rows)} rows, {foreign} of another currency, {report}")
    made.record(world.events[half:])
    return made


def view(world: World) -> Any:
    return store(world).view(text(world.now), known_at=world.known_at and text(world.known_at))


def figure(given: Any) -> tuple[str, Any]:
    """As `Expected` has it."""
    if given["kind"] == "known":
        return "known", given["value"]
    if given["kind"] == "hidden":
        return "hidden", frozenset(given["reasons"])
    return "undefined", frozenset(one["reason"] for one in given["reasons"])


def lines(given: list[Any]) -> dict[str, dict[str, Any]]:
    parts = ("value", "previous", "change", "relative_change")
    return {one["metric"]: {part: figure(one[part]) for part in parts if one.get(part) is not None} for one in given}


def answer(seen: Any, ask: dict[str, Any]) -> tuple[list[Key], dict[Key, dict[str, Any]], Any]:
    """The keys in order, and the lines of each."""
    nobody: Key = (None,) * 6
    if ask["door"] == "creators":
        given = seen.creators(ask["period"], ask["metrics"])
        found = {(one["creator"], *nobody[1:]): lines(one["lines"]) for one in given["authorized"] if one["visible"]}
        return list(found), found, given
    if ask["door"] == "overview":
        given = seen.overview(ask["period"])
        found = {nobody: lines([line for part in ("indicators", "sales", "live", "video") for line in given[part]])}
        return [nobody], found, given
    if ask["door"] == "trend":
        given = seen.trend(ask["period"], ask["metrics"])
        found = {}
        for series in given["series"]:
            for point in series["points"]:
                found.setdefault((*nobody[1:], point["day"]), {})[series["metric"]] = {"value": figure(point["value"])}
        return list(found), found, given
    given = seen.query({key: value for key, value in ask.items() if key not in ("door",)})
    keys = [key_of(row["key"]) for row in given["rows"]]
    return keys, {key: lines(row["lines"]) for key, row in zip(keys, given["rows"])}, given


def key_of(given: dict[str, Any]) -> Key:
    content = given.get("content")
    time = next((given[unit] for unit in ("day", "week", "month") if given.get(unit)), None)
    named = content and f"{content['kind']} {content['id']}"
    return (given.get("creator"), given.get("channel"), named, given.get("product"), given.get("shop"), time)


def untold(reasons: frozenset[str]) -> set[str]:
    """Whether nothing tells a measure, or what tells it was not loaded for those days, is one reason here."""
    return {"not_loaded" if reason == "absent" else reason for reason in reasons}


def same(expected: tuple[str, Any], given: tuple[str, Any], money: bool) -> bool:
    """Equal to the last digit: a count exactly, money to its millionths half-even, a ratio to the last bit."""
    if expected == UNSTATED:
        return True
    if expected[0] != given[0]:
        return False
    if expected[0] != "known":
        return bool(untold(expected[1]) == untold(given[1]) or "any" in expected[1])
    exact: Fraction = expected[1]
    if money:
        return round(exact * 10**6) == Fraction(given[1]) * 10**6
    return float(exact) == float(given[1])
