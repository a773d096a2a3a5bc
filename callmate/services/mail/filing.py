"""Files an e-mail or a PEC receipt in a case, with its own date; clocks start and stop by it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from callmate.domain.case import (
    Attachment,
    Author,
    Case,
    Channel,
    Delivered,
    Happened,
    Purpose,
)
from callmate.domain.text import cut, visible
from callmate.locale.messages import _
from callmate.services.case_desk import CaseDesk
from callmate.services.mail.message import MOST_BYTES, NoMailError, ReceivedMail, read_mail
from callmate.services.mail.receipt import PecReceipt, ReceiptKind
from callmate.store.addresses import Addresses
from callmate.store.atomic_file import contents
from callmate.store.cases import Cases
from callmate.store.errors import Damaged
from callmate.store.places import Places
from callmate.wording.dates import full
from callmate.wording.names import channel_name

_NEAR: Final = timedelta(days=3)
"""How long before its receipt a letter may say that it was sent, where no number ties them."""

_LATEST: Final = timedelta(days=1)
"""How far in the future a date may lie: clocks differ."""

_TEXT: Final = 240
"""Characters of a reply that the chronology tells."""

PurposeOf = Callable[[str], Purpose | None]
"""What a letter with this subject was for."""


@dataclass(frozen=True)
class MailFiled:
    """What was done with it."""

    case: Case
    said: str
    """What it was taken for, in a sentence or two."""
    reply: str = ""
    """The id of the entry of a person's reply; whether it answers, only the owner can say."""


class MailNotFiledError(Exception):
    """Nothing was filed; the message is a sentence that says why."""


class MailThereError(MailNotFiledError):
    """This very file is in the case already."""

    def __init__(self, reply: str) -> None:
        super().__init__(_("This e-mail is in the case already."))
        self.reply = reply
        """The id of its entry, where it is a person's reply."""


def mail_contents(path: Path) -> bytes:
    """All that a file holds that may be an e-mail.

    Args:
        path: The file; anything else that lies there, such as a pipe, is not read.

    Raises:
        MailNotFiledError: It cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise MailNotFiledError(_("This e-mail is too large to be read here."))
        return contents(path)
    except (OSError, Damaged) as error:
        raise MailNotFiledError(_("The file cannot be read.")) from error


class MailFiler:
    """Files what comes by e-mail in one case.

    Args:
        desk: Where it is kept.
        cases: Where files are copied to.
        places: Where the owner's own addresses are kept.
        now: The time.
        purpose_of: What a letter of the owner's with a subject was for.
    """

    def __init__(
        self,
        desk: CaseDesk,
        cases: Cases,
        places: Places,
        now: datetime,
        purpose_of: PurposeOf = lambda _subject: None,
    ) -> None:
        self._desk = desk
        self._cases = cases
        self._addresses = Addresses(places)
        self._now = now
        self._purpose_of = purpose_of

    def file(self, case: Case, path: Path) -> MailFiled:
        """Read a file and file it.

        Args:
            case: The case.
            path: An ``.eml`` file.

        Raises:
            MailThereError: It is there already.
            MailNotFiledError: It is no e-mail, too large, or cannot be read.
            StoreError: The disk did not take it.
        """
        raw = mail_contents(path)
        if (kept := _kept(case, sha256(raw).hexdigest())) is not None:
            raise MailThereError(_reply_in(kept))
        try:
            mail = read_mail(raw)
        except NoMailError as error:
            raise MailNotFiledError(_no_mail(raw)) from error
        copy = self._cases.attach(case.id, path.name, BytesIO(raw))
        if mail.wrapped:
            return self._wrapped(case, mail, copy)
        if mail.receipt is not None:
            return self._receipt(case, mail.receipt, mail, copy)
        return self._message(case, mail, copy)

    def _receipt(
        self, case: Case, receipt: PecReceipt, mail: ReceivedMail, copy: Attachment
    ) -> MailFiled:
        at = self._moment(receipt.at or mail.sent_on)
        subject = _one_line(receipt.subject or mail.subject)
        match receipt.kind:
            case ReceiptKind.ACCEPTED:
                return self._accepted(case, receipt, at, subject, copy)
            case ReceiptKind.DELIVERED if self._is_for_company(case, receipt):
                return self._delivered(case, receipt, at, subject, copy)
            case ReceiptKind.NOT_ACCEPTED | ReceiptKind.FAILED | ReceiptKind.VIRUS:
                text = _("NOT delivered by PEC: {subject}").format(subject=subject)
                said = _("It did not arrive: send it again, or by registered letter.")
                if receipt.error:
                    text = f"{text} ({cut(_one_line(receipt.error), _TEXT)})"
            case _:
                text = _("PEC receipt: {subject}").format(subject=subject)
                said = _("Filed as a receipt; no time runs from it.")
        return MailFiled(self._add_receipt(case, text, at, receipt.message, copy), said)

    def _accepted(
        self, case: Case, receipt: PecReceipt, at: datetime, subject: str, copy: Attachment
    ) -> MailFiled:
        when = full(at)
        if _sent(case, receipt.message, at) is not None:
            text = _("Receipt of acceptance: {subject}").format(subject=subject)
            said = _("Receipt of acceptance of {when}: filed with the letter.").format(when=when)
            return MailFiled(self._add_receipt(case, text, at, receipt.message, copy), said)
        case = self._send(case, receipt, at, subject, copy)
        said = _("Filed as sent by PEC on {when}; the next terms run from it.")
        return MailFiled(case, said.format(when=when))

    def _delivered(
        self, case: Case, receipt: PecReceipt, at: datetime, subject: str, copy: Attachment
    ) -> MailFiled:
        sent = _sent(case, receipt.message, at)
        if sent is None:
            case = self._send(case, receipt, at, subject, None)
            sent = _sent(case, receipt.message, at)
        assert sent is not None  # noqa: S101 - it was just filed
        case = self._desk.deliver(
            case, sent.id, at, reference=_one_line(receipt.message), attachment=copy
        )
        said = _("Delivered on {when}, says its receipt; terms that run from receipt run from it.")
        return MailFiled(case, said.format(when=full(at)))

    def _send(
        self,
        case: Case,
        receipt: PecReceipt,
        at: datetime,
        subject: str,
        copy: Attachment | None,
    ) -> Case:
        return self._desk.add(
            case,
            Channel.PEC,
            subject or channel_name(Channel.PEC),
            on=at,
            reference=_one_line(receipt.message),
            attachment=copy,
            purpose=self._purpose_of(subject),
        )

    def _add_receipt(
        self, case: Case, text: str, at: datetime, message: str, copy: Attachment
    ) -> Case:
        return self._desk.add(
            case,
            Channel.OTHER,
            text,
            on=at,
            reference=_one_line(message),
            attachment=copy,
            purpose=Purpose.OTHER,
        )

    def _wrapped(self, case: Case, mail: ReceivedMail, copy: Attachment) -> MailFiled:
        """File what cannot be read here: it is neither a letter, nor a reply, nor a receipt."""
        subject = _one_line(mail.subject or mail.name or mail.address)
        text = _("E-mail wrapped in its signature, not opened: {subject}").format(subject=subject)
        said = _(
            "This e-mail is wrapped in its own signature or encrypted, and is not opened here: the"
            " file is in the case, and no time starts or stops by it. Read it in your mail program,"
            " and add to the case yourself what it says."
        )
        at = self._moment(mail.sent_on)
        return MailFiled(self._add_receipt(case, text, at, mail.message, copy), said)

    def _message(self, case: Case, mail: ReceivedMail, copy: Attachment) -> MailFiled:
        at = self._moment(mail.sent_on)
        channel = Channel.PEC if mail.by_pec else Channel.EMAIL
        subject = _one_line(mail.subject)
        author = self._author(case, mail)
        own = author is Author.OWNER
        case = self._desk.add(
            case,
            channel,
            subject or channel_name(channel) if own else _told(mail),
            on=at,
            author=author,
            reference=_one_line(mail.message) if own else "",
            attachment=copy,
            purpose=self._purpose_of(subject) if own else None,
        )
        return _filed(case, author, mail, full(at), known=mail.sent_on is not None)

    def _author(self, case: Case, mail: ReceivedMail) -> Author:
        mine = (self._addresses.sender, case.sender)
        own = {each.casefold() for who in mine if who for each in (who.email, who.pec) if each}
        if mail.address.casefold() in own:
            return Author.OWNER
        return Author.AUTOMATIC if mail.automatic else Author.PERSON

    def _is_for_company(self, case: Case, receipt: PecReceipt) -> bool:
        """Whether it came to the company, and not to somebody who only got a copy."""
        to = self._addresses.recipient(case.facts.company)
        known = to.mail.casefold() if to else ""
        came_to = receipt.delivered_to.casefold()
        listed = {each.casefold() for each in receipt.recipients}
        return not (known in listed and came_to and came_to != known)

    def _moment(self, at: datetime | None) -> datetime:
        """A moment that may be: what lies far ahead, or is not said, is now."""
        if at is None or at > self._now + _LATEST:
            return self._now
        try:
            return at.astimezone(self._now.tzinfo)
        except (OverflowError, ValueError):
            return self._now


_SIGNED: Final = bytes.fromhex("06092a864886f70d010702")
"""How a signed block says what it is: 1.2.840.113549.1.7.2."""


def _no_mail(raw: bytes) -> str:
    if raw[:1] == b"\x30" and _SIGNED in raw[:32]:
        return _(
            "This is a signed block (.p7m), not an e-mail, and is not opened here: open it in a"
            " program that reads signatures, and add to the case what lies in it."
        )
    return _("This file holds no e-mail: save the message from your mail program as .eml.")


def _kept(case: Case, digest: str) -> Happened | Delivered | None:
    """The entry that holds this very file."""
    dated = (each for each in case.standing if isinstance(each, (Happened, Delivered)))
    found = (each for each in dated if each.attachment and each.attachment.sha256 == digest)
    return next(found, None)


def _reply_in(kept: Happened | Delivered) -> str:
    by_person = isinstance(kept, Happened) and kept.author is Author.PERSON
    return kept.id if by_person else ""


def _sent(case: Case, message: str, at: datetime) -> Happened | None:
    """The letter of the owner's that a receipt is about: by its number, else sent just before."""
    mine = [
        each
        for each in reversed(case.happenings)
        if each.author is Author.OWNER and each.channel in {Channel.PEC, Channel.EMAIL}
    ]
    numbered = [each for each in mine if message and each.reference == _one_line(message)]
    told = {each.sent for each in case.standing if isinstance(each, Delivered)}
    near = [
        each
        for each in mine
        if each.id not in told
        and "@" not in each.reference
        and at - _NEAR <= each.on
        and each.on.date() <= at.date()
    ]
    return next(iter(numbered or near), None)


def _one_line(text: str) -> str:
    return cut(visible(" ".join(text.split())), _TEXT)


def _told(mail: ReceivedMail) -> str:
    subject, words = _one_line(mail.subject), " ".join(mail.text.split())
    return cut(visible(": ".join(filter(None, (subject, words)))), _TEXT) or channel_name(
        Channel.EMAIL
    )


def _filed(case: Case, author: Author, mail: ReceivedMail, when: str, *, known: bool) -> MailFiled:
    who = visible(mail.name or mail.address) or _("(sender unknown)")
    if author is Author.OWNER:
        said = _("Filed as sent by you on {when}.").format(when=when)
    elif author is Author.AUTOMATIC:
        said = _("An automatic reply of {when}, from {who}: it stops no time.")
        said = said.format(when=when, who=who)
    else:
        said = _("A message of {when}, from {who}.").format(when=when, who=who)
    if not known:
        said = f"{said} " + _("It has no date that can be read, so it is filed under today.")
    reply = case.entries[-1].id if author is Author.PERSON else ""
    return MailFiled(case, said, reply)
