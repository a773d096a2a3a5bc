"""A sheet as plain text, set in columns, and as Markdown."""

import re

from callmate.commands.cells import cells, folded, padded
from callmate.commands.sheet import Line, Section, Sheet

_LEAST = 24
"""Columns that are left for words, however wide the left side is."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$])")


def as_text(sheet: Sheet, columns: int | None) -> list[str]:
    """The lines of a sheet.

    Args:
        sheet: The sheet.
        columns: How wide they may be; ``None`` when nothing is to be broken.
    """
    lines = [*_broken(sheet.title, columns), ""]
    for section in sheet.sections:
        lines += [*_section(section, columns), ""]
    for foot in sheet.foot:
        lines += _broken(foot, columns)
    return lines


def as_markdown(sheet: Sheet) -> list[str]:
    """The lines of a sheet in Markdown; what people typed stands as typed when it is shown."""
    lines = [f"# {_plain(sheet.title)}"]
    for section in sheet.sections:
        lines += ["", *([f"## {_plain(section.title)}", ""] if section.title else [])]
        lines += [_bullet(line) for line in section.lines]
    lines += ["", "---", ""]
    for foot in sheet.foot:
        lines += [_plain(foot), ""]
    return lines[:-1]


def _section(section: Section, columns: int | None) -> list[str]:
    left = max(cells(line.left) for line in section.lines)
    room = None if columns is None else max(_LEAST, columns - left - 2)
    lines = [section.title] if section.title else []
    for line in section.lines:
        first, *more = _broken(line.text, room)
        lines.append(f"{padded(line.left, left)}  {first}".rstrip(" "))
        lines += [" " * (left + 2) + rest for rest in more]
    return lines


def _broken(text: str, columns: int | None) -> list[str]:
    return [text] if columns is None else folded(text, columns)


def _bullet(line: Line) -> str:
    text = _plain(line.text)
    struck = f"~~{text}~~" if line.gone else text
    return f"- **{_plain(line.left)}** {struck}" if line.left else f"  {struck}  "


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
