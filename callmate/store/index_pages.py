"""Pages put into the index, and taken out."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from functools import cache

import msgspec

from callmate.domain.folding import folded
from callmate.domain.lit import BETWEEN
from callmate.domain.plain import CallSummary
from callmate.store.filing import as_json, decoded
from callmate.store.indexed import CaseRow, Page, Said
from callmate.store.stamps import Stamp

_PUT = """
INSERT INTO facts VALUES (:place, :id, :is_case, :written, :size,
    :started, :seconds, :company, :claim, :missing, :outcome, :filed)
"""


@cache
def _said() -> msgspec.json.Decoder[tuple[Said, ...]]:
    return msgspec.json.Decoder(tuple[Said, ...])


@cache
def _call_row() -> msgspec.json.Decoder[CallSummary]:
    return msgspec.json.Decoder(CallSummary)


@cache
def _case_row() -> msgspec.json.Decoder[CaseRow]:
    return msgspec.json.Decoder(CaseRow)


def said_of(raw: bytes) -> tuple[Said, ...]:
    """The words of a page, as they are stored."""
    return decoded(raw, _said())


def call_row_of(raw: bytes) -> CallSummary:
    """The row of a call, as it is stored."""
    return decoded(raw, _call_row())


def case_row_of(raw: bytes) -> CaseRow:
    """The row of a case, as it is stored."""
    return decoded(raw, _case_row())


def put(base: sqlite3.Connection, pages: Iterable[tuple[Stamp, Page]]) -> None:
    """Put pages in, each in place of the one of the same id, all of them or none.

    Raises:
        sqlite3.Error: The disk refused, or somebody else is writing.
    """
    base.execute("BEGIN IMMEDIATE")
    try:
        for stamp, page in pages:
            _take_out(base, page.id)
            _put(base, stamp, page)
        base.execute("COMMIT")
    except BaseException:
        base.execute("ROLLBACK")
        raise


def take_out(base: sqlite3.Connection, names: Iterable[str]) -> None:
    """Take out what has gone; raises as ``put`` does."""
    base.execute("BEGIN IMMEDIATE")
    try:
        for name in names:
            _take_out(base, name)
        base.execute("COMMIT")
    except BaseException:
        base.execute("ROLLBACK")
        raise


def _put(base: sqlite3.Connection, stamp: Stamp, page: Page) -> None:
    row, place = page.row, place_of(page.id)
    if isinstance(row, CallSummary):
        began, over, case = row.started, row.ended, row.case
    else:
        began, over, case = row.opened, row.closed, None
    facts = {
        "place": place,
        "id": page.id,
        "is_case": not isinstance(row, CallSummary),
        "written": stamp[0],
        "size": stamp[1],
        "started": began.timestamp(),
        "seconds": (over - began).total_seconds() if over else None,
        "company": as_text(page.company),
        "claim": as_text(page.claim),
        "missing": as_text(page.missing),
        "outcome": page.outcome.value if page.outcome else "",
        "filed": as_text(case or ""),
    }
    base.execute(_PUT, facts)
    base.execute("INSERT INTO pages VALUES (?, ?, ?)", (place, as_json(row), as_json(page.said)))
    base.execute("INSERT INTO words (rowid, said) VALUES (?, ?)", (place, words_of(page.said)))


def _take_out(base: sqlite3.Connection, name: str) -> None:
    found = base.execute(
        "SELECT place, said FROM facts JOIN pages USING (place) WHERE id = ?", (name,)
    ).fetchone()
    if found is None:
        return
    place, said = found
    base.execute(
        "INSERT INTO words (words, rowid, said) VALUES ('delete', ?, ?)",
        (place, words_of(said_of(said))),
    )
    for table in ("facts", "pages"):
        base.execute(f"DELETE FROM {table} WHERE place = ?", (place,))  # noqa: S608 - our own names


def words_of(said: Iterable[Said]) -> str:
    """All words of a page, folded, in one text."""
    return as_text(f" {BETWEEN} ".join(folded(each.text) for each in said))


def as_text(text: str) -> str:
    """A text as the index takes it: a lone surrogate is none to it."""
    return text.encode("utf-8", "replace").decode()


def place_of(name: str) -> int:
    """A number that grows with the time in an id, and belongs to that id alone."""
    try:
        seconds = int(datetime.fromisoformat(name[:16]).timestamp())
    except ValueError:
        seconds = 0  # sixteen digits that are no time
    return seconds << 24 | int(name[-6:], 16)
