"""Fixtures for the tests of the store."""

from pathlib import Path

import pytest

from callmate.store.cabinet import Cabinet
from callmate.store.places import Places
from tests.store.made_up import places_in


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Places with nothing in them."""
    return places_in(tmp_path)


@pytest.fixture
def cabinet(places: Places) -> Cabinet:
    """A cabinet with nothing in it."""
    return Cabinet(places)
