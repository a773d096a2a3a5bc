"""After the first recording there ever was, the wrap-up says what a passphrase is for."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Static

from callmate.services.desk import begin
from callmate.store.keys import OwnerKeys
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.screens.wrap_up import WrapUp
from tests.ui.program import Program, press, shown

AT = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


@pytest.mark.asyncio
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("had_key", "recorded", "offered"),
    [(False, True, True), (False, False, False), (True, True, False)],
)
async def test_a_passphrase_is_offered_once(
    tmp_path: Path, *, had_key: bool, recorded: bool, offered: bool
) -> None:
    app = Program(tmp_path)
    if had_key:
        OwnerKeys(app.places).recipient()
    async with app.run_test():
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        await shown(app, LiveScreen)
        assert isinstance(app.screen, LiveScreen)
        if recorded:
            app.screen.live.desk.recording_began(1, "sound-1", AT)
        await press(app, "ctrl+e", "enter")
        await shown(app, WrapUp)
        said = str(app.screen.query_one("#kept", Static).content)
        assert ("callmate passphrase" in said) is offered
