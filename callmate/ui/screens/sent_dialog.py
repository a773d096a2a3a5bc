"""Asks how a letter was sent, and for what proves it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from callmate.domain.case_entry import Channel
from callmate.domain.written import written_day
from callmate.i18n import _
from callmate.phrases import channel_name
from callmate.ui.leaving import may_leave
from callmate.ui.widgets.choice import Choice
from callmate.ui.widgets.field import Field

_WAYS = (Channel.LETTER, Channel.PEC, Channel.EMAIL, Channel.POST, Channel.OTHER)


@dataclass(frozen=True)
class Sent:
    """How a letter went out."""

    channel: Channel
    on: date
    reference: str
    """The registered letter's number, or the PEC's."""
    receipts: tuple[Path, ...]


class SentDialog(ModalScreen[Sent | None]):
    """By what way, when, with what proof; Escape answers ``None``.

    Args:
        today: The day that is meant when none is written.
    """

    CSS_PATH = "letters.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "keep", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("down,tab", "app.focus_next", show=False, priority=True),
    ]

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """What is asked."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("The letter is sent"), classes="title", markup=False)
            words = _(
                "CallMate sends nothing itself: say how you sent it. A copy goes in the case."
            )
            yield Static(words, markup=False)
            yield Choice([(c.value, channel_name(c)) for c in _WAYS], 0, id="channel")
            yield Label(_("Which day? (empty: today)"), markup=False)
            yield Field(id="day")
            yield Label(_("Number of the registered letter, or of the message"), markup=False)
            yield Field(id="reference")
            yield Label(_("Receipt: a file to keep with it (its path)"), markup=False)
            yield Field(id="receipt")
            yield Label(_("Second receipt, as of delivery (its path)"), markup=False)
            yield Field(id="delivery")
            yield Static("", id="wrong", markup=False)
            words = _("← → choose · Tab: next · Enter: keep · Esc: leave it")
            yield Static(words, classes="hint", markup=False)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Answer with what stands there, or say what is wrong with it."""
        day = self._text("day")
        when = written_day(day, self._today) if day else self._today
        if when is None:
            self._wrong("day", _("Write the day as day/month/year, for example 18/11/2026."))
            return
        receipts = []
        for field in ("receipt", "delivery"):
            if typed := self._text(field):
                receipts.append(Path(typed).expanduser())
                if not receipts[-1].is_file():
                    self._wrong(field, _("There is no such file: look at the path once more."))
                    return
        channel = Channel(self.query_one(Choice).value or Channel.OTHER.value)
        self.dismiss(Sent(channel, when, self._text("reference"), tuple(receipts)))

    def _wrong(self, field: str, words: str) -> None:
        self.query_one("#wrong", Static).update(words)
        self.query_one(f"#{field}").focus()

    def _text(self, field: str) -> str:
        return self.query_one(f"#{field}", Field).value.strip()

    def action_leave(self) -> None:
        """Leave things as they are; what was typed goes at the second Escape only."""
        if may_leave(self):
            self.dismiss(None)
