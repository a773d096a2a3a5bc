"""Asks how a letter was sent, and for what proves it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from callmate.domain.case_entry import Channel
from callmate.domain.written import written_day
from callmate.i18n import _
from callmate.phrases import channel_name
from callmate.ui.screens.form_dialog import FormDialog
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


class SentDialog(FormDialog[Sent]):
    """By what way, when, with what proof; Escape answers ``None``.

    Args:
        today: The day that is meant when none is written.
    """

    CSS_PATH = "letters.tcss"

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

    def action_keep(self) -> None:
        """Answer with what stands there, or say what is wrong with it."""
        day = self.text("day")
        when = written_day(day, self._today) if day else self._today
        if when is None:
            self.wrong("day", _("Write the day as day/month/year, for example 18/11/2026."))
            return
        receipts = []
        for field in ("receipt", "delivery"):
            if typed := self.text(field):
                receipts.append(Path(typed).expanduser())
                if not receipts[-1].is_file():
                    self.wrong(field, _("There is no such file: look at the path once more."))
                    return
        channel = Channel(self.query_one(Choice).value or Channel.OTHER.value)
        self.dismiss(Sent(channel, when, self.text("reference"), tuple(receipts)))
