"""Reads an e-mail that somebody sent, as it lies in an ``.eml`` file, and trusts nothing in it.

Nothing is opened, unpacked, fetched or run: of HTML only the words are taken, of what is attached
only the name. What is too large, too deeply nested or broken is read as far as it can be.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from html import unescape
from typing import Final

import msgspec
from msgspec.structs import replace

from callmate.domain.entry import in_reach
from callmate.services.mail.receipt import PecReceipt, ReceiptKind, bare_id, read_certificate

MOST_BYTES: Final = 60 * 1024 * 1024
"""Of a message; PEC takes 100 MB at the most, and a receipt with all of it is rare."""

_MOST_PARTS: Final = 100
_MOST_TEXT: Final = 200_000
"""Bytes of a text that are read."""

_KEPT_TEXT: Final = 20_000
"""Characters of a text that are kept."""

_LONGEST_HEADER: Final = 2000
_CHARSETS: Final = re.compile(
    r"utf-?8|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|(?:windows|cp)-?125\d|utf-?16(?:-?[lb]e)?"
    r"|koi8-[ru]|gb18030|gbk|gb2312|big5|shift_jis|euc-(?:jp|kr)|mac-?roman|macintosh",
    re.IGNORECASE,
)
"""Ways of writing letters as bytes; any other name is not looked up at all."""


class NoMailError(Exception):
    """The file holds no e-mail."""


class ReceivedMail(msgspec.Struct, frozen=True, kw_only=True):
    """An e-mail; every text as it came, at most so long, and on one line but for ``text``."""

    sent_on: datetime | None = None
    name: str = ""
    """Its author's."""
    address: str = ""
    """Its author's e-mail address."""
    subject: str = ""
    text: str = ""
    message: str = ""
    """Its Message-ID, without angle brackets."""
    automatic: bool = False
    """Whether it says itself that no person wrote it."""
    attached: tuple[str, ...] = ()
    """The names of what goes with it."""
    receipt: PecReceipt | None = None
    by_pec: bool = False
    """Whether it came in an envelope of PEC."""
    wrapped: bool = False
    """Whether its words lie in one block with their signature, or are encrypted: none is read."""


def read_mail(raw: bytes) -> ReceivedMail:
    """Read a message.

    Args:
        raw: The whole file, of at most ``MOST_BYTES``.

    Raises:
        NoMailError: It is none, or too large.
    """
    if len(raw) > MOST_BYTES:
        raise NoMailError
    message = _parsed(raw)
    if not any(message.get(name) for name in ("From", "Date", "Subject", "Received")):
        raise NoMailError
    found = _read(message)
    if found.wrapped:
        # What stands outside the block is nobody's word: not even that it is a receipt.
        return replace(found, by_pec=bool(_header(message, "X-Trasporto")), receipt=None)
    return found if found.receipt is None else _of_pec(message, found)


def _parsed(raw: bytes) -> Message:
    head = min((at for end in (b"\n\n", b"\r\n\r\n") if (at := raw.find(end)) >= 0), default=0)
    if head <= _MOST_TEXT and len(_NESTS.findall(raw)) <= _MOST_PARTS:
        try:
            return message_from_bytes(raw, policy=compat32)
        except (RecursionError, MessageError, ValueError, LookupError):
            pass
    try:
        return BytesHeaderParser(policy=compat32).parsebytes(raw[:_MOST_TEXT])
    except (MessageError, ValueError, LookupError) as error:
        raise NoMailError from error


_NESTS: Final = re.compile(rb"(?i)boundary\s{0,9}=|message/")
"""What makes a message that holds others."""


def _read(message: Message) -> ReceivedMail:
    parts = list(_parts(message))
    names = [name for part in parts if (name := _name(part))]
    author = next(iter(getaddresses([_header(message, "From")])), ("", ""))
    text = _text(parts)
    return ReceivedMail(
        sent_on=_date(_header(message, "Date")),
        name=author[0],
        address=author[1] if "@" in author[1] else "",
        subject=_header(message, "Subject"),
        text=text,
        message=bare_id(_header(message, "Message-ID")),
        automatic=_is_automatic(message, author[1]),
        attached=tuple(names[:_MOST_PARTS]),
        receipt=_certified(message, parts),
        wrapped=not text and any(map(_is_wrapping, parts)),
    )


_WRAPPING: Final = {"application/pkcs7-mime", "application/x-pkcs7-mime"}


def _is_wrapping(part: Message) -> bool:
    """Whether this holds a whole message, and is not a signed file that goes with one."""
    return part.get_content_type() in _WRAPPING and _name(part).casefold() in {"", "smime.p7m"}


def _of_pec(message: Message, found: ReceivedMail) -> ReceivedMail:
    """What came in an envelope of PEC is the message within."""
    receipt = found.receipt
    if receipt is None or receipt.kind is not ReceiptKind.MAIL:
        return found
    within = next(filter(None, map(_within, _parts(message))), None)
    inner = _read(within) if within is not None else found
    return replace(
        inner,
        sent_on=receipt.at or found.sent_on or inner.sent_on,
        address=receipt.sender or inner.address,
        subject=inner.subject or receipt.subject,
        by_pec=True,
        receipt=None,
    )


def _within(part: Message) -> Message | None:
    if part.get_content_type() != "message/rfc822" or _name(part) not in {"", "postacert.eml"}:
        return None
    return next(iter(_held(part)), None)


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message, but not those of a message within it."""
    waiting, count = [message], 0
    while waiting and count < _MOST_PARTS:
        part = waiting.pop(0)
        count += 1
        yield part
        if part.get_content_maintype() == "multipart":
            waiting += _held(part)


def _held(part: Message) -> list[Message]:
    """The messages or parts in it; words are not looked at, whatever letters they are in."""
    held = part.get_payload() if part.is_multipart() else []
    return [each for each in held if isinstance(each, Message)]


def _certified(message: Message, parts: list[Message]) -> PecReceipt | None:
    for part in parts:
        if _name(part).casefold() == "daticert.xml" and (found := read_certificate(_bytes(part))):
            return found
    said = (_header(message, "X-Ricevuta") or _header(message, "X-Trasporto")).casefold()
    if said not in set(ReceiptKind):
        return None
    return PecReceipt(
        kind=ReceiptKind(said),
        at=_date(_header(message, "Date")),
        subject=_header(message, "Subject").partition(": ")[2],
        message=bare_id(_header(message, "X-Riferimento-Message-ID")),
    )


_AUTOMATIC: Final = re.compile(r"(?i)^(?:no-?reply|non-?rispondere|do-?not-?reply|mailer-daemon)\b")


def _is_automatic(message: Message, address: str) -> bool:
    submitted = _header(message, "Auto-Submitted").casefold()
    return (
        submitted not in {"", "no"}
        or bool(message.get("X-Autoreply") or message.get("X-Autorespond"))
        or _header(message, "Precedence").casefold() in {"auto_reply", "bulk", "junk"}
        or bool(_AUTOMATIC.match(address))
    )


def _header(message: Message, name: str) -> str:
    """A header on one line; empty where it is missing."""
    raw = str(message.get(name, ""))[:_LONGEST_HEADER]
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        pieces = [(raw, None)]
    said = "".join(
        _decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces
    )
    return " ".join(said.split())[:_LONGEST_HEADER]


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if not in_reach(found):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _name(part: Message) -> str:
    """The name of what is attached; empty where it has none."""
    try:
        name = part.get_filename("")
    except (ValueError, LookupError, TypeError):
        return ""
    return " ".join(str(name).split())[:_LONGEST_HEADER].replace("\\", "/").rpartition("/")[2]


def _bytes(part: Message) -> bytes:
    try:
        held = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return held if isinstance(held, bytes) else b""


def _text(parts: list[Message]) -> str:
    """The words of a message: those written plainly, else those of its HTML."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and not _name(part):
                words = _decoded(_bytes(part)[:_MOST_TEXT], _charset(part))
                words = _of_html(words) if kind == "text/html" else words
                if words.strip():
                    return words.replace("\r\n", "\n").strip()[:_KEPT_TEXT]
    return ""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def _decoded(raw: bytes, charset: str | None) -> str:
    known = charset if charset and _CHARSETS.fullmatch(charset) else "utf-8"
    try:
        return raw.decode(known, "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


_UNSAID: Final = ("script", "style", "head", "title", "template")
_BREAKS: Final = ("br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "blockquote")
_TAG: Final = re.compile(r"/?[a-z][a-z0-9]{0,15}", re.IGNORECASE)


def _of_html(text: str) -> str:
    """The words of HTML, line by line; nothing in it is looked at, fetched or run."""
    said, silent = [], ""
    for piece in f">{text}".split("<"):
        tag, _ends, words = piece.partition(">")
        match = _TAG.match(tag)
        name = match.group().casefold() if match else ""
        if silent:
            silent = "" if name == f"/{silent}" else silent
        elif name in _UNSAID:
            silent = name
        if not silent:
            said.append("\n" if name.removeprefix("/") in _BREAKS else "")
            said.append(words)
    lines = (" ".join(line.split()) for line in unescape("".join(said)).split("\n"))
    return "\n".join(line for line in lines if line)
