"""One letter being written: what it is filled with, how it is laid out, what its owner changed."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from callmate.documents.formats.blocks import (
    Block,
    Bullets,
    FactRow,
    FactTable,
    Lines,
    Paper,
    Paragraph,
    Signature,
)
from callmate.documents.formats.paper_files import ENDINGS, contents
from callmate.domain.chronology import Chronology
from callmate.domain.letter import (
    Letter,
    LetterChoices,
    LetterKind,
    Recipient,
    To,
    ask_letter,
    editable,
    edited,
    fact_number,
)
from callmate.domain.narrative import narrate
from callmate.domain.private_words import PrivateWords
from callmate.domain.rules import Country, Rule
from callmate.letters.fill import LetterMatter, fill
from callmate.letters.kinds import goes_to, title
from callmate.letters.mail import (
    MAIL_ENDING,
    MailEnclosure,
    as_mail,
    mail_address,
    text_of_mail,
)
from callmate.letters.privacy import (
    PUBLIC,
    NoteChoice,
    PieceChoice,
    note_choices,
    piece_choices,
    private_words,
)
from callmate.locale.messages import Language
from callmate.rulebook.rule_files import read_rules
from callmate.store.addresses import Addresses, Drafts
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases, open_attachment
from callmate.store.errors import AttachmentChanged, AttachmentGone

_NAMES = {
    To.AGCOM: "Autorità per le garanzie nelle comunicazioni (Agcom)",
    To.ASSOCIATION: "Adiconsum",
}
"""Whom a letter goes to when nobody has said otherwise; addresses are the owner's own."""


def address_key(name: str, company: str) -> str:
    """Under which name the recipient of a letter is kept.

    Args:
        name: The letter's.
        company: The company of the case.
    """
    to = goes_to(name)
    return company if to is To.COMPANY else to.value


def recipient_of(
    addresses: Addresses, name: str, company: str, country: Country = "it"
) -> Recipient:
    """Whom a letter goes to, with the address that the owner has typed for it.

    Args:
        addresses: What they have typed.
        name: The letter's.
        company: The company of the case.
        country: Whose rules hold; only Italy's association and authority are known by name.

    Raises:
        Damaged: The addresses cannot be read.
    """
    kept = addresses.recipient(address_key(name, company))
    to = goes_to(name)
    usual = company if to is To.COMPANY else _NAMES[to] if country == "it" else ""
    return kept or Recipient(name=usual)


def letter_matter(
    cabinet: Cabinet, told: Chronology, name: str, country: Country, now: datetime
) -> LetterMatter:
    """What a letter about a case is filled with.

    Args:
        cabinet: Where the calls are kept.
        told: The case and its calls.
        name: The letter's.
        country: Whose rules hold.
        now: The time at which it is written.

    Raises:
        StoreError: Something that is kept cannot be read.
    """
    places = cabinet.places
    addresses = Addresses(places)
    return LetterMatter(
        story=narrate(told, now),
        sender=Cases(places).read(told.case.id).sender or addresses.sender,
        recipient=recipient_of(addresses, name, told.facts.company, country),
        country=country,
        rules={rule.id: rule for rule in read_rules(places.rules).rules},
        fingerprint=Cases(places).verify(told.case.id).fingerprint,
        calls=tuple((call.id, cabinet.kept(call.id).fingerprint) for call in told.calls),
        choices=Drafts(places, told.case.id).choices(name),
    )


_PUBLIC: Final = {"it": "Testo pubblico", "en": "Public text"}
"""The title inside a file that has no subject."""


def as_paper(letter: Letter) -> Paper:
    """The letter as it is laid out: sender, recipient, place and day, subject, text, signature."""
    return Paper(
        title=letter.subject or _PUBLIC[letter.language],
        language=letter.language,
        blocks=(*_head(letter), *_body(letter), *_end(letter)),
        foot=letter.notes,
        mark=letter.foot,
    )


def _head(letter: Letter) -> Iterator[Block]:
    if letter.sender:
        yield Lines(letter.sender)
    if letter.recipient:
        yield Lines(letter.recipient, "right")
    if letter.dateline:
        yield Lines((letter.dateline,))
    if letter.subject:
        yield Paragraph(letter.subject, "strong")


def _body(letter: Letter) -> Iterator[Block]:
    facts = 0
    for block in letter.blocks:
        if block.kind == "text":
            yield from (Paragraph(line) for line in block.lines)
        elif block.kind == "facts":
            numbered = enumerate(block.lines, facts)
            yield FactTable(tuple(FactRow(fact_number(place), line) for place, line in numbered))
            facts += len(block.lines)
        elif block.kind == "asks":
            lettered = enumerate(block.lines)
            yield FactTable(tuple(FactRow(ask_letter(place), line) for place, line in lettered))


def _end(letter: Letter) -> Iterator[Block]:
    yield from (Signature(line) for line in letter.signature)
    enclosed = letter.of_kind("enclosed")
    if enclosed:
        yield Paragraph(f"{letter.enclosed}:")
        yield Bullets(enclosed)
    if letter.annex:
        yield Paragraph(letter.annex_title, "strong")
        numbered = enumerate(letter.annex)
        yield FactTable(tuple(FactRow(fact_number(place), line) for place, line in numbered))


LETTER_ENDINGS: Final = (*ENDINGS, MAIL_ENDING)
"""The kinds of file that a letter can become."""

_NO_NAME: Final = re.compile(r"[^\w]+")
_LONGEST: Final = 32


class LetterInHand:
    """A letter in hand.

    Args:
        cabinet: Where the calls are kept.
        told: The case and its calls.
        name: The letter's.
        language: Its language.
        country: Whose rules hold.
        clock: Tells the time.

    Raises:
        PatternError: Its pattern cannot be filled.
        StoreError: Something that is kept cannot be read.
    """

    def __init__(
        self,
        cabinet: Cabinet,
        told: Chronology,
        name: str,
        language: Language,
        country: Country,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self.told = told
        self.name = name
        self.language: Language = language
        self._cabinet = cabinet
        self._clock = clock
        self._country = country
        self._drafts = Drafts(cabinet.places, told.case.id)
        self.fill()

    def fill(self) -> None:
        """Fill it from the case again; what its owner changed stays changed.

        Raises:
            PatternError: Its pattern cannot be filled.
            StoreError: Something that is kept cannot be read.
        """
        matter = letter_matter(self._cabinet, self.told, self.name, self._country, self._clock())
        self._fill(matter)

    def _fill(self, matter: LetterMatter) -> None:
        self._matter = matter
        self._words = private_words(matter.story, matter.sender, matter.choices)
        self._filled = fill(self.name, self.language, matter, self._cabinet.places.letters)

    @property
    def changed(self) -> bool:
        """Whether its owner has changed it."""
        return self._drafts.read(self.name, self.language) is not None

    @property
    def text(self) -> str:
        """What its owner may change, as it stands now."""
        draft = self._drafts.read(self.name, self.language)
        return editable(self._filled) if draft is None else draft

    @property
    def letter(self) -> Letter:
        """The letter as it stands now."""
        draft = self._drafts.read(self.name, self.language)
        if draft is None:
            return self._filled
        return edited(self._filled, self._typed_words.without(draft) if self.is_public else draft)

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: it then holds no note, and hides what is private."""
        return self.name in PUBLIC

    @property
    def notes(self) -> tuple[NoteChoice, ...]:
        """Every note of the case, and whether it goes in."""
        return note_choices(self._matter.story, self._words, self._matter.choices)

    @property
    def pieces(self) -> tuple[PieceChoice, ...]:
        """Of a public text, what it hides and what is not sure; nothing of another letter."""
        if not self.is_public:
            return ()
        typed = self.text if self.changed else ""
        words = self._typed_words if typed else self._words
        return piece_choices(self.name, self._matter.story, words, typed)

    @property
    def _typed_words(self) -> PrivateWords:
        # What the pattern itself says is no secret, whatever letter it begins with.
        return replace(self._words, public=(*self._words.public, editable(self._filled)))

    def take_in(self, notes: Iterable[str]) -> None:
        """Take notes in, by their ids, for this once; raises as ``fill`` does."""
        chosen = self._matter.choices
        self._choose(replace(chosen, notes=chosen.notes | frozenset(notes)))

    def turn(self, keys: Iterable[str]) -> None:
        """Show pieces that are hidden, or the reverse, for this once; raises as ``fill`` does."""
        chosen = self._matter.choices
        self._choose(replace(chosen, turned=chosen.turned ^ frozenset(keys)))

    def keep_choices(self, choices: LetterChoices) -> None:
        """Keep what its owner chose, and fill it so.

        Raises:
            NotKept: The disk did not take it.
            PatternError: Its pattern cannot be filled.
        """
        self._drafts.keep_choices(self.name, choices)
        self._choose(choices)

    @property
    def choices(self) -> LetterChoices:
        """What its owner chose."""
        return self._matter.choices

    def _choose(self, choices: LetterChoices) -> None:
        self._fill(dataclasses.replace(self._matter, choices=choices))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that it names."""
        rules = self._matter.rules
        return tuple(rules[each] for each in self.letter.cited if each in rules)

    @property
    def draft_path(self) -> Path:
        """Where the draft lies, or would lie."""
        return self._drafts.path(self.name, self.language)

    def change(self, text: str) -> None:
        """Keep what its owner made of it.

        Raises:
            NotKept: The disk did not take it.
        """
        if text != editable(self._filled):
            self._drafts.keep(self.name, self.language, text)
        elif self.changed:
            self._drafts.drop(self.name, self.language)

    def keep_as_draft(self) -> Path:
        """Put the text on the disk as it stands, for an editor to open; give its path.

        Raises:
            NotKept: The disk did not take it.
        """
        self._drafts.keep(self.name, self.language, self.text)
        return self.draft_path

    def start_afresh(self) -> None:
        """Let go of what its owner changed.

        Raises:
            NotKept: The disk refused.
        """
        self._drafts.drop(self.name, self.language)

    def contents(self, ending: str) -> bytes:
        """The letter as it stands now, as the bytes of a file.

        Args:
            ending: Which kind of file, one of ``LETTER_ENDINGS``.

        Raises:
            StoreError: The case cannot be found, of which files are enclosed.
        """
        if ending == MAIL_ENDING:
            return self._mail()
        return contents(replace(as_paper(self.letter), made=self._clock()), ending)

    @property
    def mail_to(self) -> str:
        """The e-mail address it goes to; empty where none is known."""
        return mail_address(self._matter.recipient.mail)

    @property
    def not_enclosed(self) -> tuple[str, ...]:
        """The files that it names and that are not in the case as they were kept."""
        found = {each.name for each in self._enclosures()}
        return tuple(name for name in self.letter.of_kind("enclosed") if name not in found)

    def _mail(self) -> bytes:
        me, letter = self._matter.sender, self.letter
        itself = MailEnclosure(f"{self.file_name}.pdf", contents(as_paper(letter), ".pdf"))
        text = as_paper(text_of_mail(letter))
        sender, to = me.pec or me.email, self._matter.recipient.mail
        return as_mail(letter, text, sender, to, (itself, *self._enclosures()))

    def _enclosures(self) -> Iterator[MailEnclosure]:
        folder = Cases(self._cabinet.places).folder(self.told.case.id)
        named = set(self.letter.of_kind("enclosed"))
        for each in self.told.case.happenings:
            if each.attachment and each.attachment.name in named:
                with (
                    suppress(AttachmentGone, AttachmentChanged),
                    open_attachment(folder, each.attachment) as file,
                ):
                    yield MailEnclosure(each.attachment.name, file.read())

    @property
    def file_name(self) -> str:
        """What its file may be called, without an ending."""
        said = title(LetterKind(self.name)) if self.name in set(LetterKind) else self.name
        words = _NO_NAME.sub("-", said.casefold()).strip("-")
        if len(words) > _LONGEST:
            words = words[:_LONGEST].rpartition("-")[0] or words[:_LONGEST]
        return f"{words}-{self._clock():%Y-%m-%d}"
