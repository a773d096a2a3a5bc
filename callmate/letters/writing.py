"""One letter being written: as the case fills it, and as its owner has changed it."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from callmate.domain.chronology import Chronology
from callmate.domain.letter import Kind, Letter
from callmate.domain.letter_text import editable, edited
from callmate.domain.rules import Country, Rule
from callmate.i18n import Language
from callmate.letters.fill import fill
from callmate.letters.gathering import gather
from callmate.letters.kinds import title
from callmate.letters.on_paper import as_paper
from callmate.paper.files import contents
from callmate.store.cabinet import Cabinet
from callmate.store.drafts import Drafts

_NO_NAME: Final = re.compile(r"[^\w]+")
_LONGEST: Final = 32


class Writing:
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
        """Fill it from the case again; what its owner changed stays changed; raises as above."""
        matter = gather(self._cabinet, self.told, self.name, self._country, self._clock())
        self._rules = matter.rules
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
        return self._filled if draft is None else edited(self._filled, draft)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that it names."""
        return tuple(self._rules[each] for each in self.letter.cited if each in self._rules)

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
        """Put it on the disk as it stands, for an editor to open; raises as ``change`` does."""
        self._drafts.keep(self.name, self.language, self.text)
        return self.draft_path

    def start_afresh(self) -> None:
        """Let go of what its owner changed; raises as ``change`` does."""
        self._drafts.drop(self.name, self.language)

    def contents(self, ending: str) -> bytes:
        """It as a file.

        Args:
            ending: One of the endings of ``paper.files``.
        """
        return contents(as_paper(self.letter), ending)

    @property
    def file_name(self) -> str:
        """What its file may be called, without an ending."""
        said = title(Kind(self.name)) if self.name in set(Kind) else self.name
        words = _NO_NAME.sub("-", said.casefold()).strip("-")
        if len(words) > _LONGEST:
            words = words[:_LONGEST].rpartition("-")[0] or words[:_LONGEST]
        return f"{words}-{self._clock():%Y-%m-%d}"
