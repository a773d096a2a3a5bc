"""A past call takes what comes to light later, as what it is; a wrong line is struck or moved."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from callmate.domain.call import Call
from callmate.domain.entry import Outcome, Sector
from callmate.services.desk import Desk, begin
from callmate.store.places import fresh_id
from callmate.ui.dialogs import ListDialog, PickDialog, TypedDialog
from callmate.ui.screens.add_dialog import CallFactsDialog
from callmate.ui.screens.review.review_screen import Review
from callmate.ui.widgets.note_list import NoteList
from tests.ui.program import Program, press, shown, until

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("english")]


def past_call(app: Program, *notes: str, company: str = "Zefiro") -> str:
    """A call of yesterday that has ended."""
    at = app.clock() - timedelta(days=1)
    started = begin(company, number="187", clock=lambda: at)
    with app.cabinet.create(started, fresh_id(at)) as kept:
        desk = Desk(kept, lambda: at + timedelta(minutes=1))
        desk.give("operator", "4471")
        for note in notes:
            desk.note(note)
        desk.hang_up(at + timedelta(minutes=5))
        return kept.call.id


@asynccontextmanager
async def reviewed(folder: Path, *notes: str) -> AsyncIterator[tuple[Program, str]]:
    app = Program(folder)
    async with app.run_test(size=(80, 24)):
        call_id = past_call(app, *notes)
        app.review(call_id)
        await shown(app, Review)
        await until(lambda: getattr(app.screen, "call", None) is not None)
        yield app, call_id


def read(app: Program, call_id: str) -> Call:
    return app.cabinet.read(call_id)


async def add(app: Program, what: str) -> None:
    """Open the menu of what can be added, and choose."""
    await press(app, app.key_of_id("review.add"))
    await shown(app, ListDialog)
    await press(app, *what, "enter")


async def asked(app: Program, title: str) -> None:
    """Wait until something is asked, as its title says."""

    def is_asked() -> bool:
        titles = app.screen.query(".title").results(Static)
        return title in " ".join(str(each.render()) for each in titles)

    await until(is_asked)
    await asyncio.sleep(0.1)


async def typed(app: Program, title: str, text: str) -> None:
    await asked(app, title)
    await press(app, *text, "enter")


async def on_line(app: Program, words: str) -> None:
    """Put the cursor on the line with these words."""
    paper = app.screen.query_one(NoteList)
    places = [n for n, each in enumerate(paper.entries) if getattr(each, "text", "") == words]
    paper.cursor = places[0]


async def test_a_claim_number_that_came_by_text_message_is_one_added_afterwards(
    tmp_path: Path,
) -> None:
    async with reviewed(tmp_path) as (app, call_id):
        await add(app, "claim")
        await typed(app, "Claim", "RC-777")
        await until(lambda: read(app, call_id).claim_numbers == ("RC-777",))
        assert read(app, call_id).entries[-1].late
        await shown(app, Review)
        await press(app, "ctrl+z")
        await until(lambda: read(app, call_id).claim_numbers == ())


async def test_a_note_is_confirmed_and_a_line_that_is_emptied_stays_and_says_what_strikes_it(
    tmp_path: Path,
) -> None:
    async with reviewed(tmp_path) as (app, call_id):
        await press(app, "n")
        await typed(app, "Add a note", "ring them")
        await until(lambda: any("ring them" in words for words in app.told))
        entries = read(app, call_id).entries
        await shown(app, Review)
        await on_line(app, "ring them")
        await press(app, "c")
        await shown(app, TypedDialog)
        await press(app, "ctrl+u", "enter")
        await until(lambda: "A line cannot be emptied: x strikes it out." in app.said)
        assert read(app, call_id).entries == entries


async def test_an_operator_is_added_with_code_and_name(tmp_path: Path) -> None:
    async with reviewed(tmp_path) as (app, call_id):
        await add(app, "operator")
        await typed(app, "code and name", "5512 Luca")
        await until(lambda: read(app, call_id).operators == ("4471", "5512"))
        assert read(app, call_id).checklist.answer("operator_name") == "Luca"
        assert read(app, call_id).legs[0].operator == "4471"


@pytest.mark.parametrize(("by", "dated"), [("friday", True), ("", False)])
async def test_a_promise_without_a_day_is_asked_for_it_once(
    tmp_path: Path, by: str, *, dated: bool
) -> None:
    async with reviewed(tmp_path) as (app, call_id):
        await add(app, "promise")
        await typed(app, "What did they promise", "refund")
        await typed(app, "By when?", by)
        await until(lambda: read(app, call_id).promises)
        (promise,) = read(app, call_id).promises
        assert (promise.due is not None) is dated
        assert promise.text == ("refund, friday" if dated else "refund")


async def test_a_refusal_names_what_was_refused_and_escape_leaves_nothing(tmp_path: Path) -> None:
    async with reviewed(tmp_path) as (app, call_id):
        before = read(app, call_id).entries
        await add(app, "refused")
        await asked(app, "What did they refuse?")
        await press(app, *"claim", "enter")
        await shown(app, TypedDialog)
        await press(app, "escape")
        await shown(app, Review)
        assert read(app, call_id).entries == before
        await add(app, "refused")
        await asked(app, "What did they refuse?")
        await press(app, *"claim", "enter")
        await typed(app, "Refused:", "never")
        await until(lambda: read(app, call_id).checklist.refused)
        (refused,) = read(app, call_id).checklist.refused
        assert (refused.id, refused.text) == ("claim_number", "never")


async def test_the_outcome_can_be_said_afterwards(tmp_path: Path) -> None:
    async with reviewed(tmp_path) as (app, call_id):
        await add(app, "ended")
        await asked(app, "How did it end?")
        await press(app, "enter")
        await until(lambda: read(app, call_id).outcome is Outcome.SOLVED)


async def test_that_they_rang_and_that_it_began_earlier_can_be_said(tmp_path: Path) -> None:
    async with reviewed(tmp_path) as (app, call_id):
        await add(app, "rang")
        await until(lambda: read(app, call_id).came_in)
        await shown(app, Review)
        await add(app, "earlier")
        await typed(app, "When did it begin?", "00:00")
        begun = read(app, call_id).start.at.replace(hour=0, minute=0, second=0, microsecond=0)
        await until(lambda: read(app, call_id).began == begun)


async def test_a_wrong_note_is_struck_only_once_it_is_meant_and_can_count_again(
    tmp_path: Path,
) -> None:
    async with reviewed(tmp_path, "right", "wrong") as (app, call_id):

        def counting() -> list[str]:
            return [each.text for each in read(app, call_id).standing if hasattr(each, "text")]

        await on_line(app, "wrong")
        await press(app, "x")
        await shown(app, PickDialog)
        assert "wrong" in " ".join(str(each.render()) for each in app.screen.query(Static))
        await press(app, "enter")
        await shown(app, Review)
        assert "wrong" in counting()
        await press(app, "x")
        await shown(app, PickDialog)
        await press(app, "right", "enter")
        await until(lambda: "wrong" not in counting())
        assert "wrong" in [getattr(each, "text", "") for each in read(app, call_id).entries]
        await shown(app, Review)
        await press(app, "ctrl+z")
        await until(lambda: "wrong" in counting())


async def test_a_note_is_moved_to_the_call_it_belongs_to_and_back(tmp_path: Path) -> None:
    async with reviewed(tmp_path, "gas meter") as (app, call_id):
        other = past_call(app, company="Aurora")

        def notes(of: str) -> list[str]:
            return [each.text for each in read(app, of).standing if hasattr(each, "text")]

        await on_line(app, "gas meter")
        await press(app, "M")
        await shown(app, ListDialog)
        await press(app, *"aurora", "enter")
        await shown(app, PickDialog)
        title = str(app.screen.query_one(".title").render())
        assert "Zefiro" in title
        assert "Aurora" in title
        await press(app, "right", "enter")
        await until(lambda: "gas meter" in notes(other))
        assert "gas meter" not in notes(call_id)
        await shown(app, Review)
        await press(app, "ctrl+z")
        await until(lambda: "gas meter" in notes(call_id))
        assert "gas meter" not in notes(other)


async def test_company_and_kind_of_company_are_put_right_on_the_first_line(tmp_path: Path) -> None:
    async with reviewed(tmp_path) as (app, call_id):
        app.screen.query_one(NoteList).cursor = 0
        await press(app, "c")
        await shown(app, CallFactsDialog)
        await press(app, "x", "down", "down", "down", "right", "enter")
        await until(lambda: read(app, call_id).company == "Zefirox")
        start = read(app, call_id).start
        assert (start.number, start.sector is not Sector.OTHER) == ("187", True)
        await shown(app, Review)
        await press(app, "ctrl+z")
        await until(lambda: read(app, call_id).company == "Zefiro")


async def test_where_nothing_was_changed_there_is_nothing_to_take_back(tmp_path: Path) -> None:
    async with reviewed(tmp_path, "kept") as (app, call_id):
        before = read(app, call_id).entries
        await press(app, "ctrl+z")
        await until(lambda: app.said)
        assert read(app, call_id).entries == before
