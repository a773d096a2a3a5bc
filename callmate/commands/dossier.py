"""Makes a folder to hand over: the dossier of a case, what is attached, sound only if wanted."""

import os
from pathlib import Path

from callmate.case_desk import CaseDesk
from callmate.commands import saying
from callmate.commands.grammar import Asked, Grammar, Option, Word
from callmate.commands.here import Here
from callmate.commands.taking_case import tell_unread
from callmate.desk import now
from callmate.domain.visible import visible
from callmate.dossier.folder import PAPER, DossierFolder
from callmate.i18n import _
from callmate.rulebook.country import country_of
from callmate.store.naming import fresh_id
from callmate.taking_out import NotTakenOutError

_NO = 1


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "dossier",
        _(
            "Makes a folder to hand over to an association, a conciliator or a lawyer: one PDF with"
            " everything in order, and copies of what is attached to the case. Recordings stay here"
            " unless “--sound” is typed. The case tells what was made, and for whom."
        ),
        (
            Word(
                "CASE",
                _("The beginning of the case's id, as “callmate cases” shows it."),
                _("Say which case, by the beginning of its id; “callmate cases” shows them."),
            ),
            Word("FOLDER", _("The folder to make."), _("Say which folder to make.")),
        ),
        (
            Option("--to", _("Whom it is for."), "NAME"),
            Option("--sound", _("Puts listening copies of the recordings in, once you agree.")),
            Option("--yes", _("Does not ask.")),
        ),
    )


def run(here: Here, asked: Asked) -> int:
    """Make it and return the exit status."""
    path = Path(asked.words[1])
    case_id = here.cases.find(asked.words[0])
    if asked.on("--sound") and not _agreed(asked):
        saying.say(_("Nothing was taken out."))
        return _NO
    try:
        made = DossierFolder(here.cabinet, case_id, path, asked.value("--to", str) or "")
        tell_unread(made.case)
        made.add_attached()
        for left_out in made.left_out:
            saying.say(visible(left_out))
        if asked.on("--sound"):
            from callmate.commands.dossier_sound import add_sound  # noqa: PLC0415 - loads sound

            add_sound(here, made)
        made.finish(country_of(here.settings.country, os.environ), now())
    except NotTakenOutError as error:
        saying.say(visible(str(error)))
        return _NO
    made.write_down(CaseDesk(here.cases, fresh_id, now))
    said = _("{file} is made. You alone can read it; the case tells that it was.")
    saying.say(said.format(file=visible(str(path / PAPER))))
    return 0


def _agreed(asked: Asked) -> bool:
    if asked.on("--yes"):
        return True
    from callmate.commands.sound_out import is_agreed  # noqa: PLC0415 - loads sound

    return is_agreed()
