"""Brings in what lies elsewhere: a recording made on a phone, or a list of past calls."""

import asyncio
import sys
from datetime import date, datetime
from pathlib import Path

from callmate.audio.door import RefusedError
from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option, Word, WrongUseError
from callmate.cli.show_command import which_call
from callmate.domain.recording import RecordingPart
from callmate.domain.text import visible
from callmate.domain.times import clock, written_moment
from callmate.locale.messages import _
from callmate.services.recording_import import Wish, bring_in
from callmate.store.keys import OwnerKeys
from callmate.wording import dates
from callmate.wording.error_words import refusal

_OF_SOUND = ("--at", "--damaged-too")
_OF_LISTS = ("--dry-run", "--skip-bad", "--create-cases")


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "import",
        _(
            "Brings a recording made on a phone into a call (m4a, mp3, amr, 3gp, ogg, wav, flac),"
            " sealed for you alone; or, with --calls, past calls out of a table. The file it comes"
            " from stays as it is."
        ),
        (
            Word(_("CALL"), which_call().help),
            Word(_("FILE"), _("The recording.")),
        ),
        (
            Option(
                "--at",
                _("When it began, as in 10:32 or 18/11/2026 10:32; otherwise as the file says."),
                _("TIME"),
            ),
            Option("--damaged-too", _("Takes what can be heard of a file that was cut short.")),
            Option("--calls", _("Keeps the past calls that a CSV file lists."), _("FILE")),
            Option("--dry-run", _("Shows what would be kept, line by line, and keeps nothing.")),
            Option("--skip-bad", _("Leaves out the lines that cannot be understood.")),
            Option(
                "--create-cases",
                _("Opens the cases that the list names; without it they must be there already."),
            ),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Bring it in and return the exit status."""
    listed = arguments.value("--calls", Path)
    if listed is not None:
        _refuse(arguments, _OF_SOUND, _("{option} goes with a recording only."))
        if arguments.words:
            raise WrongUseError(_("With --calls, no call and no other file is named."))
        from callmate.cli.call_list_import import take_calls_in  # noqa: PLC0415 - loads more

        return take_calls_in(context, arguments, listed)
    _refuse(arguments, _OF_LISTS, _("{option} goes with --calls only."))
    if not arguments.words:
        raise WrongUseError(which_call().needed)
    if arguments.word(1) is None:
        raise WrongUseError(_("Name the file to bring in."))

    return take_sound_in(context, arguments)


def _refuse(arguments: Arguments, flags: tuple[str, ...], said: str) -> None:
    for flag in flags:
        if arguments.given(flag):
            raise WrongUseError(said.format(option=flag))


_NO = 1
_STOPPED = 130


def take_sound_in(context: Context, arguments: Arguments) -> int:
    """Bring a recording in and return the exit status.

    Raises:
        WrongUseError: What was typed cannot be understood.
        StoreError: The call is open elsewhere, or it or the key cannot be used.
    """
    call_id = context.cabinet.find(arguments.words[0])
    file = Path(arguments.words[1])
    day = context.cabinet.read(call_id).start.at.date()
    at = arguments.value("--at", lambda typed: _moment(typed, day))
    wish = Wish(file, OwnerKeys(context.places).recipient(), at, arguments.on("--damaged-too"))
    try:
        with context.cabinet.take(call_id) as kept:
            part = asyncio.run(bring_in(kept, wish, _tell))
    except RefusedError as error:
        terminal.say(refusal(error.kind, str(file)))
        if error.kind == "cut_short":
            terminal.say(_("“--damaged-too” takes what can be heard of it."))
        return _NO
    except KeyboardInterrupt:
        terminal.say(_("Stopped. Nothing was brought in."))
        return _STOPPED
    finally:
        _show("")
    _tell_done(part, file)
    return 0


def _tell_done(part: RecordingPart, file: Path) -> None:
    said = _("{file} is in the call, {length} long, sealed for you alone. It begins on {date}.")
    length = clock(part.seconds or 0)
    began = dates.full(part.started)
    terminal.say(said.format(file=visible(str(file)), length=length, date=began))
    if part.imported and part.imported.cut_short:
        terminal.say(_("The file was cut short or damaged: sound may be missing."))


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
