"""A case to print or to hand to somebody who can help: what is known of it, and its whole paper."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from callmate.documents.formats.blocks import (
    Block,
    FactRow,
    FactTable,
    Heading,
    Paper,
    Paragraph,
    Table,
)
from callmate.domain.call import Call
from callmate.domain.case import Attachment, Author, CaseLine, Dated, Happened
from callmate.domain.chronology import Chronology, ChronologyLine
from callmate.domain.entry import MovedHere, Note, RecordingBegan, Sector, Started
from callmate.domain.promise import Promise
from callmate.domain.seal import Chain
from callmate.domain.times import clock
from callmate.locale.messages import _, language, pgettext
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases, calls_of
from callmate.store.index import Index
from callmate.store.rows import DamagedCall
from callmate.wording import dates
from callmate.wording.case_words import case_line_words
from callmate.wording.entry_words import entry_words, length_of
from callmate.wording.names import (
    author_name,
    channel_name,
    claims_told,
    fate_name,
    sector_name,
)

Labelled = tuple[str, str]
"""A label, and words as the owner typed them."""


def known(told: Chronology) -> list[Labelled]:
    """What is known of the problem; what is not known is left out."""
    case, facts = told.case, told.facts
    lines = [
        (_("Company"), facts.company),
        (_("Trade"), "" if facts.sector is Sector.OTHER else sector_name(facts.sector)),
        (_("Number to dial"), facts.number),
        (_("Customer code"), facts.customer_code),
        (_("Line or meter"), facts.line_code),
        (_("Claim number"), claims_told(told.claims)),
        (_("Noticed on"), dates.long_day(facts.noticed_on) if facts.noticed_on else ""),
        (_("Asked for"), facts.wanted),
        (_("Worth"), facts.worth),
        (_("Case"), case.id),
        (_("Opened"), dates.full(case.opened)),
        (_("Closed"), dates.full(case.closed) if case.closed else ""),
    ]
    return [(label, text) for label, text in lines if text]


def cost(told: Chronology, now: datetime) -> list[Labelled]:
    """What the case has cost so far.

    Args:
        told: The case and its calls.
        now: The time, up to which a call in progress counts.
    """
    totals = told.totals(now)
    return [
        (_("Calls"), str(totals.calls)),
        (_("Operators"), str(totals.operators)),
        (_("Transfers"), str(totals.transfers)),
        (_("On the phone"), clock(totals.spent.total_seconds())),
        (_("Of that, on hold"), clock(totals.held.total_seconds())),
    ]


def attached(told: Chronology) -> Iterator[tuple[date, Attachment]]:
    """The files that were copied into the case, with the day that each belongs to."""
    for entry in told.case.lines:
        if isinstance(entry, Dated) and entry.attachment:
            yield entry.on.date(), entry.attachment


def day_of(line: ChronologyLine) -> date:
    """The day of a line, where it happened."""
    return line.at.date()


def time_of(line: ChronologyLine) -> str:
    """The time of day of a line, where it happened; empty where only the day is known."""
    if isinstance(line.entry, Dated):
        return "" if line.entry.day_only else dates.hour_minute(line.at)
    if line.call is not None and line.entry.id in line.call.timeless:
        return ""
    return dates.clock_time(line.at)


def begins_call(line: ChronologyLine) -> bool:
    """Whether a call begins with this line."""
    return isinstance(line.entry, Started)


def words_of(told: Chronology, line: ChronologyLine) -> tuple[str, str]:
    """What kind of thing a line is, which may be empty, and what it says.

    Whoever reads it need not be the owner, so that nobody is spoken to.
    """
    entry = line.entry
    if isinstance(entry, CaseLine):
        said = case_line_words(told, entry)
        return (_sent(entry) if isinstance(entry, Happened) else said.head), said.text
    assert line.call is not None  # noqa: S101 - only calls have such entries
    if isinstance(entry, RecordingBegan):
        return "", _("Recording began (part {part})").format(part=entry.part)
    spoken = entry_words(line.call, entry)
    text = spoken.dated(spoken.text)
    return (line.call.company if begins_call(line) else ""), text


def _sent(entry: Happened) -> str:
    by_owner = entry.author is Author.OWNER
    author = pgettext("author", "from the customer") if by_owner else author_name(entry.author)
    return f"{channel_name(entry.channel)}, {author}"


@dataclass(frozen=True)
class SealedCase:
    """What an export tells, and how it can be checked later."""

    told: Chronology
    chain: Chain
    """What was found in the case's own entries."""
    chains: Mapping[str, Chain]
    """What was found in those of each call, by the call's id."""
    unread: int = 0
    """How many calls cannot be read at all, so that nobody knows which case they belong to."""


def sealed_case(cabinet: Cabinet, cases: Cases, case_id: str) -> SealedCase:
    """Read a case with everything that is filed in it.

    Raises:
        NoSuchCase: It is not there.
        Damaged: Its file, or that of one of its calls, cannot be read.
    """
    case = cases.read(case_id)
    rows = Index(cabinet).rows()
    calls = calls_of(cabinet, rows, case_id)
    return SealedCase(
        Chronology(case, calls),
        cases.verify(case_id),
        {call.id: cabinet.verify(call.id) for call in calls},
        sum(isinstance(row, DamagedCall) for row in rows),
    )


def case_paper(case: SealedCase, now: datetime) -> Paper:
    """The whole case: its facts, its promises, its calls, everything in order.

    Args:
        case: The case, its calls and their fingerprints.
        now: The time, by which an open promise is overdue or not.
    """
    told = case.told
    sections = (
        (_("What it has cost so far"), [_facts(cost(told, now))]),
        (_("Promises"), promises(told, now)),
        (_("The calls"), calls(told, now)),
        (_("What happened, in order"), chronology(told)),
        (_("Attached files"), attachments(told)),
    )
    upto = _("All that happened, in order, up to {date}").format(date=dates.full(now))
    blocks: list[Block] = [Heading(told.case.name), Paragraph(upto, "dim")]
    blocks.append(_facts(known(told)))
    for title, found in sections:
        if found:
            blocks += [Heading(title, 2), *found]
    return Paper(
        title=told.case.name,
        language=language(),
        blocks=tuple(blocks),
        foot=tuple(foot(case, now)),
        mark=mark(case),
    )


def chronology(told: Chronology, *, notes: bool = True) -> list[Block]:
    """Every line in order, under its day.

    Args:
        told: The case and its calls.
        notes: Whether the owner's notes are among them.
    """
    blocks: list[Block] = []
    shown = (line for line in told.lines if notes or not is_note(line))
    for day, lines in groupby(shown, key=day_of):
        blocks.append(Heading(dates.long_day(day), 3))
        blocks.append(FactTable(tuple(_line(told, line) for line in lines)))
    return blocks


def is_note(line: ChronologyLine) -> bool:
    """Whether a line is a note of the owner's, or tells of one: moved, worded anew, taken back."""
    entry = line.entry.entry if isinstance(line.entry, MovedHere) else line.entry
    about = getattr(entry, "target", "")
    notes = {e.id for e in line.call.entries if isinstance(e, Note)} if line.call and about else ()
    return isinstance(entry, Note) or about in notes


def promises(told: Chronology, now: datetime) -> list[Block]:
    """Every promise, who made it, and what became of it."""
    if not told.promises:
        return []
    head = (_("Made"), _("Operator"), _("Promise"), _("By"), _("What became of it"))
    rows = tuple(_promise(promise, now) for promise in told.promises)
    return [Table(head, rows, (3, 2, 6, 4, 3))]


def calls(told: Chronology, now: datetime) -> list[Block]:
    """Every call in a row."""
    if not told.calls:
        return []
    head = (_("When"), _("Company"), _("Length"), _("Waiting"), _("Operators"), _("Claim number"))
    rows = tuple(_call(call, now) for call in told.calls)
    return [Table(head, rows, (4, 4, 2, 2, 3, 4))]


def attachments(told: Chronology) -> list[Block]:
    """Every file that was copied into the case, with the digest by which it is known again."""
    rows = tuple(
        FactRow(f"{day:%d/%m/%Y}", f"{file.name}\nSHA-256 {file.sha256}")
        for day, file in attached(told)
    )
    return [FactTable(rows)] if rows else []


def mark(case: SealedCase) -> str:
    """The fingerprint of the case, for the foot of every page."""
    said = _("Case {id}: {what}")
    return said.format(id=case.told.case.id, what=fingerprint(case.chain))


def foot(case: SealedCase, now: datetime) -> list[str]:
    """The fingerprint of each call, what fingerprints show, and who wrote this."""
    lines = []
    for call in case.told.calls:
        what = fingerprint(case.chains[call.id])
        said = _("Call {id}: {what}")
        lines.append(said.format(id=call.id, what=what))
    lines.append(
        _(
            "Whoever was given these fingerprints can see that nothing up to here was changed"
            " since. They show no more than that."
        )
    )
    return [*lines, _("Written by CallMate, {date}").format(date=dates.full(now))]


def fingerprint(chain: Chain) -> str:
    """The fingerprint of entries, or why there is none to trust."""
    if chain.broken_at is None:
        return _("Fingerprint {fingerprint}").format(fingerprint=chain.fingerprint)
    said = _("Entry {number} was changed after it was kept: there is no fingerprint to trust.")
    return said.format(number=chain.broken_at + 1)


def _facts(told: Iterable[Labelled]) -> FactTable:
    return FactTable(tuple(FactRow(label, text) for label, text in told))


def _line(told: Chronology, line: ChronologyLine) -> FactRow:
    head, text = words_of(told, line)
    joined = pgettext("entry", "{item}: {text}").format(item=head, text=text) if head else text
    return FactRow(time_of(line) or "–", joined, "strong" if begins_call(line) else "plain")


def _promise(promise: Promise, now: datetime) -> tuple[str, ...]:
    by = dates.full_due(promise.due, exact=promise.due_exact) if promise.due else ""
    made = f"{promise.at:%d/%m/%Y}"
    if not promise.untimed:
        made += f" {dates.hour_minute(promise.at)}"
    return (made, promise.operator or "", promise.text, by, fate_name(promise.fate(now)))


def _call(call: Call, now: datetime) -> tuple[str, ...]:
    at = call.start.at
    spoke = (leg.operator or _("number unknown") for leg in call.legs)
    operators = dict.fromkeys((*spoke, *call.operators))
    return (
        f"{at:%d/%m/%Y} {'' if call.start.id in call.timeless else dates.hour_minute(at)}".strip(),
        call.company,
        length_of(call, now),
        "–" if call.written_up else clock(call.waited(now).total_seconds()),
        ", ".join(operators),
        ", ".join(call.claim_numbers) or _("no number"),
    )
