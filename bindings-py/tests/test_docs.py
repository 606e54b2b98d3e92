"""What `help()` shows is what editors show, and every example in it holds."""

from __future__ import annotations

import ast
import doctest
import inspect
from pathlib import Path

import pytest

import creator_compass as cc
from creator_compass import _native

STUBS = ast.parse(Path(str(_native.__file__)).with_name("_native.pyi").read_text(encoding="utf-8"))


def documented() -> dict[str, str]:
    """Every class and function of the compiled module, and its docstring in the stubs."""
    found: dict[str, str] = {}
    for node in STUBS.body:
        inner = node.body if isinstance(node, ast.ClassDef) else []
        for one, prefix in [(node, ""), *((one, f"{node.name}.") for one in inner)]:  # type: ignore[attr-defined]
            if isinstance(one, (ast.ClassDef, ast.FunctionDef)) and not one.name.startswith("__"):
                found.setdefault(prefix + one.name, ast.get_docstring(one) or "")
    return found


DOCUMENTED = documented()


@pytest.mark.parametrize("name", DOCUMENTED)
def test_stubs_say_what_the_module_says(name: str) -> None:
    owner, _, member = name.rpartition(".")
    runtime = getattr(getattr(_native, owner) if owner else _native, member)
    assert DOCUMENTED[name] == inspect.getdoc(runtime), f"copy the docstring of {name} from src/ to _native.pyi"
    assert DOCUMENTED[name]


@pytest.mark.parametrize("name", DOCUMENTED)
def test_examples_hold(name: str) -> None:
    example = doctest.DocTestParser().get_doctest(DOCUMENTED[name], dict(vars(cc)), name, None, None)
    assert doctest.DocTestRunner().run(example).failed == 0


def test_all_that_is_native_is_documented() -> None:
    public = {name for name in _native.__all__ if not name.startswith("__")}
    assert public == {name for name in DOCUMENTED if "." not in name}
