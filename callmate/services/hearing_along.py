"""What a machine hears of a call while it goes on: never kept, only offered."""

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import zip_longest
from pathlib import Path

from msgspec.structs import replace

from callmate.audio import protocol
from callmate.audio.door import Listener
from callmate.audio.protocol import HeardAlong, NotListening, WritingFailure
from callmate.audio.requests import ListenRequest, Spot
from callmate.domain.call import Call
from callmate.domain.heard import Heard, HeardWord, find_heard, number_key
from callmate.locale.messages import language
from callmate.rulebook.countries import is_holiday_here
from callmate.services.transcripts import HeardAnswer, beside, heard_words

_ANEW = 60.0
"""Seconds of words, at least, that are looked through anew with each that comes: what a number is
of may have been said well before it."""

_MOST = 300.0
"""Seconds of words, at most, where nobody makes a pause."""

_PAUSE = 1.0
"""Seconds between two words that nobody takes for one number."""

_GREETED = timedelta(seconds=20)
"""How long before the owner says that somebody else speaks that person may have said a number."""


class HearingAlong:
    """Listens to a recording with a delay, and knows what seems to have been said in it.

    Args:
        changed: Called, in the loop's own thread, whenever more was heard or it heard no more.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._listener: Listener | None = None
        self._following: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._unseen: set[int] = set()
        self._began: dict[int, datetime] = {}
        self._words: dict[int, tuple[HeardWord, ...]] = {}
        self._found: dict[int, tuple[Heard, ...]] = {}
        self.changes = 0
        """How often more was heard."""
        self.failure: WritingFailure | None = None
        """Why it hears no more, though it should."""

    @property
    def running(self) -> bool:
        """Whether it listens."""
        return self._listener is not None

    async def start(self, model: Path) -> int | None:
        """Begin to listen.

        Args:
            model: The folder of the recogniser's model.

        Returns:
            The descriptor to which a recorder hands its copies; ``None`` when no process could
            be started, which nobody has to wait for.
        """
        self.failure = None
        try:
            self._listener = await Listener.start(ListenRequest(str(model), language()), self.hear)
        except OSError:
            self.failure = "cannot_write"
            return None
        self._following = asyncio.create_task(self._follow(self._listener))
        return self._listener.copy

    def stop(self) -> None:
        """Listen no more; what was heard is still known."""
        listener, self._listener = self._listener, None
        if listener is not None:
            self._following = asyncio.create_task(listener.stop())

    async def looked(self) -> None:
        """Wait until all that was told is looked through."""
        if self._looking is not None:
            await self._looking

    async def over(self) -> None:
        """Wait until its process is gone."""
        if self._following is not None:
            await self._following

    def began(self, part: int, at: datetime) -> None:
        """A part of the recording began."""
        self._began[part] = at

    def offers(self, call: Call) -> Mapping[str, HeardAnswer]:
        """What was heard of items that are missing in a call, the latest of each, by item.

        Args:
            call: The call as it is now.
        """
        missing = {item.id for item in call.checklist.missing}
        offered: dict[str, HeardAnswer] = {}
        for answer in self._answers():
            if answer.item in missing and _is_for(call, answer):
                offered[answer.item] = answer
        return offered

    def _answers(self) -> list[HeardAnswer]:
        return sorted(
            (
                HeardAnswer(
                    heard.kind,
                    heard.text.rstrip(" .,;:!…"),
                    began + timedelta(seconds=heard.begin),
                    Spot(part, heard.begin),
                    due=heard.due,
                )
                for part, found in self._found.items()
                if (began := self._began.get(part)) is not None
                for heard in found
                if heard.named  # a guess is for who has time to listen again
            ),
            key=lambda answer: answer.at,
        )

    def hear(self, report: protocol.Report) -> None:
        """Take in what the process that listens tells."""
        match report:
            case HeardAlong(part=part, begin=begin, words=words):
                before = (word for word in self._words.get(part, ()) if word.begin < begin)
                self._words[part] = (*before, *_whole(heard_words(words)))
                self._unseen.add(part)
                if self._looking is None or self._looking.done():
                    self._looking = asyncio.create_task(self._look())
            case NotListening(kind=kind):
                self.failure = kind
                self._changed()
            case _:
                pass

    async def _follow(self, listener: Listener) -> None:
        """Wait until it hears no more, and say so where nobody told it to."""
        await listener.ended()
        if self._listener is listener:
            self._listener = None
            self.failure = self.failure or "cannot_write"
            self._changed()
            await listener.stop()

    async def _look(self) -> None:
        """Look through what came, aside, until all was looked through."""
        while self._unseen:
            part = self._unseen.pop()
            began = self._began.get(part)
            if began is not None:
                words = self._words[part]
                tail = newest_talk(words)
                since = tail[0].begin if tail else 0.0
                new = await asyncio.to_thread(find_heard, tail, language(), began, is_holiday_here)
                known = (each for each in self._found.get(part, ()) if each.begin < since)
                self._found[part] = (*known, *new)
                self.changes += 1
                self._changed()


def _whole(words: tuple[HeardWord, ...]) -> Iterator[HeardWord]:
    """Words, the one before missing sound as if it was hardly heard: half a number may be in it."""
    for word, after in zip_longest(words, words[1:]):
        torn = after is not None and after.text == protocol.MISSING
        yield replace(word, probability=0.0) if torn else word


def newest_talk(words: tuple[HeardWord, ...]) -> tuple[HeardWord, ...]:
    """The last minute of words, and those before it up to a pause, but at most five minutes."""
    if not words:
        return ()
    last = words[-1].begin
    place = bisect_left(words, last - _ANEW, key=lambda word: word.begin)
    first = bisect_left(words, last - _MOST, key=lambda word: word.begin)
    while place > first and words[place].begin - words[place - 1].end < _PAUSE:
        place -= 1
    return words[place:]


def _is_for(call: Call, answer: HeardAnswer) -> bool:
    """Whether an answer that is missing now was said by who speaks now."""
    if answer.item == "promise":
        return beside(call, answer) is not None
    if answer.item == "claim_number" or not call.legs:
        return True
    *before, now = call.legs
    told = {number_key(each) for leg in before for each in (leg.operator, leg.name) if each}
    return answer.at >= now.since - _GREETED and number_key(answer.text) not in told
