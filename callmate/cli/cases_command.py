"""Lists the cases, open ones first; damaged ones too."""

from collections.abc import Sequence
from datetime import datetime

from callmate.cli import terminal
from callmate.cli.calls_command import shortest
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option
from callmate.domain.case_records import CaseSummary, summarise_case
from callmate.domain.chronology import Chronology
from callmate.domain.promise import Fate
from callmate.domain.text import table, visible
from callmate.locale.messages import _, ngettext
from callmate.services.desk import now
from callmate.store.cases import calls_of
from callmate.store.errors import Damaged, NoSuchCase, Why
from callmate.store.index import Index
from callmate.wording import dates

_YIELDING = ((2, 12), (3, 8), (5, 8), (1, 12))
"""Which columns give way in a narrow terminal: name, company, promises, day."""


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "cases",
        _("Lists your cases, the open ones first."),
        options=(Option("--json", _("Answers for programs.")),),
    )


def run(context: Context, arguments: Arguments) -> int:
    """List the cases and return the exit status."""
    at = now()
    found, damaged = _read(context)
    if arguments.on("--json"):
        rows = [summarise_case(told, seal, at) for told, seal in found]
        terminal.result_json([*rows, *(plain_damaged(each, why) for each, why in damaged)])
        return 0
    ids = shortest([*context.cabinet.ids(), *context.cases.ids()])
    lines = [_line(told, ids, at) for told, _seal in found]
    lines += [(ids[each], _("damaged"), "", "", "", "", "") for each, _why in damaged]
    if lines:
        _list(lines)
    else:
        terminal.say(_("No case is kept yet. On the screen, the cases are one key away from home."))
    return 0


def plain_damaged(case_id: str, why: Why) -> dict[str, object]:
    """A case that cannot be read, as programs read it."""
    return dict.fromkeys(CaseSummary.__struct_fields__) | {"id": case_id, "damaged": why.value}


def _read(context: Context) -> tuple[list[tuple[Chronology, str]], list[tuple[str, Why]]]:
    rows = Index(context.cabinet).rows()
    found, damaged = [], []
    for case_id in context.cases.ids():
        try:
            case = context.cases.read(case_id)
            seal = context.cases.verify(case_id).fingerprint
        except Damaged as error:
            damaged.append((case_id, error.why))
        except NoSuchCase:
            continue  # deleted a moment ago
        else:
            found.append((Chronology(case, calls_of(context.cabinet, rows, case_id)), seal))
    return sorted(found, key=lambda each: each[0].case.closed is not None), damaged


def _list(lines: Sequence[tuple[str, ...]]) -> None:
    heads = (_("Case"), _("Opened"), _("Name"), _("Company"), _("Calls"), _("Promises"), "")
    for line in table([heads, *lines], terminal.width(0), _YIELDING):
        terminal.result(line)


def _late(fates: list[Fate]) -> str:
    overdue, broken = fates.count(Fate.OVERDUE), fates.count(Fate.BROKEN)
    counted = (
        (overdue, ngettext("{count} overdue", "{count} overdue", overdue)),
        (broken, ngettext("{count} not kept", "{count} not kept", broken)),
    )
    return ", ".join(said.format(count=count) for count, said in counted if count)


def _line(told: Chronology, ids: dict[str, str], at: datetime) -> tuple[str, ...]:
    case = told.case
    fates = [each.fate(at) for each in told.promises]
    return (
        ids[case.id],
        dates.day(case.opened.astimezone(), at.date()),
        visible(case.name),
        visible(case.facts.company),
        str(len(told.calls)),
        _late(fates),
        _("closed") if case.closed else "",
    )
