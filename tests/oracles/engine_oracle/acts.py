"""The table `interactions` of a random store: acts of users."""

from __future__ import annotations

from typing import Any

from .world import World

Row = dict[str, Any]
ACTS = {
    "impression": 6, "view": 10, "watch": 3, "finish": 2, "enter": 2, "leave": 2, "like": 3, "comment": 2, "share": 2,
    "follow": 2, "product_impression": 6, "product_click": 6, "order_created": 3, "purchase": 12, "refund": 3,
    "settlement": 3, "review": 1, "negative_review": 1, "complaint": 1, "drainage_view": 1, "drainage_entry": 1,
}  # fmt: skip


def may_be(act: str, place: Row) -> bool:
    """Whether an act comes about there: no product card is viewed, no video is left."""
    channel = "live" if "room" in place else "video" if "video" in place else place.get("channel")
    if channel is None:
        return True
    if act in ("enter", "leave"):
        return channel == "live"
    if act in ("finish", "drainage_view", "drainage_entry"):
        return channel == "video"
    return channel != "card" or act not in ("impression", "view", "watch", "like", "comment", "share", "follow")


def interactions(world: World) -> list[Row]:
    from .tables import where, who

    rng = world.rng
    products = [f"p{number}" for number in range(rng.randint(1, 5))]
    users = [f"u{number}" for number in range(rng.choice([2, 5, 12, 40]))]
    rows: list[Row] = []
    for number in range(rng.choice([0, 3, 30, 80, 150])):
        creator, day = rng.choice(world.creators), world.a_day(25, 0)
        at = world.instant_on(day)
        act = rng.choices(list(ACTS), list(ACTS.values()))[0]
        row: Row = {"at": world.spell(at), "user": rng.choice(users), "act": act, **who(world, creator, day)}
        place = where(world, creator) if world.chance(0.9) else {}
        row |= place if may_be(act, place) else {}
        if world.chance(0.5):
            row["event"] = f"i{number}"
        if act in ("purchase", "refund", "settlement", "product_click", "product_impression", "order_created", "review") and world.chance(0.9):
            row |= {"product": rng.choice(products), "shop": rng.choice(["s1", "s2", None])}
        if world.chance(0.5):
            row["affiliation"] = rng.choice(["in_house", "affiliate"])
        if act in ("purchase", "refund", "watch"):
            row["quantity"] = str(rng.choice([0, 1, 1, 2, 3, 4_294_967_295 if world.chance(0.01) else 7]))
        if act in ("purchase", "refund", "settlement"):
            row["amount"] = amount(world)
        rows.append(row)
        if world.chance(0.06):
            rows.append(dict(row))
    return rows


def amount(world: World) -> str:
    from .tables import money

    return money(world)
