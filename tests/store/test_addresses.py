"""The owner's own details and the addresses of others, kept for the owner alone."""

import stat
from pathlib import Path

import pytest

from callmate.domain.letter import Recipient, Sender
from callmate.store.addresses import Addresses
from callmate.store.errors import Damaged, NotKept
from callmate.store.places import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "config")


def test_details_are_kept_for_the_owner_alone(places: Places) -> None:
    assert Addresses(places).sender == Sender()
    Addresses(places).keep_sender(Sender(name="Anna", tax_code="caf\udce9"))
    Addresses(places).keep_recipient("Zefiro  Telecom", Recipient("Zefiro", mail="z@pec.example"))
    assert Addresses(places).sender == Sender(name="Anna", tax_code="caf\udce9")
    kept = Addresses(places).recipient("zefiro telecom")
    assert kept == Recipient("Zefiro", mail="z@pec.example")
    assert Addresses(places).recipient("Aurora") is None
    assert stat.S_IMODE(places.addresses.stat().st_mode) == 0o600
    assert stat.S_IMODE(places.data.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"sender": 3}', b"\xff"])
def test_a_damaged_file_is_left_as_it_is(places: Places, damage: bytes) -> None:
    places.data.mkdir()
    places.addresses.write_bytes(damage)
    with pytest.raises(Damaged):
        _ = Addresses(places).sender
    with pytest.raises(Damaged):
        Addresses(places).keep_sender(Sender(name="Anna"))
    assert places.addresses.read_bytes() == damage


def test_what_the_disk_does_not_take_is_told(places: Places) -> None:
    (places.data / ".addresses.json.tmp").mkdir(parents=True)
    with pytest.raises(NotKept):
        Addresses(places).keep_sender(Sender(name="Anna"))
