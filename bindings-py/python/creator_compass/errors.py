"""What can go wrong: match ``code``, show the message."""

from __future__ import annotations

from typing import Any

__all__ = [
    "CompassError",
    "ConflictError",
    "InvalidError",
    "MalformedError",
    "NotReadyError",
    "RefusedError",
]


class CompassError(Exception):
    """Any error of the library; ``str(error)`` is for people.

    ``code`` is dotted and permanent (``access.answer.expired``), equal in Rust, Python and JavaScript; ``rule`` is the
    number of the rule behind it, or empty; ``details`` holds the facts by name; ``kind`` names the subclass.
    """

    def __init__(
        self,
        message: str,
        code: str,
        rule: str = "",
        details: dict[str, Any] | None = None,
        kind: str = "invalid",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.rule = rule
        self.details: dict[str, Any] = details or {}
        self.kind = kind

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.code, self.rule, self.details, self.kind)


class InvalidError(CompassError, ValueError):
    """A bad argument."""


class ConflictError(CompassError):
    """The state forbids it."""


class RefusedError(CompassError):
    """The policy forbids it."""


class NotReadyError(CompassError):
    """Not yet."""


class MalformedError(CompassError):
    """Bad bytes."""


_CLASSES: dict[str, type[CompassError]] = {
    "invalid": InvalidError,
    "conflict": ConflictError,
    "refused": RefusedError,
    "not_ready": NotReadyError,
    "malformed": MalformedError,
}


def _of_kind(kind: str, code: str, rule: str, message: str, details: dict[str, Any]) -> CompassError:
    return _CLASSES.get(kind, CompassError)(message, code, rule, details, kind)
