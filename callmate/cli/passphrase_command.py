"""Sets, changes or takes away the passphrase over the owner's recordings."""

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option
from callmate.cli.terminal import ask_unseen
from callmate.locale.messages import _
from callmate.store.keys import OwnerKeys

_NO = 1
_WRONG_USE = 2


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "passphrase",
        _(
            "Puts a passphrase over your recordings, changes it, or takes it away. It covers the"
            " sound only: notes stay readable for whoever can read your files. Without the"
            " passphrase nobody can open the recordings again, nor can you."
        ),
        options=(Option("--remove", _("Takes the passphrase away.")),),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Ask, set, and return the exit status."""
    keys = OwnerKeys(context.places)
    if not terminal.is_terminal():
        terminal.say(_("A passphrase is typed at a terminal, and there is none here."))
        return _WRONG_USE
    keys.recipient()
    locked = keys.locked()
    if arguments.on("--remove") and not locked:
        terminal.say(_("There is no passphrase over your recordings."))
        return 0
    if not arguments.on("--remove"):
        _explain()
    old = ask_unseen(_("The passphrase so far:")) if locked else None
    new = None if arguments.on("--remove") else _new()
    if new == "":
        terminal.say(_("Nothing was changed."))
        return _NO
    terminal.say(_("This takes some seconds…"))
    keys.set_passphrase(old, new)
    terminal.say(
        _("The passphrase is taken away. Your recordings open without one.")
        if new is None
        else _("The passphrase is set. It is asked for when you listen, never when you record.")
    )
    return 0


def _explain() -> None:
    terminal.say(
        _(
            "The passphrase covers your recordings. Your notes are not covered: whoever can read"
            " your files can read them. If you forget it, nobody can open the recordings again."
        )
    )


def _new() -> str:
    """The new passphrase, typed twice; empty when it cannot be taken."""
    first = ask_unseen(_("A new passphrase:"))
    if not first:
        return ""
    if ask_unseen(_("Type it once more:")) != first:
        terminal.say(_("The two are not the same."))
        return ""
    return first
