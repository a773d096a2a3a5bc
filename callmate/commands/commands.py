"""The list of commands."""

from importlib import import_module
from typing import Protocol, cast

from callmate.commands.grammar import Asked, Grammar
from callmate.commands.here import Here
from callmate.i18n import _


class Command(Protocol):
    """What the module of a command offers."""

    def grammar(self) -> Grammar:
        """What may be typed after it."""
        ...

    def run(self, here: Here, asked: Asked) -> int:
        """Do it and return the exit status."""
        ...


def summaries() -> dict[str, str]:
    """A sentence for each command, in the order in which to explain them."""
    return {
        "start": _("Starts a call at once."),
        "calls": _("Lists your calls, the newest first."),
        "show": _("Shows a call."),
        "cases": _("Lists your cases, the open ones first."),
        "case": _("Shows a case: its facts, its promises, what happened in order."),
        "due": _("Says what is due: promises, what can be done now or later, what may be lost."),
        "search": _("Finds the calls in which words were said."),
        "play": _("Plays a call's recording."),
        "verify": _("Says whether anything was changed since it was kept."),
        "export": _("Takes a case, a call or its sound out into a file."),
        "add": _("Opens the form for a call that was noted on paper."),
        "import": _("Brings in a recording made on a phone, or a list of past calls."),
        "letters": _("Lists the letters that can be written."),
        "letter": _("Writes a letter about a case into a file."),
        "dossier": _("Makes a folder of a case to hand over to whoever can help."),
        "delete": _("Deletes a call or a case: to the trash for 30 days, or for good."),
        "trash": _("Lists what was deleted in the last 30 days, and puts it back."),
        "backup": _("Puts everything into one sealed file."),
        "restore": _("Puts back from a backup what is not here."),
        "passphrase": _("Puts a passphrase over your recordings, or takes it away."),
        "keys": _("Lists the keys of the screen."),
        "doctor": _("Looks whether everything is in order, and says what to do if not."),
    }


_OTHERWISE_NAMED = {"import": "bring_in"}
"""Commands that no module of Python can be named after."""


def load(name: str) -> Command:
    """The command of this name, which must be one of ``summaries``; only it is loaded."""
    module = _OTHERWISE_NAMED.get(name, name)
    return cast("Command", import_module(f"callmate.commands.{module}"))
