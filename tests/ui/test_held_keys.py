"""A key that is held down does nothing twice and stops nothing, on any screen and in any dialog.

On each, Enter, Escape and some of its other keys by chance are held down; a failure tells them.
With ``CALLMATE_KEYS=all`` it is every key.
"""

import asyncio
import json
import os
import random
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.events import Key

from callmate.audio.encoder import Encoder
from callmate.audio.layout import SoundFacts, write_facts
from callmate.audio.sealed import seal_whole
from callmate.domain.case import CaseFacts
from callmate.domain.entry import Sector
from callmate.domain.letter import Sender
from callmate.services.desk import Desk, begin
from callmate.store.addresses import Addresses
from callmate.store.keys import OwnerKeys
from callmate.store.places import fresh_id
from callmate.store.settings import Settings
from callmate.store.trash import Trash, TrashKind
from callmate.ui.commands import all_commands
from callmate.ui.crash_report import REPORT
from callmate.ui.dialogs import ListDialog, PickDialog
from callmate.ui.screens.case.case_screen import CaseView
from callmate.ui.screens.case.chronology_panel import ChronologyList
from callmate.ui.screens.live.live_screen import LiveScreen
from tests.audio.conftest import sweep
from tests.owner_store import Ticks
from tests.terminal.screen_classes import all_screens
from tests.ui.lived_in import lived
from tests.ui.program import Program, come_to_all, press, until

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("english")]

FIRST, REPEAT, TIMES = 0.25, 0.033, 6
"""Seconds before a held key comes again, and between two strokes then; how often it comes."""

BY_CHANCE = 2
"""How many other keys of a screen are held down unless all are."""

_OWN_TO_EACH = {"id", "at", "digest"}
"""What no two entries have in common."""


class Way(NamedTuple):
    """How a screen is reached."""

    begin: str
    """Where from: home, a past call, or a case."""
    keys: tuple[str, ...] = ()
    """Keys, letters, and commands by their ids."""
    commands: str = ""
    """What the names of its own commands begin with."""


CALL = ("home.new", *"Nimbo", "call.answer", "escape")
FILLED = (*"seven",)
Furnished = tuple[Path, str, str]
"""A home, and in it the id of a case and of a call with sound."""

WAYS = {
    "Home": Way("home", (), "home"),
    "Help": Way("home", ("home.help",)),
    "NewCall": Way("home", ("home.new", *"Nimbo")),
    "PastCallForm": Way("home", ("home.past", *"Nimbo")),
    "LiveScreen": Way("home", CALL, "call"),
    "LeaveDialog": Way("home", (*CALL, "ctrl+q")),
    "WrapUp": Way("home", (*CALL, "call.end", "enter", *FILLED), "wrap_up"),
    "TrashList": Way("home", ("home.trash",), "trash"),
    "CaseList": Way("home", ("home.cases",), "cases"),
    "CaseForm": Way("home", ("home.cases", "cases.new", *FILLED, "tab", *"Nimbo")),
    "Review": Way("call", (), "review"),
    "TranscriptView": Way("call", ("review.words",), "words"),
    "SpeechSetup": Way("call", ("review.words", "words.write")),
    "TypedDialog": Way("call", ("review.note", *FILLED)),
    "ListDialog": Way("call", ("review.case",)),
    "PickDialog": Way("call", ("down", "down", "review.strike")),
    "DeleteDialog": Way("call", ("review.delete", *"Zefiro")),
    "CallFactsDialog": Way("call", ("review.add", *"put right", "enter", *FILLED)),
    "CopyDialog": Way("call", ("review.copy",)),
    "BringIn": Way("call", ("review.bring",)),
    "CaseView": Way("case", ("down", "down", "down", "down"), "case"),
    "AddDialog": Way("case", ("case.add", "tab", "tab", "tab", *FILLED)),
    "CallTicks": Way("case", ("case.calls", "space")),
    "BeforeCall": Way("case", ("case.call",), "before"),
    "NextStepsView": Way("case", ("case.steps",), "steps"),
    "Answers": Way("case", ("case.answers",), "answers"),
    "SaveDialog": Way("case", ("case.export",)),
    "DossierDialog": Way("case", ("case.dossier", *"Ugo")),
    "LetterList": Way("case", ("case.letters",), "letters"),
    "SenderForm": Way("case", ("case.letters", "letters.mine", *FILLED)),
    "LetterView": Way("case", ("case.letters", "letters.open"), "letter"),
    "LetterEdit": Way("case", ("case.letters", "letters.open", "letter.edit", *FILLED)),
    "LetterTicks": Way("case", ("case.letters", "letters.open", "letter.ticks")),
    "LetterAnswers": Way("case", ("case.letters", "letters.open", "letter.questions")),
    "SentDialog": Way("case", ("case.letters", "letters.open", "letter.sent", *FILLED)),
}

EVERYWHERE = ("tab", "right", "space")
"""Keys that any screen may know; some write nothing, but none may stop anything."""

LEADS_OUT = {"home.quit", "letter.editor"}
"""Commands that hand the terminal to somebody else, or the program's end."""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """A home with cases, calls, sound and things in the trash."""
    folder = tmp_path_factory.mktemp("furnished")
    app = Program(folder)
    case, call = lived(app)
    Addresses(app.places).keep_sender(Sender(name="Ada Neri", street="Via Po 1"))
    app.case_desk.open(CaseFacts(name="Old meter", company="Minerva", sector=Sector.WATER))
    begun = app.clock() - timedelta(days=2)
    for number in range(4):
        at = begun + timedelta(hours=number)
        with app.cabinet.create(begin("Zefiro", clock=Ticks(at)), fresh_id(at)) as kept:
            Desk(kept, Ticks(at)).hang_up()
        if number > 1:
            Trash(app.places).put(TrashKind.CALL, kept.call.id, begun.date())
    encoder = Encoder(16_000)
    stream = encoder.add(sweep(3)) + encoder.finish()
    at = app.cabinet.read(call).start.at
    with app.cabinet.take(call) as kept:
        sha256 = seal_whole(kept.folder, 1, stream, OwnerKeys(app.places).recipient())
        write_facts(kept.folder, SoundFacts(1, "Telephone", at, at, 3.0, sha256))
        desk = Desk(kept, lambda: at)
        desk.recording_began(1, "sound-1", at)
        desk.recording_ended(1, "sound-1.opus.age", at, 3.0, sha256)
    return folder, case, call


@asynccontextmanager
async def opened(furnished: Furnished, folder: Path) -> AsyncIterator[Program]:
    """A program with a copy of that home, in a small terminal."""
    shutil.copytree(furnished[0], folder, dirs_exist_ok=True)
    app = Program(folder)
    async with app.run_test(size=(80, 24)):
        await until(lambda: app.screen.is_mounted)
        yield app


async def rest(app: Program) -> None:
    """Wait until no key is on its way, and nothing is read that ends by itself."""
    await come_to_all(app)
    await asyncio.sleep(0.05)
    for _ in range(100):
        if not any(each.is_running and each.group != "dialog" for each in app.workers):
            break
        await asyncio.sleep(0.02)


async def changed(app: Program, depth: int, screen: object) -> None:
    """Wait until another screen is in sight, and has read what it shows."""
    await until(lambda: (len(app.screen_stack), app.screen) != (depth, screen))
    await asyncio.sleep(0.3)
    await rest(app)


async def go(app: Program, furnished: Furnished, screen: str) -> None:
    """Go to a screen from home."""
    way, (_folder, case, call) = WAYS[screen], furnished
    if way.begin == "case":
        app.open_case(case)
        await until(lambda: isinstance(app.screen, CaseView))
        await until(lambda: any(each.current for each in app.screen.query(ChronologyList)))
    elif way.begin == "call":
        app.review(call)
    await until(lambda: len(app.screen_stack) > (way.begin != "home"))
    await rest(app)
    for key in way.keys:
        if len(key) > 1:
            await asyncio.sleep(0.1)
            await rest(app)
        before = len(app.screen_stack), app.screen
        await press(app, app.key_of_id(key) if "." in key else key)
        if "." in key and not key.startswith("call."):
            await changed(app, *before)
    await asyncio.sleep(0.3)
    await until(lambda: type(app.screen).__name__ == screen)


async def go_home(app: Program) -> None:
    """Leave whatever a key led to; a call in progress ends."""
    for _ in range(12):
        if len(app.screen_stack) == 1:
            return
        in_call = isinstance(app.screen, LiveScreen)
        await press(app, *(("ctrl+u", "escape", "ctrl+e", "enter") if in_call else ("escape",)))
        await asyncio.sleep(0.15)
        await rest(app)
    raise AssertionError(app.screen)


async def hold(app: Program, key: str, pause: float = REPEAT) -> None:
    """Hold a key down for a while.

    Args:
        app: The program.
        key: The key.
        pause: Seconds that are waited between two strokes, whatever the keyboard says of them.
    """
    first = Key(key, None).time
    for place in range(TIMES + 1):
        stroke = Key(key, key if len(key) == 1 else None)
        stroke.time = first + (FIRST + REPEAT * (place - 1) if place else 0)
        app.post_message(stroke)
        await asyncio.sleep(pause if place else FIRST)
    await asyncio.sleep(0.25)
    await rest(app)


def kept(app: Program) -> dict[str, Counter[str]]:
    """What each call and each case tells, without what no two entries have in common."""
    files = [*app.places.data.rglob("call.json"), *app.places.data.rglob("case.json")]
    return {file.parent.name: Counter(_told(json.loads(file.read_text()))) for file in files}


def _told(record: dict[str, Any]) -> list[str]:
    told = record["entries"].values()
    return [
        json.dumps({name: what for name, what in each.items() if name not in _OWN_TO_EACH})
        for each in told
    ]


def twice(before: dict[str, Counter[str]], after: dict[str, Counter[str]]) -> list[object]:
    """What was written twice, or opened twice, between two looks."""
    new = {name: told - before.get(name, Counter()) for name, told in after.items()}
    doubled = [(name, what) for name, told in new.items() for what, n in told.items() if n > 1]
    opened = after.keys() - before.keys()
    return [*doubled, *([sorted(opened)] if len(opened) > 1 else [])]


def test_every_screen_has_a_way() -> None:
    assert WAYS.keys() == all_screens()


@pytest.mark.asyncio
@pytest.mark.parametrize("screen", WAYS)
async def test_a_held_key_does_nothing_twice_and_stops_nothing(
    furnished: Furnished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    own = [
        c.key
        for c in all_commands(Settings())
        if c.id.split(".")[0] == WAYS[screen].commands and c.id not in LEADS_OUT
    ]
    others = [each for each in own or EVERYWHERE if each not in {"escape", "enter"}]
    if os.environ.get("CALLMATE_KEYS") != "all":
        others = random.sample(others, min(BY_CHANCE, len(others)))
    keys = ["escape", *others, "enter"]
    wrong = []
    async with opened(furnished, tmp_path) as app:
        for key in keys:
            if type(app.screen).__name__ != screen:
                await go_home(app)
                await go(app, furnished, screen)
            before = kept(app)
            await hold(app, key)
            wrong += [(key, each) for each in twice(before, kept(app))]
            assert not (app.places.data / REPORT).exists(), key
        assert app.is_running or screen == "LeaveDialog", "that one may be answered so"
    assert wrong == []


@pytest.mark.asyncio
async def test_a_held_enter_goes_no_further_than_the_question_that_it_opened(
    furnished: Furnished, tmp_path: Path
) -> None:
    async with opened(furnished, tmp_path) as app:
        await go(app, furnished, "Review")
        before = kept(app)
        await press(app, "p")
        await until(lambda: isinstance(app.screen, ListDialog))
        await press(app, *"meter")
        # All strokes behind the first at once: a busy computer must not make a pause of its own.
        await hold(app, "enter", pause=0)
        assert isinstance(app.screen, PickDialog), "it asks, and waits for an answer"
        assert kept(app) == before
        await asyncio.sleep(0.7)
        await press(app, "enter")
        await until(lambda: kept(app) != before)


@pytest.mark.asyncio
async def test_a_held_enter_puts_back_one_thing_from_the_trash(
    furnished: Furnished, tmp_path: Path
) -> None:
    async with opened(furnished, tmp_path) as app:
        await go(app, furnished, "TrashList")
        before = len(Trash(app.places).things())
        await hold(app, "enter")
        assert len(Trash(app.places).things()) == before - 1
