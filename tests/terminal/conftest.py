"""What the tests through a real terminal share: an owner who has kept nothing yet."""

import dataclasses
from pathlib import Path

import pytest

from tests.phone_line import PhoneLine
from tests.speech_model import put_together
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


@pytest.fixture
def caller(owner: Owner, phone_line: PhoneLine) -> Owner:
    """The owner beside a telephone on speaker."""
    return dataclasses.replace(owner, environ=phone_line.env)


@pytest.fixture
def listener(caller: Owner, tmp_path: Path) -> Owner:
    """A caller whose computer can write recordings down."""
    settings = caller.home / "config" / "callmate" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[transcript]\nmodel = "{put_together(tmp_path)}"\n')
    temporary = caller.home / "tmp"
    temporary.mkdir()
    return dataclasses.replace(caller, environ=caller.environ | {"TMPDIR": str(temporary)})
