"""Puts listening copies of a case's recordings into its dossier; each call tells of it."""

from callmate.audio.decoder import UndecodableError
from callmate.audio.facts import parts
from callmate.audio.listening_copy import NothingThereError
from callmate.audio.sealed import CannotOpenError, WrongKeyError
from callmate.commands import saying
from callmate.commands.here import Here
from callmate.commands.sound_out import Clip, take
from callmate.commands.unlocking import identity
from callmate.domain.call import Call
from callmate.dossier.folder import DossierFolder
from callmate.i18n import _

_ENDING = ".m4a"


def add_sound(here: Here, made: DossierFolder) -> None:
    """Copy the sound of every call of the case; what cannot be opened is told and left out.

    Raises:
        NotTakenOutError: A copy could not be written.
        StoreError: The key cannot be used, or a call is open elsewhere.
    """
    recorded = [call for call in made.case.told.calls if parts(here.cabinet.folder(call.id))]
    if not recorded:
        saying.say(_("There is no recording in this case."))
        return
    key = identity(here)
    for call in recorded:
        _add(here, made, call, key)


def _add(here: Here, made: DossierFolder, call: Call, key: str) -> None:
    for facts in parts(here.cabinet.folder(call.id)):
        name = f"{call.start.at:%Y-%m-%d-%H%M%S}-{facts.part}{_ENDING}"
        path = made.place_for_sound(name)
        purpose = _("dossier for {to}").format(to=made.to or _("somebody not named"))
        try:
            take(here, call.id, Clip(facts.part, 0.0, None, purpose), path, key, force=False)
            made.add_sound(path)
        except (WrongKeyError, CannotOpenError, UndecodableError, NothingThereError):
            said = _("The recording of {date} cannot be opened; it is left out.")
            saying.say(said.format(date=f"{call.start.at:%d/%m/%Y %H:%M}"))
