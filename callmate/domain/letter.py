"""A letter as values, and as a text that its owner edits.

It says who writes to whom, about what, in which blocks; gaps stay in sight.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from callmate.domain.text import on_paper

GAP: Final = "[...: {what}]"
"""What stands where a fact is missing, with a word of what it is."""

_GAP: Final = re.compile(r"\[\.\.\.: ([^\[\]]*)\]")
_AROUND_TOWN: Final = re.compile(r"^\s*\d{4,5}\s+|\s*\([A-Za-z]{2}\)\s*$|\s+[A-Z]{2}\s*$")


class LetterKind(StrEnum):
    """The letters that come with the program."""

    COMPLAINT = "complaint"
    """A complaint because no claim number was given."""
    AGCOM = "agcom"
    """A notice to Italy's regulator of communications."""
    ASSOCIATION = "association"
    """A message to a consumer association."""
    PROMISE = "promise"
    """A request to keep a promise."""
    FOLLOW_UP = "follow-up"
    """A second letter after the first had no answer."""
    CONFIRMATION = "confirmation"
    """What was said on the phone, confirmed on the same day."""
    CONTRACT = "contract"
    """A contract by phone is not accepted."""
    ACCESS = "access"
    """A request for the company's own recording."""
    DEADLOCK = "deadlock"
    """A request for a deadlock letter, in the United Kingdom."""
    POST = "post"
    """A public post without personal facts."""
    STORY = "story"
    """The whole story without names, codes and numbers, for a forum."""
    CONCILIAWEB = "conciliaweb"
    """A text to paste into the form of Italy's conciliation for communications."""


class Question(StrEnum):
    """What a letter may need that neither calls nor lines of a case tell: the owner is asked."""

    SERVICE = "service"
    """What is supplied: electricity, gas."""
    SUPPLY_ADDRESS = "supply_address"
    """Where it is supplied."""
    ACCOUNT = "account"
    """The account or card, by its last figures."""
    RANG_FROM = "rang_from"
    """The owner's number with which the calls were made."""
    OFFER_CALL = "offer_call"
    """The id of the call in which a contract was offered."""
    OFFER = "offer"
    """What was offered."""
    OFFER_REFUSED = "offer_refused"
    """``yes`` where the owner refused it in that call, ``no`` where not."""
    OFFER_UNSIGNED = "offer_unsigned"
    """``yes`` where the owner neither signed it nor agreed in writing, ``no`` where they did."""
    CONTRACT_STANDS = "contract_stands"
    """``yes`` where there is a contract that the owner does not dispute, ``no`` where not."""
    REPLY_LACKS = "reply_lacks"
    """In what the company's reply does not solve the problem."""
    COPIES = "copies"
    """Who else is sent the letter."""


class To(StrEnum):
    """Whom a letter goes to."""

    COMPANY = "company"
    AGCOM = "agcom"
    ASSOCIATION = "association"


class Sender(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who writes; each fact may be empty."""

    name: str = ""
    street: str = ""
    town: str = ""
    """With its postcode."""
    email: str = ""
    pec: str = ""
    phone: str = ""
    tax_code: str = ""

    @property
    def place(self) -> str:
        """The town without postcode and province, as it stands before a date."""
        return _AROUND_TOWN.sub("", self.town).strip()


class LetterChoices(msgspec.Struct, frozen=True, omit_defaults=True):
    """What its owner chose for one letter; nothing private goes out unless it is chosen."""

    notes: frozenset[str] = frozenset()
    """The ids of the notes that go into it."""
    turned: frozenset[str] = frozenset()
    """Of a public text, the keys of the pieces that are shown though hidden, or the reverse."""


class Recipient(msgspec.Struct, frozen=True, omit_defaults=True):
    """To whom a letter goes; each fact may be empty."""

    name: str = ""
    street: str = ""
    town: str = ""
    """With its postcode."""
    mail: str = ""
    """A PEC or e-mail address."""


class Block(msgspec.Struct, frozen=True):
    """A paragraph, or lines that belong together."""

    kind: Literal["text", "facts", "asks", "enclosed"]
    """A paragraph, numbered facts, lettered demands, or what is enclosed."""
    lines: tuple[str, ...]


class Assertion(msgspec.Struct, frozen=True):
    """What a letter states as a fact, and on what it stands."""

    text: str
    ground: str
    """Its name."""
    entries: tuple[str, ...]
    """The ids of the entries that say so; those of calls behind the call's and a slash."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter, or a post, ready to be looked at, changed and saved."""

    language: Literal["it", "en"]
    sender: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    dateline: str = ""
    """The place and the day."""
    subject: str = ""
    """Its word included, as in ``Re: ...``."""
    blocks: tuple[Block, ...] = ()
    signature: tuple[str, ...] = ()
    enclosed: str = ""
    """The title over what is enclosed."""
    notes: tuple[str, ...] = ()
    """In small type after the signature: sources of rules, fingerprints of calls."""
    foot: str = ""
    """On each page: the case and its fingerprint."""
    cited: tuple[str, ...] = ()
    """The ids of the rules that it names."""
    annex: tuple[str, ...] = ()
    """The whole chronology, where the letter itself only sums it up."""
    annex_title: str = ""
    stated: tuple[Assertion, ...] = ()
    """What it states as facts, as it was filled."""

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing, each once, in the order in which it is missed."""
        found = (what for text in self._texts() for what in _GAP.findall(text))
        return tuple(dict.fromkeys(found))

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The lines of every block of a kind."""
        return tuple(line for block in self.blocks if block.kind == kind for line in block.lines)

    def _texts(self) -> Iterator[str]:
        yield from (*self.sender, *self.recipient, self.dateline, self.subject)
        for block in self.blocks:
            yield from block.lines
        yield from (*self.signature, *self.annex, *self.notes, self.foot)


def fact_number(place: int) -> str:
    """What stands before a fact: ``1.``, counted from 0."""
    return f"{place + 1}."


def ask_letter(place: int) -> str:
    """What stands before a demand: ``a)``, counted from 0."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    first = letters[place // len(letters) - 1] if place >= len(letters) else ""
    return f"{first}{letters[place % len(letters)]})"


_Kind = Literal["text", "facts", "asks", "enclosed"]

_MARKS: Final[tuple[tuple[_Kind, re.Pattern[str]], ...]] = (
    ("facts", re.compile(r"\d{1,4}\. +")),
    ("asks", re.compile(r"[a-z]{1,2}\) +")),
    ("enclosed", re.compile(r"- +")),
)


def editable(letter: Letter) -> str:
    """What may be changed of a letter."""
    pieces = [letter.subject] if letter.subject else []
    facts = 0
    for block in letter.blocks:
        pieces.append("\n".join(_marked(block, facts)))
        facts += len(block.lines) if block.kind == "facts" else 0
    return "\n\n".join(pieces) + "\n"


def edited(letter: Letter, text: str) -> Letter:
    """The letter with what its owner made of its changeable part.

    Args:
        letter: As it was filled.
        text: The changed text.
    """
    pieces = [piece for piece in re.split(r"\n[ \t]*\n", _clean(text)) if piece.strip()]
    subject = letter.subject
    if letter.subject:
        subject = " ".join(pieces[0].split("\n")).strip() if pieces else ""
        pieces = pieces[1:]
    items = [item for piece in pieces for item in _items(piece)]
    grouped = groupby(enumerate(items), key=_run)
    blocks = [Block(kind, tuple(words for _n, (_k, words) in run)) for (kind, _at), run in grouped]
    return replace(letter, subject=subject, blocks=tuple(blocks))


def _clean(text: str) -> str:
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return on_paper(unix)


def _run(counted: tuple[int, tuple[_Kind, str]]) -> tuple[_Kind, int]:
    # Each paragraph is a block of its own; items of a list belong together.
    place, (kind, _words) = counted
    return kind, place if kind == "text" else -1


def _marked(block: Block, facts: int) -> Iterator[str]:
    for place, line in enumerate(block.lines):
        match block.kind:
            case "facts":
                yield f"{fact_number(facts + place)} {line}"
            case "asks":
                yield f"{ask_letter(place)} {line}"
            case "enclosed":
                yield f"- {line}"
            case _:
                yield line


def _items(piece: str) -> Iterator[tuple[_Kind, str]]:
    kind: _Kind | None = None
    words: list[str] = []
    for raw in piece.strip().split("\n"):
        line = raw.strip()
        mark = next(((k, m.end()) for k, p in _MARKS if (m := p.match(line))), None)
        if mark is None:
            kind = kind or "text"
            words.append(line)
            continue
        if kind is not None:
            yield kind, " ".join(words)
        kind, words = mark[0], [line[mark[1] :]]
    if kind is not None:
        yield kind, " ".join(words)
