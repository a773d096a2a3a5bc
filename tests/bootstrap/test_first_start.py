"""The first start from a checkout, for real: stopped, cut off from the net, doubled, updated."""

import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.bootstrap.newcomer import BARE, NO_INTERNET, Newcomer, Said, ended, wait_for_words
from tests.terminal.screen_driver import Terminal

ROOT = Path(__file__).parents[2]
TEST_LOCK = ROOT / "tests/test.lock"


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


def change_project(newcomer: Newcomer) -> None:
    """Let there be an update of the checkout that asks for no other part."""
    settings = newcomer.checkout / "pyproject.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("\n[project]\n", "\n[project]\n# Changed.\n"), "utf-8")


def lock_another_part(newcomer: Newcomer) -> None:
    """Let there be an update of the checkout that asks for a part more."""
    more = re.search(
        r"^iniconfig==.*(?:\n +--hash=.*)+", TEST_LOCK.read_text("utf-8"), re.MULTILINE
    )
    assert more
    with (newcomer.checkout / "callmate/bootstrap/run.lock").open("a", encoding="utf-8") as lock:
        lock.write(more[0] + "\n")


def test_an_update_waits_for_the_internet_and_the_program_does_not(newcomer: Newcomer) -> None:
    assert newcomer.start().status == 0  # the first one, where no other test made it
    lock_another_part(newcomer)
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


def test_an_update_leaves_a_window_that_is_open_alone(newcomer: Newcomer) -> None:
    assert newcomer.start().status == 0  # the first one, where no other test made it
    change_project(newcomer)
    stamp = newcomer.environment / "callmate-ready"
    before = stamp.read_bytes()
    command = [str(newcomer.environment / "bin" / "python"), "-P", "-m", "callmate"]
    as_it_is = newcomer.surroundings({"CALLMATE_AS_IT_IS": "1"})
    with Terminal(command, as_it_is) as window:
        window.wait_for("CallMate")
        beside = newcomer.start()
        assert (beside.status, beside.out) == (0, "[]\n")
        assert "is open in another window: it starts as it was" in beside.err
        assert stamp.read_bytes() == before

        more = subprocess.run(
            [*BARE, "-m", "callmate.bootstrap", "test"],
            cwd=newcomer.checkout,
            env=newcomer.surroundings(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (more.returncode, more.stdout) == (1, "")
        assert "leaves that one alone" in more.stderr
        assert stamp.read_bytes() == before
        window.press("q")
        window.wait_for_end()
    after = newcomer.start()
    assert (after.status, after.out) == (0, "[]\n")
    assert "is updating its parts" in after.err
    assert newcomer.start() == Said(0, "[]\n", "")


@pytest.mark.parametrize("loaded", ["bootstrap.start", "bootstrap.place", "site", "store.settings"])
def test_ctrl_c_ends_the_start_without_a_word(newcomer: Newcomer, loaded: str) -> None:
    # The bare Python has no site, so that is the environment's own, not yet come to CallMate.
    mark = loaded if loaded == "site" else f"callmate.{loaded}"
    told = newcomer.surroundings({"PYTHONPROFILEIMPORTTIME": "1"})
    with subprocess.Popen(
        [*BARE, "-m", "callmate", "calls", "--json"],
        cwd=newcomer.checkout,
        env=told,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        # A pipe this small holds the program up until its words have been read.
        pipesize=4096,
    ) as process:
        assert process.stderr
        assert process.stdout
        read = b""
        while f"| {mark}\n".encode() not in read.replace(b"  ", b""):
            piece = os.read(process.stderr.fileno(), 200)
            assert piece, read.decode()
            read += piece
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.stdout.read() == b""
    assert process.returncode == 130
    assert b"Traceback" not in rest
