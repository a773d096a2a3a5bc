"""Asks how long the sound of a case is wanted and, when that is over, whether it may go."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.widgets import Static

from callmate.domain.case import Case
from callmate.domain.chronology import Chronology
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.services.case_desk import CaseDesk
from callmate.services.retention import delete_sound, is_over, to_decide, with_sound
from callmate.store.cases import Cases
from callmate.store.errors import Busy, NoSuchCall, NoSuchCase, NotDeleted, StoreError
from callmate.store.places import fresh_id
from callmate.store.trash import Trash, TrashKind
from callmate.ui.dialogs import DeleteDialog, PickDialog
from callmate.wording import dates

if TYPE_CHECKING:
    from callmate.ui.app import CallMate

_ALWAYS, _LATER, _DELETE = "always", "later", "delete"


async def ask_about_sound(app: "CallMate", case: Case, call_ids: Sequence[str]) -> None:
    """Ask what there is to ask about the sound of a case, and do it.

    Args:
        app: The program.
        case: The case.
        call_ids: The calls that are filed in it.
    """
    lying = with_sound(app.cabinet, call_ids)
    if lying and is_over(case, app.clock().date()):
        await _ask_to_delete(app, case, lying)
    else:
        await _ask_how_long(app, case)


def words_when_over(case: Case, key: str) -> str:
    """The line that stands where the sound of a case is to be decided on.

    Args:
        case: The case; its time is over.
        key: The key that asks.
    """
    said = _("“{name}”: you wanted the sound until {date}. Press  {key}  to decide.")
    until = dates.full_day(case.sound_until) if case.sound_until else ""
    return said.format(name=visible(case.name), date=until, key=key)


def retention_words(app: "CallMate", told: Chronology) -> str:
    """The line about a case's sound whose time is over; empty while there is none."""
    over = is_over(told.case, app.clock().date())
    if not over or not with_sound(app.cabinet, [call.id for call in told.calls]):
        return ""
    return words_when_over(told.case, app.key_of_id("case.sound"))


async def _ask_how_long(app: "CallMate", case: Case) -> None:
    spans = {
        _ALWAYS: _("always"),
        "6": _("6 months"),
        "12": _("1 year"),
        "24": _("2 years"),
        "60": _("5 years"),
        "120": _("10 years"),
    }
    words = _("When that time is over you are asked; nothing is deleted by itself.")
    title = _("How long do you want the sound, after the case is closed?")
    now = str(case.retention)
    chosen = list(spans).index(now) if now in spans else 0
    answer = await app.push_screen_wait(PickDialog(title, list(spans.items()), words, chosen))
    if answer is not None:
        _keep(app, case, None if answer == _ALWAYS else int(answer))


async def _ask_to_delete(app: "CallMate", case: Case, lying: Sequence[str]) -> None:
    said = ngettext(
        "The sound of {count} call goes for good. What was written down stays, and so does"
        " the fingerprint of the sound.",
        "The sound of {count} calls goes for good. What was written down stays, and so do"
        " the fingerprints of the sound.",
        len(lying),
    )
    options = [
        (_LATER, _("Ask me again")),
        (_DELETE, _("Delete the sound")),
        (_ALWAYS, _("Keep it always")),
    ]
    title = _("Delete the sound of this case?")
    words = said.format(count=len(lying))
    answer = await app.push_screen_wait(PickDialog(title, options, words))
    if answer == _DELETE:
        await _delete(app, lying)
    elif answer == _ALWAYS:
        _keep(app, case, None)


async def _delete(app: "CallMate", lying: Sequence[str]) -> None:
    left = await asyncio.to_thread(_deleted, app, lying)
    gone = len(lying) - left
    if gone:
        said = ngettext(
            "The sound of {count} call is deleted.", "The sound of {count} calls is deleted.", gone
        )
        app.notify(said.format(count=gone), markup=False)
    if left:
        said = ngettext(
            "The sound of {count} call is still there: the call is open in another window, or"
            " the disk refused. You will be asked again.",
            "The sound of {count} calls is still there: they are open in another window, or the"
            " disk refused. You will be asked again.",
            left,
        )
        app.alert(said.format(count=left))


def _deleted(app: "CallMate", lying: Sequence[str]) -> int:
    """Delete, and say of how many calls the sound is still there."""
    left = 0
    for call_id in lying:
        try:
            delete_sound(app.cabinet, call_id, app.clock)
        except StoreError:
            left += 1
    return left


def _keep(app: "CallMate", case: Case, months: int | None) -> None:
    try:
        CaseDesk(Cases(app.places), fresh_id, app.clock).retain(case, months)
    except StoreError:
        app.alert(_("It could not be kept: is the disk full? Nothing else is lost."))


class StillThereError(Exception):
    """It could not be deleted; the message is a sentence that says why."""


async def ask_to_delete(app: "CallMate", kind: TrashKind, thing_id: str, name: str) -> bool:
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


def delete(app: "CallMate", kind: TrashKind, thing_id: str, *, for_good: bool) -> str:
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


def _question(kind: TrashKind) -> tuple[str, str]:
    if kind is TrashKind.CALL:
        return _("Delete this call?"), _("Everything of this call goes, the sound too.")
    words = _("The case goes, with its letters and files. Its calls stay among your calls.")
    return _("Delete this case?"), words


def _busy(kind: TrashKind) -> str:
    if kind is TrashKind.CALL:
        return _("This call is open in another window: nothing was deleted.")
    return _("This case is open in another window: nothing was deleted.")


class RetentionBanner(Static):
    """Stands there only while there is something to decide; nothing goes by itself."""

    if TYPE_CHECKING:

        @property
        def app(self) -> "CallMate":  # type: ignore[override]
            """The program."""

    def __init__(self) -> None:
        super().__init__(markup=False, classes="banner")
        self.display = False
        self._found: tuple[Case, tuple[str, ...]] | None = None

    def on_mount(self) -> None:
        """Look now, and whenever the screen comes back into sight."""
        self.watch(self.screen, "stack_updates", self._came)

    def _came(self) -> None:
        self._look()

    @work(thread=True, exclusive=True, group="sound")
    def _look(self) -> None:
        today = self.app.clock().date()
        found = None
        with suppress(OSError):  # what cannot be read today is asked about another day
            found = next(to_decide(self.app.cabinet, today), None)
        self.app.call_from_thread(self._show, found)

    def _show(self, found: tuple[Case, tuple[str, ...]] | None) -> None:
        self._found = found
        self.display = found is not None
        if found is not None:
            self.update(words_when_over(found[0], self.app.key_of_id("home.sound")))

    @work(exclusive=True, group="dialog")
    async def ask(self) -> None:
        """Ask about it."""
        if self._found is not None:
            await ask_about_sound(self.app, *self._found)
            self._look()
