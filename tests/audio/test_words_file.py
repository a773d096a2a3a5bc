"""What was written down of a part lies sealed beside it, and belongs to that very sound."""

import json
from pathlib import Path

import msgspec
import pyrage
import pytest

from callmate.audio.layout import drop_part, file_digest, parts, read_facts, words_path, write_facts
from callmate.audio.protocol import SpokenWord
from callmate.audio.sealed import WrongKeyError, seal_beside
from callmate.audio.transcript.words_file import Transcript, keep, kept
from tests.audio.conftest import Owner, encoded
from tests.audio.test_waveform import keep as keep_sound

WORDS = (SpokenWord(" quattro,", 0.5, 0.9, 0.8), SpokenWord(" K7", 1.0, 1.5, 0.4))


@pytest.fixture
def sha256(call: Path, owner: Owner) -> str:
    """A part of three seconds; the digest of its sealed sound."""
    keep_sound(call, 1, b"".join(encoded(3)), owner)
    facts = read_facts(call, 1)
    assert facts is not None
    assert facts.sha256 is not None
    return facts.sha256


def written(sha256: str, done: float = 3.0, words: tuple[SpokenWord, ...] = WORDS) -> Transcript:
    return Transcript(sha256, "base", "it", 3.0, done, words)


def test_words_are_read_as_they_were_kept_and_lie_nowhere_in_the_clear(
    call: Path, owner: Owner, sha256: str
) -> None:
    keep(call, 1, written(sha256), owner.identity)
    assert kept(call, 1, owner.identity) == written(sha256)
    assert not any(b"quattro" in file.read_bytes() for file in call.rglob("*") if file.is_file())
    assert words_path(call, 1).stat().st_mode & 0o777 == 0o600


def test_the_digest_of_what_is_complete_stands_in_the_facts(
    call: Path, owner: Owner, sha256: str
) -> None:
    keep(call, 1, written(sha256, 1.0), owner.identity)
    assert json.loads((call / "sound-1.json").read_bytes())["words_sha256"] is None
    keep(call, 1, written(sha256), owner.identity)
    told = json.loads((call / "sound-1.json").read_bytes())
    assert told["words_sha256"] == file_digest(words_path(call, 1))
    assert told["sha256"] == sha256
    keep(call, 1, written(sha256, 1.0), owner.identity)
    assert json.loads((call / "sound-1.json").read_bytes())["words_sha256"] is None


def test_words_of_another_sound_are_none_of_this_one(call: Path, owner: Owner, sha256: str) -> None:
    keep(call, 1, written(sha256), owner.identity)
    facts = read_facts(call, 1)
    assert facts is not None
    write_facts(call, msgspec.structs.replace(facts, sha256="0" * 64))
    assert kept(call, 1, owner.identity) is None


def test_another_key_opens_nothing(call: Path, owner: Owner, sha256: str) -> None:
    keep(call, 1, written(sha256), owner.identity)
    with pytest.raises(WrongKeyError):
        kept(call, 1, str(pyrage.x25519.Identity.generate()))


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"sha256":1}',
        msgspec.json.encode(written("0" * 64)),
    ],
)
def test_what_is_no_transcript_of_it_is_taken_for_none(
    call: Path, owner: Owner, sha256: str, forged: bytes
) -> None:
    assert sha256
    seal_beside(words_path(call, 1), forged, owner.identity)
    assert kept(call, 1, owner.identity) is None


@pytest.mark.parametrize(
    "word",
    [
        SpokenWord("late", 9.0, 9.5, 1.0),
        SpokenWord("before", -1.0, 0.0, 1.0),
        SpokenWord("backwards", 2.0, 1.0, 1.0),
        SpokenWord("x" * 1000, 1.0, 1.1, 1.0),
    ],
)
def test_words_that_cannot_be_are_not_read(
    call: Path, owner: Owner, sha256: str, word: SpokenWord
) -> None:
    keep(call, 1, written(sha256, words=(word,)), owner.identity)
    assert kept(call, 1, owner.identity) is None


def test_more_words_than_anybody_speaks_are_not_read(call: Path, owner: Owner, sha256: str) -> None:
    keep(call, 1, written(sha256, words=WORDS * 100), owner.identity)
    assert kept(call, 1, owner.identity) is None


def test_words_go_with_the_sound(call: Path, owner: Owner, sha256: str) -> None:
    keep(call, 1, written(sha256), owner.identity)
    assert [part.part for part in parts(call)] == [1]
    drop_part(call, 1)
    assert list(call.iterdir()) == []
