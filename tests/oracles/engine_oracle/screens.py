"""Questions to the screens of products, each as the questions that its figures answer."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import creator_compass as ours

from . import drive
from .asks import period
from .expected import UNSTATED, Expected, Figure, Key
from .sql import heard_of
from .world import World

TABLE = [
    "gmv", "refund_gmv", "commission", "buyers", "sku_orders", "items_sold", "refund_items", "gmv[live]", "buyers[live]",
    "items_sold[live]", "gmv[video]", "buyers[video]", "items_sold[video]", "gmv[card]", "buyers[card]", "items_sold[card]",
    "product_impressions", "product_reach", "product_clicks", "ctr", "c_o", "return_rate", "negative_review_rate", "complaint_rate",
]  # fmt: skip
DETAIL = {
    "transaction": ["gmv", "sku_orders", "items_sold", "buyers", "aov", "commission"],
    "refund": ["refund_gmv", "refund_orders", "refund_items"],
    "traffic": ["product_impressions", "product_reach", "product_clicks", "product_clickers", "ctr", "c_o"],
    "quality": ["return_rate", "reviews", "negative_reviews", "negative_review_rate", "complaints", "complaint_rate"],
}
FUNNEL = ["product_reach", "product_clickers", "buyers", "viewer_click_rate", "clicker_buyer_rate", "viewer_buyer_rate"]
ACCOUNT = ["gmv", "products_sold", "items_sold", "orders"]
DOORS = {"product_account", "products", "product", "by_creator", "by_channel", "by_content", "funnel", "goal", "goal_by_creator"}
NOBODY: Key = (None,) * 6


def ask(world: World) -> None:
    """One question to each screen; what is told of sums of creators alone is asked of the account alone."""
    rng = world.rng
    coarse = any(load["table"] == "activity" for load in world.loads)
    when, some = period(world, "product"), {}
    if world.chance(0.3) and heard_of(world):
        some["creators"] = rng.sample(heard_of(world), 1)
    base = {"period": when, "module": "product", "screen": "product", "compare": False, "filter": {}, "group_by": []}
    world.asks.append({**base, "door": "product_account", "compare": True, "metrics": ACCOUNT})
    if coarse:
        return
    product, channel = rng.choice(["p0", "p1", "p2"]), rng.choice([None, "live", "video", "card"])
    own = {"products": [product]}
    world.asks += [
        {**base, "door": "products", "group_by": ["product"], "metrics": TABLE, "compare": world.chance(0.5), "filter": some},
        {**base, "door": "product", "group_by": ["product"], "metrics": [name for group in DETAIL.values() for name in group],
         "compare": True, "filter": own | ({"channels": [channel]} if channel else {})},
        {**base, "door": "by_creator", "group_by": ["creator"], "metrics": ["gmv", "sku_orders", "items_sold", "buyers"], "filter": own},
        {**base, "door": "by_channel", "group_by": ["channel"], "metrics": ["gmv", "sku_orders", "buyers", "ctr", "c_o"], "filter": own},
        {**base, "door": "by_content", "group_by": ["creator", "content"], "metrics": ["gmv", "sku_orders"], "filter": own},
        {**base, "door": "funnel", "metrics": FUNNEL, "compare": True, "filter": some | ({"channels": [channel]} if channel else {})},
    ]  # fmt: skip
    shop = {"shops": [rng.choice(["s1", "s2"])]}
    world.asks.append({**base, "door": "goal", "metrics": ["gmv"], "filter": shop})
    world.asks.append({**base, "door": "goal_by_creator", "group_by": ["creator"], "metrics": ["gmv"], "filter": shop})


def rows(theirs: Expected, world: World, q: int, asked: dict[str, Any], keys: set[Key]) -> set[Key]:
    """The groups that a screen shows: of creators those that some fact tells, of contents those that sold."""
    told = theirs.told[world.seed, q]
    if asked["door"] in ("by_creator", "goal_by_creator"):
        return keys & told
    if asked["door"] == "by_content":
        return {key for key in keys if any(theirs.figure(world, q, asked, "now", key, name) != ("known", 0) for name in asked["metrics"])}
    return keys


def answer(seen: Any, asked: dict[str, Any]) -> tuple[list[Key], dict[Key, dict[str, Any]], Any] | None:
    """The keys in order and the lines of each; None where the product or shop is told of by nothing that may be seen."""
    door, given, chosen = asked["door"], {"period": asked["period"]}, asked["filter"]
    try:
        if door == "product_account":
            found = seen.product_account(given)
            return [NOBODY], {NOBODY: drive.lines(found["lines"])}, found
        if door == "products":
            found = seen.products({**given, "compare": asked["compare"], **chosen})
            keys = [(None, None, None, row["product"], None, None) for row in found["rows"]]
            return keys, {key: drive.lines(row["lines"]) for key, row in zip(keys, found["rows"])}, found
        if door == "funnel":
            channel = chosen.get("channels", ["all"])[0]
            found = seen.funnel({**given, "channel": channel, "creators": chosen.get("creators")})
            return [NOBODY], {NOBODY: drive.lines(found["stages"] + found["conversions"])}, found
        if door == "product":
            product = chosen["products"][0]
            found = seen.product({**given, "product": product, "channel": chosen.get("channels", ["all"])[0]})
            key = (None, None, None, product, None, None)
            return [key], {key: drive.lines([line for part in DETAIL for line in found[part]])}, found
        if door in ("goal", "goal_by_creator"):
            found = seen.goals({**given, "goals": [{"shop": chosen["shops"][0], "target": "1000"}]})["goals"][0]
            if door == "goal":
                return [NOBODY], {NOBODY: {"gmv": {"value": drive.figure(found["gmv"])}}}, found
            keys = [(row["creator"], *NOBODY[1:]) for row in found["creators"]]
            return keys, {key: {"gmv": {"value": drive.figure(row["gmv"])}} for key, row in zip(keys, found["creators"])}, found
        found = seen.product_channels({**given, "product": chosen["products"][0], "contents": 1000})
    except ours.InvalidError as error:
        if error.code in ("report.product.unknown", "report.shop.unknown"):
            return None
        raise
    if door == "by_creator":
        keys = [(row["creator"], *NOBODY[1:]) for row in found["creators"]]
        return keys, {key: drive.lines(row["lines"]) for key, row in zip(keys, found["creators"])}, found
    if door == "by_channel":
        keys = [(None, row["channel"], *NOBODY[2:]) for row in found["channels"]]
        return keys, {key: drive.lines(row["lines"]) for key, row in zip(keys, found["channels"])}, found
    contents = [(kind, row) for kind, part in (("room", "lives"), ("video", "videos")) for row in found[part]]
    keys = [(row["creator"], None, f"{kind} {row['id']}", None, None, None) for kind, row in contents]
    return keys, {key: drive.lines(row["lines"]) for key, (_, row) in zip(keys, contents)}, found


def more(theirs: Expected, world: World, q: int, asked: dict[str, Any], whole: Any) -> list[tuple[str, Figure, Any]]:
    """What a screen shows beside its lines: how far a goal was reached, its parts, the shares of a product and the bottleneck."""
    found: list[tuple[str, Figure, Any]] = []
    value = lambda key, name: theirs.figure(world, q, asked, "now", key, name)  # noqa: E731
    if asked["door"] == "goal":
        gmv = value(NOBODY, "gmv")
        if gmv[0] == "known":
            found.append(("achievement", ("known", gmv[1] / 1000), whole["achievement"]))
            found.append(("missing", ("known", max(1000 - gmv[1], Fraction(0))), whole["missing"]))
        elif gmv != UNSTATED:
            found += [("achievement", gmv, whole["achievement"]), ("missing", gmv, whole["missing"])]
    if asked["door"] == "by_channel":
        parts = [value((None, row["channel"], *NOBODY[2:]), "gmv") for row in whole["channels"]]
        all_ = sum((part[1] for part in parts if part[0] == "known"), Fraction(0))
        if all(part[0] == "known" for part in parts) and all_:
            shares = [next(line["value"] for line in row["lines"] if line["metric"] == "gmv_share") for row in whole["channels"]]
            found += [("gmv_share", ("known", part[1] / all_), share) for part, share in zip(parts, shares)]
    if asked["door"] == "funnel":
        steps = [value(NOBODY, name) for name in ("viewer_click_rate", "clicker_buyer_rate")]
        named = [(step, name) for step, name in zip(steps, ("viewer_click_rate", "clicker_buyer_rate")) if step[0] == "known"]
        nobody = ("undefined", frozenset({"zero_denominator"}))
        if named and all(step[0] == "known" or step == nobody for step in steps):
            least = min(named, key=lambda one: one[0][1])[1]
            given = whole["bottleneck"].get("metric")
            # Two quotients that differ by less than a float can tell are one.
            tie = len(named) == 2 and float(named[0][0][1]) == float(named[1][0][1])
            if given != least and not tie:
                found.append((f"bottleneck {least}", ("known", Fraction(1)), {"kind": "known", "value": 0}))
    return found
