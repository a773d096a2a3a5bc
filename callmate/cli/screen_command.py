"""Opens the screen; loads nothing that only a typed command needs."""

import gc

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.locale.messages import _
from callmate.store.errors import StoreError

_FAILED = 1
_WRONG_USE = 2


def open_screen(
    company: str | None, context: Context | None = None, *, noting: bool = False
) -> int:
    """Open the screen and return the exit status.

    Args:
        company: Whom a call that starts at once is to; ``None`` opens the home screen.
        context: The places and choices; those of whoever runs the program when left out.
        noting: Whether a past call is to be typed in at once.
    """
    if not terminal.is_terminal():
        terminal.say(
            _(
                "The screen needs a terminal, and there is none here."
                " “callmate --help” lists what works without one."
            )
        )
        return _WRONG_USE
    # Everything made while the program loads stays; looking for garbage there only takes time.
    gc.disable()
    from callmate.ui.app import run as run_screen  # noqa: PLC0415 - the screen's library is large

    try:
        owner = context or Context.of_owner()
    except StoreError as error:
        from callmate.wording.error_words import worded  # noqa: PLC0415 - all may be well

        terminal.say(worded(error))
        return _FAILED
    return run_screen(owner.places, owner.settings, owner.problems, start=company, noting=noting)
