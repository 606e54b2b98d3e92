//! The store.
#![expect(clippy::too_many_arguments, reason = "the options of a load are keywords")]

use creator_compass::wire::{
    ForgottenWire, LoadOptionsWire, LoadReportWire, RecordedWire, StoreDoor, WindowWire, WorkspaceWire,
    read_events,
};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::access::{AccessLog, at};
use crate::convert::{Document, Each, Events, File, In, Out, Rows, Text};
use crate::error::Outcome;
use crate::live::Room;
use crate::shared::Shared;
use crate::view::View;

/// What a partner has of its creators: documents, tables and the access log. `view` is what may be seen of it.
///
/// `workspace` is what `AccessLog` takes. A store only grows: loads may come in any order and twice, and what
/// was observed later replaces what was observed earlier (SRC-7). Many threads may use one store at a time.
///
/// Every load gives a report: `{"feed", "file", "accepted", "replaced", "duplicate", "superseded",
/// "conflicting", "rejected", "unknown_fields", "warnings"}`: six counts of rows, and lists of `{"file",
/// "row", "column", "code", "value", "expected"}`, `{"field", "count"}` and `{"file", "row", "code",
/// "message"}`. Its options are keywords: `observed_at`, when the source was looked at; `file`, a name for
/// messages; `window`, the days a document was asked for, needed where it carries no dates (SRC-12);
/// `complete`, windows for which the source is declared complete; `strict`, to load nothing if a row is refused.
///
/// Raises `InvalidError`: `time.zone.unknown`, `value.currency.unknown`, `wire.malformed`. Every load raises
/// `InvalidError`: `time.instant.malformed`, `time.instant.naive`, `time.day.malformed`,
/// `time.window.inverted`; `MalformedError`: `store.load.rejected`, a row is refused and the load is strict;
/// `ConflictError`: `access.event.conflict`, a region contradicts the log. Nothing is loaded then.
///
/// >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
/// >>> report = store.load_rows("creators", [{"creator": "ana", "name": "Ana"}], observed_at="2026-05-20T03:00:00Z")
/// >>> report["accepted"]
/// 1
/// >>> for creator in store.view("2026-05-20T12:00:00+07:00").creators("yesterday")["pending"]:
/// ...     print(creator["name"], creator["action"])
/// Ana request
#[pyclass(frozen, module = "creator_compass")]
pub(crate) struct Store(Shared<StoreDoor>);

type Loaded = Outcome<Out<LoadReportWire>>;

fn options(
    observed_at: Text,
    file: Option<Text>,
    window: Option<In<WindowWire>>,
    complete: Each<WindowWire>,
    strict: bool,
) -> LoadOptionsWire {
    let (file, window) = (file.map(|file| file.0), window.map(|window| window.0));
    LoadOptionsWire { observed_at: observed_at.0, file, window, complete: complete.0, strict }
}

#[pymethods]
impl Store {
    #[new]
    fn new(workspace: In<WorkspaceWire>) -> Outcome<Self> {
        Ok(Self(Shared::new(StoreDoor::new(&workspace.0)?)))
    }

    /// Takes events into the access log, as `AccessLog.record` does.
    fn record(&self, py: Python<'_>, events: Events) -> Outcome<Out<RecordedWire>> {
        self.0.change(py, |door| Ok(Out(door.record(&events.0)?)))
    }

    /// Takes events written as JSON lines into the access log, as `AccessLog.record_lines` does.
    fn record_lines(&self, py: Python<'_>, text: Text) -> Outcome<Out<RecordedWire>> {
        let events = py.detach(|| read_events(&text.0))?;
        self.0.change(py, |door| Ok(Out(door.record(&events)?)))
    }

    /// Loads one page of a document of TikTok Shop's Open API, as it was answered.
    ///
    /// `kind` is `"video_performance_list"`, `"live_performance_list"`, `"product_performance_list"` or
    /// `"seller_affiliate_orders"`. `document` is its text, its bytes in UTF-8, or a dict with the names of
    /// the Open API. Gives the report of the load; `help(Store)` shows it, and the options.
    ///
    /// Raises what every load raises; `InvalidError`: `source.document.unknown`, `source.window.missing`;
    /// `MalformedError`: `source.json.malformed`, `source.shape.unexpected`; `RefusedError`:
    /// `source.answer.error`, the page carries an error of TikTok Shop.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
    /// >>> page = '{"code": 0, "data": {"live_stream_sessions": []}}'
    /// >>> store.load_document("live_performance_list", page, observed_at="2026-05-20T03:00:00Z")["feed"]
    /// 'live_list'
    #[pyo3(
        signature = (kind, document, *, observed_at, file=None, window=None, complete=Each(Vec::new()), strict=false),
        text_signature = "($self, kind, document, *, observed_at, file=None, window=None, complete=(), strict=False)"
    )]
    fn load_document(
        &self,
        py: Python<'_>,
        kind: Text,
        document: Document,
        observed_at: Text,
        file: Option<Text>,
        window: Option<In<WindowWire>>,
        complete: Each<WindowWire>,
        strict: bool,
    ) -> Loaded {
        let options = options(observed_at, file, window, complete, strict);
        self.0.change(py, |door| Ok(Out(door.load_document(&kind.0, &document.0, &options)?)))
    }

    /// Loads a table from the text of a CSV file, or its bytes in UTF-8: a header row, then rows.
    ///
    /// `table` is `"creators"`, `"aliases"`, `"rooms"`, `"videos"`, `"products"`, `"activity"`, `"orders"`,
    /// `"observations"`, `"interactions"` or `"profiles"`. Gives the report of the load; `help(Store)` shows it, and the options.
    ///
    /// Raises what every load raises; `InvalidError`: `source.table.unknown`, `source.column.missing`,
    /// `source.column.repeated`; `MalformedError`: `source.csv.malformed`.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
    /// >>> report = store.load_csv("creators", "creator,shoe\nana,38\n,39\n", observed_at="2026-05-20T03:00:00Z")
    /// >>> report["accepted"], report["unknown_fields"], report["rejected"][0]["code"]
    /// (1, [{'field': 'shoe', 'count': 2}], 'source.cell.missing')
    #[pyo3(
        signature = (table, text, *, observed_at, file=None, window=None, complete=Each(Vec::new()), strict=false),
        text_signature = "($self, table, text, *, observed_at, file=None, window=None, complete=(), strict=False)"
    )]
    fn load_csv(
        &self,
        py: Python<'_>,
        table: Text,
        text: File,
        observed_at: Text,
        file: Option<Text>,
        window: Option<In<WindowWire>>,
        complete: Each<WindowWire>,
        strict: bool,
    ) -> Loaded {
        let options = options(observed_at, file, window, complete, strict);
        self.0.change(py, |door| Ok(Out(door.load_csv(&table.0, &text.0, &options)?)))
    }

    /// Loads a table from rows: an iterable of dicts with the columns of the table as keys.
    ///
    /// A value is a str, int or None, or a Decimal, date or aware datetime that stands for its text. A float is
    /// not exact: its row is rejected (`source.field.type`); write amounts as str or Decimal. `table` is what
    /// `load_csv` takes. Gives the report of the load; `help(Store)` shows it, and the options.
    ///
    /// Raises what every load raises; `InvalidError`: `source.table.unknown`, and, with `details["index"]` and
    /// `details["column"]`, `wire.malformed` (NaN, and what is no value at all), `time.instant.naive`.
    ///
    /// >>> from datetime import date
    /// >>> from decimal import Decimal
    /// >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
    /// >>> rows = [{"day": date(2026, 5, 19), "creator": "ana", "channel": "live", "gmv": Decimal("150000")}]
    /// >>> store.load_rows("activity", rows, observed_at="2026-05-20T03:00:00Z")["accepted"]
    /// 1
    #[pyo3(
        signature = (table, rows, *, observed_at, file=None, window=None, complete=Each(Vec::new()), strict=false),
        text_signature = "($self, table, rows, *, observed_at, file=None, window=None, complete=(), strict=False)"
    )]
    fn load_rows(
        &self,
        py: Python<'_>,
        table: Text,
        rows: Rows,
        observed_at: Text,
        file: Option<Text>,
        window: Option<In<WindowWire>>,
        complete: Each<WindowWire>,
        strict: bool,
    ) -> Loaded {
        let options = options(observed_at, file, window, complete, strict);
        self.0.change(py, |door| Ok(Out(door.load_rows(&table.0, &rows.0, &options)?)))
    }

    /// Loads a LIVE that is over: its minutes become the days, and the room is known by its start and end.
    ///
    /// What came too late to be in a figure of the room is in them. Users are told by acts alone. Gives the report of the load;
    /// `help(Store)` shows it, and the options.
    ///
    /// Raises what every load raises; `NotReadyError`: `live.still_on`, it had not ended when it was observed; `ConflictError`:
    /// `value.currency.mismatch`.
    ///
    /// >>> room = Room({"room": "r1", "creator": "ana", "started_at": "2026-05-19T12:00:00Z"})
    /// >>> room.observe([{"kind": "ended", "id": "e1", "at": "2026-05-19T13:00:00Z"}])["new"]
    /// 1
    /// >>> store = Store({"time_zone": "Asia/Jakarta"})
    /// >>> store.load_room(room, observed_at="2026-05-19T18:00:00Z")["accepted"]
    /// 1
    #[pyo3(
        signature = (room, *, observed_at, file=None, window=None, complete=Each(Vec::new()), strict=false),
        text_signature = "($self, room, *, observed_at, file=None, window=None, complete=(), strict=False)"
    )]
    fn load_room(
        &self,
        py: Python<'_>,
        room: &Room,
        observed_at: Text,
        file: Option<Text>,
        window: Option<In<WindowWire>>,
        complete: Each<WindowWire>,
        strict: bool,
    ) -> Loaded {
        let options = options(observed_at, file, window, complete, strict);
        self.0.change(py, |door| Ok(Out(door.load_room(&room.0, &options)?)))
    }

    /// The store as bytes: stores that hold the same facts give the same bytes, in whatever order they were loaded.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
    /// >>> Store.open(store.save()).save() == store.save()
    /// True
    fn save<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let bytes = self.0.ask(py, StoreDoor::save);
        PyBytes::new(py, &bytes)
    }

    /// Reads what `save` wrote.
    ///
    /// Raises `MalformedError` for anything else: `store.open.foreign`, `store.open.version` (a later version
    /// wrote it), `store.open.length` (cut off), `store.open.checksum` (damaged), `store.open.malformed`.
    ///
    /// >>> from creator_compass import MalformedError
    /// >>> try:
    /// ...     Store.open(b"PK")
    /// ... except MalformedError as error:
    /// ...     print(error.code)
    /// store.open.foreign
    #[staticmethod]
    fn open(py: Python<'_>, bytes: &[u8]) -> Outcome<Self> {
        Ok(Self(Shared::new(py.detach(|| StoreDoor::open(bytes))?)))
    }

    /// Erases a creator: events, names, rooms, videos, counters, activity, orders and acts, every version.
    ///
    /// What is left is, to the byte of `save`, a store that never loaded them. A row that names the creator by a
    /// name which another creator went by too, is erased as well. Keeping the creator from being loaded again is
    /// the caller's. Gives how many `events`, `rows` and `interactions` were erased.
    ///
    /// Raises `InvalidError`: `value.id.invalid`.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
    /// >>> report = store.load_rows("creators", [{"creator": "ana"}], observed_at="2026-05-20T03:00:00Z")
    /// >>> store.forget("ana")
    /// {'events': 0, 'rows': 1, 'interactions': 0}
    fn forget(&self, py: Python<'_>, creator: Text) -> Outcome<Out<ForgottenWire>> {
        self.0.change(py, |door| Ok(Out(door.forget(&creator.0)?)))
    }

    /// Takes all that another store of the same workspace holds, in any order, twice too.
    ///
    /// Raises `ConflictError`: `store.merge.workspace`, `store.merge.currency`, `access.event.conflict`; the store
    /// is then as it was.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
    /// >>> store.merge(Store.open(store.save()))
    fn merge(&self, py: Python<'_>, other: &Self) -> Outcome<()> {
        let other = other.0.ask(py, StoreDoor::clone);
        self.0.change(py, |door| Ok(door.merge(&other)?))
    }

    /// A copy of the access log. What it records is not in the store.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta"})
    /// >>> issued = store.access().command({"kind": "sign", "creator": "ana"}, "2026-05-20T12:00:00+07:00")
    /// >>> store.record(issued["events"])
    /// {'recorded': 1, 'duplicates': 0}
    fn access(&self, py: Python<'_>) -> AccessLog {
        AccessLog(Shared::new(self.0.ask(py, StoreDoor::access)))
    }

    /// The store at a moment: what is loaded or recorded later does not change it.
    ///
    /// With `known_at`, what was observed or recorded after it is left out: what was known then.
    ///
    /// Raises `InvalidError`: `time.instant.malformed`, `time.instant.naive`.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta"})
    /// >>> store.view("2026-05-20T17:00:00Z").today
    /// '2026-05-21'
    #[pyo3(signature = (now, *, known_at=None))]
    fn view(&self, py: Python<'_>, now: Text, known_at: Option<Text>) -> Outcome<View> {
        self.0.ask(py, |door| Ok(View(door.view(&now.0, at(known_at.as_ref()))?)))
    }
}
