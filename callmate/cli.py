"""Reads what was typed after ``callmate`` and hands over; the screen opens when nothing was.

Exit status: 0 when all is well, 1 when the answer is no or something failed, 2 when what
was typed is not understood, 130 when it was stopped with Ctrl+C.
"""

from collections.abc import Callable, Sequence

from callmate import __version__
from callmate.commands import commands, saying
from callmate.commands.explaining import explain, explain_all, usage
from callmate.commands.grammar import WrongUseError, read
from callmate.commands.here import Here
from callmate.commands.start import open_screen
from callmate.commands.troubles import worded
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.store.errors import StoreError

_FAILED = 1
_WRONG_USE = 2
_STOPPED = 130


def main(argv: Sequence[str]) -> int:
    """Do what was typed and return the exit status."""
    saying.prepare()
    return _quietly(lambda: _status(argv))


def _quietly(work: Callable[[], int]) -> int:
    """Run to the end, whatever the outputs do and whenever Ctrl+C is pressed."""
    try:
        status = work()
        saying.finish()
    except BrokenPipeError:
        saying.abandon()
        return _FAILED
    except OSError as error:
        saying.abandon()
        said = _("The system refused: {reason}.")
        saying.say(said.format(reason=visible(str(error))))
        return _FAILED
    except KeyboardInterrupt:
        return _STOPPED
    return status


def _status(argv: Sequence[str]) -> int:
    if not argv:
        return open_screen(Here.of_owner(), None)
    name, rest = argv[0], argv[1:]
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
