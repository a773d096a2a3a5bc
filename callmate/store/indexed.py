"""What the index holds of a call or a case: its row, its words, its promises."""

from datetime import datetime

import msgspec

from callmate.domain.call import Call
from callmate.domain.case import Case
from callmate.domain.case_entry import CaseEntry, Happened, Opened, Restated
from callmate.domain.entry import AnyEntry, Outcome, Started
from callmate.domain.folding import folded
from callmate.domain.plain import CallSummary


class Said(msgspec.Struct, array_like=True, frozen=True):
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


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A call or a case, as the index holds it."""

    id: str
    row: CallSummary | CaseRow
    said: tuple[Said, ...]
    company: str
    """Folded, and so are the next two."""
    claim: str
    missing: str = ""
    """Ids of items with a blank around each."""
    outcome: Outcome | None = None


def page_of_call(call: Call, row: CallSummary) -> Page:
    """What the index holds of a call."""
    return Page(
        id=call.id,
        row=row,
        said=said_in_call(call),
        company=folded(row.company),
        claim=folded(row.claim_number or ""),
        missing=f" {' '.join(row.missing)} ",
        outcome=row.outcome,
    )


def page_of_case(case: Case) -> Page:
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
    return Page(
        id=case.id,
        row=row,
        said=said_in_case(case),
        company=folded(f"{facts.name}\n{facts.company}"),
        claim=folded("\n".join(each.reference for each in happened)),
    )


def said_in_call(call: Call) -> tuple[Said, ...]:
    """The words of a call, in their latest wording; what was taken back is not among them."""
    return tuple(
        Said(entry.id, entry.at, words) for entry in call.standing if (words := said_in(entry))
    )


def said_in(entry: AnyEntry) -> str:
    """The words of an entry that a person may look for; empty when it has none."""
    if isinstance(entry, Started):
        return " · ".join(filter(None, (entry.company, entry.number, entry.matter)))
    return str(getattr(entry, "text", ""))


def said_in_case(case: Case) -> tuple[Said, ...]:
    """The words of a case, of its facts the latest only."""
    stated = [entry for entry in case.standing if isinstance(entry, (Opened, Restated))]
    others = [entry for entry in case.standing if not isinstance(entry, (Opened, Restated))]
    found = ((each, _said(each)) for each in (stated[-1], *others))
    return tuple(
        Said(each.id, each.on if isinstance(each, Happened) else each.at, words)
        for each, words in found
        if words
    )


def _said(entry: CaseEntry) -> str:
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
        case _:
            told = (str(getattr(entry, "text", "")),)
    return " · ".join(filter(None, told))
