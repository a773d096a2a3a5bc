"""Somebody with a fresh checkout, an empty home and Python without any package."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

NO_INTERNET = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_RETRIES": "1",
}

# -S: whatever this machine has installed for everybody is not there.
BARE = (os.path.realpath(sys.executable), "-S")


@dataclass(frozen=True)
class Said:
    """How a start ended, and what was printed."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Newcomer:
    """Somebody with a fresh checkout, an empty home and Python without any package."""

    checkout: Path
    home: Path

    @property
    def environment(self) -> Path:
        """Where CallMate's own environment comes to lie."""
        return self.checkout / ".venv"

    @property
    def log(self) -> Path:
        """Where the details of the set-up are written."""
        return self.home / ".cache" / "callmate" / "setup.log"

    def surroundings(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The whole environment of what this person starts, with ``more`` in it."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "XDG_", "LC_", "LANG", "VIRTUAL_"))
            and not (more and name.startswith("PIP_"))
        }
        return {**kept, "HOME": str(self.home), "LANG": "en_GB.UTF-8", **(more or {})}

    def starts(
        self, more: Mapping[str, str] | None = None, command: str = "calls"
    ) -> subprocess.Popen[str]:
        """Start CallMate, with ``more`` in its surroundings, and do not wait for it."""
        return subprocess.Popen(
            [*BARE, "-m", "callmate", command, "--json"],
            cwd=self.checkout,
            env=self.surroundings(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            umask=0,
        )

    def start(self, more: Mapping[str, str] | None = None) -> Said:
        """Start CallMate and wait until it has ended."""
        return ended(self.starts(more))


def ended(process: subprocess.Popen[str]) -> Said:
    out, err = process.communicate(timeout=240)
    assert "Traceback" not in err
    return Said(process.returncode, out, err)


def wait_for_words(log: Path, *words: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if log.exists() and any(word in log.read_text("utf-8") for word in words):
            return
        time.sleep(0.02)
    pytest.fail(f"none of {words} came up in {log}")
