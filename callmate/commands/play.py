"""Plays a call's recording in private: what is decrypted stays in memory."""

import asyncio

from callmate.audio.facts import PartFacts, parts
from callmate.commands import saying
from callmate.commands.grammar import Asked, Grammar, Option, WrongUseError
from callmate.commands.here import Here
from callmate.commands.no_recording import no_recording
from callmate.commands.playing import Wanted, play
from callmate.commands.show import which_call
from callmate.commands.unlocking import identity
from callmate.domain.span import clock, parse_position
from callmate.i18n import _

_NO = 1
_SLOWEST, _FASTEST = 0.5, 2.0


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "play",
        _("Plays a call's recording; nothing decrypted is written anywhere. Ctrl+C stops."),
        (which_call(),),
        (
            Option("--part", _("Plays one part only."), "NUMBER"),
            Option("--from", _("Where to begin, as in 1:20."), "TIME"),
            Option("--output", _("Where to play, as “callmate doctor” names it."), "NAME"),
            Option("--speed", _("From 0.5 to 2; voices keep their pitch."), "NUMBER"),
        ),
    )


def run(here: Here, asked: Asked) -> int:
    """Play, and return the exit status."""
    number = asked.value("--part", int)
    since = asked.value("--from", parse_position) or 0.0
    speed = asked.value("--speed", _speed) or 1.0
    output = asked.value("--output", str) or here.settings.output
    call_id = here.cabinet.find(asked.words[0])
    folder = here.cabinet.folder(call_id)
    found = parts(folder)
    if not found:
        saying.say(no_recording(here, call_id))
        return _NO
    chosen = found if number is None else _only(number, found)
    part, seconds = _spot(chosen, since)
    wanted = Wanted(folder, tuple(each.part for each in chosen), part, seconds, output, speed)
    try:
        return asyncio.run(play(wanted, identity(here)))
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
