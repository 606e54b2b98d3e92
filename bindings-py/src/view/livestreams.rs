//! The history of LIVEs.

use creator_compass::wire::{
    LivestreamAudienceAskWire, LivestreamAudienceWire, LivestreamRecapAskWire, LivestreamRecapWire,
    LivestreamRequestsAskWire, LivestreamRequestsWire, LivestreamsAskWire, LivestreamsWire,
};
use pyo3::prelude::*;

use super::View;
use crate::convert::{Ask, In, Out};
use crate::error::Outcome;

#[pymethods]
impl View {
    /// All livestreams that are over: those that started in the period, and those of which a fact of it tells (LIV-8).
    ///
    /// `ask` is a dict. It needs `"period"`; the rest may be left out: `"creators"`, a list that keeps exactly what it names; `"metrics"`, names in
    /// their order; `"sort"`, a list of `{"by", "order"}` by a metric of the list, `"creator"`, `"content"` or `"started_at"`; `"search"`, a part of an id, title,
    /// name or handle; `"top"`, then `"offset"` and `"limit"`.
    ///
    /// Gives `{"scope", "metrics", "rows", "total"}`: rows as `{"facts", "action", "decision", "lines"}`. A LIVE under contract that may not be seen is a row
    /// too: its facts, hidden figures, the causes as `"decision"`, and `"action"`, `"request"`, `"wait"` or `"none"`; None where all of it may be seen.
    /// Facts of a LIVE are `{"room", "title", "creator", "creator_name", "handle", "started_at", "ended_at", "duration_seconds"}`.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `metric.repeated`, `query.sort.unknown`, `report.creator.unknown`,
    /// `value.id.invalid`, `wire.malformed`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> view.livestreams({"period": "yesterday"})["rows"]
    /// []
    fn livestreams(&self, py: Python<'_>, ask: Ask<LivestreamsAskWire>) -> Outcome<Out<LivestreamsWire>> {
        py.detach(|| Ok(Out(self.0.livestreams(&ask.0)?)))
    }

    /// LIVEs of a period by creator: LIVEs, time on air, GMV, viewers, transactions, GMV for each LIVE (LIV-8).
    ///
    /// `ask` is a dict. It needs `"period"`; the rest may be left out: `"creators"`, a list; `"metrics"`, names in their order; `"sort"`, a list of
    /// `{"by", "order"}` by a metric of the list or `"creator"`; `"search"`; `"top"`, then `"offset"` and `"limit"`; and `"compare"`, a bool, with the previous cycle.
    ///
    /// Gives `{"scope", "metrics", "rows", "total"}`: rows as `{"creator", "name", "hidden", "lines", "gmv_per_hour", "best"}`; `"best"` is the LIVE with the most
    /// GMV over 0, of those that may be seen, as `{"facts", "gmv"}`, else None.
    ///
    /// Raises what `livestreams` raises.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> view.livestream_recap({"period": "yesterday"})["rows"]
    /// []
    fn livestream_recap(
        &self,
        py: Python<'_>,
        ask: Ask<LivestreamRecapAskWire>,
    ) -> Outcome<Out<LivestreamRecapWire>> {
        py.detach(|| Ok(Out(self.0.livestream_recap(&ask.0)?)))
    }

    /// The requests to make for LIVEs: the events to record, or why not (LIV-8, ACC-7). Nothing is recorded.
    ///
    /// `ask` is a dict. It needs `"rooms"`, a list; `"scope"`, `"room"` for a request a LIVE or `"creator"` for one a creator over the days of its LIVEs; and
    /// `"prefix"`, with which ids of requests begin; `"until"`, the last day of validity, may be left out.
    ///
    /// Gives `{"requests"}`, each `{"rooms", "creator"}` with `"event"` or `"error"`: `report.room.unknown` for a LIVE that is in no history,
    /// `report.room.shown`, `access.request.collides`, `access.region.restricted`.
    ///
    /// Raises `InvalidError`: `query.name.unknown`, `value.id.invalid`, `time.day.malformed`, `wire.malformed`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> asked = view.livestream_requests({"rooms": ["r1"], "scope": "room", "prefix": "may"})["requests"]
    /// >>> asked[0]["error"]["code"]
    /// 'report.room.unknown'
    fn livestream_requests(
        &self,
        py: Python<'_>,
        ask: In<LivestreamRequestsAskWire>,
    ) -> Outcome<Out<LivestreamRequestsWire>> {
        py.detach(|| Ok(Out(self.0.livestream_requests(&ask.0)?)))
    }

    /// The audience of a LIVE by age and gender: its viewers, its buyers, the followers of its creator (LIV-7, DSH-12).
    ///
    /// `ask` is a dict with `"period"` and `"room"`. Of a period there are the profiles that were published for exactly its days.
    ///
    /// Gives `{"facts", "period", "groups", "unknown_creators"}`: facts as in `livestreams`, the rest as in `profiles`. A group that no source tells is there,
    /// undefined. This remembers nothing: `Ledger.show_livestream_audience` does.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `report.room.unknown`, `value.id.invalid`, `wire.malformed`.
    fn livestream_audience(
        &self,
        py: Python<'_>,
        ask: Ask<LivestreamAudienceAskWire>,
    ) -> Outcome<Out<LivestreamAudienceWire>> {
        py.detach(|| Ok(Out(self.0.livestream_audience(&ask.0, None)?)))
    }
}
