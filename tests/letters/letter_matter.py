"""What a letter about the made-up case is filled with; and the same with nothing in it."""

from datetime import datetime

from callmate.domain.call import Call
from callmate.domain.case import AnyCaseEntry, Case, CaseFacts, Opened
from callmate.domain.chronology import Chronology
from callmate.domain.letter import LetterChoices, Recipient, Sender
from callmate.domain.narrative import narrate
from callmate.letters.fill import LetterMatter
from tests.made_up_case import BILL, CASE, FACTS, LETTER, NOW, SENDER, call, told_of

RECIPIENT = Recipient("Zefiro Telecom S.p.A.", "Via del Vento 9", "00100 Roma")


def matter(
    *calls: Call,
    happenings: tuple[AnyCaseEntry, ...] = (LETTER, BILL),
    facts: CaseFacts = FACTS,
    sender: Sender = SENDER,
    recipient: Recipient = RECIPIENT,
    now: datetime = NOW,
    notes: bool = True,
) -> LetterMatter:
    """What a letter about the made-up case is filled with; two calls when none are named.

    Every note is taken in, unless `notes` says otherwise.
    """
    of_case = calls or (call(23), call(24))
    prints = tuple((each.id, "cd" * 32) for each in of_case)
    told = narrate(told_of(*of_case, entries=happenings, facts=facts), now)
    chosen = frozenset(fact.id for fact in told.told if notes)
    return LetterMatter(
        told, sender, recipient, "ab" * 32, prints, choices=LetterChoices(notes=chosen)
    )


def bare() -> LetterMatter:
    """A case of which nothing but its name is known."""
    opened = Opened(id="o", at=NOW, facts=CaseFacts(name="linea guasta"))
    told = narrate(Chronology(Case(CASE, (opened,)), ()), NOW)
    return LetterMatter(told, Sender(), Recipient(), "ab" * 32)
