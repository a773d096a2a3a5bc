"""An owner with a home of their own, and CallMate as they start it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.terminal.screen_driver import Terminal, tmux_name

PROGRAM = (sys.executable, "-P", "-m", "callmate")
"""How CallMate is started, wherever one happens to be."""

_asked_before: dict[bytes, dict[str, str]] = {}
"""The key of each command, by what an owner has set: nothing else decides it."""

Record = dict[str, Any]
"""A call as `show --json` tells it."""

_SIZE = {"COLUMNS", "LINES"}
"""What would give a terminal another size than its own; tests that run side by side have it set."""


@dataclass(frozen=True)
class Owner:
    """Somebody with a home, a language and perhaps other things in the environment."""

    home: Path
    language: str = "en_GB.UTF-8"
    environ: dict[str, str] = field(default_factory=dict)

    def at(self, moment: str) -> "Owner":
        """The same person at another time, in Rome.

        Args:
            moment: The time at which their clock starts to tick, in ISO 8601.
        """
        return replace(self, environ=self.environ | {"CALLMATE_CLOCK": moment, "TZ": "Europe/Rome"})

    @property
    def data(self) -> Path:
        """The folder of everything that is kept."""
        return self.home / "data" / "callmate"

    @property
    def env(self) -> dict[str, str]:
        """The whole environment of what this owner starts."""
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("LC_", "LANG")) and name not in _SIZE
        }
        own = {
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "LANG": self.language,
        }
        return inherited | own | self.environ

    def open(
        self, *words: str, size: tuple[int, int] = (80, 24), under: tuple[str, ...] = ()
    ) -> Terminal:
        """Open the screen in a terminal.

        Args:
            words: What is typed after `callmate`.
            size: The terminal's columns and rows.
            under: A command that starts the program in its stead.
        """
        return Terminal([*under, *PROGRAM, *words], self.env, size)

    def run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end."""
        return subprocess.run(
            [*PROGRAM, *words], env=self.env, capture_output=True, check=False, timeout=60
        )

    def says(self, *words: str) -> str:
        """What a command prints; it has to end well."""
        done = self.run(*words)
        assert done.returncode == 0, (done.returncode, done.stderr.decode())
        return done.stdout.decode()

    def calls(self) -> list[Record]:
        """Every call, as other programs read it, newest first."""
        listed: list[Record] = json.loads(self.says("calls", "--json"))
        return listed

    def call(self) -> Record:
        """The only call there is, whole."""
        (listed,) = self.calls()
        return self.record(listed["id"])

    def record(self, call_id: str) -> Record:
        """A call, whole, by its id."""
        record: Record = json.loads(self.says("show", call_id, "--json"))
        return record

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key of each command, as `keys --json` names them."""
        config = self.home / "config"
        chosen = b"".join(file.read_bytes() for file in config.rglob("*") if file.is_file())
        if chosen not in _asked_before:
            listed = json.loads(self.says("keys", "--json"))
            _asked_before[chosen] = {each["id"]: each["key"] for each in listed}
        return _asked_before[chosen]

    def do(self, terminal: Terminal, command: str) -> None:
        """Press a command's key."""
        terminal.press(self.keys[command])

    def key_in_tmux(self, command: str) -> str:
        """A command's key, as tmux names it."""
        return tmux_name(self.keys[command])
