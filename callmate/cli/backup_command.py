"""Puts everything the owner has into one sealed file; asks for passphrases of such files."""

from collections.abc import Sequence
from pathlib import Path

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option, Word, WrongUseError
from callmate.cli.terminal import ask_unseen
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.services.output import NotTakenOutError, held
from callmate.store.backup.contents import Changing
from callmate.store.backup.creation import Made, has_anything, make

_LONGEST = 4096
"""Bytes of the file that are looked at."""


def for_making(arguments: Arguments) -> str:
    """The passphrase of a new backup, typed twice; empty when it cannot be taken.

    Raises:
        WrongUseError: Nobody can be asked, or the file holds none.
    """
    passphrase = _from_file(arguments)
    if passphrase is not None:
        return passphrase
    terminal.say(
        _(
            "Whoever has the file and its passphrase has everything, the sound too. Choose several"
            " words that nobody guesses. If you forget them, nobody can open the file again."
        )
    )
    first = ask_unseen(_("A passphrase for this file:"))
    if not first:
        return ""
    if ask_unseen(_("Type it once more:")) != first:
        terminal.say(_("The two are not the same."))
        return ""
    if not _is_text(first):
        terminal.say(_("The passphrase must be plain text."))
        return ""
    return first


def for_restoring(arguments: Arguments) -> str:
    """The passphrase of a backup that is there; empty when none was typed.

    Raises:
        WrongUseError: Nobody can be asked, or the file holds none.
    """
    passphrase = _from_file(arguments)
    return ask_unseen(_("The passphrase of this file:")) if passphrase is None else passphrase


def _from_file(arguments: Arguments) -> str | None:
    """What the file says; ``None`` when it is to be typed."""
    path = arguments.value("--passphrase-file", Path)
    if path is None:
        if not terminal.is_terminal():
            said = _("Nobody can be asked here. “{option}” names a file that holds it.")
            raise WrongUseError(said.format(option="--passphrase-file"))
        return None
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST).decode().rstrip("\r\n")
    except (OSError, UnicodeError) as error:
        said = _("The passphrase cannot be read from “{file}”.")
        raise WrongUseError(said.format(file=visible(str(path)))) from error
    if not line:
        said = _("There is no passphrase in the first line of “{file}”.")
        raise WrongUseError(said.format(file=visible(str(path))))
    return line


def _is_text(typed: str) -> bool:
    try:
        typed.encode()
    except UnicodeEncodeError:
        return False
    return True


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
        (Word(_("FILE"), _("The file to make."), _("Name the file to make.")),),
        (
            Option(
                "--passphrase-file", _("Takes the passphrase from a file's first line."), _("FILE")
            ),
            Option("--force", _("Replaces a file that is there already.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Make the backup and return the exit status."""
    path = Path(arguments.words[0])
    if not has_anything(context.cabinet):
        terminal.say(_("Nothing is kept yet, so there is nothing to back up."))
        return _NO
    passphrase = for_making(arguments)
    if not passphrase:
        terminal.say(_("No backup was made."))
        return _NO
    terminal.say(_("This takes some seconds…"))
    try:
        with held(path, force=arguments.on("--force")):
            made = make(context.cabinet, path, passphrase)
    except NotTakenOutError as error:
        terminal.say(str(error))
        return _NO
    except Changing:
        terminal.say(_("Something was written meanwhile, so no backup was made. Try again."))
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
    terminal.say(said.format(file=visible(str(path)), count=count, size=size))
    if made.odd:
        said = _("Links and the like are not in it: {names}.")
        terminal.say(said.format(names=_listed([str(each) for each in made.odd])))
    if made.open_elsewhere:
        said = _("What is open in another window is not in it: {names}. Close it, and do it again.")
        terminal.say(said.format(names=_listed(made.open_elsewhere)))
        return _NO
    return 0


def _listed(names: Sequence[str]) -> str:
    shown = 5
    return ", ".join(visible(name) for name in names[:shown]) + (", …" if names[shown:] else "")
