"""DuckDB: one table in memory with its business day, visible creator-days as another."""

from __future__ import annotations

from typing import Any

import duckdb

from common import NONE, THREADS, Workload, arrow_table


def load(work: Workload) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config={"threads": THREADS})
    rows, seen = arrow_table(work.columns), arrow_table(work.visible)
    con.register("rows_in", rows)
    con.register("seen_in", seen)
    zone = work.settings["zone_millis"]
    con.execute(
        f"CREATE TABLE events AS SELECT ((\"at\" + {zone}) // 86400000)::INTEGER AS day, \"at\", \"user\", act, creator,"
        " channel, content, product, quantity, amount FROM rows_in"
    )
    con.execute("CREATE TABLE seen AS SELECT * FROM seen_in")
    con.unregister("rows_in")
    con.unregister("seen_in")
    return con


def narrowed(work: Workload, question: dict[str, Any]) -> str:
    """The filter of a question on rows and visible days."""
    days = question["days"]
    parts = [f"day >= {days['start']}", f"day < {days['end']}"]
    if question["channels"] is not None:
        parts.append(f"channel IN ({', '.join(map(str, question['channels']))})")
    if question["creators"] is not None:
        parts.append(f"creator IN ({', '.join(repr(work.creator(n)) for n in question['creators'])})")
    return " AND ".join(parts)


def has_product(work: Workload) -> str:
    return "product IS NOT NULL" if work.texts else f"product <> {NONE}"


def sql(work: Workload, question: dict[str, Any]) -> str:
    where = narrowed(work, question)
    # Users are counted by two groupings: faster here than `count(DISTINCT …)`.
    if question["kind"] == "creator_channel":
        return f"""
            WITH shown AS (SELECT creator, channel, act, quantity, amount, "user" FROM events SEMI JOIN seen USING (creator, day)
              WHERE {where}),
            bought AS (SELECT creator, channel, count(*) AS buyers
              FROM (SELECT DISTINCT creator, channel, "user" FROM shown WHERE act = 4) GROUP BY creator, channel),
            told AS (SELECT creator, channel,
                count(*) FILTER (act = 0) AS views,
                count(*) FILTER (act = 1) AS product_impressions,
                count(*) FILTER (act = 2) AS product_clicks,
                count(*) FILTER (act = 4) AS sku_orders,
                sum(quantity) FILTER (act = 4) AS items_sold,
                sum(amount) FILTER (act = 4) AS gmv,
                sum(amount) FILTER (act = 5) AS refund_gmv
              FROM shown GROUP BY creator, channel)
            SELECT *, product_clicks / nullif(product_impressions, 0) AS ctr
            FROM told LEFT JOIN bought USING (creator, channel)"""
    if question["kind"] == "creator_day":
        return f"""
            SELECT creator, day,
              count(*) FILTER (act = 0) AS views,
              count(*) FILTER (act = 2) AS product_clicks,
              count(*) FILTER (act = 4) AS sku_orders,
              sum(amount) FILTER (act = 4) AS gmv
            FROM events SEMI JOIN seen USING (creator, day) WHERE {where} GROUP BY creator, day"""
    if question["kind"] == "product_channel":
        return f"""
            SELECT product, channel,
              count(*) FILTER (act = 1) AS reach,
              count(*) FILTER (act = 2) AS clickers,
              count(*) FILTER (act = 4) AS buyers,
              sum(amount) FILTER (act = 4) AS gmv
            FROM (SELECT product, channel, act, "user", sum(amount) AS amount FROM events SEMI JOIN seen USING (creator, day)
              WHERE {where} AND act IN (1, 2, 4) AND {has_product(work)} GROUP BY product, channel, act, "user")
            GROUP BY product, channel"""
    days, before = question["days"], question["previous"]
    return f"""
        SELECT content, sum(amount) FILTER (day >= {days["start"]}) AS gmv,
          sum(amount) FILTER (day < {days["start"]}) AS previous_gmv
        FROM events SEMI JOIN seen USING (creator, day)
        WHERE day >= {before["start"]} AND day < {days["end"]} AND act = 4 AND channel = 1
        GROUP BY content HAVING gmv > 0 ORDER BY gmv DESC, content LIMIT {question["top"]}"""


def ask(con: duckdb.DuckDBPyConnection, work: Workload, question: dict[str, Any]) -> Any:
    return con.sql(sql(work, question)).to_arrow_table()
