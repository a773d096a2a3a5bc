"""Plays a call's recording in private: what is decrypted stays in memory."""

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callmate.audio import protocol
from callmate.audio.door import Player
from callmate.audio.layout import PartFacts, parts
from callmate.audio.requests import PartPlace, Spot
from callmate.cli import terminal
from callmate.cli.context import Context, identity
from callmate.cli.parser import Arguments, Grammar, Option, WrongUseError
from callmate.cli.show_command import which_call
from callmate.domain.times import clock, parse_position
from callmate.locale.messages import _
from callmate.store.errors import Damaged
from callmate.wording.entry_words import sound_gone
from callmate.wording.names import no_portaudio


def no_recording(context: Context, call_id: str) -> str:
    """The sentence for a call without sound.

    Raises:
        NoSuchCall: There is no such call.
    """
    gone = ""
    with suppress(Damaged):
        gone = sound_gone(context.cabinet.read(call_id))
    return gone or _("This call has no recording.")


_FAILED = 1


@dataclass(frozen=True)
class PlayWish:
    """What to play, from where, how and through what."""

    folder: Path
    parts: tuple[int, ...]
    part: int
    seconds: float
    """Into the part."""
    output: str | None
    speed: float


async def play(wanted: PlayWish, identity: str) -> int:
    """Play to the end and return the exit status; when cancelled it falls silent at once.

    Args:
        wanted: What to play.
        identity: The owner's age identity.

    Raises:
        OSError: The playing process cannot be started.
    """
    heard: asyncio.Queue[protocol.Report] = asyncio.Queue()
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


async def _follow(heard: asyncio.Queue[protocol.Report]) -> int:
    lengths: dict[int, float] = {}
    while True:
        match await heard.get():
            case protocol.Loaded(parts=loaded):
                lengths = {each.part: each.seconds for each in loaded}
            case protocol.Position(part=part, seconds=seconds):
                before = sum(long for number, long in lengths.items() if number < part)
                _tell_position(f"{clock(before + seconds)} / {clock(sum(lengths.values()))}")
            case protocol.SoundDamaged():
                terminal.say(_("A piece of the recording is damaged; the rest plays."))
            case protocol.Finished():
                return 0
            case protocol.Failed(kind=kind):
                terminal.say(_failure(kind))
                return _FAILED
            case protocol.Died() | protocol.Bye():
                terminal.say(_("The recording cannot be played now."))
                return _FAILED
            case _:
                pass


def _tell_position(text: str) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()


def _failure(kind: protocol.FailureKind) -> str:
    return {
        "no_portaudio": no_portaudio(),
        "no_output": _("There is no such output. “callmate doctor” names those that are there."),
        "wrong_key": _("Your key does not open this recording."),
        "unreadable": _("The recording cannot be read; it is left as it is."),
    }[kind]


_NO = 1
_SLOWEST, _FASTEST = 0.5, 2.0


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "play",
        _("Plays a call's recording; nothing decrypted is written anywhere. Ctrl+C stops."),
        (which_call(),),
        (
            Option("--part", _("Plays one part only."), _("NUMBER")),
            Option("--from", _("Where to begin, as in 1:20."), _("MOMENT")),
            Option("--output", _("Where to play, as “callmate doctor” names it."), _("NAME")),
            Option("--speed", _("From 0.5 to 2; voices keep their pitch."), _("NUMBER")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Play, and return the exit status."""
    number = arguments.value("--part", int)
    since = arguments.value("--from", parse_position) or 0.0
    speed = arguments.value("--speed", _speed) or 1.0
    output = arguments.value("--output", str) or context.settings.output
    call_id = context.cabinet.find(arguments.words[0])
    folder = context.cabinet.folder(call_id)
    found = parts(folder)
    if not found:
        terminal.say(no_recording(context, call_id))
        return _NO
    chosen = found if number is None else _only(number, found)
    part, seconds = _spot(chosen, since)
    wanted = PlayWish(folder, tuple(each.part for each in chosen), part, seconds, output, speed)
    try:
        return asyncio.run(play(wanted, identity(context)))
    except KeyboardInterrupt:
        return 0


def _only(number: int, found: tuple[PartFacts, ...]) -> tuple[PartFacts, ...]:
    chosen = tuple(facts for facts in found if facts.part == number)
    if not chosen:
        said = _("The recording has no part {part}; it has: {parts}.")
        there = ", ".join(str(facts.part) for facts in found)
        raise WrongUseError(said.format(part=number, parts=there))
    return chosen


def _spot(chosen: tuple[PartFacts, ...], since: float) -> tuple[int, float]:
    """The part in which a moment lies, counted from the first one's start, and the rest."""
    left = since
    for facts in chosen:
        if left < facts.seconds or not facts.seconds:
            return facts.part, left
        left -= facts.seconds
    said = _("The recording is only {length} long.")
    raise WrongUseError(said.format(length=clock(sum(facts.seconds for facts in chosen))))


def _speed(typed: str) -> float:
    speed = float(typed.replace(",", "."))
    if not _SLOWEST <= speed <= _FASTEST:
        raise ValueError(typed)
    return speed
