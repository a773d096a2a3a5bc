"""Before the call: what is known now, and what to have at hand."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static

from callmate.domain.briefing import briefing_of, menu_path
from callmate.domain.call import Call
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Sector, Started
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.desk import begin
from callmate.services.new_calls import (
    companies,
    known_sectors,
    recent_calls,
    without_doubles,
)
from callmate.services.opening import Opening
from callmate.store.cases import open_cases
from callmate.store.errors import Damaged, NotKept
from callmate.store.questions import OwnQuestions
from callmate.ui.background import read_aside
from callmate.ui.host import HostedScreen
from callmate.ui.screens.case.case_cards import at_hand
from callmate.ui.widgets.field import Choice, Field, SectorChoice, show_label
from callmate.ui.widgets.key_strip import key_name
from callmate.ui.widgets.picker import Candidate, Picker, step

if TYPE_CHECKING:
    from callmate.store.index import Index

_FIELDS = ("company", "number", "matter", "questions")


@dataclass(frozen=True)
class _Earlier:
    """What earlier calls know that helps with a new one."""

    names: list[str]
    """The companies that were rung."""
    calls: dict[str, Call]
    """The last call to each, by its name in small letters."""
    cases: tuple[Chronology, ...]
    """The open cases."""
    sectors: dict[str, Sector]
    """The trades of companies, by their names in small letters."""
    own: OwnQuestions | None
    """What the owner asks at every such call; ``None`` where that cannot be read."""


def _read_earlier(index: "Index") -> _Earlier:
    calls: dict[str, Call] = {}
    recent = recent_calls(index.cabinet)
    for call in recent:
        calls.setdefault(call.company.strip().casefold(), call)
    cases = open_cases(index.cases, index.cabinet, index.rows())
    sectors = known_sectors(recent, (told.facts for told in cases))
    own: OwnQuestions | None = None
    with suppress(Damaged):
        own = OwnQuestions(index.cabinet.places)
    return _Earlier(companies(index.cabinet), calls, cases, sectors, own)


class NewCall(HostedScreen[None]):
    """One short form; Enter starts, and stamps the start, but not from the first field.

    Args:
        came_in: Whether the company rings.
    """

    CSS_PATH = "new_call_form.tcss"
    AUTO_FOCUS = "#company"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("enter", "begin", show=False),
        Binding("f2", "begin_with('call.answer')", id="call.answer", show=False, priority=True),
        Binding("f9", "begin_with('call.record')", id="call.record", show=False, priority=True),
        Binding("ctrl+r", "came_in", id="call.came_in", show=False, priority=True),
        Binding("ctrl+g", "earlier", id="call.began", show=False, priority=True),
        # First of all, so that what is typed right behind them goes to the next field.
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("down", "step(1)", show=False, priority=True),
    ]

    def __init__(self, *, came_in: bool = False) -> None:
        super().__init__()
        self._opening = Opening(came_in)
        self._names: list[str] = []
        self._past: dict[str, Call] = {}
        self._cases: dict[str, Chronology] = {}
        self._sectors: dict[str, Sector] = {}
        self._own: OwnQuestions | None = None
        self._offered = ""

    def compose(self) -> ComposeResult:
        """Left: the form, in the order in which a person thinks. Right: what to have at hand."""
        yield Static(_("New call"), classes="title", id="heading", markup=False)
        with Horizontal(id="halves"):
            with VerticalScroll(id="form", can_focus=False):
                with Vertical(id="filed"):
                    yield Label(_("Case (↑ from the first line)"))
                    yield Picker(
                        [Candidate("", _("no case"), always=True)], folds=True, room=6, id="case"
                    )
                yield Label(_("Company"))
                yield Field(id="company")
                yield Label(_("Number to dial"))
                yield Field(id="number")
                yield Label(_("The matter, in one line"))
                yield Field(id="matter")
                yield Label(_("What you want to ask (separate with ;)"))
                yield Field(id="questions")
                yield SectorChoice(id="sector")
                yield Label(_("Ask what you wrote above (← → to choose)"))
                yield Choice(_keeps(), 0, id="keep")
            yield Static("", id="at-hand", markup=False)
        yield Static(_hurry(), id="hurry", markup=False)
        yield Static(self._hint(), id="hint", classes="hint", markup=False)

    @staticmethod
    def draft_of(started: Started) -> dict[str, str]:
        """What stood in the form from which a call was begun."""
        return {
            "company": started.company,
            "number": started.number,
            "matter": started.matter,
            "questions": "; ".join(started.questions),
            "sector": "" if started.sector is Sector.OTHER else started.sector.value,
            "case": started.case or "",
        }

    def on_mount(self) -> None:
        """Bring back what was typed before, and read past calls for what they know."""
        for field in _FIELDS & self.host.draft.keys():
            self.query_one(f"#{field}", Input).value = self.host.draft[field]
        self._show_opening()
        sector = self.host.draft.pop("sector", "")
        if sector:
            self.query_one(SectorChoice).choose(Sector(sector))
        self._show_at_hand()
        self._read_past()

    def _read_past(self) -> None:
        index = self.host.index
        read_aside(self, lambda _wanted: _read_earlier(index), self._know)

    def _know(self, earlier: _Earlier) -> None:
        self._past, self._sectors, self._own = earlier.calls, earlier.sectors, earlier.own
        self._cases = {told.case.id: told for told in earlier.cases}
        if earlier.cases:
            self._offer(earlier.cases)
        company = self.query_one("#company", Input)
        self._names = earlier.names
        harmless = [name for name in earlier.names if _is_harmless(name)]
        company.suggester = SuggestFromList(harmless, case_sensitive=False)
        self._show_at_hand()

    def _offer(self, cases: tuple[Chronology, ...]) -> None:
        offered = [Candidate(t.case.id, t.case.name, t.facts.company) for t in cases]
        self.query_one("#case", Picker).offer([Candidate("", _("no case"), always=True), *offered])
        before = self.host.draft.pop("case", "")
        if before in self._cases:
            self.query_one("#case", Picker).choose(before)
        self.query_one("#filed").display = True
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        if self.focused is not None:
            show_label(self.focused)

    @property
    def _case(self) -> Chronology | None:
        return self._cases.get(self.query_one("#case", Picker).value)

    @on(Picker.Taken)
    def _chose_case(self) -> None:
        told = self._case
        if told is not None:
            facts = told.facts
            known = briefing_of(told)
            fill = {"company": facts.company, "number": known.number, "matter": facts.name}
            for field, text in fill.items():
                self.query_one(f"#{field}", Input).value = text
        self._show_at_hand()

    @on(Picker.Done)
    def _case_is_chosen(self) -> None:
        self.query_one("#company").focus()

    def action_step(self, steps: int) -> None:
        """Go on to another case while cases are listed, or else to another field."""
        step(self, steps)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.id in _FIELDS:
            self.host.draft[event.input.id] = event.value
        if event.input.id == "company":
            self._show_at_hand()

    def _show_at_hand(self) -> None:
        company = self.query_one("#company", Input).value
        past = self._past.get(company.strip().casefold())
        stated = self._case.facts.sector if self._case else Sector.OTHER
        if stated is Sector.OTHER:
            self.query_one(SectorChoice).suggest(company, self._sectors)
        else:
            self.query_one(SectorChoice).tell(stated, guessed=False)
        if past is not None:
            number = self.query_one("#number", Input)
            number.placeholder = past.start.number if _is_harmless(past.start.number) else ""
        self._other_sector()

    @on(Choice.Changed, "#sector *")
    def _other_sector(self) -> None:
        self._offer_questions()
        past = self._past.get(self.query_one("#company", Input).value.strip().casefold())
        sector, now = self.query_one(SectorChoice).sector, self.host.clock()
        self.query_one("#at-hand", Static).update(at_hand(sector, past, self._case, now))

    def _offer_questions(self) -> None:
        """Show what is asked at every such call, unless something else was typed."""
        if self._own is None:
            return
        of_company = self._own.of_company(self.query_one("#company", Input).value)
        of_sector = self._own.of_sector(self.query_one(SectorChoice).sector)
        offered = "; ".join(without_doubles([*of_company, *of_sector]))
        line = self.query_one("#questions", Input)
        if offered != self._offered and line.value == self._offered and _is_harmless(offered):
            line.value = self._offered = offered
            kept = "company" if of_company else "sector" if of_sector else ""
            self.query_one("#keep", Choice).chosen = [each for each, _said in _keeps()].index(kept)

    def _keep_questions(self, company: str, typed: Sequence[str]) -> None:
        """Keep the questions for the next such call, if the owner wants them there."""
        sector, wanted = self.query_one(SectorChoice).sector, self.query_one("#keep", Choice).value
        if not wanted:
            return
        try:
            own = self._own or OwnQuestions(self.host.places)
            if wanted == "company":
                rest = without_doubles(typed, but=own.of_sector(sector))
                own.keep_for_company(company, rest)
            else:
                rest = without_doubles(typed, but=own.of_company(company))
                own.keep_for_sector(sector, rest)
        except (Damaged, NotKept):
            self.host.alert(_("The questions could not be kept for the next call."))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if not self.is_active:
            return
        if event.input.id == "company":
            self._take_company(event.input)
        else:
            self.action_begin()

    def _take_company(self, field: Input) -> None:
        """Take the name that is offered behind what was typed, and go on to the next field."""
        typed = field.value.casefold()
        offered = (name for name in self._names if name.casefold().startswith(typed))
        if typed.strip():
            field.value = next(filter(_is_harmless, offered), field.value)
            self.query_one("#number").focus()
        else:
            self._ask_company()

    def _ask_company(self) -> None:
        self.query_one("#company").focus()
        self.host.alert(_("Which company are you ringing? Write its name, then press Enter."))

    def action_begin(self) -> None:
        """Start the call, unless Enter is held down since it took the company."""
        self.host.unless_held(self._begin)

    def action_begin_with(self, command: str) -> None:
        """Start the call, and carry out a command of it at once.

        Args:
            command: Its id.
        """
        self._begin(command)

    def _begin(self, command: str = "") -> None:
        company = self.query_one("#company", Input).value.strip()
        if not company:
            self._ask_company()
            return
        typed = self.query_one("#questions", Input).value.split(";")
        first, started = self._opening.keep, self._started(company)
        if self.host.begin_call(started, instead=self, first=first, key=command):
            self._keep_questions(company, typed)
            self.host.draft.clear()

    def action_came_in(self) -> None:
        """Say that they rang, or that they did not."""
        self._opening = self._opening.answered()
        self._show_opening()

    def action_earlier(self) -> None:
        """Say that the call began some minutes ago."""
        self._opening = self._opening.earlier()
        self._show_opening()

    def _show_opening(self) -> None:
        words = [_("New call"), self._opening.words(self.host.clock())]
        self.query_one("#heading", Static).update(" · ".join(filter(None, words)))

    def _started(self, company: str) -> Started:
        number = self.query_one("#number", Input)
        typed = self.query_one("#questions", Input).value.split(";")
        told, past = self._case, self._past.get(company.casefold())
        known = briefing_of(told) if told else None
        menu = known.menu if known else menu_path(past) if past and past.answered else ""
        return begin(
            company,
            number=number.value.strip() or number.placeholder,
            matter=self.query_one("#matter", Input).value.strip(),
            sector=self.query_one(SectorChoice).sector,
            questions=without_doubles([*(known.questions if known else ()), *typed]),
            case=told.case.id if told else None,
            menu=menu,
            clock=self.host.clock,
        )

    def _hint(self) -> str:
        keys = {
            name: key_name(self.host.key_of_id(f"call.{name}"))
            for name in ("answer", "record", "came_in", "began")
        }
        first = _("Enter or Tab: next field · then Enter: START THE CALL · Esc: back")
        more = _("{answer}: start, answered · {record}: start and record")
        told = _("{came_in}: they ring me · {began}: begun before")
        return f"{first}\n{more.format(**keys)} · {told.format(**keys)}"

    def action_back(self) -> None:
        """Back to the calls; what was typed is there again next time."""
        self.dismiss()


def _is_harmless(text: str) -> bool:
    """Whether a text can be drawn as it is; what a field suggests cannot be drawn otherwise."""
    return visible(text) == text


def _keeps() -> list[tuple[str, str]]:
    """For which calls questions are kept."""
    return [
        ("", _("only this time")),
        ("company", _("whenever I ring this company")),
        ("sector", _("every company of this kind")),
    ]


def _hurry() -> Content:
    words = _("Do you have time? Such a call lasts about 7 minutes, at times 40.")
    return Content.assemble((_("Never call in a hurry. "), "bold $accent"), words)
