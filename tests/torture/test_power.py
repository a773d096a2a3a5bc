"""The power goes after each acknowledgement, and what was acknowledged is on the disk."""

from pathlib import Path

import pytest

from tests.torture.conftest import TIMES
from tests.torture.power import cut_after_each
from tests.torture.trials import Grounds
from tests.torture.works import BY_NAME, NOTES, UNSYNCED, Work

CUT = (
    NOTES,
    *(BY_NAME[name] for name in ("filing into a case", "a letter filed in a case", "delete")),
    BY_NAME["a retention sweep"],
)


def named(work: Work) -> str:
    return work.name


@pytest.mark.parametrize("work", CUT, ids=named)
def test_what_was_acknowledged_outlives_a_power_cut(
    ground: Grounds, tmp_path: Path, work: Work
) -> None:
    tally = cut_after_each(ground, tmp_path, work, 5 * TIMES)
    assert tally.problems == []
    assert tally.acknowledged >= tally.runs > 0


def test_without_a_sync_it_would_not(ground: Grounds, tmp_path: Path) -> None:
    tally = cut_after_each(ground, tmp_path, UNSYNCED, 4)
    assert tally.lost > 0
