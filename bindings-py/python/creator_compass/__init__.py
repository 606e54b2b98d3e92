"""Creator analytics for agencies: what creators authorized, inside contract windows, exact.

Everything goes in and comes out as plain dicts with ``snake_case`` keys (``creator_compass.types`` names their shapes).
Days may be given as ``date``, instants as aware ``datetime``, amounts as ``Decimal``. Nothing here reads a clock: ``now``
is an argument. All errors are a ``CompassError`` with a permanent ``code``.
"""

from . import types
from ._native import (
    AccessLog,
    __version__,
    day_of,
    day_window,
    difference,
    intersection,
    money,
    money_sum,
    normalize,
    resolve,
    retention_start,
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
    "MalformedError",
    "NotReadyError",
    "RefusedError",
    "__version__",
    "day_of",
    "day_window",
    "difference",
    "intersection",
    "money",
    "money_sum",
    "normalize",
    "resolve",
    "retention_start",
    "types",
    "union",
]
