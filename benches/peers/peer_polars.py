"""Polars: lazy frames over one table with its business day, joined with the visible creator-days."""

from __future__ import annotations

import os
from typing import Any

from common import NONE, PURCHASE, THREADS, VIDEO, Workload, arrow_table

os.environ["POLARS_MAX_THREADS"] = str(THREADS)

import polars as pl  # noqa: E402

Frames = tuple[pl.DataFrame, pl.DataFrame]


def load(work: Workload) -> Frames:
    rows = pl.DataFrame(arrow_table(work.columns))
    day = (pl.col("at") + work.settings["zone_millis"]).floordiv(86_400_000).cast(pl.Int32).alias("day")
    return rows.with_columns(day), pl.DataFrame(arrow_table(work.visible))


def ask(frames: Frames, work: Workload, question: dict[str, Any]) -> Any:
    rows, seen = (frame.lazy() for frame in frames)
    days, before = question["days"], question["previous"]
    start = before["start"] if before else days["start"]
    rows = rows.filter(pl.col("day").is_between(start, days["end"], closed="left"))
    seen = seen.filter(pl.col("day").is_between(start, days["end"], closed="left"))
    if question["channels"] is not None:
        rows = rows.filter(pl.col("channel").is_in(question["channels"]))
    if question["creators"] is not None:
        seen = seen.filter(pl.col("creator").is_in([work.creator(n) for n in question["creators"]]))
    act, product = pl.col("act"), pl.col("product")
    has_product = product.is_not_null() if work.texts else product != NONE

    def visible(kept: pl.LazyFrame) -> pl.LazyFrame:
        return kept.join(seen, on=["creator", "day"], how="semi")

    def count(number: int) -> pl.Expr:
        return (act == number).sum()

    def amount(number: int) -> pl.Expr:
        return pl.col("amount").filter(act == number).sum()

    def users(number: int) -> pl.Expr:
        return pl.col("user").filter(act == number).n_unique()

    if question["kind"] == "creator_channel":
        answer = (
            visible(rows)
            .group_by("creator", "channel")
            .agg(
                count(0).alias("views"),
                count(1).alias("product_impressions"),
                count(2).alias("product_clicks"),
                count(PURCHASE).alias("sku_orders"),
                pl.col("quantity").filter(act == PURCHASE).sum().alias("items_sold"),
                amount(PURCHASE).alias("gmv"),
                amount(5).alias("refund_gmv"),
                users(PURCHASE).alias("buyers"),
            )
            .with_columns(
                pl.when(pl.col("product_impressions") > 0)
                .then(pl.col("product_clicks") / pl.col("product_impressions"))
                .alias("ctr")
            )
        )
    elif question["kind"] == "creator_day":
        answer = (
            visible(rows)
            .group_by("creator", "day")
            .agg(
                count(0).alias("views"),
                count(2).alias("product_clicks"),
                count(PURCHASE).alias("sku_orders"),
                amount(PURCHASE).alias("gmv"),
            )
        )
    elif question["kind"] == "product_channel":
        answer = (
            visible(rows.filter(act.is_in([1, 2, PURCHASE]), has_product))
            .group_by("product", "channel")
            .agg(
                users(1).alias("reach"),
                users(2).alias("clickers"),
                users(PURCHASE).alias("buyers"),
                amount(PURCHASE).alias("gmv"),
            )
        )
    else:
        now = pl.col("day") >= days["start"]
        answer = (
            visible(rows.filter(act == PURCHASE, pl.col("channel") == VIDEO))
            .group_by("content")
            .agg(
                pl.col("amount").filter(now).sum().alias("gmv"),
                pl.col("amount").filter(~now).sum().alias("previous_gmv"),
            )
            .filter(pl.col("gmv") > 0)
            .sort(["gmv", "content"], descending=[True, False])
            .head(question["top"])
        )
    return answer.collect().to_arrow()
