from collections.abc import Iterable
from typing import Any, Final, Literal, final, overload

from .types import (
    Answer,
    AnswerCommand,
    AnyAmount,
    AnyDay,
    AnyInstant,
    AnyPicker,
    AnyWindow,
    Changes,
    ChangesAsk,
    ChangeSubject,
    Compiled,
    ContractCommand,
    Contracts,
    Creators,
    DayWindow,
    Decision,
    Decomposition,
    Declining,
    DecliningAsk,
    Document,
    Event,
    ExplainAsk,
    Explanation,
    Figure,
    Grain,
    Growth,
    IgnoredEvents,
    Issued,
    GrowthPolicy,
    GrowthRank,
    LedgerConflict,
    MeanConflict,
    Lists,
    LoadReport,
    MatchAsk,
    Matches,
    Measure,
    Metric,
    MetricId,
    Metrics,
    Module,
    Money,
    MoneyIn,
    Outcomes,
    Overview,
    Part,
    Peers,
    PeersAsk,
    Period,
    Policy,
    PartialAnswer,
    Pattern,
    ProfileGroup,
    Profiles,
    ProfilesAsk,
    Funnel,
    FunnelAsk,
    Goals,
    GoalsAsk,
    LivestreamAudience,
    LivestreamAudienceAsk,
    LivestreamRecap,
    LivestreamRecapAsk,
    LivestreamRequests,
    LivestreamRequestsAsk,
    Livestreams,
    LivestreamsAsk,
    ProductAccount,
    ProductAccountAsk,
    ProductAsk,
    ProductChannels,
    ProductChannelsAsk,
    ProductDetail,
    Products,
    ProductsAsk,
    QueryFilter,
    QueryAsk,
    Question,
    Forgotten,
    Recorded,
    RequestCommand,
    RequestManyCommand,
    Requests,
    Screen,
    Sort,
    SpanCounts,
    Table,
    Trend,
    Watermarks,
    Window,
    Workspace,
    Recommended,
    RecommendedVideosAsk,
    RisingVideos,
    RisingVideosAsk,
    Video,
    VideoAccount,
    VideoAccountAsk,
    VideoAsk,
    Videos,
    VideosAsk,
    AtAsk,
    Cards,
    Comments,
    CommentsAsk,
    DescribedProduct,
    Giveaways,
    GiveawaysAsk,
    IgnoredLiveEvent,
    LiveExportAsk,
    LiveFunnel,
    LiveProducts,
    LiveProductsAsk,
    LiveTrend,
    LiveTrendAsk,
    MissedProducts,
    NextPin,
    NextPinAsk,
    OngoingAsk,
    PinBacktest,
    Recommendations,
    Replay,
    ReplayAsk,
    RoomSettings,
    Script,
    Snapshot,
    SnapshotAsk,
    Sources,
    SourcesAsk,
    Taken,
)

__all__ = [
    "AccessLog",
    "Ledger",
    "Room",
    "Store",
    "View",
    "Wall",
    "__version__",
    "day_of",
    "day_window",
    "decompose_change",
    "difference",
    "evaluate_metric",
    "falling",
    "finish_partial",
    "intersection",
    "merge_partials",
    "metrics",
    "money",
    "money_sum",
    "normalize",
    "pin_backtest",
    "resolve",
    "retention_start",
    "rising",
    "union",
]

__version__: Final[str]

def money(amount: AnyAmount, currency: str) -> Money:
    """Reads an amount of money: exact, never a float (MET-4).

    `amount` is a str or a Decimal, `currency` an ISO 4217 code. Gives `{"amount", "currency", "shown"}`:
    the exact decimal, and the same rounded half-even to the currency's minor unit, all str.

    Raises `InvalidError`: `value.money.malformed`, `value.money.too_fine`, `value.money.overflow`,
    `value.currency.unknown`.

    >>> money("12.345", "USD")
    {'amount': '12.345', 'currency': 'USD', 'shown': '12.34'}
    """

def money_sum(amounts: Iterable[MoneyIn | Money]) -> Money:
    """Adds amounts of one currency, exactly (MET-4).

    `amounts` is an iterable of `{"amount", "currency"}`. Gives what `money` gives.

    Raises `InvalidError` as `money` does, and `value.money.nothing_to_add`; `ConflictError`:
    `value.currency.mismatch`.

    >>> money_sum([{"amount": "0.1", "currency": "USD"}, {"amount": "0.2", "currency": "USD"}])["amount"]
    '0.3'
    """

def day_of(time_zone: str, instant: AnyInstant) -> str:
    """The day an instant belongs to in a time zone.

    `time_zone` is an IANA name, `instant` an aware datetime or RFC 3339. Gives `"YYYY-MM-DD"`.

    Raises `InvalidError`: `time.zone.unknown`, `time.instant.malformed`, `time.instant.naive`,
    `time.instant.out_of_range`.

    >>> day_of("Asia/Jakarta", "2026-05-20T17:00:00Z")
    '2026-05-21'
    """

def day_window(time_zone: str, day: AnyDay) -> DayWindow:
    """All instants of a day in a time zone.

    `day` is a date or `"YYYY-MM-DD"`. Gives `{"start", "end", "hours"}`: two instants, half-open, and how
    many hours lie between them (23.0 or 25.0 when clocks change).

    Raises `InvalidError`: `time.zone.unknown`, `time.day.malformed`, `time.day.out_of_range`.

    >>> day_window("Europe/Paris", "2026-03-29")["hours"]
    23.0
    """

def retention_start(time_zone: str, now: AnyInstant, *, policy: Policy | None = None) -> str:
    """The first day that can still be asked for (ACC-13).

    Gives `"YYYY-MM-DD"`. `policy` says where the rules' defaults are changed.

    Raises `InvalidError`: `time.zone.unknown`, `time.instant.malformed`, `time.instant.naive`.

    >>> retention_start("Asia/Jakarta", "2026-08-31T12:00:00+07:00")
    '2026-02-28'
    """

def resolve(
    time_zone: str, now: AnyInstant, screen: Screen, picker: AnyPicker, *, policy: Policy | None = None
) -> Period:
    """The period that was picked, and the cycle before it (PER-1…4, PER-6).

    `screen` is `"general"` or `"product"`. `picker` is `{"kind": "yesterday"}`, `{"kind": "last_7_days"}`,
    `{"kind": "last_28_days"}`, `{"kind": "day", "day"}`, `{"kind": "week", "day"}`, `{"kind": "month",
    "month"}` or `{"kind": "custom", "start", "end"}`; a kind without arguments may be given as a str. Gives
    `{"picker", "days", "previous"}`: its kind and two windows.

    Raises `CompassError`: `time.picker.not_offered`, `time.period.empty`, `time.period.too_long`,
    `time.period.out_of_retention`, `time.period.not_finished`; `details["allowed"]` names periods that can
    be had instead.

    >>> resolve("Asia/Jakarta", "2026-05-20T12:00:00+07:00", "general", "last_7_days")["days"]
    {'start': '2026-05-13', 'end': '2026-05-20'}
    """

def normalize(windows: Iterable[AnyWindow]) -> list[Window]:
    """Windows in order, disjoint, touching ones joined, empty ones dropped.

    A window is `{"start", "end"}`: half-open days; an end of None is no end.

    Raises `InvalidError`: `time.window.inverted`, `time.day.malformed`, `time.day.out_of_range`.

    >>> normalize([{"start": "2026-01-05", "end": None}, {"start": "2026-01-01", "end": "2026-01-05"}])
    [{'start': '2026-01-01', 'end': None}]
    """

def union(a: Iterable[AnyWindow], b: Iterable[AnyWindow]) -> list[Window]:
    """The days in either set of windows. Raises as `normalize` does.

    >>> union([{"start": "2026-01-01", "end": "2026-01-05"}], [{"start": "2026-01-03", "end": "2026-01-08"}])
    [{'start': '2026-01-01', 'end': '2026-01-08'}]
    """

def intersection(a: Iterable[AnyWindow], b: Iterable[AnyWindow]) -> list[Window]:
    """The days in both sets of windows. Raises as `normalize` does.

    >>> intersection([{"start": "2026-01-01", "end": None}], [{"start": "2025-12-01", "end": "2026-01-08"}])
    [{'start': '2026-01-01', 'end': '2026-01-08'}]
    """

def difference(a: Iterable[AnyWindow], b: Iterable[AnyWindow]) -> list[Window]:
    """The days in the first set of windows and not in the second. Raises as `normalize` does.

    >>> difference([{"start": "2026-01-01", "end": None}], [{"start": "2025-12-01", "end": "2026-01-08"}])
    [{'start': '2026-01-08', 'end': None}]
    """

@final
class AccessLog:
    """What creators signed, authorized and withdrew, and what may be seen because of it.

    `workspace` is `{"time_zone"}` with, if wanted, `"id"`, `"currency"`, `"l2l"` and `"policy"`. The log
    only grows; everything it answers is worked out from its events and the `now` you pass: it reads no
    clock. Many threads may use one log at a time.

    Instants are aware datetimes or RFC 3339, days are dates or `"YYYY-MM-DD"`. With `known_at`, events
    recorded after it are left out: what was known then.

    Raises `InvalidError`: `time.zone.unknown`, `value.currency.unknown`, `wire.malformed`.

    >>> log = AccessLog({"time_zone": "Asia/Jakarta"})
    >>> log.record([{"id": "e1", "kind": "contract_signed", "creator": "ana", "on": "2026-01-01",
    ...              "happened_at": "2026-01-01T09:00:00+07:00"}])
    {'recorded': 1, 'duplicates': 0}
    >>> log.contracts("ana", "2026-05-20T12:00:00+07:00")
    {'windows': [{'start': '2026-01-01', 'end': None}]}
    """

    def __new__(cls, workspace: Workspace) -> AccessLog: ...
    def record(self, events: Iterable[Event | dict[str, Any]]) -> Recorded:
        """Takes events, all or none, in any order; one that is there already is counted and left (ACC-16).

        `events` is an iterable of dicts with `"id"`, `"kind"`, `"creator"`, `"happened_at"` and, if it
        differs, `"recorded_at"`, and by kind: `"contract_signed"` `"on"`; `"contract_ended"` `"on"`;
        `"requested"` `"request"`, `"days"` and, if wanted, `"scope"`, `"until"`; `"authorized"`,
        `"declined"`, `"revoked"` `"request"`; `"region_declared"` `"region"`. Gives `{"recorded",
        "duplicates"}`.

        Raises `InvalidError`, with `details["index"]`: `access.event.malformed`, `value.id.invalid`,
        `time.day.malformed`, `time.window.inverted`, `time.instant.malformed`, `time.instant.naive`;
        `ConflictError`: `access.event.conflict`, the same id with other content.
        """

    def record_lines(self, text: str) -> Recorded:
        """Takes events written as JSON lines, with the keys of the wire (`happenedAt`); otherwise as `record`.

        Raises what `record` raises, with `details["line"]` (the first is 1) for `details["index"]`.
        """

    def decide(self, question: Question, now: AnyInstant, *, known_at: AnyInstant | None = None) -> Decision:
        """May this be seen, and if not, why, and when will it be (ACC-15)?

        `question` is `{"creator", "module", "grain", "day"}` with, if it is not the creator as a whole,
        `"subject"`: `{"kind": "room", "room"}`, `{"kind": "video", "video"}` or `{"kind": "product",
        "product"}`. Modules are overview, live, creator, video and product; grains are realtime and
        aggregate. Gives `{"kind": "visible"}`, or `{"kind": "hidden", "causes", "visible_from"}` with every
        cause as `{"reason", "who", "clears_on"}` and, where there is one, `"request"`, `"on"` or
        `"region"`.

        Raises `InvalidError`: `wire.malformed`, `access.module.unknown`, `access.grain.unknown`,
        `value.id.invalid`, `time.day.malformed`, `time.instant.malformed`, `time.instant.naive`.

        >>> log = AccessLog({"time_zone": "Asia/Jakarta"})
        >>> question = {"creator": "ana", "module": "live", "grain": "aggregate", "day": "2026-05-01"}
        >>> for cause in log.decide(question, "2026-05-20T12:00:00+07:00")["causes"]:
        ...     print(cause["reason"])
        not_under_contract
        not_authorized
        """

    def contracts(
        self, creator: str, now: AnyInstant, *, known_at: AnyInstant | None = None
    ) -> Contracts:
        """The days under contract of a creator (ACC-10): `{"windows"}`.

        Raises `InvalidError`: `value.id.invalid`, `time.instant.malformed`, `time.instant.naive`.
        """

    def requests(self, now: AnyInstant, *, known_at: AnyInstant | None = None) -> Requests:
        """Every request with its state, by the time it was sent: `{"requests"}`.

        A row is `{"request", "creator", "scope", "days", "until", "state", "since", "sent_at",
        "next_action"}`; states are `"requested"`, `"authorized"`, `"declined"`, expired, revoked and ended.

        Raises `InvalidError`: `time.instant.malformed`, `time.instant.naive`.
        """

    def lists(self, now: AnyInstant, *, known_at: AnyInstant | None = None) -> Lists:
        """The lists by tab (ACC-8): `{"requested", "authorized", "unauthorized"}`, rows as in `requests`.

        Raises `InvalidError`: `time.instant.malformed`, `time.instant.naive`.
        """

    def ignored(self, now: AnyInstant, *, known_at: AnyInstant | None = None) -> IgnoredEvents:
        """The events that have no effect, each with the reason (ACC-16): `{"ignored": [{"event", "why"}]}`.

        Raises `InvalidError`: `time.instant.malformed`, `time.instant.naive`.
        """

    def compile(
        self,
        module: Module,
        grain: Grain,
        period: AnyWindow,
        now: AnyInstant,
        *,
        known_at: AnyInstant | None = None,
    ) -> Compiled:
        """What may be seen of a period, as windows, for all creators at once.

        Gives `{"creators": [{"creator", "visible"}], "rooms": [{"creator", "room", "visible"}]}`: creators
        with a visible day, and rooms that a request of their own names.

        Raises `InvalidError`: `wire.malformed`, `access.module.unknown`, `access.grain.unknown`,
        `time.window.inverted`, `time.day.malformed`, `time.instant.malformed`, `time.instant.naive`.
        """

    @overload
    def command(self, command: RequestManyCommand, now: AnyInstant) -> Outcomes:
        """Carries a command out against the state: the events to record, or why not. It records nothing.

        `command` is `{"kind": "sign", "creator"}` or `"end"` with, if it is not today, `"on"`; `{"kind":
        "request", "request", "creator", "days"}` with, if wanted, `"scope"`, `"until"`; `{"kind":
        "request_many", "prefix", "creators", "days"}` with, if wanted, `"until"`; `{"kind": "authorize",
        "request"}`, `"decline"` or `"revoke"`. Gives `{"events"}`; `"request_many"` gives `{"outcomes"}`,
        each `{"creator", "event"}` or `{"creator", "error"}`.

        Raises `RefusedError`: `access.region.restricted`; `ConflictError`: `access.request.collides`,
        `access.request.exists`, `access.answer.expired`, `access.answer.not_pending`,
        `access.answer.validity_over`, `access.revoke.not_authorized`, `access.contract.open`,
        `access.contract.none`; `InvalidError`: `access.request.unknown`, `access.request.days_empty`,
        `access.request.until_past`, and what cannot be read.

        >>> log = AccessLog({"time_zone": "Asia/Jakarta"})
        >>> issued = log.command({"kind": "sign", "creator": "ana"}, "2026-05-20T12:00:00+07:00")
        >>> log.record(issued["events"])
        {'recorded': 1, 'duplicates': 0}
        """

    @overload
    def command(self, command: ContractCommand | RequestCommand | AnswerCommand, now: AnyInstant) -> Issued: ...
    def events(self) -> list[Event]:
        """All events, by creator, then in the order in which they count. `record` takes them back."""

    def __len__(self) -> int: ...

@final
class Ledger:
    """The groups whose profiles were shown: no profile of few users, and no difference of profiles that leaves few.

    The host keeps one for all who may lay their answers side by side. It holds which groups were shown and how many users
    each has, nothing else of a profile.

    A group is `{"id", "of", "users"}`: `"of"` is `{"audience", "days"}` and, where it takes not all, lists of `"channels"`,
    `"creators"`, `"contents"`, `"products"` and `"shops"`. The audience is `"viewers"`, `"clickers"` or `"buyers"`. Describe a group by
    all that is true of it: a LIVE room is a part of its creator only where the creator is named beside it. With
    `"estimated": True` it stays hidden, and with `"hidden"`, the reasons why it may not be seen, too.

    >>> week = {"audience": "viewers", "days": {"start": "2026-05-01", "end": "2026-05-08"}}
    >>> ledger = Ledger()
    >>> ledger.show([{"id": "all", "of": week, "users": 10_000}])
    {'groups': [{'id': 'all', 'kind': 'shown', 'users': 10000}]}
    >>> live = {"id": "live", "of": {**week, "channels": ["live"]}, "users": 9_000}
    >>> ledger.suppress([live])["groups"][0]["reasons"]
    ['differencing']
    """

    def __new__(cls) -> Ledger: ...
    def suppress(self, groups: Iterable[ProfileGroup | dict[str, Any]], *, policy: Policy | None = None) -> Pattern:
        """Which groups may be shown next to those that were (PRF-2, PRF-3); remembers nothing.

        Gives `{"groups"}` in their order: `{"id", "kind", ...}` with `"users"` where it is shown, `"reasons"` where it is hidden or
        undefined. A group hidden by `"differencing"` has `"complement"`, what would be read (`"nested"`: who is in the
        larger group only; `"parts"`: who is in no part of a group, or in two; `"overlap"`: who is in both of two), and
        `"with"`, of which shown groups: `{"asked": id}` or `{"earlier": of}`. Of two groups the smaller stays hidden, ties by
        id.

        Raises `InvalidError`: `privacy.group.repeated`, `privacy.group.nothing_named`, `privacy.group.no_day`,
        `privacy.name.unknown`, `value.id.invalid`, `time.day.malformed`, `time.window.inverted`, `wire.malformed`.

        >>> week = {"audience": "buyers", "days": {"start": "2026-05-01", "end": "2026-05-08"}}
        >>> Ledger().suppress([{"id": "all", "of": week, "users": 1_000}])["groups"]
        [{'id': 'all', 'kind': 'hidden', 'reasons': ['too_few_users'], 'complement': None, 'with': []}]
        """

    def show(self, groups: Iterable[ProfileGroup | dict[str, Any]], *, policy: Policy | None = None) -> Pattern:
        """What `suppress` gives; the groups that it shows are remembered. Keep the ledger before showing them to anybody.

        Raises what `suppress` raises; nothing is remembered then.

        >>> week = {"audience": "buyers", "days": {"start": "2026-05-01", "end": "2026-05-08"}}
        >>> ledger = Ledger()
        >>> pattern = ledger.show([{"id": "all", "of": week, "users": 1_001}])
        >>> len(ledger)
        1
        """

    def profiles(self, view: View, ask: ProfilesAsk) -> Profiles:
        """What `View.profiles` gives, next to what this ledger says was shown (BEY-7); remembers nothing."""

    def show_profiles(self, view: View, ask: ProfilesAsk) -> Profiles:
        """What `View.profiles` gives, next to what was shown; the groups that it shows are remembered. Keep the ledger before
        showing them to anybody.

        Raises what `View.profiles` raises; nothing is remembered then.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> ledger = Ledger()
        >>> ledger.show_profiles(view, {"period": "last_7_days"})["groups"], len(ledger)
        ([], 0)
        """

    def match_creators(self, view: View, ask: MatchAsk) -> Matches:
        """What `View.match_creators` gives, next to what this ledger says was shown (BEY-7); remembers nothing."""

    def show_match_creators(self, view: View, ask: MatchAsk) -> Matches:
        """What `View.match_creators` gives, next to what was shown; the buyers that it compares are remembered as shown.

        Raises what `View.match_creators` raises; nothing is remembered then.
        """

    def livestream_audience(self, view: View, ask: LivestreamAudienceAsk) -> LivestreamAudience:
        """What `View.livestream_audience` gives, next to what this ledger says was shown (BEY-7); remembers nothing."""

    def show_livestream_audience(self, view: View, ask: LivestreamAudienceAsk) -> LivestreamAudience:
        """What `View.livestream_audience` gives, next to what was shown; the groups that it shows are remembered as shown.

        Raises what `View.livestream_audience` raises; nothing is remembered then.
        """

    def export(self, view: View, ask: Any) -> bytes:
        """What `View.export` gives, profiles and matches next to what this ledger says was shown (BEY-7); remembers nothing."""

    def show_export(self, view: View, ask: Any) -> bytes:
        """What `View.export` gives, next to what was shown; the groups of profiles and matches in the file are remembered. Keep the
        ledger before giving the file to anybody.

        Raises what `View.export` raises; nothing is remembered then.
        """

    def peers(self, view: View, ask: PeersAsk) -> Peers:
        """What `View.peers` gives, next to what this ledger says was shown (BEY-9); remembers nothing."""

    def show_peers(self, view: View, ask: PeersAsk) -> Peers:
        """What `View.peers` gives, next to what was shown; the means that it shows are remembered as shown.

        Raises what `View.peers` raises; nothing is remembered then.
        """

    def mean_conflicts(self, other: Ledger) -> list[MeanConflict]:
        """The means over peers of another ledger that, beside those of this one, may let single peers be read (BEY-9): they are of the same
        rows and share creators, or data have changed since. Ask before `merge`, which remembers the means of both.

        Each is `{"mean", "with"}`; a mean is `{"metric", "days", "creators"}`.

        >>> Ledger().mean_conflicts(Ledger())
        []
        """

    def merge(self, other: Ledger, *, policy: Policy | None = None) -> list[LedgerConflict]:
        """Takes what another ledger says was shown, in any order, twice too.

        Gives what both let be read together, each `{"group", "complement", "with"}`: it was shown, and cannot be taken back.

        >>> week = {"audience": "buyers", "days": {"start": "2026-05-01", "end": "2026-05-08"}}
        >>> one, other = Ledger(), Ledger()
        >>> pattern = one.show([{"id": "all", "of": week, "users": 5_000}])
        >>> pattern = other.show([{"id": "live", "of": {**week, "channels": ["live"]}, "users": 4_500}])
        >>> one.merge(other)[0]["complement"]
        'nested'
        """

    def save(self) -> bytes:
        """The ledger as bytes: what was shown in whatever order gives the same.

        >>> Ledger.open(Ledger().save()).save() == Ledger().save()
        True
        """

    @staticmethod
    def open(bytes: bytes) -> Ledger:
        """Reads what `save` wrote.

        Raises `MalformedError` for anything else: `privacy.ledger.foreign`, `privacy.ledger.version` (a later version wrote it),
        `privacy.ledger.length` (cut off), `privacy.ledger.checksum` (damaged), `privacy.ledger.malformed`.

        >>> from creator_compass import MalformedError
        >>> try:
        ...     Ledger.open(b"PK")
        ... except MalformedError as error:
        ...     print(error.code)
        privacy.ledger.foreign
        """

    def __len__(self) -> int: ...

@final
class Room:
    """A LIVE while it is on, and after. Events come in any order, twice too; what is answered depends on which were
    observed, not on when. Nothing reads a clock: every question names its `"now"`, which may have passed.

    `settings` is a dict. It needs `"room"` and `"started_at"`; `"creator"`, `"currency"` (`"USD"`), what anybody may see
    (`"title"`, `"name"`, `"handle"`, `"avatar"`, `"page"`), `"products"` as `describe_products` takes them, `"policy"`, and `"rules"`
    (`{"lateness_minutes": 10, "longest_hours": 48, "low_stock_below": 5}`) may be left out. Many threads may use one room.

    Raises `InvalidError`: `value.id.invalid`, `value.currency.unknown`, `time.instant.malformed`, `wire.malformed`.

    >>> room = Room({"room": "r1", "started_at": "2026-05-20T12:00:00Z"})
    >>> click = {"kind": "act", "act": "product_click", "id": "e1", "at": "2026-05-20T12:00:20Z", "product": "p1"}
    >>> room.observe([click, click])
    {'new': 1, 'duplicate': 1, 'late': [], 'refused': []}
    >>> lines = room.snapshot({"now": "2026-05-20T12:01:00Z", "metrics": ["product_clicks"]})["lines"]
    >>> lines[0]["value"]["value"]
    1
    """

    def __new__(cls, settings: RoomSettings) -> Room: ...
    @property
    def id(self) -> str:
        """Its id."""

    @property
    def ended_at(self) -> str | None:
        """When it ended, as far as was observed."""

    def observe(self, events: Iterable[dict[str, Any]]) -> Taken:
        """Takes events, dicts with `"id"`, `"at"` and `"kind"`, in any order, twice too.

        Kinds and their fields: `"act"` (`"act"`, one of the acts of the table of interactions; if told `"user"`, `"product"`, `"quantity"`,
        `"amount"`, `"source"`, `"paid"`, `"text"`), `"viewers"` (`"viewers"`), `"stock"` (`"product"`, `"left"`), `"pinned"` and `"unpinned"`
        (`"product"`), `"violation"` (`"violation"`, `"reason"`, `"recommendation"`), `"appealed"` (`"violation"`), `"appeal_answered"`
        (`"violation"`, `"outcome"`: `"upheld"` or `"overturned"`), `"giveaway_started"` (`"giveaway"`, `"product"`), `"giveaway_ended"`
        (`"giveaway"`), `"promotion"` (`"name"`) and `"ended"`.

        Gives `{"new", "duplicate", "late", "refused"}`: late ones are in no figure of the room; those that cannot be are `{"event", "error"}`
        with `live.event.before_start`, `live.event.too_far_ahead`, `live.event.negative` or `live.event.not_in_live`.

        Raises `InvalidError`: `query.name.unknown`, `value.id.invalid`, `value.money.malformed`, `value.money.too_fine`,
        `time.instant.malformed`, `wire.malformed`. Nothing is taken then.
        """

    def describe_products(self, products: Iterable[DescribedProduct]) -> None:
        """Says what products are, dicts with `"product"`, and if told `"name"` and `"skus"`; what was said before is replaced."""

    def snapshot(self, ask: SnapshotAsk) -> Snapshot:
        """The room at a moment (LIV-2, LIV-4…6, DSH-1).

        `ask` is a dict with `"now"`, and if wanted `"metrics"`, up to 16 names in their order. Gives `{"now", "compared_at", "ended_at",
        "violations", "stock_alerts", "lines", "pinned", "giveaways", "ignored", "late"}`. A line is `{"metric", "label", "label_zh", "value",
        "change"}`; its change is that of the last whole minute against five minutes before, undefined until the LIVE is that old.

        Raises `InvalidError`: `metric.dashboard_size`, `metric.unknown`, `metric.repeated`, `time.instant.malformed`,
        `wire.malformed`.
        """

    def next_change_at(self, now: AnyInstant) -> str | None:
        """When a snapshot may next differ without a further event; None once the LIVE has ended.

        >>> Room({"room": "r1", "started_at": "2026-05-20T12:00:00Z"}).next_change_at("2026-05-20T12:00:20Z")
        '2026-05-20T12:01:00Z'
        """

    def trend(self, ask: LiveTrendAsk) -> LiveTrend:
        """One or two metrics by minute, with key events (DSH-3, DSH-4, LIV-7).

        `ask` is a dict with `"now"`, and if wanted `"span"` (`{"kind": "whole"}`, `{"kind": "last", "minutes"}` or `{"kind": "custom", "start",
        "end"}`) and `"metrics"`. Gives `{"start", "end", "series", "markers", "peak"}`.

        Raises `InvalidError`: `live.span.reversed`, `metric.trend_size`, `metric.unknown`, `metric.repeated`,
        `time.instant.malformed`, `wire.malformed`.
        """

    def export(self, ask: LiveExportAsk) -> bytes:
        """The trend over the whole of a LIVE that is over, as the bytes of a file (DSH-5).

        `ask` is a dict with `"now"` and `"format"` (`"csv"` or `"json"`), and if wanted `"metrics"` and `"language"` of headings.

        Raises what `trend` raises; `NotReadyError`: `live.still_on`, while it is on; `InvalidError`: `export.format.unknown`,
        `export.language.unknown`.
        """

    def sources(self, ask: SourcesAsk) -> Sources:
        """Sources of traffic by the viewers they brought (DSH-2): `{"rows", "total"}`, the first `"top"` of them if given."""

    def funnel(self, ask: AtAsk) -> LiveFunnel:
        """Impressions, views, product clicks and orders, each with what is left of the stage before, and the bottleneck (DSH-6)."""

    def products(self, ask: LiveProductsAsk) -> LiveProducts:
        """The list of products (DSH-7).

        `ask` is a dict with `"now"`, and if wanted `"metrics"`, `"sort"` (`{"by", "order"}`, any metric) and `"search"`, a part of an id, a name
        or a SKU. Gives `{"metrics", "rows"}`: rows as `{"product", "name", "skus", "pinned", "left", "values"}`, by product impressions if
        nothing is said.

        Raises `InvalidError`: `metric.unknown`, `metric.repeated`, `query.name.unknown`, `time.instant.malformed`, `wire.malformed`.
        """

    def missed_products(self, ask: AtAsk) -> MissedProducts:
        """Products that few see and many of those buy (LIV-9): shown less often than the middle product, ordered by more of those
        who open them than of the room as a whole.
        """

    def script(self, ask: AtAsk) -> Script | None:
        """What to say about the pinned product, `{"product", "name", "clicks", "orders", "items", "left", "text", "text_zh"}` (DSH-7); None where
        none is pinned.
        """

    def giveaways(self, ask: GiveawaysAsk) -> Giveaways:
        """Giveaways and what they brought (DSH-10): the rate a minute during one over that of the equally long span before.

        `ask` is a dict with `"now"`, and if wanted `"metrics"`, sums. Raises `InvalidError`: `live.metric.not_summed`,
        `metric.unknown`, `metric.repeated`, `time.instant.malformed`, `wire.malformed`.
        """

    def next_pin(self, ask: NextPinAsk) -> NextPin:
        """What pinning each product next may bring, from the whole minutes of the last two hours (BEY-11): estimates, not facts.

        `ask` is a dict with `"now"`, and if wanted `"span_minutes"` (5) and `"level_percent"` (80) of the interval. Gives `{"now", "start", "end",
        "span_minutes", "level_percent", "pinned_minutes", "pinned_orders", "rated_orders", "lift", "products"}`: products as `{"product", "name",
        "pinned", "left", "expected", "low", "high", "unknown", "basis"}`, the most expected first. Where nothing is known `"unknown"` is `"no_pin"`,
        `"no_impression"`, `"no_click"`, `"no_sale"` or `"no_price"`. A basis is `{"impressions", "clicks", "orders", "order_value", "error"}`, its
        rates `{"counted", "of", "prior", "weight", "rate"}`.

        Raises `InvalidError`: `live.ask.range`, `time.instant.malformed`, `wire.malformed`.

        >>> room = Room({"room": "r1", "started_at": "2026-05-20T12:00:00Z", "products": [{"product": "p1"}]})
        >>> one = room.next_pin({"now": "2026-05-20T12:10:00Z"})["products"][0]
        >>> one["product"], one["unknown"], one["expected"]["kind"]
        ('p1', 'no_pin', 'undefined')
        """

    def recommendations(self, ask: NextPinAsk) -> Recommendations:
        """What to do next, by what matters first, in English and Chinese (DSH-8).

        `ask` is that of `next_pin`. Gives `{"recommendations"}`, each with `"kind"`, `"text"` and `"text_zh"`; by its kind `"violation"` and
        `"can_appeal"` (`"violation"`), `"giveaway"` (`"giveaway"`, `"idle_giveaway"`), `"stock"` (`"low_stock"`), `"forecast"`, `"span_minutes"` and
        `"level_percent"` (`"pin"`), `"missed"` (`"missed_product"`). Once the LIVE has ended only violations are left.

        Raises `InvalidError`: `live.ask.range`, `time.instant.malformed`, `wire.malformed`.
        """

    def comments(self, ask: CommentsAsk) -> Comments:
        """Comments as they come (DSH-11): up to `"now"`, those after `"after"` and the last `"limit"` (100) of them."""

    def replay(self, ask: ReplayAsk) -> Replay:
        """Where the point `"at"` of a LIVE that is over lies in its recording, with the comments of `"seconds"` (30) around it (DSH-11).

        Raises `NotReadyError`: `live.still_on`, while it is on; `InvalidError`: `live.replay.outside`, `time.instant.malformed`,
        `wire.malformed`.
        """

    def ignored(self, ask: AtAsk) -> list[IgnoredLiveEvent]:
        """Events that changed nothing by `"now"`, since they contradict what stood, each `{"event", "why"}`."""

    def save(self) -> bytes:
        """The room as bytes; `open` goes on from there.

        >>> room = Room({"room": "r1", "started_at": "2026-05-20T12:00:00Z"})
        >>> Room.open(room.save()).id
        'r1'
        """

    @staticmethod
    def open(bytes: bytes) -> Room:
        """Reads what `save` wrote.

        Raises `MalformedError` for anything else: `live.room.foreign`, `live.room.version` (a later version wrote it),
        `live.room.length` (cut off), `live.room.checksum` (damaged), `live.room.malformed`.
        """

def pin_backtest(rooms: list[bytes], ask: NextPinAsk) -> PinBacktest:
    """What was expected of the pins of rooms that are over, each from the moment before, against what came (BEY-11).

    `rooms` are bytes that `Room.save` gave, `ask` is that of `Room.next_pin`. Gives `{"level_percent", "pins", "unknown", "short",
    "coverage", "mean_error", "mean_absolute_error", "buckets", "top"}`: up to five buckets of pins by what was expected, `{"pins", "expected",
    "came", "coverage"}`, and the first choice against the product pinned, `{"followed", "followed_came", "others_came",
    "others_first_expected", "others_expected"}`.

    Raises `NotReadyError`: `live.still_on`; `ConflictError`: `live.rooms.currencies`; `InvalidError`: `live.ask.range`,
    `time.instant.malformed`, `wire.malformed`; `MalformedError` as `Room.open`.

    >>> pin_backtest([], {"now": "2026-05-20T12:00:00Z"})["pins"]
    0
    """

@final
class Wall:
    """The wall: ongoing LIVEs as cards, and the live screen with at most five creators (LIV-1, LIV-3).

    A card is `{"room", "creator", "title", "name", "handle", "avatar", "page", "started_at", "ended_at", "ongoing", "on_screen", "comments",
    "products", "lines", "action", "reasons"}`. Where the view may not see its metrics, `"lines"` is None, `"action"` says what can be done
    (`"request"`, `"wait"` or `"none"`), and `"reasons"` why (ACC-14).

    >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:01:00Z")
    >>> wall = Wall()
    >>> wall.add(Room({"room": "r1", "creator": "ana", "started_at": "2026-05-20T12:00:00Z", "name": "Ana"}))
    >>> [(card["name"], card["lines"], card["action"]) for card in wall.ongoing(view)["cards"]]
    [('Ana', None, 'request')]
    """

    def __new__(cls, *, policy: Policy | None = None) -> Wall: ...
    def add(self, room: Room) -> None:
        """Gives the wall a room; it sees what is observed later, too. A room of the same id is replaced."""

    def remove(self, room: str) -> bool:
        """Takes a room away, off the screen too; whether it was there."""

    def show(self, room: str) -> None:
        """Puts a room on the live screen (LIV-3).

        Raises `RefusedError`: `live.wall.full`, with the creators that are there in `details`; `InvalidError`:
        `live.wall.unknown_room`, `value.id.invalid`.
        """

    def hide(self, room: str) -> bool:
        """Takes a room off the live screen; whether it was there."""

    def ongoing(self, view: View, ask: OngoingAsk | None = None) -> Cards:
        """The ongoing LIVEs as `{"cards"}`, the last started first; with `"search"`, those with this part in a name or handle (LIV-1)."""

    def screen(self, view: View) -> Cards:
        """The cards of the live screen, in the order they were put there (LIV-3)."""

@final
class Store:
    """What a partner has of its creators: documents, tables and the access log. `view` is what may be seen of it.

    `workspace` is what `AccessLog` takes. A store only grows: loads may come in any order and twice, and what
    was observed later replaces what was observed earlier (SRC-7). Many threads may use one store at a time.

    Every load gives a report: `{"feed", "file", "accepted", "replaced", "duplicate", "superseded",
    "conflicting", "rejected", "unknown_fields", "warnings"}`: six counts of rows, and lists of `{"file",
    "row", "column", "code", "value", "expected"}`, `{"field", "count"}` and `{"file", "row", "code",
    "message"}`. Its options are keywords: `observed_at`, when the source was looked at; `file`, a name for
    messages; `window`, the days a document was asked for, needed where it carries no dates (SRC-12);
    `complete`, windows for which the source is declared complete; `strict`, to load nothing if a row is refused.

    Raises `InvalidError`: `time.zone.unknown`, `value.currency.unknown`, `wire.malformed`. Every load raises
    `InvalidError`: `time.instant.malformed`, `time.instant.naive`, `time.day.malformed`,
    `time.window.inverted`; `MalformedError`: `store.load.rejected`, a row is refused and the load is strict;
    `ConflictError`: `access.event.conflict`, a region contradicts the log. Nothing is loaded then.

    >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
    >>> report = store.load_rows("creators", [{"creator": "ana", "name": "Ana"}], observed_at="2026-05-20T03:00:00Z")
    >>> report["accepted"]
    1
    >>> for creator in store.view("2026-05-20T12:00:00+07:00").creators("yesterday")["pending"]:
    ...     print(creator["name"], creator["action"])
    Ana request
    """

    def __new__(cls, workspace: Workspace) -> Store: ...
    def record(self, events: Iterable[Event | dict[str, Any]]) -> Recorded:
        """Takes events into the access log, as `AccessLog.record` does."""

    def record_lines(self, text: str) -> Recorded:
        """Takes events written as JSON lines into the access log, as `AccessLog.record_lines` does."""

    def load_document(
        self,
        kind: Document,
        document: str | bytes | dict[str, Any],
        *,
        observed_at: AnyInstant,
        file: str | None = None,
        window: AnyWindow | None = None,
        complete: Iterable[AnyWindow] = (),
        strict: bool = False,
    ) -> LoadReport:
        """Loads one page of a document of TikTok Shop's Open API, as it was answered.

        `kind` is `"video_performance_list"`, `"live_performance_list"`, `"product_performance_list"` or
        `"seller_affiliate_orders"`. `document` is its text, its bytes in UTF-8, or a dict with the names of
        the Open API. Gives the report of the load; `help(Store)` shows it, and the options.

        Raises what every load raises; `InvalidError`: `source.document.unknown`, `source.window.missing`;
        `MalformedError`: `source.json.malformed`, `source.shape.unexpected`; `RefusedError`:
        `source.answer.error`, the page carries an error of TikTok Shop.

        >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
        >>> page = '{"code": 0, "data": {"live_stream_sessions": []}}'
        >>> store.load_document("live_performance_list", page, observed_at="2026-05-20T03:00:00Z")["feed"]
        'live_list'
        """

    def load_csv(
        self,
        table: Table,
        text: str | bytes,
        *,
        observed_at: AnyInstant,
        file: str | None = None,
        window: AnyWindow | None = None,
        complete: Iterable[AnyWindow] = (),
        strict: bool = False,
    ) -> LoadReport:
        """Loads a table from the text of a CSV file, or its bytes in UTF-8: a header row, then rows.

        `table` is `"creators"`, `"aliases"`, `"rooms"`, `"videos"`, `"products"`, `"activity"`, `"orders"`,
        `"observations"`, `"interactions"` or `"profiles"`. Gives the report of the load; `help(Store)` shows it, and the options.

        Raises what every load raises; `InvalidError`: `source.table.unknown`, `source.column.missing`,
        `source.column.repeated`; `MalformedError`: `source.csv.malformed`.

        >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
        >>> report = store.load_csv("creators", "creator,shoe\\nana,38\\n,39\\n", observed_at="2026-05-20T03:00:00Z")
        >>> report["accepted"], report["unknown_fields"], report["rejected"][0]["code"]
        (1, [{'field': 'shoe', 'count': 2}], 'source.cell.missing')
        """

    def load_rows(
        self,
        table: Table,
        rows: Iterable[dict[str, Any]],
        *,
        observed_at: AnyInstant,
        file: str | None = None,
        window: AnyWindow | None = None,
        complete: Iterable[AnyWindow] = (),
        strict: bool = False,
    ) -> LoadReport:
        """Loads a table from rows: an iterable of dicts with the columns of the table as keys.

        A value is a str, int or None, or a Decimal, date or aware datetime that stands for its text. A float is
        not exact: its row is rejected (`source.field.type`); write amounts as str or Decimal. `table` is what
        `load_csv` takes. Gives the report of the load; `help(Store)` shows it, and the options.

        Raises what every load raises; `InvalidError`: `source.table.unknown`, and, with `details["index"]` and
        `details["column"]`, `wire.malformed` (NaN, and what is no value at all), `time.instant.naive`.

        >>> from datetime import date
        >>> from decimal import Decimal
        >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
        >>> rows = [{"day": date(2026, 5, 19), "creator": "ana", "channel": "live", "gmv": Decimal("150000")}]
        >>> store.load_rows("activity", rows, observed_at="2026-05-20T03:00:00Z")["accepted"]
        1
        """

    def load_room(
        self,
        room: Room,
        *,
        observed_at: AnyInstant,
        file: str | None = None,
        window: AnyWindow | None = None,
        complete: Iterable[AnyWindow] = (),
        strict: bool = False,
    ) -> LoadReport:
        """Loads a LIVE that is over: its minutes become the days, and the room is known by its start and end.

        What came too late to be in a figure of the room is in them. Users are told by acts alone. Gives the report of the load;
        `help(Store)` shows it, and the options.

        Raises what every load raises; `NotReadyError`: `live.still_on`, it had not ended when it was observed; `ConflictError`:
        `value.currency.mismatch`.

        >>> room = Room({"room": "r1", "creator": "ana", "started_at": "2026-05-19T12:00:00Z"})
        >>> room.observe([{"kind": "ended", "id": "e1", "at": "2026-05-19T13:00:00Z"}])["new"]
        1
        >>> store = Store({"time_zone": "Asia/Jakarta"})
        >>> store.load_room(room, observed_at="2026-05-19T18:00:00Z")["accepted"]
        1
        """

    def save(self) -> bytes:
        """The store as bytes: stores that hold the same facts give the same bytes, in whatever order they were loaded.

        >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
        >>> Store.open(store.save()).save() == store.save()
        True
        """

    @staticmethod
    def open(bytes: bytes) -> Store:
        """Reads what `save` wrote.

        Raises `MalformedError` for anything else: `store.open.foreign`, `store.open.version` (a later version
        wrote it), `store.open.length` (cut off), `store.open.checksum` (damaged), `store.open.malformed`.

        >>> from creator_compass import MalformedError
        >>> try:
        ...     Store.open(b"PK")
        ... except MalformedError as error:
        ...     print(error.code)
        store.open.foreign
        """

    def forget(self, creator: str) -> Forgotten:
        """Erases a creator: events, names, rooms, videos, counters, activity, orders and acts, every version.

        What is left is, to the byte of `save`, a store that never loaded them. A row that names the creator by a
        name which another creator went by too, is erased as well. Keeping the creator from being loaded again is
        the caller's. Gives how many `events`, `rows` and `interactions` were erased.

        Raises `InvalidError`: `value.id.invalid`.

        >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
        >>> report = store.load_rows("creators", [{"creator": "ana"}], observed_at="2026-05-20T03:00:00Z")
        >>> store.forget("ana")
        {'events': 0, 'rows': 1, 'interactions': 0}
        """

    def merge(self, other: Store) -> None:
        """Takes all that another store of the same workspace holds, in any order, twice too.

        Raises `ConflictError`: `store.merge.workspace`, `store.merge.currency`, `access.event.conflict`; the store
        is then as it was.

        >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
        >>> store.merge(Store.open(store.save()))
        """

    def access(self) -> AccessLog:
        """A copy of the access log. What it records is not in the store.

        >>> store = Store({"time_zone": "Asia/Jakarta"})
        >>> issued = store.access().command({"kind": "sign", "creator": "ana"}, "2026-05-20T12:00:00+07:00")
        >>> store.record(issued["events"])
        {'recorded': 1, 'duplicates': 0}
        """

    def view(self, now: AnyInstant, *, known_at: AnyInstant | None = None) -> View:
        """The store at a moment: what is loaded or recorded later does not change it.

        With `known_at`, what was observed or recorded after it is left out: what was known then.

        Raises `InvalidError`: `time.instant.malformed`, `time.instant.naive`.

        >>> store = Store({"time_zone": "Asia/Jakarta"})
        >>> store.view("2026-05-20T17:00:00Z").today
        '2026-05-21'
        """

@final
class View:
    """A store at a moment, made by `Store.view`: what may be seen of it then. It never changes.

    A `period` is what `resolve` takes as a picker, for the general screen: `"yesterday"`, `"last_7_days"`,
    `{"kind": "day", "day"}`, `{"kind": "week", "day"}` or `{"kind": "custom", "start", "end"}`; every report
    raises what `resolve` raises.

    A figure is a dict. Its `"kind"` says whether there is one (MET-6): `{"kind": "known", "value", "unit"}`,
    where counts, seconds and ratios are numbers, and money is the exact decimal as str, beside `"currency"`
    and `"shown"`; `{"kind": "undefined", "reasons": [{"reason"}]}`, with `"feeds"` or `"spans"` where there
    are some; or `{"kind": "hidden", "reasons"}`, names only. A line is `{"metric", "value", "previous",
    "change", "relative_change"}`: a metric's figure, the previous cycle's, and how they differ.

    A report says in `"scope"` what it drew on: `{"period", "partial_from", "feeds", "hidden",
    "unknown_creator_rows"}` with feeds as `{"feed", "partial_from", "missing"}` and creators of whom nothing
    is shown as `{"creator", "reasons"}`.
    """

    @property
    def today(self) -> str:
        """Today in the workspace's time zone, `"YYYY-MM-DD"`."""

    def resolve(self, screen: Screen, picker: AnyPicker) -> Period:
        """The period that was picked, and the cycle before it, as the function `resolve`."""

    def decide(self, question: Question) -> Decision:
        """May this be seen, and if not, why, and when will it be (ACC-15)? As `AccessLog.decide`."""

    def lists(self) -> Lists:
        """The lists of requests by tab (ACC-8), as `AccessLog.lists`."""

    def watermarks(self) -> Watermarks:
        """The first days whose figures are partial (PER-7): `{"partial_from", "feeds"}`.

        `"feeds"` is a list of `{"feed", "partial_from"}`; the first `"partial_from"` is the earliest of all.
        """

    def overview(self, period: AnyPicker) -> Overview:
        """The Data Overview of a period (OVR-1…4).

        Gives `{"scope", "indicators", "sales", "affiliation", "live", "video"}`: lists of lines, and the
        figures `{"in_house", "affiliate"}`. For a partner of the L2L kind alone `"settlement"` is beside them:
        `{"scope", "line"}`, of the 30 finished days before today. Raises what `resolve` raises.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> overview = view.overview("last_7_days")
        >>> overview["scope"]["period"]["days"]
        {'start': '2026-05-13', 'end': '2026-05-20'}
        >>> [line["metric"] for line in overview["sales"]]
        ['gmv', 'gmv[live]', 'gmv[video]', 'avg_gmv_live', 'refund_gmv']
        """

    def creators(
        self,
        period: AnyPicker,
        metrics: Metrics | None = None,
        *,
        sort: list[Sort] | None = None,
        search: str | None = None,
        filter: QueryFilter | None = None,
        offset: int = 0,
        limit: int | None = None,
    ) -> Creators:
        """The creators screen of a period (CRE-1…4).

        `metrics` is a list of names, such as `"gmv"` and `"gmv[live]"`; `metrics()` has them all. Without it,
        the screen's own. `sort` is a list of `{"by", "order"}`: a metric that is asked, `"creator"` or `"name"`; most of
        the first metric first without. `search` is a part of an id or a name, `filter` as in `query`; `offset` and
        `limit` hold for each of the two lists.

        Gives `{"scope", "metrics", "authorized", "authorized_total", "pending", "pending_total"}` with metrics as in
        `metrics()`, authorized creators as `{"creator", "name", "visible", "hidden", "lines"}`, and the others as
        `{"creator", "name", "action", "decision"}`. For a partner of the L2L kind `"settlement_days"`, and each
        authorized creator's line of `"settlement"` over them.

        Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `metric.repeated`, `query.sort.unknown`,
        `query.name.unknown`, `value.id.invalid`.
        """

    def declining_creators(self, ask: DecliningAsk) -> Declining:
        """The creators whose traffic or sales fall for certain against the previous cycle (CRE-5).

        `ask` is a dict: `"period"`, and where wanted `"by"`, `"views"` unless it is `"sku_orders"`, either also of one
        channel as `"views[live]"`; `"filter"` as in `query`, `"search"`, `"offset"`, `"limit"`. Gives `{"scope", "by",
        "rows", "total", "measured"}` with rows as `{"creator", "name", "bound", "lines"}`, the steepest first: the
        bound is how fast it goes at most, measured by before, and the lines are of the count and of GMV. Who has a hidden
        day in either cycle is not measured.

        Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `query.name.unknown`, `value.id.invalid`,
        `wire.malformed`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> view.declining_creators({"period": "last_7_days"})["rows"]
        []
        """

    def changes(self, ask: ChangesAsk) -> Changes:
        """A change of GMV against the previous cycle taken apart, without a rest (BEY-8).

        `ask` is a dict: `"period"`, and where wanted `"by"`, `"creator"` unless it is `"product"` or `"channel"`;
        `"filter"` as in `query`; `"top"`, how many of the largest parts are given. Gives `{"scope", "by", "cut", "change"}`.
        The change is `{"kind": "known", "currency", "before", "after", "change", "parts", "totals"}` with parts as
        `{"id", "name", "kind", "change", "factors"}`, or undefined or hidden with reasons: a creator of whom part of either
        cycle is hidden hides it, and stands in `"cut"`. Amounts are `{"amount", "shown"}`; either sum to the change.

        Raises what `resolve` raises; `InvalidError`: `query.name.unknown`, `value.id.invalid`, `wire.malformed`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> view.changes({"period": "last_7_days"})["change"]["kind"]
        'undefined'
        """

    def explain(self, ask: ExplainAsk) -> Explanation:
        """Why a cell of an answer is what it is, and what would show it where there is no figure (BEY-1).

        `ask` is a dict: `"period"`, `"metric"`, and as in the question that gave the answer `"screen"`, `"module"`,
        `"filter"`, `"compare"`; `"key"` says what the row is about, a field a dimension, as rows of `query` do; `"against"`
        is a second cell, `{"period", "metric", …}`. Gives `{"metric", "value", "days", "scope", "numbers", "counted",
        "remedy"}`. A number of the formula is `{"name", "value", "parts"}`, a part `{"measure", "channel", "feed", "value",
        "rows"}` with how many rows counted. `"counted"` names creators with hidden days, and every cause of them. A remedy is
        `{"possible", "shows_on", "steps"}`, all of which have to be taken; none where there is a figure. With
        `"compare"`, `"before"` is the same of the previous cycle. With `"against"` comes `"differences"`.

        Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `report.creator.unknown`, `report.explain.outside`, `report.explain.against`,
        `query.channel.grouped`, `query.group.two_times`, `query.stretch.unknown`, `query.name.unknown`, `value.id.invalid`, `wire.malformed`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> view.explain({"period": "last_7_days", "metric": "gmv[live]"})["remedy"]["steps"][0]["act"]
        'load'
        """

    def peers(self, ask: PeersAsk) -> Peers:
        """A creator beside the means of its cohort's quarters, never beside a figure of one peer (BEY-9).

        `ask` is a dict: `"period"`, `"creator"`, and where wanted `"by"`, `"category"` unless it is `"followers"`; `"metrics"`;
        `"at_least"`, the least creators in a group, 5 unless given; `"bands"`, where bands of followers begin. Gives `{"period",
        "creator", "by", "cohort", "metrics"}`: metrics as `{"metric", "value", "measured", "place", "groups"}`, groups as `{"creators",
        "mean"}`, that of the largest figures first; `"place"` is the group that the creator is in. A mean from which one figure
        could be read is hidden, by `"too_few_peers"` or `"differencing"`. This remembers nothing: `Ledger.show_peers` does.

        Raises what `resolve` raises; `InvalidError`: `report.creator.unknown`, `report.peers.at_least`, `report.peers.bands`, `report.peers.metric`,
        `metric.unknown`, `metric.repeated`, `query.name.unknown`, `value.id.invalid`, `wire.malformed`.

        >>> store = Store({"time_zone": "Asia/Jakarta"})
        >>> report = store.load_csv("creators", "creator,category\\nc1,beauty\\n", observed_at="2026-05-20T03:00:00Z")
        >>> view = store.view("2026-05-20T12:00:00+07:00")
        >>> view.peers({"period": "last_7_days", "creator": "c1"})["cohort"]["kind"]
        'hidden'
        """

    def trend(self, period: AnyPicker, metrics: Metrics) -> Trend:
        """One or two metrics by day (PER-8).

        Gives `{"period", "series": [{"metric", "points": [{"day", "value"}]}]}`.

        Raises what `resolve` raises; `InvalidError`: `metric.trend_size`, `metric.unknown`, `metric.repeated`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> for series in view.trend("last_7_days", ["gmv", "views"])["series"]:
        ...     print(series["metric"], len(series["points"]))
        gmv 7
        views 7
        """

    def query(self, ask: QueryAsk) -> Answer:
        """Metrics by any grouping, filtered, compared and ordered, under permissions (MET-1).

        `ask` is a dict. It needs `"period"` and `"metrics"`, at least one name; the rest may be left out:
        `"group_by"`, a list of `"creator"`, `"channel"`, `"content"`, `"product"`, `"shop"` and at most one of
        `"day"`, `"week"`, `"month"`; `"filter"`, a dict of lists `"creators"`, `"channels"`, `"rooms"`, `"videos"`,
        `"products"`, `"shops"`, and `"affiliation"`: a list keeps exactly what it names, and an empty one nothing;
        `"compare"`, a bool, with the previous cycle (PER-6); `"sort"`, a list of `{"by", "order"}`, by a metric that is
        asked or a dimension that is grouped by, `"descending"` (the default) or `"ascending"`; `"search"`, a part of an
        id or name; `"top"`, then `"offset"` and `"limit"`, numbers of rows; `"screen"`, whose pickers are offered; and
        `"module"`, whose permissions count, `"creator"` unless given.

        Gives `{"scope", "group_by", "metrics", "rows", "total", "left_out"}`: rows as `{"key", "name", "hidden",
        "lines"}`, keyed by what is grouped by, days as `"YYYY-MM-DD"` and weeks and months by their first, a content as
        `{"kind", "id"}`, what is not told as None; one line a metric, `{"metric", "value"}` and, compared, `"previous"`,
        `"change"`, `"relative_change"`; the number of rows before `"top"`; and `{"why", "rows"}` for rows in no group.
        What is not known sorts last either way. Money is in the workspace's currency, `*_seconds` in seconds, rates are
        ratios of 1.

        Raises what `resolve` raises; `InvalidError`: `wire.malformed`, `query.name.unknown`, `query.metrics.empty`,
        `query.group.repeated`, `query.group.two_times`, `query.sort.unknown`, `query.channel.grouped`,
        `query.compare.by_time`, `metric.unknown`, `metric.repeated`, `access.module.unknown`, `time.screen.unknown`,
        `value.id.invalid`.

        >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
        >>> at = "2026-01-01T09:00:00+07:00"
        >>> log = store.access()
        >>> for command in (
        ...     {"kind": "sign", "creator": "ana"},
        ...     {"kind": "request", "request": "r1", "creator": "ana", "days": {"start": "2026-01-01", "end": None}},
        ...     {"kind": "authorize", "request": "r1"},
        ... ):
        ...     events = log.command(command, at)["events"]
        ...     recorded = log.record(events), store.record(events)
        >>> acts = "at,user,act,creator,video\\n2026-05-19T03:00:00Z,u1,view,ana,v1\\n2026-05-19T04:00:00Z,u1,view,ana,v2\\n"
        >>> store.load_csv("interactions", acts, observed_at="2026-05-20T03:00:00Z")["accepted"]
        2
        >>> view = store.view("2026-05-20T12:00:00+07:00")
        >>> answer = view.query({"period": "yesterday", "group_by": ["creator"], "metrics": ["views", "viewers"]})
        >>> [(row["key"], [line["value"]["value"] for line in row["lines"]]) for row in answer["rows"]]
        [({'creator': 'ana'}, [2, 1])]
        """

    def export(self, ask: Any) -> bytes:
        """A list as the bytes of a file (EXP-1, EXP-2).

        `ask` is a dict: `"list"`, one of `"query"`, `"creators"`, `"pending_creators"`, `"declining_creators"`, `"changes"`, `"videos"`,
        `"rising_videos"`, `"products"`, `"product_channels"`, `"goals"`, `"match_creators"`, `"profiles"`, `"livestreams"`, `"livestream_recap"` and
        `"livestream_audience"`; `"ask"`, what
        the list's own method takes; `"format"`, one of `"csv"`, `"json"`, `"arrow"` (an IPC stream), `"parquet"` and `"xlsx"`, as
        far as this build writes it; and `"language"`, `"en"` or `"zh"`, for headings that people read (a workbook is English
        unless given). What is hidden or undefined is empty, and the column after it says why, such as
        `"hidden:not_authorized"`. In CSV a text that a spreadsheet would run begins with an apostrophe. Profiles and matches are
        remembered by no ledger: `Ledger.show_export` does.

        Raises what the list raises; `InvalidError`: `export.list.unknown`, `export.format.unknown`,
        `export.format.unavailable`, `export.language.unknown`; `RefusedError`: `export.too_large`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> ask = {"period": "yesterday", "metrics": ["views"]}
        >>> view.export({"list": "query", "ask": ask, "format": "csv"}).decode().splitlines()[0]
        'first_day,last_day,partial_from,views,views.reason'
        """

    def partial(self, ask: QueryAsk) -> bytes:
        """The mergeable states behind the answer to `ask`, as bytes (MET-5).

        Where each row of the data is in one of several stores, what they give merges with `merge_partials` into the bytes of one
        store with all rows; `finish_partial` gives the figures. All rows of one event or order belong in one store, and every
        store has the whole access log. Acts of users and order lines merge exactly. What does not (rows of activity and lists,
        followers, rooms and videos) is undefined by `"parts_do_not_merge"`. `ask` is as for `query`, without `"compare"`,
        `"sort"`, `"search"`, `"top"`, `"offset"` and `"limit"`.

        Raises what `query` raises; `InvalidError`: `query.partial.field`.

        >>> store = Store({"time_zone": "Asia/Jakarta"})
        >>> part = store.view("2026-05-20T12:00:00+07:00").partial({"period": "yesterday", "metrics": ["gmv"]})
        >>> finish_partial(part)["metrics"][0]["label"]
        'GMV'
        """

    def product_account(self, ask: ProductAccountAsk) -> ProductAccount:
        """The account view of products (PRD-1).

        `ask` is a dict with `"period"`, a picker of the product screens, and if wanted `"trend"`, a list of one or two metrics.
        Gives `{"scope", "lines", "trend"}`: revenue, products with sales, items sold and orders as lines; an order of several
        products is one order.

        Raises what `resolve` raises; `InvalidError`: `metric.trend_size`, `metric.unknown`, `metric.repeated`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> [line["metric"] for line in view.product_account({"period": "last_28_days"})["lines"]]
        ['gmv', 'products_sold', 'items_sold', 'orders']
        """

    def products(self, ask: ProductsAsk) -> Products:
        """The table of products (PRD-2).

        `ask` is a dict. It needs `"period"`, a picker of the product screens. The rest may be left out: `"shop"`; `"creators"`, a
        list; `"metrics"`, names in their order; `"sort"`, a list of `{"by", "order"}` by a metric of the table or `"product"`;
        `"search"`, a part of an id or name; `"top"`, then `"offset"` and `"limit"`; and `"compare"`, a bool, with the previous
        cycle.

        Gives `{"scope", "metrics", "rows", "total", "left_out"}`: rows as `{"product", "name", "shop", "lines"}`, products of which
        a fact tells that may be seen; the number of rows before `"top"`; and how many rows name no product.

        Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `metric.repeated`, `query.sort.unknown`,
        `report.creator.unknown`, `report.shop.unknown`.
        """

    def product(self, ask: ProductAsk) -> ProductDetail:
        """The detail of a product (PRD-3), every figure of the channel that was chosen.

        `ask` is a dict. It needs `"period"`, a picker of the product screens, and `"product"`. The rest may be left out: `"channel"`,
        `"all"`, `"live"`, `"video"` or `"card"`; and `"trend"`, a list of one or two metrics.

        Gives `{"scope", "product", "name", "shop", "channel", "transaction", "refund", "traffic", "quality", "trend"}`: four lists of
        lines, each beside the previous cycle.

        Raises what `resolve` raises; `InvalidError`: `report.product.unknown` with the nearest that may be seen,
        `query.name.unknown`, `metric.trend_size`, `metric.unknown`, `metric.repeated`.
        """

    def product_channels(self, ask: ProductChannelsAsk) -> ProductChannels:
        """Who sold a product, and where (PRD-4): parts of what may be seen.

        `ask` is a dict. It needs `"period"`, a picker of the product screens, and `"product"`. The rest may be left out: `"metrics"`,
        `"sort"`, `"search"`, `"top"`, `"offset"` and `"limit"` of the list of creators, as for `products`; and `"contents"`, how many
        top LIVEs and top videos, 10 unless given.

        Gives `{"scope", "product", "name", "shop", "whole", "creators", "creators_total", "channels", "lives", "videos"}`: creators as
        `{"creator", "name", "hidden", "lines", "lives", "videos"}`, with in how many LIVEs and videos each sold; channels as
        `{"channel", "lines"}`, None for what is told of none; and contents as `{"id", "title", "at", "duration_seconds", "creator",
        "creator_name", "lines"}`. What shows by a room of its own is in no creator's row.

        Raises what `resolve` raises; `InvalidError`: `report.product.unknown`, `metric.unknown`, `metric.repeated`,
        `query.sort.unknown`.
        """

    def funnel(self, ask: FunnelAsk) -> Funnel:
        """The user funnel: product viewers, clickers and buyers, each user once (PRD-5).

        `ask` is a dict. It needs `"period"`, a picker of the product screens. The rest may be left out: `"product"`; `"creators"`, a
        list; `"channel"`, `"all"`, `"live"`, `"video"` or `"card"`; and `"trend"`, a list of one or two metrics.

        Gives `{"scope", "stages", "conversions", "bottleneck", "trend"}`: two lists of lines, and the conversion that loses the
        largest part, `{"kind": "known", "metric"}`, or why it is undefined or hidden, as a figure. In a custom period users are
        hidden (PER-5).

        Raises what `resolve` raises; `InvalidError`: `report.product.unknown`, `report.creator.unknown`, `query.name.unknown`,
        `metric.trend_size`, `metric.unknown`, `metric.repeated`.
        """

    def goals(self, ask: GoalsAsk) -> Goals:
        """How far the goals of shops were reached (PRD-6).

        `ask` is a dict: `"period"`, a picker of the product screens, and `"goals"`, a list of `{"shop", "target", "creators"}`. The
        target is a decimal number as str, in the workspace's currency; the creators may be left out.

        Gives `{"goals"}`, a list of `{"scope", "shop", "target", "gmv", "achievement", "missing", "creators", "rooms"}` with creators
        as `{"creator", "name", "hidden", "gmv", "achievement"}`. They add up to the whole with `"rooms"`, which show by themselves.

        Raises what `resolve` raises; `InvalidError`: `report.goals.empty`, `report.goals.target`, `report.shop.unknown`,
        `report.creator.unknown`, and what `money` raises.
        """

    def growth(
        self,
        subject_kind: Literal["creator", "room", "video"],
        subject: str,
        measure: Measure,
        from_: AnyInstant,
        to: AnyInstant,
    ) -> Growth:
        """How much a counter grew between the first and the last look within two instants (SRC-8).

        `subject_kind` is `"creator"`, `"room"` or `"video"`. Gives `{"kind": "known", "low", "high", "from",
        "to"}`: the bounds of the growth and when it was looked at; otherwise as a figure.

        Raises `InvalidError`: `wire.subject.unknown`, `metric.unknown`, `value.id.invalid`,
        `time.instant.malformed`, `time.instant.naive`.
        """

    def video_account(self, ask: VideoAccountAsk) -> VideoAccount:
        """The account view of videos (VID-1).

        `ask` is a dict with `"period"`, and if wanted `"creators"`, a list, and `"trend"`, a list of one or two metrics. Gives `{"scope", "lines",
        "trend"}`: revenue, items sold and estimated commission of videos, and videos posted, as lines.

        Raises what `resolve` raises; `InvalidError`: `report.creator.unknown`, `metric.trend_size`, `metric.unknown`, `metric.repeated`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> [line["metric"] for line in view.video_account({"period": "yesterday"})["lines"]]
        ['gmv[video]', 'items_sold[video]', 'commission[video]', 'videos']
        """

    def videos(self, ask: VideosAsk) -> Videos:
        """The list of videos: those posted in the period, and those of which a fact of it tells (VID-2).

        `ask` is a dict. It needs `"period"`; the rest may be left out: `"creators"` and `"products"`, lists that keep exactly what they name;
        `"metrics"`, names in their order; `"sort"`, a list of `{"by", "order"}` by a metric of the list, `"creator"` or `"content"`; `"search"`, a part of an
        id or name; `"top"`, then `"offset"` and `"limit"`; and `"compare"`, a bool, with the previous cycle.

        Gives `{"scope", "metrics", "rows", "total"}`: rows as `{"facts", "products", "lines"}`, the products that it sold in the period most revenue
        first. Facts of a video are `{"video", "title", "creator", "creator_name", "posted_at", "duration_seconds", "status", "visibility", "playable", "link",
        "picture", "music", "labels"}`; a private or deleted video cannot be played and shows no picture (VID-5). One that was private and never public has no
        figure: each is hidden by `"never_public"`.

        Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `metric.repeated`, `query.sort.unknown`, `report.creator.unknown`,
        `value.id.invalid`, `wire.malformed`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> view.videos({"period": "yesterday", "metrics": ["views"]})["rows"]
        []
        """

    def video(self, ask: VideoAsk) -> Video:
        """The detail of a video, for all of its products or one (VID-3, VID-4).

        `ask` is a dict. It needs `"period"` and `"video"`; `"product"`, one that it sells, and `"trend"`, a list of one or two metrics, may be left out.

        Gives `{"scope", "facts", "products", "product", "transaction", "content", "trend", "recommended"}`: the lines of `"transaction"` and the trend follow
        the product, those of `"content"` do not; `"recommended"` is as `recommended_videos` gives it, of its one product, or of the one that was
        chosen, else None (REC-2). Facts of a video are `{"video", "title", "creator", "creator_name", "posted_at", "duration_seconds", "status", "visibility", "playable", "link",
        "picture", "music", "labels"}`; a private or deleted video cannot be played and shows no picture (VID-5). Its viewers and buyers are in `profiles`.

        Raises what `resolve` raises; `InvalidError`: `report.video.unknown` (of what may not be seen too), `report.product.unknown`,
        `metric.trend_size`, `metric.unknown`, `metric.repeated`, `value.id.invalid`, `wire.malformed`.
        """

    def rising_videos(self, ask: RisingVideosAsk) -> RisingVideos:
        """Videos that rise for certain over the last three finished days against the three before, the fastest first (VID-6).

        `ask` is a dict, all of which may be left out: `"by"`, `"views"` (the default) or `"gmv"`, which counts SKU orders and shows GMV beside them;
        `"creators"`, a list; `"offset"` and `"limit"`.

        Gives `{"scope", "by", "rows", "total"}`: rows as `{"facts", "bound", "count", "gmv"}`; the bound is what `rising` gives, above 1; `"count"` and `"gmv"` are
        lines beside the days before. A video of whose creator one of the six days is hidden is left out.

        Raises `InvalidError`: `query.name.unknown`, `report.creator.unknown`, `value.id.invalid`, `wire.malformed`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> view.rising_videos({"by": "gmv"})["by"]
        'sku_orders'
        """

    def recommended_videos(self, ask: RecommendedVideosAsk) -> Recommended:
        """The three videos of highest revenue among all that sell a product, own and others' (REC-1…3).

        `ask` is a dict with `"period"` and `"product"`. Gives `{"product", "videos"}`: videos as `{"rank", "facts", "gmv"}`. The revenue of a video whose
        creator may not be seen is hidden, and the creator is not named; a private or deleted video keeps its place.

        Raises what `resolve` raises; `InvalidError`: `report.product.unknown`, `value.id.invalid`, `wire.malformed`.
        """

    def livestreams(self, ask: LivestreamsAsk) -> Livestreams:
        """All livestreams that are over: those that started in the period, and those of which a fact of it tells (LIV-8).

        `ask` is a dict. It needs `"period"`; the rest may be left out: `"creators"`, a list that keeps exactly what it names; `"metrics"`, names in
        their order; `"sort"`, a list of `{"by", "order"}` by a metric of the list, `"creator"`, `"content"` or `"started_at"`; `"search"`, a part of an id, title,
        name or handle; `"top"`, then `"offset"` and `"limit"`.

        Gives `{"scope", "metrics", "rows", "total"}`: rows as `{"facts", "action", "decision", "lines"}`. A LIVE under contract that may not be seen is a row
        too: its facts, hidden figures, the causes as `"decision"`, and `"action"`, `"request"`, `"wait"` or `"none"`; None where all of it may be seen.
        Facts of a LIVE are `{"room", "title", "creator", "creator_name", "handle", "started_at", "ended_at", "duration_seconds"}`.

        Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `metric.repeated`, `query.sort.unknown`, `report.creator.unknown`,
        `value.id.invalid`, `wire.malformed`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> view.livestreams({"period": "yesterday"})["rows"]
        []
        """

    def livestream_recap(self, ask: LivestreamRecapAsk) -> LivestreamRecap:
        """LIVEs of a period by creator: LIVEs, time on air, GMV, viewers, transactions, GMV for each LIVE (LIV-8).

        `ask` is a dict. It needs `"period"`; the rest may be left out: `"creators"`, a list; `"metrics"`, names in their order; `"sort"`, a list of
        `{"by", "order"}` by a metric of the list or `"creator"`; `"search"`; `"top"`, then `"offset"` and `"limit"`; and `"compare"`, a bool, with the previous cycle.

        Gives `{"scope", "metrics", "rows", "total"}`: rows as `{"creator", "name", "hidden", "lines", "gmv_per_hour", "best"}`; `"best"` is the LIVE with the most
        GMV over 0, of those that may be seen, as `{"facts", "gmv"}`, else None.

        Raises what `livestreams` raises.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> view.livestream_recap({"period": "yesterday"})["rows"]
        []
        """

    def livestream_requests(self, ask: LivestreamRequestsAsk) -> LivestreamRequests:
        """The requests to make for LIVEs: the events to record, or why not (LIV-8, ACC-7). Nothing is recorded.

        `ask` is a dict. It needs `"rooms"`, a list; `"scope"`, `"room"` for a request a LIVE or `"creator"` for one a creator over the days of its LIVEs; and
        `"prefix"`, with which ids of requests begin; `"until"`, the last day of validity, may be left out.

        Gives `{"requests"}`, each `{"rooms", "creator"}` with `"event"` or `"error"`: `report.room.unknown` for a LIVE that is in no history,
        `report.room.shown`, `access.request.collides`, `access.region.restricted`.

        Raises `InvalidError`: `query.name.unknown`, `value.id.invalid`, `time.day.malformed`, `wire.malformed`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> asked = view.livestream_requests({"rooms": ["r1"], "scope": "room", "prefix": "may"})["requests"]
        >>> asked[0]["error"]["code"]
        'report.room.unknown'
        """

    def livestream_audience(self, ask: LivestreamAudienceAsk) -> LivestreamAudience:
        """The audience of a LIVE by age and gender: its viewers, its buyers, the followers of its creator (LIV-7, DSH-12).

        `ask` is a dict with `"period"` and `"room"`. Of a period there are the profiles that were published for exactly its days.

        Gives `{"facts", "period", "groups", "unknown_creators"}`: facts as in `livestreams`, the rest as in `profiles`. A group that no source tells is there,
        undefined. This remembers nothing: `Ledger.show_livestream_audience` does.

        Raises what `resolve` raises; `InvalidError`: `report.room.unknown`, `value.id.invalid`, `wire.malformed`.
        """

    def profiles(self, ask: ProfilesAsk) -> Profiles:
        """The profiles of exactly the days asked, under permission and the threshold (PRF-1…3).

        `ask` is a dict. It needs `"period"`; the rest may be left out: `"audiences"`, a list of `"viewers"`, `"clickers"`, `"buyers"` (these three
        unless given) and `"followers"`; and lists that keep exactly what they name: `"creators"`, `"channels"`, `"contents"`, `"products"`,
        `"shops"`. Users never add up: of a period there are the profiles that were published for it.

        Gives `{"period", "groups", "unknown_creators"}`: groups by id as `{"id", "audience", "creator", "channel", "content", "product", "shop",
        "users", "complement", "with", "tables"}`; `"users"` is a figure, hidden by `"too_few_users"` or `"differencing"` too, then with `"complement"`
        and `"with"` as in `Ledger.suppress`; tables as `{"dimension", "buckets"}`, buckets as `{"bucket", "users", "share"}`. Of a hidden group no
        figure is known. This remembers nothing: `Ledger.show_profiles` does.

        Raises what `resolve` raises; `InvalidError`: `query.name.unknown`, `report.creator.unknown`, `value.id.invalid`, `wire.malformed`.

        >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
        >>> view.profiles({"period": "last_7_days"})["groups"]
        []
        """

    def match_creators(self, ask: MatchAsk) -> Matches:
        """Creators whose followers are most like the buyers of a product, the best first (PRD-7).

        `ask` is a dict. It needs `"period"` and `"product"`; `"creators"`, a list, keeps exactly those, and `"weights"`, a list of `{"dimension",
        "weight"}`, says how much `"age"`, `"gender"`, `"region"`, `"phone_price"` and `"video_preference"` count: all the same unless given.

        Gives `{"period", "product", "buyers", "creators"}`: creators as `{"creator", "name", "followers_of", "score", "likenesses"}`, likenesses as
        `{"dimension", "likeness"}`. A likeness is 1 − Jensen–Shannon divergence to base 2 of the two profiles, from 0 to 1; the score is
        their weighted mean. What may not be shown as a profile gives no score, and comes last by id.

        Raises what `resolve` raises; `InvalidError`: `report.product.unknown`, `report.creator.unknown`, `report.match.weight`,
        `query.name.unknown`, `value.id.invalid`, `wire.malformed`.

        >>> store = Store({"time_zone": "Asia/Jakarta"})
        >>> report = store.load_csv("products", "product,name\\np1,Shoe\\n", observed_at="2026-05-20T03:00:00Z")
        >>> store.view("2026-05-20T12:00:00+07:00").match_creators({"period": "last_7_days", "product": "p1"})["creators"]
        []
        """

def merge_partials(*parts: bytes) -> bytes:
    """The partial answer of all parts, from the bytes that `View.partial` gave (MET-5).

    No order and no nesting of merges shows in the bytes. Parts must be disjoint: a row that two hold counts twice; users
    may be in several. Raises `InvalidError`: `partial.empty`; `ConflictError`: `partial.mismatch`, parts of different
    questions, periods, currencies, time zones or moments; `MalformedError`: `state.bytes.foreign`,
    `state.bytes.version`, `state.bytes.length`, `state.bytes.checksum`, `state.bytes.malformed`.

    >>> part = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00").partial(
    ...     {"period": "yesterday", "metrics": ["views"]}
    ... )
    >>> merge_partials(part, part) == part
    True
    """

def finish_partial(part: bytes) -> PartialAnswer:
    """The figures of a partial answer, from its bytes.

    Gives `{"period", "partial_from", "feeds", "group_by", "metrics", "rows"}`: rows as `{"key", "lines"}` in the order of
    their keys, lines as `{"metric", "value"}`. A figure that draws on an estimated number of users has `"estimate":
    {"error"}`, the relative standard error. What does not merge is undefined by `"parts_do_not_merge"`.

    Raises what `merge_partials` raises of bytes.

    >>> part = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00").partial(
    ...     {"period": "yesterday", "metrics": ["views"]}
    ... )
    >>> finish_partial(part)["rows"]
    [{'key': {}, 'lines': [{'metric': 'views', 'value': {'kind': 'undefined', 'reasons': [{'reason': 'absent'}]}}]}]
    """

def metrics() -> list[Metric]:
    """Every metric there is, as data (MET-1).

    A list of `{"name", "label", "label_zh", "help", "help_zh", "unit", "good", "nature", "companion", "formula",
    "sources", "version", "since", "versions"}`. Units are count, money, ratio, `"per_mille_money"` and seconds;
    `"good"` is the better direction, more, less or neither; a metric is vanity, with the `"companion"` it is not
    shown without, or actionable (KPI-6). What stands between the operators of a `"formula"` are the names of its
    parts. `"since"` says from when on figures compare. Most metrics may be confined to a channel: `"gmv[live]"`,
    `"gmv[video]"`, `"gmv[card]"`.

    >>> [metric["label"] for metric in metrics() if metric["name"] in ("gmv", "aov")]
    ['GMV', 'Average order value']
    >>> next(metric["formula"] for metric in metrics() if metric["name"] == "rpm")
    'gmv / views × 1000'
    """

def decompose_change(subjects: Iterable[ChangeSubject], *, currency: str | None = None) -> Decomposition:
    """Takes a change of GMV apart, by subject and by cause; nothing is left over (BEY-8).

    A subject is `{"id", "before", "after"}`: a creator, a product, a channel, or any crossing of these. Each side is `{"gmv",
    "orders", "product_clicks", "views"}`, or left out where the subject was not there; a count that is left out is absent.
    `currency` is that of all amounts (USD if left out).

    Gives `{"currency", "change", "parts", "totals"}`. An amount is `{"amount", "shown"}`: exact, and in minor units so rounded
    that what is shown sums as well. A part is `{"id", "kind", "change", "factors"}`, in the order given: `"entrant"` and
    `"leaver"` are one cause by themselves, and one that `"stayed"` has `"factors"`: `{"kind": "known", "views", "content_ctr",
    "c_o", "order_value", "without_views"}`, or undefined where a count is absent. `"totals"` has `"entrants"`, `"leavers"`, the
    five factors and `"not_split"`. What a factor brought is the mean over all orders in which the four can change; sales that no
    view led to are `"without_views"`.

    Raises `InvalidError`: `change.subject.repeated`, `change.subject.nowhere`, `change.count.negative`, `wire.malformed`, and what
    `money` raises.

    >>> before = {"gmv": "100", "orders": 10, "product_clicks": 100, "views": 1000}
    >>> after = {"gmv": "100", "orders": 20, "product_clicks": 200, "views": 2000}
    >>> answer = decompose_change([{"id": "ana", "before": before, "after": after}])
    >>> answer["change"]["amount"], answer["totals"]["views"]["amount"], answer["totals"]["order_value"]["amount"]
    ('0', '75', '-75')
    """

def rising(counts: Iterable[SpanCounts], *, policy: GrowthPolicy | None = None) -> GrowthRank:
    """The fastest-rising first: by the lower bound of how much faster they gather counts than before (VID-6).

    `counts` is an iterable of `{"id", "later", "earlier"}`: views or orders of the last 3 days and of the 3 before; a count that
    is left out is absent. Gives `{"rows"}`, each `{"id", "bound"}`: a ratio that is 1 where nothing changed, to 9 digits, at 95 %.
    Undefined below 100 in the later span. Ties by id; what has no bound comes last. `policy` may have `"floor"` and
    `"confidence_percent"`.

    Raises `InvalidError`: `wire.malformed`.

    >>> rows = rising([{"id": "v1", "later": 120, "earlier": 50}, {"id": "v2", "later": 3000, "earlier": 1500}])["rows"]
    >>> [(row["id"], row["bound"]["value"]) for row in rows]
    [('v2', 1.89786932), ('v1', 1.80142405)]
    """

def falling(counts: Iterable[SpanCounts], *, policy: GrowthPolicy | None = None) -> GrowthRank:
    """The fastest-falling first: what `rising` gives, the other way round (CRE-5).

    The bound is the upper one of the same ratio: below 1, the decline is certain. Undefined below 100 in the earlier span.

    Raises `InvalidError`: `wire.malformed`.

    >>> falling([{"id": "ana", "later": 0, "earlier": 400}])["rows"][0]["bound"]["value"] < 0.01
    True
    """

def evaluate_metric(
    metric: MetricId,
    parts: dict[str, Part] | None = None,
    *,
    contents: dict[str, dict[str, Part]] | None = None,
    currency: str | None = None,
) -> Figure:
    """Works a metric out from parts at hand (MET-3, MET-7).

    `parts` is a dict by the names that the metric's formula gives them; what is left out is absent. A part is an
    int, for amounts also a str or a Decimal of `currency` (USD if left out), or why there is none: `{"undefined":
    reasons}` or `{"hidden": reasons}`. A mean over contents takes `contents` instead: the parts of each by its id.
    Gives a figure; `help(View)` shows it.

    Raises `InvalidError`: `metric.unknown`, `metric.part.unknown`, `metric.part.malformed`,
    `value.currency.unknown`, and what `money` raises of an amount.

    >>> evaluate_metric("rpm", {"gmv": "12.5", "views": 1000})["value"]
    '12.5'
    >>> evaluate_metric("ctr", {"product_clicks": 3, "product_impressions": 0})
    {'kind': 'undefined', 'reasons': [{'reason': 'zero_denominator'}]}
    >>> evaluate_metric("avg_ctr_video", contents={"v1": {"product_clicks": 1, "views": 4}})["value"]
    0.25
    """
