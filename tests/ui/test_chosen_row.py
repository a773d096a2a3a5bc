"""What is chosen in a list is seen by its sign alone, and by its brightness."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import BLACK, Color
from textual.filter import Monochrome

from callmate.services.desk import begin
from callmate.store.trash import Trash, TrashKind
from callmate.ui.screens.case.case_list import CaseList
from callmate.ui.screens.case.case_screen import CaseView
from callmate.ui.screens.case.steps_screen import NextStepsView
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.screens.letters.letter_list import LetterList
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.screens.review.review_screen import Review
from callmate.ui.screens.trash_screen import TrashList
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.ui.widgets.line_list import CHOSEN, LineList
from tests.ui.lived_in import lived, opened, settled
from tests.ui.program import Program, press, shown, until
from tests.ui.test_theme import contrast

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("italian")]

WAYS: dict[str, tuple[type[object], tuple[str, ...]]] = {
    "home": (Home, ("down",)),
    "cases": (CaseList, ("p",)),
    "chronology": (CaseView, ("p", "home", "enter")),
    "steps": (NextStepsView, ("p", "home", "enter", "f")),
    "letters": (LetterList, ("p", "home", "enter", "l")),
    "trash": (TrashList, ("u",)),
}


def rows(listed: LineList) -> list[list[Segment]]:
    """The lines in sight, as they are drawn."""
    return [list(listed.render_line(y)) for y in range(listed.size.height)]


def text_of(row: list[Segment]) -> str:
    return "".join(segment.text for segment in row)


def brightness(row: list[Segment]) -> set[tuple[Color, Color]]:
    """The pairs of ink and paper of a line on which something is written."""
    pairs = set()
    for segment in row:
        style = segment.style
        assert style is not None
        if segment.text.strip():
            ink, paper = (Color.from_rich_color(c) for c in (style.color, style.bgcolor))
            pairs.add((paper if style.reverse else ink, ink if style.reverse else paper))
    return pairs


async def arrive(
    app: Program, screen: type[object], keys: tuple[str, ...], settle: Callable[[], Awaitable[None]]
) -> None:
    for key in keys:
        await settle()
        await press(app, key)
    await shown(app, screen)
    await settle()


@pytest.mark.parametrize("place", WAYS)
async def test_what_is_chosen_has_a_sign_that_nothing_else_has(tmp_path: Path, place: str) -> None:
    screen, keys = WAYS[place]
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        _case, call = lived(app)
        Trash(app.places).put(TrashKind.CALL, call, app.clock().date())
        await arrive(app, screen, keys, lambda: settled(app, pilot))
        listed = app.screen.query_one(LineList)
        drawn = [text_of(row) for row in rows(listed)]
        assert listed.cursor is not None
        assert [line[0] for line in drawn if CHOSEN in line] == [CHOSEN], drawn
        assert app.export_screenshot().count(CHOSEN) == 1


async def test_the_line_of_a_past_call_that_is_chosen_has_the_sign(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        _case, call = lived(app)
        app.review(call)
        await shown(app, Review)
        await press(app, "down", "down")
        await settled(app, pilot)
        assert app.export_screenshot().count(CHOSEN) == 1


async def test_what_is_lit_in_a_call_has_the_sign_though_it_was_refused(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        app.begin_call(begin("Zefiro", clock=app.clock))
        await shown(app, LiveScreen)
        await press(app, "f2", "escape", "f7", "enter", *"mai", "enter")
        panel = app.screen.query_one(ChecklistPanel)
        await until(lambda: panel.call is not None and panel.call.checklist.refused)
        assert panel.call is not None
        panel.lit = panel.call.checklist.refused[0].id
        await settled(app, pilot)
        lit = [line for line in panel.render().plain.splitlines() if line.startswith(CHOSEN)]
        assert [line[1] for line in lit] == ["✗"]


@pytest.mark.parametrize("grey", [False, True], ids=["coloured", "NO_COLOR"])
@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
async def test_what_is_chosen_stands_out_and_can_be_read(
    tmp_path: Path, theme: str, *, grey: bool
) -> None:
    async with opened(tmp_path, (80, 24), theme) as (app, pilot):
        lived(app)
        await settled(app, pilot)
        await press(app, "down", "down")
        await settled(app, pilot)
        drawn = rows(app.screen.query_one(LineList))
        if grey:
            drawn = [Monochrome().apply(row, BLACK) for row in drawn]
        (chosen,) = (brightness(row) for row in drawn if text_of(row).startswith(CHOSEN))
        plain = [brightness(row) for row in drawn if not text_of(row).startswith(CHOSEN)]
        papers = {paper for row in plain for _ink, paper in row}
        for ink, paper in chosen:
            assert contrast(ink, paper) >= 7
            assert all(contrast(paper, other) >= 3 for other in papers)


async def test_in_the_terminals_own_colours_what_is_chosen_is_turned_round(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24), "ansi") as (app, pilot):
        lived(app)
        await settled(app, pilot)
        await press(app, "down", "down")
        await settled(app, pilot)
        (chosen,) = (
            row for row in rows(app.screen.query_one(LineList)) if text_of(row)[0] == CHOSEN
        )
        assert all(segment.style and segment.style.reverse for segment in chosen)
