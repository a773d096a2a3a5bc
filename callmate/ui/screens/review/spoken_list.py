"""The list of what was said: answers to confirm, a machine's words, and the owner's between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from textual import on
from textual.content import Content

from callmate.audio.requests import Spot
from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry, Given, Note, Promised, Refused
from callmate.domain.text import visible
from callmate.services.transcripts import HeardAnswer, TranscriptLine, sounding
from callmate.ui.widgets.line_list import LineList
from callmate.ui.widgets.note_list import STYLES
from callmate.wording.dates import clock_time
from callmate.wording.entry_words import entry_words
from callmate.wording.names import heard_answer

_OWN = (Note, Given, Refused, Promised)
"""Kinds of entries that stand between what was said."""

_CHOSEN, _HEARD = "underline", "reverse"
"""The word that is chosen, and the one that is heard."""

_ENDS = (".", "?", "!", "…")


@dataclass(frozen=True)
class SpokenRow:
    """One item of the list; it is one of the three."""

    at: datetime
    answer: HeardAnswer | None = None
    line: TranscriptLine | None = None
    entry: AnyEntry | None = None


class SpokenList(LineList):
    """What was said, with one word chosen in the line under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, inset=2)
        self._call: Call | None = None
        self._rows: Sequence[SpokenRow] = ()
        self._said: Sequence[TranscriptLine] = ()
        self._row_of: Sequence[int] = ()
        """The row of each line."""
        self._word = 0
        self._chosen_in: int | None = None
        """The row in which the word is chosen."""
        self._sounds: tuple[int, int] | None = None
        """The row and the word that are heard."""

    def fill(
        self, call: Call | None, answers: Sequence[HeardAnswer], lines: Sequence[TranscriptLine]
    ) -> None:
        """Show what was read; the cursor stays on what it is on.

        Args:
            call: The call, with what its owner wrote.
            answers: What is to be confirmed; it stands above.
            lines: What was said.
        """
        before, self._call = self.row, call
        own = [each for each in call.standing if isinstance(each, _OWN)] if call else []
        told = [SpokenRow(each.at, line=each) for each in lines]
        told += [SpokenRow(each.at, entry=each) for each in own if lines]
        told.sort(key=lambda row: row.at)
        self._rows = [*(SpokenRow(each.at, answer=each) for each in answers), *told]
        self._said = lines
        place = {id(row.line): index for index, row in enumerate(self._rows) if row.line}
        self._row_of = [place[id(line)] for line in lines]
        self._sounds, self._chosen_in = None, None
        self.show(len(self._rows), self._in_lines)
        if self._rows:
            same = [n for n, row in enumerate(self._rows) if before and _are_alike(row, before)]
            self.cursor = same[0] if same else min(self.cursor or 0, len(self._rows) - 1)

    @property
    def row(self) -> SpokenRow | None:
        """The row under the cursor."""
        here = self.cursor
        return self._rows[here] if here is not None and here < len(self._rows) else None

    @property
    def spot(self) -> Spot | None:
        """Where the chosen word is heard; ``None`` on what the owner wrote."""
        row = self.row
        if row is None or row.line is None:
            return row.answer.spot if row and row.answer else None
        word = row.line.words[min(self._word, len(row.line.words) - 1)]
        return Spot(row.line.part, word.begin)

    @property
    def sentence(self) -> tuple[str, Spot] | None:
        """The sentence of the chosen word, and where it begins; ``None`` where nothing is said."""
        row = self.row
        if row is None or row.line is None:
            return None
        words = row.line.words
        ends = [n for n, word in enumerate(words) if word.text.rstrip().endswith(_ENDS)]
        first = max((end + 1 for end in ends if end < self._word), default=0)
        last = min((end for end in ends if end >= self._word), default=len(words) - 1)
        text = "".join(word.text for word in words[first : last + 1]).strip()
        return text, Spot(row.line.part, words[first].begin)

    def step(self, steps: int) -> None:
        """Choose another word, of this line or of the next."""
        row = self.row
        count = len(row.line.words) if row and row.line else 1
        if 0 <= self._word + steps < count:
            self._choose(self._word + steps, self.cursor)
        else:
            self.action_move(steps)

    def find(self, text: str) -> bool:
        """Choose the next place, in a line below or else above, where words are said.

        Args:
            text: The words; large and small letters are alike.

        Returns:
            Whether they are said anywhere.
        """
        sought = text.casefold()
        start = (self.cursor if self.cursor is not None else -1) + 1
        for index in [*range(start, len(self._rows)), *range(start)]:
            line = self._rows[index].line
            at = line.text.casefold().find(sought) if line else -1
            if line is not None and at >= 0:
                self.go_to(index, line.word_at(at))
                return True
        return False

    def go_to_spot(self, spot: Spot) -> None:
        """Choose the word that is heard at a spot."""
        found = sounding(self._said, spot)
        if found is not None:
            self.go_to(self._row_of[found[0]], found[1])

    def go_to(self, row: int, word: int) -> None:
        """Choose a word of a row."""
        self.cursor = row
        # The cursor's own message, which chooses the first word, is still on its way.
        self.call_later(self._choose, word, row)

    def follow(self, spot: Spot | None) -> None:
        """Mark the word that is heard; the cursor goes with it while it stands on its line."""
        found = sounding(self._said, spot) if spot is not None else None
        now = (self._row_of[found[0]], found[1]) if found else None
        before, self._sounds = self._sounds, now
        if now == before:
            return
        for row in {each[0] for each in (before, now) if each is not None}:
            self.draw_again(row)
        if before and now and self.cursor == before[0] and now[0] != before[0]:
            self.cursor = now[0]

    @on(LineList.Moved)
    def _moved(self, event: LineList.Moved) -> None:
        if event.index != self._chosen_in:
            self._choose(0, event.index)

    def _choose(self, word: int, row: int | None) -> None:
        before, self._word = self._chosen_in, word
        self._chosen_in = row
        for each in (before, row):
            if each is not None:
                self.draw_again(each)

    def _in_lines(self, index: int, width: int) -> list[Content]:
        row = self._rows[index]
        if row.answer is not None:
            return _hanging("○", Content.styled(_asked(row.answer), "bold $accent"), width)
        if row.entry is not None and self._call is not None:
            told = entry_words(self._call, row.entry)
            words = Content.styled(f"✎ {visible(told.text)}", STYLES[told.tone])
        else:
            words = self._spoken(index, row)
        return _hanging(clock_time(row.at), words, width)

    def _spoken(self, index: int, row: SpokenRow) -> Content:
        heard = self._sounds[1] if self._sounds and self._sounds[0] == index else None
        chosen = self._word if self.cursor == index else None
        pieces: list[str | tuple[str, str]] = []
        for place, word in enumerate(row.line.words if row.line else ()):
            style = _HEARD if place == heard else _CHOSEN if place == chosen else ""
            bare = visible(word.text).lstrip()
            apart = place > 0 and word.text.startswith(" ")
            pieces += [" " if apart else "", (bare, style) if style else bare]
        return Content.assemble(*pieces)


def _asked(answer: HeardAnswer) -> str:
    words = heard_answer(answer.item, answer.text, answer.at, answer.typed, named=answer.named)
    return visible(words)


def _are_alike(row: SpokenRow, other: SpokenRow) -> bool:
    """Whether two rows stand for the same thing, read at two times."""
    if row.answer or other.answer:
        return row.answer == other.answer
    return row.at == other.at and (row.line is None) == (other.line is None)


def _hanging(stamp: str, words: Content, width: int) -> list[Content]:
    """A stamp, and beside it words in as many lines as they take."""
    indent = len(stamp) + 2
    first, *more = words.wrap(max(8, width - indent)) or [Content("")]
    blank = " " * indent
    return [
        Content.assemble((stamp, "$foreground 60%"), "  ", first),
        *(Content.assemble(blank, line) for line in more),
    ]
