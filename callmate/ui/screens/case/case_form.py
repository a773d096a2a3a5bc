"""The facts of a case: asked once, and put right at any time."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Label, Static

from callmate.domain.case import Case, CaseFacts
from callmate.domain.entry import Sector
from callmate.domain.times import day_written, written_day
from callmate.locale.messages import _
from callmate.services.new_calls import known_sectors, recent_calls
from callmate.store.errors import StoreError
from callmate.ui.background import Wanted, read_aside
from callmate.ui.dialogs import may_leave
from callmate.ui.host import HostedScreen
from callmate.ui.widgets.field import Field, SectorChoice

Known = dict[str, Sector]
"""The trades of companies, by their names in small letters."""


class CaseForm(HostedScreen[Case | None]):
    """One short form; Enter keeps it and answers with the case, Escape with ``None``.

    Args:
        case: The case whose facts are stated anew; ``None`` for a new one.
    """

    CSS_PATH = "case.tcss"
    AUTO_FOCUS = "#name"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "keep", show=False),
        # First of all, so that what is typed right behind them goes to the next field.
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("down,tab", "app.focus_next", show=False, priority=True),
    ]

    def __init__(self, case: Case | None) -> None:
        super().__init__()
        self._case = case
        self._known: Known = {}

    def compose(self) -> ComposeResult:
        """The fields, in the order in which a person thinks."""
        facts = self._case.facts if self._case else CaseFacts(name="")
        title = _("The facts of this case") if self._case else _("New case")
        yield Static(title, classes="title", id="heading", markup=False)
        with VerticalScroll(id="form", can_focus=False):
            for name, label, text in self._fields(facts):
                yield Label(label, markup=False)
                yield Field(text, id=name, select_on_focus=False)
            stated = facts.sector is not Sector.OTHER
            yield SectorChoice(facts.sector if stated else None, id="sector")
        words = _("Tab: next field · Enter: keep · Esc: leave it")
        yield Static(words, id="hint", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Look up the trades of companies rung before."""
        host = self.host

        def read(_wanted: Wanted) -> Known:
            facts = (case.facts for case in host.cases.readable())
            return known_sectors(recent_calls(host.cabinet), facts)

        read_aside(self, read, self._know)

    def _know(self, known: Known) -> None:
        self._known = known
        self._suggest()

    @on(Input.Changed, "#company")
    def _suggest(self) -> None:
        self.query_one(SectorChoice).suggest(self._text("company"), self._known)

    def _fields(self, facts: CaseFacts) -> list[tuple[str, str, str]]:
        noticed = day_written(facts.noticed_on) if facts.noticed_on else ""
        return [
            ("name", _("What is the problem, in a few words"), facts.name),
            ("company", _("Company"), facts.company),
            ("number", _("Number to dial"), facts.number),
            ("customer", _("Customer or contract code"), facts.customer_code),
            ("line", _("Line or meter code"), facts.line_code),
            ("noticed", _("When you first noticed it (day/month/year)"), noticed),
            ("wanted", _("What you want"), facts.wanted),
            ("worth", _("What it is worth to you"), facts.worth),
        ]

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.is_active:
            self.action_keep()

    def _text(self, field: str) -> str:
        return self.query_one(f"#{field}", Field).value.strip()

    def action_keep(self) -> None:
        """Keep the facts as they stand."""
        if not self._text("name"):
            self.query_one("#name").focus()
            self.host.alert(_("Give the problem a name, then press Enter."))
            return
        if not self._text("company"):
            self.query_one("#company").focus()
            self.host.alert(_("Which company is it about? Write its name, then press Enter."))
            return
        noticed = self._noticed()
        if noticed is None and self._text("noticed"):
            self.query_one("#noticed").focus()
            self.host.alert(_("Write the day as day/month/year, for example 18/11/2026."))
            return
        facts = CaseFacts(
            name=self._text("name"),
            company=self._text("company"),
            sector=self.query_one(SectorChoice).sector,
            number=self._text("number"),
            customer_code=self._text("customer"),
            line_code=self._text("line"),
            noticed_on=noticed,
            wanted=self._text("wanted"),
            worth=self._text("worth"),
        )
        desk = self.host.case_desk
        try:
            kept = desk.restate(self._case, facts) if self._case else desk.open(facts)
        except StoreError:
            self.host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
            return
        self.dismiss(kept)

    def _noticed(self) -> date | None:
        return written_day(self._text("noticed"), self.host.clock().date())

    def action_leave(self) -> None:
        """Leave things as they are; what was typed goes at the second Escape only."""
        if may_leave(self):
            self.dismiss(None)
