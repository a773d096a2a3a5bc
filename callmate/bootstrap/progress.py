"""Speaks to the person during a set-up, and runs its commands out of sight, into a log."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from ast import literal_eval
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.bootstrap.place import cache_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

_CATALOGUE = Path(__file__).parent.parent / "locale/it/LC_MESSAGES/callmate.po"
_LITERALS = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
_MESSAGE = re.compile(rf"^msgid {_LITERALS}msgstr {_LITERALS}", re.MULTILINE)
_LAST_FETCHED = re.compile(r"\n *(?:Collecting|Downloading) (.+?)(?:-\d| |==)[^\n]*\s*\Z")


def is_italian() -> bool:
    """Tell whether the owner's surroundings ask for Italian, or for no language at all."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").split(":")[0].split(".")[0].split("@")[0]
        if value not in {"", "C", "POSIX"}:
            return value.lower().startswith("it")
    return True


def _(message: str) -> str:
    """Return a sentence in the owner's language; no catalogue is compiled yet, so we read it."""
    if is_italian() and _CATALOGUE.exists():
        for english, italian in _MESSAGE.findall(_CATALOGUE.read_text("utf-8")):
            if literal_eval(f"({english})") == message:
                return str(literal_eval(f"({italian})")) or message
    return message


def say(sentence: str, end: str = "\n") -> None:
    """Write one sentence for the person to the standard error, broken between words."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        sentence = textwrap.fill(sentence, width, break_long_words=False, break_on_hyphens=False)
    with contextlib.suppress(OSError):
        sys.stderr.write(sentence + end)
        sys.stderr.flush()


def can_ask() -> bool:
    """Tell whether a person is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agrees(question: str) -> bool:
    """Put a question to the person at the terminal and tell whether the answer is a yes."""
    say(question, end=" ")
    answer = sys.stdin.readline()
    return answer.endswith("\n") and means_yes(answer)


def means_yes(answer: str) -> bool:
    """Tell whether what a person typed at a question is a yes; just Enter is one."""
    return answer.strip().lower() in {"", "y", "yes", "s", "si", "sì"}


def runs(*command: str) -> bool:
    """Tell whether a command can be started and succeeds; it says nothing."""
    with contextlib.suppress(OSError):
        none = subprocess.DEVNULL
        return subprocess.call(command, stdin=none, stdout=none, stderr=none, cwd="/") == 0  # noqa: S603 - ours
    return False


class Log:
    """The file with the details of one set-up, for the owner's eyes alone.

    What runs under it keeps the descriptor ``lock`` open until it has ended, whatever ends us.
    """

    def __init__(self, lock: int | None) -> None:
        self._kept_open = () if lock is None else (lock,)
        self.path = cache_folder() / "setup.log"
        try:
            self.path.parent.mkdir(0o700, parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.truncate(descriptor, 0)
        except OSError:
            descriptor, name = tempfile.mkstemp(prefix="callmate-setup-", suffix=".log")
            self.path = Path(name)
        self._out = os.fdopen(descriptor, "wb", buffering=0)

    def text(self) -> str:
        """Return all that was written so far."""
        return self.path.read_text("utf-8", "replace")

    def run(
        self, command: Sequence[str], doing: str, *, cwd: Path | None = None, watched: bool = True
    ) -> bool:
        """Run ``command`` to its end and tell whether it succeeded.

        One changing line says what it is doing. Unless ``watched``, the terminal is left to the
        command, which may ask for a password.

        Raises:
            KeyboardInterrupt: The owner stopped it; the command has ended by then.
            OSError: It cannot be started.
        """
        self._out.write(f"$ {' '.join(command)}\n".encode("utf-8", "replace"))
        # Without what would lead pip astray.
        kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH"}}
        process = subprocess.Popen(  # noqa: S603 - commands are written in this package
            command,
            stdin=subprocess.DEVNULL if watched else None,
            stdout=self._out,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env={**kept, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "LC_ALL": "C.UTF-8"},
            pass_fds=self._kept_open,
        )
        try:
            if watched and sys.stderr.isatty():
                self._tell_of(process, doing)
            return process.wait() == 0
        except BaseException:
            with contextlib.suppress(OSError):
                process.terminate()
            process.wait()
            raise

    def _tell_of(self, process: subprocess.Popen[bytes], doing: str) -> None:
        began = time.monotonic()
        width = shutil.get_terminal_size().columns - 1
        try:
            while process.poll() is None:
                fetched = _LAST_FETCHED.search(self.text())
                what = f"{doing}: {fetched[1]}" if fetched else doing
                line = f"  {what} … {time.monotonic() - began:.0f} s"
                sys.stderr.write("\r\x1b[K" + line[:width])
                sys.stderr.flush()
                time.sleep(0.2)
        finally:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
