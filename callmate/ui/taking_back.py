"""Takes back a line of a case that was put in by mistake."""

from typing import TYPE_CHECKING

from callmate.case_telling import tell_line
from callmate.domain.case_entry import Contradicted, Happened, Settled
from callmate.domain.chronology import Chronology, Line
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.ui.screens.dialogs import PickDialog

if TYPE_CHECKING:
    from callmate.ui.app import CallMate

_REPEATED = 200
"""Characters of a line that are repeated in the question."""


async def ask_to_take_back(app: "CallMate", told: Chronology, line: Line | None) -> str | None:
    """Ask whether the line under the cursor is a mistake.

    Returns:
        The id of its entry; ``None`` when it shall stay, or is none that can be taken back.
    """
    if line is None or not isinstance(line.entry, (Happened, Settled, Contradicted)):
        app.alert(_("Only what was added to the case itself can be taken back here."))
        return None
    said = tell_line(told, line.entry)
    words = visible(f"{said.head}: {said.text}")[:_REPEATED]
    options = [("", _("Leave it")), (line.entry.id, _("Take it back"))]
    asked = f"{words}\n" + _("It goes out of the chronology; that it was there stays kept.")
    return await app.push_screen_wait(PickDialog(_("Put in by mistake?"), options, asked)) or None
