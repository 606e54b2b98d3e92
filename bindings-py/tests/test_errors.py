"""What the door does with what nobody should pass it: one typed error each, never a crash, never a guess."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

import creator_compass as cc

ZONE = "Asia/Jakarta"
NOW = "2026-05-20T12:00:00+07:00"
UTC = timezone.utc


def event(**changed: Any) -> dict[str, Any]:
    signed = {"id": "e1", "kind": "contract_signed", "creator": "ana", "on": "2026-01-01"}
    return {**signed, "happened_at": "2026-01-01T09:00:00+07:00", **changed}


def log(*events: dict[str, Any]) -> cc.AccessLog:
    log = cc.AccessLog({"time_zone": ZONE})
    log.record(events)
    return log


def question(**changed: Any) -> Any:
    return {"creator": "ana", "module": "live", "grain": "aggregate", "day": "2026-05-01", **changed}


def refused(code: str, call: Callable[[], object]) -> cc.CompassError:
    with pytest.raises(cc.CompassError) as caught:
        call()
    assert caught.value.code == code, (caught.value.code, str(caught.value))
    assert str(caught.value) and "\n" not in str(caught.value) and len(str(caught.value)) <= 400
    assert type(pickle.loads(pickle.dumps(caught.value))) is type(caught.value)
    return caught.value


# --- Shapes -------------------------------------------------------------------------------------------------------


def cyclic_dict() -> dict[str, Any]:
    cycle: dict[str, Any] = {}
    cycle["cycle"] = cycle
    return cycle


def cyclic_list() -> list[Any]:
    cycle: list[Any] = []
    cycle.append(cycle)
    return cycle


def bomb() -> list[Any]:
    layer: list[Any] = []
    for _ in range(60):
        layer = [layer] * 10
    return layer


class Unhelpful:
    def __repr__(self) -> str:
        raise RuntimeError

    __str__ = __repr__


@pytest.mark.parametrize(
    "value",
    [
        cyclic_dict(),
        cyclic_list(),
        bomb(),
        2**64,
        -(2**63) - 1,
        10**5000,
        float("nan"),
        float("inf"),
        b"ana",
        bytearray(b"ana"),
        {"ana"},
        1j,
        object(),
        Unhelpful(),
        timedelta(1),
        "\ud800",
        {1: 2},
        {b"id": 1},
        {None: 1},
        {"\udfff": 1},
        {"happenedAt": 1},
        {"a_1": 1, "a1": 1},
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_such_value_anywhere(value: Any) -> None:
    known = log()
    refused("wire.malformed", lambda: known.record([event(on=value)]))
    refused("wire.malformed", lambda: known.decide(question(subject=value), NOW))
    refused("wire.malformed", lambda: cc.AccessLog({"time_zone": ZONE, "policy": value}))
    refused("wire.malformed", lambda: cc.day_of(ZONE, value))
    assert len(known) == 0


@pytest.mark.parametrize("value", [None, 5, 2.5, True, "text", b"bytes", [], ["x"], object(), cc])
def test_a_dict_is_a_dict(value: Any) -> None:
    refused("wire.malformed", lambda: cc.AccessLog(value))
    refused("wire.malformed", lambda: log().decide(value, NOW))
    refused("wire.malformed", lambda: log().command(value, NOW))
    refused("wire.malformed", lambda: log().compile("live", "aggregate", value, NOW))
    refused("wire.malformed", lambda: cc.resolve(ZONE, NOW, "general", value))


@pytest.mark.parametrize("value", [None, 5, "text", b"bytes", {}, {"id": 1}, object(), ["x"], [None], [[]]])
def test_a_list_of_dicts_is_one(value: Any) -> None:
    refused("wire.malformed", lambda: log().record(value))
    refused("wire.malformed", lambda: cc.normalize(value))
    refused("wire.malformed", lambda: cc.union([], value))
    refused("wire.malformed", lambda: cc.money_sum(value))


@pytest.mark.parametrize("value", [None, 5, 2.5, True, [], {}, b"x"])
def test_a_text_is_a_text(value: Any) -> None:
    known = log()
    for call in (
        lambda: cc.day_of(value, NOW),
        lambda: cc.day_of(ZONE, value),
        lambda: cc.day_window(ZONE, value),
        lambda: cc.money(value, "USD"),
        lambda: cc.money("1", value),
        lambda: known.contracts(value, NOW),
        lambda: known.requests(value),
        lambda: known.compile(value, "aggregate", {"start": "2026-01-01"}, NOW),
        lambda: known.record_lines(value),
    ):
        refused("wire.malformed", call)


def test_wrong_arguments_are_type_errors() -> None:
    with pytest.raises(TypeError):
        cast(Any, cc.day_of)(ZONE)
    with pytest.raises(TypeError):
        cast(Any, log().requests)(NOW, NOW)


@pytest.mark.parametrize("name", ["last_7_days", "l2l", "time_zone", "top10", "a", "x_y_z", "not.a.name", "_x", "x_", "x__y"])
def test_names_go_to_the_wire_and_come_back(name: str) -> None:
    error = refused("wire.malformed", lambda: cc.money_sum([cast(Any, {name: 1})]))
    assert f"unknown field `{name}`" in str(error)


def test_keys_have_one_spelling() -> None:
    error = refused("wire.malformed", lambda: cc.AccessLog(cast(Any, {"timeZone": ZONE})))
    assert "`time_zone`, not `timeZone`" in str(error)
    error = refused("wire.malformed", lambda: cc.AccessLog(cast(Any, {})))
    assert str(error) == "missing field `time_zone`"


def test_errors_of_lists_say_where() -> None:
    error = refused("access.event.malformed", lambda: log(event(), event(id="e2", note="x")))
    assert error.details["index"] == 1 and isinstance(error, cc.InvalidError)
    assert refused("wire.malformed", lambda: cc.normalize(cast(Any, [{"start": b""}]))).details["index"] == 0
    error = refused("time.day.malformed", lambda: log(event(), event(id="e2"), event(id="e3", on="x")))
    assert error.details["index"] == 2
    lines = json.dumps({**event(), "happenedAt": NOW})
    error = refused("access.event.malformed", lambda: log().record_lines("\n" + lines))
    assert error.details["line"] == 2


# --- Texts --------------------------------------------------------------------------------------------------------


def test_ids_are_bounded() -> None:
    huge = "x" * 10_000_000
    known = log()
    assert refused("value.id.invalid", lambda: known.contracts(huge, NOW)).details["length"] == len(huge)
    refused("value.id.invalid", lambda: known.record([event(id=huge)]))
    refused("value.id.invalid", lambda: known.decide(question(creator=huge), NOW))
    for bad in ("", "a\x00b", "a\nb"):
        refused("value.id.invalid", lambda: known.contracts(bad, NOW))
    for odd in ("😀" * 64, "%", "*", "Ana ", "‮"):
        assert known.contracts(odd, NOW) == {"windows": []}


def test_huge_texts_elsewhere() -> None:
    huge = "9" * 10_000_000
    refused("time.zone.unknown", lambda: cc.day_of(huge, NOW))
    refused("time.instant.malformed", lambda: cc.day_of(ZONE, huge))
    refused("time.day.malformed", lambda: cc.day_window(ZONE, huge))
    refused("value.money.overflow", lambda: cc.money(huge, "USD"))
    refused("value.currency.unknown", lambda: cc.money("1", huge))
    refused("wire.malformed", lambda: cc.AccessLog(cast(Any, {"time_zone": ZONE, huge: 1})))
    refused("access.event.malformed", lambda: log().record_lines("[" * 1_000_000))


# --- Time ---------------------------------------------------------------------------------------------------------


class Zone(tzinfo):
    def dst(self, moment: datetime | None) -> None:
        return None

    def tzname(self, moment: datetime | None) -> None:
        return None


class Nowhere(Zone):
    def utcoffset(self, moment: datetime | None) -> None:
        return None


class Broken(Zone):
    def utcoffset(self, moment: datetime | None) -> timedelta:
        raise LookupError("no such place")


def test_a_naive_datetime_is_refused_everywhere() -> None:
    naive = datetime(2026, 5, 20, 12)
    for moment in (naive, naive.replace(tzinfo=Nowhere())):
        error = refused("time.instant.naive", lambda: cc.day_of(ZONE, moment))
        assert isinstance(error, ValueError) and "tzinfo" in str(error)
        refused("time.instant.naive", lambda: log().requests(moment))
        refused("time.instant.naive", lambda: log().decide(question(), NOW, known_at=moment))
        refused("time.instant.naive", lambda: log(event(happened_at=moment)))


def test_instants_of_any_zone() -> None:
    moment = datetime(2026, 5, 20, 17, tzinfo=UTC)
    for zone in (UTC, ZoneInfo("America/New_York"), timezone(timedelta(hours=5, minutes=30, seconds=17))):
        assert cc.day_of(ZONE, moment.astimezone(zone)) == "2026-05-21"
        assert cc.day_of(ZONE, moment.astimezone(zone) - timedelta(microseconds=1)) == "2026-05-20"


def test_the_second_of_two_equal_hours() -> None:
    paris = ZoneInfo("Europe/Paris")
    log_ = log(event(happened_at=datetime(2026, 10, 25, 2, 30, tzinfo=paris, fold=1)))
    assert log_.events()[0]["happened_at"] == "2026-10-25T01:30:00Z"


@pytest.mark.parametrize("moment", [datetime.min, datetime.max, datetime(1969, 12, 30)])
def test_instants_beyond_the_calendar(moment: datetime) -> None:
    for hours in (-14, 0, 14):
        moment = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
        if moment.year < 9999 or hours < 0:
            refused("time.instant.out_of_range", lambda: cc.day_of(ZONE, moment))


def test_errors_of_the_caller_stay_what_they_are() -> None:
    with pytest.raises(LookupError, match="no such place"):
        cc.day_of(ZONE, datetime(2026, 5, 20, tzinfo=Broken()))

    def broken() -> Any:
        yield event()
        raise LookupError("no such line")

    known = log()
    with pytest.raises(LookupError, match="no such line"):
        known.record(broken())
    assert len(known) == 0


def test_a_dict_may_change_while_it_is_read() -> None:
    changing = event()

    class Changing(Zone):
        def utcoffset(self, moment: datetime | None) -> timedelta:
            changing.clear()
            return timedelta(0)

    changing["happened_at"] = datetime(2026, 1, 1, tzinfo=Changing())
    assert log(changing).contracts("ana", NOW)["windows"][0]["start"] == "2026-01-01"


def test_a_day_is_not_an_instant() -> None:
    assert cc.day_window(ZONE, date(2026, 5, 20))["start"] == "2026-05-19T17:00:00Z"
    refused("time.instant.malformed", lambda: cc.day_of(ZONE, cast(Any, date(2026, 5, 20))))
    refused("time.day.malformed", lambda: cc.day_window(ZONE, datetime(2026, 5, 20, tzinfo=UTC)))


# --- Money --------------------------------------------------------------------------------------------------------


def test_decimals() -> None:
    for amount, exact in (("1E+3", "1000"), ("0.10", "0.1"), ("-0.000001", "-0.000001")):
        assert Decimal(cc.money(Decimal(amount), "USD")["amount"]) == Decimal(exact)
    refused("value.money.too_fine", lambda: cc.money(Decimal("1E-7"), "USD"))
    for absurd in ("NaN", "sNaN", "Infinity", "1E+999999"):
        refused("value.money.malformed", lambda: cc.money(Decimal(absurd), "USD"))
    refused("value.money.nothing_to_add", lambda: cc.money_sum([]))
    refused("wire.malformed", lambda: cc.money(cast(Any, 0.1), "USD"))


# --- Errors themselves --------------------------------------------------------------------------------------------


def test_kinds_are_classes() -> None:
    assert isinstance(refused("time.zone.unknown", lambda: cc.day_of("Mars/Base", NOW)), cc.InvalidError)
    error = refused("access.event.conflict", lambda: log(event(), event(on="2026-02-01")))
    assert type(error) is cc.ConflictError and error.details == {"event": "e1"} and error.rule == "ACC-16"
    region = {"id": "e2", "kind": "region_declared", "creator": "ana", "happened_at": NOW, "region": "US"}
    days: Any = {"start": "2026-01-01", "end": None}
    command: Any = {"kind": "request", "request": "r1", "creator": "ana", "days": days}
    error = refused("access.region.restricted", lambda: log(region).command(command, NOW))
    assert type(error) is cc.RefusedError and error.kind == "refused" and error.details == {"region": "US"}
    for kind, one in cc.errors._CLASSES.items():
        made = cc.errors._of_kind(kind, "a.b", "ACC-1", "text", {"a": 1})
        again = pickle.loads(pickle.dumps(made))
        assert type(again) is one and vars(again) == vars(made) and again.args == made.args


def test_all_or_none() -> None:
    known = log(event())
    refused("access.event.conflict", lambda: known.record([event(id="e2"), event(on="2026-03-01")]))
    assert len(known) == 1 and repr(known) == "<AccessLog of 1 events>"
    assert log(*cast(Any, known.events())).events() == known.events()
