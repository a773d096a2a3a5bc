"""Calls without an end: those that a living window has, and one that was interrupted."""

from collections.abc import Iterable

from callmate.dates import hour_minute
from callmate.domain.plain import CallSummary
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.store.cabinet import Cabinet
from callmate.store.errors import NoSuchCall
from callmate.store.rows import Row


def running(cabinet: Cabinet, rows: Iterable[Row]) -> frozenset[str]:
    """The ids of the calls without an end that a living window has."""
    unended = (row.id for row in rows if isinstance(row, CallSummary) and row.ended is None)
    return frozenset(call_id for call_id in unended if _is_running(cabinet, call_id))


def _is_running(cabinet: Cabinet, call_id: str) -> bool:
    try:
        return cabinet.is_running(call_id)
    except NoSuchCall:
        return True


def interrupted(rows: Iterable[Row], in_use: frozenset[str]) -> CallSummary | None:
    """The newest call without an end that no living window has."""
    for row in rows:
        if isinstance(row, CallSummary) and row.ended is None and row.id not in in_use:
            return row
    return None


def banner(call: CallSummary | None) -> str:
    """What is said on top about a call that was interrupted; nothing when there is none."""
    if call is None:
        return ""
    words = _("▶ Call to {company}, begun at {time}, interrupted: press Enter to take it up again")
    time = hour_minute(call.started.astimezone())
    return words.format(company=visible(call.company) or _("(no company)"), time=time)
