"""A letter saved as an e-mail: a draft with its recipient, subject, text, PDF and enclosures."""

import io
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from msgspec.structs import replace

from callmate.domain.case import Author, Channel
from callmate.domain.chronology import Chronology
from callmate.domain.letter import Recipient, Sender
from callmate.letters.draft import LetterInHand, address_key
from callmate.letters.kinds import mail_said
from callmate.letters.mail import mail_address
from callmate.store.addresses import Addresses
from callmate.store.cases import Cases
from tests.owner_store import START, OwnerStore

BILL = "bolletta di ottobre.pdf"


@pytest.fixture
def told(owner_store: OwnerStore) -> Chronology:
    case = owner_store.case()
    cases = Cases(owner_store.places)
    file = cases.attach(case.id, BILL, io.BytesIO(b"%PDF- a bill"))
    case = owner_store.desk().add(
        case, Channel.BILL, "ottobre", author=Author.OWNER, attachment=file
    )
    call = owner_store.call(lambda desk: desk.answer(), case=case.id)
    addresses = Addresses(owner_store.places)
    addresses.keep_sender(Sender(name="Anna Bianchi", town="20121 Milano", pec="anna@pec.example"))
    addresses.keep_recipient(
        address_key("complaint", "Zefiro Telecom"),
        Recipient("Zefiro Telecom S.p.A.", mail="reclami@pec.zefiro.example"),
    )
    return Chronology(case, (owner_store.cabinet.read(call),))


def letter(store: OwnerStore, told: Chronology) -> LetterInHand:
    return LetterInHand(store.cabinet, told, "complaint", "it", "it", clock=lambda: START)


def opened(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def test_it_is_a_draft_with_everything_in_it(owner_store: OwnerStore, told: Chronology) -> None:
    in_hand = letter(owner_store, told)
    message = opened(in_hand.contents(".eml"))
    assert message["X-Unsent"] == "1"
    assert message["To"] == "reclami@pec.zefiro.example"
    assert message["From"] == "anna@pec.example"
    assert message["Subject"].startswith("reclamo scritto")
    assert "Date" not in message
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Line dead" in text
    assert "Anna Bianchi" in text
    assert "Oggetto:" not in text
    enclosed = {part.get_filename(): part for part in message.iter_attachments()}
    own, bill = [name for name in enclosed if name != BILL], enclosed[BILL]
    assert bill.get_content() == b"%PDF- a bill"
    assert own[0] is not None
    assert own[0].endswith(".pdf")
    assert enclosed[own[0]].get_content().startswith(b"%PDF-")
    assert mail_said(in_hand.mail_to, in_hand.not_enclosed)[1:] == ()


def test_what_is_missing_is_told_and_left_out(owner_store: OwnerStore, told: Chronology) -> None:
    Addresses(owner_store.places).keep_recipient(
        address_key("complaint", "Zefiro Telecom"), Recipient("Zefiro", mail="")
    )
    for kept in owner_store.places.cases.glob("*/attached/*"):
        kept.write_bytes(b"something else")
    in_hand = letter(owner_store, told)
    message = opened(in_hand.contents(".eml"))
    assert "To" not in message
    assert len(list(message.iter_attachments())) == 1
    assert in_hand.not_enclosed == (BILL,)
    assert len(mail_said(in_hand.mail_to, in_hand.not_enclosed)) == 3


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("reclami@pec.example", "reclami@pec.example"),
        ("PEC: reclami@pec.example", "reclami@pec.example"),
        ("a@x.example, b@y.example", "a@x.example"),
        ("a@x.example\r\nBcc: evil@x.example", "a@x.example"),
        ("reclami@", ""),
        ("@", ""),
        ("perché@posta.example", ""),
        ("via Roma 1", ""),
        ("", ""),
    ],
)
def test_only_an_address_becomes_one(typed: str, address: str) -> None:
    assert mail_address(typed) == address


@pytest.mark.parametrize("name", ["a\r\nBcc: x@y.example", "\x1b[2J\x00", "perché \u202e.pdf"])
def test_nothing_that_was_typed_becomes_a_header(
    owner_store: OwnerStore, told: Chronology, name: str
) -> None:
    facts = replace(told.case.facts, name=name)
    case = owner_store.desk().restate(told.case, facts)
    message = opened(letter(owner_store, Chronology(case, told.calls)).contents(".eml"))
    assert "Bcc" not in message
    assert set(message) == {
        *("X-Unsent", "From", "To", "Subject", "MIME-Version", "Content-Type"),
    }
    assert "\n" not in message["Subject"]
