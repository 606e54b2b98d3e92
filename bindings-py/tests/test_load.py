"""Threads and size."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import creator_compass as cc

NOW = "2026-05-20T12:00:00+07:00"


def events(creators: range) -> Iterator[dict[str, Any]]:
    """Four events a creator, then the first two of them again."""
    for number in creators:
        creator = f"creator-{number}"
        request, days = f"{creator}/r", {"start": "2026-01-01", "end": None}
        head = {"creator": creator, "happened_at": "2026-01-01T09:00:00+07:00"}
        signed = {**head, "id": f"{creator}/s", "kind": "contract_signed", "on": "2026-01-01"}
        asked = {**head, "id": f"{request}/asked", "kind": "requested", "request": request, "days": days}
        region = {**head, "id": f"{creator}/region", "kind": "region_declared", "region": "ID"}
        given = {**head, "id": f"{request}/given", "kind": "authorized", "request": request}
        yield from (signed, asked, {**given, "happened_at": "2026-01-02T09:00:00+07:00"}, region, asked, signed)


def test_threads_share_a_log() -> None:
    log = cc.AccessLog({"time_zone": "Asia/Jakarta"})
    start = threading.Barrier(8)

    def work(number: int) -> int:
        start.wait()
        mine = range(number // 2 * 200, number // 2 * 200 + 200)
        recorded = log.record(events(mine))["recorded"]
        for creator in mine:
            decision = log.decide(
                {"creator": f"creator-{creator}", "module": "live", "grain": "realtime", "day": "2026-05-20"}, NOW
            )
            assert decision == {"kind": "visible"}
            assert len(log) >= 800
        return recorded

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == len(log) == 3200
    days = log.compile("live", "aggregate", {"start": "2026-05-01", "end": None}, NOW)
    assert len(days["creators"]) == 800


def test_a_million_events(capsys: Any) -> None:
    log = cc.AccessLog({"time_zone": "Asia/Jakarta"})
    given = list(events(range(166_667)))
    began = time.perf_counter()
    assert log.record(given) == {"recorded": 666_668, "duplicates": 333_334}
    recorded = time.perf_counter()
    compiled = log.compile("live", "aggregate", {"start": "2026-05-01", "end": "2026-06-01"}, NOW)
    assert len(compiled["creators"]) == 166_667
    took = recorded - began, time.perf_counter() - recorded
    with capsys.disabled():
        print(f"\n1 000 002 events: recorded in {took[0]:.1f} s, compiled in {took[1]:.1f} s")
    # A generous bound: only a slip from linear to quadratic should reach it.
    assert took[0] < 60 and took[1] < 60


def test_lines_are_taken_as_dicts_are() -> None:
    wire = {"happened_at": "happenedAt"}
    lines = "\n".join(json.dumps({wire.get(k, k): v for k, v in one.items()}) for one in events(range(1000)))
    from_lines, from_dicts = (cc.AccessLog({"time_zone": "Asia/Jakarta"}) for _ in range(2))
    assert from_lines.record_lines(lines) == from_dicts.record(events(range(1000)))
    assert from_lines.events() == from_dicts.events()


def test_others_run_while_rust_works() -> None:
    log = cc.AccessLog({"time_zone": "Asia/Jakarta"})
    log.record(events(range(30_000)))
    ticks, done = 0, threading.Event()

    def work() -> None:
        for _ in range(5):
            log.compile("live", "aggregate", {"start": "2026-05-01", "end": "2026-05-01"}, NOW)
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    while not done.wait(0.001):
        ticks += 1
    worker.join()
    assert ticks > 5
