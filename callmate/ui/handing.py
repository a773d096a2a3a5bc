"""Makes a dossier from the screen, and says where it is."""

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from callmate.case_desk import CaseDesk
from callmate.domain.case import Case
from callmate.domain.visible import visible
from callmate.dossier.folder import DossierFolder
from callmate.i18n import _
from callmate.rulebook.country import country_of
from callmate.store.cases import Cases
from callmate.store.errors import StoreError
from callmate.store.naming import fresh_id
from callmate.taking_out import NotTakenOutError
from callmate.ui.screens.dossier_dialog import DossierDialog, Handing

if TYPE_CHECKING:
    from callmate.ui.app import CallMate


def dossier_dialog(case: Case) -> DossierDialog:
    """What asks for whom and where, makes the dossier, and has the case tell of it."""

    def make(app: "CallMate", handing: Handing) -> bool:
        done = _with_sound if handing.sound else _without_sound
        return done(app, case, handing)

    return DossierDialog(make)


def _without_sound(app: "CallMate", case: Case, handing: Handing) -> bool:
    try:
        made = DossierFolder(app.cabinet, case.id, handing.folder, handing.to)
        made.add_attached()
        made.finish(country_of(app.settings.country, os.environ), app.clock())
        made.write_down(CaseDesk(Cases(app.places), fresh_id, app.clock))
    except NotTakenOutError as error:
        app.alert(visible(str(error)))
        return False
    except (StoreError, OSError):
        app.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
        return False
    for left_out in made.left_out:
        app.alert(visible(left_out))
    _say_where(app, handing)
    return True


def _with_sound(app: "CallMate", case: Case, handing: Handing) -> bool:
    # The command has the sound libraries, and asks for the passphrase where there is one.
    words = [sys.executable, "-P", "-m", "callmate", "dossier", "--sound", "--yes"]
    with app.suspend():
        typed = [*words, f"--to={handing.to}", "--", case.id, str(handing.folder)]
        done = subprocess.run(typed, check=False)  # noqa: S603 - our own command
    app.refresh()
    if done.returncode != 0:
        app.alert(_("The dossier was not finished; what is kept here is as it was."))
        return False
    _say_where(app, handing)
    return True


def _say_where(app: "CallMate", handing: Handing) -> None:
    said = _("The dossier is in {folder}. The case tells that it was made.")
    app.notify(said.format(folder=visible(str(handing.folder))), markup=False, timeout=8)
