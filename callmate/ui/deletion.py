"""Asks before something is deleted: a call, a case, or sound that is wanted no longer."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from callmate.domain.case import Case
from callmate.domain.chronology import Chronology
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.services.retention import delete_sound, is_over, to_decide, with_sound
from callmate.store.errors import Busy, NoSuchCall, NoSuchCase, NotDeleted, StoreError
from callmate.store.trash import Trash, TrashKind
from callmate.ui.background import Wanted, read_aside
from callmate.ui.dialogs import STYLE, PickDialog
from callmate.ui.host import Host, HostedModal, host_of
from callmate.ui.widgets.field import Choice, Field
from callmate.wording import dates

_ALWAYS, _LATER, _DELETE = "always", "later", "delete"


@dataclass(frozen=True)
class Deletion:
    """What the owner answered."""

    meant: bool
    """Whether the right name was typed."""
    for_good: bool


class DeleteDialog(HostedModal[Deletion | None]):
    """Asks for the name of what goes; Escape answers ``None``.

    Args:
        title: The question.
        words: What goes, and what stays.
        name: The name to type.
    """

    CSS_PATH = STYLE

    # The line keeps the focus: the arrows choose whatever has it.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up,shift+tab", "turn(-1)", show=False, priority=True),
        Binding("down,tab", "turn(1)", show=False, priority=True),
    ]

    def __init__(self, title: str, words: str, name: str) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._wanted = visible(name).strip()

    def compose(self) -> ComposeResult:
        """What goes and where to, over the line for the name."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._words, markup=False)
            yield Choice(
                [("trash", _("To the trash, for 30 days")), ("for_good", _("For good"))], 0
            )
            words = _("To delete, type: {name}")
            yield Static(words.format(name=self._wanted), markup=False, classes="typed")
            yield Field()
            hint = _("↑ ↓ where to · Enter: do it · Esc: leave it")
            yield Static(hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Field).focus()

    def action_turn(self, steps: int) -> None:
        """Choose where it goes."""
        self.query_one(Choice).turn(steps)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        meant = event.value.strip().casefold() == self._wanted.casefold()
        self.dismiss(Deletion(meant, self.query_one(Choice).value == "for_good"))

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


async def ask_about_sound(host: Host, case: Case, call_ids: Sequence[str]) -> None:
    """Ask what there is to ask about the sound of a case, and do it.

    Args:
        host: The program.
        case: The case.
        call_ids: The calls that are filed in it.
    """
    lying = with_sound(host.cabinet, call_ids)
    if lying and is_over(case, host.clock().date()):
        await _ask_to_delete(host, case, lying)
    else:
        await _ask_how_long(host, case)


def words_when_over(case: Case, key: str) -> str:
    """The line that stands where the sound of a case is to be decided on.

    Args:
        case: The case; its time is over.
        key: The key that asks.
    """
    said = _("“{name}”: you wanted the sound until {date}. Press  {key}  to decide.")
    until = dates.full_day(case.sound_until) if case.sound_until else ""
    return said.format(name=visible(case.name), date=until, key=key)


def retention_words(host: Host, told: Chronology) -> str:
    """The line about a case's sound whose time is over; empty while there is none."""
    over = is_over(told.case, host.clock().date())
    if not over or not with_sound(host.cabinet, [call.id for call in told.calls]):
        return ""
    return words_when_over(told.case, host.key_of_id("case.sound"))


async def _ask_how_long(host: Host, case: Case) -> None:
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
    answer = await host.ask(PickDialog(title, list(spans.items()), words, chosen))
    if answer is not None:
        _keep(host, case, None if answer == _ALWAYS else int(answer))


async def _ask_to_delete(host: Host, case: Case, lying: Sequence[str]) -> None:
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
    answer = await host.ask(PickDialog(title, options, words))
    if answer == _DELETE:
        await _delete(host, lying)
    elif answer == _ALWAYS:
        _keep(host, case, None)


async def _delete(host: Host, lying: Sequence[str]) -> None:
    left = await asyncio.to_thread(_deleted, host, lying)
    gone = len(lying) - left
    if gone:
        said = ngettext(
            "The sound of {count} call is deleted.", "The sound of {count} calls is deleted.", gone
        )
        host.tell(said.format(count=gone))
    if left:
        said = ngettext(
            "The sound of {count} call is still there: the call is open in another window, or"
            " the disk refused. You will be asked again.",
            "The sound of {count} calls is still there: they are open in another window, or the"
            " disk refused. You will be asked again.",
            left,
        )
        host.alert(said.format(count=left))


def _deleted(host: Host, lying: Sequence[str]) -> int:
    """Delete, and say of how many calls the sound is still there."""
    left = 0
    for call_id in lying:
        try:
            delete_sound(host.cabinet, call_id, host.clock)
        except StoreError:
            left += 1
    return left


def _keep(host: Host, case: Case, months: int | None) -> None:
    try:
        host.case_desk.retain(case, months)
    except StoreError:
        host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))


class StillThereError(Exception):
    """It could not be deleted; the message is a sentence that says why."""


async def ask_to_delete(host: Host, kind: TrashKind, thing_id: str, name: str) -> bool:
    """Ask, delete, and say what became of it; whether it is gone.

    Args:
        host: The program.
        kind: What it is.
        thing_id: Its id.
        name: What has to be typed; the id where there is no name.
    """
    title, words = _question(kind)
    dialog = DeleteDialog(title, words, name.strip() or thing_id)
    answer = await host.ask(dialog)
    if answer is None:
        return False
    if not answer.meant:
        host.alert(_("The name was another one: nothing was deleted."))
        return False
    try:
        said = delete(host, kind, thing_id, for_good=answer.for_good)
    except StillThereError as error:
        host.alert(str(error))
        return False
    host.tell(said)
    return True


def delete(host: Host, kind: TrashKind, thing_id: str, *, for_good: bool) -> str:
    """Delete something; what there is to say about it.

    Args:
        host: The program.
        kind: What it is.
        thing_id: Its id.
        for_good: Whether it goes past the trash.

    Raises:
        StillThereError: It is still there.
    """
    trash, today = Trash(host.places), host.clock().date()
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
    return said.format(date=dates.full_day(until), key=host.key_of_id("home.trash"))


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

    def __init__(self) -> None:
        super().__init__(markup=False, classes="banner")
        self.display = False
        self._found: tuple[Case, tuple[str, ...]] | None = None

    def on_mount(self) -> None:
        """Look now, and whenever the screen comes back into sight."""
        self.watch(self.screen, "stack_updates", self._came)

    def _came(self) -> None:
        self._look()

    def _look(self) -> None:
        host = host_of(self)
        today = host.clock().date()

        def look(_wanted: Wanted) -> tuple[Case, tuple[str, ...]] | None:
            with suppress(OSError):  # what cannot be read today is asked about another day
                return next(to_decide(host.cabinet, today), None)
            return None

        read_aside(self, look, self._show, group="sound")

    def _show(self, found: tuple[Case, tuple[str, ...]] | None) -> None:
        self._found = found
        self.display = found is not None
        if found is not None:
            self.update(words_when_over(found[0], host_of(self).key_of_id("home.sound")))

    @work(exclusive=True, group="dialog")
    async def ask(self) -> None:
        """Ask about it."""
        if self._found is not None:
            await ask_about_sound(host_of(self), *self._found)
            self._look()
