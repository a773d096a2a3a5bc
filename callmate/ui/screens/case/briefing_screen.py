"""The card of a case before its company is rung again: the number, and what to have ready."""

from dataclasses import replace
from itertools import zip_longest
from typing import ClassVar

import segno
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, Static

from callmate.domain.briefing import briefing_of
from callmate.domain.chronology import Chronology
from callmate.domain.spelling import tel_link
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.new_calls import own_questions, start_in_case
from callmate.ui.case_commands import before_call_commands
from callmate.ui.host import HostedScreen
from callmate.ui.screens.case.case_cards import before_call
from callmate.ui.widgets.key_strip import KeyStrip

BORDER = 4
"""Light modules around the code, by which a camera finds it."""

_STYLE = "#000000 on #ffffff"
"""Black on white whatever the theme: cameras take an inverted code badly."""

_BLOCKS = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def qr_code(text: str) -> Content:
    """The code of a text, two modules to a cell.

    Args:
        text: What the camera shall read; a few dozen characters at most.
    """
    code = segno.make_qr(text, error="l")
    rows = [list(row) for row in code.matrix_iter(border=BORDER)]
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=[0] * len(rows[0]))
    drawn = ("".join(map(_block, upper, lower)) for upper, lower in pairs)
    return Content("\n").join([Content.styled(line, _STYLE) for line in drawn])


def _block(upper: int, lower: int) -> str:
    return _BLOCKS[int(upper), int(lower)]


_NORMAL, _ROOMY = 80, 28
"""Columns from which both halves stand side by side; rows from which the number is drawn large."""

_LARGE = 11
"""Signs of a number that can be drawn large beside the rest."""

_DRAWN = frozenset("0123456789 +")
"""Signs that can be drawn large."""


class BeforeCall(HostedScreen[None]):
    """Everything that a person wants before their eyes while they dial; Enter begins the call.

    Args:
        told: The case and its calls.
    """

    CSS_PATH = "briefing.tcss"
    AUTO_FOCUS = "#ready"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NORMAL, "-normal")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help)
        for c in before_call_commands()
    ]

    def __init__(self, told: Chronology) -> None:
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """Left: what to have ready. Right: the number, as text and for the telephone's camera."""
        now = self.host.clock()
        number = briefing_of(self._told).number
        title = _("Before you dial · {case}").format(case=visible(self._told.case.name))
        yield Static(Content.styled(title, "bold $primary"), id="heading")
        with Horizontal(id="middle"):
            with VerticalScroll(id="ready"):
                yield Static(before_call(self._told, now), id="known")
            with VerticalScroll(id="dial"):
                yield from self._dial(number)
        commands = [replace(c, key=self.host.key_of(c)) for c in before_call_commands()]
        yield KeyStrip(commands, id="keys")

    def _dial(self, number: str) -> ComposeResult:
        link = tel_link(number)
        if not number:
            words = _("No number is written down: add it to the facts of this case.")
            yield Static(words, id="number", markup=False)
            return
        yield Static(Content.styled(visible(number), "bold $accent"), id="number")
        if len(number) <= _LARGE and set(number) <= _DRAWN and link is not None:
            yield Digits(number, id="large")
        if link is not None:
            yield Static(qr_code(link), id="code")
            yield Static(_("Hold your phone's camera to it to dial."), classes="hint", id="camera")

    def on_resize(self, event: events.Resize) -> None:
        """Draw the number large where there is room for it and for the code."""
        for large in self.query(Digits):
            large.display = event.size.height >= _ROOMY
            self.query_one("#number").display = not large.display

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        if command == "before.start" and not self._told.facts.company:
            self.host.alert(
                _("No company is written down: press Esc, and add it to the facts of this case.")
            )
        elif command == "before.start":
            facts = self._told.facts
            asked = own_questions(self.host.places, facts.company, facts.sector)
            started = start_in_case(self._told, self.host.clock, asked)
            self.host.begin_call(started, instead=self)
        else:
            self.dismiss()
