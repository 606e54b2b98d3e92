"""From the sums of the SQL to the answer of each question: formulas, reasons, changes, order."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction
from typing import Any

from .formulas import FORMULAS, MEANS, MONEY, SOMETIMES, UNIQUES, channels, formula, split
from .world import World

# ("known", number) or ("undefined" | "hidden", reasons)
Figure = tuple[str, Any]
Key = tuple[Any, ...]
PEOPLE = {*UNIQUES, "engaged", "engaged_again"}
MICRO = 10**6
WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ANY = frozenset({"any"})
# Where the rules leave it open: not compared, and counted.
UNSTATED: Figure = ("unstated", frozenset())


def worst(figures: list[Figure]) -> Figure | None:
    """MET-7: hidden outweighs undefined; reasons add up."""
    if UNSTATED in figures:
        return UNSTATED
    for kind in ("hidden", "undefined"):
        reasons = {reason for figure in figures if figure[0] == kind for reason in figure[1]}
        if any(figure[0] == kind for figure in figures):
            return kind, frozenset(reasons)
    return None


def broken(row: dict[str, Any]) -> frozenset[str]:
    """Why the rows behind a sum are no figure: two of one key contradict each other, or one does not tell the measure."""
    return frozenset(reason for reason, holds in (("conflicting", row["conflict"]), ("absent", row["absent"])) if holds)


class Expected:
    """Looks up what the SQL found for one batch of worlds."""

    def __init__(self, found: dict[str, list[Any]]) -> None:
        self.cells = {(r["s"], r["q"], r["cycle"], tuple(r["key"]), r["measure"], r["channel"]): r for r in found["cells"]}
        self.sources = {(r["s"], r["q"], r["measure"]): r for r in found["sources"]}
        self.coverage = {(r["s"], r["q"], r["cycle"], r["measure"], r["bucket"]): r for r in found["coverage"]}
        self.sellers = {(r["s"], r["q"], r["cycle"], tuple(r["key"])): r for r in found["sellers"]}
        self.on_air = {(r["s"], r["q"], r["cycle"], tuple(r["key"])): r["many"] for r in found["on_air"]}
        self.rates = {(r["s"], r["q"], r["cycle"], tuple(r["key"]), r["kind"]): r for r in found["rates"]}
        self.period = {(r["s"], r["q"], r["cycle"]): (r["f"], r["t"]) for r in found["period"]}
        self.moment = {r["s"]: r for r in found["moment_of"]}
        self.told: dict[tuple[int, int], set[Key]] = defaultdict(set)
        self.seen: dict[tuple[int, int, str, str | None], dict[str, Any]] = defaultdict(dict)
        self.told_before: dict[tuple[int, int], set[Key]] = defaultdict(set)
        for row in found["told"]:
            (self.told if row["cycle"] == "now" else self.told_before)[row["s"], row["q"]].add(tuple(row["key"]))
        self.about = {(r["s"], r["video"]): r for r in found["about"]}
        self.never_public = {(r["s"], f"video {r['video']}") for r in found["never_public"]}
        self.open = {(r["s"], r["q"]) for r in found["seen"] if r["cycle"] == "now" and (r["visible"] or r["by_room"])}
        self.heard = {r["s"] for r in found["seen"]}
        self.complete = {(r["s"], r["feed"]) for r in found["declared"]}
        self.unpaid = {r["s"] for r in found["unpaid"]}
        self.unsure = {(r["s"], r["q"]) for r in found["sources"] if not r["stated"]}
        for row in found["seen"]:
            self.seen[row["s"], row["q"], row["cycle"], row["bucket"]][row["creator"]] = row

    def rows(self, world: World, q: int, ask: dict[str, Any]) -> set[Key]:
        """The groups of an answer."""
        groups = set(ask["group_by"])
        told = self.told[world.seed, q]
        if not groups:
            return {(None,) * 6}
        if groups == {"creator"}:
            return {(one, *[None] * 5) for one, row in self.seen[world.seed, q, "now", None].items() if row["visible"]}
        if (world.seed, q) not in self.open and world.seed in self.heard and not groups <= {"day", "week", "month"}:
            return set()  # nobody may be seen
        if groups == {"channel"}:
            wanted = ask.get("filter", {}).get("channels") or ["live", "video", "card"]
            return {(None, channel, *[None] * 4) for channel in wanted} | told
        if len(groups) == 1 and groups <= {"day", "week", "month"}:
            return {(*[None] * 5, bucket) for bucket in self.stretches(world, q, ask, "now")}
        return told

    def stretches(self, world: World, q: int, ask: dict[str, Any], cycle: str) -> list[str]:
        """The first days of the days, weeks or months that a period touches."""
        first, end = self.period[world.seed, q, cycle]
        unit = next(group for group in ask["group_by"] if group in ("day", "week", "month"))
        week_start = WEEK.index(world.policy.get("week_start", "monday"))
        found = []
        for place in range((end - first).days):
            day = first + timedelta(days=place)
            begins = {"day": day, "week": day - timedelta(days=(day.weekday() - week_start) % 7), "month": day.replace(day=1)}[unit]
            if str(begins) not in found:
                found.append(str(begins))
        return found

    def part(self, world: World, q: int, ask: dict[str, Any], cycle: str, key: Key, part: tuple[str, str | None]) -> Figure:
        measure, channel = part
        s, hidden, before = world.seed, set(), None
        if measure in PEOPLE and ask["period"]["kind"] == "custom" and not world.policy.get("uv_on_custom_period"):
            hidden.add("uv_on_custom_period")
        if (s, key[2]) in self.never_public:
            hidden.add("never_public")
        if cycle == "before":
            before = self.hidden_before(world, q, key)
        seen = [row for one, row in self.seen[s, q, cycle, key[5]].items() if key[0] in (None, one)]
        shown = sum(1 for row in seen if row["visible"])
        if not shown and measure in ("creators", "live_partners", "partners_with_sales") and not (hidden or before):
            return "known", Fraction(0)
        if not shown and not before and not any(row["by_room"] for row in seen):  # there is nobody to sum over
            if not world.all_heard_of:
                return UNSTATED  # whether a creator that only rows name is one of the partner's, the rules do not say
            if set(ask.get("filter", {}).get("creators", [])) - set(world.creators):
                return "hidden", ANY  # of one that nobody heard of
            hidden |= {reason for row in seen for reason in row["reasons"]}
        if hidden or before:
            return "hidden", frozenset(hidden | (before or ("", set()))[1])
        if measure == "creators":
            return "known", Fraction(shown)
        if key[1] and key[1] not in channels(measure):
            return "undefined", frozenset({"absent"})  # it cannot come about there
        kept = ask.get("filter", {}).get("channels")
        if kept is not None and channel is None and not set(kept) & set(channels(measure)):
            return "undefined", frozenset({"absent"})
        base = {"partners_with_sales": "gmv", "live_partners": "livestreams"}.get(measure, measure)
        lacking = self.lacking(s, q, cycle, key, "engaged" if base == "engaged_again" else base)
        if lacking:
            return lacking
        if measure == "live_partners":
            return "known", Fraction(self.on_air.get((s, q, cycle, key), 0))
        if measure == "partners_with_sales":
            row = self.sellers.get((s, q, cycle, key))
            if row and broken(row):
                return "undefined", broken(row)
            return "known", Fraction(row["sold"] if row else 0)
        cell = self.cells.get((s, q, cycle, key, measure, channel))
        if cell and broken(cell):
            return "undefined", broken(cell)
        if cell is None and "affiliation" in ask.get("filter", {}):
            return UNSTATED  # whether rows that do not tell it leave the others' sums at 0 or unknown
        value = Fraction(cell["value"] if cell else 0)
        return "known", value / MICRO if measure in MONEY else value

    def lacking(self, s: int, q: int, cycle: str, key: Key, measure: str) -> Figure | None:
        """Why no source tells it: none does, several do, or none of the days was loaded (decision 0006)."""
        source = self.sources.get((s, q, measure))
        if source is None:
            tells_none = (s, "orders") in self.complete and measure in SOMETIMES or s in self.unpaid and measure == "commission"
            return UNSTATED if tells_none else ("undefined", frozenset({"absent"}))
        if not source["stated"]:
            return UNSTATED
        if source["feed"] is None:
            return "undefined", frozenset({"mixed_sources"})
        days = self.coverage.get((s, q, cycle, measure, key[5]))
        if key[5] and not source["said"]:  # whose rows tell the reach of a source for one bucket, the rules do not say
            return None if (s, q, cycle, key, measure, None) in self.cells else UNSTATED
        if days and days["surely"]:
            return None
        return UNSTATED if days and days["perhaps"] else ("undefined", frozenset({"not_loaded"}))

    def hidden_before(self, world: World, q: int, key: Key) -> Figure | None:
        """PER-6: of the creators counted, what may not be seen of the cycle before."""
        now, before = self.seen[world.seed, q, "now", None], self.seen[world.seed, q, "before", None]
        whose = key[0]
        if key[2]:  # a room's or a video's rows are its creator's
            kind, content = key[2].split(" ", 1)
            whose = (world.rooms if kind == "room" else world.videos)[content]
        mine = [(before[one], row) for one, row in now.items() if whose in (None, one)]
        counted = [past for past, row in mine if any(of[how] for of in (past, row) for how in ("visible", "by_room"))]
        reasons = {reason for past in counted if past["hidden"] for reason in past["reasons"]}
        return ("hidden", frozenset(reasons)) if reasons else None

    def figure(self, world: World, q: int, ask: dict[str, Any], cycle: str, key: Key, metric: str) -> Figure:
        name, _ = split(metric)
        if name in MEANS:
            return self.mean(world, q, ask, cycle, key, MEANS[name])
        over, under, factor = formula(metric)
        tops = [self.signed(world, q, ask, cycle, key, part) for part in over]
        bottoms = [self.part(world, q, ask, cycle, key, part) for part in under]
        bad = worst(tops + bottoms)
        if bad:
            return bad
        top, bottom = sum((one[1] for one in tops), Fraction(0)), sum((one[1] for one in bottoms), Fraction(0))
        if not under:
            return "known", top
        return ("known", top * factor / bottom) if bottom else ("undefined", frozenset({"zero_denominator"}))

    def signed(self, world: World, q: int, ask: dict[str, Any], cycle: str, key: Key, part: tuple[str, str | None]) -> Figure:
        found = self.part(world, q, ask, cycle, key, (part[0].lstrip("-"), part[1]))
        return ("known", -found[1]) if found[0] == "known" and part[0].startswith("-") else found

    def mean(self, world: World, q: int, ask: dict[str, Any], cycle: str, key: Key, of: tuple[str, str]) -> Figure:
        parts = [self.part(world, q, ask, cycle, key, (measure, of[1])) for measure in ("product_clicks", "views")]
        row = self.rates.get((world.seed, q, cycle, key, of[0]))
        if len({self.sources[world.seed, q, one]["feed"] for one in ("product_clicks", "views") if (world.seed, q, one) in self.sources}) > 1:
            return UNSTATED  # clicks of one source over views of another
        lacking = [self.lacking(world.seed, q, cycle, key, measure) for measure in ("product_clicks", "views")]
        bad = worst([part for part in parts if part[0] == "hidden" or part == UNSTATED] + [one for one in lacking if one])
        if bad:
            return bad
        if row and broken(row):
            return "undefined", broken(row)
        if row and row["loose"]:  # views or clicks of nobody knows which room
            return "undefined", frozenset({"absent"})
        pairs = row["pairs"] if row and row["pairs"] else []
        if not pairs:
            return "undefined", frozenset({"zero_denominator"})
        return "known", sum((Fraction(clicks, views) for clicks, views in pairs), Fraction(0)) / len(pairs)

    def line(self, world: World, q: int, ask: dict[str, Any], key: Key, metric: str) -> dict[str, Figure]:
        value = self.figure(world, q, ask, "now", key, metric)
        if not ask["compare"]:
            return {"value": value}
        earlier = key
        if key[5]:  # bucket by bucket, in their order
            now, before = (self.stretches(world, q, ask, cycle) for cycle in ("now", "before"))
            place = now.index(key[5])
            if place >= len(before) or len(now) != len(before):
                return {"value": value}
            earlier = (*key[:5], before[place])
        previous = self.figure(world, q, ask, "before", earlier, metric)
        change = worst([value, previous]) or ("known", value[1] - previous[1])
        relative = change
        if change[0] == "known":
            relative = ("known", change[1] / previous[1]) if previous[1] else ("undefined", frozenset({"zero_denominator"}))
        return {"value": value, "previous": previous, "change": change, "relative_change": relative}
