"""A key that was swapped is noticed before sound is sealed to it, and taken only once asked."""

from pathlib import Path

import pyrage
import pytest

from callmate.store.errors import KeyChanged
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places
from tests.store.made_up import loose, places_in

pytestmark = pytest.mark.slow


@pytest.fixture
def keys(places: Places) -> OwnerKeys:
    """A pair that was made here."""
    keys = OwnerKeys(places)
    keys.recipient()
    return keys


@pytest.fixture
def stranger(tmp_path: Path) -> Places:
    """Somebody else, with a pair of their own."""
    (tmp_path / "stranger").mkdir()
    places = places_in(tmp_path / "stranger")
    OwnerKeys(places).recipient()
    return places


def swap(places: Places, stranger: Places, *halves: str) -> None:
    for half in halves:
        (places.data / half).write_bytes((stranger.data / half).read_bytes())


def test_the_recipient_is_written_down_away_from_the_calls(keys: OwnerKeys, places: Places) -> None:
    assert keys.known == keys.recipient()
    assert places.known_key.read_text() == f"{keys.recipient()}\n"
    assert loose(places.config) == {}


@pytest.mark.parametrize(
    ("halves", "locked", "wrong"),
    [
        (("owner.pub",), False, "owner.pub"),
        (("owner.pub",), True, "owner.pub"),
        (("owner.pub", "owner.age"), False, "owner.pub"),
    ],
)
def test_a_swapped_half_is_noticed_and_never_taken(
    keys: OwnerKeys,
    places: Places,
    stranger: Places,
    halves: tuple[str, ...],
    wrong: str,
    *,
    locked: bool,
) -> None:
    recipient = keys.recipient()
    if locked:
        keys.set_passphrase(None, "perché no")
    ours = places.public_key.read_bytes()
    swap(places, stranger, *halves)
    for again in (keys, OwnerKeys(places)):
        with pytest.raises(KeyChanged) as caught:
            again.recipient()
        assert caught.value.path.name == wrong
    assert keys.known == recipient
    if "owner.age" not in halves:
        places.public_key.write_bytes(ours)
        assert keys.recipient() == recipient, "put back, it records again"


def test_without_the_note_an_open_half_still_tells(
    keys: OwnerKeys, places: Places, stranger: Places
) -> None:
    places.known_key.unlink()
    swap(places, stranger, "owner.pub")
    with pytest.raises(KeyChanged):
        keys.recipient()
    assert not places.known_key.exists()


def test_a_stranger_s_private_half_makes_no_public_one(
    keys: OwnerKeys, places: Places, stranger: Places
) -> None:
    swap(places, stranger, "owner.age")
    places.public_key.unlink()
    with pytest.raises(KeyChanged) as caught:
        keys.recipient()
    assert caught.value.path == places.private_key
    assert not places.public_key.exists()


def test_an_unlocked_half_is_compared_with_both(
    keys: OwnerKeys, places: Places, stranger: Places
) -> None:
    secret = keys.identity()
    keys.compare(secret)
    places.known_key.unlink()
    swap(places, stranger, "owner.pub")
    with pytest.raises(KeyChanged) as caught:
        keys.compare(secret)
    assert caught.value.path == places.public_key
    keys.settle(secret)
    keys.compare(secret)
    assert keys.recipient() == str(pyrage.x25519.Identity.from_str(secret).to_public())
    with pytest.raises(KeyChanged) as caught:
        keys.compare(OwnerKeys(stranger).identity())
    assert caught.value.path == places.private_key


def test_a_pair_that_is_gone_is_made_anew_and_known(keys: OwnerKeys, places: Places) -> None:
    before = keys.recipient()
    places.public_key.unlink()
    places.private_key.unlink()
    assert keys.recipient() == keys.known != before


def test_where_nothing_can_be_noted_the_pair_is_used_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("no folder")
    keys = OwnerKeys(places_in(tmp_path))
    assert keys.recipient() == keys.recipient()
    assert keys.known is None
    keys.compare(keys.identity())
