"""Keeps past calls out of a list, each at most once; or shows what it would keep."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from callmate.commands import saying
from callmate.commands.call_list import CallList, Listed, UnreadableListError, read_list
from callmate.commands.grammar import Asked
from callmate.commands.here import Here
from callmate.commands.kept_before import KeptBefore
from callmate.commands.list_words import Judged, bad_line, good_line, unreadable, warn
from callmate.desk import now
from callmate.domain.due import find_due
from callmate.domain.past_reading import UnclearError, read_past
from callmate.i18n import _, language, ngettext
from callmate.refusals import unclear
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import NotKept
from callmate.ui.zone import with_zone
from callmate.writing_up import open_cases, write_up

if TYPE_CHECKING:
    from callmate.domain.due import Due

_NO = 1


def take_calls_in(here: Here, asked: Asked, file: Path) -> int:
    """Keep the calls of a list, or show them, and return the exit status."""
    try:
        found = read_list(file)
    except UnreadableListError as error:
        saying.say(unreadable(error, file))
        return _NO
    judged = _judge(here, found)
    bad = [each for each in judged if each.trouble]
    warn(found)
    if asked.on("--dry-run"):
        return _show(judged)
    if bad and not asked.on("--skip-bad"):
        for each in bad:
            saying.say(bad_line(each))
        said = _("Nothing was kept. Put these lines right, or leave them out with “--skip-bad”.")
        saying.say(said)
        return _NO
    return _keep(here.cabinet, judged, file.name)


def _judge(here: Here, found: CallList) -> list[Judged]:
    seen = KeptBefore(here.cabinet)
    cases = open_cases(Cases(here.places))
    return [_judged(line, cases, seen) for line in found.lines]


def _judged(line: Listed, cases: Mapping[str, str], seen: "KeptBefore") -> Judged:
    try:
        past = read_past(line.fields, now(), _due, cases=cases)
    except UnclearError as error:
        return Judged(line, None, unclear(error))
    return Judged(line, past, here=seen.before(past, line.digest))


def _due(text: str, at: datetime) -> "Due | None":
    return find_due(text, with_zone(at), language())


def _show(judged: list[Judged]) -> int:
    for each in judged:
        saying.result(bad_line(each) if each.trouble else good_line(each))
    bad = sum(bool(each.trouble) for each in judged)
    new = sum(not each.trouble and not each.here for each in judged)
    said = ngettext(
        "{count} call would be kept; so far nothing was.",
        "{count} calls would be kept; so far nothing was.",
        new,
    )
    saying.say(said.format(count=new))
    if bad:
        said = ngettext(
            "{count} line cannot be kept as it is.",
            "{count} lines cannot be kept as they are.",
            bad,
        )
        saying.say(said.format(count=bad))
    return _NO if bad else 0


def _keep(cabinet: Cabinet, judged: list[Judged], source: str) -> int:
    kept = 0
    for each in judged:
        if each.past is None or each.here:
            continue
        try:
            write_up(cabinet, each.past, source=source, row=each.line.digest)
        except NotKept:
            said = _(
                "The disk took the calls before line {number} and not the rest. Make room and do"
                " the same again: no call is kept twice."
            )
            saying.say(said.format(number=each.line.number))
            return _NO
        kept += 1
    _tell_kept(kept, judged)
    return 0


def _tell_kept(kept: int, judged: list[Judged]) -> None:
    said = ngettext("{count} call was kept.", "{count} calls were kept.", kept)
    saying.say(said.format(count=kept))
    here = sum(each.here for each in judged)
    if here:
        said = ngettext("{count} call was already here.", "{count} calls were already here.", here)
        saying.say(said.format(count=here))
    for each in judged:
        if each.trouble:
            saying.say(bad_line(each))
