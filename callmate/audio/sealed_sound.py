"""A sealed part, opened a window at a time: memory does not grow with its length."""

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from pathlib import Path

from callmate.audio.layout import slices, whole_path
from callmate.audio.ogg import Scan
from callmate.audio.sealed import CannotOpenError, Opener, missing_slices

_WINDOW = 1 << 19  # bytes; nearly three minutes of sound
_PREROLL = 0.1  # seconds; Opus needs some before the moment it is asked for

Window = Callable[[int], bytes]
"""What is in the clear from a byte on: some of it, or nothing at the end."""


class SealedSound:
    """One part as an Ogg Opus stream that stays sealed but for what is being read.

    `complete` says that its end mark is there. `problems` are codes `kind:number`: those of
    `ogg.Scan`, and `missing-slice`, `unreadable-slice`.
    """

    def __init__(self, scan: Scan, window: Window, problems: tuple[str, ...] = ()) -> None:
        self.seconds, self.complete, found = scan.finish()
        self.problems = problems + found
        self._scan = scan
        self._window = window

    def reader(self, second: float = 0.0) -> "Reader":
        """Read a stream that begins at a second or, by a second or two, before it."""
        place = self._scan.place_of(second - _PREROLL)
        return Reader(self._scan.head if place else b"", place, self._window)


class Reader:
    """A stream to read from, forward only."""

    def __init__(self, head: bytes, place: int, window: Window) -> None:
        self._left = memoryview(head)
        self._place = place
        self._window = window

    def read(self, size: int) -> bytes:
        """Read no more than some bytes; none at the end."""
        if not self._left:
            self._left = memoryview(self._window(self._place))
            self._place += len(self._left)
        piece, self._left = self._left[:size], self._left[size:]
        return bytes(piece)


def open_sound(folder: Path, part: int, identity: str) -> SealedSound:
    """Go through a part once, telling whatever is wrong with it, and keep none of it in memory.

    Raises CannotOpenError when nothing can be read, WrongKeyError when the key does not fit.
    """
    opener = Opener(identity)
    whole = whole_path(folder, part)
    if whole.is_file():
        return _of_file(whole, opener)
    return _of_slices(slices(folder, part), whole, opener)


def stream_of(folder: Path, part: int, identity: str) -> Reader:
    """Read a part that is one file from its start, without having looked it through.

    What is broken in it ends the stream there. Raises WrongKeyError.
    """
    return Reader(b"", 0, partial(_window, whole_path(folder, part), Opener(identity)))


def _of_file(path: Path, opener: Opener) -> SealedSound:
    scan = Scan()
    if not opener.pour(path, scan.feed):
        raise CannotOpenError(path.name)
    return SealedSound(scan, partial(_window, path, opener))


def _window(path: Path, opener: Opener, place: int) -> bytes:
    """Decrypt up to a window and through it: less than two milliseconds a megabyte."""
    window = bytearray()
    at = 0

    def take(piece: bytes) -> bool:
        nonlocal at, window
        window += piece[max(0, place - at) :]
        at += len(piece)
        return len(window) >= _WINDOW

    opener.pour(path, take)
    return bytes(window)


def _of_slices(found: tuple[Path, ...], whole: Path, opener: Opener) -> SealedSound:
    if not found:
        raise CannotOpenError(whole.name)
    scan, ends, problems = Scan(), [0], list(missing_slices(found))
    for path in found:
        piece = opener.opened(path)
        if piece is None:
            problems.append(f"unreadable-slice:{int(path.stem)}")
        scan.feed(piece or b"")
        ends.append(ends[-1] + len(piece or b""))
    if not ends[-1]:
        raise CannotOpenError(whole.name)

    def window(place: int) -> bytes:
        if place >= ends[-1]:
            return b""
        number = bisect_right(ends, place) - 1
        piece = opener.opened(found[number])
        # A recording that has ended meanwhile is one file, of the same bytes.
        return _window(whole, opener, place) if piece is None else piece[place - ends[number] :]

    return SealedSound(scan, window, tuple(problems))
