"""Lists the calls, the newest first, the damaged ones too: in words, or as plain values."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import replace

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option
from callmate.domain.records import CallRecord, CallSummary, PlainPart, record
from callmate.domain.text import table, visible
from callmate.domain.times import clock
from callmate.locale.messages import _, ngettext
from callmate.services.clock import now
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, NoSuchCall, Why
from callmate.store.index import Index
from callmate.store.places import folder_of
from callmate.store.rows import DamagedCall, Row, latest
from callmate.wording import dates
from callmate.wording.outcome_words import outcome_name

if TYPE_CHECKING:
    from callmate.services.verification import CallOnDisk

Summary = TypeVar("Summary", bound=CallSummary)


def plain_row(cabinet: Cabinet, row: Row) -> object:
    """A row of the list of calls, as programs read it."""
    if isinstance(row, DamagedCall):
        return _nothing_but(CallSummary, row.id, row.why)
    if _may_lack_sound(row):
        from callmate.services.verification import call_on_disk  # noqa: PLC0415 - few calls do

        with suppress(Damaged, NoSuchCall):
            found = call_on_disk(cabinet, row.id).call
            row = replace(row, recordings=record(found, None).recordings)
    return _placed(folder_of(cabinet.places, row.id), row) if row.recordings else row


def plain_record(seen: "CallOnDisk") -> CallRecord:
    """A whole call, as programs read it."""
    whole = record(seen.kept.call, seen.kept.fingerprint)
    found = record(seen.call, None).recordings
    return _placed(seen.folder, replace(whole, recordings=found))


def plain_damaged(call_id: str, why: Why) -> dict[str, object]:
    """A call that cannot be read, as programs read it."""
    return _nothing_but(CallRecord, call_id, why)


def _nothing_but(kind: type[msgspec.Struct], call_id: str, why: Why) -> dict[str, object]:
    names = [field.encode_name for field in msgspec.structs.fields(kind)]
    return dict.fromkeys(names) | {"id": call_id, "damaged": why.value}


def _may_lack_sound(row: CallSummary) -> bool:
    return row.ended is None or any(part.seconds is None for part in row.recordings)


def _placed(folder: Path, row: Summary) -> Summary:
    return replace(row, recordings=tuple(_at(folder, part) for part in row.recordings))


def _at(folder: Path, part: PlainPart) -> PlainPart:
    # A name that is more than a name was not written by us, and leads nowhere.
    plain = Path(part.path).name == part.path
    return replace(part, path=str(folder / part.path)) if plain else part


_FEWEST = 13
"""Letters of an id that are always shown: the day and the minute of the call, in UTC."""

_YIELDING = ((2, 12), (5, 8), (4, 8), (1, 12))
"""Which columns give way in a narrow terminal: company, outcome, claim number, day."""


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "calls",
        _("Lists your calls, the newest first."),
        options=(
            Option("--json", _("Answers for programs.")),
            Option("--limit", _("Lists only this many, the newest."), _("NUMBER")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """List the calls and return the exit status."""
    limit = arguments.value("--limit", _count)
    rows = Index(context.cabinet).rows() if limit is None else latest(context.cabinet, limit)
    if arguments.on("--json"):
        terminal.result_json([plain_row(context.cabinet, row) for row in rows])
    elif rows:
        _list(context.cabinet, rows)
    else:
        terminal.say(_("No call is kept yet. “callmate start COMPANY” begins the first."))
    return 0


def shortest(ids: Sequence[str]) -> dict[str, str]:
    """For each id the start of it that tells it from the others."""
    known = sorted(ids)
    short = {}
    for before, own, after in zip(["", *known], known, [*known[1:], ""], strict=False):
        same = max(_common(own, before), _common(own, after))
        short[own] = own[: max(_FEWEST, same + 1)]
    return short


def _list(cabinet: Cabinet, rows: Sequence[Row]) -> None:
    today = now()
    short = shortest(list(cabinet.ids()))
    lines = [_line(cabinet, row, short.get(row.id, row.id), today) for row in rows]
    heads = (_("Call"), _("When"), _("Company"), _("Length"), _("Claim number"), _("Outcome"))
    for line in table([heads, *lines], terminal.width(0), _YIELDING):
        terminal.result(line)
    damaged = sum(isinstance(row, DamagedCall) for row in rows)
    if damaged:
        said = ngettext(
            "{count} call is damaged; it is left as it is. “callmate doctor” says how.",
            "{count} calls are damaged; they are left as they are. “callmate doctor” says how.",
            damaged,
        )
        terminal.say(said.format(count=damaged))


def _line(cabinet: Cabinet, row: Row, short: str, today: datetime) -> tuple[str, ...]:
    if isinstance(row, DamagedCall):
        return (short, _("damaged"), "", "", "", "")
    started = row.started.astimezone()
    about = "~" if row.approximate else ""
    when = f"{dates.day(started, today.date())} {about}{dates.hour_minute(started)}"
    untimed = row.written_up and row.ended == row.started
    length = clock(row.seconds) if row.seconds is not None and not untimed else ""
    claim = visible(", ".join(row.claim_numbers)) or _("no number")
    return (short, when, visible(row.company), length, claim, _how(cabinet, row))


def _how(cabinet: Cabinet, row: CallSummary) -> str:
    if row.ended is None:
        try:
            return _("going on now") if cabinet.is_running(row.id) else _("interrupted")
        except NoSuchCall:
            return ""
    told = [outcome_name(row.outcome)] if row.outcome else []
    return ", ".join([_("noted later"), *told] if row.written_up else told)


def _common(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _count(typed: str) -> int:
    number = int(typed)
    if number < 0:
        raise ValueError(typed)
    return number
