"""Takes a case, a call or its sound out into a file; the file's ending says which kind."""

from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from callmate.audio.decoder import UndecodableError
from callmate.audio.layout import parts
from callmate.audio.listening_copy import NothingThereError, cut
from callmate.audio.sealed import CannotOpenError, OggSound, WrongKeyError, read_part
from callmate.cli import terminal
from callmate.cli.calls_command import plain_record
from callmate.cli.case_command import case_file, case_named
from callmate.cli.context import Here, identity
from callmate.cli.parser import Asked, Grammar, Option, Word, WrongUseError
from callmate.cli.play_command import no_recording
from callmate.cli.terminal import agrees
from callmate.documents.call_paper import sheet, written
from callmate.documents.formats.paper_files import ENDINGS, contents
from callmate.domain.text import visible
from callmate.domain.times import clock, parse_position
from callmate.locale.messages import _
from callmate.services.desk import Desk
from callmate.services.output import NotTakenOutError, held, put
from callmate.services.recovery import recover
from callmate.services.verification import see

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
        return take_sound(here, asked, path)
    _check(asked)
    made = case_file(here, case_id, path) if case_id else _call_file(here, asked.words[0], path)
    try:
        put(path, made, force=asked.on("--force"))
    except NotTakenOutError as error:
        terminal.say(str(error))
        return _FAILED
    terminal.say(_("{file} is made. You alone can read it.").format(file=visible(str(path))))
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
        return terminal.json_line(plain_record(seen))
    words = sheet(seen, here.cabinet.verify(call_id), paths=False)
    return contents(replace(words, foot=(*words.foot, written())), kind)


def _check(asked: Asked) -> None:
    for flag in _OF_SOUND:
        if asked.value(flag, str) is not None:
            said = _("{option} goes with a file of sound only.")
            raise WrongUseError(said.format(option=flag))


_NO = 1


@dataclass(frozen=True)
class Clip:
    """What is to be taken out."""

    part: int
    since: float
    """Seconds into the part."""
    until: float | None
    """Seconds into the part; ``None`` for its end."""
    purpose: str

    def end_in(self, sound: OggSound) -> float:
        """Where the clip ends.

        Raises:
            WrongUseError: It begins after the end of the sound, or ends before it begins.
        """
        if self.since >= sound.seconds:
            said = _("The recording is only {length} long.")
            raise WrongUseError(said.format(length=clock(sound.seconds)))
        end = sound.seconds if self.until is None else min(self.until, sound.seconds)
        if end <= self.since:
            raise WrongUseError(_("The sound would end before it begins."))
        return end


def take_sound(here: Here, asked: Asked, path: Path) -> int:
    """Make a file of a call's sound and write that down in the call.

    Raises:
        WrongUseError: What was typed does not fit the recording, or nobody can be asked.
        StoreError: The call is open elsewhere, or it or the key cannot be used.
    """
    call_id = here.cabinet.find(asked.words[0])
    clip = _clip(asked, here.cabinet.folder(call_id))
    if clip is None:
        terminal.say(no_recording(here, call_id))
        return _NO
    if not asked.on("--yes") and not is_agreed():
        terminal.say(_("Nothing was taken out."))
        return _NO
    try:
        take(here, call_id, clip, path, identity(here), force=asked.on("--force"))
    except NotTakenOutError as error:
        terminal.say(str(error))
        return _NO
    except WrongKeyError:
        terminal.say(_("Your key does not open this recording."))
        return _NO
    except (CannotOpenError, UndecodableError, NothingThereError):
        terminal.say(_("The recording cannot be read; it is left as it is."))
        return _NO
    said = _("{file} is made. It is not protected; the call tells that it was taken out.")
    terminal.say(said.format(file=visible(str(path))))
    return 0


def _clip(asked: Asked, folder: Path) -> Clip | None:
    there = [facts.part for facts in parts(folder)]
    if not there:
        return None
    chosen = asked.value("--part", int)
    if chosen is None and len(there) > 1:
        said = _("The recording has several parts: choose one with --part. They are: {parts}.")
        raise WrongUseError(said.format(parts=", ".join(map(str, there))))
    part = there[0] if chosen is None else chosen
    if part not in there:
        said = _("The recording has no part {part}; it has: {parts}.")
        raise WrongUseError(said.format(part=part, parts=", ".join(map(str, there))))
    return Clip(
        part,
        asked.value("--from", parse_position) or 0.0,
        asked.value("--to", parse_position),
        asked.value("--purpose", str) or "",
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


def take(here: Here, call_id: str, clip: Clip, path: Path, key: str, *, force: bool) -> None:
    """Write a clip of a call's sound to a file, and write that down in the call.

    Args:
        here: The owner's places and choices.
        call_id: The call.
        clip: What is taken.
        path: Where to; its ending says as what.
        key: What opens the sound.
        force: Whether a file that is there already is replaced.

    Raises:
        NotTakenOutError: The file could not be made.
        WrongKeyError: The key does not open it.
        StoreError: The call is open elsewhere, or could not be told of it.
    """
    with here.cabinet.take(call_id) as kept:
        sound = read_part(kept.folder, clip.part, key)
        end = clip.end_in(sound)
        if sound.problems:
            terminal.say(_("A piece of the recording is damaged; the rest is taken."))
        desk = Desk(kept)
        recover(desk, kept.folder)
        with held(path, force=force):
            end = clip.since + cut(sound.stream, clip.since, end, path)
            desk.listened_copy(clip.part, clip.since, round(end, 3), clip.purpose)
            if desk.trouble is not None:
                path.unlink(missing_ok=True)  # no sound leaves unless the call tells of it
                raise desk.trouble
