"""A case with its calls and what a look over the digests of each found."""

from collections.abc import Mapping
from dataclasses import dataclass

from callmate.domain.chronology import Chronology
from callmate.domain.seal import Chain
from callmate.store.cabinet import Cabinet
from callmate.store.case_calls import calls_of
from callmate.store.cases import Cases
from callmate.store.index import Index
from callmate.store.rows import DamagedCall


@dataclass(frozen=True)
class SealedCase:
    """What an export tells, and how it can be checked later."""

    told: Chronology
    chain: Chain
    """What was found in the case's own entries."""
    chains: Mapping[str, Chain]
    """What was found in those of each call, by the call's id."""
    unread: int = 0
    """How many calls cannot be read at all, so that nobody knows which case they belong to."""


def sealed_case(cabinet: Cabinet, cases: Cases, case_id: str) -> SealedCase:
    """Read a case with everything that is filed in it.

    Raises:
        NoSuchCase: It is not there.
        Damaged: Its file, or that of one of its calls, cannot be read.
    """
    case = cases.read(case_id)
    rows = Index(cabinet).rows()
    calls = calls_of(cabinet, rows, case_id)
    return SealedCase(
        Chronology(case, calls),
        cases.verify(case_id),
        {call.id: cabinet.verify(call.id) for call in calls},
        sum(isinstance(row, DamagedCall) for row in rows),
    )
