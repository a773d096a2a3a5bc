"""Opens the screen at the form for a call that was noted on paper."""

from callmate.cli.context import Here
from callmate.cli.parser import Asked, Grammar
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


def run(here: Here, _asked: Asked) -> int:
    """Open the screen and return the exit status."""
    return open_screen(None, here, noting=True)
