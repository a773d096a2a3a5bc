"""What a PEC receipt certifies, out of its ``daticert.xml``; its signature is not judged.

The form is that of the technical rules of PEC (decree of 2 November 2005, RFC 6109).
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import Final, NoReturn

import msgspec

_MOST: Final = 256 * 1024
"""Bytes of a ``daticert.xml``; a real one has about two thousand."""

_DEEPEST: Final = 12
_LONGEST: Final = 2000
"""Characters of one value."""


class ReceiptKind(StrEnum):
    """What it certifies, in the words of the rules."""

    ACCEPTED = "accettazione"
    """The sender's provider took the message."""
    NOT_ACCEPTED = "non-accettazione"
    TAKEN = "presa-in-carico"
    DELIVERED = "avvenuta-consegna"
    """It lies in the recipient's mailbox."""
    FAILED = "errore-consegna"
    WARNED = "preavviso-errore-consegna"
    VIRUS = "rilevazione-virus"
    MAIL = "posta-certificata"
    """No receipt: the envelope of a message that came by PEC."""


class PecReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """What is certified; texts as they came, at most so long."""

    kind: ReceiptKind
    at: datetime | None = None
    sender: str = ""
    recipients: tuple[str, ...] = ()
    delivered_to: str = ""
    """In whose mailbox it lies."""
    subject: str = ""
    message: str = ""
    """The Message-ID of what was sent, without its angle brackets."""
    number: str = ""
    """The provider's number."""
    provider: str = ""
    error: str = ""
    """Why it did not come; empty for no error."""


class _NotRead(Exception):  # noqa: N818 - never leaves this file
    """It is no certificate that is read here."""


class _Reader:
    """Collects the texts of the elements, by their paths; refuses what a certificate never has."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.attributes: dict[str, str] = {}
        self._path: list[str] = []
        self._words: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise _NotRead
        path = "/".join(self._path)
        self.attributes.update({f"{path}@{key}": value for key, value in attributes.items()})
        self._words = []

    def end(self, _name: str) -> None:
        self.texts.append(("/".join(self._path), "".join(self._words).strip()[:_LONGEST]))
        self._path.pop()
        self._words = []

    def words(self, text: str) -> None:
        self._words.append(text)

    def first(self, path: str) -> str:
        return next((text for at, text in self.texts if at == path), "")


def _refuse(*_arguments: object) -> NoReturn:
    raise _NotRead


def read_certificate(raw: bytes) -> PecReceipt | None:
    """What a ``daticert.xml`` says; ``None`` when it is none.

    It can name no entity, no other file and no address: such a one is not read at all.

    Args:
        raw: The file.
    """
    if len(raw) > _MOST:
        return None
    for each in (raw, _MESSAGE.sub(_escaped, raw)):
        try:
            return _receipt(_parsed(each))
        except _NotRead:
            continue
    return None


_MESSAGE: Final = re.compile(rb"<msgid>\s{0,9}<?([^<>\s]{1,500})>?\s{0,9}</msgid>")
"""Some providers write the Message-ID with bare angle brackets, which is no XML."""


def _escaped(match: "re.Match[bytes]") -> bytes:
    return b"<msgid>&lt;" + match[1] + b"&gt;</msgid>"


def _parsed(raw: bytes) -> _Reader:
    from xml.parsers import expat  # noqa: PLC0415 - only for a receipt

    reader, parser = _Reader(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat takes it by its place
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _NotRead from error
    return reader


def _receipt(reader: _Reader) -> PecReceipt:
    kind = reader.attributes.get("postacert@tipo", "").strip().casefold()
    if kind not in set(ReceiptKind):
        raise _NotRead
    error = reader.attributes.get("postacert@errore", "").strip()
    said = reader.first("postacert/dati/errore-esteso")
    return PecReceipt(
        kind=ReceiptKind(kind),
        at=_moment(reader),
        sender=reader.first("postacert/intestazione/mittente"),
        recipients=tuple(
            text for at, text in reader.texts if at == "postacert/intestazione/destinatari"
        )[:100],
        delivered_to=reader.first("postacert/dati/consegna"),
        subject=reader.first("postacert/intestazione/oggetto"),
        message=bare_id(reader.first("postacert/dati/msgid")),
        number=reader.first("postacert/dati/identificativo"),
        provider=reader.first("postacert/dati/gestore-emittente"),
        error="" if error in {"", "nessuno"} else (said or error),
    )


def _moment(reader: _Reader) -> datetime | None:
    day = reader.first("postacert/dati/data/giorno")
    time = reader.first("postacert/dati/data/ora")
    zone = reader.attributes.get("postacert/dati/data@zona", "").strip()
    try:
        return datetime.strptime(f"{day} {time} {zone}", "%d/%m/%Y %H:%M:%S %z")
    except ValueError:
        return None


def bare_id(text: str) -> str:
    """A Message-ID without the angle brackets, by which two of them are compared."""
    return text.strip().removeprefix("<").removesuffix(">").strip()
