"""What is done when a screen fails: it alone is closed, and never a call in progress with it."""

from collections.abc import Iterator
from time import monotonic
from traceback import walk_tb
from typing import Any

from textual._context import active_message_pump
from textual.app import App
from textual.dom import NoScreen
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerFailed, get_current_worker

from callmate.locale.messages import _
from callmate.ui.crash_report import write_down
from callmate.ui.host import CallScreen, Host

_SOON = 5.0
"""Seconds within which a call's screen may not fail twice."""

AnyScreen = Screen[Any]


def cause_of(error: BaseException) -> BaseException:
    """What was raised, out of the wrapping that Textual puts around what a worker raises."""
    return error.error if isinstance(error, WorkerFailed) else error


def failed_screens(error: BaseException, app: App[None]) -> Iterator[AnyScreen | None]:
    """The screens that an error may be put down to, likeliest first.

    Args:
        error: What was raised; it is being handled.
        app: The program.

    Yields:
        A screen of the stack, or ``None`` for one that was left before.
    """
    stack = app.screen_stack
    failed = _failed_node(error)
    if isinstance(failed, Widget):
        # What handles a message of its own and fails handles no other: its screen has to go.
        yield _standing(failed, stack)
        return
    # A key's action is carried out by the program itself, in the name of a screen.
    for widget in _widgets_at_work(cause_of(error)):
        yield _standing(widget, stack)


def _failed_node(error: BaseException) -> MessagePump | None:
    if isinstance(error, WorkerFailed):
        return get_current_worker().node
    return active_message_pump.get(None)


def _widgets_at_work(error: BaseException) -> Iterator[Widget]:
    """The widgets whose methods an error went through, the innermost first."""
    for frame, _line in reversed([*walk_tb(error.__traceback__)]):
        owners = map(frame.f_locals.get, ("self", "namespace"))
        yield from (owner for owner in owners if isinstance(owner, Widget))


def _standing(widget: Widget, stack: list[AnyScreen]) -> AnyScreen | None:
    try:
        screen = widget.screen
    except NoScreen:
        return None
    return screen if screen in stack else None


class Faults:
    """Closes what fails.

    Args:
        app: The program, as Textual knows it.
        host: The same program, as screens know it.
    """

    def __init__(self, app: App[None], host: Host) -> None:
        self._app = app
        self._host = host
        self._broken: set[AnyScreen] = set()
        self._drawn_anew = float("-inf")

    def mended(self, error: Exception) -> bool:
        """Close the screen that an error comes from; whether the program can go on."""
        if self._app._exit:  # noqa: SLF001 - there is no other way to ask
            # Textual puts no screen together any more, which is why the last ones fail.
            return True
        write_down(self._host.places.data, cause_of(error))
        found = list(failed_screens(error, self._app))
        if found and not any(found):
            # Its screen was left before, and nothing that is shown can be wrong by it.
            return True
        # What can be put down to no screen happened while the last of them was in sight.
        failed = next(filter(None, [*found, *reversed(self._app.screen_stack)]), None)
        return failed in self._broken or (failed is not None and self._close(failed))

    def leave_broken(self) -> None:
        """Once a call is over, go on past what failed beneath it."""
        if self._app.screen not in self._broken:
            return
        if len(self._app.screen_stack) > 1:
            self._app.pop_screen()  # which comes back here
        else:
            self._app.push_screen(self._app.get_default_screen())

    @property
    def _call(self) -> CallScreen | None:
        """The screen of the call in progress."""
        return next((each for each in self._app.screen_stack if isinstance(each, CallScreen)), None)

    def _close(self, failed: AnyScreen) -> bool:
        call = self._call
        stack = [screen for screen in self._app.screen_stack if screen not in self._broken]
        if call is None and failed is stack[0]:
            return False
        if call is not None and stack.index(failed) < stack.index(call):
            self._broken.add(failed)
        elif call is not None and failed is call:
            return self._draw_anew(call)
        else:
            self._leave(failed)
        self._say(in_call=call is not None)
        return True

    def _leave(self, failed: AnyScreen) -> None:
        while failed in self._app.screen_stack:
            self._app.screen.dismiss(None)

    def _draw_anew(self, call: CallScreen) -> bool:
        now = monotonic()
        if now - self._drawn_anew < _SOON:
            return False
        self._drawn_anew = now
        while self._app.screen is not call:
            self._app.screen.dismiss(None)
        self._app.switch_screen(call.anew())
        self._host.alert(
            _(
                "That screen failed by a fault of CallMate's own and is shown anew. Everything that"
                " was kept is here."
            )
        )
        return True

    def _say(self, *, in_call: bool) -> None:
        words = _(
            "That screen failed by a fault of CallMate's own and was closed. Everything that was"
            " kept is safe."
        )
        if in_call:
            words = _(
                "Another screen failed by a fault of CallMate's own and was closed. The call goes"
                " on, and everything that was kept is safe."
            )
        self._host.alert(words)
