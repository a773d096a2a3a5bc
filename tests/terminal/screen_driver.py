"""Drives a program through a real terminal, from key presses alone, and reads what it shows.

The terminal is tmux with a server of its own on a private socket; nothing of a person's own
tmux is read or touched.
"""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from callmate.ui.crash_report import REPORT

Wanted = str | Callable[[str], object]
"""Words that have to be on the screen, or what says of a whole screen whether it is right."""

_POLL = 0.02  # seconds between two looks whether something was drawn
_LONGEST = 0.3  # seconds after which the screen is looked at though nothing was drawn
_STILL = 0.04  # seconds for which a screen that is painted whole stays as it is
_PATIENCE = 20.0  # seconds; two busy cores and a slow start are no fault
_CONFIG = """
set -g default-terminal tmux-256color
set -g remain-on-exit on
set -g status off
set -sg escape-time 0
"""
_NAMES = {
    "tab": "Tab",
    "enter": "Enter",
    "escape": "Escape",
    "space": "Space",
    "backspace": "BSpace",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "pageup": "PPage",
    "pagedown": "NPage",
    "slash": "/",
    "question_mark": "?",
    "exclamation_mark": "!",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "minus": "-",
    "plus": "+",
}


def tmux_name(key: str) -> str:
    """A key's name in tmux, from its name in Textual."""
    if key.startswith("ctrl+"):
        return f"C-{key.removeprefix('ctrl+')}"
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _NAMES.get(key, key)


class _Control:
    """A client of tmux that stays: a process for each look would cost more than the look.

    Args:
        socket: The server's.
    """

    def __init__(self, socket: Path) -> None:
        command = ["tmux", "-u", "-S", str(socket), "-C", "attach", "-f", "ignore-size,no-output"]
        self._client = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def told(self, words: Sequence[str]) -> bytes | None:
        """What commands print, with a ``;`` between them; ``None`` if there is no server any more.

        Raises:
            AssertionError: A command was refused.
        """
        assert self._client.stdin is not None
        line = " ".join(word if word == ";" else shlex.quote(word) for word in words)
        try:
            self._client.stdin.write(f"{line}\n".encode())
            self._client.stdin.flush()
        except BrokenPipeError:
            return None
        blocks = [self._block() for _ in range(words.count(";") + 1)]
        return None if None in blocks else b"".join(each for each in blocks if each is not None)

    def _block(self) -> bytes | None:
        """What one command of ours prints; what tmux tells unasked is passed over."""
        assert self._client.stdout is not None
        mark = b""
        lines: list[bytes] = []
        for line in self._client.stdout:
            if mark and line.startswith((b"%end" + mark, b"%error" + mark)):
                assert line.startswith(b"%end"), lines
                return b"".join(lines)
            if mark:
                lines.append(line)
            elif line.startswith(b"%begin ") and line.endswith(b" 1\n"):
                mark = line.removeprefix(b"%begin").removesuffix(b"\n")
        return None

    def close(self) -> None:
        """Let go of the terminal."""
        self._client.kill()
        self._client.communicate()


class Terminal:
    """A program in a terminal of its own.

    Args:
        argv: What is started in it; at least two words.
        env: The program's whole environment.
        size: Columns and rows.
    """

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        # A socket's path must be short, so it lies in no test's own folder.
        self._folder = Path(tempfile.mkdtemp(prefix="screen-"))
        config = self._folder / "tmux.conf"
        config.write_text(_CONFIG)
        self._raw = self._folder / "raw"
        self._seen: deque[str] = deque(maxlen=4)
        self._mishaps = Path(env.get("XDG_DATA_HOME", self._folder)) / "callmate" / REPORT
        columns, rows = size
        start = ["-f", str(config), "new-session", "-d", "-x", str(columns), "-y", str(rows)]
        start += ["-c", str(self._folder)]
        pipe = [";", "pipe-pane", "-O", f"cat >{self._raw}"]
        outside = {name: value for name, value in env.items() if name not in {"TMUX", "TERM"}}
        self._control: _Control | None = None
        self._tmux(*start, *argv, *pipe, env=outside)
        self._control = _Control(self._socket)
        self.pid = int(self._told("pane_pid"))
        self._server = int(self._told("pid"))

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it, and the program with it."""
        self.close()

    def close(self) -> None:
        """End the terminal; the program is hung up on if it still runs."""
        if self._folder.exists():
            if self._control is not None:
                self._control.close()
            self._control = None
            self._tmux("kill-server", check=False)
            shutil.rmtree(self._folder)

    def press(self, *keys: str) -> None:
        """Press keys, named as Textual names them."""
        self._tmux("send-keys", *(tmux_name(key) for key in keys))

    def type(self, text: str) -> None:
        """Type text, letter by letter."""
        # A word that is a semicolon alone would stand between two commands of tmux.
        self._tmux("send-keys", *(("-H", "3b") if text == ";" else ("-l", "--", text)))

    def enter(self, text: str) -> None:
        """Type a line and press Enter."""
        self.type(text)
        self.press("enter")

    def send(self, raw: bytes) -> None:
        """Send bytes as if keys had made them."""
        self._tmux("send-keys", "-H", *(f"{byte:02x}" for byte in raw))

    def paste(self, text: str | bytes) -> None:
        """Paste text, in the brackets that a program asks for."""
        raw = text if isinstance(text, bytes) else text.encode()
        self._tmux("load-buffer", "-", stdin=raw)
        flags = self._tmux("list-commands", "-F", "#{command_list_usage}", "paste-buffer")
        # Since 3.6 tmux spells control characters out unless it is told to leave them.
        as_it_is = ["-S"] if b"S]" in flags.split()[0] else []
        self._tmux("paste-buffer", "-p", "-r", "-d", *as_it_is)

    def text(self) -> str:
        """What is on the screen."""
        text = self._tmux("capture-pane", "-p").decode()
        if not self._seen or self._seen[-1] != text:
            self._seen.append(text)
        return text

    def coloured(self) -> str:
        """What is on the screen, with the colours of each sign before it."""
        return self._tmux("capture-pane", "-e", "-N", "-p").decode()

    def drawn(self) -> bytes:
        """Every byte that the program has sent to the terminal."""
        return self._raw.read_bytes()

    def wait_for(self, wanted: Wanted, within: float = _PATIENCE) -> str:
        """Wait until the screen shows something; return the screen.

        Raises:
            AssertionError: It does not show it within these seconds.
        """
        until = time.monotonic() + within
        while True:
            drawn, looked = self._drawn_bytes, time.monotonic()
            text = self.text()
            # What is waited for may be elsewhere than on the screen.
            while not (wanted in text if isinstance(wanted, str) else wanted(text)):
                assert time.monotonic() < until, f"not shown: {wanted!r}\n{self._story()}"
                time.sleep(_POLL)
                if self._drawn_bytes != drawn or time.monotonic() > looked + _LONGEST:
                    break
            else:
                return text

    def settled(self, wanted: Wanted) -> str:
        """Wait until the screen shows something and is painted whole; return it.

        A look may come while a screen is half painted: one that asks what stands beside the
        words, or what does not stand there any more, wants this one.
        """
        text = self.wait_for(wanted)
        until = time.monotonic() + _PATIENCE
        while True:
            at_work = self._at_work
            time.sleep(_STILL)
            now = self.text()
            # One that is kept from the processor draws nothing either, and is not done.
            if now == text and not (at_work or self._at_work):
                return text
            assert time.monotonic() < until, f"never still: {wanted!r}\n{self._story()}"
            text = self.wait_for(wanted)

    def wait_until_gone(self, words: str, within: float = _PATIENCE) -> str:
        """Wait until words are off the screen; return the screen."""
        return self.wait_for(lambda text: words not in text, within)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    @property
    def title(self) -> str:
        """The title that a program can give its terminal."""
        return self._told("pane_title")

    @property
    def over(self) -> bool:
        """Whether the program has ended."""
        return self._told("pane_dead") == "1"

    def wait_for_end(self, within: float = _PATIENCE) -> None:
        """Wait until the program has ended."""
        until = time.monotonic() + within
        while self._runs or not self.over:
            assert time.monotonic() < until, f"still running\n{self.text()}"
            time.sleep(_POLL)

    def hang_up(self) -> None:
        """Close the window over the program's head, as a person's mouse does."""
        if self._control is not None:
            self._control.close()
        self._control = None
        self._tmux("kill-server")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Take nothing of what the program draws, and be gone afterwards."""
        os.kill(self._server, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._server, signal.SIGKILL)

    def kill(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    @property
    def _runs(self) -> bool:
        """Whether the program has not ended; tmux may learn that only when it is asked."""
        try:
            state = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2][0]
        except OSError:
            return False
        return state not in "ZX"

    @property
    def _at_work(self) -> bool:
        """Whether the program or its terminal does something, or would if it had a processor."""
        for pid in (self.pid, self._server):
            for thread in Path(f"/proc/{pid}/task").glob("*/stat"):
                with suppress(OSError):  # it has just ended
                    if thread.read_text().rpartition(") ")[2][0] in "RD":
                        return True
        return False

    @property
    def _drawn_bytes(self) -> int:
        """How much the program has drawn; a look at the screen itself costs a process."""
        return self._raw.stat().st_size if self._raw.exists() else 0

    def _story(self) -> str:
        """What is on the screen, what was before it, and what failed in the program."""
        failed = self._mishaps.read_text() if self._mishaps.exists() else ""
        return "\n-- and before:\n".join(reversed(self._seen)) + failed

    @property
    def _socket(self) -> Path:
        return self._folder / "socket"

    def _told(self, name: str) -> str:
        return self._tmux("display-message", "-p", f"#{{{name}}}").decode().removesuffix("\n")

    def _tmux(
        self,
        *words: str,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        check: bool = True,
    ) -> bytes:
        if self._control is not None and not (stdin or env) and not any("\n" in w for w in words):
            told = self._control.told(words)
            if told is not None:
                return told
        command = ["tmux", "-u", "-S", str(self._socket), *words]
        done = subprocess.run(command, input=stdin, env=env, capture_output=True, check=False)
        assert not check or done.returncode == 0, (words[0], done.stderr)
        return done.stdout
