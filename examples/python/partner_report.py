"""A partner's report from a workspace folder: its access log, tables and documents.

    python partner_report.py [FOLDER] [--now INSTANT] [--period PERIOD]

FOLDER holds a workspace.toml (default: the example agency beside this script). PERIOD is yesterday, last_7_days,
day:2026-06-01, week:2026-06-01 or custom:2026-06-01..2026-06-11 (without the last day). Python 3.10 needs the package
tomli (pip install tomli); later ones have all that is needed.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import creator_compass as cc
from creator_compass.types import AuthorizedCreator, Figure, Line, LoadReport, MetricId, PendingCreator

AGENCY = Path(__file__).resolve().parents[1] / "data" / "agency"
METRICS: list[MetricId] = ["gmv", "gmv[live]", "views", "sku_orders", "ctr", "commission"]
LABELS: dict[str, str] = {metric["name"]: metric["label"] for metric in cc.metrics()}


def read_toml(path: Path) -> dict[str, Any]:
    for name in ("tomllib", "tomli"):
        try:
            toml = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        read: dict[str, Any] = toml.loads(path.read_text(encoding="utf-8"))
        return read
    sys.exit("This Python reads no TOML: use Python 3.11 or newer, or install tomli (pip install tomli).")


def snake(name: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", name).lower()


def load(folder: Path) -> tuple[dict[str, Any], cc.Store, list[LoadReport]]:
    """The workspace.toml of a folder, a store with all that it names, and a report a load."""
    about = read_toml(folder / "workspace.toml")
    policy: Any = {snake(key): value for key, value in about.get("policy", {}).items()}
    zone, currency = about["time_zone"], about["currency"]
    store = cc.Store({"id": about["id"], "time_zone": zone, "currency": currency, "policy": policy})
    for log in about["access"]:
        store.record_lines((folder / log).read_text(encoding="utf-8"))
    reports = []
    for one in about.get("table", []):
        options = {"observed_at": one["observed_at"], "file": one["file"], "complete": one.get("complete", [])}
        reports.append(store.load_csv(one["table"], (folder / one["file"]).read_bytes(), **options))
    for one in about.get("document", []):
        options = {"observed_at": one["observed_at"], "file": one["file"]}
        options["window"] = {"start": one["start"], "end": one["end"]}
        reports.append(store.load_document(one["kind"], (folder / one["file"]).read_bytes(), **options))
    return about, store, reports


def picker(text: str) -> Any:
    """`day:2026-06-01` as a picker; a name without arguments is one already."""
    kind, _, argument = text.partition(":")
    start, _, end = argument.partition("..")
    if kind == "custom":
        return {"kind": kind, "start": start, "end": end}
    return {"kind": kind, "month" if kind == "month" else "day": argument} if argument else kind


def shown(figure: Figure) -> str:
    """A figure, or why there is none."""
    if figure["kind"] == "undefined":
        return f"? {', '.join(reason['reason'] for reason in figure['reasons'])}"
    if figure["kind"] == "hidden":
        return f"hidden: {', '.join(figure['reasons'])}"
    if figure["unit"] == "money" or figure["unit"] == "per_mille_money":
        return f"{figure['currency']} {figure['shown']}"
    return f"{figure['value']:.2%}" if figure["unit"] == "ratio" else f"{figure['value']:,}"


def label(metric: str) -> str:
    """`gmv[live]` as `GMV (live)`."""
    name, _, channel = metric.partition("[")
    return LABELS[name] + (f" ({channel[:-1]})" if channel else "")


def cells(line: Line) -> list[str]:
    change = line["relative_change"]
    changed = shown(change) if change["kind"] == "known" else ""
    return [label(line["metric"]), shown(line["value"]), shown(line["previous"]), changed]


def authorized(one: AuthorizedCreator) -> list[str]:
    return [one["name"] or one["creator"], *(shown(line["value"]) for line in one["lines"])]


def pending(one: PendingCreator) -> list[str]:
    causes = one["decision"]["causes"] if one["decision"]["kind"] == "hidden" else []
    return [one["name"] or one["creator"], one["action"], ", ".join(cause["reason"] for cause in causes)]


def table(title: str, head: list[str], rows: Iterable[list[str]]) -> None:
    rows = [head, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    print(f"\n{title}")
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def main() -> None:
    arguments = argparse.ArgumentParser(description="A partner's report from a workspace folder.")
    arguments.add_argument("folder", nargs="?", type=Path, default=AGENCY)
    arguments.add_argument("--now", help="the moment the report is made at, RFC 3339 (default: the folder's)")
    arguments.add_argument("--period", help="yesterday, last_7_days, day:…, week:… or custom:…..…")
    given = arguments.parse_args()
    try:
        about, store, reports = load(given.folder)
        view = store.view(given.now or about["now"])
        period = picker(given.period or about["period"])
        overview, creators = view.overview(period), view.creators(period, METRICS)
    except (cc.CompassError, OSError) as error:
        sys.exit(f"partner_report: {error}")

    scope, days = overview["scope"], overview["scope"]["period"]["days"]
    print(f"{about['title']} · {days['start']} to {days['end']} (without the last day)")
    print(f"{len(reports)} loads, {sum(len(report['rejected']) for report in reports)} rows refused", end="; ")
    print(f"{scope['unknown_creator_rows']} rows of nobody known; partial from {scope['partial_from'] or 'never'}")
    columns = ["", "period", "before", "change"]
    table("Indicators", columns, map(cells, overview["indicators"]))
    table("Sales", columns, map(cells, overview["sales"]))
    table("LIVE", columns, map(cells, overview["live"]))
    table("Video", columns, map(cells, overview["video"]))
    table("Creators", ["", *map(label, METRICS)], map(authorized, creators["authorized"]))
    table("Not authorized", ["", "next", "because"], map(pending, creators["pending"]))
    if "note" in about:
        print(f"\n{about['note']}")


if __name__ == "__main__":
    main()
