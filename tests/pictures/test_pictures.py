"""A dozen screens look as they did; what changed on purpose is taken anew.

``python screenshots/take.py --svg tests/pictures`` draws them all again, in Italian at 80x24 with a
stopped clock. Look at what changed, as a picture, before it is kept.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

HERE = Path(__file__).parent
TAKE = HERE.parents[1] / "screenshots" / "take.py"
NAMES = sorted(path.stem for path in HERE.glob("*.svg"))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all screens as they are drawn today, once for all processes that test."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "drawn"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            draft = tmp_path_factory.mktemp("drawn")
            subprocess.run([sys.executable, TAKE, "--svg", draft], check=True, timeout=280)
            draft.rename(folder)
    return folder


def test_every_screen_that_is_drawn_is_held(drawn: Path) -> None:
    assert sorted(path.stem for path in drawn.glob("*.svg")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_looks_as_it_did(name: str, drawn: Path) -> None:
    before = (HERE / f"{name}.svg").read_text("utf-8").splitlines()
    assert (drawn / f"{name}.svg").read_text("utf-8").splitlines() == before
