"""Gets the passphrase of a backup: typed, or from a file's first line."""

from pathlib import Path

from callmate.commands import saying
from callmate.commands.asking import ask_unseen
from callmate.commands.grammar import Asked, WrongUseError
from callmate.domain.visible import visible
from callmate.i18n import _

_LONGEST = 4096
"""Bytes of the file that are looked at."""


def for_making(asked: Asked) -> str:
    """The passphrase of a new backup, typed twice; empty when it cannot be taken.

    Raises:
        WrongUseError: Nobody can be asked, or the file holds none.
    """
    passphrase = _from_file(asked)
    if passphrase is not None:
        return passphrase
    saying.say(
        _(
            "Whoever has the file and its passphrase has everything, the sound too. Choose several"
            " words that nobody guesses. If you forget them, nobody can open the file again."
        )
    )
    first = ask_unseen(_("A passphrase for this file:"))
    if not first:
        return ""
    if ask_unseen(_("The same once more:")) != first:
        saying.say(_("The two are not the same."))
        return ""
    if not _is_text(first):
        saying.say(_("The passphrase must be plain text."))
        return ""
    return first


def for_restoring(asked: Asked) -> str:
    """The passphrase of a backup that is there; empty when none was typed.

    Raises:
        WrongUseError: Nobody can be asked, or the file holds none.
    """
    passphrase = _from_file(asked)
    return ask_unseen(_("The passphrase of this file:")) if passphrase is None else passphrase


def _from_file(asked: Asked) -> str | None:
    """What the file says; ``None`` when it is to be typed."""
    path = asked.value("--passphrase-file", Path)
    if path is None:
        if not saying.is_terminal():
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
