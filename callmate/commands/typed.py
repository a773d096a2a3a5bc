"""Does what was typed after ``callmate``."""

from collections.abc import Sequence

from callmate import __version__
from callmate.commands import commands, saying
from callmate.commands.explaining import explain, explain_all, usage
from callmate.commands.grammar import WrongUseError, read
from callmate.commands.here import Here
from callmate.commands.troubles import worded
from callmate.domain.visible import visible
from callmate.i18n import _
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
        explain_all(commands.summaries())
        return 0
    if name == "--version":
        saying.result(f"callmate {__version__}")
        return 0
    if name not in commands.summaries():
        saying.say(_no_such(name))
        return _WRONG_USE
    return _command(name, rest)


def _command(name: str, rest: Sequence[str]) -> int:
    command = commands.load(name)
    grammar = command.grammar()
    try:
        asked = read(grammar, rest)
        if asked.for_help:
            explain(grammar)
            return 0
        return command.run(Here.of_owner(), asked)
    except WrongUseError as error:
        saying.say(str(error))
        saying.say(usage(grammar))
        return _WRONG_USE
    except StoreError as error:
        saying.say(worded(error))
        return _FAILED


def _no_such(name: str) -> str:
    said = _("There is no command “{name}”. “callmate --help” lists them.")
    return said.format(name=visible(name))
