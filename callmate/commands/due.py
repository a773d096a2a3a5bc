"""Says everything that is due: promises, next steps, and what is lost if it is not done."""

import os
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from callmate.agenda.reading import pending_now
from callmate.clock import now
from callmate.commands import saying
from callmate.commands.grammar import Asked, Grammar, Option
from callmate.commands.here import Here
from callmate.domain.cells import cut, folded
from callmate.domain.next_steps import Standing, Step
from callmate.domain.pending import Item, Urgency, Waiting, due_now
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext, pgettext
from callmate.rulebook.country import country_of
from callmate.step_telling import doubt, in_language, waiting_words, when_possible

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAILED = 1
_SIGNS = {Urgency.OVERDUE: "✗", Urgency.LOSING: "!", Urgency.NOW: "→", Urgency.LATER: "○"}
_LONGEST_NAME = 60


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "due",
        _("Says what is due: promises, what can be done now or later, what may be lost."),
        options=(
            Option("--json", _("Answers for programs.")),
            Option("--short", _("Says it in a few words, for a shell's prompt.")),
            Option("--ics", _("Writes a calendar, to a file or with - to the output."), "FILE"),
        ),
    )


def run(here: Here, asked: Asked) -> int:
    """Say what is due and return the exit status."""
    today = now()
    country = country_of(here.settings.country, os.environ)
    items = due_now(pending_now(here.places, country, today), today)
    file = asked.value("--ics", str)
    if file is not None:
        from callmate.commands.calendar_file import write_calendar  # noqa: PLC0415 - loads a library

        return 0 if write_calendar(items, file, today) else _FAILED
    if asked.on("--json"):
        saying.result_json([_plain(item, today) for item in items])
    elif asked.on("--short"):
        _say_short(items)
    elif items:
        _list(items, today)
    else:
        saying.say(_("Nothing is due."))
    return 0


def _say_short(items: Sequence[Item]) -> None:
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
        saying.result(", ".join(said))


def _list(items: Sequence[Item], today: datetime) -> None:
    columns = max(40, saying.width(100))
    # The cases keep the order of their most pressing item.
    first: dict[int, int] = {}
    for place, item in enumerate(items):
        first.setdefault(id(item.pending), place)
    ordered = sorted(items, key=lambda item: first[id(item.pending)])
    for number, (_of, group) in enumerate(groupby(ordered, key=lambda item: id(item.pending))):
        of_case = list(group)
        if number:
            saying.result("")
        saying.result(cut(case_name(of_case[0]), columns))
        for line in _lines(of_case, today, columns):
            saying.result(line)
    saying.say(_("No sum and no outcome is promised. “callmate due --json” names every source."))


def case_name(item: Item) -> str:
    """What the case is called and whom it is about."""
    pending = item.pending
    parts = [cut(visible(each), _LONGEST_NAME) for each in (pending.name, pending.company) if each]
    return " · ".join(parts) or _("(no company)")


def _lines(items: Sequence[Item], today: datetime, columns: int) -> "Iterator[str]":
    for item in items:
        first, *more = folded(in_words(item, today), columns - 4)
        yield f"  {_SIGNS[item.urgency]} {first}"
        yield from (f"    {line}" for line in more)


def in_words(item: Item, today: datetime) -> str:
    """One thing that is due, in a line."""
    if isinstance(item.what, Waiting):
        return waiting_words(item.what, today)
    unsure = doubt(item.what, today.date())
    said = f"{in_language(item.what.title)}: {when_possible(item.what, today.date())}"
    return f"{said} ({unsure})" if unsure else said


def _plain(item: Item, today: datetime) -> dict[str, object]:
    shared: dict[str, object] = {
        "case": item.pending.case,
        "name": item.pending.name,
        "company": item.pending.company,
        "urgency": item.urgency,
        "text": in_words(item, today),
    }
    if isinstance(item.what, Waiting):
        promise = item.what
        return {"kind": "promise", **shared, "call": promise.call, "due": promise.due}
    return {"kind": "step", **shared, **_plain_step(item.what, today)}


def _plain_step(step: Step, today: datetime) -> dict[str, object]:
    return {
        "rule": step.rule,
        "title": in_language(step.title),
        "possible": step.standing(today.date()) is Standing.NOW,
        "from": step.opens,
        "certain_from": step.certain,
        "until": step.closes,
        "next_body": step.next_body or None,
        "source": step.source,
        "checked_on": step.checked_on,
        "stale": step.review_by < today.date(),
        "confidence": step.confidence,
        "disputed": step.disputed,
    }
