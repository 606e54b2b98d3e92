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


class KnownNumber(TypedDict):
    kind: Literal["known"]
    value: float
    unit: Literal["count", "ratio", "seconds"]


class KnownMoney(TypedDict):
    """An exact amount, and as it is shown."""

    kind: Literal["known"]
    value: str
    unit: Literal["money", "per_mille_money"]
    currency: str
    shown: str


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


class Metric(TypedDict):
    """A metric as data."""

    name: str
    label: str
    label_zh: str
    unit: Literal["count", "money", "ratio", "per_mille_money", "seconds"]
    good: Literal["more", "less", "neither"]
    nature: Literal["vanity", "actionable"]


# --- Reports ------------------------------------------------------------------------------------------------------


class FeedUse(TypedDict):
    feed: str
    partial_from: str | None
    missing: list[Window]


class HiddenCreator(TypedDict):
    creator: str
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


class Overview(TypedDict):
    """The Data Overview."""

    scope: ReportScope
    indicators: list[Line]
    sales: list[Line]
    affiliation: Affiliation
    live: list[Line]
    video: list[Line]


class AuthorizedCreator(TypedDict):
    creator: str
    name: str | None
    visible: list[Window]
    hidden: list[str]
    lines: list[Line]


class PendingCreator(TypedDict):
    creator: str
    name: str | None
    action: Literal["request", "wait", "none"]
    decision: Decision


class Creators(TypedDict):
    """The creators screen."""

    scope: ReportScope
    metrics: list[Metric]
    authorized: list[AuthorizedCreator]
    pending: list[PendingCreator]


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
