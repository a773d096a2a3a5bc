"""Opens the screen, in a running call when one is started."""

from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Word
from callmate.cli.screen_command import open_screen
from callmate.locale.messages import _


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "start",
        _("Starts a call at once and opens the screen; the call is stamped with this moment."),
        (Word(_("COMPANY"), _("The company you are ringing; it may be left out.")),),
        joins=True,
    )


def run(context: Context, arguments: Arguments) -> int:
    """Open the screen in a running call and return the exit status."""
    return open_screen(arguments.word(0) or "", context)
