//! Views of a store, and the metrics they answer.

mod creators;
mod explain;
mod livestreams;
mod peers;
mod products;
mod profiles;
mod videos;

use creator_compass::wire::{
    AnswerWire, CreatorsAskWire, CreatorsWire, DecisionWire, ExportAskWire, GrowthAskWire, GrowthWire,
    ListsWire, OverviewAskWire, OverviewWire, PeriodWire, QueryAskWire, QueryFilterWire, QuestionWire,
    SortWire, TrendAskWire, TrendWire, ViewDoor, WatermarksWire,
};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::convert::{Ask, Each, In, Out, Pick, Text, Texts};
use crate::error::Outcome;

/// A store at a moment, made by `Store.view`: what may be seen of it then. It never changes.
///
/// A `period` is what `resolve` takes as a picker, for the general screen: `"yesterday"`, `"last_7_days"`,
/// `{"kind": "day", "day"}`, `{"kind": "week", "day"}` or `{"kind": "custom", "start", "end"}`; every report
/// raises what `resolve` raises.
///
/// A figure is a dict. Its `"kind"` says whether there is one (MET-6): `{"kind": "known", "value", "unit"}`,
/// where counts, seconds and ratios are numbers, and money is the exact decimal as str, beside `"currency"`
/// and `"shown"`; `{"kind": "undefined", "reasons": [{"reason"}]}`, with `"feeds"` or `"spans"` where there
/// are some; or `{"kind": "hidden", "reasons"}`, names only. A line is `{"metric", "value", "previous",
/// "change", "relative_change"}`: a metric's figure, the previous cycle's, and how they differ.
///
/// A report says in `"scope"` what it drew on: `{"period", "partial_from", "feeds", "hidden",
/// "unknown_creator_rows"}` with feeds as `{"feed", "partial_from", "missing"}` and creators of whom nothing
/// is shown as `{"creator", "reasons"}`.
#[pyclass(frozen, module = "creator_compass")]
pub(crate) struct View(pub(crate) ViewDoor);

#[pymethods]
impl View {
    /// Today in the workspace's time zone, `"YYYY-MM-DD"`.
    #[getter]
    fn today(&self) -> String {
        self.0.today()
    }

    /// The period that was picked, and the cycle before it, as the function `resolve`.
    fn resolve(&self, screen: Text, picker: Pick) -> Outcome<Out<PeriodWire>> {
        Ok(Out(self.0.resolve(&screen.0, &picker.0)?))
    }

    /// May this be seen, and if not, why, and when will it be (ACC-15)? As `AccessLog.decide`.
    fn decide(&self, py: Python<'_>, question: In<QuestionWire>) -> Outcome<Out<DecisionWire>> {
        py.detach(|| Ok(Out(self.0.decide(&question.0)?)))
    }

    /// The lists of requests by tab (ACC-8), as `AccessLog.lists`.
    fn lists(&self, py: Python<'_>) -> Out<ListsWire> {
        Out(py.detach(|| self.0.lists()))
    }

    /// The first days whose figures are partial (PER-7): `{"partial_from", "feeds"}`.
    ///
    /// `"feeds"` is a list of `{"feed", "partial_from"}`; the first `"partial_from"` is the earliest of all.
    fn watermarks(&self, py: Python<'_>) -> Out<WatermarksWire> {
        Out(py.detach(|| self.0.watermarks()))
    }

    /// The Data Overview of a period (OVR-1…4).
    ///
    /// Gives `{"scope", "indicators", "sales", "affiliation", "live", "video"}`: lists of lines, and the
    /// figures `{"in_house", "affiliate"}`. For a partner of the L2L kind alone `"settlement"` is beside them:
    /// `{"scope", "line"}`, of the 30 finished days before today. Raises what `resolve` raises.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> overview = view.overview("last_7_days")
    /// >>> overview["scope"]["period"]["days"]
    /// {'start': '2026-05-13', 'end': '2026-05-20'}
    /// >>> [line["metric"] for line in overview["sales"]]
    /// ['gmv', 'gmv[live]', 'gmv[video]', 'avg_gmv_live', 'refund_gmv']
    fn overview(&self, py: Python<'_>, period: Pick) -> Outcome<Out<OverviewWire>> {
        let ask = OverviewAskWire { period: period.0 };
        py.detach(|| Ok(Out(self.0.overview(&ask)?)))
    }

    /// The creators screen of a period (CRE-1…4).
    ///
    /// `metrics` is a list of names, such as `"gmv"` and `"gmv[live]"`; `metrics()` has them all. Without it,
    /// the screen's own. `sort` is a list of `{"by", "order"}`: a metric that is asked, `"creator"` or `"name"`; most of
    /// the first metric first without. `search` is a part of an id or a name, `filter` as in `query`; `offset` and
    /// `limit` hold for each of the two lists.
    ///
    /// Gives `{"scope", "metrics", "authorized", "authorized_total", "pending", "pending_total"}` with metrics as in
    /// `metrics()`, authorized creators as `{"creator", "name", "visible", "hidden", "lines"}`, and the others as
    /// `{"creator", "name", "action", "decision"}`. For a partner of the L2L kind `"settlement_days"`, and each
    /// authorized creator's line of `"settlement"` over them.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `metric.unknown`, `metric.repeated`, `query.sort.unknown`,
    /// `query.name.unknown`, `value.id.invalid`.
    #[pyo3(signature = (period, metrics=None, *, sort=None, search=None, filter=None, offset=0, limit=None))]
    #[expect(clippy::too_many_arguments, reason = "each is a keyword")]
    fn creators(
        &self,
        py: Python<'_>,
        period: Pick,
        metrics: Option<Texts>,
        sort: Option<Each<SortWire>>,
        search: Option<Text>,
        filter: Option<In<QueryFilterWire>>,
        offset: usize,
        limit: Option<usize>,
    ) -> Outcome<Out<CreatorsWire>> {
        let ask = CreatorsAskWire {
            period: period.0,
            metrics: metrics.map_or_else(Vec::new, |all| all.0),
            sort: sort.map_or_else(Vec::new, |all| all.0),
            search: search.map(|text| text.0),
            filter: filter.map(|filter| filter.0).unwrap_or_default(),
            offset,
            limit,
        };
        py.detach(|| Ok(Out(self.0.creators(&ask)?)))
    }

    /// One or two metrics by day (PER-8).
    ///
    /// Gives `{"period", "series": [{"metric", "points": [{"day", "value"}]}]}`.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `metric.trend_size`, `metric.unknown`, `metric.repeated`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> for series in view.trend("last_7_days", ["gmv", "views"])["series"]:
    /// ...     print(series["metric"], len(series["points"]))
    /// gmv 7
    /// views 7
    fn trend(&self, py: Python<'_>, period: Pick, metrics: Texts) -> Outcome<Out<TrendWire>> {
        let ask = TrendAskWire { period: period.0, metrics: metrics.0 };
        py.detach(|| Ok(Out(self.0.trend(&ask)?)))
    }

    /// Metrics by any grouping, filtered, compared and ordered, under permissions (MET-1).
    ///
    /// `ask` is a dict. It needs `"period"` and `"metrics"`, at least one name; the rest may be left out:
    /// `"group_by"`, a list of `"creator"`, `"channel"`, `"content"`, `"product"`, `"shop"` and at most one of
    /// `"day"`, `"week"`, `"month"`; `"filter"`, a dict of lists `"creators"`, `"channels"`, `"rooms"`, `"videos"`,
    /// `"products"`, `"shops"`, and `"affiliation"`: a list keeps exactly what it names, and an empty one nothing;
    /// `"compare"`, a bool, with the previous cycle (PER-6); `"sort"`, a list of `{"by", "order"}`, by a metric that is
    /// asked or a dimension that is grouped by, `"descending"` (the default) or `"ascending"`; `"search"`, a part of an
    /// id or name; `"top"`, then `"offset"` and `"limit"`, numbers of rows; `"screen"`, whose pickers are offered; and
    /// `"module"`, whose permissions count, `"creator"` unless given.
    ///
    /// Gives `{"scope", "group_by", "metrics", "rows", "total", "left_out"}`: rows as `{"key", "name", "hidden",
    /// "lines"}`, keyed by what is grouped by, days as `"YYYY-MM-DD"` and weeks and months by their first, a content as
    /// `{"kind", "id"}`, what is not told as None; one line a metric, `{"metric", "value"}` and, compared, `"previous"`,
    /// `"change"`, `"relative_change"`; the number of rows before `"top"`; and `{"why", "rows"}` for rows in no group.
    /// What is not known sorts last either way. Money is in the workspace's currency, `*_seconds` in seconds, rates are
    /// ratios of 1.
    ///
    /// Raises what `resolve` raises; `InvalidError`: `wire.malformed`, `query.name.unknown`, `query.metrics.empty`,
    /// `query.group.repeated`, `query.group.two_times`, `query.sort.unknown`, `query.channel.grouped`,
    /// `query.compare.by_time`, `metric.unknown`, `metric.repeated`, `access.module.unknown`, `time.screen.unknown`,
    /// `value.id.invalid`.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
    /// >>> at = "2026-01-01T09:00:00+07:00"
    /// >>> log = store.access()
    /// >>> for command in (
    /// ...     {"kind": "sign", "creator": "ana"},
    /// ...     {"kind": "request", "request": "r1", "creator": "ana", "days": {"start": "2026-01-01", "end": None}},
    /// ...     {"kind": "authorize", "request": "r1"},
    /// ... ):
    /// ...     events = log.command(command, at)["events"]
    /// ...     recorded = log.record(events), store.record(events)
    /// >>> acts = "at,user,act,creator,video\n2026-05-19T03:00:00Z,u1,view,ana,v1\n2026-05-19T04:00:00Z,u1,view,ana,v2\n"
    /// >>> store.load_csv("interactions", acts, observed_at="2026-05-20T03:00:00Z")["accepted"]
    /// 2
    /// >>> view = store.view("2026-05-20T12:00:00+07:00")
    /// >>> answer = view.query({"period": "yesterday", "group_by": ["creator"], "metrics": ["views", "viewers"]})
    /// >>> [(row["key"], [line["value"]["value"] for line in row["lines"]]) for row in answer["rows"]]
    /// [({'creator': 'ana'}, [2, 1])]
    fn query(&self, py: Python<'_>, ask: Ask<QueryAskWire>) -> Outcome<Out<AnswerWire>> {
        py.detach(|| Ok(Out(self.0.query(&ask.0)?)))
    }

    /// The mergeable states behind the answer to `ask`, as bytes (MET-5).
    ///
    /// Where each row of the data is in one of several stores, what they give merges with `merge_partials` into the bytes of one
    /// store with all rows; `finish_partial` gives the figures. All rows of one event or order belong in one store, and every
    /// store has the whole access log. Acts of users and order lines merge exactly. What does not (rows of activity and lists,
    /// followers, rooms and videos) is undefined by `"parts_do_not_merge"`. `ask` is as for `query`, without `"compare"`,
    /// `"sort"`, `"search"`, `"top"`, `"offset"` and `"limit"`.
    ///
    /// Raises what `query` raises; `InvalidError`: `query.partial.field`.
    ///
    /// >>> store = Store({"time_zone": "Asia/Jakarta"})
    /// >>> part = store.view("2026-05-20T12:00:00+07:00").partial({"period": "yesterday", "metrics": ["gmv"]})
    /// >>> finish_partial(part)["metrics"][0]["label"]
    /// 'GMV'
    fn partial<'py>(&self, py: Python<'py>, ask: Ask<QueryAskWire>) -> Outcome<Bound<'py, PyBytes>> {
        let part = py.detach(|| self.0.partial(&ask.0))?;
        Ok(PyBytes::new(py, &part))
    }

    /// A list as the bytes of a file (EXP-1, EXP-2).
    ///
    /// `ask` is a dict: `"list"`, one of `"query"`, `"creators"`, `"pending_creators"`, `"declining_creators"`, `"changes"`, `"videos"`,
    /// `"rising_videos"`, `"products"`, `"product_channels"`, `"goals"`, `"match_creators"`, `"profiles"`, `"livestreams"`, `"livestream_recap"` and
    /// `"livestream_audience"`; `"ask"`, what
    /// the list's own method takes; `"format"`, one of `"csv"`, `"json"`, `"arrow"` (an IPC stream), `"parquet"` and `"xlsx"`, as
    /// far as this build writes it; and `"language"`, `"en"` or `"zh"`, for headings that people read (a workbook is English
    /// unless given). What is hidden or undefined is empty, and the column after it says why, such as
    /// `"hidden:not_authorized"`. In CSV a text that a spreadsheet would run begins with an apostrophe. Profiles and matches are
    /// remembered by no ledger: `Ledger.show_export` does.
    ///
    /// Raises what the list raises; `InvalidError`: `export.list.unknown`, `export.format.unknown`,
    /// `export.format.unavailable`, `export.language.unknown`; `RefusedError`: `export.too_large`.
    ///
    /// >>> view = Store({"time_zone": "Asia/Jakarta"}).view("2026-05-20T12:00:00+07:00")
    /// >>> ask = {"period": "yesterday", "metrics": ["views"]}
    /// >>> view.export({"list": "query", "ask": ask, "format": "csv"}).decode().splitlines()[0]
    /// 'first_day,last_day,partial_from,views,views.reason'
    fn export<'py>(&self, py: Python<'py>, ask: In<ExportAskWire>) -> Outcome<Bound<'py, PyBytes>> {
        let file = py.detach(|| self.0.export(&ask.0, None))?;
        Ok(PyBytes::new(py, &file))
    }

    /// How much a counter grew between the first and the last look within two instants (SRC-8).
    ///
    /// `subject_kind` is `"creator"`, `"room"` or `"video"`. Gives `{"kind": "known", "low", "high", "from",
    /// "to"}`: the bounds of the growth and when it was looked at; otherwise as a figure.
    ///
    /// Raises `InvalidError`: `wire.subject.unknown`, `metric.unknown`, `value.id.invalid`,
    /// `time.instant.malformed`, `time.instant.naive`.
    fn growth(
        &self,
        py: Python<'_>,
        subject_kind: Text,
        subject: Text,
        measure: Text,
        from_: Text,
        to: Text,
    ) -> Outcome<Out<GrowthWire>> {
        let (subject_kind, subject, measure) = (subject_kind.0, subject.0, measure.0);
        let ask = GrowthAskWire { subject_kind, subject, measure, from: from_.0, to: to.0 };
        py.detach(|| Ok(Out(self.0.growth(&ask)?)))
    }

    fn __repr__(&self) -> String {
        format!("<View of {}>", self.today())
    }
}
