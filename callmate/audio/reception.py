"""A foreign recording being taken in, as the app sees it: how far it is, and how it ended."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from callmate.audio.facts import drop_whole
from callmate.audio.process import SoundProcess
from callmate.audio.reports import NotTaken, RefusalKind, Report, TakenIn, TakingIn
from callmate.audio.requests import Stop, TakeInRequest

_PATIENCE = 5.0  # seconds until a process that was told to stop is ended

Heard = Callable[[float, float | None], None]
"""Is told the seconds done, and how many there are, if that is known."""


class RefusedError(Exception):
    """The recording was not taken in; nothing of it is left. `kind` says why."""

    def __init__(self, kind: RefusalKind | None) -> None:
        super().__init__(kind)
        self.kind = kind
        """None when what decodes it broke down."""


async def receive(request: TakeInRequest, heard: Heard) -> None:
    """Take a recording in, in a process of its own; when cancelled, nothing of it is left.

    Raises RefusedError, OSError.
    """
    outcome: list[TakenIn | NotTaken] = []

    def hear(report: Report) -> None:
        match report:
            case TakingIn(seconds=seconds, total=total):
                heard(seconds, total)
            case TakenIn() | NotTaken():
                outcome.append(report)
            case _:
                pass

    process = SoundProcess.start("take-in", request, hear)
    ending = asyncio.create_task(process.ended())
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        await _stop(process, ending)
        _clear(request)
        raise
    match outcome:
        case [TakenIn()]:
            return
        case [NotTaken(kind=kind)]:
            raise RefusedError(kind)
        case _:
            _clear(request)
            raise RefusedError(None)


async def _stop(process: SoundProcess, ending: "asyncio.Task[int]") -> None:
    process.order(Stop())
    done, _ = await asyncio.wait({ending}, timeout=_PATIENCE)
    if not done:
        process.kill()
        await ending


def _clear(request: TakeInRequest) -> None:
    """Remove what a process that did not end by itself may have left."""
    with suppress(OSError):
        drop_whole(Path(request.folder), request.part)
