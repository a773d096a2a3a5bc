"""What stands on the home screen, item by item, each under its heading."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from callmate.dates import day
from callmate.domain.ahead import Ahead, Due, OpenCase
from callmate.domain.order import Order
from callmate.domain.plain import CallSummary
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.store.rows import Row

if TYPE_CHECKING:
    # What was found comes with the index, which the first screen is painted without.
    from callmate.domain.query import Query
    from callmate.store.found import Found
    from callmate.store.indexed import CaseRow, Said

_HITS = 5
"""Entries shown of one call or case; the others are seen when it is opened."""

_FEW = 5
"""Things that are due, and cases, shown above the calls."""


class CallItem(Struct, frozen=True):
    """A call, and the entry at which it is to be opened."""

    row: Row
    entry: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other items."""
        return (self.row.id,)


class CaseItem(Struct, frozen=True):
    """A case, and the entry at which it is to be opened."""

    row: "CaseRow | OpenCase"
    entry: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other items."""
        return (self.row.id,)


class DueItem(Struct, frozen=True):
    """Something that is due."""

    due: Due
    passed: bool
    """Whether its time has passed."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other items."""
        return ("due", self.due.case or "", self.due.call or "", self.due.en)


class HitItem(Struct, frozen=True):
    """An entry in which the words stand, in the call or the case over it."""

    within: CallItem | CaseItem
    hit: "Said"
    query: "Query"

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other items."""
        return (self.within.row.id, self.hit.entry)


Item = CallItem | CaseItem | DueItem | HitItem


class Shown(Struct, frozen=True):
    """An item as it is shown: with a heading over it when it is the first of its kind."""

    item: Item
    heading: str = ""


def home_items(
    rows: Sequence[Row], first: Row | None, ahead: Ahead, order: Order, now: datetime
) -> list[Shown]:
    """What the home screen shows: what was interrupted, what is due, open cases, calls.

    Args:
        rows: All calls, newest first.
        first: The call that was interrupted, if one was.
        ahead: What is due, and the open cases.
        order: In which order calls come.
        now: The time.
    """
    shown = [Shown(CallItem(first))] if first else []
    pressing = ahead.pressing(now)[:_FEW]
    due = [DueItem(each, each.due < now) for each in pressing]
    cases = [CaseItem(case) for case in ahead.cases[:_FEW]]
    shown += _under(_("Due"), due) + _under(_("Open cases"), cases)
    rest = [row for row in rows if first is None or row.id != first.id]
    return shown + _under_headings(_sorted(rest, order), order, now.date())


def _under(heading: str, items: Sequence[Item]) -> list[Shown]:
    return [Shown(item, "" if place else heading) for place, item in enumerate(items)]


def _sorted(rows: list[Row], order: Order) -> list[Row]:
    match order:
        case Order.NEWEST:
            return rows
        case Order.OLDEST:
            return rows[::-1]
        case Order.LONGEST:
            return sorted(rows, key=_seconds, reverse=True)
        case Order.COMPANY:
            return sorted(rows, key=lambda row: _company(row).casefold())


def _seconds(row: Row) -> float:
    if not isinstance(row, CallSummary) or row.ended is None:
        return -1.0
    return (row.ended - row.started).total_seconds()


def _company(row: Row) -> str:
    return row.company.strip() if isinstance(row, CallSummary) else ""


def _under_headings(rows: Sequence[Row], order: Order, today: date) -> list[Shown]:
    shown: list[Shown] = []
    last: date | str | None = None
    for row in rows:
        over = _over(row, order)
        heading = ""
        if over is not None and over != last:
            heading, last = day(over, today) if isinstance(over, date) else over, over
        shown.append(Shown(CallItem(row), heading))
    return shown


def _over(row: Row, order: Order) -> date | str | None:
    """What a call stands under: its day, its company, or in the order of length nothing."""
    if order is Order.COMPANY:
        return visible(_company(row)) or _("(no company)")
    if order is Order.LONGEST or not isinstance(row, CallSummary):
        return None
    return row.started.astimezone().date()


def found_items(found: Sequence["Found"], query: "Query", order: Order, today: date) -> list[Shown]:
    """What was found: cases, then calls, with the entries beneath each."""
    return list(_found_items(found, query, order, today))


def _found_items(
    found: Sequence["Found"], query: "Query", order: Order, today: date
) -> Iterator[Shown]:
    last: date | str | None = None
    for each in found:
        row = each.row
        entry = each.hits[0].entry if each.hits else ""
        if isinstance(row, CallSummary):
            over = _over(row, order)
            heading = day(over, today) if isinstance(over, date) else over or ""
            item: CallItem | CaseItem = CallItem(row, entry)
            yield Shown(item, heading if over != last else "")
            last = over
        else:
            item = CaseItem(row, entry)
            yield Shown(item)
        hits = [hit for hit in each.hits if not _is_name(each, hit)]
        for hit in hits[:_HITS]:
            yield Shown(HitItem(item, hit, query))


def _is_name(found: "Found", hit: "Said") -> bool:
    """Whether a hit is nothing but the name that stands above it anyway."""
    row = found.row
    name = row.company if isinstance(row, CallSummary) else f"{row.name} · {row.company}"
    return hit.text in {name, name.rstrip(" ·")}
