"""What stands around the paper of a call: how it stands, its length, what is known, the line."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Digits, Static

from callmate.domain.call import Call, State
from callmate.domain.checklist import ItemStanding
from callmate.domain.text import visible
from callmate.domain.times import clock as span
from callmate.locale.messages import _, ngettext
from callmate.services.desk import Clock
from callmate.ui.background import Wanted, read_aside
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.wording.entry_words import came_about
from callmate.wording.names import state_word

if TYPE_CHECKING:
    from callmate.store.index import Index


class CallClock(Digits):
    """How long the call has lasted, computed from its stamps and never counted up."""

    call: reactive[Call | None] = reactive(None)
    """The call that is timed."""

    now: reactive[datetime | None] = reactive(None)
    """The time now."""

    def watch_call(self) -> None:
        """Show the length of another call."""
        self._show()

    def watch_now(self) -> None:
        """Show the length at another moment."""
        self._show()

    def _show(self) -> None:
        if self.call is not None and self.now is not None:
            length = span(self.call.length(self.now).total_seconds())
            if length != self.value:
                self.update(length)


class SaidLine(Static):
    """What was just done, or has to be known; saying the same again moves and paints nothing."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Say something, if it is something else."""
        if content != self.content:
            super().update(content, layout=layout)


class Earlier(Static):
    """Codes, claim number and last promise; not there while none of them is known.

    Args:
        clock: Tells the time.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__("", id="earlier", markup=False)
        self._clock = clock
        self.display = False

    def recall(self, index: "Index", case_id: str) -> None:
        """Read the case and show what it gives; a case that cannot be read gives nothing.

        Args:
            index: The list of all calls, with the cases beside it.
            case_id: The case.
        """
        clock = self._clock

        def recall(_wanted: Wanted) -> Content:
            # Few calls belong to a case, and the others do without these.
            from callmate.domain.chronology import Chronology  # noqa: PLC0415
            from callmate.store.cases import calls_of  # noqa: PLC0415
            from callmate.store.errors import StoreError  # noqa: PLC0415
            from callmate.ui.screens.case.case_cards import glance  # noqa: PLC0415

            try:
                case = index.cases.read(case_id)
            except StoreError:
                return Content("")
            told = Chronology(case, calls_of(index.cabinet, index.rows(), case_id))
            return glance(told, clock())

        read_aside(self, recall, self._show)

    def _show(self, words: Content) -> None:
        self.display = bool(words.plain)
        self.update(words)


def recall_claims(panel: ChecklistPanel, index: "Index", call: Call) -> None:
    """Look for the claim numbers that earlier calls gave, and have them confirmed.

    Args:
        panel: The checklist of the call.
        index: The list of all calls.
        call: The call.
    """

    def look(_wanted: Wanted) -> tuple[str, ...]:
        from callmate.services.new_calls import known_claims  # noqa: PLC0415 - off the first paint

        return known_claims(index.rows(), call)

    def know(numbers: tuple[str, ...]) -> None:
        panel.known = ", ".join(numbers)

    read_aside(panel, look, know)


_COLOURS = {
    State.MENU: "$foreground 70%",
    State.HOLD: "bold $warning",
    State.SPEAKING: "bold $success",
    State.ENDED: "bold",
}
_SIGNS = {State.MENU: "◌", State.HOLD: "◔", State.SPEAKING: "●", State.ENDED: "■"}


class StatusPanel(Widget):
    """Three lines: company and matter; state; waiting, speakerphone, who listens."""

    call: reactive[Call | None] = reactive(None)
    """The call that is shown."""

    now: reactive[datetime | None] = reactive(None, repaint=False)
    """The time now."""

    clock: reactive[bool] = reactive(default=False)
    """Whether the length of the call stands here, where the large clock has no room."""

    _painted = Content("")

    def watch_now(self) -> None:
        """Paint what another moment changes: the lengths, once a second."""
        if self._told() != self._painted:
            self.refresh()

    def render(self) -> Content:
        """The three lines, each cut to the width."""
        self._painted = self._told()
        return self._painted

    def _told(self) -> Content:
        if self.call is None or self.now is None:
            return Content("")
        width = self.size.width
        state = _state(self.call, self.now)
        if self.clock:
            length = span(self.call.length(self.now).total_seconds())
            state = Content.assemble((f"{length} ", "bold"), state)
        lines = (_heading(self.call), state, _waiting(self.call, self.now))
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)


def _heading(call: Call) -> Content:
    company = visible(call.company) or _("Which company?")
    matter = f" · {visible(call.start.matter)}" if call.start.matter else ""
    return Content.assemble((company, "bold"), matter)


def _state(call: Call, now: datetime) -> Content:
    colour, sign = _COLOURS[call.state], _SIGNS[call.state]
    words = state_word(call.state)
    if call.state is State.HOLD:
        words += f" {span((now - call.holds[-1].since).total_seconds())}"
    elif call.state is State.SPEAKING:
        operator = call.operator
        with_whom = _("with {operator}").format(operator=visible(operator)) if operator else ""
        words += f" {with_whom or _('with … (number?)')}"
    leg = len(call.legs)
    order = _(" (operator {count})").format(count=leg) if leg > 1 else ""
    return Content.assemble((f"{sign} {words}", colour), order)


def _waiting(call: Call, now: datetime) -> Content:
    facts = [came_about(call)] if call.came_in or call.said_to_begin else []
    if call.holds:
        held = span(call.waited(now).total_seconds())
        times = len(call.holds)
        said = ngettext("waited {held}, once", "{times} waits, {held}", times)
        facts.append(said.format(held=held, times=times))
    speaker = call.checklist.item("speakerphone")
    if speaker and speaker.standing is ItemStanding.ANSWERED:
        facts.append(_("speakerphone"))
    witness = call.checklist.answer("witness")
    if witness is not None:
        facts.append(_("with {name}").format(name=visible(witness) or _("somebody")))
    return Content.styled(" · ".join(facts) or visible(call.start.number), "$foreground 70%")
