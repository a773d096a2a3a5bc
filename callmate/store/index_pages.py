"""What the index holds of a call or a case, the stamps of their files, and how it is written."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from functools import cache

import msgspec

from callmate.domain.call import Call
from callmate.domain.case import Case, CaseEntry, Dated, Delivered, Happened, Opened, Restated
from callmate.domain.entry import AnyEntry, Outcome, Started
from callmate.domain.query import BETWEEN
from callmate.domain.records import CallSummary
from callmate.domain.text import folded
from callmate.store.atomic_file import as_json, decoded
from callmate.store.stamps import PageStamp


class IndexedText(msgspec.Struct, array_like=True, frozen=True):
    """The words of one entry."""

    entry: str
    at: datetime
    text: str


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A case in a list."""

    id: str
    name: str
    company: str
    opened: datetime
    closed: datetime | None
    last: datetime
    """When something that is not a call last happened; the opening when nothing did."""


class IndexPage(msgspec.Struct, frozen=True, kw_only=True):
    """A call or a case, as the index holds it."""

    id: str
    row: CallSummary | CaseRow
    said: tuple[IndexedText, ...]
    company: str
    """Folded, and so are the next two."""
    claim: str
    missing: str = ""
    """Ids of items with a blank around each."""
    outcome: Outcome | None = None
    further: int = 0
    """How many files of entries lie beside the first."""


def page_of_call(call: Call, row: CallSummary, further: int = 0) -> IndexPage:
    """What the index holds of a call."""
    return IndexPage(
        id=call.id,
        row=row,
        said=said_in_call(call),
        company=folded(row.company),
        claim=folded("\n".join(row.claim_numbers)),
        missing=f" {' '.join(row.missing)} ",
        outcome=row.outcome,
        further=further,
    )


def page_of_case(case: Case, further: int = 0) -> IndexPage:
    """What the index holds of a case, its calls apart."""
    facts = case.facts
    happened = case.happenings
    row = CaseRow(
        id=case.id,
        name=facts.name,
        company=facts.company,
        opened=case.opened,
        closed=case.closed,
        last=max((each.on for each in happened), default=case.opened),
    )
    return IndexPage(
        id=case.id,
        row=row,
        said=said_in_case(case),
        company=folded(f"{facts.name}\n{facts.company}"),
        claim=folded("\n".join(each.reference for each in happened)),
        further=further,
    )


def said_in_call(call: Call) -> tuple[IndexedText, ...]:
    """The words of a call, in their latest wording; what was taken back is not among them."""
    return tuple(
        IndexedText(entry.id, entry.at, words)
        for entry in call.standing
        if (words := said_in(entry))
    )


def said_in(entry: AnyEntry) -> str:
    """The words of an entry that a person may look for; empty when it has none."""
    if isinstance(entry, Started):
        return " · ".join(filter(None, (entry.company, entry.number, entry.matter)))
    return str(getattr(entry, "text", ""))


def said_in_case(case: Case) -> tuple[IndexedText, ...]:
    """The words of a case, of its facts the latest only."""
    stated = [entry for entry in case.standing if isinstance(entry, (Opened, Restated))]
    others = [entry for entry in case.standing if not isinstance(entry, (Opened, Restated))]
    found = ((each, _entry_words(each)) for each in (stated[-1], *others))
    return tuple(
        IndexedText(each.id, each.on if isinstance(each, Dated) else each.at, words)
        for each, words in found
        if words
    )


def _entry_words(entry: CaseEntry) -> str:
    told: tuple[str, ...]
    match entry:
        case Opened(facts=facts) | Restated(facts=facts):
            told = (
                facts.name,
                facts.company,
                facts.number,
                facts.customer_code,
                facts.line_code,
                facts.wanted,
                facts.worth,
            )
        case Happened():
            attached = entry.attachment.name if entry.attachment else ""
            told = (entry.text, entry.reference, attached)
        case Delivered():
            told = (entry.reference, entry.attachment.name if entry.attachment else "")
        case _:
            told = (str(getattr(entry, "text", "")),)
    return " · ".join(filter(None, told))


_PUT = """
INSERT INTO facts VALUES (:place, :id, :is_case, :written, :size, :around, :further,
    :started, :seconds, :company, :claim, :missing, :outcome, :filed)
"""


@cache
def _said() -> msgspec.json.Decoder[tuple[IndexedText, ...]]:
    return msgspec.json.Decoder(tuple[IndexedText, ...])


@cache
def _call_row() -> msgspec.json.Decoder[CallSummary]:
    return msgspec.json.Decoder(CallSummary)


@cache
def _case_row() -> msgspec.json.Decoder[CaseRow]:
    return msgspec.json.Decoder(CaseRow)


def said_of(raw: bytes) -> tuple[IndexedText, ...]:
    """The words of a page, as they are stored."""
    return decoded(raw, _said())


def call_row_of(raw: bytes) -> CallSummary:
    """The row of a call, as it is stored."""
    return decoded(raw, _call_row())


def case_row_of(raw: bytes) -> CaseRow:
    """The row of a case, as it is stored."""
    return decoded(raw, _case_row())


def put(base: sqlite3.Connection, pages: Iterable[tuple[PageStamp, IndexPage]]) -> None:
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


def _put(base: sqlite3.Connection, stamp: PageStamp, page: IndexPage) -> None:
    row = page.row
    place = place_of(page.id, is_case=not isinstance(row, CallSummary))
    if isinstance(row, CallSummary):
        began, seconds, case = row.started, row.seconds, row.case
    else:
        began, case = row.opened, None
        seconds = (row.closed - began).total_seconds() if row.closed else None
    facts = {
        "place": place,
        "id": page.id,
        "is_case": not isinstance(row, CallSummary),
        "written": stamp[0],
        "size": stamp[1],
        "around": stamp[2],
        "further": page.further,
        "started": began.timestamp(),
        "seconds": seconds,
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


def words_of(said: Iterable[IndexedText]) -> str:
    """All words of a page, folded, in one text."""
    return as_text(f" {BETWEEN} ".join(folded(each.text) for each in said))


def as_text(text: str) -> str:
    """A text as the index takes it: a lone surrogate is none to it."""
    return text.encode("utf-8", "replace").decode()


FIRST_CASE = 1 << 62
"""The numbers of cases begin here, so that they are found without a look at any call."""


def place_of(name: str, *, is_case: bool) -> int:
    """A number that grows with the time in an id, and belongs to that id alone."""
    try:
        seconds = int(datetime.fromisoformat(name[:16]).timestamp())
    except ValueError:
        seconds = 0  # sixteen digits that are no time
    return (FIRST_CASE if is_case else 0) + (seconds << 24 | int(name[-6:], 16))
