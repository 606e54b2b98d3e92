"""Stores and views: snapshots, threads, size, what nobody should pass, and the example agency."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any, cast, get_args, get_type_hints

import pytest

import creator_compass as cc
from test_errors import refused
from test_load import events

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "python" / "partner_report.py"
JAKARTA: Any = {"time_zone": "Asia/Jakarta", "currency": "IDR"}
NOW = "2026-05-20T12:00:00+07:00"
SEEN = "2026-05-20T03:00:00Z"
LIVE: Any = "live_performance_list"


def agency(creators: int = 3) -> cc.Store:
    """A store of creators that all may be seen."""
    store = cc.Store(JAKARTA)
    store.record(events(range(creators)))
    return store


def activity(creator: int = 0, day: str = "2026-05-19", **changed: Any) -> dict[str, Any]:
    return {"day": day, "creator": f"creator-{creator}", "channel": "live", "gmv": "1000.5", **changed}


def gmv(view: cc.View, period: Any = "last_7_days") -> Any:
    return view.overview(period)["sales"][0]["value"].get("value")


def rows(store: cc.Store, *given: dict[str, Any], **options: Any) -> Any:
    return store.load_rows("activity", given, **{"observed_at": SEEN, **options})


# --- Views --------------------------------------------------------------------------------------------------------


def test_a_view_is_a_snapshot() -> None:
    store = agency()
    rows(store, activity())
    before = store.view(NOW)
    answers = [before.overview("last_7_days"), before.creators("last_7_days"), before.lists(), before.watermarks()]
    assert gmv(before) == "1000.5"
    rows(store, activity(1), activity(day="2026-05-18"))
    store.record([{"id": "x", "kind": "revoked", "creator": "creator-0", "request": "creator-0/r", "happened_at": SEEN}])
    assert gmv(store.view(NOW)) == "3001.5"
    assert answers == [
        before.overview("last_7_days"), before.creators("last_7_days"), before.lists(), before.watermarks()
    ]
    assert store.view(NOW).lists() != before.lists()
    del store
    assert gmv(before) == "1000.5" and repr(before) == "<View of 2026-05-20>"


def test_a_view_as_known() -> None:
    store = agency()
    rows(store, activity())
    rows(store, activity(gmv="7"), observed_at="2026-05-20T04:00:00Z")
    assert gmv(store.view(NOW)) == "7"
    assert gmv(store.view(NOW, known_at=datetime(2026, 5, 20, 3, 30, tzinfo=timezone.utc))) == "1000.5"


def test_the_log_of_a_store_is_a_copy() -> None:
    store = agency(1)
    log = store.access()
    assert len(log) == 4 and log.lists(NOW) == store.view(NOW).lists()
    revoked = log.command({"kind": "revoke", "request": "creator-0/r"}, NOW)["events"]
    log.record(cast(Any, revoked))
    assert len(log) == 5 and len(store.access()) == 4
    question: Any = {"creator": "creator-0", "module": "live", "grain": "aggregate", "day": date(2026, 5, 19)}
    assert log.decide(question, NOW) == store.view(NOW).decide(question) == {"kind": "visible"}
    assert log.decide(question, "2026-05-21T12:00:00+07:00") != {"kind": "visible"}


def test_a_period_is_a_dict_or_a_name() -> None:
    view = agency().view(NOW)
    for name in ("yesterday", "last_7_days"):
        assert view.overview(cast(Any, name)) == view.overview(cast(Any, {"kind": name}))
        assert view.trend(cast(Any, name), ("gmv",)) == view.trend(cast(Any, {"kind": name}), ["gmv"])
        assert view.creators(cast(Any, name), ["gmv"])["scope"]["period"]["picker"] == name
    assert view.resolve("product", "last_28_days") == cc.resolve("Asia/Jakarta", NOW, "product", "last_28_days")
    days: Any = {"kind": "custom", "start": date(2026, 5, 1), "end": date(2026, 5, 3)}
    assert len(view.trend(days, ["gmv"])["series"][0]["points"]) == 2
    refused("time.picker.not_offered", lambda: view.overview("last_28_days"))
    error = refused("wire.malformed", lambda: view.overview(cast(Any, "last7Days")))
    assert "`last_7_days`" in str(error)
    refused("wire.malformed", lambda: view.overview(cast(Any, "day")))


def ids(union: Any) -> list[Any]:
    """The members of a union of literals."""
    return [one for literal in get_args(union) for one in get_args(literal)]


def test_growth_and_metrics() -> None:
    store = agency(1)
    store.load_rows("videos", [{"video": "v", "creator": "creator-0", "posted_at": SEEN}], observed_at=SEEN)
    likes = {"subject_kind": "video", "subject": "v", "measure": "likes"}
    looks = [{**likes, "observed_at": f"2026-05-1{day}T03:00:00Z", "value": 10 * day} for day in (3, 5)]
    assert store.load_rows("observations", looks, observed_at=SEEN)["accepted"] == 2
    view = store.view(NOW)
    grown = view.growth("video", "v", "likes", "2026-05-01T00:00:00Z", datetime(2026, 5, 20, tzinfo=timezone.utc))
    assert grown == {
        "kind": "known", "low": 20, "high": 20, "from": "2026-05-13T03:00:00Z", "to": "2026-05-15T03:00:00Z"
    }
    refused("wire.subject.unknown", lambda: view.growth(cast(Any, "shop"), "v", "likes", NOW, NOW))
    refused("metric.unknown", lambda: view.growth("video", "v", cast(Any, "like"), NOW, NOW))
    metrics = cc.metrics()
    assert len({metric["name"] for metric in metrics}) == len(metrics) > 50
    assert set(metrics[0]) == set(get_type_hints(cc.types.Metric))
    assert set(metrics[0]["versions"][0]) == set(get_type_hints(cc.types.MetricVersion))
    assert {metric["name"] for metric in metrics} == {*ids(cc.types.Measure), *ids(cc.types.DerivedMetric)}
    for name in ids(cc.types.ChannelMetric):
        assert cc.evaluate_metric(name)["kind"] == "undefined"


# --- Loads --------------------------------------------------------------------------------------------------------


def test_the_three_ways_in_say_the_same() -> None:
    given = [activity(creator, day) for creator in range(3) for day in ("2026-05-18", "2026-05-19")]
    stores = [agency() for _ in range(4)]
    lines = ["day,creator,channel,gmv", *(",".join(row.values()) for row in given)]
    typed = [{**row, "day": date.fromisoformat(row["day"]), "gmv": Decimal(row["gmv"])} for row in given]
    complete: Any = [{"start": date(2026, 5, 18), "end": "2026-05-20"}]
    options: Any = {"observed_at": SEEN, "file": "a.csv", "complete": complete}
    reports = [
        stores[0].load_csv("activity", "\n".join(lines), **options),
        stores[1].load_csv("activity", b"\xef\xbb\xbf" + "\r\n".join(lines).encode(), **options),
        stores[2].load_rows("activity", given, **options),
        stores[3].load_rows("activity", (row for row in typed), **options),
    ]
    assert all(report == reports[0] for report in reports) and reports[0]["accepted"] == 6
    answers = [store.view(NOW).overview("last_7_days") for store in stores]
    assert all(answer == answers[0] for answer in answers) and gmv(stores[0].view(NOW)) == "6003"


def test_columns_are_kept_as_they_are() -> None:
    report = rows(agency(), activity(unknownColumn=1, unknown_column=None, Ünknown="x"), activity(1, unknownColumn="y"))
    assert {one["field"]: one["count"] for one in report["unknown_fields"]} == {
        "unknownColumn": 2, "unknown_column": 1, "Ünknown": 1
    }


def test_documents_as_text_bytes_and_dict() -> None:
    page: Any = {"code": 0, "message": "Success", "data": {"live_stream_sessions": [{"newField": 0.5, "id": "1"}]}}
    text = json.dumps(page)
    reports = [
        agency().load_document(LIVE, given, observed_at=SEEN) for given in (text, text.encode(), page, "\ufeff" + text)
    ]
    assert all(report == reports[0] for report in reports)
    assert reports[0]["rejected"] and reports[0]["feed"] == "live_list"


def test_a_load_is_all_or_nothing_when_strict() -> None:
    store = agency()
    error = refused("store.load.rejected", lambda: rows(store, activity(), activity(gmv="a lot"), strict=True, file="a"))
    assert isinstance(error, cc.MalformedError) and error.details["row"] == 2 and error.details["file"] == "a"
    assert rows(store, activity(), activity(1, gmv="a lot"))["rejected"][0]["column"] == "gmv"
    assert rows(store, activity())["duplicate"] == 1


class Rows:
    def __iter__(self) -> Iterator[dict[str, Any]]:
        yield activity()
        raise LookupError("no such row")


def test_what_is_no_row() -> None:
    store = agency()
    value: Any
    for value in (float("nan"), float("inf"), b"1", object(), 2**64, {1}, timedelta(1), "\ud800"):
        error = refused("wire.malformed", lambda: rows(store, activity(gmv=value)))
        assert error.details["index"] == 0 and error.details["column"] == "gmv" and isinstance(error, cc.InvalidError)
    refused("time.instant.naive", lambda: rows(store, {"minute": datetime(2026, 5, 19), "creator": "a"}))
    for value in (True, [], {}, {"camelCase": 1}, "1e3", -1, Decimal("NaN"), "99" * 5000, date(2026, 5, 1)):
        assert rows(store, activity(views=value))["rejected"][0]["column"] == "views"
    for value in (0.5, 1.0, 1e300):
        rejected = rows(store, activity(), activity(1, gmv=value))["rejected"][0]
        assert (rejected["row"], rejected["column"], rejected["code"]) == (2, "gmv", "source.field.type")
        assert "write amounts as text" in rejected["expected"]
    for key in (1, None, b"gmv", "\ud800"):
        refused("wire.malformed", lambda: rows(store, cast(Any, {key: "1"})))
    for value in (None, 5, "text", b"bytes", {}, [None], ["x"], [[]]):
        refused("wire.malformed", lambda: store.load_rows("activity", value, observed_at=SEEN))
    with pytest.raises(LookupError, match="no such row"):
        store.load_rows("activity", Rows(), observed_at=SEEN)
    assert gmv(store.view(NOW)) == "1000.5"


def test_what_is_no_file() -> None:
    store = agency()
    options: Any = {"observed_at": SEEN}
    given: Any
    for given in (None, 5, [], object(), b"\xff\xfe"):
        refused("wire.malformed", lambda: store.load_csv("activity", given, **options))
        refused("wire.malformed", lambda: store.load_document(LIVE, given, **options))
    refused("wire.malformed", lambda: store.load_csv("activity", cast(Any, {}), **options))
    refused("wire.malformed", lambda: store.load_document(LIVE, {"code": float("nan")}, **options))
    pages = {"{": "source.json.malformed", "[]": "source.shape.unexpected", '{"code": 5}': "source.answer.error"}
    for text, code in pages.items():
        refused(code, lambda: store.load_document(LIVE, text, **options))
    refused("source.json.malformed", lambda: store.load_document(LIVE, "[" * 1_000_000, **options))
    refused("source.document.unknown", lambda: store.load_document(cast(Any, "live"), "{}", **options))
    page = {"code": 0, "data": {}}
    error = refused("source.window.missing", lambda: store.load_document("video_performance_list", page, **options))
    assert error.rule == "SRC-12"
    refused("source.table.unknown", lambda: store.load_csv(cast(Any, "sales"), "a\n", **options))
    refused("source.column.missing", lambda: store.load_csv("creators", "name\nAna\n", **options))
    refused("source.column.repeated", lambda: store.load_csv("creators", "creator,creator\na,b\n", **options))


def test_what_is_no_option() -> None:
    store, load = agency(), cc.Store.load_csv
    moment: Any
    for moment in ("yesterday", date(2026, 5, 1), ""):
        refused("time.instant.malformed", lambda: load(store, "creators", "creator\n", observed_at=moment))
    refused("time.instant.naive", lambda: load(store, "creators", "creator\n", observed_at=datetime(2026, 5, 20)))
    options: list[tuple[str, dict[str, Any]]] = [
        ("wire.malformed", {"window": "2026-05-01"}),
        ("wire.malformed", {"window": {"startDay": "2026-05-01"}}),
        ("time.window.inverted", {"window": {"start": "2026-05-02", "end": "2026-05-01"}}),
        ("wire.malformed", {"complete": {"start": "2026-05-01"}}),
        ("wire.malformed", {"complete": None}),
        ("time.day.malformed", {"complete": [{"start": "May"}]}),
        ("wire.malformed", {"file": 5}),
    ]
    for code, option in options:
        refused(code, lambda: load(store, "creators", "creator\n", observed_at=SEEN, **option))
    for wrong in ({}, {"observed_at": SEEN, "strict": "yes"}, {"observed_at": SEEN, "stric": True}):
        with pytest.raises(TypeError):
            load(store, "creators", "creator\n", **cast(Any, wrong))


def test_what_is_no_question() -> None:
    view = agency().view(NOW)
    value: Any
    for value in (None, 5, [], b"x", {}, {"kind": "moon"}, {"kind": "day"}, {"kind": "yesterday", "day": "2026-05-01"}):
        refused("wire.malformed", lambda: view.overview(value))
        refused("wire.malformed", lambda: view.resolve("general", value))
        refused("wire.malformed", lambda: view.decide(value))
    for value in (5, "gmv", {}, [None], [5], ["a", ["b"]]):
        refused("wire.malformed", lambda: view.creators("yesterday", value))
        refused("wire.malformed", lambda: view.trend("yesterday", value))
    assert refused("metric.unknown", lambda: view.creators("yesterday", cast(Any, ["gvm"]))).details["nearest"] == "gmv"
    refused("metric.repeated", lambda: view.creators("yesterday", ["gmv", "gmv"]))
    refused("metric.trend_size", lambda: view.trend("yesterday", []))
    refused("time.screen.unknown", lambda: view.resolve(cast(Any, "moon"), "yesterday"))
    for value in ("now", "", NOW[:19]):
        refused("time.instant.malformed", lambda: agency().view(value))
    refused("wire.malformed", lambda: cc.Store(cast(Any, {"timeZone": "Asia/Jakarta"})))
    with pytest.raises(TypeError):
        cast(Any, cc.View)()


class Loud(dict[str, Any]):
    def items(self) -> Any:
        raise RuntimeError


def test_what_is_no_query() -> None:
    store = agency(2)
    rows(store, activity(), activity(1))
    view: Any = store.view(NOW)
    fine: Any = {"period": "yesterday", "metrics": ["gmv"]}
    cycle: Any = {**fine}
    cycle["filter"] = cycle
    value: Any
    for value in (None, 5, "gmv", b"x", [], {}, [fine], object(), float("nan"), {"period": "yesterday"}, {"metrics": ["gmv"]}, cycle):
        refused("wire.malformed", lambda: view.query(value))
    wrong: dict[str, list[Any]] = {
        "period": [None, 5, "moon", "", [], {}, {"kind": "day"}, float("nan")],
        "metrics": [None, 5, "gmv", {}, [None], [5], [["gmv"]], ["\ud800"]],
        "group_by": [None, "day", 5, [None], [5], {"day": 1}],
        "filter": [5, "ana", [], {"creator": ["ana"]}, {"creators": "ana"}, {"creators": [5]}, {"channels": [None]}, {"affiliation": 5}],
        "compare": [None, 1, "yes", []],
        "sort": ["gmv", {"by": "gmv"}, ["gmv"], [{}], [["gmv"]], [["gmv", "ascending"]], [{"by": 5}], [{"by": "gmv", "descending": True}]],
        "search": [5, [], {}, b"ana"],
        "top": [-1, 0.5, float("nan"), float("inf"), "1", 2**64, True],
        "offset": [None, -1, 0.5, "1", 2**64],
        "limit": [-1, 1.5, "1", []],
        "screen": [5, []],
        "module": [5, {}],
        "groupBy": [[]],
        "now": [NOW],
    }
    for field, values in wrong.items():
        for value in values:
            refused("wire.malformed", lambda: view.query({**fine, field: value}))
    assert "`group_by`, not `groupBy`" in str(refused("wire.malformed", lambda: view.query({**fine, "groupBy": []})))
    codes: list[tuple[str, dict[str, Any]]] = [
        ("query.metrics.empty", {"metrics": []}),
        ("metric.unknown", {"metrics": ["gvm"]}),
        ("metric.repeated", {"metrics": ["gmv", "gmv"]}),
        ("query.name.unknown", {"group_by": ["year"]}),
        ("query.name.unknown", {"group_by": ["x" * 1_000_000]}),
        ("query.name.unknown", {"filter": {"channels": ["tv"]}}),
        ("query.name.unknown", {"filter": {"affiliation": "none"}}),
        ("query.name.unknown", {"sort": [{"by": "gmv", "order": "up"}]}),
        ("query.group.repeated", {"group_by": ["day", "day"]}),
        ("query.group.two_times", {"group_by": ["day", "week"]}),
        ("query.sort.unknown", {"sort": [{"by": "views"}]}),
        ("query.channel.grouped", {"metrics": ["gmv[live]"], "group_by": ["channel"]}),
        ("query.compare.by_time", {"group_by": ["day"], "compare": True}),
        ("value.id.invalid", {"filter": {"creators": [""]}}),
        ("value.id.invalid", {"filter": {"products": ["x" * 1_000_000]}}),
        ("access.module.unknown", {"module": "moon"}),
        ("time.screen.unknown", {"screen": "moon"}),
    ]
    for code, changed in codes:
        assert isinstance(refused(code, lambda: view.query({**fine, **changed})), cc.InvalidError)
    refused("wire.malformed", lambda: view.query({**fine, "filter": {"creators": ["a"] * 1_000_001}}))
    many = view.query({**fine, "filter": {"creators": ["creator-0"] * 100_000}, "group_by": ["creator"]})
    assert [row["key"] for row in many["rows"]] == [{"creator": "creator-0"}]
    assert view.query({**fine, "filter": {"creators": []}, "group_by": ["creator"]})["rows"] == []
    assert view.query({**fine, "group_by": ["creator"], "top": 2**63, "offset": 2**63})["rows"] == []
    assert view.query(Loud(fine))["total"] == 1


def test_the_types_name_what_an_answer_holds() -> None:
    store = agency(2)
    rows(store, activity(), activity(1))
    answer = store.view(NOW).query({
        "period": {"kind": "day", "day": date(2026, 5, 19)}, "group_by": ["creator", "channel"], "metrics": ["gmv", "buyers"],
        "compare": True, "sort": [{"by": "creator", "order": "ascending"}], "limit": 1,
    })
    assert set(answer) == set(get_type_hints(cc.types.Answer)) and answer["total"] == 2
    (row,) = answer["rows"]
    assert set(row) == set(get_type_hints(cc.types.AnswerRow))
    assert set(row["key"]) < set(get_type_hints(cc.types.AnswerKey))
    assert row["key"] == {"creator": "creator-0", "channel": "live"}
    assert [set(line) for line in row["lines"]] == [set(get_type_hints(cc.types.AnswerLine))] * 2


# --- Threads and size ---------------------------------------------------------------------------------------------


def test_threads_share_a_store() -> None:
    store, start = agency(8), threading.Barrier(4)

    def loads(number: int) -> int:
        start.wait()
        return sum(
            rows(store, *(activity(number * 4 + creator, f"2026-05-{day}") for creator in range(4)))["accepted"]
            for day in range(13, 20)
        )

    def asks(_: int) -> int:
        start.wait()
        seen = [Decimal(0)]
        while seen[-1] < Decimal("1000.5") * 56:
            view = store.view(NOW)
            figure = gmv(view)
            assert figure == gmv(view)
            seen.append(Decimal(figure or 0))
        assert seen == sorted(seen)
        return len(seen)

    with ThreadPoolExecutor(4) as pool:
        loaded = [pool.submit(loads, 0), pool.submit(loads, 1)]
        asked = [pool.submit(asks, 0), pool.submit(asks, 1)]
        assert [one.result(60) for one in loaded] == [28, 28]
        assert all(one.result(60) > 1 for one in asked)


def others_run_during(work: Callable[[], object]) -> int:
    """How often another thread comes to run while one works."""
    ticks, done = 0, threading.Event()

    def worker() -> None:
        work()
        done.set()

    thread = threading.Thread(target=worker)
    thread.start()
    while not done.wait(0.001):
        ticks += 1
    thread.join()
    return ticks


def test_a_hundred_thousand_rows(capsys: Any) -> None:
    store = agency(1000)
    days = [date(2026, 5, 19) - timedelta(day) for day in range(100)]
    lines = ["day,creator,channel,gmv,views,sku_orders"]
    lines += [f"{day},creator-{creator},live,1000.5,{creator},2" for day in days for creator in range(1000)]
    text = "\n".join(lines)
    dicts = [dict(zip(lines[0].split(","), line.split(","))) for line in lines[1:]]
    took: list[float] = []

    def timed(work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        answer = work()
        took.append(time.perf_counter() - began)
        return answer

    assert others_run_during(lambda: timed(lambda: store.load_csv("activity", text, observed_at=SEEN))) > 5
    assert timed(lambda: store.load_rows("activity", dicts, observed_at=SEEN))["duplicate"] == 100_000
    view = store.view(NOW)
    assert others_run_during(lambda: timed(lambda: view.overview("last_7_days"))) > 1
    assert gmv(view) == "7003500"
    assert len(timed(lambda: view.creators("last_7_days"))["authorized"]) == 1000
    with capsys.disabled():
        what = ("100 000 rows from CSV", "again from dicts", "overview", "creators")
        print("\n" + ", ".join(f"{one}: {seconds:.2f} s" for one, seconds in zip(what, took)))
    # A generous bound: only a slip from linear to quadratic should reach it.
    assert max(took) < 60


# --- The example agency -------------------------------------------------------------------------------------------


def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("partner_report", EXAMPLE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def has_toml() -> bool:
    return any(importlib.util.find_spec(name) for name in ("tomllib", "tomli"))


@pytest.mark.parametrize("folder", ["agency", "live_sellers"])
def test_the_example_runs(folder: str) -> None:
    command = [sys.executable, str(EXAMPLE), str(ROOT / "examples" / "data" / folder)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})
    if not has_toml():
        assert "install tomli" in ran.stderr
        return
    assert ran.returncode == 0, ran.stderr
    for title in ("Indicators", "Sales", "LIVE", "Video", "Creators", "Not authorized"):
        assert f"\n{title}\n" in ran.stdout
    assert "0 rows refused" in ran.stdout


def rust_report() -> Any:
    """What the Rust example says of the agency, if it was built."""
    targets = [Path(os.environ["CARGO_TARGET_DIR"])] if "CARGO_TARGET_DIR" in os.environ else []
    for target in [*targets, ROOT / "target"]:
        for profile in ("release", "debug"):
            binary = target / profile / "partner_report"
            if binary.exists():
                command = [str(binary), str(ROOT / "examples" / "data" / "agency"), "--format=json", "--quiet"]
                ran = subprocess.run(command, capture_output=True, encoding="utf-8")
                return json.loads(ran.stdout) if ran.stdout.startswith("{") else pytest.skip(f"{binary} gives no JSON")
    return pytest.skip("partner_report is not built: cargo build -p creator-compass-examples")


def test_python_says_what_rust_says() -> None:
    if not has_toml():
        pytest.skip("no TOML in this Python")
    rust = rust_report()
    about, store, _ = example().load(ROOT / "examples" / "data" / "agency")
    view = store.view(about["now"])
    overview, creators = view.overview(about["period"]), view.creators(about["period"])
    for part in ("indicators", "sales", "live", "video"):
        for ours, theirs in zip(overview[part], rust["overview"][part]):
            assert (ours["metric"], ours["value"]) == (theirs["metric"], theirs["value"])
    assert [one["creator"] for one in creators["authorized"]] == [
        one["creator"] for one in rust["creators"]["authorized"]
    ]


def test_a_store_is_kept_as_bytes() -> None:
    store = agency()
    store.load_rows("activity", [activity()], observed_at=SEEN)
    kept = store.save()
    opened = cc.Store.open(kept)
    assert opened.save() == kept
    assert opened.view(NOW).overview({"kind": "yesterday"}) == store.view(NOW).overview({"kind": "yesterday"})
    for damaged, code in [
        (kept[:-1], "store.open.length"),
        (kept[:40] + bytes([kept[40] ^ 1]) + kept[41:], "store.open.checksum"),
        (b"PK", "store.open.foreign"),
    ]:
        with pytest.raises(cc.MalformedError) as error:
            cc.Store.open(damaged)
        assert error.value.code == code
    other = agency()
    other.merge(store)
    assert other.save() == kept
    with pytest.raises(cc.ConflictError):
        cc.Store({"time_zone": "Asia/Jakarta", "currency": "USD"}).merge(store)
