"""A past call is gone through on the screen: heard, jumped in, deleted."""

import re
import time
import wave
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from callmate.audio.encoder import Encoder
from callmate.audio.layout import SoundFacts, write_facts
from callmate.audio.sealed import seal_whole
from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places, fresh_id
from tests import hearing
from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
COMPANY = "Zefiro [/] Telecom"
SPEECH = " ".join(f"Articolo {number * 37}, comma {number * 11}." for number in range(1, 19))
SAID = re.compile(r"([▶⏸]) (\d\d):(\d\d) / (\d\d):(\d\d)")


class Clock:
    """Tells the call's time, ten seconds later each time it is asked."""

    def __init__(self) -> None:
        self._at = START

    def __call__(self) -> datetime:
        """The next moment."""
        self._at += timedelta(seconds=10)
        return self._at


@cache
def recorded(speech: bytes) -> tuple[bytes, hearing.Samples]:
    """A WAV file as a recorder makes a stream of it, and how that sounds."""
    encoder = Encoder(hearing.RATE)
    samples = hearing.decoded(speech).astype("<i2").tobytes()
    stream = encoder.add(samples) + encoder.finish()
    return stream, hearing.decoded(stream)


class Past:
    """A past call with a recording.

    Args:
        caller: Whose it is.
        speech: What was spoken, from its first second on.
    """

    def __init__(self, caller: Owner, speech: Path) -> None:
        self.caller = caller
        places = Places(caller.data, caller.home / "config" / "callmate")
        self.keys = OwnerKeys(places)
        stream, self.spoken = recorded(speech.read_bytes())
        seconds = len(self.spoken) / hearing.RATE
        with Cabinet(places).create(begin(COMPANY, clock=lambda: START), fresh_id(START)) as kept:
            sha256 = seal_whole(kept.folder, 1, stream, self.keys.recipient())
            ended = START + timedelta(seconds=seconds)
            write_facts(kept.folder, SoundFacts(1, "Telephone", START, ended, seconds, sha256))
            desk = Desk(kept, Clock())
            desk.recording_began(1, "sound-1", START)
            for number in (10, 20, 30):
                desk.note(f"after {number} seconds")
            desk.recording_ended(1, "sound-1.opus.age", START, seconds, sha256)
            desk.hang_up()

    def piece(self, begin: float, end: float) -> hearing.Samples:
        """What was spoken between two seconds of the recording."""
        return self.spoken[round(begin * hearing.RATE) : round(end * hearing.RATE)]

    def open(self) -> Terminal:
        """Open it from home."""
        terminal = self.caller.open()
        terminal.wait_for("Zefiro")
        self.caller.do(terminal, "home.open")
        terminal.wait_for("⏸ 00:00")
        return terminal


@pytest.fixture
def past(caller: Owner, phone_line: PhoneLine) -> Past:
    """A call of forty seconds, every second of which sounds different."""
    return Past(caller, phone_line.speech(SPEECH))


def position(screen: str) -> tuple[bool, int]:
    """Whether sound is heard, and at which second of it one is."""
    found = SAID.search(screen)
    assert found is not None, screen
    return found[1] == "▶", 60 * int(found[2]) + int(found[3])


def plays(begin: int, until: int = 1000) -> Callable[[str], bool]:
    """What says of a screen whether it plays between these seconds."""
    return lambda screen: position(screen)[0] and begin <= position(screen)[1] <= until


def rests(screen: str) -> bool:
    """Whether nothing plays."""
    return not position(screen)[0]


def test_a_recording_is_heard(past: Past, phone_line: PhoneLine, tmp_path: Path) -> None:
    do, near = past.caller.do, tmp_path / "near"
    with past.open() as terminal, phone_line.captured(near):
        do(terminal, "review.play")
        terminal.wait_for(plays(4))
        do(terminal, "review.play")
        _, at = position(terminal.wait_for(rests))
        before = near.stat().st_size
        alike, _ = hearing.placed(hearing.raw(near.read_bytes()), past.piece(0.2, 3.8))
        assert alike > 0.95
        do(terminal, "review.ahead")
        terminal.wait_for(lambda screen: position(screen) == (False, at + 10))
        do(terminal, "review.play")
        terminal.wait_for(plays(at + 13))
        later = hearing.raw(near.read_bytes()[before // 2 * 2 :])
        alike, _ = hearing.placed(later, past.piece(at + 11.2, at + 12.5))
        assert alike > 0.95
        do(terminal, "review.back")
        terminal.wait_for(plays(at + 3, at + 8))


def test_enter_plays_from_the_line_under_the_cursor(
    past: Past, phone_line: PhoneLine, tmp_path: Path
) -> None:
    near = tmp_path / "near"
    with past.open() as terminal, phone_line.captured(near):
        terminal.press("down", "down", "down", "down")
        past.caller.do(terminal, "review.jump")
        terminal.wait_for(plays(23, 30))
    alike, _ = hearing.placed(hearing.raw(near.read_bytes()), past.piece(20.2, 22.5))
    assert alike > 0.95


@pytest.mark.paced
def test_it_can_be_played_faster_and_slower(past: Past, phone_line: PhoneLine) -> None:
    assert phone_line.env
    with past.open() as terminal:
        for _ in range(3):
            past.caller.do(terminal, "review.faster")
        terminal.wait_for("2×")
        past.caller.do(terminal, "review.play")
        assert 2.4 < seconds_between(terminal, 2, 8) < 4.5
        for _ in range(5):
            past.caller.do(terminal, "review.slower")
        _, now = position(terminal.wait_for("0.5×"))
        assert seconds_between(terminal, now + 1, now + 4) > 4.5


def seconds_between(terminal: Terminal, begin: int, end: int) -> float:
    """Measure how long it takes to play from one second of the sound to another."""
    terminal.wait_for(plays(begin))
    began = time.monotonic()
    terminal.wait_for(plays(end))
    return time.monotonic() - began


def test_it_ends_at_its_end_and_begins_anew(past: Past, phone_line: PhoneLine) -> None:
    assert phone_line.env
    length = int(len(past.spoken) / hearing.RATE)
    with past.open() as terminal:
        past.caller.do(terminal, "review.play")
        for _ in range(length // 10):
            past.caller.do(terminal, "review.ahead")
        terminal.wait_for(lambda screen: position(screen) == (False, length))
        past.caller.do(terminal, "review.play")
        terminal.wait_for(plays(1, 20))


@pytest.mark.paced
def test_silence_is_skipped_and_the_faint_voice_is_as_loud(
    caller: Owner, phone_line: PhoneLine, tmp_path: Path
) -> None:
    spoken = hearing.decoded(phone_line.speech(SPEECH))[: 6 * hearing.RATE]
    silence = np.zeros(30 * hearing.RATE)
    whole = np.concatenate([spoken, silence, spoken / 16])
    with wave.open(str(tmp_path / "call.wav"), "wb") as file:
        file.setparams((1, 2, hearing.RATE, 0, "NONE", ""))
        file.writeframes(whole.astype("<i2").tobytes())
    past, near = Past(caller, tmp_path / "call.wav"), tmp_path / "near"
    with past.open() as terminal, phone_line.captured(near):
        past.caller.do(terminal, "review.silence")
        past.caller.do(terminal, "review.loudness")
        terminal.wait_for("without silence")
        terminal.wait_for("voices evened out")
        began = time.monotonic()
        past.caller.do(terminal, "review.play")
        terminal.wait_for(plays(38))
        assert time.monotonic() - began < 20
        terminal.wait_for(rests)
    heard = hearing.raw(near.read_bytes())
    (sounding,) = np.nonzero(np.abs(heard) > 300)
    middle = (sounding[0] + sounding[-1]) // 2
    first, second = heard[sounding[0] : middle], heard[middle : sounding[-1]]
    assert abs(20 * np.log10(first.std() / second.std())) < 10


def test_its_shape_is_seen_and_kept(past: Past) -> None:
    with past.open() as terminal:
        terminal.wait_for(drawn_whole)
        (kept,) = past.caller.data.glob("calls/*/*/sound-1.wave.age")
        assert kept.stat().st_mode & 0o777 == 0o600
        terminal.resize(200, 40)
        terminal.wait_for(lambda screen: drawn_whole(screen, 198))
        terminal.resize(60, 24)
        terminal.wait_for(lambda screen: drawn_whole(screen, 58))


def drawn_whole(screen: str, width: int = 78) -> bool:
    """Whether the second row of the shape is there from edge to edge."""
    rows = [row.strip() for row in screen.splitlines()[2:4]]
    return any(len(row) == width and set(row) <= set("▁▂▃▄▅▆▇█") for row in rows)


def test_a_click_on_the_shape_goes_there(past: Past) -> None:
    length = int(len(past.spoken) / hearing.RATE)
    with past.open() as terminal:
        terminal.wait_for(drawn_whole)
        terminal.send(b"\x1b[<0;41;4M\x1b[<0;41;4m")
        terminal.wait_for(lambda screen: position(screen)[1] in {length // 2, length // 2 + 1})


def test_a_note_stands_at_the_moment_that_is_heard(past: Past) -> None:
    do = past.caller.do
    with past.open() as terminal:
        do(terminal, "review.ahead")
        do(terminal, "review.ahead")
        terminal.wait_for(lambda screen: position(screen) == (False, 20))
        do(terminal, "review.note_here")
        terminal.wait_for("Add a note at")
        terminal.enter("here she gives the number")
        terminal.wait_until_gone("Add a note at")
        shown = terminal.settled("here she gives")
        said = ["after 10", "after 20", "here she", "after 30"]
        assert sorted(said, key=shown.index) == said
    note = past.caller.call()["notes"][-1]
    assert note["text"] == "here she gives the number"
    assert datetime.fromisoformat(note["at"]) == START + timedelta(seconds=20)
    assert past.caller.run("verify").returncode == 0


def test_a_span_is_taken_out_once_it_is_agreed_to(past: Past, tmp_path: Path) -> None:
    do, target = past.caller.do, tmp_path / "for the regulator.flac"
    with past.open() as terminal:
        do(terminal, "review.ahead")
        terminal.wait_for(lambda screen: position(screen) == (False, 10))
        do(terminal, "review.begin")
        do(terminal, "review.ahead")
        terminal.wait_for(lambda screen: position(screen) == (False, 20))
        do(terminal, "review.end")
        terminal.wait_for("picked 00:10 to 00:20")
        do(terminal, "review.copy")
        terminal.wait_for("leaves the private store")
        terminal.press("escape")
        terminal.wait_until_gone("leaves the private store")
        do(terminal, "review.copy")
        terminal.wait_for("leaves the private store")
        terminal.type("the regulator's form")
        terminal.press("tab")
        offered = str(past.caller.home)[:20]
        terminal.wait_for(offered)
        terminal.press("ctrl+u")
        terminal.wait_until_gone(offered)  # keys in one burst overtake each other
        terminal.enter(str(tmp_path / "copy.doc"))
        terminal.wait_for("must end in one of the kinds")
        terminal.wait_for("copy.doc")
        terminal.press("ctrl+u")
        terminal.wait_until_gone("copy.doc")
        terminal.enter(str(target))
        terminal.wait_for("is made.")
        terminal.wait_for("the regulator's form")
    assert target.stat().st_mode & 0o777 == 0o600
    alike, at = hearing.placed(past.spoken, hearing.decoded(target))
    assert alike > 0.99
    assert at == pytest.approx(10, abs=0.01)
    last = past.caller.call()["entries"][-1]
    assert last["kind"] == "listening_copy"
    assert (last["start"], last["end"]) == (10, 20)
    assert last["purpose"] == "the regulator's form"


def test_deleting_asks_for_the_name(past: Past) -> None:
    do = past.caller.do
    with past.open() as terminal:
        do(terminal, "review.delete")
        terminal.wait_for("Delete this call?")
        terminal.press("escape")
        terminal.wait_until_gone("Delete this call?")
        do(terminal, "review.delete")
        terminal.wait_for("Delete this call?")
        terminal.enter("Zefiro")
        terminal.wait_for("was another one")
        assert len(past.caller.calls()) == 1
        do(terminal, "review.delete")
        terminal.wait_for("(●) To the trash")
        terminal.press("down")
        terminal.wait_for("(●) For good")
        terminal.enter(COMPANY)
        terminal.wait_for("n  for your first call")
    assert past.caller.calls() == []
    assert list(past.caller.data.glob("calls/*/*")) == []


def test_a_passphrase_is_forgotten_when_nobody_is_there_but_not_while_it_plays(
    past: Past, phone_line: PhoneLine
) -> None:
    assert phone_line.env
    past.keys.set_passphrase(None, "sette quattro kappa")
    settings = past.caller.home / "config" / "callmate" / "settings.toml"
    settings.write_text("passphrase_minutes = 0.1\n")
    with past.open() as terminal:
        past.caller.do(terminal, "review.play")
        terminal.wait_for("Your passphrase")
        terminal.enter("sette quattro kappa")
        heard = terminal.settled(plays(9))
        assert "Nobody was here" not in heard
        past.caller.do(terminal, "review.play")
        terminal.wait_for(rests)
        terminal.wait_for("Nobody was here")
        past.caller.do(terminal, "review.play")
        terminal.wait_for("Your passphrase")
        terminal.enter("sette quattro kappa")
        terminal.wait_for(plays(9))


def test_a_passphrase_is_asked_for_once(past: Past, phone_line: PhoneLine) -> None:
    assert phone_line.env
    past.keys.set_passphrase(None, "sette quattro kappa")
    with past.open() as terminal:
        past.caller.do(terminal, "review.play")
        terminal.wait_for("Your passphrase")
        terminal.enter("something else")
        terminal.wait_for("not the passphrase")
        past.caller.do(terminal, "review.play")
        terminal.wait_for("Your passphrase")
        terminal.type("sette quattro kappa")
        assert "sette" not in terminal.text()
        terminal.press("enter")
        terminal.wait_for(plays(1))
        terminal.wait_for(drawn_whole)
        past.caller.do(terminal, "review.play")
        _, at = position(terminal.wait_for(rests))
        past.caller.do(terminal, "review.play")
        terminal.wait_for(plays(at + 1))
        assert b"sette" not in terminal.drawn()


def test_nowhere_to_listen(past: Past, phone_line: PhoneLine) -> None:
    phone_line.kill()
    with past.open() as terminal:
        past.caller.do(terminal, "review.play")
        terminal.wait_for("No loudspeaker")
        past.caller.do(terminal, "review.home")
        terminal.wait_for("CallMate")
