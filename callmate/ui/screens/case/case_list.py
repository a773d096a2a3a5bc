"""The owner's cases, open ones first."""

from collections import Counter
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from callmate.domain.case import Case
from callmate.domain.chronology import Chronology
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.store.cases import calls_of
from callmate.ui.background import Wanted, read_aside
from callmate.ui.case_commands import cases_commands
from callmate.ui.host import HostedScreen
from callmate.ui.other_windows import watch
from callmate.ui.widgets.field import Field
from callmate.ui.widgets.key_strip import KeyStrip
from callmate.ui.widgets.line_list import LineList, WholeRow
from callmate.ui.widgets.picker import Candidate, narrowed
from callmate.wording.names import late_promises


class CaseList(HostedScreen[None]):
    """One line a case: its name, its company, its calls, what is overdue."""

    CSS_PATH = "case.tcss"
    AUTO_FOCUS = "#cases"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help)
            for c in cases_commands()
        ),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Chronology] = []
        self._told: list[Chronology] = []
        self._new_one = ""
        self._read_once = False
        self._open_once_read = False

    def compose(self) -> ComposeResult:
        """A title, the cases, the keys."""
        yield Static(_("Your cases"), classes="title", id="heading", markup=False)
        words = _("Find: name, company, codes, claim number")
        yield Field(placeholder=words, select_on_focus=False, id="search")
        lines = LineList(id="cases")
        yield lines
        yield WholeRow(lines, self._whole)
        yield KeyStrip([replace(c, key=self.host.key_of(c)) for c in cases_commands()], id="keys")

    def on_mount(self) -> None:
        """Show what other windows write."""
        self.query_one("#search").display = False
        watch(self, self.host.places, lambda _changed: self._read())

    def on_screen_resume(self) -> None:
        """Read again: a case may have come or changed."""
        self._read()

    def _read(self) -> None:
        index = self.host.index

        def read(_wanted: Wanted) -> list[Chronology]:
            rows = index.rows()
            cases = sorted(index.cases.readable(), key=lambda case: case.closed is not None)
            return [Chronology(case, calls_of(index.cabinet, rows, case.id)) for case in cases]

        read_aside(self, read, self._show)

    def _show(self, told: list[Chronology]) -> None:
        self._all = told
        self._read_once = True
        self._narrow()
        if self._open_once_read:
            self._open_once_read = False
            self._open()

    @property
    def _sought(self) -> str:
        """What is looked for; nothing while the line is hidden."""
        field = self.query_one("#search", Field)
        return field.value.strip() if field.display else ""

    def _narrow(self) -> None:
        """Show the cases in which every word sought occurs, and how many of how many."""
        before = self._new_one or self._current
        by_id = {told.case.id: told for told in self._all}
        found = narrowed([_candidate(told) for told in self._all], self._sought)
        self._told = told = [by_id[each.value] for each in found]
        lines = self.query_one("#cases", LineList)
        lines.nothing = _("No case yet. A case gathers the calls and letters of one problem.")
        if self._all:
            lines.nothing = _("Nothing is found by these words.")
        counted = _("{shown} of {all}").format(shown=len(told), all=len(self._all))
        title = Content.assemble(_("Your cases"), (f"  {counted}", "$foreground 80%"))
        self.query_one("#heading", Static).update(title)

        def draw(index: int, width: int) -> list[Content]:
            return [self._whole(index).truncate(width, ellipsis=True)]

        lines.show(len(told), draw, heights=[1] * len(told))
        ids = [each.case.id for each in told]
        if told:
            lines.cursor = ids.index(before) if before in ids else 0
        if self._new_one in ids:
            self._new_one = ""

    def _whole(self, index: int) -> Content:
        told, now = self._told[index], self.host.clock()
        late = late_promises([promise.fate(now) for promise in told.promises])
        return _line(told.case, len(told.calls), late)

    @property
    def _current(self) -> str:
        """The id of the case under the cursor; empty when there is none."""
        cursor = self.query_one("#cases", LineList).cursor
        return self._told[cursor].case.id if cursor is not None and cursor < len(self._told) else ""

    @on(Input.Changed, "#search")
    def _typed(self) -> None:
        self._narrow()

    @on(Input.Submitted, "#search")
    def _submitted(self) -> None:
        if self.is_active:
            self._narrow()
            self._open()

    def action_move(self, steps: int) -> None:
        """From the search line, go through what was found."""
        self.query_one("#cases", LineList).action_move(steps)

    def _search(self, text: str = "") -> None:
        field = self.query_one("#search", Field)
        field.display = True
        field.value = text or field.value
        field.cursor_position = len(field.value)
        field.focus()

    def _back(self) -> None:
        field = self.query_one("#search", Field)
        if not field.display:
            self.dismiss()
            return
        field.value, field.display = "", False
        self.query_one("#cases").focus()
        self._narrow()

    @work(exclusive=True, group="dialog")
    async def _show_only(self) -> None:
        from callmate.ui.dialogs import ListDialog  # noqa: PLC0415 - only now wanted

        counted = Counter(told.facts.company for told in self._all if told.facts.company)
        companies = [
            Candidate(
                name, name, ngettext("{count} case", "{count} cases", count).format(count=count)
            )
            for name, count in counted.most_common()
        ]
        chosen = await self.host.ask(ListDialog(_("Show only"), companies))
        if chosen:
            self._search(chosen)

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        if self.is_active:
            self._open()

    def _open(self) -> None:
        """Open the case under the cursor; who was quicker than the list gets its first one."""
        self._open_once_read = not self._read_once
        cursor = self.query_one("#cases", LineList).cursor
        if cursor is not None and cursor < len(self._told):
            from callmate.ui.screens.case.case_screen import CaseView  # noqa: PLC0415 - only now wanted

            self.app.push_screen(CaseView(self._told[cursor].case.id))

    @work(exclusive=True, group="dialog")
    async def _new(self) -> None:
        from callmate.ui.screens.case.case_form import CaseForm  # noqa: PLC0415 - only now wanted
        from callmate.ui.screens.case_choice import offer_earlier  # noqa: PLC0415 - the same

        made = await self.host.ask(CaseForm(None))
        if made is not None:
            self._new_one = made.id
            await offer_earlier(self.host, made, asked=False)

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        match command:
            case "cases.open":
                self._open()
            case "cases.new":
                self._new()
            case "cases.search":
                self._search()
            case "cases.filter":
                self._show_only()
            case _:
                self._back()


def _candidate(told: Chronology) -> Candidate:
    """A case as it is looked for: by its name, and by all that tells it from others."""
    facts = told.facts
    numbers = (call.claim_number or "" for call in told.calls)
    codes = (facts.company, facts.customer_code, facts.line_code, facts.number, *numbers)
    return Candidate(told.case.id, facts.name, " ".join(filter(None, codes)))


def _line(case: Case, calls: int, late: str) -> Content:
    counted = ngettext("{count} call", "{count} calls", calls).format(count=calls)
    facts = case.facts
    company = f" · {visible(facts.company)}" if facts.company else ""
    return Content.assemble(
        "  ",
        (visible(case.name), "dim" if case.closed else "bold"),
        f"{company} · {counted}",
        (f" · {late}" if late else "", "bold $warning"),
        (_(" · closed") if case.closed else "", "dim"),
    )
