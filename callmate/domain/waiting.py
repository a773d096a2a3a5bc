"""Reads off a case the promises that wait to be kept."""

from callmate.domain.call import Call
from callmate.domain.chronology import Chronology, operator_at
from callmate.domain.pending import Waiting


def waiting_in(told: Chronology) -> tuple[Waiting, ...]:
    """The promises of a case that wait to be kept, in the order in which they were made."""
    return tuple(
        Waiting(
            call=call.id,
            at=promise.at,
            text=promise.text,
            due=promise.due,
            exact=promise.due_exact,
            operator=operator_at(call, promise.at),
            entry=promise.id,
        )
        for call in told.calls
        for promise in call.promises
        if told.case.kept(call.id, promise.id) is None
    )


def waiting_after(call: Call) -> tuple[Waiting, ...]:
    """The promises of a call that is in no case; there nobody says whether they were kept."""
    return tuple(
        Waiting(
            call=call.id,
            at=promise.at,
            text=promise.text,
            due=promise.due,
            exact=promise.due_exact,
            operator=operator_at(call, promise.at),
        )
        for promise in call.promises
    )
