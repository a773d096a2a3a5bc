"""Finds calls by words that were said in them."""

from collections.abc import Sequence

from callmate import dates
from callmate.commands import saying
from callmate.commands.calls import shortest
from callmate.commands.grammar import Asked, Grammar, Option, Word
from callmate.commands.here import Here
from callmate.desk import now
from callmate.domain.cells import cut, table
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.store.search import Hit, search

_NOT_FOUND = 1
_LONGEST = 200
"""Letters of a hit that are shown; the whole stands in ``callmate show``."""


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "search",
        _("Finds the calls in which all of these words were said, the newest first."),
        (Word("TEXT", _("One word or several."), _("Say what to look for.")),),
        (Option("--json", _("Answers for programs.")),),
        joins=True,
    )


def run(here: Here, asked: Asked) -> int:
    """Search, and return whether anything was found."""
    found = search(here.cabinet, asked.words[0])
    if asked.on("--json"):
        saying.result_json(
            [{"id": h.call_id, "entry": h.entry_id, "at": h.at, "text": h.text} for h in found]
        )
    elif found:
        _list(found, shortest(list(here.cabinet.ids())))
    else:
        said = _("Nothing was found for “{text}”.")
        saying.say(said.format(text=visible(asked.words[0])))
    return 0 if found else _NOT_FOUND


def _list(found: Sequence[Hit], short: dict[str, str]) -> None:
    today = now()
    rows = [
        (
            short.get(hit.call_id, hit.call_id),
            dates.day(hit.at.astimezone(today.tzinfo), today.date()),
            dates.clock_time(hit.at),
            cut(visible(hit.text), _LONGEST),
        )
        for hit in found
    ]
    for line in table(rows, saying.width(0), ((3, 20),)):
        saying.result(line)
