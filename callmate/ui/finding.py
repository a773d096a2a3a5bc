"""Finds calls by what their rows tell, blind to case and accents."""

import unicodedata
from collections.abc import Iterable

from callmate.domain.plain import CallSummary
from callmate.store.rows import Row


def matching(rows: Iterable[Row], text: str) -> list[Row]:
    """The rows in which every word of ``text`` occurs."""
    words = _plain(text).split()
    return [row for row in rows if all(word in _of(row) for word in words)]


def _of(row: Row) -> str:
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
    return _plain(" ".join(told))


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
