"""PostgreSQL's datemultirange as a second opinion on sets of windows: union, intersection, difference and normalize.

Called by `multirange`, which starts a server: the connection string, then how many random pairs of sets.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta

import creator_compass as ours
import psycopg
from creator_compass.types import Window

BASE = date(2024, 2, 20)
FIRST, LAST = date(1970, 1, 1), date(9999, 12, 31)
BATCH = 20_000
OPERATIONS = ("normalize", "union", "intersection", "difference")
# `range_agg` makes a set of loose ranges that may overlap: what `normalize` does.
QUERY = """
SELECT number, a::text, (a + b)::text, (a * b)::text, (a - b)::text
FROM (
  SELECT number,
    (SELECT coalesce(range_agg(one::daterange), '{}') FROM unnest(a) AS one) AS a,
    (SELECT coalesce(range_agg(one::daterange), '{}') FROM unnest(b) AS one) AS b
  FROM pairs
) AS sets ORDER BY number
"""


def day(seed: random.Random) -> date:
    """Mostly days close together, so that windows meet and touch; now and then the ends of the calendar."""
    kind = seed.randrange(40)
    if kind == 0:
        return seed.choice((FIRST, FIRST + timedelta(days=1), LAST, LAST - timedelta(days=1)))
    if kind == 1:
        return FIRST + timedelta(days=seed.randrange((LAST - FIRST).days + 1))
    return BASE + timedelta(days=seed.randrange(24))


def window(seed: random.Random) -> Window:
    start = day(seed)
    if seed.randrange(8) == 0:
        return {"start": start.isoformat(), "end": None}
    # Some are empty: they end where they start.
    length = timedelta(days=min(seed.randrange(5), (LAST - start).days))
    end = max(start, day(seed)) if seed.randrange(3) else start + length
    return {"start": start.isoformat(), "end": end.isoformat()}


def windows(seed: random.Random) -> list[Window]:
    return [window(seed) for _ in range(seed.randrange(7))]


def as_array(windows: list[Window]) -> str:
    """A text[] of ranges."""
    return "{" + ",".join(f'"[{one["start"]},{one["end"] or ""})"' for one in windows) + "}"


def as_multirange(windows: list[Window]) -> str:
    return "{" + ",".join(f'[{one["start"]},{one["end"] or ""})' for one in windows) + "}"


def main() -> int:
    connection, cases = sys.argv[1], int(sys.argv[2])
    seed = random.Random(20240220)
    wrong: list[str] = []
    compared = not_empty = 0
    with psycopg.connect(connection, autocommit=True) as server:
        version = server.info.server_version // 10_000
        if version < 14:
            print(f"multirange: skipped: PostgreSQL {version} has no multiranges")
            return 0
        server.execute("CREATE TEMP TABLE pairs (number int PRIMARY KEY, a text[], b text[])")
        for start in range(0, cases, BATCH):
            pairs = [(windows(seed), windows(seed)) for _ in range(min(BATCH, cases - start))]
            server.execute("TRUNCATE pairs")
            with server.cursor() as cursor:
                with cursor.copy("COPY pairs FROM STDIN") as copy:
                    for number, (a, b) in enumerate(pairs):
                        copy.write_row((number, as_array(a), as_array(b)))
                answers = cursor.execute(QUERY).fetchall()
            assert len(answers) == len(pairs)
            for (a, b), (_, *expected) in zip(pairs, answers):
                got = [ours.normalize(a), ours.union(a, b), ours.intersection(a, b), ours.difference(a, b)]
                for operation, theirs, mine in zip(OPERATIONS, expected, got):
                    compared += 1
                    not_empty += theirs != "{}"
                    if as_multirange(mine) != theirs:
                        asked = f"{operation} of {as_multirange(a)} and {as_multirange(b)}"
                        wrong.append(f"{asked}: PostgreSQL {theirs}, ours {as_multirange(mine)}")
    print(
        f"multirange: {cases} pairs of window sets, {compared} answers compared with PostgreSQL {version} "
        f"({not_empty} not empty): {len(wrong)} differ"
    )
    for text in wrong[:5]:
        print(f"multirange: {text}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
