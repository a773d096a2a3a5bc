"""What stands on the home screen, item by item, each under its heading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from callmate.dates import day
from callmate.domain.plain import CallSummary
from callmate.store.rows import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    # What was found comes with the index, which the first screen is painted without.
    from callmate.domain.query import Query
    from callmate.store.found import Found
    from callmate.store.indexed import CaseRow, Said

_HITS = 5
"""Entries shown of one call or case; the others are seen when it is opened."""


@dataclass(frozen=True)
class CallItem:
    """A call, and the entry at which it is to be opened."""

    row: Row
    entry: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other items."""
        return (self.row.id, "")


@dataclass(frozen=True)
class CaseItem:
    """A case that was found."""

    row: "CaseRow"
    entry: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other items."""
        return (self.row.id, "")


@dataclass(frozen=True)
class HitItem:
    """An entry in which the words stand, in the call or the case over it."""

    within: CallItem | CaseItem
    hit: "Said"
    query: "Query"

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other items."""
        return (self.within.row.id, self.hit.entry)


Item = CallItem | CaseItem | HitItem


@dataclass(frozen=True)
class Shown:
    """An item as it is shown: with a heading over it when it is the first of its kind."""

    item: Item
    heading: str = ""


def by_day(rows: Iterable[Row], today: date) -> list[Shown]:
    """Calls under their days."""
    shown: list[Shown] = []
    last: date | None = None
    for row in rows:
        when = row.started.astimezone().date() if isinstance(row, CallSummary) else None
        heading = ""
        if when is not None and when != last:
            heading, last = day(when, today), when
        shown.append(Shown(CallItem(row), heading))
    return shown


def found_items(found: Sequence["Found"], query: "Query", today: date) -> list[Shown]:
    """What was found: cases, then calls under their days, with the entries beneath each."""
    return list(_found_items(found, query, today))


def _found_items(found: Sequence["Found"], query: "Query", today: date) -> Iterator[Shown]:
    last: date | None = None
    for each in found:
        row = each.row
        hits = [hit for hit in each.hits if not _is_heading(each, hit)]
        entry = each.hits[0].entry if each.hits else ""
        if isinstance(row, CallSummary):
            when = row.started.astimezone().date()
            item: CallItem | CaseItem = CallItem(row, entry)
            yield Shown(item, day(when, today) if when != last else "")
            last = when
        else:
            item = CaseItem(row, entry)
            yield Shown(item)
        for hit in hits[:_HITS]:
            yield Shown(HitItem(item, hit, query))


def _is_heading(found: "Found", hit: "Said") -> bool:
    """Whether a hit is in nothing but the name that stands above it anyway."""
    row = found.row
    name = row.company if isinstance(row, CallSummary) else f"{row.name} · {row.company}"
    return hit.text in {name, name.rstrip(" ·")}
