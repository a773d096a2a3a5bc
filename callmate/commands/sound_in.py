"""Brings a recording made on a phone into a call, and tells how far it is."""

import asyncio
import sys
from datetime import date, datetime
from pathlib import Path

from callmate import dates
from callmate.audio.link import RefusedError
from callmate.bringing_in import Wish, bring_in
from callmate.commands import saying
from callmate.commands.grammar import Asked
from callmate.commands.here import Here
from callmate.domain.recording import Part
from callmate.domain.span import clock
from callmate.domain.visible import visible
from callmate.domain.written import written_moment
from callmate.i18n import _
from callmate.refusals import refusal
from callmate.store.keys import OwnerKeys

_NO = 1
_STOPPED = 130


def take_sound_in(here: Here, asked: Asked) -> int:
    """Bring a recording in and return the exit status.

    Raises:
        WrongUseError: What was typed cannot be understood.
        StoreError: The call is open elsewhere, or it or the key cannot be used.
    """
    call_id = here.cabinet.find(asked.words[0])
    file = Path(asked.words[1])
    day = here.cabinet.read(call_id).start.at.date()
    at = asked.value("--at", lambda typed: _moment(typed, day))
    wish = Wish(file, OwnerKeys(here.places).recipient(), at, asked.on("--damaged-too"))
    try:
        with here.cabinet.take(call_id) as kept:
            part = asyncio.run(bring_in(kept, wish, _tell))
    except RefusedError as error:
        saying.say(refusal(error.kind, str(file)))
        if error.kind == "cut_short":
            saying.say(_("“--damaged-too” takes what can be heard of it."))
        return _NO
    except KeyboardInterrupt:
        saying.say(_("Stopped. Nothing was brought in."))
        return _STOPPED
    finally:
        _show("")
    _tell_done(part, file)
    return 0


def _tell_done(part: Part, file: Path) -> None:
    said = _("{file} is in the call, {length} long, sealed for you alone. It begins on {date}.")
    length = clock(part.seconds or 0)
    began = dates.full(part.started)
    saying.say(said.format(file=visible(str(file)), length=length, date=began))
    if part.imported and part.imported.cut_short:
        saying.say(_("The file was cut short or damaged: sound may be missing."))


def _moment(typed: str, day: date) -> datetime:
    found = written_moment(typed, day)
    if found is None:
        raise ValueError(typed)
    return found.astimezone()


def _tell(seconds: float, total: float | None) -> None:
    _show(f"{clock(seconds)} / {clock(total)}" if total else clock(seconds))


def _show(text: str) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()
