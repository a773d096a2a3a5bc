"""A letter as values: who writes to whom, about what, in which blocks; gaps stay in sight."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, Literal

import msgspec

GAP: Final = "[...: {what}]"
"""What stands where a fact is missing, with a word of what it is."""

_GAP: Final = re.compile(r"\[\.\.\.: ([^\[\]]*)\]")
_AROUND_TOWN: Final = re.compile(r"^\s*\d{4,5}\s+|\s*\([A-Za-z]{2}\)\s*$|\s+[A-Z]{2}\s*$")


class Kind(StrEnum):
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
        yield from (*self.signature, *self.notes, self.foot)


def fact_number(place: int) -> str:
    """What stands before a fact: ``1.``, counted from 0."""
    return f"{place + 1}."


def ask_letter(place: int) -> str:
    """What stands before a demand: ``a)``, counted from 0."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    first = letters[place // len(letters) - 1] if place >= len(letters) else ""
    return f"{first}{letters[place % len(letters)]})"
