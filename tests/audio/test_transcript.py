"""A recording of human voices is written down by the real recogniser, stopped and gone on with."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyrage
import pytest

from callmate.audio.door import Transcription
from callmate.audio.layout import read_facts, words_path
from callmate.audio.protocol import Bye, NotWritten, SpokenWord, Written
from callmate.audio.requests import PartPlace, WriteDownRequest
from callmate.audio.transcript.words_file import kept
from tests import hearing
from tests.audio import phone_call
from tests.audio.conftest import Heard, Owner, until
from tests.audio.test_waveform import keep
from tests.priority import niceness, set_niceness
from tests.speech_model import put_together

PATIENCE = 240.0
"""Seconds; a busy computer recognises slowly."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model."""
    return put_together(tmp_path_factory.mktemp("models"))


@dataclass
class Writings:
    """Has parts of a call written down, and stops what a test leaves running."""

    folder: Path
    owner: Owner
    model: Path
    started: list[Transcription] = field(default_factory=list)
    modest: list[bool] = field(default_factory=list)
    """Whether each was seen to let others go first."""

    async def begin(self, *parts: int, **more: str) -> Heard:
        """Begin; what is told comes in by and by. Seen to let others go first, it need no more."""
        heard = Heard()
        places = tuple(PartPlace(str(self.folder), part) for part in parts)
        asked = {"identity": self.owner.identity, "model": str(self.model), "language": "it"}
        request = WriteDownRequest(places, **(asked | more))
        work = await Transcription.start(request, heard)
        self.started.append(work)
        await until(lambda: heard.all(Bye) or is_modest(work.pid), within=PATIENCE)
        self.modest.append(not heard.all(Bye))
        with suppress(OSError):  # it has ended, or only root may do that
            set_niceness(work.pid, 0)
        return heard

    async def all(self, *parts: int, **more: str) -> Heard:
        """Have all of it written down."""
        heard = await self.begin(*parts, **more)
        await heard.until(Bye, within=PATIENCE)
        return heard


@pytest.fixture
async def writings(call: Path, owner: Owner, model: Path) -> AsyncIterator[Writings]:
    """Write down what lies in the call's folder."""
    writings = Writings(call, owner, model)
    yield writings
    for each in writings.started:
        await each.stop()


@pytest.fixture
def one_processor() -> Iterator[None]:
    """What is started has but one: one piece of speech is recognised after the other."""
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(ours)})
    yield
    os.sched_setaffinity(0, ours)


def is_modest(pid: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return set(niceness(pid)) - {None} == {10}
    return False


def words(heard: Heard) -> list[SpokenWord]:
    return [word for report in heard.all(Written) for word in report.words]


def text(found: list[SpokenWord] | tuple[SpokenWord, ...]) -> str:
    return re.sub(r"[^\w ]", "", "".join(word.text for word in found).lower()).strip()


def is_spoken(wav: str) -> hearing.Samples:
    path = next(Path("/usr/share/asterisk/sounds").glob(f"it*/{wav}.wav"))
    return hearing.decoded(path)


async def test_what_is_said_is_written_down_with_its_times_and_music_is_not(
    call: Path, owner: Owner, writings: Writings
) -> None:
    made = phone_call.made_up(8, 20, 8)
    keep(call, 1, made.stream, owner)
    heard = await writings.all(1)
    found = words(heard)
    assert len(found) > 15
    assert [word.begin for word in found] == sorted(word.begin for word in found)
    begin, end = made.music
    in_music = [word for word in found if begin + 1 < word.begin and word.end < end - 1]
    assert len(in_music) <= 1, in_music
    assert any(word.end <= begin + 1 for word in found)
    assert any(word.begin >= end - 1 for word in found)
    told = kept(call, 1, owner.identity)
    assert told is not None
    assert told.complete
    assert list(told.words) == found
    facts = read_facts(call, 1)
    assert facts is not None
    assert facts.words_sha256
    assert heard.all(Written)[-1].done == told.seconds


async def test_a_sentence_is_understood(call: Path, owner: Owner, writings: Writings) -> None:
    keep(call, 1, phone_call.encoded(is_spoken("vm-mailboxfull")), owner)
    found = text(words(await writings.all(1)))
    assert "non può accettare ulteriori messaggi" in found, found


@pytest.mark.usefixtures("one_processor")
async def test_what_was_killed_goes_on_where_it_was(
    call: Path, owner: Owner, writings: Writings
) -> None:
    sound = phone_call.speech(36)
    keep(call, 1, phone_call.encoded(sound), owner)
    heard = await writings.begin(1)
    await heard.until(Written, lambda told: bool(told.words), within=PATIENCE)
    before = words(heard)
    assert writings.modest == [True]
    os.kill(writings.started[0].pid, signal.SIGKILL)
    await writings.started[0].ended()
    half = kept(call, 1, owner.identity)
    assert half is not None
    assert not half.complete
    assert list(half.words[: len(before)]) == before
    again = await writings.all(1)
    whole = words(again)
    assert whole[: len(half.words)] == list(half.words)
    assert len(whole) > len(half.words)
    told = kept(call, 1, owner.identity)
    assert told is not None
    assert told.complete
    assert list(told.words) == whole


async def test_what_is_written_down_is_told_again_without_a_model(
    call: Path, owner: Owner, writings: Writings, tmp_path: Path
) -> None:
    keep(call, 1, phone_call.encoded(phone_call.speech(5)), owner)
    first = words(await writings.all(1))
    again = await writings.all(1, model=str(tmp_path / "nothing"))
    assert words(again) == first
    assert again.all(NotWritten) == []


async def test_it_stops_when_it_is_told_to(call: Path, owner: Owner, writings: Writings) -> None:
    # Two pieces are recognised side by side: of this, half a dozen are left to come.
    keep(call, 1, phone_call.encoded(phone_call.speech(240)), owner)
    heard = await writings.begin(1)
    await heard.until(Written, within=PATIENCE)
    await asyncio.wait_for(writings.started[0].stop(), 20)
    assert heard.all(Bye) == []
    told = kept(call, 1, owner.identity)
    assert told is not None
    assert not told.complete


async def test_why_nothing_is_written_is_told_part_by_part(
    call: Path, owner: Owner, writings: Writings, tmp_path: Path
) -> None:
    keep(call, 1, phone_call.encoded(phone_call.speech(3)), owner)
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("config.json", "model.bin", "tokenizer.json"):
        (broken / name).write_bytes(b"{}")
    for folder in (broken, tmp_path / "nothing"):
        heard = await writings.all(1, 2, model=str(folder))
        assert heard.all(NotWritten) == [NotWritten(1, "no_model"), NotWritten(2, "not_whole")]
        assert words(heard) == []
    other = str(pyrage.x25519.Identity.generate())
    heard = await writings.all(1, identity=other)
    assert [report.kind for report in heard.all(NotWritten)] == ["wrong_key"]
    assert not words_path(call, 1).exists()
