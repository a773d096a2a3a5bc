"""Opens the screen, in a running call when one is started."""

from callmate.commands import saying
from callmate.commands.grammar import Asked, Grammar, Word
from callmate.commands.here import Here
from callmate.i18n import _

_WRONG_USE = 2


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "start",
        _("Starts a call at once and opens the screen; the call is stamped with this moment."),
        (Word("COMPANY", _("Whom you are ringing; it may be left out.")),),
        joins=True,
    )


def run(here: Here, asked: Asked) -> int:
    """Open the screen in a running call and return the exit status."""
    return open_screen(here, asked.word(0) or "")


def open_screen(here: Here, company: str | None) -> int:
    """Open the screen and return the exit status.

    Args:
        here: The owner's places and choices.
        company: Whom a call that starts at once is to; ``None`` opens the home screen.
    """
    if not saying.is_terminal():
        saying.say(
            _(
                "The screen needs a terminal, and this is none."
                " “callmate --help” lists what works without one."
            )
        )
        return _WRONG_USE
    from callmate.ui.app import run as run_screen  # noqa: PLC0415 - the screen's library is large

    return run_screen(here.places, here.settings, here.problems, start=company)
