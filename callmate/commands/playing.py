"""Follows the playing process from the first sound to the last, and tells where it is."""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from callmate.audio import reports
from callmate.audio.link import Player
from callmate.audio.requests import PartPlace, Spot
from callmate.commands import saying
from callmate.domain.span import clock
from callmate.i18n import _
from callmate.phrases import no_portaudio

_FAILED = 1


@dataclass(frozen=True)
class Wanted:
    """What to play, from where, how and through what."""

    folder: Path
    parts: tuple[int, ...]
    part: int
    seconds: float
    """Into the part."""
    output: str | None
    speed: float


async def play(wanted: Wanted, identity: str) -> int:
    """Play to the end and return the exit status; when cancelled it falls silent at once.

    Args:
        wanted: What to play.
        identity: The owner's age identity.

    Raises:
        OSError: The playing process cannot be started.
    """
    heard: asyncio.Queue[reports.Report] = asyncio.Queue()
    places = tuple(PartPlace(str(wanted.folder), part) for part in wanted.parts)
    spot = Spot(wanted.part, wanted.seconds)
    player = await Player.start(places, identity, wanted.output, heard.put_nowait, start=spot)
    try:
        player.speed(wanted.speed)
        player.play()
        return await _follow(heard)
    finally:
        _tell_position("")
        await player.stop()


async def _follow(heard: asyncio.Queue[reports.Report]) -> int:
    lengths: dict[int, float] = {}
    while True:
        match await heard.get():
            case reports.Loaded(parts=loaded):
                lengths = {each.part: each.seconds for each in loaded}
            case reports.Position(part=part, seconds=seconds):
                before = sum(long for number, long in lengths.items() if number < part)
                _tell_position(f"{clock(before + seconds)} / {clock(sum(lengths.values()))}")
            case reports.Damaged():
                saying.say(_("A piece of the recording is damaged; the rest plays."))
            case reports.Finished():
                return 0
            case reports.Failed(kind=kind):
                saying.say(_failure(kind))
                return _FAILED
            case reports.Died() | reports.Bye():
                saying.say(_("The recording cannot be played now."))
                return _FAILED
            case _:
                pass


def _tell_position(text: str) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()


def _failure(kind: reports.FailureKind) -> str:
    return {
        "no_portaudio": no_portaudio(),
        "no_output": _("There is no such output. “callmate doctor” names those that are there."),
        "wrong_key": _("Your key does not open this recording."),
        "unreadable": _("The recording cannot be read; it is left as it is."),
    }[kind]
