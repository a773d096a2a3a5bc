"""The facts of a case in words: what is known, what it has cost, what was attached."""

from collections.abc import Iterator
from datetime import date, datetime

from callmate import dates
from callmate.domain.case_entry import Attachment, Happened
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Sector
from callmate.domain.span import clock
from callmate.i18n import _
from callmate.phrases import sector_name

Told = tuple[str, str]
"""A label and words, as the owner typed them."""


def known(told: Chronology) -> list[Told]:
    """What is known of the problem; what is not known is left out."""
    case, facts = told.case, told.facts
    claims = dict.fromkeys(call.claim_number for call in told.calls if call.claim_number)
    lines = [
        (_("Company"), facts.company),
        (_("Trade"), "" if facts.sector is Sector.OTHER else sector_name(facts.sector)),
        (_("Number to dial"), facts.number),
        (_("Customer code"), facts.customer_code),
        (_("Line or meter"), facts.line_code),
        (_("Claim number"), ", ".join(claims)),
        (_("Noticed on"), dates.long_day(facts.noticed_on) if facts.noticed_on else ""),
        (_("Asked for"), facts.wanted),
        (_("Worth"), facts.worth),
        (_("Case"), case.id),
        (_("Opened"), dates.full(case.opened)),
        (_("Closed"), dates.full(case.closed) if case.closed else ""),
    ]
    return [(label, text) for label, text in lines if text]


def cost(told: Chronology, now: datetime) -> list[Told]:
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
        if isinstance(entry, Happened) and entry.attachment:
            yield entry.on.date(), entry.attachment
