"""Takes a case out into a file, and says where it went."""

from asyncio import to_thread
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.domain.case import Case
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.store.cases import Cases
from callmate.store.errors import StoreError
from callmate.taking_out import NotTakenOutError, put
from callmate.ui.screens.save_dialog import SaveDialog

if TYPE_CHECKING:
    from callmate.ui.app import CallMate

_LONG_ENOUGH = 20
"""Seconds for which it is said where the file went."""


async def ask_to_export(app: "CallMate", case: Case) -> None:
    """Ask for the kind of file and its place, make it, and say where it went."""
    kinds = (
        (".pdf", _("PDF, to print or send")),
        (".html", _("web page")),
        (".md", "Markdown"),
        (".txt", _("plain text")),
        (".csv", _("spreadsheet (CSV)")),
    )
    title = _("Take the whole case out into a file; the sound stays here")
    path = await app.push_screen_wait(SaveDialog(title, kinds, case.name))
    if path is None:
        return
    try:
        await to_thread(_make, app, case.id, path, app.clock())
    except NotTakenOutError as error:
        app.alert(str(error))
    except StoreError:
        app.alert(_("The case or one of its calls cannot be read: no file was made."))
    else:
        said = _("{file} is made. You alone can read it.").format(file=visible(str(path)))
        app.notify(said, timeout=_LONG_ENOUGH, markup=False)


def _make(app: "CallMate", case_id: str, path: Path, now: datetime) -> None:
    from callmate.case_paper.files import case_contents  # noqa: PLC0415 - loads a typesetter
    from callmate.case_paper.sealed import sealed_case  # noqa: PLC0415 - only now wanted

    case = sealed_case(app.cabinet, Cases(app.places), case_id)
    put(path, case_contents(case, path.suffix.lower(), now), force=False)
