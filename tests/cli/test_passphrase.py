"""A passphrase is put over the recordings, and taken away, at a terminal."""

import pyrage
import pytest

from callmate.store.keys import OwnerKeys
from tests.cli.conftest import Home
from tests.cli.typist import typing_at


def test_a_passphrase_is_set_and_only_with_it_taken_away(home: Home) -> None:
    keys = OwnerKeys(home.places)
    keys.recipient()
    secret = keys.identity()
    with typing_at(home, "passphrase") as person:
        person.waits_for("Your notes are not covered")
        person.waits_for("A new passphrase:")
        person.types("perché no")
        person.waits_for("Type it once more:")
        person.types("perché no")
        person.waits_for("The passphrase is set.")
        person.ends_with(0)
    assert keys.locked()

    with typing_at(home, "passphrase", "--remove") as person:
        person.waits_for("so far:")
        person.types("perche no")
        person.waits_for("does not open your recordings")
        person.ends_with(1)
    assert keys.locked()

    with typing_at(home, "passphrase", "--remove") as person:
        person.waits_for("The passphrase so far:")
        person.types("perché no")
        person.waits_for("taken away")
        person.ends_with(0)
    assert not keys.locked()
    assert keys.identity() == secret


def test_nothing_is_changed_when_the_two_differ_or_nothing_is_typed(home: Home) -> None:
    keys = OwnerKeys(home.places)
    for first, second in (("one", "two"), ("", None)):
        with typing_at(home, "passphrase") as person:
            person.waits_for("A new passphrase:")
            person.types(first)
            if second is not None:
                person.waits_for("Type it once more:")
                person.types(second)
            person.waits_for("Nothing was changed.")
            person.ends_with(1)
    assert not keys.locked()


def test_what_is_typed_is_not_shown(home: Home) -> None:
    with typing_at(home, "passphrase") as person:
        person.waits_for("A new passphrase:")
        person.types("sesame")
        person.waits_for("Type it once more:")
        person.types("other")
        person.ends_with(1)
        assert "sesame" not in person.shown


def test_it_needs_a_terminal(home: Home) -> None:
    assert "terminal" in home.tells("passphrase", status=2)
    assert not home.places.private_key.exists()


def strange() -> str:
    """The public half of somebody else's key, as its file holds it."""
    return f"{pyrage.x25519.Identity.generate().to_public()}\n"


@pytest.mark.parametrize("locked", [False, True])
def test_a_swapped_half_is_told_everywhere_and_made_anew_only_after_a_yes(
    home: Home, *, locked: bool
) -> None:
    keys = OwnerKeys(home.places)
    ours = keys.recipient()
    if locked:
        keys.set_passphrase(None, "perché no")
    home.places.public_key.write_text(theirs := strange())
    assert "owner.pub is not the one used so far" in " ".join(home.says("doctor", status=1).split())
    for answer, status in (("n", 1), ("y", 0)):
        assert home.places.public_key.read_text() == theirs
        with typing_at(home, "passphrase", "--check") as person:
            if locked:
                person.waits_for("The passphrase:")
                person.types("perché no")
            person.waits_for("is not the other half of your key")
            person.waits_for("Make it anew?")
            person.types(answer)
            person.ends_with(status)
    assert home.places.public_key.read_text() == f"{ours}\n"
    with typing_at(home, "passphrase", "--check") as person:
        if locked:
            person.waits_for("The passphrase:")
            person.types("perché no")
        person.waits_for(f"Recordings are sealed to {ours}")
        person.ends_with(0)


def test_another_pair_is_taken_only_after_a_yes(home: Home) -> None:
    keys = OwnerKeys(home.places)
    before = keys.recipient()
    other = pyrage.x25519.Identity.generate()
    home.places.public_key.write_text(f"{other.to_public()}\n")
    home.places.private_key.write_text(f"{other}\n")
    with typing_at(home, "passphrase", "--check") as person:
        person.waits_for(f"than the one used so far, {before}")
        person.types("n")
        person.ends_with(1)
    assert keys.known == before
    with typing_at(home, "passphrase", "--check") as person:
        person.waits_for("Is this new key yours?")
        person.types("y")
        person.ends_with(0)
    assert keys.recipient() == keys.known == str(other.to_public())
