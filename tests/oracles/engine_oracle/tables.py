"""The tables of a random store: creators, names, rooms, videos, products, orders and activity, in loads of some rows."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

from .acts import interactions
from .formulas import channels
from .world import DAY, World

Row = dict[str, Any]
COUNTS = [
    "impressions", "views", "entries", "leaves", "finishes", "likes", "comments", "shares", "new_followers",
    "product_impressions", "product_clicks", "orders_created", "sku_orders", "items_sold", "refund_orders",
    "refund_items", "reviews", "negative_reviews", "complaints", "drainage_pv", "drainage_entries", "watch_seconds",
    "offers_received", "offers_accepted", "acquisitions", "live_seconds",
]  # fmt: skip
AMOUNTS = ["gmv", "direct_gmv", "refund_gmv", "commission", "settlement_gmv", "ad_spend"]


def fill(world: World, feeds: list[str]) -> None:
    """Every table of a store, with the feeds named, in loads of random order, some of them twice."""
    about(world)
    for feed in feeds:
        rows = {"interactions": interactions, "orders": orders, "activity": activity}[feed](world)
        load_apart(world, feed, rows)
    world.rng.shuffle(world.loads)
    for again in world.rng.sample(world.loads, len(world.loads) // 4):
        world.loads.insert(world.rng.randint(0, len(world.loads)), again)


def load(world: World, table: str, rows: list[Row], observed: datetime | None = None, complete: bool = True) -> None:
    """One load: as the text of a CSV file or as rows, declared complete for what can be asked, or not."""
    declared = [{"start": str(world.today - DAY * 800), "end": str(world.today)}] if complete else []
    if complete and world.chance(0.3):
        middle = world.today - DAY * world.rng.randint(1, 400)
        declared = [{**declared[0], "end": str(middle)}, {"start": str(middle - DAY), "end": str(world.today)}]
    if observed is None:
        observed = world.now - timedelta(minutes=world.rng.randint(0, 3000))
    world.loads.append(
        {"table": table, "rows": rows, "observed": observed, "complete": declared, "as_csv": world.chance(0.5)}
    )


def load_apart(world: World, table: str, rows: list[Row]) -> None:
    """Rows in one load or several, some of which overlap; some rows observed again with other values (SRC-7)."""
    complete = world.chance(0.8) or len(world.loads) > 9
    parts: list[list[Row]] = [[] for _ in range(world.rng.randint(1, 3))]
    for row in rows:
        for part in world.rng.sample(parts, 2 if len(parts) > 1 and world.chance(0.2) else 1):
            part.append(row)
    moments = sorted(world.now - timedelta(minutes=world.rng.randint(100, 9000)) for _ in parts)
    for part, moment in zip(parts, moments):
        world.rng.shuffle(part)
        load(world, table, part, moment, complete)
    again = [changed(world, row) for row in rows if keyed(table, row) and world.chance(0.15)]
    if again:
        load(world, table, again, moments[-1] + timedelta(minutes=world.rng.randint(1, 90)), complete)
    contradict = [changed(world, row) for row in rows if keyed(table, row) and world.chance(0.03)]
    if contradict and world.chance(0.4):
        load(world, table, contradict, world.rng.choice(moments), complete)


def keyed(table: str, row: Row) -> bool:
    return table != "interactions" or row.get("event") is not None


def changed(world: World, row: Row) -> Row:
    """The same row as seen later: another amount, sometimes another act's day. Its key stays."""
    again = dict(row)
    for column in ("amount", "gmv", "views", "quantity"):
        if again.get(column) not in (None, "", "--", "0") and world.chance(0.7):
            again[column] = str(world.rng.randint(1, 500))
    if again.get("paid_at") and again.get("creator") and not again.get("refunded_at") and world.chance(0.3):
        again |= {"refunded_at": world.spell(world.an_instant(9)), "refund_amount": "3.25", "refund_quantity": "1"}
    if "act" in again and world.chance(0.2):
        again["user"] = f"u{world.rng.randint(0, 12)}"
    return again


def about(world: World) -> None:
    """Who the creators are, and what there is."""
    rng = world.rng
    known = [creator for creator in world.creators if world.chance(0.8)]
    undated = {owners[0][0]: name for name, owners in world.names.items() if owners[0][1:] == (None, None)}
    rows = [{"creator": one, "username": undated.get(one), "name": rng.choice(["Ana", "Bea", None])} for one in world.creators]
    load(world, "creators", [row for row in rows if row["creator"] in known or row["username"]])
    aliases = [
        {"creator": owner, "kind": "username", "value": name, "from": since and str(since), "until": until and str(until)}
        for name, owners in world.names.items()
        for owner, since, until in owners
        if (since, until) != (None, None)
    ]
    if aliases:
        load(world, "aliases", aliases)
    if world.rooms and world.chance(0.8):
        load(world, "rooms", [a_room(world, room, owner) for room, owner in world.rooms.items()], complete=world.chance(0.5))
    if world.videos and world.chance(0.8):
        load(
            world,
            "videos",
            [
                {"video": video, "creator": owner, "posted_at": world.spell(world.an_instant(25)), "title": f"Look {video}"}
                for video, owner in world.videos.items()
            ],
            complete=world.chance(0.5),
        )
    load(world, "products", [{"product": f"p{number}", "name": f"Shoe {number}"} for number in range(3)])


def a_room(world: World, room: str, owner: str) -> Row:
    start = world.an_instant(25)
    end = start + timedelta(seconds=world.rng.randint(60, 30_000))
    return {"room": room, "creator": owner, "started_at": world.spell(start), "ended_at": world.spell(end)}


def who(world: World, creator: str, day: date) -> Row:
    """The creator as the source names it: by id, or by a name that is its own that day, or by one nobody knows."""
    own = [
        name
        for name, owners in world.names.items()
        for owner, since, until in owners
        if owner == creator and (since is None or since <= day) and (until is None or day < until)
    ]
    if world.chance(0.04):
        return {"username": "nobody.knows"}
    if own and world.chance(0.6):
        return {"username": world.rng.choice(own)}
    return {"creator": creator}


def money(world: World) -> str:
    places = world.rng.choice([0, 0, 1, 2, 2, 3, 6])
    scale = 10**places
    big = world.rng.choice([99, 9999, 999_999, 10**12 if world.chance(0.05) else 500])
    whole = world.rng.randint(0, big * scale)
    return f"{whole // scale}.{whole % scale:0{places}d}" if places else str(whole)


def where(world: World, creator: str) -> Row:
    """The channel, and the room or video of this creator's that it was."""
    rooms = [room for room, owner in world.rooms.items() if owner == creator]
    videos = [video for video, owner in world.videos.items() if owner == creator]
    kind = world.rng.random()
    if rooms and kind < 0.35:
        return {"room": world.rng.choice(rooms), "channel": world.rng.choice(["live", None])}
    if videos and kind < 0.6:
        return {"video": world.rng.choice(videos), "channel": world.rng.choice(["video", None])}
    return {"channel": world.rng.choice(["live", "video", "card", "card"])}


def orders(world: World) -> list[Row]:
    rows = []
    for number in range(world.rng.randint(1, 40)):
        creator = world.rng.choice(world.creators)
        day = world.a_day(25)
        created = world.instant_on(day)
        paid = created + timedelta(seconds=world.rng.choice([0, 0, 0, 100, 90_000])) if world.chance(0.9) else None
        place = where(world, creator)
        place["channel"] = "live" if "room" in place else "video" if "video" in place else place["channel"]
        base = {"order": f"o{number}", **who(world, creator, day), **place, "created_at": world.spell(created)}
        if "username" in base and paid and paid != created:
            paid = created
        for line in range(world.rng.choice([1, 1, 1, 2, 3])):
            row = {**base, "line": str(line + 1), "quantity": str(world.rng.randint(0, 5)), "currency": world.currency}
            row |= {"amount": money(world), "commission": money(world), "affiliation": world.rng.choice(["in_house", "affiliate"])}
            row |= {"product": world.rng.choice(["p0", "p1", "p2", "p3"]), "shop": world.rng.choice(["s1", "s2"])}
            row["paid_at"] = paid and world.spell(paid)
            if paid and "username" not in base and world.chance(0.25):
                row["refunded_at"] = world.spell(paid + timedelta(seconds=world.rng.randrange(500_000)))
                row |= {"refund_amount": money(world), "refund_quantity": str(world.rng.randint(0, 3))}
            if paid and "username" not in base and world.chance(0.4):
                row["settled_at"] = world.spell(paid + timedelta(seconds=world.rng.randrange(900_000)))
                row["settled_amount"] = money(world)
            if world.chance(0.02):
                row["currency"] = "GBP"  # not the workspace's: refused (MET-4)
            rows.append(row)
    return rows


def activity(world: World) -> list[Row]:
    """Additive measures, in day or minute buckets, of creators, of contents or of products: one grain a store."""
    grain = world.rng.choice(["creator", "content", "product"])
    by_minute, gaps = world.chance(0.3), world.chance(0.2)
    measures = world.rng.sample(COUNTS, world.rng.randint(2, len(COUNTS))) + world.rng.sample(AMOUNTS, world.rng.randint(0, 6))
    rows: dict[Any, Row] = {}
    by_name = {creator: world.chance(0.4) for creator in world.creators}
    for _ in range(world.rng.randint(1, 60)):
        creator, day = world.rng.choice(world.creators), world.a_day(25)
        place = where(world, creator)
        # A creator goes by one name here, so that no bucket comes under two.
        named = by_name[creator] and grain != "content"
        row = {**(who(world, creator, day) if named else {"creator": creator}), "definition": "attributed"}
        if grain == "content":
            if "room" not in place and "video" not in place:
                continue
            row |= place | {"channel": "live" if "room" in place else "video"}
        else:
            row["channel"] = world.rng.choice(["live", "video", "card"])
        if grain == "product":
            row |= {"product": world.rng.choice(["p0", "p1", "p2"]), "shop": "s1"}
        if by_minute:
            row["minute"] = world.spell(world.instant_on(day).replace(second=0, microsecond=0))
        else:
            row["day"] = str(day)
        for measure in measures:
            if row["channel"] not in channels(measure):
                continue
            row[measure] = money(world) if measure in AMOUNTS else str(world.rng.randint(0, 900))
            if gaps and world.chance(0.05):
                row[measure] = world.rng.choice(["", "--", None])  # absent is not zero (SRC-2)
        key = (row.get("username") or creator, day, row.get("minute"), place.get("room"), place.get("video"))
        rows[(*key, row.get("channel"), row.get("product"))] = row
    return list(rows.values())


def as_csv(rows: list[Row]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows({key: "" if value is None else value for key, value in row.items()} for row in rows)
    return out.getvalue()
