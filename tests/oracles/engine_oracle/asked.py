"""A question to a screen made of questions to the SQL, and how an answer of the screen is held to them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from . import drive
from .expected import UNSTATED, Expected, Figure, Key
from .formulas import MONEY, split
from .world import World

NOBODY: Key = (None,) * 6
PART = "part"


class Open(Exception):
    """The rules leave open what is asked."""


def put(world: World, **asked: Any) -> int:
    """A question, by its number; `door` is the screen that is asked, or `part` of one that asks more."""
    base = {"door": PART, "screen": "general", "module": "video", "compare": False, "filter": {}, "group_by": []}
    world.asks.append({**base, **asked})
    return len(world.asks) - 1


class Sheet:
    """What the SQL says of one world, and what differs from it."""

    def __init__(self, theirs: Expected, world: World, done: Any) -> None:
        self.theirs, self.world, self.done = theirs, world, done

    def key_of(self, video: str) -> Key:
        return (self.world.videos[video], None, f"video {video}", None, None, None)

    def ask(self, q: int) -> dict[str, Any]:
        return self.world.asks[q]

    def rows(self, q: int) -> set[Key]:
        """The groups of an answer; open where a source may tell or not."""
        if (self.world.seed, q) in self.theirs.unsure:
            raise Open
        return self.theirs.rows(self.world, q, self.ask(q))

    def before(self, q: int) -> set[Key]:
        return self.theirs.told_before[self.world.seed, q]

    def value(self, q: int, key: Key, metric: str, cycle: str = "now") -> Figure:
        found = self.theirs.figure(self.world, q, self.ask(q), cycle, key, metric)
        if found == UNSTATED:
            raise Open
        return found

    def seen(self, q: int, cycle: str = "now") -> dict[str, Any]:
        return self.theirs.seen[self.world.seed, q, cycle, None]

    def whole(self, q: int, creator: str) -> bool:
        """Whether every day of a creator shows, in both cycles."""
        return all(creator in seen and not seen[creator]["hidden"] for seen in (self.seen(q), self.seen(q, "before")))

    def differ(self, q: int, what: str, ours: Any, theirs: Any) -> None:
        door = self.ask(q)["door"]
        self.done.differ(self.world, self.ask(q), f"{door}: {what}", ours, theirs, f"{door} {what.split(' of ')[0]}")

    def equal(self, q: int, what: str, ours: Any, theirs: Any) -> None:
        self.done.figures += 1
        if ours != theirs:
            self.differ(q, what, ours, theirs)

    def figure(self, q: int, what: str, metric: str, ours: Any, theirs: Figure) -> None:
        """One figure as the package gives it."""
        self.done.figures += 1
        self.done.kinds[theirs[0]] += 1
        given = drive.figure(ours)
        money = split(metric)[0] in MONEY and "relative" not in what
        if not drive.same(theirs, given, money):
            self.differ(q, f"{what} of {metric}", given, theirs)

    def lines(self, q: int, key: Key, given: list[Any]) -> None:
        for one in given:
            line = self.theirs.line(self.world, q, self.ask(q), key, one["metric"])
            for part, theirs in line.items():
                self.figure(q, f"{part} of {key}", one["metric"], one[part], theirs)

    def described(self, row: dict[str, Any]) -> None:
        """Facts of a video: whether it can be played (VID-5)."""
        told = self.theirs.about.get((self.world.seed, row["video"]))
        hidden = told is not None and told["visibility"] in ("private", "deleted")
        self.done.figures += 1
        if row["playable"] == hidden or hidden and row["picture"] is not None:
            self.done.differ(self.world, row, "playable", row["playable"], not hidden, "playable")


def known(figure: Figure) -> Any:
    return figure[1] if figure[0] == "known" else None


def some(figure: Figure) -> bool:
    return figure[0] == "known" and figure[1] != Fraction(0)
