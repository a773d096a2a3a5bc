"""Sealed parts, looked through and made ready to be played."""

from pathlib import Path

from callmate.audio.deck import Deck, Side
from callmate.audio.reports import Damaged, Failed, Loaded, PartLength
from callmate.audio.requests import PartPlace, PlayRequest
from callmate.audio.sealed import CannotOpenError, WrongKeyError
from callmate.audio.sealed_sound import open_sound
from callmate.audio.voice import Voice


def load(request: PlayRequest, voice: Voice) -> Deck | None:
    """Look all parts through and tell what is there; None when nothing can be played."""
    sides = []
    for place in request.parts:
        try:
            side = _side(place, request.identity, voice)
        except WrongKeyError:
            voice.say(Failed("wrong_key"))
            return None
        if side:
            sides.append(side)
    if not sides:
        voice.say(Failed("unreadable"))
        return None
    voice.say(Loaded(tuple(PartLength(side.part, side.seconds) for side in sides)))
    return Deck(tuple(sides))


def _side(place: PartPlace, identity: str, voice: Voice) -> Side | None:
    try:
        sound = open_sound(Path(place.folder), place.part, identity)
    except CannotOpenError:
        voice.say(Damaged(place.part, ("unreadable:0",)))
        return None
    what = sound.problems if sound.complete else (*sound.problems, "no-end:0")
    if what:
        voice.say(Damaged(place.part, what))
    return Side(place.part, sound.seconds, sound.reader) if sound.seconds else None
