"""Takes a listening copy out of the private store, once the owner has agreed to it."""

from dataclasses import dataclass
from pathlib import Path

from callmate.audio.decoder import UndecodableError
from callmate.audio.facts import parts
from callmate.audio.listening_copy import NothingThereError, cut
from callmate.audio.sealed import CannotOpenError, OggSound, WrongKeyError, read_part
from callmate.commands import saying
from callmate.commands.asking import agrees
from callmate.commands.grammar import Asked, WrongUseError
from callmate.commands.here import Here
from callmate.commands.no_recording import no_recording
from callmate.commands.unlocking import identity
from callmate.desk import Desk
from callmate.domain.span import clock, parse_position
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.recovery import recover
from callmate.taking_out import NotTakenOutError, held

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
        saying.say(no_recording(here, call_id))
        return _NO
    if not asked.on("--yes") and not is_agreed():
        saying.say(_("Nothing was taken out."))
        return _NO
    try:
        take(here, call_id, clip, path, identity(here), force=asked.on("--force"))
    except NotTakenOutError as error:
        saying.say(str(error))
        return _NO
    except WrongKeyError:
        saying.say(_("Your key does not open this recording."))
        return _NO
    except (CannotOpenError, UndecodableError, NothingThereError):
        saying.say(_("The recording cannot be read; it is left as it is."))
        return _NO
    said = _("{file} is made. It is not protected; the call tells that it was taken out.")
    saying.say(said.format(file=visible(str(path))))
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
    if not saying.is_terminal():
        raise WrongUseError(_("Nobody can be asked here. “--yes” takes the sound out."))
    saying.say(
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
            saying.say(_("A piece of the recording is damaged; the rest is taken."))
        desk = Desk(kept)
        recover(desk, kept.folder)
        with held(path, force=force):
            end = clip.since + cut(sound.stream, clip.since, end, path)
            desk.listened_copy(clip.part, clip.since, round(end, 3), clip.purpose)
            if desk.trouble is not None:
                path.unlink(missing_ok=True)  # no sound leaves unless the call tells of it
                raise desk.trouble
