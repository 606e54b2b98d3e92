"""The metric dictionary: each derived metric as parts of base measures (MET-2), exactly (MET-4)."""

from __future__ import annotations

Part = tuple[str, "str | None"]  # a measure, and the channel it is confined to

SUMS = [
    "impressions", "views", "entries", "leaves", "watch_seconds", "finishes", "likes", "comments", "shares", "new_followers",
    "product_impressions", "product_clicks", "orders_created", "sku_orders", "items_sold", "refund_orders", "refund_items",
    "reviews", "negative_reviews", "complaints", "drainage_pv", "drainage_entries", "gmv", "refund_gmv", "commission",
    "settlement_gmv", "direct_gmv", "offers_received", "offers_accepted", "acquisitions", "ad_spend", "live_seconds",
]  # fmt: skip
# The channels in which a measure comes about, where not in all: no product card is watched, no video is left.
LIVE_ONLY = {"entries", "leaves", "live_seconds", "direct_gmv"}
VIDEO_ONLY = {"finishes", "drainage_pv", "drainage_entries"}
CONTENT = {
    "impressions", "views", "viewers", "watch_seconds", "likes", "comments", "shares", "new_followers", "engaged", "engaged_again",
}  # fmt: skip


def channels(measure: str) -> list[str]:
    if measure in LIVE_ONLY:
        return ["live"]
    if measure in VIDEO_ONLY:
        return ["video"]
    return ["live", "video"] if measure in CONTENT else ["live", "video", "card"]


# What an order line may tell or not.
SOMETIMES = {"commission", "refund_orders", "refund_items", "refund_gmv", "settlement_gmv"}
UNIQUES = ["viewers", "product_reach", "product_clickers", "buyers"]
SIMPLE = [*SUMS, *UNIQUES, "orders", "products_sold"]
# Of the partner's creators, rooms and videos: they have no channel of their own choice.
SUBJECTS = ["creators", "livestreams", "videos", "live_partners", "partners_with_sales", "active_rate", "sales_rate", "avg_gmv_live"]
MONEY = {"ad_spend", "cpa", "gmv", "refund_gmv", "commission", "settlement_gmv", "direct_gmv", "aov", "rpm", "avg_gmv_live"}

ENGAGED = ["likes", "comments", "shares"]
# name: (numerator, denominator, factor); both are sums of measures.
FORMULAS: dict[str, tuple[list[str], list[str], int]] = {
    "ctr": (["product_clicks"], ["product_impressions"], 1),
    "c_o": (["sku_orders"], ["product_clicks"], 1),
    "content_ctr": (["product_clicks"], ["views"], 1),
    "rpm": (["gmv"], ["views"], 1000),
    "transaction_rate": (["buyers"], ["viewers"], 1),
    "interaction_rate": (ENGAGED, ["views"], 1),
    "finish_rate": (["finishes"], ["views"], 1),
    "drainage_success_rate": (["drainage_entries"], ["drainage_pv"], 1),
    "avg_watch_seconds": (["watch_seconds"], ["views"], 1),
    "view_rate": (["views"], ["impressions"], 1),
    "viewer_click_rate": (["product_clickers"], ["product_reach"], 1),
    "clicker_buyer_rate": (["buyers"], ["product_clickers"], 1),
    "viewer_buyer_rate": (["buyers"], ["product_reach"], 1),
    "return_rate": (["refund_orders"], ["sku_orders"], 1),
    "negative_review_rate": (["negative_reviews"], ["reviews"], 1),
    "complaint_rate": (["complaints"], ["sku_orders"], 1),
    "aov": (["gmv"], ["sku_orders"], 1),
    "engagement_rate_views": (ENGAGED, ["views"], 1),
    "watch_through_rate": (["finishes"], ["views"], 1),
    "repeat_engagement": (["engaged_again"], ["engaged"], 1),
    "roi": (["gmv", "-ad_spend"], ["ad_spend"], 1),
    "roas": (["gmv"], ["ad_spend"], 1),
    "cpa": (["ad_spend"], ["acquisitions"], 1),
    "acceptance_rate": (["offers_accepted"], ["offers_received"], 1),
}
# Those whose parts have channels of their own.
FIXED: dict[str, tuple[list[Part], list[Part], int]] = {
    "avg_gmv_live": ([("gmv", "live")], [("livestreams", None)], 1),
    "active_rate": ([("live_partners", None)], [("creators", None)], 1),
    "sales_rate": ([("partners_with_sales", None)], [("creators", None)], 1),
}
# Means of the ratios of single rooms or videos: (kind of content, channel).
MEANS = {"avg_ctr_live": ("room", "live"), "avg_ctr_video": ("video", "video")}


def split(metric: str) -> tuple[str, str | None]:
    name, _, channel = metric.partition("[")
    return name, channel.rstrip("]") or None


def formula(metric: str) -> tuple[list[Part], list[Part], int]:
    """Numerator, denominator (none: 1) and factor of a metric."""
    name, channel = split(metric)
    if name in FIXED:
        return FIXED[name]
    if name in FORMULAS:
        over, under, factor = FORMULAS[name]
        return [(one, channel) for one in over], [(one, channel) for one in under], factor
    return [(name, channel)], [], 1


def parts(metric: str) -> list[Part]:
    """The measures that a metric is made of; one that is taken off bears a minus in its formula."""
    over, under, _ = formula(metric)
    return [(name.lstrip("-"), channel) for name, channel in over + under]
