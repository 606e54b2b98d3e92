"""Python's zoneinfo as a second opinion on the calendar: `creator_compass.day_of` and `day_window`.

Every IANA zone known to both, every transition of 2015 to 2035: the instants one millisecond before, at and after it, and
the same around the beginning of each day near it, for days as the rules define them: D holds t when
start(D) <= t < start(D + 1), and start(D) is the first instant whose local date is D or later.

The two may carry different releases of the tz database. A zone whose rules changed between them differs by its data. Such
zones are named in CHANGED, with the release that changed them and the first day it concerns. They may differ from that day
on, and only there, and only where Python's data is that new and ours is not.
"""

from __future__ import annotations

import importlib
import random
import sys
import zoneinfo
from bisect import bisect_right
from datetime import date, datetime, timedelta, timezone

UTC = timezone.utc
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
SECOND, HOUR, DAY = 1_000, 3_600_000, 86_400_000  # milliseconds
# Not places: a machine's own setting, and names that stand for no zone.
NO_ZONES = {"localtime", "posixrules", "Factory", "leapseconds", "tzdata.zi"}
# The release inside chrono-tz, which the core is built with (its constant IANA_TZDB_VERSION).
OURS = "2025b"
# (tz release, the first day it concerns, what it changed as its notes tell, the zones)
RELEASES = [
    ("2026b", "2026-11-01", "British Columbia stays on -07", ["America/Vancouver", "Canada/Pacific"]),
    (
        "2026c",
        "2026-11-01",
        "Alberta stays on -06",
        ["America/Edmonton", "America/Yellowknife", "Canada/Mountain"],
    ),
    ("2026c", "2026-09-20", "Morocco and Western Sahara go to +00", ["Africa/Casablanca", "Africa/El_Aaiun"]),
    ("2026d", "2026-11-01", "the Northwest Territories stay on -06", ["America/Inuvik"]),
    (
        "2026e",
        "2026-11-01",
        "Manitoba stays on -05",
        ["America/Winnipeg", "America/Rainy_River", "Canada/Central"],
    ),
    ("2026f", "2026-11-01", "Cuba stays on -04 until 2027-11-07", ["America/Havana", "Cuba"]),
]
CHANGED = {name: (since, date.fromisoformat(day), what) for since, day, what, all_ in RELEASES for name in all_}


def millis(at: datetime) -> int:
    return (at - EPOCH) // timedelta(milliseconds=1)


def moment(at: int) -> datetime:
    return EPOCH + timedelta(milliseconds=at)


class Zone:
    """A zone as zoneinfo tells it: pieces of time with one offset each."""

    def __init__(self, name: str) -> None:
        self.zone = zoneinfo.ZoneInfo(name)
        self.found: dict[date, int] = {}
        # The pieces reach a few days beyond the years asked for, so that each day there has a beginning.
        low, high = millis(FIRST) - 5 * DAY, millis(LAST) + 5 * DAY
        self.starts, self.offsets = [low], [self.offset(low)]
        step = 12 * HOUR
        for at in range(low, high, step):
            if self.offset(at + step) != self.offsets[-1]:
                before, after = at, at + step
                while after - before > SECOND:
                    middle = (before + after) // 2 // SECOND * SECOND
                    if self.offset(middle) == self.offsets[-1]:
                        before = middle
                    else:
                        after = middle
                self.starts.append(after)
                self.offsets.append(self.offset(after))

    def offset(self, at: int) -> int:
        offset = moment(at).astimezone(self.zone).utcoffset()
        assert offset is not None
        return offset // timedelta(milliseconds=1)

    def transitions(self) -> list[int]:
        return [at for at in self.starts[1:] if millis(FIRST) <= at < millis(LAST)]

    def local_date(self, at: int) -> date:
        offset = self.offsets[bisect_right(self.starts, at) - 1]
        return moment(at + offset).date()

    def start_of(self, day: date) -> int:
        """The first instant whose local date is that day or later: piece after piece."""
        if day in self.found:
            return self.found[day]
        midnight = millis(datetime(day.year, day.month, day.day, tzinfo=UTC))
        near = max(bisect_right(self.starts, midnight - 2 * DAY) - 1, 0)
        for piece in range(near, len(self.starts)):
            end = self.starts[piece + 1] if piece + 1 < len(self.starts) else sys.maxsize
            at = max(self.starts[piece], midnight - self.offsets[piece])
            if at < end:
                self.found[day] = at
                return at
        raise AssertionError("no instant of that day")

    def day_of(self, at: int) -> date:
        day = self.local_date(at) - timedelta(days=2)
        while self.start_of(day + timedelta(days=1)) <= at:
            day += timedelta(days=1)
        assert self.start_of(day) <= at
        return day


def check_pieces(zone: Zone, seed: random.Random) -> None:
    """The pieces themselves: the beginning of some days, minute by minute through zoneinfo alone."""
    for at in seed.sample(zone.transitions(), min(2, len(zone.transitions()))):
        day = zone.local_date(at) + timedelta(days=seed.randrange(2))
        minute = zone.start_of(day) - 26 * HOUR
        while moment(minute).astimezone(zone.zone).date() < day:
            minute += 60 * SECOND
        assert minute == zone.start_of(day), (zone.zone.key, day)


def release() -> str:
    """The release of the data that zoneinfo reads, where it says so."""
    for folder in zoneinfo.TZPATH:
        for name in ("tzdata.zi", "+VERSION"):
            try:
                with open(f"{folder}/{name}", encoding="ascii") as file:
                    return file.readline().replace("# version", "").strip()
            except OSError:
                pass
    try:
        return str(importlib.import_module("tzdata").IANA_VERSION)
    except ImportError:
        return "unknown"


def main() -> int:
    try:
        import creator_compass as ours
    except ImportError:
        print("zones: skipped: the Python package is not installed (bindings-py/check builds it)")
        return 0
    names = sorted(name for name in zoneinfo.available_timezones() if name not in NO_ZONES)
    if not names:
        print("zones: skipped: Python has no tz database (install tzdata)")
        return 0
    seed, theirs = random.Random(20150101), release()
    unknown: list[str] = []
    wrong: dict[str, list[str]] = {}
    changed: set[str] = set()
    zones = transitions = days = windows = 0

    def differ(name: str, at: int, text: str) -> None:
        since, first, _ = CHANGED.get(name, ("", date.max, ""))
        if OURS < since <= theirs and moment(at).date() >= first:
            changed.add(name)
        else:
            wrong.setdefault(name, []).append(text)

    for name in names:
        try:
            ours.day_of(name, EPOCH)
        except ours.InvalidError:
            unknown.append(name)
            continue
        zone = Zone(name)
        check_pieces(zone, seed)
        zones += 1
        transitions += len(zone.transitions())
        # Where clocks never change: the beginning of each year.
        years = [millis(datetime(year, 1, 1, 12, tzinfo=UTC)) for year in range(FIRST.year, LAST.year)]
        instants: set[int] = set()
        near: set[date] = set()
        for at in zone.transitions() + years:
            around = [zone.local_date(at) + timedelta(days=n) for n in range(-2, 4)]
            near.update(around[:-1])
            edges = {at} | {zone.start_of(day) for day in around}
            # Midnight by the offset before and by the one after, whether the clocks show it or not.
            for day in around:
                midnight = millis(datetime(day.year, day.month, day.day, tzinfo=UTC))
                edges |= {midnight - zone.offset(at - 1), midnight - zone.offset(at)}
            instants |= {edge + n for edge in edges for n in (-1, 0, 1)}
        for at in sorted(instants):
            days += 1
            expected, answer = zone.day_of(at).isoformat(), ours.day_of(name, moment(at))
            if expected != answer:
                differ(name, at, f"day_of {moment(at).isoformat()}: zoneinfo {expected}, ours {answer}")
        for day in sorted(near):
            windows += 1
            start, end = zone.start_of(day), zone.start_of(day + timedelta(days=1))
            window = ours.day_window(name, day)
            got = (window["start"], window["end"], window["hours"])
            text = tuple(moment(at).isoformat(timespec="auto").replace("+00:00", "Z") for at in (start, end))
            if got != (*text, (end - start) / HOUR):
                differ(name, end, f"day_window {day}: zoneinfo {text}, ours {got}")

    print(
        f"zones: {zones} zones, {transitions} transitions, {days} instants and {windows} days compared with zoneinfo "
        f"(tz {theirs}, ours {OURS}): {len(wrong)} zones differ"
    )
    if unknown:
        print(f"zones: {len(unknown)} names of Python that ours does not know: {', '.join(unknown)}")
    for name in sorted(changed):
        since, first, what = CHANGED[name]
        print(f"zones: {name} differs from {first} on by its data: tz {since}, {what}")
    for name, texts in sorted(wrong.items()):
        print(f"zones: {name}: {len(texts)} differences, the first: {texts[0]}; the last: {texts[-1]}", file=sys.stderr)
    return 1 if wrong or zones < 400 else 0


if __name__ == "__main__":
    sys.exit(main())
