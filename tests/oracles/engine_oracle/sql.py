"""DuckDB: the worlds of a batch as tables, the SQL of this folder over them, and its answers."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from .formulas import SOMETIMES, SUMS, UNIQUES, channels, parts, split
from .log import Fold, order
from .tables import AMOUNTS, COUNTS
from .world import World

HERE = Path(__file__).parent
WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MODULES = ["overview", "live", "creator", "video", "product"]
GROUPS = ["creator", "channel", "content", "product", "shop"]
PLACE = "creator VARCHAR, username VARCHAR, channel VARCHAR, room VARCHAR, video VARCHAR, product VARCHAR, shop VARCHAR, affiliation VARCHAR"
ROW = "s INTEGER, load INTEGER, observed TIMESTAMPTZ, "
SCHEMA = {
    "worlds": "s INTEGER, zone VARCHAR, now TIMESTAMPTZ, known_at TIMESTAMPTZ, currency VARCHAR, retention_months INTEGER, restricted VARCHAR[]",
    "zone_days": "zone VARCHAR, day DATE",
    "modules": "s INTEGER, module VARCHAR, bound BOOLEAN",
    "creators": "s INTEGER, creator VARCHAR, region VARCHAR",
    "contracts": "s INTEGER, creator VARCHAR, f DATE, t DATE",
    "requests": "s INTEGER, creator VARCHAR, request VARCHAR, room VARCHAR, f DATE, t DATE, sent TIMESTAMPTZ, state VARCHAR",
    "name_rows": "s INTEGER, observed TIMESTAMPTZ, name VARCHAR, creator VARCHAR, since DATE, until DATE",
    "interaction_rows": f"{ROW}event VARCHAR, moment VARCHAR, {PLACE}, person VARCHAR, act VARCHAR, quantity VARCHAR, amount VARCHAR",
    "order_rows": f'{ROW}"order" VARCHAR, line VARCHAR, {PLACE}, quantity BIGINT, currency VARCHAR, amount VARCHAR, commission VARCHAR, '
    "refund_amount VARCHAR, refund_quantity BIGINT, settled_amount VARCHAR, created_at TIMESTAMPTZ, paid_at TIMESTAMPTZ, "
    "refunded_at TIMESTAMPTZ, settled_at TIMESTAMPTZ",
    "activity_rows": f"{ROW}day DATE, minute TIMESTAMPTZ, {PLACE}, measure VARCHAR, value HUGEINT",
    "thing_rows": f"{ROW}feed VARCHAR, {PLACE}, started VARCHAR, ended VARCHAR",
    "about_rows": "s INTEGER, observed TIMESTAMPTZ, video VARCHAR, visibility VARCHAR, ever_public VARCHAR",
    "complete_rows": "s INTEGER, feed VARCHAR, observed TIMESTAMPTZ, f DATE, t DATE",
    "asked": "s INTEGER, q INTEGER, module VARCHAR, kind VARCHAR, day DATE, first DATE, last DATE, week_start INTEGER, compare BOOLEAN, "
    + ", ".join(f"by_{group} BOOLEAN" for group in GROUPS)
    + ", by_time VARCHAR, f_creators VARCHAR[], f_channels VARCHAR[], f_rooms VARCHAR[], f_videos VARCHAR[], f_products VARCHAR[], "
    "f_shops VARCHAR[], f_affiliation VARCHAR",
    "asked_parts": "s INTEGER, q INTEGER, measure VARCHAR, channel VARCHAR",
    "feed_tells": "feed VARCHAR, measure VARCHAR, always BOOLEAN",
}

ORDERS = ["orders_created", "sku_orders", "orders", "items_sold", "gmv", "commission", "products_sold"]
ORDERS += ["refund_orders", "refund_items", "refund_gmv", "settlement_gmv"]
NO_ACT = {"commission", "direct_gmv", "offers_received", "offers_accepted", "acquisitions", "ad_spend", "live_seconds"}
ACTS = [one for one in SUMS if one not in NO_ACT] + UNIQUES + ["products_sold", "engaged", "engaged_again"]
TELLS = {"orders": ORDERS, "interactions": ACTS, "activity": COUNTS + AMOUNTS, "rooms": ["livestreams"], "videos": ["videos"]}
# What a feed tells with any row of it; the rest it tells where some row holds it.
ALWAYS = {"orders", "rooms", "videos"}

Tables = dict[str, list[dict[str, Any]]]


def micros(text: str) -> int:
    whole, _, fine = text.partition(".")
    return int(whole) * 10**6 + int((fine + "000000")[:6])


def rows_of(world: World, tables: Tables) -> None:
    """All that is known of a world, as rows of the tables above."""
    s, policy, fold, heard = world.seed, world.policy, Fold(world), heard_of(world)
    world.all_heard_of = set(world.creators) <= set(heard)
    tables["worlds"].append(
        {
            "s": s, "zone": world.zone, "now": world.now, "known_at": world.known_at, "currency": world.currency,
            "retention_months": policy.get("retention_months", 6), "restricted": sorted(fold.restricted()),
        }  # fmt: skip
    )
    bounds = policy.get("contract_bounds", {})
    tables["modules"] += [{"s": s, "module": module, "bound": bounds.get(module, True)} for module in MODULES]
    tables["creators"] += [{"s": s, "creator": one, "region": fold.region.get(one)} for one in heard]
    for creator, windows in fold.windows.items():
        tables["contracts"] += [{"s": s, "creator": creator, "f": start, "t": end} for start, end in windows]
    tables["requests"] += [
        {
            "s": s, "creator": one.creator, "request": one.id, "room": one.room, "f": one.start, "t": one.end, "sent": one.sent,
            "state": fold.state_now(one),
        }
        for one in fold.requests.values()
    ]  # fmt: skip
    # What any row of the activity tells, every other of its channel could tell.
    rows = [row for load in world.loads if load["table"] == "activity" for row in load["rows"]]
    measures = [measure for measure in COUNTS + AMOUNTS if any(row.get(measure, "--") not in ("", "--", None) for row in rows)]
    for number, load in enumerate(world.loads):
        load_rows(s, number, load, measures, tables)
    for number, ask in enumerate(world.asks):
        ask_rows(s, number, ask, WEEK.index(policy.get("week_start", "monday")) + 1, tables)


def heard_of(world: World) -> list[str]:
    """The creators that the log or their table names, as known."""
    at = world.known_at
    found = {event["creator"] for event in world.events if order(event)[0] <= world.now and (at is None or order(event)[1] <= at)}
    for load in world.loads:
        if load["table"] == "creators" and (at is None or load["observed"] <= at):
            found |= {row["creator"] for row in load["rows"] if row.get("creator")}
    return sorted(found)


def load_rows(s: int, number: int, load: dict[str, Any], measures: list[str], tables: Tables) -> None:
    table, observed = load["table"], load["observed"]
    base = {"s": s, "load": number, "observed": observed}
    for window in load["complete"]:
        tables["complete_rows"].append({"s": s, "feed": table, "observed": observed, "f": window["start"], "t": window["end"]})
    for row in load["rows"]:
        row = {key: value for key, value in row.items() if value is not None}
        if table == "interactions":
            row |= {"moment": row.pop("at"), "person": row.pop("user")}
            tables["interaction_rows"].append({**base, **row})
        elif table == "orders":
            tables["order_rows"].append({**base, **row})
        elif table == "activity":
            about = {key: value for key, value in row.items() if key not in COUNTS + AMOUNTS + ["definition"]}
            for measure in measures:
                if row["channel"] in channels(measure):
                    said = row.get(measure, "--")
                    value = None if said in ("", "--") else micros(said) if measure in AMOUNTS else int(said)
                    tables["activity_rows"].append({**base, **about, "measure": measure, "value": value})
        elif table == "rooms":
            more = {"started": row["started_at"], "ended": row["ended_at"], "channel": "live"}
            tables["thing_rows"].append({**base, "feed": "rooms", "room": row["room"], "creator": row["creator"], **more})
        elif table == "videos":
            more = {"started": row["posted_at"], "channel": "video"}
            tables["thing_rows"].append({**base, "feed": "videos", "video": row["video"], "creator": row["creator"], **more})
            tables["about_rows"].append({"s": s, "observed": observed, **{k: row.get(k) for k in ("video", "visibility", "ever_public")}})
        elif table == "creators" and "username" in row:
            tables["name_rows"].append({"s": s, "observed": observed, "name": row["username"], "creator": row["creator"]})
        elif table == "aliases":
            more = {"since": row.get("from"), "until": row.get("until")}
            tables["name_rows"].append({"s": s, "observed": observed, "name": row["value"], "creator": row["creator"], **more})


def ask_rows(s: int, number: int, ask: dict[str, Any], week_start: int, tables: Tables) -> None:
    period, groups = ask["period"], ask["group_by"]
    day = period.get("day") or (period["month"] + "-01" if "month" in period else None)
    chosen = ask.get("filter", {})
    tables["asked"].append(
        {
            "s": s, "q": number, "module": ask["module"], "kind": period["kind"], "day": day, "first": period.get("start"),
            "last": period.get("end"), "week_start": week_start, "compare": ask["compare"],
            **{f"by_{group}": group in groups for group in GROUPS},
            "by_time": next((group for group in groups if group in ("day", "week", "month")), None),
            **{f"f_{name}": values for name, values in chosen.items()},
        }  # fmt: skip
    )
    wanted = {part for metric in [*ask["metrics"], *ask.get("also", [])] for part in parts(metric)}
    wanted |= {("gmv", None)} if any(name == "partners_with_sales" for name, _ in wanted) else set()
    wanted |= {("livestreams", None)} if any(name == "live_partners" for name, _ in wanted) else set()
    wanted |= {("engaged", channel) for name, channel in wanted if name == "engaged_again"}
    if any(split(metric)[0] in ("avg_ctr_live", "avg_ctr_video") for metric in ask["metrics"]):
        wanted |= {("product_clicks", None), ("views", None)}
    tables["asked_parts"] += [{"s": s, "q": number, "measure": name, "channel": channel} for name, channel in sorted(wanted, key=str)]


def answers(worlds: list[World]) -> dict[str, list[Any]]:
    """What the SQL says of these worlds, by table."""
    tables: Tables = defaultdict(list)
    days = defaultdict(set)
    for world in worlds:
        rows_of(world, tables)
        days[world.zone] |= {world.today + timedelta(days=back) for back in range(-420, 30)}
    tables["zone_days"] = [{"zone": zone, "day": day} for zone, some in days.items() for day in some]
    tables["feed_tells"] = [
        {"feed": feed, "measure": measure, "always": feed in ALWAYS and measure not in SOMETIMES}
        for feed, measures in TELLS.items()
        for measure in measures
    ]
    base = duckdb.connect()
    base.execute("SET TimeZone = 'UTC'; SET threads = 2; SET lambda_syntax = 'DISABLE_SINGLE_ARROW'")
    base.execute("CREATE MACRO micros(x) AS (x::DECIMAL(30, 6) * 1000000::DECIMAL(8, 0))::HUGEINT")
    with tempfile.TemporaryDirectory() as folder:
        for name, schema in SCHEMA.items():
            base.execute(f"CREATE TABLE {name} ({schema})")
            path = Path(folder) / f"{name}.json"
            path.write_text("\n".join(json.dumps(row, default=plain) for row in tables[name]))
            if tables[name]:
                columns = ", ".join(f"{column!r}: {kind!r}" for column, kind in columns_of(schema))
                read = f"read_json('{path}', format = 'newline_delimited', columns = {{{columns}}})"
                base.execute(f"INSERT INTO {name} BY NAME SELECT * FROM {read}")
    for script in ("calendar.sql", "facts.sql", "access.sql", "answers.sql"):
        for statement in base.extract_statements((HERE / script).read_text()):
            base.execute(statement)
    kept = ["moment_of", "period", "sources", "cells", "told", "seen", "coverage", "sellers", "on_air", "rates", "declared", "about", "never_public", "unpaid"]
    return {name: fetch(base, name) for name in kept} | {"base": [base]}


def fetch(base: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    found = base.execute(f"SELECT * FROM {name}")
    columns = [column[0] for column in found.description or []]
    return [dict(zip(columns, row)) for row in found.fetchall()]


def columns_of(schema: str) -> list[tuple[str, str]]:
    split_ = [part.strip().rsplit(" ", 1) for part in schema.split(",")]
    return [(name.strip('"'), kind) for name, kind in split_]


def plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
