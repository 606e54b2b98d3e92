"""What all peers share: the workload's files, the answers' form, and the clock."""

from __future__ import annotations

import gc
import json
import os
import resource
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

import numpy as np

THREADS = 2
NONE = 2**32 - 1
VIEW, PRODUCT_IMPRESSION, PRODUCT_CLICK, LIKE, PURCHASE, REFUND = range(6)
LIVE, VIDEO, CARD = range(3)
DAY_MILLIS = 86_400_000
IDS = ("user", "creator", "content", "product")
PREFIXES = {"user": "user-", "creator": "creator-", "content": "content-", "product": "product-"}
WIDTHS = {"user": 7, "creator": 4, "content": 6, "product": 5}
DTYPES = {"u8": "<u1", "u32": "<u4", "i32": "<i4", "i64": "<i8", "f64": "<f8"}

# The columns of each kind of answer: its key first. Those of `top_videos` lie in order, the others in any.
SHAPES: dict[str, tuple[int, dict[str, str]]] = {
    "creator_channel": (
        2,
        {
            "creator": "u32",
            "channel": "u8",
            "views": "i64",
            "product_impressions": "i64",
            "product_clicks": "i64",
            "sku_orders": "i64",
            "items_sold": "i64",
            "gmv": "i64",
            "refund_gmv": "i64",
            "ctr": "f64",
            "buyers": "i64",
        },
    ),
    "creator_day": (
        2,
        {"creator": "u32", "day": "i32", "views": "i64", "product_clicks": "i64", "sku_orders": "i64", "gmv": "i64"},
    ),
    "product_channel": (
        2,
        {"product": "u32", "channel": "u8", "reach": "i64", "clickers": "i64", "buyers": "i64", "gmv": "i64"},
    ),
    "top_videos": (1, {"content": "u32", "gmv": "i64", "previous_gmv": "i64"}),
}

Answer = dict[str, np.ndarray]


@dataclass
class Workload:
    """The workload of a folder: settings, questions, columns, and visible creator-days."""

    settings: dict[str, Any]
    questions: list[dict[str, Any]]
    columns: dict[str, Any]
    visible: dict[str, Any]

    @property
    def texts(self) -> bool:
        return bool(self.settings["form"] == "strings")

    def creator(self, number: int) -> int | str:
        """How the table names a creator."""
        return f"creator-{number:04}" if self.texts else number


def read_settings(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    settings = json.loads((folder / "workload.json").read_text())
    questions = json.loads((folder / "questions.json").read_text())["questions"]
    return settings, questions


def read_workload(folder: Path) -> Workload:
    """Reads all of it into memory: numpy arrays, and Arrow arrays for texts."""
    import pyarrow as pa

    settings, questions = read_settings(folder)

    def column(name: str, kind: str) -> np.ndarray:
        return np.fromfile(folder / f"{name}.{kind}", DTYPES[kind])

    columns: dict[str, Any] = {
        name: column(name, kind)
        for name, kind in [("at", "i64"), ("act", "u8"), ("channel", "u8"), ("quantity", "u32"), ("amount", "i64")]
    }
    for name in IDS:
        if settings["form"] != "strings":
            columns[name] = column(name, "u32")
            continue
        offsets = column(f"{name}.offsets", "i32")
        texts = np.fromfile(folder / f"{name}.utf8", np.uint8)
        present = np.packbits(offsets[1:] > offsets[:-1], bitorder="little")
        buffers = [None if len(present) == 0 else pa.py_buffer(present), pa.py_buffer(offsets), pa.py_buffer(texts)]
        columns[name] = pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)
    creators = column("visible.creator", "u32")
    if settings["form"] == "strings":
        visible_creators: Any = pa.array([f"creator-{number:04}" for number in creators.tolist()], pa.string())
    else:
        visible_creators = creators
    visible = {"creator": visible_creators, "day": column("visible.day", "i32")}
    return Workload(settings, questions, columns, visible)


def arrow_table(columns: dict[str, Any]) -> Any:
    """The columns as an Arrow table, without copying numbers."""
    import pyarrow as pa

    return pa.table({name: column if isinstance(column, pa.Array) else pa.array(column) for name, column in columns.items()})


def as_answer(kind: str, table: Any) -> Answer:
    """An Arrow table of an engine's answer as plain columns: texts become the numbers they were made from."""
    import pyarrow as pa
    import pyarrow.compute as pc

    made: Answer = {}
    for name, dtype in SHAPES[kind][1].items():
        column = table.column(name)
        if isinstance(column, pa.ChunkedArray):
            column = column.combine_chunks()
        if pa.types.is_large_string(column.type) or pa.types.is_string(column.type) or pa.types.is_string_view(column.type):
            column = pc.cast(pc.utf8_slice_codeunits(column.cast(pa.string()), len(PREFIXES[name])), pa.uint32())
        if dtype == "f64":
            made[name] = column.cast(pa.float64()).fill_null(float("nan")).to_numpy(zero_copy_only=False)
        else:
            if column.null_count:
                column = column.fill_null(0)
            if pa.types.is_decimal(column.type):
                column = column.cast(pa.int64())
            made[name] = column.to_numpy(zero_copy_only=False).astype(DTYPES[dtype], casting="unsafe")
    return made


def canonical(kind: str, answer: Answer) -> Answer:
    """Without rows of nothing but zeros, without videos that sold nothing, and in order of the key where the answer has
    none of its own."""
    keys, shape = SHAPES[kind]
    names = list(shape)
    told = np.zeros(len(answer[names[0]]), bool)
    for name in names[keys:]:
        values = answer[name]
        told |= (values != 0) & ~np.isnan(values) if shape[name] == "f64" else values != 0
    if kind != "top_videos":
        order = np.lexsort([answer[name] for name in reversed(names[:keys])])
        order = order[told[order]]
        return {name: answer[name][order] for name in names}
    sold = answer["gmv"] != 0
    return {name: answer[name][sold] for name in names}


def difference(kind: str, one: Answer, other: Answer) -> str | None:
    """Where two answers differ, to the last digit; `None` where they are equal."""
    one, other = canonical(kind, one), canonical(kind, other)
    for name in SHAPES[kind][1]:
        a, b = one[name], other[name]
        if len(a) != len(b):
            return f"{len(a)} rows and {len(b)}"
        same = (a == b) | (np.isnan(a) & np.isnan(b)) if a.dtype.kind == "f" else a == b
        if not same.all():
            at = int(np.argmin(same))
            return f"row {at}, {name}: {one_row(one, at)} and {one_row(other, at)}"
    return None


def one_row(answer: Answer, at: int) -> dict[str, Any]:
    return {name: column[at].item() for name, column in answer.items()}


def write_answers(path: Path, header: dict[str, Any], answers: dict[str, tuple[str, Answer]]) -> None:
    """Writes a line of JSON, then the columns one after another."""
    told = [
        {
            "question": name,
            "rows": len(next(iter(answer.values()))),
            "columns": [[column, kind_of] for column, kind_of in SHAPES[kind][1].items()],
        }
        for name, (kind, answer) in answers.items()
    ]
    with path.open("wb") as file:
        file.write(json.dumps({"format": 1, **header, "answers": told}).encode() + b"\n")
        for kind, answer in answers.values():
            for column, dtype in SHAPES[kind][1].items():
                file.write(np.ascontiguousarray(answer[column], DTYPES[dtype]).tobytes())


def read_answers(path: Path) -> tuple[dict[str, Any], dict[str, Answer]]:
    """Reads what `write_answers`, or a program in another language, wrote."""
    content = path.read_bytes()
    line = content.index(b"\n")
    header = json.loads(content[:line])
    assert header["format"] == 1, f"{path}: unknown format {header['format']}"
    at, answers = line + 1, {}
    for told in header["answers"]:
        columns = {}
        for name, dtype in told["columns"]:
            columns[name] = np.frombuffer(content, DTYPES[dtype], told["rows"], at)
            at += columns[name].nbytes
        answers[told["question"]] = columns
    assert at == len(content), f"{path}: {len(content) - at} bytes too many"
    return header, answers


def peak_bytes() -> int:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def held_bytes() -> int:
    """The memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def measure(
    engine: str,
    folder: Path,
    out: Path,
    load: Callable[[Workload], Any],
    ask: Callable[[Any, Workload, dict[str, Any]], Any],
    runs: int,
) -> None:
    """Loads once, asks every question `runs` times, and writes answers and times. Q4 is its twelve questions in a row."""
    work = read_workload(folder)
    source_bytes = held_bytes()
    start, start_cpu = time.perf_counter(), time.process_time()
    held = load(work)
    seconds: dict[str, float] = {"load": time.perf_counter() - start}
    cpu, first = {"load": time.process_time() - start_cpu}, dict(seconds)
    work.columns.clear()
    gc.collect()
    loaded_bytes = held_bytes()
    groups: dict[str, list[dict[str, Any]]] = {}
    for question in work.questions:
        groups.setdefault(question["name"].split(".")[0], []).append(question)
    tables: dict[str, tuple[str, Any]] = {}
    for group, questions in groups.items():
        taken, taken_cpu = [], []
        for _ in range(runs):
            start, start_cpu = time.perf_counter(), time.process_time()
            made = [ask(held, work, question) for question in questions]
            taken.append(time.perf_counter() - start)
            taken_cpu.append(time.process_time() - start_cpu)
            tables.update({q["name"]: (q["kind"], table) for q, table in zip(questions, made)})
            del made
        seconds[group], first[group] = statistics.median(taken), taken[0]
        cpu[group] = statistics.median(taken_cpu)
    peak = peak_bytes()
    header = {
        "engine": engine,
        "seconds": seconds,
        "first_seconds": first,
        "cpu_seconds": cpu,
        "peak_bytes": peak,
        "source_bytes": source_bytes,
        "loaded_bytes": loaded_bytes,
    }
    write_answers(out, header, {name: (kind, as_answer(kind, table)) for name, (kind, table) in tables.items()})
