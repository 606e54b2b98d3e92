"""Random stores in which videos come and go: some rise or fall from day to day, some are private, some never were public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from . import tables
from .acts import interactions
from .formulas import channels
from .tables import AMOUNTS, COUNTS, Row, money, who
from .world import DAY, World

FEEDS = [
    ["interactions"],
    ["orders"],
    ["content"],
    ["content"],
    ["lines"],
    ["lines"],
    ["orders", "interactions"],
    ["orders", "content"],
    ["orders", "interactions", "lines"],
]
PLAIN = ["views", "sku_orders", "product_clicks", "items_sold"]


def fill(world: World, feeds: list[str]) -> None:
    """Every table of a store: `content` and `lines` are daily sums of rooms and videos, `lines` of each with each product."""
    for number in range(len(world.videos), world.rng.randint(2, 7)):
        world.videos[f"v{number}"] = world.rng.choice(world.creators)
    world.feeds = feeds
    world.names.pop("star", None)  # a video is one creator's, whichever name its rows go by
    tables.about(world)
    for feed in feeds:
        if feed in ("content", "lines"):
            tables.load_apart(world, "activity", sums(world, feed))
        else:
            rows = {"interactions": acts, "orders": orders}[feed](world)
            tables.load_apart(world, feed, rows)
    describe(world)
    world.rng.shuffle(world.loads)
    for again in world.rng.sample(world.loads, len(world.loads) // 4):
        world.loads.insert(world.rng.randint(0, len(world.loads)), again)


def describe(world: World) -> None:
    """Who may watch a video, told in looks of different moments, each of which tells some of it."""
    told = {row["video"]: row for load in world.loads if load["table"] == "videos" for row in load["rows"]}
    moment = world.now - timedelta(minutes=9000, seconds=7)
    for _ in range(world.rng.randint(0, 2)):
        rows = []
        for video, owner in world.videos.items():
            if not world.chance(0.7):
                continue
            row = dict(told.setdefault(video, {"video": video, "creator": owner, "posted_at": world.spell(world.an_instant(25))}))
            if world.chance(0.7):
                row["visibility"] = world.rng.choice(["public", "public", "private", "deleted"])
            if world.chance(0.6):
                row["ever_public"] = world.rng.choice(["true", "false"])
            if world.chance(0.5):
                row["status"] = world.rng.choice(["active", "inactive"])
            rows.append(row)
        moment += timedelta(minutes=world.rng.randint(1, 8000) / 2)
        if rows:
            tables.load(world, "videos", rows, moment, complete=world.chance(0.5))


def courses(world: World) -> list[tuple[str, list[int]]]:
    """Videos with how many counts they gather on each of the last days, the latest first."""
    found = []
    for video in sorted(world.videos):
        if world.chance(0.7):
            level = world.rng.choice([1, 10, 33, 34, 60])
            pace = world.rng.choice([0, 0.3, 0.8, 1, 1.1, 1.3, 1.5, 2])
            later, earlier = (level * pace, level) if world.chance(0.8) else (level, 0)
            found.append((video, [round(later if back < 3 else earlier) for back in range(world.rng.randint(5, 8))]))
    return found


def acts(world: World) -> list[Row]:
    """Single acts, in some stores with as many as make a rise certain."""
    rows = interactions(world)
    if world.chance(0.6):
        return rows
    for video, course in courses(world)[:2]:
        owner, act = world.videos[video], world.rng.choice(["view", "purchase"])
        for back, many in enumerate(course):
            day = world.today - DAY * (back + 1)
            for number in range(many):
                row = {"at": world.spell(world.instant_on(day)), "user": f"u{number % 40}", "act": act, **who(world, owner, day)}
                row |= {"video": video, "event": f"x{video}.{back}.{number}"}
                if act == "purchase":
                    row |= {"product": world.rng.choice(["p0", "p1"]), "quantity": "1", "amount": world.rng.choice(["1", "2.5"])}
                rows.append(row)
    return rows


def orders(world: World) -> list[Row]:
    rows = tables.orders(world)
    if world.chance(0.6):
        return rows
    for video, course in courses(world)[:2]:
        for back, many in enumerate(course):
            day = world.today - DAY * (back + 1)
            at = world.spell(world.instant_on(day))
            for number in range(many):
                row: Row = {"order": f"{video}.{back}.{number}", "line": "1", **who(world, world.videos[video], day), "video": video}
                row |= {"created_at": at, "paid_at": at, "quantity": "1", "currency": world.currency, "channel": "video"}
                row |= {"amount": world.rng.choice(["1", "7.25"]), "commission": "0.1", "product": world.rng.choice(["p0", "p1", "p2"])}
                rows.append(row)
    return rows


def sums(world: World, grain: str) -> list[Row]:
    """Daily sums of rooms, videos and, of each creator, product cards."""
    measures = list(dict.fromkeys([*PLAIN[: world.rng.randint(0, 4)], *world.rng.sample(COUNTS, world.rng.randint(2, 12))]))
    measures += world.rng.sample(AMOUNTS, world.rng.randint(0, 6)) + (["gmv"] if world.chance(0.7) else [])
    gaps = world.chance(0.15)
    rows: dict[Any, Row] = {}

    def add(day: Any, place: Row, most: int) -> None:
        row: Row = {"day": str(day), "definition": "attributed", **place}
        if grain == "lines":
            row |= {"product": world.rng.choice(["p0", "p1", "p2", "p3"]), "shop": "s1"}
        for measure in dict.fromkeys(measures):
            if row["channel"] not in channels(measure):
                continue
            small = world.rng.choice([0, world.rng.randint(0, most), most])
            row[measure] = money(world) if measure in AMOUNTS and most > 1 and world.chance(0.8) else str(small)
            if gaps and world.chance(0.05):
                row[measure] = world.rng.choice(["", "--", None])
        rows[(*sorted(place.items()), row["day"], row.get("product"))] = row

    for video, course in courses(world):
        for back, many in enumerate(course):
            for _ in range(2 if grain == "lines" else 1):
                add(world.today - DAY * (back + 1), {"creator": world.videos[video], "video": video, "channel": "video"}, many * world.rng.choice([1, 1, 5]))
    for _ in range(world.rng.randint(1, 40)):
        kind = world.rng.choice(["room", "video", "card"])
        if kind == "card":
            place = {"creator": world.rng.choice(world.creators), "channel": "card"}
        else:
            owners = world.rooms if kind == "room" else world.videos
            if not owners:
                continue
            one = world.rng.choice(sorted(owners))
            place = {"creator": owners[one], kind: one, "channel": "live" if kind == "room" else "video"}
        add(world.a_day(25), place, world.rng.choice([1, 90, 900]))
    return list(rows.values())
