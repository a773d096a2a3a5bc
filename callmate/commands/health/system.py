"""Looks at the computer: Python, packages, terminal."""

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from callmate.bootstrap.parts import PARTS
from callmate.commands.health.finding import Finding
from callmate.i18n import _

_OTHERWISE_NAMED = {"docx": "python-docx"}
_PACKAGES = tuple(_OTHERWISE_NAMED.get(name, name) for name in PARTS if name != "audioop")
"""Packages by the names that pip knows them under; audioop is a part of one of Python's own."""

_COLUMNS, _ROWS = 80, 24


def look() -> Iterator[Finding]:
    """Look at Python, packages and terminal."""
    python = "{}.{}.{}".format(*sys.version_info)
    yield Finding("python", "good", _("Python {version}").format(version=python))
    yield _packages()
    yield _letters()
    yield _size()
    if _is_terminal():
        yield _colours()


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _packages() -> Finding:
    there: list[str] = []
    missing: list[str] = []
    for name in _PACKAGES:
        try:
            there.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        said = _("These packages are missing: {names}").format(names=", ".join(missing))
        return Finding("packages", "bad", said, _("Install CallMate again with pip."))
    return Finding("packages", "good", _("Packages: {names}").format(names=", ".join(there)))


def _size() -> Finding:
    if not _is_terminal():
        said = _("This is no terminal, so its size and colours were not looked at.")
        return Finding("terminal", "note", said)
    columns, rows = shutil.get_terminal_size((0, 0))
    said = _("The terminal has {columns} columns and {rows} rows.").format(
        columns=columns, rows=rows
    )
    if columns < _COLUMNS or rows < _ROWS:
        return Finding("terminal", "note", said, _("With 80 columns and 24 rows all is in sight."))
    return Finding("terminal", "good", said)


def _letters() -> Finding:
    encoding = getattr(sys.stdout, "encoding", None) or "?"
    if encoding.lower().replace("-", "") == "utf8":
        return Finding("letters", "good", _("All letters can be shown (UTF-8)."))
    said = _("Not all letters can be shown here: the encoding is {encoding}.")
    todo = _("Set the language of the system to one in UTF-8, such as LANG=en_GB.UTF-8.")
    return Finding("letters", "bad", said.format(encoding=encoding), todo)


def _colours() -> Finding:
    terminal = os.environ.get("TERM", "")
    if "NO_COLOR" in os.environ:
        return Finding("colours", "note", _("Colours are switched off by NO_COLOR."))
    if os.environ.get("COLORTERM") in {"truecolor", "24bit"}:
        return Finding("colours", "good", _("The terminal shows all colours."))
    if "256color" in terminal:
        return Finding("colours", "good", _("The terminal shows 256 colours."))
    said = _("The terminal says that it shows few colours: TERM is “{name}”.")
    todo = _('If it looks wrong, set theme = "ansi" in the settings.')
    return Finding("colours", "note", said.format(name=terminal), todo)
