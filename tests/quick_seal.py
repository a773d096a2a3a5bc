"""Passphrases that cost next to nothing, for tests of what is done with what they seal.

How hard a passphrase is to guess, and what that costs, stands in ``test_passphrase_seal.py``, which
asks for ``full_strength``; commands and screens that the tests start seal as for their owner.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from callmate.store import passphrase_seal

FULL = passphrase_seal.WORK
"""By which the program seals."""

QUICK = 10
"""The binary logarithm of scrypt's N, by which a passphrase costs a few milliseconds."""


@contextmanager
def sealing(work: int = QUICK) -> Iterator[None]:
    """Seal at another cost for a while: what is written, and how, stays the same."""
    before, passphrase_seal.WORK = passphrase_seal.WORK, work
    try:
        yield
    finally:
        passphrase_seal.WORK = before


@pytest.fixture(scope="session", autouse=True)
def quick_seal() -> Iterator[None]:
    """What the tests seal themselves costs next to nothing."""
    with sealing():
        yield


@pytest.fixture
def full_strength(quick_seal: None) -> Iterator[None]:  # noqa: ARG001 - begun before this
    """What the tests seal themselves costs what it costs its owner."""
    with sealing(FULL):
        yield
