"""A letter as an e-mail that is not sent yet: a file that a mail program opens as a draft."""

import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from msgspec.structs import replace

from callmate.documents.formats.blocks import Paper
from callmate.documents.formats.plain_text import as_text
from callmate.domain.letter import Letter
from callmate.domain.text import on_paper

MAIL_ENDING: Final = ".eml"
"""What the names of such files end in."""

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9_.+!#$%&'*/=?^`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}"
)
_COLUMNS: Final = 72
_LONGEST_SUBJECT: Final = 400
_LABELS: Final = ("Oggetto:", "Subject:", "Re:")
"""What stands before a subject on paper."""


@dataclass(frozen=True)
class MailEnclosure:
    """A file that goes with it."""

    name: str
    contents: bytes


def mail_address(typed: str) -> str:
    """An e-mail address as it may stand in a message; empty where none was typed."""
    words = typed.replace(",", " ").replace(";", " ").split()
    return next((word for word in words if _ADDRESS.fullmatch(word)), "")


def text_of_mail(letter: Letter) -> Letter:
    """What of a letter stands in the message: its head is in the message's own."""
    return replace(letter, sender=(), recipient=(), dateline="", subject="")


def as_mail(
    letter: Letter,
    paper: Paper,
    sender: str,
    recipient: str,
    enclosures: Iterable[MailEnclosure],
) -> bytes:
    """The whole file.

    Args:
        letter: The letter, of which the subject is taken.
        paper: Its text, as it stands in the message.
        sender: Who writes, as an address or as it was typed.
        recipient: To whom, likewise; where there is none, the draft has no recipient.
        enclosures: The files that go with it, the letter itself among them.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if address := mail_address(sender):
        message["From"] = address
    if address := mail_address(recipient):
        message["To"] = address
    message["Subject"] = subject_of_mail(letter)
    message.set_content("\n".join([*as_text(paper, _COLUMNS), ""]), charset="utf-8")
    for each in enclosures:
        kind = mimetypes.guess_type(each.name)[0] or "application/octet-stream"
        main, _slash, sub = kind.partition("/")
        if main in {"message", "multipart", "text"}:
            main, sub = "application", "octet-stream"
        name = on_paper(each.name).replace("\n", " ")
        message.add_attachment(each.contents, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def subject_of_mail(letter: Letter) -> str:
    """A letter's subject as a message has it: one line, without the word before it."""
    line = " ".join(on_paper(letter.subject).split())[:_LONGEST_SUBJECT]
    label = next((each for each in _LABELS if line.startswith(each)), "")
    return line.removeprefix(label).strip()
