"""What it takes to have recordings written down: whether it is here, and fetching it.

Nothing here loads the engine, and nothing is fetched while a call is open in any window.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import invalidate_caches
from pathlib import Path

import msgspec

from callmate.audio.door import MODELS, Model, Trial, fetch_model, holds_model, is_installed
from callmate.domain.records import CallSummary
from callmate.store.errors import NoSuchCall
from callmate.store.index import Index
from callmate.store.places import models, typed_path
from callmate.store.settings import Settings

ENGINE_FETCHED, ENGINE_KEPT = 99_000_000, 310_000_000
"""Bytes of the engine: to fetch, and on the disk; as pip gave them for Linux on x86-64."""

_IN_TIME = 0.5
"""Of the time that was spoken: with more, an offer came after more than ten seconds."""

_LOOK = 2.0  # seconds between two looks whether a call was opened


class CallOpenError(Exception):
    """A call is open in this window or another: nothing is fetched meanwhile."""


class SpeechState(msgspec.Struct, frozen=True):
    """What is here of all that writing recordings down takes."""

    engine: bool
    model: Path | None
    named: Path | None = None
    """The folder that the settings name, which holds no model."""

    @property
    def ready(self) -> Path | None:
        """The model, if the engine is there too."""
        return self.model if self.engine else None


def speech_state(settings: Settings) -> SpeechState:
    """Look what is here; takes about a millisecond, and loads nothing."""
    chosen = settings.transcript.model
    if chosen is not None:
        folder = typed_path(chosen)
        there = holds_model(folder)
        return SpeechState(is_installed(), folder if there else None, None if there else folder)
    fetched = (models() / name for name in MODELS)
    return SpeechState(is_installed(), next(filter(holds_model, fetched), None))


def quick_enough(tried: Trial) -> bool:
    """Whether what is said would be offered while it still helps."""
    return tried.speed <= _IN_TIME


def call_is_open(index: Index) -> bool:
    """Whether a call is open in this window or another one."""
    rows = (row for row in index.rows() if isinstance(row, CallSummary))
    return any(_is_open(index, row.id) for row in rows if row.ended is None)


def _is_open(index: Index, call_id: str) -> bool:
    try:
        return index.cabinet.is_running(call_id)
    except NoSuchCall:
        return False


async def fetch(model: Model, index: Index, heard: Callable[[int, int], None]) -> Path:
    """Fetch a model, and get its folder; one that is broken gives way.

    Raises CallOpenError, NoModelError, OSError. What came so far waits for another time.
    """
    folder = models() / model.name
    getting = asyncio.create_task(fetch_model(model.request(folder), heard))
    await _unless_a_call_opens(getting, index)
    return folder


async def add_engine(language: str, index: Index) -> str:
    """Have the engine added, in a process of its own; get a sentence when it could not be.

    Raises CallOpenError, OSError.
    """
    adding = asyncio.create_task(_add_engine(language))
    await _unless_a_call_opens(adding, index)
    invalidate_caches()  # so that it is found
    return adding.result()


async def _add_engine(language: str) -> str:
    command = (sys.executable, "-P", "-m", "callmate.bootstrap.engine")
    child = subprocess.Popen(  # noqa: ASYNC220, S603  # it must outlive a loop that closes; ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "LANGUAGE": language},
        start_new_session=True,
        text=True,
    )
    waiting = asyncio.create_task(asyncio.to_thread(child.communicate))
    try:
        _out, said = await asyncio.shield(waiting)
    except asyncio.CancelledError:
        with suppress(OSError):
            child.send_signal(signal.SIGINT)
        await waiting
        raise
    return said.strip() if child.returncode else ""


async def _unless_a_call_opens(task: "asyncio.Task[object]", index: Index) -> None:
    """Wait for something to be fetched; leave it for another time when a call is opened."""
    try:
        while not task.done():
            if await asyncio.to_thread(call_is_open, index):
                raise CallOpenError
            await asyncio.wait({task}, timeout=_LOOK)
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
    await task
