"""Asks what happened that was not a call."""

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

from callmate.domain.case_entry import Author, Channel, Purpose
from callmate.domain.written import written_day
from callmate.i18n import _, pgettext
from callmate.phrases import author_name, channel_name, purpose_name
from callmate.ui.leaving import may_leave
from callmate.ui.widgets.choice import Choice
from callmate.ui.widgets.field import Field


@dataclass(frozen=True)
class Added:
    """What the owner says happened."""

    channel: Channel
    author: Author
    on: date
    text: str
    reference: str
    file: Path | None
    """A file to copy into the case."""
    purpose: Purpose | None
    """What it was for; ``None`` where that was not said."""


class AddDialog(ModalScreen[Added | None]):
    """A letter, an e-mail, a post, a reply, a bill, a payment; Escape answers ``None``.

    Args:
        today: The day that is meant when none is written.
    """

    CSS_PATH = "dialogs.tcss"
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
        """What, from whom, when, in what words."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("What happened?"), classes="title", markup=False)
            yield Choice([(c.value, channel_name(c)) for c in Channel], 0, id="channel")
            yield Label(_("From whom? Only a person's reply counts."), markup=False)
            yield Choice([(a.value, author_name(a)) for a in Author], 0, id="author")
            yield Label(_("Which day? (empty: today)"), markup=False)
            yield Field(id="day")
            yield Label(_("In a few words"), markup=False)
            yield Field(id="text")
            yield Label(_("Number of the letter, receipt or bill"), markup=False)
            yield Field(id="reference")
            yield Label(_("A file to keep with it (its path)"), markup=False)
            yield Field(id="file")
            words = _("What for? A letter of yours complains, unless you say otherwise.")
            yield Label(words, markup=False)
            yield Choice(_purposes(), 0, id="purpose")
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
        file = Path(self._text("file")).expanduser() if self._text("file") else None
        if when is None:
            self._wrong("day", _("Write the day as day/month/year, for example 18/11/2026."))
        elif file is not None and not file.is_file():
            self._wrong("file", _("There is no such file: look at the path once more."))
        elif not self._text("text"):
            self._wrong("text", _("Say in a few words what it was."))
        else:
            channel = self.query_one("#channel", Choice).value
            author = self.query_one("#author", Choice).value
            purpose = self.query_one("#purpose", Choice).value
            self.dismiss(
                Added(
                    Channel(channel or Channel.OTHER.value),
                    Author(author or Author.OWNER.value),
                    when,
                    self._text("text"),
                    self._text("reference"),
                    file,
                    Purpose(purpose) if purpose else None,
                )
            )

    def _wrong(self, field: str, words: str) -> None:
        self.query_one("#wrong", Static).update(words)
        self.query_one(f"#{field}").focus()

    def _text(self, field: str) -> str:
        return self.query_one(f"#{field}", Field).value.strip()

    def action_leave(self) -> None:
        """Leave things as they are; what was typed goes at the second Escape only."""
        if may_leave(self):
            self.dismiss(None)


def _purposes() -> list[tuple[str, str]]:
    return [("", pgettext("purpose", "not said")), *((p.value, purpose_name(p)) for p in Purpose)]
