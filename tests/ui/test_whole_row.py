"""What a line of a list has no room for is read below the list, when the line is chosen."""

from pathlib import Path

import pytest

from callmate.ui.screens.case.case_list import CaseList
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.widgets.line_list import LineList, WholeRow
from tests.ui.lived_in import LONG, lived, opened, settled
from tests.ui.program import Program, press, shown, until

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("italian")]

SIZES = [(80, 24), (60, 20)]


def below(app: Program) -> str:
    """What stands below the list; nothing while the list has room for all."""
    whole = app.screen.query_one(WholeRow)
    return " ".join(str(whole.render()).split()) if whole.display else ""


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_call_is_read_whole_with_operator_and_outcome(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size) as (app, pilot):
        lived(app, calls=1)
        await shown(app, Home)
        await app.push_screen(CaseList())
        await press(app, "escape")
        await shown(app, Home)
        await settled(app, pilot)
        await press(app, "end")
        await settled(app, pilot)
        assert "op. 4471 · promesso" in below(app)
        assert LONG in below(app)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_long_name_of_a_case_is_read_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size) as (app, pilot):
        lived(app, calls=1)
        await shown(app, Home)
        await press(app, "p")
        await shown(app, CaseList)
        await settled(app, pilot)
        await until(lambda: LONG in below(app))
        assert "…" in app.screen.query_one(LineList).render_line(0).text
        listed, whole = app.screen.query_one(LineList), app.screen.query_one(WholeRow)
        assert not whole.region.overlaps(listed.region)


async def test_where_all_has_room_nothing_stands_below(tmp_path: Path) -> None:
    async with opened(tmp_path, (200, 50)) as (app, pilot):
        lived(app, calls=1)
        await shown(app, Home)
        await press(app, "p")
        await shown(app, CaseList)
        await settled(app, pilot)
        assert below(app) == ""
