"""The sealed file of what a machine understood of a part, `sound-N.words.age`.

It is sealed to the owner's key as the sound is, and belongs to one sound: that of the digest it
names. It is written anew after each piece, so that whoever is killed meanwhile leaves a whole one.
"""

from pathlib import Path

import msgspec

from callmate.audio.layout import file_digest, read_facts, words_path, write_facts
from callmate.audio.protocol import SpokenWord
from callmate.audio.sealed import open_beside, seal_beside

_VERSION = 2
"""Words of the first were of long sound that was not read as it is; they are written anew."""
LONGEST_WORD = 200
"""Characters of a word; a recogniser that has lost its way may write more without a space."""

_MOST = 20  # words a second; nobody speaks a third as fast


class Transcript(msgspec.Struct, frozen=True):
    """What was understood of a part so far."""

    sha256: str
    """Hex digest of the sealed sound that was listened to."""
    model: str
    """The name of the model's folder."""
    language: str
    seconds: float
    """The length of the part."""
    done: float = 0.0
    """Seconds of the part that were gone through."""
    words: tuple[SpokenWord, ...] = ()
    version: int = _VERSION

    @property
    def complete(self) -> bool:
        """Whether all of the part was gone through."""
        return self.done >= self.seconds


def kept(folder: Path, part: int, identity: str) -> Transcript | None:
    """Read what was written down of a part; ``None`` when there is nothing of this very sound.

    Raises WrongKeyError.
    """
    content = open_beside(words_path(folder, part), identity)
    facts = read_facts(folder, part)
    if content is None or facts is None:
        return None
    try:
        found = msgspec.json.decode(content, type=Transcript)
    except (ValueError, RecursionError):  # what is no text is not told as one of msgspec's own
        return None
    return found if found.sha256 == facts.sha256 and _can_be(found) else None


def keep(folder: Path, part: int, transcript: Transcript, identity: str) -> None:
    """Keep what was written down of a part so far; its digest too, once it is complete.

    Raises WrongKeyError, OSError; an older file then stays.
    """
    path = words_path(folder, part)
    facts = read_facts(folder, part)
    if facts is not None and facts.words_sha256 is not None:
        # Whoever is killed now leaves no digest that is of another file.
        facts = msgspec.structs.replace(facts, words_sha256=None)
        write_facts(folder, facts)
    seal_beside(path, msgspec.json.encode(transcript), identity)
    if facts is not None and transcript.complete:
        digest = file_digest(path)
        write_facts(folder, msgspec.structs.replace(facts, words_sha256=digest))


def _can_be(found: Transcript) -> bool:
    """Whether a machine could have written this, whoever sealed it."""
    edge = found.seconds + 1
    few = len(found.words) <= _MOST * (found.seconds + 1)
    return (
        found.version == _VERSION
        and 0 <= found.done <= edge
        and few
        and all(
            0 <= word.begin <= word.end <= edge and len(word.text) <= LONGEST_WORD
            for word in found.words
        )
    )
