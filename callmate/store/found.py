"""What was found: a call or a case, and the entries in which the words stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from callmate.domain.lit import any_in
from callmate.domain.plain import CallSummary
from callmate.domain.query import Query
from callmate.store.indexed import CaseRow, Said


@dataclass(frozen=True)
class Found:
    """A call or a case that is what was looked for, and where in it."""

    row: CallSummary | CaseRow
    hits: tuple[Said, ...] = ()
    """The entries in which any of the words stand, in their order."""


@dataclass(frozen=True)
class Findings:
    """What was found."""

    found: tuple[Found, ...] = ()
    more: bool = False
    """Whether there is more than was asked for."""


def in_call(row: CallSummary, said: Sequence[Said], query: Query) -> Found:
    """A call that fits a query."""
    if not query.needles:
        return Found(row)
    return Found(row, tuple(each for each in said if any_in(query.needles, each.text)))


def in_case(row: CaseRow, said: Sequence[Said], query: Query) -> Found | None:
    """A case that fits a query but for its days; ``None`` when none of its entries does."""
    dated = query.after is not None or query.before is not None
    if not (query.needles or dated):
        return Found(row)
    hits = tuple(
        each
        for each in said
        if _within(each, query) and (not query.needles or any_in(query.needles, each.text))
    )
    return Found(row, hits) if hits else None


def _within(said: Said, query: Query) -> bool:
    day = said.at.astimezone().date()
    return (query.after is None or day >= query.after) and (
        query.before is None or day <= query.before
    )
