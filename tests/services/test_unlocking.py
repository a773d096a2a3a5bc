"""The opened key is kept while somebody uses it, and compared with the one used so far."""

from pathlib import Path

import pyrage
import pytest

from callmate.services.unlocking import IdleTime, Unlocking
from callmate.store.errors import WrongPassphrase
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places

pytestmark = pytest.mark.slow

WORDS = "perché no"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Where a pair lies that was made here."""
    places = Places(tmp_path / "data", tmp_path / "config")
    OwnerKeys(places).recipient()
    return places


class Person:
    """Types one answer after the other."""

    def __init__(self, *answers: str | None) -> None:
        self.answers = list(answers)

    async def ask(self) -> str | None:
        """The next answer."""
        return self.answers.pop(0)


async def test_the_passphrase_is_asked_for_once_and_again_when_it_was_forgotten(
    places: Places,
) -> None:
    keys = OwnerKeys(places)
    secret = keys.identity()
    keys.set_passphrase(None, WORDS)
    person = Person(None, "another", WORDS, WORDS)
    key = Unlocking(keys, person.ask)
    assert await key.identity() is None
    with pytest.raises(WrongPassphrase):
        await key.identity()
    assert not key.at_hand
    assert [await key.identity(), await key.identity()] == [secret] * 2
    assert (key.at_hand, key.can_forget, person.answers) == (True, True, [WORDS])
    key.forget()
    assert not key.at_hand
    assert await key.identity() == secret
    assert person.answers == []
    assert key.changed is None


async def test_an_open_key_is_never_asked_about_nor_forgotten(places: Places) -> None:
    key = Unlocking(OwnerKeys(places), Person().ask)
    assert await key.identity() == OwnerKeys(places).identity()
    assert (key.at_hand, key.can_forget) == (True, False)


async def test_a_swapped_half_is_told_when_the_key_is_opened(places: Places) -> None:
    OwnerKeys(places).set_passphrase(None, WORDS)
    places.public_key.write_text(f"{pyrage.x25519.Identity.generate().to_public()}\n")
    key = Unlocking(OwnerKeys(places), Person(WORDS).ask)
    assert await key.identity()
    assert key.changed is not None
    assert key.changed.path == places.public_key


@pytest.mark.parametrize(
    ("minutes", "used", "unpressed", "over"),
    [
        (10, 599, 700, False),
        (10, 600, 700, True),
        (10, 5000, 30, False),
        (10, 30, 5000, False),
        (0, 5000, 5000, False),
        (-1, 5000, 5000, False),
    ],
)
def test_it_is_unused_when_neither_a_key_nor_sound_needed_it(
    minutes: float, used: float, unpressed: float, *, over: bool
) -> None:
    times = [0.0]
    idle = IdleTime(minutes, lambda: times[-1])
    times.append(100.0)
    idle.use()
    times.append(100.0 + used)
    assert idle.is_over(unpressed) is over
