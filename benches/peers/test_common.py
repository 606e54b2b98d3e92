"""The comparison itself: what is written is read, and no single digit goes unseen."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np

from common import DTYPES, SHAPES, Answer, difference, read_answers, write_answers


def sample(kind: str) -> Answer:
    columns = {}
    for place, (name, dtype) in enumerate(SHAPES[kind][1].items()):
        columns[name] = np.array([3 + place, 1 + place, 2 + place], DTYPES[dtype])
    return columns


class Comparison(unittest.TestCase):
    def test_what_is_written_is_read(self) -> None:
        answers = {kind: (kind, sample(kind)) for kind in SHAPES}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers"
            write_answers(path, {"engine": "one", "seconds": {"load": 1.5}}, answers)
            header, read = read_answers(path)
        self.assertEqual((header["engine"], header["seconds"]), ("one", {"load": 1.5}))
        for kind in SHAPES:
            self.assertIsNone(difference(kind, sample(kind), read[kind]))

    def test_every_digit_counts(self) -> None:
        for kind in SHAPES:
            for name in SHAPES[kind][1]:
                for row in range(3):
                    changed = {column: values.copy() for column, values in sample(kind).items()}
                    changed[name][row] += 1
                    self.assertIsNotNone(difference(kind, sample(kind), changed), (kind, name, row))
                    fewer = {column: np.delete(values, row) for column, values in sample(kind).items()}
                    self.assertIsNotNone(difference(kind, sample(kind), fewer), (kind, row))

    def test_order_counts_for_top_videos_alone(self) -> None:
        for kind in SHAPES:
            turned = {name: values[::-1] for name, values in sample(kind).items()}
            self.assertEqual(difference(kind, sample(kind), turned) is not None, kind == "top_videos")

    def test_rows_of_nothing_are_none(self) -> None:
        more = {name: np.append(values, values[0] + 9 if place < 2 else 0) for place, (name, values) in enumerate(sample("creator_day").items())}
        self.assertIsNone(difference("creator_day", sample("creator_day"), more))

    def test_an_undefined_ratio_is_not_zero(self) -> None:
        undefined, zero = sample("creator_channel"), sample("creator_channel")
        undefined["ctr"][0], zero["ctr"][0] = float("nan"), 0.0
        self.assertIsNotNone(difference("creator_channel", undefined, zero))
        self.assertIsNone(difference("creator_channel", undefined, undefined))


if __name__ == "__main__":
    unittest.main()
