"""Takes a case, a call or its sound out into a file; the file's ending says which kind."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from callmate.audio.layout import parts
from callmate.cli import terminal
from callmate.cli.calls_command import plain_record
from callmate.cli.case_command import case_file, case_named
from callmate.cli.context import Context, identity
from callmate.cli.parser import Arguments, Grammar, Option, Word, WrongUseError
from callmate.cli.play_command import no_recording
from callmate.cli.terminal import agrees
from callmate.documents.call_paper import sheet, written
from callmate.documents.formats.paper_files import ENDINGS, contents
from callmate.domain.text import visible
from callmate.domain.times import clock, parse_position
from callmate.locale.messages import _
from callmate.services.output import CopyOrder, NoCopyError, NotTakenOutError, put, take_copy
from callmate.services.verification import call_on_disk
from callmate.wording.error_words import no_copy_words

_FAILED = 1
_SOUNDS = {".wav", ".mp3", ".flac", ".m4a", ".ogg"}  # the kinds there are; loading them is slow
_OF_SOUND = ("--from", "--to", "--part", "--purpose")


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "export",
        _(
            "Takes a case or a call out into a file, by the file's ending: .pdf, .html, .md or .txt"
            " for its words, .json for programs; .csv for a case in a spreadsheet; .wav, .mp3,"
            " .flac, .m4a or .ogg for the sound of a call. A listening copy of the sound is no"
            " longer protected, and is written down in the call."
        ),
        (
            Word(
                _("ID"),
                _("The beginning of the id of a call or a case."),
                _("Say which call or case, by the beginning of its id."),
            ),
            Word(_("FILE"), _("The file to make."), _("Name the file to make.")),
        ),
        (
            Option("--from", _("Where the sound begins, as in 1:20."), _("MOMENT")),
            Option("--to", _("Where the sound ends."), _("MOMENT")),
            Option(
                "--part", _("Which part of the recording, when there are several."), _("NUMBER")
            ),
            Option("--purpose", _("What the listening copy is for."), _("TEXT")),
            Option("--force", _("Replaces a file that is there already.")),
            Option("--yes", _("Does not ask.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Make the file and return the exit status."""
    path = Path(arguments.words[1])
    for flag, read in (("--from", parse_position), ("--to", parse_position), ("--part", int)):
        arguments.value(flag, read)
    kind = path.suffix.lower()
    case_id = case_named(context, arguments.words[0])
    if case_id is None and kind in _SOUNDS:
        return take_sound(context, arguments, path)
    _check(arguments)
    made = (
        case_file(context, case_id, path)
        if case_id
        else _call_file(context, arguments.words[0], path)
    )
    try:
        put(path, made, force=arguments.on("--force"))
    except NotTakenOutError as error:
        terminal.say(str(error))
        return _FAILED
    terminal.say(_("{file} is made. You alone can read it.").format(file=visible(str(path))))
    return 0


def _call_file(context: Context, prefix: str, path: Path) -> bytes:
    kind = path.suffix.lower()
    if kind not in {".json", *ENDINGS}:
        said = _(
            "“{file}” must end in .pdf, .html, .md, .txt, .json, .wav, .mp3, .flac, .m4a or .ogg."
        )
        raise WrongUseError(said.format(file=visible(path.name)))
    call_id = context.cabinet.find(prefix)
    seen = call_on_disk(context.cabinet, call_id)
    if kind == ".json":
        return terminal.json_line(plain_record(seen))
    words = sheet(seen, context.cabinet.verify(call_id), paths=False)
    return contents(replace(words, foot=(*words.foot, written())), kind)


def _check(arguments: Arguments) -> None:
    for flag in _OF_SOUND:
        if arguments.value(flag, str) is not None:
            said = _("{option} goes with a file of sound only.")
            raise WrongUseError(said.format(option=flag))


_NO = 1


def take_sound(context: Context, arguments: Arguments, path: Path) -> int:
    """Make a file of a call's sound and write that down in the call.

    Raises:
        WrongUseError: What was typed does not fit the recording, or nobody can be asked.
        StoreError: The call is open elsewhere, or it or the key cannot be used.
    """
    call_id = context.cabinet.find(arguments.words[0])
    clip = _clip(arguments, context.cabinet.folder(call_id), path)
    if clip is None:
        terminal.say(no_recording(context, call_id))
        return _NO
    if not arguments.on("--yes") and not is_agreed():
        terminal.say(_("Nothing was taken out."))
        return _NO
    try:
        take(context, call_id, clip, identity(context))
    except NoCopyError as error:
        terminal.say(no_copy_words(error.reason, str(path)))
        return _NO
    except NotTakenOutError as error:
        terminal.say(str(error))
        return _NO
    said = _("{file} is made. It is not protected; the call tells that it was taken out.")
    terminal.say(said.format(file=visible(str(path))))
    return 0


def _clip(arguments: Arguments, folder: Path, path: Path) -> CopyOrder | None:
    there = [facts.part for facts in parts(folder)]
    if not there:
        return None
    chosen = arguments.value("--part", int)
    if chosen is None and len(there) > 1:
        said = _("The recording has several parts: choose one with --part. They are: {parts}.")
        raise WrongUseError(said.format(parts=", ".join(map(str, there))))
    part = there[0] if chosen is None else chosen
    if part not in there:
        said = _("The recording has no part {part}; it has: {parts}.")
        raise WrongUseError(said.format(part=part, parts=", ".join(map(str, there))))
    begin, end = arguments.value("--from", parse_position), arguments.value("--to", parse_position)
    return CopyOrder(
        pieces=((part, begin or 0.0, end),),
        file=path,
        purpose=arguments.value("--purpose", str) or "",
        force=arguments.on("--force"),
    )


def is_agreed() -> bool:
    """Whether the owner agrees that sound leaves the private store.

    Raises:
        WrongUseError: Nobody can be asked.
    """
    if not terminal.is_terminal():
        raise WrongUseError(_("Nobody can be asked here. “--yes” takes the sound out."))
    terminal.say(
        _(
            "The sound leaves the private store: whoever gets the file can hear it."
            " Give it only to whoever needs it for your complaint, and do not circulate it."
        )
    )
    return agrees(_("Take it out?"))


def take(context: Context, call_id: str, order: CopyOrder, key: str) -> None:
    """Make a listening copy of a call's sound, and say when some of the sound is damaged.

    Args:
        context: The owner's places and choices.
        call_id: The call.
        order: What is copied, and where to.
        key: What opens the sound.

    Raises:
        WrongUseError: What was typed does not fit the recording.
        NoCopyError: There is no sound to copy, or the key does not open it.
        NotTakenOutError: The file could not be made.
        StoreError: The call is open elsewhere, or could not be told of it.
    """
    try:
        made = asyncio.run(take_copy(context.cabinet, call_id, order, key))
    except NoCopyError as error:
        if error.reason == "too_late":
            said = _("The recording is only {length} long.")
            raise WrongUseError(said.format(length=clock(error.seconds))) from error
        if error.reason == "no_span":
            raise WrongUseError(_("The sound would end before it begins.")) from error
        raise
    if made.damaged:
        terminal.say(_("A piece of the recording is damaged; the rest is taken."))
