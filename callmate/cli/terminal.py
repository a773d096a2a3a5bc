"""Says and asks things: results on standard output, words for people on standard error.

Whatever the terminal's encoding is, what it cannot show is shown in plainer signs
instead of failing.
"""

import codecs
import io
import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import TextIO

from callmate.domain.text import wrapped
from callmate.locale.messages import pgettext
from callmate.store.atomic_file import as_json

_PLAINER = str.maketrans(
    {"“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "…": "...", "→": "->", "·": "-"}
    | {"✓": "+", "✗": "x", "○": "o", "★": "*", "●": "*", "\u2039": "<", "\u203a": ">"}
)

_DRIVING = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf"
)
"""In UTF-8, what JSON may hold as it is but a terminal could be driven or confused by."""


def prepare() -> None:
    """Make input and outputs unable to fail over a letter; to be called before all else."""
    codecs.register_error("callmate.plainer", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="callmate.plainer")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")


def result(text: str) -> None:
    """Print a line of the result."""
    _write(sys.stdout, f"{text}\n")


def say(text: str) -> None:
    """Print a sentence for whoever sits there."""
    columns = _columns(sys.stderr)
    lines = wrapped(text, columns) if columns else [text]
    with suppress(OSError):  # there is nobody left to tell
        _write(sys.stderr, "\n".join(lines) + "\n")


def result_json(value: object) -> None:
    """Print a value as one line of JSON, in UTF-8 whatever the terminal is set to."""
    raw = json_line(value)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.flush()
        rest = memoryview(raw)
        while rest:  # a pipe whose reader has left takes a piece and says so only the next time
            rest = rest[sys.stdout.buffer.write(rest) :]
    else:
        _write(sys.stdout, raw.decode())


def json_line(value: object) -> bytes:
    """A value as one line of JSON in UTF-8.

    What could drive a terminal is escaped, as JSON allows; it reads back as it was.
    """
    return _DRIVING.sub(_escaped, as_json(value)) + b"\n"


def finish() -> None:
    """Hand over everything said so far.

    Raises:
        OSError: It cannot be written.
    """
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon() -> None:
    """Let what still waits go nowhere, so that leaving the program does not fail over it."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def width(default: int) -> int:
    """The columns of the terminal that results go to; ``default`` when it is none."""
    return _columns(sys.stdout) or default


def is_terminal() -> bool:
    """Whether a person sits there, to read and to answer."""
    streams = (sys.stdin, sys.stdout)
    return all(stream is not None and stream.isatty() for stream in streams)


def _columns(stream: TextIO | None) -> int:
    try:
        return 0 if stream is None else os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0


def _write(stream: TextIO | None, text: str) -> None:
    if stream is not None:  # it is None when the program was started with it closed
        stream.write(text)


def _escaped(match: re.Match[bytes]) -> bytes:
    return f"\\u{ord(match.group().decode()):04x}".encode()


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(_without(letter) for letter in letters), error.end


def _without(letter: str) -> str:
    plain = letter.translate(_PLAINER)
    if plain.isascii():
        return plain
    base = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return base or letter.encode("ascii", "backslashreplace").decode()


def ask(question: str) -> str:
    """Ask for a line; empty when the input has ended."""
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    if os.name != "nt" and sys.stdin.isatty():
        _wait_for_keys(sys.stdin.fileno())
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        sys.stderr.write("\n")
    return line.rstrip("\n")


def _wait_for_keys(keyboard: int) -> None:
    """Wait until something was typed; Ctrl+C counts even where it comes just before the wait.

    What reads would otherwise not hear of it until a line was typed.
    """
    import select  # noqa: PLC0415 - few commands ask
    import signal  # noqa: PLC0415 - the same

    woken, waking = os.pipe()
    os.set_blocking(waking, False)
    before = signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
    try:
        select.select([keyboard, woken], [], [])
    finally:
        signal.set_wakeup_fd(before)
        os.close(woken)
        os.close(waking)


def agrees(question: str) -> bool:
    """Ask a question that is answered by yes or no; everything but a yes is a no."""
    letters = pgettext("answer", "y/n")
    yes = letters.partition("/")[0]
    return ask(f"{question} [{letters}]").strip().casefold()[:1] == yes


def ask_unseen(question: str) -> str:
    """Ask for something that must not be seen while it is typed; empty when nothing came."""
    import getpass  # noqa: PLC0415 - few commands ask

    try:
        return getpass.getpass(f"{question} ", stream=sys.stderr)
    except (EOFError, UnicodeDecodeError):
        return ""
