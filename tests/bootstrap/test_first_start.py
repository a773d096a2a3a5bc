"""The first start from a checkout, for real: stopped, cut off from the net, doubled, updated."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NO_INTERNET = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_RETRIES": "1",
}


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

    def starts(
        self, more: Mapping[str, str] | None = None, command: str = "calls"
    ) -> subprocess.Popen[str]:
        """Start CallMate, with ``more`` in its surroundings, and do not wait for it."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "XDG_", "LC_", "LANG", "VIRTUAL_"))
            and not (more and name.startswith("PIP_"))
        }
        # -S: whatever this machine has installed for everybody is not there.
        return subprocess.Popen(
            [os.path.realpath(sys.executable), "-S", "-m", "callmate", command, "--json"],
            cwd=self.checkout,
            env={**kept, "HOME": str(self.home), "LANG": "en_GB.UTF-8", **(more or {})},
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


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Newcomer:
    checkout = tmp_path_factory.mktemp("a checkout [1]") / "callmate"
    unwanted = shutil.ignore_patterns("__pycache__", "*.mo")
    shutil.copytree(ROOT / "callmate", checkout / "callmate", ignore=unwanted)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    return Newcomer(checkout, tmp_path_factory.mktemp("home"))


def test_a_first_start_survives_whatever_comes_in_between(newcomer: Newcomer) -> None:
    stopped = newcomer.starts()
    wait_for_words(newcomer.log, "Collecting", "Processing")
    os.killpg(stopped.pid, signal.SIGINT)
    first = ended(stopped)
    assert first.status == 130
    assert "Welcome" in first.err
    assert first.err.rstrip().endswith("the set-up is taken up again.")

    offline = newcomer.start(NO_INTERNET)
    assert offline.status == 1
    assert "could not fetch its parts" in offline.err
    assert str(newcomer.log) in offline.err
    assert offline.out == ""

    two = [newcomer.starts(), newcomer.starts()]
    done = [ended(process) for process in two]
    assert [said.status for said in done] == [0, 0]
    assert [said.out for said in done] == ["[]\n", "[]\n"]
    assert sorted("did not finish" in said.err for said in done) == [False, True]
    assert sorted("this one waits" in said.err for said in done) == [False, True]

    again = newcomer.start()
    assert again == Said(0, "[]\n", "")
    written = [newcomer.environment, *newcomer.environment.rglob("*")]
    assert not [at for at in written if not at.is_symlink() and at.stat().st_mode & 0o022]
    assert newcomer.log.stat().st_mode & 0o777 == 0o600


def test_an_update_waits_for_the_internet_and_the_program_does_not(newcomer: Newcomer) -> None:
    settings = newcomer.checkout / "pyproject.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("\n[project]\n", "\n[project]\n# Changed.\n"), "utf-8")
    source = newcomer.checkout / "callmate/locale/en/LC_MESSAGES/made_up.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text('msgid "a"\nmsgstr "first"\n', "utf-8")

    offline = newcomer.start(NO_INTERNET)
    assert (offline.status, offline.out) == (0, "[]\n")
    assert "starts with the parts it has" in offline.err

    online = newcomer.start()
    assert (online.status, online.out) == (0, "[]\n")
    assert "is updating its parts" in online.err
    assert b"first" in source.with_suffix(".mo").read_bytes()
    assert newcomer.start() == Said(0, "[]\n", "")


def test_changed_messages_are_compiled_at_the_next_start(newcomer: Newcomer) -> None:
    source = newcomer.checkout / "callmate/locale/en/LC_MESSAGES/made_up.po"
    source.write_text('msgid "a"\nmsgstr "second"\n', "utf-8")
    assert newcomer.start().status == 0
    assert b"second" in source.with_suffix(".mo").read_bytes()
    assert newcomer.start() == Said(0, "[]\n", "")


def test_the_program_finds_all_its_packages_there(newcomer: Newcomer) -> None:
    told = ended(newcomer.starts(command="doctor"))
    findings = {finding["id"]: finding for finding in json.loads(told.out)["findings"]}
    assert findings["packages"]["state"] == "good", findings["packages"]["text"]
