"""Deletes a call with its sound, or a case: to the trash for thirty days, or for good."""

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option, Word
from callmate.cli.terminal import ask
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.desk import now
from callmate.store.errors import Ambiguous, Busy, Damaged, NoSuchCall, NoSuchCase
from callmate.store.trash import Trash, TrashKind, sweep_litter
from callmate.wording import dates

_NO = 1
_WRONG_USE = 2


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "delete",
        _(
            "Deletes a call with its sound, or a case, whose calls stay, once you have typed its"
            " company's or its own name. It goes to the trash for 30 days, or for good."
        ),
        (
            Word(
                _("ID"),
                _("The beginning of the id of a call or a case."),
                _("Say which call or case, by the beginning of its id."),
            ),
        ),
        (
            Option("--for-good", _("Deletes for good, past the trash.")),
            Option("--yes", _("Does not ask.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Ask, delete, and return the exit status."""
    kind, thing_id = _found(context, arguments.words[0])
    if kind is TrashKind.CALL and context.cabinet.is_running(thing_id):
        raise Busy(thing_id)
    sweep_litter(context.cabinet)
    for_good = arguments.on("--for-good")
    if not arguments.on("--yes"):
        if not terminal.is_terminal():
            terminal.say(_("Nobody can be asked here. “--yes” deletes without asking."))
            return _WRONG_USE
        terminal.say(_warning(kind, for_good=for_good).format(id=thing_id))
        if not _is_meant(_name(context, kind, thing_id)):
            terminal.say(_("Nothing was deleted."))
            return _NO
    trash, today = Trash(context.places), now().date()
    if for_good:
        trash.delete(kind, thing_id, today)
        terminal.say(_done(kind).format(id=thing_id))
    else:
        until = dates.full_day(trash.put(kind, thing_id, today).until)
        said = _("{id} is in the trash until {date}. “callmate trash --restore {id}” puts it back.")
        terminal.say(said.format(id=thing_id, date=until))
    return 0


def _found(context: Context, prefix: str) -> tuple[TrashKind, str]:
    """The one call or case whose id starts so.

    Raises:
        NoSuchCall: None does.
        Ambiguous: Several do.
    """
    try:
        call_id = context.cabinet.find(prefix)
    except NoSuchCall:
        try:
            return TrashKind.CASE, context.cases.find(prefix)
        except NoSuchCase:
            raise NoSuchCall(prefix) from None
    cases = [each for each in context.cases.ids() if each.startswith(prefix)]
    if cases:
        raise Ambiguous((call_id, *cases))
    return TrashKind.CALL, call_id


def _name(context: Context, kind: TrashKind, thing_id: str) -> str:
    """What has to be typed: the name, or the id where there is no name to read."""
    try:
        name = context.cabinet.read(thing_id).company if kind is TrashKind.CALL else ""
        name = context.cases.read(thing_id).name if kind is TrashKind.CASE else name
    except Damaged:
        return thing_id
    # What cannot be typed is not asked for.
    return name.strip() if name.strip() and visible(name) == name else thing_id


def _warning(kind: TrashKind, *, for_good: bool) -> str:
    if kind is TrashKind.CALL:
        return (
            _("Call {id}, its notes and its sound will be gone for good.")
            if for_good
            else _("Call {id}, its notes and its sound go to the trash for 30 days.")
        )
    return (
        _("Case {id}, its letters and its files will be gone for good. Its calls stay.")
        if for_good
        else _("Case {id}, its letters and its files go to the trash for 30 days. Its calls stay.")
    )


def _done(kind: TrashKind) -> str:
    if kind is TrashKind.CALL:
        return _("Call {id} is deleted for good, with its sound.")
    return _("Case {id} is deleted for good, with its files. Its calls are still there.")


def _is_meant(name: str) -> bool:
    typed = ask(_("Type “{name}” to delete it:").format(name=name))
    return typed.strip().casefold() == name.casefold()
