"""One of many is found as one types, whatever the size of the terminal."""

from datetime import UTC, datetime

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from callmate.domain.call import Call
from callmate.domain.entry import Started
from callmate.domain.records import summarise
from callmate.ui.dialogs import ListDialog
from callmate.ui.screens.home.search_panel import filters
from callmate.ui.widgets.field import Field
from callmate.ui.widgets.line_list import LineList
from callmate.ui.widgets.picker import Candidate, Picker, narrowed
from tests.ui.program import drawn

pytestmark = pytest.mark.usefixtures("english")

MANY = [
    Candidate("", "New case", always=True),
    *(Candidate(f"c{number}", f"Caso {number:03}", f"Compagnia {number}") for number in range(100)),
    Candidate("città", "Perdita d'acqua", "Città Acque"),
]


def test_every_word_must_occur_whatever_its_accents() -> None:
    assert [each.value for each in narrowed(MANY, "CITTA perd")] == ["", "città"]
    assert [each.value for each in narrowed(MANY, "caso 042")] == ["", "c42"]
    assert narrowed(MANY, " ") == MANY
    assert [each.value for each in narrowed(MANY, "nowhere")] == [""]


class Asking(App[None]):
    """Asks for one of many, and remembers the answers."""

    CSS_PATH = "../../callmate/ui/callmate.tcss"

    def __init__(self, chosen: str = "") -> None:
        super().__init__()
        self.answers: list[str | None] = []
        self._chosen = chosen

    def on_mount(self) -> None:
        """Ask at once."""
        dialog = ListDialog("Which case?", MANY, "From here to there.", self._chosen)
        self.push_screen(dialog, self.answers.append)


def counted(app: App[None]) -> str:
    return str(app.screen.query_one("#counted", Static).content)


def lit(app: App[None]) -> str:
    candidate = app.screen.query_one(Picker).lit
    return candidate.value if candidate else "nothing"


def seen(app: App[None]) -> bool:
    """Whether the row under the cursor stands on the screen, and the keys below it."""
    lines = app.screen.query_one(LineList)
    row = lines.region_of(lines.cursor or 0).y - lines.scroll_offset.y
    hint = app.screen.query(".hint").last().region
    return 0 <= row < lines.region.height and hint.bottom < app.size.height


TWICE = 2
"""A list brings its row into sight after one drawing, and scrolls there after another."""

SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 20), (30, 12)])


@SIZES
async def test_the_row_and_the_keys_stay_in_sight_with_a_hundred_cases(
    size: tuple[int, int],
) -> None:
    app = Asking("c70")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await drawn(app, TWICE)
        assert lit(app) == "c70"
        assert seen(app)
        for key in ("down", "pagedown", "pagedown", "up", "pageup", "pageup", "pageup"):
            await pilot.press(key)
            await drawn(app, TWICE)
            assert seen(app)
        app.screen.query_one(Picker).move(len(MANY))
        await pilot.pause()
        await drawn(app, TWICE)
        assert lit(app) == "città"
        assert seen(app)


async def test_what_is_typed_narrows_and_enter_takes_it() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert counted(app) == "101 of 101"
        await pilot.press(*"042")
        await pilot.pause()
        assert (counted(app), lit(app)) == ("1 of 101", "c42")
        await pilot.press("enter")
        await pilot.pause()
    assert app.answers == ["c42"]


async def test_nothing_is_taken_that_was_not_found() -> None:
    app = Asking("c70")
    async with app.run_test() as pilot:
        await pilot.press(*"zzz", "enter")
        await pilot.pause()
        assert (counted(app), lit(app)) == ("0 of 101", "nothing")
        assert app.answers == []
        await pilot.press("escape")
        await pilot.pause()
    assert app.answers == [None]


def test_home_offers_every_company_with_its_calls_to_be_shown_alone() -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    names = ["Aurora", "Bora", "Aurora", "Cima", "Duna", "Eco", "Faro", "Aurora"]
    rows = [
        summarise(Call(f"c{number}", (Started(id="s", at=at, company=name),)), None)
        for number, name in enumerate(names)
    ]
    offered = {each.words: each.more for each in filters(rows)}
    assert offered["Aurora"] == "3 calls"
    assert set(names) <= set(offered)


class Form(App[None]):
    """A picker between two fields."""

    CSS_PATH = "../../callmate/ui/callmate.tcss"

    def compose(self) -> ComposeResult:
        """The form."""
        yield Field(id="before")
        yield Picker([Candidate("", "no case"), *MANY[1:]], folds=True, id="case")
        yield Field(id="behind")


def case(app: App[None]) -> Picker:
    return app.query_one("#case", Picker)


async def test_in_a_form_it_is_one_line_until_it_has_the_focus() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert case(app).region.height == 1
        await pilot.press("tab")
        await pilot.pause()
        assert case(app).region.height == 9
        await pilot.press("tab")
        await pilot.pause()
        assert case(app).region.height == 1
        assert case(app).value == ""


async def test_in_a_form_what_was_found_is_taken_by_going_on_and_shown() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await pilot.press("tab", *"042", "tab")
        await pilot.pause()
        assert case(app).value == "c42"
        assert case(app).query_one(Input).value == "Caso 042"
        await pilot.press("shift+tab", "down", "down", "tab")
        await pilot.pause()
        assert case(app).value == "c44"
        await pilot.press("shift+tab", "backspace", "tab")
        await pilot.pause()
        assert (case(app).value, case(app).query_one(Input).value) == ("", "")


async def test_in_a_form_what_is_found_nowhere_changes_nothing() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await pilot.press("tab", *"042", "tab", "shift+tab", *"zzz", "tab")
        await pilot.pause()
        assert case(app).value == "c42"
        assert case(app).query_one(Input).value == "Caso 042"
