"""The inputs and outputs of this system, asked in a process of its own each time.

PortAudio lists devices once, when it starts, and prints to the terminal while it does.
"""

import asyncio
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from callmate.audio.fence import Standing
from callmate.audio.layout import drop_whole
from callmate.audio.process import Hear, SoundProcess, command
from callmate.audio.protocol import (
    Copied,
    NotCopied,
    NotTaken,
    RefusalKind,
    Report,
    TakenIn,
    TakingIn,
)
from callmate.audio.requests import (
    CopyRequest,
    CopySpan,
    PartPlace,
    Stop,
    TakeInRequest,
    WaveRequest,
)

_LIST_PATIENCE = 10.0  # seconds


class Device(msgspec.Struct, frozen=True):
    """One input or output, by the name it is chosen with."""

    name: str
    default: bool


class Devices(msgspec.Struct, frozen=True):
    """What there is; without PortAudio there is nothing, and nothing can be said."""

    inputs: tuple[Device, ...] = ()
    outputs: tuple[Device, ...] = ()
    portaudio: bool = False


async def devices() -> Devices:
    """Ask for the devices without holding up the loop."""
    return await asyncio.to_thread(devices_now)


def devices_now() -> Devices:
    """Ask for the devices and wait for the answer; what does not answer in time is not there."""
    try:
        asked = subprocess.run(  # noqa: S603  # our own interpreter and module
            command("devices"), check=True, capture_output=True, timeout=_LIST_PATIENCE
        )
        return msgspec.json.decode(asked.stdout, type=Devices)
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError):
        return Devices()


def fence_now() -> Standing:
    """Try, in a process of its own, what one that decodes a stranger's file can still do here."""
    try:
        asked = subprocess.run(  # noqa: S603  # our own interpreter and module
            command("fence"), check=True, capture_output=True, timeout=_LIST_PATIENCE
        )
        return msgspec.json.decode(asked.stdout, type=Standing)
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError):
        return Standing()


async def copy(
    spans: tuple[CopySpan, ...],
    identity: str,
    target: str,
    *,
    louder: bool = False,
    replace: bool = False,
) -> Copied | NotCopied:
    """Join spans into a file whose ending says its kind; wait until it is made.

    A file of that name is replaced only where `replace` says so.

    Whoever cancels this wants no file. Raises OSError when no process could be started.
    """
    said: list[Copied | NotCopied] = []

    def hear(report: Report) -> None:
        if isinstance(report, Copied | NotCopied):
            said.append(report)

    request = CopyRequest(spans, identity, target, louder, replace)
    process = SoundProcess.start("copy", request, hear)
    ending = asyncio.create_task(process.ended())
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        process.order(Stop())
        await ending
        raise
    return said[0] if said else NotCopied("not_written")


_STOP_PATIENCE = 5.0  # seconds until a process that was told to stop is ended

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
        await process.stop(ending, _STOP_PATIENCE)
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


def _clear(request: TakeInRequest) -> None:
    """Remove what a process that did not end by itself may have left."""
    with suppress(OSError):
        drop_whole(Path(request.folder), request.part)


class Survey:
    """Has the waves of some parts told, one report each or more while they are worked out.

    `hear` is called in the loop's own thread with every Wave, and with Bye when all are told.
    """

    def __init__(self, request: WaveRequest, hear: Hear) -> None:
        self._process = SoundProcess.start("wave", request, hear)
        self._waiting = asyncio.create_task(self._process.ended())

    @classmethod
    async def start(cls, parts: tuple[PartPlace, ...], identity: str, hear: Hear) -> "Survey":
        """Ask for parts with an age secret key. Raises OSError."""
        return cls(WaveRequest(parts, identity), hear)

    @property
    def pid(self) -> int:
        """The number of the sound process."""
        return self._process.pid

    async def stop(self) -> None:
        """Let it be; a wave that was not finished is worked out another time."""
        self._process.kill()
        await self._waiting
