"""The calls kept so far, an interrupted one on top, and one obvious key for a new one."""

import time
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from callmate.dates import hour_minute
from callmate.domain.plain import CallSummary
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.store.errors import NoSuchCall
from callmate.store.index import Index
from callmate.store.rows import Row
from callmate.store.search import hits
from callmate.ui.finding import Finder
from callmate.ui.keys import home_commands
from callmate.ui.widgets.call_list import CallList
from callmate.ui.widgets.field import Field
from callmate.ui.widgets.key_strip import KeyStrip

if TYPE_CHECKING:
    from callmate.ui.app import CallMate

_PAUSE = 0.3
"""Seconds without a key after which notes are searched too."""

_AROUND = 4
"""Rows of the screen that show no call."""

_PAINTED = 0.2
"""Seconds after which the screen has surely been painted."""


class Home(Screen[None]):
    """Where the program opens."""

    AUTO_FOCUS = "#calls"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help)
            for c in home_commands()
        ),
        Binding("escape", "clear", show=False),
        Binding("down", "focus_calls", show=False),
    ]

    if TYPE_CHECKING:

        @property
        def app(self) -> "CallMate":  # type: ignore[override]
            """The program."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._index: Index | None = None
        self._finder = Finder()
        self._all_read = False
        self._around = ("", True)

    def compose(self) -> ComposeResult:
        """The name, what was interrupted, the calls, the keys.

        As many calls as there is room for are read first, so that they are in the first
        layout; the rest are read later.
        """
        self._index = Index(self.app.cabinet)
        self._rows = self._index.latest(max(1, self.app.size.height - _AROUND))
        self._around = (self._banner(), bool(self._rows))
        yield Static(_title(), id="title")
        if self._banner():
            yield Static(self._banner(), markup=False, classes="banner")
        calls = CallList(id="calls")
        calls.display = bool(self._rows)
        self._fill(calls, "")
        yield calls
        if not self._rows:
            yield Static(_welcome(), classes="welcome")
        yield KeyStrip([replace(c, key=self.app.key_of(c)) for c in home_commands()], id="keys")

    def on_mount(self) -> None:
        """Say what was wrong with the settings."""
        for problem in self.app.problems:
            words = _("The setting “{name}” was passed over: see callmate doctor.")
            self.app.alert(words.format(name=problem.name))

    def on_screen_resume(self) -> None:
        """Read again: a call may have come, gone or changed."""
        if self._all_read:
            self._read_all()
        else:
            # A thread that reads ten thousand calls would hold up the first paint.
            self._all_read = True
            self.set_timer(_PAINTED, self._read_all)

    @work(thread=True, exclusive=True, group="rows")
    def _read_all(self) -> None:
        if self._index is not None:
            rows = self._index.rows()
            self.app.call_from_thread(self._show, rows)

    def _show(self, rows: list[Row]) -> None:
        self._rows = rows
        calls = self.query_one(CallList)
        around = (self._banner(), bool(rows))
        if around != self._around:
            self._around = around
            self.query(".banner, .welcome").remove()
            if self._banner():
                self.mount(Static(self._banner(), markup=False, classes="banner"), before=calls)
            if not rows:
                self.mount(Static(_welcome(), classes="welcome"), after=calls)
        calls.display = bool(rows)
        self._fill(calls, self._sought)

    @property
    def _sought(self) -> str:
        """What stands on the search line; nothing while there is none."""
        return next((search.value for search in self.query(Field)), "")

    def _open_search(self) -> None:
        # The line is made when it is first wanted: the first screen is there sooner without it.
        search = next(iter(self.query(Field)), None)
        if search is None:
            words = _("Search: company, operator, number, words")
            search = Field(placeholder=words, id="search")
            self.mount(search, before="#calls")
        search.display = True
        self.set_focus(search)

    def _banner(self) -> str:
        interrupted = self._interrupted()
        if interrupted is None:
            return ""
        words = _(
            "▶ Call to {company}, begun at {time}, interrupted: press Enter to take it up again"
        )
        time = hour_minute(interrupted.started.astimezone())
        company = visible(interrupted.company) or _("(no company)")
        return words.format(company=company, time=time)

    def _interrupted(self) -> CallSummary | None:
        """The newest call without an end that no living window has."""
        for row in self._rows:
            if isinstance(row, CallSummary) and row.ended is None and not self._in_use(row.id):
                return row
        return None

    def _in_use(self, call_id: str) -> bool:
        try:
            return self.app.cabinet.is_running(call_id)
        except NoSuchCall:
            return True

    def _fill(self, calls: CallList, text: str) -> None:
        rows = self._finder.matching(self._rows, text) if text else self._rows
        interrupted = self._interrupted()
        if interrupted is not None and not text:
            rows = [interrupted, *(row for row in rows if row.id != interrupted.id)]
        open_ids = (r.id for r in self._rows if isinstance(r, CallSummary) and r.ended is None)
        running = frozenset(call_id for call_id in open_ids if self._in_use(call_id))
        calls.nothing = _("Nothing of this is in your calls.") if text else ""
        calls.fill(rows, self.app.clock(), running)

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        self._fill(self.query_one(CallList), event.value)
        if event.value.strip():
            self._search_words(event.value)

    @work(thread=True, exclusive=True, group="words")
    def _search_words(self, text: str) -> None:
        """Look through every note, once typing has paused; it takes a second for 10,000 calls."""
        worker = get_current_worker()
        time.sleep(_PAUSE)
        words = hits(self.app.cabinet, text)
        found = {hit.call_id for hit in takewhile(lambda _hit: not worker.is_cancelled, words)}
        if not worker.is_cancelled:
            self.app.call_from_thread(self._words_found, text, frozenset(found))

    def _words_found(self, text: str, found: frozenset[str]) -> None:
        self._finder.said(text, found)
        if self._sought == text:
            self._fill(self.query_one(CallList), text)

    @on(Input.Submitted, "#search")
    def _submitted(self) -> None:
        self.query_one(CallList).focus()

    @on(CallList.Opened)
    def _opened(self, event: CallList.Opened) -> None:
        row = event.row
        if isinstance(row, CallSummary) and row.ended is None and not self._in_use(row.id):
            self.app.take_up(row.id)
        else:
            self.app.review(row.id)

    def action_clear(self) -> None:
        """Leave the search; the calls are all there again."""
        for search in self.query(Field):
            search.value = ""
            search.display = False
        self.query_one(CallList).focus()

    def action_focus_calls(self) -> None:
        """From the search down to what was found."""
        self.query_one(CallList).focus()

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        match command:
            case "home.open":
                self.query_one(CallList).action_open()
            case "home.new":
                from callmate.ui.screens.new_call import NewCall  # noqa: PLC0415 - off the first paint

                self.app.push_screen(NewCall())
            case "home.past":
                self.app.note_past_call()
            case "home.cases":
                from callmate.ui.screens.case_list import CaseList  # noqa: PLC0415 - off the first paint

                self.app.push_screen(CaseList())
            case "home.sound":
                self.app.decide_about_sound()
            case "home.search":
                self._open_search()
            case "home.help":
                from callmate.ui.screens.help import Help  # noqa: PLC0415 - off the first paint

                self.app.push_screen(Help())
            case _:
                self.app.exit()


def _title() -> Content:
    return Content.assemble(
        ("CallMate", "bold $primary"), (_(" · the phone call, kept"), "$foreground 70%")
    )


def _welcome() -> Content:
    return Content("\n\n").join(
        [
            Content(_("CallMate stays open while you ring a company, and keeps what is said.")),
            Content(_("It reminds you to ask for the operator's number and the claim number.")),
            Content(_("Everything stays on this computer, for you alone.")),
            Content.styled(_("Press  n  for your first call."), "bold $accent"),
        ]
    )
