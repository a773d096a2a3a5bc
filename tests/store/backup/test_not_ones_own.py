"""Of somebody else's backup the calls come; its key and patterns only if the owner agrees."""

from pathlib import Path

import pytest

from callmate.store.backup.contents import OtherKey
from callmate.store.backup.restoration import Restored, restore
from callmate.store.cabinet import Cabinet
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places
from tests.store.backup.backup_owner import WORDS, lying, never

BESIDE = {
    "owner.age",
    "owner.pub",
    "settings.toml",
    "addresses.json",
    "questions.json",
    "letters/it/reclamo è mio.txt",
    "rules/mine.toml",
}


def answered(backup: Path, places: Places, *, yes: bool) -> tuple[Restored, list[set[str]]]:
    """Restore, and answer what is asked; also what it was asked about."""
    asked: list[set[str]] = []

    def adopt(files: tuple[str, ...]) -> bool:
        asked.append(set(files))
        return yes

    with backup.open("rb") as file:
        return restore(file, places, WORDS, adopt), asked


def test_after_a_no_only_calls_and_cases_are_there(
    owner: Places, backup: Path, places: Places
) -> None:
    restored, asked = answered(backup, places, yes=False)
    assert asked == [BESIDE]
    assert (set(restored.left_out), restored.adopted) == (BESIDE, ())
    assert len(restored.put_back) == 5
    assert {name.split("/")[1] for name in lying(places)} == {"calls", "cases"}
    assert list(Cabinet(places).ids()) == list(Cabinet(owner).ids())
    assert not places.config.exists()
    assert OwnerKeys(places).recipient() != OwnerKeys(owner).recipient()
    assert OwnerKeys(places).identity() != OwnerKeys(owner).identity()


def test_after_a_yes_all_of_it_is_there(owner: Places, backup: Path, places: Places) -> None:
    restored, asked = answered(backup, places, yes=True)
    assert asked == [BESIDE]
    assert (set(restored.adopted), restored.left_out) == (BESIDE, ())
    assert lying(places) == lying(owner)
    assert OwnerKeys(places).known == OwnerKeys(owner).recipient(), "it was asked for"


def test_a_no_can_be_made_good(owner: Places, backup: Path, places: Places) -> None:
    answered(backup, places, yes=False)
    restored, asked = answered(backup, places, yes=True)
    assert asked == [BESIDE]
    assert (restored.put_back, len(restored.there)) == ((), 5)
    assert lying(places) == lying(owner)
    with backup.open("rb") as file:
        assert restore(file, places, WORDS, never).adopted == ()


@pytest.mark.parametrize("yes", [True, False])
def test_ones_own_files_stay_and_are_not_asked_about(
    backup: Path, places: Places, *, yes: bool
) -> None:
    own = {
        places.addresses: "mine",
        places.questions: "mine too",
        places.config / "settings.toml": "language = 'en'",
        places.letters / "it" / "reclamo è mio.txt": "my own words",
    }
    for path, text in own.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    restored, asked = answered(backup, places, yes=yes)
    assert asked == [{"owner.age", "owner.pub", "rules/mine.toml"}]
    assert len(restored.files_kept) == len(own)
    assert {path: path.read_text() for path in own} == own
    assert places.public_key.exists() == yes


def test_a_key_made_while_the_owner_was_asked_is_not_mixed_with_the_other(
    backup: Path, places: Places
) -> None:
    def adopt(files: tuple[str, ...]) -> bool:
        assert "owner.age" in files
        OwnerKeys(places).recipient()
        return True

    with backup.open("rb") as file, pytest.raises(OtherKey):
        restore(file, places, WORDS, adopt)
    assert list(Cabinet(places).ids()) == []
    assert OwnerKeys(places).identity()
