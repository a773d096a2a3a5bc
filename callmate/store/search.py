"""Finds calls and cases by what was said: in the index, or without it in the files themselves.

What a query means stands in one place, as a question to the index. Where the index cannot be
used, the files are read into another one, in memory, which is asked the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain, islice, starmap, takewhile
from sqlite3 import Connection
from typing import NamedTuple

from callmate.domain.call_order import Order, in_order
from callmate.domain.query import Needle, Query, any_in, holding
from callmate.domain.records import CallSummary
from callmate.store.index import Index
from callmate.store.index_database import Unusable, in_memory, opened
from callmate.store.index_pages import (
    FIRST_CASE,
    CaseRow,
    IndexedText,
    as_text,
    call_row_of,
    case_row_of,
    put,
    said_of,
)

_BATCH = 200
"""Calls read from their files before what was found among them is handed on."""


@dataclass(frozen=True)
class SearchResult:
    """A call or a case that is what was looked for, and where in it."""

    row: CallSummary | CaseRow
    hits: tuple[IndexedText, ...] = ()
    """The entries in which any of the words stand, in their order."""


@dataclass(frozen=True)
class Findings:
    """What was found."""

    found: tuple[SearchResult, ...] = ()
    more: bool = False
    """Whether there is more than was asked for."""


def find(
    index: Index,
    query: Query,
    limit: int | None = None,
    order: Order = Order.NEWEST,
    wanted: Callable[[], bool] = lambda: True,
) -> Findings:
    """What fits a query: cases first, the newest before the others, then calls.

    Args:
        index: The calls; what it has brought up is found.
        query: What is looked for; nothing is found when it is empty.
        limit: How many calls and cases at most.
        order: In which order calls come.
        wanted: Asked now and then whether the answer is still wanted.
    """
    if query.empty or not index.cabinet.places.data.is_dir():
        return Findings()
    most = None if limit is None else limit + 1
    try:
        found = list(islice(_in_index(index, query, order), most))
    except (Unusable, ValueError):
        found = list(islice(_in_files(index, query, order, wanted), most))
    return Findings(tuple(found[:limit]), limit is not None and len(found) > limit)


def _in_index(index: Index, query: Query, order: Order) -> Iterator[SearchResult]:
    if index.behind:
        raise Unusable("not everything is in it")
    with opened(index.cabinet.places) as base:
        yield from _found(base, query, order)


def _in_files(
    index: Index, query: Query, order: Order, wanted: Callable[[], bool]
) -> Iterator[SearchResult]:
    with _read(index, index.cases.ids()) as base:
        yield from _found(base, query, order)
    names = takewhile(lambda _name: wanted(), index.cabinet.ids())
    # The newest come one by one; before they can come in another order, all must be read.
    size = _BATCH if order is Order.NEWEST else None
    while batch := list(islice(names, size)):
        with _read(index, batch) as base:
            yield from _found(base, query, order)


@contextmanager
def _read(index: Index, names: Iterable[str]) -> Iterator[Connection]:
    with in_memory() as base:
        pages = (page for page in map(index.page, names) if page is not None)
        put(base, (((0, 0, 0), page) for page in pages))
        yield base


def _found(base: Connection, query: Query, order: Order) -> Iterator[SearchResult]:
    matches = _matches(base, query)
    if order is not Order.NEWEST:
        both = list(matches)
        cases = [each for each in both if each.place >= FIRST_CASE]
        calls = both[len(cases) :]
        matches = chain(
            cases, in_order(calls, order, lambda each: each.seconds, lambda each: each.company)
        )
    for match in matches:
        said = said_of(match.said)
        if match.place < FIRST_CASE:
            yield _in_call(call_row_of(match.row), said, query)
        elif found := _in_case(case_row_of(match.row), said, query):
            yield found


def _in_call(row: CallSummary, said: Sequence[IndexedText], query: Query) -> SearchResult:
    if not query.needles:
        return SearchResult(row)
    held = holding(query.needles, [each.text for each in said])
    return SearchResult(row, tuple(said[place] for place in held))


def _in_case(row: CaseRow, said: Sequence[IndexedText], query: Query) -> SearchResult | None:
    """A case, if any of its entries fits the days and the words that are looked for."""
    dated = query.after is not None or query.before is not None
    if not (query.needles or dated):
        return SearchResult(row)
    hits = tuple(
        each
        for each in said
        if _within(each, query) and (not query.needles or any_in(query.needles, each.text))
    )
    return SearchResult(row, hits) if hits else None


def _within(said: IndexedText, query: Query) -> bool:
    day = said.at.astimezone().date()
    return (query.after is None or day >= query.after) and (
        query.before is None or day <= query.before
    )


class _Match(NamedTuple):
    """A row of the index that fits."""

    place: int
    row: bytes
    said: bytes
    seconds: float | None
    company: str


def _matches(base: Connection, query: Query) -> Iterator[_Match]:
    """The rows that fit a query: cases, whose days are left to the asker, then calls.

    Both are asked for at once: a word that begins many others costs much to be looked up.
    """
    source, place = "facts", "facts.place"
    tests, values = list[str](), list[object]()
    if query.needles:
        # So the newest come one by one, and not all have to be found before the first.
        source, place = "words CROSS JOIN facts ON facts.place = words.rowid", "words.rowid"
        tests.append("words MATCH ?")
        values.append(" AND ".join(_words(each) for each in query.needles))
    for column, pieces in (("company", query.companies), ("claim", query.claims)):
        tests += [f"instr({column}, ?)"] * len(pieces)
        values += [as_text(piece) for piece in pieces]
    of_calls, further = _of_calls(query)
    if query.calls_only:
        tests += [f"{place} < {FIRST_CASE}", *of_calls]
    elif of_calls:
        tests.append(f"({place} >= {FIRST_CASE} OR {' AND '.join(of_calls)})")
    asked = f"""
        SELECT facts.place, pages.row, pages.said, seconds, company
        FROM {source} JOIN pages ON pages.place = facts.place
        WHERE {" AND ".join(tests)} ORDER BY {place} DESC
    """  # noqa: S608 - what was typed is bound
    return starmap(_Match, base.execute(asked, [*values, *further]))


def _of_calls(query: Query) -> tuple[list[str], list[object]]:
    """What is asked of calls alone, and the values for it."""
    tests, values = list[str](), list[object]()
    if query.after:
        tests.append("started >= ?")
        values.append(datetime.combine(query.after, time()).timestamp())
    if query.before:
        tests.append("started < ?")
        values.append(datetime.combine(query.before + timedelta(days=1), time()).timestamp())
    tests += ["instr(missing, ?)"] * len(query.missing)
    values += [f" {item} " for item in query.missing]
    if query.outcomes:
        tests.append(f"outcome IN ({', '.join('?' * len(query.outcomes))})")
        values += [each.value if each else "" for each in query.outcomes]
    return tests, values


def _words(needle: Needle) -> str:
    phrase = as_text(" ".join(needle.tokens))
    return f'"{phrase}"' if needle.whole else f'"{phrase}"*'
