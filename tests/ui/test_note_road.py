"""A note's road from the key to the disk leads through few files, and the ones that are told."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import pytest
from textual import _compositor, reactive, timer
from textual.events import Key
from textual.message_pump import MessagePump

import callmate
from callmate.domain.entry import Note
from callmate.services.desk import begin
from callmate.store.journal_writer import JournalWriter
from callmate.ui.screens.live.live_screen import LiveScreen
from tests.ui.program import Program, press, shown, until

ROOT = Path(callmate.__file__).parent
BEGIN = ROOT / "ui" / "keyboard.py"
TOLD_IN = ROOT.parent / "CONTRIBUTING.md"

MOST = 10
"""Files that a note may lead through."""

NOTES = 5
"""So many are followed, and the one in the middle counts: the screen's clock may tick meanwhile."""

AT = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


class Road:
    """The files of the package in which a function is entered, until an entry is on the disk.

    It begins with the key, where the program is handed it, and ends where the journal says that
    the entry is there for good. Every function counts that is called in between, but for what
    Textual calls to draw: what looks after an attribute that changed, such as the emptied line; and
    but for what a timer asked for, which comes between on a busy computer.
    """

    def __init__(self) -> None:
        self.files: dict[str, None] = {}
        self.done = False

    def __call__(self, frame: FrameType, event: str, _value: object) -> None:
        """Called by Python for every function that is entered or left."""
        if self.done:
            return
        file = Path(frame.f_code.co_filename)
        if not self.files and file != BEGIN:
            return  # the letters before are still being drawn
        if event == "call" and file.is_relative_to(ROOT) and not is_aside(frame):
            self.files.setdefault(str(file.relative_to(ROOT)))
        elif event == "return" and frame.f_code is JournalWriter.append.__code__:
            self.done = True


def is_aside(frame: FrameType) -> bool:
    """Whether a function was called because what is shown has changed, or a time has come."""
    codes = [each.f_code for each in callers(frame)]
    by_time = MessagePump._flush_next_callbacks.__code__  # noqa: SLF001 - what was put off comes through it
    aside = {reactive.__file__, _compositor.__file__, timer.__file__}
    return any(code.co_filename in aside or code is by_time for code in codes)


def callers(frame: FrameType) -> Iterator[FrameType]:
    """The functions that led to one, the nearest first."""
    at = frame.f_back
    while at is not None:
        yield at
        at = at.f_back


async def followed(app: Program, words: str) -> list[str]:
    """Type a note, press Enter, and follow it to the disk."""
    await press(app, *words)
    line = app.screen.query_one("#line")
    await until(lambda: getattr(line, "value", "") == words)
    road = Road()
    sys.setprofile(road)
    try:
        app.post_message(Key("enter", None))
        await until(lambda: road.done)
    finally:
        sys.setprofile(None)
    return [*road.files]


@pytest.mark.asyncio
async def test_a_note_leads_through_few_files_and_each_is_told(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test():
        app.begin_call(begin("Zefiro", clock=lambda: AT))
        await shown(app, LiveScreen)
        roads = [await followed(app, f"note{number}") for number in range(NOTES)]
        (call,) = app.cabinet.ids()
        kept = [each.text for each in app.cabinet.read(call).entries if isinstance(each, Note)]
        assert kept == [f"note{number}" for number in range(NOTES)]
    road = sorted(roads, key=len)[NOTES // 2]
    assert {"ui/screens/live/live_screen.py", "store/journal_file.py"} < set(road)
    assert len(road) <= MOST, road
    told = TOLD_IN.read_text().split("## A note's way to the disk")[1].split("\n## ")[0]
    assert [file for file in road if f"`{file}`" not in told] == []
