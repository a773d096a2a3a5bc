"""What is heard along with a call stands beside its item, and one key puts it on the line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Static

from callmate.audio.protocol import HeardAlong, SpokenWord
from callmate.domain.entry import Given, Note
from callmate.services.desk import begin
from callmate.store.settings import SpeechSettings, load
from callmate.ui.screens.live.live_screen import InputLine, LiveScreen
from callmate.ui.screens.wrap_up import WrapUp
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.ui.widgets.field import Field
from tests.speech_model import put_together
from tests.ui.program import Program, come_to_all, press, shown, until

AT = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.asyncio]


def said(text: str, begin: float = 5.0) -> HeardAlong:
    """Words of a third of a second each, as they are told."""
    words = (
        SpokenWord(f" {word}", begin + n / 3, begin + (n + 1) / 3, 0.9)
        for n, word in enumerate(text.split())
    )
    return HeardAlong(1, begin, tuple(words))


async def in_call(app: Program) -> LiveScreen:
    """The screen of the call, once it is in sight."""
    await shown(app, LiveScreen)
    assert isinstance(app.screen, LiveScreen)
    return app.screen


async def hears(app: Program, text: str, begin: float = 5.0) -> None:
    """Have the call's listener tell what was said."""
    screen = app.screen
    assert isinstance(screen, LiveScreen)
    along = screen.live.recording.along
    along.began(1, screen.live.clock())
    along.hear(said(text, begin))
    await along.looked()
    await come_to_all(app)


def row(app: Program, title: str) -> str:
    """The row of an item, as it is painted."""
    painted = str(app.screen.query_one(ChecklistPanel).render())
    return next(line for line in painted.splitlines() if title in line)


def typed(app: Program) -> str:
    """What stands on the line."""
    return app.screen.query_one(InputLine).value


async def test_a_number_that_was_heard_is_offered_and_kept_only_by_its_owner(
    tmp_path: Path,
) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        screen = await in_call(app)
        await press(app, "f2")
        await hears(app, "My operator number is 4471.")
        assert row(app, "Operator number").rstrip().endswith("4471? Tab")
        assert screen.live.call.operator is None
        await press(app, "tab")
        await until(lambda: typed(app) == "4471")
        await press(app, "enter")
        await until(lambda: screen.live.call.operator == "4471")
        (given,) = (each for each in screen.live.call.entries if isinstance(each, Given))
        assert given.heard
        assert not given.late
        assert "?" not in row(app, "Operator number")


async def test_what_is_put_right_by_hand_is_the_owners_own(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        screen = await in_call(app)
        await press(app, "f2")
        await hears(app, "My operator number is 4471.")
        await press(app, "tab", "backspace", "2", "enter")
        await until(lambda: screen.live.call.operator == "4472")
        (given,) = (each for each in screen.live.call.entries if isinstance(each, Given))
        assert not given.heard


async def test_escape_leaves_nothing_of_what_was_only_offered(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        screen = await in_call(app)
        await press(app, "f2", "escape")
        await hears(app, "My operator number is 4471.")
        await press(app, *"modem", "tab")
        await until(lambda: typed(app) == "4471")
        await press(app, "escape")
        await until(lambda: typed(app) == "modem")
        await press(app, "enter")
        await until(lambda: any(isinstance(each, Note) for each in screen.live.call.entries))
        assert screen.live.call.operator is None
        assert "4471? Tab" in row(app, "Operator number")


async def test_an_offer_in_another_row_is_seen_and_taken_from_there(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        screen = await in_call(app)
        await press(app, "f2", *"4471", "enter")
        await hears(app, "I will give you the claim number: AB 993 311 27.")
        await until(lambda: "AB99331127? Tab" in row(app, "Claim"))
        await press(app, "up")
        assert row(app, "Claim").rstrip().endswith("AB99331127?")
        await press(app, "down", "tab", "enter")
        await until(lambda: screen.live.call.claim_number == "AB99331127")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 36)])
async def test_a_long_number_is_whole_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=size):
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        await in_call(app)
        await press(app, "f2", *"4471", "enter")
        await hears(app, "I will give you the claim number: AB 993 311 27.")
        await until(lambda: "AB99331127? Tab" in row(app, "Claim"))


async def test_what_was_heard_last_is_offered_after_the_call(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        screen = await in_call(app)
        await press(app, "f2", *"4471", "enter")
        await hears(app, "I will give you the claim number: AB 993 311 27.")
        await press(app, "ctrl+e", "enter")
        await shown(app, WrapUp)
        hints = [str(each.render()) for each in app.screen.query(".hint").results(Static)]
        assert any("AB99331127? →" in hint for hint in hints)
        line = app.screen.query_one("#gap-0", Field)
        await press(app, "right")
        await until(lambda: line.value == "AB99331127")
        await press(app, "home", "right", "X", "enter")
        await until(lambda: screen.live.call.claim_number == "AXB99331127")


def said_now(app: Program) -> str:
    """What the strip says."""
    return str(app.screen.query_one("#said", Static).render())


async def test_without_what_it_takes_the_key_says_where_to_have_it(tmp_path: Path) -> None:
    app = Program(tmp_path)
    app.settings = replace(app.settings, transcript=SpeechSettings(model=str(tmp_path)))
    async with app.run_test(size=(80, 24)):
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        await in_call(app)
        await press(app, "ctrl+b")
        await until(lambda: "W in a past call says what it takes" in said_now(app))
        assert not app.settings.transcript.live


@pytest.mark.slow
async def test_the_key_tries_the_computer_and_is_remembered(tmp_path: Path) -> None:
    app = Program(tmp_path)
    model = str(put_together(tmp_path))
    app.settings = replace(app.settings, transcript=SpeechSettings(model=model))
    path = app.places.config / "settings.toml"
    async with app.run_test(size=(80, 24)):
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        await in_call(app)
        await press(app, "ctrl+b")
        await until(lambda: any(each in said_now(app) for each in ("listens along", "too slow")))
        # A computer that is busy enough is a slow one.
        quick = "listens along" in said_now(app)
        assert quick is not ("too slow" in said_now(app))
        assert app.settings.transcript.live is quick
        if not quick:
            await until(lambda: not path.exists())
            app.settings = replace(app.settings, transcript=SpeechSettings(model=model, live=True))
        await press(app, "ctrl+b")
        await until(lambda: "listens no more" in said_now(app))
    assert not load(path)[0].transcript.live
