"""Reads a list of past calls: a CSV file as spreadsheets write it, in Italian or in English."""

import csv
import io
import os
import stat
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

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
