"""Lists what was deleted in the last thirty days, puts it back, or empties the trash."""

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option, WrongUseError
from callmate.cli.terminal import agrees
from callmate.domain.text import table, visible
from callmate.locale.messages import _, ngettext
from callmate.store.trash import Trash, Trashed, TrashKind, sweep_litter
from callmate.wording import dates

_NO = 1


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "trash",
        _(
            "Lists the calls and cases that were deleted in the last 30 days, puts one back, or"
            " deletes them all for good."
        ),
        options=(
            Option("--restore", _("Puts a call or a case back, by the start of its id."), _("ID")),
            Option("--empty", _("Deletes everything in the trash for good.")),
            Option("--yes", _("Does not ask.")),
            Option("--json", _("Answers for programs.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """List, put back or empty, and return the exit status."""
    trash = Trash(context.places)
    sweep_litter(context.cabinet)
    wanted = arguments.value("--restore", str)
    if wanted is not None:
        thing = trash.find(wanted)
        trash.put_back(thing)
        terminal.say(_("{id} is back where it was.").format(id=thing.id))
        return 0
    if arguments.on("--empty"):
        return _empty(trash, sure=arguments.on("--yes"))
    things = trash.things()
    if arguments.on("--json"):
        terminal.result_json([_plain(trash, thing) for thing in things])
    elif things:
        _list(trash, things)
    else:
        terminal.say(_("The trash is empty."))
    return 0


def _empty(trash: Trash, *, sure: bool) -> int:
    things = trash.things()
    if not things:
        terminal.say(_("The trash is empty."))
        return 0
    if not sure:
        if not terminal.is_terminal():
            raise WrongUseError(_("Nobody can be asked here. “--yes” deletes without asking."))
        said = ngettext(
            "{count} call or case goes for good, its sound and files too. Delete it?",
            "{count} calls or cases go for good, their sound and files too. Delete them?",
            len(things),
        )
        if not agrees(said.format(count=len(things))):
            terminal.say(_("Nothing was deleted."))
            return _NO
    for thing in things:
        trash.remove(thing)
    terminal.say(_("The trash is empty."))
    return 0


def _plain(trash: Trash, thing: Trashed) -> dict[str, object]:
    return {
        "id": thing.id,
        "kind": thing.kind.value,
        "name": trash.name(thing),
        "deleted": thing.since,
        "until": thing.until,
    }


def _list(trash: Trash, things: list[Trashed]) -> None:
    heads = (_("Id"), _("What"), _("Name"), _("Until"))
    rows = [
        (thing.id, _kind(thing.kind), visible(trash.name(thing)), dates.full_day(thing.until))
        for thing in things
    ]
    for line in table([heads, *rows], terminal.width(0), ((2, 12),)):
        terminal.result(line)
    terminal.say(_("“callmate trash --restore” and the id put one back."))


def _kind(kind: TrashKind) -> str:
    return _("call") if kind is TrashKind.CALL else _("case")
