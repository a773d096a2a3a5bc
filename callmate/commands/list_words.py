"""The words for a list of past calls, line by line; all of it safe to show."""

from dataclasses import dataclass
from pathlib import Path

from callmate import dates
from callmate.commands import saying
from callmate.commands.call_list import CallList, Listed, UnreadableListError
from callmate.domain.past_call import PastCall
from callmate.domain.visible import visible
from callmate.i18n import _


@dataclass(frozen=True)
class Judged:
    """A line of a list, and what is to be done with it."""

    line: Listed
    past: PastCall | None
    trouble: str = ""
    """Why it cannot be kept; empty when it can."""
    here: bool = False
    """Whether its call is kept already."""


def good_line(judged: Judged) -> str:
    """A line that can be kept, or is."""
    past = judged.past
    assert past is not None  # noqa: S101 - a line without trouble was read
    told = [visible(past.company), dates.full(past.at)]
    if past.approximate:
        told.append(_("the time is approximate"))
    if past.operator:
        told.append(_("op. {operator}").format(operator=visible(past.operator)))
    if past.claim:
        told.append(_("no. {claim}").format(claim=visible(past.claim)))
    said = _("Line {number}: already here: {call}") if judged.here else _("Line {number}: {call}")
    return said.format(number=judged.line.number, call=" · ".join(told))


def bad_line(judged: Judged) -> str:
    """A line that cannot be kept, and why."""
    said = _("Line {number}: NOT AS IT IS: {reason}")
    return said.format(number=judged.line.number, reason=judged.trouble)


def warn(found: CallList) -> None:
    """Say which columns are passed over."""
    if found.passed_over:
        names = ", ".join(visible(name) for name in found.passed_over)
        saying.say(
            _("These columns are not known and are passed over: {names}.").format(names=names)
        )


def unreadable(error: UnreadableListError, file: Path) -> str:
    """Why a file is no list of calls."""
    said = {
        "missing": _("There is no file “{file}”: look at the name once more."),
        "no_plain_file": _("“{file}” is no ordinary file."),
        "unreadable": _("You may not read “{file}”."),
        "too_large": _("“{file}” is too large for a list of calls."),
        "empty": _("“{file}” is empty."),
        "no_table": _("“{file}” is no table: save it as CSV from your spreadsheet."),
        "no_column": _("“{file}” has no column “{column}”. Its first line names the columns."),
        "twice": _("“{file}” has the column “{column}” twice."),
    }[error.kind]
    nothing = _("Nothing was kept.")
    return f"{said.format(file=visible(str(file)), column=visible(error.column))} {nothing}"
