"""Rooms that take events one after the other, are kept and read half way, then one question; and the wall."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import creator_compass as cc
import scenario
from scenario import Input, room


def asked(room: cc.Room, op: str, i: Input) -> Any:
    if op == "room.nextChangeAt":
        return {"at": room.next_change_at(i["now"])}
    if op == "room.export":
        return {"text": room.export(i["ask"]).decode()}
    return getattr(room, re.sub(r"(?=[A-Z])", "_", op.removeprefix("room.")).lower())(i["ask"])


def operation(op: str) -> Callable[[Input], Any]:
    """`room.…` is the method of a room of that name; a room that was kept answers the same."""

    def call(i: Input) -> Any:
        one = room(i)
        answer = asked(one, op, i)
        assert asked(cc.Room.open(one.save()), op, i) == answer
        return answer

    return call


def wall(i: Input) -> tuple[cc.Wall, cc.View]:
    wall = cc.Wall(policy=i.get("policy"))
    for one in i["rooms"]:
        wall.add(room(one))
    for name in i.get("show") or []:
        wall.show(name)
    for name in i.get("hide") or []:
        wall.hide(name)
    return wall, scenario.view(i)


def screen(i: Input) -> Any:
    shown, view = wall(i)
    return shown.screen(view)


def ongoing(i: Input) -> Any:
    shown, view = wall(i)
    return shown.ongoing(view, i.get("ask"))


OPS: dict[str, Callable[[Input], Any]] = {
    "room.observe": lambda i: room(i).observe(i["then"]),
    "room.open": lambda i: cc.Room.open(bytes(i["bytes"])).id,
    "live.pinBacktest": lambda i: cc.pin_backtest([room(one).save() for one in i["rooms"]], i["ask"]),
    "wall.screen": screen,
    "wall.ongoing": ongoing,
}
