"""Does what was typed after ``callmate``, and knows every command there is."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from callmate import __version__
from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, WrongUseError, explain, explain_all, read, usage
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.store.errors import StoreError

_FAILED = 1
_WRONG_USE = 2


def status(name: str, rest: Sequence[str]) -> int:
    """Do one command and return the exit status.

    Args:
        name: The command.
        rest: What was typed after it.
    """
    if name in {"-h", "--help", "help"}:
        explain_all(summaries())
        return 0
    if name == "--version":
        terminal.result(f"callmate {__version__}")
        return 0
    if name not in summaries():
        terminal.say(_no_such(name))
        return _WRONG_USE
    return _command(name, rest)


def _command(name: str, rest: Sequence[str]) -> int:
    command = load(name)
    grammar = command.grammar()
    try:
        arguments = read(grammar, rest)
        if arguments.for_help:
            explain(grammar)
            return 0
        return command.run(Context.of_owner(), arguments)
    except WrongUseError as error:
        terminal.say(str(error))
        terminal.say(usage(grammar))
        return _WRONG_USE
    except StoreError as error:
        from callmate.wording.error_words import worded  # noqa: PLC0415 - all may be well

        terminal.say(worded(error))
        return _FAILED


def _no_such(name: str) -> str:
    said = _("There is no command “{name}”. “callmate --help” lists them.")
    return said.format(name=visible(name))


class CommandModule(Protocol):
    """What the module of a command offers."""

    def grammar(self) -> Grammar:
        """What may be typed after it."""
        ...

    def run(self, context: Context, arguments: Arguments) -> int:
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
        "mail": _("Reads an e-mail or a PEC receipt into a case."),
        "dossier": _("Makes a folder of a case to hand over to whoever can help."),
        "delete": _("Deletes a call or a case: to the trash for 30 days, or for good."),
        "trash": _("Lists what was deleted in the last 30 days, and puts it back."),
        "backup": _("Puts everything into one sealed file."),
        "restore": _("Puts back from a backup what is not here."),
        "passphrase": _("Puts a passphrase over your recordings, or takes it away."),
        "keys": _("Lists the keys of the screen."),
        "speech": _("Says what it takes to have recordings written down, and fetches it."),
        "doctor": _("Checks whether everything is in order, and says what to do if not."),
    }


def load(name: str) -> CommandModule:
    """The command of this name, which must be one of ``summaries``; only it is loaded."""
    return cast("CommandModule", import_module(f"callmate.cli.{name}_command"))
