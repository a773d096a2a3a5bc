"""Five cases as people have them, and the Italian complaint that each of them makes.

``python -m tests.letters.five_cases`` prints the letters; the test of the same name holds them
against ``tests/data/five_letters.txt``, which is renewed by sending them there.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import callmate.rulebook
from callmate.documents.formats.plain_text import as_text
from callmate.domain.call import Call
from callmate.domain.case import (
    AnyCaseEntry,
    Attachment,
    Case,
    CaseFacts,
    Channel,
    Happened,
    Opened,
    Settled,
    Stated,
)
from callmate.domain.chronology import Chronology
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    CameIn,
    Given,
    HoldBegan,
    HungUp,
    Promised,
    Refused,
    Sector,
    Started,
)
from callmate.domain.letter import LetterKind, Question, Recipient, Sender
from callmate.domain.narrative import narrate
from callmate.letters.draft import as_paper
from callmate.letters.fill import LetterMatter, fill
from callmate.rulebook.rule_files import read_rules
from tests.made_up_case import ROME

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=ROME)
SENDER = Sender(
    "Anna Bianchi",
    "Via Roma 1",
    "20121 Milano (MI)",
    "anna@example.org",
    "anna.bianchi@pec.example",
    "333 1234567",
    "BNCNNA70A41F205X",
)


def at(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    """A moment of November."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ROME)


def call(began: datetime, company: str, number: str, *entries: AnyEntry, minutes: int) -> Call:
    """A call that begins at a moment and lasts so many minutes."""
    start = Started(id="s", at=began, company=company, number=number)
    end = HungUp(id="e", at=began.replace(minute=began.minute + minutes, second=40))
    return Call(f"{began:%Y%m%dT%H%M%S}Z-7f3a9c", (start, *entries, end))


def stated(question: Question, text: str) -> Stated:
    """An answer of the owner's."""
    return Stated(id=f"stated-{question}", at=NOW, question=question, text=text)


def filed(day: int, channel: Channel, text: str, reference: str, name: str) -> Happened:
    """Something that was not a call, with a file."""
    return Happened(
        id=f"h{day}",
        at=NOW,
        on=at(day, 12, 0),
        day_only=True,
        channel=channel,
        text=text,
        reference=reference,
        attachment=Attachment(name, f"attached/{name}", "ab" * 32, 3),
    )


def telephony() -> LetterMatter:
    """A line that does not work, a number that is refused, a technician who does not come."""
    company = "Zefiro Telecom S.p.A."
    first = call(
        at(16, 9, 12),
        company,
        "187",
        HoldBegan(id="h", at=at(16, 9, 13)),
        Answered(id="a", at=at(16, 9, 20)),
        Given(id="o", at=at(16, 9, 21), item="operator", text="2093"),
        Promised(id="p", at=at(16, 9, 26), text="un tecnico a casa", due=at(19, 23, 59)),
        minutes=18,
    )
    second = call(
        at(20, 17, 30),
        company,
        "187",
        Answered(id="a", at=at(20, 17, 34)),
        Given(id="o", at=at(20, 17, 35), item="operator", text="4471"),
        Refused(id="r", at=at(20, 17, 40), item="claim_number", text="il sistema non lo dà"),
        minutes=14,
    )
    facts = CaseFacts(
        name="linea fissa e internet guaste",
        company=company,
        sector=Sector.COMMUNICATIONS,
        customer_code="1.20394857",
        line_code="02 1234567",
        noticed_on=at(15, 12, 0).date(),
        wanted="la riparazione della linea e lo storno dei giorni senza servizio",
    )
    broken = Settled(id="k", at=NOW, call=first.id, promise="p", kept=False)
    stands = stated(Question.CONTRACT_STANDS, "yes")
    copies = stated(Question.COPIES, "Agcom; Adiconsum, sede di Milano")
    to = Recipient(company, "Via del Vento 9", "00100 Roma", "reclami@pec.zefiro.example")
    return matter(facts, to, (first, second), broken, stands, copies)


def energy() -> LetterMatter:
    """A bill made of estimates, and a number given by telephone."""
    company = "Aurora Energia S.r.l."
    asked = call(
        at(12, 10, 5),
        company,
        "800 123 456",
        Answered(id="a", at=at(12, 10, 9)),
        Given(id="o", at=at(12, 10, 9), item="operator", text="A17"),
        Given(id="c", at=at(12, 10, 15), item="claim_number", text="RC-2026-88121"),
        minutes=11,
    )
    facts = CaseFacts(
        name="bolletta di conguaglio calcolata su letture stimate",
        company=company,
        sector=Sector.ENERGY,
        customer_code="700123",
        line_code="IT001E12345678",
        noticed_on=at(9, 12, 0).date(),
        wanted="il ricalcolo della bolletta sulle letture reali e la sospensione del pagamento",
    )
    bill = filed(9, Channel.BILL, "conguaglio", "2026/4471", "bolletta-2026-4471.pdf")
    answers = (
        stated(Question.SERVICE, "energia elettrica"),
        stated(Question.SUPPLY_ADDRESS, "Via Roma 1, 20121 Milano"),
        stated(Question.CONTRACT_STANDS, "yes"),
    )
    to = Recipient(company, "Corso Luce 3", "10100 Torino")
    return matter(facts, to, (asked,), bill, *answers)


def bank() -> LetterMatter:
    """A payment that nobody at home made."""
    company = "Banca del Faro S.p.A."
    told = call(
        at(21, 8, 40),
        company,
        "800 777 000",
        Answered(id="a", at=at(21, 8, 52)),
        Given(id="o", at=at(21, 8, 53), item="operator_name", text="Sara B."),
        Given(id="c", at=at(21, 8, 58), item="claim_number", text="FR-5521"),
        minutes=17,
    )
    facts = CaseFacts(
        name="pagamento con carta di 389 euro del 20 novembre, che non ho autorizzato",
        company=company,
        sector=Sector.BANK,
        customer_code="55120",
        noticed_on=at(21, 12, 0).date(),
        wanted="il rimborso dell’operazione e una nuova carta",
    )
    statement = filed(21, Channel.PAYMENT, "addebito non autorizzato", "", "estratto-conto.pdf")
    answers = (
        stated(Question.ACCOUNT, "carta che termina con 4471"),
        stated(Question.CONTRACT_STANDS, "yes"),
    )
    to = Recipient(company, mail="reclami@pec.bancadelfaro.example")
    return matter(facts, to, (told,), statement, *answers)


def contract() -> LetterMatter:
    """A call that came in, an offer that was refused, and a contract all the same."""
    company = "Aurora Energia S.r.l."
    offer = call(
        at(3, 18, 20),
        company,
        "02 9876543",
        CameIn(id="i", at=at(3, 18, 20, 5)),
        Answered(id="a", at=at(3, 18, 20, 9)),
        Given(id="o", at=at(3, 18, 21), item="operator_name", text="Paolo"),
        minutes=6,
    )
    protest = call(
        at(16, 9, 0), company, "800 123 456", Answered(id="a", at=at(16, 9, 6)), minutes=9
    )
    facts = CaseFacts(
        name="contratto luce mai voluto", company=company, sector=Sector.ENERGY, line_code=""
    )
    answers = (
        stated(Question.OFFER_CALL, offer.id),
        stated(Question.OFFER, "il passaggio a un nuovo contratto di energia elettrica"),
        stated(Question.OFFER_REFUSED, "yes"),
        stated(Question.OFFER_UNSIGNED, "yes"),
    )
    to = Recipient(company, "Corso Luce 3", "10100 Torino")
    return matter(facts, to, (offer, protest), *answers)


def water() -> LetterMatter:
    """A leak before the meter, and a reading that nobody takes."""
    company = "Acque del Lago S.p.A."
    asked = call(
        at(18, 11, 0),
        company,
        "800 456 456",
        Answered(id="a", at=at(18, 11, 7)),
        Promised(id="p", at=at(18, 11, 9), text="verifica del contatore", due=at(22, 23, 59)),
        minutes=12,
    )
    facts = CaseFacts(
        name="consumo anomalo e perdita vicino al contatore",
        company=company,
        sector=Sector.WATER,
        customer_code="U-9921",
        line_code="M-556677",
        noticed_on=at(17, 12, 0).date(),
        wanted="la verifica del contatore e il ricalcolo dei consumi",
    )
    answers = (
        stated(Question.SUPPLY_ADDRESS, "Via Roma 1, 20121 Milano"),
        stated(Question.CONTRACT_STANDS, "yes"),
    )
    to = Recipient(company, "Via delle Fonti 2", "22100 Como")
    return matter(facts, to, (asked,), *answers)


def matter(
    facts: CaseFacts, to: Recipient, calls: tuple[Call, ...], *entries: AnyCaseEntry
) -> LetterMatter:
    """What the letter about a case is filled with, Italy's rules among it."""
    opened = Opened(id="o", at=at(2, 9, 0), facts=facts)
    told = Chronology(Case("20261102T080000Z-aabbcc", (opened, *entries)), calls)
    prints = tuple((each.id, "cd" * 32) for each in calls)
    ours = Path(callmate.rulebook.__file__).parent / "none"
    rules = {rule.id: rule for rule in read_rules(ours).rules}
    return LetterMatter(narrate(told, NOW), SENDER, to, "ab" * 32, prints, "it", rules)


FIVE = {
    "telefono guasto": (LetterKind.COMPLAINT, telephony),
    "bolletta della luce": (LetterKind.COMPLAINT, energy),
    "pagamento in banca": (LetterKind.COMPLAINT, bank),
    "contratto non voluto": (LetterKind.CONTRACT, contract),
    "acqua": (LetterKind.COMPLAINT, water),
}
"""The letter of each case, and the case."""


def letters() -> Iterator[str]:
    """The letters, each as the lines of a text under its title."""
    for title, (kind, about) in FIVE.items():
        letter = fill(kind, "it", about())
        lines = as_text(as_paper(letter), 78)
        yield "\n".join([f"=== {title} ===", "", *lines, ""])


if __name__ == "__main__":
    print("\n".join(letters()))  # noqa: T201 - what it is for
