"""What decodes a stranger's recording may be turned against us: whatever it says, we are safe."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from callmate.audio.foreign import opened
from callmate.audio.foreign_facts import UnfitError
from callmate.audio.foreign_sound import BrokenOffError, ForeignSound, Head, Tail, decoded, message
from tests.audio.conftest import sweep
from tests.foreign_files import KINDS, make

HEAD = message(Head(1.0, {}))
SECOND = message(bytes(32_000))


def go_on() -> None:
    """Nobody gives up."""


@pytest.mark.parametrize("kind", KINDS)
def test_behind_the_fence_each_format_sounds_as_before_it(kind: str, tmp_path: Path) -> None:
    file = make(kind, sweep(2), tmp_path)
    with file.open("rb") as source, opened(source, 60) as plain:
        wanted = b"".join(plain.blocks())
    with file.open("rb") as source, decoded(source, 60, go_on) as sound:
        assert b"".join(sound.blocks()) == wanted
        assert not sound.is_cut_short()
        assert sound.seconds == pytest.approx(2, abs=0.05)


def flac(frames: int, block: int = 65_535) -> bytes:
    """Silence, eight seconds in fourteen bytes, that does not tell its length."""
    about = struct.pack(">HH6x", block, block) + bytes([0x01, 0xF4, 0x00, 0xF0]) + bytes(20)
    made = [b"fLaC", bytes([0x80]), len(about).to_bytes(3, "big"), about]
    for number in range(frames):
        coded = bytes([number]) if number < 128 else chr(number).encode()
        head = bytes([0xFF, 0xF8, 0x74, 0x08]) + coded + struct.pack(">H", block - 1)
        frame = head + bytes([_crc(head, 0x07, 8)]) + bytes(3)
        made += [frame, _crc(frame, 0x8005, 16).to_bytes(2, "big")]
    return b"".join(made)


def _crc(content: bytes, polynomial: int, bits: int) -> int:
    found = 0
    for byte in content:
        found ^= byte << (bits - 8)
        for _ in range(8):
            found = (found << 1) ^ (polynomial if found >> (bits - 1) else 0)
            found &= (1 << bits) - 1
    return found


def test_a_bomb_is_stopped_at_the_longest_that_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / "bomb.flac"
    file.write_bytes(flac(400))
    assert file.stat().st_size < 7000
    with file.open("rb") as source, decoded(source, 600, go_on) as sound:
        with pytest.raises(UnfitError, match="too_long"):
            for _ in sound.blocks():
                pass
        assert sound.seconds < 620


def heard_of(program: str, asked: Callable[[], None] = go_on, patience: float = 5.0) -> int:
    """Listen to a program of an attacker's in the place of the one that decodes."""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as child:
        try:
            sound = ForeignSound(child, 2.0, asked, patience)
            return sum(map(len, sound.blocks()))
        finally:
            child.kill()


def saying(*pieces: bytes) -> str:
    """A program that says these bytes."""
    packed = zlib.compress(b"".join(pieces))
    out = f"sys.stdout.buffer.write(zlib.decompress({packed!r})); sys.stdout.flush()"
    return f"import sys, zlib; {out}\n"


NONSENSE = {
    "nothing": "pass",
    "letters": saying(b"x" * 2000),
    "a head that is none": saying(message(b"{}")),
    "a head of another shape": saying(b"h", struct.pack("<I", 2), b"[]"),
    "a tail of another shape": saying(HEAD, b"t", struct.pack("<I", 14), b'{"refused":42}'),
    "two heads": saying(HEAD, HEAD, message(Tail())),
    "half a sample": saying(HEAD, message(b"abc"), message(Tail())),
    "four gigabytes": saying(HEAD, b"s", b"\xff" * 4),
    "the middle of a word": saying(HEAD, SECOND[:-1]),
    "no end": saying(HEAD, SECOND),
    "a crash": saying(HEAD) + "import os; os.abort()",
}


@pytest.mark.parametrize("program", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_breaks_it_off(program: str) -> None:
    with pytest.raises(BrokenOffError):
        heard_of(program)


@pytest.mark.parametrize(
    ("program", "kind"),
    [
        (saying(HEAD, SECOND, SECOND, SECOND, message(Tail())), "too_long"),
        (saying(HEAD) + "import os; os.kill(os.getpid(), 9)", "too_heavy"),
        (saying(HEAD) + "import os; os.kill(os.getpid(), 24)", "too_heavy"),
        (saying(HEAD, SECOND, message(Tail("broken"))), "broken"),
    ],
)
def test_what_asks_for_too_much_is_refused(program: str, kind: str) -> None:
    with pytest.raises(UnfitError, match=kind):
        heard_of(program)


def test_what_it_says_is_heard_to_its_end() -> None:
    assert heard_of(saying(HEAD, SECOND, SECOND, message(Tail()))) == 64_000


ASLEEP = "import time; time.sleep(60)"


def test_what_says_nothing_for_too_long_is_given_up() -> None:
    with pytest.raises(UnfitError, match="too_heavy"):
        heard_of(saying(HEAD, SECOND) + ASLEEP, patience=0.1)


def test_whoever_waits_can_give_up() -> None:
    def gone() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        heard_of(ASLEEP, gone)
