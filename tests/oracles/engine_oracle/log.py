"""The access log, folded by the rules: contract windows and requests with their states (ACC-1 to ACC-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from .calendar import day_of
from .world import World

NEVER = date(9999, 12, 31)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


@dataclass
class Request:
    id: str
    creator: str
    room: str | None
    start: date
    end: date
    until: date | None
    sent: datetime
    answered: datetime | None = None
    answer: str = "requested"
    revoked: datetime | None = None


class Fold:
    """What holds of a log at a moment."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.limit = timedelta(days=world.policy.get("answer_days", 7))
        self.windows: dict[str, list[tuple[date, date]]] = {}
        self.requests: dict[str, Request] = {}
        self.taken: set[str] = set()
        self.region: dict[str, str] = {}
        self.moved: dict[str, datetime] = {}
        unique = {event["id"]: event for event in world.events}.values()
        for event in sorted(unique, key=order):
            happened, recorded, _ = order(event)
            if happened <= world.now and (world.known_at is None or recorded <= world.known_at):
                getattr(self, event["kind"])(event, happened)

    def day(self, at: datetime) -> date:
        return day_of(self.world.zone, at)

    # ACC-10: windows form a union; an end cuts the latest window.
    def contract_signed(self, event: dict[str, Any], _: datetime) -> None:
        windows = self.windows.setdefault(event["creator"], [])
        if any(end == NEVER for _, end in windows):
            return
        start = date.fromisoformat(event["on"])
        touching = [window for window in windows if window[1] >= start]
        windows[:] = [window for window in windows if window[1] < start]
        windows.append((min([start, *(window[0] for window in touching)]), NEVER))

    def contract_ended(self, event: dict[str, Any], _: datetime) -> None:
        windows = self.windows.get(event["creator"], [])
        on = date.fromisoformat(event["on"])
        if windows and on < windows[-1][1]:
            start, _end = windows.pop()
            if start < on:
                windows.append((start, on))

    # ACC-1, ACC-2: the state of a request at an instant.
    def state(self, request: Request, at: datetime) -> str:
        if request.answer == "requested":
            return "request_expired" if at >= request.sent + self.limit else "request_pending"
        if request.answer == "declined":
            return "request_declined"
        if request.revoked is not None:
            return "revoked"
        return "ended" if request.until is not None and self.day(at) > request.until else "authorized"

    # ACC-3: one at a time for the same scope and overlapping days.
    def requested(self, event: dict[str, Any], at: datetime) -> None:
        start = date.fromisoformat(event["days"]["start"])
        end = date.fromisoformat(event["days"]["end"]) if event["days"]["end"] else NEVER
        if start >= end or event["request"] in self.taken:
            return
        self.taken.add(event["request"])
        until = date.fromisoformat(event["until"]) if event.get("until") else None
        if until is not None and until < self.day(at):
            return
        room = (event.get("scope") or {}).get("room")
        for other in self.requests.values():
            same = other.creator == event["creator"] and other.room == room
            if same and max(start, other.start) < min(end, other.end):
                if self.state(other, at) in ("request_pending", "authorized"):
                    return
        self.requests[event["request"]] = Request(event["request"], event["creator"], room, start, end, until, at)

    def answerable(self, event: dict[str, Any], at: datetime) -> Request | None:
        request = self.requests.get(event["request"])
        if request is None or request.creator != event["creator"] or self.state(request, at) != "request_pending":
            return None
        return request

    def authorized(self, event: dict[str, Any], at: datetime) -> None:
        request = self.answerable(event, at)
        if request and not (request.until is not None and self.day(at) > request.until):
            request.answer, request.answered = "authorized", at

    def declined(self, event: dict[str, Any], at: datetime) -> None:
        request = self.answerable(event, at)
        if request:
            request.answer, request.answered = "declined", at

    def revoked(self, event: dict[str, Any], at: datetime) -> None:
        request = self.requests.get(event["request"])
        if request and request.creator == event["creator"] and self.state(request, at) == "authorized":
            request.revoked = at

    # ACC-9: the region last declared; of two at one moment the restricted one.
    def region_declared(self, event: dict[str, Any], at: datetime) -> None:
        creator, region = event["creator"], event["region"].upper()
        if self.moved.get(creator) == at and self.region[creator] in self.restricted():
            return
        self.region[creator], self.moved[creator] = region, at

    def restricted(self) -> set[str]:
        return set(self.world.policy.get("restricted_regions", ["US"]))

    def in_force(self, request: Request) -> bool:
        """Whether it shows anything today: through the day of withdrawal and the day `until` (ACC-5, ACC-1)."""
        today = self.world.today
        if request.answer != "authorized":
            return False
        shown_to = [day for day in (request.until, request.revoked and self.day(request.revoked)) if day]
        return all(today <= day for day in shown_to)

    def state_now(self, request: Request) -> str:
        """The state as a cause: a withdrawal or an end that has not yet hidden is none."""
        return "in_force" if self.in_force(request) else self.state(request, self.world.now)


def order(event: dict[str, Any]) -> tuple[datetime, datetime, str]:
    happened = instant(event["happened_at"])
    recorded = instant(event["recorded_at"]) if event.get("recorded_at") else happened
    return happened, recorded, event["id"]
