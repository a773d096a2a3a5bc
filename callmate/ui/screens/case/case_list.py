"""The owner's cases, open ones first."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from callmate.domain.case import Case
from callmate.domain.chronology import Chronology
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.store.cases import calls_of
from callmate.ui.background import Wanted, read_aside
from callmate.ui.case_commands import cases_commands
from callmate.ui.host import HostedScreen
from callmate.ui.other_windows import watch
from callmate.ui.widgets.key_strip import KeyStrip
from callmate.ui.widgets.line_list import LineList
from callmate.wording.names import late_promises


class CaseList(HostedScreen[None]):
    """One line a case: its name, its company, its calls, what is overdue."""

    CSS_PATH = "case.tcss"
    AUTO_FOCUS = "#cases"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help) for c in cases_commands()
    ]

    def __init__(self) -> None:
        super().__init__()
        self._told: list[Chronology] = []

    def compose(self) -> ComposeResult:
        """A title, the cases, the keys."""
        yield Static(_("Your cases"), classes="title", id="heading", markup=False)
        yield LineList(id="cases")
        yield KeyStrip([replace(c, key=self.host.key_of(c)) for c in cases_commands()], id="keys")

    def on_mount(self) -> None:
        """Show what other windows write."""
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
        self._told = told
        lines = self.query_one("#cases", LineList)
        lines.nothing = _("No case yet. A case gathers the calls and letters of one problem.")
        now = self.host.clock()

        def draw(index: int, width: int) -> list[Content]:
            told = self._told[index]
            fates = [promise.fate(now) for promise in told.promises]
            late = late_promises(fates)
            return [_line(told.case, len(told.calls), late).truncate(width, ellipsis=True)]

        lines.show(len(told), draw, heights=[1] * len(told))
        if lines.cursor is None and told:
            lines.cursor = 0

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        if self.is_active:
            self._open()

    def _open(self) -> None:
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
            await offer_earlier(self.host, made, asked=False)

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        match command:
            case "cases.open":
                self._open()
            case "cases.new":
                self._new()
            case _:
                self.dismiss()


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
