"""A case as one table, for a spreadsheet: each row says which part of the case it belongs to."""

from collections.abc import Iterator
from datetime import datetime

from callmate.documents.case_paper import (
    SealedCase,
    attached,
    case_paper,
    cost,
    day_of,
    fingerprint,
    known,
    time_of,
    words_of,
)
from callmate.documents.formats.blocks import Table
from callmate.documents.formats.paper_files import ENDINGS, contents
from callmate.domain.case import Dated
from callmate.domain.chronology import Chronology, ChronologyLine
from callmate.domain.promise import Promise
from callmate.locale.messages import _
from callmate.wording import dates
from callmate.wording.names import fate_name

Row = tuple[str, ...]


def case_table(case: SealedCase, now: datetime) -> Table:
    """The whole case, in the order of the paper.

    Args:
        case: The case, its calls and their fingerprints.
        now: The time, by which an open promise is overdue or not.
    """
    head = (
        _("Part"),
        _("Date"),
        _("Time"),
        _("Company"),
        _("Operator"),
        _("What"),
        _("Text"),
        _("By"),
        _("What became of it"),
        _("File"),
        "SHA-256",
    )
    return Table(head, tuple(_rows(case, now)))


def _rows(case: SealedCase, now: datetime) -> Iterator[Row]:
    chronology = case.told
    yield _row(_("Case"), what=_("Name"), text=chronology.case.name)
    for label, text in known(chronology):
        yield _row(_("Case"), what=label, text=text)
    for label, text in cost(chronology, now):
        yield _row(_("Cost"), what=label, text=text)
    companies = {call.id: call.company for call in chronology.calls}
    for promise in chronology.promises:
        yield _promise(promise, companies[promise.call], now)
    for line in chronology.lines:
        yield _line(chronology, line)
    for day, file in attached(chronology):
        yield _row(_("Attached file"), day.isoformat(), file=file.name, sha256=file.sha256)
    yield _row(_("Fingerprint"), what=chronology.case.id, text=fingerprint(case.chain))
    for call in chronology.calls:
        yield _row(_("Fingerprint"), what=call.id, text=fingerprint(case.chains[call.id]))


def _promise(promise: Promise, company: str, now: datetime) -> Row:
    return _row(
        _("Promise"),
        promise.at.date().isoformat(),
        "" if promise.untimed else dates.clock_time(promise.at),
        company,
        promise.operator or "",
        text=promise.text,
        by=dates.full_due(promise.due, exact=promise.due_exact) if promise.due else "",
        fate=fate_name(promise.fate(now)),
    )


def _line(chronology: Chronology, line: ChronologyLine) -> Row:
    head, text = words_of(chronology, line)
    file = line.entry.attachment if isinstance(line.entry, Dated) else None
    return _row(
        _("What happened"),
        day_of(line).isoformat(),
        time_of(line),
        line.call.company if line.call else chronology.case.facts.company,
        (line.call.operator_at(line.at) or "") if line.call else "",
        what=head,
        text=text,
        file=file.name if file else "",
        sha256=file.sha256 if file else "",
    )


def _row(
    part: str,
    date: str = "",
    time: str = "",
    company: str = "",
    operator: str = "",
    *,
    what: str = "",
    text: str = "",
    by: str = "",
    fate: str = "",
    file: str = "",
    sha256: str = "",
) -> Row:
    return (part, date, time, company, operator, what, text, by, fate, file, sha256)


CASE_ENDINGS = (*ENDINGS, ".csv")
"""The kinds of file that a case can become."""


def case_contents(case: SealedCase, ending: str, now: datetime) -> bytes:
    """The bytes of the file.

    Args:
        case: The case, its calls and their fingerprints.
        ending: One of ``CASE_ENDINGS``.
        now: The time at which it is written.
    """
    if ending == ".csv":
        from callmate.documents.formats.spreadsheet import as_csv  # noqa: PLC0415 - only now wanted

        return as_csv(case_table(case, now))
    return contents(case_paper(case, now), ending)
