"""What is read while the screen goes on: in a thread, and shown only if it is still wanted."""

import asyncio
from collections.abc import Callable
from threading import Event
from typing import TypeVar

from textual.widget import Widget

from callmate.locale.messages import _
from callmate.store.errors import StoreError
from callmate.ui.crash_report import write_down
from callmate.ui.host import host_of

Answer = TypeVar("Answer")

Wanted = Callable[[], bool]
"""Whether the answer is still wanted; asked in the thread, by what takes long."""


def is_there(node: Widget) -> bool:
    """Whether a screen, or a widget of one, still stands on a screen that can come into sight."""
    return node.is_attached and node.is_running and node.screen in node.app.screen_stack


def read_aside(
    asker: Widget,
    read: Callable[[Wanted], Answer],
    show: Callable[[Answer], object],
    *,
    group: str = "read",
) -> None:
    """Read in a thread, then show what was read.

    What comes after its asker was left, or after the asker read again in the same group, is
    dropped. What cannot be read is said in one sentence.

    Args:
        asker: The screen or widget on which it is shown.
        read: Reads, in the thread; touches no screen and no widget.
        show: Takes what was read, where screens may be touched.
        group: What else of the same asker this takes the place of.
    """
    over = Event()

    async def reading() -> None:
        try:
            answer = await asyncio.to_thread(read, lambda: not over.is_set())
        except (StoreError, OSError):
            _say(asker)
        except Exception as error:  # noqa: BLE001 - a fault costs this answer, never the program
            write_down(host_of(asker).places.data, error)
            _say(asker)
        else:
            if is_there(asker):
                show(answer)
        finally:
            over.set()

    # Handed over unstarted: one that is dropped before it began leaves nothing behind.
    unstarted: Callable[[], object] = reading
    asker.run_worker(unstarted, group=group, exclusive=True)


def _say(asker: Widget) -> None:
    if is_there(asker):
        words = _("Something cannot be read just now; what is kept is safe. Try again in a moment.")
        host_of(asker).alert(words)
