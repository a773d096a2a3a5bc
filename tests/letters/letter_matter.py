"""A made-up case: two calls, a registered letter, a bill; and the same with nothing in it."""

from datetime import date, datetime, timedelta, timezone

from callmate.domain.call import Call
from callmate.domain.case import (
    AnyCaseEntry,
    Attachment,
    Author,
    Case,
    CaseFacts,
    Channel,
    Happened,
    Opened,
    Purpose,
)
from callmate.domain.chronology import Chronology
from callmate.domain.entry import (
    Answered,
    Given,
    HoldBegan,
    HungUp,
    Note,
    Outcome,
    OutcomeSet,
    Promised,
    Refused,
    Sector,
    Started,
    Transferred,
)
from callmate.domain.letter import Recipient, Sender
from callmate.domain.narrative import narrate
from callmate.domain.past_call import PastCall, first_entry, further_entries, written_up
from callmate.letters.fill import LetterMatter

ROME = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ROME)
CASE = "20261118T090000Z-aabbcc"

SENDER = Sender(
    "Anna Bianchi", "Via Roma 1", "20121 Milano (MI)", "anna@example.org", "", "333 1234567"
)
RECIPIENT = Recipient("Zefiro Telecom S.p.A.", "Via del Vento 9", "00100 Roma")
FACTS = CaseFacts(
    name="linea guasta",
    company="Zefiro Telecom",
    sector=Sector.COMMUNICATIONS,
    number="187",
    customer_code="C-42",
    line_code="0612345678",
    noticed_on=date(2026, 11, 18),
    wanted="la riparazione della linea",
)


def call(
    day: int = 24, note: str = "dice: guasto di zona", refusal: str = "non siamo tenuti"
) -> Call:
    """A call with two operators, a note, a refusal and a promise."""
    start = datetime(2026, 11, day, 10, 32, 5, tzinfo=ROME)

    def at(minutes: int, seconds: int = 0) -> datetime:
        return start + timedelta(minutes=minutes, seconds=seconds)

    due = datetime(2026, 11, 27, 23, 59, tzinfo=ROME)
    return Call(
        f"202611{day}T093205Z-7f3a9c",
        (
            Started(
                id="s",
                at=start,
                company="Zefiro Telecom",
                number="187",
                sector=Sector.COMMUNICATIONS,
                questions=("Rimborso dei giorni persi?",),
                case=CASE,
            ),
            HoldBegan(id="h", at=at(0, 36)),
            Answered(id="a", at=at(4, 5)),
            Given(id="g", at=at(4, 10), item="operator", text="2093"),
            Note(id="n", at=at(5), text=note),
            Given(id="w", at=at(6), item="witness", text="Lucia"),
            Transferred(id="t", at=at(12)),
            Given(id="g2", at=at(12, 8), item="operator", text="4471"),
            Given(id="g3", at=at(12, 20), item="operator_name", text="Carla"),
            Refused(id="r", at=at(14), item="claim_number", text=refusal),
            Refused(id="q", at=at(14, 30), item="question:1"),
            Promised(id="p", at=at(16), text="manderanno un tecnico", due=due),
            HungUp(id="e", at=at(18, 40)),
            OutcomeSet(id="x", at=at(19), outcome=Outcome.REFUSED),
        ),
    )


def on_paper_only() -> Call:
    """A call of which somebody noted the day and what was said, and neither time nor length."""
    past = PastCall(
        company="Zefiro Telecom",
        at=datetime(2026, 11, 19, 13, 37, tzinfo=ROME),
        approximate=True,
        operator="2093",
        notes=("perdita al contatore",),
        promise="richiamano",
        case=CASE,
    )
    numbers = iter(range(100))

    def fresh() -> str:
        return f"paper-{next(numbers)}"

    entries = (
        first_entry(past, fresh),
        *further_entries(past, fresh),
        written_up(past, fresh, NOW),
    )
    return Call("20261119T123700Z-7f3a9c", entries)


def happened(
    day: int,
    channel: Channel,
    text: str,
    *,
    author: Author = Author.OWNER,
    reference: str = "",
    attachment: Attachment | None = None,
    purpose: Purpose | None = None,
) -> Happened:
    """Something that was not a call, of which only the day is known."""
    return Happened(
        id=f"{channel}{day}",
        at=NOW,
        on=datetime(2026, 11, day, 12, tzinfo=ROME),
        day_only=True,
        channel=channel,
        text=text,
        author=author,
        reference=reference,
        attachment=attachment,
        purpose=purpose,
    )


BILL = happened(
    12,
    Channel.BILL,
    "bolletta di ottobre",
    reference="B-77",
    attachment=Attachment("bolletta.pdf", "attached/a", "ab" * 32, 3),
)
LETTER = happened(11, Channel.LETTER, "chiesta la riparazione", reference="RR123IT")
REPLY = happened(20, Channel.POST, "stiamo verificando", author=Author.PERSON)


def matter(
    *calls: Call,
    happenings: tuple[AnyCaseEntry, ...] = (LETTER, BILL),
    facts: CaseFacts = FACTS,
    sender: Sender = SENDER,
    recipient: Recipient = RECIPIENT,
    now: datetime = NOW,
) -> LetterMatter:
    """What a letter about the made-up case is filled with; two calls when none are named."""
    opened = Opened(id="o", at=datetime(2026, 11, 18, 9, tzinfo=ROME), facts=facts)
    case = Case(CASE, (opened, *happenings))
    of_case = calls or (call(23), call(24))
    prints = tuple((each.id, "cd" * 32) for each in of_case)
    told = narrate(Chronology(case, of_case), now)
    return LetterMatter(told, sender, recipient, "ab" * 32, prints)


def bare() -> LetterMatter:
    """A case of which nothing but its name is known."""
    opened = Opened(id="o", at=NOW, facts=CaseFacts(name="linea guasta"))
    told = narrate(Chronology(Case(CASE, (opened,)), ()), NOW)
    return LetterMatter(told, Sender(), Recipient(), "ab" * 32)
