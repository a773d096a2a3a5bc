"""Makes a folder to hand over: the dossier of a case, what is attached, sound only if wanted."""

import os
from pathlib import Path

from callmate.audio.layout import parts
from callmate.cli import terminal
from callmate.cli.case_command import tell_unread
from callmate.cli.context import Context, identity
from callmate.cli.export_command import is_agreed, take
from callmate.cli.parser import Arguments, Grammar, Option, Word
from callmate.documents.dossier import PAPER, DossierFolder
from callmate.domain.call import Call
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.rulebook.countries import country_of
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import now
from callmate.services.output import CopyOrder, NoCopyError, NotTakenOutError
from callmate.store.places import fresh_id

_NO = 1


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "dossier",
        _(
            "Makes a folder to hand over to an association, a conciliator or a lawyer: one PDF with"
            " everything in order, and copies of what is attached to the case. Recordings stay here"
            " unless “--sound” is typed, your notes unless “--notes” is. The case tells what was"
            " made, and for whom."
        ),
        (
            Word(
                _("CASE"),
                _("The beginning of the case's id, as “callmate cases” shows it."),
                _("Say which case, by the beginning of its id; “callmate cases” shows them."),
            ),
            Word(_("FOLDER"), _("The folder to make."), _("Name the folder to make.")),
        ),
        (
            Option("--to", _("Whom it is for."), _("NAME")),
            Option("--sound", _("Includes listening copies of the recordings, once you agree.")),
            Option("--notes", _("Includes the notes that you wrote for yourself.")),
            Option("--yes", _("Does not ask.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Make it and return the exit status."""
    path = Path(arguments.words[1])
    case_id = context.cases.find(arguments.words[0])
    if arguments.on("--sound") and not _agreed(arguments):
        terminal.say(_("Nothing was taken out."))
        return _NO
    try:
        to, notes = arguments.value("--to", str) or "", arguments.on("--notes")
        made = DossierFolder(context.cabinet, case_id, path, to, notes=notes)
        tell_unread(made.case)
        made.add_attached()
        for left_out in made.left_out:
            terminal.say(visible(left_out))
        if arguments.on("--sound"):
            add_sound(context, made)
        made.finish(country_of(context.settings.country, os.environ), now())
    except NotTakenOutError as error:
        terminal.say(visible(str(error)))
        return _NO
    made.write_down(CaseDesk(context.cases, fresh_id, now))
    said = _("{file} is made. You alone can read it; the case tells that it was.")
    terminal.say(said.format(file=visible(str(path / PAPER))))
    return 0


def _agreed(arguments: Arguments) -> bool:
    return arguments.on("--yes") or is_agreed()


_ENDING = ".m4a"


def add_sound(context: Context, made: DossierFolder) -> None:
    """Copy the sound of every call of the case; what cannot be opened is told and left out.

    Raises:
        NotTakenOutError: A copy could not be written.
        StoreError: The key cannot be used, or a call is open elsewhere.
    """
    recorded = [call for call in made.case.told.calls if parts(context.cabinet.folder(call.id))]
    if not recorded:
        terminal.say(_("There is no recording in this case."))
        return
    key = identity(context)
    for call in recorded:
        _add(context, made, call, key)


def _add(context: Context, made: DossierFolder, call: Call, key: str) -> None:
    for facts in parts(context.cabinet.folder(call.id)):
        name = f"{call.start.at:%Y-%m-%d-%H%M%S}-{facts.part}{_ENDING}"
        path = made.place_for_sound(name)
        purpose = _("dossier for {to}").format(to=made.to or _("somebody not named"))
        try:
            take(context, call.id, CopyOrder(((facts.part, 0.0, None),), path, purpose), key)
            made.add_sound(path)
        except NoCopyError:
            said = _("The recording of {date} cannot be opened; it is left out.")
            terminal.say(said.format(date=f"{call.start.at:%d/%m/%Y %H:%M}"))
