"""Finds calls by what their rows tell, blind to case and accents."""

from collections.abc import Iterable

from callmate.domain.plain import CallSummary
from callmate.store.rows import Row
from callmate.store.search import folded


class Finder:
    """Finds among rows, and remembers what each of them tells, so that typing stays quick."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[Row, str]] = {}
        self._said: tuple[str, frozenset[str]] = ("", frozenset())

    def matching(self, rows: Iterable[Row], text: str) -> list[Row]:
        """The rows in which every word of ``text`` occurs, or whose call is known to say them."""
        words = folded(text).split()
        said = self._said[1] if self._said[0] == text else frozenset[str]()
        return [
            row for row in rows if row.id in said or all(word in self._of(row) for word in words)
        ]

    def said(self, text: str, calls: frozenset[str]) -> None:
        """Remember in which calls, by their ids, ``text`` was said."""
        self._said = (text, calls)

    def _of(self, row: Row) -> str:
        known = self._told.get(row.id)
        if known is None or known[0] is not row:
            known = self._told[row.id] = (row, folded(_words(row)))
        return known[1]


def _words(row: Row) -> str:
    if not isinstance(row, CallSummary):
        return row.id
    told = (
        row.company,
        row.matter,
        row.number,
        row.claim_number or "",
        *(f"{leg.operator or ''} {leg.name or ''}" for leg in row.legs),
        *(promise.text for promise in row.promises),
    )
    return " ".join(told)
