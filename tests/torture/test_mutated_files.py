"""Whatever a file holds, it is read, or refused in words; nothing stops, hangs or is lost.

Two thousand files each time, others each time; ``CALLMATE_TORTURE=50`` reads 100,000, and
``python -m tests.torture.mutated_files`` prints what became of them.
"""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture.mutated_files import ALL_READERS, torture
from tests.torture.readers import Reader

_FILES = 2000 * int(os.environ.get("CALLMATE_TORTURE", "1"))
_DRAWN = random.Random(os.environ.get("PYTEST_XDIST_TESTRUNUID")).randrange(10**6)  # noqa: S311
_SEED = int(os.environ.get("CALLMATE_SEED", _DRAWN))


@pytest.mark.timeout(0 if _FILES > 2000 else 120)
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("reader", ALL_READERS, ids=lambda reader: reader.name)
def test_what_was_changed_by_chance_is_read_or_refused(reader: Reader) -> None:
    found = torture(reader, _FILES // len(ALL_READERS), _SEED)
    assert not found.faults, f"CALLMATE_SEED={_SEED}\n" + "\n".join(found.faults[:3])
    assert found.read >= _FILES // len(ALL_READERS)


def _raise(folder: Path) -> None:
    raise LookupError(folder)


def _overwrite(folder: Path) -> None:
    (folder / "file").write_bytes(b"better")


def _spin(_folder: Path) -> None:
    until = time.thread_time() + 0.2
    while time.thread_time() < until:
        pass


@pytest.mark.parametrize(
    ("read", "said"), [(_raise, "LookupError"), (_overwrite, "changed"), (_spin, "took 0.2")]
)
def test_what_goes_wrong_is_noticed(read: Callable[[Path], None], said: str) -> None:
    found = torture(Reader("a file", "file", lambda: [b"whole"], read), 2, seed=0, longest=0.1)
    assert found.faults
    assert said in found.faults[-1]
