//! A LIVE while it is on: rooms, and the wall of ongoing ones.

use creator_compass::wire::{
    AtWire, CardsWire, CommentsAskWire, CommentsWire, DescribedProductWire, GiveawaysAskWire, GiveawaysWire,
    IgnoredEventWire, LiveEventWire, LiveExportAskWire, LiveFunnelWire, LiveProductsAskWire,
    LiveProductsWire, LiveTrendAskWire, LiveTrendWire, MissedProductsWire, NextPinAskWire, NextPinWire,
    ObservedWire, OngoingAskWire, PinBacktestWire, PolicyWire, RecommendationsWire, ReplayAskWire,
    ReplayWire, RoomDoor, RoomSettingsWire, ScriptWire, SnapshotAskWire, SnapshotWire, SourcesAskWire,
    SourcesWire, WallDoor,
};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::convert::{Each, In, Out, OutEach, Text};
use crate::error::Outcome;
use crate::shared::Shared;
use crate::view::View;

/// A LIVE while it is on, and after. Events come in any order, twice too; what is answered depends on which were
/// observed, not on when. Nothing reads a clock: every question names its `"now"`, which may have passed.
///
/// `settings` is a dict. It needs `"room"` and `"started_at"`; `"creator"`, `"currency"` (`"USD"`), what anybody may see
/// (`"title"`, `"name"`, `"handle"`, `"avatar"`, `"page"`), `"products"` as `describe_products` takes them, `"policy"`, and `"rules"`
/// (`{"lateness_minutes": 10, "longest_hours": 48, "low_stock_below": 5}`) may be left out. Many threads may use one room.
///
/// Raises `InvalidError`: `value.id.invalid`, `value.currency.unknown`, `time.instant.malformed`, `wire.malformed`.
///
/// >>> room = Room({"room": "r1", "started_at": "2026-05-20T12:00:00Z"})
/// >>> click = {"kind": "act", "act": "product_click", "id": "e1", "at": "2026-05-20T12:00:20Z", "product": "p1"}
/// >>> room.observe([click, click])
/// {'new': 1, 'duplicate': 1, 'late': [], 'refused': []}
/// >>> lines = room.snapshot({"now": "2026-05-20T12:01:00Z", "metrics": ["product_clicks"]})["lines"]
/// >>> lines[0]["value"]["value"]
/// 1
#[pyclass(frozen, module = "creator_compass")]
pub(crate) struct Room(pub(crate) RoomDoor);

#[pymethods]
impl Room {
    #[new]
    fn new(settings: In<RoomSettingsWire>) -> Outcome<Self> {
        Ok(Self(RoomDoor::new(&settings.0)?))
    }

    /// Its id.
    #[getter]
    fn id(&self, py: Python<'_>) -> String {
        py.detach(|| self.0.id())
    }

    /// When it ended, as far as was observed.
    #[getter]
    fn ended_at(&self, py: Python<'_>) -> Option<String> {
        py.detach(|| self.0.ended_at())
    }

    /// Takes events, dicts with `"id"`, `"at"` and `"kind"`, in any order, twice too.
    ///
    /// Kinds and their fields: `"act"` (`"act"`, one of the acts of the table of interactions; if told `"user"`, `"product"`, `"quantity"`,
    /// `"amount"`, `"source"`, `"paid"`, `"text"`), `"viewers"` (`"viewers"`), `"stock"` (`"product"`, `"left"`), `"pinned"` and `"unpinned"`
    /// (`"product"`), `"violation"` (`"violation"`, `"reason"`, `"recommendation"`), `"appealed"` (`"violation"`), `"appeal_answered"`
    /// (`"violation"`, `"outcome"`: `"upheld"` or `"overturned"`), `"giveaway_started"` (`"giveaway"`, `"product"`), `"giveaway_ended"`
    /// (`"giveaway"`), `"promotion"` (`"name"`) and `"ended"`.
    ///
    /// Gives `{"new", "duplicate", "late", "refused"}`: late ones are in no figure of the room; those that cannot be are `{"event", "error"}`
    /// with `live.event.before_start`, `live.event.too_far_ahead`, `live.event.negative` or `live.event.not_in_live`.
    ///
    /// Raises `InvalidError`: `query.name.unknown`, `value.id.invalid`, `value.money.malformed`, `value.money.too_fine`,
    /// `time.instant.malformed`, `wire.malformed`. Nothing is taken then.
    fn observe(&self, py: Python<'_>, events: Each<LiveEventWire>) -> Outcome<Out<ObservedWire>> {
        py.detach(|| Ok(Out(self.0.observe(&events.0)?)))
    }

    /// Says what products are, dicts with `"product"`, and if told `"name"` and `"skus"`; what was said before is replaced.
    fn describe_products(&self, py: Python<'_>, products: Each<DescribedProductWire>) -> Outcome<()> {
        py.detach(|| Ok(self.0.describe_products(&products.0)?))
    }

    /// The room at a moment (LIV-2, LIV-4…6, DSH-1).
    ///
    /// `ask` is a dict with `"now"`, and if wanted `"metrics"`, up to 16 names in their order. Gives `{"now", "compared_at", "ended_at",
    /// "violations", "stock_alerts", "lines", "pinned", "giveaways", "ignored", "late"}`. A line is `{"metric", "label", "label_zh", "value",
    /// "change"}`; its change is that of the last whole minute against five minutes before, undefined until the LIVE is that old.
    ///
    /// Raises `InvalidError`: `metric.dashboard_size`, `metric.unknown`, `metric.repeated`, `time.instant.malformed`,
    /// `wire.malformed`.
    fn snapshot(&self, py: Python<'_>, ask: In<SnapshotAskWire>) -> Outcome<Out<SnapshotWire>> {
        py.detach(|| Ok(Out(self.0.snapshot(&ask.0)?)))
    }

    /// When a snapshot may next differ without a further event; None once the LIVE has ended.
    ///
    /// >>> Room({"room": "r1", "started_at": "2026-05-20T12:00:00Z"}).next_change_at("2026-05-20T12:00:20Z")
    /// '2026-05-20T12:01:00Z'
    fn next_change_at(&self, py: Python<'_>, now: Text) -> Outcome<Option<String>> {
        py.detach(|| Ok(self.0.next_change_at(&now.0)?))
    }

    /// One or two metrics by minute, with key events (DSH-3, DSH-4, LIV-7).
    ///
    /// `ask` is a dict with `"now"`, and if wanted `"span"` (`{"kind": "whole"}`, `{"kind": "last", "minutes"}` or `{"kind": "custom", "start",
    /// "end"}`) and `"metrics"`. Gives `{"start", "end", "series", "markers", "peak"}`.
    ///
    /// Raises `InvalidError`: `live.span.reversed`, `metric.trend_size`, `metric.unknown`, `metric.repeated`,
    /// `time.instant.malformed`, `wire.malformed`.
    fn trend(&self, py: Python<'_>, ask: In<LiveTrendAskWire>) -> Outcome<Out<LiveTrendWire>> {
        py.detach(|| Ok(Out(self.0.trend(&ask.0)?)))
    }

    /// The trend over the whole of a LIVE that is over, as the bytes of a file (DSH-5).
    ///
    /// `ask` is a dict with `"now"` and `"format"` (`"csv"` or `"json"`), and if wanted `"metrics"` and `"language"` of headings.
    ///
    /// Raises what `trend` raises; `NotReadyError`: `live.still_on`, while it is on; `InvalidError`: `export.format.unknown`,
    /// `export.language.unknown`.
    fn export<'py>(&self, py: Python<'py>, ask: In<LiveExportAskWire>) -> Outcome<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.0.export(&ask.0))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Sources of traffic by the viewers they brought (DSH-2): `{"rows", "total"}`, the first `"top"` of them if given.
    fn sources(&self, py: Python<'_>, ask: In<SourcesAskWire>) -> Outcome<Out<SourcesWire>> {
        py.detach(|| Ok(Out(self.0.sources(&ask.0)?)))
    }

    /// Impressions, views, product clicks and orders, each with what is left of the stage before, and the bottleneck (DSH-6).
    fn funnel(&self, py: Python<'_>, ask: In<AtWire>) -> Outcome<Out<LiveFunnelWire>> {
        py.detach(|| Ok(Out(self.0.funnel(&ask.0)?)))
    }

    /// The list of products (DSH-7).
    ///
    /// `ask` is a dict with `"now"`, and if wanted `"metrics"`, `"sort"` (`{"by", "order"}`, any metric) and `"search"`, a part of an id, a name
    /// or a SKU. Gives `{"metrics", "rows"}`: rows as `{"product", "name", "skus", "pinned", "left", "values"}`, by product impressions if
    /// nothing is said.
    ///
    /// Raises `InvalidError`: `metric.unknown`, `metric.repeated`, `query.name.unknown`, `time.instant.malformed`, `wire.malformed`.
    fn products(&self, py: Python<'_>, ask: In<LiveProductsAskWire>) -> Outcome<Out<LiveProductsWire>> {
        py.detach(|| Ok(Out(self.0.products(&ask.0)?)))
    }

    /// Products that few see and many of those buy (LIV-9): shown less often than the middle product, ordered by more of those
    /// who open them than of the room as a whole.
    fn missed_products(&self, py: Python<'_>, ask: In<AtWire>) -> Outcome<Out<MissedProductsWire>> {
        py.detach(|| Ok(Out(self.0.missed_products(&ask.0)?)))
    }

    /// What to say about the pinned product, `{"product", "name", "clicks", "orders", "items", "left", "text", "text_zh"}` (DSH-7); None where
    /// none is pinned.
    fn script(&self, py: Python<'_>, ask: In<AtWire>) -> Outcome<Out<Option<ScriptWire>>> {
        py.detach(|| Ok(Out(self.0.script(&ask.0)?)))
    }

    /// Giveaways and what they brought (DSH-10): the rate a minute during one over that of the equally long span before.
    ///
    /// `ask` is a dict with `"now"`, and if wanted `"metrics"`, sums. Raises `InvalidError`: `live.metric.not_summed`,
    /// `metric.unknown`, `metric.repeated`, `time.instant.malformed`, `wire.malformed`.
    fn giveaways(&self, py: Python<'_>, ask: In<GiveawaysAskWire>) -> Outcome<Out<GiveawaysWire>> {
        py.detach(|| Ok(Out(self.0.giveaways(&ask.0)?)))
    }

    /// What pinning each product next may bring, from the whole minutes of the last two hours (BEY-11): estimates, not facts.
    ///
    /// `ask` is a dict with `"now"`, and if wanted `"span_minutes"` (5) and `"level_percent"` (80) of the interval. Gives `{"now", "start", "end",
    /// "span_minutes", "level_percent", "pinned_minutes", "pinned_orders", "rated_orders", "lift", "products"}`: products as `{"product", "name",
    /// "pinned", "left", "expected", "low", "high", "unknown", "basis"}`, the most expected first. Where nothing is known `"unknown"` is `"no_pin"`,
    /// `"no_impression"`, `"no_click"`, `"no_sale"` or `"no_price"`. A basis is `{"impressions", "clicks", "orders", "order_value", "error"}`, its
    /// rates `{"counted", "of", "prior", "weight", "rate"}`.
    ///
    /// Raises `InvalidError`: `live.ask.range`, `time.instant.malformed`, `wire.malformed`.
    ///
    /// >>> room = Room({"room": "r1", "started_at": "2026-05-20T12:00:00Z", "products": [{"product": "p1"}]})
    /// >>> one = room.next_pin({"now": "2026-05-20T12:10:00Z"})["products"][0]
    /// >>> one["product"], one["unknown"], one["expected"]["kind"]
    /// ('p1', 'no_pin', 'undefined')
    fn next_pin(&self, py: Python<'_>, ask: In<NextPinAskWire>) -> Outcome<Out<NextPinWire>> {
        py.detach(|| Ok(Out(self.0.next_pin(&ask.0)?)))
    }

    /// What to do next, by what matters first, in English and Chinese (DSH-8).
    ///
    /// `ask` is that of `next_pin`. Gives `{"recommendations"}`, each with `"kind"`, `"text"` and `"text_zh"`; by its kind `"violation"` and
    /// `"can_appeal"` (`"violation"`), `"giveaway"` (`"giveaway"`, `"idle_giveaway"`), `"stock"` (`"low_stock"`), `"forecast"`, `"span_minutes"` and
    /// `"level_percent"` (`"pin"`), `"missed"` (`"missed_product"`). Once the LIVE has ended only violations are left.
    ///
    /// Raises `InvalidError`: `live.ask.range`, `time.instant.malformed`, `wire.malformed`.
    fn recommendations(&self, py: Python<'_>, ask: In<NextPinAskWire>) -> Outcome<Out<RecommendationsWire>> {
        py.detach(|| Ok(Out(self.0.recommendations(&ask.0)?)))
    }

    /// Comments as they come (DSH-11): up to `"now"`, those after `"after"` and the last `"limit"` (100) of them.
    fn comments(&self, py: Python<'_>, ask: In<CommentsAskWire>) -> Outcome<Out<CommentsWire>> {
        py.detach(|| Ok(Out(self.0.comments(&ask.0)?)))
    }

    /// Where the point `"at"` of a LIVE that is over lies in its recording, with the comments of `"seconds"` (30) around it (DSH-11).
    ///
    /// Raises `NotReadyError`: `live.still_on`, while it is on; `InvalidError`: `live.replay.outside`, `time.instant.malformed`,
    /// `wire.malformed`.
    fn replay(&self, py: Python<'_>, ask: In<ReplayAskWire>) -> Outcome<Out<ReplayWire>> {
        py.detach(|| Ok(Out(self.0.replay(&ask.0)?)))
    }

    /// Events that changed nothing by `"now"`, since they contradict what stood, each `{"event", "why"}`.
    fn ignored(&self, py: Python<'_>, ask: In<AtWire>) -> Outcome<OutEach<IgnoredEventWire>> {
        py.detach(|| Ok(OutEach(self.0.ignored(&ask.0)?)))
    }

    /// The room as bytes; `open` goes on from there.
    ///
    /// >>> room = Room({"room": "r1", "started_at": "2026-05-20T12:00:00Z"})
    /// >>> Room.open(room.save()).id
    /// 'r1'
    fn save<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let bytes = py.detach(|| self.0.save());
        PyBytes::new(py, &bytes)
    }

    /// Reads what `save` wrote.
    ///
    /// Raises `MalformedError` for anything else: `live.room.foreign`, `live.room.version` (a later version wrote it),
    /// `live.room.length` (cut off), `live.room.checksum` (damaged), `live.room.malformed`.
    #[staticmethod]
    fn open(py: Python<'_>, bytes: &[u8]) -> Outcome<Self> {
        Ok(Self(py.detach(|| RoomDoor::open(bytes))?))
    }
}

/// What was expected of the pins of rooms that are over, each from the moment before, against what came (BEY-11).
///
/// `rooms` are bytes that `Room.save` gave, `ask` is that of `Room.next_pin`. Gives `{"level_percent", "pins", "unknown", "short",
/// "coverage", "mean_error", "mean_absolute_error", "buckets", "top"}`: up to five buckets of pins by what was expected, `{"pins", "expected",
/// "came", "coverage"}`, and the first choice against the product pinned, `{"followed", "followed_came", "others_came",
/// "others_first_expected", "others_expected"}`.
///
/// Raises `NotReadyError`: `live.still_on`; `ConflictError`: `live.rooms.currencies`; `InvalidError`: `live.ask.range`,
/// `time.instant.malformed`, `wire.malformed`; `MalformedError` as `Room.open`.
///
/// >>> pin_backtest([], {"now": "2026-05-20T12:00:00Z"})["pins"]
/// 0
#[pyfunction]
pub(crate) fn pin_backtest(
    py: Python<'_>,
    rooms: Vec<Bound<'_, PyBytes>>,
    ask: In<NextPinAskWire>,
) -> Outcome<Out<PinBacktestWire>> {
    let rooms: Vec<Vec<u8>> = rooms.iter().map(|room| room.as_bytes().to_vec()).collect();
    py.detach(|| Ok(Out(RoomDoor::pin_backtest(&rooms, &ask.0)?)))
}

/// The wall: ongoing LIVEs as cards, and the live screen with at most five creators (LIV-1, LIV-3).
///
/// A card is `{"room", "creator", "title", "name", "handle", "avatar", "page", "started_at", "ended_at", "ongoing", "on_screen", "comments",
/// "products", "lines", "action", "reasons"}`. Where the view may not see its metrics, `"lines"` is None, `"action"` says what can be done
/// (`"request"`, `"wait"` or `"none"`), and `"reasons"` why (ACC-14).
///
/// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:01:00Z")
/// >>> wall = Wall()
/// >>> wall.add(Room({"room": "r1", "creator": "ana", "started_at": "2026-05-20T12:00:00Z", "name": "Ana"}))
/// >>> [(card["name"], card["lines"], card["action"]) for card in wall.ongoing(view)["cards"]]
/// [('Ana', None, 'request')]
#[pyclass(frozen, module = "creator_compass")]
pub(crate) struct Wall(Shared<WallDoor>);

#[pymethods]
impl Wall {
    #[new]
    #[pyo3(signature = (*, policy=None))]
    fn new(policy: Option<In<PolicyWire>>) -> Self {
        Self(Shared::new(WallDoor::new(policy.map(|policy| policy.0))))
    }

    /// Gives the wall a room; it sees what is observed later, too. A room of the same id is replaced.
    fn add(&self, py: Python<'_>, room: &Room) {
        self.0.change(py, |door| door.add(&room.0));
    }

    /// Takes a room away, off the screen too; whether it was there.
    fn remove(&self, py: Python<'_>, room: Text) -> Outcome<bool> {
        self.0.change(py, |door| Ok(door.remove(&room.0)?))
    }

    /// Puts a room on the live screen (LIV-3).
    ///
    /// Raises `RefusedError`: `live.wall.full`, with the creators that are there in `details`; `InvalidError`:
    /// `live.wall.unknown_room`, `value.id.invalid`.
    fn show(&self, py: Python<'_>, room: Text) -> Outcome<()> {
        self.0.change(py, |door| Ok(door.show(&room.0)?))
    }

    /// Takes a room off the live screen; whether it was there.
    fn hide(&self, py: Python<'_>, room: Text) -> Outcome<bool> {
        self.0.change(py, |door| Ok(door.hide(&room.0)?))
    }

    /// The ongoing LIVEs as `{"cards"}`, the last started first; with `"search"`, those with this part in a name or handle (LIV-1).
    #[pyo3(signature = (view, ask=None))]
    fn ongoing(
        &self,
        py: Python<'_>,
        view: &View,
        ask: Option<In<OngoingAskWire>>,
    ) -> Outcome<Out<CardsWire>> {
        let ask = ask.map(|ask| ask.0).unwrap_or_default();
        self.0.ask(py, |door| Ok(Out(door.ongoing(&view.0, &ask)?)))
    }

    /// The cards of the live screen, in the order they were put there (LIV-3).
    fn screen(&self, py: Python<'_>, view: &View) -> Outcome<Out<CardsWire>> {
        self.0.ask(py, |door| Ok(Out(door.screen(&view.0)?)))
    }
}
