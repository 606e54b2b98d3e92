"""Which rows of an answer are given, and in which order."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from .expected import UNSTATED, Expected, Key
from .world import World

DIMENSIONS = ["creator", "channel", "content", "product", "shop", "time"]
CHANNELS = ["live", "video", "card", None]


def rank(place: int, value: Any) -> Any:
    """Ids byte for byte; LIVE, video, card, none; rooms before videos."""
    if place == 1:
        return CHANNELS.index(value)
    return (value is None, (value or "").encode())


def natural(key: Key) -> list[Any]:
    return [rank(place, value) for place, value in enumerate(key)]


def names(world: World) -> dict[str, str]:
    """The names that were loaded by the moment that is known: of creators, products and contents."""
    found = {}
    for load in sorted(world.loads, key=lambda load: load["observed"]):
        if world.known_at is not None and load["observed"] > world.known_at:
            continue
        for row in load["rows"]:
            for id_, name, before in (("creator", "name", ""), ("product", "name", ""), ("video", "title", "video ")):
                if load["table"] == id_ + "s" and row.get(name):
                    found[before + row[id_]] = row[name]
    return found


def found_by(world: World, key: Key, search: str) -> bool:
    """Whether an id or a name of the creator, the content or the product holds the text, whatever its case."""
    known = names(world)
    creator, _, content, product, _, _ = key
    texts = [creator, content and content.split(" ", 1)[1], product]
    texts += [known.get(one) for one in (creator, content, product) if one]
    return any(search.lower() in text.lower() for text in texts if text)


def given(world: World, q: int, ask: dict[str, Any], theirs: Expected, keys: set[Key]) -> list[Key] | None:
    """The rows in order, cut as asked; None where the order rests on what the rules leave open."""
    orders = ask.get("sort") or []
    time = any(group in ("day", "week", "month") for group in ask["group_by"])
    if not orders and not time:
        orders = [{"by": ask["metrics"][0], "order": "descending"}]
    values: dict[tuple[Key, str], Any] = {}
    for order in orders:
        if order["by"] in ask["metrics"]:
            for key in keys:
                figure = theirs.figure(world, q, ask, "now", key, order["by"])
                if figure == UNSTATED and len(keys) > 1:
                    return None
                values[key, order["by"]] = figure[1] if figure[0] == "known" else None
        elif order["by"] == "channel" and order["order"] == "descending" and any(key[1] is None for key in keys):
            return None

    def compare(one: Key, other: Key) -> int:
        for order in orders:
            sign = -1 if order["order"] == "descending" else 1
            if order["by"] in ask["metrics"]:
                a, b = values[one, order["by"]], values[other, order["by"]]
                if (a is None) != (b is None):  # what is not known comes last, whichever end comes first
                    return 1 if a is None else -1
            else:
                place = DIMENSIONS.index(order["by"]) if order["by"] in DIMENSIONS else 5
                a, b = rank(place, one[place]), rank(place, other[place])
            if a is not None and a != b:
                return sign if a > b else -sign
        return 1 if natural(one) > natural(other) else -1

    rows = sorted(keys, key=cmp_to_key(compare))
    rows = rows[: ask["top"]] if "top" in ask else rows
    rows = rows[ask.get("offset", 0) :]
    return rows[: ask["limit"]] if "limit" in ask else rows
