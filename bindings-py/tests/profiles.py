"""Which profiles may be shown: ledgers that earlier answers have filled, then one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import creator_compass as cc
from scenario import Input


def ledger(answers: list[Any]) -> cc.Ledger:
    """A ledger in which the answers stand one after the other, kept and read between them."""
    ledger = cc.Ledger()
    for groups in answers:
        ledger.show(groups)
        ledger = cc.Ledger.open(ledger.save())
    return ledger


def merged(i: Input) -> tuple[cc.Ledger, list[Any]]:
    both = ledger(i.get("before") or [])
    conflicts: list[Any] = list(both.merge(ledger(i.get("merged") or []), policy=i.get("policy")))
    return both, conflicts


def suppress(i: Input) -> Any:
    both, _ = merged(i)
    pattern = both.suppress(i["groups"], policy=i.get("policy"))
    assert both.show(i["groups"], policy=i.get("policy")) == pattern
    return pattern


OPS: dict[str, Callable[[Input], Any]] = {
    "privacy.suppress": suppress,
    "privacy.merge": lambda i: {"conflicts": merged(i)[1]},
    "privacy.open": lambda i: len(cc.Ledger.open(bytes(i["bytes"]))),
}
