"""A call that nobody ended is asked about, in one line, and never ended unasked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from callmate.services.desk import begin, now
from callmate.ui.screens.live.live_actions import forgotten_since
from callmate.ui.screens.live.live_screen import LiveScreen
from tests.ui.program import Program, press, shown, until

pytestmark = pytest.mark.usefixtures("english")

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("untouched", "quiet", "since"),
    [
        (119, None, None),
        (120, None, 120),
        (1, 14, None),
        (1, 15, 15),
        (180, 20, 20),
        (180, 14, 180),
    ],
)
def test_hours_without_a_key_or_a_long_silence_in_the_sound(
    untouched: int, quiet: int | None, since: int | None
) -> None:
    hushed = None if quiet is None else NOON - quiet * MINUTE
    told = forgotten_since(NOON, NOON - untouched * MINUTE, hushed)
    assert told == (None if since is None else NOON - since * MINUTE)


@pytest.mark.asyncio
async def test_it_is_asked_about_and_goes_on_with_a_note(tmp_path: Path) -> None:
    app, later = Program(tmp_path), timedelta()
    app.clock = lambda: now() + later

    def said() -> str:
        return "\n".join(str(each.render()) for each in app.screen.query(Static))

    async with app.run_test():
        app.begin_call(begin("Zefiro"))
        await shown(app, LiveScreen)
        assert "still going on" not in said()
        later = timedelta(hours=3)
        await until(lambda: "Is this call still going on? Nothing since" in said())
        (call,) = app.cabinet.ids()
        assert app.cabinet.read(call).ended is None
        await press(app, *"yes", "enter")
        await until(lambda: "still going on" not in said())
        await until(lambda: len(app.cabinet.read(call).entries) > 1)
        assert app.cabinet.read(call).ended is None
        assert app.cabinet.read(call).entries[-1].at > now() + timedelta(hours=2)
