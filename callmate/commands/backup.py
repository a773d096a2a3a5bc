"""Puts everything the owner has into one sealed file."""

from collections.abc import Sequence
from pathlib import Path

from callmate.commands import saying
from callmate.commands.backup_passphrase import for_making
from callmate.commands.grammar import Asked, Grammar, Option, Word
from callmate.commands.here import Here
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.store.backup.errors import Changing
from callmate.store.backup.making import Made, has_anything, make
from callmate.taking_out import NotTakenOutError, held

_NO = 1


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "backup",
        _(
            "Puts everything into one sealed file: calls and cases with their sound, your key,"
            " your settings, addresses, letters and rules; not what is in the trash. Your key is in"
            " it too, so the file is under a passphrase of its own: without it nobody can restore"
            " it, nor can you."
        ),
        (Word("FILE", _("The file to make."), _("Say which file to make.")),),
        (
            Option(
                "--passphrase-file", _("Takes the passphrase from a file's first line."), "FILE"
            ),
            Option("--force", _("Replaces a file that is there already.")),
        ),
    )


def run(here: Here, asked: Asked) -> int:
    """Make the backup and return the exit status."""
    path = Path(asked.words[0])
    if not has_anything(here.cabinet):
        saying.say(_("Nothing is kept yet, so there is nothing to back up."))
        return _NO
    passphrase = for_making(asked)
    if not passphrase:
        saying.say(_("No backup was made."))
        return _NO
    saying.say(_("This takes some seconds…"))
    try:
        with held(path, force=asked.on("--force")):
            made = make(here.cabinet, path, passphrase)
    except NotTakenOutError as error:
        saying.say(str(error))
        return _NO
    except Changing:
        saying.say(_("Something was written meanwhile, so no backup was made. Try again."))
        return _NO
    return _told(path, made)


def _told(path: Path, made: Made) -> int:
    count = sum(thing.startswith("calls/") for thing in made.things)
    said = ngettext(
        "{file} is made and was read back: {count} call, {size} MB. Keep it, and the passphrase,"
        " away from this computer.",
        "{file} is made and was read back: {count} calls, {size} MB. Keep it, and the passphrase,"
        " away from this computer.",
        count,
    )
    size = f"{path.stat().st_size / 1e6:.1f}"
    saying.say(said.format(file=visible(str(path)), count=count, size=size))
    if made.odd:
        said = _("Links and the like are not in it: {names}.")
        saying.say(said.format(names=_listed([str(each) for each in made.odd])))
    if made.open_elsewhere:
        said = _("What is open in another window is not in it: {names}. Close it, and do it again.")
        saying.say(said.format(names=_listed(made.open_elsewhere)))
        return _NO
    return 0


def _listed(names: Sequence[str]) -> str:
    shown = 5
    return ", ".join(visible(name) for name in names[:shown]) + (", …" if names[shown:] else "")
