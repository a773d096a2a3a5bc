"""Keys come to the screens one after the other, however fast they are pressed.

Textual hands a key to the widget that has the focus, and what that makes nothing of comes back to
the program later. A key that is pressed meanwhile would be handed to the same widget, though the
one before it may open a line to type on, or leave the screen.
"""

import os
import signal
from asyncio import CancelledError, current_task
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from threading import Event as Flag, Thread
from time import monotonic
from typing import Any

from rich.console import RenderableType
from textual.app import App
from textual.driver import Driver
from textual.events import Event, InputEvent, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

_LONGEST = 1.0
"""Seconds after which the next key is not held back any more by what has become of one."""

_LOOK = 0.1

_REPEAT = 0.12
"""Seconds between two strokes of one key below which it is held down."""

_HELD_AFTER = 0.9
"""Seconds after which a key that is held down has surely begun to repeat itself."""

_NEXT = 0.2
"""Seconds within which a key that repeats itself comes again."""


@contextmanager
def _going_on() -> Iterator[None]:
    """Go on when what was waited for is cancelled, such as what a screen that was left did."""
    try:
        yield
    except CancelledError:
        task = current_task()
        if task is None or task.cancelling():
            raise


class _Stoppable(Driver):
    """A driver that never reads keys twice over, and stops between two things that it does.

    A program that was stopped without being asked, and goes on, would begin to read the terminal
    beside itself, and letters would change their places. One that is asked to stop while it hands
    something to the terminal would hand it more, and wait for itself without end. What is typed
    while it comes back is kept: Textual would throw away what it has not read.
    """

    exit_event: Flag
    attrs_before: list[Any] | None
    _key_thread: Thread | None
    _must_signal_resume: bool
    _is_to_stop = False
    _comes_back = False

    def disable_input(self) -> None:
        """Read no more keys."""
        if self._comes_back and self._key_thread is not None:
            self.exit_event.set()
            self._key_thread.join()
            self.exit_event.clear()
        else:
            super().disable_input()  # type: ignore[safe-super] # the terminal's own

    def _sigtstp_application(self, *_received: object) -> None:
        self._is_to_stop = True
        if self._has_terminal:
            self._loop.call_soon_threadsafe(self._leave_and_stop)
        else:  # another program has it, which is waited for
            self._stop()

    def _sigcont_application(self, *_received: object) -> None:
        self._is_to_stop = False
        if self._has_terminal:
            self._loop.call_soon_threadsafe(self._come_back)

    @property
    def _has_terminal(self) -> bool:
        return self._auto_restart and not self._loop.is_closed()

    @property
    def _reads_keys(self) -> bool:
        return self._key_thread is not None and self._key_thread.is_alive()

    def _leave_and_stop(self) -> None:
        if self._reads_keys:
            self.suspend_application_mode()
            self._must_signal_resume = True
        self._stop()

    def _stop(self) -> None:
        if self._is_to_stop:  # nobody has called it back meanwhile
            os.kill(os.getpid(), signal.SIGSTOP)

    def _come_back(self) -> None:
        if self._key_thread is None:
            return  # it has not begun to read
        if not self._reads_keys:
            self.resume_application_mode()
            return
        # The terminal stays as it is meanwhile: Enter must not become another key.
        before = self.attrs_before
        self._comes_back, self.attrs_before = True, None
        self.suspend_application_mode()
        self._comes_back = False
        self.resume_application_mode()
        self.attrs_before = before


def _stoppable(driver: type[Driver]) -> type[Driver]:
    if not hasattr(driver, "_sigcont_application"):
        return driver  # none that a system's signals stop
    return type(driver.__name__, (_Stoppable, driver), {})


class DealtWith(Message):
    """Follows a key on its way, and comes to the program behind it.

    A key may make its widget send a message, such as the one that Enter in a line sends to its
    screen: the second time this goes, it follows that one.
    """

    def __init__(self, widget: Widget, *, once_more: bool) -> None:
        super().__init__()
        self.widget = widget
        self.once_more = once_more


class KeyedApp(App[None]):
    """A program in which each key finds done what the key before it does."""

    def __init__(self) -> None:
        super().__init__()
        self.cover_key = ""
        """The key that covers the screen."""
        self.takes_all = False
        """Whether the screen is covered, so that no key goes its way."""
        self._waiting: deque[Key | Paste] = deque()
        self._busy: Widget | None = None
        self._since = 0.0
        self._begun = monotonic()
        self._met: Screen[Any] | None = None
        self._reminder: Timer | None = None
        self._stroke: Key | None = None
        self._since_last = self._since_before = inf
        self._held_back: Timer | None = None
        self._meant: Callable[[], object] | None = None

    def get_driver_class(self) -> type[Driver]:
        """What reads and paints this terminal."""
        return _stoppable(super().get_driver_class())

    @property
    def seconds_idle(self) -> float:
        """Seconds since a key was last pressed, or since the program began."""
        return monotonic() - (self._stroke.time if self._stroke else self._begun)

    @property
    def key_repeats(self) -> bool:
        """Whether the key pressed last repeats itself, held down."""
        return max(self._since_last, self._since_before) < _REPEAT

    @property
    def has_no_key_to_do(self) -> bool:
        """Whether all keys that were pressed are dealt with."""
        return not (self._waiting or self._is_busy)

    @property
    def key_comes_again(self) -> bool:
        """Whether the key pressed last was pressed just before too: it may be held down."""
        return self._since_last <= _HELD_AFTER

    def unless_held(self, act: Callable[[], object]) -> None:
        """Do what a key asks for, but not when it is held down since it asked for another thing.

        A held key comes again after about half a second, and then many times a second: a second
        stroke within that time waits until no further one follows.
        """
        self._drop_held_back()
        if not self.key_comes_again:
            act()
        elif not self.key_repeats:
            self._meant, self._held_back = act, self.set_timer(_NEXT, self._do_meant)

    def _count(self, stroke: Key) -> None:
        self._since_before = self._since_last
        again = self._stroke is not None and self._stroke.key == stroke.key
        self._since_last = stroke.time - self._stroke.time if again and self._stroke else inf
        self._stroke = stroke
        if again:
            self._drop_held_back()
        else:
            self._do_meant()  # another key follows: the one before it was not held down

    def _do_meant(self) -> None:
        meant = self._meant
        self._drop_held_back()
        if meant is not None:
            meant()

    def _drop_held_back(self) -> None:
        # What two strokes ask for may come to be done only after both.
        if self._held_back is not None:
            self._held_back.stop()
        self._held_back = self._meant = None

    async def on_event(self, event: Event) -> None:
        """Take a key once the one before it was dealt with; everything else at once."""
        if isinstance(event, InputEvent) and not event.is_forwarded and self._is_for_cover(event):
            await self._type_on_cover(event)
        elif not isinstance(event, Key | Paste) or event.is_forwarded:
            await self._carry_out(event)
        else:
            self._waiting.append(event)
            await self._go_on()

    def _is_for_cover(self, event: InputEvent) -> bool:
        return self.takes_all or (isinstance(event, Key) and event.key == self.cover_key)

    async def _type_on_cover(self, event: InputEvent) -> None:
        """Put the cover over everything, or take what is typed on it."""

    def _painted(self, renderable: RenderableType) -> RenderableType:
        """What is painted in the place of this, while the screen is covered."""
        return renderable

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # All that is ever painted comes through here.
        if self.takes_all and renderable is not None:
            renderable = self._painted(renderable)
        super()._display(screen, renderable)

    async def on_dealt_with(self, dealt_with: DealtWith) -> None:
        """Take the next key, once what this one made its widget say is dealt with too."""
        self._busy = None
        if dealt_with.once_more:
            self._wait_for(dealt_with.widget, once_more=False)
        await self._go_on()

    async def _go_on(self) -> None:
        if not self._goes_on:
            return
        if self._waiting and not self._is_busy:
            if self.screen is self._met:
                pressed = self._waiting.popleft()
                if isinstance(pressed, Key):
                    self._count(pressed)
                await self._carry_out(pressed)
                if self._goes_on:
                    self._wait_for(self.focused or self.screen)
            else:
                # What this follows here is that a line of the screen takes what is typed.
                self._met = self.screen
                self._wait_for(self.screen)
        if self._waiting and self._reminder is None:
            # What follows a key is lost with the widget that it was handed to.
            self._reminder = self.set_timer(_LOOK, self._look)

    def _wait_for(self, widget: Widget, *, once_more: bool = True) -> None:
        self._since = monotonic()
        follows = DealtWith(widget, once_more=once_more)
        self._busy = widget if widget.post_message(follows) else None

    async def _look(self) -> None:
        self._reminder = None
        await self._go_on()

    async def _carry_out(self, event: Event) -> None:
        try:
            await super().on_event(event)
        except Exception as error:  # noqa: BLE001 - a fault costs the screen that it comes from
            self._handle_exception(error)

    @property
    def _is_busy(self) -> bool:
        return (
            self._busy is not None
            and self._busy.is_attached
            and monotonic() - self._since < _LONGEST
        )

    async def _dispatch_message(self, message: Message) -> None:
        with _going_on():
            await super()._dispatch_message(message)

    async def _flush_next_callbacks(self) -> None:
        with _going_on():
            await super()._flush_next_callbacks()

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:  # noqa: FBT001, FBT002 - as Textual calls it
        # A key may come while the next screen is put together; once the program ends, none is.
        while self._goes_on and not self.screen.is_mounted:
            await self.screen._mounted_event.wait()  # noqa: SLF001 - there is no other way to wait
        return not self._goes_on or await super()._check_bindings(key, priority)

    @property
    def _goes_on(self) -> bool:
        return not self._exit and bool(self.screen_stack)
