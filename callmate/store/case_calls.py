"""The calls that are filed in a case."""

from collections.abc import Iterable, Sequence

from callmate.domain.call import Call
from callmate.domain.chronology import Chronology
from callmate.domain.plain import CallSummary
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Damaged, NoSuchCall
from callmate.store.rows import Row


def calls_of(cabinet: Cabinet, rows: Iterable[Row], case_id: str) -> tuple[Call, ...]:
    """The calls filed in a case, oldest first; one that cannot be read is left out.

    Args:
        cabinet: Where calls are kept.
        rows: The rows of all calls, newest first.
        case_id: The case.
    """
    calls = []
    for row in rows:
        if isinstance(row, CallSummary) and row.case == case_id:
            try:
                calls.append(cabinet.read(row.id))
            except (Damaged, NoSuchCall):
                continue
    return tuple(reversed(calls))


def open_cases(cases: Cases, cabinet: Cabinet, rows: Sequence[Row]) -> tuple[Chronology, ...]:
    """The cases that are not closed, newest first, each with its calls.

    Args:
        cases: Where cases are kept.
        cabinet: Where calls are kept.
        rows: The rows of all calls, newest first.
    """
    still_open = (case for case in cases.readable() if case.closed is None)
    return tuple(Chronology(case, calls_of(cabinet, rows, case.id)) for case in still_open)
