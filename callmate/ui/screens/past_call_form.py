"""A call that was noted on paper, typed in afterwards and marked so."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from callmate.domain.entry import Outcome
from callmate.domain.past_call import PastCall, UnclearError
from callmate.locale.messages import _
from callmate.services.past_calls import read_typed, write_up
from callmate.store.errors import StoreError
from callmate.ui.host import HostedScreen
from callmate.ui.screens.case_choice import case_candidates
from callmate.ui.widgets.field import Choice, Field, LinesArea
from callmate.ui.widgets.picker import Candidate, Picker
from callmate.wording.error_words import unclear
from callmate.wording.outcome_words import outcome_name


class PastCallForm(HostedScreen[str | None]):
    """One form; Enter keeps the call and answers with its id, Escape with ``None``."""

    CSS_PATH = "past_call_form.tcss"
    AUTO_FOCUS = "#company"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "keep", show=False),
        # First of all, so that what is typed right behind them goes to the next field.
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._cases: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """What is known of the call, in the order in which it stands on paper."""
        cases = [case for case in self.host.cases.readable() if case.closed is None]
        self._cases = {case.id.casefold(): case.id for case in cases}
        yield Static(_("A call noted on paper"), classes="title", id="heading", markup=False)
        with VerticalScroll(id="form", can_focus=False):
            yield from _row(("company", _("Company")), ("number", _("Number dialled")))
            yield from _row(
                ("day", _("Day (18/11/2026)")),
                ("time", _("Time, also “about 10”")),
                ("length", _("Minutes it lasted")),
            )
            yield from _row(("operator", _("Operator")), ("claim", _("Claim number, or “refused”")))
            yield Label(_("Notes, one a line"), markup=False)
            yield LinesArea(id="notes", compact=True)
            yield from _row(("promise", _("What they promised")), ("due", _("By when")))
            yield Label(_("How did it end? (← → to choose)"), markup=False)
            yield Choice([(o.value, outcome_name(o)) for o in Outcome], id="outcome")
            if cases:
                yield Label(_("Case"), markup=False)
                none = Candidate("", _("No case"), always=True)
                yield Picker([none, *case_candidates(cases)], folds=True, room=6, id="case")
        yield Static("", id="wrong", markup=False)
        words = _("Tab: next · Enter: keep (in the notes: a new line) · Esc: leave it")
        yield Static(words, id="hint", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Bring back what was typed before."""
        for name, text in self.host.paper_draft.items():
            place = self.query_one(f"#{name}")
            if isinstance(place, Field):
                place.value = text
            elif isinstance(place, LinesArea):
                place.text = text

    @on(Picker.Done)
    def _case_is_chosen(self) -> None:
        self.query_one("#outcome").focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.is_active:
            self.action_keep()

    def action_keep(self) -> None:
        """Keep the call, or say what cannot be understood."""
        try:
            past = self._read()
        except UnclearError as error:
            self.query_one("#wrong", Static).update(unclear(error))
            self.query_one(f"#{error.field}").focus()
            return
        try:
            call_id = write_up(self.host.cabinet, past, self.host.clock)
        except StoreError:
            self.host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
            return
        self.host.paper_draft.clear()
        self.dismiss(call_id)

    def _read(self) -> PastCall:
        written = self._written()
        chosen = {choice.id or "": choice.value or "" for choice in self.query(Choice)}
        chosen |= {picker.id or "": picker.value for picker in self.query(Picker)}
        return read_typed(
            written | chosen,
            self.host.clock(),
            cases=self._cases,
            sector=self.host.sector_of(written["company"].strip()),
        )

    def _written(self) -> dict[str, str]:
        typed = {field.id: field.value for field in self.query(Field) if field.id}
        return typed | {area.id or "": area.text for area in self.query(LinesArea)}

    def action_leave(self) -> None:
        """Keep nothing; what was typed is there again next time."""
        self.host.paper_draft.update(self._written())
        self.dismiss(None)


def _row(*fields: tuple[str, str]) -> Iterator[Widget]:
    """Some fields side by side, each under its label."""
    yield Horizontal(
        *(
            Vertical(Label(label, markup=False), Field(id=name), classes="cell")
            for name, label in fields
        ),
        classes="row",
    )
