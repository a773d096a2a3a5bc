"""What screens know of the program around them, and the one way to it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol, Self, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from callmate.domain.entry import Sector, Started
from callmate.services.desk import Clock, Desk
from callmate.store.cabinet import Cabinet
from callmate.store.places import Places
from callmate.store.settings import Problem, Settings
from callmate.ui.command import Command
from callmate.ui.widgets.field import show_label

if TYPE_CHECKING:
    # The first screen is there sooner without all that reads cases.
    from callmate.domain.home_digest import DueNotice
    from callmate.services.case_desk import CaseDesk
    from callmate.services.live_call import LiveCall
    from callmate.store.cases import Cases
    from callmate.store.index import Index

Answer = TypeVar("Answer")

_KEYS = "#keys, #hint, .dialog > .hint"
"""Where screens and dialogs show their keys."""


class Host(Protocol):
    """The program around the screens: what is kept, how to speak, and where one can go."""

    clock: Clock
    """Tells the time to every screen."""
    places: Places
    settings: Settings
    problems: tuple[Problem, ...]
    """What in the settings was passed over."""
    cabinet: Cabinet
    """All calls."""
    draft: dict[str, str]
    """What was typed into the form of a new call that was left."""
    paper_draft: dict[str, str]
    """What was typed into the form of a past call that was left."""

    @property
    def index(self) -> "Index":
        """All calls and cases, and what was said in them."""
        ...

    @property
    def cases(self) -> "Cases":
        """All cases."""
        ...

    @property
    def case_desk(self) -> "CaseDesk":
        """What is done to cases, stamped and kept."""
        ...

    def key_of(self, command: Command) -> str:
        """The key of a command, the owner's own if one was chosen."""
        ...

    def key_of_id(self, command: str) -> str:
        """The key of the command with this id."""
        ...

    def sector_of(self, company: str) -> Sector:
        """The trade of a company, as it was stated or as its name says."""
        ...

    def alert(self, words: str) -> None:
        """Say one plain sentence that must not be missed."""
        ...

    def tell(self, words: str, seconds: float | None = None) -> None:
        """Say what was done, for some seconds; a few when left out."""
        ...

    async def ask(self, dialog: Screen[Answer]) -> Answer:
        """Put a question, in a worker, and wait for its answer."""
        ...

    def lend_terminal(self) -> AbstractContextManager[None]:
        """Leave the terminal to another program for a while."""
        ...

    def review(self, call_id: str, entry: str = "") -> None:
        """Go through a call that is past, from an entry on when one is named."""
        ...

    def open_case(self, case_id: str, entry: str = "", *, steps: bool = False) -> None:
        """Open a case, at an entry when one is named, or at what can be done in it."""
        ...

    def open_due(self, due: "DueNotice") -> None:
        """Open what is due in its case, or where it was promised."""
        ...

    def note_past_call(self) -> None:
        """Have a call typed in that was noted on paper."""
        ...

    def decide_about_sound(self) -> None:
        """Ask about sound whose time is over, if there is some."""
        ...

    def begin_call(
        self,
        started: Started,
        *,
        instead: "HostedScreen[None] | None" = None,
        first: Callable[[Desk], object] | None = None,
        key: str = "",
    ) -> bool:
        """Keep the start of a new call and lead through it; whether it was kept."""
        ...

    def take_back_start(self, call: "CallScreen") -> None:
        """A call was begun by mistake: keep nothing of it, and show its form as it was."""
        ...

    def leave_open(self, call: "CallScreen") -> None:
        """Another call comes in: leave this one as it is, and show the form of the other."""
        ...

    @property
    def seconds_idle(self) -> float:
        """Seconds since a key was last pressed, or since the program began."""
        ...

    @property
    def key_repeats(self) -> bool:
        """Whether the key pressed last repeats itself, held down."""
        ...

    @property
    def key_comes_again(self) -> bool:
        """Whether the key pressed last was pressed just before too: it may be held down."""
        ...

    def unless_held(self, act: Callable[[], object]) -> None:
        """Do what a key asks for, but not when it is held down since it asked for another thing."""
        ...

    def take_up(self, call_id: str) -> None:
        """Go on with a call that was interrupted."""
        ...

    def wrap_up(self, ended: "CallScreen") -> None:
        """After the call: fill gaps, set the outcome, see what was kept."""
        ...

    def back_to_call(self, wrap_up: "CallScreen") -> None:
        """It was not over: take the end back, and go on with the call."""
        ...

    def close_call(self, wrap_up: "CallScreen") -> None:
        """Give the call back, and go home."""
        ...


def host_of(node: MessagePump) -> Host:
    """The program that a screen or a widget stands in; there is no other program for them."""
    return cast("Host", node.app)


class HostedScreen(Screen[Answer]):
    """A screen of the program; it is left once, and only while it is the one in sight."""

    @property
    def host(self) -> Host:
        """The program."""
        return host_of(self)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave the screen with an answer; a second time, or beneath another, does nothing."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def hush(self) -> None:
        """Let nothing be heard: the screen was covered."""

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as Textual calls it
        # After a scroll Textual lays out what is in sight alone, and takes in with it what else
        # has changed its size, which is then never told of it and stays as it was drawn.
        super()._refresh_layout(size)

    def scroll_to_center(self, widget: Widget, *_how: object, **_more: object) -> None:
        """Show what was focused out of sight without a slide, which could hide its label again."""
        self.call_after_refresh(show_label, widget)


class CallScreen(HostedScreen[None]):
    """A screen with a call in progress, which goes on whatever fails.

    Args:
        live: The call.
    """

    def __init__(self, live: "LiveCall") -> None:
        super().__init__()
        self.live = live
        """The call."""

    def anew(self) -> Self:
        """The same screen made again, with what was kept of the call; its recording goes on."""
        return type(self)(self.live)


class HostedModal(ModalScreen[Answer], HostedScreen[Answer]):
    """A question of the program, over the screen that asks it.

    Its own keys stand at its foot; those of the screen beneath do nothing meanwhile.
    """

    def on_mount(self) -> None:
        """Hide the keys of the screen beneath."""
        place = self.app.screen_stack.index(self)
        self._hidden = list(self.app.screen_stack[place - 1].query(_KEYS)) if place else []
        self._show_keys(shown=False)

    def on_unmount(self) -> None:
        """Show them again."""
        self._show_keys(shown=True)

    def _show_keys(self, *, shown: bool) -> None:
        for each in self._hidden:
            each.visible = shown
