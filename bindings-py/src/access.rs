//! The access log.

use creator_compass::wire::{
    AccessDoor, CommandWire, CompiledWire, ContractsWire, DecisionWire, EventWire, IgnoredListWire,
    IssuedWire, ListsWire, QuestionWire, RecordedWire, RequestsWire, WindowWire, WorkspaceWire, read_events,
};
use pyo3::prelude::*;

use crate::convert::{Events, In, Out, OutEach, Text};
use crate::error::Outcome;
use crate::shared::Shared;

/// What creators signed, authorized and withdrew, and what may be seen because of it.
///
/// `workspace` is `{"time_zone"}` with, if wanted, `"id"`, `"currency"`, `"l2l"` and `"policy"`. The log
/// only grows; everything it answers is worked out from its events and the `now` you pass: it reads no
/// clock. Many threads may use one log at a time.
///
/// Instants are aware datetimes or RFC 3339, days are dates or `"YYYY-MM-DD"`. With `known_at`, events
/// recorded after it are left out: what was known then.
///
/// Raises `InvalidError`: `time.zone.unknown`, `value.currency.unknown`, `wire.malformed`.
///
/// >>> log = AccessLog({"time_zone": "Asia/Jakarta"})
/// >>> log.record([{"id": "e1", "kind": "contract_signed", "creator": "ana", "on": "2026-01-01",
/// ...              "happened_at": "2026-01-01T09:00:00+07:00"}])
/// {'recorded': 1, 'duplicates': 0}
/// >>> log.contracts("ana", "2026-05-20T12:00:00+07:00")
/// {'windows': [{'start': '2026-01-01', 'end': None}]}
#[pyclass(frozen, module = "creator_compass")]
pub(crate) struct AccessLog(pub(crate) Shared<AccessDoor>);

/// The moment an answer was known at, if the caller names one.
pub(crate) fn at(known_at: Option<&Text>) -> Option<&str> {
    known_at.map(|known_at| known_at.0.as_str())
}

#[pymethods]
impl AccessLog {
    #[new]
    fn new(workspace: In<WorkspaceWire>) -> Outcome<Self> {
        Ok(Self(Shared::new(AccessDoor::new(&workspace.0)?)))
    }

    /// Takes events, all or none, in any order; one that is there already is counted and left (ACC-16).
    ///
    /// `events` is an iterable of dicts with `"id"`, `"kind"`, `"creator"`, `"happened_at"` and, if it
    /// differs, `"recorded_at"`, and by kind: `"contract_signed"` `"on"`; `"contract_ended"` `"on"`;
    /// `"requested"` `"request"`, `"days"` and, if wanted, `"scope"`, `"until"`; `"authorized"`,
    /// `"declined"`, `"revoked"` `"request"`; `"region_declared"` `"region"`. Gives `{"recorded",
    /// "duplicates"}`.
    ///
    /// Raises `InvalidError`, with `details["index"]`: `access.event.malformed`, `value.id.invalid`,
    /// `time.day.malformed`, `time.window.inverted`, `time.instant.malformed`, `time.instant.naive`;
    /// `ConflictError`: `access.event.conflict`, the same id with other content.
    fn record(&self, py: Python<'_>, events: Events) -> Outcome<Out<RecordedWire>> {
        self.0.change(py, |door| Ok(Out(door.record(&events.0)?)))
    }

    /// Takes events written as JSON lines, with the keys of the wire (`happenedAt`); otherwise as `record`.
    ///
    /// Raises what `record` raises, with `details["line"]` (the first is 1) for `details["index"]`.
    fn record_lines(&self, py: Python<'_>, text: Text) -> Outcome<Out<RecordedWire>> {
        let events = py.detach(|| read_events(&text.0))?;
        self.0.change(py, |door| Ok(Out(door.record(&events)?)))
    }

    /// May this be seen, and if not, why, and when will it be (ACC-15)?
    ///
    /// `question` is `{"creator", "module", "grain", "day"}` with, if it is not the creator as a whole,
    /// `"subject"`: `{"kind": "room", "room"}`, `{"kind": "video", "video"}` or `{"kind": "product",
    /// "product"}`. Modules are overview, live, creator, video and product; grains are realtime and
    /// aggregate. Gives `{"kind": "visible"}`, or `{"kind": "hidden", "causes", "visible_from"}` with every
    /// cause as `{"reason", "who", "clears_on"}` and, where there is one, `"request"`, `"on"` or
    /// `"region"`.
    ///
    /// Raises `InvalidError`: `wire.malformed`, `access.module.unknown`, `access.grain.unknown`,
    /// `value.id.invalid`, `time.day.malformed`, `time.instant.malformed`, `time.instant.naive`.
    ///
    /// >>> log = AccessLog({"time_zone": "Asia/Jakarta"})
    /// >>> question = {"creator": "ana", "module": "live", "grain": "aggregate", "day": "2026-05-01"}
    /// >>> for cause in log.decide(question, "2026-05-20T12:00:00+07:00")["causes"]:
    /// ...     print(cause["reason"])
    /// not_under_contract
    /// not_authorized
    #[pyo3(signature = (question, now, *, known_at=None))]
    fn decide(
        &self,
        py: Python<'_>,
        question: In<QuestionWire>,
        now: Text,
        known_at: Option<Text>,
    ) -> Outcome<Out<DecisionWire>> {
        self.0.ask(py, |door| Ok(Out(door.decide(&question.0, &now.0, at(known_at.as_ref()))?)))
    }

    /// The days under contract of a creator (ACC-10): `{"windows"}`.
    ///
    /// Raises `InvalidError`: `value.id.invalid`, `time.instant.malformed`, `time.instant.naive`.
    #[pyo3(signature = (creator, now, *, known_at=None))]
    fn contracts(
        &self,
        py: Python<'_>,
        creator: Text,
        now: Text,
        known_at: Option<Text>,
    ) -> Outcome<Out<ContractsWire>> {
        self.0.ask(py, |door| Ok(Out(door.contracts(&creator.0, &now.0, at(known_at.as_ref()))?)))
    }

    /// Every request with its state, by the time it was sent: `{"requests"}`.
    ///
    /// A row is `{"request", "creator", "scope", "days", "until", "state", "since", "sent_at",
    /// "next_action"}`; states are `"requested"`, `"authorized"`, `"declined"`, expired, revoked and ended.
    ///
    /// Raises `InvalidError`: `time.instant.malformed`, `time.instant.naive`.
    #[pyo3(signature = (now, *, known_at=None))]
    fn requests(&self, py: Python<'_>, now: Text, known_at: Option<Text>) -> Outcome<Out<RequestsWire>> {
        self.0.ask(py, |door| Ok(Out(door.requests(&now.0, at(known_at.as_ref()))?)))
    }

    /// The lists by tab (ACC-8): `{"requested", "authorized", "unauthorized"}`, rows as in `requests`.
    ///
    /// Raises `InvalidError`: `time.instant.malformed`, `time.instant.naive`.
    #[pyo3(signature = (now, *, known_at=None))]
    fn lists(&self, py: Python<'_>, now: Text, known_at: Option<Text>) -> Outcome<Out<ListsWire>> {
        self.0.ask(py, |door| Ok(Out(door.lists(&now.0, at(known_at.as_ref()))?)))
    }

    /// The events that have no effect, each with the reason (ACC-16): `{"ignored": [{"event", "why"}]}`.
    ///
    /// Raises `InvalidError`: `time.instant.malformed`, `time.instant.naive`.
    #[pyo3(signature = (now, *, known_at=None))]
    fn ignored(&self, py: Python<'_>, now: Text, known_at: Option<Text>) -> Outcome<Out<IgnoredListWire>> {
        self.0.ask(py, |door| Ok(Out(door.ignored(&now.0, at(known_at.as_ref()))?)))
    }

    /// What may be seen of a period, as windows, for all creators at once.
    ///
    /// Gives `{"creators": [{"creator", "visible"}], "rooms": [{"creator", "room", "visible"}]}`: creators
    /// with a visible day, and rooms that a request of their own names.
    ///
    /// Raises `InvalidError`: `wire.malformed`, `access.module.unknown`, `access.grain.unknown`,
    /// `time.window.inverted`, `time.day.malformed`, `time.instant.malformed`, `time.instant.naive`.
    #[pyo3(signature = (module, grain, period, now, *, known_at=None))]
    fn compile(
        &self,
        py: Python<'_>,
        module: Text,
        grain: Text,
        period: In<WindowWire>,
        now: Text,
        known_at: Option<Text>,
    ) -> Outcome<Out<CompiledWire>> {
        let known_at = at(known_at.as_ref());
        self.0.ask(py, |door| Ok(Out(door.compile(&module.0, &grain.0, &period.0, &now.0, known_at)?)))
    }

    /// Carries a command out against the state: the events to record, or why not. It records nothing.
    ///
    /// `command` is `{"kind": "sign", "creator"}` or `"end"` with, if it is not today, `"on"`; `{"kind":
    /// "request", "request", "creator", "days"}` with, if wanted, `"scope"`, `"until"`; `{"kind":
    /// "request_many", "prefix", "creators", "days"}` with, if wanted, `"until"`; `{"kind": "authorize",
    /// "request"}`, `"decline"` or `"revoke"`. Gives `{"events"}`; `"request_many"` gives `{"outcomes"}`,
    /// each `{"creator", "event"}` or `{"creator", "error"}`.
    ///
    /// Raises `RefusedError`: `access.region.restricted`; `ConflictError`: `access.request.collides`,
    /// `access.request.exists`, `access.answer.expired`, `access.answer.not_pending`,
    /// `access.answer.validity_over`, `access.revoke.not_authorized`, `access.contract.open`,
    /// `access.contract.none`; `InvalidError`: `access.request.unknown`, `access.request.days_empty`,
    /// `access.request.until_past`, and what cannot be read.
    ///
    /// >>> log = AccessLog({"time_zone": "Asia/Jakarta"})
    /// >>> issued = log.command({"kind": "sign", "creator": "ana"}, "2026-05-20T12:00:00+07:00")
    /// >>> log.record(issued["events"])
    /// {'recorded': 1, 'duplicates': 0}
    fn command(&self, py: Python<'_>, command: In<CommandWire>, now: Text) -> Outcome<Out<IssuedWire>> {
        self.0.ask(py, |door| Ok(Out(door.command(&command.0, &now.0)?)))
    }

    /// All events, by creator, then in the order in which they count. `record` takes them back.
    fn events(&self, py: Python<'_>) -> OutEach<EventWire> {
        OutEach(self.0.ask(py, AccessDoor::events))
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.0.ask(py, |door| door.log().len())
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<AccessLog of {} events>", self.__len__(py))
    }
}
