"""What a machine heard in one part of a recording: words, when they were said, and answers."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import Literal

import msgspec


class HeardWord(msgspec.Struct, frozen=True):
    """One word as the recogniser wrote it."""

    text: str
    """With its signs and the space before it: `` quattro,`` or `` 4471.``.

    Without a space it goes on from the word before it, as ``-71`` does from `` 44``.
    """
    begin: float
    """Seconds of sound from the start of the part."""
    end: float
    """Seconds of sound from the start of the part."""
    probability: float
    """From 0 to 1, how sure the recogniser was."""


class HeardText(msgspec.Struct, frozen=True, dict=True):
    """Words in the order in which they were said, and the text that they make."""

    words: tuple[HeardWord, ...]

    @cached_property
    def text(self) -> str:
        """All words in one line."""
        return "".join(word.text for word in self.words)

    @cached_property
    def _ends(self) -> Sequence[int]:
        """For each word the place in the text where it ends."""
        return tuple(accumulate(len(word.text) for word in self.words))

    def words_at(self, start: int, end: int) -> tuple[HeardWord, ...]:
        """The words that a stretch of the text touches; none where it is empty.

        Args:
            start: The place in the text of its first character.
            end: The place behind its last character.
        """
        if start >= end:
            return ()
        return self.words[bisect_right(self._ends, start) : bisect_left(self._ends, end) + 1]


HeardKind = Literal["operator", "operator_name", "claim_number", "promise"]


class Heard(msgspec.Struct, frozen=True):
    """An answer to an item of the checklist, as it seems to have been said."""

    kind: HeardKind
    """The id of the item."""
    text: str
    """The number or name, or the sentence of a promise."""
    begin: float
    """Seconds of sound from the start of the part."""
    end: float
    words: tuple[HeardWord, ...]
    due: datetime | None = None
    """By when, of a promise; with its offset."""
    named: bool = True
    """Whether it was understood what a number is of; else it is the only one of which nobody knows,
    and may be the claim's."""
