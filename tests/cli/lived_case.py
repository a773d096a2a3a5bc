"""A case that was lived through: two calls, a letter, a post with two replies, a photograph."""

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from callmate.domain.case import Author, CaseFacts, Channel
from callmate.domain.due import Due
from callmate.domain.entry import Sector
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Desk, begin
from callmate.store.places import fresh_id
from tests.cli.conftest import START, Clock, Home


@dataclass
class Watch:
    """Tells the time that it is set to."""

    at: datetime = START

    def __call__(self) -> datetime:
        """The time."""
        return self.at


FACTS = CaseFacts(
    name="Line dead since Monday",
    company="Zefiro Telecom",
    sector=Sector.COMMUNICATIONS,
    number="187",
    customer_code="C-42",
    line_code="0612345",
    noticed_on=date(2026, 11, 18),
    wanted="the line mended",
    worth="30 euro a month",
)

IN_ORDER = (
    "Line dead since Monday",
    "Call started: 187",
    "Operator 4471 answered",
    "modem off since Monday",
    "PROMISE technician",
    "REFUSED Operator's name: we do not say",
    "Call ended",
    "Registered letter, from the customer: asked for a refund · no. RR123IT · attached: photo.jpg",
    "Post on their social page, from the customer: still no line",
    "Post on their social page, automatic reply: we have your message",
    "Post on their social page, from a person there: we are looking into it",
    "Call started: 187",
    "Operator 2093 answered",
    "no technician was ever sent",
    "PROMISE NOT KEPT: operator 4471",
)
"""Lines of the case, in the order in which they happened."""


def live(home: Home, facts: CaseFacts = FACTS, *notes: str) -> str:
    """Live through it and return the case's id."""
    watch = Watch()
    desk = CaseDesk(home.cases, fresh_id, watch)
    case = desk.open(facts)
    first, promise = _call(home, case.id, "4471", ("modem off since Monday", *notes), START)

    watch.at = START + timedelta(days=2)
    photo = home.cases.attach(case.id, "photo.jpg", io.BytesIO(b"\xff\xd8 a photograph"))
    desk.add(
        case,
        Channel.LETTER,
        "asked for a refund",
        on=watch.at,
        day_only=True,
        reference="RR123IT",
        attachment=photo,
    )
    for hours, author, text in (
        (1, Author.OWNER, "still no line"),
        (2, Author.AUTOMATIC, "we have your message"),
        (30, Author.PERSON, "we are looking into it"),
    ):
        on = watch.at + timedelta(hours=hours)
        desk.add(case, Channel.POST, text, on=on, author=author)

    later = START + timedelta(days=7)
    _call(home, case.id, "2093", ("no technician was ever sent",), later)
    watch.at = later + timedelta(hours=1)
    desk.settle(case, first, promise, kept=False)
    return case.id


def _call(
    home: Home, case: str, operator: str, notes: tuple[str, ...], at: datetime
) -> tuple[str, str]:
    started = begin(
        "Zefiro Telecom", number="187", sector=Sector.COMMUNICATIONS, case=case, clock=lambda: at
    )
    with home.cabinet.create(started, fresh_id(at)) as kept:
        desk = Desk(kept, Clock(at))
        desk.hold()
        desk.answer()
        desk.give("operator", operator)
        for note in notes:
            desk.note(note)
        due = Due(at=at + timedelta(days=3), exact=False, matched="", start=0, end=0)
        promise = desk.promise("technician", due)
        desk.refuse("operator_name", "we do not say")
        desk.hang_up()
        return kept.call.id, promise.id
