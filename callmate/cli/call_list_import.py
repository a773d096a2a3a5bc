"""Keeps past calls out of a list, each at most once; or shows what it would keep."""

import csv
import io
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments
from callmate.domain.past_call import PastCall, UnclearError
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import now
from callmate.services.past_calls import (
    cases_to_open,
    filed_in,
    open_cases,
    open_for,
    read_typed,
    with_new_cases,
    write_up_many,
)
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Damaged, NoSuchCall, NotKept
from callmate.store.places import fresh_id
from callmate.wording import dates
from callmate.wording.error_words import unclear

COLUMNS: dict[str, tuple[str, ...]] = {
    "company": ("company", "azienda", "società"),
    "day": ("day", "date", "giorno", "data"),
    "time": ("time", "hour", "ora", "orario"),
    "length": ("length", "duration", "minutes", "durata", "minuti"),
    "number": ("number", "number rung", "phone", "numero", "numero chiamato", "telefono"),
    "matter": ("matter", "motivo", "oggetto"),
    "operator": ("operator", "operatore", "codice operatore"),
    "claim": ("claim", "claim number", "reclamo", "numero reclamo", "numero pratica"),
    "notes": ("notes", "note", "appunti"),
    "promise": ("promise", "promessa"),
    "due": ("due", "by", "entro", "scadenza"),
    "outcome": ("outcome", "esito"),
    "case": ("case", "pratica", "caso"),
}
"""How the columns may be called, in lower case."""

_LARGEST = 32 << 20  # bytes
_SEPARATORS = ";,\t"


class UnreadableListError(Exception):
    """The file cannot be read as a list of calls; `kind` says why, `column` which one."""

    def __init__(self, kind: str, column: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.column = column


class Listed(NamedTuple):
    """One line of a list."""

    number: int
    """The line of the file on which it begins, from 1."""
    fields: dict[str, str]
    digest: str
    """Hex digest of what it says, by which it is known again in another file."""


class CallList(NamedTuple):
    """A list of past calls."""

    lines: tuple[Listed, ...]
    passed_over: tuple[str, ...]
    """Names of columns that are not known."""


def read_list(path: Path) -> CallList:
    """Read a list.

    Raises:
        UnreadableListError: It cannot be read, or is no list of calls.
    """
    text = _text(_contents(path))
    try:
        return _listed(text)
    except csv.Error as error:
        raise UnreadableListError("no_table") from error


def _contents(path: Path) -> bytes:
    try:
        # Without waiting: a pipe would never open.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableListError("no_plain_file")
            if status.st_size > _LARGEST:
                raise UnreadableListError("too_large")
            return file.read()
    except FileNotFoundError as error:
        raise UnreadableListError("missing") from error
    except IsADirectoryError as error:
        raise UnreadableListError("no_plain_file") from error
    except OSError as error:
        raise UnreadableListError("unreadable") from error


def _text(raw: bytes) -> str:
    if b"\0" in raw:
        raise UnreadableListError("no_table")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("cp1252")
        except UnicodeDecodeError as error:
            raise UnreadableListError("no_table") from error
    if not text.strip():
        raise UnreadableListError("empty")
    return text


def _separator(text: str) -> str:
    head = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=head.count)


def _listed(text: str) -> CallList:
    source = io.StringIO(text, newline="")
    rows = csv.reader(source, delimiter=_separator(text), strict=True)
    names: Sequence[str | None] | None = None
    passed_over: list[str] = []
    lines: list[Listed] = []
    before = 0
    for row in rows:
        number, before = before + 1, rows.line_num
        if not any(cell.strip() for cell in row):
            continue
        if names is None:
            names = _names(row)
            passed_over = [
                head.strip() for head, name in zip(row, names, strict=True) if name is None
            ]
        else:
            lines.append(_line(number, names, row))
    return CallList(tuple(lines), tuple(name for name in passed_over if name))


def _names(heads: Sequence[str]) -> Sequence[str | None]:
    known = {spelling: field for field, spellings in COLUMNS.items() for spelling in spellings}
    names = [known.get(" ".join(head.casefold().split())) for head in heads]
    for field in ("company", "day"):
        if field not in names:
            raise UnreadableListError("no_column", COLUMNS[field][0])
    for place, name in enumerate(names):
        if name is not None and name in names[:place]:
            raise UnreadableListError("twice", heads[place].strip())
    return names


def _line(number: int, names: Sequence[str | None], row: Sequence[str]) -> Listed:
    cells = dict(_named(names, row))
    filled = {field: " ".join(cell.split()) for field, cell in cells.items() if cell.strip()}
    said = "\n".join(f"{field}\t{filled[field]}" for field in sorted(filled))
    return Listed(number, cells, sha256(said.encode("utf-8", "surrogatepass")).hexdigest())


def _named(names: Sequence[str | None], row: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, name in enumerate(names):
        if name is not None:
            yield name, row[place] if place < len(row) else ""


class KeptBefore:
    """The lines that are kept already, and those met earlier in the same list."""

    def __init__(self, cabinet: Cabinet) -> None:
        self._cabinet = cabinet
        self._ids: dict[str, list[str]] = {}
        for call_id in cabinet.ids():
            self._ids.setdefault(call_id.partition("-")[0], []).append(call_id)
        self._digests: set[str] = set()

    def before(self, past: PastCall, digest: str) -> bool:
        """Whether this line was met before; from now on it was."""
        known = digest in self._digests or digest in self._kept_at(past.at)
        self._digests.add(digest)
        return known

    def _kept_at(self, at: datetime) -> set[str]:
        # A call's name begins with its start, so only few have to be read.
        return {
            self._row(name) for name in self._ids.get(f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}", ())
        }

    def _row(self, call_id: str) -> str:
        try:
            written_up = self._cabinet.read(call_id).written_up
        except (Damaged, NoSuchCall):
            return ""
        return written_up.row if written_up else ""


@dataclass(frozen=True)
class Judged:
    """A line of a list, and what is to be done with it."""

    line: Listed
    past: PastCall | None
    trouble: str = ""
    """Why it cannot be kept; empty when it can."""
    known: bool = False
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
    said = _("Line {number}: already here: {call}") if judged.known else _("Line {number}: {call}")
    return said.format(number=judged.line.number, call=" · ".join(told))


def bad_line(judged: Judged) -> str:
    """A line that cannot be kept, and why."""
    said = _("Line {number}: CANNOT BE KEPT: {reason}")
    return said.format(number=judged.line.number, reason=judged.trouble)


def warn(found: CallList) -> None:
    """Say which columns are passed over."""
    if found.passed_over:
        names = ", ".join(visible(name) for name in found.passed_over)
        terminal.say(
            _("These columns are not known and are passed over: {names}.").format(names=names)
        )


def unreadable(error: UnreadableListError, file: Path) -> str:
    """Why a file is no list of calls."""
    said = {
        "missing": _("There is no file “{file}”: check the name."),
        "no_plain_file": _("“{file}” is not an ordinary file."),
        "unreadable": _("You may not read “{file}”."),
        "too_large": _("“{file}” is too large for a list of calls."),
        "empty": _("“{file}” is empty."),
        "no_table": _("“{file}” is not a table: save it as CSV from your spreadsheet."),
        "no_column": _("“{file}” has no column “{column}”. Its first line names the columns."),
        "twice": _("“{file}” has the column “{column}” twice."),
    }[error.kind]
    nothing = _("Nothing was kept.")
    return f"{said.format(file=visible(str(file)), column=visible(error.column))} {nothing}"


_NO = 1

_AT_ONCE = 500
"""Calls that are put on the disk together: one wait for it costs more than one call."""


def take_calls_in(context: Context, arguments: Arguments, file: Path) -> int:
    """Keep the calls of a list, or show them, and return the exit status."""
    try:
        found = read_list(file)
    except UnreadableListError as error:
        terminal.say(unreadable(error, file))
        return _NO
    create = arguments.on("--create-cases")
    judged = _judge(context, found, create=create)
    bad = [each for each in judged if each.trouble]
    warn(found)
    if arguments.on("--dry-run"):
        return _show(judged, create=create)
    if bad and not arguments.on("--skip-bad"):
        for each in bad:
            terminal.say(bad_line(each))
        said = _("Nothing was kept. Put these lines right, or leave them out with “--skip-bad”.")
        terminal.say(said)
        return _NO
    if create:
        judged = _with_cases(context, judged)
    return _keep(context.cabinet, judged, file.name)


def _judge(context: Context, found: CallList, *, create: bool) -> list[Judged]:
    seen = KeptBefore(context.cabinet)
    cases = open_cases(Cases(context.places))
    if create:
        cases = with_new_cases(cases, (line.fields.get("case", "") for line in found.lines))
    return [_judged(line, cases, seen) for line in found.lines]


def _to_keep(judged: list[Judged]) -> list[PastCall]:
    return [each.past for each in judged if each.past and not each.known]


def _with_cases(context: Context, judged: list[Judged]) -> list[Judged]:
    """Open the cases that are to be opened; the lines with their ids."""
    desk = CaseDesk(Cases(context.places), fresh_id)
    made = open_for(desk, cases_to_open(_to_keep(judged)))
    said = ngettext("{count} case was opened.", "{count} cases were opened.", len(made))
    terminal.say(said.format(count=len(made)))
    return [replace(each, past=filed_in(each.past, made)) if each.past else each for each in judged]


def _judged(line: Listed, cases: Mapping[str, str], seen: "KeptBefore") -> Judged:
    try:
        past = read_typed(line.fields, now(), cases=cases)
    except UnclearError as error:
        return Judged(line, None, unclear(error))
    return Judged(line, past, known=seen.before(past, line.digest))


def _show(judged: list[Judged], *, create: bool) -> int:
    for each in judged:
        terminal.result(bad_line(each) if each.trouble else good_line(each))
    bad = sum(bool(each.trouble) for each in judged)
    new = sum(not each.trouble and not each.known for each in judged)
    said = ngettext(
        "{count} call would be kept; so far nothing was.",
        "{count} calls would be kept; so far nothing was.",
        new,
    )
    terminal.say(said.format(count=new))
    if create:
        opened = len(cases_to_open(_to_keep(judged)))
        said = ngettext("{count} case would be opened.", "{count} cases would be opened.", opened)
        terminal.say(said.format(count=opened))
    if bad:
        said = ngettext(
            "{count} line cannot be kept as it is.",
            "{count} lines cannot be kept as they are.",
            bad,
        )
        terminal.say(said.format(count=bad))
    return _NO if bad else 0


def _keep(cabinet: Cabinet, judged: list[Judged], source: str) -> int:
    new = [(each.line, each.past) for each in judged if each.past is not None and not each.known]
    for place in range(0, len(new), _AT_ONCE):
        some = new[place : place + _AT_ONCE]
        try:
            write_up_many(cabinet, {line.digest: past for line, past in some}, source)
        except NotKept:
            said = _(
                "The disk took the calls before line {number} and not the rest. Make room and do"
                " the same again: no call is kept twice."
            )
            terminal.say(said.format(number=some[0][0].number))
            return _NO
    _tell_kept(len(new), judged)
    return 0


def _tell_kept(kept: int, judged: list[Judged]) -> None:
    said = ngettext("{count} call was kept.", "{count} calls were kept.", kept)
    terminal.say(said.format(count=kept))
    known = sum(each.known for each in judged)
    if known:
        said = ngettext("{count} call was already here.", "{count} calls were already here.", known)
        terminal.say(said.format(count=known))
    for each in judged:
        if each.trouble:
            terminal.say(bad_line(each))
