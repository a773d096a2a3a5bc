"""Who goes by the letters after Space sees them at the foot; who goes by keys sees keys."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from callmate.domain.entry import HoldBegan, Sector
from callmate.services.desk import begin
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.widgets.key_strip import KeyStrip
from tests.ui.program import Program, press, shown, until

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("italian")]

AT = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


async def in_a_call(app: Program) -> KeyStrip:
    """Begin a call; what stands at its foot."""
    app.begin_call(begin("Zefiro", sector=Sector.OTHER, clock=lambda: AT))
    await shown(app, LiveScreen)
    return app.screen.query_one(KeyStrip)


def foot(strip: KeyStrip) -> str:
    return strip.render().plain


async def test_the_letters_are_shown_to_who_uses_them_and_in_the_next_call_too(
    tmp_path: Path,
) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        strip = await in_a_call(app)
        assert foot(strip).startswith("F2 rispondono  F3 attesa")
        await press(app, "space", "a")
        await until(lambda: foot(strip).startswith("Spazio, poi  r rispondono  a attesa"))
        assert len(foot(strip).splitlines()) <= 2
        kept = app.cabinet.read(next(iter(app.cabinet.ids())))
        assert any(isinstance(entry, HoldBegan) for entry in kept.entries)
    again = Program(tmp_path)
    async with again.run_test(size=(80, 24)):
        strip = await in_a_call(again)
        assert foot(strip).startswith("Spazio, poi  r rispondono")
        await press(again, "space")
        await until(lambda: foot(strip).startswith("Una lettera:  r rispondono"))
        assert "v vivavoce" in foot(strip)


async def test_the_keys_come_back_to_who_uses_them(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        strip = await in_a_call(app)
        await press(app, "space", "a")
        await until(lambda: foot(strip).startswith("Spazio"))
        await press(app, "f3")
        await until(lambda: foot(strip).startswith("F2 rispondono"))
    again = Program(tmp_path)
    async with again.run_test(size=(80, 24)):
        assert foot(await in_a_call(again)).startswith("F2 rispondono")


async def test_a_letter_that_means_nothing_changes_nothing(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        strip = await in_a_call(app)
        await press(app, "space", "escape")
        await until(lambda: foot(strip).startswith("F2 rispondono"))
        assert not app.places.one_hand.exists()
