"""Random questions to a store, and those whose answers the reports give."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from .formulas import FORMULAS, MEANS, SIMPLE, SUBJECTS, parts, split
from .formulas import channels as channels_of
from .world import World

GROUPS = ["creator", "channel", "content", "product", "shop"]
MODULES = ["overview", "live", "creator", "video", "product"]


def limits(world: World) -> tuple[date, int]:
    """The first day that may be asked for, and how many days at most."""
    months = world.policy.get("retention_months", 6)
    year, month = divmod(world.today.year * 12 + world.today.month - 1 - months, 12)
    for day in range(world.today.day, 0, -1):
        try:
            return date(year, month + 1, day), world.policy.get("longest_period_days", 30)
        except ValueError:
            continue
    raise AssertionError


def period(world: World, screen: str) -> dict[str, Any]:
    """A period that is allowed: inside the retention, not too long, finished."""
    first, longest = limits(world)
    rng = world.rng
    kinds = ["last_7_days", "day", "week", "custom", "custom"]
    kinds += ["last_28_days", "month"] if screen == "product" else ["yesterday"]
    for _ in range(20):
        kind = rng.choice(kinds)
        if kind in ("yesterday", "last_7_days", "last_28_days"):
            if longest >= 28:
                return {"kind": kind}
            if kind != "last_28_days":
                return {"kind": kind}
        day = max(first, world.today - timedelta(days=rng.choice([1, 1, 2, 5, 10, 20, 40])))
        if kind == "day":
            return {"kind": "day", "day": str(day)}
        if kind == "week":
            names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            back = (day.weekday() - names.index(world.policy.get("week_start", "monday"))) % 7
            start = day - timedelta(days=back)
            if first <= start and start + timedelta(days=7) <= world.today:
                return {"kind": "week", "day": str(day)}
        if kind == "month":
            start = day.replace(day=1)
            end = (start + timedelta(days=31)).replace(day=1)
            if first <= start and end <= world.today:
                return {"kind": "month", "month": str(day)[:7]}
        if kind == "custom":
            end = world.today - timedelta(days=rng.choice([0, 0, 1, 3, 8]))
            start = max(first, end - timedelta(days=rng.randint(1, longest)))
            if start < end:
                return {"kind": "custom", "start": str(start), "end": str(end)}
    return {"kind": "last_7_days"}


def metrics(world: World, many: int, channels: bool = True) -> list[str]:
    rng = world.rng
    found: list[str] = []
    for _ in range(rng.randint(1, many)):
        name = rng.choice(rng.choice([["gmv", "buyers", "viewers", "sku_orders", "products_sold"], SIMPLE, list(FORMULAS), [*SUBJECTS, *MEANS]]))
        if channels and name not in SUBJECTS and name not in MEANS and rng.random() < 0.3:
            allowed = [one for one in ("live", "video", "card") if all(one in channels_of(measure) for measure, _ in parts(name))]
            name += f"[{rng.choice(allowed)}]" if allowed else ""
        if name not in found:
            found.append(name)
    return found


def ask(world: World) -> None:
    """The reports there are, and queries where the package answers them."""
    rng = world.rng
    world.asks.append({"door": "creators", "period": period(world, "general"), "metrics": metrics(world, 9)})
    world.asks.append({"door": "trend", "period": period(world, "general"), "metrics": metrics(world, 2)[:2]})
    world.asks.append({"door": "overview", "period": period(world, "general")})
    world.asks += [query(world) for _ in range(rng.randint(2, 6))]


def query(world: World) -> dict[str, Any]:
    rng = world.rng
    screen = rng.choice(["general", "product"])
    # A day's sum of a creator tells nothing of its products and contents.
    coarse = any(load["table"] == "activity" for load in world.loads)
    groups = [group for group in GROUPS if rng.random() < 0.3 and not (coarse and group in ("content", "product", "shop"))]
    time = rng.choice([None, None, "day", "week", "month"])
    chosen = {name: values for name, values in filters(world).items() if not coarse or name in ("creators", "channels")}
    asked = metrics(world, 6, channels="channel" not in groups)
    # Creators, rooms and videos have no channel or product; of a mean by creator and day it is open which rows make a group.
    if set(groups) - {"creator"} or set(chosen) - {"creators"} or groups and time and any(split(metric)[0] in MEANS for metric in asked):
        asked = [metric for metric in asked if not {split(metric)[0], *(name for name, _ in parts(metric))} & {*SUBJECTS, *MEANS}] or ["gmv"]
    made: dict[str, Any] = {
        "door": "query",
        "period": period(world, screen),
        "screen": screen,
        "module": rng.choice(MODULES),
        "group_by": rng.sample(groups + ([time] if time else []), len(groups) + bool(time)),
        "metrics": asked,
        "compare": rng.random() < 0.4 and time is None,
        "filter": chosen,
    }
    if rng.random() < 0.4:
        keys = [*asked, *made["group_by"]]
        made["sort"] = [
            {"by": by, "order": rng.choice(["ascending", "descending"])} for by in rng.sample(keys, min(len(keys), rng.randint(1, 2)))
        ]
    if rng.random() < 0.15:
        made["search"] = rng.choice(["c1", "C", "2", "shoe", "Look", "an", "r", "nothing"])
    if rng.random() < 0.2:
        made["top"] = rng.randint(1, 5)
    if rng.random() < 0.15:
        made |= {"offset": rng.randint(0, 3), "limit": rng.randint(1, 4)}
    return made


def filters(world: World) -> dict[str, Any]:
    rng = world.rng
    found: dict[str, Any] = {}
    choices: list[tuple[str, list[str]]] = [
        ("creators", [*world.creators, "nobody"]),
        ("channels", ["live", "video", "card"]),
        ("rooms", [*world.rooms, "elsewhere"]),
        ("videos", [*world.videos, "elsewhere"]),
        ("products", ["p0", "p1", "p2", "p9"]),
        ("shops", ["s1", "s2"]),
    ]
    for name, values in choices:
        if rng.random() < 0.08:
            found[name] = rng.sample(values, rng.randint(1, len(values)))
    if rng.random() < 0.08:
        found["affiliation"] = rng.choice(["in_house", "affiliate"])
    return found
