"""Makes a dossier from the screen, and says where it is."""

import os
import subprocess
import sys
from pathlib import Path
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


async def hand_over(app: "CallMate", case: Case) -> None:
    """Ask for whom and where, make the dossier, and write down that it was made.

    Args:
        app: The program, on whose screen is asked.
        case: The case.
    """
    handing = await app.push_screen_wait(DossierDialog(_offered(app)))
    if handing is None:
        return
    if handing.sound:
        _with_sound(app, case, handing)
    else:
        _without_sound(app, case, handing)


def _without_sound(app: "CallMate", case: Case, handing: Handing) -> None:
    try:
        made = DossierFolder(app.cabinet, case.id, handing.folder, handing.to)
        made.add_attached()
        made.finish(country_of(app.settings.country, os.environ), app.clock())
        made.write_down(CaseDesk(Cases(app.places), fresh_id, app.clock))
    except NotTakenOutError as error:
        app.alert(visible(str(error)))
    except (StoreError, OSError):
        app.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
    else:
        _say_where(app, handing)


def _with_sound(app: "CallMate", case: Case, handing: Handing) -> None:
    # The command has the sound libraries, and asks for the passphrase where there is one.
    words = [sys.executable, "-P", "-m", "callmate", "dossier", "--sound", "--yes"]
    with app.suspend():
        typed = [*words, f"--to={handing.to}", "--", case.id, str(handing.folder)]
        done = subprocess.run(typed, check=False)  # noqa: S603 - our own command
    app.refresh()
    if done.returncode == 0:
        _say_where(app, handing)
    else:
        app.alert(_("The dossier was not finished; what is kept here is as it was."))


def _say_where(app: "CallMate", handing: Handing) -> None:
    said = _("The dossier is in {folder}. The case tells that it was made.")
    app.notify(said.format(folder=visible(str(handing.folder))), markup=False, timeout=8)


def _offered(app: "CallMate") -> Path:
    return Path.home() / f"dossier-{app.clock():%Y-%m-%d}"
