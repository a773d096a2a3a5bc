"""Brings a recording made on a phone into a past call: which file, how far, what became of it."""

import asyncio
import os
import shlex
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Label, Static
from textual.worker import Worker, WorkerError

from callmate.audio.door import RefusedError
from callmate.domain.ledger import CannotKeep
from callmate.domain.recording import RecordingPart
from callmate.domain.text import visible
from callmate.domain.times import clock as span, written_moment
from callmate.locale.messages import _
from callmate.services.recording_import import Wish, bring_in
from callmate.store.errors import Busy, KeyChanged, KeyMissing, NoMemory, StoreError
from callmate.store.keys import OwnerKeys
from callmate.store.places import typed_path
from callmate.ui.background import is_there
from callmate.ui.dialogs import STYLE
from callmate.ui.host import HostedModal
from callmate.ui.widgets.field import Field
from callmate.wording.error_words import refusal, worded

SOUNDS = frozenset(
    {".m4a", ".mp3", ".amr", ".3gp", ".3gpp", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac"}
    | {".mp4", ".mov", ".caf", ".mkv", ".mka", ".webm"}
)
"""Endings of what may be a recording."""


class FileNames(Suggester):
    """Suggests the rest of a path: a folder, or a file with one of some endings.

    Args:
        endings: The endings, in lower case, with their dots.
    """

    def __init__(self, endings: frozenset[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._endings = endings

    async def get_suggestion(self, value: str) -> str | None:
        """What the line would be if it were completed."""
        if not value:
            return None
        return await asyncio.to_thread(completed, value, self._endings)


def completed(typed: str, endings: frozenset[str]) -> str | None:
    """The first path that begins as typed, a folder with a slash behind it; ``None`` for none.

    What cannot be drawn as it is, and what is hidden unless asked for, is passed over.
    """
    folder, _slash, begun = typed.rpartition("/")
    place = typed_path(f"{folder}/" if _slash else ".")
    try:
        with os.scandir(place) as found:
            names = sorted(
                (
                    f"{entry.name}/" if entry.is_dir() else entry.name
                    for entry in found
                    if entry.name.startswith(begun)
                    and (begun or not entry.name.startswith("."))
                    and (entry.is_dir() or Path(entry.name).suffix.lower() in endings)
                ),
                key=str.casefold,
            )
    except OSError:
        return None
    fitting = (name for name in names if visible(name) == name and name != begun)
    first = next(fitting, None)
    return None if first is None else typed[: len(typed) - len(begun)] + first


def meant(typed: str) -> Path:
    """The file that a line names, as typed or as a terminal pastes what is dropped on it."""
    text = typed.strip()
    plain = typed_path(text)
    if plain.exists():
        return plain
    try:
        words = shlex.split(text)
    except ValueError:
        return plain
    return typed_path(words[0]) if len(words) == 1 else plain


class PathField(Field):
    """A path; Tab completes it, or goes on when there is nothing to complete.

    Args:
        endings: The endings of files to suggest, in lower case, with their dots.
        id: The widget's id.
    """

    def __init__(
        self,
        endings: frozenset[str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__("~/", id=id, suggester=FileNames(endings), select_on_focus=False)
        self._endings = endings

    async def _on_key(self, event: events.Key) -> None:
        # Here and not by a binding, so that it comes after the letters typed before it and
        # before an Enter typed behind it. Textual calls the handler of Input next.
        if event.key != "tab":
            return
        event.stop()
        event.prevent_default()
        whole = await asyncio.to_thread(completed, self.value, self._endings)
        if whole is None:
            self.screen.focus_next()
        else:
            self.value = whole
            self.cursor_position = len(whole)


_BAR = 40
"""Columns of the bar that shows how far it is."""


class BringIn(HostedModal[RecordingPart | None]):
    """Answers with the part that came in; Escape gives up, and answers ``None``.

    Args:
        call_id: The call.
        started: When it began; its day is meant when a time alone is typed.
    """

    CSS_PATH = STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("down", "app.focus_next", show=False, priority=True),
    ]

    def __init__(self, call_id: str, started: datetime) -> None:
        super().__init__()
        self._call_id = call_id
        self._started = started
        self._damaged = ""
        self._work: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """The file, when it began, and how far it is."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("Bring in a recording"), classes="title", markup=False)
            words = _(
                "Copy it from the phone to this computer first. It is sealed into this call; the"
                " file itself stays where it is."
            )
            yield Static(words, markup=False)
            yield Label(_("The file (Tab completes its name)"), markup=False)
            yield PathField(SOUNDS, id="file")
            yield Label(_("When it began (empty: as the file says)"), markup=False)
            yield Field(id="at")
            yield Static("", id="wrong", markup=False)
            words = _("Enter: bring it in · Esc: give up")
            yield Static(words, classes="hint", markup=False)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._damaged = ""

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._work is not None and self._work.is_running:
            return
        typed = self.query_one("#at", Field).value.strip()
        at = written_moment(typed, self._started.date()) if typed else None
        if typed and at is None:
            self._say(_("Write the time like 10:32, or 18/11/2026 10:32."))
            self.query_one("#at").focus()
            return
        self._work = self._take(self.query_one("#file", Field).value, at and at.astimezone())

    @work(exclusive=True)
    async def _take(self, typed: str, at: datetime | None) -> None:
        file = meant(typed)
        try:
            recipient = OwnerKeys(self.host.places).recipient()
            wish = Wish(file, recipient, at, damaged_too=self._damaged == typed)
            with self.host.cabinet.take(self._call_id) as kept:
                self.dismiss(await bring_in(kept, wish, self._heard, self.host.clock))
        except RefusedError as error:
            words = refusal(error.kind, file.name)
            if error.kind == "cut_short":
                self._damaged = typed
                words += " " + _("Press Enter once more to take what can be heard of it.")
            self._say(words)
        except Busy:
            self._say(_("This call is open in another window."))
        except KeyMissing:
            self._say(_("Your key file is not there, so nothing can be sealed."))
        except (KeyChanged, NoMemory) as error:
            self._say(worded(error))
        except (CannotKeep, StoreError, OSError):
            self._say(_("It could not be kept: is the disk full? Nothing else is lost."))

    def _heard(self, seconds: float, total: float | None) -> None:
        told = f"{span(seconds)} / {span(total)}" if total else span(seconds)
        filled = round(_BAR * min(1.0, seconds / total)) if total else 0
        bar = "━" * filled
        rest = "─" * (_BAR - filled) if total else ""
        said = Content.assemble((bar, "$success"), (rest, "$foreground 40%"), f"  {told}")
        if is_there(self):
            self.query_one("#wrong", Static).update(said)

    def _say(self, words: str) -> None:
        self.query_one("#wrong", Static).update(Content(visible(words)))

    async def action_leave(self) -> None:
        """Give up; nothing of it is left."""
        if self._work is not None and self._work.is_running:
            self._work.cancel()
            with suppress(WorkerError):
                await self._work.wait()
        self.dismiss(None)
