"""Finds calls and cases by what was said: in the index, or without it in the files themselves."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice, takewhile

from callmate.domain.query import Needle, Order, Query, any_in, stands_in
from callmate.domain.records import CallSummary
from callmate.domain.text import folded
from callmate.store.index import Index
from callmate.store.index_database import Unusable, opened
from callmate.store.index_pages import (
    CaseRow,
    IndexedText,
    IndexPage,
    as_text,
    call_row_of,
    case_row_of,
    said_of,
    words_of,
)


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


def in_call(row: CallSummary, said: Sequence[IndexedText], query: Query) -> SearchResult:
    """A call that fits a query."""
    if not query.needles:
        return SearchResult(row)
    return SearchResult(row, tuple(each for each in said if any_in(query.needles, each.text)))


def in_case(row: CaseRow, said: Sequence[IndexedText], query: Query) -> SearchResult | None:
    """A case that fits a query but for its days; ``None`` when none of its entries does."""
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


_ORDERS = {
    Order.NEWEST: "facts.place DESC",
    Order.OLDEST: "facts.place",
    Order.LONGEST: "seconds DESC, facts.place DESC",
    Order.COMPANY: "company, facts.place DESC",
}


def statement(query: Query, order: Order, *, cases: bool) -> tuple[str, list[object]]:
    """What asks for the rows and the words of all that fits, and the values in it.

    Args:
        query: What is looked for.
        order: In which order.
        cases: Whether cases are asked for, or calls. The days are left to the asker in cases.
    """
    source, sorted_by = "facts", _ORDERS[order]
    tests, values = ["is_case = ?"], list[object]([cases])
    if query.needles:
        # So the newest come one by one, and not all have to be found before the first.
        source = "words CROSS JOIN facts ON facts.place = words.rowid"
        sorted_by = "words.rowid DESC" if order is Order.NEWEST else sorted_by
        tests.append("words MATCH ?")
        values.append(" AND ".join(_words(each) for each in query.needles))
    for column, pieces in (("company", query.companies), ("claim", query.claims)):
        tests += [f"instr({column}, ?)"] * len(pieces)
        values += [as_text(piece) for piece in pieces]
    if not cases:
        _of_calls(query, tests, values)
    asked = f"""
        SELECT pages.row, pages.said FROM {source} JOIN pages ON pages.place = facts.place
        WHERE {" AND ".join(tests)} ORDER BY {sorted_by}
    """  # noqa: S608 - what was typed is bound
    return asked, values


def _of_calls(query: Query, tests: list[str], values: list[object]) -> None:
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


def _words(needle: Needle) -> str:
    phrase = as_text(" ".join(needle.tokens))
    return f'"{phrase}"' if needle.whole else f'"{phrase}"*'


def find(
    index: Index,
    query: Query,
    limit: int | None = None,
    order: Order = Order.NEWEST,
    wanted: Callable[[], bool] = lambda: True,
) -> Findings:
    """What fits a query: cases first, then calls.

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
        if not query.calls_only:
            for raw, said in base.execute(*statement(query, Order.NEWEST, cases=True)):
                if (case := in_case(case_row_of(raw), said_of(said), query)) is not None:
                    yield case
        for raw, said in base.execute(*statement(query, order, cases=False)):
            yield in_call(call_row_of(raw), said_of(said), query)


def _in_files(
    index: Index, query: Query, order: Order, wanted: Callable[[], bool]
) -> Iterator[SearchResult]:
    cases = () if query.calls_only else index.cases.ids()
    for page in (index.page(name) for name in cases):
        if page and isinstance(page.row, CaseRow) and _fits(page, query):
            found = in_case(page.row, page.said, query)
            if found is not None:
                yield found
    names = takewhile(lambda _name: wanted(), index.cabinet.ids())
    calls = (_in_page(index.page(name), query) for name in names)
    found_calls = (each for each in calls if each is not None)
    yield from (found_calls if order is Order.NEWEST else _in_order(found_calls, order))


def _in_page(page: IndexPage | None, query: Query) -> SearchResult | None:
    if page is None or not isinstance(page.row, CallSummary) or not _fits(page, query):
        return None
    day = page.row.started.astimezone().date()
    fits = (
        (query.after is None or day >= query.after)
        and (query.before is None or day <= query.before)
        and all(f" {item} " in page.missing for item in query.missing)
        and (not query.outcomes or page.outcome in query.outcomes)
    )
    return in_call(page.row, page.said, query) if fits else None


def _fits(page: IndexPage, query: Query) -> bool:
    words = words_of(page.said)
    return (
        all(piece in page.company for piece in query.companies)
        and all(piece in page.claim for piece in query.claims)
        and all(stands_in(needle, words) for needle in query.needles)
    )


def _in_order(found: Iterator[SearchResult], order: Order) -> list[SearchResult]:
    rows = list(found)
    match order:
        case Order.OLDEST:
            return rows[::-1]
        case Order.COMPANY:
            return sorted(rows, key=lambda each: folded(each.row.company))
        case _:
            return sorted(rows, key=_seconds, reverse=True)


def _seconds(found: SearchResult) -> float:
    row = found.row
    if not isinstance(row, CallSummary) or row.ended is None:
        return -1.0
    return (row.ended - row.started).total_seconds()
