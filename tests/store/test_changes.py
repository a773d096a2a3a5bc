"""A window hears which calls another window wrote to, and looks at all when it cannot know."""

import stat
from pathlib import Path

import pytest

from callmate.store.changes import Bell, ring
from callmate.store.places import Places
from tests.owner_store import OwnerStore

ONE, TWO = "20261124T103205Z-7f3a9c", "20261125T103205Z-000000"


@pytest.fixture
def places(owner_store: OwnerStore) -> Places:
    owner_store.places.data.mkdir()
    return owner_store.places


def test_what_was_rung_since_is_heard_once(places: Places) -> None:
    ring(places, ONE)
    bell, other = Bell(places), Bell(places)
    assert bell.heard() == frozenset()
    ring(places, TWO)
    ring(places, ONE)
    ring(places, ONE)
    assert bell.heard() == frozenset({ONE, TWO})
    assert bell.heard() == frozenset()
    assert other.heard() == frozenset({ONE, TWO})
    assert stat.S_IMODE(places.changes.stat().st_mode) == 0o600


def test_before_anything_was_rung_there_is_nothing_to_hear(places: Places) -> None:
    bell = Bell(places)
    assert bell.heard() == frozenset()
    ring(places, ONE)
    assert bell.heard() == frozenset({ONE})


def test_who_missed_the_beginning_of_a_new_file_looks_at_everything(places: Places) -> None:
    ring(places, ONE)
    ring(places, TWO)
    bell = Bell(places)
    places.changes.unlink()
    assert bell.heard() is None
    assert bell.heard() == frozenset()
    ring(places, TWO)
    assert bell.heard() == frozenset({TWO})


def test_the_file_does_not_grow_for_ever(places: Places) -> None:
    places.changes.write_bytes(b"x" * (1 << 16) + b"\n")
    bell = Bell(places)
    ring(places, TWO)
    assert places.changes.read_text() == f"{TWO}\n"
    assert bell.heard() is None
    ring(places, ONE)
    assert bell.heard() == frozenset({ONE})


def test_only_ids_are_heard(places: Places) -> None:
    bell = Bell(places)
    places.changes.write_bytes(
        b"\xff\x00 ../../owner.age " + ONE.encode() + b"\n" + TWO[:9].encode()
    )
    assert bell.heard() == frozenset({ONE})


def test_a_bell_that_cannot_be_rung_is_no_matter(owner_store: OwnerStore, tmp_path: Path) -> None:
    ring(owner_store.places, ONE)
    assert not owner_store.places.data.exists()
    owner_store.places.data.mkdir()
    private = tmp_path / "private"
    private.write_text("of somebody")
    owner_store.places.changes.symlink_to(private)
    ring(owner_store.places, ONE)
    assert private.read_text() == "of somebody", "a link is not written through"


def test_a_folder_in_its_place_makes_everything_be_looked_at(places: Places) -> None:
    bell = Bell(places)
    places.changes.mkdir()
    (places.changes / "x").touch()
    assert bell.heard() in {None, frozenset()}
    ring(places, ONE)
