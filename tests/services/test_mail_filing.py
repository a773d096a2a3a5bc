"""What comes by e-mail is filed in a case with its own date, and clocks start and stop by it."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from callmate.domain.case import Author, Case, Channel, Delivered, Happened, Purpose
from callmate.domain.letter import Recipient, Sender
from callmate.letters.mail_in_case import pec_receipt
from callmate.services.edits import is_mail
from callmate.services.mail.filing import (
    MailFiled,
    MailFiler,
    MailNotFiledError,
    MailThereError,
)
from callmate.store.addresses import Addresses
from callmate.store.cases import open_attachment
from tests.owner_store import START, OwnerStore
from tests.services.pec import (
    COMPANY,
    MESSAGE,
    OWNER,
    SUBJECT,
    by_pec,
    certificate,
    receipt,
    reply,
    signed_block,
    wrapped,
)

pytestmark = pytest.mark.usefixtures("english")

SENT = START - timedelta(hours=2)
CAME = START - timedelta(hours=1)


@dataclass
class Post:
    """One case, to which files are brought."""

    store: OwnerStore
    folder: Path
    case: Case
    count: int = 0

    def bring(self, raw: bytes, name: str = "") -> MailFiled:
        """File what a message holds."""
        self.count += 1
        path = self.folder / (name or f"message {self.count}.eml")
        path.write_bytes(raw)
        desk = self.store.desk()
        filer = MailFiler(
            desk,
            self.store.cases,
            self.store.places,
            START,
            lambda subject: Purpose.COMPLAINT if subject == SUBJECT else None,
        )
        filed = filer.file(self.case, path)
        self.case = filed.case
        return filed

    @property
    def last(self) -> Happened:
        """What was filed last."""
        entry = self.case.entries[-1]
        assert isinstance(entry, Happened)
        return entry


@pytest.fixture
def post(owner_store: OwnerStore, tmp_path: Path) -> Post:
    Addresses(owner_store.places).keep_sender(
        Sender(name="Anna", pec=OWNER, email="anna@x.example")
    )
    return Post(owner_store, tmp_path, owner_store.case(SENT - timedelta(days=3)))


def delivered(case: Case) -> list[Delivered]:
    return [entry for entry in case.standing if isinstance(entry, Delivered)]


def test_two_receipts_say_that_a_letter_was_sent_and_came(post: Post) -> None:
    post.bring(receipt("accettazione", SENT))
    sent = post.last
    assert (sent.channel, sent.author, sent.purpose) == (
        Channel.PEC,
        Author.OWNER,
        Purpose.COMPLAINT,
    )
    assert (sent.on, sent.day_only, sent.text) == (SENT, False, SUBJECT)
    assert f"<{sent.reference}>" == MESSAGE
    assert sent.attachment is not None
    assert "Delivered on" in post.bring(receipt("avvenuta-consegna", CAME)).said
    (came,) = delivered(post.case)
    assert (came.sent, came.on) == (sent.id, CAME)
    assert came.attachment is not None
    assert came.attachment.name == "message 2.eml"
    assert len(post.case.happenings) == 1


def test_a_letter_that_was_filed_as_sent_is_not_sent_twice(post: Post) -> None:
    post.case = post.store.desk().add(
        post.case, Channel.PEC, "Reclamo", on=SENT, purpose=Purpose.COMPLAINT, reference="PEC-77"
    )
    sent = post.last
    post.bring(receipt("accettazione", SENT + timedelta(minutes=1)))
    assert (post.last.channel, post.last.purpose) == (Channel.OTHER, Purpose.OTHER)
    post.bring(receipt("avvenuta-consegna", CAME))
    (came,) = delivered(post.case)
    assert came.sent == sent.id
    assert [each.purpose for each in post.case.happenings] == [Purpose.COMPLAINT, Purpose.OTHER]


def test_a_delivery_that_comes_first_says_that_it_was_sent(post: Post) -> None:
    post.bring(receipt("avvenuta-consegna", CAME))
    (sent,) = post.case.happenings
    (came,) = delivered(post.case)
    assert (came.sent, came.on, sent.on) == (sent.id, CAME, CAME)


@pytest.mark.parametrize(
    "inner", [reply(CAME), receipt("avvenuta-consegna", CAME), reply(CAME, author=f"<{OWNER}>")]
)
def test_what_lies_within_its_signature_is_kept_and_moves_no_time(post: Post, inner: bytes) -> None:
    before = len(post.case.entries)
    raw = wrapped(inner, X_Ricevuta="avvenuta-consegna")
    filed = post.bring(raw, "risposta.eml")
    assert filed.said.startswith("This e-mail is wrapped in its own signature")
    assert filed.reply == ""
    last = post.last
    assert last.text.startswith("E-mail wrapped in its signature, not opened: ")
    assert (last.channel, last.purpose, last.on) == (Channel.OTHER, Purpose.OTHER, CAME)
    assert (last.author, len(post.case.entries)) == (Author.OWNER, before + 1)
    assert last.attachment is not None
    with open_attachment(post.store.cases.folder(post.case.id), last.attachment) as kept:
        assert kept.read() == raw
    with pytest.raises(MailThereError) as again:
        post.bring(raw, "again.eml")
    assert again.value.reply == ""


def test_a_bare_signed_block_is_told_from_a_file_without_an_e_mail(post: Post) -> None:
    with pytest.raises(MailNotFiledError, match=r"signed block \(\.p7m\)"):
        post.bring(signed_block(reply(CAME)), "risposta.p7m")
    with pytest.raises(MailNotFiledError, match="holds no e-mail"):
        post.bring(b"%PDF", "risposta.p7m")
    assert not post.case.happenings


def test_an_old_letter_is_not_taken_for_the_one_of_the_receipt(post: Post) -> None:
    post.case = post.store.desk().add(
        post.case, Channel.PEC, "Reclamo", on=SENT - timedelta(days=40), purpose=Purpose.COMPLAINT
    )
    post.bring(receipt("avvenuta-consegna", CAME))
    old, new = post.case.happenings
    assert delivered(post.case)[0].sent == new.id != old.id


def test_what_came_only_to_somebody_who_got_a_copy_did_not_come(post: Post) -> None:
    facts = post.case.facts
    Addresses(post.store.places).keep_recipient(
        facts.company, Recipient(facts.company, mail=COMPANY)
    )
    xml = certificate("avvenuta-consegna", CAME).replace(
        f"<consegna>{COMPANY}", "<consegna>agcom@pec.example"
    )
    post.bring(receipt("avvenuta-consegna", CAME, xml=xml))
    assert not delivered(post.case)
    assert post.last.purpose is Purpose.OTHER


@pytest.mark.parametrize("kind", ["errore-consegna", "non-accettazione", "rilevazione-virus"])
def test_what_did_not_arrive_starts_nothing_and_is_said(post: Post, kind: str) -> None:
    xml = certificate(kind, CAME, error="casella piena")
    filed = post.bring(receipt(kind, CAME, xml=xml))
    assert "did not arrive" in filed.said
    assert post.last.text == f"NOT delivered by PEC: {SUBJECT} (casella piena)"
    assert post.last.purpose is Purpose.OTHER
    assert not delivered(post.case)


def test_a_persons_reply_is_filed_with_its_date_and_waits_to_be_judged(post: Post) -> None:
    filed = post.bring(reply(CAME, "Il tecnico\nverrà martedì."))
    assert filed.reply == post.last.id
    assert (post.last.author, post.last.channel, post.last.on) == (
        Author.PERSON,
        Channel.EMAIL,
        CAME,
    )
    assert post.last.text == "R: reclamo: Il tecnico verrà martedì."
    assert "Ufficio Reclami" in filed.said


def test_a_reply_by_pec_bears_the_day_on_which_it_came(post: Post) -> None:
    post.bring(by_pec(CAME, reply(SENT, "Accogliamo.")))
    assert (post.last.channel, post.last.author, post.last.on) == (
        Channel.PEC,
        Author.PERSON,
        CAME,
    )


def test_an_automatic_reply_stops_nothing(post: Post) -> None:
    filed = post.bring(reply(CAME, "Benvenuto!", Auto_Submitted="auto-replied"))
    assert filed.reply == ""
    assert post.last.author is Author.AUTOMATIC


def test_a_letter_of_ones_own_is_known_by_its_author(post: Post) -> None:
    post.bring(reply(SENT, author="Anna <ANNA@x.example>", subject=SUBJECT))
    assert (post.last.author, post.last.purpose) == (Author.OWNER, Purpose.COMPLAINT)


@pytest.mark.parametrize(
    "date", ["", "Tue, 99 Nov 2026 10:00:00", "Fri, 1 Jan 2999 10:00:00 +0000", "yesterday"]
)
def test_a_date_that_cannot_be_stands_under_today(post: Post, date: str) -> None:
    raw = reply(CAME).replace(b"Date: ", b"Date: " + date.encode() + b"\r\nX-Was: ")
    post.bring(raw)
    assert post.last.on == START


def test_the_same_message_is_not_filed_twice(post: Post) -> None:
    first = post.bring(reply(CAME))
    with pytest.raises(MailThereError) as there:
        post.bring(reply(CAME), "again.eml")
    assert there.value.reply == first.reply
    raw = receipt("accettazione", SENT)
    post.bring(raw)
    with pytest.raises(MailThereError) as of_receipt:
        post.bring(raw, "third.eml")
    assert of_receipt.value.reply == ""


def test_what_is_no_mail_is_not_filed(post: Post) -> None:
    before = post.case
    with pytest.raises(MailNotFiledError, match="holds no e-mail"):
        post.bring(b"%PDF-1.7")
    (post.folder / "folder.eml").mkdir()
    os.mkfifo(post.folder / "pipe.eml")  # nobody ever writes into it
    filer = MailFiler(post.store.desk(), post.store.cases, post.store.places, START)
    for name in ("folder.eml", "nowhere.eml", "pipe.eml"):
        assert pec_receipt(post.folder / name) is None
        with pytest.raises(MailNotFiledError, match="cannot be read"):
            filer.file(before, post.folder / name)
    assert post.store.cases.read(before.id).entries == before.entries


@pytest.mark.parametrize(
    "words", ["\x1b[2J\x1b]0;x\x07", "a\r\nBcc: b", "\u202e\u2066 evil", "x" * 100_000, "\x00"]
)
def test_what_a_stranger_wrote_is_kept_as_text_that_acts_on_nothing(post: Post, words: str) -> None:
    raw = reply(CAME, f"Testo {words}", subject="s").replace(
        b"Subject: s", b"Subject: " + words.encode()[:500].replace(b"\n", b"\n ")
    )
    filed = post.bring(raw)
    for said in (post.last.text, filed.said):
        assert len(said) < 600
        assert all(letter.isprintable() for letter in said)


def test_only_the_name_of_a_file_tells_that_it_is_mail() -> None:
    assert is_mail(Path("Ricevuta.EML"))
    assert not is_mail(Path("ricevuta.pdf"))
    assert not is_mail(None)
