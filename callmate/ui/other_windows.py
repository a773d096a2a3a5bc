"""What other windows write is shown in this one."""

from collections.abc import Callable

from textual.screen import Screen

from callmate.store.changes import Bell
from callmate.store.places import Places

_LISTEN = 0.8
"""Seconds between two looks, which cost next to nothing."""


def watch(
    screen: Screen[None], places: Places, changed: Callable[[frozenset[str] | None], object]
) -> None:
    """Tell a screen, as long as it is in sight, what was written by anybody.

    Args:
        screen: The screen.
        places: Where things are kept.
        changed: Told the ids of calls and cases; ``None`` when anything may have changed.
    """
    bell = Bell(places)

    def listen() -> None:
        if screen.app.screen is screen:
            heard = bell.heard()
            if heard is None or heard:
                changed(heard)

    screen.set_interval(_LISTEN, listen)
