"""What can go wrong in mid-call is said in words, and costs nothing that was typed or spoken."""

import ctypes.util
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from tests import hearing
from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner
from tests.terminal.processes import wait_for_end, wait_for_silence
from tests.terminal.screen_driver import Terminal
from tests.terminal.whole_call import now

FULL = "DISK FULL"


class SmallDisk:
    """A disk of a quarter of a megabyte, which a file can fill."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no room at all, nor what a cache that was being written gives back."""
        while self._take_the_rest():
            time.sleep(0.3)

    def _take_the_rest(self) -> int:
        with self._ballast.open("ab", buffering=0) as file:
            before = file.tell()
            with suppress(OSError):
                while True:
                    file.write(bytes(4096))
            return file.tell() - before

    def make_room(self) -> None:
        """Give back what was taken."""
        self._ballast.unlink()


@pytest.fixture
def small_disk(caller: Owner) -> Iterator[SmallDisk]:
    """A small disk on which everything of the caller is kept."""
    folder = caller.home / "data"
    folder.mkdir(0o700)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "small", folder], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def on_paper(words: str) -> re.Pattern[str]:
    """Words on the right, where things stand once they are taken."""
    return re.compile(f"│.*{re.escape(words)}")


def end(caller: Owner, terminal: Terminal) -> None:
    caller.do(terminal, "call.end")
    terminal.wait_for("Enter ends the call")
    terminal.press("enter")
    terminal.wait_for("The call has ended")


def record(caller: Owner, terminal: Terminal) -> None:
    caller.do(terminal, "call.record")
    terminal.wait_for("● REC")


def says_nothing_technical(terminal: Terminal) -> None:
    assert b"Traceback" not in terminal.drawn()
    assert b"Errno" not in terminal.drawn()


def test_a_full_disk(caller: Owner, phone_line: PhoneLine, small_disk: SmallDisk) -> None:
    with caller.open("start", "Zefiro") as terminal, phone_line.noise():
        terminal.wait_for("F2")
        record(caller, terminal)
        terminal.wait_for("REC 00:02")
        small_disk.fill()
        terminal.enter("typed without room")
        typed = now()
        terminal.wait_for(FULL, within=2)
        terminal.wait_for(on_paper("(NOT KEPT").search)
        terminal.wait_for("Disk full: the sound", within=3)
        caller.do(terminal, "call.answer")
        terminal.enter("4471")
        terminal.wait_for("3 not kept yet")
        terminal.wait_for("REC 00:06")
        small_disk.make_room()
        terminal.wait_until_gone(FULL)
        terminal.wait_until_gone("(NOT KEPT")
        terminal.wait_for("speaking with 4471")
        terminal.wait_until_gone("Disk full: the sound")
        end(caller, terminal)
        says_nothing_technical(terminal)
    call = caller.call()
    (note,) = call["notes"]
    assert note["text"] == "typed without room"
    assert abs((datetime.fromisoformat(note["at"]) - typed).total_seconds()) < 1
    assert call["operator"] == "4471"
    (recording,) = call["recordings"]
    sound = hearing.opened_by_age(Path(recording["path"]), caller.data / "owner.age")
    assert len(hearing.decoded(sound)) / hearing.RATE > 6
    assert caller.run("verify", call["id"]).returncode == 0


def test_a_call_that_ends_on_a_full_disk(caller: Owner, small_disk: SmallDisk) -> None:
    with caller.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        small_disk.fill()
        terminal.enter("typed without room")
        terminal.wait_for(FULL)
        end(caller, terminal)
        terminal.wait_for("make room and press Enter")
        assert "0 notes kept" in terminal.text()
        terminal.press("enter")
        terminal.wait_for(lambda text: text.count("The disk") == 2)
        small_disk.make_room()
        terminal.press("enter")
        terminal.wait_until_gone("The call has ended")
        terminal.wait_for("no answer")
        says_nothing_technical(terminal)
    call = caller.call()
    assert [note["text"] for note in call["notes"]] == ["typed without room"]
    assert call["ended"]


def test_a_disk_that_is_full_from_the_beginning(caller: Owner, small_disk: SmallDisk) -> None:
    small_disk.fill()
    with caller.open("start", "Zefiro") as terminal:
        terminal.wait_for("The disk is full")
        small_disk.make_room()
        caller.do(terminal, "home.new")
        terminal.wait_for("Tab")
        terminal.type("Zefiro")
        terminal.press("tab", "enter")
        terminal.wait_for("F3")
        says_nothing_technical(terminal)
    assert caller.call()["company"] == "Zefiro"


def everything_else_works(owner: Owner, terminal: Terminal) -> None:
    owner.do(terminal, "call.answer")
    terminal.enter("4471")
    terminal.wait_for("speaking with 4471")
    terminal.enter("written all the same")
    terminal.wait_for(on_paper("written all the same").search)
    end(owner, terminal)
    says_nothing_technical(terminal)


def test_no_microphone(caller: Owner, phone_line: PhoneLine) -> None:
    phone_line.kill()
    with caller.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        caller.do(terminal, "call.record")
        screen = terminal.settled("✗ NOT RECORDING: No microphone")
        assert screen.count("NOT RECORDING") == 2, "above, and on the line below"
        assert "● REC" not in screen
        assert "for you alone" not in screen
        everything_else_works(caller, terminal)
    call = caller.call()
    assert call["recordings"] == []
    assert [note["text"] for note in call["notes"]] == ["written all the same"]


def test_no_library_for_sound(owner: Owner) -> None:
    library = ctypes.util.find_library("portaudio")
    assert library is not None
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, check=True, text=True)
    (path,) = set(re.findall(rf"{re.escape(library)} .*=> (\S+)", cache.stdout))
    without = ("unshare", "-m", "sh", "-c", f'mount --bind /dev/null {path}; exec "$0" "$@"')
    with owner.open("start", "Zefiro", under=without) as terminal:
        terminal.wait_for("F2")
        owner.do(terminal, "call.record")
        terminal.wait_for("libportaudio2")
        assert "● REC" not in terminal.text()
        everything_else_works(owner, terminal)
    assert owner.call()["recordings"] == []


def test_the_terminal_is_closed(caller: Owner, phone_line: PhoneLine) -> None:
    with caller.open("start", "Zefiro") as terminal, phone_line.noise():
        terminal.wait_for("F2")
        record(caller, terminal)
        terminal.enter("before it closed")
        terminal.wait_for(on_paper("before it closed").search)
        terminal.wait_for("REC 00:02")
        terminal.hang_up()
        closed = now()
        wait_for_end(terminal.pid)
    wait_for_silence(caller.home)
    is_kept(caller, closed)


def test_the_program_is_told_to_end(caller: Owner, phone_line: PhoneLine) -> None:
    with caller.open("start", "Zefiro") as terminal, phone_line.noise():
        terminal.wait_for("F2")
        record(caller, terminal)
        terminal.enter("before it closed")
        terminal.wait_for(on_paper("before it closed").search)
        terminal.wait_for("REC 00:02")
        terminal.kill(signal.SIGTERM)
        closed = now()
        wait_for_end(terminal.pid)
    wait_for_silence(caller.home)
    is_kept(caller, closed)


def is_kept(caller: Owner, closed: datetime) -> None:
    call = caller.call()
    assert call["ended"] is None
    assert [note["text"] for note in call["notes"]] == ["before it closed"]
    (recording,) = call["recordings"]
    sound = hearing.opened_by_age(Path(recording["path"]), caller.data / "owner.age")
    began = datetime.fromisoformat(recording["started"])
    lost = (closed - began).total_seconds() - len(hearing.decoded(sound)) / hearing.RATE
    assert lost < 0.2


def test_the_terminal_goes_without_a_signal(caller: Owner) -> None:
    deaf = ("sh", "-c", 'trap "" HUP; exec "$@"', "sh")
    with caller.open("start", "Zefiro", under=deaf) as terminal:
        terminal.wait_for("F2")
        terminal.enter("a note")
        terminal.wait_for("  a note")
        number = terminal.pid
        with terminal.frozen():
            for _ in range(100):
                terminal.kill(signal.SIGWINCH)
                time.sleep(0.03)
    wait_for_end(number)
    assert [note["text"] for note in caller.call()["notes"]] == ["a note"]
