"""Random small stores: a workspace, creators and their names, and an access log."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from .calendar import NEAR, UTC, day_of, midnight, text, zone

DAY = timedelta(days=1)
CURRENCIES = ["VND", "JPY", "USD", "EUR", "KWD", "BHD", "IDR"]  # 0, 2 and 3 decimals


@dataclass
class World:
    """A store to be, and what is asked of it."""

    seed: int
    rng: random.Random
    zone: str
    now: datetime
    today: date
    currency: str
    policy: dict[str, Any]
    known_at: datetime | None
    creators: list[str]
    # name -> [(creator, from, until)]; None is open.
    names: dict[str, list[tuple[str, date | None, date | None]]] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)  # room -> creator
    videos: dict[str, str] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    loads: list[dict[str, Any]] = field(default_factory=list)
    asks: list[dict[str, Any]] = field(default_factory=list)
    all_heard_of: bool = True  # every creator is in the log or in the creators table
    feeds: list[str] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def a_day(self, back: int, ahead: int = 0) -> date:
        return self.today + timedelta(days=self.rng.randint(-back, ahead))

    def an_instant(self, back: int, ahead: int = 0) -> datetime:
        """Somewhere within some days, often at the edge of one."""
        return self.instant_on(self.a_day(back, ahead))

    def instant_on(self, day: date) -> datetime:
        start = midnight(self.zone, day)
        if self.chance(0.3):
            offset = self.rng.choice([-3_600_000, -1_800_000, -60_000, -1000, -1, 0, 0, 1, 999, 59_000, 60_000, 3_600_000])
            return start + timedelta(milliseconds=offset)
        return start + timedelta(seconds=self.rng.randrange(86_400))

    def spell(self, at: datetime) -> str:
        """An instant as a source may write it: in UTC, or with an offset."""
        if self.chance(0.6):
            return text(at)
        local = at.astimezone(zone(self.zone))
        offset = local.utcoffset() or timedelta()
        minutes = offset // timedelta(minutes=1)
        if offset % timedelta(minutes=1):
            return text(at)
        sign = "-" if minutes < 0 else "+"
        stamp = local.strftime("%Y-%m-%dT%H:%M:%S") + (f".{at.microsecond // 1000:03d}" if at.microsecond else "")
        return f"{stamp}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def a_world(seed: int) -> World:
    rng = random.Random(f"store {seed}")
    name, near = rng.choice(NEAR)
    now = midnight(name, near) + timedelta(days=rng.randint(1, 20), seconds=rng.randrange(86_400))
    if rng.random() < 0.2:
        now = midnight(name, now.date()) + timedelta(milliseconds=rng.choice([-1, 0, 1, 1000]))
    world = World(
        seed=seed,
        rng=rng,
        zone=name,
        now=now.astimezone(UTC),
        today=day_of(name, now),
        currency=rng.choice(CURRENCIES),
        policy=a_policy(rng),
        known_at=None,
        creators=[f"c{number}" for number in range(1, rng.randint(2, 6))],
    )
    if rng.random() < 0.15:
        world.known_at = world.now - timedelta(hours=rng.randint(0, 200))
    for number in range(rng.randint(0, 4)):
        world.rooms[f"r{number}"] = rng.choice(world.creators)
        world.videos[f"v{number}"] = rng.choice(world.creators)
    a_log(world)
    names(world)
    return world


def a_policy(rng: random.Random) -> dict[str, Any]:
    policy: dict[str, Any] = {}
    if rng.random() < 0.5:
        policy["uv_on_custom_period"] = rng.random() < 0.8
    if rng.random() < 0.3:
        policy["week_start"] = rng.choice(["monday", "sunday", "saturday", "wednesday"])
    if rng.random() < 0.3:
        policy["retention_months"] = rng.choice([1, 2, 3, 12])
    if rng.random() < 0.2:
        policy["answer_days"] = rng.choice([1, 3, 14])
    if rng.random() < 0.3:
        policy["longest_period_days"] = rng.choice([10, 45, 90])
    if rng.random() < 0.3:
        policy["contract_bounds"] = {
            module: rng.random() < 0.5 for module in ("overview", "live", "creator", "video", "product")
        }
    if rng.random() < 0.1:
        policy["restricted_regions"] = rng.choice([[], ["US", "VN"], ["JP"]])
    return policy


def a_log(world: World) -> None:
    """Contracts, requests and answers of each creator, some of them impossible."""
    for creator in world.creators:
        rng, log = world.rng, Log(world, creator)
        generous = rng.random() < 0.6
        if world.chance(0.95 if generous else 0.8):
            on = world.a_day(120, -20) if generous else world.a_day(60, 2)
            log.add("contract_signed", world.an_instant(60), on=on.isoformat())
            while world.chance(0.1 if generous else 0.4):
                log.add("contract_ended", world.an_instant(40), on=world.a_day(40, 10).isoformat())
                if world.chance(0.7):
                    log.add("contract_signed", world.an_instant(30), on=world.a_day(30, 5).isoformat())
        for number in range(rng.choice([1, 1, 1, 2] if generous else [0, 1, 1, 2, 3])):
            log.request(f"q{creator}{number}", generous)
        if world.chance(0.12):
            log.region()
        if world.chance(0.2):
            log.noise()
    world.rng.shuffle(world.events)
    world.events += world.rng.sample(world.events, len(world.events) // 4)  # some come twice


class Log:
    """Events of one creator."""

    def __init__(self, world: World, creator: str) -> None:
        self.world, self.creator, self.first = world, creator, len(world.events)

    def add(self, kind: str, at: datetime, **more: Any) -> None:
        event = {"id": f"e{len(self.world.events)}", "kind": kind, "happened_at": text(at), "creator": self.creator, **more}
        if self.world.chance(0.2):
            event["recorded_at"] = text(at + timedelta(minutes=self.world.rng.choice([0, 5, 600, 6000])))
        self.world.events.append(event)

    def request(self, name: str, generous: bool) -> None:
        world, rng = self.world, self.world.rng
        sent = world.an_instant(50 if generous else 30)
        start = world.a_day(250, -60) if generous else world.a_day(60)
        end = start + timedelta(days=rng.randint(0, 60)) if world.chance(0.1 if generous else 0.4) else None
        asked: dict[str, Any] = {"request": name, "days": {"start": start.isoformat(), "end": end and end.isoformat()}}
        if world.chance(0.15) and world.rooms:
            asked["scope"] = {"kind": "room", "room": rng.choice(sorted(world.rooms))}
        if world.chance(0.1 if generous else 0.2):
            asked["until"] = world.a_day(20, 20).isoformat()
        self.add("requested", sent, **asked)
        answer = rng.choices(["authorized", "declined", None], [90, 5, 5] if generous else [65, 15, 20])[0]
        if answer is None:
            return
        limit = timedelta(days=world.policy.get("answer_days", 7))
        answered = sent + rng.choice([limit * rng.random()] * 8 + [limit - timedelta(milliseconds=1), limit])
        answered = answered.replace(microsecond=answered.microsecond // 1000 * 1000)
        self.add(answer, answered, request=name)
        if world.chance(0.08 if generous else 0.3):
            later = max(answered, world.an_instant(20))
            self.add("revoked", rng.choice([later, midnight(world.zone, world.today), world.now]), request=name)

    def region(self) -> None:
        """Where a creator moves out of a restricted region, it does so before all else: what a restricted one may do is not asked."""
        world = self.world
        early = world.now - timedelta(days=400)
        if world.chance(0.5):
            self.add("region_declared", early, region=world.rng.choice(["US", "us", "VN"]))
            self.add("region_declared", early + DAY, region=world.rng.choice(["ID", "GB", "FR"]))
        else:
            self.add("region_declared", world.now - DAY * world.rng.randint(0, 300), region=world.rng.choice(["US", "VN", "ID"]))

    def noise(self) -> None:
        world = self.world
        kind = world.rng.choice(["authorized", "declined", "revoked"])
        anyone = [event["request"] for event in world.events if "request" in event] or ["nobody"]
        self.add(kind, world.an_instant(30), request=world.rng.choice([*anyone, "nobody"]))


def names(world: World) -> None:
    """Usernames: of the creators table, without dates, or of the alias table, with dates and renames."""
    for creator in world.creators:
        kind = world.rng.random()
        if kind < 0.4:
            world.names[f"{creator}.shop"] = [(creator, None, None)]
        elif kind < 0.7:
            turn = world.a_day(20)
            world.names[f"{creator}.old"] = [(creator, None, turn)]
            gap = world.rng.choice([0, 0, 1, 3, -2])
            world.names[f"{creator}.new"] = [(creator, turn + DAY * gap, None)]
    if len(world.creators) > 1 and world.chance(0.4):
        one, other = world.rng.sample(world.creators, 2)
        turn = world.a_day(15)
        world.names["star"] = [(one, None, turn + DAY * world.rng.choice([0, 0, 2])), (other, turn, None)]
