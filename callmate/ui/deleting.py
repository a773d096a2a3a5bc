"""Deletes a call or a case as the owner chooses, and says what became of it."""

from typing import TYPE_CHECKING

from callmate import dates
from callmate.i18n import _
from callmate.store.errors import Busy, NoSuchCall, NoSuchCase, NotDeleted
from callmate.store.trash import Kind, Trash
from callmate.ui.screens.delete_dialog import DeleteDialog

if TYPE_CHECKING:
    from callmate.ui.app import CallMate


class StillThereError(Exception):
    """It could not be deleted; the message is a sentence that says why."""


async def ask_to_delete(app: "CallMate", kind: Kind, thing_id: str, name: str) -> bool:
    """Ask, delete, and say what became of it; whether it is gone.

    Args:
        app: The program.
        kind: What it is.
        thing_id: Its id.
        name: What has to be typed; the id where there is no name.
    """
    title, words = _question(kind)
    dialog = DeleteDialog(title, words, name.strip() or thing_id)
    answer = await app.push_screen_wait(dialog)
    if answer is None:
        return False
    if not answer.meant:
        app.alert(_("The name was another one: nothing was deleted."))
        return False
    try:
        said = delete(app, kind, thing_id, for_good=answer.for_good)
    except StillThereError as error:
        app.alert(str(error))
        return False
    app.notify(said, markup=False)
    return True


def delete(app: "CallMate", kind: Kind, thing_id: str, *, for_good: bool) -> str:
    """Delete something; what there is to say about it.

    Args:
        app: The program.
        kind: What it is.
        thing_id: Its id.
        for_good: Whether it goes past the trash.

    Raises:
        StillThereError: It is still there.
    """
    trash, today = Trash(app.places), app.clock().date()
    try:
        if for_good:
            trash.delete(kind, thing_id, today)
            return _("It is deleted for good.")
        until = trash.put(kind, thing_id, today).until
    except Busy as error:
        raise StillThereError(_busy(kind)) from error
    except NotDeleted as error:
        said = _("The disk refused: it is still there, or a part of it.")
        raise StillThereError(said) from error
    except (NoSuchCall, NoSuchCase):
        return _("It was gone already.")
    said = _("It is in the trash until {date}; {key} on the first screen shows it.")
    return said.format(date=dates.full_day(until), key=app.key_of_id("home.trash"))


def _question(kind: Kind) -> tuple[str, str]:
    if kind is Kind.CALL:
        return _("Delete this call?"), _("Everything of this call goes, the sound too.")
    words = _("The case goes, with its letters and files. Its calls stay among your calls.")
    return _("Delete this case?"), words


def _busy(kind: Kind) -> str:
    if kind is Kind.CALL:
        return _("This call is open in another window: nothing was deleted.")
    return _("This case is open in another window: nothing was deleted.")
