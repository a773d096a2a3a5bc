"""The program on the screen: its colours, its keys, and the way from one screen to the next."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.notifications import Notification, Notify, SeverityLevel
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from callmate.domain.entry import Sector
from callmate.locale.messages import _
from callmate.services.desk import Clock, begin, now
from callmate.store.cabinet import Cabinet
from callmate.store.places import Places, fresh_id
from callmate.store.settings import Problem, Settings
from callmate.ui import terminal_input
from callmate.ui.background import Wanted, read_aside
from callmate.ui.call_flow import CallFlow
from callmate.ui.command import Command
from callmate.ui.commands import all_commands
from callmate.ui.host import Answer
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.theme import DARK, NAMES, OURS

if TYPE_CHECKING:
    # What keeps an open call loads a while, and the list of calls shall be there at once.
    from callmate.domain.home_digest import DueNotice
    from callmate.services.case_desk import CaseDesk
    from callmate.store.cases import Cases
    from callmate.store.index import Index
    from callmate.ui.fault import Faults

_CLOSING = 4.0
"""Seconds after which a sound process whose screen died has surely closed its part."""


_SETTLED = 1.0
"""Seconds after the first paint when what is past its time is cleared away."""


_SELDOM = (5_000, 10, 5)
"""Thresholds by which garbage is looked for; with Python's own it takes a fifth of each key."""


_LEAST = 0.001
"""Seconds for which words are shown whose time is over just as they are put on a screen."""


class PassingWords(Notification):
    """What is said for a while.

    Textual works out what is left of that while once it has decided to show the words; where the
    while ended in between, its timer would look for the next moment before now, and never end.
    """

    @property
    def time_left(self) -> float:
        """Seconds for which they are still shown; always some."""
        return max(_LEAST, super().time_left)

    @property
    def has_expired(self) -> bool:
        """Whether they have been shown long enough."""
        return super().time_left <= 0


class CallMate(CallFlow):
    """CallMate, kept open during the call.

    Args:
        places: Where the owner's things lie.
        settings: The owner's choices.
        problems: What in the settings was passed over.
        start: The company of a call to start at once; ``None`` opens the home screen.
        noting: Whether a past call is to be typed in at once.
        clock: Tells the time.
    """

    TITLE = "CallMate"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "callmate.tcss"
    theme: Reactive[str] = Reactive(DARK.name)
    """Set here, the colours are worked out once and not twice before the first paint."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    def __init__(
        self,
        places: Places,
        settings: Settings,
        problems: Sequence[Problem] = (),
        start: str | None = None,
        *,
        noting: bool = False,
        clock: Clock = now,
    ) -> None:
        super().__init__()
        self.clock = clock
        """Tells the time to every screen."""
        self.places = places
        self.settings = settings
        self.problems = tuple(problems)
        self.cabinet = Cabinet(places)
        self._start = start
        self._noting = noting
        self.cover_key = self.settings.keys.get("screen.cover", "f12")
        self.draft: dict[str, str] = {}
        """What was typed into the form of a new call that was left."""
        self.paper_draft: dict[str, str] = {}
        """What was typed into the form of a past call that was left."""
        if settings.theme != "dark":
            name = NAMES[settings.theme]
            if name in OURS:
                self.register_theme(OURS[name])
            self.theme = name
        self.set_keymap({name: key for name, key in settings.keys.items() if name in self._keys})

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {command.id: command.key for command in all_commands(self.settings)}

    @cached_property
    def index(self) -> "Index":
        """All calls and cases, and what was said in them."""
        from callmate.store.index import Index  # noqa: PLC0415 - off the first paint

        return Index(self.cabinet)

    @property
    def cases(self) -> "Cases":
        """All cases."""
        return self.index.cases

    @property
    def case_desk(self) -> "CaseDesk":
        """What is done to cases, stamped and kept."""
        from callmate.services.case_desk import CaseDesk  # noqa: PLC0415 - off the first paint

        return CaseDesk(self.cases, fresh_id, self.clock)

    def key_of(self, command: Command) -> str:
        """The key of a command, the owner's own if one was chosen."""
        return self._keys.get(command.id, command.key)

    def key_of_id(self, command: str) -> str:
        """The key of the command with this id."""
        return self._keys[command]

    def get_theme(self, theme_name: str) -> Theme | None:
        """Our own colours are known from the first moment, before any could be registered."""
        return OURS.get(theme_name) or super().get_theme(theme_name)

    def get_default_screen(self) -> Screen[None]:
        """The home screen is the first; there is none beneath it."""
        return Home()

    def on_ready(self) -> None:
        """The first screen is painted: from now on what is dropped is collected again."""
        from callmate.ui.crash_report import keep_memory_to_ourselves  # noqa: PLC0415 - off the first paint

        gc.freeze()
        gc.set_threshold(*_SELDOM)
        gc.enable()
        keep_memory_to_ourselves()
        home = self.screen_stack[0]
        home.set_timer(_SETTLED, partial(self._sweep, home))

    def _sweep(self, home: Screen[object]) -> None:
        def sweep(_wanted: Wanted) -> str | None:
            from callmate.store.trash import sweep_all  # noqa: PLC0415 - off the first paint
            from callmate.store.wrap_up_draft import call_with_draft  # noqa: PLC0415 - the same

            sweep_all(self.cabinet, self.clock().date())
            return call_with_draft(self.cabinet)

        def look_for_sound(typed_after: str | None) -> None:
            from callmate.ui.deletion import RetentionBanner  # noqa: PLC0415 - off the first paint

            home.mount(RetentionBanner(), before="#keys")
            self.tell_of_wrap_up(typed_after)

        read_aside(home, sweep, look_for_sound, group="sweep")

    def decide_about_sound(self) -> None:
        """Ask about the sound of which the line on the home screen tells, if there is one."""
        from callmate.ui.deletion import RetentionBanner  # noqa: PLC0415 - off the first paint

        for line in self.screen.query(RetentionBanner):
            line.ask()

    def on_mount(self) -> None:
        """Go straight into a call when one was asked for."""
        if not self.is_headless:
            terminal_input.watch()
        if self._start is not None:
            sector = self.sector_of(self._start)
            self.begin_call(begin(self._start, sector=sector, clock=self.clock))
        elif self._noting:
            self.note_past_call()

    def sector_of(self, company: str) -> Sector:
        """The trade of a company, as it was stated or as its name says."""
        from callmate.services.new_calls import sector_of  # noqa: PLC0415 - only when a call starts

        return sector_of(self.cabinet, self.cases, company) if company else Sector.OTHER

    def review(self, call_id: str, entry: str = "") -> None:
        """Go through a call that is past, from an entry on when one is named."""
        if not entry and self.wrap_up_again(call_id):
            return
        from callmate.ui.screens.review.review_screen import Review  # noqa: PLC0415 - off the first paint

        self.push_screen(Review(call_id, entry))

    def open_case(self, case_id: str, entry: str = "", *, steps: bool = False) -> None:
        """Open a case, at an entry when one is named, or at what can be done in it."""
        from callmate.ui.screens.case.case_screen import CaseView  # noqa: PLC0415 - off the first paint

        self.push_screen(CaseView(case_id, entry, steps=steps))

    def note_past_call(self) -> None:
        """Have a call typed in that was noted on paper, and show what was kept of it."""
        from callmate.ui.screens.past_call_form import PastCallForm  # noqa: PLC0415 - off the first paint

        def kept(call_id: str | None) -> None:
            if call_id is not None:
                self.review(call_id)

        self.push_screen(PastCallForm(), kept)

    def open_due(self, due: "DueNotice") -> None:
        """Open what is due in its case, or where it was promised."""
        if due.case is not None:
            self.open_case(due.case, due.entry, steps=due.call is None)
        elif due.call is not None:
            self.review(due.call, due.entry)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show words for some seconds; a few when left out."""
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        words = PassingWords(message, title, severity, seconds, markup=markup)
        self.post_message(Notify(words))

    def alert(self, words: str) -> None:
        """Say one plain sentence that must not be missed."""
        self.notify(words, severity="error", timeout=10, markup=False)

    def tell(self, words: str, seconds: float | None = None) -> None:
        """Say what was done, for some seconds; a few when left out."""
        self.notify(words, timeout=seconds, markup=False)

    async def ask(self, dialog: Screen[Answer]) -> Answer:
        """Put a question, in a worker, and wait for its answer."""
        return await self.push_screen_wait(dialog)

    @contextmanager
    def lend_terminal(self) -> Iterator[None]:
        """Leave the terminal to another program for a while."""
        with self.suspend():
            yield
        self.refresh()

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to leave, and leave nothing by mistake."""
        self.tell(_("Press Ctrl+Q to leave CallMate."))

    def pop_screen(self) -> AwaitComplete:
        """Leave the screen in sight, and what failed beneath it."""
        left = super().pop_screen()
        if "_faults" in vars(self):
            self._faults.leave_broken()
        return left

    @cached_property
    def _faults(self) -> "Faults":
        from callmate.ui.fault import Faults  # noqa: PLC0415 - hardly ever needed

        return Faults(self, self)

    def _handle_exception(self, error: Exception) -> None:
        # Textual would end the program, and a call in progress with it.
        if not self._faults.mended(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback over the terminal; a person gets one sentence.
        from callmate.ui.crash_report import last_words, write_down  # noqa: PLC0415 - rarely needed

        if not self._exit_renderables:
            error = sys.exception()
            report = write_down(self.places.data, error) if error else None
            self._exit_renderables.append(last_words(report))
        self._close_messages_no_wait()

    async def action_leave(self) -> None:
        """Quit; a call in progress is asked about first."""
        from callmate.ui.screens.live.live_screen import LiveScreen  # noqa: PLC0415 - off the first paint

        call = next((s for s in self.screen_stack if isinstance(s, LiveScreen)), None)
        if call is None:
            self.exit()
        elif self.screen is call:
            self.run_worker(call.ask_to_leave())


def run(
    places: Places,
    settings: Settings,
    problems: Sequence[Problem],
    *,
    start: str | None,
    noting: bool = False,
) -> int:
    """Open the screen and return the program's exit status."""
    terminal_input.install()
    app = CallMate(places, settings, problems, start, noting=noting)
    app.run()
    return app.return_code or 0
