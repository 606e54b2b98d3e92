"""Who declines, what a change of GMV comes of, and who sold a product where."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from . import drive, growth, parts
from .asked import NOBODY, Sheet, known, put, some
from .asks import period
from .expected import Key, worst
from .world import World

COUNTS = ["views", "product_clicks", "sku_orders"]
PLACE = {"creator": 0, "channel": 1, "product": 3}


def ask(world: World) -> None:
    rng, lined = world.rng, "content" not in world.feeds
    channel = rng.choice(["", "", "[video]", "[live]"])
    counted = rng.choice(["views", "sku_orders"]) + channel
    put(world, door="declining", module="creator", period=period(world, "general"), group_by=["creator"], metrics=[counted, f"gmv{channel}"],
        compare=True, filter=rng.choice([{}, {}, {"creators": world.creators[:2]}]))  # fmt: skip
    for by in ("creator", "product", "channel") if lined else ("creator", "channel"):
        screen = "product" if by == "product" else "general"
        of = {"module": "creator", "screen": screen, "period": period(world, screen), "compare": True, "filter": chosen(world)}
        whole = put(world, **of, metrics=["gmv"])
        put(world, door="changes", **of, group_by=[by], metrics=["gmv", *COUNTS], whole=whole, by=by, top=rng.choice([None, None, 1, 2]))
    if lined:
        product = rng.choice(["p0", "p1", "p2"])
        of = {"module": "product", "screen": "product", "period": period(world, "product"), "filter": {"products": [product]}}
        whole = put(world, **of, metrics=["gmv"])
        people = put(world, **of, group_by=["creator"], metrics=["gmv", "sku_orders[live]", "sku_orders[video]"])
        put(world, door="channels", **of, group_by=["creator", "content"], metrics=["gmv", "sku_orders"], whole=whole, people=people, contents=rng.choice([1, 2, 10]))


def chosen(world: World) -> dict[str, Any]:
    if world.chance(0.3):
        return {"creators": world.rng.sample(world.creators, 1)}
    return {"channels": world.rng.choice([["video"], ["live", "card"]])} if world.chance(0.2) else {}


def compare(sheet: Sheet, q: int, seen: Any) -> None:
    {"declining": declining, "changes": changes, "channels": channels}[sheet.ask(q)["door"]](sheet, q, seen)


def declining(sheet: Sheet, q: int, seen: Any) -> None:
    """CRE-5: those that fall for certain, the steepest first; none with a hidden day."""
    asked = sheet.ask(q)
    counted = asked["metrics"][0]
    given = seen.declining_creators({"period": asked["period"], "by": counted, "filter": asked["filter"]})
    expected, measured = [], 0
    for key in sheet.theirs.rows(sheet.world, q, asked):
        if not sheet.whole(q, key[0]):
            continue
        later, earlier = (known(sheet.value(q, key, counted, cycle)) for cycle in ("now", "before"))
        bound = growth.falling(int(later), int(earlier)) if later is not None and earlier is not None else None
        if bound is not None:
            measured += 1
            sheet.done.kinds["bounds"] += 1
            if bound < 1:
                expected.append((float(f"{bound:.8e}"), key[0], bound))
    expected.sort()
    sheet.equal(q, "rows", [row["creator"] for row in given["rows"]], [creator for _, creator, _ in expected])
    sheet.equal(q, "measured", given["measured"], measured)
    sheet.equal(q, "total", given["total"], len(expected))
    for (_, creator, bound), row in zip(expected, given["rows"]):
        if creator == row["creator"]:
            sheet.done.figures += 1
            if not growth.same(bound, row["bound"]["value"]):
                sheet.differ(q, "bound", row["bound"], bound)
            sheet.lines(q, (creator, *NOBODY[1:]), row["lines"])


def changes(sheet: Sheet, q: int, seen: Any) -> None:
    """BEY-8, PER-6: parts and causes that sum to the change; one of whom a part is hidden hides it."""
    asked, whole = sheet.ask(q), sheet.ask(q)["whole"]
    given = seen.changes({name: asked[name] for name in ("period", "by", "filter", "top")})
    both = (sheet.seen(whole), sheet.seen(whole, "before"))
    cut = {}
    for creator in sorted(both[0]):
        rows = [cycle[creator] for cycle in both]
        if any(row["visible"] or row["by_room"] for row in rows) and any(row["hidden"] for row in rows):
            cut[creator] = sorted({reason for row in rows for reason in row["reasons"]})
    sheet.equal(q, "cut", {one["creator"]: sorted(one["reasons"]) for one in given["cut"]}, cut)
    change = given["change"]
    if cut:
        reasons = sorted({reason for reasons in cut.values() for reason in reasons})
        sheet.equal(q, "hidden", (change["kind"], sorted(change.get("reasons", []))), ("hidden", reasons))
        return
    now, before = (sheet.value(whole, NOBODY, "gmv", cycle) for cycle in ("now", "before"))
    keys = sheet.rows(q) | sheet.before(q)
    cells = {key: [[sheet.value(q, key, metric, cycle) for metric in ["gmv", *COUNTS]] for cycle in ("before", "now")] for key in keys}
    bad = worst([now, before, *(cycle[0] for two in cells.values() for cycle in two)])
    if bad:
        ours = drive.figure(change)
        sheet.equal(q, "undefined", (ours[0], drive.untold(ours[1])), (bad[0], drive.untold(bad[1])))
        return
    sheet.equal(q, "known", change["kind"], "known")
    if change["kind"] != "known":
        return
    sheet.equal(q, "before and after", (Fraction(change["before"]), Fraction(change["after"])), (before[1], now[1]))
    place, subjects = PLACE[asked["by"]], {}
    for key, (old, new) in cells.items():
        two = tuple((gmv[1], tuple(known(one) for one in counts)) if some(gmv) or any(some(one) for one in counts) else None for gmv, *counts in (old, new))
        if any(two):
            subjects[key[place]] = two
    untold(subjects, before[1], now[1])
    sheet.done.figures += 2 + len(change["parts"]) + sum(4 for part in change["parts"] if part["factors"])
    for wrong in parts.wrong(subjects, change, sheet.world.currency, asked["top"]):
        sheet.differ(q, f"parts of {wrong}", change, subjects)


def untold(subjects: dict[Any, Any], before: Fraction, after: Fraction) -> None:
    """What the subjects lack of the whole is nobody's: sales of which it is not told."""
    lacks = []
    for whole, cycle in ((before, 0), (after, 1)):
        rest = whole - sum((two[cycle][0] for two in subjects.values() if two[cycle]), Fraction(0))
        own = subjects.get(None, (None, None))[cycle]
        if own:
            lacks.append((own[0] + rest, own[1]))
        else:
            lacks.append((rest, (None, None, None)) if rest else None)
    if any(lacks):
        subjects[None] = tuple(lacks)


def channels(sheet: Sheet, q: int, seen: Any) -> None:
    """PRD-4: shares of the product by creator, in how many LIVEs and videos each sold it, and the best of these."""
    asked = sheet.ask(q)
    product = asked["filter"]["products"][0]
    try:
        given = seen.product_channels({"period": asked["period"], "product": product, "contents": asked["contents"]})
    except Exception as error:  # told of by nothing that may be seen: the screens of products hold that
        if getattr(error, "code", "") != "report.product.unknown":
            raise
        return
    kinds: dict[str, list[Key]] = {"lives": [], "videos": []}
    for key in sheet.rows(q):
        kinds["lives" if key[2].startswith("room ") else "videos"].append(key)
    for kind, keys in kinds.items():
        ranked = []
        for key in keys:
            gmv, orders = sheet.value(q, key, "gmv"), sheet.value(q, key, "sku_orders")
            if gmv != ("known", 0) or orders != ("known", 0):
                ranked.append((gmv[0] != "known", -(known(gmv) or 0), key[2].split(" ", 1)[1], key))
        ranked.sort()
        sheet.equal(q, f"top {kind}", [row["id"] for row in given[kind]], [id_ for _, _, id_, _ in ranked][: asked["contents"]])
        for (_, _, id_, key), row in zip(ranked, given[kind]):
            if id_ == row["id"]:
                sheet.lines(q, key, row["lines"])
    whole = sheet.value(asked["whole"], NOBODY, "gmv")
    for row in given["creators"]:
        key = (row["creator"], *NOBODY[1:])
        gmv = sheet.value(asked["people"], key, "gmv")
        share = worst([gmv, whole]) or (("known", gmv[1] / whole[1]) if whole[1] else ("undefined", frozenset({"zero_denominator"})))
        line = next(line for line in row["lines"] if line["metric"] == "gmv_share")
        sheet.figure(q, "share", "gmv_share", line["value"], share)
        for kind, metric in (("lives", "sku_orders[live]"), ("videos", "sku_orders[video]")):
            mine = [sheet.value(q, key, "sku_orders") for key in kinds[kind] if key[0] == row["creator"]]
            all_ = sheet.value(asked["people"], key, metric)
            bad = worst([*mine, all_])
            many = sum(1 for one in mine if some(one))
            if bad is None and all_[1] != sum((one[1] for one in mine), Fraction(0)):
                bad = ("undefined", frozenset({"absent"}))
            sheet.figure(q, f"number of {kind}", "count", row[kind], bad or ("known", Fraction(many)))


