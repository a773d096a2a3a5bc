"""Finds calls and cases by words that were said in them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from callmate.cli import terminal
from callmate.cli.calls_command import shortest
from callmate.cli.context import Context, identity
from callmate.cli.parser import Arguments, Grammar, Option, Word
from callmate.domain.query import read_query
from callmate.domain.records import CallSummary
from callmate.domain.text import cut, table, visible
from callmate.locale.messages import _
from callmate.services.desk import now
from callmate.services.transcript_search import (
    TranscriptSearch,
    open_search,
    spot_named,
    with_spoken,
)
from callmate.store.index import Index
from callmate.store.index_pages import IndexedText
from callmate.store.keys import OwnerKeys
from callmate.store.search import SearchResult, find
from callmate.wording import dates

_NOT_FOUND = 1
_LONGEST = 200
"""Letters of a hit that are shown; the whole stands in ``callmate show``."""


def grammar() -> Grammar:
    """What may be typed after it."""
    filters = "company: claim: after: before: missing: outcome:"
    said = _(
        "Finds the calls and cases in which all of these words were said, cases first, then the"
        " newest calls. Quotes keep words together; {filters} narrow the search."
    )
    return Grammar(
        "search",
        said.format(filters=filters),
        (Word(_("TEXT"), _("One word or several."), _("Say what to look for.")),),
        (
            Option(
                "--recordings",
                _("Asks for your passphrase, to look into what was said in recordings too."),
            ),
            Option("--json", _("Answers for programs.")),
        ),
        joins=True,
    )


def run(context: Context, arguments: Arguments) -> int:
    """Search, and return whether anything was found."""
    query = read_query(arguments.words[0], now().date())
    for filter_typed in query.unread:
        said = _("“{filter}” is not understood and was passed over.")
        terminal.say(said.format(filter=visible(filter_typed)))
    index = Index(context.cabinet)
    index.rows()
    findings = find(index, query)
    if arguments.on("--recordings"):
        recordings: TranscriptSearch | None = TranscriptSearch(context.cabinet, identity(context))
    else:
        recordings = open_search(context.cabinet, OwnerKeys(context.places))
    if recordings is not None:
        findings = with_spoken(findings, recordings.find(index, query))
    found = findings.found
    if arguments.on("--json"):
        terminal.result_json([_plain(each, hit) for each in found for hit in _hits(each)])
    elif found:
        _list(found, shortest([*context.cabinet.ids(), *index.cases.ids()]))
    else:
        said = _("Nothing was found for “{text}”.")
        terminal.say(said.format(text=visible(arguments.words[0])))
    return 0 if found else _NOT_FOUND


def _hits(found: SearchResult) -> Iterator[IndexedText]:
    """Where the words stand; the start, when only a filter was asked for."""
    row = found.row
    if found.hits:
        yield from found.hits
    elif isinstance(row, CallSummary):
        yield IndexedText(
            "", row.started, " · ".join(filter(None, (row.company, row.number, row.matter)))
        )
    else:
        yield IndexedText("", row.opened, " · ".join(filter(None, (row.name, row.company))))


def _plain(found: SearchResult, hit: IndexedText) -> dict[str, object]:
    kind = "call" if isinstance(found.row, CallSummary) else "case"
    spot = spot_named(hit.entry)
    entry = None if spot else hit.entry or None
    told: dict[str, object] = {"id": found.row.id, "kind": kind, "entry": entry}
    if spot is not None:
        told["sound"] = {"part": spot.part, "seconds": spot.seconds}
    return told | {"at": hit.at, "text": hit.text}


def _list(found: Sequence[SearchResult], short: dict[str, str]) -> None:
    today = now()
    rows = [_cells(each, hit, short, today) for each in found for hit in _hits(each)]
    for line in table(rows, terminal.width(0), ((3, 20),)):
        terminal.result(line)


def _cells(
    found: SearchResult, hit: IndexedText, short: dict[str, str], today: datetime
) -> tuple[str, ...]:
    return (
        short.get(found.row.id, found.row.id),
        dates.day(hit.at.astimezone(), today.date()),
        dates.clock_time(hit.at),
        cut(visible(hit.text), _LONGEST),
    )
