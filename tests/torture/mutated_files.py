"""Files changed by chance, thousands of them, read by everything that reads files.

``python -m tests.torture.mutated_files`` reads 100,000 and prints a table; ``--files N`` reads
others. A file that reaches lines of the program that none before it reached is kept, and changed
further.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exception
from types import FrameType
from typing import Any

import callmate
from tests.torture.readers import READERS, Reader
from tests.torture.sound_readers import SOUND_READERS

ALL_READERS = (*READERS, *SOUND_READERS)
LONGEST = 2.0
"""Seconds of a processor that one file may take, unless something else is said."""
_PATIENCE = 60.0
"""Seconds of the clock; a reader that waits for something uses no processor."""
_OURS = str(Path(callmate.__file__).parent)
_TRACED = 4
"""One file in so many is followed through the program, which takes several times as long."""


@dataclass
class Outcome:
    """What became of the files of one reader."""

    name: str
    read: int = 0
    refused: int = 0
    """Those told to be damaged, or none of their kind, by the errors that were promised."""
    faults: list[str] = field(default_factory=list)
    longest: float = 0.0
    """Seconds of a processor that the slowest took."""
    lines: int = 0
    """Lines of the program that were reached."""
    kept: int = 0
    """Files that reached something new."""


class Mutated:
    """Reads files of one kind, changed by chance.

    Args:
        reader: What reads them.
        folder: An empty one.
        chance: Draws the changes.
        longest: Seconds of a processor that one file may take.
    """

    def __init__(
        self, reader: Reader, folder: Path, chance: random.Random, longest: float = LONGEST
    ) -> None:
        self._reader = reader
        self._folder = folder
        self._chance = chance
        self._longest = longest
        self._path = folder / reader.path
        reader.ready(folder)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._corpus = list(reader.seeds())
        self._reached: set[tuple[str, int]] = set()
        self._stamp = time.time_ns()
        self.outcome = Outcome(reader.name)

    def run(self, count: int) -> Outcome:
        """Read the whole files, then so many changed ones."""
        for raw in tuple(self._corpus):
            self._try(raw, traced=True)
        for number in range(count):
            raw = mutated(self._chance, self._corpus)
            if self._try(raw, traced=number % _TRACED == 0) and len(raw) < 1 << 17:
                self._corpus.append(raw)
                self.outcome.kept += 1
        self.outcome.lines = len(self._reached)
        return self.outcome

    def _try(self, raw: bytes, *, traced: bool) -> bool:
        """Read one; whether it reached something new."""
        known = len(self._reached)
        lying = self._reader.wrapped(raw)
        self._path.write_bytes(lying)
        # What knows a file by its time must not take it for the one before.
        self._stamp += 1000
        os.utime(self._path, ns=(self._stamp, self._stamp))
        begun, clock = time.thread_time(), time.monotonic()
        try:
            with _followed(self._reached) if traced else _plainly():
                self._reader.read(self._folder)
        except self._reader.promised:
            self.outcome.refused += 1
        except Exception as error:  # noqa: BLE001 - anything else is what is looked for
            self._fault(raw, "".join(format_exception(error)[-3:]))
        took = time.thread_time() - begun
        self.outcome.read += 1
        self.outcome.longest = max(self.outcome.longest, took / (1 if not traced else 5))
        if time.monotonic() - clock > _PATIENCE or (took > self._longest and not traced):
            self._fault(raw, f"took {took:.1f} s, {time.monotonic() - clock:.1f} by the clock")
        if self._reader.kept and self._path.read_bytes() != lying:
            self._fault(raw, "the file was changed or replaced")
        return len(self._reached) > known

    def _fault(self, raw: bytes, said: str) -> None:
        self.outcome.faults.append(f"{self._reader.name}: {said}\n{raw[:3000]!r}")


@contextmanager
def _plainly() -> Iterator[None]:
    yield


@contextmanager
def _followed(reached: set[tuple[str, int]]) -> Iterator[None]:
    """Note each line of the program that is run meanwhile."""

    def of_frame(frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        name = frame.f_code.co_filename
        if not name.startswith(_OURS):
            return None
        reached.add((name, frame.f_lineno))
        return in_frame

    def in_frame(frame: FrameType, _event: str, _argument: object) -> Callable[..., Any]:
        reached.add((frame.f_code.co_filename, frame.f_lineno))
        return in_frame

    before = sys.gettrace()
    sys.settrace(of_frame)
    try:
        yield
    finally:
        sys.settrace(before)


def mutated(chance: random.Random, corpus: list[bytes]) -> bytes:
    """Change one of some files, once or a few times over."""
    # The whole files first of all: what grew out of them strays far.
    raw = chance.choice(corpus if chance.random() < 0.7 else corpus[:2])
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        # A field of JSON that is another one reaches further than a letter of it.
        named = raw[:1] == b"{" and chance.random() < 0.6
        raw = (_value if named else chance.choice(_CHANGES))(chance, raw, corpus)
    return raw


def _flip(chance: random.Random, raw: bytes, _corpus: list[bytes]) -> bytes:
    if not raw:
        return bytes([chance.randrange(256)])
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]


def _put(chance: random.Random, raw: bytes, _corpus: list[bytes]) -> bytes:
    at, gone = chance.randrange(len(raw) + 1), chance.choice((0, 1, 1, 2, 4))
    return raw[:at] + chance.choice(_ODD_BYTES) + raw[at + gone :]


def _cut(chance: random.Random, raw: bytes, _corpus: list[bytes]) -> bytes:
    first, last = _span(chance, raw)
    return raw[:first] + raw[last:]


def _double(chance: random.Random, raw: bytes, _corpus: list[bytes]) -> bytes:
    first, last = _span(chance, raw)
    return raw[:last] + raw[first:last] * chance.choice((1, 1, 2, 20)) + raw[last:]


def _truncate(chance: random.Random, raw: bytes, _corpus: list[bytes]) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _splice(chance: random.Random, raw: bytes, corpus: list[bytes]) -> bytes:
    other = chance.choice(corpus)
    first, last = _span(chance, other)
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + other[first:last] + raw[at:]


def _swap(chance: random.Random, raw: bytes, _corpus: list[bytes]) -> bytes:
    first, last = _span(chance, raw)
    at = chance.randrange(first + 1)
    return raw[:at] + raw[first:last] + raw[at:first] + raw[last:]


def _span(chance: random.Random, raw: bytes) -> tuple[int, int]:
    first = chance.randrange(len(raw) + 1)
    return first, min(len(raw), first + chance.choice((1, 4, 16, 64, 256, 2000)))


def _number(chance: random.Random, raw: bytes, _corpus: list[bytes]) -> bytes:
    """Put another number in the place of one that is written out."""
    places = [at for at, byte in enumerate(raw[:20_000]) if chr(byte).isdigit()]
    if not places:
        return raw
    first = last = chance.choice(places)
    while last < len(raw) and chr(raw[last]).isdigit():
        last += 1
    return raw[:first] + chance.choice(_ODD_NUMBERS) + raw[last:]


def _value(chance: random.Random, raw: bytes, _corpus: list[bytes]) -> bytes:
    """Put another value in the place of one in a JSON text, or add a field, or leave one out."""
    try:
        whole = json.loads(raw)
    except (ValueError, RecursionError):
        return _put(chance, raw, _corpus)
    holders = list(_holders(whole))
    if not holders:
        return raw
    holder = chance.choice(holders)
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    key = chance.choice(keys) if keys else "x"
    odd = chance.choice(_ODD_VALUES)
    match chance.randrange(6):
        case 0 if keys:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[chance.choice(("kind", "id", "at", "x", "version", "1", "99"))] = odd
        case 2 if len(holders) > 1:
            other = chance.choice(holders)
            if keys and other is not holder:
                holder[key] = json.loads(json.dumps(other))
        case _ if keys:
            holder[key] = odd
    return json.dumps(whole).encode()


def _holders(value: object) -> Iterator[Any]:
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)


_CHANGES = (_flip, _put, _cut, _double, _truncate, _splice, _swap, _number, _number, _value)
_ODD_BYTES = (
    *(b"\0", b"\xff", b"\x80", b"\n", b"\r\n", b"\x1b[2J", b"\xe2\x80\xae", b"\xef\xbb\xbf", b'"'),
    *(b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\x80\0\0\0", b"\\ud800", b"'''"),
    *(
        b"{{",
        b"}}",
        b"{%",
        b"%}",
        b"[" * 300,
        b"{" * 300,
        b'{"a":' * 2000,
        b"../",
        b"<",
        b"&",
        b";",
    ),
)
_ODD_NUMBERS = (
    *(b"0", b"-1", b"00", b"1e999", b"-0", b"0.5", b"9" * 18, b"9" * 30, b"9" * 5000, b"1e308"),
    *(b"2147483648", b"4294967296", b"9223372036854775808", b"9999", b"0001", b"NaN", b"65536"),
)
_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, 10**30, 0.5, -1e308, 1e308, 1e-300),
    *("", " ", "x" * 5000, "\n" * 3000, "\0", "\ud800", "\u202e", "\x1b]0;x\a", "=1+1", "../../x"),
    *(
        "2026-11-24T10:32:05Z",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        "1970-01-01",
    ),
    *(
        "2026-11-24T10:32:05",
        "2026-02-30",
        "note",
        "started",
        "moved_here",
        "hung_up",
        "claim_number",
    ),
    *([], {}, [[]], {"": {}}, [1] * 300, {"id": "n", "kind": "note", "at": "x"}),
)


def torture(reader: Reader, count: int, seed: int, longest: float = LONGEST) -> Outcome:
    """Have a reader read so many changed files; the same ones for the same seed."""
    with TemporaryDirectory() as folder:
        chance = random.Random(seed)  # noqa: S311 - chance is wanted, not secrecy
        return Mutated(reader, Path(folder), chance, longest).run(count)


def _say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Have every reader read its share, print a table, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 - the same
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    readers = [each for each in ALL_READERS if asked.only in each.name]
    _say(f"seed {asked.seed}\n\n| file | read | refused | faults | slowest | lines | kept |")
    _say("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    total, faults = 0, []
    for reader in readers:
        found = torture(reader, -(-asked.files // len(readers)), asked.seed)
        total += found.read
        faults += found.faults
        row = (found.name, found.read, found.refused, len(found.faults), f"{found.longest:.2f} s")
        _say("|", " | ".join(map(str, (*row, found.lines, found.kept))), "|")
    _say(f"\n{total} files, {len(faults)} faults")
    for fault in faults[:200]:
        _say(fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
