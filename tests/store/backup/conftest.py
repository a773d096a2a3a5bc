"""An owner with calls, a case, keys and settings, and one backup of it all."""

from pathlib import Path

import pytest

from callmate.store.backup.creation import make
from callmate.store.cabinet import Cabinet
from callmate.store.places import Places
from tests.store.backup.backup_owner import WORDS, furnish
from tests.store.made_up import places_in, umask


@pytest.fixture(scope="package")
def owner(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The owner's places; tests read them only."""
    places = places_in(tmp_path_factory.mktemp("owner"))
    furnish(places)
    return places


@pytest.fixture(scope="package")
def backup(owner: Places, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it; tests read it only."""
    path = tmp_path_factory.mktemp("elsewhere") / "all.callmate"
    with umask(0):
        made = make(Cabinet(owner), path, WORDS)
    assert (made.open_elsewhere, made.odd) == ([], [])
    return path
