"""Exports reopened by other readers, cell by cell against what the Python package answers.

    exports.py PARTNER_REPORT
"""

from __future__ import annotations

import csv
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import creator_compass as cc

ROOT = Path(__file__).resolve().parents[2]
AGENCY = ROOT / "examples" / "data" / "agency"
# What a spreadsheet would run, or take for the end of a cell.
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0", "\uff1d1+1", 'a";=1+1']
RISKY = tuple("=+-@\t\r")
Row = dict[str, Any]
# How many texts of a column came with an apostrophe.
PROTECTED = Counter[str]()


class Figure:
    """A figure of an answer: a value, or why there is none."""

    def __init__(self, cell: Any) -> None:
        self.value: Any = None
        self.reason: str | None = None
        self.is_money = False
        if cell["kind"] == "known":
            self.is_money = cell["unit"] in ("money", "per_mille_money")
            self.value = Decimal(str(cell["value"])) if self.is_money else cell["value"]
        else:
            names = [one if isinstance(one, str) else one["reason"] for one in cell["reasons"]]
            self.reason = f"{cell['kind']}:{';'.join(names)}"


def figures(line: Any, row: Row) -> None:
    """A metric, and where it is compared the previous cycle's."""
    name = line["metric"]
    row[name] = Figure(line["value"])
    if "previous" in line:
        for what in ("previous", "change", "relative_change"):
            row[f"{name}.{what}"] = Figure(line[what])


def hidden(reasons: list[str]) -> str | None:
    return f"hidden:{';'.join(reasons)}" if reasons else None


def last(end: str) -> date:
    return date.fromisoformat(end) - timedelta(days=1)


def days(scope: Any) -> Row:
    partial = scope.get("partial_from")
    window = scope["period"]["days"] if "days" in scope["period"] else scope["period"]
    return {
        "first_day": date.fromisoformat(window["start"]),
        "last_day": last(window["end"]),
        "partial_from": date.fromisoformat(partial) if partial else None,
    }


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None


def joined(names: list[str]) -> str | None:
    return "|".join(names) or None


def facts(one: Any) -> Row:
    plain = ("video", "title", "creator", "creator_name", "duration_seconds", "status", "visibility", "playable", "link", "music")
    row = {name: one[name] for name in plain}
    return {**row, "posted_at": moment(one["posted_at"]), "labels": joined(one["labels"])}


class Answers:
    """The lists of a folder, as the Python package answers them: a list of rows, each with all its columns."""

    def __init__(self, folder: Path) -> None:
        spec = importlib.util.spec_from_file_location("partner_report", ROOT / "examples" / "python" / "partner_report.py")
        assert spec is not None and spec.loader is not None
        example = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(example)
        about, self.store, _ = example.load(folder)
        self.view = self.store.view(about["now"])
        self.period: Any = example.picker(about["period"])
        self.currency = about["currency"]
        self.goals_asked = about["goal"]

    def creators(self) -> Iterator[Row]:
        answer = self.view.creators(self.period)
        for one in answer["authorized"]:
            row = {"creator": one["creator"], "name": one["name"], **days(answer["scope"]), "currency": self.currency}
            spans = [(date.fromisoformat(span["start"]), date.fromisoformat(span["end"])) for span in one["visible"]]
            row["visible_days"] = sum((end - start).days for start, end in spans)
            row["hidden_days"] = hidden(one["hidden"])
            for line in one["lines"]:
                figures(line, row)
            yield row

    def pending(self) -> Iterator[Row]:
        answer = self.view.creators(self.period)
        for one in answer["pending"]:
            decision = one["decision"]
            causes = [cause["reason"] for cause in decision.get("causes", [])]
            shows = decision.get("visible_from")
            yield {
                "creator": one["creator"],
                "name": one["name"],
                "action": one["action"],
                "hidden": hidden(list(dict.fromkeys(causes))),
                "visible_from": date.fromisoformat(shows) if shows else None,
                **days(answer["scope"]),
            }

    def declining(self) -> Iterator[Row]:
        answer = self.view.declining_creators({"period": self.period})
        for one in answer["rows"]:
            row = {"creator": one["creator"], "name": one["name"], **days(answer["scope"]), "currency": self.currency}
            row["bound"] = Figure(one["bound"])
            for line in one["lines"]:
                figures(line, row)
            yield row

    def videos(self) -> Iterator[Row]:
        answer = self.view.videos({"period": self.period, "compare": True})
        for one in answer["rows"]:
            row = {**facts(one["facts"]), "products": joined(one["products"]), **days(answer["scope"])}
            row["currency"] = self.currency
            for line in one["lines"]:
                figures(line, row)
            yield row

    def rising(self) -> Iterator[Row]:
        answer = self.view.rising_videos({})
        for one in answer["rows"]:
            row = {**facts(one["facts"]), **days(answer["scope"]), "currency": self.currency}
            row["bound"] = Figure({"kind": "known", "unit": "ratio", "value": one["bound"]})
            figures(one["count"], row)
            figures(one["gmv"], row)
            yield row

    def products(self) -> Iterator[Row]:
        answer = self.view.products({"period": self.period, "compare": True})
        for one in answer["rows"]:
            row = {name: one[name] for name in ("product", "name", "shop")}
            row.update({**days(answer["scope"]), "currency": self.currency})
            for line in one["lines"]:
                figures(line, row)
            yield row

    def product(self) -> Iterator[Row]:
        answer = self.view.product_channels({"period": self.period, "product": self.best(), "contents": 5})
        same = {"product": answer["product"], "product_name": answer["name"], **days(answer["scope"]), "currency": self.currency}
        def row(part: str, lines: Any, **more: Any) -> Row:
            made = {**same, "part": part, **more}
            for line in lines:
                figures(line, made)
            return made
        for one in answer["creators"]:
            counts = {"lives": Figure(one["lives"]), "videos": Figure(one["videos"])}
            who = {"creator": one["creator"], "name": one["name"], "hidden_days": hidden(one["hidden"])}
            yield row("creator", one["lines"], **who, **counts)
        for one in answer["channels"]:
            yield row("channel", one["lines"], channel=one["channel"])
        for part, contents in (("live", answer["lives"]), ("video", answer["videos"])):
            for one in contents:
                who = {"creator": one["creator"], "name": one["creator_name"], "channel": part, "content": one["id"]}
                when = {"title": one["title"], "at": moment(one["at"]), "duration_seconds": one["duration_seconds"]}
                yield row(part, one["lines"], **who, **when)
        yield row("all", answer["whole"])

    def match(self) -> Iterator[Row]:
        answer = self.view.match_creators({"period": self.period, "product": self.best()})
        span = days({"period": answer["period"]})
        for one in answer["creators"]:
            row = {"product": answer["product"], "creator": one["creator"], "name": one["name"], "score": Figure(one["score"])}
            yield {**row, "first_day": span["first_day"], "last_day": span["last_day"]}

    def goals(self) -> Iterator[Row]:
        answer = self.view.goals({"period": self.period, "goals": self.goals_asked})
        for goal in answer["goals"]:
            target = Figure({"kind": "known", "unit": "money", "value": goal["target"]["amount"]})
            same = {"shop": goal["shop"], **days(goal["scope"]), "currency": self.currency, "target": target}
            for one in goal["creators"]:
                who = {"creator": one["creator"], "name": one["name"], "hidden_days": hidden(one["hidden"])}
                yield {**same, "part": "creator", **who, "gmv": Figure(one["gmv"]), "achievement": Figure(one["achievement"])}
            yield {**same, "part": "rooms", "gmv": Figure(goal["rooms"])}
            yield {**same, "part": "all", "gmv": Figure(goal["gmv"]), "achievement": Figure(goal["achievement"])}

    def changes(self) -> Iterator[Row]:
        answer = self.view.changes({"period": self.period})
        same = {"by": answer["by"], **days(answer["scope"]), "currency": self.currency}
        change: Any = answer["change"]
        if change["kind"] != "known":
            yield {**same, "part": "all", "change": Figure(change)}
            return
        def money(share: Any) -> Figure:
            return Figure({"kind": "known", "unit": "money", "value": share["amount"]})
        for one in change["parts"]:
            kind = one["kind"] if one["kind"] in ("untold", "others") else "part"
            yield {**same, "part": kind, "id": one["id"], "name": one["name"], "change": money(one["change"])}
        yield {**same, "part": "all", "change": money(change["change"])}

    def profiles(self) -> Iterator[Row]:
        answer = self.view.profiles({"period": self.period})
        span = days({"period": answer["period"]})
        for one in answer["groups"]:
            row = {name: one[name] for name in ("audience", "creator", "channel", "product", "shop", "complement")}
            content = one["content"]
            row.update({"profile": one["id"], "users": Figure(one["users"])})
            row.update({"first_day": span["first_day"], "last_day": span["last_day"]})
            row.update({"content_kind": content and content["kind"], "content": content and content["id"]})
            for table in one["tables"]:
                for bucket in table["buckets"]:
                    users, share = Figure(bucket["users"]), Figure(bucket["share"])
                    told = {"dimension": table["dimension"], "bucket": bucket["bucket"]}
                    yield {**row, **told, "bucket_users": users, "share": share}
            if not one["tables"]:
                yield row

    def best(self) -> str:
        answer = self.view.products({"period": self.period, "limit": 1})
        return answer["rows"][0]["product"]


LISTS = ["creators", "pending", "declining", "videos", "rising", "products", "product", "match", "goals", "changes", "profiles"]


class Wrong(Exception):
    pass


def same(place: str, wanted: Any, found: Any) -> None:
    if wanted != found or (isinstance(wanted, bool) != isinstance(found, bool)):
        raise Wrong(f"{place}: wanted {wanted!r}, found {found!r}")


def each(rows: list[Row], header: list[str], cells: list[list[Any]], check: Callable[[str, str, Any, Any], None]) -> int:
    """Every cell of a file, and the reason beside every figure."""
    ids = [name for name in header if not name.endswith(".reason")]
    unknown = {name for row in rows for name in row} - set(ids)
    if unknown:
        raise Wrong(f"the file has no column for {sorted(unknown)}")
    same("rows", len(rows), len(cells))
    for number, (row, line) in enumerate(zip(rows, cells)):
        by_name = dict(zip(header, line))
        same(f"row {number} width", len(header), len(line))
        for name in ids:
            place, wanted = f"row {number} `{name}`", row.get(name)
            if f"{name}.reason" in by_name:
                check(f"{place} reason", "text", wanted.reason if wanted else None, by_name[f"{name}.reason"])
                check(place, "figure", wanted, by_name[name])
            else:
                check(place, "plain", wanted, by_name[name])
    return len(rows) * len(header)


def text_of(wanted: Any) -> str:
    if wanted is None:
        return ""
    if isinstance(wanted, bool):
        return "true" if wanted else "false"
    if isinstance(wanted, datetime):
        return wanted.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    return str(wanted)


def check_csv(place: str, kind: str, wanted: Any, found: Any) -> None:
    if kind == "figure":
        value = wanted.value if wanted else None
        if value is None:
            same(place, "", found)
        elif isinstance(value, float):
            same(place, value, float(found))
        else:
            same(place, value, type(value)(found))
        return
    text = text_of(wanted)
    if found.startswith(RISKY):
        raise Wrong(f"{place}: {found!r} would be run")
    if found != text:
        PROTECTED[place.split("`")[1]] += 1
        # What a spreadsheet would run begins with an apostrophe; a line break inside keeps one before what follows.
        same(place, text, found.replace("'", "", 1) if found.replace("'", "", 1) == text else unprotected(found))


def unprotected(text: str) -> str:
    """A text without the apostrophes that stand before what a reader would run."""
    out = []
    for at, letter in enumerate(text):
        before = text[at - 1] if at else "\n"
        if letter == "'" and before in "\n\r\t;" and text[at + 1 : at + 2] in tuple("=+-@\t\r\uff1d"):
            continue
        out.append(letter)
    return "".join(out)


def as_csv(file: Path, rows: list[Row]) -> int:
    with file.open(encoding="utf-8", newline="") as text:
        header, *cells = list(csv.reader(text))
    return each(rows, header, cells, check_csv)


def as_pandas(file: Path, rows: list[Row]) -> int:
    import pandas

    frame = pandas.read_csv(file, dtype=str, keep_default_na=False)
    return each(rows, list(frame.columns), frame.to_numpy().tolist(), check_csv)


def as_json(file: Path, rows: list[Row]) -> int:
    told = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    header: list[str] = []
    for column in told["columns"]:
        header.append(column["id"])
        if "reason" in column:
            header.append(column["reason"])
    def check(place: str, kind: str, wanted: Any, found: Any) -> None:
        if kind == "figure":
            value = wanted.value if wanted else None
            if value is None:
                same(place, None, found)
            elif wanted.is_money:
                same(place, (value, str), (Decimal(found), type(found)))
            else:
                same(place, float(value), float(found))
        elif isinstance(wanted, (datetime, date)):
            same(place, text_of(wanted), found)
        else:
            same(place, wanted, found)
    return each(rows, header, [[row.get(name) for name in header] for row in told["rows"]], check)


def check_arrow(place: str, kind: str, wanted: Any, found: Any) -> None:
    same(place, wanted.value if kind == "figure" and wanted else None if kind == "figure" else wanted, found)


def columnar(table: Any, rows: list[Row]) -> int:
    import pyarrow

    for field in table.schema:
        if pyarrow.types.is_decimal(field.type) and b"currency" not in (field.metadata or {}):
            raise Wrong(f"the amounts of `{field.name}` name no currency")
    columns = [column.to_pylist() for column in table.columns]
    return each(rows, table.schema.names, [list(row) for row in zip(*columns)], check_arrow)


def as_arrow(file: Path, rows: list[Row]) -> int:
    import pyarrow.ipc

    with pyarrow.ipc.open_stream(file) as stream:
        return columnar(stream.read_all(), rows)


def as_parquet(file: Path, rows: list[Row]) -> int:
    import pyarrow.parquet

    return columnar(pyarrow.parquet.read_table(file), rows)


def as_workbook(file: Path, rows: list[Row], header: list[str]) -> int:
    import openpyxl
    from openpyxl.utils import get_column_letter

    sheet = openpyxl.load_workbook(file).active
    cells = [list(row) for row in sheet.iter_rows()]
    same("the frozen heading", "B2", sheet.freeze_panes)
    same("the filters", f"A1:{get_column_letter(len(header))}{len(rows) + 1}", sheet.auto_filter.ref)
    same("the headings", len(header), len(cells[0]))
    if not all(cell.value and cell.font.bold for cell in cells[0]):
        raise Wrong("a heading is empty or not bold")
    def check(place: str, kind: str, wanted: Any, found: Any) -> None:
        if found.data_type == "f":
            raise Wrong(f"{place}: {found.value!r} is a formula")
        value = wanted.value if kind == "figure" and wanted else None if kind == "figure" else wanted
        if kind == "figure" and value is not None:
            same(f"{place} type", "n", found.data_type)
            same(place, float(value), float(found.value))
            if wanted.is_money and "IDR" not in found.number_format:
                raise Wrong(f"{place}: the format {found.number_format!r} names no currency")
        elif isinstance(value, datetime):
            same(place, value.replace(tzinfo=None, microsecond=0), found.value)
        elif isinstance(value, date):
            same(place, datetime(value.year, value.month, value.day), found.value)
        elif isinstance(value, str):
            same(f"{place} type", "s", found.data_type)
            if not found.quotePrefix:
                raise Wrong(f"{place}: a text that an edit would turn into something else")
            # A carriage return is written as its code, which this reader leaves as it stands.
            same(place, value, found.value.replace("_x000D_", "\r"))
        else:
            same(place, value, found.value)
    return each(rows, header, cells[1:], check)


def hostile(folder: Path) -> None:
    """Gives creators, videos and products names that a spreadsheet would run."""
    for table, column in (("creators", "name"), ("videos", "title"), ("products", "name")):
        file = folder / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as text:
            header, *rows = list(csv.reader(text))
        for number, row in enumerate(rows):
            row[header.index(column)] = HOSTILE[number % len(HOSTILE)]
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header, *rows])


# From so many rows on a workbook waits in a file while it is written; one more.
MANY = 50_001


def large(file: Path) -> int:
    """A workbook of many rows, reopened: every video with its GMV, in the order of the list."""
    import openpyxl

    store = cc.Store({"time_zone": "Asia/Jakarta", "currency": "IDR"})
    at, days = "2026-06-16T03:00:00Z", {"start": "2026-06-01", "end": "2026-06-16"}
    store.record([
        {"id": "s", "happened_at": "2025-12-01T09:00:00+07:00", "creator": "ana", "kind": "contract_signed", "on": "2025-12-01"},
        {"id": "q", "happened_at": "2026-01-05T09:00:00+07:00", "creator": "ana", "kind": "requested", "request": "r",
         "days": {"start": "2026-01-01", "end": None}},
        {"id": "a", "happened_at": "2026-01-06T09:00:00+07:00", "creator": "ana", "kind": "authorized", "request": "r"},
    ])
    lines = "".join(f"2026-06-14,ana,video,v{number},{number + 1}\n" for number in range(MANY))
    store.load_csv("activity", "day,creator,channel,video,gmv\n" + lines, observed_at=at, complete=[days], strict=True)
    asked = {"period": {"kind": "day", "day": "2026-06-14"}, "metrics": ["gmv"], "group_by": ["content"]}
    file.write_bytes(store.view(at).export({"list": "query", "ask": asked, "format": "xlsx"}))
    header, *rows = openpyxl.load_workbook(file, read_only=True).active.iter_rows(values_only=True)
    same("rows of the large workbook", MANY, len(rows))
    gmv = next(place for place, name in enumerate(header) if name.startswith("GMV"))
    # The list is by GMV, the largest first, and names each video.
    for place, row in enumerate(rows):
        number = MANY - 1 - place
        same(f"video in row {place}", True, f"v{number}" in row)
        same(f"GMV in row {place}", number + 1, row[gmv])
    return len(rows) * len(header)


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def main() -> None:
    program, done, wrong, skipped = sys.argv[1], Counter[str](), 0, set[str]()
    readers: list[tuple[str, str, str, Any]] = [
        ("csv", "csv", "csv", as_csv),
        ("pandas", "csv", "pandas", as_pandas),
        ("json", "json", "json", as_json),
        ("pyarrow", "arrow", "pyarrow", as_arrow),
        ("pyarrow, Parquet", "parquet", "pyarrow", as_parquet),
        ("openpyxl", "xlsx", "openpyxl", as_workbook),
    ]
    with tempfile.TemporaryDirectory() as work:
        bad = Path(work) / "hostile"
        shutil.copytree(AGENCY, bad)
        hostile(bad)
        for folder in (AGENCY, bad):
            answers = Answers(folder)
            for name in LISTS:
                rows = list(getattr(answers, name)())
                if not rows:
                    print(f"exports: {folder.name}: {name} is empty", file=sys.stderr)
                    wrong += 1
                for reader, ending, module, read in readers:
                    file = Path(work) / f"{folder.name}_{name}.{ending}"
                    if not has(module):
                        skipped.add(f"{reader} (pip install {module})")
                        continue
                    command = [program, "--quiet", "--screen", name, "--export", str(file), str(folder)]
                    ran = subprocess.run(command, capture_output=True, text=True, check=False)
                    if "export.format.unavailable" in ran.stderr:
                        skipped.add(f"{reader}: this build writes no {ending} (--parquet)")
                        continue
                    try:
                        if ran.returncode != 0:
                            raise Wrong(ran.stderr.strip())
                        if ending == "xlsx":
                            with file.with_suffix(".csv").open(encoding="utf-8", newline="") as text:
                                header = next(csv.reader(text))
                            done[reader] += read(file, rows, header)
                        else:
                            done[reader] += read(file, rows)
                    except Wrong as error:
                        print(f"exports: {folder.name}: {name} as {reader}: {error}", file=sys.stderr)
                        wrong += 1
    if has("openpyxl"):
        with tempfile.TemporaryDirectory() as work:
            try:
                done["openpyxl, many rows"] += large(Path(work) / "large.xlsx")
            except Wrong as error:
                print(f"exports: {error}", file=sys.stderr)
                wrong += 1
    for column in ("name", "title", "creator_name", "product_name"):
        if not PROTECTED[column]:
            print(f"exports: no hostile text was made inert in the column `{column}`", file=sys.stderr)
            wrong += 1
    for one in sorted(skipped):
        print(f"exports: skipped: {one}")
    told = ", ".join(f"{count:,} by {reader}" for reader, count in done.items())
    print(f"exports: cells that were read as the answer has them: {told}; {sum(PROTECTED.values()):,} hostile texts inert; {wrong} wrong")
    sys.exit(1 if wrong or not done else 0)


if __name__ == "__main__":
    main()
