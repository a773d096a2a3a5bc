"""Asks how long the sound of a case is wanted and, when that is over, whether it may go."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from callmate import dates
from callmate.case_desk import CaseDesk
from callmate.domain.case import Case
from callmate.domain.chronology import Chronology
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.retention import delete_sound, is_over, with_sound
from callmate.store.cases import Cases
from callmate.store.errors import StoreError
from callmate.store.naming import fresh_id
from callmate.ui.screens.dialogs import PickDialog

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


def to_decide(app: "CallMate", told: Chronology) -> str:
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
