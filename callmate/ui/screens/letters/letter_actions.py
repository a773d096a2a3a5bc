"""What can be done with a letter: changed, saved to a file, filed as sent."""

import os
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Label, Static, TextArea

from callmate.domain.case import Author, Channel, Purpose
from callmate.domain.chronology import Chronology
from callmate.domain.text import on_paper, visible
from callmate.domain.times import written_day
from callmate.letters.draft import LETTER_ENDINGS, LetterInHand
from callmate.letters.kinds import mail_said, purpose_of
from callmate.letters.mail import MAIL_ENDING
from callmate.letters.mail_in_case import file_mail, pec_receipt
from callmate.locale.messages import _, ngettext
from callmate.rulebook.countries import country_of
from callmate.services.case_desk import CaseDesk
from callmate.services.edits import CaseAddition, add_to_case
from callmate.services.mail.filing import MailNotFiledError
from callmate.services.mail.receipt import ReceiptKind
from callmate.services.output import NotTakenOutError, put
from callmate.store.errors import StoreError
from callmate.store.places import fresh_id, typed_path
from callmate.ui.dialogs import FormDialog, PickDialog, TypedDialog
from callmate.ui.host import Host, HostedScreen
from callmate.ui.screens.letters.letter_ticks import LetterTicks
from callmate.ui.widgets.field import Choice, Field, lines_of
from callmate.wording.names import channel_name

_PAUSE = 0.6
"""Seconds without a key after which what was typed is kept."""


class LetterArea(TextArea):
    """A text under a cursor, into which nothing can be pasted that acts unseen."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        pasted = "\n".join(lines_of(event.text)).replace("\t", " ")
        self.replace(on_paper(pasted), *self.selection, maintain_selection_offset=False)


class LetterEdit(HostedScreen[None]):
    """The part of a letter that can be changed; Escape is done.

    Args:
        title: What the letter is called.
        text: What stands there at first.
        keep: Keeps what was typed.
    """

    CSS_PATH = "letters.tcss"
    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, title: str, text: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._keep = keep
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The text, and how it is read."""
        yield Static(self._title, classes="title", id="heading", markup=False)
        yield LetterArea(self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        words = _(
            "The first line is the subject; empty lines part paragraphs; 1. facts, a) requests,"
            " - enclosures. Kept as you type · Esc: done"
        )
        yield Static(words, id="hint", classes="hint", markup=False)

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self._keep_now)

    def _keep_now(self) -> None:
        text = self.query_one(TextArea).text
        if text != self._text:
            self._keep(text)
            self._text = text

    def action_leave(self) -> None:
        """It is as wanted."""
        self._keep_now()
        self.dismiss()


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
                receipts.append(typed_path(typed))
                if not receipts[-1].is_file():
                    self.wrong(field, _("There is no such file: check the path."))
                    return
        channel = Channel(self.query_one(Choice).value or Channel.OTHER.value)
        self.dismiss(Sent(channel, when, self.text("reference"), tuple(receipts)))


class LetterWork:
    """The verbs of a letter, each of which may ask first.

    Args:
        host: The program, on whose screen is asked.
        writing: The letter.
        title: What it is called.
    """

    def __init__(self, host: Host, writing: LetterInHand, title: str) -> None:
        self._host = host
        self._writing = writing
        self._title = title

    async def edit(self) -> None:
        """Change the text here."""

        def keep(text: str) -> None:
            self._safely(lambda: self._writing.change(text))

        await self._host.ask(LetterEdit(self._title, self._writing.text, keep))

    async def edit_elsewhere(self) -> None:
        """Change the text in the editor that the owner has chosen for the terminal."""
        command = _editor()
        if not command:
            self._host.alert(
                _("No editor is chosen: set EDITOR in your shell, or change the text here.")
            )
            return
        if not self._safely(self._writing.keep_as_draft):
            return
        with self._host.lend_terminal():
            started = _run(command, self._writing.draft_path)
        if not started:
            said = _("The editor “{command}” could not be started: nothing was changed.")
            self._host.alert(said.format(command=visible(command[0])))
        self._safely(lambda: self._writing.change(self._writing.text))

    async def start_afresh(self) -> None:
        """Fill it from the case again, once the owner agrees to lose the changes."""
        if not self._writing.changed:
            return
        options = [("keep", _("Keep my changes")), ("drop", _("Drop them, fill it again"))]
        if await self._host.ask(PickDialog(_("Drop your changes?"), options)) == "drop":
            self._safely(self._writing.start_afresh)

    async def choose(self) -> bool:
        """Ask what goes out with it; whether the answer was kept."""
        if self._writing.changed and not self._writing.is_public:
            words = _(
                "You changed the text: put notes in or out there, or fill it from the case again."
            )
            self._host.alert(words)
            return False
        if not (self._writing.notes or self._writing.pieces):
            self._host.tell(_("There is no note in this case, and nothing to hide."))
            return True
        chosen = await self._host.ask(LetterTicks(self._writing))
        return chosen is not None and self._safely(lambda: self._writing.keep_choices(chosen))

    async def save(self) -> None:
        """Write it to a file; what a public text hides is shown before."""
        if self._writing.is_public and not await self.choose():
            return
        path = _at_home(f"~/{self._writing.file_name}.pdf")
        while (asked := await self._ask_for_file(path)) is not None:
            path = _at_home(asked) if asked.strip() else path
            if path.suffix.lower() not in LETTER_ENDINGS:
                self._host.alert(_("End the name in .pdf, .eml, .odt, .docx, .html, .md or .txt."))
            elif await self._may_write(path) and self._write(path):
                return

    async def _ask_for_file(self, path: Path) -> str | None:
        gaps = self._writing.letter.gaps
        missing = ngettext(
            "{count} thing is still missing in the letter: {gaps}.",
            "{count} things are still missing in the letter: {gaps}.",
            len(gaps),
        )
        shown = missing.format(count=len(gaps), gaps="; ".join(map(visible, gaps)))
        words = _(
            "Where to? By its ending: .pdf, .eml (an e-mail), .odt, .docx, .html, .md or .txt."
        )
        words = f"{words}\n{shown}" if gaps else words
        dialog = TypedDialog(_("Save the letter"), words, text=str(path))
        return await self._host.ask(dialog)

    async def _may_write(self, path: Path) -> bool:
        if not _is_taken(path):
            return True
        options = [("no", _("Choose another name")), ("yes", _("Replace it"))]
        dialog = PickDialog(_("There is a file of this name already."), options)
        return await self._host.ask(dialog) == "yes"

    def _write(self, path: Path) -> bool:
        try:
            contents = self._writing.contents(path.suffix.lower())
            put(path, contents, force=path.is_file())
        except NotTakenOutError as error:
            self._host.alert(str(error))
            return False
        except StoreError:
            self._host.alert(_("The case or the addresses cannot be read; nothing was changed."))
            return False
        said = _("Saved for you alone: {file}").format(file=visible(str(path)))
        self._host.tell(said, 8)
        if path.suffix.lower() == MAIL_ENDING:
            for words in mail_said(self._writing.mail_to, self._writing.not_enclosed):
                self._host.tell(words, 12)
        return True

    async def file_as_sent(self) -> None:
        """File it in the case, with its proof; the next terms run from that day."""
        sent = await self._host.ask(SentDialog(self._host.clock().date()))
        if sent is not None and self._safely(lambda: self._file(sent)):
            said = _("Filed in the case as sent. Keep the receipts themselves, too.")
            self._host.tell(said, 8)

    def _file(self, sent: Sent) -> None:
        cases = self._host.cases
        case = self._writing.told.case
        desk = CaseDesk(cases, fresh_id, self._host.clock)
        now, text = self._host.clock(), self._title
        sent = _as_certified(sent, now)
        copy = (f"{self._writing.file_name}.pdf", self._writing.contents(".pdf"))
        purpose = purpose_of(self._writing.name)
        letter = CaseAddition(
            sent.channel, Author.OWNER, sent.on, text, sent.reference, None, purpose
        )
        add_to_case(desk, cases, case, letter, now, copy=copy)
        for file in sent.receipts:
            if pec_receipt(file) is not None and self._read_in(desk, file):
                continue
            words = _("Receipt: {title}").format(title=text)
            receipt = replace(
                letter, channel=Channel.OTHER, text=words, file=file, purpose=Purpose.OTHER
            )
            add_to_case(desk, cases, case, receipt, now)

    def _read_in(self, desk: CaseDesk, receipt: Path) -> bool:
        """Read a PEC receipt into the case, to which the letter was just added."""
        told = Chronology(self._host.cases.read(self._writing.told.case.id), ())
        country = country_of(self._host.settings.country, os.environ)
        try:
            file_mail(
                self._host.cabinet, desk, told, receipt, country=country, clock=self._host.clock
            )
        except MailNotFiledError:
            return False
        return True

    def _safely(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except (StoreError, OSError):
            self._host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
            return False
        return True


def _as_certified(sent: Sent, now: datetime) -> Sent:
    """How it went out, by its PEC receipt, where one says on which day and by what number."""
    found = filter(None, map(pec_receipt, sent.receipts))
    accepted = next((each for each in found if each.kind is ReceiptKind.ACCEPTED), None)
    if accepted is None or accepted.at is None or accepted.at > now:
        return sent
    on = accepted.at.astimezone(now.tzinfo).date()
    return replace(sent, on=on, reference=sent.reference or visible(accepted.message))


def _editor() -> list[str]:
    """The editor that the owner has chosen, and its options; nothing where that makes no sense."""
    try:
        return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:  # a quotation mark that is never closed
        return []


def _run(command: list[str], path: Path) -> bool:
    """Whether an editor could be started; it has ended when this returns."""
    try:
        subprocess.run([*command, path], check=False)  # noqa: S603 - the owner's own editor
    except OSError:
        return False
    return True


def _at_home(path: str) -> Path:
    return typed_path(path)


def _is_taken(path: Path) -> bool:
    return path.is_file()
