"""Days of a time zone through zoneinfo, for the generator and the access log; the SQL has its own."""

from __future__ import annotations

import zoneinfo
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

UTC = timezone.utc
MINUTE = timedelta(minutes=1)
# Clocks that fold back over midnight: there the local date comes back, the day of the rules does not.
FOLDS_OVER_MIDNIGHT = {"America/St_Johns"}

# A zone, and a day near which its clocks change, or just a day.
NEAR = [
    ("Asia/Jakarta", date(2025, 6, 15)),
    ("Asia/Kolkata", date(2025, 2, 10)),
    ("Asia/Kathmandu", date(2024, 12, 30)),
    ("Asia/Ho_Chi_Minh", date(2024, 3, 1)),
    ("UTC", date(2024, 2, 29)),
    ("Europe/Paris", date(2025, 3, 30)),
    ("Europe/London", date(2025, 10, 26)),
    ("America/New_York", date(2025, 3, 9)),
    ("America/Los_Angeles", date(2024, 11, 3)),
    ("America/Santiago", date(2025, 4, 6)),  # 24:00 becomes 23:00
    ("America/Santiago", date(2024, 9, 8)),  # no midnight
    ("America/Sao_Paulo", date(2018, 11, 4)),  # no midnight
    ("America/Sao_Paulo", date(2019, 2, 17)),
    ("America/Havana", date(2024, 3, 10)),  # no midnight
    ("Africa/Cairo", date(2025, 4, 25)),  # no midnight
    ("Asia/Beirut", date(2024, 3, 31)),  # no midnight
    ("America/St_Johns", date(2010, 11, 7)),  # 00:01 becomes 23:01 of the day before
    ("America/St_Johns", date(2010, 3, 14)),
    ("Australia/Lord_Howe", date(2025, 4, 6)),  # a day of 24 and a half hours
    ("Australia/Lord_Howe", date(2024, 10, 6)),
    ("Pacific/Chatham", date(2025, 9, 28)),
    ("Pacific/Apia", date(2011, 12, 31)),  # 2011-12-30 does not exist
    ("Pacific/Kiritimati", date(2025, 5, 5)),
]


@lru_cache(maxsize=None)
def zone(name: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(name)


def day_of(name: str, at: datetime) -> date:
    """The greatest day that has begun: the latest local date there was so far."""
    day = at.astimezone(zone(name)).date()
    if name in FOLDS_OVER_MIDNIGHT:
        whole = at.replace(second=0, microsecond=0)
        day = max([day, *((whole - MINUTE * back).astimezone(zone(name)).date() for back in range(90))])
    return day


def midnight(name: str, day: date) -> datetime:
    """About where a day begins, as an instant: near enough to try the edge."""
    return datetime(day.year, day.month, day.day, tzinfo=zone(name)).astimezone(UTC)


def text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
