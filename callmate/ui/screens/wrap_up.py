"""After the call: what was kept, what can still be filled, how it ended."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from callmate.domain.call import Call
from callmate.domain.case import Case
from callmate.domain.checklist import STATED, Item
from callmate.domain.entry import Note, Outcome, Promised, Refused
from callmate.domain.pending import guards
from callmate.domain.text import visible
from callmate.domain.times import clock as span
from callmate.locale.messages import _, ngettext
from callmate.services.asking import heard
from callmate.services.case_of_call import case_name, cases_for, facts_of_call
from callmate.services.live_call import LiveCall
from callmate.store.errors import StoreError
from callmate.store.wrap_up_draft import WrapUpDraft, drop_draft, keep_draft, read_draft
from callmate.ui.background import Wanted, read_aside
from callmate.ui.host import CallScreen
from callmate.ui.screens.case_choice import NEW, case_candidates
from callmate.ui.widgets.field import Choice, Field
from callmate.ui.widgets.key_strip import key_name
from callmate.ui.widgets.picker import Candidate, Picker, step
from callmate.wording.entry_words import came_about, promise_words
from callmate.wording.names import claims_told, item_title, lacks_date, next_step, operators_told
from callmate.wording.outcome_words import outcome_name

if TYPE_CHECKING:
    from callmate.services.case_steps import NextSteps
    from callmate.services.transcripts import HeardAnswer

_STEPS = 5
"""Lines of next steps; all of them are one key away."""
_AROUND = 4
"""Columns beside them."""


class WrapUp(CallScreen):
    """One minute to fill gaps; Enter accepts, nothing is required.

    Args:
        live: The call that has ended.
    """

    CSS_PATH = "wrap_up.tcss"
    AUTO_FOCUS = "Input, Choice"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", show=False),
        Binding("escape", "accept", show=False),
        Binding("ctrl+z", "go_on", show=False, priority=True),
        Binding("ctrl+f", "steps", id="wrap_up.steps", show=False, priority=True),
        # First of all, so that what is typed right behind them goes to the next field.
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("right", "take_heard", show=False, priority=True),
    ]

    def __init__(self, live: LiveCall) -> None:
        super().__init__(live)
        self._missing: tuple[Item, ...] = tuple(
            item for item in live.call.checklist.missing if item.id not in STATED
        )
        listening = live.recording.listening
        self._heard = listening.offers(live.call) if listening is not None else {}
        self._draft = read_draft(live.folder) or WrapUpDraft()
        self._steps: NextSteps | None = None

    def _chosen(self, outcomes: list[tuple[str, str]]) -> int | None:
        before = [
            place for place, (name, _word) in enumerate(outcomes) if name == self._draft.outcome
        ]
        return before[0] if before else _guess(self.live.call)

    def compose(self) -> ComposeResult:
        """What was kept; what is missing; the outcome; the first step."""
        call = self.live.call
        yield Static(_("The call has ended"), classes="title", id="heading", markup=False)
        yield Static(_kept(self.live), id="kept")
        with VerticalScroll(id="gaps"):
            if self._missing:
                yield Static(_("Do you know any of these? (added later)"), classes="hint")
            for number, item in enumerate(self._missing):
                if item.id in self._heard:
                    yield Static(_told_heard(self._heard[item.id]), classes="hint", markup=False)
                yield Label(_asked(item), markup=False)
                yield Field(self._draft.answers.get(item.id, ""), id=f"gap-{number}")
                if item.id == "promise":
                    yield Static("", id="by", classes="hint", markup=False)
            yield Static(_("How did it end? (← → to choose)"), classes="hint", markup=False)
            outcomes = [(o.value, outcome_name(o)) for o in Outcome]
            yield Choice(outcomes, self._chosen(outcomes), id="outcome")
            yield Static(_("Into which case? (type to find, ↑ ↓)"), classes="hint", markup=False)
            yield Picker(_offered(call, []), call.case or "", folds=True, room=5, id="case")
            yield Static(next_step(call), id="next", markup=False)
            yield Static("", id="steps")
        yield Static(self._hint(), id="hint", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Look up what the rules say, and the cases, while the owner fills gaps."""
        self._look_up(None)
        cases, call = self.host.cases, self.live.call

        def read(_wanted: Wanted) -> list[Case]:
            return cases_for(cases, call.company, call.case)

        def offer(found: list[Case]) -> None:
            self.query_one(Picker).offer(_offered(call, found))

        read_aside(self, read, offer, group="cases")

    def _look_up(self, outcome: Outcome | None) -> None:
        index, settings, call = self.host.index, self.host.settings, self.live.call

        def look_up(_wanted: Wanted) -> "NextSteps":
            from callmate.services.case_steps import StepFinder  # noqa: PLC0415 - loads the rules

            return StepFinder(index, settings).after_call(call, outcome)

        read_aside(self, look_up, self._show_steps, group="steps")

    def _show_steps(self, found: "NextSteps") -> None:
        from callmate.ui.screens.case.steps_screen import strip  # noqa: PLC0415 - only once there are steps

        self._steps = found
        width = max(20, self.size.width - _AROUND)
        key = key_name(self.host.key_of_id("wrap_up.steps"))
        lines = strip(found.pending, self.host.clock(), key, most=_STEPS, width=width)
        self.query_one("#steps", Static).update(lines)
        # What the sentence says stands among the steps, but for what to do when the line died.
        dropped = self.query_one("#outcome", Choice).value == Outcome.DROPPED
        self.query_one("#next").display = dropped or not guards(found.pending)

    def action_steps(self) -> None:
        """Show all next steps, and the rules behind them."""
        from callmate.ui.screens.case.steps_screen import NextStepsView  # noqa: PLC0415 - only now wanted

        if self._steps is not None:
            self.app.push_screen(NextStepsView(self._steps))

    def _hint(self) -> str:
        undo = key_name(self.host.key_of_id("call.undo"))
        words = _("Enter: done · Tab: next · {undo}: not over, back to the call")
        return words.format(undo=undo)

    @property
    def _answers(self) -> dict[str, str]:
        gaps = enumerate(self._missing)
        return {item.id: self.query_one(f"#gap-{n}", Input).value for n, item in gaps}

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        gaps = {f"gap-{number}": item.id for number, item in enumerate(self._missing)}
        item = gaps.get(event.input.id or "")
        if item == "promise":
            self.query_one("#by", Static).update(heard(event.value, self.host.clock()))
        if item is not None and self._answers != self._draft.answers:
            self._keep_draft()

    def _keep_draft(self) -> None:
        self._draft = WrapUpDraft(self._answers, self.query_one("#outcome", Choice).value or "")
        keep_draft(self.live.folder, self._draft)

    @on(Choice.Changed)
    def _chose(self) -> None:
        self._keep_draft()
        chosen = self.query_one(Choice).value
        if chosen is not None:
            step = next_step(self.live.call, Outcome(chosen))
            self.query_one("#next", Static).update(step)
            self._look_up(Outcome(chosen))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.is_active:
            self.action_accept()

    def action_accept(self) -> None:
        """Keep what was filled in, unless Enter is held down since it ended the call."""
        self.host.unless_held(self._accept)

    def _accept(self) -> None:
        if not self.is_active:
            return
        answers = self._answers
        chosen = self.query_one(Choice).value
        if not self._file():
            return
        if self.live.finish(answers, Outcome(chosen) if chosen is not None else None):
            drop_draft(self.live.folder)
            self.host.close_call(self)
        else:
            self.host.alert(_make_room())

    def _file(self) -> bool:
        """File the call where it was said to go; whether it may be closed."""
        chosen, call = self.query_one(Picker).value, self.live.call
        if chosen == NEW:
            try:
                chosen = self.host.case_desk.open(facts_of_call(call)).id
            except StoreError:
                self.host.alert(_make_room())
                return False
            # Accepted once more after a full disk, it is filed into the same one.
            self.query_one(Picker).offer([*_offered(call, []), Candidate(chosen, call.company)])
            self.query_one(Picker).choose(chosen)
        if chosen != (call.case or ""):
            self.live.desk.file(chosen or None)
            name = case_name(self.host.cases, chosen or None)
            said = _("The call is in “{case}” now.") if name else _("The call is in no case now.")
            self.host.tell(said.format(case=visible(name)))
        return True

    @on(Picker.Done)
    def _case_is_chosen(self) -> None:
        self.query_one("#outcome").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Right is the line's own key, unless something heard would be written on it."""
        if action == "take_heard":
            return self._heard_here is not None
        return super().check_action(action, parameters)

    @property
    def _heard_here(self) -> str | None:
        """What was heard of the item whose empty line has the focus."""
        line = self.focused
        if not isinstance(line, Field) or line.value:
            return None
        gaps = {f"gap-{number}": item.id for number, item in enumerate(self._missing)}
        answer = self._heard.get(gaps.get(line.id or "", ""))
        return answer.text if answer else None

    def action_take_heard(self) -> None:
        """Write on the line what was heard along with the call."""
        heard = self._heard_here
        if heard is not None and isinstance(self.focused, Field):
            self.focused.insert_text_at_cursor(heard)

    def action_step(self, steps: int) -> None:
        """Go on to another case while cases are listed, or else to another field."""
        step(self, steps)

    def action_go_on(self) -> None:
        """It was not over: take the end back."""
        self.host.back_to_call(self)


def _asked(item: Item) -> str:
    if lacks_date(item):
        return _("{promise}: by when?").format(promise=visible(item.text))
    return visible(item_title(item))


def _told_heard(answer: "HeardAnswer") -> str:
    words = _("heard at {time}: {text}? → writes it on the line")
    return words.format(time=f"{answer.at:%H:%M}", text=visible(answer.text))


def _offered(call: Call, cases: list[Case]) -> list[Candidate]:
    none = Candidate("", _("no case"), always=True)
    new = Candidate(NEW, _("new case with what this call knows"), always=True)
    if call.case and not cases:
        # Until its name is read, and where it cannot be.
        return [none, new, Candidate(call.case, _("the case it was begun in"))]
    return [none, new, *case_candidates(cases)]


def _guess(call: Call) -> int | None:
    options = list(Outcome)
    if call.dropped:
        return options.index(Outcome.DROPPED)
    if call.promises:
        return options.index(Outcome.PROMISED)
    if call.answered is None and not call.legs:
        return options.index(Outcome.NO_ANSWER)
    if call.checklist.refused:
        return options.index(Outcome.REFUSED)
    return None


def _make_room() -> str:
    return _("The disk is full: make room and press Enter again. Nothing is lost.")


def _kept(live: LiveCall) -> Content:
    call = live.call
    kept = [entry for entry in call.standing if entry not in live.waiting]
    notes = sum(isinstance(entry, Note) for entry in kept)
    length = span(call.length(call.last_kept).total_seconds())
    sound = sum(part.seconds or 0 for part in call.parts)
    lines = [
        Content.assemble((visible(call.company), "bold"), f" · {length}"),
        Content(_notes_kept(notes, waiting=bool(live.waiting))),
        _line(call, _("Operator"), operators_told(call), ("operator", "operator_name")),
        _line(call, _("Claim number"), claims_told(call.claims), ("claim_number",)),
        *(_promised(entry) for entry in kept if isinstance(entry, Promised)),
    ]
    if came_about(call):
        lines.insert(1, Content(f"✓ {came_about(call)}"))
    if live.waiting:
        lines.append(Content.styled(_make_room(), "bold $error"))
    if call.parts:
        sealed = _("✓ sound {length}, sealed, for you alone").format(length=span(sound))
        lines.append(Content.styled(sealed, "$success"))
        if live.before_first:
            lines.append(Content.styled(_offer(), "dim"))
    return Content("\n").join(lines)


def _notes_kept(notes: int, *, waiting: bool) -> str:
    if not (notes or waiting):
        return _("✓ all that you entered is kept")  # "0 notes" would sound like a loss
    return ngettext("✓ {count} note kept", "✓ {count} notes kept", notes).format(count=notes)


def _offer() -> str:
    """What a passphrase is for, said once: after the first recording there ever was."""
    return _(
        "Until you set a passphrase, whoever can read your files can open the sound:"
        " “callmate passphrase” sets one."
    )


def _promised(promise: Promised) -> Content:
    said = _("✓ Promise: {promise}").format(promise=visible(promise_words(promise)))
    return Content.styled(said, "$success")


def _line(call: Call, title: str, text: str, items: tuple[str, ...]) -> Content:
    """What was given; that it was refused, which is no gap; or that it is missing."""
    if text:
        return Content.styled(f"✓ {title}: {visible(text)}", "$success")
    if any(isinstance(entry, Refused) and entry.item in items for entry in call.standing):
        return Content.styled(_("✗ {title}: refused").format(title=title), "bold $error")
    return Content.styled(_("○ {title}: missing").format(title=title), "bold $warning")
