"""Runs a command out of sight: its words go to a log, one changing line to the terminal."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.bootstrap.place import cache_folder
from callmate.bootstrap.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from io import BufferedWriter

_BEAT = 0.2
_FETCHING = ("Collecting ", "Downloading ")


class Trouble(Exception):  # noqa: N818 - it is told to a person, not to a program
    """Something that keeps CallMate from being set up, said in one sentence."""


def say(sentence: str) -> None:
    """Write one sentence for the person to the standard error, broken between words."""
    with contextlib.suppress(OSError):
        sys.stderr.write(_broken(sentence) + "\n")
        sys.stderr.flush()


def ask(question: str) -> str:
    """Put a question to the person at the terminal and return the line typed, or nothing."""
    sys.stderr.write(_broken(question) + " ")
    sys.stderr.flush()
    return sys.stdin.readline()


def _broken(sentence: str) -> str:
    if not sys.stderr.isatty():
        return sentence.rstrip()
    width = shutil.get_terminal_size().columns - 1
    return textwrap.fill(sentence, width, break_long_words=False, break_on_hyphens=False)


class Log:
    """The file with the details of one set-up, for the owner's eyes alone."""

    def __init__(self) -> None:
        self.path, self._out = _open()

    def run(
        self,
        command: Sequence[str],
        *,
        doing: str,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
        keep_open: Sequence[int] = (),
        watched: bool = True,
    ) -> int:
        """Run ``command`` to its end and return its exit status; 127 when it cannot start.

        ``keep_open`` are descriptors the command keeps for as long as it lives. Unless
        ``watched``, the terminal is left to the command, which may ask for a password.

        Raises:
            KeyboardInterrupt: The owner stopped it; the command has ended by then.
        """
        self.note("$ " + " ".join(command))
        try:
            process = subprocess.Popen(  # noqa: S603 - commands are written in this package
                command,
                stdin=subprocess.DEVNULL if watched else None,
                stdout=self._out,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=environment,
                pass_fds=keep_open,
            )
        except OSError as error:
            self.note(str(error))
            return 127
        with _ended(process):
            return self._watch(process, doing) if watched else process.wait()

    def note(self, line: str) -> None:
        """Add one line of our own."""
        with contextlib.suppress(OSError):
            self._out.write(line.encode("utf-8", "replace") + b"\n")
            self._out.flush()

    def text(self) -> str:
        """Return all that was written so far."""
        with contextlib.suppress(OSError):
            return self.path.read_text("utf-8", "replace")
        return ""

    def _watch(self, process: subprocess.Popen[bytes], doing: str) -> int:
        began = time.monotonic()
        with _line() as show:
            while True:
                try:
                    return process.wait(timeout=_BEAT)
                except subprocess.TimeoutExpired:
                    show(self._step(doing), time.monotonic() - began)

    def _step(self, doing: str) -> str:
        """Return what a person should read about the moment, from the log's last words."""
        for line in reversed(self.text().splitlines()):
            if line.startswith("$ "):
                break
            if line.startswith("Installing collected packages"):
                return words("putting")
            if line.strip().startswith(_FETCHING):
                return f"{doing}: {line.split()[1].split('=')[0].split('>')[0]}"
        return doing


class _Show:
    """The one changing line; silent where there is no terminal."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty()

    def __call__(self, doing: str, seconds: float) -> None:
        text = f"  {doing} … {seconds:.0f} s"
        self._write("\r\x1b[K" + text[: shutil.get_terminal_size().columns - 1])

    def clear(self) -> None:
        """Leave the line empty."""
        self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        if self._on:
            with contextlib.suppress(OSError, UnicodeError):
                sys.stderr.write(text)
                sys.stderr.flush()


@contextlib.contextmanager
def _line() -> Iterator[_Show]:
    show = _Show()
    try:
        yield show
    finally:
        show.clear()


@contextlib.contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Leave only when the command has ended, even when the owner presses Ctrl+C."""
    try:
        yield
    except BaseException:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise


def _open() -> tuple[Path, BufferedWriter]:
    folder = cache_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(0o700, parents=True, exist_ok=True)
        path = folder / "setup.log"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.truncate(descriptor, 0)
        return path, os.fdopen(descriptor, "wb")
    import tempfile  # noqa: PLC0415 - every start loads this module, and hardly one sets up

    descriptor, name = tempfile.mkstemp(prefix="callmate-setup-", suffix=".log")
    return Path(name), os.fdopen(descriptor, "wb")
