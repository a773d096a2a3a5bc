"""Whatever happens, what is kept is for the owner alone, and nobody else is spoken to."""

import dataclasses
import os
import signal
import sys
import wave
from pathlib import Path

import pytest

from tests import hearing
from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner
from tests.terminal.privacy import files, internet_sockets, open_to_others, plain_sound
from tests.terminal.processes import sound_processes, wait_for_end, wait_for_silence
from tests.terminal.screen_driver import Terminal
from tests.terminal.whole_call import whole_call

CARELESS = ("sh", "-c", 'umask 000; exec "$0" "$@"')
TEXT = "Il numero del reclamo è a come Ancona, sette, quattro. Il tecnico passa entro venerdì."


def traced(trace: Path) -> tuple[str, ...]:
    """What has a program's sockets, and those of all that it starts, written down."""
    return ("strace", "-f", "-qq", "-o", str(trace), "-e", "trace=socket,connect")


@pytest.fixture
def careless(caller: Owner) -> Owner:
    """An owner whose temporary files would lie in their home too."""
    temporary = caller.home / "tmp"
    temporary.mkdir()
    return dataclasses.replace(caller, environ=caller.environ | {"TMPDIR": str(temporary)})


def is_private(owner: Owner, spoken: hearing.Samples) -> None:
    """Fail unless everything kept so far is the owner's alone."""
    assert files(owner.data), "nothing is kept"
    assert open_to_others(owner.data) == []
    assert plain_sound(owner.home, spoken) == []
    assert plain_sound(Path(owner.environ["TMPDIR"]), spoken) == []


def test_a_whole_call(careless: Owner, phone_line: PhoneLine, tmp_path: Path) -> None:
    speech = phone_line.speech(TEXT)
    trace = tmp_path / "trace"
    whole_call(careless, phone_line, speech, under=(*CARELESS, *traced(trace)))
    assert internet_sockets(trace) == []
    assert str(phone_line.folder) in trace.read_text(), "the recorder was not watched"
    is_private(careless, hearing.decoded(speech))
    (recording,) = careless.call()["recordings"]
    assert recording["seconds"] > 5


def test_after_kills_and_while_it_is_played(careless: Owner, phone_line: PhoneLine) -> None:
    speech = phone_line.speech(TEXT)
    spoken = hearing.decoded(speech)
    with careless.open("start", "Zefiro", under=CARELESS) as terminal:
        terminal.wait_for("F2")
        record(careless, terminal)
        with phone_line.speaking(speech):
            terminal.wait_for("REC 00:03")
            is_private(careless, spoken)
            terminal.kill(signal.SIGKILL)
        is_private(careless, spoken)
        wait_for_silence(careless.home)
        is_private(careless, spoken)
    with careless.open(under=CARELESS) as terminal:
        terminal.wait_for("interrupted")
        terminal.press("enter")
        terminal.wait_for("Taken up again")
        record(careless, terminal)
        with phone_line.speaking(speech):
            terminal.wait_for("REC 00:03")
            (number,) = sound_processes(careless.home)
            terminal.kill(signal.SIGKILL)
            os.kill(number, signal.SIGKILL)
            wait_for_end(number)
        is_private(careless, spoken)
        assert [path for path in files(careless.data) if path.parent.name == "sound-2"]
    with careless.open(under=CARELESS) as terminal:
        terminal.wait_for("interrupted")
        terminal.press("enter")
        terminal.wait_for("Taken up again")
        end(careless, terminal)
        terminal.press("enter")
        terminal.wait_for("CallMate")
        careless.do(terminal, "home.open")
        terminal.wait_for("⏸ 00:00")
        careless.do(terminal, "review.play")
        terminal.wait_for("▶ 00:02")
        is_private(careless, spoken)


def record(caller: Owner, terminal: Terminal) -> None:
    caller.do(terminal, "call.record")
    terminal.wait_for("● REC")


def end(caller: Owner, terminal: Terminal) -> None:
    caller.do(terminal, "call.end")
    terminal.wait_for("Enter ends the call")
    terminal.press("enter")
    terminal.wait_for("The call has ended")


def test_what_is_open_is_noticed(tmp_path: Path, phone_line: PhoneLine) -> None:
    speech = phone_line.speech(TEXT)
    spoken = hearing.decoded(speech)
    folder = tmp_path / "open"
    folder.mkdir(mode=0o700)
    assert open_to_others(folder) == []
    assert plain_sound(folder, spoken) == []
    for name in ("wav", "bare", "shifted"):
        (folder / name).touch(0o600)
    (folder / "wav").write_bytes(speech.read_bytes())
    with wave.open(str(speech)) as sound:
        assert sound.getsampwidth() == 2
    bare = spoken[16_000:32_000].astype("<i2").tobytes()
    (folder / "bare").write_bytes(os.urandom(20_000) + bare)
    (folder / "shifted").write_bytes(os.urandom(20_001) + bare[:20_000])
    (folder / "sealed").write_bytes(os.urandom(100_000))
    assert len(plain_sound(folder, spoken)) == 3
    (folder / "sealed").chmod(0o604)
    (folder / "inner").mkdir(0o701)
    assert len(open_to_others(folder)) == 2


def test_a_call_to_another_computer_is_noticed(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    calling = "import socket; socket.socket(socket.AF_INET).close()"
    owner = Owner(tmp_path)
    with Terminal([*traced(trace), sys.executable, "-c", calling], owner.env) as terminal:
        terminal.wait_for_end()
    assert len(internet_sockets(trace)) == 1
