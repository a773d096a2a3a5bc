"""What a machine understood of a call's recording: read, written, and what it answers."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from callmate.audio import protocol
from callmate.audio.door import Transcription, kept_words
from callmate.audio.protocol import NotWritten, WritingFailure, Written
from callmate.audio.requests import PartPlace, Spot, WriteDownRequest
from callmate.domain.call import Call
from callmate.domain.heard import (
    Heard,
    HeardKind,
    HeardWord,
    find_heard,
    number_differences,
    number_key,
)
from callmate.locale.messages import language
from callmate.rulebook.countries import is_holiday_here
from callmate.services.sound_timeline import SoundTimeline

_PAUSE = 1.5  # seconds of silence after which a new line begins
_LONG = 160
"""Characters from which a line ends with its sentence."""
_LONGEST = 400
"""Characters with which a line ends in any case."""
_ENDS = (".", "?", "!", "…")
_STOPS = " .,;:!…"
_ORDER: Sequence[HeardKind] = ("operator", "claim_number", "operator_name", "promise")
"""In which answers are offered: as they are asked for."""


@dataclass(frozen=True)
class TranscriptLine:
    """Words that were said together, and when."""

    part: int
    words: tuple[HeardWord, ...]
    at: datetime
    """The time of day at which the first of them was said."""

    @property
    def text(self) -> str:
        """All of them in one line."""
        return "".join(word.text for word in self.words).strip()

    def word_at(self, place: int) -> int:
        """The number of the word to which a place in the text belongs."""
        first = self.words[0].text
        end = len(first.lstrip()) - len(first)
        for number, word in enumerate(self.words):
            end += len(word.text)
            if place < end:
                return number
        return len(self.words) - 1


@dataclass(frozen=True)
class HeardAnswer:
    """An answer that seems to have been said in the call, to be confirmed by its owner."""

    item: HeardKind
    text: str
    at: datetime
    spot: Spot
    """Where it is heard."""
    typed: str = ""
    """What the owner wrote instead; empty where nothing is written."""
    due: datetime | None = None
    named: bool = True
    """Whether it was understood what a number is of; one that may be of the claim is a guess."""


class CallTranscript:
    """The words of one call, as far as they are written down.

    Args:
        folder: The call's folder.
        line: Where its moments lie in its sound.
        began: When the call began; for sound of which nobody knows when it was made.
        changed: Called whenever there are more words, or they come no more.
    """

    def __init__(
        self, folder: Path, line: SoundTimeline, began: datetime, changed: Callable[[], None]
    ) -> None:
        self._folder = folder
        self._line = line
        self._began = began
        self._changed = changed
        self._work: Transcription | None = None
        self._following: asyncio.Task[None] | None = None
        self._told: set[int] = set()
        self._done: dict[int, float] = {}
        self._words: dict[int, tuple[HeardWord, ...]] = {}
        self._answers: dict[int, tuple[int, tuple[Heard, ...]]] = {}
        self.changes = 0
        """How often there were more words, or they ceased to come."""
        self.forgotten = False
        """Whether what was read is to be read anew, once the key is open again."""
        self.failure: WritingFailure | None = None
        """Why something of it could not be written down; the last reason there was."""

    def read(self, identity: str) -> None:
        """Read what is written down, of the parts of which nothing was read; in any thread."""
        self.forgotten = False
        for part in self._line.parts:
            kept = kept_words(self._folder, part.part, identity)
            if kept is not None and part.part not in self._words:
                self._done[part.part] = kept.done
                self._words[part.part] = heard_words(kept.words)
                self.changes += 1

    async def write(self, identity: str, model: Path) -> None:
        """Write down what is not written yet.

        Args:
            identity: The owner's secret key.
            model: The folder of the recogniser's model.

        Raises:
            OSError: No process could be started.
        """
        places = tuple(PartPlace(str(self._folder), part.part) for part in self._line.parts)
        request = WriteDownRequest(places, identity, str(model), language())
        self.failure, self._told = None, set()
        self._work = await Transcription.start(request, self._hear)
        self._following = asyncio.create_task(self._follow(self._work))
        self._tell()

    async def stop(self) -> None:
        """Leave the rest for another time."""
        work, self._work = self._work, None
        if work is not None:
            await work.stop()
            self._tell()

    def forget(self) -> None:
        """Know nothing of what was read: nobody is here to read it."""
        self._words, self._done, self._answers = {}, {}, {}
        self.forgotten = True
        self.changes += 1

    @property
    def running(self) -> bool:
        """Whether more is being written down now."""
        return self._work is not None

    @property
    def seconds(self) -> float:
        """Seconds of sound in all."""
        return self._line.total

    @property
    def done(self) -> float:
        """Seconds of sound that were gone through."""
        return sum(min(self._done.get(each.part, 0.0), each.seconds) for each in self._line.parts)

    @property
    def complete(self) -> bool:
        """Whether all of the recording is written down."""
        return all(self._done.get(each.part, -1.0) >= each.seconds for each in self._line.parts)

    @property
    def begun(self) -> bool:
        """Whether any of it is."""
        return bool(self._done)

    def lines(self) -> tuple[TranscriptLine, ...]:
        """All words, in lines, in the order in which they were said."""
        return tuple(
            TranscriptLine(part, words, self.moment(Spot(part, words[0].begin)))
            for part, said in sorted(self._words.items())
            for words in _in_lines(said)
        )

    def moment(self, spot: Spot) -> datetime:
        """The time of day at which something was said, or the call's start if nobody knows."""
        return self._line.moment_of(spot) or self._began

    def answers(self, call: Call) -> tuple[HeardAnswer, ...]:
        """What seems to have been said of what is missing, or was written otherwise.

        Args:
            call: The call as it is now.
        """
        found = [
            HeardAnswer(
                heard.kind,
                heard.text.rstrip(_STOPS),
                self.moment(Spot(part, heard.begin)),
                Spot(part, heard.begin),
                due=heard.due,
                named=heard.named,
            )
            for part, words in sorted(self._words.items())
            for heard in self._found(part, words)
        ]
        judged = (beside(call, each) for each in _without_guesses(found))
        asked = (each for each in judged if each is not None)
        return tuple(sorted(asked, key=lambda each: (_ORDER.index(each.item), each.at)))

    def _found(self, part: int, words: Sequence[HeardWord]) -> tuple[Heard, ...]:
        """What is found in a part; looked for anew only when it has more words."""
        count, found = self._answers.get(part, (0, ()))
        if count != len(words):
            found = find_heard(words, language(), self.moment(Spot(part)), is_holiday_here)
            self._answers[part] = len(words), found
        return found

    def _hear(self, report: protocol.Report) -> None:
        match report:
            case Written(part=part, words=words, done=done):
                before = self._words.get(part, ()) if part in self._told else ()
                self._told.add(part)
                self._words[part] = (*before, *heard_words(words))
                self._done[part] = done
            case NotWritten(kind=kind):
                self.failure = kind
            case _:
                return
        self._tell()

    async def _follow(self, work: Transcription) -> None:
        """Wait until no more words come, and say so where the process broke down."""
        status = await work.ended()
        if self._work is work:
            self._work = None
            if status and self.failure is None:
                self.failure = "cannot_write"
            self._tell()

    def _tell(self) -> None:
        self.changes += 1
        self._changed()


def heard_words(words: Iterable[protocol.SpokenWord]) -> tuple[HeardWord, ...]:
    """Words as a recogniser wrote them, for what looks through them."""
    return tuple(HeardWord(each.text, each.begin, each.end, each.probability) for each in words)


def _in_lines(words: Sequence[HeardWord]) -> list[tuple[HeardWord, ...]]:
    lines: list[list[HeardWord]] = []
    length = 0
    for word in words:
        last = lines[-1][-1] if lines else None
        if last is None or _breaks(last, word, length):
            lines.append([])
            length = 0
        lines[-1].append(word)
        length += len(word.text)
    return [tuple(line) for line in lines]


def _breaks(last: HeardWord, word: HeardWord, length: int) -> bool:
    """Whether a word begins a new line behind so many characters of another."""
    if not word.text.startswith(" "):
        return False  # it goes on from the word before it
    ended = length >= _LONG and last.text.endswith(_ENDS)
    return word.begin - last.end >= _PAUSE or ended or length >= _LONGEST


def _without_guesses(found: Sequence[HeardAnswer]) -> Sequence[HeardAnswer]:
    """What was found, without numbers of the claim that are guessed where others are clearer."""
    claims = [each for each in found if each.item == "claim_number"]
    guessed = {number_key(each.text) for each in claims if not each.named}
    if len(guessed) == 1 and not any(each.named for each in claims):
        return found
    return [each for each in found if each.named]


def beside(call: Call, heard: HeardAnswer) -> HeardAnswer | None:
    """What was heard beside what is written: ``None`` where that says the same."""
    match heard.item:
        case "operator" | "operator_name":
            return _beside_operator(call, heard)
        case "claim_number":
            typed = [claim.number for claim in call.claims]
            guessed = not heard.named and (typed or _is_written(call, heard.text))
            return None if guessed else _beside_numbers(heard, typed)
        case "promise":
            days = {promise.due.date() for promise in call.promises if promise.due}
            known = heard.due is not None and heard.due.date() in days
            return None if known else heard


def _is_written(call: Call, number: str) -> bool:
    """Whether a number stands in a call already, whatever it is of."""
    said = [getattr(entry, "text", "") for entry in call.standing]
    said += [leg.operator or "" for leg in call.legs]
    return any(number_key(number) in number_key(each) for each in (call.start.number, *said))


def _beside_operator(call: Call, heard: HeardAnswer) -> HeardAnswer | None:
    legs = [leg for leg in call.legs if leg.since <= heard.at] or list(call.legs)
    typed = (legs[-1].operator, legs[-1].name) if legs else (None, None)
    if heard.item == "operator":
        return _beside_numbers(heard, [typed[0]] if typed[0] else [])
    return None if typed[1] else heard


def _beside_numbers(heard: HeardAnswer, typed: Sequence[str]) -> HeardAnswer | None:
    if number_key(heard.text) in map(number_key, typed):
        return None
    nearest = min(typed, key=lambda each: len(number_differences(each, heard.text)), default="")
    return replace(heard, typed=nearest)


def sounding(lines: Sequence[TranscriptLine], spot: Spot) -> tuple[int, int] | None:
    """The place of the line, and in it of the word, that is heard; ``None`` before any.

    Args:
        lines: In the order in which they were said.
        spot: The place in the sound.
    """
    begun = [
        place
        for place, line in enumerate(lines)
        if line.part == spot.part and line.words[0].begin <= spot.seconds
    ]
    if not begun:
        return None
    words = lines[begun[-1]].words
    return begun[-1], sum(word.begin <= spot.seconds for word in words) - 1
