"""What is due, the open cases and the calls, and one obvious key for a new call."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from callmate.domain.call_order import Order
from callmate.domain.home_digest import HomeDigest
from callmate.domain.records import CallSummary
from callmate.locale.messages import _
from callmate.store.rows import Row, latest, read_digest, write_digest
from callmate.ui.background import read_aside
from callmate.ui.commands import home_commands
from callmate.ui.host import Host, HostedScreen
from callmate.ui.screens.home.home_items import (
    CaseItem,
    DueItem,
    HitItem,
    MoreItem,
    found_items,
    home_items,
)
from callmate.ui.screens.home.home_panels import HomeList, banner, interrupted, running
from callmate.ui.widgets.key_strip import KeyStrip
from callmate.ui.widgets.line_list import WholeRow

if TYPE_CHECKING:
    # A search is opened by a key; the first screen is there sooner without it.
    from callmate.ui.screens.home.search_panel import SearchPanel

# ruff: noqa: PLC0415 - the first screen is there sooner without all others


def title(order: str = "") -> Content:
    """The program's name, and in which order calls are shown when that is not the usual one."""
    said = _(" · the phone call, kept")
    told = f" · {order}" if order else ""
    return Content.assemble(
        ("CallMate", "bold $primary"), (said, "$foreground 70%"), (told, "bold $accent")
    )


def welcome() -> Content:
    """What there is to know while nothing is kept yet."""
    return Content("\n\n").join(
        [
            Content(_("CallMate stays open while you ring a company, and keeps what is said.")),
            Content(_("It reminds you to ask for the operator's number and the claim number.")),
            Content(_("Everything stays on this computer, for you alone.")),
            Content.styled(_("Press  n  for your first call."), "bold $accent"),
        ]
    )


_AROUND = 4
"""Rows of the screen that show no call."""

_PAINTED = 0.2
"""Seconds after which the screen has surely been painted."""

_LEFT = 1.0
"""Seconds between two looks whether another window has left its call."""

_MOVES = ("down", "up", "pagedown", "pageup")


class Home(HostedScreen[None]):
    """Where the program opens."""

    AUTO_FOCUS = "#calls"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help)
            for c in home_commands()
        ),
        Binding("escape", "clear", show=False),
        *(
            Binding(key, f"move('{key}')", show=False)
            for key in ("down", "up", "pagedown", "pageup")
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = []
        self._ahead = HomeDigest()
        self._order = Order.NEWEST
        self._in_use: frozenset[str] = frozenset()
        self._begun = False
        self._search: SearchPanel | None = None
        self._found = self._to_open = ""  # words whose finds are shown; words to open the first of
        self._around = ("", True)
        self._whole: set[str] = set()

    def compose(self) -> ComposeResult:
        """The name, what was interrupted, the calls, the keys.

        As many calls as there is room for are read first, so that they are in the first
        layout; the rest are read later.
        """
        self._ahead = read_digest(self.host.places)
        self._take(latest(self.host.cabinet, max(1, self.app.size.height - _AROUND)))
        self._around = (self._banner, self._empty)
        yield Static(title(), id="title")
        if self._banner:
            yield Static(self._banner, markup=False, classes="banner")
        calls = HomeList(id="calls")
        calls.display = not self._empty
        self._fill(calls)
        yield calls
        yield WholeRow(calls, calls.whole)
        if self._empty:
            yield Static(welcome(), classes="welcome")
        yield KeyStrip([replace(c, key=self.host.key_of(c)) for c in home_commands()], id="keys")

    def on_mount(self) -> None:
        """Say what was wrong with the settings."""
        for problem in self.host.problems:
            words = _("The setting “{name}” was passed over: see callmate doctor.")
            self.host.alert(words.format(name=problem.name))

    def on_screen_resume(self) -> None:
        """Read again: a call may have come, gone or changed."""
        if self._begun:
            self._read(None)
        else:
            # What reads ten thousand calls would hold up the first paint.
            self._begun = True
            self.set_timer(_PAINTED, self._begin)

    def _begin(self) -> None:
        from callmate.ui.other_windows import watch

        watch(self, self.host.places, self._read)
        self.set_interval(_LEFT, self._look_who_left)
        self._read(None)

    def _look_who_left(self) -> None:
        """A window that dies says nothing; its call is then offered to be taken up."""
        if self.app.screen is self and running(self.host.cabinet, self._rows) != self._in_use:
            self._show()

    def _read(self, changed: frozenset[str] | None) -> None:
        """Read all calls, or those alone that changed."""
        host = self.host
        read_aside(self, lambda _wanted: read_home(host, changed), self._was_read, group="rows")

    def _was_read(self, read: "Read") -> None:
        self._rows, self._ahead = read.rows, read.ahead
        self._show()

    def _take(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._in_use = running(self.host.cabinet, rows)

    @property
    def _empty(self) -> bool:
        return not (self._rows or self._ahead.cases or self._ahead.due)

    def _show(self) -> None:
        self._take(self._rows)
        calls = self.query_one(HomeList)
        around = (self._banner, self._empty)
        if around != self._around:
            self._around = around
            self.query(".banner, .welcome").remove()
            if self._banner:
                self.mount(Static(self._banner, markup=False, classes="banner"), before=calls)
            if self._empty:
                self.mount(Static(welcome(), classes="welcome"), after=calls)
        calls.display = not self._empty
        if self._search is None or not self._search.sought:
            self._fill(calls)
        if self._search is not None and self._search.is_mounted and self._search.display:
            self._search.look()  # under an empty line stands whether all is ready

    def _fill(self, calls: HomeList) -> None:
        first = interrupted(self._rows, self._in_use)
        calls.nothing = ""
        now = self.host.clock()
        shown = home_items(self._rows, first, self._ahead, self._order, now, whole=self._whole)
        calls.fill(shown, now, self._in_use)

    @property
    def _banner(self) -> str:
        return banner(interrupted(self._rows, self._in_use))

    async def _open_search(self, text: str = "") -> None:
        """Show the search line; what is typed from now on stands on it, however fast it comes."""
        from callmate.ui.screens.home.search_panel import SearchPanel

        if self._search is None:
            self._search = SearchPanel(self._order, text)
            await self.mount(self._search, before="#calls")
        else:
            self._search.write(text)

    @work(exclusive=True, group="dialog")
    async def _narrow(self) -> None:
        from callmate.ui.dialogs import ListDialog
        from callmate.ui.screens.home.search_panel import filters

        dialog = ListDialog(_("Show only"), filters(self._rows))
        chosen = await self.host.ask(dialog)
        if chosen:
            before = self._search.sought if self._search else ""
            await self._open_search(f"{before} {chosen} ".lstrip())

    def _reorder(self) -> None:
        from callmate.ui.screens.home.search_panel import order_words

        self._order = self._order.following
        self.query_one("#title", Static).update(title(order_words(self._order)))
        if self._search is not None:
            self._search.order = self._order
        self._show()

    def on_search_panel_came(self, event: "SearchPanel.Came") -> None:
        """Show what was found, and say it."""
        found, calls = event.found, self.query_one(HomeList)
        if found.query.empty:
            self._fill(calls)
        elif not found.same:
            calls.nothing = _("Nothing of this is in your calls and cases.")
            now = self.host.clock()
            shown = found_items(found.findings.found, found.query, self._order, now.date())
            calls.fill(shown, now, self._in_use, afresh=found.afresh)
        if self._search is not None:
            self._search.say(found.said)
        # What is being read yet is looked for again once it was.
        all_told = found.whole and not self.host.index.unread
        there = calls.current is not None and not found.query.empty
        self._found = found.text if there or all_told else ""
        opens = there and found.text == self._to_open
        if opens or all_told or found.text != self._to_open:
            self._to_open = ""
        if opens:
            calls.action_open()

    @on(Input.Submitted, "#search")
    def _submitted(self) -> None:
        sought = self._search.sought if self._search is not None else ""
        calls = self.query_one(HomeList)
        if sought == self._found:
            calls.action_open()
        else:
            self._to_open = sought  # what is shown, if anything, was found by other words

    @on(HomeList.Opened)
    def _opened(self, event: HomeList.Opened) -> None:
        item = event.item
        if not self.is_active:  # another was opened just now
            return
        if isinstance(item, DueItem):
            self.host.open_due(item.due)
            return
        if isinstance(item, MoreItem):
            self._whole.add(item.kind)
            self._fill(self.query_one(HomeList))
            return
        entry = item.hit.entry if isinstance(item, HitItem) else item.entry
        within = item.within if isinstance(item, HitItem) else item
        if isinstance(within, CaseItem):
            self.host.open_case(within.row.id, entry)
            return
        row = within.row
        ended = not isinstance(row, CallSummary) or row.ended is not None
        if ended or row.id in running(self.host.cabinet, [row]):
            self.host.review(row.id, entry)
        else:
            self.host.take_up(row.id)

    def action_clear(self) -> None:
        """Leave the search; the calls are all there again."""
        calls = self.query_one(HomeList)
        if self._search is not None:
            self._search.display = False
            self._found = self._to_open = ""
            self._fill(calls)
        self.set_focus(calls if calls.display else None)

    def action_move(self, key: str) -> None:
        """From the search line, go through what was found."""
        calls = self.query_one(HomeList)
        if key in {"up", "down"}:
            calls.action_move(1 if key == "down" else -1)
        else:
            calls.action_page(1 if key == "pagedown" else -1)

    async def action_do(self, command: str) -> None:
        """Carry out a command."""
        match command:
            case "home.open":
                self.query_one(HomeList).action_open()
            case "home.search":
                await self._open_search()
            case "home.filter":
                self._narrow()
            case "home.order":
                self._reorder()
            case _:
                self._leave_by(command)

    def _leave_by(self, command: str) -> None:
        """Open the screen that a command leads to; leave for any other."""
        match command:
            case "home.new":
                from callmate.ui.screens.new_call_form import NewCall

                self.app.push_screen(NewCall())
            case "home.past":
                self.host.note_past_call()
            case "home.cases":
                from callmate.ui.screens.case.case_list import CaseList

                self.app.push_screen(CaseList())
            case "home.trash":
                from callmate.ui.screens.trash_screen import TrashList

                self.app.push_screen(TrashList())
            case "home.sound":
                self.host.decide_about_sound()
            case "home.help":
                from callmate.ui.screens.help_screen import Help

                self.app.push_screen(Help())
            case _:
                self.app.exit()


@dataclass(frozen=True)
class Read:
    """All calls, and what is shown above them."""

    rows: Sequence[Row]
    ahead: HomeDigest


def read_home(host: Host, changed: frozenset[str] | None) -> Read:
    """Read all calls, or those alone that changed, and what is due.

    Args:
        host: Whose index it is.
        changed: The ids that were written to; ``None`` when anything may have been.
    """
    index = host.index
    rows = index.rows() if changed is None else index.changed(changed)
    from callmate.rulebook.countries import country_of
    from callmate.services.agenda import home_digest

    country = country_of(host.settings.country, os.environ)
    ahead = home_digest(index, rows, country, host.clock())
    if ahead != read_digest(host.places):
        write_digest(host.places, ahead)
    return Read(rows, ahead)
