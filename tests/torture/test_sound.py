"""The sound process is killed at random moments: at most 1.5 s of sound go with it."""

import random
from pathlib import Path

from tests.phone_line import PhoneLine
from tests.torture.conftest import TIMES
from tests.torture.sound import MOST_LOST, SoundKills, sound_killed


def test_little_sound_goes_with_its_process(
    phone_line: PhoneLine, tmp_path: Path, chance: random.Random
) -> None:
    *_, tally = sound_killed(phone_line, tmp_path, 4 * TIMES, chance)
    assert tally.problems == []
    assert tally.runs == 4 * TIMES


def test_what_is_lost_is_counted(tmp_path: Path, chance: random.Random) -> None:
    kills = SoundKills(tmp_path, chance)
    kills.look(tmp_path / "nothing", MOST_LOST + 1, "a recording")
    assert kills.tally.lost == 1
    assert kills.tally.remark == "at most 2.50 s of sound lost"
