"""What the tests through a real terminal share: an owner who has kept nothing yet."""

from pathlib import Path

import pytest

from tests.terminal.owner import Owner


@pytest.fixture
def owner(tmp_path: Path) -> Owner:
    """Somebody who uses CallMate for the first time, and reads English."""
    home = tmp_path / "home"
    home.mkdir()
    return Owner(home)


@pytest.fixture
def italian(owner: Owner) -> Owner:
    """The same person, who reads Italian."""
    return Owner(owner.home, "it_IT.UTF-8")
