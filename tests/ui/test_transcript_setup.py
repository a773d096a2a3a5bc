"""What writes recordings down is fetched on a plain yes, never in a call, and can be stopped."""

import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Static

from callmate.services.desk import begin
from callmate.services.speech_setup import speech_state
from callmate.store.places import fresh_id, models
from callmate.store.settings import load
from callmate.ui.screens.transcript_setup import SpeechSetup, transcript_model
from tests.model_server import ModelServer
from tests.speech_model import put_together
from tests.ui.program import Program, press, until

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("english"), pytest.mark.asyncio]

NOTHING = object()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model `base`, as it is published."""
    return put_together(tmp_path_factory.mktemp("published"))


@pytest.fixture(autouse=True)
def server(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ModelServer]:
    """A server that has it, the one that is asked."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    with ModelServer.open({file.name: file for file in published.iterdir()}) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        yield server


class Wish:
    """Somebody who wants a recording written down."""

    def __init__(self, app: Program) -> None:
        self.app = app
        self.answer: object = NOTHING

    async def _ask(self) -> None:
        self.answer = await transcript_model(self.app)

    @classmethod
    @asynccontextmanager
    async def open(cls, folder: Path) -> AsyncIterator["Wish"]:
        """Ask for it on the home screen, in a small terminal."""
        app = Program(folder)
        async with app.run_test(size=(80, 24)):
            await until(lambda: app.screen.is_mounted)
            wish = cls(app)
            app.run_worker(wish._ask())
            await until(lambda: isinstance(app.screen, SpeechSetup) and app.screen.is_mounted)
            yield wish

    @property
    def said(self) -> str:
        """All that the dialog says."""
        return "\n".join(str(each.content) for each in self.app.screen.query(Static))

    async def says(self, words: str) -> None:
        """Wait until it does."""
        await until(lambda: words in self.said)

    async def answered(self) -> object:
        """Wait for the answer."""
        await until(lambda: self.answer is not NOTHING)
        return self.answer


async def test_a_model_that_is_chosen_is_fetched_and_is_the_answer(tmp_path: Path) -> None:
    async with Wish.open(tmp_path) as wish:
        assert "✓ The engine, faster-whisper, is here." in wish.said
        assert "callmate speech small" in wish.said
        assert not models().exists()
        await press(wish.app, "right", "right", "enter")
        assert await wish.answered() == models() / "base"
        assert speech_state(wish.app.settings).ready == models() / "base"
        assert await transcript_model(wish.app) == models() / "base"


async def test_escape_stops_it_and_no_half_of_it_is_taken_for_a_model(
    tmp_path: Path, server: ModelServer
) -> None:
    server.waits_after = 3_000_000
    async with Wish.open(tmp_path) as wish:
        await press(wish.app, "right", "right", "enter")
        await wish.says("/ 148 MB")
        assert "Esc: stop" in wish.said
        await until(lambda: "  6 MB / 148 MB" in wish.said)
        await press(wish.app, "escape")
        assert await wish.answered() is None
        assert speech_state(wish.app.settings).model is None


async def test_a_call_that_is_open_or_begins_comes_first(
    tmp_path: Path, server: ModelServer
) -> None:
    server.waits_after = 3_000_000
    async with Wish.open(tmp_path) as wish:
        now = wish.app.clock()
        with wish.app.cabinet.create(begin("Zefiro", clock=lambda: now), fresh_id(now)):
            await press(wish.app, "right", "right", "enter")
            await wish.says("A call is open")
            assert server.asked == []
        await press(wish.app, "enter")
        await wish.says("6 MB / 148 MB")
        with wish.app.cabinet.create(begin("Zefiro", clock=lambda: now), fresh_id(now)):
            await wish.says("A call is open")
        server.waits_after = None
        await press(wish.app, "enter")
        assert await wish.answered() == models() / "base"


async def test_without_internet_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    async with Wish.open(tmp_path) as wish:
        await press(wish.app, "right", "enter")
        await wish.says("There is no internet connection, so the model was not fetched.")
        await press(wish.app, "escape")
        assert await wish.answered() is None


async def test_a_folder_that_its_owner_has_is_tried_and_named_in_the_settings(
    tmp_path: Path, published: Path, server: ModelServer
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(published, broken)
    (broken / "model.bin").write_bytes(b"half of it")
    (tmp_path / "whole").symlink_to(published)
    async with Wish.open(tmp_path) as wish:
        await press(wish.app, "left", "enter")
        await wish.says("There is no model there")
        await press(wish.app, *"broken", "enter")
        await wish.says(f"The model in {broken} is broken")
        await press(wish.app, "ctrl+u", *"~/whole", "enter")
        assert await wish.answered() == tmp_path / "whole"
        settings = load(wish.app.places.config / "settings.toml")[0]
        assert settings.transcript.model == str(tmp_path / "whole")
        assert speech_state(settings) == speech_state(wish.app.settings)
    assert server.asked == []


async def test_just_enter_fetches_nothing(
    tmp_path: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)  # as Python has what is not there
    async with Wish.open(tmp_path) as wish:
        assert "99 MB to fetch, 310 MB on the disk" in wish.said
        assert "callmate speech engine" in wish.said
        await press(wish.app, "enter")
        assert await wish.answered() is None
    assert server.asked == []
