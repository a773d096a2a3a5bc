"""Finds calls and cases by what was said: in the index, or without it in the files themselves."""

from collections.abc import Callable, Iterator
from itertools import islice, takewhile

from callmate.domain.folding import folded
from callmate.domain.lit import stands_in
from callmate.domain.order import Order
from callmate.domain.plain import CallSummary
from callmate.domain.query import Query
from callmate.store.found import Findings, Found, in_call, in_case
from callmate.store.index import Index
from callmate.store.index_file import Unusable, opened
from callmate.store.index_pages import call_row_of, case_row_of, said_of, words_of
from callmate.store.indexed import CaseRow, Page
from callmate.store.query_sql import statement


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


def _in_index(index: Index, query: Query, order: Order) -> Iterator[Found]:
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
) -> Iterator[Found]:
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


def _in_page(page: Page | None, query: Query) -> Found | None:
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


def _fits(page: Page, query: Query) -> bool:
    words = words_of(page.said)
    return (
        all(piece in page.company for piece in query.companies)
        and all(piece in page.claim for piece in query.claims)
        and all(stands_in(needle, words) for needle in query.needles)
    )


def _in_order(found: Iterator[Found], order: Order) -> list[Found]:
    rows = list(found)
    match order:
        case Order.OLDEST:
            return rows[::-1]
        case Order.COMPANY:
            return sorted(rows, key=lambda each: folded(each.row.company))
        case _:
            return sorted(rows, key=_seconds, reverse=True)


def _seconds(found: Found) -> float:
    row = found.row
    if not isinstance(row, CallSummary) or row.ended is None:
        return -1.0
    return (row.ended - row.started).total_seconds()
