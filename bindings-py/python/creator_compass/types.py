"""The shapes that go in and come out, for type checkers. All of them are plain dicts.

What comes out holds text only: days are ``"YYYY-MM-DD"``, instants RFC 3339 in UTC. What goes in may also hold
``date`` and aware ``datetime`` objects. What comes out can go in again.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypedDict, Union

AnyDay = Union[str, date]
AnyInstant = Union[str, datetime]
AnyAmount = Union[str, Decimal]

# A union of literals, not a literal of many: stubtest can only follow the former through an alias.
Module = Union[
    Literal["overview"], Literal["live"], Literal["creator"], Literal["video"], Literal["product"]
]
Grain = Union[Literal["realtime"], Literal["aggregate"]]
Screen = Union[Literal["general"], Literal["product"]]


# --- Days ---------------------------------------------------------------------------------------------------------


class Window(TypedDict):
    """Days, half-open; an end of None is no end."""

    start: str
    end: str | None


class _WindowStart(TypedDict):
    start: AnyDay


class WindowIn(_WindowStart, total=False):
    end: AnyDay | None


AnyWindow = Union[Window, WindowIn]


class DayWindow(TypedDict):
    """All instants of a day, half-open."""

    start: str
    end: str
    hours: float


class Period(TypedDict):
    """What was picked, and the cycle before it."""

    picker: str
    days: Window
    previous: Window


Preset = Union[Literal["yesterday"], Literal["last_7_days"], Literal["last_28_days"]]


class PickPreset(TypedDict):
    kind: Preset


class PickDay(TypedDict):
    kind: Literal["day", "week"]
    day: AnyDay


class PickMonth(TypedDict):
    kind: Literal["month"]
    month: str


class PickCustom(TypedDict):
    kind: Literal["custom"]
    start: AnyDay
    end: AnyDay


Picker = Union[PickPreset, PickDay, PickMonth, PickCustom]
# A preset needs nothing but its kind.
AnyPicker = Union[Preset, Picker]


# --- Money --------------------------------------------------------------------------------------------------------


class MoneyIn(TypedDict):
    amount: AnyAmount
    currency: str


class Money(TypedDict):
    """An exact amount, and as it is shown."""

    amount: str
    currency: str
    shown: str


# --- Workspace ----------------------------------------------------------------------------------------------------


class ContractBounds(TypedDict, total=False):
    """Which modules contract windows bound; what is left out is bounded."""

    overview: bool
    live: bool
    creator: bool
    video: bool
    product: bool


class Policy(TypedDict, total=False):
    """Where the rules' defaults are changed."""

    longest_period_days: int
    retention_months: int
    week_start: Literal[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    ]
    answer_days: int
    restricted_regions: list[str]
    contract_bounds: ContractBounds
    uv_on_custom_period: bool
    trend_metrics: int
    live_screen_rooms: int
    dashboard_metrics: int
    profile_users_over: int
    exact_users: int


class _WorkspaceZone(TypedDict):
    time_zone: str


class Workspace(_WorkspaceZone, total=False):
    """A partner in one role and one market."""

    id: str | None
    currency: str | None
    l2l: bool
    policy: Policy | None


# --- Events of the access log -------------------------------------------------------------------------------------


class CreatorScope(TypedDict):
    kind: Literal["creator"]


class RoomScope(TypedDict):
    kind: Literal["room"]
    room: str


Scope = Union[CreatorScope, RoomScope]


class _Event(TypedDict):
    id: str
    happened_at: AnyInstant
    creator: str


class _Recorded(_Event, total=False):
    recorded_at: AnyInstant | None


class ContractEvent(_Recorded):
    kind: Literal["contract_signed", "contract_ended"]
    on: AnyDay


class _Requested(_Recorded):
    kind: Literal["requested"]
    request: str
    days: AnyWindow


class RequestedEvent(_Requested, total=False):
    scope: Scope | None
    until: AnyDay | None


class AnswerEvent(_Recorded):
    kind: Literal["authorized", "declined", "revoked"]
    request: str


class RegionEvent(_Recorded):
    kind: Literal["region_declared"]
    region: str


Event = Union[ContractEvent, RequestedEvent, AnswerEvent, RegionEvent]


class Forgotten(TypedDict):
    """What was erased of a creator."""

    events: int
    rows: int
    interactions: int


class Recorded(TypedDict):
    """How many events were new, and how many were there."""

    recorded: int
    duplicates: int


# --- Questions and answers ----------------------------------------------------------------------------------------


class VideoSubject(TypedDict):
    kind: Literal["video"]
    video: str


class ProductSubject(TypedDict):
    kind: Literal["product"]
    product: str


Subject = Union[CreatorScope, RoomScope, VideoSubject, ProductSubject]


class _Question(TypedDict):
    creator: str
    module: Module
    grain: Grain
    day: AnyDay


class Question(_Question, total=False):
    """May this be seen? Without a subject: the creator as a whole."""

    subject: Subject | None


class _Cause(TypedDict):
    reason: str
    who: Literal["creator", "partner", "nobody", "time"]
    clears_on: str | None


class Cause(_Cause, total=False):
    """Why something is hidden, who can change that, and the day from which time alone does."""

    request: str
    on: str
    region: str


class Visible(TypedDict):
    kind: Literal["visible"]


class Hidden(TypedDict):
    kind: Literal["hidden"]
    causes: list[Cause]
    visible_from: str | None


Decision = Union[Visible, Hidden]


class Contracts(TypedDict):
    windows: list[Window]


class Request(TypedDict):
    """A request as the lists show it."""

    request: str
    creator: str
    scope: Scope
    days: Window
    until: str | None
    state: Literal["requested", "authorized", "declined", "expired", "revoked", "ended"]
    since: str
    sent_at: str
    next_action: Literal["wait", "view_data", "request_again", "none"]


class Requests(TypedDict):
    requests: list[Request]


class Lists(TypedDict):
    """The lists by tab."""

    requested: list[Request]
    authorized: list[Request]
    unauthorized: list[Request]


class Ignored(TypedDict):
    event: str
    why: str


class IgnoredEvents(TypedDict):
    ignored: list[Ignored]


class VisibleCreator(TypedDict):
    creator: str
    visible: list[Window]


class VisibleRoom(TypedDict):
    creator: str
    room: str
    visible: list[Window]


class Compiled(TypedDict):
    """What may be seen of a period."""

    creators: list[VisibleCreator]
    rooms: list[VisibleRoom]


# --- Commands -----------------------------------------------------------------------------------------------------


class _Contract(TypedDict):
    kind: Literal["sign", "end"]
    creator: str


class ContractCommand(_Contract, total=False):
    on: AnyDay | None


class _Request(TypedDict):
    kind: Literal["request"]
    request: str
    creator: str
    days: AnyWindow


class RequestCommand(_Request, total=False):
    scope: Scope | None
    until: AnyDay | None


class _RequestMany(TypedDict):
    kind: Literal["request_many"]
    prefix: str
    creators: list[str]
    days: AnyWindow


class RequestManyCommand(_RequestMany, total=False):
    until: AnyDay | None


class AnswerCommand(TypedDict):
    kind: Literal["authorize", "decline", "revoke"]
    request: str


OneCommand = Union[ContractCommand, RequestCommand, AnswerCommand]


class Error(TypedDict):
    """An error as data; see ``creator_compass.CompassError``."""

    kind: str
    code: str
    rule: str
    message: str
    details: dict[str, Any]


class Issued(TypedDict):
    events: list[Event]


class _Outcome(TypedDict):
    creator: str


class Outcome(_Outcome, total=False):
    """What came of a request to one of many: an event or an error."""

    event: Event
    error: Error


class Outcomes(TypedDict):
    outcomes: list[Outcome]


# --- Loads --------------------------------------------------------------------------------------------------------

Document = Union[
    Literal["video_performance_list"],
    Literal["live_performance_list"],
    Literal["product_performance_list"],
    Literal["seller_affiliate_orders"],
]
Table = Union[
    Literal["creators"],
    Literal["aliases"],
    Literal["rooms"],
    Literal["videos"],
    Literal["products"],
    Literal["activity"],
    Literal["orders"],
    Literal["observations"],
    Literal["interactions"],
    Literal["profiles"],
]
AnyCell = Union[str, int, Decimal, date, datetime, None]


class Rejection(TypedDict):
    """A refused row: where, and what was expected."""

    file: str
    row: int
    column: str
    code: str
    value: str | None
    expected: str


class UnknownField(TypedDict):
    field: str
    count: int


class Warning(TypedDict):
    """Something that looks wrong and was taken all the same."""

    file: str
    row: int
    code: str
    message: str


class LoadReport(TypedDict):
    """What became of every row of a load."""

    feed: str
    file: str
    accepted: int
    replaced: int
    duplicate: int
    superseded: int
    conflicting: int
    rejected: list[Rejection]
    unknown_fields: list[UnknownField]
    warnings: list[Warning]


# --- Figures ------------------------------------------------------------------------------------------------------


class Estimate(TypedDict):
    """The relative standard error of what draws on an estimated number of users."""

    error: float


class _KnownNumber(TypedDict):
    kind: Literal["known"]
    value: float
    unit: Literal["count", "ratio", "seconds"]


class KnownNumber(_KnownNumber, total=False):
    """A number; with its error where it is estimated, which only partial answers do."""

    estimate: Estimate


class _KnownMoney(TypedDict):
    kind: Literal["known"]
    value: str
    unit: Literal["money", "per_mille_money"]
    currency: str
    shown: str


class KnownMoney(_KnownMoney, total=False):
    """An exact amount, and as it is shown; with an error where it draws on an estimate."""

    estimate: Estimate


class _Reason(TypedDict):
    reason: str


class Reason(_Reason, total=False):
    """Why there is no figure."""

    feeds: list[str]
    spans: list[Window]


class Undefined(TypedDict):
    """There is no figure."""

    kind: Literal["undefined"]
    reasons: list[Reason]


class NotShown(TypedDict):
    """There may be a figure; it may not be seen."""

    kind: Literal["hidden"]
    reasons: list[str]


Figure = Union[KnownNumber, KnownMoney, Undefined, NotShown]


class Line(TypedDict):
    """A metric beside the previous cycle's."""

    metric: str
    value: Figure
    previous: Figure
    change: Figure
    relative_change: Figure


# --- Metrics ------------------------------------------------------------------------------------------------------

# Generated from the registry of metrics: `UPDATE=1 cargo test --test architecture`.
# What is counted.
Measure = Union[
    Literal["impressions", "views", "viewers", "concurrent_viewers", "entries", "leaves"],
    Literal["watch_seconds", "finishes", "likes", "comments", "shares", "new_followers"],
    Literal["product_impressions", "product_reach", "product_clicks", "product_clickers"],
    Literal["orders_created", "sku_orders", "orders", "items_sold", "gmv", "direct_gmv"],
    Literal["buyers", "refund_gmv", "refund_orders", "refund_items", "commission"],
    Literal["settlement_gmv", "reviews", "negative_reviews", "complaints", "drainage_pv"],
    Literal["drainage_entries", "livestreams", "videos", "products_sold", "live_seconds"],
    Literal["creations", "creation_views", "streams", "followers", "stock", "creators"],
    Literal["offers_received", "offers_accepted", "ad_spend", "acquisitions"],
]
# What is computed of measures.
DerivedMetric = Union[
    Literal["live_partners", "partners_with_sales", "active_rate", "sales_rate", "avg_gmv_live"],
    Literal["avg_ctr_live", "avg_ctr_video", "ctr", "c_o", "content_ctr", "rpm"],
    Literal["transaction_rate", "interaction_rate", "finish_rate", "drainage_success_rate"],
    Literal["avg_watch_seconds", "view_rate", "viewer_click_rate", "clicker_buyer_rate"],
    Literal["viewer_buyer_rate", "return_rate", "negative_review_rate", "complaint_rate"],
    Literal["gmv_share", "goal_achievement", "aov", "engagement_rate_views"],
    Literal["engagement_rate_followers", "roi", "roas", "cpa", "watch_through_rate"],
    Literal["repeat_engagement", "returning_followers", "acceptance_rate"],
]
# What is asked in a channel.
ChannelMetric = Union[
    Literal["impressions[live]", "impressions[video]", "impressions[card]", "views[live]"],
    Literal["views[video]", "views[card]", "viewers[live]", "viewers[video]", "viewers[card]"],
    Literal["concurrent_viewers[live]", "concurrent_viewers[video]", "concurrent_viewers[card]"],
    Literal["entries[live]", "entries[video]", "entries[card]", "leaves[live]", "leaves[video]"],
    Literal["leaves[card]", "watch_seconds[live]", "watch_seconds[video]"],
    Literal["watch_seconds[card]", "finishes[live]", "finishes[video]", "finishes[card]"],
    Literal["likes[live]", "likes[video]", "likes[card]", "comments[live]", "comments[video]"],
    Literal["comments[card]", "shares[live]", "shares[video]", "shares[card]"],
    Literal["new_followers[live]", "new_followers[video]", "new_followers[card]"],
    Literal["product_impressions[live]", "product_impressions[video]"],
    Literal["product_impressions[card]", "product_reach[live]", "product_reach[video]"],
    Literal["product_reach[card]", "product_clicks[live]", "product_clicks[video]"],
    Literal["product_clicks[card]", "product_clickers[live]", "product_clickers[video]"],
    Literal["product_clickers[card]", "orders_created[live]", "orders_created[video]"],
    Literal["orders_created[card]", "sku_orders[live]", "sku_orders[video]", "sku_orders[card]"],
    Literal["orders[live]", "orders[video]", "orders[card]", "items_sold[live]"],
    Literal["items_sold[video]", "items_sold[card]", "gmv[live]", "gmv[video]", "gmv[card]"],
    Literal["direct_gmv[live]", "direct_gmv[video]", "direct_gmv[card]", "buyers[live]"],
    Literal["buyers[video]", "buyers[card]", "refund_gmv[live]", "refund_gmv[video]"],
    Literal["refund_gmv[card]", "refund_orders[live]", "refund_orders[video]"],
    Literal["refund_orders[card]", "refund_items[live]", "refund_items[video]"],
    Literal["refund_items[card]", "commission[live]", "commission[video]", "commission[card]"],
    Literal["settlement_gmv[live]", "settlement_gmv[video]", "settlement_gmv[card]"],
    Literal["reviews[live]", "reviews[video]", "reviews[card]", "negative_reviews[live]"],
    Literal["negative_reviews[video]", "negative_reviews[card]", "complaints[live]"],
    Literal["complaints[video]", "complaints[card]", "drainage_pv[live]", "drainage_pv[video]"],
    Literal["drainage_pv[card]", "drainage_entries[live]", "drainage_entries[video]"],
    Literal["drainage_entries[card]", "products_sold[live]", "products_sold[video]"],
    Literal["products_sold[card]", "live_seconds[live]", "live_seconds[video]"],
    Literal["live_seconds[card]", "ctr[live]", "ctr[video]", "ctr[card]", "c_o[live]"],
    Literal["c_o[video]", "c_o[card]", "content_ctr[live]", "content_ctr[video]"],
    Literal["content_ctr[card]", "rpm[live]", "rpm[video]", "rpm[card]"],
    Literal["transaction_rate[live]", "transaction_rate[video]", "transaction_rate[card]"],
    Literal["interaction_rate[live]", "interaction_rate[video]", "interaction_rate[card]"],
    Literal["finish_rate[live]", "finish_rate[video]", "finish_rate[card]"],
    Literal["drainage_success_rate[live]", "drainage_success_rate[video]"],
    Literal["drainage_success_rate[card]", "avg_watch_seconds[live]"],
    Literal["avg_watch_seconds[video]", "avg_watch_seconds[card]", "view_rate[live]"],
    Literal["view_rate[video]", "view_rate[card]", "viewer_click_rate[live]"],
    Literal["viewer_click_rate[video]", "viewer_click_rate[card]", "clicker_buyer_rate[live]"],
    Literal["clicker_buyer_rate[video]", "clicker_buyer_rate[card]", "viewer_buyer_rate[live]"],
    Literal["viewer_buyer_rate[video]", "viewer_buyer_rate[card]", "return_rate[live]"],
    Literal["return_rate[video]", "return_rate[card]", "negative_review_rate[live]"],
    Literal["negative_review_rate[video]", "negative_review_rate[card]", "complaint_rate[live]"],
    Literal["complaint_rate[video]", "complaint_rate[card]", "gmv_share[live]"],
    Literal["gmv_share[video]", "gmv_share[card]", "aov[live]", "aov[video]", "aov[card]"],
    Literal["engagement_rate_views[live]", "engagement_rate_views[video]"],
    Literal["engagement_rate_views[card]", "watch_through_rate[live]"],
    Literal["watch_through_rate[video]", "watch_through_rate[card]", "repeat_engagement[live]"],
    Literal["repeat_engagement[video]", "repeat_engagement[card]"],
]
# End of what is generated.

MetricName = Union[Measure, DerivedMetric]
# What a metric is asked by: its id, or its id in a channel, as in `gmv[live]`.
MetricId = Union[MetricName, ChannelMetric]
Metrics = Union[list[MetricId], tuple[MetricId, ...]]


class MetricVersion(TypedDict):
    """A definition over time."""

    version: int
    since: str | None
    until: str | None
    about: str


class Metric(TypedDict):
    """A metric as data."""

    name: MetricId
    label: str
    label_zh: str
    help: str
    help_zh: str
    unit: Literal["count", "money", "ratio", "per_mille_money", "seconds"]
    good: Literal["more", "less", "neither"]
    nature: Literal["vanity", "actionable"]
    companion: MetricName | None
    formula: str
    sources: list[str]
    version: int
    since: str | None
    versions: list[MetricVersion]


class UndefinedPart(TypedDict):
    undefined: list[str]


class HiddenPart(TypedDict):
    hidden: list[str]


# A part of a formula: a whole number, an amount, or why there is none.
Part = Union[int, str, Decimal, UndefinedPart, HiddenPart]


# --- Reports ------------------------------------------------------------------------------------------------------


class FeedUse(TypedDict):
    feed: str
    partial_from: str | None
    missing: list[Window]


class HiddenCreator(TypedDict):
    creator: str
    reasons: list[str]


class HiddenFigure(TypedDict):
    kind: Literal["hidden"]
    reasons: list[str]


class ReportScope(TypedDict):
    """What a report drew on."""

    period: Period
    partial_from: str | None
    feeds: list[FeedUse]
    hidden: list[HiddenCreator]
    hidden_before: list[HiddenCreator]
    unknown_creator_rows: int


class Affiliation(TypedDict):
    """GMV by whose shop sold it."""

    in_house: Figure
    affiliate: Figure


class _Overview(TypedDict):
    scope: ReportScope
    indicators: list[Line]
    sales: list[Line]
    affiliation: Affiliation
    live: list[Line]
    video: list[Line]


class Overview(_Overview, total=False):
    """The Data Overview."""

    settlement: Settlement


class Settlement(TypedDict):
    """Settlement GMV of the 30 finished days before today; only of a partner of the L2L kind."""

    scope: ReportScope
    line: Line


class _AuthorizedCreator(TypedDict):
    creator: str
    name: str | None
    visible: list[Window]
    hidden: list[str]
    lines: list[Line]


class AuthorizedCreator(_AuthorizedCreator, total=False):
    settlement: Line


class PendingCreator(TypedDict):
    creator: str
    name: str | None
    action: Literal["request", "wait", "none"]
    decision: Decision


class _Creators(TypedDict):
    scope: ReportScope
    metrics: list[Metric]
    authorized: list[AuthorizedCreator]
    authorized_total: int
    pending: list[PendingCreator]
    pending_total: int


class Creators(_Creators, total=False):
    """The creators screen."""

    settlement_days: Window


class _DecliningAsk(TypedDict):
    period: AnyPicker


class DecliningAsk(_DecliningAsk, total=False):
    """What declining creators are asked by."""

    by: str | None
    filter: QueryFilter
    search: str | None
    offset: int
    limit: int | None


class DecliningCreator(TypedDict):
    creator: str
    name: str | None
    bound: Figure
    lines: list[Line]


class Declining(TypedDict):
    """Accounts in decline, the steepest first."""

    scope: ReportScope
    by: Metric
    rows: list[DecliningCreator]
    total: int
    measured: int


class _ChangesAsk(TypedDict):
    period: AnyPicker


class ChangesAsk(_ChangesAsk, total=False):
    """Which change of GMV is taken apart."""

    by: Literal["creator", "product", "channel"] | None
    filter: QueryFilter
    top: int | None


class _ChangesPart(TypedDict):
    id: str | None
    name: str | None
    kind: Literal["entrant", "leaver", "stayed", "untold", "others"]
    change: Share
    factors: KnownFactors | Undefined | None


class ChangesPart(_ChangesPart, total=False):
    count: int


class KnownChanges(TypedDict):
    kind: Literal["known"]
    currency: str
    before: str
    after: str
    change: Share
    parts: list[ChangesPart]
    totals: ChangeTotals


class Changes(TypedDict):
    """A change of GMV by part and by cause."""

    scope: ReportScope
    by: Literal["creator", "product", "channel"]
    cut: list[HiddenCreator]
    change: KnownChanges | Undefined | HiddenFigure


class Point(TypedDict):
    day: str
    value: Figure


class Series(TypedDict):
    metric: str
    points: list[Point]


class Trend(TypedDict):
    """One or two metrics by day; points from `partial_from` on are partial."""

    period: Period
    partial_from: str | None
    series: list[Series]


# --- Queries ------------------------------------------------------------------------------------------------------

Channel = Union[Literal["live"], Literal["video"], Literal["card"]]
Dimension = Union[
    Literal["creator"],
    Literal["channel"],
    Literal["content"],
    Literal["product"],
    Literal["shop"],
    Literal["day"],
    Literal["week"],
    Literal["month"],
]


class QueryFilter(TypedDict, total=False):
    """Which facts count. What is left out filters nothing; a list keeps exactly what it names."""

    creators: list[str] | None
    channels: list[Channel] | None
    rooms: list[str] | None
    videos: list[str] | None
    products: list[str] | None
    shops: list[str] | None
    affiliation: Literal["in_house", "affiliate"] | None


class _Sort(TypedDict):
    by: MetricId | Dimension


class Sort(_Sort, total=False):
    """By a metric that is asked or a dimension that is grouped by; most first unless said."""

    order: Literal["descending", "ascending"] | None


class _QueryAsk(TypedDict):
    period: AnyPicker
    metrics: Metrics


class QueryAsk(_QueryAsk, total=False):
    """Metrics by any grouping: see `View.query`."""

    screen: Screen | None
    module: Module | None
    group_by: list[Dimension]
    filter: QueryFilter
    compare: bool
    sort: list[Sort]
    search: str | None
    top: int | None
    offset: int
    limit: int | None


class ContentKey(TypedDict):
    kind: Literal["room", "video"]
    id: str


class AnswerKey(TypedDict, total=False):
    """What a row is about: what is grouped by, and nothing else. None is what no fact tells."""

    creator: str
    channel: Channel | None
    content: ContentKey
    product: str
    shop: str
    day: str
    week: str
    month: str


class _AnswerLine(TypedDict):
    metric: MetricId
    value: Figure


class AnswerLine(_AnswerLine, total=False):
    """A metric of a row; beside the previous cycle's where that was asked for."""

    previous: Figure
    change: Figure
    relative_change: Figure


class AnswerRow(TypedDict):
    """`hidden` says why days of its creator are left out; figures are over the others."""

    key: AnswerKey
    name: str | None
    hidden: list[str]
    lines: list[AnswerLine]


# --- Explanations -------------------------------------------------------------------------------------------------


class CellKey(TypedDict, total=False):
    """What a row is about: a field a dimension, as rows of an answer have them."""

    creator: str
    channel: Channel | None
    content: ContentKey
    product: str
    shop: str
    day: AnyDay
    week: AnyDay
    month: AnyDay


class _CellAsk(TypedDict):
    period: AnyPicker
    metric: MetricId


class CellAsk(_CellAsk, total=False):
    """A cell of an answer."""

    screen: Screen | None
    module: Module | None
    key: CellKey
    filter: QueryFilter
    compare: bool


class ExplainAsk(CellAsk, total=False):
    """Which cell is explained: see `View.explain`."""

    against: CellAsk | None


class _NumberPart(TypedDict):
    measure: str
    channel: Channel | None
    feed: str | None
    value: Figure
    rows: int


class NumberPart(_NumberPart, total=False):
    """A measure in a channel, and how many rows counted. `mixed` are feeds that tell it, none of them complete."""

    mixed: list[str]
    definitions: list[str]


class FormulaNumber(TypedDict):
    """A number that a formula draws on."""

    name: str
    value: Figure
    parts: list[NumberPart]


class HiddenDays(TypedDict):
    """Days that are hidden for the same causes."""

    days: DayWindow
    causes: list[Cause]
    visible_from: str | None


class CreatorDays(TypedDict):
    creator: str
    visible: list[DayWindow]
    hidden: list[HiddenDays]


class CountedCreators(TypedDict):
    """How many creators count with every day, and those who do not, at most 100 of them."""

    whole: int
    cut: list[CreatorDays]
    cut_total: int


class ShowStep(TypedDict):
    act: Literal["show"]
    creator: str
    days: DayWindow
    causes: list[Cause]
    visible_from: str | None


class LoadStep(TypedDict):
    act: Literal["load"]
    measure: str
    channel: Channel | None
    feed: str | None
    days: list[DayWindow]


class DeclareStep(TypedDict):
    act: Literal["declare"]
    measure: str
    channel: Channel | None
    feeds: list[str]
    days: DayWindow


class OtherDaysStep(TypedDict):
    act: Literal["ask_other_days"]
    spans: list[DayWindow]
    since: str | None


class ObserveStep(TypedDict):
    act: Literal["observe_again"]
    measure: str
    channel: Channel | None
    feed: str | None


class WhatStep(TypedDict):
    act: Literal["occur", "give"]
    what: str


class NothingStep(TypedDict):
    act: Literal["nothing"]
    reason: str


Step = Union[ShowStep, LoadStep, DeclareStep, OtherDaysStep, ObserveStep, WhatStep, NothingStep]


class Remedy(TypedDict):
    """What would show a figure: all of the steps."""

    possible: bool
    shows_on: str | None
    steps: list[Step]


class Explained(TypedDict):
    """A figure and all behind it."""

    value: Figure
    days: DayWindow
    scope: ReportScope
    numbers: list[FormulaNumber]
    counted: CountedCreators
    remedy: Remedy | None


# One thing in which two cells differ: `in` says what, the other fields how.
Difference = dict[str, Any]


class _Explanation(Explained):
    metric: Metric


class Explanation(_Explanation, total=False):
    """Why a cell is what it is; the rest where it was asked for."""

    before: Explained
    change: Figure
    relative_change: Figure
    against: _Explanation
    differences: list[Difference]


# --- Peers --------------------------------------------------------------------------------------------------------


class _PeersAsk(TypedDict):
    period: AnyPicker
    creator: str


class PeersAsk(_PeersAsk, total=False):
    """Whom a creator is compared with, and in what: see `View.peers`."""

    by: Literal["category", "followers"] | None
    metrics: Metrics
    at_least: int | None
    bands: list[int] | None


# Creators alike: by category, or by followers from `from` on and below `below`.
KnownCohort = TypedDict(
    "KnownCohort",
    {
        "kind": Literal["known"],
        "category": "str | None",
        "from": "int | None",
        "below": "int | None",
        "creators": int,
    },
)


class PeerMean(TypedDict):
    """The mean of a group of creators."""

    creators: int
    mean: Figure


class PeerMetric(TypedDict):
    """A creator's own figure, and the means of the groups, that of the largest figures first."""

    metric: Metric
    value: Figure
    measured: int
    place: int | None
    groups: list[PeerMean]


class Peers(TypedDict):
    """A creator among its peers."""

    period: Period
    creator: str
    by: Literal["category", "followers"]
    cohort: KnownCohort | Undefined | HiddenFigure
    metrics: list[PeerMetric]


# --- Products -----------------------------------------------------------------------------------------------------

AnyChannel = Union[Literal["all"], Channel]


class _ProductAccountAsk(TypedDict):
    period: AnyPicker


class ProductAccountAsk(_ProductAccountAsk, total=False):
    """The account view of products: see `View.product_account`."""

    trend: Metrics | None


class ProductAccount(TypedDict):
    """The account view of products."""

    scope: ReportScope
    lines: list[Line]
    trend: Trend | None


class _Listing(TypedDict, total=False):
    metrics: Metrics
    sort: list[Sort]
    search: str | None
    top: int | None
    offset: int
    limit: int | None


class _ProductsAsk(_Listing):
    period: AnyPicker


class ProductsAsk(_ProductsAsk, total=False):
    """The table of products: see `View.products`."""

    shop: str | None
    creators: list[str] | None
    compare: bool


class ProductLine(TypedDict):
    """A product of the table; its shop is that of the catalogue."""

    product: str
    name: str | None
    shop: str | None
    lines: list[AnswerLine]


class Products(TypedDict):
    """The table of products."""

    scope: ReportScope
    metrics: list[Metric]
    rows: list[ProductLine]
    total: int
    left_out: int


class _ProductAsk(TypedDict):
    period: AnyPicker
    product: str


class ProductAsk(_ProductAsk, total=False):
    """The detail of a product: see `View.product`."""

    channel: AnyChannel | None
    trend: Metrics | None


class ProductDetail(TypedDict):
    """The detail of a product."""

    scope: ReportScope
    product: str
    name: str | None
    shop: str | None
    channel: AnyChannel
    transaction: list[Line]
    refund: list[Line]
    traffic: list[Line]
    quality: list[Line]
    trend: Trend | None


class _ProductChannelsAsk(_Listing):
    period: AnyPicker
    product: str


class ProductChannelsAsk(_ProductChannelsAsk, total=False):
    """Who sold a product, and where: see `View.product_channels`."""

    contents: int | None


class ProductCreator(TypedDict):
    """A creator who sold a product, and in how many LIVEs and videos."""

    creator: str
    name: str | None
    hidden: list[str]
    lines: list[AnswerLine]
    lives: Figure
    videos: Figure


class ProductChannel(TypedDict):
    """A channel in which a product was sold; None for what is told of no channel."""

    channel: Channel | None
    lines: list[AnswerLine]


class TopContent(TypedDict):
    """A LIVE or video that sold a product."""

    id: str
    title: str | None
    at: str | None
    duration_seconds: int | None
    creator: str | None
    creator_name: str | None
    lines: list[AnswerLine]


class ProductChannels(TypedDict):
    """Who sold a product, and where."""

    scope: ReportScope
    product: str
    name: str | None
    shop: str | None
    whole: list[AnswerLine]
    creators: list[ProductCreator]
    creators_total: int
    channels: list[ProductChannel]
    lives: list[TopContent]
    videos: list[TopContent]


class _FunnelAsk(TypedDict):
    period: AnyPicker


class FunnelAsk(_FunnelAsk, total=False):
    """The user funnel: see `View.funnel`."""

    product: str | None
    creators: list[str] | None
    channel: AnyChannel | None
    trend: Metrics | None


class KnownBottleneck(TypedDict):
    kind: Literal["known"]
    metric: MetricId


class Funnel(TypedDict):
    """Product viewers, clickers and buyers, each user once."""

    scope: ReportScope
    stages: list[Line]
    conversions: list[Line]
    bottleneck: Union[KnownBottleneck, Undefined, NotShown]
    trend: Trend | None


class _Goal(TypedDict):
    shop: str
    target: str


class Goal(_Goal, total=False):
    """What a shop is to reach: a decimal number as str, in the workspace's currency."""

    creators: list[str] | None


class GoalsAsk(TypedDict):
    """The goals of shops: see `View.goals`."""

    period: AnyPicker
    goals: list[Goal]


class GoalCreator(TypedDict):
    """A creator's part of a goal."""

    creator: str
    name: str | None
    hidden: list[str]
    gmv: Figure
    achievement: Figure


class GoalReport(TypedDict):
    """How far a goal was reached; creators and rooms of their own add up to the whole."""

    scope: ReportScope
    shop: str
    target: Money
    gmv: Figure
    achievement: Figure
    missing: Figure
    creators: list[GoalCreator]
    rooms: Figure


class Goals(TypedDict):
    """The goals in the order asked."""

    goals: list[GoalReport]


class PartialRow(TypedDict):
    """A row of a finished partial answer."""

    key: AnswerKey
    lines: list[AnswerLine]


class PartialAnswer(TypedDict):
    """A finished partial answer: see `finish_partial`."""

    period: Period
    partial_from: str | None
    feeds: list[FeedUse]
    group_by: list[Dimension]
    metrics: list[Metric]
    rows: list[PartialRow]


class LeftOut(TypedDict):
    """Rows of facts that are in no row of the answer."""

    why: Literal["unknown_creator", "no_content", "no_product", "no_shop"]
    rows: int


class Answer(TypedDict):
    """Rows in order, one line a metric; `total` counts them before `top`, `offset` and `limit`."""

    scope: ReportScope
    group_by: list[Dimension]
    metrics: list[Metric]
    rows: list[AnswerRow]
    total: int
    left_out: list[LeftOut]


# --- Freshness and growth -----------------------------------------------------------------------------------------


class Watermark(TypedDict):
    feed: str
    partial_from: str | None


class Watermarks(TypedDict):
    """The first days whose figures are partial."""

    partial_from: str | None
    feeds: list[Watermark]


# `from` is a word of Python's own.
Grown = TypedDict("Grown", {"kind": Literal["known"], "low": int, "high": int, "from": str, "to": str})
Growth = Union[Grown, Undefined, NotShown]


# --- Privacy ------------------------------------------------------------------------------------------------------

# What shown groups would let be read: who is in the larger of two nested groups only, in none of the parts of a group or
# in two, in both of two.
Complement = Union[Literal["nested"], Literal["parts"], Literal["overlap"]]


ProfileAudience = Union[
    Literal["viewers"], Literal["clickers"], Literal["buyers"], Literal["followers"]
]
ProfileDimension = Union[
    Literal["age"],
    Literal["gender"],
    Literal["region"],
    Literal["phone_price"],
    Literal["video_preference"],
]


VideoStatus = Union[Literal["active"], Literal["inactive"]]
Visibility = Union[Literal["public"], Literal["private"], Literal["deleted"]]


class PopulationDays(TypedDict):
    start: AnyDay
    end: AnyDay


class _Population(TypedDict):
    audience: Literal["viewers", "clickers", "buyers"]
    days: PopulationDays


class Population(_Population, total=False):
    """Which users a group has; what is left out takes all."""

    channels: list[Channel] | None
    creators: list[str] | None
    contents: list[str] | None
    products: list[str] | None
    shops: list[str] | None


class _ProfileGroup(TypedDict):
    id: str
    of: Population


class ProfileGroup(_ProfileGroup, total=False):
    """A group whose profile is asked for; without a number of users it is undefined."""

    users: int | None
    estimated: bool
    hidden: list[str] | None


class Companion(TypedDict, total=False):
    """A shown group: of this question by its id, or of an earlier one."""

    asked: str
    earlier: Population


class ShownGroup(TypedDict):
    id: str
    kind: Literal["shown"]
    users: int


class UndefinedGroup(TypedDict):
    id: str
    kind: Literal["undefined"]
    reasons: list[Reason]


# A group that stays hidden; the last two say why where a reason is `"differencing"`. `with` is a word of Python's own.
HiddenGroup = TypedDict(
    "HiddenGroup",
    {
        "id": str,
        "kind": Literal["hidden"],
        "reasons": "list[str]",
        "complement": "Complement | None",
        "with": "list[Companion]",
    },
)


Verdict = Union[ShownGroup, UndefinedGroup, HiddenGroup]


class Pattern(TypedDict):
    """Which groups may be shown, in the order of the question."""

    groups: list[Verdict]


# A group that with others lets too few users be read.
LedgerConflict = TypedDict(
    "LedgerConflict", {"group": "Population", "complement": "Complement", "with": "list[Population]"}
)


class ShownMean(TypedDict):
    """A mean over peers that was shown."""

    metric: str
    days: Window
    creators: list[str]


# A mean that with others lets single peers be read.
MeanConflict = TypedDict("MeanConflict", {"mean": "ShownMean", "with": "list[ShownMean]"})


class _ProfilesAsk(TypedDict):
    period: AnyPicker


class ProfilesAsk(_ProfilesAsk, total=False):
    """Whose profiles are asked for; a list keeps exactly what it names."""

    audiences: list[ProfileAudience]
    creators: list[str]
    channels: list[Channel]
    contents: list[str]
    products: list[str]
    shops: list[str]


class ProfileBucket(TypedDict):
    bucket: str
    users: Figure
    share: Figure


class ProfileTable(TypedDict):
    """How a group of users divides."""

    dimension: ProfileDimension
    buckets: list[ProfileBucket]


# A group of users and its profile.
Profile = TypedDict(
    "Profile",
    {
        "id": str,
        "audience": "ProfileAudience",
        "creator": "str | None",
        "channel": "Channel | None",
        "content": "ContentKey | None",
        "product": "str | None",
        "shop": "str | None",
        "users": "Figure",
        "complement": "Complement | None",
        "with": "list[Companion]",
        "tables": "list[ProfileTable]",
    },
)


class Profiles(TypedDict):
    period: Period
    groups: list[Profile]
    unknown_creators: int


class Weight(TypedDict):
    """How much a dimension counts in a match."""

    dimension: ProfileDimension
    weight: float


class _MatchAsk(TypedDict):
    period: AnyPicker
    product: str


class MatchAsk(_MatchAsk, total=False):
    creators: list[str]
    weights: list[Weight]


class Likeness(TypedDict):
    dimension: ProfileDimension
    likeness: Figure


class CreatorMatch(TypedDict):
    """A creator and how well its followers match the buyers of a product."""

    creator: str
    name: str | None
    followers_of: Window | None
    score: Figure
    likenesses: list[Likeness]


class Matches(TypedDict):
    period: Period
    product: str
    buyers: Figure
    creators: list[CreatorMatch]


class VideoFacts(TypedDict):
    """What is known of a video."""

    video: str
    title: str | None
    creator: str | None
    creator_name: str | None
    posted_at: str | None
    duration_seconds: int | None
    status: VideoStatus | None
    visibility: Visibility | None
    playable: bool
    link: str | None
    picture: str | None
    music: str | None
    labels: list[str]


class _VideoAccountAsk(TypedDict):
    period: AnyPicker


class VideoAccountAsk(_VideoAccountAsk, total=False):
    creators: list[str] | None
    trend: Metrics | None


class VideoAccount(TypedDict):
    scope: ReportScope
    lines: list[Line]
    trend: Trend | None


class _VideosAsk(_Listing):
    period: AnyPicker


class VideosAsk(_VideosAsk, total=False):
    """The list of videos: see `View.videos`."""

    creators: list[str] | None
    products: list[str] | None
    compare: bool


class VideoLine(TypedDict):
    facts: VideoFacts
    products: list[str]
    lines: list[AnswerLine]


class Videos(TypedDict):
    scope: ReportScope
    metrics: list[Metric]
    rows: list[VideoLine]
    total: int


class _VideoAsk(TypedDict):
    period: AnyPicker
    video: str


class VideoAsk(_VideoAsk, total=False):
    product: str | None
    trend: Metrics | None


class RecommendedVideo(TypedDict):
    rank: int
    facts: VideoFacts
    gmv: Figure


class RecommendedVideosAsk(TypedDict):
    period: AnyPicker
    product: str


class Recommended(TypedDict):
    """The videos that sell a product best."""

    product: str
    videos: list[RecommendedVideo]


class Video(TypedDict):
    """The detail of a video."""

    scope: ReportScope
    facts: VideoFacts
    products: list[str]
    product: str | None
    transaction: list[Line]
    content: list[Line]
    trend: Trend | None
    recommended: Recommended | None


class RisingVideosAsk(TypedDict, total=False):
    by: Union[Literal["views"], Literal["gmv"]]
    creators: list[str] | None
    offset: int
    limit: int | None


class RisingVideo(TypedDict):
    facts: VideoFacts
    bound: float
    count: Line
    gmv: Line


class RisingVideos(TypedDict):
    scope: ReportScope
    by: MetricName
    rows: list[RisingVideo]
    total: int


# --- The history of LIVEs -----------------------------------------------------------------------------------------


class LivestreamFacts(TypedDict):
    """What is known of a LIVE."""

    room: str
    title: str | None
    creator: str | None
    creator_name: str | None
    handle: str | None
    started_at: str | None
    ended_at: str | None
    duration_seconds: int | None


class _LivestreamsAsk(_Listing):
    period: AnyPicker


class LivestreamsAsk(_LivestreamsAsk, total=False):
    """All livestreams: see `View.livestreams`."""

    creators: list[str] | None


class LivestreamLine(TypedDict):
    facts: LivestreamFacts
    action: Literal["request", "wait", "none"] | None
    decision: Decision
    lines: list[AnswerLine]


class Livestreams(TypedDict):
    scope: ReportScope
    metrics: list[Metric]
    rows: list[LivestreamLine]
    total: int


class LivestreamRecapAsk(_LivestreamsAsk, total=False):
    """LIVEs by creator: see `View.livestream_recap`."""

    creators: list[str] | None
    compare: bool


class BestLivestream(TypedDict):
    facts: LivestreamFacts
    gmv: Figure


class RecapLine(TypedDict):
    creator: str
    name: str | None
    hidden: list[str]
    lines: list[AnswerLine]
    gmv_per_hour: Figure
    best: BestLivestream | None


class LivestreamRecap(TypedDict):
    scope: ReportScope
    metrics: list[Metric]
    rows: list[RecapLine]
    total: int


class LivestreamAudienceAsk(TypedDict):
    period: AnyPicker
    room: str


class LivestreamAudience(TypedDict):
    """Viewers, buyers, and followers of the creator."""

    facts: LivestreamFacts
    period: Period
    groups: list[Profile]
    unknown_creators: int


class _LivestreamRequestsAsk(TypedDict):
    rooms: list[str]
    scope: Literal["room", "creator"]
    prefix: str


class LivestreamRequestsAsk(_LivestreamRequestsAsk, total=False):
    until: str | None


class _LivestreamRequest(TypedDict):
    rooms: list[str]
    creator: str | None


class LivestreamRequest(_LivestreamRequest, total=False):
    """A request for LIVEs: the event to record, or an error."""

    event: Event
    error: Error


class LivestreamRequests(TypedDict):
    requests: list[LivestreamRequest]


# --- Changes ------------------------------------------------------------------------------------------------------


class _ChangeFigures(TypedDict):
    gmv: AnyAmount


class ChangeFigures(_ChangeFigures, total=False):
    """The figures of a subject in one period; a count that is left out is absent."""

    orders: int | None
    product_clicks: int | None
    views: int | None


class _ChangeSubject(TypedDict):
    id: str


class ChangeSubject(_ChangeSubject, total=False):
    """A subject before and after; a side is left out where it was not there."""

    before: ChangeFigures | None
    after: ChangeFigures | None


class Share(TypedDict):
    """An amount of a change: exact, and in minor units so rounded that what is shown sums as well."""

    amount: str
    shown: str


class Factors(TypedDict):
    """What each factor brought, and sales that no view led to."""

    views: Share
    content_ctr: Share
    c_o: Share
    order_value: Share
    without_views: Share


class KnownFactors(Factors):
    """The factors of a subject all of whose counts are told."""

    kind: Literal["known"]


class ChangePart(TypedDict):
    """What one subject brought; one that stayed has factors."""

    id: str
    kind: Literal["entrant", "leaver", "stayed"]
    change: Share
    factors: KnownFactors | Undefined | None


class ChangeTotals(Factors):
    """The change by cause."""

    entrants: Share
    leavers: Share
    not_split: Share


class Decomposition(TypedDict):
    """A change of GMV by subject and by cause; both sum to it."""

    currency: str
    change: Share
    parts: list[ChangePart]
    totals: ChangeTotals


class _SpanCounts(TypedDict):
    id: str


class SpanCounts(_SpanCounts, total=False):
    """Views or orders of a subject in two spans of equal length; a count that is left out is absent."""

    later: int | None
    earlier: int | None


class GrowthPolicy(TypedDict, total=False):
    """What counts as certain growth; what is left out keeps the rules' default."""

    floor: int
    confidence_percent: int


class SpanGrowth(TypedDict):
    """A subject with the bound of its rate ratio."""

    id: str
    bound: KnownNumber | Undefined


class GrowthRank(TypedDict):
    """Subjects by how certainly they rise or fall."""

    rows: list[SpanGrowth]


# --- LIVEs on air ---------------------------------------------------------------------------------------------------


class _DescribedProduct(TypedDict):
    product: str


class DescribedProduct(_DescribedProduct, total=False):
    """What a product is."""

    name: str | None
    skus: list[str]


class RoomRules(TypedDict, total=False):
    lateness_minutes: int
    longest_hours: int
    low_stock_below: int


class _RoomSettings(TypedDict):
    room: str
    started_at: AnyInstant


class RoomSettings(_RoomSettings, total=False):
    """What a room is made with."""

    creator: str | None
    currency: str | None
    title: str | None
    name: str | None
    handle: str | None
    avatar: str | None
    page: str | None
    products: list[DescribedProduct]
    policy: Policy | None
    rules: RoomRules | None


class RefusedEvent(TypedDict):
    event: str
    error: dict[str, Any]


class Taken(TypedDict):
    new: int
    duplicate: int
    late: list[str]
    refused: list[RefusedEvent]


class AtAsk(TypedDict):
    now: AnyInstant


class SnapshotAsk(AtAsk, total=False):
    metrics: Metrics


class Violation(TypedDict):
    violation: str
    at: str
    reason: str
    recommendation: str | None
    appeal: Literal["open", "appealed", "upheld", "overturned"]
    appeal_at: str | None


class StockAlert(TypedDict):
    product: str
    left: int
    at: str
    text: str
    text_zh: str


class LiveLine(TypedDict):
    metric: MetricName
    label: str
    label_zh: str
    value: Figure
    change: Figure


class Giveaway(TypedDict):
    giveaway: str
    product: str | None
    started_at: str
    ended_at: str | None


class Snapshot(TypedDict):
    """A room at a moment."""

    now: str
    compared_at: str
    ended_at: str | None
    violations: list[Violation]
    stock_alerts: list[StockAlert]
    lines: list[LiveLine]
    pinned: str | None
    giveaways: list[Giveaway]
    ignored: int
    late: int


class LiveSpan(TypedDict, total=False):
    kind: Literal["whole", "last", "custom"]
    minutes: int
    start: AnyInstant
    end: AnyInstant


class LiveTrendAsk(AtAsk, total=False):
    span: LiveSpan
    metrics: Metrics | None


class _LiveExportAsk(AtAsk):
    format: str


class LiveExportAsk(_LiveExportAsk, total=False):
    metrics: Metrics | None
    language: Literal["en", "zh"] | None


class LivePoint(TypedDict):
    minute: str
    value: Figure


class LiveSeries(TypedDict):
    metric: MetricName
    points: list[LivePoint]


class Marker(TypedDict):
    at: str
    kind: Literal["pin", "violation", "giveaway", "promotion"]
    about: str


class Peak(TypedDict):
    minute: str
    viewers: int


class LiveTrend(TypedDict):
    """One or two metrics by minute."""

    start: str
    end: str
    series: list[LiveSeries]
    markers: list[Marker]
    peak: Peak | None


class SourcesAsk(AtAsk, total=False):
    top: int | None


class SourceLine(TypedDict):
    source: str
    paid: bool
    viewers: int
    views: int


class Sources(TypedDict):
    rows: list[SourceLine]
    total: int


class LiveStage(TypedDict):
    measure: Measure
    count: int
    kept: Figure


class LiveFunnel(TypedDict):
    stages: list[LiveStage]
    bottleneck: Measure | None


class LiveProductsAsk(AtAsk, total=False):
    metrics: Metrics
    sort: Sort
    search: str | None


class LiveProduct(TypedDict):
    product: str
    name: str | None
    skus: list[str]
    pinned: bool
    left: int | None
    values: list[Figure]


class LiveProducts(TypedDict):
    metrics: list[MetricName]
    rows: list[LiveProduct]


class MissedProduct(TypedDict):
    product: str
    name: str | None
    impressions: int
    clicks: int
    orders: int
    conversion: Figure


class MissedProducts(TypedDict):
    rows: list[MissedProduct]


class NextPinAsk(AtAsk, total=False):
    span_minutes: int | None
    level_percent: int | None


class PinRate(TypedDict):
    counted: int
    of: int
    prior: float
    weight: float
    rate: float


class PinBasis(TypedDict):
    impressions: PinRate
    clicks: PinRate
    orders: PinRate
    order_value: Figure
    error: float


class PinForecast(TypedDict):
    product: str
    name: str | None
    pinned: bool
    left: int | None
    expected: Figure
    low: Figure
    high: Figure
    unknown: Literal["no_pin", "no_impression", "no_click", "no_sale", "no_price"] | None
    basis: PinBasis | None


class NextPin(TypedDict):
    now: str
    start: str
    end: str
    span_minutes: int
    level_percent: int
    pinned_minutes: int
    pinned_orders: int
    rated_orders: float
    lift: float
    products: list[PinForecast]


class PinBucket(TypedDict):
    pins: int
    expected: Figure
    came: Figure
    coverage: float


class TopChoice(TypedDict):
    followed: int
    followed_came: Figure
    others_came: Figure
    others_first_expected: Figure
    others_expected: Figure


class PinBacktest(TypedDict):
    level_percent: int
    pins: int
    unknown: int
    short: int
    coverage: Figure
    mean_error: Figure
    mean_absolute_error: Figure
    buckets: list[PinBucket]
    top: TopChoice


class RecommendationHead(TypedDict):
    kind: Literal["violation", "giveaway", "idle_giveaway", "low_stock", "pin", "missed_product"]
    text: str
    text_zh: str


class Recommendation(RecommendationHead, total=False):
    violation: Violation
    can_appeal: bool
    giveaway: Giveaway
    stock: StockAlert
    forecast: PinForecast
    span_minutes: int
    level_percent: int
    missed: MissedProduct


class Recommendations(TypedDict):
    recommendations: list[Recommendation]


class Script(TypedDict):
    product: str
    name: str
    clicks: int
    orders: int
    items: int
    left: int | None
    text: str
    text_zh: str


class GiveawaysAsk(AtAsk, total=False):
    metrics: Metrics


class Uplift(TypedDict):
    metric: MetricName
    during: Figure
    before: Figure
    ratio: Figure


# A key of it is a word of the language.
GiveawayEffect = TypedDict(
    "GiveawayEffect",
    {"giveaway": Giveaway, "from": str, "until": str, "before_from": str, "uplifts": "list[Uplift]"},
)


class Giveaways(TypedDict):
    giveaways: list[GiveawayEffect]


class CommentsAsk(AtAsk, total=False):
    after: AnyInstant | None
    limit: int | None


class Comment(TypedDict):
    at: str
    event: str
    user: str | None
    text: str


class Comments(TypedDict):
    comments: list[Comment]


class _ReplayAsk(AtAsk):
    at: AnyInstant


class ReplayAsk(_ReplayAsk, total=False):
    seconds: int | None


class Replay(TypedDict):
    at: str
    offset_millis: int
    comments: list[Comment]


class IgnoredLiveEvent(TypedDict):
    event: str
    why: str


class OngoingAsk(TypedDict, total=False):
    search: str | None


class Card(TypedDict):
    """A room among ongoing LIVEs and on the live screen."""

    room: str
    creator: str | None
    title: str | None
    name: str | None
    handle: str | None
    avatar: str | None
    page: str | None
    started_at: str
    ended_at: str | None
    ongoing: bool
    on_screen: bool
    comments: list[Comment]
    products: list[DescribedProduct]
    lines: list[LiveLine] | None
    action: Literal["request", "wait", "none"] | None
    reasons: list[str]


class Cards(TypedDict):
    cards: list[Card]
