"""Reads what was typed after ``callmate`` and hands over; the screen opens when nothing was.

Exit status: 0 when all is well, 1 when the answer is no or something failed, 2 when what
was typed is not understood, 130 when it was stopped with Ctrl+C.
"""

from collections.abc import Callable, Sequence

from callmate.cli import terminal
from callmate.cli.screen_command import open_screen
from callmate.locale.messages import _
from callmate.services.clock import VARIABLE, ahead

_FAILED = 1
_WRONG_USE = 2
_STOPPED = 130


def main(argv: Sequence[str]) -> int:
    """Do what was typed and return the exit status."""
    terminal.prepare()
    return _quietly(lambda: _status(argv))


def _quietly(work: Callable[[], int]) -> int:
    """Run to the end, whatever the outputs do and whenever Ctrl+C is pressed."""
    try:
        status = work()
        terminal.finish()
    except BrokenPipeError:
        terminal.abandon()
        return _FAILED
    except OSError as error:
        terminal.abandon()
        from callmate.wording.error_words import refused_by_system  # noqa: PLC0415 - rarely needed

        terminal.say(refused_by_system(error))
        return _FAILED
    except KeyboardInterrupt:
        return _STOPPED
    return status


def _status(argv: Sequence[str]) -> int:
    try:
        ahead()
    except ValueError:
        said = _("{name} is not a time. Write it like 2026-11-18T09:00:00+01:00, or leave it out.")
        terminal.say(said.format(name=VARIABLE))
        return _WRONG_USE
    if not argv:
        return open_screen(None)
    from callmate.cli.dispatch import status  # noqa: PLC0415 - the screen opens without it

    return status(argv[0], argv[1:])
