"""One case: its card on the left, its chronology on the right."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from callmate.domain.case import Case, Happened, Statement
from callmate.domain.chronology import Chronology, LineKind
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.case_desk import CaseDesk
from callmate.services.case_steps import NextSteps, StepFinder
from callmate.services.edits import add_to_case
from callmate.store.cases import calls_of
from callmate.store.errors import StoreError
from callmate.store.trash import TrashKind
from callmate.ui.background import read_aside
from callmate.ui.case_commands import case_commands
from callmate.ui.dialogs import TypedDialog
from callmate.ui.host import Host, HostedScreen
from callmate.ui.other_windows import watch
from callmate.ui.screens.add_dialog import AddDialog
from callmate.ui.screens.case.case_actions import ON_A_LINE, WAYS
from callmate.ui.screens.case.case_cards import card
from callmate.ui.screens.case.chronology_panel import ChronologyList, ChronologyPane, both_words
from callmate.ui.screens.case.steps_screen import StepStrip
from callmate.ui.widgets.key_strip import KeyStrip, key_name

_NORMAL, _WIDE = 80, 110


@dataclass(frozen=True)
class _Read:
    """What is shown of a case."""

    told: Chronology
    steps: NextSteps
    decide: str
    """What there is to decide about its sound; empty when nothing."""


def _read_case(host: Host, case_id: str) -> _Read | None:
    """Read a case and its calls; ``None`` when it cannot be read."""
    from callmate.ui.deletion import retention_words  # noqa: PLC0415 - off the way to the screen

    index = host.index
    try:
        case = index.cases.read(case_id)
    except StoreError:
        return None
    told = Chronology(case, calls_of(index.cabinet, index.rows(), case.id))
    steps = StepFinder(index, host.settings).of_case(told)
    return _Read(told, steps, retention_words(host, told))


class CaseView(HostedScreen[None]):
    """Everything of one problem, and the way to ring again.

    Args:
        case_id: The case's name on the disk.
        entry: The entry to begin at, of the case or of one of its calls, if any.
        steps: Whether to show at once what can be done.
    """

    CSS_PATH = "case.tcss"
    AUTO_FOCUS = "#told"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NORMAL, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help) for c in case_commands()
    ]

    def __init__(self, case_id: str, entry: str = "", *, steps: bool = False) -> None:
        super().__init__()
        self.case_id = case_id
        """The case's name on the disk."""
        self._entry = entry
        self._told: Chronology | None = None
        self._picked: Statement | None = None
        self._steps: NextSteps | None = None
        self._steps_wanted = steps
        self._way_wanted = ""

    def compose(self) -> ComposeResult:
        """A heading, the card beside the chronology, the keys."""
        yield Static("", id="heading")
        yield StepStrip("case.steps", id="strip")
        with Horizontal(id="middle"):
            with VerticalScroll(id="card"):
                yield Static("", id="facts")
            yield ChronologyPane(id="right")
        yield KeyStrip([replace(c, key=self.host.key_of(c)) for c in case_commands()], id="keys")

    @property
    def _pane(self) -> ChronologyPane:
        return self.query_one(ChronologyPane)

    def on_mount(self) -> None:
        """Show what other windows write."""
        watch(self, self.host.places, lambda _changed: self._read_anew())

    def on_screen_resume(self) -> None:
        """Read again: a call or a letter may have come."""
        self._read_anew()

    def _read_anew(self) -> None:
        self._steps = None
        self._read()

    def _read(self) -> None:
        host, case_id = self.host, self.case_id
        read_aside(self, lambda _wanted: _read_case(host, case_id), self._show)

    def _unreadable(self) -> None:
        words = _("This case cannot be read. It is left as it is: a backup may have it.")
        self.query_one("#heading", Static).update(Content.styled(words, "bold $warning"))

    def _show(self, read: _Read | None) -> None:
        if read is None:
            self._unreadable()
            return
        told, steps, decide = read.told, read.steps, read.decide
        self._told, self._steps = told, steps
        if self._steps_wanted:
            self._next_steps()
        if self._way_wanted:
            self.action_do(self._way_wanted)
        now = self.host.clock()
        closed = _(" · closed") if told.case.closed else ""
        heading = Content.assemble(
            (visible(told.case.name), "bold $primary"),
            (closed, "dim"),
            (f"\n{decide}" if decide else "", "bold $warning"),
        )
        self.query_one("#heading", Static).update(heading)
        self.query_one(StepStrip).tell(None if told.case.closed else steps.pending, now)
        self.query_one("#facts", Static).update(card(told, now))
        self._pane.tell(told, now, self._entry)

    @on(ChronologyList.Chosen)
    def _clicked(self) -> None:
        if self.is_active:
            self._open()

    def action_filter(self, kind: str) -> None:
        """Show the lines of a kind alone."""
        self._pane.show_only(LineKind(kind))

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        told = self._told
        if command == "case.back":
            self.dismiss()
            return
        self._way_wanted = command if told is None and command not in ON_A_LINE else ""
        if told is None:
            # It is being read, or cannot be: what is about no line of it is done once it is read.
            return
        if command in WAYS:
            self.app.push_screen(WAYS[command](told))
            return
        verbs: dict[str, Callable[[], object]] = {
            "case.add": lambda: self._add(told.case),
            "case.open": self._open,
            "case.kept": lambda: self.host.unless_held(lambda: self._settle(told.case, kept=True)),
            "case.broken": lambda: self.host.unless_held(
                lambda: self._settle(told.case, kept=False)
            ),
            "case.filter": self._pane.turn,
            "case.contradiction": lambda: self._contradict(told),
            "case.undo": lambda: self._take_back(told),
            "case.steps": self._next_steps,
            "case.export": lambda: self._export(told.case),
            "case.sound": lambda: self._sound(told),
            "case.calls": lambda: self._calls(told.case),
            "case.move": lambda: self._move(told),
            "case.merge": lambda: self._merge(told.case),
            "case.delete": lambda: self._delete(told.case),
            "case.close": lambda: self._close(told.case),
        }
        verbs[command]()

    def _open(self) -> None:
        line = self._pane.current
        if line is not None and line.call is not None:
            self.host.review(line.call.id)

    def _next_steps(self) -> None:
        from callmate.ui.screens.case.steps_screen import NextStepsView  # noqa: PLC0415 - only now wanted

        # Steps of before the last call would mislead: they are shown once read anew.
        self._steps_wanted = self._steps is None
        if self._steps is not None:
            self.app.push_screen(NextStepsView(self._steps))

    @work(exclusive=True, group="dialog")
    async def _contradict(self, told: Chronology) -> None:
        second, first = self._pane.statement, self._picked
        if second is None:
            self.host.alert(_("Put the cursor on something that an operator said."))
            return
        key = key_name(self.host.key_of_id("case.contradiction"))
        self._picked = self._pane.pick(told, None if first else second, key)
        if first is None or first == second:
            return
        title = _("These two do not go together")
        words = both_words(told, first, second)
        matter = await self.host.ask(TypedDialog(title, words))
        if matter is not None:
            self._keep(lambda desk: desk.contradict(told.case, first, second, matter.strip()))

    @work(exclusive=True, group="dialog")
    async def _take_back(self, told: Chronology) -> None:
        from callmate.ui.screens.case.case_actions import ask_to_take_back  # noqa: PLC0415 - only now wanted
        from callmate.ui.screens.case_choice import take_back_move  # noqa: PLC0415 - the same

        line = self._pane.current
        if line is not None and await take_back_move(self.host, told.case, line.entry):
            self._read_anew()
            return
        target = await ask_to_take_back(self.host, told, line)
        if target is not None:
            self._keep(lambda desk: desk.withdraw(told.case, target))

    def _settle(self, case: Case, *, kept: bool) -> None:
        from callmate.ui.screens.case.case_actions import settled, was_sent  # noqa: PLC0415 - only now wanted

        line = self._pane.current
        verb = settled(case, line, kept=kept)
        if verb is not None:
            self._keep(verb)
        elif line is not None and kept and was_sent(line.entry):
            self._deliver(case, line.entry)
        else:
            self.host.alert(_("Put the cursor on a promise, a reply, or a letter you sent."))

    @work(exclusive=True, group="dialog")
    async def _deliver(self, case: Case, sent: Happened) -> None:
        from callmate.ui.screens.case.case_actions import ask_when_it_came  # noqa: PLC0415 - only now wanted

        verb = await ask_when_it_came(self.host, case, sent)
        if verb is not None:
            self._keep(verb)

    @work(exclusive=True, group="dialog")
    async def _add(self, case: Case) -> None:
        from callmate.ui.screens.case.case_actions import (  # noqa: PLC0415 - only now wanted
            ask_whether_it_answers,
            file_received,
        )

        added = await self.host.ask(AddDialog(self.host.clock().date()))
        if added is None:
            return
        cases, now = self.host.cases, self.host.clock()
        told: list[Case] = []
        if added.is_read_from_file:
            told += file_received(self.host, case.id, added.file)
            self._read_anew()
        else:
            self._keep(lambda desk: told.append(add_to_case(desk, cases, case, added, now)))
        verb = await ask_whether_it_answers(self.host, told[0]) if told else None
        if verb is not None:
            self._keep(verb)

    @work(exclusive=True, group="dialog")
    async def _export(self, case: Case) -> None:
        from callmate.ui.screens.case.case_actions import ask_to_export  # noqa: PLC0415 - only now wanted

        await ask_to_export(self.host, case)

    @work(exclusive=True, group="dialog")
    async def _sound(self, told: Chronology) -> None:
        from callmate.ui.deletion import ask_about_sound  # noqa: PLC0415 - only now wanted

        await ask_about_sound(self.host, told.case, [call.id for call in told.calls])
        self._read()

    @work(exclusive=True, group="dialog")
    async def _close(self, case: Case) -> None:
        from callmate.ui.screens.case.case_actions import ask_to_close  # noqa: PLC0415 - only now wanted

        if await ask_to_close(self.host, case):
            self._keep(lambda desk: desk.close(case))

    @work(exclusive=True, group="dialog")
    async def _move(self, told: Chronology) -> None:
        from callmate.ui.screens.case_choice import ask_to_move  # noqa: PLC0415 - only now wanted

        await ask_to_move(self.host, told, self._pane.current)
        self._read_anew()

    @work(exclusive=True, group="dialog")
    async def _merge(self, case: Case) -> None:
        from callmate.ui.screens.case_choice import ask_to_merge  # noqa: PLC0415 - only now wanted

        target = await ask_to_merge(self.host, case)
        self.case_id = target or self.case_id
        self._read_anew()

    @work(exclusive=True, group="dialog")
    async def _calls(self, case: Case) -> None:
        from callmate.ui.screens.case_choice import offer_earlier  # noqa: PLC0415 - only now wanted

        await offer_earlier(self.host, case, asked=True)
        self._read_anew()

    @work(exclusive=True, group="dialog")
    async def _delete(self, case: Case) -> None:
        from callmate.ui.deletion import ask_to_delete  # noqa: PLC0415 - only now wanted

        if await ask_to_delete(self.host, TrashKind.CASE, case.id, case.name):
            self.dismiss()

    def _keep(self, verb: Callable[[CaseDesk], object]) -> None:
        try:
            verb(self.host.case_desk)
        except (StoreError, OSError):
            self.host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
        self._read_anew()
