"""DataFusion: tables in memory, two partitions; the SQL is DuckDB's, said as DataFusion says it."""

from __future__ import annotations

import os
from typing import Any

from common import THREADS, Workload, arrow_table

os.environ["TOKIO_WORKER_THREADS"] = str(THREADS)

import pyarrow as pa  # noqa: E402
import pyarrow.compute as pc  # noqa: E402
from datafusion import SessionConfig, SessionContext  # noqa: E402

from peer_duckdb import has_product, narrowed  # noqa: E402


def load(work: Workload) -> SessionContext:
    ctx = SessionContext(SessionConfig().with_target_partitions(THREADS))
    rows, zone = arrow_table(work.columns), work.settings["zone_millis"]
    day = pc.add(rows["at"], zone).cast(pa.timestamp("ms")).cast(pa.date32()).cast(pa.int32())
    rows = rows.append_column("day", day)
    batches = rows.combine_chunks().to_batches(max_chunksize=65_536)
    # Dealt out in turn, so that a short period keeps both threads busy.
    ctx.register_record_batches("events", [batches[0::2], batches[1::2]])
    ctx.register_record_batches("seen", [arrow_table(work.visible).to_batches()])
    return ctx


def sql(work: Workload, question: dict[str, Any]) -> str:
    where = narrowed(work, question).replace("day", "events.day").replace("creator IN", "events.creator IN")
    joined = "events LEFT SEMI JOIN seen ON events.creator = seen.creator AND events.day = seen.day"
    if question["kind"] == "creator_channel":
        return f"""
            SELECT *, CAST(product_clicks AS DOUBLE) / nullif(product_impressions, 0) AS ctr FROM (
              SELECT creator, channel,
                count(*) FILTER (WHERE act = 0) AS views,
                count(*) FILTER (WHERE act = 1) AS product_impressions,
                count(*) FILTER (WHERE act = 2) AS product_clicks,
                count(*) FILTER (WHERE act = 4) AS sku_orders,
                sum(quantity) FILTER (WHERE act = 4) AS items_sold,
                sum(amount) FILTER (WHERE act = 4) AS gmv,
                sum(amount) FILTER (WHERE act = 5) AS refund_gmv,
                count(DISTINCT "user") FILTER (WHERE act = 4) AS buyers
              FROM {joined} WHERE {where} GROUP BY creator, channel)"""
    if question["kind"] == "creator_day":
        return f"""
            SELECT creator, day,
              count(*) FILTER (WHERE act = 0) AS views,
              count(*) FILTER (WHERE act = 2) AS product_clicks,
              count(*) FILTER (WHERE act = 4) AS sku_orders,
              sum(amount) FILTER (WHERE act = 4) AS gmv
            FROM {joined} WHERE {where} GROUP BY creator, day"""
    if question["kind"] == "product_channel":
        return f"""
            SELECT product, channel,
              count(DISTINCT "user") FILTER (WHERE act = 1) AS reach,
              count(DISTINCT "user") FILTER (WHERE act = 2) AS clickers,
              count(DISTINCT "user") FILTER (WHERE act = 4) AS buyers,
              sum(amount) FILTER (WHERE act = 4) AS gmv
            FROM {joined} WHERE {where} AND act IN (1, 2, 4) AND {has_product(work)} GROUP BY product, channel"""
    days, before = question["days"], question["previous"]
    return f"""
        SELECT content, sum(amount) FILTER (WHERE day >= {days["start"]}) AS gmv,
          sum(amount) FILTER (WHERE day < {days["start"]}) AS previous_gmv
        FROM {joined}
        WHERE events.day >= {before["start"]} AND events.day < {days["end"]} AND act = 4 AND channel = 1
        GROUP BY content HAVING sum(amount) FILTER (WHERE day >= {days["start"]}) > 0
        ORDER BY gmv DESC, content LIMIT {question["top"]}"""


def ask(ctx: SessionContext, work: Workload, question: dict[str, Any]) -> Any:
    frame = ctx.sql(sql(work, question))
    return pa.Table.from_batches(frame.collect(), frame.schema())
