"""Takes back a line of a case that was put in by mistake."""

import os
import subprocess
import sys
from asyncio import to_thread
from collections.abc import Callable, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import TypeGuard

from textual.screen import Screen

from callmate.documents.dossier import DossierFolder
from callmate.domain.case import (
    Author,
    Case,
    Happened,
    Movable,
    Purpose,
    SenderStated,
)
from callmate.domain.case_events import WRITTEN, is_reply, is_unjudged
from callmate.domain.chronology import Chronology, ChronologyLine
from callmate.domain.entry import Promised
from callmate.domain.text import visible
from callmate.domain.times import written_day
from callmate.locale.messages import _
from callmate.rulebook.countries import country_of
from callmate.services.case_desk import CaseDesk
from callmate.services.output import NotTakenOutError, put
from callmate.store.errors import StoreError
from callmate.ui.dialogs import PickDialog, SaveDialog, TypedDialog, short_path
from callmate.ui.host import Host
from callmate.ui.screens.dossier_dialog import DossierDialog, Handing
from callmate.wording.case_words import case_line_words

_REPEATED = 200
"""Characters of a line that are repeated in the question."""


async def ask_to_take_back(host: Host, told: Chronology, line: ChronologyLine | None) -> str | None:
    """Ask whether the line under the cursor is a mistake.

    Returns:
        The id of its entry; ``None`` when it shall stay, or is none that can be taken back.
    """
    if line is None or not isinstance(line.entry, (Movable, SenderStated)):
        host.alert(_("Only what was added to the case itself can be taken back here."))
        return None
    said = case_line_words(told, line.entry)
    words = visible(f"{said.head}: {said.text}")[:_REPEATED]
    options = [("", _("Leave it")), (line.entry.id, _("Take it back"))]
    asked = f"{words}\n" + _("It goes out of the chronology; that it was there stays kept.")
    return await host.ask(PickDialog(_("Put in by mistake?"), options, asked)) or None


Verb = Callable[[CaseDesk], object]
"""Does one thing to a case."""


def was_sent(entry: object) -> TypeGuard[Happened]:
    """Whether a line is something written that the owner sent, which may have a receipt."""
    if not isinstance(entry, Happened) or entry.author is not Author.OWNER:
        return False
    return entry.channel in WRITTEN and entry.purpose is not Purpose.HANDED


def settled(case: Case, line: ChronologyLine | None, *, kept: bool) -> Verb | None:
    """What says that a promise was kept or a reply answers, or not; ``None`` for other lines."""
    if line is None:
        return None
    entry = line.entry
    if line.call is not None and isinstance(entry, Promised):
        call = line.call.id
        return lambda desk: desk.settle(case, call, entry.id, kept=kept)
    if is_reply(entry):
        return lambda desk: desk.judge(case, entry.id, answers=kept)
    return None


async def ask_whether_it_answers(host: Host, case: Case) -> Verb | None:
    """Ask of the reply that was added last whether it answers; ``None`` where that is open."""
    reply = case.entries[-1]
    if not is_unjudged(case, reply):
        return None
    words = _("“We are working on it” is no answer: then the time for one goes on.")
    options = [
        ("", _("I cannot say yet")),
        ("yes", _("It answers, even if I do not agree")),
        ("no", _("It does not answer")),
    ]
    said = await host.ask(PickDialog(_("Does this reply answer what you asked?"), options, words))
    if not said:
        return None
    return lambda desk: desk.judge(case, reply.id, answers=said == "yes")


async def ask_when_it_came(host: Host, case: Case, sent: Happened) -> Verb | None:
    """Ask on what day something that was sent came there; ``None`` where it is left open."""
    words = _(
        "The day on the receipt, such as 18/11: what runs from the delivery is counted from it."
    )
    typed = await host.ask(TypedDialog(_("When was it delivered?"), words))
    if not typed or not typed.strip():
        return None
    now = host.clock()
    day = written_day(typed, now.date())
    if day is None or not sent.on.date() <= day <= now.date():
        host.alert(_("That is not a day between the sending and today: write it like 18/11/2026."))
        return None
    on = datetime.combine(day, time(12), tzinfo=now.tzinfo)
    return lambda desk: desk.deliver(case, sent.id, on, day_only=True)


async def ask_to_close(host: Host, case: Case) -> bool:
    """Ask whether a problem is over, by its name; whether it is, or is not any more after all."""
    name = visible(case.name)
    if case.closed:
        title, words = _("Open “{name}” again?"), _("It comes back among your open cases.")
        options = [("no", _("Leave it closed")), ("yes", _("Open it again"))]
    else:
        title, words = (
            _("Is “{name}” over?"),
            _("Closed, it stays readable, and can be opened again."),
        )
        options = [("no", _("Not yet")), ("yes", _("It is over: close it"))]
    return await host.ask(PickDialog(title.format(name=name), options, words)) == "yes"


# ruff: noqa: PLC0415 - each loads what the others do without


def _before_call(told: Chronology) -> Screen[None]:
    from callmate.ui.screens.case.briefing_screen import BeforeCall

    return BeforeCall(told)


def _letters(told: Chronology) -> Screen[None]:
    from callmate.ui.screens.letters.letter_list import LetterList

    return LetterList(told)


def _dossier(told: Chronology) -> Screen[None]:

    return dossier_dialog(told.case)


def _answers(told: Chronology) -> Screen[None]:
    from callmate.ui.screens.case.contradictions_screen import Answers

    return Answers(told)


def _facts(told: Chronology) -> Screen[Case | None]:
    from callmate.ui.screens.case.case_form import CaseForm

    return CaseForm(told.case)


def _help(_told: Chronology) -> Screen[None]:
    from callmate.ui.screens.help_screen import Help

    return Help("case")


WAYS: Mapping[str, Callable[[Chronology], Screen[None] | Screen[Case | None]]] = {
    "case.call": _before_call,
    "case.letters": _letters,
    "case.dossier": _dossier,
    "case.answers": _answers,
    "case.facts": _facts,
    "case.help": _help,
}
"""What makes the screen to which a command leads, by the command's id."""


ON_A_LINE = frozenset(
    f"case.{verb}" for verb in ("open", "kept", "broken", "contradiction", "undo", "move")
)
"""Commands about the line under the cursor."""

_LONG_ENOUGH = 20
"""Seconds for which it is said where the file went."""


async def ask_to_export(host: Host, case: Case) -> None:
    """Ask for the kind of file and its place, make it, and say where it went."""
    kinds = (
        (".pdf", _("PDF, to print or send")),
        (".html", _("web page")),
        (".md", "Markdown"),
        (".txt", _("plain text")),
        (".csv", _("spreadsheet (CSV)")),
    )
    title = _("Take the whole case out into a file; the sound stays here")
    path = await host.ask(SaveDialog(title, kinds, case.name))
    if path is None:
        return
    try:
        await to_thread(_make, host, case.id, path, host.clock())
    except NotTakenOutError as error:
        host.alert(str(error))
    except StoreError:
        host.alert(_("The case or one of its calls cannot be read: no file was made."))
    else:
        said = _("{file} is made. You alone can read it.").format(file=visible(short_path(path)))
        host.tell(said, _LONG_ENOUGH)


def _make(host: Host, case_id: str, path: Path, now: datetime) -> None:
    from callmate.documents.case_paper import sealed_case
    from callmate.documents.case_table import case_contents

    case = sealed_case(host.cabinet, host.cases, case_id)
    put(path, case_contents(case, path.suffix.lower(), now), force=False)


def dossier_dialog(case: Case) -> DossierDialog:
    """What asks for whom and where, makes the dossier, and has the case tell of it."""

    def make(host: Host, handing: Handing) -> bool:
        done = _with_sound if handing.sound else _without_sound
        return done(host, case, handing)

    return DossierDialog(case.name, make)


def _without_sound(host: Host, case: Case, handing: Handing) -> bool:
    try:
        folder, to, notes = handing.folder, handing.to, handing.notes
        made = DossierFolder(host.cabinet, case.id, folder, to, notes=notes)
        made.add_attached()
        made.finish(country_of(host.settings.country, os.environ), host.clock())
        made.write_down(host.case_desk)
    except NotTakenOutError as error:
        host.alert(visible(str(error)))
        return False
    except (StoreError, OSError):
        host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
        return False
    for left_out in made.left_out:
        host.alert(visible(left_out))
    _say_where(host, handing)
    return True


def _with_sound(host: Host, case: Case, handing: Handing) -> bool:
    # The command has the sound libraries, and asks for the passphrase where there is one.
    words = [sys.executable, "-P", "-m", "callmate", "dossier", "--sound", "--yes"]
    with host.lend_terminal():
        notes = ["--notes"] if handing.notes else []
        typed = [*words, *notes, f"--to={handing.to}", "--", case.id, str(handing.folder)]
        done = subprocess.run(typed, check=False)  # noqa: S603 - our own command
    if done.returncode != 0:
        host.alert(_("The dossier was not finished; what is kept here is as it was."))
        return False
    _say_where(host, handing)
    return True


def _say_where(host: Host, handing: Handing) -> None:
    said = _("The dossier is in {folder}. The case tells that it was made.")
    host.tell(said.format(folder=visible(str(handing.folder))), 8)


def file_received(host: Host, case_id: str, path: Path | None) -> tuple[Case, ...]:
    """Read an e-mail or a PEC receipt into a case, and say what it was.

    Returns:
        The case, where it has something new; empty where nothing was filed.
    """
    from callmate.letters.mail_in_case import file_mail
    from callmate.services.mail.filing import MailNotFiledError
    from callmate.store.cases import calls_of

    if path is None:
        return ()
    try:
        case = host.cases.read(case_id)
        told = Chronology(case, calls_of(host.cabinet, host.index.rows(), case_id))
        country = country_of(host.settings.country, os.environ)
        desk, clock = host.case_desk, host.clock
        filed = file_mail(host.cabinet, desk, told, path, country=country, clock=clock)
    except MailNotFiledError as error:
        host.alert(str(error))
        return ()
    except (StoreError, OSError):
        host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
        return ()
    host.tell(filed.said, _LONG_ENOUGH)
    return (filed.case,)
