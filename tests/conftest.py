"""Fixtures that every folder of tests may ask for, and what is run first."""

import gc
import signal

import pytest
from hypothesis import settings

pytest_plugins = ["tests.owner_store", "tests.phone_line", "tests.quick_seal", "tests.spoken"]

# Whoever runs the tests in the background has Ctrl+C ignored, and so would all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A machine that is busy with other tests would fail an example that is merely slow.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

_LONGEST = "test_random_keys.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes minutes, so that the others have something to do beside it."""
    items.sort(key=lambda item: item.path.name != _LONGEST)


def pytest_collection_finish() -> None:
    """What was collected stays to the end, and no search for what was dropped need go over it."""
    gc.collect()
    gc.freeze()
