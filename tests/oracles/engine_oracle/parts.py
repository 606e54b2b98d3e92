"""How a change of GMV is taken apart (BEY-8), by trying all orders in which its factors can change, in exact quotients."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import prod
from typing import Any

FACTORS = ["views", "content_ctr", "c_o", "order_value"]
MINOR = {"VND": 0, "JPY": 0, "KWD": 3, "BHD": 3}  # else 2
Counts = tuple["Fraction | None", "Fraction | None", "Fraction | None"]


def rates(gmv: Fraction, counts: Counts) -> tuple[list[Fraction | None], Fraction]:
    """Views, content CTR, C_O and order value as far as somebody took the step before, and the sales that no view led to."""
    steps = [Fraction(1), *(one or Fraction(0) for one in counts), gmv]
    found: list[Fraction | None] = []
    for place, (over, under) in enumerate(zip(steps[1:], steps)):
        taken = all(step > 0 for step in steps[1 : place + 1])
        found.append(over / under if taken else None)
    whole = all(step > 0 for step in steps[1:4])
    return found, Fraction(0) if whole else gmv


def factors(before: tuple[Fraction, Counts], after: tuple[Fraction, Counts]) -> dict[str, Fraction]:
    """What each factor brought, the mean over all orders, and what sales without views brought."""
    (old, alone_before), (new, alone_after) = rates(*before), rates(*after)
    pairs = []
    for one, other in zip(old, new):
        one, other = (other if one is None else one), (one if other is None else other)
        pairs.append((Fraction(1) if one is None else one, Fraction(1) if other is None else other))
    brought = {name: Fraction(0) for name in FACTORS}
    for order in permutations(range(4)):
        now = [pair[0] for pair in pairs]
        for place in order:
            first = prod(now)
            now[place] = pairs[place][1]
            brought[FACTORS[place]] += prod(now) - first
    return {name: all_ / 24 for name, all_ in brought.items()} | {"without_views": alone_after - alone_before}


def shown(amount: Fraction, currency: str) -> Fraction:
    """Half to even, in the currency's minor unit."""
    scale = 10 ** MINOR.get(currency, 2)
    return Fraction(round(amount * scale), scale)


def wrong(subjects: dict[Any, tuple[Any, Any]], given: dict[str, Any], currency: str, top: int | None) -> list[str]:
    """What is wrong with an answer: subjects by id, each with (GMV, counts) before and after, None where it was not there."""
    def amount(share: dict[str, str], part: str = "amount") -> Fraction:
        return Fraction(share[part])

    told: list[str] = []
    zero = (Fraction(0), (None, None, None))
    changes = {one: (after or zero)[0] - (before or zero)[0] for one, (before, after) in subjects.items()}
    order = sorted(changes, key=lambda one: (one is None, -abs(changes[one]), (one or "").encode()))
    kept = order[:top]
    listed = [(part["id"], amount(part["change"])) for part in given["parts"] if part["kind"] != "others"]
    if listed != [(one, changes[one]) for one in kept]:
        told.append(f"parts: theirs {[(one, changes[one]) for one in kept]}")
    rest = [part for part in given["parts"] if part["kind"] == "others"]
    if bool(rest) != (len(order) > len(kept)) or rest and (
        rest[0]["count"] != len(order) - len(kept) or amount(rest[0]["change"]) != sum(changes[one] for one in order[len(kept) :])
    ):
        told.append("others")
    whole = sum(changes.values(), Fraction(0))
    for part in ("amount", "shown"):
        right = whole if part == "amount" else shown(whole, currency)
        sums = [amount(given["change"], part), sum((amount(one["change"], part) for one in given["parts"]), Fraction(0))]
        sums.append(sum((amount(share, part) for share in given["totals"].values()), Fraction(0)))
        if sums != [right] * 3:
            told.append(f"{part} of the whole: theirs {right}, {sums}")
    causes = {name: Fraction(0) for name in [*FACTORS, "without_views", "entrants", "leavers", "not_split"]}
    loose = 0
    by_id = {part["id"]: part for part in given["parts"] if part["kind"] != "others"}
    for one, (before, after) in subjects.items():
        kind = "entrant" if before is None else "leaver" if after is None else "stayed"
        part = by_id.get(one)
        if part and part["kind"] != ("untold" if one is None else kind):
            told.append(f"kind of {one}: {part['kind']}, theirs {kind}")
        if kind != "stayed":
            causes[kind + "s"] += changes[one]
            continue
        if None in (*before[1], *after[1]):
            causes["not_split"] += changes[one]
            if part and one is not None and (part["factors"] or {}).get("kind") != "undefined":
                told.append(f"factors of {one} without a count: {part['factors']}")
            continue
        loose += 1
        brought = factors(before, after)
        for name, exact in brought.items():
            causes[name] += exact
        if part and one is not None:
            off = {name: amount(part["factors"][name]) - exact for name, exact in brought.items()}
            if any(abs(far) >= Fraction(1, 10**6) for far in off.values()) or sum(off.values()):
                told.append(f"factors of {one}: {part['factors']}, theirs {brought}")
    for name, exact in causes.items():
        if abs(amount(given["totals"][name]) - exact) > Fraction(loose, 10**6):
            told.append(f"total of {name}: {given['totals'][name]}, theirs {exact}")
    return told
