"""The owner's own questions are kept for a company or a trade, for the owner alone."""

import stat
from pathlib import Path

import pytest

from callmate.domain.entry import Sector
from callmate.store.errors import Damaged, NotKept
from callmate.store.places import Places
from callmate.store.questions import OwnQuestions


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "config")


def test_questions_are_kept_for_a_company_and_for_a_trade(places: Places) -> None:
    assert OwnQuestions(places).of_company("Zefiro") == ()
    OwnQuestions(places).keep_for_company("Zefiro  Telecom", ("Rimborso?", "caf\udce9"))
    OwnQuestions(places).keep_for_sector(Sector.BANK, ("IBAN?",))
    kept = OwnQuestions(places)
    assert kept.of_company("zefiro telecom") == ("Rimborso?", "caf\udce9")
    assert (kept.of_sector(Sector.BANK), kept.of_sector(Sector.WATER)) == (("IBAN?",), ())
    assert stat.S_IMODE(places.questions.stat().st_mode) == 0o600
    kept.keep_for_company("Zefiro Telecom", ())
    assert OwnQuestions(places).of_company("Zefiro Telecom") == ()
    assert OwnQuestions(places).of_sector(Sector.BANK) == ("IBAN?",)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"companies": 3}', b"\xff"])
def test_a_damaged_file_is_left_as_it_is(places: Places, damage: bytes) -> None:
    places.data.mkdir()
    places.questions.write_bytes(damage)
    with pytest.raises(Damaged):
        OwnQuestions(places)
    assert places.questions.read_bytes() == damage


def test_what_the_disk_does_not_take_is_told(places: Places) -> None:
    (places.data / ".questions.json.tmp").mkdir(parents=True)
    with pytest.raises(NotKept):
        OwnQuestions(places).keep_for_company("Zefiro", ("Rimborso?",))
