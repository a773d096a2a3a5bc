"""Who was called, where the call is, how long it waited: is it all right?"""

from datetime import datetime

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from callmate.domain.call import Call, State
from callmate.domain.checklist import Standing
from callmate.domain.span import clock as span
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.phrases import state_word

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

    now: reactive[datetime | None] = reactive(None)
    """The time now."""

    clock: reactive[bool] = reactive(default=False)
    """Whether the length of the call stands here, where the large clock has no room."""

    def render(self) -> Content:
        """The three lines, each cut to the width."""
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
    facts = []
    if call.holds:
        held = span(call.waited(now).total_seconds())
        times = len(call.holds)
        said = ngettext("waited {held}, once", "{times} waits, {held}", times)
        facts.append(said.format(held=held, times=times))
    speaker = call.checklist.item("speakerphone")
    if speaker and speaker.standing is Standing.ANSWERED:
        facts.append(_("speakerphone"))
    witness = call.checklist.answer("witness")
    if witness is not None:
        facts.append(_("with {name}").format(name=visible(witness) or _("somebody")))
    return Content.styled(" · ".join(facts) or visible(call.start.number), "$foreground 70%")
