"""Says everything that is due: promises, next steps, and what is lost if it is not done."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option
from callmate.domain.next_steps import Step, StepStanding
from callmate.domain.pending import PendingItem, Urgency, due_now
from callmate.domain.promise import Promise
from callmate.domain.text import cut, visible, wrapped
from callmate.locale.messages import _, ngettext, pgettext
from callmate.rulebook.countries import country_of
from callmate.services.agenda import pending_now
from callmate.services.clock import now
from callmate.store.atomic_file import replace_whole
from callmate.wording.step_words import case_name, in_language, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAILED = 1
_SIGNS = {Urgency.OVERDUE: "✗", Urgency.LOSING: "!", Urgency.NOW: "→", Urgency.LATER: "○"}


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "due",
        _("Says what is due: promises, what can be done now or later, what may be lost."),
        options=(
            Option("--json", _("Answers for programs.")),
            Option("--short", _("Says it in a few words, for a shell's prompt.")),
            Option("--ics", _("Writes a calendar, to a file or with - to the output."), _("FILE")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Say what is due and return the exit status."""
    today = now()
    country = country_of(context.settings.country, os.environ)
    items = due_now(pending_now(context.places, country, today), today)
    file = arguments.value("--ics", str)
    if file is not None:
        return 0 if _write_calendar(items, file, today) else _FAILED
    if arguments.on("--json"):
        terminal.result_json([_plain(item, today) for item in items])
    elif arguments.on("--short"):
        _say_short(items)
    elif items:
        _list(items, today)
    else:
        terminal.say(_("Nothing is due."))
    return 0


def _write_calendar(items: Sequence[PendingItem], file: str, today: datetime) -> bool:
    """Write a calendar to a file, or to the output for ``-``, and say so.

    A file that is there is replaced only when it is such a calendar itself.

    Returns:
        Whether it was written.

    Raises:
        OSError: The system refused.
    """
    from callmate.documents.calendar import OURS, calendar_events, calendar_of  # noqa: PLC0415 - loads a library

    written = calendar_of(items, today).to_ical()
    if file == "-":
        if sys.stdout is not None:  # it is None when the program was started with it closed
            sys.stdout.flush()
            sys.stdout.buffer.write(written)
        return True
    path = Path(file).expanduser()
    if path.exists() and OURS not in _beginning(path):
        said = _("{path} is there and is not a calendar of CallMate's: choose another name.")
        terminal.say(said.format(path=visible(str(path))))
        return False
    replace_whole(path, written)
    count = sum(1 for _event in calendar_events(items, today))
    said = ngettext(
        "{count} date was written to {path}.", "{count} dates were written to {path}.", count
    )
    terminal.say(said.format(count=count, path=visible(str(path))))
    return True


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(200)
    except OSError:
        return b""


def _say_short(items: Sequence[PendingItem]) -> None:
    counts = {each: sum(item.urgency is each for item in items) for each in Urgency}
    words = [
        ngettext("{count} overdue", "{count} overdue", counts[Urgency.OVERDUE]),
        pgettext("due", "{count} to do"),
        pgettext("due", "{count} later"),
    ]
    numbers = (
        counts[Urgency.OVERDUE],
        counts[Urgency.LOSING] + counts[Urgency.NOW],
        counts[Urgency.LATER],
    )
    said = [w.format(count=n) for w, n in zip(words, numbers, strict=True) if n]
    if said:
        terminal.result(", ".join(said))


def _list(items: Sequence[PendingItem], today: datetime) -> None:
    columns = max(40, terminal.width(100))
    # The cases keep the order of their most pressing item.
    first: dict[int, int] = {}
    for place, item in enumerate(items):
        first.setdefault(id(item.pending), place)
    ordered = sorted(items, key=lambda item: first[id(item.pending)])
    for number, (_of, group) in enumerate(groupby(ordered, key=lambda item: id(item.pending))):
        of_case = list(group)
        if number:
            terminal.result("")
        terminal.result(cut(case_name(of_case[0]), columns))
        for line in _lines(of_case, today, columns):
            terminal.result(line)
    terminal.say(_("No sum and no outcome is promised. “callmate due --json” names every source."))


def _lines(items: Sequence[PendingItem], today: datetime, columns: int) -> "Iterator[str]":
    for item in items:
        first, *more = wrapped(in_words(item, today), columns - 4)
        yield f"  {_SIGNS[item.urgency]} {first}"
        yield from (f"    {line}" for line in more)


def _plain(item: PendingItem, today: datetime) -> dict[str, object]:
    shared: dict[str, object] = {
        "case": item.pending.case,
        "name": item.pending.name,
        "company": item.pending.company,
        "urgency": item.urgency,
        "text": in_words(item, today),
    }
    if isinstance(item.what, Promise):
        promise = item.what
        return {"kind": "promise", **shared, "call": promise.call, "due": promise.due}
    return {"kind": "step", **shared, **_plain_step(item.what, today)}


def _plain_step(step: Step, today: datetime) -> dict[str, object]:
    return {
        "rule": step.rule,
        "title": in_language(step.title),
        "possible": step.standing(today.date()) is StepStanding.NOW,
        "from": step.opens,
        "certain_from": step.certain,
        "about": step.about,
        "until": step.closes,
        "next_body": in_language(step.next_body) or None,
        "source": in_language(step.source),
        "checked_on": step.checked_on,
        "stale": step.review_by < today.date(),
        "confidence": step.confidence,
        "disputed": step.disputed,
    }
