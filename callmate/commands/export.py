"""Takes a case, a call or its sound out into a file; the file's ending says which kind."""

from pathlib import Path

from msgspec.structs import replace

from callmate.commands import saying
from callmate.commands.grammar import Asked, Grammar, Option, Word, WrongUseError
from callmate.commands.here import Here
from callmate.commands.plain_calls import plain_record
from callmate.commands.seeing import see
from callmate.commands.sheet import sheet, written
from callmate.commands.taking_case import case_file, case_named
from callmate.domain.span import parse_position
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.paper.files import ENDINGS, contents
from callmate.taking_out import NotTakenOutError, put

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
                "CALL",
                _("The beginning of the id of a call or a case."),
                _("Say which call or case, by the beginning of its id."),
            ),
            Word("FILE", _("The file to make."), _("Say which file to make.")),
        ),
        (
            Option("--from", _("Where the sound begins, as in 1:20."), "TIME"),
            Option("--to", _("Where the sound ends."), "TIME"),
            Option("--part", _("Which part of the recording, when there are several."), "NUMBER"),
            Option("--purpose", _("What the listening copy is for."), "TEXT"),
            Option("--force", _("Replaces a file that is there already.")),
            Option("--yes", _("Does not ask.")),
        ),
    )


def run(here: Here, asked: Asked) -> int:
    """Make the file and return the exit status."""
    path = Path(asked.words[1])
    for flag, read in (("--from", parse_position), ("--to", parse_position), ("--part", int)):
        asked.value(flag, read)
    kind = path.suffix.lower()
    case_id = case_named(here, asked.words[0])
    if case_id is None and kind in _SOUNDS:
        from callmate.commands.sound_out import take_sound  # noqa: PLC0415 - loads sound libraries

        return take_sound(here, asked, path)
    _check(asked)
    made = case_file(here, case_id, path) if case_id else _call_file(here, asked.words[0], path)
    try:
        put(path, made, force=asked.on("--force"))
    except NotTakenOutError as error:
        saying.say(str(error))
        return _FAILED
    saying.say(_("{file} is made. You alone can read it.").format(file=visible(str(path))))
    return 0


def _call_file(here: Here, prefix: str, path: Path) -> bytes:
    kind = path.suffix.lower()
    if kind not in {".json", *ENDINGS}:
        said = _(
            "“{file}” must end in .pdf, .html, .md, .txt, .json, .wav, .mp3, .flac, .m4a or .ogg."
        )
        raise WrongUseError(said.format(file=visible(path.name)))
    call_id = here.cabinet.find(prefix)
    seen = see(here.cabinet, call_id)
    if kind == ".json":
        return saying.json_line(plain_record(seen))
    words = sheet(seen, here.cabinet.verify(call_id), paths=False)
    return contents(replace(words, foot=(*words.foot, written())), kind)


def _check(asked: Asked) -> None:
    for flag in _OF_SOUND:
        if asked.value(flag, str) is not None:
            said = _("{option} goes with a file of sound only.")
            raise WrongUseError(said.format(option=flag))
