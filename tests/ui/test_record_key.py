"""The key that begins a recording says in one sentence why it cannot, and the call goes on."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest
from filelock import FileLock
from textual.widgets import Static

from callmate.domain.entry import Note
from callmate.services.desk import begin
from callmate.store import keys
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places
from callmate.ui.screens.live.live_screen import LiveScreen
from tests.ui.program import Program, press, shown, until

pytestmark = pytest.mark.usefixtures("english")

AT = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path) -> Program:
    """The program, with a key pair that was made before."""
    app = Program(tmp_path)
    OwnerKeys(app.places).recipient()
    return app


async def said_on_record(app: Program) -> str:
    """Press the key in a call, write a note in it, and return what was said of the recording."""
    app.begin_call(begin("Zefiro", clock=lambda: AT))
    await shown(app, LiveScreen)
    said = app.screen.query_one("#said", Static)
    await press(app, "f9")
    await until(lambda: "Recording cannot begin" in str(said.content))
    words = str(said.content)
    await press(app, *"on", "enter")
    (call,) = app.cabinet.ids()
    await until(lambda: isinstance(app.cabinet.read(call).entries[-1], Note))
    assert not list(app.cabinet.folder(call).rglob("*.age")), "no sound, for whomever"
    assert app.said == []
    return words


def damage(places: Places) -> None:
    """Write something over the public half."""
    places.public_key.write_text("no key")


def swap(places: Places) -> None:
    """Put somebody else's half in its place."""
    stranger = pyrage.x25519.Identity.generate().to_public()
    places.public_key.write_text(f"{stranger}\n")


def swap_under_a_passphrase(places: Places) -> None:
    """The same where the private half does not tell."""
    OwnerKeys(places).set_passphrase(None, "a passphrase")
    swap(places)


def lose_the_open_half(places: Places) -> None:
    """Take the public half away where a passphrase is over the other."""
    OwnerKeys(places).set_passphrase(None, "a passphrase")
    places.public_key.unlink()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (swap, "owner.pub is not the one used so far"),
        (swap_under_a_passphrase, "owner.pub is not the one used so far"),
        (damage, "cannot be read"),
        (lose_the_open_half, "a half of your key pair is gone"),
    ],
)
async def test_a_key_that_is_no_use(
    app: Program, spoil: Callable[[Places], None], why: str
) -> None:
    spoil(app.places)
    async with app.run_test():
        assert why in await said_on_record(app)


@pytest.mark.asyncio
async def test_a_key_that_another_window_is_changing(
    app: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_PATIENCE", 0.2)
    app.places.public_key.unlink()
    with FileLock(app.places.data / "owner.lock"):
        async with app.run_test():
            assert "another window is changing your key" in await said_on_record(app)
