"""Opens the screen at the form for a call that was noted on paper."""

from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar
from callmate.cli.screen_command import open_screen
from callmate.locale.messages import _


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "add",
        _(
            "Opens the form for a call that was noted on paper. It is kept like the others, and"
            " marked as written down afterwards."
        ),
    )


def run(context: Context, _asked: Arguments) -> int:
    """Open the screen and return the exit status."""
    return open_screen(None, context, noting=True)
