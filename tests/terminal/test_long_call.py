"""A note in a call of a thousand costs next to what one costs in a call that has just begun."""

from pathlib import Path

import pytest

from tests.benchmarks.long_call import cost

MANY = 1_000
MOST = 1.5
"""How many times the processor of a note in a short call one in a long call may take."""

ROUNDS = 3
"""How often it is measured anew; processor time is told in hundredths of a second."""


def test_fifty_notes_after_a_thousand_cost_little_more_than_the_first(tmp_path: Path) -> None:
    told = []
    for number in range(ROUNDS):
        short = cost(tmp_path / f"short-{number}", 0).processor
        long = cost(tmp_path / f"long-{number}", MANY).processor
        told.append((short, long))
        if long <= MOST * short:
            return
    pytest.fail(f"milliseconds of processor for each note, short and long: {told}")
