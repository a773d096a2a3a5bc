"""Finds words in what machines wrote down of recordings; nothing of it is kept on the disk.

The words of a thousand hours of sound are opened and read in six seconds, once, and then held in
100 MB of memory, in which they are found in 70 milliseconds; an index of them, which would have
to be sealed as they are, would have to be opened too. Measured in November 2026.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from callmate.audio.door import kept_words
from callmate.audio.layout import parts, words_path
from callmate.audio.requests import Spot
from callmate.domain.query import Query, any_in, spans
from callmate.domain.records import CallSummary
from callmate.domain.text import folded
from callmate.locale.messages import _
from callmate.services.sound_timeline import SoundTimeline
from callmate.services.transcripts import CallTranscript, TranscriptLine
from callmate.store.cabinet import Cabinet
from callmate.store.errors import StoreError
from callmate.store.index import Index
from callmate.store.index_pages import IndexedText
from callmate.store.keys import OwnerKeys
from callmate.store.search import Findings, SearchResult, find

_PART = re.compile(r"sound-(\d{1,6})")
_NAMED = re.compile(r"sound-(\d{1,6})@(\d{1,7}\.\d\d)")


def name_of_spot(spot: Spot) -> str:
    """What a place in a call's sound is called where an entry's name could stand."""
    return f"sound-{spot.part}@{spot.seconds:.2f}"


def spot_named(name: str) -> Spot | None:
    """The place in a call's sound that is called so; ``None`` for the name of an entry."""
    found = _NAMED.fullmatch(name)
    return Spot(int(found[1]), float(found[2])) if found else None


@dataclass(frozen=True)
class _Held:
    """The words of a part, folded, and what tells whether they are still those on the disk."""

    stamp: tuple[int, int]
    text: str


class TranscriptSearch:
    """Searches what is written down of all recordings; what was read stays in memory.

    Args:
        cabinet: All calls.
        identity: The owner's secret key.
    """

    def __init__(self, cabinet: Cabinet, identity: str) -> None:
        self._cabinet = cabinet
        self._identity = identity
        self._held: dict[Path, _Held] = {}

    def find(
        self, index: Index, query: Query, wanted: Callable[[], bool] = lambda: True
    ) -> tuple[SearchResult, ...]:
        """The calls in whose recordings all words of a query are said, in one line.

        Args:
            index: The calls.
            query: What is looked for.
            wanted: Asked now and then whether the answer is still wanted.
        """
        if not query.needles:
            return ()
        others = replace(query, needles=())
        rows = index.rows() if others.empty else (each.row for each in find(index, others).found)
        found = []
        for row in rows:
            if not wanted():
                break
            if isinstance(row, CallSummary) and row.recordings:
                hits = tuple(self._hits(query, row))
                found += [SearchResult(row, hits)] if hits else []
        return tuple(found)

    def _hits(self, query: Query, row: CallSummary) -> Iterator[IndexedText]:
        try:
            folder = self._cabinet.folder(row.id)
        except StoreError:
            return
        tokens = [token for needle in query.needles for token in needle.tokens]
        named = (_PART.match(part.path) for part in row.recordings)
        held = [self._words(folder, int(each[1])) for each in named if each]
        if all(any(token in text for text in held) for token in tokens):
            for line in self._lines(folder, row):
                if all(any_in((needle,), line.text) for needle in query.needles):
                    word = line.words[line.word_at(spans(query.needles, line.text)[0][0])]
                    text = _("{text} (what a machine heard)").format(text=line.text)
                    yield IndexedText(name_of_spot(Spot(line.part, word.begin)), line.at, text)

    def _words(self, folder: Path, part: int) -> str:
        """All words of a part, folded; read anew only when the file is another one."""
        path = words_path(folder, part)
        try:
            state = path.stat()
        except OSError:
            return ""
        stamp = state.st_mtime_ns, state.st_size
        held = self._held.get(path)
        if held is None or held.stamp != stamp:
            kept = kept_words(folder, part, self._identity)
            words = "".join(word.text for word in kept.words) if kept else ""
            held = self._held[path] = _Held(stamp, folded(words))
        return held.text

    def _lines(self, folder: Path, row: CallSummary) -> Sequence[TranscriptLine]:
        line = SoundTimeline(parts(folder))
        transcript = CallTranscript(folder, line, row.started, lambda: None)
        transcript.read(self._identity)
        return transcript.lines()


def open_search(cabinet: Cabinet, keys: OwnerKeys) -> TranscriptSearch | None:
    """A search for which nobody has to be asked; ``None`` where the key is locked, or not there."""
    with suppress(StoreError):
        if keys.exist and not keys.locked():
            return TranscriptSearch(cabinet, keys.identity())
    return None


def spoken_is_locked(index: Index, keys: OwnerKeys) -> bool:
    """Whether something is written down that only a passphrase opens; looks into calls' folders."""
    locked = False
    with suppress(StoreError):
        locked = keys.exist and keys.locked()
    rows = (row for row in index.rows() if isinstance(row, CallSummary) and row.recordings)
    return locked and any(_is_written_down(index.cabinet, row) for row in rows)


def _is_written_down(cabinet: Cabinet, row: CallSummary) -> bool:
    with suppress(StoreError):
        folder = cabinet.folder(row.id)
        named = (_PART.match(part.path) for part in row.recordings)
        return any(words_path(folder, int(each[1])).exists() for each in named if each)
    return False


def with_spoken(findings: Findings, spoken: Sequence[SearchResult]) -> Findings:
    """What was found, and behind it what was found in recordings; each call stands once."""
    more = {each.row.id: each for each in spoken}
    found = [
        replace(each, hits=(*each.hits, *more.pop(each.row.id).hits))
        if each.row.id in more
        else each
        for each in findings.found
    ]
    return Findings((*found, *more.values()), findings.more)
