"""The engine that writes recordings down is added beside an open window, whole or not at all."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.bootstrap.newcomer import NO_INTERNET, Newcomer, Said, ended, wait_for_words
from tests.terminal.screen_driver import Terminal

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Newcomer:
    """Somebody who has started CallMate from a checkout once."""
    checkout = tmp_path_factory.mktemp("checkout") / "callmate"
    shutil.copytree(
        ROOT / "callmate", checkout / "callmate", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    made = Newcomer(checkout, tmp_path_factory.mktemp("home"))
    assert made.start().status == 0
    return made


def fetching(newcomer: Newcomer, more: dict[str, str] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(newcomer.environment / "bin" / "python"), "-P", "-m", "callmate", "speech", "engine"],
        env=newcomer.surroundings(more),
        cwd=newcomer.home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def engine(newcomer: Newcomer) -> str:
    """How the doctor finds the engine."""
    told = ended(newcomer.starts(command="doctor"))
    findings = {finding["id"]: finding for finding in json.loads(told.out)["findings"]}
    assert findings["packages"]["state"] == "good"
    return str(findings["engine"]["state"])


def test_it_is_added_beside_an_open_window_and_half_of_it_is_never_taken_for_whole(
    newcomer: Newcomer,
) -> None:
    command = [str(newcomer.environment / "bin" / "python"), "-P", "-m", "callmate"]
    stamp = newcomer.environment / "callmate-ready"
    before = stamp.read_bytes()
    with Terminal(command, newcomer.surroundings()) as window:
        window.wait_for("CallMate")
        offline = ended(fetching(newcomer, NO_INTERNET))
        assert (offline.status, offline.out) == (1, "")
        assert offline.err.startswith("The engine could not be fetched: the internet")
        assert engine(newcomer) == "note"

        stopped = fetching(newcomer)
        wait_for_words(newcomer.log, "Installing collected")
        os.kill(stopped.pid, signal.SIGINT)
        assert ended(stopped).status == 130
        assert engine(newcomer) == "note"
        assert stamp.read_bytes() == before

        whole = ended(fetching(newcomer))
        assert whole.status == 0, whole.err
        assert "The engine is here." in whole.err
        assert engine(newcomer) == "good"
        window.press("q")
        window.wait_for_end()
    assert stamp.read_text("utf-8").splitlines()[0] == "transcript"
    assert newcomer.start() == Said(0, "[]\n", "")
