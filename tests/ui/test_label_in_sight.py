"""Whoever fills in a form sees what each of its lines is for."""

from pathlib import Path

import pytest
from textual.widgets import Label

from callmate.ui.screens.new_call_form import NewCall
from callmate.ui.screens.past_call_form import PastCallForm
from callmate.ui.widgets.field import Choice, Field, LinesArea
from tests.ui.program import Program, press, shown, until

pytestmark = pytest.mark.usefixtures("italian")

FILLED_IN = (Field, Choice, LinesArea)


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
@pytest.mark.parametrize("form", [NewCall, PastCallForm])
async def test_the_label_of_the_line_one_is_at_is_in_sight(
    tmp_path: Path, form: type[NewCall | PastCallForm], size: tuple[int, int]
) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=size):
        app.push_screen(form())
        await shown(app, form)
        seen = []
        for key in ("tab", "shift+tab"):
            for _ in range(len(app.screen.query("Field, Choice, LinesArea"))):
                await until(lambda: in_sight(app.screen.focused))
                seen.append(app.screen.focused)
                await press(app, key)
                await until(lambda: app.screen.focused is not seen[-1])
        assert len(set(seen)) > 4


def in_sight(widget: object) -> bool:
    """Whether a widget and its label are wholly in the form's window."""
    if not isinstance(widget, FILLED_IN):
        return False
    form = widget.screen.query_one("#form")
    siblings = list(widget.parent.children) if widget.parent else []
    before = siblings[siblings.index(widget) - 1]
    both = [before, widget] if isinstance(before, Label) else [widget]
    return all(form.content_region.contains_region(each.region) for each in both)
