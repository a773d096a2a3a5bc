"""What is handed aside while a call is recorded, and what of it is listened to."""

import os
import select
import threading
import time
from array import array
from datetime import UTC, datetime

import numpy as np
import pytest

from callmate.audio.decoder import Mono
from callmate.audio.protocol import MISSING
from callmate.audio.transcript.listen_worker import Backlog, Excerpt, Lately
from callmate.audio.voice import Aside, Passed, aside_pair, passed
from callmate.audio.waveform import ear
from callmate.domain.heard import HeardWord, find_heard, number_key
from tests import hearing
from tests.audio import phone_call

RATE = 16_000
BLOCK = bytes(6400)


def silence(seconds: float) -> hearing.Samples:
    return np.random.default_rng(3).normal(0, 15, int(seconds * RATE))


def added(lately: Lately, sound: hearing.Samples, meanwhile: float = 3.0) -> list[Excerpt]:
    """Add a sound as it comes, a fifth of a second at once, and listen whenever it is due."""
    content = np.clip(sound, -32768, 32767).astype("<i2").tobytes()
    found = []
    for at in range(0, len(content), len(BLOCK)):
        lately.add(content[at : at + len(BLOCK)])
        while lately.due(meanwhile) and (excerpt := lately.excerpt()):
            lately.heard(excerpt)
            found.append(excerpt)
    return found


def test_what_is_handed_aside_comes_with_its_place() -> None:
    source, copy = aside_pair()
    aside = Aside(copy)
    sound = array("h", range(-4800, 4800)).tobytes()
    aside.hand(3, 48_000, 2, sound)
    aside.hand(3, 48_000, 2, sound)
    aside.hand(4, 16_000, 1, sound)
    os.close(copy)
    pieces = list(passed(source))
    third = [piece for piece in pieces if piece.part == 3]
    assert b"".join(piece.content for piece in third) == 2 * sound
    assert [piece.frame for piece in third] == [
        sum(before.frames for before in third[:place]) for place in range(len(third))
    ]
    assert {(piece.rate, piece.channels) for piece in third} == {(48_000, 2)}
    assert sum(piece.seconds for piece in third) == pytest.approx(0.2)
    fourth = [piece for piece in pieces if piece.part == 4]
    assert fourth[0].frame == 0
    assert b"".join(piece.content for piece in fourth) == sound


def test_whoever_records_waits_for_nobody_and_what_is_not_taken_is_a_gap() -> None:
    source, copy = aside_pair()
    aside = Aside(copy)
    before = time.monotonic()
    for _ in range(600):  # two minutes
        aside.hand(1, RATE, 1, BLOCK)
    assert time.monotonic() - before < 5
    pieces: list[Passed] = []
    reader = threading.Thread(target=lambda: pieces.extend(passed(source)))
    reader.start()
    while select.select([source], [], [], 0.2)[0]:
        pass
    aside.hand(1, RATE, 1, BLOCK)
    os.close(copy)
    reader.join()
    places = [piece.frame for piece in pieces]
    lengths = [piece.frames for piece in pieces]
    gaps = [
        after - begin - length
        for begin, length, after in zip(places, lengths, places[1:], strict=False)
    ]
    assert max(gaps) > 60 * RATE
    assert places[-1] + lengths[-1] == 601 * len(BLOCK) // 2


def test_nobody_at_the_other_end_is_nobody() -> None:
    source, copy = aside_pair()
    aside = Aside(copy)
    os.close(source)
    aside.hand(1, RATE, 1, BLOCK)
    os.close(copy)


def test_a_file_is_never_taken_for_a_pipe(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("aside") / "sound"
    with path.open("wb", buffering=0) as file:
        Aside(file.fileno()).hand(1, RATE, 1, BLOCK)
    assert path.read_bytes() == b""


def test_what_waits_too_long_is_given_up_and_the_newest_kept() -> None:
    backlog = Backlog()
    for place in range(300):
        backlog.put(Passed(1, place * 3200, RATE, 1, BLOCK))
    pieces = backlog.take(0)
    assert pieces is not None
    assert 15 < sum(piece.seconds for piece in pieces) <= 20
    assert pieces[-1].frame == 299 * 3200
    assert backlog.take(0) == []


def test_music_and_silence_are_listened_to_by_nobody() -> None:
    lately = Lately(0.0, ear())
    assert added(lately, np.concatenate([silence(5), phone_call.music(60), silence(5)])) == []
    assert lately.excerpt() is None


def test_speech_is_listened_to_as_soon_as_it_pauses() -> None:
    lately = Lately(100.0, ear())
    said = phone_call.speech(2.5)
    found = added(lately, np.concatenate([silence(3), said, silence(2)]), meanwhile=60)
    (excerpt,) = found
    assert 102.3 < excerpt.begin < 103.2
    assert excerpt.begin + len(excerpt.sound) / 2 / RATE == pytest.approx(excerpt.end, abs=0.01)
    assert excerpt.end < 103 + 2.5 + 1.0


def test_words_before_a_pause_are_listened_to_again_and_those_before_a_silence_are_not() -> None:
    lately = Lately(0.0, ear())
    said = phone_call.speech(2.5)
    first, second = added(lately, np.concatenate([said, silence(1.5), said, silence(1.5)]), 60)
    assert second.begin == first.begin
    (third,) = added(lately, np.concatenate([silence(3), said, silence(1.5)]), 60)
    assert third.begin > second.end


def test_speech_without_an_end_is_listened_to_in_pieces_that_leave_nothing_out() -> None:
    lately = Lately(0.0, ear())
    found = added(lately, phone_call.speech(70))
    assert all(excerpt.end - excerpt.begin <= 15.1 for excerpt in found)
    assert all(len(excerpt.sound) <= 15.1 * 2 * RATE for excerpt in found)
    until = found[0].end
    for excerpt in found[1:]:
        assert excerpt.begin <= until
        assert excerpt.end > until
        until = excerpt.end
    assert until > 66


def test_whoever_was_busy_listens_to_what_waits_in_two_pieces() -> None:
    lately = Lately(0.0, ear())
    sound = np.clip(phone_call.speech(20), -32768, 32767).astype("<i2").tobytes()
    lately.add(sound)
    first = lately.excerpt()
    assert first is not None
    assert 10 < first.end <= 15
    lately.heard(first)
    second = lately.excerpt()
    assert second is not None
    assert second.begin == first.end
    assert second.end > 19
    lately.heard(second)
    assert lately.excerpt() is None


def test_no_number_reaches_across_what_was_missed() -> None:
    def offered(*texts: str) -> list[str]:
        words = [HeardWord(text, at, at + 0.5, 0.9) for at, text in enumerate(texts)]
        found = find_heard(words, "it", datetime(2026, 11, 28, tzinfo=UTC))
        return [number_key(each.text) for each in found]

    lead, first, second = " Il numero della pratica è", " 4 7 3", " 8 2 1 9"
    assert offered(lead, first, second) == ["4738219"]
    assert offered(lead, first, MISSING, second) == ["473"]
    assert offered(lead, MISSING, second) == []


def test_a_stereo_device_is_heard_in_mono() -> None:
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000)).astype("<i2")
    both = np.repeat(tone, 2).tobytes()
    mono = Mono(48_000, 2, RATE)
    made = b"".join(mono.made(both[at : at + 38_400]) for at in range(0, len(both), 38_400))
    assert len(made) / 2 / RATE == pytest.approx(1.0, abs=0.01)
    wanted = 8000 * np.sin(2 * np.pi * 440 * np.arange(len(made) // 2) / RATE)
    alike, _ = hearing.placed(np.pad(wanted, RATE), hearing.raw(made))
    assert alike > 0.99
