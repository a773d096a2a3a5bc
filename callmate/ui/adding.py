"""Adds to a past call: what is added is marked late, what was written stays."""

from collections.abc import Callable

from callmate.desk import Clock, Desk
from callmate.domain.due import find_due
from callmate.domain.entry import WORDED, AnyEntry, Promised
from callmate.i18n import _, language
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Busy, StoreError
from callmate.ui.zone import with_zone


def add(cabinet: Cabinet, call_id: str, clock: Clock, verb: Callable[[Desk], object]) -> str:
    """Open a past call, let ``verb`` add to it, and give it back.

    Returns:
        Why it could not be kept, in a sentence; empty when it was.
    """
    try:
        with cabinet.take(call_id) as kept:
            desk = Desk(kept, clock)
            verb(desk)
            kept_it = not desk.waiting
    except Busy:
        return _("This call is open in another window.")
    except StoreError:
        kept_it = False
    return "" if kept_it else _("It could not be kept: is the disk full? Nothing else is lost.")


def correction(entry: AnyEntry, text: str, clock: Clock) -> Callable[[Desk], object]:
    """What gives other words to an entry; a promise finds its date anew."""
    due = find_due(text, with_zone(clock()), language()) if isinstance(entry, Promised) else None
    return lambda desk: desk.reword(entry.id, text, due)


def words_of(entry: AnyEntry) -> str | None:
    """The words of an entry that can be corrected; ``None`` when it has none."""
    if not isinstance(entry, WORDED):
        return None
    return entry.text if hasattr(entry, "text") else entry.company
