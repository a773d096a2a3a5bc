"""What is in the program's memory stays there when it crashes, and nobody's bytecode is run."""

import os
import py_compile
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from callmate.store.keys import OwnerKeys
from callmate.store.places import Places
from tests.terminal.owner import Owner
from tests.terminal.processes import wait_for_silence

ROOT = Path(__file__).parents[2]
PLAIN = not Path("/proc/sys/kernel/core_pattern").read_text().startswith("|")
"""Whether the system writes a core into the folder of the program that crashed."""


def under(folder: Path) -> tuple[str, ...]:
    """What starts a program in a folder, where cores of any size are wanted."""
    return ("sh", "-c", 'cd "$0" && ulimit -c unlimited && exec "$@"', str(folder))


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """A folder in which a program that crashes leaves its memory."""
    folder = tmp_path / "dumps"
    folder.mkdir()
    other = [*under(folder), sys.executable, "-c", "import os; os.abort()"]
    subprocess.run(other, check=False, capture_output=True)
    assert bool(list(folder.iterdir())) is PLAIN
    for core in folder.iterdir():
        core.unlink()
    return folder


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_of_the_screen_leaves_no_memory_behind(
    owner: Owner, dumps: Path, how: signal.Signals
) -> None:
    with owner.open("start", "Zefiro", under=under(dumps)) as terminal:
        terminal.wait_for("Type and press Enter")
        terminal.enter("nobody shall read this")
        terminal.wait_for("  nobody shall read this")
        limits = Path(f"/proc/{terminal.pid}/limits").read_text()
        assert (
            next(line for line in limits.splitlines() if "core" in line).split()[4:6] == ["0"] * 2
        )
        os.kill(terminal.pid, how)
        terminal.wait_for_end()
    wait_for_silence(owner.home)
    assert list(dumps.iterdir()) == []


def test_a_crash_of_a_command_that_opened_the_key_leaves_no_memory_behind(
    owner: Owner, dumps: Path
) -> None:
    keys = OwnerKeys(Places(owner.data, owner.home / "config" / "callmate"))
    keys.recipient()
    keys.set_passphrase(None, "perché no")
    with owner.open("passphrase", "--check", under=under(dumps)) as terminal:
        terminal.wait_for("The passphrase:")
        os.kill(terminal.pid, signal.SIGABRT)
        terminal.wait_for_end()
    assert list(dumps.iterdir()) == []


def test_bytecode_that_others_could_write_is_not_run(tmp_path: Path) -> None:
    house = tmp_path / "house"
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "callmate", house / "callmate", ignore=without)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environ |= {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    careless = ["sh", "-c", 'umask 000; exec "$@"', "sh", sys.executable, "-m", "callmate"]

    def said() -> bytes:
        start = [*careless, "--version"]
        return subprocess.run(
            start, cwd=house, env=environ, check=False, capture_output=True
        ).stdout

    assert said().startswith(b"callmate ")
    first = house / "callmate" / "__pycache__"  # written before any of our own code runs
    caches = [path for path in house.rglob("__pycache__") if path != first]
    assert len(caches) > 3
    assert [path for path in caches if path.stat().st_mode & 0o022] == []
    evil, cache = tmp_path / "evil.py", house / "callmate" / "cli" / "__pycache__"
    evil.write_text("print('evil')\n")
    (compiled,) = cache.glob("dispatch.*.pyc")
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(evil), str(compiled), invalidation_mode=unchecked)
    assert b"evil" in said(), "what nobody else could write is run as it is"
    cache.chmod(0o777)
    assert b"evil" not in said()
    assert not cache.stat().st_mode & 0o022
    assert not first.stat().st_mode & 0o022
