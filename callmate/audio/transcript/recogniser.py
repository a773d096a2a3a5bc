"""The door to what makes words of speech: 16 kHz mono goes in, words with their times come out.

What recognises is installed when its owner first wants it; nothing here loads it before. It is
handed the folder of a model and never looks for one elsewhere.
"""

import io
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from callmate.audio.protocol import SpokenWord
from callmate.audio.transcript.loops import loops, without_loops
from callmate.audio.transcript.word_times import put_right
from callmate.bootstrap.place import ADDED

RATE = 16_000
"""Samples a second, of 16 bits each."""

_ENGINE = "faster_whisper"
_NEEDED = ("config.json", "model.bin", "tokenizer.json")
_BEAM = 5
_TEMPERATURES = (0.0, 0.4)
"""Of the first try, and of another one where the first repeats itself or is unsure."""
_ROOMY = 3_500_000_000
"""Bytes of a computer that is sold with four gigabytes."""
_MOST_AT_ONCE = 2
"""More want more than a gigabyte of memory."""
_ONCE = 6
"""Parts of words; no more of them come twice in the same order, after it went round in a circle."""


class NoEngineError(Exception):
    """What recognises speech is not installed."""


class BrokenModelError(Exception):
    """The folder holds no model, or one that does not load."""


class Recogniser(Protocol):
    """Makes words of speech in one language."""

    def words(self, sound: bytes) -> tuple[SpokenWord, ...]:
        """Recognise half a minute at most; as many threads as were asked for may do so at once.

        Args:
            sound: Samples of 16 bits, 16 kHz, mono.

        Returns:
            Words in their order; seconds count from the beginning of `sound`.
        """

    def look(self) -> None:
        """Do what half a minute takes before the first word is found, and find none."""


def is_installed() -> bool:
    """Whether what recognises is there, and wholly; it is not loaded by this."""
    return find_spec(_ENGINE) is not None and not Path(sys.prefix, ADDED).exists()


def holds_model(folder: Path) -> bool:
    """Whether a folder has the files of a model."""
    return all((folder / name).is_file() for name in _NEEDED)


def side_by_side() -> int:
    """How many sounds this computer recognises at once in the least time.

    Two processors that share one sound take but a tenth less time for it than one of them, and
    half as much again of the processors; two side by side take little more than half. They want
    more memory too: a small computer does one after the other.
    """
    roomy = _memory() >= _ROOMY
    return min(_MOST_AT_ONCE, _processors()) if roomy else 1


def _memory() -> int:
    """Bytes of memory; all there could be where the system does not tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return sys.maxsize


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not everywhere; there all of them are ours
        return os.cpu_count() or 1


def load(folder: Path, language: str, at_once: int = 1) -> Recogniser:
    """Load a model for one language, for so many sounds at once; takes about a second.

    Each more of them wants 300 MB. Raises NoEngineError, BrokenModelError.
    """
    if not is_installed():
        raise NoEngineError
    if not holds_model(folder):
        raise BrokenModelError(folder.name)
    return _Whisper(folder, language, at_once)


class _Whisper:
    """Whisper, by faster-whisper.

    It is given no hints, such as the words that are waited for. With them (``hotwords``) as much
    was understood wrongly (17.5 % of the words in a room, and 16.5 % without), as few numbers were
    offered, and it went round in circles so often that it took four to six times as long.
    """

    def __init__(self, folder: Path, language: str, at_once: int) -> None:
        # Its libraries could ask a server for models, and count who uses them.
        os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
        from faster_whisper import WhisperModel  # noqa: PLC0415  # loaded when it is wanted

        self._language = language
        try:
            self._model = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                local_files_only=True,
                num_workers=at_once,
                cpu_threads=max(1, _processors() // at_once) if at_once > 1 else 0,
            )
        except Exception as error:  # it tells of a broken file by whatever its parts raise
            raise BrokenModelError(folder.name) from error

    def words(self, sound: bytes) -> tuple[SpokenWord, ...]:
        words = self._recognised(sound)
        if loops(words):
            words = self._recognised(sound, once=_ONCE)
        return put_right(without_loops(words), sound, RATE)

    def _recognised(self, sound: bytes, once: int = 0) -> tuple[SpokenWord, ...]:
        segments, _ = self._model.transcribe(
            _as_wave(sound),
            language=self._language,
            beam_size=_BEAM,
            temperature=_TEMPERATURES,
            condition_on_previous_text=False,
            no_repeat_ngram_size=once,
            word_timestamps=True,
            vad_filter=False,
        )
        return tuple(
            SpokenWord(word.word, float(word.start), float(word.end), float(word.probability))
            for segment in segments
            for word in segment.words or ()
        )

    def look(self) -> None:
        # Asked for the language, it looks at once; words it would find only as they are taken.
        self._model.transcribe(_as_wave(bytes(2 * RATE)), language=None)


def _as_wave(sound: bytes) -> io.BytesIO:
    import wave  # noqa: PLC0415  # a screen asks us what is there, and needs none

    file = io.BytesIO()
    with wave.open(file, "wb") as made:
        made.setparams((1, 2, RATE, 0, "NONE", ""))
        made.writeframes(sound)
    file.seek(0)
    return file
