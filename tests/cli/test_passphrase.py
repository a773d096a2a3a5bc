"""A passphrase is put over the recordings, and taken away, at a terminal."""

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
