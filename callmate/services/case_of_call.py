"""Puts calls into cases: into one that is there, into a new one, out of one again."""

from collections.abc import Iterable
from dataclasses import dataclass

from callmate.domain.call import Call
from callmate.domain.case import Case, CaseFacts
from callmate.domain.entry import Filed
from callmate.domain.records import CallSummary
from callmate.domain.text import folded
from callmate.services.desk import Clock
from callmate.services.edits import add_to_call
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import StoreError
from callmate.store.rows import Row


@dataclass(frozen=True)
class FiledCall:
    """What became of a call that was to be filed."""

    entry: str
    """The id of the entry that filed it; empty when nothing was filed."""
    trouble: str
    """Why it could not be kept, in a sentence; empty when it was."""


def file_call(cabinet: Cabinet, call_id: str, case: str | None, clock: Clock) -> FiledCall:
    """File a past call into a case, or out of any.

    Args:
        cabinet: Where the call is kept.
        call_id: The call.
        case: The case; ``None`` for none.
        clock: Tells the time.
    """
    made: list[Filed] = []
    trouble = add_to_call(cabinet, call_id, clock, lambda desk: made.append(desk.file(case)))
    return FiledCall(made[0].id if made and not trouble else "", trouble)


def file_all(
    cabinet: Cabinet, calls: Iterable[str], case: str, clock: Clock
) -> tuple[list[FiledCall], str]:
    """File several past calls into a case; what was filed, and the first trouble, if any."""
    done = [file_call(cabinet, call, case, clock) for call in calls]
    trouble = next((each.trouble for each in done if each.trouble), "")
    return [each for each in done if each.entry], trouble


def facts_of_call(call: Call) -> CaseFacts:
    """What a call knows of the problem that it is about, for a new case."""
    start = call.start
    return CaseFacts(
        name=start.matter or start.company,
        company=start.company,
        sector=start.sector,
        number=start.number,
    )


def same_company(first: str, second: str) -> bool:
    """Whether two names are one company's, blind to case and accents; no name is nobody's."""
    return bool(first.strip()) and folded(first.strip()) == folded(second.strip())


def loose_calls(rows: Iterable[Row], company: str) -> list[CallSummary]:
    """The calls to a company that have ended and are in no case, in the order of the rows."""
    return [
        row
        for row in rows
        if isinstance(row, CallSummary)
        and row.ended is not None
        and row.case is None
        and same_company(row.company, company)
    ]


def cases_for(cases: Cases, company: str, filed: str | None = None) -> list[Case]:
    """The cases that a call may be filed into: those of its company first, else the newest.

    Args:
        cases: All cases.
        company: Whom the call was to.
        filed: The case it is in, which is among them even when it is closed.
    """
    found = [case for case in cases.readable() if case.closed is None or case.id == filed]
    return sorted(found, key=lambda case: not same_company(case.facts.company, company))


def case_name(cases: Cases, case: str | None) -> str:
    """What a case is called; empty for none, and for one that cannot be read."""
    if case is None:
        return ""
    try:
        return cases.read(case).name
    except StoreError:
        return ""
