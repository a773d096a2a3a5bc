"""A store to torture, furnished once for each of the processes that test."""

import os
import random
from collections.abc import Iterator

import pytest

from tests.torture.trials import Grounds, grounds

TIMES = int(os.environ.get("CALLMATE_TORTURE", "1"))
"""How much is done: 1 takes a minute for all, 50 is about what ``python -m tests.torture`` does."""
_DRAWN = random.Random(os.environ.get("PYTEST_XDIST_TESTRUNUID")).randrange(10**6)  # noqa: S311


@pytest.fixture(scope="session")
def ground() -> Iterator[Grounds]:
    """A furnished store, from which each work begins afresh."""
    with grounds() as found:
        yield found


@pytest.fixture
def chance() -> random.Random:
    """Moments, drawn anew each time; ``CALLMATE_SEED`` brings them back."""
    seed = int(os.environ.get("CALLMATE_SEED", _DRAWN))
    print(f"CALLMATE_SEED={seed}")  # noqa: T201 - shown where a test fails
    return random.Random(seed)  # noqa: S311 - chance is wanted, not secrecy
