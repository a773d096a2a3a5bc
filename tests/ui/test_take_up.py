"""A call that has its end is not begun anew by a list that has not noticed yet."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from callmate.domain.entry import Sector
from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.places import Places, fresh_id
from callmate.store.settings import Settings
from callmate.ui.app import CallMate
from callmate.ui.screens.review.review_screen import Review

AT = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


@pytest.mark.asyncio
async def test_an_ended_call_is_shown_and_nothing_is_added_to_it(tmp_path: Path) -> None:
    places = Places(tmp_path / "data", tmp_path / "config")
    begun = begin("Zefiro", number="187", matter="", sector=Sector.OTHER, clock=lambda: AT)
    with Cabinet(places).create(begun, fresh_id(AT)) as kept:
        Desk(kept, lambda: AT).hang_up()
        call = kept.call
    app = CallMate(places, Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        app.take_up(call.id)
        await pilot.pause()
        assert isinstance(app.screen, Review)
    assert Cabinet(places).read(call.id).entries == call.entries
