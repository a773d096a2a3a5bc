"""Asks what happened that was not a call."""

from datetime import date
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from callmate.domain.case import Author, Channel, Purpose
from callmate.domain.times import written_day
from callmate.locale.messages import _, pgettext
from callmate.services.edits import CaseAddition
from callmate.ui.dialogs import FormDialog
from callmate.ui.widgets.field import Choice, Field
from callmate.wording.names import author_name, channel_name, purpose_name


class AddDialog(FormDialog[CaseAddition]):
    """A letter, an e-mail, a post, a reply, a bill, a payment; Escape answers ``None``.

    Args:
        today: The day that is meant when none is written.
    """

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

    def action_keep(self) -> None:
        """Answer with what stands there, or say what is wrong with it."""
        day = self.text("day")
        when = written_day(day, self._today) if day else self._today
        file = Path(self.text("file")).expanduser() if self.text("file") else None
        if when is None:
            self.wrong("day", _("Write the day as day/month/year, for example 18/11/2026."))
        elif file is not None and not file.is_file():
            self.wrong("file", _("There is no such file: look at the path once more."))
        elif not self.text("text"):
            self.wrong("text", _("Say in a few words what it was."))
        else:
            channel = self.query_one("#channel", Choice).value
            author = self.query_one("#author", Choice).value
            purpose = self.query_one("#purpose", Choice).value
            self.dismiss(
                CaseAddition(
                    Channel(channel or Channel.OTHER.value),
                    Author(author or Author.OWNER.value),
                    when,
                    self.text("text"),
                    self.text("reference"),
                    file,
                    Purpose(purpose) if purpose else None,
                )
            )


def _purposes() -> list[tuple[str, str]]:
    return [("", pgettext("purpose", "not said")), *((p.value, purpose_name(p)) for p in Purpose)]
