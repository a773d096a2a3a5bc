"""What a pattern may cost: none fills the memory, whoever wrote it."""

import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from heapq import nlargest
from math import prod
from types import FrameType
from typing import Any, Final

from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST: Final = 1_000_000
"""Characters of a letter, and the largest number that anything in a pattern is given."""

_SECONDS: Final = 2.0
"""Of a processor; a letter takes some thousandths."""
_MEMORY: Final = 300 << 20
"""Bytes that the program may grow by meanwhile."""
_WORK: Final = 10_000_000
"""The lengths of the two longest texts of a call, multiplied: what one put into the other makes."""
_WIDE: Final = re.compile(r"\d{7,}|:[^{}]*\{|%[^a-zA-Z%]*\*")
"""In a format, a width that fills the memory, or one that is named elsewhere."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which nothing large can be asked for at once."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Jinja's own
        super().__init__(**options)
        self.globals.pop("lipsum", None)
        self.filters = {name: _bounded(name, found) for name, found in self.filters.items()}

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        """Multiply small numbers only, and format nothing that is wide."""
        if operator == "%" and isinstance(left, str):
            _check("format", (left, right))
        elif (
            not all(isinstance(each, int) and abs(each) < MOST for each in (left, right))
            or operator == "**"
        ):
            raise ValueError("only small numbers can be multiplied")
        return super().call_binop(context, operator, left, right)  # type: ignore[arg-type] # Jinja's own context

    def call(self, context: Any, called: Any, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - the same
        """Call something with what is small only."""
        owner = getattr(getattr(called, "__wrapped__", called), "__self__", None)
        texts = (owner,) if isinstance(owner, str) else ()
        _check(getattr(called, "__name__", ""), (*texts, *args, *named.values()))
        return super().call(context, called, *args, **named)


def _bounded(name: str, found: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(found)
    def bounded(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - any filter's
        _check(name, (*args, *named.values()))
        return found(*args, **named)

    return bounded


def _check(name: str, values: tuple[object, ...]) -> None:
    if any(isinstance(each, int) and abs(each) >= MOST for each in values):
        raise ValueError("a number is too large")
    texts = [each for each in values if isinstance(each, str)]
    if name.startswith("format") and any(map(_WIDE.search, texts[:1])):
        raise ValueError("a width is too large")
    if prod(nlargest(2, map(len, texts))) > _WORK and len(texts) > 1:
        raise ValueError("a text is too long")


@contextmanager
def bounded_cost() -> Iterator[None]:
    """End patterns that are filled meanwhile once they take too long, or too much memory.

    Each step of a pattern is looked at, in this thread alone. What ends one is a ValueError.
    """
    until, most = time.thread_time() + _SECONDS, _peak() + _MEMORY

    def step(_frame: FrameType, _event: str, _argument: object) -> Callable[..., Any]:
        if time.thread_time() > until:
            raise ValueError("it takes too long")
        if _peak() > most:
            raise ValueError("it takes too much memory")
        return step

    def entered(frame: FrameType, event: str, argument: object) -> Callable[..., Any] | None:
        return step(frame, event, argument) if frame.f_globals.get("blocks") is not None else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        yield
    finally:
        sys.settrace(before)


def _peak() -> int:
    """The most memory that the program has had, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10
