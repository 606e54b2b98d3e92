"""DuckDB as a second opinion on the engine: random small stores, asked through the Python package and in SQL.

    engine.py [stores] [--screens | --videos] [--first SEED] [--show N]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from typing import Any

from engine_oracle import asks, drive, lively, moves, order, screens, sql, tables, videos
from engine_oracle.asked import PART, Open, Sheet
from engine_oracle.expected import Expected
from engine_oracle.formulas import MONEY, split
from engine_oracle.world import World, a_world

FEEDS = [
    ["interactions"],
    ["interactions"],
    ["orders"],
    ["activity"],
    ["orders", "interactions"],
    ["orders", "activity"],
    ["interactions", "activity"],
    ["orders", "interactions", "activity"],
]
REPORTS: dict[str, dict[str, Any]] = {
    "creators": {"module": "creator", "group_by": ["creator"], "compare": True},
    "trend": {"module": "overview", "group_by": ["day"], "compare": False},
    "overview": {"module": "overview", "group_by": [], "compare": True},
}
OVERVIEW = [
    "creators", "live_partners", "partners_with_sales", "active_rate", "sales_rate", "gmv", "gmv[live]", "gmv[video]",
    "avg_gmv_live", "refund_gmv", "livestreams", "live_seconds", "orders[live]", "items_sold[live]", "avg_ctr_live", "videos",
    "sku_orders[video]", "items_sold[video]", "avg_ctr_video",
]  # fmt: skip


class Compared:
    def __init__(self, show: int, only: str) -> None:
        self.stores = self.questions = self.figures = 0
        self.kinds: Counter[str] = Counter()
        self.differences: Counter[str] = Counter()
        self.show, self.only = show, only

    def differ(self, world: World, ask: dict[str, Any], what: str, ours: Any, theirs: Any, sort: str) -> None:
        self.differences[sort] += 1
        if self.differences[sort] <= self.show and self.only in sort:
            print(f"[{sort}]")
            print(f"differs: store {world.seed}, {ask}\n  {what}\n  ours   {ours}\n  theirs {theirs}")


def compare(world: World, seen: Any, q: int, ask: dict[str, Any], theirs: Expected, done: Compared) -> None:
    f, t = theirs.period[world.seed, q, "now"]
    ask = {**ask}
    is_screen = ask["door"] in screens.DOORS
    answered = screens.answer(seen, ask) if is_screen else drive.answer(seen, ask)
    keys = theirs.rows(world, q, ask)
    if answered is None:  # a product or shop that nothing visible tells of: no group tells one either
        done.questions += 1
        if theirs.told[world.seed, q] and (world.seed, q) in theirs.open and (world.seed, q) not in theirs.unsure:
            done.differ(world, ask, "unknown", "refused", theirs.told[world.seed, q], f"{ask['door']} unknown")
        return
    rows, found, whole = answered
    if is_screen:
        keys = screens.rows(theirs, world, q, ask, keys)
        if ask["door"] == "product":  # of a product without facts 0 is shown, or why there is none
            rows = [key for key in rows if key in keys]
    if ask.get("search"):
        keys = {key for key in keys if order.found_by(world, key, ask["search"])}
    done.questions += 1
    told_alone = ask["door"] in ("by_creator", "goal_by_creator")
    dense = not told_alone and len(ask["group_by"]) == 1 and ask["group_by"][0] in ("creator", "channel", "day", "week", "month")
    if ask["group_by"] and not dense and (world.seed, q) in theirs.unsure:
        done.kinds["questions of open groups"] += 1
        return  # which groups there are where a source may tell or not, is open
    cut = any(name in ask for name in ("top", "offset", "limit"))
    if set(rows) - keys or not cut and keys - set(rows):
        groups = sorted(set(rows) - keys, key=str), sorted(keys - set(rows), key=str)
        done.differ(world, ask, "groups", *groups, f"{ask['door']} groups")
    elif ask["door"] == "query":
        expected = order.given(world, q, ask, theirs, keys)
        if expected is not None and rows != expected:
            done.differ(world, ask, "order", rows, expected, "query order")
        if whole["total"] != len(keys):
            done.differ(world, ask, "total", whole["total"], len(keys), "query total")
    for part, figure, shown in screens.more(theirs, world, q, ask, whole) if is_screen else []:
        given = drive.figure(shown)
        done.figures += 1
        if not drive.same(figure, given, part == "missing"):
            done.differ(world, ask, part, given, figure, f"{ask['door']} {part}")
    for key in rows:
        if key not in keys:
            continue
        for metric in ask["metrics"]:
            line = theirs.line(world, q, ask, key, metric)
            for part, figure in line.items():
                given = found[key].get(metric, {}).get(part, ("missing", None))
                money = split(metric)[0] in MONEY and part != "relative_change"
                if split(metric)[0].startswith("avg_ctr") and figure[0] == "undefined":
                    figure = (figure[0], frozenset({"any"}))
                done.figures += 1
                done.kinds[f"{figure[0]}"] += 1
                if drive.same(figure, given, money):
                    continue
                kinds = [one[0] if one[0] == "known" else sorted(one[1] or []) for one in (figure, given)]
                sort = f"{ask['door']} {part} {kinds[0]} {kinds[1]}"
                done.differ(world, ask, f"{key} {metric} {part}", given, figure, sort)


def compare_alone(world: World, seen: Any, q: int, ask: dict[str, Any], theirs: Expected, done: Compared) -> None:
    """A screen that holds its own answer to the questions it is made of."""
    if ask["door"] == PART:
        return
    done.questions += 1
    try:
        (videos if ask["door"] in videos.DOORS else moves).compare(Sheet(theirs, world, done), q, seen)
    except Open:
        done.kinds["questions left open"] += 1


def batch(seeds: range, given: argparse.Namespace, done: Compared) -> None:
    worlds = []
    for seed in seeds:
        world = a_world(seed)
        filled, feeds = (lively, lively.FEEDS) if given.videos else (tables, FEEDS)
        filled.fill(world, given.feeds or world.rng.choice(feeds))
        for asking in (videos, moves) if given.videos else (screens,) if given.screens else (asks,):
            asking.ask(world)
        for ask in world.asks:
            ask.update(REPORTS.get(ask["door"], {}))
            ask.setdefault("metrics", list(OVERVIEW))
            ask["metrics"] = [metric for metric in ask["metrics"] if metric in drive.KNOWN] or ["gmv"]
            if "sort" in ask:
                ask["sort"] = [one for one in ask["sort"] if one["by"] in ask["metrics"] + ask["group_by"]]
        worlds.append(world)
    theirs = Expected(sql.answers(worlds))
    for world in worlds:
        done.stores += 1
        seen = drive.view(world)
        if seen.today != str(theirs.moment[world.seed]["today"]):
            done.differ(world, {}, "today", seen.today, theirs.moment[world.seed]["today"], "today")
        for q, ask in enumerate(world.asks):
            (compare_alone if given.videos else compare)(world, seen, q, ask, theirs, done)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("stores", nargs="?", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--screens", action="store_true", help="ask the screens of products instead of reports and queries")
    parser.add_argument("--videos", action="store_true", help="ask the screens of videos, of who rises or declines, and of changes")
    parser.add_argument("--show", type=int, default=2)
    parser.add_argument("--only", default="", help="show only differences of this sort")
    parser.add_argument("--feeds", nargs="+", default=[], help="with these sources alone")
    given = parser.parse_args()
    done, began, last = Compared(given.show, given.only), time.monotonic(), given.first + given.stores
    for first in range(given.first, last, 250):
        batch(range(first, min(first + 250, last)), given, done)
    print(f"{done.stores} stores, {done.questions} questions, {done.figures} figures: {dict(done.kinds)}")
    print(f"{sum(done.differences.values())} differences in {time.monotonic() - began:.0f} s")
    for sort, many in done.differences.most_common(40):
        print(f"  {many} {sort}")
    return 1 if done.differences else 0


if __name__ == "__main__":
    sys.exit(main())
