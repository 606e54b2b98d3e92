"""The screens of videos: account, list, detail, recommended and fast-rising ones."""

from __future__ import annotations

from typing import Any

import creator_compass as ours

from . import growth, order
from .asked import NOBODY, Sheet, known, put, some
from .asks import period
from .expected import UNSTATED, Key
from .sql import heard_of
from .world import DAY, World

ACCOUNT = ["gmv[video]", "items_sold[video]", "commission[video]", "videos"]
TRANSACTION = ["gmv", "rpm", "buyers", "sku_orders", "items_sold", "ctr", "product_impressions", "product_reach"]
CONTENT = ["views", "finish_rate", "new_followers", "shares", "comments", "likes", "drainage_entries", "drainage_success_rate"]
LIST = [*TRANSACTION, *CONTENT, "drainage_pv", "commission", "refund_gmv", "return_rate", "viewers", "videos"]
OF_VIDEO = {"group_by": ["creator", "content"]}


def ask(world: World) -> None:
    """One question to each screen; single products only where every row of a source tells its product."""
    rng, heard = world.rng, heard_of(world)
    when, lined = {"period": period(world, "general")}, "content" not in world.feeds
    some_: dict[str, Any] = {"creators": rng.sample(heard, 1)} if heard and world.chance(0.3) else {}
    put(world, door="video_account", **when, metrics=ACCOUNT, compare=True, filter=some_)
    put(world, door="video_trend", **when, metrics=rng.sample(["gmv[video]", "views", "videos", "sku_orders"], rng.randint(1, 2)),
        group_by=["day"], filter=some_)  # fmt: skip
    sold = put(world, **when, group_by=["content", "product"], metrics=["gmv", "sku_orders"], filter={"videos": sorted(world.videos)})
    product = {"products": rng.sample(["p0", "p1", "p2"], rng.randint(1, 2))} if lined and world.chance(0.3) else {}
    listed = rng.sample(LIST[:-1] if product else LIST, rng.randint(1, 6))  # a post has no product
    made: dict[str, Any] = {"compare": world.chance(0.4), "filter": {"channels": ["video"], **some_, **product}}
    if world.chance(0.5):
        by = rng.sample([*listed, "creator", "content"], rng.randint(1, 2))
        made["sort"] = [{"by": one, "order": rng.choice(["ascending", "descending"])} for one in by]
    if world.chance(0.2):
        made["search"] = rng.choice(["c1", "V", "2", "look", "an", "nothing"])
    if world.chance(0.2):
        made["top"] = rng.randint(1, 4)
    if world.chance(0.2):
        made |= {"offset": rng.randint(0, 2), "limit": rng.randint(1, 3)}
    put(world, door="videos", **when, **OF_VIDEO, metrics=listed, also=[] if product else ["videos"], sold=sold, **made)
    best = {one: recommended(world, when, one) for one in ("p0", "p1", "p2")} if lined else {}
    for video in rng.sample(sorted(world.videos), min(2, len(world.videos))):
        detail(world, when, video, rng.choice([None, None, "p0", "p1"]) if lined else None, sold, best)
    counted = rng.choice(["views", "sku_orders"])
    last = {"kind": "custom", "start": str(world.today - 3 * DAY), "end": str(world.today)}
    put(world, door="rising", period=last, **OF_VIDEO, metrics=[counted, "gmv"], compare=True, filter={"channels": ["video"], **some_})


def recommended(world: World, when: dict[str, Any], product: str) -> int:
    of = {**when, "metrics": ["gmv", "sku_orders"], "filter": {"channels": ["video"], "products": [product]}}
    all_ = put(world, module="everything", group_by=["content"], **of)
    owners = put(world, module="everything", **OF_VIDEO, **of)
    return put(world, door="recommended", **OF_VIDEO, **of, all=all_, owners=owners, product=product)


def detail(world: World, when: dict[str, Any], video: str, product: str | None, sold: int, best: dict[str, int]) -> None:
    own = {"videos": [video]}
    chosen = own | ({"products": [product]} if product else {})
    watched = put(world, **when, **OF_VIDEO, metrics=[*CONTENT, "gmv"], also=["videos"], filter=own, compare=True)
    owner = {"creators": [world.videos[video]]}
    trend = put(world, **when, group_by=["day"], metrics=["gmv", "sku_orders"], filter=chosen | owner)
    put(world, door="video", **when, **OF_VIDEO, metrics=TRANSACTION, filter=chosen, compare=True, video=video, product=product,
        watched=watched, sold=sold, trend=trend, best=best)  # fmt: skip


def compare(sheet: Sheet, q: int, seen: Any) -> None:
    DOORS[sheet.ask(q)["door"]](sheet, q, seen)


def account(sheet: Sheet, q: int, seen: Any) -> None:
    asked = sheet.ask(q)
    given = seen.video_account({"period": asked["period"], "creators": asked["filter"].get("creators")})
    sheet.lines(q, NOBODY, given["lines"])


def trend(sheet: Sheet, q: int, seen: Any) -> None:
    asked = sheet.ask(q)
    ask_ = {"period": asked["period"], "creators": asked["filter"].get("creators"), "trend": asked["metrics"]}
    by_day(sheet, q, seen.video_account(ask_)["trend"])


def by_day(sheet: Sheet, q: int, given: Any, video: str | None = None) -> None:
    for series in given["series"]:
        days = [point["day"] for point in series["points"]]
        sheet.equal(q, "days", days, sheet.theirs.stretches(sheet.world, q, sheet.ask(q), "now"))
        for point in series["points"]:
            figure = sheet.theirs.figure(sheet.world, q, sheet.ask(q), "now", (*NOBODY[:5], point["day"]), series["metric"])
            if (sheet.world.seed, f"video {video}") in sheet.theirs.never_public and figure != UNSTATED:
                figure = "hidden", frozenset({"never_public"} | (figure[1] if figure[0] == "hidden" else set()))
            sheet.figure(q, "trend", series["metric"], point["value"], figure)


def products(sheet: Sheet, q: int, video: str) -> list[str]:
    """The products that a video sold, most revenue first; ties by id."""
    found = []
    for key in sheet.rows(q):
        if key[2] == f"video {video}":
            gmv, orders = sheet.value(q, key, "gmv"), sheet.value(q, key, "sku_orders")
            if some(gmv) or some(orders):
                found.append((known(gmv) is None, -(known(gmv) or 0), key[3]))
    return [product for _, _, product in sorted(found)]


def list_(sheet: Sheet, q: int, seen: Any) -> None:
    asked = sheet.ask(q)
    ask_ = {name: asked[name] for name in ("period", "metrics", "compare", "sort", "search", "top", "offset", "limit") if name in asked}
    given = seen.videos({**ask_, **{name: asked["filter"].get(name) for name in ("creators", "products")}})
    keys = {key for key in sheet.rows(q) if key[2].startswith("video ")}
    if asked.get("search"):
        keys = {key for key in keys if order.found_by(sheet.world, key, asked["search"])}
    sheet.equal(q, "total", given["total"], len(keys))
    rows: list[Key] = [(row["facts"]["creator"], None, f"video {row['facts']['video']}", None, None, None) for row in given["rows"]]
    expected = order.given(sheet.world, q, asked, sheet.theirs, keys)
    if expected is not None:
        sheet.equal(q, "order", rows, expected)
    for key, row in zip(rows, given["rows"]):
        if key in keys:
            sheet.lines(q, key, row["lines"])
            sheet.described(row["facts"])
            sheet.equal(q, "products", row["products"], products(sheet, asked["sold"], row["facts"]["video"]))


def one(sheet: Sheet, q: int, seen: Any) -> None:
    asked, world, key = sheet.ask(q), sheet.world, sheet.key_of(sheet.ask(q)["video"])
    sold = products(sheet, asked["sold"], asked["video"])
    owner = sheet.seen(asked["watched"]).get(key[0])
    posted = (world.seed, asked["video"]) in sheet.theirs.about
    there = key in sheet.rows(asked["watched"]) or posted and owner is not None and owner["visible"] > 0
    ask_ = {"period": asked["period"], "video": asked["video"], "product": asked["product"], "trend": sheet.ask(asked["trend"])["metrics"]}
    try:
        given, refused = seen.video(ask_), None
    except ours.InvalidError as error:
        given, refused = None, error.code
    unsold = "report.product.unknown" if asked["product"] and asked["product"] not in sold else None
    sheet.equal(q, "refusal", refused, unsold if there else "report.video.unknown")
    if given is None or refused != (unsold if there else "report.video.unknown"):
        return
    sheet.described(given["facts"])
    sheet.equal(q, "products", given["products"], sold)
    sheet.lines(q, key, given["transaction"])
    sheet.lines(asked["watched"], key, given["content"])
    by_day(sheet, asked["trend"], given["trend"], asked["video"])
    # REC-2: of one product at once, of several after one was chosen.
    of = asked["product"] or (sold[0] if len(sold) == 1 else None)
    sheet.equal(q, "recommended of", given["recommended"] and given["recommended"]["product"], of)
    if of in asked["best"] and given["recommended"]:
        three(sheet, asked["best"][of], given["recommended"])


def best(sheet: Sheet, q: int, seen: Any) -> None:
    asked = sheet.ask(q)
    try:
        given = seen.recommended_videos({"period": asked["period"], "product": asked["product"]})
    except ours.InvalidError as error:
        sheet.equal(q, "refusal", error.code, "report.product.unknown")
        listed = any(load["table"] == "products" and (sheet.world.known_at is None or load["observed"] <= sheet.world.known_at) for load in sheet.world.loads)
        sheet.equal(q, "product", listed, False)
        return
    three(sheet, q, given)


def three(sheet: Sheet, q: int, given: Any) -> None:
    """REC-1, REC-3: the best of all, each with its figure only if it may be seen."""
    asked = sheet.ask(q)
    ranked = []
    for key in sheet.rows(asked["all"]):
        gmv, orders = sheet.value(asked["all"], key, "gmv"), sheet.value(asked["all"], key, "sku_orders")
        if key[2].startswith("video ") and gmv[0] == "known" and (some(gmv) or some(orders)):
            ranked.append((-gmv[1], key[2][6:]))
    expected = [video for _, video in sorted(ranked)][:3]
    sheet.equal(q, "best", [row["facts"]["video"] for row in given["videos"]], expected)
    owners = sheet.rows(asked["owners"])
    for place, row in enumerate(given["videos"]):
        video = row["facts"]["video"]
        key = sheet.key_of(video)
        sheet.equal(q, "rank", row["rank"], place + 1)
        sheet.described(row["facts"])
        if key in sheet.rows(q):
            sheet.figure(q, "revenue", "gmv", row["gmv"], sheet.value(q, key, "gmv"))
            continue
        sheet.done.kinds["recommended of a hidden creator"] += 1
        sheet.equal(q, "hidden creator", row["facts"]["creator"], None)
        mine = {one[0] for one in owners if one[2] == key[2]}
        known_ = sheet.seen(q).get(key[0])
        if len(mine) > 1:  # rows of a creator beside some under a name that nobody knows
            sheet.equal(q, "hidden", row["gmv"]["kind"], "hidden")
        elif key[0] in mine and known_ is not None:
            sheet.equal(q, "reasons", sorted(row["gmv"].get("reasons", [])), sorted(known_["reasons"]))
        else:
            sheet.equal(q, "reasons", row["gmv"].get("reasons"), ["unknown_creator"])


def rising(sheet: Sheet, q: int, seen: Any) -> None:
    """VID-6: those that rise for certain, the fastest first; none with a hidden day of its creator."""
    asked = sheet.ask(q)
    counted = asked["metrics"][0]
    by = "views" if counted == "views" else "gmv"
    given = seen.rising_videos({"by": by, "creators": asked["filter"].get("creators")})
    expected = []
    for key in sheet.rows(q):
        if not key[2].startswith("video ") or not sheet.whole(q, key[0]):
            continue
        later, earlier = (known(sheet.value(q, key, counted, cycle)) for cycle in ("now", "before"))
        if later is None or earlier is None:
            continue
        bound = growth.rising(int(later), int(earlier))
        sheet.done.kinds["bounds"] += bound is not None
        if bound is not None and bound > 1:
            expected.append((-float(f"{bound:.8e}"), key[2][6:], key, bound))
    expected.sort()
    sheet.equal(q, "rows", [row["facts"]["video"] for row in given["rows"]], [video for _, video, _, _ in expected])
    sheet.equal(q, "total", given["total"], len(expected))
    for (_, video, key, bound), row in zip(expected, given["rows"]):
        if video == row["facts"]["video"]:
            sheet.done.figures += 1
            if not growth.same(bound, row["bound"]):
                sheet.differ(q, "bound", row["bound"], bound)
            sheet.lines(q, key, [row["count"], row["gmv"]])
            sheet.described(row["facts"])


DOORS = {"video_account": account, "video_trend": trend, "videos": list_, "video": one, "recommended": best, "rising": rising}
