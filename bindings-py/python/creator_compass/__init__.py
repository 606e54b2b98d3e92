"""Creator analytics for agencies: what creators authorized, inside contract windows, exact.

A ``Store`` takes documents, tables and the access log; a ``View`` of it answers what may be seen. ``AccessLog`` is the
log alone. A ``Room`` is a LIVE while it is on, and a ``Wall`` shows ongoing ones. Everything goes in and comes out as plain dicts with ``snake_case`` keys (``creator_compass.types`` names
their shapes). Days may be given as ``date``, instants as aware ``datetime``, amounts as ``Decimal``. Nothing here reads
a clock: ``now`` is an argument. All errors are a ``CompassError`` with a permanent ``code``.
"""

from . import types
from ._native import (
    AccessLog,
    Ledger,
    Room,
    Store,
    View,
    Wall,
    __version__,
    day_of,
    day_window,
    decompose_change,
    difference,
    evaluate_metric,
    falling,
    finish_partial,
    intersection,
    merge_partials,
    metrics,
    money,
    money_sum,
    normalize,
    pin_backtest,
    resolve,
    retention_start,
    rising,
    union,
)
from .errors import (
    CompassError,
    ConflictError,
    InvalidError,
    MalformedError,
    NotReadyError,
    RefusedError,
)

__all__ = [
    "AccessLog",
    "CompassError",
    "ConflictError",
    "InvalidError",
    "Ledger",
    "MalformedError",
    "NotReadyError",
    "RefusedError",
    "Room",
    "Store",
    "View",
    "Wall",
    "__version__",
    "day_of",
    "day_window",
    "decompose_change",
    "difference",
    "evaluate_metric",
    "falling",
    "finish_partial",
    "intersection",
    "merge_partials",
    "metrics",
    "money",
    "money_sum",
    "normalize",
    "pin_backtest",
    "resolve",
    "retention_start",
    "rising",
    "types",
    "union",
]
