"""Every vector of the repository, through the public API. A vector is data; what an operation is called stands in OPS."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import creator_compass as cc
import live
import profiles
import scenario
from scenario import Input, log

# What stands under these keys of an input is the caller's: columns, and fields of documents.
KEPT = ("json", "rows")
OPS: dict[str, Callable[[Input], Any]] = {
    "time.day_of": lambda i: {"day": cc.day_of(i["time_zone"], i["instant"])},
    "time.today": lambda i: {"day": cc.day_of(i["time_zone"], i["now"])},
    "time.day_window": lambda i: cc.day_window(**i),
    "time.retention_start": lambda i: {"day": cc.retention_start(**i)},
    "time.resolve": lambda i: cc.resolve(**i),
    "time.normalize": lambda i: {"windows": cc.normalize(**i)},
    "time.union": lambda i: {"windows": cc.union(**i)},
    "time.intersection": lambda i: {"windows": cc.intersection(**i)},
    "time.difference": lambda i: {"windows": cc.difference(**i)},
    "value.money": lambda i: cc.money(**i),
    "value.money_sum": lambda i: cc.money_sum(**i),
    "metric.evaluate": lambda i: cc.evaluate_metric(**i),
    "access.record": lambda i: log(i).record(i["events"]),
    "access.decide": lambda i: log(i).decide(i["question"], i["now"], known_at=i.get("known_at")),
    "access.contracts": lambda i: log(i).contracts(i["creator"], i["now"], known_at=i.get("known_at")),
    "access.requests": lambda i: log(i).requests(i["now"], known_at=i.get("known_at")),
    "access.lists": lambda i: log(i).lists(i["now"], known_at=i.get("known_at")),
    "access.ignored": lambda i: log(i).ignored(i["now"], known_at=i.get("known_at")),
    "access.command": lambda i: log(i).command(i["command"], i["now"]),
    "access.compile": lambda i: log(i).compile(
        i["module"], i["grain"], i["period"], i["now"], known_at=i.get("known_at")
    ),
    "change.decompose": lambda i: cc.decompose_change(**i),
    "change.rising": lambda i: cc.rising(**i),
    "change.falling": lambda i: cc.falling(**i),
    **live.OPS,
    **profiles.OPS,
    **scenario.OPS,
}
CASES = [
    pytest.param(vector, id=f"{path.stem}-{index}")
    for path in sorted(Path(__file__).resolve().parents[2].glob("tests/vectors/*/*.json"))
    for index, vector in enumerate(json.loads(path.read_text(encoding="utf-8")))
]
assert CASES, "no vectors found"


def snake(value: Any, kept: tuple[str, ...] = ()) -> Any:
    if isinstance(value, dict):
        keys = {k: re.sub(r"(?<=[a-z])(?=\d+[A-Z])|(?=[A-Z])", "_", k).lower() for k in value}
        return {keys[k]: v if k in kept else snake(v, kept) for k, v in value.items()}
    return [snake(one, kept) for one in value] if isinstance(value, list) else value


def operation(op: str) -> Callable[[Input], Any]:
    """What an operation is called; `view.…` and `room.…` are the methods of that name."""
    if op.startswith("room.") and op not in OPS:
        return live.operation(op)
    method = re.sub(r"(?=[A-Z])", "_", op.removeprefix("view.")).lower()
    return OPS.get(op) or (lambda i: getattr(scenario.view(i), method)(i["ask"]))


def check(expected: Any, actual: Any, at: str) -> None:
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            check(value, actual.get(key, ...), f"{at}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, pair in enumerate(zip(expected, actual)):
            check(*pair, f"{at}[{index}]")
    else:
        assert actual == expected and (actual is True) == (expected is True), at


@pytest.mark.parametrize("vector", CASES)
def test_vector(vector: Input) -> None:
    try:
        actual: Any = operation(vector["op"])(snake(vector["input"], KEPT))
    except cc.CompassError as error:
        actual = {"error": {**vars(error), "message": str(error)}}
    check(snake(vector["output"]), actual, vector["about"])
