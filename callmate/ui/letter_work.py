"""What can be done with a letter: changed, saved to a file, filed as sent."""

import io
import os
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.case_desk import CaseDesk
from callmate.domain.case_entry import Attachment, Channel, Purpose
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.letters.kinds import purpose_of
from callmate.letters.writing import Writing
from callmate.paper.files import ENDINGS
from callmate.store.cases import Cases
from callmate.store.errors import StoreError
from callmate.store.naming import fresh_id
from callmate.taking_out import NotTakenOutError, put
from callmate.ui.screens.dialogs import PickDialog, TypedDialog
from callmate.ui.screens.letter_edit import LetterEdit
from callmate.ui.screens.sent_dialog import Sent, SentDialog

if TYPE_CHECKING:
    from callmate.ui.app import CallMate


class LetterWork:
    """The verbs of a letter, each of which may ask first.

    Args:
        app: The program, on whose screen is asked.
        writing: The letter.
        title: What it is called.
    """

    def __init__(self, app: "CallMate", writing: Writing, title: str) -> None:
        self._app = app
        self._writing = writing
        self._title = title

    async def edit(self) -> None:
        """Change the text here."""

        def keep(text: str) -> None:
            self._safely(lambda: self._writing.change(text))

        await self._app.push_screen_wait(LetterEdit(self._title, self._writing.text, keep))

    async def edit_elsewhere(self) -> None:
        """Change the text in the editor that the owner has chosen for the terminal."""
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        if not command:
            self._app.alert(
                _("No editor is chosen: set EDITOR in your shell, or change the text here.")
            )
            return
        if not self._safely(self._writing.keep_as_draft):
            return
        with self._app.suspend():
            started = _run(command, self._writing.draft_path)
        self._app.refresh()
        if not started:
            said = _("The editor “{command}” could not be started: nothing was changed.")
            self._app.alert(said.format(command=visible(command[0])))
        self._safely(lambda: self._writing.change(self._writing.text))

    async def start_afresh(self) -> None:
        """Fill it from the case again, once the owner agrees to lose the changes."""
        if not self._writing.changed:
            return
        options = [("keep", _("Keep my changes")), ("drop", _("Drop them, fill it again"))]
        if await self._app.push_screen_wait(PickDialog(_("Drop your changes?"), options)) == "drop":
            self._safely(self._writing.start_afresh)

    async def save(self) -> None:
        """Write it to a file."""
        path = _at_home(f"~/{self._writing.file_name}.pdf")
        while (asked := await self._ask_for_file(path)) is not None:
            path = _at_home(asked) if asked.strip() else path
            if path.suffix.lower() not in ENDINGS:
                self._app.alert(_("End the name in .pdf, .odt, .docx, .html, .md or .txt."))
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
        words = _("Where to? The ending chooses: .pdf, .odt, .docx, .html, .md or .txt.")
        words = f"{words}\n{shown}" if gaps else words
        dialog = TypedDialog(_("Save the letter"), words, text=str(path))
        return await self._app.push_screen_wait(dialog)

    async def _may_write(self, path: Path) -> bool:
        if not _is_taken(path):
            return True
        options = [("no", _("Choose another name")), ("yes", _("Replace it"))]
        dialog = PickDialog(_("There is a file of this name already."), options)
        return await self._app.push_screen_wait(dialog) == "yes"

    def _write(self, path: Path) -> bool:
        try:
            contents = self._writing.contents(path.suffix.lower())
            put(path, contents, force=path.is_file())
        except NotTakenOutError as error:
            self._app.alert(str(error))
            return False
        said = _("Saved for you alone: {file}").format(file=visible(str(path)))
        self._app.notify(said, markup=False, timeout=8)
        return True

    async def file_as_sent(self) -> None:
        """File it in the case, with its proof; the next terms run from that day."""
        sent = await self._app.push_screen_wait(SentDialog(self._app.clock().date()))
        if sent is not None and self._safely(lambda: self._file(sent)):
            said = _("Filed in the case as sent. Keep the receipts themselves, too.")
            self._app.notify(said, markup=False, timeout=8)

    def _file(self, sent: Sent) -> None:
        cases = Cases(self._app.places)
        case = self._writing.told.case
        desk = CaseDesk(cases, fresh_id, self._app.clock)
        name = f"{self._writing.file_name}.pdf"
        copy = cases.attach(case.id, name, io.BytesIO(self._writing.contents(".pdf")))
        purpose = purpose_of(self._writing.name)
        self._add(desk, sent, self._title, copy, purpose)
        for receipt in sent.receipts:
            with receipt.open("rb") as source:
                kept = cases.attach(case.id, receipt.name, source)
            words = _("Receipt: {title}").format(title=self._title)
            received = replace(sent, channel=Channel.OTHER)
            self._add(desk, received, words, kept, Purpose.OTHER)

    def _add(
        self, desk: CaseDesk, sent: Sent, text: str, copy: Attachment, purpose: Purpose | None
    ) -> None:
        now = self._app.clock()
        today = sent.on == now.date()
        desk.add(
            self._writing.told.case,
            Channel(sent.channel),
            text,
            on=now if today else datetime.combine(sent.on, time(12), tzinfo=now.tzinfo),
            day_only=not today,
            reference=sent.reference,
            attachment=copy,
            purpose=purpose,
        )

    def _safely(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except (StoreError, OSError):
            self._app.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
            return False
        return True


def _run(command: list[str], path: Path) -> bool:
    """Whether an editor could be started; it has ended when this returns."""
    try:
        subprocess.run([*command, path], check=False)  # noqa: S603 - the owner's own editor
    except OSError:
        return False
    return True


def _at_home(path: str) -> Path:
    return Path(path).expanduser()


def _is_taken(path: Path) -> bool:
    return path.is_file()
