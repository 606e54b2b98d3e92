"""Asks DuckDB, Polars and DataFusion the workload's questions, asserts that all answers are equal, prints what it took.

    run.py --data DIR [--out DIR] [--runs 3] [--peers duckdb,polars,datafusion]
           [--engine PROGRAM]   runs `PROGRAM engine --data DIR --answers FILE` in the same go
           [--ours FILE ...]    compares answers that were written before
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from common import THREADS, difference, measure, read_answers, read_settings

GROUPS = ("q1", "q2", "q3", "q4", "q5")
# Told, but no part of the whole.
MORE = ("q6",)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The workload's questions asked of general engines.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", default="duckdb,polars,datafusion")
    parser.add_argument("--engine", help="a program that answers `engine --data DIR --answers FILE`")
    parser.add_argument("--ours", type=Path, nargs="*", default=[])
    parser.add_argument("--one", help=argparse.SUPPRESS)
    return parser.parse_args()


def on_two_cores() -> None:
    """Nobody gets more cores than threads."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])


def load_average() -> str:
    one, five, _ = os.getloadavg()
    return f"{one:.2f} {five:.2f}"


def figure(name: str, value: float, unit: str) -> None:
    print(f"figure {name} {value:.4g} {unit}" if unit != "MB" else f"figure {name} {value:.0f} {unit}", flush=True)


def whole(seconds: dict[str, float]) -> float:
    return seconds["load"] + sum(seconds[group] for group in GROUPS)


def tell(name: str, header: dict[str, Any]) -> None:
    seconds, first, cpu = header["seconds"], header.get("first_seconds", {}), header.get("cpu_seconds", {})
    for group in ("load", *GROUPS, *MORE):
        if group not in seconds:
            continue
        figure(f"{name}.{group}", seconds[group], "s")
        if group in first and group != "load":
            figure(f"{name}.{group}_first", first[group], "s")
        if group in cpu:
            figure(f"{name}.{group}_cpu", cpu[group], "s")
    figure(f"{name}.whole", whole(seconds), "s")
    if cpu:
        figure(f"{name}.whole_cpu", whole(cpu), "s")
    for what in ("peak", "source", "loaded"):
        if f"{what}_bytes" in header:
            figure(f"{name}.{what}_memory", header[f"{what}_bytes"] / 1e6, "MB")


def main() -> int:
    given = arguments()
    on_two_cores()
    if given.one:
        peer = importlib.import_module(f"peer_{given.one}")
        measure(given.one, given.data, given.out, peer.load, peer.ask, given.runs)
        return 0
    settings, questions = read_settings(given.data)
    print(f"# {settings['rows']} rows, {settings['form']}, seed {settings['seed']}; {THREADS} threads each; median of {given.runs}")
    with tempfile.TemporaryDirectory() as kept:
        out = given.out or Path(kept)
        out.mkdir(parents=True, exist_ok=True)
        files: list[tuple[bool, Path]] = []
        if given.engine:
            file = out / "ours.answers"
            print(f"# load before ours: {load_average()}", flush=True)
            command = [given.engine, "engine", "--data", str(given.data), "--answers", str(file)]
            subprocess.run(command, check=True)
            files.append((True, file))
        files += [(True, file) for file in given.ours]
        for peer in filter(None, given.peers.split(",")):
            file = out / f"{peer}.answers"
            print(f"# load before {peer}: {load_average()}", flush=True)
            command = [sys.executable, __file__, "--one", peer, "--data", str(given.data), "--out", str(file)]
            subprocess.run([*command, "--runs", str(given.runs)], check=True)
            files.append((False, file))
        return compare(questions, files)


def compare(questions: list[dict[str, Any]], files: list[tuple[bool, Path]]) -> int:
    """Prints figures and ratios; 1 if any answer differs from another."""
    read = [(ours, *read_answers(file)) for ours, file in files]
    wrong = 0
    for question in questions:
        name, kind = question["name"], question["kind"]
        for (_, one, left), (_, other, right) in zip(read, read[1:]):
            if name not in left or name not in right:
                found: str | None = "not answered"
            else:
                found = difference(kind, left[name], right[name])
            if found:
                wrong += 1
                print(f"{name}: {one['engine']} and {other['engine']} differ: {found}", file=sys.stderr)
    for _, header, _ in read:
        if header.get("seconds"):
            tell(header["engine"], header)
    peers = {header["engine"]: header for ours, header, _ in read if not ours}
    for header in (header for ours, header, _ in read if ours and header.get("seconds")):
        ratios(header, peers)
    rows = sum(len(next(iter(answer.values()))) for answer in read[0][2].values()) if read else 0
    print(f"# load at the end: {load_average()}")
    print(f"# {len(read)} engines, {len(questions)} questions, {rows} rows of answers: " + ("equal" if not wrong else f"{wrong} differ"))
    return 1 if wrong else 0


def ratios(ours: dict[str, Any], peers: dict[str, dict[str, Any]]) -> None:
    """How many times longer the peers take than ours, and the best of them."""
    if not peers:
        return
    engine = ours["engine"]
    for clock, suffix in (("seconds", ""), ("cpu_seconds", "_cpu")):
        if clock not in ours:
            continue
        for group in (*GROUPS, *MORE, "whole"):
            if group in MORE and group not in ours[clock]:
                continue
            taken = {name: whole(h[clock]) if group == "whole" else h[clock][group] for name, h in peers.items()}
            mine = whole(ours[clock]) if group == "whole" else ours[clock][group]
            for name, seconds in taken.items():
                figure(f"{engine}.{group}_vs_{name}{suffix}", seconds / mine, "x")
            figure(f"{engine}.{group}_vs_best_peer{suffix}", min(taken.values()) / mine, "x")
    best = min(header["peak_bytes"] for header in peers.values())
    figure(f"{engine}.peak_memory_vs_best_peer", ours["peak_bytes"] / best, "x")


if __name__ == "__main__":
    sys.exit(main())
